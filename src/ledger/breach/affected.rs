//! Whose data it was: found with the ledger's key and the controller's own list, for its use alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;

use super::{BreachPack, letter};
use crate::code::Code;
use crate::field::Readable;
use crate::ledger::Ledger;
use crate::ledger::crowd::Crowd;
use crate::ledger::database::failed;
use crate::ledger::error::LedgerError;
use crate::ledger::kept::People;
use crate::ledger::key::LedgerKey;
use crate::pseudonym::{BatchId, Committer};
use crate::value::{canonical, normalise};

/// Finds which records are in the batches of a breach pack.
pub struct Affected {
    crowd: Crowd,
    committers: BTreeMap<u16, Committer>,
    /// Of every person in the batches: the commitment, the year, and the number.
    people: HashMap<[u8; 32], u32>,
    batches: Vec<(u16, u64, BatchId)>,
    letters: BTreeMap<BatchId, u64>,
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
    /// [`Code::CommitmentsChanged`].
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
        Subjects {
            not_found: People {
                least: left.clone().max().unwrap_or(0),
                most: left.sum(),
            },
            rows: self.rows,
            letters: self.letters,
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
    letters: BTreeMap<BatchId, u64>,
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

    /// How many people in all: exact, if the list has everybody.
    pub const fn people(&self) -> People {
        People {
            least: self.found() + self.not_found.least,
            most: self.found() + self.not_found.most,
        }
    }

    /// Years that the key has no key for: of their people nobody can be found.
    pub fn years_without_key(&self) -> impl Iterator<Item = u16> {
        self.years_without_key.iter().copied()
    }

    /// Record ids, the batches that they are in, and the numbers of the letters, as CSV.
    pub fn to_csv(&self) -> String {
        let mut out = String::from("record_id,batches,letters\r\n");
        for (id, batches) in &self.rows {
            let letters: BTreeSet<u64> = batches
                .iter()
                .filter_map(|batch| self.letters.get(batch))
                .copied()
                .collect();
            let batches: Vec<String> = batches.iter().map(ToString::to_string).collect();
            let letters: Vec<String> = letters.iter().map(ToString::to_string).collect();
            let cells = [id.as_str(), &batches.join(" "), &letters.join(" ")];
            crate::ledger::csv::row(&cells, &mut out);
        }
        out
    }
}

impl Ledger {
    /// Prepares to find whose data is in the batches of a pack.
    ///
    /// # Errors
    /// [`Code::WrongLedgerKey`]; and as [`Ledger::entries`].
    pub fn affected(&self, key: &LedgerKey, pack: &BreachPack) -> Result<Affected, LedgerError> {
        self.picture(|connection, history| {
            if history.signer != *key.head() {
                return Err(LedgerError::refused(Code::WrongLedgerKey));
            }
            let crowd = Crowd::read(connection)?;
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
            let mut statement = connection
                .prepare("SELECT number, commitment FROM subject")
                .map_err(failed)?;
            let mut rows = statement.query([]).map_err(failed)?;
            while let Some(row) = rows.next().map_err(failed)? {
                let number: u32 = row.get(0).map_err(failed)?;
                if unions.values().any(|union| union.has(number)) {
                    people.insert(row.get(1).map_err(failed)?, number);
                }
            }
            let letters = letter::all(pack).into_iter().flat_map(|letter| {
                let number = letter.number;
                letter.batches.into_iter().map(move |batch| (batch, number))
            });
            Ok(Affected {
                letters: letters.collect(),
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
