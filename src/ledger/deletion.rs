//! What was deleted of a batch, and how that is known, in words: alike in every answer.

use super::disclosure::Disclosure;
use super::kept::KeptBatch;
use super::moment::Moment;
use super::paper::{Attestation, Remains};

/// What is known to be deleted of a batch, how much of how many, and how it is known; none, if nothing is.
pub fn deleted_in_words(one: &KeptBatch) -> Option<String> {
    if let Some(amended) = one.amended().filter(|_| one.is_recorded_as_deleted()) {
        return Some(format!("recorded without a signature: {}", amended.said()));
    }
    let said = papers(one.attested().iter(), one.disclosure());
    (!said.is_empty()).then(|| format!("deletion attested: {}", said.join("; ")))
}

/// What is left of a batch, and what of it is known to be deleted.
pub(super) fn remains_in_words(one: &KeptBatch) -> String {
    let remains: Vec<&str> = one.remains().into_iter().map(Remains::name).collect();
    let left = match remains.is_empty() {
        true => "nothing".to_owned(),
        false => remains.join(", "),
    };
    match deleted_in_words(one) {
        Some(said) => format!("{left}; {said}"),
        None => left,
    }
}

/// What is left of a batch with its recipient, as far as is known, in words, and without a count of others.
pub fn left_in_words(one: &KeptBatch) -> String {
    if let Some(amended) = one.amended() {
        return format!("by the controller's own record {}", amended.said());
    }
    let remains = one.remains();
    let Some((at, last)) = one.attested().last().filter(|_| remains.is_empty()) else {
        let names: Vec<&str> = remains.into_iter().map(Remains::name).collect();
        let part = match one.attested().is_empty() {
            true => "",
            false => "partly attested as deleted, ",
        };
        return format!("{part}still there as far as is known: {}", names.join(", "));
    };
    let how = match last.is_refusal() {
        true => "refused, and attested as deleted with whatever was made of it",
        false => "attested as deleted",
    };
    format!("{how}, entered {}", at.day())
}

/// What was attested, each with the day of its entry and the day that it claims.
pub(super) fn papers<'p>(
    all: impl Iterator<Item = &'p (Moment, Attestation)>,
    of: &Disclosure,
) -> Vec<String> {
    let said = all.map(|(at, one)| {
        let mut parts = vec![
            format!("{} of {} rows", one.rows(), of.rows()),
            format!("{} of {} photos", one.photos(), of.photos()),
        ];
        if one.is_whole() {
            parts.push("the file".to_owned());
        }
        if one.spool() {
            parts.push("spool".to_owned());
        }
        if one.ribbon() {
            parts.push("ribbon".to_owned());
        }
        if let Some(until) = one.backups_until() {
            parts.push(format!("backups until {until}"));
        }
        format!(
            "{}{}, entered {at}, claimed for {}",
            if one.is_refusal() { "refused, " } else { "" },
            parts.join(", "),
            one.date()
        )
    });
    said.collect()
}
