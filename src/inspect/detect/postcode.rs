//! Postcodes of the United Kingdom.
//!
//! Source: BS 7666-2 annex C and Royal Mail's Programmer's Guide to the PAF: positions of letters, the 124 areas, and the codes of
//! overseas territories. Pseudo codes (ZZ99) are no places.
//!
//! By chance: a code with its space is enough; without one its area has to exist and it has to be of six or seven
//! characters, else it needs a word beside it or a header.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::parted;
use super::scan::{NONE, Text, is_digit, is_letter};

/// The share of codes of one area's letter, two digits and two letters that may be one.
pub(super) const SHORT_RATE: f64 = 0.6;

/// Looks at a letter that starts a word.
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Hit> {
    [7, 6, 5]
        .into_iter()
        .find_map(|length| of(text, start, length))
}

fn of(text: &Text<'_>, start: usize, length: usize) -> Option<Hit> {
    let end = start + length;
    // which tells most words that are none
    let sector = text.at(end - 3);
    let is_slipped = matches!(sector, b'O' | b'I' | b'L');
    if !(is_digit(sector) || is_slipped && text.is_end(end - 3)) || !is_letter(text.at(end - 1)) {
        return None;
    }
    let outward = text.part(start, end - 3);
    let inward = text.part(end - 3, end);
    if is_slipped {
        // SW1A lAA: a word as well
        let fits = matches!(inward, [_, a, b] if is_inward(&[b'1', *a, *b]));
        return (fits && is_outward(outward) && is_area(outward) && text.is_one(start, length))
            .then(|| Hit::new(Kind::Postcode, start, end, Sure::Valid));
    }
    let special = (outward == b"GIR" && inward == b"0AA")
        || (inward == b"1ZZ" && OVERSEAS.iter().any(|code| code.as_bytes() == outward));
    let fits = special || is_outward(outward) && is_inward(inward);
    let gaps = text.gaps_in(start, end);
    let within = gaps.iter().filter(|gap| **gap != NONE).count();
    // the halves with a sign between in which no code is written, and no more such signs beside, as in a list
    let gap = text.gap(end - 3);
    let goes_on = end < text.len() && text.gap(end) == gap;
    let in_list = gap != b'(' && (text.gap(start) == gap || goes_on);
    let apart = within == 1 && parted::is_hard(gap) && text.is_end(end) && !in_list;
    let apart = apart && (gap == b'(' || !is_measure(inward));
    if !fits || !(text.is_one(start, length) || apart && is_area(outward)) {
        return None;
    }
    // B1 2nd floor
    let is_ordinal = matches!(inward, b"1ST" | b"2ND" | b"3RD" | [b'4'..=b'9', b'T', b'H']);
    if is_ordinal
        && COUNTED
            .iter()
            .any(|word| *word == text.part(end, text.next_word(end)))
    {
        return None;
    }
    let parted = text.gap(end - 3) != NONE;
    let is_short = length == 5 && parted::is_hard(gap) && gap != b'(';
    let sure = if is_short && !special {
        Sure::Valid
    } else if parted && within == 1 || special {
        Sure::Alone
    } else if within == 0 || within == gaps.len() {
        let real = is_area(outward);
        if real && length > 5 && !is_colour(text) {
            Sure::Alone
        } else {
            Sure::Valid
        }
    } else {
        return None;
    };
    Some(Hit::new(Kind::Postcode, start, end, sure))
}

/// Whether the text is a colour in base 16.
fn is_colour(text: &Text<'_>) -> bool {
    text.len() == 6 && text.folded.starts_with('#') && text.row.iter().all(u8::is_ascii_hexdigit)
}

/// Whether letters behind a number are a unit.
const fn is_measure(inward: &[u8]) -> bool {
    matches!(
        inward,
        [_, b'G' | b'T' | b'D', b'B']
            | [_, b'H', b'Z' | b'P' | b'R']
            | [_, b'F', b'T']
            | [_, b'L', b'B']
            | [_, b'S', b'T']
            | [_, b'N', b'D']
            | [_, b'R' | b'T', b'D' | b'H']
    )
}

/// What is counted in ordinals.
const COUNTED: &[&[u8]] = &[
    b"FLOOR", b"FLOORS", b"FLR", b"LEVEL", b"LINE", b"ROW", b"EDITION", b"BATCH", b"SHIFT",
    b"STOREY", b"STAIR", b"DOOR",
];

fn is_inward(code: &[u8]) -> bool {
    let ends = |b: u8| is_letter(b) && !matches!(b, b'C' | b'I' | b'K' | b'M' | b'O' | b'V');
    matches!(code, [sector, a, b] if is_digit(*sector) && ends(*a) && ends(*b))
}

fn is_outward(code: &[u8]) -> bool {
    let first = |b: u8| is_letter(b) && !matches!(b, b'Q' | b'V' | b'X');
    let second = |b: u8| is_letter(b) && !matches!(b, b'I' | b'J' | b'Z');
    let third = |b: u8| matches!(b, b'A'..=b'H' | b'J' | b'K' | b'P' | b'S'..=b'U' | b'W');
    let fourth = |b: u8| {
        matches!(
            b,
            b'A' | b'B' | b'E' | b'H' | b'M' | b'N' | b'P' | b'R' | b'V'..=b'Y'
        )
    };
    match *code {
        [a, b] => first(a) && is_digit(b),
        [a, b, c] if is_digit(b) => first(a) && (is_digit(c) || third(c)),
        [a, b, c] => first(a) && second(b) && is_digit(c),
        [a, b, c, d] => first(a) && second(b) && is_digit(c) && (is_digit(d) || fourth(d)),
        _ => false,
    }
}

/// Whether the letters of an outward code are those of an area.
pub(super) fn is_area(outward: &[u8]) -> bool {
    let letters = outward.iter().take_while(|b| is_letter(**b)).count();
    let area = outward.get(..letters).unwrap_or_default();
    let (first, second) = match *area {
        [first] => (first, 0),
        [first, second] => (first, second),
        _ => return false,
    };
    KNOWN_AREAS
        .get(usize::from(first & 31))
        .is_some_and(|seconds| seconds >> (second & 31) & 1 != 0)
}

/// For each first letter of an area a bit for each second one, and the lowest where there is none.
const KNOWN_AREAS: [u32; 32] = {
    let mut known = [0; 32];
    let areas = AREAS.as_bytes();
    let mut at = 0;
    while at < areas.len() {
        #[expect(
            clippy::indexing_slicing,
            reason = "as the compiler runs it, it cannot be out of bounds"
        )]
        {
            let first = (areas[at] & 31) as usize;
            let has_two = at + 1 < areas.len() && areas[at + 1] != b' ';
            known[first] |= if has_two {
                1 << (areas[at + 1] & 31)
            } else {
                1
            };
            at += if has_two { 3 } else { 2 };
        }
    }
    known
};

const AREAS: &str = "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G \
    GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG \
    RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE";

const OVERSEAS: &[&str] = &[
    "ASCN", "BBND", "BIQQ", "FIQQ", "PCRN", "SIQQ", "STHL", "TDCU", "TKCA",
];

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn codes_are_found_in_every_spelling_and_numbers_of_officers_are_not() {
        table(
            Kind::Postcode,
            &[
                "send to M11,1AA please",
                "M11, 1AA",
                "card_WC1A|1AA_2024",
                "lives in M11 + 1AA",
                "send it to TA5|4LG",
                "TA5;4LG",
                "card by post, G4:2AP",
                "postcode M1, 1AE",
                "SW1A 1AA",
                "sw1a1aa",
                "M1 1AE",
                "B33 8TH",
                "CR2 6XH",
                "DN55 1PT",
                "W1A 0AX",
                "EC1A 1BB",
                "N1P 2AA",
                "GIR 0AA",
                "ASCN 1ZZ",
                "SW1A-1AA",
                "SW1A.1AA",
                "SW1A/1AA",
                "SW1A_1AA",
                "S W 1 A 1 A A",
                "SW1A\u{a0}1AA",
                "SW1A\u{200b}1AA",
                "ＳＷ１Ａ １ＡＡ",
                "ЅW1А 1АА",
                "SW1A  1AA",
                "postcode M11AE",
                "at SW1A 1AA, London",
                "BT35 8GE",
                "home_SW1A1AA.jpg",
                "(SW1A) 1AA",
                "SW1A (1AA)",
                "SW1A(1AA)",
            ],
            &[
                "WC01,2AB,3CD",
                "E10, 2GB",
                "HP10: 4TB",
                "B1, 2AB",
                "G4:2AP",
                "QX11,1AA",
                "PS 45 AW",
                "PC 1234",
                "DC1234A",
                "ZZ99 3WZ",
                "SW1A 1CA",
                "1A1 1AA",
                "EH1 JS",
                "12FSSD",
                "M11AE",
                "QX1 1AA",
                "AB123456",
                "EH 1JS",
                "Block B1 2nd Floor",
                "Gate B12 4th line",
                "#B125DE",
                "(B1) 2nd floor",
                "PC (1234) 12AB",
                "Group (J1) 1AA",
            ],
        );
    }
}
