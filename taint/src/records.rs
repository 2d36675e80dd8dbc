//! Officers whose forbidden texts are tainted before the library gets to see them.

use cardsieve::field::{Field, Flag, Role};
use cardsieve::{OfficerRecord, sample};
use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer};

use crate::memcheck::taint;

/// A synthetic officer's texts; those of fields that may never leave are tainted.
pub struct Raw {
    pub texts: Vec<(String, String)>,
    pub tainted_bytes: usize,
}

impl Raw {
    /// The officer with this number, of whom nothing is raised.
    pub fn officer(row: u64) -> Self {
        let mut texts: Vec<(String, String)> = sample::record(11, row)
            .filter(|(field, _)| field.role() != Role::Deciding)
            .map(|(field, text)| (field.name().to_owned(), text))
            .collect();
        let unset = Flag::ALL
            .iter()
            .map(|flag| (flag.name().to_owned(), "false".to_owned()));
        texts.extend(unset);
        // columns that no catalogue knows, and fields that the sample leaves out
        texts.push(("Stammtisch".to_owned(), "Forbidden 77".to_owned()));
        for field in Field::ALL
            .iter()
            .filter(|field| field.role() == Role::Never)
        {
            if !texts.iter().any(|(name, _)| name == field.name()) {
                texts.push((field.name().to_owned(), format!("Forbidden {row}")));
            }
        }
        let mut tainted_bytes = 0;
        for (name, text) in &texts {
            if Field::from_name(name).is_none_or(|field| field.role() == Role::Never) {
                taint(text);
                tainted_bytes += text.len();
            }
        }
        Self {
            texts,
            tainted_bytes,
        }
    }

    /// With another text for a field.
    pub fn with(mut self, field: &str, text: &str) -> Self {
        self.texts.retain(|(name, _)| name != field);
        self.texts.push((field.to_owned(), text.to_owned()));
        self
    }

    /// The text of a field.
    pub fn text(&self, field: &str) -> &str {
        let found = self.texts.iter().find(|(name, _)| name == field);
        found.map_or("", |(_, text)| text)
    }

    /// The typed record, read by no parser that would have to look at the texts.
    pub fn record<'a, R: Deserialize<'a>>(&'a self) -> R {
        let pairs = self
            .texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        R::deserialize(MapDeserializer::<_, Error>::new(pairs)).expect("a map of texts")
    }
}

/// A batch of officers.
pub fn officers(count: u64) -> Vec<Raw> {
    (1..=count).map(Raw::officer).collect()
}

/// The typed records that hold everything.
pub fn held(raw: &[Raw]) -> Vec<OfficerRecord> {
    raw.iter().map(Raw::record).collect()
}
