//! `[csv]`: a vendor's form, or one that is written out, or the one with parts of the other.

use super::super::problem::Problems;
use super::super::reader::{At, Table};
use super::super::{Apostrophes, Column, Csv, Delimiter, Encoding, PhotoName, Vendor};
use crate::code::Code;
use crate::field::ValueType;
use crate::value::suggest::suggest;

const CSV: &[&str] = &[
    "vendor",
    "delimiter",
    "encoding",
    "headers",
    "photo_name",
    "apostrophes",
];

/// Whose headers are written. The list is complete.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Headers {
    Own,
    Vendor,
}

/// The form of the rows, as far as the table alone tells.
pub(super) struct Form<'p> {
    pub(super) csv: Csv,
    vendor: Option<&'static Vendor>,
    table: Option<Table<'p>>,
}

impl<'p> Form<'p> {
    pub(super) fn read(top: &Table<'p>, problems: &mut Problems<'_>) -> Self {
        let Some(table) = top.table("csv", CSV, problems) else {
            return Self {
                csv: Csv::default(),
                vendor: None,
                table: None,
            };
        };
        let vendor = read_vendor(&table, problems);
        let default = vendor.map_or_else(Csv::default, Vendor::csv);
        let csv = Csv {
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
            photo_name: table
                .word(
                    "photo_name",
                    &["file", "token", "path"],
                    PhotoName::from_name,
                    problems,
                )
                .unwrap_or(default.photo_name),
            apostrophes: table
                .word(
                    "apostrophes",
                    &["keep", "straight", "curly", "strip"],
                    Apostrophes::from_name,
                    problems,
                )
                .unwrap_or(default.apostrophes),
        };
        let headers = table.word("headers", &["own", "vendor"], Headers::from_name, problems);
        let has_own = vendor.is_some_and(|vendor| !vendor.headers().is_empty());
        if let (Some(_), Some(key), false) = (headers, table.get("headers"), has_own)
            && (vendor.is_some() || table.get("vendor").is_none())
        {
            let message = "`headers` has no effect without a vendor that has headers of its own";
            problems.add(key.span(), Code::InertRule, message);
        }
        Self {
            csv,
            vendor: vendor.filter(|_| headers != Some(Headers::Own)),
            table: Some(table),
        }
    }

    /// The header that is written for this one of the profile.
    pub(super) fn header_of<'h>(&self, header: &'h str) -> &'h str {
        let own = self.vendor.and_then(|vendor| vendor.header(header));
        own.unwrap_or(header)
    }

    pub(super) fn header(&self, header: At<String>) -> At<String> {
        At {
            value: self.header_of(&header.value).to_owned(),
            span: header.span,
        }
    }

    /// The form of rows of these columns: what cannot have an effect is refused where it is written
    /// out, and left away where it is a vendor's.
    pub(super) fn of_these(
        &self,
        columns: &[Column],
        has_photo: bool,
        problems: &mut Problems<'_>,
    ) -> Csv {
        let mut parts = columns.iter().flat_map(Column::field_parts);
        let has_names = parts.any(|part| part.field().value_type() == ValueType::Name);
        let mut csv = self.csv;
        // Of columns that were not understood nothing is said.
        let is_whole = problems.is_empty();
        let mut inert = |key: &str, message: &str| {
            let written = self.table.as_ref().and_then(|table| table.get(key));
            if let Some(value) = written.filter(|_| is_whole) {
                problems.add(value.span(), Code::InertRule, message);
            }
        };
        if !has_photo && csv.photo_name != PhotoName::File {
            inert("photo_name", "`photo_name` has no effect without a [photo]");
            csv.photo_name = PhotoName::File;
        }
        if !has_names && csv.apostrophes != Apostrophes::Keep {
            inert(
                "apostrophes",
                "`apostrophes` has no effect without a column of a name",
            );
            csv.apostrophes = Apostrophes::Keep;
        }
        csv
    }
}

impl Headers {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "own" => Some(Self::Own),
            "vendor" => Some(Self::Vendor),
            _ => None,
        }
    }
}

fn read_vendor(table: &Table<'_>, problems: &mut Problems<'_>) -> Option<&'static Vendor> {
    let name = table.text("vendor", problems)?;
    let found = Vendor::named(&name.value);
    if found.is_none() {
        let names = Vendor::ALL.iter().map(Vendor::name);
        let listed: Vec<&str> = names.clone().collect();
        let known = format!("the vendors are: {}", listed.join(", "));
        let hint = match suggest(&name.value, names) {
            Some(word) => format!("did you mean `{word}`? {known}"),
            None => known,
        };
        let message = "no vendor has this name";
        problems.add_with_hint(name.span, Code::WrongType, message, hint);
    }
    found
}
