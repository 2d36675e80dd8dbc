//! Synthetic officers for tests, demonstrations and benches; nobody real is in them.
//!
//! # Guarantee
//! No value of a field that may never leave, of five characters or more, occurs in any value that
//! may, nor in a header: whoever finds one in a batch has found a leak. Held by
//! `no_never_value_occurs_in_a_releasable_one`.

mod names;
mod never;
mod number;
mod person;
pub(crate) mod random;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use self::never::Look;
use self::person::Person;
use self::random::{Random, number_of};
use crate::field::{Field, Flag, Role};

/// The forms a sample can have. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// RFC 4180, a header line first.
    Csv,
    /// One JSON object a line.
    Ndjson,
    /// One JSON array of objects.
    Json,
}

/// Writes `rows` synthetic officers; the same seed gives the same bytes.
///
/// Every field of the catalogue is filled but `alias` and those made from others. In each fifty
/// rows one has a raised flag.
///
/// # Errors
/// Those of `out`.
///
/// ```
/// use cardsieve::sample::{Format, write};
///
/// let mut csv = Vec::new();
/// write(2, 1, Format::Csv, &mut csv)?;
/// assert!(csv.starts_with(b"record_id,given_names,"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(rows: u64, seed: u64, format: Format, out: &mut impl Write) -> io::Result<()> {
    let columns: Vec<Column> = columns().collect();
    let mut text = String::new();
    match format {
        Format::Csv => {
            for (i, column) in columns.iter().enumerate() {
                text.push_str(if i == 0 { "" } else { "," });
                text.push_str(column.field.name());
            }
            text.push_str("\r\n");
        }
        Format::Ndjson => {}
        Format::Json => text.push('['),
    }
    let mut value = String::new();
    for number in 0..rows {
        let person = Person::new(seed, number);
        let raised = raised(person);
        if format == Format::Json {
            text.push_str(if number == 0 { "\n" } else { ",\n" });
        }
        for (i, column) in columns.iter().enumerate() {
            value.clear();
            column.value(person, raised, &mut value);
            if format == Format::Csv {
                text.push_str(if i == 0 { "" } else { "," });
                push_cell(column, &value, &mut text);
            } else {
                text.push_str(if i == 0 { "{\"" } else { ",\"" });
                text.push_str(column.field.name());
                text.push_str("\":");
                push_json(column, &value, &mut text);
            }
        }
        text.push_str(match format {
            Format::Csv => "\r\n",
            Format::Ndjson => "}\n",
            Format::Json => "}",
        });
        if text.len() >= CHUNK {
            out.write_all(text.as_bytes())?;
            text.clear();
        }
    }
    if format == Format::Json {
        text.push_str("\n]\n");
    }
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// One synthetic officer: each field with its text, in the catalogue's order.
///
/// `row` counts from 1, as in the output of [`write()`].
pub fn record(seed: u64, row: u64) -> impl Iterator<Item = (Field, String)> {
    let person = Person::new(seed, row.saturating_sub(1));
    let raised = raised(person);
    columns().map(move |column| {
        let mut value = String::new();
        column.value(person, raised, &mut value);
        (column.field, value)
    })
}

/// How much is written at once.
const CHUNK: usize = 64 * 1024;

/// One of how many rows has a raised flag.
const BLOCK: u64 = 50;

/// A field that is filled, with what it takes to fill it.
pub(crate) struct Column {
    pub(crate) field: Field,
    source: Source,
    salt: u64,
}

enum Source {
    Person,
    Never(Look),
    Flag(Flag),
}

impl Column {
    /// Appends the field's value of one person, counted from 0.
    #[cfg(feature = "prove")]
    pub(crate) fn of(&self, seed: u64, number: u64, out: &mut String) {
        let person = Person::new(seed, number);
        let raised = match self.source {
            Source::Flag(_) => raised(person),
            Source::Person | Source::Never(_) => None,
        };
        self.value(person, raised, out);
    }

    fn value(&self, person: Person, raised: Option<Flag>, out: &mut String) {
        match &self.source {
            Source::Person => person.value(self.field, &mut person.random(self.salt), out),
            Source::Never(look) => {
                look.value(self.field.name(), &mut person.random(self.salt), out)
            }
            Source::Flag(flag) => out.push_str(if raised == Some(*flag) {
                "true"
            } else {
                "false"
            }),
        }
    }
}

/// Every field that a sample fills, in the catalogue's order.
pub(crate) fn columns() -> impl Iterator<Item = Column> {
    Field::ALL.iter().copied().filter_map(|field| {
        let flag = Flag::ALL
            .iter()
            .copied()
            .find(|flag| flag.readable().field() == field);
        let source = match (field.role(), flag) {
            (_, Some(flag)) => Source::Flag(flag),
            (Role::Releasable | Role::Deciding, None) => Source::Person,
            // it exists to be refused
            (Role::Never, None) if field.name() == "alias" => return None,
            (Role::Never, None) => Source::Never(Look::of(field.name())),
            (Role::Derived, None) => return None,
        };
        let salt = number_of(field.name());
        Some(Column {
            field,
            source,
            salt,
        })
    })
}

/// The person's one raised flag, if it is the one of its fifty.
fn raised(person: Person) -> Option<Flag> {
    let mut random = Random::of(
        person.seed ^ number_of("raised flag"),
        person.number / BLOCK,
    );
    if random.below(BLOCK) != person.number % BLOCK {
        return None;
    }
    let flags: [&Flag; 5] = Flag::ALL.first_chunk::<5>()?.each_ref();
    random.pick(&flags).copied()
}

fn push_cell(column: &Column, value: &str, out: &mut String) {
    // most cells are plain by their making: a sample has more than a hundred a row
    let plain = matches!(
        column.source,
        Source::Never(Look::Text(_)) | Source::Flag(_)
    );
    if plain || !value.contains([',', '"', '\r', '\n']) {
        out.push_str(value);
    } else {
        out.push('"');
        out.push_str(&value.replace('"', "\"\""));
        out.push('"');
    }
}

/// Flags as booleans, all else as strings.
fn push_json(column: &Column, value: &str, out: &mut String) {
    if matches!(column.source, Source::Flag(_)) {
        out.push_str(value);
        return;
    }
    // INVARIANT: no sample value needs an escape (a test reads them all)
    out.push('"');
    out.push_str(value);
    out.push('"');
}
