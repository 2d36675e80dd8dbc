//! What one recipient holds: of whom, of how many, in which columns, until when.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::Ledger;
use super::chain::Sha;
use super::crowd::Crowd;
use super::disclosure::Disclosure;
use super::error::LedgerError;
use super::held::{Told, batches, by_correction, told};
use super::incident::KnownIncident;
use super::kept::{KeptBatch, Mark, People, doubts};
use super::kept_json::{batch_json, people_json};
use super::outgoing::Outgoing;
use super::page;
use super::subjects::look;
use crate::batch::{Day, ManifestColumn};
use crate::canonical_json;
use crate::code::Code;
use crate::value::normalise;

/// What one recipient holds on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holdings {
    recipient: String,
    as_of: Day,
    batches: Vec<KeptBatch>,
    deleted: Vec<KeptBatch>,
    withdrawn: Vec<KeptBatch>,
    incidents: Vec<KnownIncident>,
    recorded: People,
    people: People,
    columns: Vec<KeptColumn>,
}

/// A column that stands in batches that are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptColumn {
    column: ManifestColumn,
    batches: u64,
    rows: u64,
}

impl KeptColumn {
    /// The column, with place and treatment.
    pub const fn column(&self) -> &ManifestColumn {
        &self.column
    }

    /// In how many of the batches it stands.
    pub const fn batches(&self) -> u64 {
        self.batches
    }

    /// In how many rows.
    pub const fn rows(&self) -> u64 {
        self.rows
    }
}

impl Holdings {
    /// The recipient.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// The day; what was entered on it counts.
    pub const fn as_of(&self) -> Day {
        self.as_of
    }

    /// The batches, in the order in which they were entered.
    pub fn batches(&self) -> &[KeptBatch] {
        &self.batches
    }

    /// Batches of which all is attested, or recorded, as deleted.
    pub fn deleted(&self) -> &[KeptBatch] {
        &self.deleted
    }

    /// Batches that were entered, and by a correction never left.
    pub fn withdrawn(&self) -> &[KeptBatch] {
        &self.withdrawn
    }

    /// The incidents at the recipient that were entered until the day, and count.
    pub fn incidents(&self) -> &[KnownIncident] {
        &self.incidents
    }

    /// Of how many people, by batches that are known to have left.
    pub const fn recorded(&self) -> People {
        self.recorded
    }

    /// Of how many people, those batches included that nobody knows the end of.
    pub const fn people(&self) -> People {
        self.people
    }

    /// Why the count of people is a range, in sentences; none, if it is exact.
    pub fn doubts(&self) -> Vec<&'static str> {
        match self.people.is_exact() {
            true => Vec::new(),
            false => doubts(self.batches.iter()),
        }
    }

    /// Every column that stands in one of them, with the same place and treatment once.
    pub fn columns(&self) -> &[KeptColumn] {
        &self.columns
    }

    /// How many rows all batches have.
    pub fn rows(&self) -> u64 {
        self.batches.iter().map(|one| one.disclosure.rows()).sum()
    }

    /// A page by itself: no script, nothing that is fetched.
    pub fn to_html(&self) -> String {
        page::holdings_page(self)
    }

    /// As `cardsieve-holdings-1`, in RFC 8785.
    pub fn to_json(&self) -> String {
        let columns = self.columns.iter().map(|one| {
            let mut column = one.column.json();
            if let Value::Object(members) = &mut column {
                members.insert("batches".into(), one.batches.into());
                members.insert("rows".into(), one.rows.into());
            }
            column
        });
        canonical_json::to_string(&json!({
            "as_of": self.as_of.to_string(),
            "batches": self.batches.iter().map(batch_json).collect::<Vec<_>>(),
            "columns": columns.collect::<Vec<_>>(),
            "deleted": self.deleted.iter().map(batch_json).collect::<Vec<_>>(),
            "format": "cardsieve-holdings-1",
            "incidents": self.incidents.iter().map(KnownIncident::json).collect::<Vec<_>>(),
            "people": people_json(self.people),
            "recipient": self.recipient,
            "recorded_people": people_json(self.recorded),
            "rows": self.rows(),
            "withdrawn": self.withdrawn.iter().map(batch_json).collect::<Vec<_>>(),
        }))
    }
}

impl Ledger {
    /// What one recipient holds on a day, as far as the ledger knows at the end of it.
    ///
    /// # Errors
    /// [`Code::UnknownRecipient`] if nothing was ever prepared for it: a name that is misspelt must
    /// not look like one that holds nothing. And as [`Ledger::entries`].
    pub fn holdings(&self, recipient: &str, as_of: Day) -> Result<Holdings, LedgerError> {
        let recipient = normalise(recipient).into_owned();
        self.picture(|connection, history| {
            if !history.knows(&recipient) {
                return Err(LedgerError::refused(Code::UnknownRecipient));
            }
            let crowd = Crowd::read(connection, history, |one| one.recipient == recipient)?;
            let Told {
                disclosed,
                withdrawn,
            } = told(history, as_of, |one| one.recipient == recipient);
            let (deleted, batches): (Vec<_>, Vec<_>) =
                disclosed.into_iter().partition(KeptBatch::is_gone);
            let known = batches.iter().filter(|one| one.mark != Mark::Unknown);
            Ok(Holdings {
                deleted,
                withdrawn: by_correction(withdrawn),
                incidents: history.incidents_at(&recipient, as_of),
                recorded: crowd.count(known)?,
                people: crowd.count(batches.iter())?,
                columns: columns(&batches),
                recipient,
                as_of,
                batches,
            })
        })
    }

    /// Every batch that was entered until a day, in the order of entry: those that are deleted too, and
    /// then those that by the ledger never left ([`KeptBatch::is_withdrawn`]).
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn disclosed(&self, as_of: Day) -> Result<Vec<KeptBatch>, LedgerError> {
        self.picture(|_, history| Ok(told(history, as_of, |_| true).all()))
    }

    /// Of how many people of this batch the recipient already holds something, by what was committed to
    /// in the same year. Whom it was committed to is held against the entries, however many they are.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn already_held(&self, outgoing: &Outgoing, as_of: Day) -> Result<u64, LedgerError> {
        let about = &outgoing.disclosure;
        self.picture(|connection, history| {
            let is_same = |one: &Disclosure| one.recipient == about.recipient;
            let crowd = Crowd::read(connection, history, is_same)?;
            let is_of_year = |one: &Disclosure| is_same(one) && one.year() == about.year();
            let held = batches(history, as_of, |one| {
                is_of_year(one) && one.batch != about.batch
            });
            let mut union = crowd.nobody();
            for one in held.iter().filter(|one| !one.is_gone() && !one.past) {
                crowd.join(one.entry, &mut union)?;
            }
            let people = outgoing.commitments.people.iter();
            let people: HashSet<Sha> = people.map(|one| one.subject).collect();
            let mut count = 0;
            let mut look = look(connection)?;
            for range in history.subjects().filter(|range| is_of_year(range.of)) {
                range.read(&mut look, |number, subject| {
                    count += u64::from(union.has(number) && people.contains(&subject));
                })?;
            }
            Ok(count)
        })
    }
}

/// Each column once, in the order in which they first occur.
fn columns(batches: &[KeptBatch]) -> Vec<KeptColumn> {
    let mut all: Vec<KeptColumn> = Vec::new();
    for one in batches {
        for column in one.disclosure.columns() {
            let rows = one.disclosure.rows();
            match all.iter_mut().find(|known| known.column == *column) {
                Some(known) => {
                    known.batches += 1;
                    known.rows += rows;
                }
                None => all.push(KeptColumn {
                    column: column.clone(),
                    batches: 1,
                    rows,
                }),
            }
        }
    }
    all
}
