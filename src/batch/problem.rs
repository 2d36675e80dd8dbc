//! Why a batch does not verify: every problem with its code and place, and no word of the batch.

use std::fmt;
use std::io;

use crate::code::Code;

/// So many problems are listed; the rest is counted.
const LISTED: usize = 1000;

/// One thing that is wrong with a batch.
///
/// # Security
/// Holds a code and a position. An entry is named only if its name is one that every batch has:
/// the name of any other can be a value (`Smith_John.jpg`), so that it is an ordinal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    code: Code,
    entry: Option<Entry>,
    row: Option<u64>,
    key: Option<String>,
}

/// An entry of a batch, as messages name it. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entry {
    /// One of the names that are the same in every batch.
    Named(&'static str),
    /// Its position in the zip, counted from 1.
    Ordinal(u64),
}

impl Problem {
    pub(super) const fn new(code: Code) -> Self {
        Self {
            code,
            entry: None,
            row: None,
            key: None,
        }
    }

    pub(super) const fn of(mut self, entry: Entry) -> Self {
        self.entry = Some(entry);
        self
    }

    pub(super) const fn at_row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    pub(super) fn under(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// What is wrong.
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The entry of the zip.
    pub const fn entry(&self) -> Option<Entry> {
        self.entry
    }

    /// The row, counted from 1 after the header.
    pub const fn row(&self) -> Option<u64> {
        self.row
    }

    /// The key of the manifest, such as `columns[2].place`; items are counted from 0.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.name())?;
        match self.entry {
            Some(Entry::Named(name)) => write!(f, " in {name}")?,
            Some(Entry::Ordinal(position)) => write!(f, " in entry {position}")?,
            None => {}
        }
        if let Some(row) = self.row {
            write!(f, " at row {row}")?;
        }
        if let Some(key) = &self.key {
            write!(f, " under {key}")?;
        }
        write!(f, ": {}", self.code.meaning())
    }
}

/// A batch is not accepted, or could not be read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyError {
    problems: Vec<Problem>,
    total: u64,
    io: Option<io::ErrorKind>,
}

impl VerifyError {
    pub(super) fn one(problem: Problem) -> Self {
        let mut problems = Problems::default();
        problems.add(problem);
        Self {
            problems: problems.listed,
            total: problems.total,
            io: None,
        }
    }

    /// Every problem, in the order in which they were met; of many, the first thousand. None if the
    /// batch could not be read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many problems there are, listed or not.
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// The kind of I/O error, if the batch could not be read.
    pub const fn io_kind(&self) -> Option<io::ErrorKind> {
        self.io
    }

    /// Whether this is among the problems.
    pub fn has(&self, code: Code) -> bool {
        self.problems.iter().any(|problem| problem.code == code)
    }
}

/// Keeps the kind alone: an I/O error's own text may hold a path.
impl From<io::Error> for VerifyError {
    fn from(error: io::Error) -> Self {
        Self {
            problems: Vec::new(),
            total: 0,
            io: Some(error.kind()),
        }
    }
}

impl fmt::Display for VerifyError {
    /// A line a problem.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(kind) = self.io {
            return write!(f, "the batch cannot be read: {kind}");
        }
        for (position, problem) in self.problems.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        match self.total.saturating_sub(self.problems.len() as u64) {
            0 => Ok(()),
            more => write!(f, "\n… and {more} more"),
        }
    }
}

impl std::error::Error for VerifyError {}

/// Problems while they are collected.
#[derive(Debug, Default)]
pub(super) struct Problems {
    listed: Vec<Problem>,
    total: u64,
}

impl Problems {
    pub(super) fn add(&mut self, problem: Problem) {
        self.total += 1;
        if self.listed.len() < LISTED {
            self.listed.push(problem);
        }
    }

    pub(super) fn take(&mut self, others: VerifyError) {
        self.total += others.total - others.problems.len() as u64;
        others
            .problems
            .into_iter()
            .for_each(|problem| self.add(problem));
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.total == 0
    }

    pub(super) fn into_result(self) -> Result<(), VerifyError> {
        if self.is_empty() {
            return Ok(());
        }
        Err(VerifyError {
            problems: self.listed,
            total: self.total,
            io: None,
        })
    }
}
