//! Boxes one after another, and the numbers within them.

use super::super::bytes::{Order, piece};

/// Room for changes is no larger than this, and has nothing in it.
const MOST_ROOM: usize = 4096;

/// A box.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'b> {
    pub(super) kind: &'b [u8],
    pub(super) content: &'b [u8],
    /// Where the content begins in the file.
    pub(super) start: usize,
}

/// The boxes of these bytes, which begin here in the file; none where they break off.
pub(super) fn of(bytes: &[u8], start: usize) -> impl Iterator<Item = Option<Part<'_>>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        (at < bytes.len()).then(|| {
            let part = next(bytes, at);
            at = part.map_or(bytes.len(), |(head, content)| at + head + content.len());
            part.map(|(head, content)| Part {
                kind: piece(bytes, at - content.len() - head + 4, 4).unwrap_or_default(),
                content,
                start: start + at - content.len(),
            })
        })
    })
}

/// The length of the head, and the content.
fn next(bytes: &[u8], at: usize) -> Option<(usize, &[u8])> {
    let told = Order::Big.place(bytes, at)?;
    let (head, length) = match told {
        0 => (8, bytes.len() - at),
        1 => {
            let high = u64::from(Order::Big.word(bytes, at + 8)?) << 32;
            let low = u64::from(Order::Big.word(bytes, at + 12)?);
            (16, usize::try_from(high | low).ok()?)
        }
        _ => (8, told),
    };
    Some((head, piece(bytes, at + head, length.checked_sub(head)?)?))
}

/// Whether these are a few bytes that say nothing.
pub(super) fn is_room(bytes: &[u8]) -> bool {
    bytes.len() <= MOST_ROOM && bytes.iter().all(|byte| *byte == 0)
}

/// Numbers one after another.
#[derive(Debug)]
pub(super) struct Numbers<'b>(pub(super) &'b [u8]);

impl<'b> Numbers<'b> {
    /// So many bytes.
    pub(super) fn bytes(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number of up to eight bytes.
    pub(super) fn long(&mut self, length: usize) -> Option<u64> {
        let bytes = self.bytes(length)?;
        Some(
            bytes
                .iter()
                .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
        )
    }

    /// A number of up to four bytes.
    pub(super) fn word(&mut self, length: usize) -> Option<u32> {
        self.long(length)?.try_into().ok()
    }

    /// A number that counts or points.
    pub(super) fn place(&mut self, length: usize) -> Option<usize> {
        self.long(length)?.try_into().ok()
    }
}
