//! The pack as data.

use serde_json::{Value, json};

use super::{BreachPack, BreachedBatch, Category, Figure, letter};
use crate::canonical_json;
use crate::ledger::incident::{HOURS, IncidentCode, KnownIncident};
use crate::ledger::kept::{KeptBatch, Mark};
use crate::ledger::kept_json::{attested_json, batch_json, people_json};
use crate::ledger::paper::Remains;

/// Photos are counted where they are the kind of data, and in all.
fn kind_json(category: Category, figure: &Figure) -> Value {
    let mut figure = figure_json(figure);
    if let Value::Object(members) = &mut figure
        && category != Category::Photo
    {
        members.remove("photos");
    }
    figure
}

fn figure_json(figure: &Figure) -> Value {
    json!({
        "batches": figure.batches,
        "mark": figure.mark.name(),
        "people": people_json(figure.people),
        "photos": figure.photos,
        "records": figure.records,
    })
}

fn breached_json(one: &BreachedBatch) -> Value {
    let mut batch = batch_json(&one.held);
    if let Value::Object(members) = &mut batch {
        let before: Vec<Value> = one.attested_before().map(attested_json).collect();
        let after: Vec<Value> = one.attested_after().map(attested_json).collect();
        let remained: Vec<&str> = one.remained.iter().copied().map(Remains::name).collect();
        members.remove("attested");
        members.insert("again".into(), one.again.into());
        members.insert("attested_after".into(), after.into());
        members.insert("attested_before".into(), before.into());
        members.insert("remained".into(), remained.into());
    }
    batch
}

impl BreachPack {
    /// As `cardsieve-breach-pack-1`, in RFC 8785.
    pub fn to_json(&self) -> String {
        let batches: Vec<Value> = self.batches.iter().map(breached_json).collect();
        let categories = self.categories.iter().map(|one| {
            let words = &one.words;
            json!({
                "advice": words.advice,
                "category": one.category.name(),
                "consequences": words.consequences,
                "figure": kind_json(one.category, &one.figure),
                "measures": words.measures,
                "title": words.title,
            })
        });
        let columns = self.columns.iter().map(|one| {
            let mut column = one.column.json();
            if let Value::Object(members) = &mut column {
                let kinds: Vec<&str> = one.categories.iter().map(|kind| kind.name()).collect();
                members.insert("categories".into(), kinds.into());
                members.insert("figure".into(), figure_json(&one.figure));
            }
            column
        });
        let deleted: Vec<Value> = self.deleted_before.iter().map(batch_json).collect();
        // our own word is weaker than the recipient's signature
        let deleted_marks = self.deleted_before.iter().map(KeptBatch::deletion_mark);
        let deleted_mark = deleted_marks.min().unwrap_or(Mark::Attested);
        let letters = letter::all(self).into_iter().map(|letter| {
            let batches = letter.batches.iter().map(ToString::to_string);
            let paragraphs = letter.paragraphs.iter();
            let paragraphs = paragraphs.map(|(text, list)| json!({"list": list, "text": text}));
            json!({
                "batches": batches.collect::<Vec<_>>(),
                "number": letter.number,
                "paragraphs": paragraphs.collect::<Vec<_>>(),
                "to": letter.to,
            })
        });
        canonical_json::to_string(&json!({
            "again": {"mark": self.total.mark.name(), "people": people_json(self.again)},
            "as_of": self.as_of.to_string(),
            "batches": batches,
            "by_mark": self.by_mark.iter().map(figure_json).collect::<Vec<_>>(),
            "categories": categories.collect::<Vec<_>>(),
            "columns": columns.collect::<Vec<_>>(),
            "contact": self.contact,
            "controllers": self.controllers(),
            "deadlines": self.deadlines(),
            "deleted_before": {"batches": deleted, "mark": deleted_mark.name()},
            "format": "cardsieve-breach-pack-1",
            "incident": {
                "aware_at": self.incident.aware_at.to_string(),
                "codes": self.codes().map(IncidentCode::name).collect::<Vec<_>>(),
                "entry": self.recorded.as_ref().map(KnownIncident::entry),
                "from": self.incident.from.to_string(),
                "notify_by": self.incident.notify_by.to_string(),
                "notify_within_hours": HOURS,
                "to": self.incident.to.to_string(),
            },
            "letters": letters.collect::<Vec<_>>(),
            "measures": self.measures(),
            "nature": self.nature(),
            "recipient": self.recipient,
            "total": figure_json(&self.total),
            "withdrawn": self.withdrawn.iter().map(batch_json).collect::<Vec<_>>(),
        }))
    }
}
