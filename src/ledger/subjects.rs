//! The commitments of people, as the entry has them under which they were met first.

use rusqlite::{Connection, Statement};

use super::chain::Sha;
use super::database::failed;
use super::disclosure::Disclosure;
use super::error::LedgerError;
use super::history::{History, number};
use super::numbered::OfSubjects;
use crate::code::Code;

/// The people who were met first under one entry: their numbers follow upon one another.
pub(super) struct Range<'h> {
    entry: u64,
    pub(super) of: &'h Disclosure,
    first: u64,
}

impl History {
    /// Of every disclosure the people who were new, in the order of their numbers.
    pub(super) fn subjects(&self) -> impl Iterator<Item = Range<'_>> {
        let mut next = 1_u64;
        self.disclosures().map(move |(entry, of)| {
            let first = next;
            next = next.saturating_add(of.commitments.new);
            Range { entry, of, first }
        })
    }
}

/// What ranges are read with.
pub(super) fn look(connection: &Connection) -> Result<Statement<'_>, LedgerError> {
    let sql = "SELECT number, commitment FROM subject WHERE number >= ?1 AND number < ?2 \
               ORDER BY number";
    connection.prepare(sql).map_err(failed)
}

/// How many people these are.
pub(super) fn total<'h>(all: impl Iterator<Item = Range<'h>>) -> u64 {
    // what an entry says is a number like any other
    all.fold(0, |total: u64, range| total.saturating_add(range.people()))
}

impl Range<'_> {
    /// How many they are.
    pub(super) const fn people(&self) -> u64 {
        self.of.commitments.new
    }

    /// Shows each with its number, and then whether they are those of the entry.
    pub(super) fn read(
        &self,
        look: &mut Statement<'_>,
        mut show: impl FnMut(u32, Sha),
    ) -> Result<(), LedgerError> {
        let damaged = LedgerError::refused(Code::CommitmentsChanged).at_entry(self.entry);
        let last = self.first.saturating_add(self.people());
        let bounds = [number(self.first), number(last)];
        let mut rows = look.query(bounds).map_err(failed)?;
        let mut digest = OfSubjects::new();
        let mut count = 0;
        while let Some(row) = rows.next().map_err(failed)? {
            let subject: Sha = row.get(1).map_err(failed)?;
            digest.add(&subject);
            count += 1;
            show(row.get(0).map_err(failed)?, subject);
        }
        let expected = &self.of.commitments;
        if count == expected.new && digest.finish() == expected.subjects {
            Ok(())
        } else {
            Err(damaged)
        }
    }
}
