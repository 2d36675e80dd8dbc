//! From TOML to a profile: validation that finds every problem, not the first.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::str::FromStr;

use toml::de::DeTable;

use super::problem::{Problems, suggest};
use super::reader::{At, Table};
use super::{
    Case, Column, Content, Csv, Delimiter, Encoding, FieldPart, Ledger, Part, Photo, Profile,
    ProfileErrors, Rule, WhenMissing, rule,
};
use crate::code::Code;
use crate::field::{Field, Place, Role};
use crate::pseudonym::Scope;
use crate::value::text::{fold_header, is_formula_like, is_mark, is_plain};
use crate::value::{self, DateFormat, windows_1252};

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
const COLUMN: &[&str] = &[
    "header",
    "place",
    "parts",
    "constant",
    "case",
    "max_chars",
    "when_missing",
];
const PART: &[&str] = &[
    "field",
    "treatment",
    "text",
    "not_payroll",
    "date_format",
    "table",
    "scope",
    "chars",
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

/// What must hold among columns, not within one.
#[derive(Default)]
struct Seen {
    headers: HashSet<String>,
    shown: HashMap<Field, ()>,
    tokens: HashSet<(Field, Scope, Place)>,
    matching: usize,
}

fn read_columns(
    top: &Table<'_>,
    csv: Csv,
    photo: Option<&Photo>,
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
        if let Some(column) = read_column(table, csv, &mut seen, problems) {
            columns.push(column);
        }
    }
    if seen.matching == 0 && !tables.is_empty() {
        problems.add(
            top.span(),
            Code::MatchingColumn,
            "no column has place = \"matching\": rows and cards could not be joined",
        );
    }
    if let Some(photo) = photo
        && seen.headers.contains(&photo.header.to_lowercase())
    {
        let message = "the photo's header is a column's header too";
        let at = top.get("photo").map_or(0..0, toml::Spanned::span);
        problems.add(at, Code::DuplicateColumn, message);
    }
    columns
}

fn read_column(
    table: &Table<'_>,
    csv: Csv,
    seen: &mut Seen,
    problems: &mut Problems<'_>,
) -> Option<Column> {
    let header = table.required_text("header", problems);
    if let Some(header) = &header {
        check_header(header, csv, problems);
        if !seen.headers.insert(header.value.to_lowercase()) {
            let message = "another column has this header";
            problems.add(header.span.clone(), Code::DuplicateColumn, message);
        }
    }
    let place = read_place(table, problems);
    let case = table.word("case", &["as-is", "upper"], Case::from_name, problems);
    let max_chars = table.number("max_chars", 1..=200, problems);
    let when_missing = table.word(
        "when_missing",
        &["withhold", "refuse"],
        WhenMissing::from_name,
        problems,
    );
    let content = read_content(table, place.as_ref(), csv, seen, problems);
    let column = Column {
        header: header?.value,
        place: place?.value,
        content: content?,
        case: case.unwrap_or(Case::AsIs),
        max_chars: max_chars.and_then(|number| u8::try_from(number).ok()),
        when_missing: when_missing.unwrap_or(WhenMissing::Withhold),
    };
    check_matching(table, &column, seen, problems);
    check_length(table, &column, problems);
    Some(column)
}

fn read_content(
    table: &Table<'_>,
    place: Option<&At<Place>>,
    csv: Csv,
    seen: &mut Seen,
    problems: &mut Problems<'_>,
) -> Option<Content> {
    match (table.get("parts"), table.get("constant")) {
        (Some(_), Some(constant)) => {
            let message = "a column has either parts or a constant";
            problems.add(constant.span(), Code::InertRule, message);
            None
        }
        (None, None) => {
            table.missing("parts", problems);
            None
        }
        (None, Some(_)) => {
            let text = table.text("constant", problems)?;
            check_text(&text, 64, csv, problems);
            if is_formula_like(&text.value) {
                let message = "every cell would begin like a formula";
                problems.add(text.span, Code::InertRule, message);
            }
            Some(Content::Constant(text.value))
        }
        (Some(list), None) => {
            let tables = table.tables("parts", PART, problems);
            if list
                .get_ref()
                .as_array()
                .is_some_and(|list| list.is_empty() || list.len() > 8)
            {
                problems.add(list.span(), Code::WrongType, "a column has 1 to 8 parts");
            }
            let parts: Option<Vec<Part>> = tables
                .iter()
                .map(|part| read_part(part, place, csv, seen, problems))
                .collect();
            let parts = parts?;
            if !parts.is_empty() && !parts.iter().any(|part| matches!(part, Part::Field(_))) {
                let message = "no part is a field: use `constant`";
                problems.add(list.span(), Code::InertRule, message);
            }
            if let Some(Part::Text(first)) = parts.first()
                && is_formula_like(first)
            {
                let message = "every cell would begin like a formula";
                problems.add(list.span(), Code::InertRule, message);
            }
            Some(Content::Parts(parts))
        }
    }
}

fn read_part(
    table: &Table<'_>,
    place: Option<&At<Place>>,
    csv: Csv,
    seen: &mut Seen,
    problems: &mut Problems<'_>,
) -> Option<Part> {
    if table.get("text").is_some() {
        for key in PART {
            if *key != "text"
                && let Some(value) = table.get(key)
            {
                let message = format!("`{key}` has no effect beside `text`");
                problems.add(value.span(), Code::InertRule, message);
            }
        }
        let text = table.text("text", problems)?;
        check_text(&text, 32, csv, problems);
        return Some(Part::Text(text.value));
    }
    let field = table
        .required_text("field", problems)
        .and_then(|name| read_field(&name, problems));
    let rule = read_rule(table, field.as_ref().map(|field| field.value), problems);
    let (field, rule) = (field?, rule?);
    let readable = field.value.readable()?;
    if !rule.value.applies_to(field.value) {
        let message = format!(
            "{} does not apply to {}",
            rule.value.name(),
            field.value.name()
        );
        problems.add(rule.span, Code::CannotApply, message);
        return None;
    }
    if let Some(place) = place {
        check_floor(field.value, &rule, place.value, problems);
        if let Rule::Pseudonymise { scope, .. } = rule.value
            && !seen.tokens.insert((field.value, scope, place.value))
        {
            let message = "two parts would carry the same token";
            problems.add(field.span.clone(), Code::DuplicateColumn, message);
        }
    }
    if !matches!(rule.value, Rule::Pseudonymise { .. })
        && seen.shown.insert(field.value, ()).is_some()
    {
        let message = format!("{} is shown by another part already", field.value.name());
        problems.add(field.span, Code::ShownTwice, message);
    }
    Some(Part::Field(FieldPart {
        field: readable,
        rule: rule.value,
    }))
}

/// The field of this name, if it is one that can be released.
fn read_field(name: &At<String>, problems: &mut Problems<'_>) -> Option<At<Field>> {
    let span = name.span.clone();
    let Some(field) = Field::from_name(&name.value) else {
        refuse_unknown_field(&name.value, span, problems);
        return None;
    };
    match field.role() {
        Role::Releasable => Some(At { value: field, span }),
        Role::Derived => {
            let message = format!(
                "{} is made from other fields and cannot be named",
                field.name()
            );
            problems.add(span, Code::NeverReleased, message);
            None
        }
        Role::Never | Role::Deciding => {
            let message = format!("{} may never leave: {}", field.name(), field.reason());
            problems.add(span, Code::NeverReleased, message);
            None
        }
    }
}

fn refuse_unknown_field(name: &str, span: Range<usize>, problems: &mut Problems<'_>) {
    let folded = fold_header(name);
    let meant = Field::ALL
        .iter()
        .copied()
        .find(|field| fold_header(field.name()) == folded);
    if let Some(field) = meant.filter(|field| field.is_never_released()) {
        let message = format!(
            "no field has this name; {} is meant, which may never leave: {}",
            field.name(),
            field.reason()
        );
        problems.add(span, Code::NeverReleased, message);
        return;
    }
    if crate::record::is_forbidden_header(name) {
        let message = "no field has this name, and what it names is on no card";
        problems.add(span, Code::NeverReleased, message);
        return;
    }
    let releasable = Field::ALL
        .iter()
        .filter(|field| field.role() == Role::Releasable);
    match suggest(name, releasable.map(|field| field.name())) {
        Some(word) => problems.add_with_hint(
            span,
            Code::UnknownField,
            "no field has this name",
            format!("did you mean `{word}`?"),
        ),
        None => problems.add(span, Code::UnknownField, "no field has this name"),
    }
}

fn check_floor(field: Field, rule: &At<Rule>, place: Place, problems: &mut Problems<'_>) {
    let floor = field.floor(place);
    if rule.value.treatment().covers(floor) {
        return;
    }
    let message = if floor.is_drop() {
        format!(
            "{} may not leave for place {}: {}",
            field.name(),
            place.name(),
            field.reason()
        )
    } else {
        format!(
            "{} protects {} less than its floor at place {}: {}",
            rule.value.name(),
            field.name(),
            place.name(),
            field.reason()
        )
    };
    problems.add(rule.span.clone(), Code::BelowFloor, message);
}

/// The treatment and exactly the parameters that go with it.
fn read_rule(
    table: &Table<'_>,
    field: Option<Field>,
    problems: &mut Problems<'_>,
) -> Option<At<Rule>> {
    let name = table.required_text("treatment", problems)?;
    let span = name.span.clone();
    if let Some((_, reason)) = rule::RESERVED.iter().find(|(word, _)| *word == name.value) {
        let message = format!("this treatment is reserved: {reason}");
        problems.add(span, Code::UnknownTreatment, message);
        return None;
    }
    if !rule::NAMES.contains(&name.value.as_str()) {
        if name.value.eq_ignore_ascii_case("drop") {
            let hint = "leave the field out: what no column names is dropped";
            problems.add_with_hint(span, Code::UnknownTreatment, "drop is no treatment", hint);
            return None;
        }
        let message = "no treatment has this name";
        match suggest(&name.value, rule::NAMES.iter().copied()) {
            Some(word) => {
                let hint = format!("did you mean {word:?}?");
                problems.add_with_hint(span, Code::UnknownTreatment, message, hint);
            }
            None => problems.add(span, Code::UnknownTreatment, message),
        }
        return None;
    }
    let takes: &[&str] = match name.value.as_str() {
        "keep" if field == Some(Field::StaffNumber) => &["not_payroll"],
        "month-end" => &["date_format"],
        "category" => &["table"],
        "pseudonymise" => &["scope", "chars"],
        _ => &[],
    };
    for key in ["not_payroll", "date_format", "table", "scope", "chars"] {
        if !takes.contains(&key)
            && let Some(value) = table.get(key)
        {
            let message = format!("`{key}` does not apply to this treatment of this field");
            problems.add(value.span(), Code::CannotApply, message);
        }
    }
    let value = match name.value.as_str() {
        "keep" => {
            if field == Some(Field::StaffNumber) {
                check_not_payroll(table, &span, problems);
            }
            Rule::Keep
        }
        "initials" => Rule::Initials,
        "first-word" => Rule::FirstWord,
        "digits" => Rule::Digits,
        "month-end" => Rule::MonthEnd {
            date_format: read_date_format(table, problems)?,
        },
        "category" => Rule::Category {
            table: read_table(table, field, problems)?,
        },
        _ => {
            if table.get("scope").is_none() {
                table.missing("scope", problems);
            }
            let chars = table.number("chars", 16..=26, problems).unwrap_or(16);
            Rule::Pseudonymise {
                scope: table.word("scope", &["batch", "recipient"], Scope::from_name, problems)?,
                chars: u8::try_from(chars).ok()?,
            }
        }
    };
    Some(At { value, span })
}

fn check_not_payroll(table: &Table<'_>, rule: &Range<usize>, problems: &mut Problems<'_>) {
    use toml::de::DeValue;
    match table
        .get("not_payroll")
        .map(|value| (value.get_ref(), value.span()))
    {
        Some((DeValue::Boolean(true), _)) => {}
        Some((_, span)) => {
            let message = "`not_payroll` must be true: a payroll number may not be printed";
            problems.add(span, Code::CannotApply, message);
        }
        None => {
            let message = "a staff number is kept only with `not_payroll = true`";
            problems.add(rule.clone(), Code::MissingKey, message);
        }
    }
}

fn read_date_format(table: &Table<'_>, problems: &mut Problems<'_>) -> Option<DateFormat> {
    let Some(text) = table.text("date_format", problems) else {
        return match table.get("date_format") {
            None => Some(DateFormat::iso()),
            Some(_) => None,
        };
    };
    match DateFormat::parse(&text.value) {
        Ok(format) => Some(format),
        Err(invalid) => {
            problems.add(text.span, Code::WrongType, invalid.rule());
            None
        }
    }
}

fn read_table(
    table: &Table<'_>,
    field: Option<Field>,
    problems: &mut Problems<'_>,
) -> Option<BTreeMap<String, String>> {
    if table.get("table").is_none() {
        table.missing("table", problems);
    }
    let texts = table.texts("table", problems)?;
    let mut images: HashMap<&str, usize> = HashMap::new();
    for (from, to) in &texts.value {
        *images.entry(to.value.as_str()).or_default() += 1;
        if !is_plain_text(&to.value, 64)
            || is_formula_like(&to.value)
            || to.value.starts_with(is_mark)
        {
            let message = "an output is 1 to 64 letters, digits, spaces and - ' ’ . , & ( ) / _";
            problems.add(to.span.clone(), Code::BadText, message);
        }
        if let Some(field) = field
            && value::canonical(field.value_type(), &from.value)
                .is_ok_and(|text| text == from.value)
        {
            continue;
        }
        let message = "no value of this field is written so: the entry could have no effect";
        problems.add(from.span.clone(), Code::InertRule, message);
    }
    if texts.value.len() < 2 || images.values().any(|inputs| *inputs < 2) {
        let message = "every output must come from two inputs or more";
        problems.add(texts.span.clone(), Code::TableNotManyToOne, message);
    }
    let mut entries = BTreeMap::new();
    for (from, to) in texts.value {
        if entries.insert(from.value, to.value).is_some() {
            problems.add(
                from.span,
                Code::InertRule,
                "this input stands in the table twice",
            );
        }
    }
    Some(entries)
}

fn read_place(table: &Table<'_>, problems: &mut Problems<'_>) -> Option<At<Place>> {
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

fn check_matching(
    table: &Table<'_>,
    column: &Column,
    seen: &mut Seen,
    problems: &mut Problems<'_>,
) {
    if column.place != Place::Matching {
        return;
    }
    seen.matching += 1;
    if seen.matching > 1 {
        let message = "another column has place = \"matching\"";
        problems.add(table.span(), Code::MatchingColumn, message);
    }
    let is_token = matches!(
        &column.content,
        Content::Parts(parts)
            if matches!(parts.as_slice(), [Part::Field(FieldPart { rule: Rule::Pseudonymise { .. }, .. })])
    );
    if !is_token {
        let message = "the only part of a matching column is a pseudonymise";
        problems.add(table.span(), Code::MatchingColumn, message);
    }
    if column.case == Case::Upper {
        let message = "tokens are lower case: `case` would part them from the photos' names";
        problems.add(table.span(), Code::CannotApply, message);
    }
}

/// Refuses a `max_chars` that every cell exceeds.
fn check_length(table: &Table<'_>, column: &Column, problems: &mut Problems<'_>) {
    let Some(max) = column.max_chars else { return };
    let least: usize = match &column.content {
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

fn plain(top: &Table<'_>, key: &str, max: usize, problems: &mut Problems<'_>) -> Option<String> {
    let text = top.required_text(key, problems)?;
    if !is_plain_text(&text.value, max) {
        let message =
            format!("`{key}` is 1 to {max} letters, marks, digits, spaces and - ' ’ . , & ( ) / _");
        problems.add(text.span, Code::BadText, message);
    }
    Some(text.value)
}

fn check_header(header: &At<String>, csv: Csv, problems: &mut Problems<'_>) {
    check_text(header, 64, csv, problems);
    if is_formula_like(&header.value) {
        let message = "a header may not begin like a formula";
        problems.add(header.span.clone(), Code::BadText, message);
    }
}

fn check_text(text: &At<String>, max: usize, csv: Csv, problems: &mut Problems<'_>) {
    if !is_plain_text(&text.value, max) {
        let message =
            format!("this is 1 to {max} letters, marks, digits, spaces and - ' ’ . , & ( ) / _");
        problems.add(text.span.clone(), Code::BadText, message);
    }
    if text.value.starts_with(is_mark) {
        let message =
            "a text may not begin with a combining mark: it would join what stands before";
        problems.add(text.span.clone(), Code::BadText, message);
    }
    if csv.encoding == Encoding::Windows1252 && !windows_1252::can_say(&text.value) {
        let message = "windows-1252 cannot say this: all rows would be withheld";
        problems.add(text.span.clone(), Code::InertRule, message);
    }
}

pub(super) fn is_plain_text(text: &str, max: usize) -> bool {
    !text.is_empty() && text.chars().count() <= max && is_plain(text)
}

fn is_profile_name(name: &str) -> bool {
    let lower_or_digit = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    name.as_bytes().first().is_some_and(lower_or_digit)
        && name.len() <= 40
        && name
            .bytes()
            .all(|byte| lower_or_digit(&byte) || byte == b'-')
}
