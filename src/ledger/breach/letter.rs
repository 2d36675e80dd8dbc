//! Letters to those affected, in plain words (UK GDPR, Art 34(2)): one for each set of what was held.

use std::collections::BTreeMap;

use super::dates::{date, days};
use super::figures::{data_of, kinds_of};
use super::{BreachPack, BreachedBatch, Datum};
use crate::ledger::page::Words;
use crate::pseudonym::BatchId;

/// What is said, and the list that follows it.
type Paragraph = (String, Vec<String>);

/// A letter, and to whom.
pub(super) struct Letter {
    pub(super) number: u64,
    pub(super) to: Vec<String>,
    pub(super) batches: Vec<BatchId>,
    pub(super) paragraphs: Vec<Paragraph>,
}

/// One letter a person for those whom the list has; for everybody else one of each batch, those with the
/// same kinds of data joined.
pub(super) fn all(pack: &BreachPack) -> Vec<Letter> {
    let mut letters = Vec::new();
    let mut number = 0;
    let listed = pack.listed.as_ref();
    for (data, batches) in listed.into_iter().flat_map(|listed| &listed.sets) {
        number += 1;
        letters.push(Letter {
            number,
            to: vec![format!(
                "To everybody to whom the list of subjects gives letter {number}"
            )],
            batches: batches.iter().copied().collect(),
            paragraphs: paragraphs(pack, data),
        });
    }
    let mut sets: BTreeMap<Vec<Datum>, Vec<&BreachedBatch>> = BTreeMap::new();
    for one in &pack.batches {
        if listed.is_none_or(|listed| listed.open.contains(&one.held.batch())) {
            let data = data_of(one).into_iter().collect();
            sets.entry(data).or_default().push(one);
        }
    }
    for (data, of) in sets {
        number += 1;
        letters.push(Letter {
            number,
            to: addressees(&of, listed.is_some()),
            batches: of.iter().map(|one| one.held.batch()).collect(),
            paragraphs: paragraphs(pack, &data),
        });
    }
    letters
}

/// To whom a letter about whole batches goes.
fn addressees(of: &[&BreachedBatch], is_listed: bool) -> Vec<String> {
    let (past, known): (Vec<_>, Vec<_>) = of.iter().partition(|one| one.held.past);
    let mut to = Vec::new();
    if !known.is_empty() {
        let ids: Vec<String> = known
            .iter()
            .map(|one: &&BreachedBatch| one.held.batch().to_string())
            .collect();
        to.push(format!(
            "To everybody in batch {}{}",
            ids.join(", "),
            match is_listed {
                true => " whom the list of subjects does not have: find them first",
                false => "",
            }
        ));
    }
    to.extend(past.iter().map(|one| {
        format!(
            "Batch {}. It is not recorded who was in this batch: find them first",
            one.held.batch()
        )
    }));
    to
}

fn paragraphs(pack: &BreachPack, data: &[Datum]) -> Vec<Paragraph> {
    let controllers: Vec<&str> = pack.controllers().into_iter().collect();
    let data = data.iter().copied().collect();
    let words = kinds_of(&data).into_iter().map(|kind| kind.words(&data));
    let words: Vec<Words> = words.collect();
    // each once, in order
    let said = |of: fn(&Words) -> &Vec<String>| -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for text in words.iter().flat_map(of) {
            if !all.contains(text) {
                all.push(text.clone());
            }
        }
        all
    };
    let mut advice = said(|words| &words.advice);
    advice.push("Tell us if anything happens to you that may have to do with this.".to_owned());
    vec![
        (
            format!(
                "{} sent data about you to {}, so that cards could be made. There was an incident there {}, and the \
                 data may have been affected. We became aware of it on {}.",
                controllers.join(" and "),
                pack.recipient,
                days(&pack.incident),
                date(pack.incident.aware_at.day()).join(" ")
            ),
            Vec::new(),
        ),
        (
            "This was held there about you, as far as we had it:".to_owned(),
            said(|words| &words.held),
        ),
        ("What could happen:".to_owned(), said(|words| &words.harm)),
        (
            "What we are doing [keep what is true, and add to it]:".to_owned(),
            said(|words| &words.done),
        ),
        ("What you can do:".to_owned(), advice),
        (
            format!("Whom you can ask: {}.", pack.contact_text()),
            Vec::new(),
        ),
    ]
}
