//! How a batch ends: with its rows in order, or with the reason why nothing goes.

use std::fmt;
use std::io::{self, Write};

use super::report::Report;
use super::shelves::Shelves;
use crate::code::{Code, Refused};

/// The rows in their order, ready to be written.
pub struct Finished {
    #[cfg(feature = "seal")]
    pub(super) origin: Origin,
    pub(super) head: Vec<u8>,
    pub(super) rows: Shelves,
    pub(super) report: Report,
}

/// Where rows come from, for their manifest.
#[cfg(feature = "seal")]
pub(super) struct Origin {
    pub(super) plan: std::sync::Arc<crate::minimise::Plan>,
    pub(super) form: super::Form,
    /// Whether the rows are for a sealed batch, where photos have a column.
    pub(super) is_sealed: bool,
    pub(super) is_strict: bool,
    /// Under a ledger, one a row in the order of the input.
    #[cfg(feature = "ledger")]
    pub(super) committed: Vec<super::commitments::Committed>,
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
        self.for_each_piece(|piece| out.write_all(piece))?;
        out.flush()
    }

    /// Hands out the canonical bytes in order; no row is in two pieces.
    pub(crate) fn for_each_piece(
        &self,
        mut take: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        take(&self.head)?;
        self.rows.for_each_block(take)
    }

    /// How many bytes these are.
    #[cfg(feature = "seal")]
    pub(super) fn bytes(&self) -> u64 {
        self.head.len() as u64 + self.rows.bytes()
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
