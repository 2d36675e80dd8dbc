//! Happenings, entered into a ledger and into a plain log, and asked about after each.

use std::collections::BTreeSet;

use cardsieve::batch::{Day, Manifest};
use cardsieve::ledger::{
    Incident, IncidentCode, IncidentEntry, Ledger, LedgerError, Moment, Past, Reason, Role,
};
use cardsieve::{BatchId, Code};
use proptest::prelude::*;

use super::desk::{Desk, RECIPIENTS, file, is_sealed};
use super::recount::{Ended, Recount, Run, What};
use super::steps::{Fate, Step};
use super::{recount, steps};

mod compare;

/// 2026-12-01.
pub const START: u64 = 20_788;

/// Nine o'clock.
const MORNING: u64 = 32_400;

fn moment(day: u64) -> Moment {
    Moment::from_unix_seconds(day * 86_400 + MORNING).unwrap()
}

pub fn date(day: u64) -> Day {
    moment(day).day()
}

pub struct World {
    pub desk: Desk,
    pub ledger: Ledger,
    pub today: u64,
    /// By how many seconds the clock is behind, and when the newest entry was made.
    behind: u64,
    newest: u64,
    pub recount: Recount,
    pub manifests: Vec<Manifest>,
    /// Name and signer: those of both bureaus, and last of the approver.
    pub trusted: BTreeSet<(usize, usize)>,
    pub papers: Vec<(String, String)>,
    /// Whether an approver's key ever counted.
    pub has_approver: bool,
}

const NAMES: [(Role, &str); 3] = [
    (Role::Bureau, RECIPIENTS[0]),
    (Role::Bureau, RECIPIENTS[1]),
    (Role::Approver, "DPO"),
];

impl World {
    pub fn new() -> Self {
        let desk = Desk::new(moment(START));
        Self {
            ledger: desk.open(),
            desk,
            today: START,
            behind: 0,
            newest: START * 86_400 + MORNING,
            recount: Recount::new(START),
            manifests: Vec::new(),
            trusted: BTreeSet::new(),
            papers: Vec::new(),
            has_approver: false,
        }
    }

    fn now(&self) -> u64 {
        self.today * 86_400 + MORNING - self.behind
    }

    pub fn at(&self) -> Moment {
        Moment::from_unix_seconds(self.now()).unwrap()
    }

    /// Whether the newest entry lies so far ahead that nothing is entered.
    pub fn is_behind(&self) -> bool {
        self.newest > self.now() + 300
    }

    /// The number that the next entry gets, which is of this; none while the clock is behind.
    pub fn next(&mut self, what: What) -> Result<u64, Code> {
        if self.is_behind() {
            return Err(Code::ClockBehind);
        }
        self.newest = self.newest.max(self.now());
        Ok(self.recount.add(self.newest / 86_400, what))
    }

    pub fn take(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match step {
            Step::Wait(days) => self.today += days,
            Step::Clock(behind) => self.behind = *behind,
            Step::Disclose {
                recipient,
                people,
                again,
                fate,
            } => {
                let runs = self.recount.runs();
                let batch = again.filter(|_| !runs.is_empty()).map_or_else(
                    || BatchId::random().unwrap(),
                    |index| index.get(&runs).2.batch,
                );
                self.disclose(*recipient, people, batch, *fate)?;
            }
            Step::Recover(index) => self.settle(index, true)?,
            Step::Abandon(index) => self.settle(index, false)?,
            Step::Trust {
                name,
                signer,
                counts,
            } => self.trust(*name, *signer, *counts)?,
            Step::Approve { signer, recipient } => self.approve(*signer, *recipient)?,
            Step::Import {
                of,
                kind,
                signer,
                flaw,
                late,
            } => {
                if !self.manifests.is_empty() {
                    let run = of.index(self.manifests.len());
                    let own = self.recount.runs()[run].2.recipient;
                    let signer = if *signer < 3 { *signer } else { own };
                    self.import(run, *kind, signer, *flaw, *late)?;
                }
            }
            Step::Past {
                recipient,
                ago,
                people,
                photos,
            } => self.past(*recipient, self.today - ago, *people, *photos)?,
            Step::Incident { recipient, days } => self.incident(*recipient, *days)?,
            Step::Rotate => {
                let expected = self.next(What::Rotation);
                let epoch = "e2".parse().unwrap();
                let done = self.ledger.rotated(&self.desk.key, epoch, self.at());
                prop_assert_eq!(done.map_err(code), expected);
            }
            Step::Correct {
                of,
                of_these,
                reason,
            } => self.correct(of, *of_these, *reason)?,
        }
        self.compare()
    }

    fn approve(&mut self, signer: usize, recipient: usize) -> Result<(), TestCaseError> {
        let expected = if self.is_behind() {
            Err(Code::ClockBehind)
        } else if self.trusted.contains(&(2, signer)) {
            self.next(What::Approval { signer, recipient })
        } else {
            Err(Code::NotTrusted)
        };
        let (by, profile) = (&self.desk.signers[signer], self.desk.profile(recipient));
        let at = self.at();
        let done = self.ledger.approve(&self.desk.key, by, profile, None, at);
        prop_assert_eq!(done.map_err(code), expected);
        Ok(())
    }

    /// Whether somebody's approval is asked for, and nobody whose key counts has approved what goes there.
    fn is_unapproved(&self, recipient: usize) -> bool {
        let void = self.recount.void(u64::MAX);
        let approvers = self.trusted.iter().filter(|name| name.0 == 2);
        let approvers: Vec<usize> = approvers.map(|name| name.1).collect();
        let approves = self.recount.log.iter().any(|one| {
            let is_it = matches!(one.what, What::Approval { signer, recipient: of }
                if of == recipient && approvers.contains(&signer));
            is_it && !void.contains_key(&one.entry)
        });
        self.has_approver && !approves
    }

    fn disclose(
        &mut self,
        recipient: usize,
        people: &BTreeSet<u32>,
        batch: BatchId,
        fate: Fate,
    ) -> Result<(), TestCaseError> {
        let day = date(self.today);
        let (outgoing, manifest) = self.desk.outgoing(recipient, people, batch, day);
        let run = Run {
            batch,
            recipient,
            people: people.clone(),
            year: day.year(),
            is_sealed: is_sealed(people),
        };
        let is_known = self.recount.runs().into_iter().any(|(_, _, known)| {
            let is_same = (known.recipient, &known.people) == (recipient, people);
            known.batch == batch && !is_same
        });
        let again = self.ledger.already_held(&outgoing, day).unwrap();
        prop_assert_eq!(again, self.recount.again(&run, self.today));
        let expected = if self.is_behind() {
            Err(Code::ClockBehind)
        } else if is_known {
            Err(Code::BatchKnown)
        } else if self.is_unapproved(recipient) {
            Err(Code::NotApproved)
        } else {
            self.next(What::Run(run))
        };
        let at = self.at();
        let (ledger, key) = (&mut self.ledger, &self.desk.key);
        let could = ledger.could_prepare(key, &outgoing, at);
        prop_assert_eq!(could.map_err(code), expected.map(|_| ()));
        let prepared = ledger.prepare(key, &outgoing, &file(batch), at);
        let entry = prepared.as_ref().map(cardsieve::ledger::Prepared::entry);
        prop_assert_eq!(entry.map_err(|error| code(*error)), expected);
        let Ok(prepared) = prepared else {
            return Ok(());
        };
        self.manifests.push(manifest);
        let of = prepared.entry();
        let (done, left) = match fate {
            Fate::CutOff => {
                self.ledger = self.desk.open();
                return Ok(());
            }
            Fate::Released => (ledger.released(key, prepared, at), true),
            Fate::Abandoned => (ledger.abandoned(key, prepared, at), false),
        };
        prop_assert_eq!(done.map_err(code), self.next(What::End { of, left }));
        Ok(())
    }

    /// Says of the open runs of a batch that its file was found, or that it is nowhere.
    fn settle(&mut self, index: &prop::sample::Index, is_found: bool) -> Result<(), TestCaseError> {
        let runs = self.recount.runs();
        let batch = match runs.len() {
            0 => BatchId::random().unwrap(),
            _ => index.get(&runs).2.batch,
        };
        let open = runs
            .into_iter()
            .filter(|(entry, _, run)| run.batch == batch && self.is_open(*entry));
        let open: Vec<u64> = open.map(|(entry, ..)| entry).collect();
        let at = self.at();
        let key = &self.desk.key;
        let done = if is_found {
            let found = self.ledger.recover(key, &file(batch), at);
            found.map(|all| all.len())
        } else {
            self.ledger.abandon(key, batch, at).map(|_| open.len())
        };
        let mut expected = match open.len() {
            0 => Err(Code::BatchNotInLedger),
            settled => Ok(settled),
        };
        let is_attested = |run: &u64| self.recount.is_attested(batch, *run);
        if !is_found && open.iter().any(is_attested) {
            expected = Err(Code::BatchReceived);
        }
        for of in open {
            let left = is_found;
            expected = expected.and_then(|count| self.next(What::End { of, left }).map(|_| count));
        }
        prop_assert_eq!(done.map_err(code), expected);
        Ok(())
    }

    fn is_open(&self, run: u64) -> bool {
        self.recount.ended(run, u64::MAX).is_none()
    }

    fn trust(&mut self, name: usize, signer: usize, counts: bool) -> Result<(), TestCaseError> {
        let pair = (name, signer);
        let expected = if !self.is_behind() && !counts && !self.trusted.contains(&pair) {
            Err(Code::NotTrusted)
        } else {
            self.next(What::Other)
        };
        self.has_approver |= expected.is_ok() && name == 2;
        if expected.is_ok() && counts {
            self.trusted.insert(pair);
        } else if expected.is_ok() {
            self.trusted.remove(&pair);
        }
        let ((role, name), at) = (NAMES[name], self.at());
        let signer = self.desk.signers[signer].signer();
        let key = &self.desk.key;
        let done = self.ledger.trust(key, role, name, signer, counts, at);
        prop_assert_eq!(done.map_err(code), expected);
        Ok(())
    }

    fn past(
        &mut self,
        recipient: usize,
        made: u64,
        people: u64,
        photos: u64,
    ) -> Result<(), TestCaseError> {
        let profile = self.desk.profile(recipient);
        let past = Past::new(profile, date(made), None, people, photos).unwrap();
        let expected = self.next(What::Past(recount::Past {
            batch: past.batch(),
            recipient,
            made,
            people,
            photos,
        }));
        let at = self.at();
        let done = self.ledger.record_past(&self.desk.key, past, at);
        prop_assert_eq!(done.map_err(code), expected);
        Ok(())
    }

    fn incident(&mut self, recipient: usize, days: (u64, u64)) -> Result<(), TestCaseError> {
        let to = self.today - days.1;
        let from = to - days.0;
        let incident = Incident::new(date(from), date(to), moment(to)).unwrap();
        let codes = [IncidentCode::Theft, IncidentCode::Confidentiality];
        let incident = IncidentEntry::new(RECIPIENTS[recipient], incident, codes);
        let is_known = self.recount.holdings(recipient, u64::MAX).is_some();
        // on its own day it was known at nine, and a clock that is behind does not know that
        let expected = if days.1 == 0 && self.behind > 0 {
            Err(Code::IncidentInFuture)
        } else if !self.is_behind() && !is_known {
            Err(Code::UnknownRecipient)
        } else {
            self.next(What::Incident(recount::Incident {
                recipient,
                from,
                to,
            }))
        };
        let at = self.at();
        let done = self.ledger.record_incident(&self.desk.key, incident, at);
        prop_assert_eq!(done.map_err(code), expected);
        Ok(())
    }

    fn correct(
        &mut self,
        of: &prop::sample::Index,
        of_these: bool,
        reason: Reason,
    ) -> Result<(), TestCaseError> {
        let all: Vec<u64> = (0..self.recount.entries() + 3).collect();
        let can = |of: &&u64| {
            let reasons = Reason::ALL.iter();
            reasons
                .clone()
                .any(|one| self.recount.may_correct(**of, one.name()))
        };
        let some: Vec<u64> = all.iter().filter(can).copied().collect();
        let listed = self.ledger.correctable().unwrap();
        let listed = listed.iter().filter(|one| !one.reasons().is_empty());
        let listed: Vec<u64> = listed.map(|one| one.entry().number()).collect();
        prop_assert_eq!(&listed, &some);
        let of = match of_these && !some.is_empty() {
            true => *of.get(&some),
            false => *of.get(&all),
        };
        let expected = if self.is_behind() || self.recount.may_correct(of, reason.name()) {
            let reason = reason.name();
            self.next(What::Correction { of, reason })
        } else {
            Err(Code::NotCorrectable)
        };
        let at = self.at();
        let done = self.ledger.correct(&self.desk.key, of, reason, at);
        prop_assert_eq!(done.map_err(code), expected);
        Ok(())
    }

    /// Whether what was signed of a run on a day cannot be beside what was signed of it before: it arrived
    /// after it was deleted, and did not go out in between.
    pub fn is_contradicted(&self, about: usize, day: u64, is_receipt: bool) -> bool {
        let runs = self.recount.runs();
        let (_, made, about) = &runs[about];
        let is_it = |batch: BatchId, of: u64| (batch, of) == (about.batch, *made);
        // each run of one day has one manifest, and is of that day alone
        let sent = runs.iter().filter(|(entry, made, run)| {
            let ended = self.recount.ended(*entry, u64::MAX);
            matches!(ended, None | Some(Ended::Left)) && is_it(run.batch, *made)
        });
        let last = sent.map(|(entry, ..)| *entry).max();
        let void = self.recount.void(u64::MAX);
        self.recount.log.iter().any(|one| {
            let What::Said(said) = &one.what else {
                return false;
            };
            let counts = is_it(said.batch, said.made) && !void.contains_key(&one.entry);
            counts
                && match (is_receipt, said.word) {
                    (true, recount::Word::Deleted(_)) => said.on < day && Some(one.entry) > last,
                    (false, recount::Word::Received(_)) => said.on > day,
                    _ => false,
                }
        })
    }

    /// Whether a paper about a run is dated before anything of which it can speak left.
    pub fn is_before(&self, about: usize, kind: steps::Kind, day: u64) -> bool {
        let runs = self.recount.runs();
        let (_, made, about) = &runs[about];
        let first = match kind {
            steps::Kind::Refusal { .. } => {
                let left = runs.iter().filter(|(entry, _, run)| {
                    let ended = self.recount.ended(*entry, u64::MAX);
                    run.batch == about.batch && matches!(ended, None | Some(Ended::Left))
                });
                left.map(|(_, day, _)| *day).min()
            }
            _ => Some(*made),
        };
        first.is_some_and(|first| day < first)
    }

    /// Whether a run with this very manifest left, or may have.
    pub fn left_as(&self, about: usize, kind: steps::Kind) -> bool {
        let runs = self.recount.runs();
        let (_, day, about) = &runs[about];
        runs.iter().any(|(entry, made, run)| {
            let ended = self.recount.ended(*entry, u64::MAX);
            let is_it = match kind {
                // a refusal names the batch or its file, and no manifest
                steps::Kind::Refusal { .. } => true,
                _ => made == day,
            };
            matches!(ended, None | Some(Ended::Left)) && run.batch == about.batch && is_it
        })
    }
}

pub fn code(error: LedgerError) -> Code {
    error.code().unwrap()
}
