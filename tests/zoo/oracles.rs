//! Independent judges of an exporter, each blind to what the others look at.

mod content;
mod interference;
mod meaning;
mod tokens;

use crate::exporter::Exporter;

/// How many cases each judge looks at.
pub const CASES: u32 = 32;

/// A judge: its name, what it states, and the first case that breaks it.
pub struct Oracle {
    pub name: &'static str,
    pub states: &'static str,
    pub first: fn(Exporter) -> Option<u32>,
}

/// Every judge, in the order of the table.
pub fn all() -> impl Iterator<Item = &'static Oracle> {
    [
        content::ORACLES,
        interference::ORACLES,
        meaning::ORACLES,
        tokens::ORACLES,
    ]
    .into_iter()
    .flatten()
}

/// The first case, counted from 1, for which the statement does not hold.
fn first(holds: impl Fn(u32) -> bool) -> Option<u32> {
    (1..=CASES).find(|case| !holds(*case))
}

/// The rows of a file, by a naive reader.
fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).from_reader(bytes);
    let cells = |row: csv::ByteRecord| {
        row.iter()
            .map(|cell| String::from_utf8_lossy(cell).into_owned())
            .collect()
    };
    reader
        .byte_records()
        .map_while(Result::ok)
        .map(cells)
        .collect()
}

/// One column without its header.
fn column(bytes: &[u8], index: usize) -> Vec<String> {
    let rows = table(bytes).into_iter().skip(1);
    rows.filter_map(|row| row.into_iter().nth(index)).collect()
}
