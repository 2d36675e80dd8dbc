//! What stands in the cells of a pack's tables.

use super::{BreachedBatch, Figure};
use crate::ledger::deletion::papers;
use crate::ledger::kept::{KeptBatch, People};
use crate::ledger::moment::Moment;
use crate::ledger::paper::Attestation;

/// In which cell of a figure's row the photos stand.
pub(super) const PHOTOS: usize = 3;

pub(super) fn figure_row(what: &str, figure: &Figure) -> Vec<String> {
    vec![
        what.to_owned(),
        people(figure.people),
        figure.records.to_string(),
        figure.photos.to_string(),
        figure.batches.to_string(),
        figure.mark.in_words().to_owned(),
    ]
}

/// A count, or a range where years cannot be joined.
pub(super) fn people(people: People) -> String {
    match (people.least, people.most) {
        (1, 1) => "1 person".to_owned(),
        (least, most) if least == most => format!("{most} people"),
        (least, most) => format!("{least} to {most} people"),
    }
}

/// How many of a batch's people were in an earlier one; nobody knows whom a past one was of.
pub(super) fn again(one: &BreachedBatch) -> String {
    let count = one.again.map(|count| count.to_string());
    count.unwrap_or_else(|| "unknown".to_owned())
}

/// What was attested, or recorded, before the controller was aware of the incident or afterwards.
pub(super) fn deleted(one: &BreachedBatch, before: bool) -> String {
    let attested = match before {
        true => attested(one.attested_before(), &one.held),
        false => attested(one.attested_after(), &one.held),
    };
    match one.recorded_as_deleted() {
        Some(amended) if (amended.at() < one.aware_at) == before => {
            format!("recorded without a signature: {}", amended.said())
        }
        _ => attested,
    }
}

/// What was attested.
fn attested<'p>(all: impl Iterator<Item = &'p (Moment, Attestation)>, of: &KeptBatch) -> String {
    let said = papers(all, of.disclosure());
    match said.is_empty() {
        true => "nothing".to_owned(),
        false => said.join("; "),
    }
}
