//! Where one record of a JSON input ends and the next begins.

use super::structure;
use crate::code::{Code, Refused};
use crate::record::input::{Buffer, Format, InputError};

/// A record that stands at the beginning of the buffer's rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) length: usize,
    pub(super) line: u64,
}

#[derive(Debug)]
pub(super) struct Splitter {
    is_array: bool,
    state: State,
    /// The line at hand, counted from 1.
    line: u64,
    /// A record that is to be given once more.
    again: Option<Found>,
    last: Option<Found>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Begin,
    Between,
    End,
}

impl Splitter {
    pub(super) const fn new(format: Format) -> Self {
        Self {
            is_array: matches!(format, Format::Json),
            state: State::Begin,
            line: 1,
            again: None,
            last: None,
        }
    }

    /// Gives the last record once more.
    pub(super) const fn again(&mut self) {
        self.again = self.last;
    }

    /// The next record, or none after the last; the caller is done with it before the next call.
    pub(super) fn next(&mut self, buffer: &mut Buffer<'_>) -> Result<Option<Found>, InputError> {
        if let Some(found) = self.again.take() {
            return Ok(Some(found));
        }
        let found = if self.is_array {
            self.element(buffer)
        } else {
            self.line(buffer)
        };
        let line = self.line;
        let found = found.map_err(|error| match error {
            InputError::Refused(refused) if refused.line().is_none() => {
                refused.at_line(line).into()
            }
            other => other,
        })?;
        self.last = found;
        Ok(found)
    }

    /// The next line of NDJSON, its line feed included.
    fn line(&mut self, buffer: &mut Buffer<'_>) -> Result<Option<Found>, InputError> {
        let mut searched = 0;
        loop {
            if buffer.is_done() {
                return Ok(None);
            }
            let unseen = buffer.rest().get(searched..).unwrap_or_default();
            let length = match memchr::memchr(b'\n', unseen) {
                Some(at) => searched + at + 1,
                None if buffer.is_last() => buffer.rest().len(),
                None => {
                    searched = buffer.rest().len();
                    buffer.more()?;
                    continue;
                }
            };
            let line = self.line;
            self.line += 1;
            if is_space(buffer.rest().get(..length).unwrap_or_default()) {
                return if self.only_space_follows(buffer)? {
                    Ok(None)
                } else {
                    Err(Refused::new(Code::MalformedJson).at_line(line).into())
                };
            }
            return Ok(Some(Found { length, line }));
        }
    }

    /// The next object of an array.
    fn element(&mut self, buffer: &mut Buffer<'_>) -> Result<Option<Found>, InputError> {
        if self.state == State::Begin {
            match self.after_space(buffer)? {
                None => return Ok(None),
                Some(b'[') => buffer.advance(1),
                Some(byte) => return Err(unexpected(byte)),
            }
        }
        if self.state != State::End {
            match (self.after_space(buffer)?, self.state) {
                (Some(b']'), _) => {
                    buffer.advance(1);
                    self.state = State::End;
                }
                (Some(b'{'), State::Begin) => {}
                (Some(b','), State::Between) => {
                    buffer.advance(1);
                    match self.after_space(buffer)? {
                        Some(b'{') => {}
                        Some(byte) => return Err(unexpected(byte)),
                        None => return Err(Code::MalformedJson.into()),
                    }
                }
                (Some(byte), _) => return Err(unexpected(byte)),
                (None, _) => return Err(Code::MalformedJson.into()),
            }
        }
        if self.state == State::End {
            return match self.after_space(buffer)? {
                None => Ok(None),
                Some(byte) => Err(unexpected(byte)),
            };
        }
        self.state = State::Between;
        let line = self.line;
        loop {
            match structure::object_length(buffer.rest()) {
                Ok(Some(length)) => {
                    let object = buffer.rest().get(..length).unwrap_or_default();
                    self.line += memchr::memchr_iter(b'\n', object).count() as u64;
                    return Ok(Some(Found { length, line }));
                }
                Ok(None) if buffer.is_last() => return Err(Code::MalformedJson.into()),
                Ok(None) => buffer.more()?,
                Err(code) => return Err(code.into()),
            }
        }
    }

    /// Whether only white space is left; it is then done with.
    fn only_space_follows(&mut self, buffer: &mut Buffer<'_>) -> Result<bool, InputError> {
        Ok(self.after_space(buffer)?.is_none())
    }

    /// Passes white space; the byte that follows.
    fn after_space(&mut self, buffer: &mut Buffer<'_>) -> Result<Option<u8>, InputError> {
        loop {
            let rest = buffer.rest();
            let spaces = rest.iter().take_while(|byte| is_space(&[**byte])).count();
            let passed = rest.get(..spaces).unwrap_or_default();
            self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
            let next = rest.get(spaces).copied();
            buffer.advance(spaces);
            if next.is_some() || buffer.is_done() {
                return Ok(next);
            }
            buffer.more()?;
        }
    }
}

fn is_space(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}

fn unexpected(byte: u8) -> InputError {
    if byte == 0 {
        Code::NulByte.into()
    } else {
        Code::MalformedJson.into()
    }
}
