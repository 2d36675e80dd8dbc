//! Whose data it was: found with the ledger's key and the controller's own list, for its use alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;

use super::again::{Apart, Told, of_past};
use super::figures::data_of;
use super::{BreachPack, BreachedBatch, Datum, Figure};
use crate::field::Readable;
use crate::ledger::Ledger;
use crate::ledger::crowd::Crowd;
use crate::ledger::disclosure::Disclosure;
use crate::ledger::error::LedgerError;
use crate::ledger::kept::People;
use crate::ledger::key::LedgerKey;
use crate::ledger::subjects::look;
use crate::pseudonym::{BatchId, Committer};
use crate::value::{canonical, normalise};

/// Finds which records are in the batches of a breach pack.
pub struct Affected {
    crowd: Crowd,
    committers: BTreeMap<u16, Committer>,
    /// Of every person in the batches: the commitment, the year, and the number.
    people: HashMap<[u8; 32], u32>,
    batches: Vec<(u16, u64, BatchId)>,
    data: BTreeMap<BatchId, BTreeSet<Datum>>,
    years_without_key: BTreeSet<u16>,
    /// How many people each year is of.
    years: BTreeMap<u16, u64>,
    seen: HashSet<u32>,
    found: BTreeMap<u16, u64>,
    rows: Vec<(String, Vec<BatchId>)>,
}

impl fmt::Debug for Affected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Affected { .. }")
    }
}

impl Affected {
    /// Looks for the person of a record id; one that is none, or of nobody in the batches, is passed over.
    ///
    /// # Errors
    /// [`Code::CommitmentsChanged`](crate::Code::CommitmentsChanged).
    pub fn look(&mut self, record_id: &str) -> Result<(), LedgerError> {
        let normal = normalise(record_id);
        let kind = Readable::RecordId.field().value_type();
        let Ok(id) = canonical(kind, &normal) else {
            return Ok(());
        };
        let mut batches = Vec::new();
        for (year, committer) in &self.committers {
            let Some(number) = self.people.get(&committer.subject(id)) else {
                continue;
            };
            if !self.seen.insert(*number) {
                continue;
            }
            *self.found.entry(*year).or_default() += 1;
            for (of, entry, batch) in &self.batches {
                if of == year && self.crowd.holds(*entry, *number)? {
                    batches.push(*batch);
                }
            }
        }
        if !batches.is_empty() {
            self.rows.push((id.to_owned(), batches));
        }
        Ok(())
    }

    /// Everybody who was found.
    pub fn finish(self) -> Subjects {
        let left = self.years.iter().map(|(year, count)| {
            let found = self.found.get(year).copied().unwrap_or(0);
            count.saturating_sub(found)
        });
        let mut sets: BTreeMap<Vec<Datum>, BTreeSet<BatchId>> = BTreeMap::new();
        let data = self.rows.iter().map(|(_, batches)| {
            let data = batches.iter().filter_map(|one| self.data.get(one));
            let data: BTreeSet<Datum> = data.flatten().copied().collect();
            let data: Vec<Datum> = data.into_iter().collect();
            sets.entry(data.clone()).or_default().extend(batches);
            data
        });
        let data: Vec<Vec<Datum>> = data.collect();
        let years = self.batches.iter().map(|(year, _, id)| (*id, *year));
        Subjects {
            not_found: People {
                least: left.clone().max().unwrap_or(0),
                most: left.sum(),
            },
            years: years.collect(),
            rows: self.rows,
            data,
            sets,
            years_without_key: self.years_without_key,
        }
    }
}

/// Whose data it was.
///
/// # Security
/// It holds record ids, which no `Debug` shows: for the controller alone.
pub struct Subjects {
    rows: Vec<(String, Vec<BatchId>)>,
    /// Of each row: what all its batches hold.
    data: Vec<Vec<Datum>>,
    /// The letters, in order, and the batches of those who get them.
    pub(super) sets: BTreeMap<Vec<Datum>, BTreeSet<BatchId>>,
    /// Of which year's key each batch is.
    years: BTreeMap<BatchId, u16>,
    not_found: People,
    years_without_key: BTreeSet<u16>,
}

impl fmt::Debug for Subjects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subjects { .. }")
    }
}

impl Subjects {
    /// How many records were found.
    pub const fn found(&self) -> u64 {
        self.rows.len() as u64
    }

    /// How many people of the batches the list does not have.
    pub const fn not_found(&self) -> People {
        self.not_found
    }

    /// How many people the batches of a figure have: exact, if the list has everybody.
    pub(super) fn people_of(&self, figure: &Figure) -> People {
        let mut found = 0;
        let mut left = figure.years.clone();
        for (_, batches) in &self.rows {
            let own = batches.iter().filter(|one| figure.of.contains(one));
            let years: BTreeSet<&u16> = own.filter_map(|one| self.years.get(one)).collect();
            found += u64::from(!years.is_empty());
            for year in years {
                if let Some(left) = left.get_mut(year) {
                    *left = left.saturating_sub(1);
                }
            }
        }
        // without a year's key its people may be those that were found
        let (unknown, known): (Vec<_>, Vec<_>) = left
            .iter()
            .partition(|(year, _)| self.years_without_key.contains(year));
        let most_of = |all: &[(&u16, &u64)]| all.iter().map(|(_, left)| **left).max().unwrap_or(0);
        let least = (found + most_of(&known)).max(most_of(&unknown));
        People {
            least: least.max(figure.past.least),
            most: found + left.values().sum::<u64>() + figure.past.most,
        }
    }

    /// How many of a batch's people the list does not have.
    fn left(&self, one: &BreachedBatch) -> u64 {
        let id = one.held.batch();
        let found = self.rows.iter().filter(|(_, all)| all.contains(&id));
        let rows = one.held.disclosure.rows();
        rows.saturating_sub(found.count() as u64)
    }

    /// The batches with people whom the list does not have.
    pub(super) fn open(&self, held: &[BreachedBatch]) -> BTreeSet<BatchId> {
        let open = held.iter().filter(|one| self.left(one) > 0);
        open.map(|one| one.held.batch()).collect()
    }

    /// How many people are in more than one batch, as far as the list tells those of the years apart.
    pub(super) fn again(&self, held: &[BreachedBatch], years: &BTreeMap<u16, Apart>) -> Told {
        let mut found = Apart::default();
        let mut left = years.clone();
        for (_, batches) in &self.rows {
            match batches.len() {
                1 => found.once += 1,
                _ => found.twice += 1,
            }
            let mut own: BTreeMap<u16, u64> = BTreeMap::new();
            for year in batches.iter().filter_map(|one| self.years.get(one)) {
                *own.entry(*year).or_default() += 1;
            }
            for (year, count) in own {
                if let Some(left) = left.get_mut(&year) {
                    let of = if count > 1 {
                        &mut left.twice
                    } else {
                        &mut left.once
                    };
                    *of = of.saturating_sub(1);
                }
            }
        }
        // without a year's key its people may be those that were found
        let is_blind = |year: &u16| self.years_without_key.contains(year);
        let (blind, left): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|(year, _)| is_blind(year));
        let blind = blind.into_iter().map(|(_, one)| one);
        Told {
            found,
            left: left.into_iter().map(|(_, one)| one).collect(),
            blind: blind.chain(of_past(held)).collect(),
        }
    }

    /// Years that the key has no key for: of their people nobody can be found.
    pub fn years_without_key(&self) -> impl Iterator<Item = u16> {
        self.years_without_key.iter().copied()
    }

    /// Record ids, the batches that they are in, and the number of the letter, as CSV.
    pub fn to_csv(&self) -> String {
        let mut out = String::from("record_id,batches,letter\r\n");
        for ((id, batches), data) in self.rows.iter().zip(&self.data) {
            let letter = self.sets.keys().position(|set| set == data);
            let letter = letter.map(|at| (at + 1).to_string()).unwrap_or_default();
            let batches: Vec<String> = batches.iter().map(ToString::to_string).collect();
            let cells = [id.as_str(), &batches.join(" "), &letter];
            crate::ledger::csv::row(&cells, &mut out);
        }
        out
    }
}

impl Ledger {
    /// Prepares to find whose data is in the batches of a pack.
    ///
    /// # Errors
    /// [`Code::WrongLedgerKey`](crate::Code::WrongLedgerKey); and as [`Ledger::entries`].
    pub fn affected(&self, key: &LedgerKey, pack: &BreachPack) -> Result<Affected, LedgerError> {
        self.picture(|connection, history| {
            history.is_under(key)?;
            let is_its_own = |one: &Disclosure| one.recipient == pack.recipient;
            let crowd = Crowd::read(connection, history, is_its_own)?;
            let mut committers = BTreeMap::new();
            let mut years_without_key = BTreeSet::new();
            let mut batches = Vec::new();
            let mut unions = BTreeMap::new();
            for one in pack.batches.iter().filter(|one| !one.held.past) {
                let year = one.held.disclosure.year();
                match key.year(year) {
                    Ok(key) => {
                        let committer = || Committer::new(key, &pack.recipient);
                        committers.entry(year).or_insert_with(committer);
                    }
                    Err(_) => {
                        years_without_key.insert(year);
                    }
                }
                batches.push((year, one.held.entry, one.held.batch()));
                let union = unions.entry(year).or_insert_with(|| crowd.nobody());
                crowd.join(one.held.entry, union)?;
            }
            let mut people = HashMap::new();
            let mut look = look(connection)?;
            for range in history.subjects().filter(|range| is_its_own(range.of)) {
                range.read(&mut look, |number, subject| {
                    if unions.values().any(|union| union.has(number)) {
                        people.insert(subject, number);
                    }
                })?;
            }
            let data = pack.batches.iter();
            let data = data.map(|one| (one.held.batch(), data_of(one)));
            Ok(Affected {
                data: data.collect(),
                years: unions
                    .iter()
                    .map(|(year, union)| (*year, union.count()))
                    .collect(),
                crowd,
                committers,
                people,
                batches,
                years_without_key,
                seen: HashSet::new(),
                found: BTreeMap::new(),
                rows: Vec::new(),
            })
        })
    }
}
