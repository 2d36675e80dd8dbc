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
    let mut at = start;
    for between in 0..6 {
        let Some(previous) = previous(text, at) else {
            // a name alone: a street's, or a person's
            let named = at == 0 && between > 0 && end == text.len();
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
            let house = word.len() <= 5 && word.iter().filter(|b| is_letter(**b)).count() <= 1;
            let named = between > 0 || begins_a_name(text, start, end);
            return (house && named && !is_officer(text, at))
                .then(|| Hit::new(Kind::StreetAddress, at, end, Sure::Alone));
        }
    }
    None
}

/// Whether a street's name begins with its word, as in Welsh: `8 Heol y Bont`.
fn begins_a_name(text: &Text<'_>, start: usize, end: usize) -> bool {
    let next = text.part(end, text.next_word(end));
    matches!(
        text.part(start, end),
        b"HEOL" | b"FFORDD" | b"STRYD" | b"CLOS"
    ) && text.gap(end) == b' '
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

/// Whether the number that starts at `at` is a person's: `PC 1234 Ann Hill`.
fn is_officer(text: &Text<'_>, at: usize) -> bool {
    previous(text, at)
        .is_some_and(|start| words::look_up(text.part(start, at)).is_some_and(|word| word.rank))
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
            ],
        );
    }
}
