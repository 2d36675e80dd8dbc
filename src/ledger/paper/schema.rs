//! The formats of papers as JSON Schema, for whoever reads them with a program of his own.

use serde_json::{Value, json};

use super::read::{MOST_BYTES, MOST_PHOTOS, MOST_ROWS};
use super::{attestation, receipt, refusal};
use crate::profile::UNNAMED;
use crate::profile::schema::{plain, pretty};

pub(super) fn text() -> String {
    let mut out = String::new();
    pretty(&schema(), 0, &mut out);
    out.push('\n');
    out
}

fn schema() -> Value {
    json!({
        "$defs": {
            "attestation": attestation(),
            "receipt": receipt(),
            "refusal": refusal(),
        },
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "description": "What a card bureau signs about a batch: that it was received, that something of it was deleted, or that a file was refused.",
        "oneOf": [
            { "$ref": "#/$defs/attestation" },
            { "$ref": "#/$defs/receipt" },
            { "$ref": "#/$defs/refusal" },
        ],
        "title": "cardsieve papers",
    })
}

/// Exactly these keys.
fn object(description: &str, properties: &Value) -> Value {
    let keys: Vec<&String> = properties
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, _)| key)
        .collect();
    json!({
        "additionalProperties": false,
        "description": description,
        "properties": properties,
        "required": keys,
        "type": "object",
    })
}

fn receipt() -> Value {
    object(
        "A batch was received.",
        &json!({
            "batch": batch("The batch."),
            "controller": party("Whose data it is."),
            "date": day("The day on which it arrived, in UTC."),
            "delete_by": day("The last day on which it may be held, as its manifest says."),
            "file": file("The file as it arrived, encrypted if it came so."),
            "format": { "const": receipt::FORMAT, "description": "The version of this format." },
            "manifest": manifest(),
            "photos": number(0, MOST_PHOTOS, "How many photos it has: one for every row, or none."),
            "recipient": party("Who received it."),
            "rows": number(1, MOST_ROWS, "How many rows it has."),
            "verified": yes_or_no("Whether a key that the bureau trusts had signed it; the batch was in order in any case."),
        }),
    )
}

fn attestation() -> Value {
    object(
        "Something of a batch was deleted.",
        &json!({
            "backups_until": or_null(day("Until when copies remain in backups, out of use; null if there are none.")),
            "batch": batch("The batch."),
            "controller": party("Whose data it was."),
            "date": day("The day by which it was deleted, in UTC."),
            "deleted": object("What was deleted.", &json!({
                "photos": number(0, MOST_PHOTOS, "How many photos."),
                "ribbon": yes_or_no("Whether ribbons and films that bear what was printed are destroyed, or there were none."),
                "rows": number(0, MOST_ROWS, "How many rows."),
                "spool": yes_or_no("Whether what waited for the printer is deleted."),
            })),
            "format": { "const": attestation::FORMAT, "description": "The version of this format." },
            "manifest": manifest(),
            "recipient": party("Who deleted it."),
            "whole": yes_or_no("Whether all rows and photos are deleted, and the file that they came in."),
        }),
    )
}

fn refusal() -> Value {
    object(
        "A file was refused.",
        &json!({
            "batch": or_null(batch("The batch that the file says it is; null if it says none.")),
            "codes": {
                "description": "What was found: codes of findings and of batches that do not verify, in the order of their letters.",
                "items": { "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "type": "string" },
                "maxItems": refusal::MOST_CODES,
                "minItems": 1,
                "type": "array",
                "uniqueItems": true,
            },
            "controller": party("Who sent it."),
            "date": day("The day of the refusal, in UTC."),
            "deleted": yes_or_no("Whether the file is deleted, with whatever was made of it."),
            "file": file("The file as it arrived."),
            "format": { "const": refusal::FORMAT, "description": "The version of this format." },
            "recipient": party("Who refused it."),
        }),
    )
}

fn pattern(pattern: &str, description: &str) -> Value {
    json!({ "description": description, "pattern": pattern, "type": "string" })
}

fn batch(description: &str) -> Value {
    pattern("^[0-9a-f]{16}$", description)
}

fn digest(of: &str) -> Value {
    pattern("^[0-9a-f]{64}$", &format!("The lower-hex SHA-256 of {of}."))
}

fn day(description: &str) -> Value {
    pattern(
        "^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        description,
    )
}

fn number(least: u64, most: u64, description: &str) -> Value {
    json!({ "description": description, "maximum": most, "minimum": least, "type": "integer" })
}

fn yes_or_no(description: &str) -> Value {
    json!({ "description": description, "type": "boolean" })
}

fn or_null(mut schema: Value) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("type".to_owned(), json!(["string", "null"]));
    }
    schema
}

fn file(description: &str) -> Value {
    object(
        description,
        &json!({
            "bytes": number(0, MOST_BYTES, "Its length."),
            "sha256": digest("its bytes"),
        }),
    )
}

fn manifest() -> Value {
    object(
        "The manifest of the batch.",
        &json!({ "sha256": digest("its bytes") }),
    )
}

/// A name that is no preset's placeholder.
fn party(description: &str) -> Value {
    let mut party = plain(80, description);
    if let Some(party) = party.as_object_mut() {
        party.insert("not".to_owned(), json!({ "const": UNNAMED }));
    }
    party
}
