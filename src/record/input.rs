//! HR input, streamed row by row; only what is asked for is read.

mod buffer;
mod cells;
mod error;
mod options;
mod row;
mod sources;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io::Read;

pub(super) use buffer::{Buffer, CELL, RECORD};
pub(super) use cells::Cells;
pub use error::InputError;
pub use options::{Encoding, Format, InputOptions};
pub use row::StreamedRow;
pub use sources::Sources;
pub(super) use sources::{Columns, Wanted, contained_flag};

use super::csv::Csv;
use super::json::Json;
use super::map::Map;
use crate::field::Readable;

/// An open HR export, of which rows are read one at a time.
///
/// # Security
/// Structure is checked everywhere, and only the cells of fields that have a source (and that
/// [`Input::restrict`] leaves) are copied out of the buffer. No error holds a value.
///
/// ```
/// use cardsieve::field::Readable;
/// use cardsieve::record::{Input, InputOptions, Reading, Record};
///
/// let export = "record_id,family_name,nino\nE1,Ng,QQ123456C\n";
/// let mut input = Input::open(export.as_bytes(), &InputOptions::new(), None)?;
/// while let Some(row) = input.next()? {
///     assert!(row.read(Readable::FamilyName) == Reading::Text("Ng"));
/// }
/// # Ok::<(), cardsieve::record::InputError>(())
/// ```
pub struct Input<'r> {
    buffer: Buffer<'r>,
    source: Source,
    #[cfg(feature = "inspect")]
    form: (Format, u8),
    cells: Cells,
    sources: Sources,
    failed: Option<InputError>,
}

enum Source {
    Csv(Csv),
    Json(Json),
}

impl<'r> Input<'r> {
    /// Opens an export: its format, encoding, header (or first object) and the map that leads it.
    ///
    /// # Errors
    /// When it cannot be read, its beginning is broken, no column is known, the map names a column
    /// that it lacks, or a flag that the map declares absent occurs in its header.
    pub fn open(
        reader: impl Read + 'r,
        options: &InputOptions,
        map: Option<&Map>,
    ) -> Result<Self, InputError> {
        let mut buffer = Buffer::new(reader);
        let format = options.begin(&mut buffer)?;
        let (mut source, columns) = if format == Format::Csv {
            let (csv, columns) = Csv::open(&mut buffer, options, map)?;
            (Source::Csv(csv), columns)
        } else {
            let (json, columns) = Json::open(&mut buffer, format, options, map)?;
            (Source::Json(json), columns)
        };
        #[cfg(feature = "inspect")]
        let form = match &source {
            Source::Csv(csv) => (format, csv.delimiter()),
            Source::Json(_) => (format, 0),
        };
        let cells = Cells::new(map, columns.wanted);
        if let Source::Csv(csv) = &mut source {
            csv.prepare(&cells);
        }
        Ok(Self {
            buffer,
            source,
            #[cfg(feature = "inspect")]
            form,
            cells,
            sources: columns.sources,
            failed: None,
        })
    }

    /// Which fields have a source, and what is never read.
    ///
    /// The keys of JSON may differ from record to record: ask again after the last one.
    pub const fn sources(&self) -> &Sources {
        &self.sources
    }

    /// In which form it is, and what parts the cells of a CSV.
    #[cfg(feature = "inspect")]
    pub(crate) const fn form(&self) -> (Format, u8) {
        self.form
    }

    /// From the next record on, reads these fields only.
    pub fn restrict(&mut self, fields: &[Readable]) {
        let wanted = self.cells.restrict(fields);
        self.sources.restrict(&wanted);
        match &mut self.source {
            Source::Csv(csv) => csv.restrict(&wanted),
            Source::Json(json) => json.restrict(&wanted),
        }
    }

    /// The next record, or none after the last.
    ///
    /// # Errors
    /// When the input cannot be read on, or its structure or encoding is broken: nothing of it may
    /// then be used, the rows before included. The error is given again on every later call.
    #[expect(
        clippy::should_implement_trait,
        reason = "a row borrows the buffer, which an Iterator's item cannot"
    )]
    pub fn next(&mut self) -> Result<Option<StreamedRow<'_>>, InputError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let advanced = match &mut self.source {
            Source::Csv(csv) => csv.next(&mut self.buffer, &mut self.cells),
            Source::Json(json) => json.next(&mut self.buffer, &mut self.cells, &mut self.sources),
        };
        let place = match advanced {
            Ok(Some(place)) => place,
            Ok(None) => return Ok(None),
            Err(error) => {
                self.failed = Some(error.clone());
                return Err(error);
            }
        };
        let data = self.buffer.data();
        let text = match &self.source {
            Source::Csv(csv) => match csv.text(data, &mut self.cells) {
                Ok(text) => text,
                Err(refused) => {
                    let error = InputError::Refused(refused);
                    self.failed = Some(error.clone());
                    return Err(error);
                }
            },
            Source::Json(_) => "",
        };
        Ok(Some(StreamedRow::new(&self.cells, text, place)))
    }
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Input { .. }")
    }
}

/// Which record it is, and where it begins. Both count from 1.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) row: u64,
    pub(super) line: u64,
}

/// The names in the header line, or the keys of the first object.
pub(super) fn header_line(
    reader: impl Read,
    options: &InputOptions,
) -> Result<Vec<String>, InputError> {
    let mut buffer = Buffer::new(reader);
    match options.begin(&mut buffer)? {
        Format::Csv => super::csv::header(&mut buffer, options),
        format => super::json::first_keys(&mut buffer, format, options),
    }
}
