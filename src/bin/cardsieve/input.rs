//! How an HR export is named and opened.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use cardsieve::record::{Encoding, Format, InputError, InputOptions};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};

use crate::failure::Failure;
use crate::{console, load};

/// Below this size nobody waits long enough to watch.
const LONG: u64 = 32 << 20;

/// How the input is written, where that cannot be found out.
#[derive(Debug, clap::Args)]
pub(crate) struct Reading {
    /// The input's form [default: by the file's ending, else by its first byte]
    #[arg(long, value_enum, value_name = "FORM")]
    input_format: Option<Form>,
    /// What parts the cells of a CSV: , ; | or tab [default: found in the header line]
    #[arg(long, value_name = "C", value_parser = delimiter)]
    delimiter: Option<u8>,
    /// The input's encoding [default: utf-8]
    #[arg(long, value_enum, value_name = "NAME")]
    encoding: Option<Charset>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    Csv,
    Ndjson,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Charset {
    #[value(name = "utf-8")]
    Utf8,
    #[value(name = "windows-1252")]
    Windows1252,
}

impl Reading {
    /// The options for the input of this name.
    pub(crate) fn options(&self, input: &Path) -> InputOptions {
        let format = match self.input_format {
            Some(Form::Csv) => Some(Format::Csv),
            Some(Form::Ndjson) => Some(Format::Ndjson),
            Some(Form::Json) => Some(Format::Json),
            None if is_standard(input) => None,
            None => Format::from_path(input),
        };
        let mut options = InputOptions::new();
        if let Some(format) = format {
            options = options.format(format);
        }
        if let Some(delimiter) = self.delimiter {
            options = options.delimiter(delimiter);
        }
        match self.encoding {
            Some(Charset::Utf8) => options.encoding(Encoding::Utf8),
            Some(Charset::Windows1252) => options.encoding(Encoding::Windows1252),
            None => options,
        }
    }
}

fn delimiter(text: &str) -> Result<u8, &'static str> {
    match text {
        "," => Ok(b','),
        ";" => Ok(b';'),
        "|" => Ok(b'|'),
        "\t" | "\\t" | "tab" => Ok(b'\t'),
        _ => Err("not , ; | or tab"),
    }
}

/// Opens a file, or standard input for `-`; a long one is watched on a terminal.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Read>, Failure> {
    if is_standard(path) {
        return Ok(Box::new(io::stdin().lock()));
    }
    let failure = |error: io::Error| Failure::io(path, error.kind());
    let file = File::open(path).map_err(failure)?;
    let found = file.metadata().map_err(failure)?;
    if found.is_dir() {
        return Err(Failure::io(path, io::ErrorKind::IsADirectory));
    }
    if found.len() < LONG || !console::is_watched() {
        return Ok(Box::new(file));
    }
    let bar = ProgressBar::new(found.len());
    if let Ok(style) =
        ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta} to go")
    {
        bar.set_style(style);
    }
    Ok(Box::new(Watched { file, bar }))
}

/// Clears its bar when it is dropped.
struct Watched {
    file: File,
    bar: ProgressBar,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.bar.inc(read as u64);
        Ok(read)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// What people are told when an input is not accepted.
pub(crate) fn failure(path: &Path, map: Option<&PathBuf>, error: &InputError) -> Failure {
    match error {
        InputError::Map(errors) => {
            load::map_errors(map.map_or(Path::new("the map"), PathBuf::as_path), errors)
        }
        InputError::Io(kind) => Failure::io(path, *kind),
        InputError::DelimiterOfJson => Failure::usage(
            format!(
                "{}: --delimiter is for CSV, and this is JSON",
                path.display()
            ),
            "leave --delimiter out, or say --input-format csv if it is CSV after all",
        ),
        refused => {
            let next = refused.code().map_or("", cardsieve::Code::next_step);
            Failure::refused(format!("{}: {refused}", path.display()), next)
        }
    }
}

pub(crate) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}
