//! A column of telephone numbers whose first nought a spreadsheet took away: ten digits, as serial numbers have.
//!
//! Source: Ofcom, National Telephone Numbering Plan: 07 and 1 to 5 or 7 to 9 is a mobile, 01 and 02 an area; 07700 900 is kept
//! for drama.
//!
//! By chance: three in ten numbers of ten digits begin so. Serial numbers of one kind begin alike, mobiles do not.

use super::chance::tail;
use super::tally::least;

/// The share of random numbers of ten digits that begin so.
const RATE: f64 = 0.28;

/// So many mobiles that begin in three ways are no serial numbers.
const FEWEST: u64 = 5;

/// What is counted of a column's numbers of ten digits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lost {
    all: u64,
    mobiles: u64,
    areas: u64,
    of_drama: u64,
    /// A bit for each second digit of a mobile.
    seconds: u16,
    first: Option<u64>,
}

impl Lost {
    /// Counts a cell if it is ten digits.
    pub(super) fn add(&mut self, row: u64, text: &str) {
        let bytes = text.as_bytes();
        let &[first, second, ..] = bytes else {
            return;
        };
        if bytes.len() != 10 || !bytes.iter().all(u8::is_ascii_digit) {
            return;
        }
        self.all += 1;
        match (first, second) {
            (b'7', b'1'..=b'5' | b'7'..=b'9') => {
                self.mobiles += 1;
                self.of_drama += u64::from(bytes.starts_with(b"7700900"));
                self.seconds |= 1 << (second - b'0');
            }
            (b'1', b'1'..=b'9') | (b'2', _) => self.areas += 1,
            _ => return,
        }
        self.first = least(self.first, row);
    }

    /// How many they are in a column of so many cells, if they are no chance, and the lowest row of those.
    pub(super) fn tell(&self, cells: u64) -> Option<(u64, u64)> {
        let fit = self.mobiles + self.areas;
        let is_column = self.all * 10 >= cells * 9 && fit * 20 >= self.all * 19;
        let differ = self.seconds.count_ones() > 2
            && self.mobiles * 10 >= self.all * 3
            && tail(self.all, fit, RATE) < 1e-4;
        // of mobiles alone, fewer are enough
        let differ = differ
            || self.mobiles == self.all && self.seconds.count_ones() > 2 && self.mobiles >= FEWEST;
        let is_drama = fit >= 3 && self.of_drama == fit;
        (is_column && (differ || is_drama)).then_some((fit, self.first?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(numbers: impl Iterator<Item = String>) -> Option<(u64, u64)> {
        let mut lost = Lost::default();
        let mut cells = 0;
        for (row, number) in (2..).zip(numbers) {
            lost.add(row, &number);
            cells += 1;
        }
        lost.tell(cells)
    }

    #[test]
    fn mobiles_without_their_nought_are_told_from_serial_numbers_by_their_beginnings() {
        let mobiles = |count: u64| {
            (0..count).map(|n| format!("7{}{:08}", 3 + n % 3, n * 7_919_317 % 100_000_000))
        };
        assert_eq!(told(mobiles(20)), Some((20, 2)));
        assert_eq!(told(mobiles(5)), Some((5, 2)));
        assert_eq!(told(mobiles(4)), None);
        assert_eq!(
            told((0..5_u64).map(|n| format!("7700900{n:03}"))),
            Some((5, 2))
        );
        // one kind of serial number, one by year and month, one without a rule
        assert_eq!(
            told((0..50_u64).map(|n| format!("{}", 7_712_000_000 + n * 977))),
            None
        );
        assert_eq!(
            told((0..50_u64).map(|n| format!("2{}{:08}", 1 + n % 5, n))),
            None
        );
        assert_eq!(
            told((1..50_u64).map(|n| format!("{:010}", n * 7_919_317_633 % 10_000_000_000))),
            None
        );
    }
}
