//! Strict types for every value that may leave.

use std::borrow::Cow;
use std::fmt;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::field::ValueType;

#[macro_use]
mod closed_list;
pub(crate) mod age_key;
pub(crate) mod apostrophe;
mod category;
mod date;
pub(crate) mod flag;
pub(crate) mod name;
pub(crate) mod number;
mod organisation;
mod printable;
mod rank;
pub(crate) mod suggest;
pub(crate) mod text;
mod types;
pub(crate) mod windows_1252;

pub use category::OfficerCategory;
#[cfg(feature = "ledger")]
pub(crate) use date::MONTHS;
pub use date::{Date, DateFormat};
pub use organisation::Organisation;
pub use printable::printable;
pub use rank::Rank;
pub use types::{
    Barcode, CardDesign, CardSerial, CollarNumber, CredentialNo, EsrEmployeeNumber, FacilityCode,
    IssueNumber, Name, RecordId, StaffNumber, Title, WarrantNumber,
};

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
#[inline]
pub(crate) fn normalise(text: &str) -> Cow<'_, str> {
    // Most cells: nothing to trim, nothing to compose.
    if let [first, .., last] | [first @ last] = text.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
        && text.is_ascii()
    {
        return Cow::Borrowed(text);
    }
    let text = text.trim();
    if text.is_ascii() || is_nfc(text) {
        return Cow::Borrowed(text);
    }
    let composed: String = text.nfc().collect();
    // No character composes to white space today; a newer table must not change what a value is.
    let trimmed = composed.trim();
    if trimmed.len() == composed.len() {
        return Cow::Owned(composed);
    }
    Cow::Owned(trimmed.to_owned())
}

/// The one canonical form of a normalised text, if it is a value of this type.
///
/// Never allocates: the result is the text itself or the printed form of a closed list.
pub(crate) fn canonical(kind: ValueType, text: &str) -> Result<&str, Invalid> {
    match kind {
        ValueType::Name => name::check(text),
        ValueType::RecordId => visible(
            text,
            64,
            Invalid::new("a record id is 1 to 64 visible characters"),
        ),
        ValueType::Barcode => visible(
            text,
            64,
            Invalid::new("a barcode value is 1 to 64 visible characters"),
        ),
        ValueType::Title => visible(
            text,
            100,
            Invalid::new("a title is 1 to 100 visible characters"),
        ),
        ValueType::WarrantNumber => number::warrant(text),
        ValueType::CollarNumber => number::collar(text),
        ValueType::StaffNumber => number::staff(text),
        ValueType::EsrNumber => number::esr(text),
        ValueType::CardDesign => number::card_design(text),
        ValueType::CardSerial => number::card_serial(text),
        ValueType::IssueNumber => number::issue_number(text),
        ValueType::CredentialNo => number::credential_no(text),
        ValueType::FacilityCode => number::facility_code(text),
        ValueType::Date => match Date::parse_iso(text) {
            Some(_) => Ok(()),
            None => Err(date::NOT_A_DATE),
        },
        ValueType::Rank => return Rank::canonical(text),
        ValueType::Organisation => return Organisation::canonical(text),
        ValueType::Category => return OfficerCategory::canonical(text),
        ValueType::Flag | ValueType::Path | ValueType::Opaque | ValueType::Derived => {
            Err(Invalid::new("a field of this type has no canonical form"))
        }
    }?;
    Ok(text)
}

/// Characters that a reader can see, one at least and `most` at most.
fn visible(text: &str, most: usize, otherwise: Invalid) -> Result<(), Invalid> {
    let short = text.len() <= most || text.chars().nth(most).is_none();
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    if !text.is_empty() && short && (plain || !text.chars().any(text::is_hidden)) {
        Ok(())
    } else {
        Err(otherwise)
    }
}

#[cfg(test)]
mod tests;
