//! What is looked at more than once: a file, or what came through standard input.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use crate::failure::Failure;

/// So much of a stream is held. A file has no such limit.
const MOST: u64 = 1 << 30;

/// Bytes as they came; of something encrypted, encrypted.
pub(crate) enum Held {
    File(File),
    Memory(Cursor<Vec<u8>>),
}

impl Held {
    /// Standard input; where a file was led to it, that file.
    pub(crate) fn standard() -> Result<Self, Failure> {
        if let Some(file) = led_to_standard_input() {
            return Ok(Self::File(file));
        }
        Self::of_stream(io::stdin().lock(), MOST)
    }

    fn of_stream(stream: impl Read, most: u64) -> Result<Self, Failure> {
        let next = "name the file in place of -";
        let mut bytes = Vec::new();
        let read = stream.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|error| {
            Failure::could_not_run(format!("standard input: {}", error.kind()), next)
        })?;
        if bytes.len() as u64 > most {
            let text = format!("standard input: longer than {most} bytes");
            return Err(Failure::could_not_run(text, next));
        }
        Ok(Self::Memory(Cursor::new(bytes)))
    }
}

/// The file behind standard input, if it is one and nothing of it was read yet.
#[cfg(unix)]
fn led_to_standard_input() -> Option<File> {
    use std::os::fd::AsFd;

    let mut file = File::from(io::stdin().as_fd().try_clone_to_owned().ok()?);
    let is_whole = file.metadata().ok()?.is_file() && file.stream_position().ok()? == 0;
    is_whole.then_some(file)
}

#[cfg(not(unix))]
const fn led_to_standard_input() -> Option<File> {
    None
}

impl Read for Held {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Memory(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Held {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_held_whole_or_refused() {
        for (length, is_held) in [(0, true), (99, true), (100, true), (101, false)] {
            let held = Held::of_stream(io::repeat(7).take(length), 100);
            assert_eq!(held.is_ok(), is_held, "{length}");
            if let Ok(mut held) = held {
                let mut bytes = Vec::new();
                held.read_to_end(&mut bytes).unwrap();
                assert_eq!(bytes, vec![7; usize::try_from(length).unwrap()]);
            }
        }
        assert!(Held::of_stream(io::repeat(7), 1 << 20).is_err(), "endless");
    }
}
