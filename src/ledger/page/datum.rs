//! One thing that can be held of a person, and what it is called.

use super::Category;
use crate::batch::{ManifestColumn, ManifestContent};
use crate::field::{Field, Place, Shown};
use crate::profile::{FieldPart, Part, Rule};
use crate::pseudonym::Scope;

/// A photo, or a field in the form in which it left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Datum {
    category: Category,
    field: Option<Field>,
    form: Form,
    /// A token that a barcode carries.
    in_barcode: bool,
}

/// What became of a field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Form {
    Whole,
    Initials,
    FirstWord,
    Digits,
    MonthEnd,
    General,
    Token(Scoped),
}

/// Among which batches a token is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Scoped {
    Batch,
    Recipient,
}

impl Datum {
    /// A photo of the person.
    pub const PHOTO: Self = Self {
        category: Category::Photo,
        field: None,
        form: Form::Whole,
        in_barcode: false,
    };

    /// A field as a part of a column at a place.
    pub const fn of(part: &FieldPart, place: Place) -> Self {
        let treatment = part.rule().treatment();
        Self {
            category: Category::of(part.field(), treatment),
            field: Some(part.field()),
            form: form(part.rule()),
            in_barcode: matches!((treatment.shown, place), (Shown::None, Place::Barcode)),
        }
    }

    /// What a column holds; nothing, if it is a fixed text.
    pub fn all_of(column: &ManifestColumn) -> Vec<Self> {
        match column.content() {
            ManifestContent::Constant(_) => Vec::new(),
            ManifestContent::Photo => vec![Self::PHOTO],
            ManifestContent::Parts(parts) => {
                let fields = parts.iter().filter_map(|part| match part {
                    Part::Text(_) => None,
                    Part::Field(part) => Some(Self::of(part, column.place())),
                });
                fields.collect()
            }
        }
    }

    /// Its kind.
    pub const fn category(self) -> Category {
        self.category
    }

    pub(super) const fn field(self) -> Option<Field> {
        self.field
    }

    pub(super) const fn form(self) -> Form {
        self.form
    }

    pub(super) const fn is_in_barcode(self) -> bool {
        self.in_barcode
    }

    /// What was held, as a letter says it to the person.
    pub fn in_a_letter(self) -> String {
        let Some(field) = self.field else {
            return "your photo".to_owned();
        };
        let (own, _) = names(field);
        match self.form {
            Form::Whole => own.to_owned(),
            Form::Initials => format!("the initials of {own}"),
            Form::FirstWord => format!("the first word of {own}"),
            Form::Digits => format!("the digits of {own}"),
            Form::MonthEnd => "the month in which your card expires".to_owned(),
            Form::General => format!("{own} in a general form, which many have in common"),
            Form::Token(scoped) => {
                let barcode = if self.in_barcode {
                    " as a barcode,"
                } else {
                    ""
                };
                let among = match scoped {
                    Scoped::Batch => "made for one delivery alone",
                    Scoped::Recipient => "the same in every delivery for one purpose",
                };
                format!("a code in place of {own},{barcode} {among}, that only we can trace back")
            }
        }
    }

    /// What it is called in a notice: of many people.
    pub fn in_a_notice(self) -> String {
        let Some(field) = self.field else {
            return "photos".to_owned();
        };
        let (_, many) = names(field);
        match self.form {
            Form::Whole => many.to_owned(),
            Form::Initials => format!("initials of {many}"),
            Form::FirstWord => format!("first words of {many}"),
            Form::Digits => format!("digits of {many}"),
            Form::MonthEnd => "months of expiry".to_owned(),
            Form::General => format!("general forms of {many}"),
            Form::Token(Scoped::Batch) => {
                format!("tokens in place of {many}, of one batch's scope")
            }
            Form::Token(Scoped::Recipient) => {
                format!("tokens in place of {many}, of one recipient's scope")
            }
        }
    }
}

const fn form(rule: &Rule) -> Form {
    match rule {
        Rule::Keep => Form::Whole,
        Rule::Initials => Form::Initials,
        Rule::FirstWord => Form::FirstWord,
        Rule::Digits => Form::Digits,
        Rule::MonthEnd { .. } => Form::MonthEnd,
        Rule::Category { .. } => Form::General,
        Rule::Pseudonymise { scope, .. } => Form::Token(match scope {
            Scope::Batch => Scoped::Batch,
            Scope::Recipient => Scoped::Recipient,
        }),
    }
}

/// A field as one's own, and as many have it.
const fn names(field: Field) -> (&'static str, &'static str) {
    match field {
        Field::RecordId => ("your entry in our records", "records"),
        Field::GivenNames => ("your given names", "given names"),
        Field::MiddleNames => ("your middle names", "middle names"),
        Field::FamilyName => ("your family name", "family names"),
        Field::KnownAs => (
            "the name by which you are known",
            "names by which people are known",
        ),
        Field::WarrantNumber => ("your warrant number", "warrant numbers"),
        Field::CollarNumber => ("your collar number", "collar numbers"),
        Field::StaffNumber => ("your staff number", "staff numbers"),
        Field::EsrEmployeeNo => (
            "your number in the staff records",
            "numbers in staff records",
        ),
        Field::Organisation => ("your force or organisation", "organisations"),
        Field::OfficerCategory => (
            "your role, such as officer, staff or visitor",
            "roles, such as officer, staff or visitor",
        ),
        Field::Rank => ("your rank", "ranks"),
        Field::JobTitle => ("your job title", "job titles"),
        Field::Department => ("your department", "departments"),
        Field::CardDesign => ("which design your card has", "card designs"),
        Field::CardSerial => ("the serial number of your card", "serial numbers of cards"),
        Field::ExpiryDate => ("the day on which your card expires", "days of expiry"),
        Field::IssueNumber => ("the issue number of your card", "issue numbers"),
        Field::CredentialNo => (
            "the number by which doors know your card",
            "credential numbers",
        ),
        Field::FacilityCode => (
            "the number that your card has in common with all cards of its site",
            "facility codes",
        ),
        Field::BarcodeValue => ("the text of your barcode", "texts of barcodes"),
        Field::QrValue => ("the text of your QR code", "texts of QR codes"),
        // no other can be released
        _ => ("what our records say of you", "records"),
    }
}
