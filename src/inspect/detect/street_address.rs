//! Street addresses.
//!
//! Source: BS 7666-1 and -2: a number or name of a building, and the name of a thoroughfare that ends in a word of Royal Mail's
//! list of descriptors.
//!
//! By chance: a number, one to four words and such a word is enough; a street's name without a number looks like a person's
//! (Lane, Hill, Street), so a column of them has to be more than chance.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{HARD, Text, is_digit, is_letter, is_soft};
use super::words;

/// The share of names of people that end like a street.
pub(super) const RATE: f64 = 0.03;

/// Looks at a word that ends a street's name: what stands before it?
pub(super) fn before(text: &Text<'_>, start: usize, end: usize) -> Option<Hit> {
    let begins = BEGIN_ALONE.contains(&text.part(start, end));
    let mut at = start;
    for between in 0..6 {
        let Some(previous) = previous(text, at) else {
            if begins || at > 0 || between == 0 {
                return None;
            }
            // Station Road 7
            let number = text.next_word(end);
            if SURE.contains(&text.part(start, end))
                && matches!(text.gap(end), b' ' | b',')
                && text.gap(number) == HARD
                && is_house(text.part(end, number))
                && number - end < 5
                && text
                    .part(end, number)
                    .iter()
                    .filter(|b| is_digit(**b))
                    .count()
                    < 4
            {
                return Some(Hit::new(Kind::StreetAddress, 0, number, Sure::Alone));
            }
            // a name alone: a street's, or a person's
            let named = end == text.len();
            return named.then(|| Hit::new(Kind::StreetAddress, 0, end, Sure::Valid));
        };
        let word = text.part(previous, at);
        // a word that speaks of where somebody lives
        if between > 0
            && words::look_up(word).is_some_and(|word| word.about.has(Kind::StreetAddress))
        {
            return Some(Hit::new(Kind::StreetAddress, at, end, Sure::Valid));
        }
        // a sentence or a cell of a list ends here
        if !matches!(text.gap(at), b' ' | b'-' | b'_' | b'#' | b',' | b'.') {
            return None;
        }
        at = previous;
        if word.first().is_some_and(|b| is_digit(*b)) {
            let is_whole = WHOLE.contains(&text.part(start, end));
            let named = between > 0 && !begins && !is_whole
                || between == 0 && (begins_a_name(text, start, end) || is_whole && word.len() < 4);
            return (is_house(word) && named && !is_officer(text, at, start..end))
                .then(|| Hit::new(Kind::StreetAddress, at, end, Sure::Alone));
        }
    }
    None
}

/// Words that begin a street's name in Welsh and end none.
const BEGIN_ALONE: &[&[u8]] = &[b"LON", b"RHODFA", b"CILGANT", b"MAES", b"GERDDI", b"PARC"];

/// Streets of one word that nobody is called.
const WHOLE: &[&[u8]] = &[
    b"KINGSWAY",
    b"QUEENSWAY",
    b"BROADWAY",
    b"PARKWAY",
    b"CAUSEWAY",
    b"CHEAPSIDE",
    b"WHITEHALL",
    b"PICCADILLY",
    b"DEANSGATE",
    b"BRIGGATE",
    b"KIRKGATE",
    b"MOORGATE",
    b"BISHOPSGATE",
    b"FISHERGATE",
    b"ALDERSGATE",
    b"MILLGATE",
];

/// Words that end a street's name and no person's.
const SURE: &[&[u8]] = &[
    b"STREET",
    b"ROAD",
    b"AVENUE",
    b"CRESCENT",
    b"TERRACE",
    b"GARDENS",
    b"DRIVE",
    b"CLOSE",
    b"SQUARE",
];

/// A number with a letter at most.
fn is_house(word: &[u8]) -> bool {
    word.len() <= 5
        && word.first().is_some_and(|b| is_digit(*b))
        && word.iter().filter(|b| is_letter(**b)).count() <= 1
}

/// Words that end a street's name which is written in one with its number.
const IN_ONE: &[&[u8]] = &[
    b"STREET",
    b"ROAD",
    b"AVENUE",
    b"CRESCENT",
    b"TERRACE",
    b"GARDENS",
    b"DRIVE",
    b"CLOSE",
    b"LANE",
];

/// Whether a word is a house's number and a street in one: `12HighStreet`.
pub(super) fn is_in_one(word: &[u8]) -> bool {
    let digits = word.iter().take_while(|b| is_digit(**b)).count();
    let name = word.get(digits..).unwrap_or_default();
    let ends = |end: &&[u8]| {
        let at = name.len().saturating_sub(end.len());
        at >= 3
            && name
                .get(at..)
                .is_some_and(|last| last.eq_ignore_ascii_case(end))
    };
    (1..=4).contains(&digits) && name.iter().all(u8::is_ascii_alphabetic) && IN_ONE.iter().any(ends)
}

/// Looks at a digit that starts such a word.
pub(super) fn in_one_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let end = text.next_word(start);
    is_in_one(text.part(start, end)).then(|| Hit::new(Kind::StreetAddress, start, end, Sure::Alone))
}

/// Whether a street's name begins with its word, as in Welsh: `8 Heol y Bont`.
fn begins_a_name(text: &Text<'_>, start: usize, end: usize) -> bool {
    let next = text.part(end, text.next_word(end));
    let word = text.part(start, end);
    (matches!(word, b"HEOL" | b"FFORDD" | b"STRYD" | b"CLOS") || BEGIN_ALONE.contains(&word))
        && matches!(text.gap(end), b' ' | HARD)
        && !next.is_empty()
        && next.iter().all(|b| is_letter(*b))
}

/// Looks at the word behind one that speaks of where somebody lives: a number and a name, as in `lives at 10 Whitehall`.
pub(super) fn told_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let number = text.next_word(start);
    let house = text.part(start, number);
    let digits = house.iter().take_while(|b| is_digit(**b)).count();
    let mut name = number;
    let mut end = text.next_word(name);
    // 5 The Strand
    if text.part(name, end) == b"THE" && text.gap(end) == text.gap(number) {
        name = end;
        end = text.next_word(name);
    }
    let fits = (1..=4).contains(&digits)
        && house.len() <= digits + 1
        && matches!(text.gap(number), b' ' | b'-' | b'_')
        && end - name >= 4
        && text.part(name, end).iter().all(|b| is_letter(*b))
        && (matches!(text.gap(start), HARD | b',') || text.is_behind(start, &["AT", "LIVES"]))
        && !text.is_behind(start, &["NO", "NUMBER", "IP", "MAC"]);
    fits.then(|| Hit::new(Kind::StreetAddress, start, end, Sure::Alone))
}

/// The last words of names of houses that have no number.
const HOUSES: &[&str] = &[
    "cottage",
    "cottages",
    "house",
    "farm",
    "farmhouse",
    "lodge",
    "barn",
    "manor",
    "villa",
    "villas",
    "bungalow",
    "rectory",
    "vicarage",
    "grange",
    "croft",
    "annexe",
    "parsonage",
    "priory",
    "chalet",
];

/// Whether a text begins with the name of a house, and goes on with where that is: `Rose Cottage, Mill Lane, Bolton`.
pub(super) fn begins_with_house(text: &[u8]) -> bool {
    let Some(comma) = memchr::memchr2(b',', b'\n', text) else {
        return false;
    };
    let (name, rest) = text.split_at_checked(comma).unwrap_or_default();
    let name = name.trim_ascii_end();
    let Some(blank) = name.iter().rposition(|b| *b == b' ') else {
        return false;
    };
    let word = name.get(blank + 1..).unwrap_or_default();
    let is_listed = |house: &&str| word.eq_ignore_ascii_case(house.as_bytes());
    let goes_on = || rest.iter().filter(|b| b.is_ascii_alphabetic()).count() > 2;
    HOUSES.iter().any(is_listed) && goes_on()
}

/// Looks at the word BOX: a box at a post office.
pub(super) fn box_at(text: &Text<'_>, start: usize, end: usize) -> Option<Hit> {
    let number = text.next_word(end);
    let fits = text.part(start.saturating_sub(2), start) == b"PO"
        && is_soft(text.gap(end))
        && (1..=6).contains(&(number - end))
        && text.part(end, number).iter().all(|b| is_digit(*b));
    fits.then(|| {
        Hit::new(
            Kind::StreetAddress,
            start.saturating_sub(2),
            number,
            Sure::Alone,
        )
    })
}

/// Whether the number that starts at `at` is a person's: `PC 1234 Ann Hill`. Houses have a `No.` as well, and fewer digits.
fn is_officer(text: &Text<'_>, at: usize, street: std::ops::Range<usize>) -> bool {
    previous(text, at).is_some_and(|start| {
        let word = text.part(start, at);
        let is_house = matches!(word, b"NO" | b"NUMBER")
            && (text.next_word(at) - at < 3 || SURE.contains(&text.part(street.start, street.end)));
        !is_house && words::look_up(word).is_some_and(|word| word.rank)
    })
}

fn previous(text: &Text<'_>, at: usize) -> Option<usize> {
    (at.saturating_sub(24)..at)
        .rev()
        .find(|start| text.is_end(*start))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn numbers_with_a_street_are_found_and_officers_are_not() {
        table(
            Kind::StreetAddress,
            &[
                "Rose Cottage, Mill Lane, Bolton",
                "8, Heol y Bont, Caerdydd",
                "12 Stryd Fawr",
                "The Old Rectory, Bishops Tawton, Devon",
                "HOME FARM\nNether Wallop",
                "rose\u{a0}cottage, Mill Lane",
                "12 Church Lane",
                "Flat 3, 14b Station Road",
                "221B Baker Street",
                "1 High St",
                "12\u{a0}Church\u{a0}Lane",
                "１２ Church Lane",
                "lives at 7 Old Mill Close, Anytown",
                "lives at 5 The Strand",
                "home address: 12-Heol y Bont",
                "lives at Room 4, 12 Priory Gate",
                "12-Church-Lane",
                "7 Rue St John Avenue",
                "12 Сhurсh Lanе",
                "PO Box 1234",
                "P.O. Box 88, Anytown",
                "lives at 10 Whitehall",
                "Home address: 27 Cheapside",
                "lives at Rose Cottage, Mill Lane",
                "No. 12 High Street",
                "Number 7 Mill Lane",
                "No 112 Station Road",
                "High Street 12",
                "Old Station Road 7b",
                "High Street, 12",
                "12HighStreet",
                "7OldMillLane",
                "12highstreet, Bolton",
                "3 Heol Fawr",
                "12 L\u{f4}n y Bryn",
                "4 Rhodfa\u{2019}r M\u{f4}r",
                "72 Kingsway",
                "9 Deansgate, Manchester",
            ],
            &[
                "House, Ann",
                "8 Heol",
                "Cottage",
                "Rose Cottage",
                "Smith Barn, J",
                "Lodge, Farm, Barn",
                "Ann Lane",
                "PC 1234 Ann Hill",
                "M STREET",
                "12 Lane",
                "Church",
                "2029-01-31",
                "Section 5 Public Order Act",
                "box 12",
                "IP address 10 was used",
                "address 40 envelopes",
                "No 1234 Ann Hill",
                "Number 4321 Bob Park",
                "Ann Hill 12",
                "12 Norway",
                "1234 Kingsway",
                "PC 72 Kingsway",
                "3Broad",
                "High Street 2029",
                "Kingsway",
                "5 Lon",
                "12 Ann Broadway",
            ],
        );
    }
}
