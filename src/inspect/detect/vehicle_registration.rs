//! Registration marks of vehicles.
//!
//! Source: DVLA INF104: two letters, two digits of age, three letters since 2001; before that prefix and suffix marks, and those of
//! Northern Ireland, which many other codes look like and which need a word beside them or a header.
//!
//! By chance: four in ten words of two letters, two digits and three letters.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{NONE, Text, is_digit, is_letter, value};

/// Looks at a letter that starts a word; `letters` stand before the first digit.
pub(super) fn at(text: &Text<'_>, start: usize, letters: usize) -> Option<Hit> {
    let digits = (0..4)
        .take_while(|at| is_digit(text.at(start + letters + at)))
        .count();
    let from = start + letters + digits;
    let tail = (0..4)
        .take_while(|at| {
            is_letter(text.at(from + at))
                && (*at == 0 || text.gap(from + at) == NONE || text.gap(from) != NONE)
        })
        .count();
    match (letters, digits, tail) {
        (2, 2, 3..) => {
            let age = value(text.at(start + 2)) * 10 + value(text.at(start + 3));
            let plain = |at: usize, spare: &[u8]| !spare.contains(&text.at(start + at));
            let fits = plain(0, b"IQZ")
                && plain(1, b"IQZ")
                && (2..=79).contains(&age)
                && (4..7).all(|at| plain(at, b"IQ"));
            (fits && is_parted(text, start, 4, 7))
                .then(|| Hit::new(Kind::VehicleRegistration, start, start + 7, Sure::Alone))
        }
        (1, 1..=3, 3) | (3, 1..=3, 1) => {
            let end = from + tail;
            is_parted(text, start, letters + digits, letters + digits + tail)
                .then(|| Hit::new(Kind::VehicleRegistration, start, end, Sure::Valid))
                .or_else(|| {
                    is_parted(text, start, letters, letters + digits + tail)
                        .then(|| Hit::new(Kind::VehicleRegistration, start, end, Sure::Valid))
                })
        }
        (2 | 3, 1..=4, 0) if (1..letters).any(|at| matches!(text.at(start + at), b'I' | b'Z')) => {
            is_parted(text, start, letters, letters + digits).then(|| {
                Hit::new(
                    Kind::VehicleRegistration,
                    start,
                    start + letters + digits,
                    Sure::Valid,
                )
            })
        }
        _ => None,
    }
}

/// Whether the mark is written in one, in its two halves, or letter by letter.
fn is_parted(text: &Text<'_>, start: usize, half: usize, length: usize) -> bool {
    let gaps = text.gaps_in(start, start + length);
    let within = gaps.iter().filter(|gap| **gap != NONE).count();
    text.is_one(start, length)
        && (within == 0 || within == gaps.len() || within == 1 && text.gap(start + half) != NONE)
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn marks_since_2001_are_found_and_older_ones_beside_their_name() {
        table(
            Kind::VehicleRegistration,
            &[
                "AB12 CDE",
                "ab12cde",
                "AB12-CDE",
                "AB12.CDE",
                "AB12_CDE",
                "AB12\u{a0}CDE",
                "AB12\u{200b}CDE",
                "ＡＢ１２ ＣＤＥ",
                "АВ12 СDЕ",
                "drives AB51 XYZ",
                "vehicle A123 BCD",
                "car reg ABC 123D",
                "VRM ABZ 1234",
                "parking: A123BCD",
            ],
            &[
                "AB12 CD", "AI12 CDE", "AB00 CDE", "AB12 CDQ", "A123 BCD", "ABC 123D", "ABZ 1234",
                "AB123CDE", "AB80 CDE",
            ],
        );
    }
}
