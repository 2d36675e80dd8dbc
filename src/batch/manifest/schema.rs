//! The format of manifests as JSON Schema, for whoever reads batches with a program of his own.

use serde_json::{Map, Value, json};

use super::{FORMAT, LARGEST_PHOTO, Manifest};
use crate::field::{Field, Place, PlaceKind};
use crate::profile::schema::{cell, definitions, plain, pretty};
use crate::profile::{Apostrophes, PhotoName};

impl Manifest {
    /// The JSON Schema (draft 2020-12) of a manifest, `docs/manifest.schema.json` to the byte.
    ///
    /// It accepts every manifest that parses. Of those that do not, it finds all that can be told
    /// from one value, column or part alone, floors by place among them. It cannot tell the form of
    /// the bytes, the order of photos, or whether their number is that of the rows.
    ///
    /// # Examples
    /// ```
    /// use cardsieve::batch::Manifest;
    ///
    /// assert!(Manifest::json_schema().contains("cardsieve-batch-1"));
    /// ```
    pub fn json_schema() -> String {
        let mut out = String::new();
        pretty(&schema(), 0, &mut out);
        out.push('\n');
        out
    }
}

fn pattern(pattern: &str, description: &str) -> Value {
    json!({ "description": description, "pattern": pattern, "type": "string" })
}

fn integer(most: u32, description: &str) -> Value {
    json!({ "description": description, "maximum": most, "minimum": 1, "type": "integer" })
}

/// What may be said: all but the default, which is left out.
fn names(all: impl Iterator<Item = &'static str>, default: &str) -> Vec<&'static str> {
    all.filter(|name| *name != default).collect()
}

/// Exactly these keys.
fn object(properties: &Value) -> Value {
    let keys: Vec<String> = properties
        .as_object()
        .map(|properties| properties.keys().cloned().collect())
        .unwrap_or_default();
    json!({
        "additionalProperties": false,
        "properties": properties,
        "required": keys,
        "type": "object",
    })
}

/// A name that is no preset's placeholder.
fn party(description: &str) -> Value {
    let mut party = plain(80, description);
    if let Some(party) = party.as_object_mut() {
        party.insert(
            "not".to_owned(),
            json!({ "const": crate::profile::UNNAMED }),
        );
    }
    party
}

fn schema() -> Value {
    let digest = |of: &str| pattern("^[0-9a-f]{64}$", &format!("The lower-hex SHA-256 of {of}."));
    let day = |description: &str| {
        pattern(
            "^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            description,
        )
    };
    let mut schema = object(&json!({
        "batch": pattern("^[0-9a-f]{16}$", "The batch id, drawn at random."),
        "catalogue": object(&json!({
            "fingerprint": digest("the catalogue of fields"),
            "version": integer(u32::MAX, "The version of the catalogue."),
        })),
        "columns": {
            "contains": { "properties": { "place": { "const": "matching" } }, "required": ["place"] },
            "description": "The columns of the rows, in their order. Exactly one has place \"matching\"; the last may be the photo's.",
            "items": { "$ref": "#/$defs/column" },
            "maxContains": 1,
            "minContains": 1,
            "minItems": 1,
            "type": "array",
        },
        "controller": party("Who decided about the disclosure and answers for it."),
        "created": day("The day on which the batch was made, in UTC."),
        "csv": {
            "additionalProperties": false,
            "description": "How cells are written, where it is not as they are by default.",
            "minProperties": 1,
            "properties": {
                "apostrophes": {
                    "description": "How the apostrophes of names are written; by default as the record has them.",
                    "enum": names(Apostrophes::ALL.iter().map(|one| one.name()), Apostrophes::Keep.name()),
                },
                "photo_name": {
                    "description": "How a cell names the file of its row's photo; by default the token and .jpg.",
                    "enum": names(PhotoName::ALL.iter().map(|one| one.name()), PhotoName::File.name()),
                },
            },
            "type": "object",
        },
        "delete_by": day("The last day on which the batch may be held, at most 90 days later."),
        "epoch": pattern("^[a-z0-9][a-z0-9._-]{0,31}$", "The name of the pseudonymisation secret's epoch."),
        "format": { "const": FORMAT, "description": "The version of this format." },
        "photos": {
            "description": "The photos, in the order of their names: one for every row, or none at all.",
            "items": object(&json!({
                "bytes": integer(LARGEST_PHOTO, "The length of the file."),
                "name": pattern("^photos/[a-z2-7]{16,26}\\.jpg$", "The entry, named after the matching token of its row."),
                "sha256": digest("the file"),
            })),
            "maxItems": super::super::zip::MOST_ENTRIES - 2,
            "type": "array",
        },
        "profile": object(&json!({
            "fingerprint": digest("the profile's canonical JSON"),
            "name": pattern("^[a-z0-9][a-z0-9-]{0,39}$", "The profile's name."),
        })),
        "purpose": plain(80, "What the data is disclosed for."),
        "recipient": party("To whom the batch goes."),
        "rows": object(&json!({
            "bytes": integer(u32::MAX, "The length of the file."),
            "count": integer(u32::MAX, "How many rows there are, the header line of a CSV not counted."),
            "name": { "description": "The entry.", "enum": ["rows.csv", "rows.ndjson"] },
            "sha256": digest("the file"),
        })),
    }));
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|key| key != "csv");
    }
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$defs".to_owned(), Value::Object(own_definitions()));
        schema.insert(
            "$schema".to_owned(),
            "https://json-schema.org/draft/2020-12/schema".into(),
        );
        schema.insert("title".to_owned(), "cardsieve manifest, format 1".into());
        schema.insert(
            "description".to_owned(),
            "What a sealed batch says of itself. The file is this JSON in the one form of RFC 8785.".into(),
        );
    }
    schema
}

/// The column, and the parts of the profile's schema.
fn own_definitions() -> Map<String, Value> {
    let mut definitions = match definitions() {
        Value::Object(definitions) => definitions,
        _ => Map::new(),
    };
    definitions.retain(|name, _| name.starts_with("part"));
    definitions.insert("column".to_owned(), column());
    // What a profile may leave out is written out in a manifest.
    if let Some(Value::Array(rules)) = definitions
        .get_mut("part")
        .and_then(|part| part.get_mut("allOf"))
    {
        for (treatment, key) in [("month-end", "date_format"), ("pseudonymise", "chars")] {
            rules.push(json!({
                "if": { "properties": { "treatment": { "const": treatment } }, "required": ["treatment"] },
                "then": { "required": [key] },
            }));
        }
    }
    definitions
}

fn column() -> Value {
    let places = |kind: PlaceKind| -> Vec<&str> {
        let of_kind = Place::ALL.iter().filter(|place| place.kind() == kind);
        of_kind.map(|place| place.name()).collect()
    };
    let all: Vec<&str> = Place::ALL.iter().map(|place| place.name()).collect();
    let photo = json!([{ "field": Field::PhotoPixels.name(), "treatment": "keep" }]);
    let by_place = PlaceKind::ALL.iter().map(|&kind| {
        let part = format!("#/$defs/part_{}", kind.name());
        let parts = json!({ "items": { "allOf": [{ "$ref": "#/$defs/part" }, { "$ref": part }] } });
        let parts = if kind == PlaceKind::Printed {
            json!({ "anyOf": [parts, { "const": photo }] })
        } else {
            parts
        };
        json!({
            "if": { "properties": { "place": { "enum": places(kind) } }, "required": ["place"] },
            "then": { "properties": { "parts": parts } },
        })
    });
    let mut rules: Vec<Value> = by_place.collect();
    rules.push(json!({
        "if": { "properties": { "place": { "const": "matching" } }, "required": ["place"] },
        "then": {
            "properties": {
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
            "constant": cell(64, "The same text in every row, in place of parts."),
            "header": cell(64, "The header of the column."),
            "parts": {
                "contains": { "required": ["field"] },
                "description": "What a cell is made of, one after the other. The single part photo_pixels stands for the name of the row's photo.",
                "maxItems": 8,
                "minItems": 1,
                "type": "array",
            },
            "place": { "description": "Where on the card the column is needed.", "enum": all },
        },
        "required": ["header", "place"],
        "type": "object",
    })
}
