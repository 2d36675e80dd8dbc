//! Streams that are read once: with a little of their beginning held, a limit on what they may give, and an eye
//! on how much comes without anything in it.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// So much of a stream's beginning is held, until more than that was read: a text can turn out to be
/// another kind of text.
const HELD: usize = 1 << 20;

/// A stream that can go back to its beginning while that is held.
pub(super) struct Forward<R> {
    inner: R,
    begun: Vec<u8>,
    /// How much of what is held was given out again.
    at: usize,
    /// Whether all that was read is held.
    is_held: bool,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Forward<R> {
    /// A stream of which this many bytes are read at once.
    pub(super) fn new(mut inner: R, head: u64) -> io::Result<Self> {
        let mut begun = Vec::new();
        inner.by_ref().take(head).read_to_end(&mut begun)?;
        Ok(Self {
            inner,
            read: Rc::new(Cell::new(begun.len() as u64)),
            begun,
            at: 0,
            is_held: true,
        })
    }

    /// The bytes that were read at once.
    pub(super) fn head(&self) -> &[u8] {
        &self.begun
    }

    /// How many bytes have been read, also while it is being read.
    pub(super) fn count(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.read)
    }

    /// All of it, and whether that is no more than `most`.
    pub(super) fn into_bytes(self, most: u64) -> io::Result<(Vec<u8>, bool)> {
        let mut bytes = self.begun;
        let left = (most + 1).saturating_sub(bytes.len() as u64);
        self.inner.take(left).read_to_end(&mut bytes)?;
        self.read.set(bytes.len() as u64);
        let is_whole = bytes.len() as u64 <= most;
        bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok((bytes, is_whole))
    }
}

impl<R: Read> Read for Forward<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let again = self.begun.get(self.at..).unwrap_or_default();
        if !again.is_empty() {
            let length = again.len().min(buffer.len());
            for (to, from) in buffer.iter_mut().zip(again) {
                *to = *from;
            }
            self.at += length;
            return Ok(length);
        }
        // whoever reads a text may not ask again
        let length = loop {
            match self.inner.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.read.set(self.read.get() + length as u64);
        let fresh = buffer.get(..length).unwrap_or_default();
        if self.is_held && self.begun.len() + length <= HELD {
            self.begun.extend_from_slice(fresh);
            self.at = self.begun.len();
        } else if length > 0 {
            self.is_held = false;
            self.begun = Vec::new();
            self.at = 0;
        }
        Ok(length)
    }
}

impl<R: Read> Seek for Forward<R> {
    /// Goes back to a place in what is held, or stays where it is.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (true, SeekFrom::Start(at)) = (self.is_held, to) else {
            return Err(io::ErrorKind::Unsupported.into());
        };
        match usize::try_from(at)
            .ok()
            .filter(|at| *at <= self.begun.len())
        {
            Some(place) => {
                self.at = place;
                Ok(at)
            }
            None => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

/// Ends a stream that gives more than it may in all.
pub(super) struct Metered<R> {
    pub(super) inner: R,
    pub(super) left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let Some(left) = self.left.get().checked_sub(length as u64) else {
            self.left.set(0);
            return Err(io::ErrorKind::QuotaExceeded.into());
        };
        self.left.set(left);
        Ok(length)
    }
}

/// Ends a stream that goes on for too long without anything that could be told apart in it.
pub(super) struct Limited<R> {
    pub(super) inner: R,
    /// How much came since somebody last set it to zero.
    pub(super) read: Rc<Cell<u64>>,
    pub(super) most: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read.get() > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let length = self.inner.read(buffer)?;
        self.read.set(self.read.get() + length as u64);
        Ok(length)
    }
}
