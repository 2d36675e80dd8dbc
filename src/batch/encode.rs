//! Rows as bytes: CSV (RFC 4180) and NDJSON, each in one canonical form.

use crate::canonical_json;
use crate::code::Code;
use crate::minimise::CardRecord;
use crate::profile::{Csv, Delimiter, Encoding, Profile};
use crate::value::windows_1252;

/// The form of bare rows. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A header line, then a line a row, in the dialect of the profile.
    Csv,
    /// A JSON object a line, keys in column order, every value a string.
    Ndjson,
}

/// Writes the rows of one profile in one form.
pub(crate) struct Encoder {
    form: Form,
    delimiter: u8,
    encoding: Encoding,
    /// `{"header":`, `,"header":` … for NDJSON.
    keys: Vec<String>,
    headers: Vec<String>,
    /// How the last column names the photo's file, if it does.
    #[cfg(feature = "seal")]
    photo_name: Option<crate::profile::PhotoName>,
    line: String,
}

impl Encoder {
    /// For bare rows: the profile's columns.
    pub(crate) fn new(profile: &Profile, form: Form) -> Self {
        let columns = profile.columns().iter();
        let headers = columns.map(|column| column.header().to_owned());
        Self::with(headers.collect(), profile.csv(), form)
    }

    /// For rows of a sealed batch: under a profile with photos one column more, of their files.
    #[cfg(feature = "seal")]
    pub(crate) fn sealed(profile: &Profile, form: Form) -> Self {
        let columns = profile.columns().iter().map(|column| column.header());
        let photo = profile.photo().map(|photo| photo.header());
        let headers = columns.chain(photo).map(str::to_owned);
        let mut encoder = Self::with(headers.collect(), profile.csv(), form);
        encoder.photo_name = photo.map(|_| profile.csv().photo_name());
        encoder
    }

    /// For columns with these headers.
    pub(super) fn with(headers: Vec<String>, csv: Csv, form: Form) -> Self {
        let keys = headers.iter().enumerate().map(|(position, header)| {
            let mut key = String::from(if position == 0 { "{" } else { "," });
            canonical_json::string(header, &mut key);
            key.push(':');
            key
        });
        Self {
            form,
            delimiter: match csv.delimiter() {
                Delimiter::Comma => b',',
                Delimiter::Semicolon => b';',
                Delimiter::Tab => b'\t',
                Delimiter::Pipe => b'|',
            },
            encoding: csv.encoding(),
            keys: keys.collect(),
            headers,
            #[cfg(feature = "seal")]
            photo_name: None,
            line: String::new(),
        }
    }

    /// What stands before the first row.
    pub(crate) fn head(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.form == Form::Csv {
            if self.encoding == Encoding::Utf8Bom {
                out.extend_from_slice("\u{feff}".as_bytes());
            }
            let headers = std::mem::take(&mut self.headers);
            // INVARIANT: a loaded profile's headers can be said in its encoding.
            let _ = self.csv(headers.iter().map(String::as_str), headers.len(), &mut out);
            self.headers = headers;
        }
        out
    }

    /// What stands before each string of an NDJSON row.
    #[cfg(feature = "seal")]
    pub(super) fn keys(&self) -> &[String] {
        &self.keys
    }

    /// Whether there are characters that cannot be written.
    pub(super) fn may_lack_a_character(&self) -> bool {
        self.form == Form::Csv && self.encoding == Encoding::Windows1252
    }

    /// Appends one row.
    pub(super) fn row(&mut self, card: &CardRecord, out: &mut Vec<u8>) -> Result<(), Code> {
        #[cfg(feature = "seal")]
        if let Some(name) = self.photo_name {
            let file = super::token::file_cell(card.token(), name);
            return self.cells(card.cells().chain([file.as_str()]), out);
        }
        // One look at the whole row instead of one at every cell. Of one column, an empty cell is
        // quoted: nothing but the mark at its end is left of it.
        let is_plain = card.text().len() > 1 && !is_special(self.delimiter, card.text());
        match (self.form, self.encoding) {
            (Form::Csv, Encoding::Utf8 | Encoding::Utf8Bom) if is_plain => {
                self.csv_as_it_stands(card, out);
                Ok(())
            }
            (Form::Csv, Encoding::Windows1252) if is_plain => {
                self.csv_cells(card.cells(), |_| false, out)
            }
            _ => self.cells(card.cells(), out),
        }
    }

    /// Copies the row at once, and puts delimiters where its cells end.
    fn csv_as_it_stands(&self, card: &CardRecord, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(card.text().as_bytes());
        for end in card.ends() {
            if let Some(mark) = out.get_mut(start + end) {
                *mark = self.delimiter;
            }
        }
        out.pop();
        out.extend_from_slice(b"\r\n");
    }

    /// Appends one row of finished cells.
    pub(crate) fn cells<'c>(
        &mut self,
        cells: impl Iterator<Item = &'c str>,
        out: &mut Vec<u8>,
    ) -> Result<(), Code> {
        match self.form {
            Form::Csv => self.csv(cells, self.headers.len(), out),
            Form::Ndjson => {
                self.line.clear();
                for (key, cell) in self.keys.iter().zip(cells) {
                    self.line.push_str(key);
                    canonical_json::string(cell, &mut self.line);
                }
                out.extend_from_slice(self.line.as_bytes());
                out.extend_from_slice(b"}\n");
                Ok(())
            }
        }
    }

    fn csv<'c>(
        &mut self,
        cells: impl Iterator<Item = &'c str>,
        columns: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Code> {
        let delimiter = self.delimiter;
        let needs_quotes =
            |cell: &str| is_special(delimiter, cell) || (columns == 1 && cell.is_empty());
        self.csv_cells(cells, needs_quotes, out)
    }

    fn csv_cells<'c>(
        &mut self,
        cells: impl Iterator<Item = &'c str>,
        needs_quotes: impl Fn(&str) -> bool,
        out: &mut Vec<u8>,
    ) -> Result<(), Code> {
        let start = out.len();
        for (position, cell) in cells.enumerate() {
            if position > 0 {
                out.push(self.delimiter);
            }
            let quoted = needs_quotes(cell);
            if quoted {
                self.line.clear();
                self.line.push('"');
                self.line.push_str(&cell.replace('"', "\"\""));
                self.line.push('"');
            }
            let cell = if quoted { &self.line } else { cell };
            if self.encoding == Encoding::Windows1252 {
                if !windows_1252::encode(cell, out) {
                    out.truncate(start);
                    return Err(Code::UnmappableCharacter);
                }
            } else {
                out.extend_from_slice(cell.as_bytes());
            }
        }
        out.extend_from_slice(b"\r\n");
        Ok(())
    }
}

/// Whether a cell with this text is quoted.
fn is_special(delimiter: u8, text: &str) -> bool {
    memchr::memchr3(b'"', b'\r', b'\n', text.as_bytes()).is_some()
        || memchr::memchr(delimiter, text.as_bytes()).is_some()
}
