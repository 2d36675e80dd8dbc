//! Bare rows as CSV.

use std::borrow::Cow;

use super::check::{Check, Columns, Place};
use crate::batch::Records;
use crate::code::Code;
use crate::profile::{Csv, Encoding};
use crate::value::windows_1252;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

pub(super) fn check(bytes: &[u8], dialect: Csv, check: &mut Check<'_>) {
    let body = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let delimiter = dialect.delimiter().name().bytes().next().unwrap_or(b',');
    let mut rows = Records::new(body, delimiter);
    let mut cells = Vec::new();
    let Some((columns, is_exact)) = header(bytes, &mut rows, &mut cells, dialect, check) else {
        return;
    };
    loop {
        let line = rows.line();
        let Some(record) = rows.next(&mut cells) else {
            return;
        };
        let place = check.begin_row(line);
        let Ok(record) = record else {
            // Where the next row begins is not known, so nothing behind this one is read.
            return check.find(Code::Unreadable, place);
        };
        let is_whole = cells.len() == columns.len();
        if !is_whole {
            check.find(Code::CellCount, place);
        }
        let texts: Vec<Option<Cow<'_, str>>> = cells
            .iter()
            .map(|cell| text(cell, dialect.encoding()))
            .collect();
        for (column, text) in columns.iter().zip(&texts) {
            if let Some(position) = column {
                check.cell(*position, text.as_deref(), place);
            }
        }
        if is_whole && is_exact {
            check.bytes(&texts, record.raw, place);
        }
    }
}

/// Reads the header line, if it can be read; says whether it is the profile's own.
fn header<'b>(
    bytes: &[u8],
    rows: &mut Records<'b>,
    cells: &mut Vec<Cow<'b, [u8]>>,
    dialect: Csv,
    check: &mut Check<'_>,
) -> Option<(Columns, bool)> {
    let place = Place { row: None, line: 1 };
    match rows.next(cells) {
        Some(Ok(_)) => {}
        Some(Err(_)) => {
            check.find(Code::Unreadable, place);
            return None;
        }
        None => {
            check.columns(std::iter::empty(), place);
            return None;
        }
    }
    let headers: Vec<Option<Cow<'_, str>>> = cells
        .iter()
        .map(|cell| text(cell, dialect.encoding()))
        .collect();
    let headers = || headers.iter().map(Option::as_deref);
    let columns = check.columns(headers(), place);
    let is_exact = check.is_exact(headers());
    if is_exact {
        // Everything up to the first row: a byte order mark belongs to it.
        check.head(
            bytes
                .get(..bytes.len().saturating_sub(rows.left()))
                .unwrap_or_default(),
        );
    }
    Some((columns, is_exact))
}

fn text<'t>(cell: &'t [u8], encoding: Encoding) -> Option<Cow<'t, str>> {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => std::str::from_utf8(cell).ok().map(Cow::Borrowed),
        Encoding::Windows1252 => Some(windows_1252::decode(cell)),
    }
}
