//! An inspection as SARIF 2.1.0 (OASIS), which code hosts and dashboards read.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::allowed;
use crate::canonical_json;
use crate::conformance::Severity;
use crate::inspect::place::Place;
use crate::inspect::report::{Finding, Report};
use crate::inspect::verdict::Inspection;

impl Inspection {
    /// As SARIF 2.1.0: a rule for each code that was found, a result for each finding.
    pub fn to_sarif(&self) -> String {
        let mut rules = BTreeMap::new();
        for finding in self.reports.iter().flat_map(Report::findings) {
            rules.entry(finding.what().code()).or_insert(finding.what());
        }
        let rules: Vec<_> = rules
            .into_iter()
            .map(|(code, what)| {
                json!({
                    "fullDescription": { "text": what.meaning() },
                    "help": { "text": what.next_step() },
                    "id": code,
                    "shortDescription": { "text": what.meaning() },
                })
            })
            .collect();
        let results: Vec<_> = self
            .reports
            .iter()
            .flat_map(|report| {
                report
                    .findings()
                    .iter()
                    .map(move |finding| self.result(report, finding))
            })
            .collect();
        canonical_json::to_string(&json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "runs": [{
                "columnKind": "unicodeCodePoints",
                "results": results,
                "tool": { "driver": {
                    "name": "cardsieve",
                    "rules": rules,
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "version": env!("CARGO_PKG_VERSION"),
                } },
            }],
            "version": "2.1.0",
        }))
    }

    fn result(&self, report: &Report, finding: &Finding) -> Value {
        let level = match finding.severity() {
            Severity::Forbidden => "error",
            Severity::Suspect => "warning",
            Severity::Note => "note",
        };
        let mut location = json!({
            "physicalLocation": { "artifactLocation": { "uri": uri(report.name()) } },
        });
        let name = name(finding);
        if !name.is_empty() {
            set(
                &mut location,
                "logicalLocations",
                json!([{ "fullyQualifiedName": name }]),
            );
        }
        let mut result = json!({
            "level": level,
            "locations": [location],
            "message": { "text": finding.to_string() },
            "occurrenceCount": finding.count(),
            "ruleId": finding.what().code(),
        });
        if let Some(reason) = allowed(self, finding) {
            let suppression =
                json!([{ "justification": reason, "kind": "external", "status": "accepted" }]);
            set(&mut result, "suppressions", suppression);
        }
        result
    }
}

/// The place, down to the row and column where the first of them is: `sheet 1 › row 3 › column 2 (B)`.
fn name(finding: &Finding) -> String {
    let mut place = finding.place().clone();
    let first = finding.first();
    let about = place.about.take().or(first.about);
    let column = (
        place.column.take().or(first.column),
        place.header.take().or_else(|| first.header.clone()),
    );
    let outer = place.to_string();
    let row = match first.row {
        Some(0) => "header".to_owned(),
        Some(row) => format!("row {row}"),
        None => String::new(),
    };
    let inner = Place {
        column: column.0,
        header: column.1,
        about,
        ..Place::default()
    };
    let parts = [outer, row, inner.to_string()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" › ")
}

fn set(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

/// A path as a reference (RFC 3986, 4.1): whatever is no plain character is written as its bytes.
fn uri(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            // writing to a text does not fail
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}
