//! The pixels of a PNG, only counted: what is packed beyond them is nothing that a reader sees.
//! Each row begins with the number of its filter, of which there are five.

use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::inspect::sign::Sign;

/// What a PNG's header says of its rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows {
    width: u64,
    height: u64,
    /// The bits of a pixel.
    bits: u64,
    /// The bits of a sample.
    pub(super) depth: u8,
    /// The kind of colour, as the header numbers it.
    pub(super) colour: u8,
    is_interlaced: bool,
}

impl Rows {
    /// From the content of `IHDR`.
    pub(super) fn of(header: &[u8]) -> Option<Self> {
        let [
            w1,
            w2,
            w3,
            w4,
            h1,
            h2,
            h3,
            h4,
            depth,
            colour,
            0,
            0,
            interlace @ (0 | 1),
        ] = header
        else {
            return None;
        };
        let samples = match (colour, depth) {
            (0, 1 | 2 | 4 | 8 | 16) | (3, 1 | 2 | 4 | 8) => 1,
            (2, 8 | 16) => 3,
            (4, 8 | 16) => 2,
            (6, 8 | 16) => 4,
            _ => return None,
        };
        Some(Self {
            width: u32::from_be_bytes([*w1, *w2, *w3, *w4]).into(),
            height: u32::from_be_bytes([*h1, *h2, *h3, *h4]).into(),
            bits: samples * u64::from(*depth),
            depth: *depth,
            colour: *colour,
            is_interlaced: *interlace == 1,
        })
    }

    /// How long a row is with the byte that names its filter, and how many there are, pass by pass.
    fn passes(self) -> Vec<(u64, u64)> {
        let part = |width: u64, height: u64| {
            let row = width.saturating_mul(self.bits).div_ceil(8);
            (row.saturating_add(1), if width == 0 { 0 } else { height })
        };
        if !self.is_interlaced {
            return vec![part(self.width, self.height)];
        }
        // Adam7: where each pass begins, and how far its pixels are apart
        [
            (0, 0, 8, 8),
            (4, 0, 8, 8),
            (0, 4, 4, 8),
            (2, 0, 4, 4),
            (0, 2, 2, 4),
            (1, 0, 2, 2),
            (0, 1, 1, 2),
        ]
        .iter()
        .map(|(x, y, across, down)| {
            let width = self.width.saturating_sub(*x).div_ceil(*across);
            let height = self.height.saturating_sub(*y).div_ceil(*down);
            part(width, height)
        })
        .collect()
    }

    /// What is wrong with the packed rows: more than the picture has, or anything behind them, is
    /// trailing; fewer, or what does not unpack to rows, is damage, under which anything can stand.
    pub(super) fn misfit(self, packed: &[&[u8]]) -> Option<Sign> {
        let length: u64 = packed.iter().map(|piece| piece.len() as u64).sum();
        let mut decoder = ZlibDecoder::new(Pieces(packed, &[]));
        let mut buffer = [0; 16 << 10];
        let mut passes = self.passes().into_iter().filter(|(_, rows)| *rows > 0);
        // the row's length, how many follow it, and where the next byte stands in it
        let (mut row, mut rows, mut at) = (0, 0, 0);
        loop {
            let read = match decoder.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(_) => return Some(Sign::Damaged),
            };
            let mut left = buffer.get(..read).unwrap_or_default();
            while let [filter, ..] = left {
                if at == row {
                    if rows == 0 {
                        let Some(next) = passes.next() else {
                            return Some(Sign::TrailingBytes);
                        };
                        (row, rows) = next;
                    }
                    rows -= 1;
                    at = 0;
                    if *filter > 4 {
                        return Some(Sign::Damaged);
                    }
                }
                let step = (row - at).min(left.len() as u64);
                at += step;
                left = left
                    .get(usize::try_from(step).unwrap_or(usize::MAX)..)
                    .unwrap_or_default();
            }
        }
        if at < row || rows > 0 || passes.next().is_some() {
            return Some(Sign::Damaged);
        }
        (decoder.total_in() < length).then_some(Sign::TrailingBytes)
    }
}

/// Pieces that follow one another.
struct Pieces<'p>(&'p [&'p [u8]], &'p [u8]);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.1.is_empty() {
            let Some((first, rest)) = self.0.split_first() else {
                return Ok(0);
            };
            (self.0, self.1) = (rest, first);
        }
        self.1.read(buffer)
    }
}
