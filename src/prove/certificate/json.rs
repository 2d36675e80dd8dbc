//! A certificate as JSON, `cardsieve-certificate-1`.

use serde_json::{Value, json};

use super::{Certificate, Stage, Verdict, words};
use crate::canonical_json;
use crate::field::listing;

impl Certificate {
    /// As RFC 8785 JSON.
    pub fn json(&self) -> String {
        canonical_json::to_string(&json!({
            "cardsieve": super::VERSION,
            "catalogue": { "fingerprint": listing::fingerprint(), "version": listing::VERSION },
            "differences": self.differences.iter().map(|one| json!({
                "differed": one.differed,
                "drawn": one.drawn,
                "field": one.field,
            })).collect::<Vec<_>>(),
            "format": "cardsieve-certificate-1",
            "holds": self.holds(),
            "lifted": self.lifted,
            "not_shown": words::NOT_SHOWN,
            "profile": {
                "controller": self.profile.controller(),
                "fingerprint": self.profile.fingerprint().to_string(),
                "name": self.profile.name(),
                "recipient": self.profile.recipient(),
            },
            "rows_released": self.released,
            // a number of 64 bits is more than JSON's numbers hold
            "seed": self.seed.to_string(),
            "stages": self.stages.iter().map(stage).collect::<Vec<_>>(),
        }))
    }
}

fn stage(stage: &Stage) -> Value {
    let counter_example = match &stage.verdict {
        Verdict::Fails(found) => json!({ "fields": found.fields, "seen": found.seen }),
        _ => Value::Null,
    };
    json!({
        "cases": stage.cases,
        "counter_example": counter_example,
        "mechanism": stage.mechanism(),
        "name": stage.name(),
        "statement": stage.statement(),
        "unit": stage.unit(),
        "verdict": stage.verdict.name(),
    })
}
