//! The pixels of a PNG, only counted: what is packed beyond them is nothing that a reader sees.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// What a PNG's header says of its rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows {
    width: u64,
    height: u64,
    bits: u64,
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
            _,
            _,
            interlace,
        ] = header
        else {
            return None;
        };
        let samples = match colour {
            0 | 3 => 1,
            2 => 3,
            4 => 2,
            6 => 4,
            _ => return None,
        };
        Some(Self {
            width: u32::from_be_bytes([*w1, *w2, *w3, *w4]).into(),
            height: u32::from_be_bytes([*h1, *h2, *h3, *h4]).into(),
            bits: samples * u64::from(*depth),
            is_interlaced: *interlace == 1,
        })
    }

    /// The bytes of all rows, each with a byte that names its filter.
    fn bytes(self) -> u64 {
        let part = |width: u64, height: u64| {
            if width == 0 || height == 0 {
                return 0;
            }
            let row = width.saturating_mul(self.bits).div_ceil(8);
            row.saturating_add(1).saturating_mul(height)
        };
        if !self.is_interlaced {
            return part(self.width, self.height);
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
        .fold(0, |sum: u64, (x, y, across, down)| {
            let width = self.width.saturating_sub(*x).div_ceil(*across);
            let height = self.height.saturating_sub(*y).div_ceil(*down);
            sum.saturating_add(part(width, height))
        })
    }

    /// Whether the packed rows hold more than the picture has, or anything stands behind them.
    pub(super) fn are_exceeded(self, packed: &[&[u8]]) -> bool {
        let length: u64 = packed.iter().map(|piece| piece.len() as u64).sum();
        let mut decoder = ZlibDecoder::new(Pieces(packed, &[]));
        let mut buffer = [0; 16 << 10];
        let mut left = self.bytes();
        loop {
            match decoder.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) if read as u64 > left => return true,
                Ok(read) => left -= read as u64,
                // rows that break off hide nothing
                Err(_) => return false,
            }
        }
        left == 0 && decoder.total_in() < length
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
