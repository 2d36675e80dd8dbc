//! Letters to those affected, in plain words (UK GDPR, Art 34(2)): one for each set of kinds of data.

use std::collections::BTreeMap;

use super::figures::kinds_of;
use super::{BreachPack, Category};
use crate::pseudonym::BatchId;

/// A letter, and to whom: those in any of its batches.
pub(super) struct Letter {
    pub(super) number: u64,
    pub(super) batches: Vec<BatchId>,
    pub(super) paragraphs: Vec<String>,
}

/// Batches with the same kinds of data have one letter.
pub(super) fn all(pack: &BreachPack) -> Vec<Letter> {
    let mut sets: BTreeMap<Vec<Category>, Vec<BatchId>> = BTreeMap::new();
    for one in &pack.batches {
        let kinds = kinds_of(one).into_iter().collect();
        sets.entry(kinds).or_default().push(one.held.batch());
    }
    let mut number = 0;
    let letters = sets.into_iter().map(|(kinds, batches)| {
        number += 1;
        Letter {
            number,
            batches,
            paragraphs: paragraphs(pack, &kinds),
        }
    });
    letters.collect()
}

fn paragraphs(pack: &BreachPack, kinds: &[Category]) -> Vec<String> {
    let incident = &pack.incident;
    let controllers: Vec<&str> = pack.controllers().into_iter().collect();
    let titles: Vec<String> = kinds
        .iter()
        .map(|kind| kind.words().title.to_lowercase())
        .collect();
    let said = |of: fn(Category) -> &'static [&'static str]| -> String {
        let all: Vec<&str> = kinds.iter().flat_map(|kind| of(*kind)).copied().collect();
        all.join("; ")
    };
    let mut out = vec![
        format!(
            "We write to you because data about you that {} had sent to {} for cards was affected by an \
             incident there between {} and {}. We became aware of it on {}.",
            controllers.join(" and "),
            pack.recipient,
            incident.from,
            incident.to,
            incident.aware_at.day()
        ),
        format!(
            "What was held there about you: {}. Nothing that was not sent there can have been lost there.",
            titles.join(", ")
        ),
        format!(
            "What is likely to follow: {}.",
            said(|kind| kind.words().consequences)
        ),
        format!("What we do: {}.", said(|kind| kind.words().measures)),
    ];
    let advice = said(|kind| kind.words().advice);
    if !advice.is_empty() {
        out.push(format!("What you can do: {advice}."));
    }
    out.push(format!("Whom you can ask: {}.", pack.contact_text()));
    out
}
