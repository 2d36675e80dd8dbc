//! Cells parted by a delimiter, or lines of text (RFC 4180 and what passes for it).
//!
//! Read by a forgiving reader: what others would show as a row must be seen as one here.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder};
use simdutf8::basic::from_utf8;

use super::archive::Source;
use super::decode;
use super::desk::Desk;
use super::detect::{Watch, is_pushed_down};
use super::forward::Limited;
use super::sign::Sign;
use super::table::Table;

/// A record that is longer is not looked into, nor what follows it.
pub(super) const LONGEST_RECORD: u64 = 16 << 20;
/// Nothing on a card is longer, with the pictures' names and tokens beside it.
pub(super) const LONGEST_CELL: usize = 1000;
/// Lines without anything, before what stands below them in a cell is not seen: nothing tells a row's height.
const MOST_LINES: usize = 3;
/// Lines without any cell, before a row counts as far away.
const FAR: u64 = 60;
const MARK: &[u8; 3] = b"\xef\xbb\xbf";
/// What parts cells, the likelier first.
const DELIMITERS: &[u8] = b",;\t|^~\x1f:";

/// Looks at a text that begins with `head`.
pub(super) fn look(source: &mut dyn Source, head: &[u8], desk: &mut Desk<'_>) -> io::Result<()> {
    let read = Rc::new(Cell::new(0));
    let mut reader = decode::reader(source, head);
    let mut plain = Vec::new();
    reader.by_ref().take(4096).read_to_end(&mut plain)?;
    let (plain, told) = spoken(&plain, desk);
    let delimiter = told.unwrap_or_else(|| delimiter(plain));
    let whole = io::Cursor::new(plain.to_vec()).chain(reader);
    let limited = Limited {
        inner: BufReader::with_capacity(1 << 16, whole),
        read: Rc::clone(&read),
        most: LONGEST_RECORD,
    };
    let mut rows = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(limited);
    let mut record = ByteRecord::new();
    let mut text = Text::default();
    let mut table: Option<Table> = None;
    let (mut width, mut gap) = (0, 0);
    loop {
        read.set(0);
        match rows.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => match error.into_kind() {
                csv::ErrorKind::Io(error) if error.kind() != io::ErrorKind::FileTooLarge => {
                    return Err(error);
                }
                _ => {
                    desk.find(Sign::NotInspected);
                    break;
                }
            },
        }
        let from = record.position().map_or(0, csv::Position::line);
        let lines = rows.position().line().saturating_sub(from);
        let cells = text.of(&record);
        let Some(table) = &mut table else {
            table = Some(begin(&cells, desk));
            width = record.len();
            continue;
        };
        let row = table.begin_row();
        let blank = match lines {
            0 | 1 => 0,
            lines => lines - 1 - breaks(&record).min(lines - 1),
        };
        gap += blank;
        if record.as_slice().is_empty() {
            gap += 1;
        } else if std::mem::take(&mut gap) > FAR {
            desk.find_times(Sign::FarCells, 1, Some(row));
        }
        if record.len() != width {
            if (width..record.len()).any(|at| !cells.at(at).trim().is_empty()) {
                desk.find_times(Sign::ExtraCells, 1, Some(row));
            }
            if blank > 0 {
                desk.find_times(Sign::TrailingBytes, 1, Some(row));
            }
        }
        for column in 0..record.len() {
            let cell = cells.at(column);
            if cell.len() > LONGEST_CELL {
                desk.find_times(Sign::LongCell, 1, Some(row));
            }
            if lines > 1 && is_pushed_down(&cell, MOST_LINES) {
                desk.find_times(Sign::InvisibleText, 1, Some(row));
            }
            table.cell(column, &cell);
        }
        // a row of headers whose cells another sign parts
        if record.len() == 1 {
            let cell = cells.at(0);
            let whole = cell.len() <= LONGEST_CELL;
            let parts = cell.split(|c| DELIMITERS.iter().any(|known| char::from(*known) == c));
            for part in parts.filter(|part| whole && part.len() < cell.len()) {
                table.part(0, part.trim_matches(['"', ' ']));
            }
        }
        if record.get(0).is_some_and(|cell| cell.starts_with(b"#")) {
            desk.find_times(Sign::CommentLine, 1, Some(row));
        }
        table.end_row();
    }
    text.tell(desk);
    if let Some(table) = table {
        table.finish(desk);
    }
    Ok(())
}

/// The line breaks within a record's cells.
fn breaks(record: &ByteRecord) -> u64 {
    memchr::memchr_iter(b'\n', record.as_slice()).count() as u64
}

/// The table that a header line begins. Names beyond those of any spreadsheet are texts, and what stands under them is
/// of one column.
fn begin(cells: &Cells<'_>, desk: &mut Desk<'_>) -> Table {
    let named = cells.record.len().min(Watch::MOST_COLUMNS);
    let names: Vec<_> = (0..named).map(|at| cells.at(at)).collect();
    let mut table = desk.table(names.iter().map(|name| name.as_ref()));
    if named < cells.record.len() {
        desk.find(Sign::NotInspected);
    }
    for at in named..cells.record.len() {
        table.cell(at, &cells.at(at));
    }
    table
}

/// What stands before the table: a byte order mark, and a line that tells Excel the delimiter.
fn spoken<'b>(head: &'b [u8], desk: &mut Desk<'_>) -> (&'b [u8], Option<u8>) {
    let text = head.strip_prefix(MARK).unwrap_or(head);
    if text.starts_with(MARK) {
        desk.find(Sign::SecondMark);
    }
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let told = line.strip_suffix(b"\r").unwrap_or(line);
    let told = told.trim_ascii_start();
    match told.get(..4).map(<[u8]>::to_ascii_lowercase).as_deref() {
        Some(b"sep=") if told.len() == 5 => {
            desk.find(Sign::CommentLine);
            (
                text.get(line.len() + 1..).unwrap_or_default(),
                told.last().copied(),
            )
        }
        _ => (text, None),
    }
}

/// What parts the cells: what stands equally often in the first lines, else most often in the first.
fn delimiter(head: &[u8]) -> u8 {
    let mut lines: Vec<[usize; DELIMITERS.len()]> = vec![[0; DELIMITERS.len()]];
    let mut quoted = false;
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                if lines.len() == 12 {
                    break;
                }
                lines.push([0; DELIMITERS.len()]);
            }
            byte if !quoted => {
                let known = DELIMITERS.iter().position(|known| known == byte);
                let count = known.and_then(|known| lines.last_mut()?.get_mut(known));
                if let Some(count) = count {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    if lines.len() > 1 {
        // the last line may be cut short
        lines.pop();
    }
    // a title above the table has none
    let titled = lines
        .iter()
        .take_while(|line| line.iter().all(|count| *count == 0))
        .count();
    let (first, rest) = lines
        .get(titled..)
        .and_then(<[_]>::split_first)
        .map_or((&[0; DELIMITERS.len()], &[][..]), |parts| parts);
    let score = |position: &usize| {
        let count = first.get(*position).copied().unwrap_or(0);
        let same = rest
            .iter()
            .filter(|line| line.get(*position) == Some(&count))
            .count();
        (
            count > 0,
            same == rest.len(),
            same,
            count,
            DELIMITERS.len() - position,
        )
    };
    let best = (0..DELIMITERS.len()).max_by_key(score).unwrap_or(0);
    match DELIMITERS.get(best) {
        // a chip's numbers in one column, whose name has none
        Some(b':') if lines.first().and_then(|line| line.get(best)) == Some(&0) => b',',
        Some(best) => *best,
        None => b',',
    }
}

/// The texts of records, and what their bytes say of the file.
#[derive(Default)]
struct Text {
    wide: u64,
    narrow: u64,
    nul: u64,
    mark: u64,
    /// In an encoding that is not read.
    unknown: u64,
}

impl Text {
    fn of<'r>(&mut self, record: &'r ByteRecord) -> Cells<'r> {
        let bytes = record.as_slice();
        self.nul += u64::from(memchr::memchr2(0, 0x1a, bytes).is_some());
        let text = from_utf8(bytes).ok();
        if !bytes.is_ascii() {
            self.wide += u64::from(text.is_some());
            self.narrow += u64::from(text.is_none());
            self.unknown += u64::from(text.is_none() && decode::is_ebcdic(bytes));
            let mut marks = memchr::memchr_iter(MARK[0], bytes);
            self.mark +=
                u64::from(marks.any(|at| bytes.get(at..).is_some_and(|at| at.starts_with(MARK))));
        }
        Cells { record, text }
    }

    fn tell(&self, desk: &mut Desk<'_>) {
        desk.find_times(Sign::NulByte, self.nul, None);
        desk.find_times(Sign::SecondMark, self.mark, None);
        desk.find_times(Sign::NotInspected, self.unknown, None);
        if self.wide > 0 {
            desk.find_times(Sign::MixedEncodings, self.narrow, None);
        }
    }
}

/// The cells of a record, read as text one by one.
struct Cells<'r> {
    record: &'r ByteRecord,
    /// All of them, if they are in UTF-8.
    text: Option<&'r str>,
}

impl<'r> Cells<'r> {
    #[inline]
    fn at(&self, at: usize) -> Cow<'r, str> {
        if let Some(text) = self.text
            && let Some(cell) = self.record.range(at).and_then(|range| text.get(range))
        {
            return Cow::Borrowed(cell);
        }
        let cell = self.record.get(at).unwrap_or_default();
        match from_utf8(cell) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => decode::windows_1252(cell),
        }
    }
}
