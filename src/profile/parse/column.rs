//! Columns: their keys, and what must hold among them.

use std::collections::{HashMap, HashSet};

use super::super::problem::Problems;
use super::super::reader::{At, Table};
use super::super::{Case, Column, Content, Csv, FieldPart, Part, Rule, WhenMissing};
use super::csv::Form;
use super::part::{self, read_part};
use super::text::{check_header, check_text};
use crate::code::Code;
use crate::field::{Field, Place};
use crate::pseudonym::Scope;
use crate::value::suggest::suggest;
use crate::value::text::is_formula_like;

const COLUMN: &[&str] = &[
    "header",
    "place",
    "parts",
    "constant",
    "case",
    "max_chars",
    "when_missing",
];

/// What must hold among columns, not within one.
#[derive(Default)]
pub(super) struct Seen {
    headers: HashSet<String>,
    pub(super) shown: HashMap<Field, ()>,
    pub(super) tokens: HashSet<(Field, Scope, Place)>,
    matching: usize,
    /// A column whose place is not known may be the matching one.
    unplaced: bool,
}

pub(super) fn read_columns(
    top: &Table<'_>,
    form: &Form,
    photo_header: Option<&str>,
    problems: &mut Problems<'_>,
) -> Vec<Column> {
    let tables = top.tables("column", COLUMN, problems);
    if tables.is_empty()
        && top
            .get("column")
            .is_none_or(|value| value.get_ref().as_array().is_some())
    {
        let message = "there is no [[column]]: nothing could leave";
        problems.add(top.span(), Code::MissingKey, message);
        return Vec::new();
    }
    let mut seen = Seen::default();
    let mut columns = Vec::new();
    for table in &tables {
        if let Some(column) = read_column(table, form, &mut seen, problems) {
            columns.push(column);
        }
    }
    if seen.matching == 0 && !seen.unplaced && !tables.is_empty() {
        problems.add(
            top.span(),
            Code::MatchingColumn,
            "no column has place = \"matching\": rows and cards could not be joined",
        );
    }
    if let Some(header) = photo_header
        && seen.headers.contains(&header.to_lowercase())
    {
        let message = "the photo's header is a column's header too";
        let at = top.get("photo").map_or(0..0, toml::Spanned::span);
        problems.add(at, Code::DuplicateColumn, message);
    }
    columns
}

fn read_column(
    table: &Table<'_>,
    form: &Form,
    seen: &mut Seen,
    problems: &mut Problems<'_>,
) -> Option<Column> {
    let csv = form.csv;
    let header = table.required_text("header", problems);
    let header = header.map(|header| form.header(header));
    if let Some(header) = &header {
        check_header(header, csv, problems);
        if !seen.headers.insert(header.value.to_lowercase()) {
            let message = "another column has this header";
            problems.add(header.span.clone(), Code::DuplicateColumn, message);
        }
    }
    let place = read_place(table, problems);
    seen.unplaced |= place.is_none();
    let case = table.word("case", &["as-is", "upper"], Case::from_name, problems);
    let max_chars = table.number("max_chars", 1..=200, problems);
    let when_missing = table.word(
        "when_missing",
        &["withhold", "refuse"],
        WhenMissing::from_name,
        problems,
    );
    let content = read_content(table, place.as_ref(), csv, seen, problems);
    // Judged before anything that is missing ends the reading: every problem is told at once.
    if place.as_ref().is_some_and(|at| at.value == Place::Matching) {
        check_matching(table, content.as_ref(), case, seen, problems);
    }
    let max_chars = max_chars.and_then(|number| u8::try_from(number).ok());
    if let (Some(content), Some(max)) = (&content, max_chars) {
        check_length(table, content, max, problems);
    }
    Some(Column {
        header: header?.value,
        place: place?.value,
        content: content?,
        case: case.unwrap_or(Case::AsIs),
        max_chars,
        when_missing: when_missing.unwrap_or(WhenMissing::Withhold),
    })
}

fn read_content(
    table: &Table<'_>,
    place: Option<&At<Place>>,
    csv: Csv,
    seen: &mut Seen,
    problems: &mut Problems<'_>,
) -> Option<Content> {
    if table.get("parts").is_none() && table.get("constant").is_none() {
        table.missing("parts", problems);
    }
    let constant = read_constant(table, csv, problems);
    let parts = read_parts(table, place, csv, seen, problems);
    if let (Some(_), Some(constant)) = (table.get("parts"), table.get("constant")) {
        let message = "a column has either parts or a constant";
        problems.add(constant.span(), Code::InertRule, message);
    }
    constant.or(parts)
}

fn read_constant(table: &Table<'_>, csv: Csv, problems: &mut Problems<'_>) -> Option<Content> {
    let text = table.text("constant", problems)?;
    check_text(&text, 64, csv, problems);
    if is_formula_like(&text.value) {
        let message = "every cell would begin like a formula";
        problems.add(text.span, Code::InertRule, message);
    }
    Some(Content::Constant(text.value))
}

fn read_parts(
    table: &Table<'_>,
    place: Option<&At<Place>>,
    csv: Csv,
    seen: &mut Seen,
    problems: &mut Problems<'_>,
) -> Option<Content> {
    let list = table.get("parts")?;
    let tables = table.tables("parts", part::PART, problems);
    let items = list.get_ref().as_array()?.len();
    if !(1..=8).contains(&items) {
        problems.add(list.span(), Code::WrongType, "a column has 1 to 8 parts");
    }
    // All of them are read, also after one that is not understood.
    let read: Vec<Option<Part>> = tables
        .iter()
        .map(|part| read_part(part, place, csv, seen, problems))
        .collect();
    if let Some(Some(Part::Text(first))) = read.first()
        && is_formula_like(first)
    {
        let message = "every cell would begin like a formula";
        problems.add(list.span(), Code::InertRule, message);
    }
    let parts: Vec<Part> = read.into_iter().collect::<Option<_>>()?;
    if parts.len() != items {
        return None;
    }
    if !parts.is_empty() && !parts.iter().any(|part| matches!(part, Part::Field(_))) {
        let message = "no part is a field: use `constant`";
        problems.add(list.span(), Code::InertRule, message);
    }
    Some(Content::Parts(parts))
}

pub(super) fn read_place(table: &Table<'_>, problems: &mut Problems<'_>) -> Option<At<Place>> {
    let text = table.required_text("place", problems)?;
    if let Some(place) = Place::from_name(&text.value) {
        return Some(At {
            value: place,
            span: text.span,
        });
    }
    let message = "no place on the card has this name";
    match suggest(&text.value, Place::ALL.iter().map(|place| place.name())) {
        Some(word) => {
            let hint = format!("did you mean {word:?}?");
            problems.add_with_hint(text.span, Code::UnknownPlace, message, hint);
        }
        None => problems.add(text.span, Code::UnknownPlace, message),
    }
    None
}

/// What must hold of a matching column; of content that was not understood nothing is said.
fn check_matching(
    table: &Table<'_>,
    content: Option<&Content>,
    case: Option<Case>,
    seen: &mut Seen,
    problems: &mut Problems<'_>,
) {
    seen.matching += 1;
    if seen.matching > 1 {
        let message = "another column has place = \"matching\"";
        problems.add(table.span(), Code::MatchingColumn, message);
    }
    let is_token = |content: &Content| {
        matches!(
            content,
            Content::Parts(parts)
                if matches!(parts.as_slice(), [Part::Field(FieldPart { rule: Rule::Pseudonymise { .. }, .. })])
        )
    };
    if content.is_some_and(|content| !is_token(content)) {
        let message = "the only part of a matching column is a pseudonymise";
        problems.add(table.span(), Code::MatchingColumn, message);
    }
    if case == Some(Case::Upper) {
        let message = "tokens are lower case: `case` would part them from the photos' names";
        problems.add(table.span(), Code::CannotApply, message);
    }
}

/// Refuses a `max_chars` that every cell exceeds.
fn check_length(table: &Table<'_>, content: &Content, max: u8, problems: &mut Problems<'_>) {
    let least: usize = match content {
        Content::Constant(text) => text.chars().count(),
        Content::Parts(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.chars().count(),
                Part::Field(FieldPart {
                    rule: Rule::Pseudonymise { chars, .. },
                    ..
                }) => usize::from(*chars),
                Part::Field(_) => 1,
            })
            .sum(),
    };
    if least > usize::from(max)
        && let Some(value) = table.get("max_chars")
    {
        let message = "every cell is longer than this: all rows would be withheld";
        problems.add(value.span(), Code::InertRule, message);
    }
}
