//! The strips and tiles of a TIFF's pixels (TIFF 6.0, section 3 and 15), only counted.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::super::bytes::{Order, piece};
use super::super::lzw::{self, Form};
use super::Tag;

/// Bytes that fill up a strip.
const MOST_FILLED: usize = 3;

/// What a directory says of its pixels.
#[derive(Debug, Default)]
pub(super) struct Strips {
    starts: Vec<usize>,
    lengths: Vec<usize>,
    width: u64,
    height: u64,
    bits: u64,
    samples: u64,
    /// Rows of a strip.
    rows: u64,
    packing: usize,
    /// Whether each sample stands by itself, or pixels stand in tiles, so that strips have other sizes.
    is_parted: bool,
}

impl Strips {
    /// Takes a tag, and says whether it is one of these.
    pub(super) fn take(&mut self, tag: &Tag<'_>, order: Order) -> bool {
        let first = tag.numbers(order).next().unwrap_or_default();
        match tag.number {
            0x0100 => self.width = first as u64,
            0x0101 => self.height = first as u64,
            0x0102 => self.bits = first as u64,
            0x0103 => self.packing = first,
            0x0115 => self.samples = first as u64,
            0x0116 => self.rows = first as u64,
            0x011c => self.is_parted |= first != 1,
            0x0142 | 0x0143 => self.is_parted = true,
            0x0111 | 0x0144 => self.starts.extend(tag.numbers(order)),
            0x0117 | 0x0145 => self.lengths.extend(tag.numbers(order)),
            _ => return false,
        }
        true
    }

    /// Where they start and end.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (usize, usize)> {
        let ends = self.starts.iter().zip(&self.lengths);
        ends.map(|(start, length)| (*start, start.saturating_add(*length)))
    }

    /// How many of them hold more than is seen of them.
    pub(super) fn exceeded(&self, bytes: &[u8]) -> u64 {
        let pieces = self.starts.iter().zip(&self.lengths);
        let more = (0..).zip(pieces).filter(|(index, (start, length))| {
            let strip = piece(bytes, **start, **length).unwrap_or_default();
            self.has_more(strip, self.bytes(*index))
        });
        more.count() as u64
    }

    /// The bytes of the rows of a strip; without end where that is not known.
    fn bytes(&self, index: u64) -> u64 {
        let rows = if self.rows == 0 {
            self.height
        } else {
            self.rows
        };
        let before = index.saturating_mul(rows);
        let rows = rows.min(self.height.saturating_sub(before));
        let bits = self.bits.max(1).saturating_mul(self.samples.max(1));
        if self.is_parted || self.width == 0 || self.height == 0 {
            return u64::MAX;
        }
        let row = self.width.saturating_mul(bits).div_ceil(8);
        row.saturating_mul(rows)
    }

    fn has_more(&self, strip: &[u8], values: u64) -> bool {
        let used = match self.packing {
            0 | 1 => usize::try_from(values).unwrap_or(usize::MAX),
            // an older form begins with its least bit
            5 if strip.first() == Some(&0) => return false,
            5 => {
                let form = Form {
                    bits: 8,
                    is_tiff: true,
                };
                return lzw::has_more(strip, form, values) == Some(true);
            }
            8 | 32946 => {
                let mut decoder = ZlibDecoder::new(strip);
                let most = values.saturating_add(1);
                let read = std::io::copy(&mut (&mut decoder).take(most), &mut std::io::sink());
                match read {
                    Ok(read) if read > values => return true,
                    Ok(_) => usize::try_from(decoder.total_in()).unwrap_or(usize::MAX),
                    // what breaks off hides nothing
                    Err(_) => return false,
                }
            }
            32773 => bits_packed(strip, values),
            _ => return false,
        };
        let rest = strip.get(used..).unwrap_or_default();
        rest.len() > MOST_FILLED && rest.iter().any(|byte| *byte != 0)
    }
}

/// How many bytes so many values take that are packed by runs (TIFF 6.0, section 9).
fn bits_packed(strip: &[u8], values: u64) -> usize {
    let (mut at, mut left) = (0_usize, values);
    while left > 0
        && let Some(head) = strip.get(at)
    {
        let (bytes, length) = match head {
            0..=127 => (2 + usize::from(*head), u64::from(*head) + 1),
            128 => (1, 0),
            _ => (2, 257 - u64::from(*head)),
        };
        at = at.saturating_add(bytes);
        left = left.saturating_sub(length);
    }
    at
}
