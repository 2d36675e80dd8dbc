//! A refusal of the whole, and where its reason lies.

use std::fmt;

use super::Code;

/// How a message names a column.
///
/// # Security
/// A header can be a value (a CSV without a header line), so a column is named only by a header
/// that the catalogue, a profile or the operator's own map already holds; any other is an ordinal.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ColumnName {
    /// A header that is known without the input.
    Known(String),
    /// The column's position, counted from 1.
    Ordinal(u64),
}

impl fmt::Display for ColumnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(header) => f.write_str(header),
            Self::Ordinal(position) => write!(f, "#{position}"),
        }
    }
}

/// Nothing goes: the whole input or batch is refused, and where the reason lies.
///
/// # Security
/// Holds a code and a position, never a value of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    code: Code,
    row: Option<u64>,
    line: Option<u64>,
    column: Option<ColumnName>,
}

impl Refused {
    /// A refusal of the whole batch, without a place: also for whoever adds something to rows that this crate does not know of.
    pub const fn new(code: Code) -> Self {
        Self {
            code,
            row: None,
            line: None,
            column: None,
        }
    }

    /// Adds the record's number, counted from 1 after the header.
    #[must_use]
    pub(crate) const fn at_row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// Adds the line, counted from 1.
    #[must_use]
    pub const fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// Adds the column.
    #[must_use]
    pub(crate) fn in_column(mut self, column: ColumnName) -> Self {
        self.column = Some(column);
        self
    }

    /// What is wrong.
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The record, counted from 1 after the header.
    pub const fn row(&self) -> Option<u64> {
        self.row
    }

    /// The line, counted from 1.
    pub const fn line(&self) -> Option<u64> {
        self.line
    }

    /// The column.
    pub const fn column(&self) -> Option<&ColumnName> {
        self.column.as_ref()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.name())?;
        if let Some(row) = self.row {
            write!(f, " at row {row}")?;
        }
        if let Some(line) = self.line {
            write!(f, " (line {line})")?;
        }
        if let Some(column) = &self.column {
            write!(f, " in column {column}")?;
        }
        write!(f, ": {}", self.code.meaning())
    }
}

impl std::error::Error for Refused {}
