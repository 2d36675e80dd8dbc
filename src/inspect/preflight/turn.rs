//! One source that is read twice at a time.

use std::cell::RefCell;
use std::io::{self, Read, Seek, SeekFrom};

/// One reader of two that take turns at one source.
pub(super) struct Turn<'s, R> {
    source: &'s RefCell<R>,
    at: u64,
}

impl<'s, R> Turn<'s, R> {
    pub(super) const fn new(source: &'s RefCell<R>) -> Self {
        Self { source, at: 0 }
    }
}

impl<R: Read + Seek> Read for Turn<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut source = self.source.borrow_mut();
        source.seek(SeekFrom::Start(self.at))?;
        let read = source.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}
