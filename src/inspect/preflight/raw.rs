//! Every cell of an HR export, of every column.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufReader, Read};

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::code::ColumnName;
use crate::field::{Field, Flag, Readable};
use crate::inspect::decode;
use crate::record::{Encoding, Format, InputOptions, Map, spelled, spelled_key};

/// Paths beyond so many are no columns of a table; their cells are looked at as of one.
const MOST: usize = 4096;

/// A column of the export, when it is first met.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) position: usize,
    pub(super) header: String,
    pub(super) name: ColumnName,
    pub(super) leads_to: Option<Readable>,
}

/// The columns that were met.
pub(super) struct Heads<'m> {
    map: Option<&'m Map>,
    all: Vec<Head>,
}

impl<'m> Heads<'m> {
    pub(super) const fn new(map: Option<&'m Map>) -> Self {
        Self {
            map,
            all: Vec::new(),
        }
    }

    /// Takes the columns that were not met before.
    pub(super) fn meet(&mut self, names: &[String]) -> Vec<Head> {
        let fresh = names.get(self.all.len()..).unwrap_or_default();
        let heads: Vec<Head> = (self.all.len()..)
            .zip(fresh)
            .map(|(position, header)| self.head(position, header))
            .collect();
        self.all.extend(heads.iter().cloned());
        heads
    }

    fn head(&self, position: usize, header: &str) -> Head {
        let mut rules = self.map.into_iter().flat_map(Map::columns);
        let mapped = rules.find(|(source, _)| *source == header || spelled(source) == header);
        let own = Field::from_name(header).and_then(Field::readable);
        let leads_to = match (&self.map, &mapped) {
            (_, Some((_, field))) => Some(*field),
            (None, None) => own,
            (Some(_), None) => {
                own.filter(|own| Flag::ALL.iter().any(|flag| flag.readable() == *own))
            }
        };
        let name = match mapped {
            Some((source, _)) => ColumnName::Known(source.to_owned()),
            None if Field::from_name(header).is_some() => ColumnName::Known(header.to_owned()),
            None => ColumnName::Ordinal(position as u64 + 1),
        };
        Head {
            position,
            header: header.to_owned(),
            name,
            leads_to,
        }
    }

    pub(super) fn leads_to(&self, position: usize) -> Option<Readable> {
        self.all.get(position)?.leads_to
    }

    pub(super) fn get(&self, position: usize) -> Option<&Head> {
        self.all.get(position)
    }

    pub(super) fn name(&self, position: usize) -> ColumnName {
        let head = self.all.get(position);
        head.map_or(ColumnName::Ordinal(position as u64 + 1), |head| {
            head.name.clone()
        })
    }
}

/// Cells of one row by column, those of columns that it has.
pub(super) type Cells<'c> = [(usize, Cow<'c, str>)];

/// Takes the columns' names and one row's cells; says whether to go on.
type Take<'t> = dyn FnMut(&[String], &Cells<'_>) -> bool + 't;

/// Hands out each row; whether all of them were.
pub(super) fn each(
    reader: impl Read,
    (format, delimiter): (Format, u8),
    options: &InputOptions,
    take: &mut Take<'_>,
) -> io::Result<bool> {
    let reader = decode::forgiving(reader, options.chosen_encoding() == Encoding::Windows1252);
    match format {
        Format::Csv => csv(reader, delimiter, take),
        Format::Ndjson | Format::Json => json(reader, take),
    }
}

fn csv(reader: impl Read, delimiter: u8, take: &mut Take<'_>) -> io::Result<bool> {
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(reader);
    let failed = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::ErrorKind::InvalidData.into(),
    };
    let mut record = csv::StringRecord::new();
    rows.read_record(&mut record).map_err(failed)?;
    let names: Vec<String> = record.iter().map(str::to_owned).collect();
    while rows.read_record(&mut record).map_err(failed)? {
        let cells: Vec<_> = record.iter().map(Cow::Borrowed).enumerate().collect();
        if !take(&names, &cells) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn json(reader: impl Read, take: &mut Take<'_>) -> io::Result<bool> {
    let mut values = serde_json::Deserializer::from_reader(BufReader::new(reader));
    let mut rows = Objects {
        names: Vec::new(),
        take,
    };
    while values.end().is_err() {
        match rows.deserialize(&mut values) {
            Ok(()) => {}
            Err(error) if error.is_io() => return Err(error.into()),
            Err(_) => return Ok(false),
        }
    }
    Ok(true)
}

struct Objects<'o, 't> {
    names: Vec<String>,
    take: &'o mut Take<'t>,
}

impl<'de> DeserializeSeed<'de> for &mut Objects<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Objects<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(object) = items.next_element::<Value>()? {
            self.row(&object).map_err(A::Error::custom)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let object = Value::deserialize(MapAccessDeserializer::new(map))?;
        self.row(&object).map_err(A::Error::custom)
    }
}

impl Objects<'_, '_> {
    fn row(&mut self, object: &Value) -> Result<(), &'static str> {
        let mut cells = Vec::new();
        self.cells(object, String::new(), &mut cells);
        if (self.take)(&self.names, &cells) {
            Ok(())
        } else {
            Err("no more")
        }
    }

    fn cells<'v>(
        &mut self,
        value: &'v Value,
        path: String,
        cells: &mut Vec<(usize, Cow<'v, str>)>,
    ) {
        let text = match value {
            Value::Object(object) => {
                for (key, value) in object {
                    let key = spelled_key(key);
                    let path = if path.is_empty() {
                        key
                    } else {
                        format!("{path}.{key}")
                    };
                    self.cells(value, path, cells);
                }
                return;
            }
            Value::Array(items) => {
                for (position, item) in items.iter().enumerate() {
                    self.cells(item, format!("{path}[{position}]"), cells);
                }
                return;
            }
            Value::Null => return,
            Value::Bool(is_true) => Cow::Borrowed(if *is_true { "true" } else { "false" }),
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::String(text) => Cow::Borrowed(text.as_str()),
        };
        let known = self.names.iter().position(|name| *name == path);
        let position = known.unwrap_or_else(|| {
            if self.names.len() < MOST {
                self.names.push(path);
            }
            self.names.len() - 1
        });
        cells.push((position, text));
    }
}
