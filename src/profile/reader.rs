//! Reads tables of a profile's TOML, noting every key that is unknown or of the wrong type.

use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use unicode_normalization::UnicodeNormalization;

use super::problem::Problems;
use crate::code::Code;
use crate::value::suggest::suggest;

/// A value and where it stands.
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) span: Range<usize>,
}

/// Keys and values of a table of texts.
pub(super) type Entries = Vec<(At<String>, At<String>)>;

/// One table, with the keys that the format knows in it.
pub(super) struct Table<'p> {
    table: &'p DeTable<'p>,
    span: Range<usize>,
}

impl<'p> Table<'p> {
    /// Opens a table and notes the keys that are not among `known`.
    pub(super) fn open(
        table: &'p DeTable<'p>,
        span: Range<usize>,
        known: &[&str],
        problems: &mut Problems<'_>,
    ) -> Self {
        for key in table.keys() {
            if known.contains(&key.get_ref().as_ref()) {
                continue;
            }
            let hint = match suggest(key.get_ref(), known.iter().copied()) {
                Some(word) => format!("did you mean `{word}`?"),
                None => format!("the keys here are: {}", known.join(", ")),
            };
            problems.add_with_hint(key.span(), Code::UnknownKey, "unknown key", hint);
        }
        Self { table, span }
    }

    /// Where the table stands.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&'p Spanned<DeValue<'p>>> {
        self.table.get(key)
    }

    /// Notes that a required key is missing.
    pub(super) fn missing(&self, key: &str, problems: &mut Problems<'_>) {
        problems.add(
            self.span.start..self.span.start,
            Code::MissingKey,
            format!("`{key}` is missing here"),
        );
    }

    /// A text, in NFC.
    pub(super) fn text(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<String>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(At {
                value: text.nfc().collect(),
                span: value.span(),
            }),
            _ => {
                wrong_type(value, &format!("`{key}` must be a text"), problems);
                None
            }
        }
    }

    /// A required text, in NFC.
    pub(super) fn required_text(
        &self,
        key: &str,
        problems: &mut Problems<'_>,
    ) -> Option<At<String>> {
        if self.get(key).is_none() {
            self.missing(key, problems);
        }
        self.text(key, problems)
    }

    /// A whole number within a range.
    pub(super) fn number(
        &self,
        key: &str,
        range: RangeInclusive<u32>,
        problems: &mut Problems<'_>,
    ) -> Option<u32> {
        let value = self.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let message = format!(
                "`{key}` must be a whole number from {} to {}",
                range.start(),
                range.end()
            );
            wrong_type(value, &message, problems);
        }
        number
    }

    /// One of a list of words.
    pub(super) fn word<T>(
        &self,
        key: &str,
        words: &[&str],
        from_name: impl Fn(&str) -> Option<T>,
        problems: &mut Problems<'_>,
    ) -> Option<T> {
        let text = self.text(key, problems)?;
        let found = from_name(&text.value);
        if found.is_none() {
            let listed: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
            let message = format!("`{key}` must be one of {}", listed.join(", "));
            match suggest(&text.value, words.iter().copied()) {
                Some(word) => problems.add_with_hint(
                    text.span,
                    Code::WrongType,
                    message,
                    format!("did you mean {word:?}?"),
                ),
                None => problems.add(text.span, Code::WrongType, message),
            }
        }
        found
    }

    /// A sub-table.
    pub(super) fn table(
        &self,
        key: &str,
        known: &[&str],
        problems: &mut Problems<'_>,
    ) -> Option<Table<'p>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Table::open(table, value.span(), known, problems)),
            _ => {
                wrong_type(value, &format!("`{key}` must be a table"), problems);
                None
            }
        }
    }

    /// A list of tables.
    pub(super) fn tables(
        &self,
        key: &str,
        known: &[&str],
        problems: &mut Problems<'_>,
    ) -> Vec<Table<'p>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            wrong_type(
                value,
                &format!("`{key}` must be a list of tables"),
                problems,
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => {
                    tables.push(Table::open(table, item.span(), known, problems));
                }
                _ => wrong_type(item, &format!("`{key}` must be a list of tables"), problems),
            }
        }
        tables
    }

    /// A list of texts, in NFC.
    pub(super) fn list(&self, key: &str, problems: &mut Problems<'_>) -> Option<Vec<At<String>>> {
        let value = self.get(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            wrong_type(value, &format!("`{key}` must be a list of texts"), problems);
            return None;
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => texts.push(At {
                    value: text.nfc().collect(),
                    span: item.span(),
                }),
                _ => wrong_type(item, &format!("`{key}` must be a list of texts"), problems),
            }
        }
        Some(texts)
    }

    /// The entries of a table of texts, in NFC, with the place of each key.
    pub(super) fn texts(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<Entries>> {
        let value = self.get(key)?;
        let DeValue::Table(table) = value.get_ref() else {
            wrong_type(
                value,
                &format!("`{key}` must be a table of texts"),
                problems,
            );
            return None;
        };
        let mut entries = Vec::new();
        for (name, item) in table.iter() {
            match item.get_ref() {
                DeValue::String(text) => entries.push((
                    At {
                        value: name.get_ref().nfc().collect(),
                        span: name.span(),
                    },
                    At {
                        value: text.nfc().collect(),
                        span: item.span(),
                    },
                )),
                _ => wrong_type(item, &format!("`{key}` must be a table of texts"), problems),
            }
        }
        Some(At {
            value: entries,
            span: value.span(),
        })
    }
}

fn wrong_type(value: &Spanned<DeValue<'_>>, message: &str, problems: &mut Problems<'_>) {
    problems.add(value.span(), Code::WrongType, message);
}
