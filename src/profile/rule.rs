//! Treatments as a profile writes them: a name, its parameters, and the fields it can apply to.

use std::collections::BTreeMap;

use crate::field::{Field, Linkability, Shown, Treatment, ValueType};
use crate::pseudonym::{MIN_CHARS, Scope};
use crate::value::DateFormat;

/// What a profile does with one field in one part of a column.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// The canonical text as it is.
    Keep,
    /// The first letter of each part of a name, upper case.
    Initials,
    /// A name up to its first white space.
    FirstWord,
    /// The digits of a collar number, without unit letters and suffix.
    Digits,
    /// The last day of a date's month.
    MonthEnd {
        /// How the day is written.
        date_format: DateFormat,
    },
    /// A coarser text out of a table that joins two inputs or more to each output.
    Category {
        /// Input, in its canonical form, to output.
        table: BTreeMap<String, String>,
    },
    /// A keyed token that shows nothing of the value.
    Pseudonymise {
        /// Among which batches equal values have equal tokens.
        scope: Scope,
        /// The token's length, 16 to 26 characters of five bits each.
        chars: u8,
    },
}

/// The treatments' names, in the order of the format's description.
pub(super) const NAMES: &[&str] = &[
    "keep",
    "initials",
    "first-word",
    "digits",
    "month-end",
    "category",
    "pseudonymise",
];

/// Names kept free for later formats, each with the reason why it is refused today.
pub(super) const RESERVED: &[(&str, &str)] = &[
    ("last", "the last characters of a short number give it away"),
    ("year", "no field's year is needed on a card"),
    (
        "format-preserving",
        "numbers of five digits can be guessed through, and NIST SP 800-38G asks for a domain of a million",
    ),
];

/// One rule of each name, in the order of [`NAMES`]; of tokens the kind that protects more.
pub(super) fn samples() -> [Rule; 7] {
    [
        Rule::Keep,
        Rule::Initials,
        Rule::FirstWord,
        Rule::Digits,
        Rule::MonthEnd {
            date_format: DateFormat::iso(),
        },
        Rule::Category {
            table: BTreeMap::new(),
        },
        Rule::Pseudonymise {
            scope: Scope::Batch,
            chars: MIN_CHARS,
        },
    ]
}

impl Rule {
    /// The name in a profile.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Initials => "initials",
            Self::FirstWord => "first-word",
            Self::Digits => "digits",
            Self::MonthEnd { .. } => "month-end",
            Self::Category { .. } => "category",
            Self::Pseudonymise { .. } => "pseudonymise",
        }
    }

    /// How much of the value it shows, and how far it links.
    pub const fn treatment(&self) -> Treatment {
        match self {
            Self::Keep => Treatment::KEEP,
            Self::Initials | Self::MonthEnd { .. } | Self::Category { .. } => {
                Treatment::new(Shown::Partial, Linkability::None)
            }
            Self::FirstWord | Self::Digits => Treatment::new(Shown::Partial, Linkability::Global),
            Self::Pseudonymise {
                scope: Scope::Batch,
                ..
            } => Treatment::new(Shown::None, Linkability::Batch),
            Self::Pseudonymise {
                scope: Scope::Recipient,
                ..
            } => Treatment::new(Shown::None, Linkability::Recipient),
        }
    }

    /// Whether it has a meaning for values of the field's type.
    pub(crate) const fn applies_to(&self, field: Field) -> bool {
        let kind = field.value_type();
        match self {
            Self::Keep => true,
            Self::Initials | Self::FirstWord => matches!(kind, ValueType::Name),
            Self::Digits => matches!(kind, ValueType::CollarNumber),
            Self::MonthEnd { .. } => matches!(kind, ValueType::Date),
            Self::Category { .. } => matches!(
                kind,
                ValueType::Title | ValueType::Rank | ValueType::Organisation | ValueType::Category
            ),
            Self::Pseudonymise { .. } => matches!(
                kind,
                ValueType::RecordId
                    | ValueType::WarrantNumber
                    | ValueType::CollarNumber
                    | ValueType::StaffNumber
                    | ValueType::EsrNumber
                    | ValueType::Barcode
            ),
        }
    }
}
