//! What the ledger answers, against the recount.

use std::collections::BTreeSet;

use cardsieve::ledger::paper::Remains;
use cardsieve::ledger::{BreachPack, KeptBatch, People, Trace};
use cardsieve::{BatchId, Code};
use proptest::prelude::*;

use super::super::desk::{RECIPIENTS, file, id};
use super::super::recount::{Held, Holdings, Pack, changes};
use super::{START, World, code, date};

impl World {
    pub(super) fn compare(&self) -> Result<(), TestCaseError> {
        let ledger = &self.ledger;
        let entries = ledger.entries().unwrap();
        prop_assert_eq!(entries.len() as u64, self.recount.entries());
        let open = ledger.unsettled().unwrap();
        let open: Vec<u64> = open.iter().map(cardsieve::ledger::Entry::number).collect();
        let runs = self.recount.runs().into_iter();
        let expected = runs.filter(|(entry, ..)| self.is_open(*entry));
        let expected: Vec<u64> = expected.map(|(entry, ..)| entry).collect();
        prop_assert_eq!(open, expected);
        for as_of in [self.today, START + 3, self.today + 11] {
            self.compare_on(as_of)?;
        }
        self.compare_days(START + 3, self.today + 11)?;
        self.compare_found()
    }

    fn compare_on(&self, as_of: u64) -> Result<(), TestCaseError> {
        let (ledger, day) = (&self.ledger, date(as_of));
        for (recipient, name) in RECIPIENTS.iter().enumerate() {
            let found = ledger.holdings(name, day).map(|found| -> Holdings {
                let all = |all: &[KeptBatch]| all.iter().map(held).collect();
                (
                    all(found.batches()),
                    all(found.deleted()),
                    ids(found.withdrawn()),
                    range(found.recorded()),
                    range(found.people()),
                    found.incidents().iter().map(|one| one.entry()).collect(),
                )
            });
            let expected = self.recount.holdings(recipient, as_of);
            let expected = expected.ok_or(Code::UnknownRecipient);
            prop_assert_eq!(found.map_err(code), expected, "{} {}", name, day);
        }
        let person = u32::try_from(self.recount.entries() % 6).unwrap();
        let found = ledger.exposure(&self.desk.key, &id(person), day).unwrap();
        let all = found.disclosures().iter().map(|one| held(one.batch()));
        let found = (all.collect(), ids(found.unknown()));
        prop_assert_eq!(found, self.recount.exposure(person, as_of), "{}", day);
        let found = ledger.overdue(day).unwrap();
        let found: Vec<Held> = found.batches().iter().map(held).collect();
        prop_assert_eq!(found, self.recount.overdue(as_of), "{}", day);
        let found = ledger.recipients(day).unwrap();
        let found = found.all().iter().map(|line| {
            let (least, most) = range(line.people());
            let recipient = RECIPIENTS.iter().position(|one| *one == line.recipient());
            let figures = [
                line.disclosed(),
                line.held(),
                line.unknown(),
                line.overdue(),
                least,
                most,
            ];
            (recipient.unwrap(), figures)
        });
        let found = found.collect();
        prop_assert_eq!(self.recount.recipients(as_of), found, "{}", day);
        for entry in 1..=self.recount.entries() {
            let found = ledger.breach_pack_of(entry, day).map(|pack| -> Pack {
                let held = pack.batches().iter().map(|one| one.batch().batch());
                (
                    held.collect(),
                    ids(pack.deleted_before()),
                    ids(pack.withdrawn()),
                    range(pack.total().people()),
                )
            });
            let expected = self.recount.pack(entry, as_of);
            let expected = expected.ok_or(Code::IncidentNotInLedger);
            prop_assert_eq!(found.map_err(code), expected, "{} {}", entry, day);
            self.compare_again(entry, as_of)?;
        }
        Ok(())
    }

    /// Who was in several batches, by the ledger alone and with the key and a list of some people, or of all.
    fn compare_again(&self, entry: u64, as_of: u64) -> Result<(), TestCaseError> {
        let Ok(alone) = self.ledger.breach_pack_of(entry, date(as_of)) else {
            return Ok(());
        };
        let bounds = |pack: &BreachPack| [range(pack.again()), range(pack.total().people())];
        if let Some(expected) = self.recount.bounds(entry, as_of, None) {
            prop_assert_eq!(bounds(&alone), expected);
        }
        for size in [3, 6] {
            let listed: BTreeSet<u32> = (0..size).collect();
            let mut affected = self.ledger.affected(&self.desk.key, &alone).unwrap();
            for person in &listed {
                affected.look(&id(*person)).unwrap();
            }
            let counted = alone.clone().counted_by(&affected.finish());
            if let Some(expected) = self.recount.bounds(entry, as_of, Some(&listed)) {
                prop_assert_eq!(bounds(&counted), expected, "{} listed", size);
            }
            let is_known = alone.batches().iter().all(|one| !one.batch().is_past());
            prop_assert!(size < 6 || !is_known || counted.again().is_exact());
        }
        Ok(())
    }

    /// What is told to have changed, batch for batch, is what the two days' holdings differ in.
    fn compare_days(&self, from: u64, to: u64) -> Result<(), TestCaseError> {
        for (recipient, name) in RECIPIENTS.iter().enumerate() {
            let looks = [from, to].map(|day| self.recount.holdings(recipient, day));
            let [Some(before), Some(after)] = looks else {
                continue;
            };
            let before: Vec<&Held> = before.0.iter().chain(&before.1).collect();
            let after: Vec<&Held> = after.0.iter().chain(&after.1).collect();
            let of = |all: &[&Held], batch: BatchId| {
                let found = all.iter().find(|one| one.batch == batch);
                found.map(|one| (*one).clone())
            };
            let batches = before.iter().chain(&after).map(|one| one.batch);
            let batches: BTreeSet<BatchId> = batches.collect();
            let expected = batches.into_iter().map(|batch| {
                let (was, is) = (of(&before, batch), of(&after, batch));
                let is_past = self.recount.is_past(batch);
                (batch, changes(was.as_ref(), is.as_ref(), is_past))
            });
            let expected: BTreeSet<_> = expected.filter(|(_, kinds)| !kinds.is_empty()).collect();
            let found = self.ledger.diff(name, date(from), date(to)).unwrap();
            let found = found.changes().iter().map(|one| {
                let kinds = one.kinds().iter().map(|kind| kind.name());
                (one.batch().batch(), kinds.collect::<Vec<_>>())
            });
            prop_assert_eq!(found.collect::<BTreeSet<_>>(), expected, "{}", name);
        }
        Ok(())
    }

    /// A file that is found leads to its batch, also to one that by the ledger never left.
    fn compare_found(&self) -> Result<(), TestCaseError> {
        for (_, _, run) in self.recount.runs() {
            let digest = file(run.batch);
            let traces = [Trace::File(&digest)];
            let found = self.ledger.whose(&self.desk.key, &traces, date(self.today));
            let found = found.unwrap();
            let all = found.all();
            prop_assert!(all.iter().all(|one| one.batch().batch() == run.batch));
            let withdrawn = all.iter().all(|one| one.batch().is_withdrawn());
            let expected = self.recount.found(run.batch, self.today);
            prop_assert_eq!((all.len(), withdrawn), expected);
        }
        Ok(())
    }
}

fn ids(all: &[KeptBatch]) -> Vec<BatchId> {
    all.iter().map(KeptBatch::batch).collect()
}

fn range(people: People) -> (u64, u64) {
    (people.least(), people.most())
}

fn held(one: &KeptBatch) -> Held {
    let received = one.received().map(|day| {
        let days = (START - 1)..(START + 1_000);
        days.into_iter().find(|known| date(*known) == day).unwrap()
    });
    Held {
        batch: one.batch(),
        mark: one.mark().name(),
        received,
        remains: one.remains().into_iter().map(Remains::name).collect(),
        days_overdue: one.days_overdue(),
    }
}
