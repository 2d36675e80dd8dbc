//! Maps: which column of an HR export leads to which field.

mod draft;
mod fingerprint;
mod problem;
mod raised;
mod read;
mod reader;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::Read;
use std::str::FromStr;

pub use problem::{MapErrors, MapProblem};

use super::input::{InputError, InputOptions, header_line};
use crate::field::{Flag, Readable};
use crate::value::DateFormat;

/// A map file: only ever valid.
///
/// It leads an export's columns to fields, and cannot lead a forbidden one to a field that leaves.
///
/// ```
/// use cardsieve::record::Map;
///
/// let map: Map = "[columns]\n\"Emp No\" = \"record_id\"\n\"Surname\" = \"family_name\"".parse()?;
/// assert_eq!(map.columns().count(), 2);
/// assert!("[columns]\n\"Home Address\" = \"job_title\"".parse::<Map>().is_err());
/// # Ok::<(), cardsieve::record::MapErrors>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    columns: Vec<Column>,
    constants: BTreeMap<Readable, String>,
    values: BTreeMap<Readable, BTreeMap<String, String>>,
    dates: BTreeMap<Readable, DateFormat>,
    clear: Vec<String>,
    absent: BTreeMap<Flag, String>,
}

/// A source that leads to a field, and where the map says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) source: String,
    pub(super) field: Readable,
    pub(super) line: u64,
    pub(super) column: u64,
}

impl Map {
    /// Each source, as the map spells it, and the field it leads to, in the map's order.
    pub fn columns(&self) -> impl Iterator<Item = (&str, Readable)> {
        self.columns
            .iter()
            .map(|column| (column.source.as_str(), column.field))
    }

    /// Each field that is the same for every record, and its text.
    pub fn constants(&self) -> impl Iterator<Item = (Readable, &str)> {
        self.constants
            .iter()
            .map(|(field, text)| (*field, text.as_str()))
    }

    /// Each looked-up value: its field, the text in the export and the accepted text.
    pub fn values(&self) -> impl Iterator<Item = (Readable, &str, &str)> {
        self.values.iter().flat_map(|(field, table)| {
            table
                .iter()
                .map(move |(from, to)| (*field, from.as_str(), to.as_str()))
        })
    }

    /// Each date field that the export writes in a form of its own, and that form.
    pub fn dates(&self) -> impl Iterator<Item = (Readable, &str)> {
        self.dates
            .iter()
            .map(|(field, format)| (*field, format.as_str()))
    }

    /// What clears a flag, besides `false`, `no`, `n` and `0`.
    pub fn clear(&self) -> impl Iterator<Item = &str> {
        self.clear.iter().map(String::as_str)
    }

    /// Each flag that the export does not hold, and why.
    pub fn absent(&self) -> impl Iterator<Item = (Flag, &str)> {
        self.absent
            .iter()
            .map(|(flag, reason)| (*flag, reason.as_str()))
    }

    /// Lower-hex SHA-256 of the map's canonical JSON, every default written out.
    pub fn fingerprint(&self) -> String {
        fingerprint::of(self)
    }

    /// The text whose digest is the fingerprint.
    #[cfg(feature = "ledger")]
    pub(crate) fn canonical_json(&self) -> String {
        fingerprint::canonical_json(self)
    }

    /// A first map for an export, drafted from its header line (or a first object's keys) alone.
    ///
    /// # Errors
    /// When the header line cannot be read.
    ///
    /// # Security
    /// A header is written out only if it is a known spelling of a field's name; every other one
    /// is given by its position, since a file without a header line begins with a person.
    pub fn draft(reader: impl Read, options: &InputOptions) -> Result<String, InputError> {
        Ok(draft::of(&header_line(reader, options)?))
    }

    pub(super) fn column_rules(&self) -> &[Column] {
        &self.columns
    }

    pub(super) fn date_format(&self, field: Readable) -> Option<&DateFormat> {
        self.dates.get(&field)
    }

    pub(super) fn table(&self, field: Readable) -> Option<&BTreeMap<String, String>> {
        self.values.get(&field)
    }
}

impl FromStr for Map {
    type Err = MapErrors;

    fn from_str(text: &str) -> Result<Self, MapErrors> {
        read::map(text)
    }
}
