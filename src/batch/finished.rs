//! How a batch ends: with its rows in order, or with the reason why nothing goes.

use std::fmt;
use std::io::{self, Write};

use super::report::Report;
use super::shelves::Shelves;
use crate::code::{Code, Refused};

/// The rows in their order, ready to be written.
pub struct Finished {
    pub(super) head: Vec<u8>,
    pub(super) rows: Shelves,
    pub(super) report: Report,
}

impl fmt::Debug for Finished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Finished { .. }")
    }
}

impl Finished {
    /// Writes the canonical bytes.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn write_to(&self, mut out: impl Write) -> io::Result<()> {
        out.write_all(&self.head)?;
        self.rows.for_each_block(|block| out.write_all(block))?;
        out.flush()
    }

    /// The same rows, if they are those of the run that is repeated.
    ///
    /// # Errors
    /// [`Refusal`] with [`Code::RowsDiffer`] unless the bytes have this SHA-256 in hex.
    pub fn repeating(self, sha256: &str) -> Result<Self, Box<Refusal>> {
        if self.sha256().eq_ignore_ascii_case(sha256) {
            return Ok(self);
        }
        let refused = Refused::new(Code::RowsDiffer);
        let mut report = self.report;
        report.refuse(refused.clone());
        Err(Box::new(Refusal { refused, report }))
    }

    /// The lower-hex SHA-256 of the bytes.
    pub fn sha256(&self) -> &str {
        self.report.sha256().unwrap_or_default()
    }

    /// What was read, released and withheld; for the controller alone.
    pub const fn report(&self) -> &Report {
        &self.report
    }
}

/// Nothing goes: why, and what had been seen until then.
#[derive(Debug)]
pub struct Refusal {
    pub(super) refused: Refused,
    pub(super) report: Report,
}

impl Refusal {
    /// Why.
    pub const fn refused(&self) -> &Refused {
        &self.refused
    }

    /// What had been read and withheld; for the controller alone.
    pub const fn report(&self) -> &Report {
        &self.report
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refused.fmt(f)
    }
}

impl std::error::Error for Refusal {}
