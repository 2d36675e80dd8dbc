//! Named leaks, each after an incident or a class of them. They exist in these tests alone.

mod cells;
mod file;
mod rows;
mod tokens;
mod told;

use crate::exporter::{Draft, Setup};
use crate::generate::Raw;

/// A way in which a forbidden value gets out.
pub struct Leak {
    pub name: &'static str,
    /// The incident, or the class of mistakes.
    pub after: &'static str,
    pub spoil: fn(&mut Draft, &Setup, &[Raw]),
}

/// Every leak, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Leak> {
    [
        cells::LEAKS,
        rows::LEAKS,
        tokens::LEAKS,
        file::LEAKS,
        told::LEAKS,
    ]
    .into_iter()
    .flatten()
}

/// The text of a record's field, empty if it has none.
fn text<'a>(raw: &'a Raw, field: &str) -> &'a str {
    raw.get(field).map_or("", String::as_str)
}

/// Changes one cell of every row, given the record it came of.
fn each(draft: &mut Draft, records: &[Raw], column: usize, change: impl Fn(&str, &Raw) -> String) {
    for line in &mut draft.lines {
        line.cells[column] = change(&line.cells[column], &records[line.of]);
    }
}
