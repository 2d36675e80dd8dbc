//! The format of profiles as JSON Schema, for editors that complete and check while one types.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::rule::{NAMES, Rule, samples};
use super::{
    Apostrophes, Case, Delimiter, Encoding, Ledger, PhotoName, Profile, Vendor, WhenMissing, words,
};
use crate::canonical_json;
use crate::field::{Field, Place, PlaceKind, Role};
use crate::pseudonym::Scope;

impl Profile {
    /// The JSON Schema (draft 2020-12) of a profile's TOML, `docs/profile.schema.json` to the byte.
    ///
    /// It accepts every profile that loads. Of those that do not, it finds all that can be told
    /// from one column, part or key alone: floors by place and the parameters of each treatment
    /// among them. Repeated headers, fields shown twice and tables that are not many-to-one are
    /// found on loading.
    ///
    /// # Examples
    /// ```
    /// use cardsieve::profile::Profile;
    ///
    /// assert!(Profile::json_schema().contains("draft/2020-12"));
    /// ```
    pub fn json_schema() -> String {
        let mut out = String::new();
        pretty(&schema(), 0, &mut out);
        out.push('\n');
        out
    }
}

/// What each of [`NAMES`] does, in their order.
const TREATMENTS: [&str; 7] = [
    "as it is",
    "a name's initials, in capitals",
    "a name up to its first space",
    "the digits of a collar number",
    "the last day of a date's month",
    "a more general text out of a closed table",
    "a keyed token that shows nothing of the value",
];

/// What each of the ways to write apostrophes does, in their order.
const APOSTROPHES: [&str; 4] = [
    "as the record has them",
    "each as ' (U+0027)",
    "each as \u{2019} (U+2019)",
    "not at all",
];

/// What each of the ways to name a photo is, in their order.
const PHOTO_NAMES: [&str; 3] = ["<token>.jpg", "<token>", "photos/<token>.jpg"];

/// What the grammar of plain texts allows, for a text of 1 to `max` characters.
pub(crate) fn plain(max: u8, description: &str) -> Value {
    json!({
        "description": description,
        "pattern": format!("^[\\p{{L}}\\p{{M}}\\p{{Nd}} \\-'\u{2019}.,&()/_]{{1,{max}}}$"),
        "type": "string",
    })
}

/// As [`plain`], and not beginning like a formula.
pub(crate) fn cell(max: u8, description: &str) -> Value {
    let rest = max - 1;
    json!({
        "description": description,
        "pattern": format!(
            "^[\\p{{L}}\\p{{M}}\\p{{Nd}} '\u{2019}.,&()/_][\\p{{L}}\\p{{M}}\\p{{Nd}} \\-'\u{2019}.,&()/_]{{0,{rest}}}$"
        ),
        "type": "string",
    })
}

fn integer(least: u32, most: u32, default: Option<u32>, description: &str) -> Value {
    let mut schema = json!({
        "description": description,
        "maximum": most,
        "minimum": least,
        "type": "integer",
    });
    if let (Some(default), Some(object)) = (default, schema.as_object_mut()) {
        object.insert("default".to_owned(), default.into());
    }
    schema
}

/// One of a list of words; the documentation of each is shown by editors that know the extension.
fn word(words: &[&str], docs: &[String], default: Option<&str>, description: &str) -> Value {
    let mut schema = json!({ "description": description, "enum": words });
    if let Some(object) = schema.as_object_mut() {
        if let Some(default) = default {
            object.insert("default".to_owned(), default.into());
        }
        if !docs.is_empty() {
            object.insert(
                "x-taplo".to_owned(),
                json!({ "docs": { "enumValues": docs } }),
            );
        }
    }
    schema
}

fn schema() -> Value {
    let ledgers: Vec<&str> = Ledger::ALL.iter().map(|one| one.name()).collect();
    json!({
        "$defs": definitions(),
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "additionalProperties": false,
        "description": "What may leave for a card bureau, in which form, onto which place of the card. What no column names does not leave.",
        "properties": {
            "column": {
                "contains": { "properties": { "place": { "const": "matching" } }, "required": ["place"] },
                "description": "The columns of each row, in this order. Exactly one has place = \"matching\".",
                "items": { "$ref": "#/$defs/column" },
                "maxContains": 1,
                "minContains": 1,
                "minItems": 1,
                "type": "array",
            },
            "controller": plain(80, "Who decides about the disclosure and answers for it."),
            "csv": { "$ref": "#/$defs/csv" },
            "delete_after_days": integer(0, 90, None, "After how many days the recipient must have deleted the data."),
            "format": { "const": 1, "description": "The version of this format." },
            "ledger": word(&ledgers, &[], Some("optional"), "Whether a disclosure must be entered in a ledger first."),
            "max_rows": integer(1, 1_000_000, Some(1000), "An input with more rows is refused, unless their exact number is expected."),
            "min_rows": integer(1, 1000, Some(1), "Fewer released rows refuse the batch."),
            "name": {
                "description": "The profile's name.",
                "pattern": "^[a-z0-9][a-z0-9-]{0,39}$",
                "type": "string",
            },
            "photo": { "$ref": "#/$defs/photo" },
            "purpose": plain(80, "What the data is disclosed for."),
            "recipient": plain(80, "To whom the data goes."),
            "recipient_keys": {
                "description": "The recipient's keys of age, to which alone a batch may be encrypted; without one nothing leaves that is not.",
                "items": { "pattern": "^age1[02-9ac-hj-np-z]{58}$", "type": "string" },
                "maxItems": 16,
                "minItems": 1,
                "type": "array",
                "uniqueItems": true,
            },
        },
        "required": ["format", "name", "controller", "recipient", "purpose", "delete_after_days", "column"],
        "title": "cardsieve profile, format 1",
        "type": "object",
    })
}

pub(crate) fn definitions() -> Value {
    let mut definitions = json!({
        "column": column(),
        "csv": {
            "additionalProperties": false,
            "description": "The form of the rows: a vendor's, or one that is written out.",
            "properties": {
                "apostrophes": word(&Apostrophes::ALL.iter().map(|one| one.name()).collect::<Vec<_>>(), &APOSTROPHES.map(str::to_owned), Some("keep"), "How the apostrophes of names are written; they are printed so. A vendor's, unless given."),
                "delimiter": word(&Delimiter::ALL.iter().map(|one| one.name()).collect::<Vec<_>>(), &[], Some(","), "What parts the cells of a line. A vendor's, unless given."),
                "encoding": word(&Encoding::ALL.iter().map(|one| one.name()).collect::<Vec<_>>(), &[], Some("utf-8"), "The encoding; what windows-1252 cannot say withholds the row. A vendor's, unless given."),
                "headers": word(&["own", "vendor"], &[], None, "Whether columns that the vendor has names of its own for bear those; they do unless given."),
                "photo_name": word(&PhotoName::ALL.iter().map(|one| one.name()).collect::<Vec<_>>(), &PHOTO_NAMES.map(str::to_owned), Some("file"), "How a cell names the file of its row's photo. A vendor's, unless given."),
                "vendor": word(&Vendor::ALL.iter().map(Vendor::name).collect::<Vec<_>>(), &Vendor::ALL.iter().map(|one| one.product().to_owned()).collect::<Vec<_>>(), None, "Whose form the rows have, as far as the other keys do not say otherwise."),
            },
            "type": "object",
        },
        "part": part(),
        "photo": {
            "additionalProperties": false,
            "description": "A photo goes with every row of a batch, built from pixels alone.",
            "properties": {
                "header": cell(64, "The header of the column with the photo's file name; \"photo_file\" unless given."),
                "height": integer(1, 531, Some(354), "Exact height in pixels."),
                "max_bytes": integer(4096, 1_048_576, Some(65_536), "How many bytes the JPEG may have."),
                "min_source": integer(1, 65_535, Some(1), "The least length of the original's shorter side, in pixels."),
                "place": word(&["front", "back"], &[], None, "Where it is printed."),
                "width": integer(1, 413, Some(295), "Exact width in pixels."),
            },
            "required": ["place"],
            "type": "object",
        },
    });
    if let Some(object) = definitions.as_object_mut() {
        for &kind in PlaceKind::ALL {
            object.insert(format!("part_{}", kind.name()), part_at(kind));
        }
    }
    definitions
}

fn column() -> Value {
    let places: Vec<&str> = Place::ALL.iter().map(|place| place.name()).collect();
    let docs: Vec<String> = Place::ALL
        .iter()
        .map(|&place| words::place(place).to_owned())
        .collect();
    let mut rules: Vec<Value> = PlaceKind::ALL
        .iter()
        .map(|&kind| {
            let of_kind: Vec<&str> = Place::ALL
                .iter()
                .filter(|place| place.kind() == kind)
                .map(|place| place.name())
                .collect();
            let part = format!("#/$defs/part_{}", kind.name());
            json!({
                "if": { "properties": { "place": { "enum": of_kind } }, "required": ["place"] },
                "then": { "properties": { "parts": { "items": { "$ref": part } } } },
            })
        })
        .collect();
    rules.push(json!({
        "if": { "properties": { "place": { "const": "matching" } }, "required": ["place"] },
        "then": {
            "properties": {
                "case": { "const": "as-is" },
                "constant": false,
                "parts": {
                    "items": { "properties": { "treatment": { "const": "pseudonymise" } }, "required": ["treatment"] },
                    "maxItems": 1,
                },
            },
        },
    }));
    json!({
        "additionalProperties": false,
        "allOf": rules,
        "oneOf": [{ "required": ["parts"] }, { "required": ["constant"] }],
        "properties": {
            "case": word(&Case::ALL.iter().map(|one| one.name()).collect::<Vec<_>>(), &[], Some("as-is"), "The letter case of finished cells."),
            "constant": cell(64, "The same text in every row, in place of parts."),
            "header": cell(64, "The header that the bureau wants; no two columns have the same."),
            "max_chars": integer(1, 200, None, "How many characters a finished cell may have; a longer one withholds the row and is never cut."),
            "parts": {
                "contains": { "required": ["field"] },
                "description": "What a cell is made of, one after the other; at least one is a field.",
                "items": { "$ref": "#/$defs/part" },
                "maxItems": 8,
                "minItems": 1,
                "type": "array",
            },
            "place": word(&places, &docs, None, "Where on the card the column is needed."),
            "when_missing": word(&WhenMissing::ALL.iter().map(|one| one.name()).collect::<Vec<_>>(), &[], Some("withhold"), "What happens when a value is missing: the row stays behind, or nothing goes."),
        },
        "required": ["header", "place"],
        "type": "object",
    })
}

fn part() -> Value {
    let fields: Vec<Field> = releasable().collect();
    let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
    let docs: Vec<String> = fields
        .iter()
        .map(|field| field.reason().to_owned())
        .collect();
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.name()).collect();
    let only = |treatment: &str, keys: &[&str]| {
        let none: BTreeMap<&str, bool> = keys.iter().map(|key| (*key, false)).collect();
        json!({
            "else": { "properties": none },
            "if": { "properties": { "treatment": { "const": treatment } }, "required": ["treatment"] },
        })
    };
    let needs = |treatment: &str, key: &str| {
        json!({
            "if": { "properties": { "treatment": { "const": treatment } }, "required": ["treatment"] },
            "then": { "required": [key] },
        })
    };
    json!({
        "additionalProperties": false,
        "allOf": [
            {
                "else": { "required": ["field", "treatment"] },
                "if": { "required": ["text"] },
                "then": { "maxProperties": 1 },
            },
            {
                "else": { "properties": { "not_payroll": false } },
                "if": {
                    "properties": { "field": { "const": "staff_number" }, "treatment": { "const": "keep" } },
                    "required": ["field", "treatment"],
                },
                "then": { "required": ["not_payroll"] },
            },
            only("month-end", &["date_format"]),
            only("category", &["table"]),
            only("pseudonymise", &["scope", "chars"]),
            needs("category", "table"),
            needs("pseudonymise", "scope"),
        ],
        "properties": {
            "chars": integer(16, 26, Some(16), "The token's length, of five bits a character."),
            "date_format": {
                "default": "%Y-%m-%d",
                "description": "How the date is written: %d %m %Y %y %b %B, spaces and / - . alone.",
                "maxLength": 32,
                "pattern": "^(%[dmYybB]|[ /.\\-])+$",
                "type": "string",
            },
            "field": word(&names, &docs, None, "The field; what is not listed can never leave."),
            "not_payroll": { "const": true, "description": "You have made sure that staff numbers are no payroll numbers." },
            "scope": word(&scopes, &[], None, "Among which batches equal values have equal tokens."),
            "table": {
                "additionalProperties": cell(64, "What is written instead; each output comes from two inputs or more."),
                "description": "Accepted values and what is written instead of them; any other value is missing.",
                "minProperties": 2,
                "propertyNames": { "minLength": 1 },
                "type": "object",
            },
            "text": plain(32, "A fixed text between fields."),
            "treatment": word(NAMES, &TREATMENTS.map(str::to_owned), None, "What is done with the field. To drop it, leave it out."),
        },
        "type": "object",
    })
}

/// Which fields may stand in a place of this kind, and under which treatments.
fn part_at(kind: PlaceKind) -> Value {
    let mut by_treatments: BTreeMap<Vec<&'static str>, Vec<&'static str>> = BTreeMap::new();
    let mut fields = Vec::new();
    for field in releasable() {
        let may_stand = |rule: &Rule| {
            let mut places = Place::ALL.iter().filter(|place| place.kind() == kind);
            places.all(|&place| rule.treatment().covers(field.floor(place)))
        };
        let allowed: Vec<&str> = samples()
            .iter()
            .filter(|rule| rule.applies_to(field) && may_stand(rule))
            .map(Rule::name)
            .collect();
        if !allowed.is_empty() {
            fields.push(field.name());
            by_treatments.entry(allowed).or_default().push(field.name());
        }
    }
    let rules: Vec<Value> = by_treatments
        .into_iter()
        .map(|(treatments, fields)| {
            json!({
                "if": { "properties": { "field": { "enum": fields } }, "required": ["field"] },
                "then": { "properties": { "treatment": { "enum": treatments } } },
            })
        })
        .collect();
    json!({ "allOf": rules, "properties": { "field": { "enum": fields } } })
}

fn releasable() -> impl Iterator<Item = Field> {
    Field::ALL
        .iter()
        .copied()
        .filter(|field| field.role() == Role::Releasable)
}

/// Two spaces a level, keys in order: a file that people read and compare.
pub(crate) fn pretty(value: &Value, depth: usize, out: &mut String) {
    let indent = |depth: usize, out: &mut String| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            let sorted: BTreeMap<&String, &Value> = entries.iter().collect();
            out.push('{');
            for (position, (key, item)) in sorted.into_iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                indent(depth + 1, out);
                canonical_json::string(key, out);
                out.push_str(": ");
                pretty(item, depth + 1, out);
            }
            indent(depth, out);
            out.push('}');
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                indent(depth + 1, out);
                pretty(item, depth + 1, out);
            }
            indent(depth, out);
            out.push(']');
        }
        other => out.push_str(&canonical_json::to_string(other)),
    }
}
