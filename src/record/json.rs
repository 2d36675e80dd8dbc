//! JSON in: an object a line, or one array of objects, record by record.

mod object;
mod split;
mod structure;
#[cfg(test)]
mod tests;
mod tree;

use self::object::Keys;
use self::split::Splitter;
use self::tree::Node;
use super::input::{
    Buffer, CELL, Cells, Columns, Encoding, Format, InputError, InputOptions, Place, RECORD,
    Sources, Wanted, contained_flag,
};
use super::map::Map;
use crate::code::{Code, ColumnName, Refused};
use crate::field::Flag;
use crate::value::windows_1252;

#[derive(Debug)]
pub(super) struct Json {
    splitter: Splitter,
    encoding: Encoding,
    tree: Node,
    keys: Keys,
    absent: Vec<Flag>,
    /// The flags that the map leads something to.
    led: Vec<Flag>,
    row: u64,
}

impl Json {
    /// Reads the first object's keys; the object itself is read again as the first record.
    pub(super) fn open(
        buffer: &mut Buffer<'_>,
        format: Format,
        options: &InputOptions,
        map: Option<&Map>,
    ) -> Result<(Self, Columns), InputError> {
        let mut json = Self {
            splitter: Splitter::new(format),
            encoding: options.chosen_encoding(),
            tree: Node::of_map(map),
            keys: Keys::default(),
            absent: map
                .into_iter()
                .flat_map(Map::absent)
                .map(|(flag, _)| flag)
                .collect(),
            led: Flag::ALL
                .iter()
                .copied()
                .filter(|flag| {
                    let mut rules = map.map(Map::column_rules).unwrap_or_default().iter();
                    rules.any(|rule| rule.field == flag.readable())
                })
                .collect(),
            row: 0,
        };
        let keys = json.first_keys(buffer)?;
        let columns = Columns::of_keys(&keys, map, &json.tree.keys())?;
        Ok((json, columns))
    }

    pub(super) fn restrict(&mut self, wanted: &Wanted) {
        self.tree.restrict(wanted);
    }

    /// Takes the next record's cells.
    pub(super) fn next(
        &mut self,
        buffer: &mut Buffer<'_>,
        cells: &mut Cells,
        sources: &mut Sources,
    ) -> Result<Option<Place>, InputError> {
        let row = self.row + 1;
        let Some(record) = self
            .splitter
            .next(buffer)
            .map_err(|error| at_row(error, row))?
        else {
            return Ok(None);
        };
        let place = Place {
            row,
            line: record.line,
        };
        cells.begin();
        let bytes = buffer.rest().get(..record.length).unwrap_or_default();
        self.read(bytes, cells, place)?;
        for (key, position) in self.keys.take_new() {
            // without the row: it would be that of somebody whom the flag protects
            if contained_flag(&key).any(|flag| self.absent.contains(&flag)) {
                let refused = Refused::new(Code::FlagWithoutSource);
                return Err(refused.in_column(ColumnName::Ordinal(position)).into());
            }
            if self.led.iter().any(|flag| flag.name() == key) && !self.tree.has_key(&key) {
                let refused = Refused::new(Code::DuplicateSource);
                return Err(refused.in_column(ColumnName::Known(key)).into());
            }
            sources.add_key(&key, position, self.tree.has_key(&key));
        }
        buffer.advance(record.length);
        self.row = row;
        Ok(Some(place))
    }

    /// The keys of the first object, which stays in the buffer.
    fn first_keys(&mut self, buffer: &mut Buffer<'_>) -> Result<Vec<String>, InputError> {
        let first = self
            .splitter
            .next(buffer)
            .map_err(|error| at_row(error, 1))?;
        let Some(record) = first else {
            return Err(Code::NoKnownColumn.into());
        };
        self.splitter.again();
        let place = Place {
            row: 1,
            line: record.line,
        };
        let bytes = buffer.rest().get(..record.length).unwrap_or_default();
        let nothing = Node::default();
        let tree = std::mem::replace(&mut self.tree, nothing);
        let read = self.read(bytes, &mut Cells::none(), place);
        self.tree = tree;
        read?;
        Ok(self
            .keys
            .take_new()
            .into_iter()
            .map(|(key, _)| key)
            .collect())
    }

    /// Checks a record's structure and takes its cells.
    fn read(&mut self, bytes: &[u8], cells: &mut Cells, place: Place) -> Result<(), InputError> {
        let refused = |code| Refused::new(code).at_row(place.row).at_line(place.line);
        if memchr::memchr(0, bytes).is_some() {
            return Err(refused(Code::NulByte).into());
        }
        if bytes.trim_ascii_end().len() > RECORD {
            return Err(refused(Code::RecordTooLong).into());
        }
        if structure::is_too_deep(bytes) {
            return Err(refused(Code::TooDeep).into());
        }
        if bytes.len() > CELL && structure::longest_member(bytes) > CELL {
            return Err(refused(Code::CellTooLong).into());
        }
        let decoded;
        let bytes = match self.encoding {
            Encoding::Utf8 => bytes,
            Encoding::Windows1252 => {
                decoded = windows_1252::decode(bytes);
                decoded.as_bytes()
            }
        };
        object::read(bytes, &self.tree, &mut self.keys, cells).map_err(|fault| {
            let refused = refused(fault.code);
            match fault.field {
                Some(field) => refused
                    .in_column(ColumnName::Known(field.name().to_owned()))
                    .into(),
                None => refused.into(),
            }
        })
    }
}

/// The first object's keys, as a map would spell them.
pub(super) fn first_keys(
    buffer: &mut Buffer<'_>,
    format: Format,
    options: &InputOptions,
) -> Result<Vec<String>, InputError> {
    let mut json = Json {
        splitter: Splitter::new(format),
        encoding: options.chosen_encoding(),
        tree: Node::default(),
        keys: Keys::default(),
        absent: Vec::new(),
        led: Vec::new(),
        row: 0,
    };
    let keys = json.first_keys(buffer)?;
    Ok(keys.iter().map(|key| super::path::escape(key)).collect())
}

/// A refusal of the splitter's, with its record.
fn at_row(error: InputError, row: u64) -> InputError {
    match error {
        InputError::Refused(refused) => refused.at_row(row).into(),
        other => other,
    }
}
