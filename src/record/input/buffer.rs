//! The one buffer: it holds the record at hand and what follows, never the whole input.

use std::fmt;
use std::io::{ErrorKind, Read};

use super::InputError;
use crate::code::Code;

/// The longest cell that is accepted.
pub(in crate::record) const CELL: usize = 1 << 20;
/// The longest record that is accepted.
pub(in crate::record) const RECORD: usize = 16 << 20;

/// Fits a core's second-level cache; a longer record makes it grow. Small when fuzzed, so that a
/// fuzzer's small inputs run over its end too.
const FIRST: usize = if cfg!(fuzzing) { 1 << 10 } else { 256 << 10 };
/// A record and its line end, so that one more byte is known to be too long.
const MOST: usize = RECORD + 3;

pub(in crate::record) struct Buffer<'r> {
    reader: Box<dyn Read + 'r>,
    bytes: Vec<u8>,
    start: usize,
    filled: usize,
    is_last: bool,
}

impl<'r> Buffer<'r> {
    pub(in crate::record) fn new(reader: impl Read + 'r) -> Self {
        Self {
            reader: Box::new(reader),
            bytes: Vec::new(),
            start: 0,
            filled: 0,
            is_last: false,
        }
    }

    /// Everything held, what is done with included.
    pub(in crate::record) fn data(&self) -> &[u8] {
        self.bytes.get(..self.filled).unwrap_or_default()
    }

    /// What is held and not yet done with.
    pub(in crate::record) fn rest(&self) -> &[u8] {
        self.bytes.get(self.start..self.filled).unwrap_or_default()
    }

    /// Where the rest begins in the data.
    pub(in crate::record) const fn start(&self) -> usize {
        self.start
    }

    /// Whether the input ends where the buffer does.
    pub(in crate::record) const fn is_last(&self) -> bool {
        self.is_last
    }

    /// Whether nothing is left, of the buffer and of the input.
    pub(in crate::record) const fn is_done(&self) -> bool {
        self.is_last && self.start >= self.filled
    }

    /// Is done with so many bytes.
    pub(in crate::record) fn advance(&mut self, bytes: usize) {
        self.start = self.filled.min(self.start + bytes);
    }

    /// Makes room and reads on until the buffer is full or the input ends. Moves the data.
    pub(in crate::record) fn more(&mut self) -> Result<(), InputError> {
        if self.is_last {
            return Ok(());
        }
        if self.start > 0 {
            self.bytes.copy_within(self.start..self.filled, 0);
            self.filled -= self.start;
            self.start = 0;
        }
        if self.filled == self.bytes.len() {
            if self.filled >= MOST {
                return Err(Code::RecordTooLong.into());
            }
            let length = (self.filled * 2).clamp(FIRST, MOST);
            self.bytes.resize(length, 0);
        }
        while let Some(room) = self
            .bytes
            .get_mut(self.filled..)
            .filter(|room| !room.is_empty())
        {
            match self.reader.read(room) {
                Ok(0) => {
                    self.is_last = true;
                    break;
                }
                Ok(read) => self.filled = self.bytes.len().min(self.filled + read),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(InputError::Io(error.kind())),
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Buffer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Buffer { .. }")
    }
}
