//! Rows as finished bytes, put away by the beginning of their tokens.
//!
//! To put a million rows in order by the token takes a walk through all of memory for every one.
//! Kept on shelves of neighbouring tokens, each shelf is small enough to be sorted, compared and
//! written out while it is near.

use std::io;

use crate::code::Code;

/// The rows of a batch.
pub(super) struct Shelves {
    shelves: Vec<Shelf>,
    rows: u32,
}

#[derive(Default)]
struct Shelf {
    entries: Vec<Entry>,
    /// The rows' bytes in chunks, so that growing moves little: those that are full, and the last.
    full: Vec<Vec<u8>>,
    open: Vec<u8>,
}

/// One row: its key, its number by order of arrival (counted from 0), and where its bytes are.
struct Entry {
    key: u128,
    row: u32,
    chunk: u32,
    start: u32,
    length: u32,
}

/// More of them would fit the caches no longer while rows are put away, and fewer while they are sorted.
const SHELVES: usize = 64;
const CHUNK: usize = 16 << 10;
/// A row longer than this makes its chunk grow, which costs time and nothing else.
const ROOM: usize = 1 << 10;
/// What is handed out at once.
const BLOCK: usize = 64 << 10;

impl Shelves {
    pub(super) fn new() -> Self {
        let shelves = std::iter::repeat_with(Shelf::default);
        Self {
            shelves: shelves.take(SHELVES).collect(),
            rows: 0,
        }
    }

    pub(super) const fn len(&self) -> u32 {
        self.rows
    }

    /// Puts away the row that `write` writes, or nothing if it fails.
    pub(super) fn put<E>(
        &mut self,
        mac: &[u8; 16],
        write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        let key = order_key(mac);
        let [first, ..] = key.to_be_bytes();
        // INVARIANT: there is a shelf for every beginning
        let Some(shelf) = self.shelves.get_mut(usize::from(first) * SHELVES / 256) else {
            return Ok(());
        };
        if shelf.open.len() > CHUNK - ROOM {
            // the first one grew as it was filled, so that a small batch takes little
            let next = Vec::with_capacity(CHUNK);
            shelf.full.push(std::mem::replace(&mut shelf.open, next));
        }
        let start = shelf.open.len();
        if let Err(error) = write(&mut shelf.open) {
            shelf.open.truncate(start);
            return Err(error);
        }
        shelf.entries.push(Entry {
            key,
            row: self.rows,
            chunk: narrow(shelf.full.len()),
            start: narrow(start),
            length: narrow(shelf.open.len() - start),
        });
        self.rows += 1;
        Ok(())
    }

    /// Puts every shelf in order.
    pub(super) fn sort(&mut self) {
        for shelf in &mut self.shelves {
            shelf.entries.sort_unstable_by_key(|entry| entry.key);
        }
    }

    /// The first repetition among sorted rows: what it is, and the later of the two rows, by their
    /// order of arrival. Equal tokens of unequal MACs are a collision.
    pub(super) fn repeated(&self, chars: u8) -> Option<(Code, u32)> {
        let shift = 128_u32.saturating_sub(u32::from(chars) * 5);
        let neighbours = self.shelves.iter().flat_map(|shelf| {
            let pairs = shelf.entries.array_windows();
            pairs.filter(move |[left, right]| left.key >> shift == right.key >> shift)
        });
        let faults = neighbours.map(|[left, right]| {
            let code = if left.key == right.key {
                Code::DuplicateRecord
            } else {
                Code::TokenCollision
            };
            (code, left.row.max(right.row))
        });
        faults.min_by_key(|(_, row)| *row)
    }

    /// The first row, by order of arrival, that has one of these MACs.
    pub(super) fn first_of(&self, macs: &[[u8; 16]]) -> Option<u32> {
        if macs.is_empty() {
            return None;
        }
        let keys: std::collections::HashSet<u128> = macs.iter().map(order_key).collect();
        let entries = self.shelves.iter().flat_map(|shelf| &shelf.entries);
        entries
            .filter(|entry| keys.contains(&entry.key))
            .map(|entry| entry.row)
            .min()
    }

    /// How many bytes all rows have.
    #[cfg(feature = "seal")]
    pub(super) fn bytes(&self) -> u64 {
        let chunks = |shelf: &Shelf| {
            let full: usize = shelf.full.iter().map(Vec::len).sum();
            (full + shelf.open.len()) as u64
        };
        self.shelves.iter().map(chunks).sum()
    }

    /// Hands out the bytes of all rows in order, in blocks; no row is in two.
    pub(super) fn for_each_block(
        &self,
        mut take: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut block = Vec::with_capacity(BLOCK);
        for shelf in &self.shelves {
            for entry in &shelf.entries {
                block.extend_from_slice(shelf.row(entry));
                if block.len() > BLOCK - ROOM {
                    take(&block)?;
                    block.clear();
                }
            }
        }
        take(&block)
    }
}

impl Shelf {
    fn row(&self, entry: &Entry) -> &[u8] {
        let start = entry.start as usize;
        let chunk = self.full.get(entry.chunk as usize).unwrap_or(&self.open);
        chunk
            .get(start..start + entry.length as usize)
            .unwrap_or_default()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a row is of one record, of 16 MiB at most, and a shelf's chunks are fewer than its rows"
)]
const fn narrow(number: usize) -> u32 {
    number as u32
}

/// A MAC as a number that sorts as the characters of its token do, and is equal iff the MAC is.
///
/// A token's letters stand for 0 to 25 and its digits for 26 to 31, but in bytes digits come first:
/// to each five bits six is added, without a carry to the next.
const fn order_key(mac: &[u8; 16]) -> u128 {
    let mac = u128::from_be_bytes(*mac);
    let highest = mac & (EACH_FIVE * 16);
    ((mac ^ highest) + EACH_FIVE * 6) ^ highest
}

/// A one in each five bits, of which there are 25 from the top; three bits are left over.
const EACH_FIVE: u128 = {
    let mut ones = 0;
    let mut position = 0;
    while position < 25 {
        ones |= 1 << (3 + 5 * position);
        position += 1;
    }
    ones
};

#[cfg(test)]
mod tests;
