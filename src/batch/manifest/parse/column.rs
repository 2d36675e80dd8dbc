//! The columns of a manifest: what a profile could say, and never below a floor.

use std::collections::{BTreeMap, HashSet};

use super::super::column::{ManifestColumn, ManifestContent};
use super::super::tree::Node;
use super::object::{Object, malformed};
use super::plain;
use crate::batch::problem::{Problem, Problems};
use crate::code::Code;
use crate::field::{Field, Place, PlaceKind, Role};
use crate::profile::{FieldPart, Part, Rule};
use crate::pseudonym::Scope;
use crate::value::DateFormat;
use crate::value::text::is_formula_like;

/// Every column, of which exactly one holds matching tokens and the last alone may be the photo's.
pub(super) fn read_all(top: &Object<'_>, problems: &mut Problems) -> Option<Vec<ManifestColumn>> {
    let items = top.list("columns", problems)?;
    let mut columns = Vec::new();
    for (position, item) in items.iter().enumerate() {
        if let Some(column) = read(item, &format!("columns[{position}]"), problems) {
            if column.is_photo() && position + 1 < items.len() {
                problems.add(malformed(format!("columns[{position}].parts")));
            }
            columns.push(column);
        }
    }
    if columns.len() < items.len() {
        return None;
    }
    let mut headers = HashSet::new();
    let is_new = |column: &ManifestColumn| headers.insert(column.header().to_lowercase());
    let matching: Vec<_> = columns.iter().filter(|one| one.is_matching()).collect();
    let has_tokens = matches!(matching.as_slice(), [one] if one.token_chars().is_some());
    if !columns.iter().all(is_new) || !has_tokens {
        problems.add(malformed("columns"));
        return None;
    }
    Some(columns)
}

fn read(node: &Node, path: &str, problems: &mut Problems) -> Option<ManifestColumn> {
    let is_constant = node
        .object()
        .is_some_and(|entries| entries.iter().any(|(key, _)| key == "constant"));
    let content = if is_constant { "constant" } else { "parts" };
    let column = Object::new(node, path, &["header", "place", content], problems)?;
    let header = column.parse("header", problems, |text| text_of(text, 64));
    let place = column.parse("place", problems, Place::from_name)?;
    let content = if is_constant {
        let text = column.parse("constant", problems, |text| text_of(text, 64));
        ManifestContent::Constant(text?)
    } else {
        let items = column.list("parts", problems)?;
        if is_photo(items) && place.kind() == PlaceKind::Printed {
            ManifestContent::Photo
        } else {
            ManifestContent::Parts(parts(items, place, &column.path("parts"), problems)?)
        }
    };
    Some(ManifestColumn {
        header: header?,
        place,
        content,
    })
}

fn is_photo(items: &[Node]) -> bool {
    let [item] = items else {
        return false;
    };
    let is = |(key, node): &(String, Node), name: &str, text: &str| {
        key == name && node.text() == Some(text)
    };
    matches!(item.object(), Some([field, treatment])
        if is(field, "field", Field::PhotoPixels.name()) && is(treatment, "treatment", "keep"))
}

fn parts(items: &[Node], place: Place, path: &str, problems: &mut Problems) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for (position, item) in items.iter().enumerate() {
        parts.extend(part(item, place, &format!("{path}[{position}]"), problems));
    }
    let has_field = parts.iter().any(|part| matches!(part, Part::Field(_)));
    if parts.len() == items.len() && (!(1..=8).contains(&parts.len()) || !has_field) {
        problems.add(malformed(path));
        return None;
    }
    (parts.len() == items.len()).then_some(parts)
}

fn part(node: &Node, place: Place, path: &str, problems: &mut Problems) -> Option<Part> {
    let text_under = |key: &str| {
        let mut entries = node.object()?.iter();
        entries.find(|(name, _)| name == key)?.1.text()
    };
    if text_under("text").is_some() {
        let part = Object::new(node, path, &["text"], problems)?;
        let text = part.parse("text", problems, |text| {
            plain(text, 32).then(|| text.to_owned())
        });
        return text.map(Part::Text);
    }
    let field = text_under("field").and_then(Field::from_name);
    let extra: &[&str] = match text_under("treatment") {
        Some("keep") if field == Some(Field::StaffNumber) => &["not_payroll"],
        Some("month-end") => &["date_format"],
        Some("category") => &["table"],
        Some("pseudonymise") => &["chars", "scope"],
        _ => &[],
    };
    let keys = [&["field", "treatment"], extra].concat();
    let part = Object::new(node, path, &keys, problems)?;
    let field = part.parse("field", problems, Field::from_name);
    let rule = rule(&part, problems);
    let (field, rule) = (field?, rule?);
    let is_kept = field.role() == Role::Releasable
        && rule.applies_to(field)
        && rule.treatment().covers(field.floor(place));
    match field.readable().filter(|_| is_kept) {
        Some(readable) => Some(Part::Field(FieldPart::new(readable, rule))),
        None => {
            problems.add(Problem::new(Code::ManifestBelowFloor).under(path));
            None
        }
    }
}

fn rule(part: &Object<'_>, problems: &mut Problems) -> Option<Rule> {
    match part
        .parse("treatment", problems, |name| Some(name.to_owned()))?
        .as_str()
    {
        "keep" => match part.get("not_payroll") {
            None | Some(Node::True) => Some(Rule::Keep),
            Some(_) => {
                problems.add(malformed(part.path("not_payroll")));
                None
            }
        },
        "initials" => Some(Rule::Initials),
        "first-word" => Some(Rule::FirstWord),
        "digits" => Some(Rule::Digits),
        "month-end" => {
            let date_format =
                part.parse("date_format", problems, |text| DateFormat::parse(text).ok())?;
            Some(Rule::MonthEnd { date_format })
        }
        "category" => table(part, problems).map(|table| Rule::Category { table }),
        "pseudonymise" => {
            let chars = part.number("chars", 16..=26, problems);
            let scope = part.parse("scope", problems, Scope::from_name);
            Some(Rule::Pseudonymise {
                scope: scope?,
                chars: u8::try_from(chars?).ok()?,
            })
        }
        _ => {
            problems.add(malformed(part.path("treatment")));
            None
        }
    }
}

/// A table of which every output comes from two inputs or more.
fn table(part: &Object<'_>, problems: &mut Problems) -> Option<BTreeMap<String, String>> {
    let entries = part.get("table").and_then(Node::object);
    let texts = entries.and_then(|entries| {
        let texts = entries.iter().map(|(from, to)| {
            let to = to.text().and_then(|text| text_of(text, 64));
            to.map(|to| (from.clone(), to))
        });
        texts.collect::<Option<BTreeMap<String, String>>>()
    });
    let is_coarse = |table: &BTreeMap<String, String>| {
        let mut inputs: BTreeMap<&str, u32> = BTreeMap::new();
        table
            .values()
            .for_each(|to| *inputs.entry(to).or_default() += 1);
        !inputs.is_empty() && inputs.values().all(|count| *count > 1)
    };
    let table = texts.filter(is_coarse);
    if table.is_none() && part.get("table").is_some() {
        problems.add(malformed(part.path("table")));
    }
    table
}

/// A text that may stand in a cell.
fn text_of(text: &str, max: usize) -> Option<String> {
    (plain(text, max) && !is_formula_like(text)).then(|| text.to_owned())
}
