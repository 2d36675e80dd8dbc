//! The header line of a CSV: its delimiter and its names.

use super::scan::{Scanner, Step};
use super::{cell, is_blank};
use crate::code::{Code, ColumnName, Refused};
use crate::record::input::{Buffer, CELL, InputError, InputOptions};
use crate::value::normalise;

/// What a header line says.
pub(super) struct Header {
    pub(super) delimiter: u8,
    pub(super) names: Vec<String>,
    pub(super) lines: u64,
}

/// The names alone.
pub(in crate::record) fn header(
    buffer: &mut Buffer<'_>,
    options: &InputOptions,
) -> Result<Vec<String>, InputError> {
    read(buffer, options).map(|header| header.names)
}

/// Reads the header line and is done with it.
pub(super) fn read(buffer: &mut Buffer<'_>, options: &InputOptions) -> Result<Header, InputError> {
    if buffer.rest().is_empty() {
        return Err(Code::NoKnownColumn.into());
    }
    let delimiter = match options.chosen_delimiter() {
        Some(chosen) if DELIMITERS.contains(&chosen) => chosen,
        Some(_) => return Err(Code::AmbiguousDelimiter.into()),
        None => 0,
    };
    let candidates: &[u8] = if delimiter == 0 {
        &DELIMITERS
    } else {
        std::slice::from_ref(&delimiter)
    };
    let line = loop {
        match line(buffer.rest(), candidates, buffer.is_last()) {
            Some(line) => break line,
            None => buffer.more().map_err(|error| match error {
                InputError::Refused(refused) => refused.at_line(1).into(),
                other => other,
            })?,
        }
    };
    let delimiter = match line.delimiters.as_slice() {
        [] if delimiter == 0 => b',',
        [] => delimiter,
        [(one, _)] => *one,
        _ => return Err(Refused::new(Code::AmbiguousDelimiter).at_line(1).into()),
    };
    let count = line
        .delimiters
        .iter()
        .map(|(_, count)| count)
        .sum::<usize>()
        + 1;
    let mut scanner = Scanner::new(delimiter, count);
    let start = buffer.start();
    let (next, cells, lines) = match scanner.record(buffer.data(), start, true) {
        Step::Record {
            next, cells, lines, ..
        } => (next, cells, lines),
        Step::Fault { code, cell } => return Err(refused(code, cell).into()),
        Step::Incomplete => return Err(Code::NoKnownColumn.into()),
    };
    if is_blank(buffer.data().get(start..next).unwrap_or_default()) {
        return Err(Refused::new(Code::RaggedRow).at_line(1).into());
    }
    let mut names = Vec::with_capacity(cells);
    for index in 0..cells {
        let (from, to) = scanner.cell(start, index);
        let raw = buffer.data().get(from..to).unwrap_or_default();
        if raw.len() > CELL {
            return Err(refused(Code::CellTooLong, index).into());
        }
        let (raw, is_quoted) = match raw {
            [b'"', inner @ .., b'"'] => (inner, true),
            _ => (raw, false),
        };
        let name = cell::text(raw, is_quoted, options.chosen_encoding())
            .ok_or_else(|| refused(Code::NotUtf8, index))?;
        names.push(normalise(&name).into_owned());
    }
    buffer.advance(next - start);
    Ok(Header {
        delimiter,
        names,
        lines,
    })
}

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The candidates that stand outside quotes in a line, and how often.
struct Line {
    delimiters: Vec<(u8, usize)>,
}

/// Looks through the first line; none if it does not end here and the input goes on.
fn line(data: &[u8], candidates: &[u8], is_last: bool) -> Option<Line> {
    let mut delimiters: Vec<(u8, usize)> = Vec::new();
    let (mut is_cell_start, mut is_quoted) = (true, false);
    let mut bytes = data.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if is_quoted {
            if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
                is_quoted = false;
            }
        } else if byte == b'\n' {
            return Some(Line { delimiters });
        } else if candidates.contains(&byte) {
            match delimiters.iter_mut().find(|(seen, _)| *seen == byte) {
                Some((_, count)) => *count += 1,
                None => delimiters.push((byte, 1)),
            }
            is_cell_start = true;
        } else {
            is_quoted = byte == b'"' && is_cell_start;
            is_cell_start = false;
        }
    }
    is_last.then_some(Line { delimiters })
}

fn refused(code: Code, cell: usize) -> Refused {
    Refused::new(code)
        .at_line(1)
        .in_column(ColumnName::Ordinal(cell as u64 + 1))
}
