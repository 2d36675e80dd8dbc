//! Finished rows, cell by cell, as they are written.

use std::borrow::Cow;

use simdutf8::basic::from_utf8;

use super::{Cells, Outgoing, is_photo_file, is_token};
use crate::batch::Form;
use crate::inspect::decode;
use crate::inspect::desk::Desk;
use crate::inspect::detect;
use crate::inspect::place::Place;
use crate::inspect::report::What;
use crate::inspect::sign::Sign;
use crate::inspect::table::Table;
use crate::profile::{Delimiter, Encoding};

/// A line of ours is far shorter; what is longer is not held.
const LONGEST_LINE: usize = 1 << 20;

/// Rows while they go by.
pub(super) struct Rows<'o> {
    outgoing: &'o Outgoing,
    delimiter: u8,
    /// Once the header was seen.
    table: Option<Table>,
    /// The beginning of a line whose end has not come yet.
    begun: Vec<u8>,
    odd: u64,
}

impl<'o> Rows<'o> {
    pub(super) fn new(outgoing: &'o Outgoing, desk: &mut Desk<'_>) -> Self {
        let mut rows = Self {
            outgoing,
            delimiter: match outgoing.csv.delimiter() {
                Delimiter::Comma => b',',
                Delimiter::Semicolon => b';',
                Delimiter::Tab => b'\t',
                Delimiter::Pipe => b'|',
            },
            table: None,
            begun: Vec::new(),
            odd: 0,
        };
        if outgoing.form == Form::Ndjson {
            let headers = outgoing.columns.iter().map(|column| column.header.as_str());
            rows.table = Some(desk.table(headers));
        }
        rows
    }

    /// Looks at the lines that these bytes complete.
    pub(super) fn take(&mut self, bytes: &[u8], desk: &mut Desk<'_>) {
        let mut bytes = bytes;
        if !self.begun.is_empty() {
            let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
            let (head, rest) = bytes.split_at_checked(end).unwrap_or((bytes, b""));
            self.begun.extend_from_slice(head);
            bytes = rest;
            if self.begun.ends_with(b"\n") {
                let line = std::mem::take(&mut self.begun);
                self.lines(&line, desk);
            }
        }
        let end = memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1);
        let (lines, begun) = bytes.split_at_checked(end).unwrap_or((b"", bytes));
        self.lines(lines, desk);
        self.begun.extend_from_slice(begun);
        if self.begun.len() > LONGEST_LINE {
            self.begun.clear();
            self.odd += 1;
        }
    }

    pub(super) fn finish(mut self, desk: &mut Desk<'_>) {
        // the last line has its end as well
        self.odd += u64::from(!self.begun.is_empty() || self.table.is_none());
        desk.find_times(Sign::Damaged, self.odd, None);
        if let Some(table) = self.table {
            table.finish(desk);
        }
    }

    fn lines(&mut self, bytes: &[u8], desk: &mut Desk<'_>) {
        let text = match from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) if self.outgoing.csv.encoding() == Encoding::Windows1252 => {
                decode::windows_1252(bytes)
            }
            Err(_) => {
                self.odd += 1;
                return;
            }
        };
        let mut rest: &str = &text;
        while !rest.is_empty() {
            let left = if self.outgoing.form == Form::Ndjson {
                self.object(rest)
            } else if self.table.is_some() {
                self.row(rest)
            } else {
                self.head(rest, desk)
            };
            rest = left.unwrap_or_else(|| {
                self.odd += 1;
                rest.split_once('\n').map_or("", |(_, rest)| rest)
            });
        }
    }

    /// The line of headers, which must be the profile's own.
    fn head<'t>(&mut self, text: &'t str, desk: &mut Desk<'_>) -> Option<&'t str> {
        let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut headers = Vec::new();
        loop {
            let (header, end, left) = cell(rest, self.delimiter)?;
            headers.push(header);
            rest = left;
            if end == End::Line {
                break;
            }
        }
        let columns = &self.outgoing.columns;
        let table = desk.table(headers.iter().map(AsRef::as_ref));
        for (position, header) in headers.iter().enumerate() {
            if columns
                .get(position)
                .is_none_or(|column| column.header != *header)
            {
                let place = Place {
                    column: u32::try_from(position + 1).ok(),
                    ..desk.place().clone()
                };
                let sign = Sign::SurplusColumn;
                desk.add(What::Sign(sign), sign.severity(), place, 1, None);
            }
        }
        self.odd += u64::from(headers.len() < columns.len());
        self.table = Some(table);
        Some(rest)
    }

    /// One row; what follows it, or none if it is not as we write rows.
    fn row<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let table = self.table.as_mut()?;
        table.begin_row();
        let mut rest = text;
        let last = self.outgoing.columns.len().checked_sub(1)?;
        for (position, column) in self.outgoing.columns.iter().enumerate() {
            let is_last = position == last;
            let quick = match column.cells {
                Cells::Token(chars) => token(chars, rest, self.delimiter, is_last),
                Cells::Any => usual(rest, self.delimiter, is_last).map(|(text, classes, left)| {
                    table.cell_of(position, text, classes);
                    left
                }),
                Cells::PhotoFile | Cells::Constant(_) => None,
            };
            if let Some(left) = quick {
                rest = left;
                continue;
            }
            let (text, end, left) = cell(rest, self.delimiter)?;
            if (end == End::Line) != is_last {
                table.end_row();
                return None;
            }
            if !column.cells.are_known(&text) {
                table.cell(position, &text);
            }
            rest = left;
        }
        table.end_row();
        Some(rest)
    }

    /// One object, its keys the profile's headers in their order.
    fn object<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let (line, rest) = text.split_once('\n')?;
        let table = self.table.as_mut()?;
        table.begin_row();
        let columns = &self.outgoing.columns;
        let mut position = 0;
        let mut agree = true;
        let read = super::strings::object(line, |key, text| {
            let column = columns.get(position);
            agree &= column.is_some_and(|column| column.header == key);
            if column.is_none_or(|column| !column.cells.are_known(text)) {
                table.cell(position, text);
            }
            position += 1;
        });
        table.end_row();
        (read && agree && position == columns.len()).then_some(rest)
    }
}

/// What stands behind a token that is as it should be.
#[inline]
fn token(chars: usize, text: &str, delimiter: u8, is_last: bool) -> Option<&str> {
    let (token, rest) = text.as_bytes().split_at_checked(chars)?;
    let between = between(rest, delimiter, is_last)?;
    is_token(token).then(|| text.get(chars + between..))?
}

/// A cell of nothing but what names, numbers and dates are made of, with the classes of its bytes.
#[inline]
fn usual(text: &str, delimiter: u8, is_last: bool) -> Option<(&str, u8, &str)> {
    let (mut at, mut classes) = (0, 0);
    for byte in text.as_bytes() {
        let class = detect::class(*byte);
        if !detect::is_usual(class) {
            break;
        }
        classes |= class;
        at += 1;
    }
    let (cell, rest) = text.split_at_checked(at)?;
    let between = between(rest.as_bytes(), delimiter, is_last)?;
    Some((cell, classes, rest.get(between..)?))
}

/// The length of what ends a cell.
#[inline]
fn between(rest: &[u8], delimiter: u8, is_last: bool) -> Option<usize> {
    match rest {
        [b'\r', b'\n', ..] if is_last => Some(2),
        [next, ..] if *next == delimiter && !is_last => Some(1),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Cell,
    Line,
}

/// The first cell, how it ends, and what follows.
fn cell(text: &str, delimiter: u8) -> Option<(Cow<'_, str>, End, &str)> {
    let bytes = text.as_bytes();
    if bytes.first() == Some(&b'"') {
        return quoted(text, delimiter);
    }
    let at = bytes
        .iter()
        .position(|byte| *byte == delimiter || matches!(byte, b'\r' | b'\n' | b'"'))?;
    let (cell, rest) = text.split_at_checked(at)?;
    let (end, rest) = ended(rest, delimiter)?;
    Some((Cow::Borrowed(cell), end, rest))
}

fn quoted(text: &str, delimiter: u8) -> Option<(Cow<'_, str>, End, &str)> {
    let bytes = text.as_bytes();
    let mut plain = String::new();
    let mut from = 1;
    loop {
        let to = from + memchr::memchr(b'"', bytes.get(from..)?)?;
        plain.push_str(text.get(from..to)?);
        if bytes.get(to + 1) != Some(&b'"') {
            let (end, rest) = ended(text.get(to + 1..)?, delimiter)?;
            return Some((Cow::Owned(plain), end, rest));
        }
        plain.push('"');
        from = to + 2;
    }
}

fn ended(text: &str, delimiter: u8) -> Option<(End, &str)> {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => Some((End::Line, text.get(2..)?)),
        [next, ..] if *next == delimiter => Some((End::Cell, text.get(1..)?)),
        _ => None,
    }
}

impl Cells {
    /// Whether the cell is one that the profile itself accounts for.
    fn are_known(&self, text: &str) -> bool {
        match self {
            Self::Token(chars) => text.len() == *chars && is_token(text.as_bytes()),
            Self::PhotoFile => is_photo_file(text.as_bytes()),
            Self::Constant(constant) => constant == text,
            Self::Any => false,
        }
    }
}
