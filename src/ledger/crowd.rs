//! Of which people every disclosure was, and how many those are.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::database::failed;
use super::disclosure::Disclosure;
use super::error::LedgerError;
use super::history::History;
use super::kept::{KeptBatch, People};
use super::numbered::of_people;
use super::people::{self, Union};
use super::subjects::total;
use crate::code::Code;

/// Which people every disclosure was of.
pub(super) struct Crowd {
    sets: BTreeMap<u64, Vec<u8>>,
    most: u32,
}

impl Crowd {
    /// Of the disclosures that are asked about; each set is held against its entry.
    pub(super) fn read(
        connection: &Connection,
        history: &History,
        is_asked: impl Fn(&Disclosure) -> bool,
    ) -> Result<Self, LedgerError> {
        let mut asked: BTreeMap<u64, &Disclosure> = history
            .disclosures()
            .filter(|(_, one)| one.commitments.count > 0 && is_asked(one))
            .collect();
        let damaged = |entry| LedgerError::refused(Code::CommitmentsChanged).at_entry(entry);
        let mut statement = connection
            .prepare("SELECT entry, numbers FROM people ORDER BY entry")
            .map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        let mut sets = BTreeMap::new();
        while let Some(row) = rows.next().map_err(failed)? {
            let entry: i64 = row.get(0).map_err(failed)?;
            let entry = u64::try_from(entry).unwrap_or_default();
            let Some(disclosure) = asked.remove(&entry) else {
                continue;
            };
            let set: Vec<u8> = row.get(1).map_err(failed)?;
            if of_people(&set) != disclosure.commitments.people {
                return Err(damaged(entry));
            }
            sets.insert(entry, set);
        }
        if let Some((missing, _)) = asked.pop_first() {
            return Err(damaged(missing));
        }
        let most = total(history.subjects());
        Ok(Self {
            sets,
            most: u32::try_from(most).unwrap_or(u32::MAX),
        })
    }

    /// How many people these batches are of.
    ///
    /// People are told apart by recipient and by year: those of two years may be the same.
    pub(super) fn count<'b>(
        &self,
        batches: impl Iterator<Item = &'b KeptBatch>,
    ) -> Result<People, LedgerError> {
        let (years, past) = self.apart(batches)?;
        Ok(bounds(&years, past))
    }

    /// The people of each year, and the bounds of what was recorded afterwards: nobody knows of whom it was,
    /// of others or of the same.
    pub(super) fn apart<'b>(
        &self,
        batches: impl Iterator<Item = &'b KeptBatch>,
    ) -> Result<(BTreeMap<u16, u64>, People), LedgerError> {
        self.apart_by(batches, Disclosure::rows)
    }

    /// The same, where so many people of what was recorded afterwards count.
    pub(super) fn apart_by<'b>(
        &self,
        batches: impl Iterator<Item = &'b KeptBatch>,
        counting: impl Fn(&Disclosure) -> u64,
    ) -> Result<(BTreeMap<u16, u64>, People), LedgerError> {
        let mut years: BTreeMap<u16, Union> = BTreeMap::new();
        let mut past = People::default();
        for one in batches {
            if one.past {
                let people = counting(&one.disclosure);
                past.least = people.max(past.least);
                past.most += people;
                continue;
            }
            let union = years.entry(one.disclosure.year());
            let union = union.or_insert_with(|| Union::up_to(self.most));
            self.join(one.entry, union)?;
        }
        let years = years.iter().map(|(year, all)| (*year, all.count()));
        Ok((years.collect(), past))
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

/// How many people there can be: those of one year may be those of another, or of what was recorded afterwards.
pub(super) fn bounds(years: &BTreeMap<u16, u64>, past: People) -> People {
    People {
        least: years.values().copied().max().unwrap_or(0).max(past.least),
        most: years.values().sum::<u64>() + past.most,
    }
}
