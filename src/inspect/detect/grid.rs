//! References to the grid of the Ordnance Survey: two letters of a square, and as many digits east as north.
//!
//! Source: Ordnance Survey, the National Grid: squares of 100 km, of which some hold land of Great Britain.
//!
//! By chance: serial numbers have two letters and digits as well. One reference needs a word beside it or a header; a column
//! of them lies in several places east and north, where serial numbers go up or begin alike.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{NONE, Text, is_digit};
use super::tally::least;

/// The squares that hold land.
const SQUARES: &str = "HO HP HT HU HW HX HY HZ NA NB NC ND NE NF NG NH NJ NK NL NM NN NO NR NS NT NU NW NX NY NZ OV SC SD SE SH SJ SK SM \
    SN SO SP SR SS ST SU SV SW SX SY SZ TA TF TG TL TM TQ TR TV";

/// A longer cell is no reference.
const LONGEST: usize = 16;
/// Fewer may all be by chance.
const FEWEST: u64 = 8;

/// For each first letter a bit for each second one.
const KNOWN: [u32; 32] = {
    let (squares, mut known, mut at) = (SQUARES.as_bytes(), [0; 32], 0);
    #[expect(
        clippy::indexing_slicing,
        reason = "as the compiler runs it, it cannot be out of bounds"
    )]
    while at + 1 < squares.len() {
        known[(squares[at] & 31) as usize] |= 1 << (squares[at + 1] & 31);
        at += 3;
    }
    known
};

/// Whether two letters, in any case, are a square.
fn is_square(letters: &[u8]) -> bool {
    let [first, second] = *letters else {
        return false;
    };
    first.is_ascii_alphabetic()
        && second.is_ascii_alphabetic()
        && KNOWN
            .get(usize::from(first & 31))
            .is_some_and(|seconds| seconds >> (second & 31) & 1 != 0)
}

/// Looks at two letters with a digit behind.
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Hit> {
    if !is_square(text.part(start, start + 2)) {
        return None;
    }
    let digits = (start + 2..start + 12)
        .take_while(|at| is_digit(text.at(*at)))
        .count();
    let end = start + 2 + digits;
    let within = text.gaps_in(start + 2, end);
    let half = (digits / 2).checked_sub(1);
    let is_halved = within
        .iter()
        .enumerate()
        .all(|(at, gap)| *gap == NONE || Some(at) == half);
    let fits =
        digits.is_multiple_of(2) && digits >= 4 && is_halved && text.is_one(start, end - start);
    let sure = if text.is_behind(start, &["OS"]) {
        Sure::Alone
    } else {
        Sure::Valid
    };
    fits.then(|| Hit::new(Kind::Coordinates, start, end, sure))
}

/// The cells of a column that are such references.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Grid {
    count: u64,
    first: Option<u64>,
    /// Those whose halves a blank parts.
    parted: u64,
    /// A bit for each first digit east and north.
    east: u16,
    north: u16,
}

impl Grid {
    /// Counts a cell if it is one.
    pub(super) fn add(&mut self, row: u64, cell: &str) {
        let cell = cell.trim().as_bytes();
        if !(6..=LONGEST).contains(&cell.len()) || !cell.get(..2).is_some_and(is_square) {
            return;
        }
        let rest = cell.get(2..).unwrap_or_default();
        let is_usual = rest
            .iter()
            .all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-'));
        if !is_usual {
            return;
        }
        let mut digits = [0; LONGEST];
        let mut count = 0;
        for (place, digit) in digits.iter_mut().zip(rest.iter().filter(|b| is_digit(**b))) {
            *place = *digit;
            count += 1;
        }
        let digits = digits.get(..count).unwrap_or_default();
        let (east, north) = digits.split_at_checked(count / 2).unwrap_or_default();
        if east.len() != north.len() || count < 4 {
            return;
        }
        let bit = |half: &[u8]| half.first().map_or(0, |digit| 1 << (digit & 15));
        self.count += 1;
        self.first = least(self.first, row);
        self.parted += u64::from(rest.ends_with(north) && rest.len() > digits.len() + 1);
        self.east |= bit(east);
        self.north |= bit(north);
    }

    /// How many there are and in which row first, if nearly all cells are, and no serial number is written so.
    pub(super) fn tell(&self, cells: u64) -> Option<(u64, u64)> {
        let is_column = self.count >= FEWEST && self.count * 20 >= cells * 19;
        let places = if self.parted * 10 >= self.count * 9 {
            2
        } else {
            3
        };
        let differ = |half: u16| half.count_ones() >= places;
        (is_column && differ(self.east) && differ(self.north)).then_some((self.count, self.first?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Watch};

    fn found(cell: impl Fn(u64) -> String, rows: u64) -> Vec<Kind> {
        let mut watch = Watch::new([Some("ref"), Some("X1")].into_iter());
        for row in 0..rows {
            watch.cell(1, row, &cell(row));
            watch.end_row();
        }
        let kind = |found: &super::super::Detection| found.kind;
        watch.finish().iter().map(kind).collect()
    }

    #[test]
    fn a_column_of_references_is_found_and_of_serial_numbers_is_not() {
        let east = |row: u64| 100 + row * 7_919 % 899;
        let north = |row: u64| 100 + row * 104_729 % 899;
        for form in ["TQ{} {}", "SU {} {}", "tq {}{}", "NZ{}{}"] {
            let cell = |row: u64| {
                form.replacen("{}", &east(row).to_string(), 1).replacen(
                    "{}",
                    &north(row).to_string(),
                    1,
                )
            };
            assert_eq!(found(cell, 20), [Kind::Coordinates], "{form}");
        }
        let long = |row: u64| format!("TQ{}{}", east(row) * 97, north(row) * 89);
        assert_eq!(found(long, 1), []);
        for serial in [
            (|row| format!("TQ{:06}", 100_000 + row)) as fn(u64) -> String,
            |row| format!("SU {:03} {:03}", 100 + row % 50, row),
            |row| format!("XX{:06}", row * 7_919 % 999_999),
            |row| format!("ST{:05}", row * 79 % 99_999),
        ] {
            assert_eq!(found(serial, 50), [], "{}", serial(1));
        }
    }
}
