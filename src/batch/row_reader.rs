//! Reads the rows of a batch piece by piece: columns, cells, bytes and tokens, by the manifest alone.
//!
//! The manifest does not tell the dialect of a CSV; its header line does, to what still makes a
//! difference. Whether cells are in their languages is for [`conformance`](crate::conformance), which has the
//! profile.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr3};

use super::encode::{Encoder, Form};
use super::manifest::{Manifest, ManifestColumn, name_of};
use super::problem::{Entry, Problem, Problems};
use super::records::Records;
use super::token::Token;
use crate::code::Code;
use crate::profile::{Csv, Encoding, PhotoName};
use crate::value::windows_1252;

/// No row of ours is longer.
const LONGEST: usize = 1 << 20;

/// What every row must be.
pub(super) struct RowReader {
    form: Form,
    columns: usize,
    matching: usize,
    chars: u8,
    /// How the last cell names the file of the photo, if there is one.
    photo_name: Option<PhotoName>,
    /// In which the rows can be written, of all that are thinkable.
    dialects: Vec<Dialect>,
    /// The beginning of a row whose end has not come yet.
    pending: Vec<u8>,
    /// The header line is still to come.
    before_rows: bool,
    /// Nothing that follows can be read.
    is_broken: bool,
    rows: u64,
    last: Option<Token>,
    written: Vec<u8>,
}

struct Dialect {
    csv: Csv,
    encoder: Encoder,
}

impl RowReader {
    pub(super) fn new(
        columns: &[ManifestColumn],
        manifest: (usize, u8, PhotoName),
        form: Form,
    ) -> Self {
        let headers = || columns.iter().map(|column| column.header().to_owned());
        let dialect = |csv| Dialect {
            csv,
            encoder: Encoder::with(headers().collect(), csv, form),
        };
        let dialects = match form {
            Form::Csv => Csv::all().map(dialect).collect(),
            Form::Ndjson => vec![dialect(Csv::default())],
        };
        Self {
            form,
            columns: columns.len(),
            matching: manifest.0,
            chars: manifest.1,
            photo_name: columns
                .last()
                .filter(|column| column.is_photo())
                .map(|_| manifest.2),
            dialects,
            pending: Vec::new(),
            before_rows: form == Form::Csv,
            is_broken: false,
            rows: 0,
            last: None,
            written: Vec::new(),
        }
    }

    pub(super) fn of(manifest: &Manifest) -> Self {
        let matching = manifest.matching_column();
        let column = manifest.columns.get(matching);
        // INVARIANT: the matching column holds tokens alone
        let chars = column.and_then(ManifestColumn::token_chars).unwrap_or(16);
        let name = manifest.photo_name();
        Self::new(
            &manifest.columns,
            (matching, chars, name),
            manifest.rows.form,
        )
    }

    /// Takes the next piece; hands over the number and token of each row.
    pub(super) fn feed(
        &mut self,
        mut bytes: &[u8],
        problems: &mut Problems,
        row: &mut dyn FnMut(u64, Token, &mut Problems),
    ) {
        while !self.is_broken {
            let Some(length) = self.next_end(bytes) else {
                self.pending.extend_from_slice(bytes);
                if self.pending.len() > LONGEST {
                    self.is_broken = true;
                    problems.add(self.problem(Code::RowsNotAsManifest, self.rows + 1));
                }
                return;
            };
            let Some((end, rest)) = bytes.split_at_checked(length) else {
                return;
            };
            bytes = rest;
            if self.pending.is_empty() {
                self.take(end, problems, row);
            } else {
                let mut whole = std::mem::take(&mut self.pending);
                whole.extend_from_slice(end);
                self.take(&whole, problems, row);
                whole.clear();
                self.pending = whole;
            }
        }
    }

    /// Ends the rows, and says how many there were.
    pub(super) fn finish(self, problems: &mut Problems) -> u64 {
        if !self.pending.is_empty() && !self.is_broken {
            problems.add(self.problem(Code::RowsNotAsManifest, self.rows + 1));
        } else if self.before_rows && !self.is_broken {
            problems.add(self.whole(Code::RowsNotAsManifest));
        }
        self.rows
    }

    /// Where the row at hand ends in these bytes: at a line feed outside quotes.
    fn next_end(&self, bytes: &[u8]) -> Option<usize> {
        let quotes = |bytes: &[u8]| memchr_iter(b'"', bytes).count();
        let mut open = match self.form {
            Form::Csv => quotes(&self.pending) % 2,
            Form::Ndjson => 0,
        };
        let mut from = 0;
        loop {
            let rest = bytes.get(from..)?;
            let line = memchr(b'\n', rest)? + 1;
            if self.form == Form::Csv {
                open = (open + quotes(rest.get(..line)?)) % 2;
            }
            from += line;
            if open == 0 {
                return Some(from);
            }
        }
    }

    fn take(
        &mut self,
        raw: &[u8],
        problems: &mut Problems,
        row: &mut dyn FnMut(u64, Token, &mut Problems),
    ) {
        if self.before_rows {
            self.before_rows = false;
            self.dialects
                .retain_mut(|dialect| dialect.encoder.head() == raw);
            if self.dialects.is_empty() {
                // Without the columns, nothing that follows means anything.
                self.is_broken = true;
                problems.add(self.whole(Code::RowsNotAsManifest));
            }
            return;
        }
        self.rows += 1;
        let Some((token, is_ordered)) = self.row(raw) else {
            problems.add(self.problem(Code::RowsNotAsManifest, self.rows));
            return;
        };
        if !is_ordered {
            problems.add(self.problem(Code::RowOrder, self.rows));
        }
        row(self.rows, token, problems);
    }

    /// The token of a row that is in its one form, and whether it stands behind the one before.
    fn row(&mut self, raw: &[u8]) -> Option<(Token, bool)> {
        let found = self.plain_row(raw).or_else(|| self.any_row(raw));
        let token = found.filter(|token| token.chars() == self.chars)?;
        let is_ordered = self.last.is_none_or(|last| last < token);
        self.last = Some(token);
        Some((token, is_ordered))
    }

    /// The token of a row of ASCII without a quote, which has one form: no cell of it could be quoted, and
    /// encodings make no difference. None if it is another kind of row.
    fn plain_row(&self, raw: &[u8]) -> Option<Token> {
        if self.form != Form::Csv || self.columns < 2 || !raw.is_ascii() {
            return None;
        }
        let body = raw.strip_suffix(b"\r\n")?;
        if memchr3(b'"', b'\r', b'\n', body).is_some() {
            return None;
        }
        let delimiter = self
            .dialects
            .first()?
            .csv
            .delimiter()
            .name()
            .bytes()
            .next()?;
        let (mut count, mut from) = (0, 0);
        let (mut matching, mut last) = (None, &b""[..]);
        for to in memchr_iter(delimiter, body).chain([body.len()]) {
            last = body.get(from..to).filter(|cell| !cell.is_empty())?;
            if count == self.matching {
                matching = Token::parse(last);
            }
            count += 1;
            from = to + 1;
        }
        let token = matching.filter(|_| count == self.columns)?;
        let names_photo = self.photo_name.is_none_or(|name| {
            std::str::from_utf8(last).is_ok_and(|cell| token.is_file(name, cell))
        });
        names_photo.then_some(token)
    }

    /// The token of any row that is in its one form.
    fn any_row(&mut self, raw: &[u8]) -> Option<Token> {
        let (columns, form) = (self.columns, self.form);
        let (matching, photo_name) = (self.matching, self.photo_name);
        let written = &mut self.written;
        let mut found = None;
        // Where all is ASCII, encodings make no difference; where there is one column, delimiters
        // could.
        let once = raw.is_ascii() && columns > 1;
        let most = if once { 1 } else { self.dialects.len() };
        let mut is_written_in = |dialect: &mut Dialect| {
            let cells = match form {
                Form::Csv => csv_cells(raw, dialect.csv),
                Form::Ndjson => json_cells(raw, dialect.encoder.keys()),
            };
            let Some(cells) = cells.filter(|cells| cells.len() == columns) else {
                return false;
            };
            let token = token(&cells, matching, photo_name);
            written.clear();
            let texts = cells.iter().map(AsRef::as_ref);
            let is_written = dialect.encoder.cells(texts, written).is_ok();
            let is_filled = cells.iter().all(|cell| !cell.is_empty());
            let is_right = is_written && is_filled && written == raw && token.is_some();
            if is_right {
                found = token;
            }
            is_right
        };
        let mut dialects = self.dialects.iter_mut().take(most);
        let fitting: Vec<bool> = dialects.by_ref().map(&mut is_written_in).collect();
        // A row in no dialect is told; the next one may be in order again.
        if fitting.contains(&true) && fitting.contains(&false) {
            let mut fitting = fitting.into_iter();
            self.dialects.retain(|_| fitting.next().unwrap_or(true));
        }
        found
    }

    const fn whole(&self, code: Code) -> Problem {
        Problem::new(code).of(Entry::Named(name_of(self.form)))
    }

    const fn problem(&self, code: Code, row: u64) -> Problem {
        self.whole(code).at_row(row)
    }
}

/// The matching token, if the photo's cell names its file.
fn token(cells: &[Cow<'_, str>], matching: usize, photo_name: Option<PhotoName>) -> Option<Token> {
    let token = Token::parse(cells.get(matching)?.as_bytes())?;
    let names_photo =
        photo_name.is_none_or(|name| cells.last().is_some_and(|cell| token.is_file(name, cell)));
    names_photo.then_some(token)
}

fn csv_cells(raw: &[u8], csv: Csv) -> Option<Vec<Cow<'_, str>>> {
    let delimiter = csv.delimiter().name().bytes().next()?;
    let mut cells = Vec::new();
    Records::new(raw, delimiter).next(&mut cells)?.ok()?;
    let texts = cells.into_iter().map(|cell| match (csv.encoding(), cell) {
        (Encoding::Windows1252, cell) => Some(Cow::Owned(windows_1252::decode(&cell).into_owned())),
        (_, Cow::Borrowed(cell)) => std::str::from_utf8(cell).ok().map(Cow::Borrowed),
        (_, Cow::Owned(cell)) => String::from_utf8(cell).ok().map(Cow::Owned),
    });
    texts.collect()
}

/// The strings behind these keys, each read from quote to quote.
fn json_cells<'r>(raw: &'r [u8], keys: &[String]) -> Option<Vec<Cow<'r, str>>> {
    let mut rest = raw;
    let mut cells = Vec::with_capacity(keys.len());
    for key in keys {
        rest = rest.strip_prefix(key.as_bytes())?;
        let inner = rest.strip_prefix(b"\"")?;
        let mut from = 0;
        let end = loop {
            let at = from + memchr(b'"', inner.get(from..)?)?;
            let escapes = inner.get(..at)?.iter().rev();
            if escapes.take_while(|byte| **byte == b'\\').count() % 2 == 0 {
                break at;
            }
            from = at + 1;
        };
        // The error can quote the text: that there is one is all that is kept of it.
        let text: String = serde_json::from_slice(rest.get(..end + 2)?).ok()?;
        cells.push(Cow::Owned(text));
        rest = rest.get(end + 2..)?;
    }
    (rest == b"}\n").then_some(cells)
}
