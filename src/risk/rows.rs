//! Rows as they stand in a file, led to the profile's columns.

use std::borrow::Cow;
use std::fmt;

use memchr::memchr;

use super::Assessor;
use crate::batch::{Entries, Form, JsonCell, Records};
use crate::code::{Code, ColumnName, Refused};
use crate::profile::{Encoding, Profile};
use crate::value::windows_1252;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// So many problems are told; nothing is read behind the last of them.
const TOLD: usize = 20;

/// A file is not whole, or does not have the columns of its profile.
///
/// # Security
/// Holds codes and positions, and headers of the profile alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsErrors {
    problems: Vec<Refused>,
}

impl RowsErrors {
    /// Each problem, up to twenty; never none.
    pub fn problems(&self) -> &[Refused] {
        &self.problems
    }
}

impl fmt::Display for RowsErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, problem) in self.problems.iter().enumerate() {
            if position > 0 {
                f.write_str("; ")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for RowsErrors {}

/// Reads rows piece by piece, each of whole rows.
pub(super) struct Reader<'p> {
    profile: &'p Profile,
    form: Option<Form>,
    /// The profile's column that each column of a CSV is; of a photo, none. Unknown before its header.
    columns: Option<Vec<Option<usize>>>,
    row: u64,
    line: u64,
    problems: Vec<Refused>,
}

impl<'p> Reader<'p> {
    pub(super) const fn new(profile: &'p Profile, form: Option<Form>) -> Self {
        Self {
            profile,
            form,
            columns: None,
            row: 0,
            line: 0,
            problems: Vec::new(),
        }
    }

    pub(super) fn feed(&mut self, bytes: &[u8], into: &mut Assessor) {
        let Some(first) = bytes.first() else {
            return;
        };
        let form = *self.form.get_or_insert(match first {
            b'{' => Form::Ndjson,
            _ => Form::Csv,
        });
        match form {
            Form::Csv => self.csv(bytes, into),
            Form::Ndjson => self.ndjson(bytes, into),
        }
    }

    pub(super) fn finish(self) -> Result<(), RowsErrors> {
        if self.problems.is_empty() {
            return Ok(());
        }
        Err(RowsErrors {
            problems: self.problems,
        })
    }

    fn is_over(&self) -> bool {
        self.problems.len() >= TOLD
    }

    fn problem(&mut self, code: Code, column: Option<ColumnName>) {
        let mut refused = Refused::new(code);
        if self.row > 0 {
            refused = refused.at_row(self.row);
        }
        refused = refused.at_line(self.line);
        self.problems.push(match column {
            Some(column) => refused.in_column(column),
            None => refused,
        });
    }

    fn csv(&mut self, bytes: &[u8], into: &mut Assessor) {
        let csv = self.profile.csv();
        let delimiter = csv.delimiter().name().bytes().next().unwrap_or(b',');
        let body = match self.columns {
            None => bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes),
            Some(_) => bytes,
        };
        let before = self.line;
        let mut records = Records::new(body, delimiter);
        let mut cells = Vec::new();
        while !self.is_over() {
            self.line = before + records.line();
            let Some(record) = records.next(&mut cells) else {
                break;
            };
            let is_header = self.columns.is_none();
            self.row += u64::from(!is_header);
            if record.is_err() {
                // where the next row begins is not known
                return self.problem(Code::Unreadable, None);
            }
            let texts: Vec<Option<Cow<'_, str>>> = cells
                .iter()
                .map(|cell| text(cell, csv.encoding()))
                .collect();
            if is_header {
                let headers = texts.iter().map(Option::as_deref);
                let columns = self.header(headers, into);
                if !self.problems.is_empty() {
                    return;
                }
                self.columns = Some(columns);
                continue;
            }
            self.cells(&texts, into);
        }
        self.line = before + records.line() - 1;
    }

    fn cells(&mut self, texts: &[Option<Cow<'_, str>>], into: &mut Assessor) {
        let columns = self.columns.take().unwrap_or_default();
        if columns.len() != texts.len() {
            self.problem(Code::CellCount, None);
        }
        let mut row = vec![None; self.profile.columns().len()];
        for ((ordinal, column), text) in (1..).zip(&columns).zip(texts) {
            if text.is_none() {
                self.problem(Code::BadCell, Some(ColumnName::Ordinal(ordinal)));
            }
            if let Some(place) = column.and_then(|position| row.get_mut(position)) {
                *place = text.as_deref();
            }
        }
        self.columns = Some(columns);
        self.take(&row, into);
    }

    fn take(&mut self, row: &[Option<&str>], into: &mut Assessor) {
        if self.problems.is_empty()
            && let Err(refused) = into.row(row)
        {
            self.problems.push(refused);
        }
    }

    /// Which of the profile's columns these are; of a photo, none.
    fn header<'h>(
        &mut self,
        headers: impl Iterator<Item = Option<&'h str>>,
        into: &mut Assessor,
    ) -> Vec<Option<usize>> {
        let mut columns = Vec::new();
        for (ordinal, header) in (1..).zip(headers) {
            columns.push(self.position(header, ordinal, &columns, into));
        }
        for (position, column) in self.profile.columns().iter().enumerate() {
            if !columns.contains(&Some(position)) {
                let header = ColumnName::Known(column.header().to_owned());
                self.problem(Code::MissingColumn, Some(header));
            }
        }
        columns
    }

    fn position(
        &mut self,
        header: Option<&str>,
        ordinal: u64,
        before: &[Option<usize>],
        into: &mut Assessor,
    ) -> Option<usize> {
        let mut columns = self.profile.columns().iter();
        let found = columns.position(|column| Some(column.header()) == header);
        match found {
            Some(position) if before.contains(&Some(position)) => {
                self.problem(Code::RepeatedColumn, Some(ColumnName::Ordinal(ordinal)));
            }
            Some(_) => {}
            None if self.profile.photo().map(|photo| photo.header()) == header => {
                into.with_photos();
            }
            None => self.problem(Code::UnknownColumn, Some(ColumnName::Ordinal(ordinal))),
        }
        found
    }

    fn ndjson(&mut self, bytes: &[u8], into: &mut Assessor) {
        let mut rest = bytes;
        while !rest.is_empty() && !self.is_over() {
            let end = memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
            let Some((raw, after)) = rest.split_at_checked(end) else {
                return;
            };
            rest = after;
            self.line += 1;
            self.row += 1;
            // The error can quote the input: that there is one is all that is kept of it.
            let Ok(Entries(entries)) = serde_json::from_slice::<Entries<'_>>(raw) else {
                self.problem(Code::Unreadable, None);
                continue;
            };
            let mut row = vec![None; self.profile.columns().len()];
            let mut columns = Vec::new();
            for (ordinal, (key, cell)) in (1..).zip(&entries) {
                let position = self.position(Some(key), ordinal, &columns, into);
                columns.push(position);
                let text = match cell {
                    JsonCell::Text(text) => Some(text.as_ref()),
                    JsonCell::Missing => None,
                    JsonCell::Other => {
                        self.problem(Code::BadCell, Some(ColumnName::Ordinal(ordinal)));
                        None
                    }
                };
                if let Some(place) = position.and_then(|position| row.get_mut(position)) {
                    *place = text;
                }
            }
            self.take(&row, into);
        }
    }
}

fn text(cell: &[u8], encoding: Encoding) -> Option<Cow<'_, str>> {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => std::str::from_utf8(cell).ok().map(Cow::Borrowed),
        Encoding::Windows1252 => Some(windows_1252::decode(cell)),
    }
}
