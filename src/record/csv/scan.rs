//! Where the cells of a CSV record end, sixty-four bytes at a time.
//!
//! Our own, since the well-kept CSV crates skip blank lines, read on past a record of any length
//! and take an unterminated quote for the end of a cell: a strict reader must refuse all three.

use wide::u8x16;

use crate::code::Code;

const BLOCK: usize = 64;
const LANES: usize = 16;

/// What became of a record. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It ends here; the next one begins at `next`. `cells` is what it holds, `lines` its
    /// length, `is_quoted` whether a cell of it is in quotes.
    Record {
        next: usize,
        cells: usize,
        lines: u64,
        is_quoted: bool,
    },
    /// The buffer ends first.
    Incomplete,
    /// Its structure is broken, in this cell (counted from 0).
    Fault { code: Code, cell: usize },
}

/// A scanner over one buffer, which remembers its place from one record to the next.
#[derive(Debug)]
pub(super) struct Scanner {
    delimiter: u8,
    /// Where each cell of the record ends; as many as the header has.
    ends: Box<[usize]>,
    /// How many of the ends are noted at least; the others are only counted.
    noted: usize,
    base: usize,
    delimiters: u64,
    others: u64,
    is_quoted: bool,
}

impl Scanner {
    /// A scanner for records of `cells` cells, at the beginning of its buffer.
    #[cfg(feature = "inspect")]
    pub(super) const fn delimiter(&self) -> u8 {
        self.delimiter
    }

    pub(super) fn new(delimiter: u8, cells: usize) -> Self {
        Self {
            delimiter,
            ends: vec![0; cells].into_boxed_slice(),
            noted: cells,
            base: usize::MAX,
            delimiters: 0,
            others: 0,
            is_quoted: false,
        }
    }

    /// Forgets the place: the buffer has moved.
    pub(super) const fn reset(&mut self) {
        self.base = usize::MAX;
    }

    /// From the next record on, notes where the first `cells` cells end, and counts the others.
    pub(super) const fn note(&mut self, cells: usize) {
        self.noted = cells;
    }

    /// How many cells a record has.
    pub(super) const fn cells(&self) -> usize {
        self.ends.len()
    }

    /// Where cell `index` of the last record, which began at `start`, begins and ends.
    pub(super) fn cell(&self, start: usize, index: usize) -> (usize, usize) {
        let before = index.checked_sub(1);
        let before = before.and_then(|before| self.ends.get(before));
        let from = before.map_or(start, |end| end + 1);
        (from, self.ends.get(index).copied().unwrap_or(from))
    }

    /// Scans the record that begins at `start`.
    pub(super) fn record(&mut self, buffer: &[u8], start: usize, is_last: bool) -> Step {
        if self.base == usize::MAX {
            self.base = start;
            if !self.load(buffer) {
                return Step::Incomplete;
            }
        }
        let mut cells = 0;
        let mut lines = 1;
        self.is_quoted = false;
        loop {
            if self.others == 0 {
                cells = self.emit(self.delimiters, cells);
                self.base += BLOCK;
                if !self.load(buffer) {
                    return if is_last {
                        self.finish(buffer.len(), buffer.len(), cells, lines)
                    } else {
                        Step::Incomplete
                    };
                }
                continue;
            }
            let below = (self.others & self.others.wrapping_neg()).wrapping_sub(1);
            cells = self.emit(self.delimiters & below, cells);
            self.delimiters &= !below;
            if cells >= self.ends.len() {
                return Step::Fault {
                    code: Code::RaggedRow,
                    cell: cells,
                };
            }
            let at = self.take_other();
            match buffer.get(at) {
                Some(b'\n') => {
                    let end = match at.checked_sub(1) {
                        Some(before) if before >= start && buffer.get(before) == Some(&b'\r') => {
                            before
                        }
                        _ => at,
                    };
                    return self.finish(end, at + 1, cells, lines);
                }
                Some(b'"') if self.begins_a_cell(buffer, start, at) => {
                    self.is_quoted = true;
                    match self.quoted(buffer, is_last) {
                        Ok(inside) => lines += inside,
                        Err(None) => return Step::Incomplete,
                        Err(Some(code)) => return Step::Fault { code, cell: cells },
                    }
                }
                Some(b'"') => {}
                _ => {
                    return Step::Fault {
                        code: Code::NulByte,
                        cell: cells,
                    };
                }
            }
        }
    }

    /// Passes a quoted cell whose opening quote has been taken; how many line ends it holds.
    fn quoted(&mut self, buffer: &[u8], is_last: bool) -> Result<u64, Option<Code>> {
        let cut_short = if is_last {
            Some(Code::UnterminatedQuote)
        } else {
            None
        };
        let mut lines = 0;
        let close = loop {
            while self.others == 0 {
                self.base += BLOCK;
                if !self.load(buffer) {
                    return Err(cut_short);
                }
            }
            let at = self.take_other();
            match buffer.get(at) {
                Some(b'\n') => lines += 1,
                Some(b'"') => match (buffer.get(at + 1), buffer.get(at + 2)) {
                    (Some(b'"'), _) => {
                        if self.others == 0 {
                            self.base += BLOCK;
                            self.load(buffer);
                        }
                        self.take_other();
                    }
                    (Some(b'\n'), _) | (Some(b'\r'), Some(b'\n')) => break at,
                    (Some(byte), _) if *byte == self.delimiter => break at,
                    (Some(b'\r'), None) if !is_last => return Err(None),
                    (Some(0), _) => return Err(Some(Code::NulByte)),
                    (Some(_), _) => return Err(Some(Code::UnterminatedQuote)),
                    (None, _) if is_last => break at,
                    (None, _) => return Err(None),
                },
                _ => return Err(Some(Code::NulByte)),
            }
        };
        // what stands before the closing quote delimits nothing
        self.delimiters &= u64::MAX << (close - self.base);
        Ok(lines)
    }

    /// Takes the first byte of the block that is neither data nor delimiter.
    const fn take_other(&mut self) -> usize {
        let at = self.base + self.others.trailing_zeros() as usize;
        self.others &= self.others.wrapping_sub(1);
        at
    }

    /// Notes the cells that end at these delimiters of the block; how many there are by now.
    fn emit(&mut self, mut delimiters: u64, mut cells: usize) -> usize {
        if cells >= self.noted {
            return cells + delimiters.count_ones() as usize;
        }
        while delimiters != 0 {
            if let Some(end) = self.ends.get_mut(cells) {
                *end = self.base + delimiters.trailing_zeros() as usize;
            }
            cells += 1;
            delimiters &= delimiters.wrapping_sub(1);
        }
        cells
    }

    /// Whether a cell begins here, outside quotes.
    fn begins_a_cell(&self, buffer: &[u8], start: usize, at: usize) -> bool {
        at == start
            || at
                .checked_sub(1)
                .is_some_and(|before| buffer.get(before) == Some(&self.delimiter))
    }

    /// Ends the record's last cell.
    fn finish(&mut self, end: usize, next: usize, cells: usize, lines: u64) -> Step {
        let Some(last) = self.ends.get_mut(cells) else {
            return Step::Fault {
                code: Code::RaggedRow,
                cell: cells,
            };
        };
        *last = end;
        Step::Record {
            next,
            cells: cells + 1,
            lines,
            is_quoted: self.is_quoted,
        }
    }

    /// Looks at the block at `base`; whether there is one.
    fn load(&mut self, buffer: &[u8]) -> bool {
        let Some(rest) = buffer.get(self.base..) else {
            return false;
        };
        let (delimiters, others) = match rest.first_chunk::<BLOCK>() {
            Some(block) => classify(block, self.delimiter),
            None if rest.is_empty() => return false,
            None => {
                let mut block = [b' '; BLOCK];
                for (to, from) in block.iter_mut().zip(rest) {
                    *to = *from;
                }
                classify(&block, self.delimiter)
            }
        };
        self.delimiters = delimiters;
        self.others = others;
        true
    }
}

/// Which bytes are the delimiter, and which are a quote, a line feed or NUL.
#[inline]
fn classify(block: &[u8; BLOCK], delimiter: u8) -> (u64, u64) {
    let delimiter = u8x16::splat(delimiter);
    let (quote, feed, nul) = (u8x16::splat(b'"'), u8x16::splat(b'\n'), u8x16::splat(0));
    let (mut delimiters, mut others) = (0, 0);
    let (lanes, _) = block.as_chunks::<LANES>();
    for (index, lane) in lanes.iter().enumerate() {
        let lane = u8x16::new(*lane);
        let other = lane.simd_eq(quote) | lane.simd_eq(feed) | lane.simd_eq(nul);
        delimiters |= u64::from(lane.simd_eq(delimiter).to_bitmask()) << (index * LANES);
        others |= u64::from(other.to_bitmask()) << (index * LANES);
    }
    (delimiters, others)
}
