//! A batch that a recipient holds, or may hold, and how that is known.

use std::collections::BTreeSet;

use super::correction::{Amendment, Reason};
use super::disclosure::Disclosure;
use super::moment::Moment;
use super::paper::{Attestation, Remains};
use crate::batch::Day;
use crate::pseudonym::BatchId;

/// How a figure is known. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// By our own record.
    Recorded,
    /// By what the recipient has signed, from the day on which it was entered.
    Attested,
    /// Not at all: a run was cut off, and nobody has said what became of the batch; or it left before there
    /// was a ledger, and somebody remembered it.
    Unknown,
}

impl Mark {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Attested => "attested",
            Self::Unknown => "unknown",
        }
    }

    /// How a batch is known to have left, in words: a deletion is attested as well.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Attested => "arrival attested",
            Self::Recorded | Self::Unknown => self.name(),
        }
    }

    /// How a deletion is known, in words.
    pub(super) const fn of_deletion(self) -> &'static str {
        match self {
            Self::Attested => "deletion attested",
            Self::Recorded | Self::Unknown => self.name(),
        }
    }
}

/// How many people. Within one year each counts once; over several years, whose keys differ, the
/// ledger alone knows bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct People {
    pub(super) least: u64,
    pub(super) most: u64,
}

impl People {
    /// No fewer than these.
    pub const fn least(self) -> u64 {
        self.least
    }

    /// No more than these.
    pub const fn most(self) -> u64 {
        self.most
    }

    /// Whether it is a count, and no range.
    pub const fn is_exact(self) -> bool {
        self.least == self.most
    }
}

/// Why a count over several years is a range.
pub(super) const OF_YEARS: &str =
    "People of different years cannot be told apart by the ledger alone.";

/// Why a count of the people of these batches is a range.
pub(super) fn doubts<'b>(
    batches: impl Iterator<Item = &'b KeptBatch> + Clone,
) -> Vec<&'static str> {
    let mut doubts = Vec::new();
    if batches.clone().any(|one| one.past) {
        doubts.push("Of whom a batch was that was recorded afterwards is not recorded: of the same people or of others, no key tells.");
    }
    let known = batches.filter(|one| !one.past);
    let years: BTreeSet<u16> = known.map(|one| one.disclosure.year()).collect();
    if years.len() > 1 {
        doubts.push(OF_YEARS);
    }
    doubts
}

/// One batch that a recipient holds, or may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBatch {
    pub(super) disclosure: Disclosure,
    pub(super) entry: u64,
    pub(super) prepared: Moment,
    pub(super) released: Option<Moment>,
    pub(super) mark: Mark,
    pub(super) as_of: Day,
    /// One for each run that left, or may have, in order.
    pub(super) copies: Vec<Copied>,
    pub(super) received: Option<Day>,
    /// From before there was a ledger.
    pub(super) past: bool,
    /// Whether it was entered that it left, and by a correction that counts no more.
    pub(super) taken_back: bool,
    /// By which entry it is deleted, or counts no more.
    pub(super) amended: Option<Amendment>,
}

/// What a recipient has of one run of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Copied {
    /// The number of the run's entry.
    pub(super) run: u64,
    /// Each with the moment of its entry.
    pub(super) attested: Vec<(Moment, Attestation)>,
}

impl Copied {
    pub(super) const fn of(run: u64) -> Self {
        Self {
            run,
            attested: Vec::new(),
        }
    }

    fn remains(&self, has_photos: bool, as_of: Day) -> impl Iterator<Item = Remains> {
        let attested = || self.attested.iter().map(|(_, one)| one);
        let whole = attested().any(Attestation::is_whole);
        let backups = attested().filter_map(Attestation::backups_until).max();
        let left = [
            (Remains::Rows, !whole),
            (Remains::Photos, !whole && has_photos),
            (Remains::Spool, !attested().any(Attestation::spool)),
            (Remains::Ribbon, !attested().any(Attestation::ribbon)),
            (
                Remains::Backups,
                backups.is_some_and(|until| until >= as_of),
            ),
        ];
        let left = left.into_iter().filter(|(_, is_left)| *is_left);
        left.map(|(what, _)| what)
    }

    /// On which day it was attested that nothing is left of it but backups out of use.
    fn out_of_use(&self) -> Option<Day> {
        let (mut whole, mut spool, mut ribbon) = (false, false, false);
        let last = self.attested.iter().find(|(_, one)| {
            whole |= one.is_whole();
            spool |= one.spool();
            ribbon |= one.ribbon();
            whole && spool && ribbon
        });
        last.map(|(at, _)| at.day())
    }
}

impl KeptBatch {
    /// What was disclosed.
    pub const fn disclosure(&self) -> &Disclosure {
        &self.disclosure
    }

    /// The batch.
    pub const fn batch(&self) -> BatchId {
        self.disclosure.batch
    }

    /// The number of its entry.
    pub const fn entry(&self) -> u64 {
        self.entry
    }

    /// When it was prepared.
    pub const fn prepared(&self) -> Moment {
        self.prepared
    }

    /// When it was released; not at all, as far as is known, if its run was cut off.
    pub const fn released(&self) -> Option<Moment> {
        self.released
    }

    /// Whether its recipient has signed that it has it, or had it: then it did leave, whatever became of the run.
    pub fn is_signed_for(&self) -> bool {
        self.received.is_some() || self.copies.iter().any(|copy| !copy.attested.is_empty())
    }

    /// When it left, in words, as far as is known.
    pub fn departure(&self) -> String {
        match self.released {
            Some(at) => at.to_string(),
            None if self.past => format!("{}, recorded afterwards", self.since()),
            None if self.is_signed_for() => {
                format!("after {}, as its recipient has signed", self.prepared)
            }
            None => format!("perhaps, after {}", self.prepared),
        }
    }

    /// Whether it left before there was a ledger, and somebody entered it afterwards: of whom it was is
    /// not known.
    pub const fn is_past(&self) -> bool {
        self.past
    }

    /// The day from which it counts as held.
    pub const fn since(&self) -> Day {
        if self.past {
            self.disclosure.created()
        } else {
            self.prepared.day()
        }
    }

    /// Whether it is known to be held.
    pub const fn mark(&self) -> Mark {
        self.mark
    }

    /// On which day the recipient received it, by its own receipt.
    pub const fn received(&self) -> Option<Day> {
        self.received
    }

    /// By which entry it is deleted, as the controller knows by itself, or counts no more: see
    /// [`KeptBatch::is_withdrawn`].
    pub const fn amended(&self) -> Option<Amendment> {
        self.amended
    }

    /// Whether by the ledger it never left: by a correction, or because its run was abandoned.
    pub fn is_withdrawn(&self) -> bool {
        self.amended.is_some() && !self.is_recorded_as_deleted()
    }

    /// Whether all of it was deleted, as the controller knows without a bureau's signature.
    pub fn is_recorded_as_deleted(&self) -> bool {
        let reason = self.amended.and_then(|amended| amended.reason);
        reason == Some(Reason::Deleted)
    }

    /// How its deletion is known, if it is deleted.
    pub(super) fn deletion_mark(&self) -> Mark {
        if self.is_recorded_as_deleted() {
            Mark::Recorded
        } else {
            Mark::Attested
        }
    }

    /// What the recipient attested of it, as it went out last, each from the moment in which it was entered. What
    /// was attested of an earlier run alone is not there: nothing of this one is deleted by it.
    pub fn attested(&self) -> &[(Moment, Attestation)] {
        self.copies.last().map_or(&[], |copy| &copy.attested)
    }

    /// What is left of it with the recipient, as far as nothing else is attested or recorded.
    pub fn remains(&self) -> Vec<Remains> {
        if self.amended.is_some() {
            return Vec::new();
        }
        let has_photos = self.disclosure.photos() > 0;
        let copies = self.copies.iter();
        let left: BTreeSet<Remains> = copies
            .flat_map(|copy| copy.remains(has_photos, self.as_of))
            .collect();
        left.into_iter().collect()
    }

    /// On which day it was attested, or recorded, that nothing is left of it but backups out of use.
    pub fn out_of_use(&self) -> Option<Day> {
        if let Some(amended) = self.amended {
            return Some(amended.at().day());
        }
        let days = self.copies.iter().map(Copied::out_of_use);
        days.collect::<Option<Vec<Day>>>()?.into_iter().max()
    }

    /// The last day of the recipient's backups out of use, if nothing else is left of it.
    pub fn only_in_backups_until(&self) -> Option<Day> {
        let attested = self.copies.iter().flat_map(|copy| &copy.attested);
        let days = attested.filter_map(|(_, one)| one.backups_until());
        days.max().filter(|_| self.remains() == [Remains::Backups])
    }

    /// Whether all of it is attested, or recorded, as deleted.
    pub fn is_gone(&self) -> bool {
        self.remains().is_empty()
    }

    /// Whether something of it, other than a backup out of use, should have been deleted by the day that
    /// was asked about.
    pub fn is_overdue(&self) -> bool {
        let is_left = self.remains().iter().any(|what| *what != Remains::Backups);
        self.disclosure.delete_by < self.as_of && is_left
    }

    /// How many days after its last day that is; none, if it is not overdue.
    pub fn days_overdue(&self) -> u64 {
        if !self.is_overdue() {
            return 0;
        }
        let last = self.disclosure.delete_by.ordinal();
        self.as_of.ordinal().saturating_sub(last)
    }
}
