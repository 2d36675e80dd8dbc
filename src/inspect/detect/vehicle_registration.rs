//! Registration marks of vehicles.
//!
//! Source: DVLA INF104: two letters, two digits of age, three letters since 2001; before that prefix and suffix marks, and those of
//! Northern Ireland, which many other codes look like and which need a word beside them or a header.
//!
//! By chance: four in ten words of two letters, two digits and three letters.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{NONE, Text, is_digit, is_letter, value};
use super::{month, parted, words};

/// The share of words of two letters, two digits and three letters that are one.
pub(super) const RATE: f64 = 0.4;

/// Looks at a letter that starts a word; `letters` stand before the first digit.
pub(super) fn at(text: &Text<'_>, start: usize, letters: usize) -> Option<Hit> {
    let digits = (0..4)
        .take_while(|at| is_digit(text.at(start + letters + at)))
        .count();
    let from = start + letters + digits;
    // letter by letter
    let is_spelled = text.gap(from) != NONE && text.next_word(from) == from + 1;
    let tail = (0..4)
        .take_while(|at| {
            is_letter(text.at(from + at)) && (*at == 0 || text.gap(from + at) == NONE || is_spelled)
        })
        .count();
    // what follows may be the next word of a sentence
    let is_next = tail > 0 && text.gap(from) != NONE;
    of(text, start, letters, digits, tail).or_else(|| {
        is_next
            .then(|| of(text, start, letters, digits, 0))
            .flatten()
    })
}

fn of(text: &Text<'_>, start: usize, letters: usize, digits: usize, tail: usize) -> Option<Hit> {
    let valid = |end| Some(Hit::new(Kind::VehicleRegistration, start, end, Sure::Valid));
    let length = letters + digits + tail;
    match (letters, digits, tail) {
        (2, 2, 3..) => {
            let age = value(text.at(start + 2)) * 10 + value(text.at(start + 3));
            let plain = |at: usize, spare: &[u8]| !spare.contains(&text.at(start + at));
            let fits = plain(0, b"IQZ")
                && plain(1, b"IQZ")
                && (2..=79).contains(&age)
                && (4..7).all(|at| plain(at, b"IQ"));
            let sure = fits.then(|| of_today(text, start)).flatten()?;
            Some(Hit::new(Kind::VehicleRegistration, start, start + 7, sure))
        }
        (1, 1..=3, 3) | (3, 1..=3, 1)
            if is_parted(text, start, letters + digits, length)
                || is_parted(text, start, letters, length) =>
        {
            valid(start + length)
        }
        (2 | 3, 1..=4, 0)
            if (1..letters).any(|at| matches!(text.at(start + at), b'I' | b'Z'))
                && is_parted(text, start, letters, length) =>
        {
            valid(start + length)
        }
        _ => None,
    }
}

/// How sure a mark of today is by what parts it.
fn of_today(text: &Text<'_>, start: usize) -> Option<Sure> {
    if is_parted(text, start, 4, 7) {
        return Some(Sure::Alone);
    }
    let end = start + 7;
    let gaps = text.gaps_in(start, end);
    let within = gaps.iter().filter(|gap| **gap != NONE).count();
    let (first, second) = (text.gap(start + 2), text.gap(start + 4));
    let last = text.part(start + 4, end);
    if text.is_one(start, 7) {
        return match within {
            // a blank in the odd place, and no day
            1 if first != NONE && !month::is_one(last) => Some(Sure::Alone),
            2 if first != NONE && first == second => Some(Sure::Valid),
            _ => None,
        };
    }
    // another sign between the halves, and no list
    let in_list = second != b'('
        && (text.gap(start) == second || end < text.len() && text.gap(end) == second);
    let is_apart = within == 1 && parted::is_hard(second) && text.is_end(end) && !in_list;
    (is_apart && (second == b'(' || is_glued(text, start))).then_some(Sure::Alone)
}

/// Whether nothing but one sign stands between the halves: behind one in a sentence stands a blank.
fn is_glued(text: &Text<'_>, start: usize) -> bool {
    let (first, last) = (text.part(start, start + 4), text.part(start + 4, start + 7));
    text.folded.as_bytes().windows(8).any(|eight| {
        let (front, behind) = eight.split_at_checked(4).unwrap_or_default();
        front.eq_ignore_ascii_case(first)
            && behind
                .split_first()
                .is_some_and(|(sign, rest)| *sign != b' ' && rest.eq_ignore_ascii_case(last))
    })
}

/// The bit for the form of today.
pub(super) const OF_TODAY: u8 = 8;

/// A bit for the form of a mark that is a cell's whole text: a letter of age before or behind, or those of Northern
/// Ireland. Serial numbers of one kind have one form.
pub(super) fn form(cell: &str) -> u8 {
    let mut groups = Vec::new();
    for b in cell.bytes().filter(|b| !matches!(b, b' ' | b'-' | b'.')) {
        let is_letter = b.is_ascii_alphabetic();
        if !is_letter && !b.is_ascii_digit() || groups.len() > 3 {
            return 0;
        }
        match groups.last_mut() {
            Some((before, count)) if *before == is_letter => *count += 1,
            _ => groups.push((is_letter, 1)),
        }
    }
    match *groups {
        [(true, 2), (false, 2), (true, 3)] => OF_TODAY,
        [(true, 1), (false, 1..=3), (true, 3)] => 1,
        [(true, 3), (false, 1..=3), (true, 1)] => 2,
        [(true, 2 | 3), (false, 1..=4)] => 4,
        _ => 0,
    }
}

/// Looks at the word behind one that speaks of registrations: marks without a letter of age, and trade plates.
pub(super) fn told_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    if !text.is_behind(
        start,
        &[
            "REG",
            "REGISTRATION",
            "VRM",
            "VRN",
            "PLATE",
            "NUMBERPLATE",
            "VEHICLE",
            "NO",
            "NUMBER",
            "MARK",
        ],
    ) {
        return None;
    }
    // as far as the word goes
    let count = |from: usize, is: fn(u8) -> bool| {
        (0..5)
            .take_while(|at| is(text.at(from + at)) && (*at == 0 || text.gap(from + at) == NONE))
            .count()
    };
    let (letters, digits) = (count(start, is_letter), count(start, is_digit));
    let (half, other) = match (letters, digits) {
        (1..=3, _) => (letters, count(start + letters, is_digit)),
        (_, 1..=4) => (digits, count(start + digits, is_letter)),
        _ => return None,
    };
    let is_rank = words::look_up(text.part(start, start + half)).is_some_and(|word| word.rank);
    // Reg 12 of the Regulations
    let is_word = [
        "OF", "IS", "IN", "AT", "ON", "TO", "BY", "OR", "AND", "THE", "FOR", "WAS",
    ]
    .iter()
    .any(|word| text.part(start + half, start + half + other) == word.as_bytes());
    let fits = other >= 1
        && !is_word
        && half + other >= 3
        && (letters == 0 && other <= 3 || letters > 0 && other <= 4)
        && !is_rank
        && is_parted(text, start, half, half + other);
    fits.then(|| {
        Hit::new(
            Kind::VehicleRegistration,
            start,
            start + half + other,
            Sure::Alone,
        )
    })
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
                "car reg: ABC 123",
                "registration 1234 AB",
                "VRM Q123 ABC",
                "vehicle reg: 123 ABC",
                "car EIG 2384 is there",
                "registration 781 AB is there",
                "registration A8 BCD noted",
                "registration A8-BCD noted",
                "vehicle A 1 2 3 B C D",
                "AB 12CDE",
                "AB-12CDE",
                "seen AB 12CDE there",
                "vehicle AB\u{2013}12\u{2013}CDE",
                "car AB 12 CDE",
                "AB12(CDE)",
                "his AB12,CDE is red",
                "AB12|CDE",
                "(AB12) CDE",
            ],
            &[
                "AB12 CD",
                "AI12 CDE",
                "AB00 CDE",
                "AB12 CDQ",
                "A123 BCD",
                "ABC 123D",
                "ABZ 1234",
                "AB123CDE",
                "AB80 CDE",
                "Reg 12 of the 2003 Regulations",
                "vehicle PC 1234",
                "AB-12-CDE",
                "BY 12 MAY",
                "by 12MAY",
                "room AB12, see there",
                "WC12,ABC,WC13,DEF",
                "ABC 123",
            ],
        );
    }
}
