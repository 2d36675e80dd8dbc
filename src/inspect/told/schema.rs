//! The format of an inspection's JSON as JSON Schema.

use serde_json::{Value, json};

use crate::code::{Code, Kind};
use crate::inspect::listing;
use crate::inspect::verdict::Inspection;
use crate::profile::schema::pretty;

impl Inspection {
    /// The JSON Schema (draft 2020-12) of [`Inspection::to_json`], `docs/inspection.schema.json` to the
    /// byte.
    pub fn json_schema() -> String {
        let mut out = String::new();
        pretty(&schema(), 0, &mut out);
        out.push('\n');
        out
    }
}

/// Exactly these keys.
fn object(properties: &Value) -> Value {
    let keys: Vec<_> = properties
        .as_object()
        .into_iter()
        .flat_map(|properties| properties.keys())
        .collect();
    json!({ "additionalProperties": false, "properties": properties, "required": keys, "type": "object" })
}

fn schema() -> Value {
    let own = listing::codes();
    let others = Code::ALL
        .iter()
        .filter(|code| matches!(code.kind(), Kind::Finding | Kind::Batch))
        .map(|code| code.name());
    let mut codes: Vec<_> = own.chain(others).collect();
    codes.sort_unstable();
    codes.dedup();
    let whole = json!({ "minimum": 0, "type": "integer" });
    let counted = json!({ "minimum": 1, "type": "integer" });
    let maybe = |kind: &str| json!({ "type": [kind, "null"] });
    let verdict = json!({ "enum": ["accept", "cannot-tell", "refuse"] });
    let severity = json!({ "enum": ["forbidden", "note", "suspect"] });
    let place = object(&json!({
        "about": maybe("string"),
        "column": maybe("integer"),
        "entries": { "items": { "type": "string" }, "type": "array" },
        "header": maybe("string"),
        "kind": maybe("string"),
        "sheet": maybe("integer"),
    }));
    let column = object(&json!({
        "about": maybe("string"),
        "column": counted,
        "header": maybe("string"),
    }));
    let finding = object(&json!({
        "allowed": maybe("string"),
        "code": { "enum": codes },
        "count": counted,
        "first_column": { "anyOf": [column, { "type": "null" }] },
        "first_row": maybe("integer"),
        "meaning": { "type": "string" },
        "next": { "type": "string" },
        "place": place,
        "severity": severity,
    }));
    let file = object(&json!({
        "bytes": whole,
        "findings": { "items": finding, "type": "array" },
        "kind": { "type": "string" },
        "name": { "type": "string" },
        "rows": whole,
        "unlisted": whole,
        "verdict": verdict,
    }));
    let exception = object(&json!({
        "allows": { "type": "string" },
        "findings": whole,
        "reason": { "type": "string" },
    }));
    let profile = object(
        &json!({ "fingerprint": { "pattern": "^[0-9a-f]{64}$", "type": "string" }, "name": { "type": "string" } }),
    );
    let mut schema = object(&json!({
        "exceptions": { "items": exception, "type": "array" },
        "fail_on": severity,
        "files": { "items": file, "type": "array" },
        "format": { "const": "cardsieve-inspection-1" },
        "profile": { "anyOf": [profile, { "type": "null" }] },
        "verdict": verdict,
    }));
    if let Some(schema) = schema.as_object_mut() {
        schema.insert(
            "$schema".to_owned(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        );
        schema.insert("title".to_owned(), json!("What an inspection found"));
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_inspection_schema_json_is_what_the_format_says() {
        let told = include_str!("../../../docs/inspection.schema.json");
        assert!(
            told == Inspection::json_schema(),
            "write json_schema() to docs/inspection.schema.json"
        );
    }
}
