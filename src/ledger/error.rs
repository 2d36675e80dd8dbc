//! Why a ledger or its key is not accepted, or cannot be tried.

use std::fmt;
use std::io;

use crate::code::Code;
use crate::pseudonym::SecretError;

/// A ledger, its key or an entry is not accepted, or could not be tried.
///
/// # Security
/// Holds a code, the number of an entry, a line's number, a year, or the kind of an I/O error: no
/// text of a file or of a database, and nothing of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerError {
    what: What,
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Refused(Code),
    Io(io::ErrorKind),
    /// Another process has held the ledger for too long.
    Busy,
    NoRandomness,
    TooLarge,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Whole,
    Entry(u64),
    Line(u64),
    Year(u16),
}

impl LedgerError {
    pub(crate) const fn refused(code: Code) -> Self {
        Self::new(What::Refused(code))
    }

    pub(super) const fn io(kind: io::ErrorKind) -> Self {
        Self::new(What::Io(kind))
    }

    pub(super) const fn busy() -> Self {
        Self::new(What::Busy)
    }

    pub(super) const fn no_randomness() -> Self {
        Self::new(What::NoRandomness)
    }

    const fn new(what: What) -> Self {
        Self {
            what,
            place: Place::Whole,
        }
    }

    pub(super) const fn at_entry(mut self, entry: u64) -> Self {
        self.place = Place::Entry(entry);
        self
    }

    pub(super) const fn at_line(mut self, line: u64) -> Self {
        self.place = Place::Line(line);
        self
    }

    pub(super) const fn of_year(mut self, year: u16) -> Self {
        self.place = Place::Year(year);
        self
    }

    /// What is wrong; `None` if it could not be tried (an I/O error, a ledger that is held).
    pub const fn code(&self) -> Option<Code> {
        match self.what {
            What::Refused(code) => Some(code),
            What::TooLarge => Some(Code::LedgerKeyMalformed),
            What::Io(_) | What::Busy | What::NoRandomness => None,
        }
    }

    /// The kind of I/O error, if it was one.
    pub const fn io_kind(&self) -> Option<io::ErrorKind> {
        match self.what {
            What::Io(kind) => Some(kind),
            What::Busy => Some(io::ErrorKind::ResourceBusy),
            What::Refused(_) | What::NoRandomness | What::TooLarge => None,
        }
    }

    /// The number of the entry at fault.
    pub const fn entry(&self) -> Option<u64> {
        match self.place {
            Place::Entry(entry) => Some(entry),
            Place::Whole | Place::Line(_) | Place::Year(_) => None,
        }
    }

    /// The line of the key file at fault, counted from 1.
    pub const fn line(&self) -> Option<u64> {
        match self.place {
            Place::Line(line) => Some(line),
            Place::Whole | Place::Entry(_) | Place::Year(_) => None,
        }
    }
}

impl From<io::Error> for LedgerError {
    fn from(error: io::Error) -> Self {
        Self::io(error.kind())
    }
}

/// Of a key file, which is read and written as a secret file is.
impl From<SecretError> for LedgerError {
    fn from(error: SecretError) -> Self {
        match (error.malformed(), error.code(), error.io_kind()) {
            (Some(_), _, _) => Self::new(What::TooLarge),
            (None, Some(Code::SecretPermissions), _) => Self::refused(Code::LedgerKeyPermissions),
            (None, Some(Code::SecretOwner), _) => Self::refused(Code::LedgerKeyOwner),
            (None, Some(code), _) => Self::refused(code),
            (None, None, Some(kind)) => Self::io(kind),
            (None, None, None) => Self::no_randomness(),
        }
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.what {
            What::Refused(code) => {
                write!(f, "{code}")?;
                match self.place {
                    Place::Whole => {}
                    Place::Entry(entry) => write!(f, " at entry {entry}")?,
                    Place::Line(line) => write!(f, " at line {line}")?,
                    Place::Year(year) => write!(f, " of {year}")?,
                }
                write!(f, ": {}", code.meaning())
            }
            What::Io(kind) => write!(f, "cannot be read or written: {kind}"),
            What::Busy => f.write_str("another process has held the ledger for a minute"),
            What::NoRandomness => f.write_str("the operating system gives no random bytes"),
            What::TooLarge => write!(f, "{}: larger than 64 KiB", Code::LedgerKeyMalformed),
        }
    }
}

impl std::error::Error for LedgerError {}
