//! From TOML to a profile: validation that finds every problem, not the first.

use std::str::FromStr;

mod column;
mod part;
pub(super) mod text;

use toml::de::DeTable;

use super::problem::Problems;
use super::reader::Table;
use super::{Csv, Delimiter, Encoding, Ledger, Photo, Profile, ProfileErrors};
use crate::code::Code;
use crate::field::Place;
use column::{read_columns, read_place};
use text::{check_header, is_profile_name, plain};

const TOP: &[&str] = &[
    "format",
    "name",
    "controller",
    "recipient",
    "purpose",
    "delete_after_days",
    "min_rows",
    "max_rows",
    "ledger",
    "csv",
    "column",
    "photo",
];
const CSV: &[&str] = &["delimiter", "encoding"];
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
        let document = match DeTable::parse(text) {
            Ok(document) => document,
            Err(error) => {
                // The parser's own text can quote the input: only its place is kept.
                let at = error.span().unwrap_or(0..0);
                problems.add(at, Code::MalformedToml, "this is not TOML");
                return Err(problems.into_errors(false));
            }
        };
        let recognised = ["format", "name", "column"]
            .iter()
            .all(|key| document.get_ref().contains_key(*key));
        let top = Table::open(document.get_ref(), 0..0, TOP, &mut problems);
        let profile = read(&top, &mut problems);
        match profile {
            Some(profile) if problems.is_empty() => Ok(profile),
            _ => Err(problems.into_errors(recognised)),
        }
    }
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
    let csv = read_csv(top, problems);
    let photo = top
        .table("photo", PHOTO, problems)
        .and_then(|table| read_photo(&table, csv, problems));
    let columns = read_columns(top, csv, photo.as_ref(), problems);
    Some(Profile {
        name: name?.value,
        controller: controller?,
        recipient: recipient?,
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

fn read_csv(top: &Table<'_>, problems: &mut Problems<'_>) -> Csv {
    let default = Csv::default();
    let Some(table) = top.table("csv", CSV, problems) else {
        return default;
    };
    Csv {
        delimiter: table
            .word(
                "delimiter",
                &[",", ";", "\t", "|"],
                Delimiter::from_name,
                problems,
            )
            .unwrap_or(default.delimiter),
        encoding: table
            .word(
                "encoding",
                &["utf-8", "utf-8-bom", "windows-1252"],
                Encoding::from_name,
                problems,
            )
            .unwrap_or(default.encoding),
    }
}

fn read_photo(table: &Table<'_>, csv: Csv, problems: &mut Problems<'_>) -> Option<Photo> {
    let place = read_place(table, problems);
    if let Some(place) = &place
        && !matches!(place.value, Place::Front | Place::Back)
    {
        let message = "a photo is printed on the front or the back";
        problems.add(place.span.clone(), Code::BelowFloor, message);
    }
    let header = match table.text("header", problems) {
        Some(header) => {
            check_header(&header, csv, problems);
            header.value
        }
        None => "photo_file".to_owned(),
    };
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
