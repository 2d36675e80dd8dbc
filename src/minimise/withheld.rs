//! Why a record stays behind.

use std::fmt;

use crate::code::Code;
use crate::field::Flag;

/// A record stays behind, or refuses the whole batch.
///
/// # Security
/// Holds codes and headers of the profile, never a value. A raised flag is one code for all five,
/// without a column: the reason must not tell which it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    reasons: Vec<Reason>,
    kind: Kind,
    identity: Identity,
}

/// The start of the matching token's MAC, if the record has one: so that no other row of the same
/// record leaves. `Debug` is a constant.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Identity(Option<[u8; 16]>);

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity { .. }")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Content,
    Flagged,
    Refusing,
}

/// One reason for which a record stays behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    code: Code,
    column: Option<String>,
}

impl Withheld {
    pub(super) const fn for_reasons(reasons: Vec<Reason>) -> Self {
        Self {
            reasons,
            kind: Kind::Content,
            identity: Identity(None),
        }
    }

    pub(super) fn flagged() -> Self {
        let reasons = vec![Reason {
            code: Code::ContextFlag,
            column: None,
        }];
        Self {
            reasons,
            kind: Kind::Flagged,
            identity: Identity(None),
        }
    }

    pub(super) fn refusing(code: Code, column: Option<String>) -> Self {
        Self {
            reasons: vec![Reason { code, column }],
            kind: Kind::Refusing,
            identity: Identity(None),
        }
    }

    pub(super) const fn of(mut self, identity: Option<[u8; 16]>) -> Self {
        self.identity = Identity(identity);
        self
    }

    pub(crate) const fn identity(&self) -> Option<[u8; 16]> {
        self.identity.0
    }

    /// Every reason, in the order of the profile's columns; never empty.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// The first reason's code.
    pub fn code(&self) -> Code {
        self.reasons
            .first()
            .map_or(Code::InvalidValue, Reason::code)
    }

    /// Whether a deciding flag is raised, so that the record may appear as a count only.
    pub const fn is_flagged(&self) -> bool {
        matches!(self.kind, Kind::Flagged)
    }

    /// Whether the whole batch is refused, and not only this record withheld.
    pub const fn refuses_the_batch(&self) -> bool {
        matches!(self.kind, Kind::Refusing)
    }
}

impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, reason) in self.reasons.iter().enumerate() {
            if position > 0 {
                f.write_str("; ")?;
            }
            f.write_str(reason.code.name())?;
            if let Some(column) = &reason.column {
                write!(f, " in column {column}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Withheld {}

impl Reason {
    pub(crate) const fn new(code: Code, column: String) -> Self {
        Self {
            code,
            column: Some(column),
        }
    }

    /// What is wrong.
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The profile's header of the column, if it is about one.
    pub fn column(&self) -> Option<&str> {
        self.column.as_deref()
    }
}

/// A minimiser cannot be set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} is declared absent without a reason of 1 to 200 plain characters", flag.name())]
pub struct SetupError {
    pub(super) flag: Flag,
}

impl SetupError {
    /// What is wrong.
    pub const fn code(&self) -> Code {
        Code::FlagWithoutSource
    }

    /// The flag.
    pub const fn flag(&self) -> Flag {
        self.flag
    }
}
