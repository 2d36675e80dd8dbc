//! The people of one disclosure as a ledger keeps them: by numbers, and what its entry says of those.

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use super::chain::Sha;
use super::database::failed;
use super::disclosure::CommitmentsEntry;
use super::error::LedgerError;
use super::history::number;
use super::marks::Marks;
use super::people;
use crate::batch::Commitment;

/// The digest of the set of a disclosure's people.
pub(super) fn of_people(set: &[u8]) -> Sha {
    let mut digest = Sha256::new();
    digest.update(b"cardsieve ledger people 1\n");
    digest.update(set);
    digest.finalize().into()
}

/// The digest of the commitments of people who were not in the ledger before, in the order of their numbers.
pub(super) struct OfSubjects(Sha256);

impl OfSubjects {
    pub(super) fn new() -> Self {
        let mut digest = Sha256::new();
        digest.update(b"cardsieve ledger subjects 1\n");
        Self(digest)
    }

    pub(super) fn add(&mut self, subject: &[u8]) {
        self.0.update(subject);
    }

    pub(super) fn finish(self) -> Sha {
        self.0.finalize().into()
    }
}

/// The people of one disclosure, each with its number.
pub(super) struct Numbered<'p> {
    people: &'p [Commitment],
    /// In the order of the people.
    numbers: Vec<u32>,
    set: Vec<u8>,
    new: u64,
    subjects: Sha,
}

impl<'p> Numbered<'p> {
    /// Gives everybody the number that they have, or the next.
    pub(super) fn give(
        connection: &Connection,
        people: &'p [Commitment],
    ) -> Result<Self, LedgerError> {
        let mut known = connection
            .prepare("SELECT number FROM subject WHERE commitment = ?1")
            .map_err(failed)?;
        let mut insert = connection
            .prepare("INSERT INTO subject (number, commitment) VALUES (?1, ?2)")
            .map_err(failed)?;
        let last =
            connection.query_row("SELECT coalesce(max(number), 0) FROM subject", [], |row| {
                row.get::<_, u32>(0)
            });
        let mut last = last.map_err(failed)?;
        let (mut new, mut subjects) = (0, OfSubjects::new());
        let mut numbers = Vec::with_capacity(people.len());
        for one in people {
            let found = known.query_row([one.subject.as_slice()], |row| row.get(0));
            numbers.push(match found {
                Ok(number) => number,
                Err(rusqlite::Error::QueryReturnedNoRows) => {
                    last += 1;
                    new += 1;
                    subjects.add(&one.subject);
                    insert
                        .execute(params![last, one.subject.as_slice()])
                        .map_err(failed)?;
                    last
                }
                Err(error) => return Err(failed(error)),
            });
        }
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        Ok(Self {
            people,
            numbers,
            set: people::encode(&sorted),
            new,
            subjects: subjects.finish(),
        })
    }

    /// What the entry says of them, so that the chain covers what answers are made of.
    pub(super) fn bind(&self, entry: &mut CommitmentsEntry) {
        entry.people = of_people(&self.set);
        entry.new = self.new;
        entry.subjects = self.subjects;
    }

    /// Keeps what the entry speaks of.
    pub(super) fn keep(&self, connection: &Connection, entry: u64) -> Result<(), LedgerError> {
        if self.people.is_empty() {
            return Ok(());
        }
        let entry = number(entry);
        let mut insert = connection
            .prepare(
                "INSERT INTO commitment (entry, number, row_mac, photo_mac) \
                 VALUES (?1, ?2, ?3, ?4)",
            )
            .map_err(failed)?;
        // in the order of the table's key, so that it grows at its end
        let numbers = self.numbers.iter().copied();
        let mut rows: Vec<(u32, &Commitment)> = numbers.zip(self.people).collect();
        rows.sort_unstable_by_key(|(number, _)| *number);
        for (number, one) in rows {
            let photo = one.photo.as_ref().map(<[u8; 32]>::as_slice);
            insert
                .execute(params![entry, number, one.row.as_slice(), photo])
                .map_err(failed)?;
        }
        connection
            .execute(
                "INSERT INTO people (entry, numbers) VALUES (?1, ?2)",
                params![entry, self.set],
            )
            .map_err(failed)?;
        let marks = Marks::of(self.people.iter());
        connection
            .execute(
                "INSERT INTO mark (entry, row_marks, photo_marks) VALUES (?1, ?2, ?3)",
                params![entry, marks.rows, marks.photos],
            )
            .map_err(failed)?;
        Ok(())
    }
}
