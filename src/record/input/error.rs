//! Why an input cannot be opened or read on.

use std::{fmt, io};

use crate::code::{Code, Refused};
use crate::record::MapErrors;

/// An input cannot be opened, or read on.
///
/// # Security
/// Holds codes and places, never a value nor another library's text.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputError {
    /// Nothing of the input may be used.
    Refused(Refused),
    /// The map does not fit the input.
    Map(MapErrors),
    /// A delimiter was named, and the input is no CSV.
    DelimiterOfJson,
    /// Reading failed.
    Io(io::ErrorKind),
}

impl InputError {
    /// The refusal's code, or that of the map's first problem.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Refused(refused) => Some(refused.code()),
            Self::Map(errors) => errors
                .problems()
                .first()
                .map(super::super::MapProblem::code),
            Self::DelimiterOfJson | Self::Io(_) => None,
        }
    }

    /// The refusal of the input; none if it could not be read, or was asked for in a wrong way.
    ///
    /// Of a map that does not fit, only the first problem's code: its places lie in the map.
    pub fn refused(&self) -> Option<Refused> {
        match self {
            Self::Refused(refused) => Some(refused.clone()),
            Self::Map(_) => self.code().map(Refused::new),
            Self::DelimiterOfJson | Self::Io(_) => None,
        }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => refused.fmt(f),
            Self::Map(errors) => errors.fmt(f),
            Self::DelimiterOfJson => f.write_str("the input is JSON, which has no delimiter"),
            Self::Io(io::ErrorKind::NotFound) => f.write_str("there is no such input"),
            Self::Io(kind) => write!(f, "the input cannot be read: {kind}"),
        }
    }
}

impl std::error::Error for InputError {}

impl From<Refused> for InputError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<Code> for InputError {
    fn from(code: Code) -> Self {
        Self::Refused(Refused::new(code))
    }
}
