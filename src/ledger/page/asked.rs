//! What was held, asked piece by piece, and sentences that depend on it.

use std::collections::BTreeSet;

use super::datum::{Form, Scoped};
use super::{Category, Datum};
use crate::field::Field;

/// What was held, asked piece by piece.
pub(super) struct Asked<'d>(&'d BTreeSet<Datum>);

impl<'d> Asked<'d> {
    pub(super) const fn new(all: &'d BTreeSet<Datum>) -> Self {
        Self(all)
    }

    pub(super) fn any(&self, is: impl Fn(&Datum) -> bool) -> bool {
        self.0.iter().any(is)
    }

    /// A field of which something is shown.
    pub(super) fn shows(&self, field: Field) -> bool {
        self.any(|one| one.field() == Some(field) && !matches!(one.form(), Form::Token(_)))
    }

    pub(super) fn photo(&self) -> bool {
        self.any(|one| one.category() == Category::Photo)
    }

    pub(super) fn token(&self, scoped: Scoped) -> bool {
        self.any(|one| one.form() == Form::Token(scoped))
    }

    /// A name to call somebody by.
    pub(super) fn calls(&self) -> bool {
        let is_said = |one: &Datum| matches!(one.form(), Form::Whole | Form::FirstWord);
        self.any(|one| one.category() == Category::Name && is_said(one))
    }

    /// A name that leads to somebody.
    pub(super) fn names(&self) -> bool {
        self.any(|one| {
            let is_name = matches!(one.field(), Some(Field::FamilyName | Field::KnownAs));
            is_name && matches!(one.form(), Form::Whole | Form::FirstWord)
        })
    }

    /// Which of these are shown, in words.
    pub(super) fn of(&self, fields: &[(Field, &'static str)]) -> Vec<&'static str> {
        let shown = fields.iter().filter(|(field, _)| self.shows(*field));
        shown.map(|(_, word)| *word).collect()
    }
}

/// Sentences that are said if what they speak of was held.
pub(super) fn those(all: &[(bool, &str)]) -> Vec<String> {
    let held = all.iter().filter(|(is_held, _)| *is_held);
    held.map(|(_, text)| (*text).to_owned()).collect()
}

/// Words with commas, and the last with another word before it.
pub(super) fn listed(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// A sentence with a list of what was held in it; none without.
pub(super) fn with(words: &[&str], last: &str, sentence: impl Fn(&str) -> String) -> Vec<String> {
    match words.is_empty() {
        true => Vec::new(),
        false => vec![sentence(&listed(words, last))],
    }
}
