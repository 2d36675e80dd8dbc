//! Parts: the field, the treatment and its keys, and the floor.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::super::problem::Problems;
use super::super::reader::{At, Table};
use super::super::{Csv, FieldPart, Part, Rule, rule};
use super::column::Seen;
use super::text::{check_apostrophes, check_text, is_plain_text};
use crate::code::Code;
use crate::field::{Field, Place, Role};
use crate::pseudonym::Scope;
use crate::value::suggest::suggest;
use crate::value::text::{fold_header, is_formula_like, is_mark};
use crate::value::{self, DateFormat};

pub(super) const PART: &[&str] = &[
    "field",
    "treatment",
    "text",
    "not_payroll",
    "date_format",
    "table",
    "scope",
    "chars",
];

pub(super) fn read_part(
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
    let rule = read_rule(
        table,
        field.as_ref().map(|field| field.value),
        csv,
        problems,
    );
    if let (Some(field), Some(place)) = (&field, place)
        && !rule
            .as_ref()
            .is_some_and(|rule| rule.value.applies_to(field.value))
    {
        // whatever the treatment comes to be, the field cannot stand here
        check_place(field, place.value, problems);
    }
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
        dropped(field, place)
    } else {
        format!(
            "{} protects {} less than its floor at place {}: {}",
            rule.value.name(),
            field.name(),
            place.name(),
            field.reason()
        )
    };
    let samples = rule::samples();
    let enough = samples
        .iter()
        .filter(|other| other.applies_to(field) && other.treatment().covers(floor));
    let enough: Vec<&str> = enough.map(Rule::name).collect();
    let other = "another place; see `cardsieve fields`";
    let hint = match enough.as_slice() {
        [] => format!("leave the field out of this column, or use {other}"),
        names => format!("use {}, or {other}", names.join(" or ")),
    };
    problems.add_with_hint(rule.span.clone(), Code::BelowFloor, message, hint);
}

/// Refuses a field at a place that it may not leave for under any treatment.
fn check_place(field: &At<Field>, place: Place, problems: &mut Problems<'_>) {
    if field.value.floor(place).is_drop() {
        let message = dropped(field.value, place);
        problems.add(field.span.clone(), Code::BelowFloor, message);
    }
}

fn dropped(field: Field, place: Place) -> String {
    format!(
        "{} may not leave for place {}: {}",
        field.name(),
        place.name(),
        field.reason()
    )
}

/// The treatment and exactly the parameters that go with it.
fn read_rule(
    table: &Table<'_>,
    field: Option<Field>,
    csv: Csv,
    problems: &mut Problems<'_>,
) -> Option<At<Rule>> {
    let text = table.required_text("treatment", problems)?;
    let span = text.span.clone();
    let is_known = rule::NAMES.contains(&text.value.as_str());
    let name = if is_known {
        text.value.as_str()
    } else {
        // the parameters are judged by what was probably meant
        refuse_unknown_treatment(&text, problems)?
    };
    let takes: &[&str] = match name {
        // of a field that is not known it cannot be said that it does not take the key
        "keep" if field.is_none_or(|field| field == Field::StaffNumber) => &["not_payroll"],
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
    let value = match name {
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
            table: read_table(table, field, csv, problems)?,
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
    is_known.then_some(At { value, span })
}

/// Refuses a treatment's name; gives the one that was probably meant.
fn refuse_unknown_treatment(
    name: &At<String>,
    problems: &mut Problems<'_>,
) -> Option<&'static str> {
    let span = name.span.clone();
    if let Some((_, reason)) = rule::RESERVED.iter().find(|(word, _)| *word == name.value) {
        let message = format!("this treatment is reserved: {reason}");
        problems.add(span, Code::UnknownTreatment, message);
        return None;
    }
    if name.value.eq_ignore_ascii_case("drop") {
        let hint = "leave the field out: what no column names is dropped";
        problems.add_with_hint(span, Code::UnknownTreatment, "drop is no treatment", hint);
        return None;
    }
    let message = "no treatment has this name";
    let meant = suggest(&name.value, rule::NAMES.iter().copied());
    match meant {
        Some(word) => {
            let hint = format!("did you mean {word:?}?");
            problems.add_with_hint(span, Code::UnknownTreatment, message, hint);
        }
        None => problems.add(span, Code::UnknownTreatment, message),
    }
    meant
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
            let hint =
                "add it only if the staff number is no payroll number; else leave the part out";
            problems.add_with_hint(rule.clone(), Code::MissingKey, message, hint);
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
    csv: Csv,
    problems: &mut Problems<'_>,
) -> Option<BTreeMap<String, String>> {
    if table.get("table").is_none() {
        table.missing("table", problems);
    }
    let texts = table.texts("table", problems)?;
    let mut images: HashMap<&str, HashSet<String>> = HashMap::new();
    for (from, to) in &texts.value {
        // two spellings of one input are one input
        let mut input = fold_header(&from.value);
        input.retain(char::is_alphanumeric);
        images.entry(to.value.as_str()).or_default().insert(input);
        if !is_plain_text(&to.value, 64)
            || is_formula_like(&to.value)
            || to.value.starts_with(is_mark)
        {
            let message = "an output is 1 to 64 letters, digits, spaces and - ' ’ . , & ( ) / _";
            problems.add(to.span.clone(), Code::BadText, message);
        }
        check_apostrophes(to, csv, problems);
        // what the minimiser withholds before it looks into the table is no input either
        let is_written_so = |field: Field| {
            value::normalise(&from.value) == from.value.as_str()
                && !is_formula_like(&from.value)
                && from.value.chars().any(char::is_alphanumeric)
                && value::canonical(field.value_type(), &from.value)
                    .is_ok_and(|text| text == from.value)
        };
        if field.is_some_and(|field| !is_written_so(field)) {
            let message = "no value of this field is written so: the entry could have no effect";
            problems.add(from.span.clone(), Code::InertRule, message);
        }
    }
    // an entry of another type is told as such, and could be the second input
    let are_all_texts = table
        .get("table")
        .and_then(|value| value.get_ref().as_table())
        .is_some_and(|table| table.len() == texts.value.len());
    if are_all_texts && (texts.value.len() < 2 || images.values().any(|inputs| inputs.len() < 2)) {
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
