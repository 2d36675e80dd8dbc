//! An inspection as canonical JSON (RFC 8785): `cardsieve-inspection-1`.

use serde_json::{Value, json};

use super::allowed;
use crate::canonical_json;
use crate::inspect::kind::Kind;
use crate::inspect::place::{First, Place};
use crate::inspect::report::{Finding, Report};
use crate::inspect::verdict::{Inspection, Verdict};

impl Verdict {
    /// The verdict in JSON.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::CannotTell => "cannot-tell",
            Self::Refuse => "refuse",
        }
    }
}

impl Inspection {
    /// As canonical JSON; `docs/inspection.schema.json` is its schema.
    pub fn to_json(&self) -> String {
        let exceptions = self.exceptions();
        canonical_json::to_string(&json!({
            "exceptions": exceptions.map(|(one, passed)| json!({ "allows": one.to_string(), "findings": passed, "reason": one.reason() })).collect::<Vec<_>>(),
            "fail_on": self.least.name(),
            "files": self.reports.iter().map(|report| self.report(report)).collect::<Vec<_>>(),
            "format": "cardsieve-inspection-1",
            "profile": self.profile.as_ref().map(|(name, fingerprint)| json!({ "fingerprint": fingerprint, "name": name })),
            "verdict": self.verdict().code(),
        }))
    }

    fn report(&self, report: &Report) -> Value {
        let findings = report.findings().iter();
        json!({
            "bytes": report.bytes(),
            "findings": findings.map(|finding| self.finding(finding)).collect::<Vec<_>>(),
            "kind": report.kind().name(),
            "name": report.name(),
            "rows": report.rows(),
            "unlisted": report.untold(),
            "verdict": self.verdict_of(report).code(),
        })
    }

    fn finding(&self, finding: &Finding) -> Value {
        json!({
            "allowed": allowed(self, finding),
            "code": finding.what().code(),
            "count": finding.count(),
            "first_column": first_column(finding.first()),
            "first_row": finding.first_row(),
            "meaning": finding.what().meaning(),
            "next": finding.next_step(),
            "place": place(finding.place()),
            "severity": finding.severity().name(),
        })
    }
}

fn first_column(first: &First) -> Option<Value> {
    let column = first.column?;
    Some(json!({ "about": first.about, "column": column, "header": first.header }))
}

fn place(place: &Place) -> Value {
    json!({
        "about": place.about,
        "column": place.column,
        "entries": place.entries.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "header": place.header,
        "kind": place.kind.map(Kind::name),
        "sheet": place.sheet,
    })
}
