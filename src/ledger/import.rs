//! Papers of a bureau in the ledger: what it received, deleted and refused, from the day of entry.

use std::fmt;

use data_encoding::HEXLOWER;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::Ledger;
use super::chain::Sha;
use super::copies::{Run, went_out_since};
use super::disclosure::Disclosure;
use super::entry::{Entry, Event};
use super::error::LedgerError;
use super::history::{End, History, Prepared};
use super::key::LedgerKey;
use super::members::Members;
use super::moment::Moment;
use super::paper::{Paper, PaperErrors, Receipt};
use super::trust::{Role, Trust, trusted};
use crate::batch::{Day, Signer, TrustedSigners};
use crate::code::Code;

/// A paper that was entered, with the signature that came with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperEntry {
    pub(super) paper: Paper,
    pub(super) signer: Signer,
    pub(super) signature: String,
}

impl PaperEntry {
    /// What it says.
    pub const fn paper(&self) -> &Paper {
        &self.paper
    }

    /// Who signed it.
    pub const fn signer(&self) -> &Signer {
        &self.signer
    }

    fn sha256(&self) -> Sha {
        Sha256::digest(self.paper.to_json()).into()
    }

    pub(super) fn write(&self, into: &mut Map<String, Value>) {
        let paper = serde_json::from_str(&self.paper.to_json());
        into.insert("key".into(), self.signer.to_string().into());
        into.insert("paper".into(), paper.unwrap_or_default());
        into.insert("signature".into(), self.signature.as_str().into());
    }

    pub(super) fn read(members: Members<'_>) -> Option<Self> {
        let json = crate::canonical_json::to_string(members.value("paper")?);
        let one = Self {
            paper: Paper::parse(json.as_bytes()).ok()?,
            signer: members.parse("key")?,
            signature: members.text("signature")?.to_owned(),
        };
        (members.text("kind")? == one.paper.kind()).then_some(one)
    }

    /// Whether the paper is signed by the key that it was entered with.
    pub(super) fn is_signed(&self, at: Moment) -> bool {
        let signers = TrustedSigners::any_controller(self.signer.clone());
        let json = self.paper.to_json();
        let signature = self.signature.as_bytes();
        Paper::verify(json.as_bytes(), signature, &signers, at.day()).is_ok()
    }

    /// Whether the key counted for the bureau when the paper was entered, after these events.
    pub(super) fn is_trusted<'e>(&self, before: impl Iterator<Item = &'e Event>) -> bool {
        let bureaus = trusted(before, Role::Bureau);
        let mut bureaus = bureaus.iter();
        bureaus.any(|one| one.key == self.signer && one.name == self.paper.recipient())
    }
}

/// A paper is not entered.
///
/// # Security
/// Holds codes, and keys of papers: nothing of what was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// For what it says, or who signed it.
    Paper(PaperErrors),
    /// For what the ledger knows, or because it cannot be written.
    Ledger(LedgerError),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paper(errors) => errors.fmt(f),
            Self::Ledger(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ImportError {}

impl From<LedgerError> for ImportError {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl From<PaperErrors> for ImportError {
    fn from(errors: PaperErrors) -> Self {
        Self::Paper(errors)
    }
}

impl Ledger {
    /// Enters a paper that a bureau signed, whose key counts in this ledger.
    ///
    /// What it attests counts from `at`, whatever day it claims.
    ///
    /// # Errors
    /// [`ImportError::Paper`] if it is malformed, dated after today, or not signed by a key that counts
    /// for the bureau which it names; [`ImportError::Ledger`] with [`Code::NotTrusted`] if no bureau's key
    /// counts, [`Code::PaperOfNoBatch`] if it is about no batch that was disclosed to that bureau, or
    /// speaks of another manifest or other counts (at the entry by which the batch never left, if there is one), [`Code::PaperBeforeBatch`] if it is dated before the day on
    /// which that batch was made, [`Code::PaperContradicts`] if it says otherwise of it than the ledger or an
    /// earlier paper, [`Code::PaperKnown`] if it was entered before, at that entry; and as [`Ledger::prepare`].
    pub fn import(
        &mut self,
        key: &LedgerKey,
        paper: &[u8],
        signature: &[u8],
        at: Moment,
    ) -> Result<u64, ImportError> {
        let append = self.append(key, at)?;
        let history = &append.history;
        let signers = signers(&history.trusted(Role::Bureau))?;
        let verified = Paper::verify(paper, signature, &signers, at.day())?;
        let entry = PaperEntry {
            paper: verified.paper().clone(),
            signer: verified.signer().clone(),
            // INVARIANT: what was verified is text
            signature: String::from_utf8_lossy(signature).into_owned(),
        };
        let sha256 = entry.sha256();
        let mut papers = history.papers();
        if let Some((known, _)) = papers.find(|(_, known)| known.sha256() == sha256) {
            return Err(LedgerError::refused(Code::PaperKnown)
                .at_entry(known.number)
                .into());
        }
        let runs = || history.runs_as(&entry.paper);
        let about: Vec<_> = runs().filter(|one| !one.never_left()).collect();
        let made = about.iter().map(Prepared::since).min();
        let made = made.ok_or_else(|| {
            let error = LedgerError::refused(Code::PaperOfNoBatch);
            // by this entry it never left
            let ends = runs().filter_map(|one| match one.end {
                Some(End::Never(by)) => Some(by.entry()),
                _ => None,
            });
            ends.last().map_or(error, |by| error.at_entry(by))
        })?;
        if entry.paper.date() < made {
            return Err(LedgerError::refused(Code::PaperBeforeBatch).into());
        }
        if history.is_contradicted(&entry.paper, &about) {
            return Err(LedgerError::refused(Code::PaperContradicts).into());
        }
        drop(about);
        drop(papers);
        Ok(append.enter(Event::Paper(Box::new(entry)), &[])?)
    }
}

/// The bureaus' keys, each for its own name.
fn signers(trusted: &[&Trust]) -> Result<TrustedSigners, LedgerError> {
    let lines = trusted
        .iter()
        .map(|one| format!("{} {}\n", one.key, one.name));
    let lines: String = lines.collect();
    TrustedSigners::parse(&lines).map_err(|_| LedgerError::refused(Code::NotTrusted))
}

impl History {
    /// The papers that were entered.
    pub(super) fn papers(&self) -> impl Iterator<Item = (&Entry, &PaperEntry)> {
        self.entries.iter().filter_map(|entry| match &entry.event {
            Event::Paper(paper) => Some((entry, &**paper)),
            _ => None,
        })
    }

    /// The runs of which the paper speaks as they were made for that bureau, also those that never left.
    fn runs_as<'h>(&'h self, paper: &'h Paper) -> impl Iterator<Item = Prepared<'h>> {
        self.prepared().filter(move |one| {
            let about = one.disclosure;
            let is_its_own =
                about.recipient == paper.recipient() && about.controller == paper.controller();
            let manifest = HEXLOWER.encode(&about.manifest);
            is_its_own
                && match paper {
                    Paper::Receipt(receipt) => {
                        receipt.batch() == about.batch
                            && receipt.manifest() == manifest
                            && (receipt.rows(), receipt.photos())
                                == (about.rows.count, about.photos.count)
                    }
                    Paper::Attestation(attestation) => {
                        attestation.batch() == about.batch
                            && attestation.manifest() == manifest
                            && attestation.rows() <= about.rows.count
                            && attestation.photos() <= about.photos.count
                    }
                    Paper::Refusal(refusal) => match refusal.batch() {
                        Some(batch) => batch == about.batch,
                        None => refusal.file().sha256() == HEXLOWER.encode(&about.file.sha256),
                    },
                }
        })
    }

    /// Whether the paper cannot be true beside what is entered of these runs and said of them by papers that count.
    fn is_contradicted(&self, paper: &Paper, about: &[Prepared<'_>]) -> bool {
        let corrected = self.corrected(None);
        let is_counting = |entry: &Entry| !corrected.has(entry.number);
        let papers = || self.papers().filter(|(entry, _)| is_counting(entry));
        let all = || about.iter().map(|one| one.disclosure);
        let runs: Vec<Run> = about.iter().map(Run::of).collect();
        match paper {
            Paper::Receipt(receipt) => {
                // of what was encrypted, the digest can be that of what was in it
                let is_sent = |one: &Disclosure| {
                    receipt.delete_by() == one.delete_by
                        && (one.encrypted || one.is_file(&receipt.file()))
                };
                let mut gone = papers().filter_map(|(entry, known)| match known.paper() {
                    Paper::Attestation(known) if known.manifest() == receipt.manifest() => {
                        Some((known.date(), Some(entry.number)))
                    }
                    _ => None,
                });
                let is_gone = |one: (Day, Option<u64>)| {
                    one.0 < receipt.date() && !went_out_since(&runs, receipt, one)
                };
                !all().any(is_sent) || gone.any(is_gone)
            }
            Paper::Attestation(attestation) => {
                let counts = (attestation.rows(), attestation.photos());
                let is_all = |one: &Disclosure| counts == (one.rows.count, one.photos.count);
                let mut arrived = papers().filter_map(|(_, known)| match known.paper() {
                    Paper::Receipt(known) if known.manifest() == attestation.manifest() => {
                        Some(known)
                    }
                    _ => None,
                });
                let date = attestation.date();
                let is_later =
                    |one: &Receipt| one.date() > date && !went_out_since(&runs, one, (date, None));
                (attestation.is_whole() && !all().any(is_all)) || arrived.any(is_later)
            }
            Paper::Refusal(_) => false,
        }
    }
}
