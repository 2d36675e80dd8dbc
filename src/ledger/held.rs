//! Which batches a recipient holds on a day, as far as the ledger knows.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Ledger;
use super::copies::{Run, deleted_by, went_out_since};
use super::correction::{Amendment, Corrected};
use super::database::failed;
use super::disclosure::Disclosure;
use super::entry::{Entry, Event};
use super::error::LedgerError;
use super::history::{End, History};
use super::kept::{Copied, KeptBatch, Mark};
use super::paper::{Attestation, Paper, Receipt, Refusal};
use crate::batch::Day;
use crate::pseudonym::BatchId;

/// What is known of batches on a day.
pub(super) struct Told {
    /// Every batch that was disclosed, or may have been, in the order of entry: those that are deleted too.
    pub(super) disclosed: Vec<KeptBatch>,
    /// Every batch that was entered and by a later entry never left.
    pub(super) withdrawn: Vec<KeptBatch>,
}

impl Told {
    pub(super) fn all(mut self) -> Vec<KeptBatch> {
        self.disclosed.append(&mut self.withdrawn);
        self.disclosed
    }
}

/// Every batch that was disclosed by the day, in the order of entry; see [`told`].
pub(super) fn batches(
    history: &History,
    as_of: Day,
    is_asked: impl Fn(&Disclosure) -> bool,
) -> Vec<KeptBatch> {
    told(history, as_of, is_asked).disclosed
}

/// Every batch that was entered by the day: a batch that ran twice is one, of which only what was attested
/// after its last run counts.
pub(super) fn told(history: &History, as_of: Day, is_asked: impl Fn(&Disclosure) -> bool) -> Told {
    let corrected = history.corrected(Some(as_of));
    let mut all: BTreeMap<(u64, BatchId), KeptBatch> = BTreeMap::new();
    let mut withdrawn: BTreeMap<(u64, BatchId), KeptBatch> = BTreeMap::new();
    let mut first: BTreeMap<BatchId, u64> = BTreeMap::new();
    let mut runs: BTreeMap<BatchId, Vec<Run>> = BTreeMap::new();
    let mut deleted: BTreeMap<BatchId, Option<Amendment>> = BTreeMap::new();
    for one in history.prepared_by(Some(as_of)) {
        if !is_asked(one.disclosure) {
            continue;
        }
        let batch = one.disclosure.batch;
        let mut held = entered(one.entry, one.disclosure.clone(), as_of);
        let mut recorded = None;
        match one.end {
            Some(End::Never(by)) => {
                held.amended = Some(by);
                held.taken_back = one.was_released;
                withdrawn.insert((one.entry.number, batch), held);
                continue;
            }
            Some(End::Released(by, gone)) => {
                held.released = Some(by.at);
                held.mark = Mark::Recorded;
                recorded = gone;
            }
            None => {}
        }
        let entry = *first.entry(batch).or_insert(one.entry.number);
        runs.entry(batch).or_default().push(Run::of(&one));
        // what was deleted before the batch went out once more is there again
        deleted.insert(batch, recorded);
        match all.get_mut(&(entry, batch)) {
            // the first run that is known to have left speaks for all
            Some(earlier) if earlier.released.is_some() || held.released.is_none() => {}
            Some(earlier) => *earlier = held,
            None => {
                all.insert((entry, batch), held);
            }
        }
    }
    for ((_, batch), held) in &mut all {
        let runs = runs.get(batch).into_iter().flatten();
        held.copies = runs.map(|run| Copied::of(run.entry)).collect();
        held.amended = deleted.get(batch).copied().flatten();
    }
    // of a batch that ran twice one run may have left
    withdrawn.retain(|(_, batch), _| !first.contains_key(batch));
    for entry in &history.entries {
        let Event::Past(past) = &entry.event else {
            continue;
        };
        let disclosure = past.disclosure();
        if entry.at.day() > as_of || !is_asked(&disclosure) {
            continue;
        }
        let mut held = entered(entry, disclosure, as_of);
        held.past = true;
        held.amended = corrected.get(entry.number);
        let place = (entry.number, past.batch);
        if held.is_withdrawn() {
            withdrawn.insert(place, held);
        } else {
            all.insert(place, held);
        }
    }
    let mut told = Told {
        disclosed: all.into_values().collect(),
        withdrawn: withdrawn.into_values().collect(),
    };
    hear(history, &corrected, as_of, &runs, &mut told.disclosed);
    told
}

/// A batch of which nothing is known but its entry.
fn entered(entry: &Entry, disclosure: Disclosure, as_of: Day) -> KeptBatch {
    KeptBatch {
        disclosure,
        entry: entry.number,
        prepared: entry.at,
        released: None,
        mark: Mark::Unknown,
        as_of,
        copies: vec![Copied::of(entry.number)],
        received: None,
        past: false,
        taken_back: false,
        amended: None,
    }
}

/// Adds what recipients have said until the day; each paper counts from the day on which it was entered.
fn hear(
    history: &History,
    corrected: &Corrected<'_>,
    as_of: Day,
    runs: &BTreeMap<BatchId, Vec<Run>>,
    all: &mut [KeptBatch],
) {
    let counting = || {
        let is_known = |entry: &Entry| entry.at.day() <= as_of && !corrected.has(entry.number);
        history.papers().filter(move |(entry, _)| is_known(entry))
    };
    let none = Vec::new();
    for (entry, paper) in counting() {
        let about = paper.paper();
        let known = all.iter_mut().find_map(|one| {
            let runs = runs.get(&one.disclosure.batch).unwrap_or(&none);
            let is_it = match (about, about.batch()) {
                (Paper::Refusal(refusal), None) => runs.iter().any(|run| run.is_file_of(refusal)),
                (_, batch) => batch == Some(one.disclosure.batch),
            };
            let is_it = is_it && one.disclosure.recipient == about.recipient();
            is_it.then_some((one, runs))
        });
        let Some((known, runs)) = known else { continue };
        if let Paper::Receipt(receipt) = about {
            let first = known
                .received
                .map_or(receipt.date(), |day| day.min(receipt.date()));
            known.received = Some(first);
            if known.mark == Mark::Unknown {
                // the recipient has said that it left
                known.mark = Mark::Attested;
            }
        }
        for run in deleted_by(about, entry.number, runs) {
            let said = match about {
                Paper::Receipt(_) => continue,
                Paper::Attestation(attestation) => attestation.clone(),
                Paper::Refusal(refusal) => {
                    let receipts = counting().filter_map(|(_, paper)| match paper.paper() {
                        Paper::Receipt(receipt) => Some(receipt),
                        _ => None,
                    });
                    let mut receipts = receipts.filter(|receipt| run.is_of(receipt));
                    if receipts.any(|one| is_other(refusal, entry.number, one, run, runs)) {
                        continue;
                    }
                    let about = &known.disclosure;
                    let counts = (about.rows.count, about.photos.count);
                    Attestation::of_refusal(refusal, about.batch, about.manifest, counts)
                }
            };
            let copy = known.copies.iter_mut().find(|copy| copy.run == run.entry);
            if let Some(copy) = copy {
                copy.attested.push((entry.at, said));
            }
        }
    }
}

/// Whether what was received is another file than the one that was refused, or arrived later.
fn is_other(refusal: &Refusal, entry: u64, receipt: &Receipt, run: Run, runs: &[Run]) -> bool {
    let refused = (refusal.date(), Some(entry));
    !run.is_file_of(refusal)
        || receipt.date() > refusal.date() && !went_out_since(runs, receipt, refused)
}

/// What was taken out by a correction, also where an abandonment followed it, and not because the run of an export
/// was abandoned of which nothing else was ever entered.
pub(super) fn by_correction(withdrawn: Vec<KeptBatch>) -> Vec<KeptBatch> {
    let mut all = withdrawn;
    all.retain(|one| one.taken_back || one.amended.is_some_and(|by| by.reason.is_some()));
    all
}

impl Ledger {
    /// One picture of the ledger, whoever writes meanwhile.
    pub(super) fn picture<T>(
        &self,
        look: impl FnOnce(&Connection, &History) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let snapshot = self.connection.unchecked_transaction().map_err(failed)?;
        let history = History::read(&snapshot)?;
        look(&snapshot, &history)
    }
}
