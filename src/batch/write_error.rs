//! Why a batch is not written.

use std::fmt;
use std::io;

use super::finished::Refusal;
use super::key::KeyError;
use super::report::Report;
use crate::code::Code;

/// A batch is not written, and nothing that was written of it verifies.
///
/// # Security
/// Holds a code or the kind of an I/O error; no path, no text of a record.
#[derive(Debug)]
pub struct WriteError(Kind);

#[derive(Debug)]
enum Kind {
    Code(Code),
    Refused(Box<Refusal>),
    Io(io::ErrorKind),
}

impl WriteError {
    pub(super) const fn new(code: Code) -> Self {
        Self(Kind::Code(code))
    }

    pub(super) const fn refused(refusal: Box<Refusal>) -> Self {
        Self(Kind::Refused(refusal))
    }

    /// What is wrong; `None` if reading or writing failed.
    pub const fn code(&self) -> Option<Code> {
        match &self.0 {
            Kind::Code(code) => Some(*code),
            Kind::Refused(refusal) => Some(refusal.refused().code()),
            Kind::Io(_) => None,
        }
    }

    /// What had been read and withheld, if the batch as a whole is refused; for the controller alone.
    pub fn report(&self) -> Option<&Report> {
        match &self.0 {
            Kind::Refused(refusal) => Some(refusal.report()),
            Kind::Code(_) | Kind::Io(_) => None,
        }
    }

    /// The refusal, if the batch as a whole is refused.
    pub fn into_refusal(self) -> Option<Box<Refusal>> {
        match self.0 {
            Kind::Refused(refusal) => Some(refusal),
            Kind::Code(_) | Kind::Io(_) => None,
        }
    }

    /// The kind of I/O error, if it was one.
    pub const fn io_kind(&self) -> Option<io::ErrorKind> {
        match &self.0 {
            Kind::Io(kind) => Some(*kind),
            Kind::Code(_) | Kind::Refused(_) => None,
        }
    }
}

/// Keeps the kind alone: an I/O error's own text may hold a path.
impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self(Kind::Io(error.kind()))
    }
}

impl From<KeyError> for WriteError {
    fn from(error: KeyError) -> Self {
        Self(Kind::Code(error.code()))
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Code(code) => write!(f, "{code}: {}", code.meaning()),
            Kind::Refused(refusal) => refusal.fmt(f),
            Kind::Io(kind) => write!(f, "the batch cannot be written: {kind}"),
        }
    }
}

impl std::error::Error for WriteError {}
