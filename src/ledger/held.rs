//! Which batches a recipient holds on a day, as far as the ledger knows.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Ledger;
use super::database::failed;
use super::disclosure::Disclosure;
use super::entry::Event;
use super::error::LedgerError;
use super::history::History;
use super::moment::Moment;
use super::paper::{Attestation, Paper, Remains};
use super::people::{self, Union};
use crate::batch::Day;
use crate::code::Code;
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

/// One batch that a recipient holds, or may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBatch {
    pub(super) disclosure: Disclosure,
    pub(super) entry: u64,
    pub(super) prepared: Moment,
    pub(super) released: Option<Moment>,
    pub(super) mark: Mark,
    pub(super) as_of: Day,
    /// Each with the moment of its entry.
    pub(super) attested: Vec<(Moment, Attestation)>,
    pub(super) received: Option<Day>,
    /// From before there was a ledger.
    pub(super) past: bool,
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

    /// What the recipient attested of it, each from the moment in which it was entered.
    pub fn attested(&self) -> &[(Moment, Attestation)] {
        &self.attested
    }

    /// What is left of it with the recipient, as far as nothing else is attested.
    pub fn remains(&self) -> Vec<Remains> {
        let attested = || self.attested.iter().map(|(_, one)| one);
        let whole = attested().any(Attestation::is_whole);
        let backups = attested().filter_map(Attestation::backups_until).max();
        let left = [
            (Remains::Rows, !whole),
            (Remains::Photos, !whole && self.disclosure.photos() > 0),
            (Remains::Spool, !attested().any(Attestation::spool)),
            (Remains::Ribbon, !attested().any(Attestation::ribbon)),
            (
                Remains::Backups,
                backups.is_some_and(|until| until >= self.as_of),
            ),
        ];
        let left = left.into_iter().filter(|(_, is_left)| *is_left);
        left.map(|(what, _)| what).collect()
    }

    /// Whether all of it is attested as deleted.
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

/// Every batch that was disclosed by the day, in the order of entry: a batch that ran twice is one, of
/// which only what was attested after its last run counts, and one that is attested as deleted is there too.
pub(super) fn batches(
    history: &History,
    as_of: Day,
    is_asked: impl Fn(&Disclosure) -> bool,
) -> Vec<KeptBatch> {
    let mut all: BTreeMap<(u64, BatchId), KeptBatch> = BTreeMap::new();
    let mut first: BTreeMap<BatchId, u64> = BTreeMap::new();
    let mut last: BTreeMap<BatchId, u64> = BTreeMap::new();
    for one in history.prepared() {
        let is_known = one.entry.at.day() <= as_of;
        if !is_known || one.is_abandoned() || !is_asked(one.disclosure) {
            continue;
        }
        let released = one.end.filter(|end| {
            let is_released = matches!(end.event, Event::Released(_));
            is_released && end.at.day() <= as_of
        });
        let released = released.map(|end| end.at);
        let batch = one.disclosure.batch;
        let entry = *first.entry(batch).or_insert(one.entry.number);
        last.insert(batch, one.entry.number);
        let held = KeptBatch {
            disclosure: one.disclosure.clone(),
            entry: one.entry.number,
            prepared: one.entry.at,
            released,
            mark: match released {
                Some(_) => Mark::Recorded,
                None => Mark::Unknown,
            },
            as_of,
            attested: Vec::new(),
            received: None,
            past: false,
        };
        match all.get_mut(&(entry, batch)) {
            // the first run that is known to have left speaks for all
            Some(earlier) if earlier.released.is_some() || released.is_none() => {}
            Some(earlier) => *earlier = held,
            None => {
                all.insert((entry, batch), held);
            }
        }
    }
    for entry in &history.entries {
        let Event::Past(past) = &entry.event else {
            continue;
        };
        let disclosure = past.disclosure();
        if entry.at.day() <= as_of && is_asked(&disclosure) {
            let held = KeptBatch {
                disclosure,
                entry: entry.number,
                prepared: entry.at,
                released: None,
                mark: Mark::Unknown,
                as_of,
                attested: Vec::new(),
                received: None,
                past: true,
            };
            all.insert((entry.number, past.batch), held);
        }
    }
    let mut all: Vec<KeptBatch> = all.into_values().collect();
    for (entry, paper) in history.papers() {
        // an attestation counts from the day on which it was entered
        let about = paper.paper();
        let known = all.iter_mut().find(|one| {
            Some(one.disclosure.batch) == about.batch()
                && one.disclosure.recipient == about.recipient()
        });
        let Some(known) = known.filter(|_| entry.at.day() <= as_of) else {
            continue;
        };
        // what was deleted before the batch went out once more is there again
        let is_of_all = last
            .get(&known.disclosure.batch)
            .is_none_or(|run| *run < entry.number);
        match about {
            Paper::Attestation(attestation) if is_of_all => {
                known.attested.push((entry.at, attestation.clone()));
            }
            Paper::Attestation(_) => {}
            Paper::Receipt(receipt) => {
                let first = known
                    .received
                    .map_or(receipt.date(), |day| day.min(receipt.date()));
                known.received = Some(first);
                if known.mark == Mark::Unknown {
                    // the recipient has said that it left
                    known.mark = Mark::Attested;
                }
            }
            Paper::Refusal(_) => {}
        }
    }
    all
}

/// Which people every disclosure was of.
pub(super) struct Crowd {
    sets: BTreeMap<u64, Vec<u8>>,
    most: u32,
}

impl Crowd {
    pub(super) fn read(connection: &Connection) -> Result<Self, LedgerError> {
        let most =
            connection.query_row("SELECT coalesce(max(number), 0) FROM subject", [], |row| {
                row.get(0)
            });
        let mut statement = connection
            .prepare("SELECT entry, numbers FROM people ORDER BY entry")
            .map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        let mut sets = BTreeMap::new();
        while let Some(row) = rows.next().map_err(failed)? {
            let entry: i64 = row.get(0).map_err(failed)?;
            let entry = u64::try_from(entry).unwrap_or_default();
            sets.insert(entry, row.get(1).map_err(failed)?);
        }
        Ok(Self {
            sets,
            most: most.map_err(failed)?,
        })
    }

    /// How many people these batches are of.
    ///
    /// People are told apart by recipient and by year: those of two years may be the same.
    pub(super) fn count<'b>(
        &self,
        batches: impl Iterator<Item = &'b KeptBatch>,
    ) -> Result<People, LedgerError> {
        let mut years: BTreeMap<u16, Union> = BTreeMap::new();
        // nobody knows of whom: of others, or of the same
        let (mut least, mut more) = (0, 0);
        for one in batches {
            if one.past {
                least = one.disclosure.rows().max(least);
                more += one.disclosure.rows();
                continue;
            }
            let union = years.entry(one.disclosure.year());
            let union = union.or_insert_with(|| Union::up_to(self.most));
            self.join(one.entry, union)?;
        }
        let counts = years.values().map(Union::count);
        Ok(People {
            least: counts.clone().max().unwrap_or(0).max(least),
            most: counts.sum::<u64>() + more,
        })
    }

    pub(super) fn join(&self, entry: u64, union: &mut Union) -> Result<(), LedgerError> {
        let damaged = LedgerError::refused(Code::CommitmentsChanged).at_entry(entry);
        let set = self.sets.get(&entry).ok_or(damaged)?;
        union.add(set).ok_or(damaged)
    }

    /// Whether a disclosure was about this person.
    pub(super) fn holds(&self, entry: u64, person: u32) -> Result<bool, LedgerError> {
        let damaged = LedgerError::refused(Code::CommitmentsChanged).at_entry(entry);
        let set = self.sets.get(&entry).ok_or(damaged)?;
        people::holds(set, person).ok_or(damaged)
    }

    pub(super) fn nobody(&self) -> Union {
        Union::up_to(self.most)
    }
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
