//! The strips and tiles of a TIFF's pixels (TIFF 6.0, section 3 and 15), only counted.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::super::bytes::{Order, piece};
use super::super::lzw::{self, Form};
use super::Tag;
use crate::inspect::sign::Sign;

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
    /// Whether each sample has strips of its own.
    is_parted: bool,
    /// The width and the height of a tile, where pixels stand in those.
    tile: (u64, u64),
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
            0x011c => self.is_parted = first != 1,
            0x0142 => self.tile.0 = first as u64,
            0x0143 => self.tile.1 = first as u64,
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

    /// What is wrong with each of them that is not as its pixels need it.
    pub(super) fn misfits(&self, bytes: &[u8]) -> impl Iterator<Item = Sign> {
        let pieces = self.starts.iter().zip(&self.lengths);
        (0..).zip(pieces).filter_map(|(index, (start, length))| {
            let strip = piece(bytes, *start, *length).unwrap_or_default();
            self.misfit(strip, self.bytes(index))
        })
    }

    /// The bytes of the rows of a strip or tile; without end where that is not known.
    fn bytes(&self, index: u64) -> u64 {
        let samples = if self.is_parted {
            1
        } else {
            self.samples.max(1)
        };
        let bits = self.bits.max(1).saturating_mul(samples);
        let row = |width: u64| width.saturating_mul(bits).div_ceil(8);
        if self.width == 0 || self.height == 0 {
            return u64::MAX;
        }
        if let (width @ 1.., height @ 1..) = self.tile {
            return row(width).saturating_mul(height);
        }
        let rows = match self.rows {
            0 => self.height,
            rows => rows.min(self.height),
        };
        // with strips of their own, samples follow one another
        let index = if self.is_parted {
            index % self.height.div_ceil(rows)
        } else {
            index
        };
        let before = index.saturating_mul(rows);
        row(self.width).saturating_mul(rows.min(self.height.saturating_sub(before)))
    }

    /// More than its pixels is trailing; what does not unpack is damage, under which anything can stand.
    fn misfit(&self, strip: &[u8], values: u64) -> Option<Sign> {
        if strip.is_empty() {
            return None;
        }
        let used = match self.packing {
            0 | 1 => usize::try_from(values).unwrap_or(usize::MAX),
            // an older form begins with its least bit
            5 if strip.first() == Some(&0) => return Some(Sign::NotInspected),
            5 => {
                let form = Form {
                    bits: 8,
                    is_tiff: true,
                };
                return match lzw::has_more(strip, form, values) {
                    Some(has_more) => has_more.then_some(Sign::TrailingBytes),
                    None => Some(Sign::Damaged),
                };
            }
            8 | 32946 => {
                let mut decoder = ZlibDecoder::new(strip);
                let most = values.saturating_add(1);
                let read = std::io::copy(&mut (&mut decoder).take(most), &mut std::io::sink());
                match read {
                    Ok(read) if read > values => return Some(Sign::TrailingBytes),
                    Ok(_) => usize::try_from(decoder.total_in()).unwrap_or(usize::MAX),
                    Err(_) => return Some(Sign::Damaged),
                }
            }
            32773 => bits_packed(strip, values),
            // fax, JPEG and newer ones, whose end only their own decoders know
            _ => return Some(Sign::NotInspected),
        };
        let rest = strip.get(used..).unwrap_or_default();
        rest.iter()
            .any(|byte| *byte != 0)
            .then_some(Sign::TrailingBytes)
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
