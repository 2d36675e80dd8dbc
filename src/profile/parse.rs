//! From TOML to a profile: validation that finds every problem, not the first.

use std::str::FromStr;

mod column;
mod csv;
mod keys;
mod part;
pub(super) mod text;

use toml::de::{DeTable, DeValue};

use super::problem::{Likeness, Problems};
use super::reader::Table;
use super::{Ledger, Photo, Profile, ProfileErrors};
use crate::code::Code;
use crate::field::Place;
use crate::toml_text;
use column::{read_columns, read_place};
use csv::Form;
use text::{check_header, is_profile_name, plain};

const TOP: &[&str] = &[
    "format",
    "name",
    "controller",
    "recipient",
    "recipient_keys",
    "purpose",
    "delete_after_days",
    "min_rows",
    "max_rows",
    "ledger",
    "csv",
    "column",
    "photo",
];
const PHOTO: &[&str] = &[
    "place",
    "width",
    "height",
    "max_bytes",
    "min_source",
    "header",
];

impl FromStr for Profile {
    type Err = ProfileErrors;

    /// Reads a profile (format 1).
    ///
    /// # Errors
    /// Every problem of the text, each with line and column.
    fn from_str(text: &str) -> Result<Self, ProfileErrors> {
        let mut problems = Problems::new(text);
        let (document, faults) = DeTable::parse_recoverable(text);
        if !faults.is_empty() {
            return Err(malformed(text, &faults, problems));
        }
        let root = document.get_ref();
        if let Some((key, _)) = root.get_key_value("columns").filter(|_| is_map(root)) {
            let message = "this is a map, which leads columns to fields, and no profile";
            problems.add_with_hint(
                key.span(),
                Code::UnknownKey,
                message,
                "give it with --map, and a preset's name or a profile file with --profile",
            );
            return Err(problems.into_errors(Likeness::Other));
        }
        let top = Table::open(root, 0..0, TOP, &mut problems);
        let profile = read(&top, &mut problems);
        match profile {
            Some(profile) if problems.is_empty() => Ok(profile),
            _ => Err(problems.into_errors(likeness(root))),
        }
    }
}

/// The faults of syntax; of a file that does not begin as a profile the first one's line alone.
fn malformed(text: &str, faults: &[toml::de::Error], mut problems: Problems<'_>) -> ProfileErrors {
    let spans = faults.iter().map(|fault| fault.span().unwrap_or(0..0));
    let first = spans.clone().map(|span| span.start).min().unwrap_or(0);
    let begins_as = |is_ours| toml_text::begins_as(text, first, is_ours);
    let like = if begins_as(is_whole) {
        Likeness::Whole
    } else if begins_as(is_profile_like) {
        Likeness::Part
    } else {
        Likeness::Other
    };
    // The parser's own text can quote the input: only its place is kept.
    for (fault, span) in faults.iter().zip(spans) {
        let message = if fault.message() == "duplicate key" {
            "a key or table stands twice"
        } else {
            "this is not TOML"
        };
        if like == Likeness::Other {
            if span.start == first {
                let hint =
                    "give a preset's name, or a profile as `cardsieve profile new` writes it";
                problems.add_with_hint(span, Code::MalformedToml, message, hint);
                break;
            }
        } else {
            problems.add(span, Code::MalformedToml, message);
        }
    }
    problems.into_errors(like)
}

fn likeness(root: &DeTable<'_>) -> Likeness {
    if is_whole(root) {
        Likeness::Whole
    } else if is_profile_like(root) {
        Likeness::Part
    } else {
        Likeness::Other
    }
}

/// Whether the three chief keys are there: no other file has them.
fn is_whole(root: &DeTable<'_>) -> bool {
    ["format", "name", "column"]
        .iter()
        .all(|key| root.contains_key(*key))
}

/// Whether something is there that stands in no export of records.
fn is_profile_like(root: &DeTable<'_>) -> bool {
    let is_table = |value: &toml::Spanned<DeValue<'_>>| value.get_ref().is_table();
    let columns = root
        .get("column")
        .and_then(|value| value.get_ref().as_array());
    toml_text::has_format(root) || columns.is_some_and(|list| list.iter().any(is_table))
}

/// Whether it is a map and has nothing that only a profile has.
fn is_map(root: &DeTable<'_>) -> bool {
    root.get("columns")
        .is_some_and(|value| value.get_ref().is_table())
        && TOP
            .iter()
            .all(|key| *key == "format" || !root.contains_key(*key))
}

fn read(top: &Table<'_>, problems: &mut Problems<'_>) -> Option<Profile> {
    if top.get("format").is_none() {
        top.missing("format", problems);
    }
    top.number("format", 1..=1, problems);
    let name = top.required_text("name", problems);
    if let Some(name) = &name
        && !is_profile_name(&name.value)
    {
        let message = "a name is 1 to 40 of a-z, 0-9 and -, and does not begin with -";
        let hint = "write it as in warrant-card";
        problems.add_with_hint(name.span.clone(), Code::BadText, message, hint);
    }
    let controller = plain(top, "controller", 80, problems);
    let recipient = plain(top, "recipient", 80, problems);
    let recipient_keys = keys::read(top, problems);
    let purpose = plain(top, "purpose", 80, problems);
    if top.get("delete_after_days").is_none() {
        top.missing("delete_after_days", problems);
    }
    let delete_after_days = top.number("delete_after_days", 0..=90, problems);
    let min_rows = top.number("min_rows", 1..=1000, problems).unwrap_or(1);
    let max_rows = top
        .number("max_rows", 1..=1_000_000, problems)
        .unwrap_or(1000);
    if min_rows > max_rows
        && let Some(value) = top.get("min_rows").or(top.get("max_rows"))
    {
        let message = "`min_rows` is more than `max_rows`: no batch could go";
        problems.add(value.span(), Code::InertRule, message);
    }
    let ledger = top
        .word(
            "ledger",
            &["optional", "required"],
            Ledger::from_name,
            problems,
        )
        .unwrap_or(Ledger::Optional);
    let form = Form::read(top, problems);
    let photo_table = top.table("photo", PHOTO, problems);
    let photo_header = photo_table
        .as_ref()
        .map(|table| read_photo_header(table, &form, problems));
    let photo = photo_table
        .zip(photo_header.clone())
        .and_then(|(table, header)| read_photo(&table, header, problems));
    let columns = read_columns(top, &form, photo_header.as_deref(), problems);
    let csv = form.of_these(&columns, photo_header.is_some(), problems);
    Some(Profile {
        name: name?.value,
        controller: controller?,
        recipient: recipient?,
        recipient_keys,
        purpose: purpose?,
        delete_after_days: u8::try_from(delete_after_days?).ok()?,
        min_rows,
        max_rows,
        ledger,
        csv,
        columns,
        photo,
    })
}

fn read_photo_header(table: &Table<'_>, form: &Form, problems: &mut Problems<'_>) -> String {
    match table.text("header", problems) {
        Some(header) => {
            let header = form.header(header);
            check_header(&header, form.csv, problems);
            header.value
        }
        None => form.header_of("photo_file").to_owned(),
    }
}

fn read_photo(table: &Table<'_>, header: String, problems: &mut Problems<'_>) -> Option<Photo> {
    let place = read_place(table, problems);
    if let Some(place) = &place
        && !matches!(place.value, Place::Front | Place::Back)
    {
        let message = "a photo is printed on the front or the back";
        problems.add(place.span.clone(), Code::BelowFloor, message);
    }
    let mut number = |key, range, default| table.number(key, range, problems).unwrap_or(default);
    let width = number("width", 1..=413, 295);
    let height = number("height", 1..=531, 354);
    let max_bytes = number("max_bytes", 4096..=1_048_576, 65_536);
    let min_source = number("min_source", 1..=65_535, 1);
    Some(Photo {
        place: place?.value,
        width: u16::try_from(width).ok()?,
        height: u16::try_from(height).ok()?,
        max_bytes,
        min_source: u16::try_from(min_source).ok()?,
        header,
    })
}

#[cfg(test)]
mod tests;
