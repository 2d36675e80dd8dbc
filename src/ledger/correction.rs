//! Corrections: what counts of an earlier entry from now on. The entry itself stays as it is.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::Ledger;
use super::disclosure::{Disclosure, FileKind};
use super::entry::{Entry, Event, Settled};
use super::error::LedgerError;
use super::history::{End, History, Prepared};
use super::key::LedgerKey;
use super::members::Members;
use super::moment::Moment;
use super::paper::Paper;
use crate::batch::Day;
use crate::code::Code;
use crate::pseudonym::BatchId;

/// Why an earlier entry counts otherwise from now on. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// It does not say what was so: it counts as if it were not there. What is so is entered anew.
    EnteredWrongly,
    /// What it tells of did not happen.
    NeverHappened,
    /// What it tells of was deleted since, as the controller knows without a bureau's signature: of what left
    /// before there was a ledger, or as bare rows, of which no bureau can sign anything.
    Deleted,
}

impl Reason {
    /// Every reason.
    pub const ALL: &[Self] = &[Self::EnteredWrongly, Self::NeverHappened, Self::Deleted];

    /// The name in an entry.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EnteredWrongly => "entered-wrongly",
            Self::NeverHappened => "never-happened",
            Self::Deleted => "deleted",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

/// What counts of an earlier entry, from the entry of this on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    pub(super) of: u64,
    pub(super) reason: Reason,
}

impl Correction {
    /// The number of the entry that is corrected.
    pub const fn of(&self) -> u64 {
        self.of
    }

    /// Why.
    pub const fn reason(&self) -> Reason {
        self.reason
    }

    pub(super) fn write(self, into: &mut Map<String, Value>) {
        into.insert("of".into(), self.of.into());
        into.insert("reason".into(), self.reason.name().into());
    }

    pub(super) fn read(members: Members<'_>) -> Option<Self> {
        Some(Self {
            of: members.number("of")?,
            reason: Reason::from_name(members.text("reason")?)?,
        })
    }
}

/// By which entry an earlier one counts otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amendment {
    pub(super) entry: u64,
    pub(super) at: Moment,
    pub(super) reason: Option<Reason>,
}

impl Amendment {
    /// The number of that entry.
    pub const fn entry(&self) -> u64 {
        self.entry
    }

    /// When it was entered.
    pub const fn at(&self) -> Moment {
        self.at
    }

    /// Why it counts otherwise; none, if the run of an export was entered as abandoned.
    pub const fn reason(&self) -> Option<Reason> {
        self.reason
    }

    pub(super) fn of(entry: &Entry) -> Self {
        Self {
            entry: entry.number,
            at: entry.at,
            reason: match &entry.event {
                Event::Correction(correction) => Some(correction.reason),
                _ => None,
            },
        }
    }

    pub(super) fn json(self) -> Value {
        json!({
            "at": self.at.to_string(),
            "entry": self.entry,
            "reason": self.reason.map(Reason::name),
        })
    }

    /// In words.
    pub(super) fn said(self) -> String {
        match self.reason {
            Some(reason) => format!("{} (entry {}, {})", reason.name(), self.entry, self.at),
            None => format!("abandoned (entry {}, {})", self.entry, self.at),
        }
    }
}

/// Entries that count otherwise, by their numbers.
pub(super) struct Corrected<'h>(HashMap<u64, &'h Entry>);

impl Corrected<'_> {
    /// How the entry counts, if it counts otherwise.
    pub(super) fn get(&self, entry: u64) -> Option<Amendment> {
        self.0.get(&entry).map(|by| Amendment::of(by))
    }

    pub(super) fn has(&self, entry: u64) -> bool {
        self.0.contains_key(&entry)
    }
}

/// An entry that can be corrected, or was.
#[derive(Debug, Clone)]
pub struct Correctable {
    entry: Entry,
    reasons: &'static [Reason],
    amended: Option<Amendment>,
}

impl Correctable {
    /// The entry.
    pub const fn entry(&self) -> &Entry {
        &self.entry
    }

    /// The reasons for which it can be corrected; none, if it was.
    pub const fn reasons(&self) -> &'static [Reason] {
        self.reasons
    }

    /// By which entry it was.
    pub const fn amended(&self) -> Option<Amendment> {
        self.amended
    }
}

impl History {
    /// What counts otherwise at the end of a day, or of all.
    ///
    /// A correction that was itself corrected counts no more.
    pub(super) fn corrected(&self, as_of: Option<Day>) -> Corrected<'_> {
        let mut all: HashMap<u64, &Entry> = HashMap::new();
        for entry in self.entries.iter().rev() {
            let is_known = as_of.is_none_or(|day| entry.at.day() <= day);
            if let Event::Correction(correction) = &entry.event
                && is_known
                && !all.contains_key(&entry.number)
            {
                all.insert(correction.of, entry);
            }
        }
        Corrected(all)
    }

    pub(super) fn entry(&self, number: u64) -> Option<&Entry> {
        let at = usize::try_from(number.checked_sub(1)?).ok()?;
        self.entries.get(at)
    }

    /// For which reasons an entry can be corrected after all that was entered so far.
    ///
    /// One that was corrected cannot be, unless that correction was; nor can what corrects a correction.
    pub(super) fn reasons(&self, of: u64, corrected: &Corrected<'_>) -> &'static [Reason] {
        let Some(entry) = self.entry(of).filter(|_| !corrected.has(of)) else {
            return &[];
        };
        match &entry.event {
            Event::Past(_) => Reason::ALL,
            Event::Released(settled) => {
                // what its recipient has signed that it has, or had, did leave
                let is_attested = self.is_attested(settled.batch, settled.of, corrected);
                match (is_attested, self.is_last_of_bare_rows(*settled)) {
                    (false, true) => Reason::ALL,
                    (false, false) => &[Reason::EnteredWrongly, Reason::NeverHappened],
                    (true, true) => &[Reason::EnteredWrongly, Reason::Deleted],
                    (true, false) => &[Reason::EnteredWrongly],
                }
            }
            Event::Incident(_) => &[Reason::EnteredWrongly, Reason::NeverHappened],
            Event::Rotated { .. } => &[Reason::NeverHappened],
            Event::Abandoned(_) | Event::Paper(_) | Event::Approval(_) => &[Reason::EnteredWrongly],
            Event::Correction(correction) => match self.entry(correction.of).map(Entry::event) {
                None | Some(Event::Correction(_)) => &[],
                // the run that it had opened again has ended otherwise since
                Some(Event::Released(settled) | Event::Abandoned(settled))
                    if correction.reason == Reason::EnteredWrongly
                        && self.open(settled.batch, settled.of).is_err() =>
                {
                    &[]
                }
                Some(_) => &[Reason::EnteredWrongly],
            },
            Event::Opened { .. }
            | Event::Prepared(_)
            | Event::Trust(_)
            | Event::Reidentified(_) => &[],
        }
    }

    /// Whether the recipient has signed that it has this run's batch, or had it, as this run made it, and no
    /// other such run is known to have left.
    pub(super) fn is_attested(&self, batch: BatchId, run: u64, corrected: &Corrected<'_>) -> bool {
        let Some(Event::Prepared(about)) = self.entry(run).map(Entry::event) else {
            return false;
        };
        let mut papers = self.papers();
        let is_attested = papers.any(|(entry, paper)| {
            let manifest = match paper.paper() {
                Paper::Receipt(receipt) => receipt.manifest_digest(),
                Paper::Attestation(attestation) => attestation.manifest_digest(),
                Paper::Refusal(_) => return false,
            };
            !corrected.has(entry.number) && manifest == about.manifest
        });
        let is_other = |one: Prepared<'_>| {
            (one.disclosure.batch, one.disclosure.manifest) == (batch, about.manifest)
                && one.entry.number != run
                && matches!(one.end, Some(End::Released(..)))
        };
        is_attested && !self.prepared().any(is_other)
    }

    /// Whether this run was of bare rows, for which there is no receipt and so no attestation, and the batch
    /// has not left, or perhaps left, once more since.
    fn is_last_of_bare_rows(&self, settled: Settled) -> bool {
        let is_bare = |entry: &Entry| match &entry.event {
            Event::Prepared(disclosure) => disclosure.file.kind != FileKind::Batch,
            _ => false,
        };
        let is_later =
            |(run, one): (u64, &Disclosure)| one.batch == settled.batch && run > settled.of;
        self.entry(settled.of).is_some_and(is_bare)
            // most batches go once, and of those the runs need no look
            && (!self.disclosures().any(is_later)
                || !self.prepared().any(|one| {
                    is_later((one.entry.number, one.disclosure)) && !one.never_left()
                }))
    }

    /// The newest entry by which a batch counts as disclosed: of what was recorded afterwards, or released.
    fn counts(&self, batch: BatchId) -> Option<u64> {
        let corrected = self.corrected(None);
        let is_withdrawn = |entry: &Entry| {
            let amended = corrected.get(entry.number);
            amended.is_some_and(|by| by.reason != Some(Reason::Deleted))
        };
        let mut entries = self.entries.iter().rev();
        let found = entries.find(|entry| {
            let is_it = match &entry.event {
                Event::Past(past) => past.batch == batch,
                Event::Released(settled) => settled.batch == batch,
                _ => false,
            };
            is_it && !is_withdrawn(entry)
        });
        found.map(Entry::number)
    }
}

impl Ledger {
    /// Enters that an earlier entry counts otherwise from now on.
    ///
    /// The earlier entry stays, and so does every answer for a day before `at`. A run whose `released` or
    /// `abandoned` was entered wrongly is open again, until [`Ledger::recover`] or [`Ledger::abandon`].
    ///
    /// # Errors
    /// [`Code::NotCorrectable`] if there is no such entry, one of its kind is not corrected for this
    /// reason, or it was corrected before; and as [`Ledger::prepare`].
    ///
    /// # Security
    /// What a correction takes out, holdings speak of no more but under `withdrawn`, or as recorded as
    /// deleted. It rests on nothing but the word of whoever has the ledger's key.
    pub fn correct(
        &mut self,
        key: &LedgerKey,
        of: u64,
        reason: Reason,
        at: Moment,
    ) -> Result<u64, LedgerError> {
        let append = self.append(key, at)?;
        let history = &append.history;
        if !history
            .reasons(of, &history.corrected(None))
            .contains(&reason)
        {
            return Err(LedgerError::refused(Code::NotCorrectable).at_entry(of));
        }
        append.enter(Event::Correction(Correction { of, reason }), &[])
    }

    /// Every entry that can be corrected, and every one that was, in order.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn correctable(&self) -> Result<Vec<Correctable>, LedgerError> {
        let history = History::read(&self.connection)?;
        let corrected = history.corrected(None);
        let all = history.entries.iter().map(|entry| Correctable {
            entry: entry.clone(),
            reasons: history.reasons(entry.number, &corrected),
            amended: corrected.get(entry.number),
        });
        let all = all.filter(|one| !one.reasons.is_empty() || one.amended.is_some());
        Ok(all.collect())
    }

    /// The number of the entry by which a batch counts as disclosed: what would be corrected of it.
    ///
    /// # Errors
    /// [`Code::BatchNotInLedger`] if there is none; and as [`Ledger::entries`].
    pub fn counting_entry(&self, batch: BatchId) -> Result<u64, LedgerError> {
        let found = History::read(&self.connection)?.counts(batch);
        found.ok_or(LedgerError::refused(Code::BatchNotInLedger))
    }
}
