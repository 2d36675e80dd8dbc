//! Batches and figures as JSON, and columns in words: alike in every answer.

use serde_json::{Value, json};

use super::correction::Amendment;
use super::kept::{KeptBatch, People};
use super::moment::Moment;
use super::paper::{Attestation, Remains};
use crate::batch::{ManifestColumn, ManifestContent};
use crate::profile::{Part, Rule};

/// What a column was made of, in words: fields with their treatments, fixed texts, a photo.
pub fn in_words(column: &ManifestColumn) -> String {
    match column.content() {
        ManifestContent::Constant(text) => format!("fixed text \"{text}\""),
        ManifestContent::Photo => "photo".to_owned(),
        ManifestContent::Parts(parts) => {
            let fields = parts.iter().filter_map(|part| match part {
                Part::Text(_) => None,
                Part::Field(part) => {
                    Some(format!("{} {}", part.field(), rule_in_words(part.rule())))
                }
            });
            fields.collect::<Vec<_>>().join(" + ")
        }
    }
}

/// A treatment, and of a token the scope: among which batches it is the same.
pub(super) fn rule_in_words(rule: &Rule) -> String {
    match rule {
        Rule::Pseudonymise { scope, .. } => format!("{} (scope {})", rule.name(), scope.name()),
        _ => rule.name().to_owned(),
    }
}

pub(super) fn people_json(people: People) -> Value {
    json!({"exact": people.is_exact(), "least": people.least, "most": people.most})
}

pub(super) fn attested_json((at, attestation): &(Moment, Attestation)) -> Value {
    json!({
        "backups_until": attestation.backups_until().map(|day| day.to_string()),
        "claimed": attestation.date().to_string(),
        "entered": at.to_string(),
        "photos": attestation.photos(),
        "refused": attestation.is_refusal(),
        "ribbon": attestation.ribbon(),
        "rows": attestation.rows(),
        "spool": attestation.spool(),
        "whole": attestation.is_whole(),
    })
}

pub(super) fn batch_json(one: &KeptBatch) -> Value {
    let about = &one.disclosure;
    let columns = about.columns.iter().map(ManifestColumn::json);
    let attested = one.attested().iter().map(attested_json);
    // of what left before there was a ledger, nobody knows these
    let known = !one.past;
    let remains = one.remains().into_iter().map(Remains::name);
    json!({
        "amended": one.amended.map(Amendment::json),
        "attested": attested.collect::<Vec<_>>(),
        "batch": about.batch.to_string(),
        "columns": columns.collect::<Vec<_>>(),
        "controller": about.controller,
        "created": about.created.to_string(),
        "days_overdue": one.days_overdue(),
        "delete_by": about.delete_by.to_string(),
        "encrypted": known.then_some(about.encrypted),
        "entry": one.entry,
        "epoch": known.then(|| about.epoch.as_str()),
        "mark": one.mark.name(),
        "overdue": one.is_overdue(),
        "past": one.past,
        "people": about.rows.count,
        "photos": about.photos.count,
        "prepared": one.prepared.to_string(),
        "profile": {"fingerprint": about.profile_fingerprint(), "name": about.profile_name()},
        "purpose": about.purpose,
        "received": one.received.map(|day| day.to_string()),
        "remains": remains.collect::<Vec<_>>(),
        "recipient": about.recipient,
        "released": one.released.map(|at| at.to_string()),
        "rows": about.rows.count,
        "signed": known.then_some(about.signed),
    })
}
