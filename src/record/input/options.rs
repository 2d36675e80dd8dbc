//! How an input is to be read: form, delimiter, encoding.

use std::path::Path;

use super::{Buffer, InputError};
use crate::code::Code;

/// The form of an input. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A header line, then a line a record.
    Csv,
    /// A JSON object a line.
    Ndjson,
    /// One JSON array of objects.
    Json,
}

impl Format {
    /// The form that a file name's ending tells.
    pub fn from_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" | "tsv" | "txt" => Some(Self::Csv),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Json => "json",
        }
    }
}

/// The encoding of an input. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// windows-1252.
    Windows1252,
}

/// How an input is to be read; what is not said is found out.
#[derive(Debug, Clone, Default)]
pub struct InputOptions {
    format: Option<Format>,
    delimiter: Option<u8>,
    encoding: Option<Encoding>,
}

impl InputOptions {
    /// Everything is found out: the form from the first byte, the delimiter from the header line.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the form.
    #[must_use]
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Sets the delimiter of a CSV: `,`, `;`, TAB or `|`; another, or any for JSON, is refused when the
    /// input is opened.
    #[must_use]
    pub const fn delimiter(mut self, delimiter: u8) -> Self {
        self.delimiter = Some(delimiter);
        self
    }

    /// Sets the encoding.
    #[must_use]
    pub const fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    pub(in crate::record) const fn chosen_delimiter(&self) -> Option<u8> {
        self.delimiter
    }

    pub(crate) fn chosen_encoding(&self) -> Encoding {
        self.encoding.unwrap_or_default()
    }

    /// Reads the beginning, passes a byte order mark and settles the form.
    pub(super) fn begin(&self, buffer: &mut Buffer<'_>) -> Result<Format, InputError> {
        buffer.more()?;
        if buffer.rest().starts_with(UTF_8) {
            if self.chosen_encoding() != Encoding::Utf8 {
                return Err(Code::AmbiguousEncoding.into());
            }
            buffer.advance(UTF_8.len());
        } else if UTF_16.iter().any(|mark| buffer.rest().starts_with(mark)) {
            // UTF-16: its ASCII characters are half NUL
            return Err(Code::NulByte.into());
        }
        let format = self.format.unwrap_or_else(|| sniffed(buffer.rest()));
        if format != Format::Csv && self.delimiter.is_some() {
            return Err(InputError::DelimiterOfJson);
        }
        Ok(format)
    }
}

/// The form that the first byte tells.
fn sniffed(beginning: &[u8]) -> Format {
    let first = beginning.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        Some(b'{') => Format::Ndjson,
        Some(b'[') => Format::Json,
        _ => Format::Csv,
    }
}

const UTF_8: &[u8] = b"\xef\xbb\xbf";
const UTF_16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];
