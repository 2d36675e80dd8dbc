//! CSV in: structure checked everywhere, cells copied only where they are read.

mod cell;
mod header;
mod scan;
#[cfg(test)]
mod tests;

pub(super) use header::header;

use self::scan::{Scanner, Step};
use super::input::{
    Buffer, CELL, Cells, Columns, Encoding, InputError, InputOptions, Place, RECORD, Wanted,
};
use super::map::Map;
use crate::code::{Code, ColumnName, Refused};
use crate::field::Readable;

#[derive(Debug)]
pub(super) struct Csv {
    scanner: Scanner,
    encoding: Encoding,
    reads: Vec<(usize, Readable)>,
    names: Vec<ColumnName>,
    /// Whether a column that is read is translated, whatever the record.
    has_translated: bool,
    /// The record at hand, where it begins in the buffer, and whether its cells stand as they are.
    place: Place,
    start: usize,
    is_plain: bool,
    /// The line that the next record begins on.
    next_line: u64,
}

impl Csv {
    /// Reads the header line.
    pub(super) fn open(
        buffer: &mut Buffer<'_>,
        options: &InputOptions,
        map: Option<&Map>,
    ) -> Result<(Self, Columns), InputError> {
        let found = header::read(buffer, options)?;
        let columns = Columns::of_header(&found.names, map)?;
        let csv = Self {
            scanner: Scanner::new(found.delimiter, found.names.len()),
            encoding: options.chosen_encoding(),
            reads: columns.reads.clone(),
            names: columns.names.clone(),
            has_translated: true,
            place: Place::default(),
            start: 0,
            is_plain: true,
            next_line: found.lines + 1,
        };
        Ok((csv, columns))
    }

    #[cfg(feature = "inspect")]
    pub(super) const fn delimiter(&self) -> u8 {
        self.scanner.delimiter()
    }

    /// Settles whether any column that is read is translated.
    pub(super) fn prepare(&mut self, cells: &Cells) {
        self.has_translated = self.encoding != Encoding::Utf8
            || self.reads.iter().any(|(_, field)| !cells.is_plain(*field));
        self.note_what_is_read();
    }

    pub(super) fn restrict(&mut self, wanted: &Wanted) {
        self.reads.retain(|(_, field)| wanted.has(*field));
        self.note_what_is_read();
    }

    fn note_what_is_read(&mut self) {
        let last = self.reads.last().map_or(0, |(last, _)| last + 1);
        self.scanner.note(last);
    }

    /// Takes the next record's cells; they stay valid until the next call.
    pub(super) fn next(
        &mut self,
        buffer: &mut Buffer<'_>,
        cells: &mut Cells,
    ) -> Result<Option<Place>, InputError> {
        let place = Place {
            row: self.place.row + 1,
            line: self.next_line,
        };
        let step = loop {
            if buffer.is_done() {
                return Ok(None);
            }
            match self
                .scanner
                .record(buffer.data(), buffer.start(), buffer.is_last())
            {
                Step::Incomplete => {
                    buffer.more().map_err(|error| at(error, place))?;
                    self.scanner.reset();
                }
                step => break step,
            }
        };
        let start = buffer.start();
        let (next, count, lines, is_quoted) = match step {
            Step::Record {
                next,
                cells,
                lines,
                is_quoted,
            } => (next, cells, lines, is_quoted),
            Step::Fault { code, cell } => return Err(self.refused(code, cell, place).into()),
            Step::Incomplete => return Ok(None),
        };
        if is_blank(buffer.data().get(start..next).unwrap_or_default()) {
            return if only_blank_lines_follow(buffer)? {
                Ok(None)
            } else {
                Err(Refused::new(Code::RaggedRow)
                    .at_row(place.row)
                    .at_line(place.line)
                    .into())
            };
        }
        if count != self.names.len() {
            let refused = Refused::new(Code::RaggedRow).at_row(place.row);
            return Err(refused.at_line(place.line).into());
        }
        if next - start > CELL {
            self.scan_whole(buffer.data(), start, buffer.is_last());
            self.check_lengths(buffer.data(), start, next, place)?;
        }
        cells.begin();
        self.start = start;
        self.is_plain = !is_quoted && !self.has_translated;
        buffer.advance(next - start);
        self.place = place;
        self.next_line += lines;
        Ok(Some(place))
    }

    /// Takes the cells that are read: by their places in the text that is returned, or translated.
    pub(super) fn text<'a>(&self, data: &'a [u8], cells: &mut Cells) -> Result<&'a str, Refused> {
        let (Some((first, _)), Some((last, _))) = (self.reads.first(), self.reads.last()) else {
            return Ok("");
        };
        // the cells that are read are validated in one go, with what lies between them
        let (base, _) = self.scanner.cell(self.start, *first);
        let (_, end) = self.scanner.cell(self.start, *last);
        let text = simdutf8::basic::from_utf8(data.get(base..end).unwrap_or_default());
        match text {
            Ok(text) if self.is_plain => {
                for (index, field) in &self.reads {
                    let (from, to) = self.scanner.cell(self.start, *index);
                    cells.put_as_it_stands(*field, from - base, to - base);
                }
                Ok(text)
            }
            _ => {
                self.translate(data, base, text.is_ok(), cells)?;
                Ok(text.unwrap_or_default())
            }
        }
    }

    /// Takes each cell that is read by itself.
    fn translate(
        &self,
        data: &[u8],
        base: usize,
        is_text: bool,
        cells: &mut Cells,
    ) -> Result<(), Refused> {
        for (index, field) in &self.reads {
            let (from, to) = self.scanner.cell(self.start, *index);
            let raw = data.get(from..to).unwrap_or_default();
            let (raw, from, is_quoted) = match raw {
                [b'"', inner @ .., b'"'] => (inner, from + 1, true),
                _ => (raw, from, false),
            };
            let is_as_it_stands = is_text
                && self.encoding == Encoding::Utf8
                && cells.is_plain(*field)
                && !(is_quoted && memchr::memchr(b'"', raw).is_some());
            if is_as_it_stands {
                cells.put_as_it_stands(*field, from - base, from - base + raw.len());
            } else {
                let text = cell::text(raw, is_quoted, self.encoding)
                    .ok_or_else(|| self.refused(Code::NotUtf8, *index, self.place))?;
                cells.put_text(*field, &text);
            }
        }
        Ok(())
    }

    /// Scans a record again, to note where each of its cells ends.
    fn scan_whole(&mut self, data: &[u8], start: usize, is_last: bool) {
        self.scanner.note(self.scanner.cells());
        self.scanner.reset();
        self.scanner.record(data, start, is_last);
        self.note_what_is_read();
    }

    /// In a long record, whether a cell is too long.
    fn check_lengths(
        &self,
        data: &[u8],
        start: usize,
        next: usize,
        place: Place,
    ) -> Result<(), Refused> {
        let line_end = match data.get(start..next) {
            Some([.., b'\r', b'\n']) => 2,
            Some([.., b'\n']) => 1,
            _ => 0,
        };
        if next - start - line_end > RECORD {
            let refused = Refused::new(Code::RecordTooLong).at_row(place.row);
            return Err(refused.at_line(place.line));
        }
        for index in 0..self.names.len() {
            let (from, to) = self.scanner.cell(start, index);
            let quotes = if data.get(from) == Some(&b'"') { 2 } else { 0 };
            if (to - from).saturating_sub(quotes) > CELL {
                return Err(self.refused(Code::CellTooLong, index, place));
            }
        }
        Ok(())
    }

    fn refused(&self, code: Code, cell: usize, place: Place) -> Refused {
        let refused = Refused::new(code).at_row(place.row).at_line(place.line);
        match self.names.get(cell) {
            Some(name) if code != Code::RaggedRow => refused.in_column(name.clone()),
            _ => refused,
        }
    }
}

/// A refusal of the buffer's, with its place.
fn at(error: InputError, place: Place) -> InputError {
    match error {
        InputError::Refused(refused) => refused.at_row(place.row).at_line(place.line).into(),
        other => other,
    }
}

fn is_blank(record: &[u8]) -> bool {
    matches!(record, b"\n" | b"\r\n" | b"\r")
}

/// Whether nothing but line ends is left.
fn only_blank_lines_follow(buffer: &mut Buffer<'_>) -> Result<bool, InputError> {
    loop {
        if !buffer
            .rest()
            .iter()
            .all(|byte| matches!(byte, b'\r' | b'\n'))
        {
            return Ok(false);
        }
        buffer.advance(buffer.rest().len());
        if buffer.is_done() {
            return Ok(true);
        }
        buffer.more()?;
    }
}
