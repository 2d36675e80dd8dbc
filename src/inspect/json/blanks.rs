//! Blanks between the values of JSON.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Sees whether more blanks come in one than any layout has: nobody sees how many stand there.
pub(super) struct Blanks<R> {
    pub(super) inner: R,
    pub(super) any: Rc<Cell<bool>>,
}

/// As deep as objects may stand within one another, a line begins with half of that.
const MOST_BLANKS: usize = 1024;

impl<R: Read> Read for Blanks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let bytes = buffer.get(..length).unwrap_or_default();
        let mut parts = bytes.chunks_exact(MOST_BLANKS);
        if parts.any(|part| part.iter().all(u8::is_ascii_whitespace)) {
            self.any.set(true);
        }
        Ok(length)
    }
}
