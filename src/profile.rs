//! Export profiles: what may leave, in which form, onto which place of the card.

mod canonical;
mod dialect;
pub mod diff;
pub mod explain;
mod identifier;
mod listing;
mod named;
mod parse;
mod presets;
mod problem;
mod reader;
mod rule;
pub(crate) mod schema;
mod source;
mod vendor;
mod words;

pub use crate::value::age_key::is_recipient;
pub use canonical::Fingerprint;
#[cfg(feature = "seal")]
pub(crate) use canonical::{cells as cells_json, part as part_json};
pub use dialect::{Apostrophes, Csv, Delimiter, Encoding, PhotoName};
pub use identifier::Identifier;
pub(crate) use parse::text::is_plain_text;
#[cfg(feature = "seal")]
pub(crate) use parse::text::is_profile_name;
pub(crate) use presets::UNNAMED;
pub use problem::{ProfileErrors, ProfileProblem};
pub use rule::Rule;
pub use vendor::Vendor;

use named::named;

use unicode_normalization::UnicodeNormalization;

use crate::field::{Class, Field, Place, Readable, Treatment};

/// An export profile; there is no value of this type that breaks a rule of the format.
///
/// # Guarantee
/// Every part protects at least as much as its field's floor at its place
/// (`every_part_of_a_loaded_profile_covers_its_floor`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub(super) name: String,
    pub(super) controller: String,
    pub(super) recipient: String,
    /// In the order of their texts.
    pub(super) recipient_keys: Vec<String>,
    pub(super) purpose: String,
    pub(super) delete_after_days: u8,
    pub(super) min_rows: u32,
    pub(super) max_rows: u32,
    pub(super) ledger: Ledger,
    pub(super) csv: Csv,
    pub(super) columns: Vec<Column>,
    pub(super) photo: Option<Photo>,
}

/// One column of the rows that leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub(super) header: String,
    pub(super) place: Place,
    pub(super) content: Content,
    pub(super) case: Case,
    pub(super) max_chars: Option<u8>,
    pub(super) when_missing: WhenMissing,
}

/// What a column's cells are made of. The list is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Parts, written one after the other; at least one of them is a field.
    Parts(Vec<Part>),
    /// The same text in every row.
    Constant(String),
}

/// One part of a column. The list is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A treated field.
    Field(FieldPart),
    /// A fixed text.
    Text(String),
}

/// A field and what is done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPart {
    pub(super) field: Readable,
    pub(super) rule: Rule,
}

/// The letter case of a column's cells. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// As the parts have it.
    AsIs,
    /// Unicode upper case, then NFC.
    Upper,
}

/// What happens when a part of the column has no value. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenMissing {
    /// The row stays behind.
    Withhold,
    /// Nothing goes.
    Refuse,
}

/// Whether a disclosure must be entered in a ledger before it happens. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ledger {
    /// It may be.
    Optional,
    /// It must be.
    Required,
}

/// The photo that goes with every row of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub(super) place: Place,
    pub(super) width: u16,
    pub(super) height: u16,
    pub(super) max_bytes: u32,
    pub(super) min_source: u16,
    pub(super) header: String,
}

impl Profile {
    /// The preset with this name.
    ///
    /// Presets name no controller and no recipient; see [`Profile::with_parties`].
    pub fn preset(name: &str) -> Option<Self> {
        presets::load(name)
    }

    /// The names of all presets.
    pub fn preset_names() -> impl Iterator<Item = &'static str> {
        presets::names()
    }

    /// The preset's source text, to be saved and edited.
    pub fn preset_source(name: &str) -> Option<&'static str> {
        presets::source(name)
    }

    /// The same profile for a controller and a recipient; both enter fingerprint and token domain.
    ///
    /// # Errors
    /// [`PartyError`] if a name is not 1 to 80 letters, marks, digits, spaces and `- ' ’ . , & ( ) / _`.
    pub fn with_parties(
        mut self,
        controller: Option<&str>,
        recipient: Option<&str>,
    ) -> Result<Self, PartyError> {
        if let Some(name) = controller {
            self.controller = party(name, Party::Controller)?;
        }
        if let Some(name) = recipient {
            self.recipient = party(name, Party::Recipient)?;
        }
        Ok(self)
    }

    /// Whether it still bears a preset's placeholder for its controller or recipient.
    pub fn is_unnamed(&self) -> bool {
        self.controller == UNNAMED || self.recipient == UNNAMED
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Who decides about the disclosure and answers for it (UK GDPR 4(7)).
    pub fn controller(&self) -> &str {
        &self.controller
    }

    /// To whom the data goes (UK GDPR 4(9)).
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// The recipient's keys (age, `age1…`) to which alone a batch may be encrypted, if it pins any.
    ///
    /// # Security
    /// Under a profile that pins keys, nothing may leave that is not encrypted to one of them. The
    /// command holds to that; a program that writes rows or a batch by itself must.
    pub fn recipient_keys(&self) -> &[String] {
        &self.recipient_keys
    }

    /// What for (UK GDPR 5(1)(b)).
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// After how many days the recipient must have deleted the data, 0 to 90.
    pub const fn delete_after_days(&self) -> u8 {
        self.delete_after_days
    }

    /// Fewer released rows refuse the batch.
    pub const fn min_rows(&self) -> u32 {
        self.min_rows
    }

    /// More rows in the input refuse it, unless their exact number is expected.
    pub const fn max_rows(&self) -> u32 {
        self.max_rows
    }

    /// Whether a ledger is demanded.
    pub const fn ledger(&self) -> Ledger {
        self.ledger
    }

    /// The form of the rows.
    pub const fn csv(&self) -> Csv {
        self.csv
    }

    /// The columns, in their order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The photo, if one goes with every row.
    pub const fn photo(&self) -> Option<&Photo> {
        self.photo.as_ref()
    }

    /// The least protective treatment that any part gives the field; `DROP` if no part names it.
    pub fn treatment(&self, field: Field) -> Treatment {
        self.field_parts()
            .filter(|(_, part)| part.field() == field)
            .fold(Treatment::DROP, |all, (_, part)| {
                all.meet(part.rule.treatment())
            })
    }

    /// The least protective treatment that any part at `place` gives the field.
    pub fn treatment_at(&self, field: Field, place: Place) -> Treatment {
        self.field_parts()
            .filter(|(column, part)| part.field() == field && column.place == place)
            .fold(Treatment::DROP, |all, (_, part)| {
                all.meet(part.rule.treatment())
            })
    }

    /// Whether a recipient sees something of a person, so that flagged records must stay behind.
    pub fn shows_a_person(&self) -> bool {
        self.photo.is_some()
            || self.field_parts().any(|(_, part)| {
                part.rule.treatment().shown != crate::field::Shown::None
                    && part.field().class() != Class::Fulfilment
            })
    }

    /// Every part that is a field, with its column.
    pub(crate) fn field_parts(&self) -> impl Iterator<Item = (&Column, &FieldPart)> {
        self.columns
            .iter()
            .flat_map(|column| column.field_parts().map(move |part| (column, part)))
    }

    /// The position of the column that joins a row with its photo and card.
    pub(crate) fn matching_column(&self) -> usize {
        // INVARIANT: a loaded profile has exactly one.
        self.columns
            .iter()
            .position(|column| column.place == Place::Matching)
            .unwrap_or(0)
    }
}

impl Column {
    /// The header that the bureau wants.
    pub fn header(&self) -> &str {
        &self.header
    }

    /// Where on the card it is needed.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// What its cells are made of.
    pub const fn content(&self) -> &Content {
        &self.content
    }

    /// The letter case of its cells.
    pub const fn case(&self) -> Case {
        self.case
    }

    /// How many Unicode scalar values a finished cell may have.
    pub const fn max_chars(&self) -> Option<u8> {
        self.max_chars
    }

    /// Each field that its cells show something of, and what is accepted as its value.
    ///
    /// # Examples
    /// ```
    /// use cardsieve::{Field, Profile};
    ///
    /// let fob = Profile::preset("access-fob").ok_or("no such preset")?;
    /// let design = fob.columns().get(1).ok_or("no second column")?;
    /// let rule = "a card design is 2 to 12 capitals and digits";
    /// assert!(design.accepts().eq([(Field::CardDesign, rule)]));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn accepts(&self) -> impl Iterator<Item = (Field, &'static str)> {
        let parts = match &self.content {
            Content::Constant(_) => [].as_slice(),
            Content::Parts(parts) => parts,
        };
        parts.iter().filter_map(|part| match part {
            Part::Field(part) => Some((part.field(), part.field().value_type().accepts())),
            Part::Text(_) => None,
        })
    }

    /// What happens when a part has no value.
    pub const fn when_missing(&self) -> WhenMissing {
        self.when_missing
    }

    /// The parts that are fields.
    pub fn field_parts(&self) -> impl Iterator<Item = &FieldPart> {
        let parts: &[Part] = match &self.content {
            Content::Parts(parts) => parts,
            Content::Constant(_) => &[],
        };
        parts.iter().filter_map(|part| match part {
            Part::Field(part) => Some(part),
            Part::Text(_) => None,
        })
    }
}

impl FieldPart {
    /// The field.
    pub const fn field(&self) -> Field {
        self.field.field()
    }

    /// What is done with it.
    pub const fn rule(&self) -> &Rule {
        &self.rule
    }

    #[cfg(feature = "seal")]
    pub(crate) const fn new(field: Readable, rule: Rule) -> Self {
        Self { field, rule }
    }

    pub(crate) const fn readable(&self) -> Readable {
        self.field
    }
}

impl Photo {
    /// Where it is printed.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// Exact width in pixels, at most 413.
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// Exact height in pixels, at most 531.
    pub const fn height(&self) -> u16 {
        self.height
    }

    /// How many bytes the JPEG may have.
    pub const fn max_bytes(&self) -> u32 {
        self.max_bytes
    }

    /// The least length of the original's shorter side, in pixels.
    pub const fn min_source(&self) -> u16 {
        self.min_source
    }

    /// The header of the column with the photo's file name.
    pub fn header(&self) -> &str {
        &self.header
    }
}

/// Who takes part in a disclosure. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// Who decides about it.
    Controller,
    /// To whom the data goes.
    Recipient,
}

/// A controller's or recipient's name is not in the form that profiles demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a name is 1 to 80 letters, marks, digits, spaces and - ' ’ . , & ( ) / _")]
pub struct PartyError {
    party: Party,
}

impl PartyError {
    /// Whose name it is.
    pub const fn party(&self) -> Party {
        self.party
    }
}

fn party(name: &str, party: Party) -> Result<String, PartyError> {
    let name: String = name.nfc().collect();
    // a name with a blank at its end would be another recipient, about whom nobody can ask
    let bare = name.trim();
    if is_plain_text(&name, 80) && !bare.is_empty() {
        Ok(bare.to_owned())
    } else {
        Err(PartyError { party })
    }
}

named!(Case { AsIs "as-is", Upper "upper", });
named!(WhenMissing { Withhold "withhold", Refuse "refuse", });
named!(Ledger { Optional "optional", Required "required", });
