//! CRC-32 of zip (ISO 3309), eight bytes at once.

/// A checksum while it is made.
#[derive(Clone, Copy)]
pub(in crate::batch) struct Crc(u32);

const POLYNOMIAL: u32 = 0xedb8_8320;

/// The `n`th table holds the checksums of a byte with `n` zeros behind it.
static TABLES: [[u32; 256]; 8] = tables();

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "made when the program is compiled, where a slip does not compile"
)]
const fn tables() -> [[u32; 256]; 8] {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = (crc >> 1) ^ if crc & 1 == 1 { POLYNOMIAL } else { 0 };
            bit += 1;
        }
        tables[0][byte] = crc;
        byte += 1;
    }
    let mut table = 1;
    while table < 8 {
        let mut byte = 0;
        while byte < 256 {
            let before = tables[table - 1][byte];
            tables[table][byte] = (before >> 8) ^ tables[0][(before & 255) as usize];
            byte += 1;
        }
        table += 1;
    }
    tables
}

impl Crc {
    pub(in crate::batch) const fn new() -> Self {
        Self(u32::MAX)
    }

    pub(in crate::batch) fn of(bytes: &[u8]) -> u32 {
        let mut crc = Self::new();
        crc.update(bytes);
        crc.finish()
    }

    pub(in crate::batch) fn update(&mut self, bytes: &[u8]) {
        let [zero, one, two, three, four, five, six, seven] = &TABLES;
        let (eights, rest) = bytes.as_chunks::<8>();
        for &[a, b, c, d, e, f, g, h] in eights {
            let [i, j, k, l] = (self.0 ^ u32::from_le_bytes([a, b, c, d])).to_le_bytes();
            self.0 = at(seven, i)
                ^ at(six, j)
                ^ at(five, k)
                ^ at(four, l)
                ^ at(three, e)
                ^ at(two, f)
                ^ at(one, g)
                ^ at(zero, h);
        }
        for byte in rest {
            let [low, ..] = self.0.to_le_bytes();
            self.0 = (self.0 >> 8) ^ at(zero, low ^ byte);
        }
    }

    pub(in crate::batch) const fn finish(self) -> u32 {
        !self.0
    }
}

fn at(table: &[u32; 256], byte: u8) -> u32 {
    // INVARIANT: a byte is below 256
    table.get(usize::from(byte)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Crc, POLYNOMIAL};

    /// Bit by bit, as the standard describes it.
    fn slow(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ if crc & 1 == 1 { POLYNOMIAL } else { 0 }
            })
        })
    }

    #[test]
    fn checksums_are_those_of_the_standard_however_they_are_fed() {
        // the check value of the published catalogue of checksums
        assert_eq!(Crc::of(b"123456789"), 0xcbf4_3926);
        let bytes: Vec<u8> = (0..1000_u32).map(|n| ((n * n) >> 3) as u8).collect();
        for length in (0..50).chain([999, 1000]) {
            assert_eq!(
                Crc::of(&bytes[..length]),
                slow(&bytes[..length]),
                "{length}"
            );
            let mut crc = Crc::new();
            bytes[..length]
                .chunks(7)
                .for_each(|chunk| crc.update(chunk));
            assert_eq!(crc.finish(), slow(&bytes[..length]));
        }
    }
}
