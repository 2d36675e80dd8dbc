//! Street addresses.
//!
//! Source: BS 7666-1 and -2: a number or name of a building, and the name of a thoroughfare that ends in a word of Royal Mail's
//! list of descriptors.
//!
//! By chance: a number, one to four words and such a word is enough; a street's name without a number looks like a person's
//! (Lane, Hill, Street), so a column of them has to be more than chance.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{Text, is_digit, is_letter};
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
        // a sentence or a cell of a list ends here
        if !matches!(text.gap(at), b' ' | b'-' | b'_' | b'#' | b',' | b'.') {
            return None;
        }
        at = previous;
        if word.first().is_some_and(|b| is_digit(*b)) {
            let house = word.len() <= 5 && word.iter().filter(|b| is_letter(**b)).count() <= 1;
            return (house && between > 0 && !is_officer(text, at))
                .then(|| Hit::new(Kind::StreetAddress, at, end, Sure::Alone));
        }
    }
    None
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
                "12 Church Lane",
                "Flat 3, 14b Station Road",
                "221B Baker Street",
                "1 High St",
                "12\u{a0}Church\u{a0}Lane",
                "１２ Church Lane",
                "lives at 7 Old Mill Close, Anytown",
                "12-Church-Lane",
                "7 Rue St John Avenue",
                "12 Сhurсh Lanе",
            ],
            &[
                "Ann Lane",
                "PC 1234 Ann Hill",
                "M STREET",
                "12 Lane",
                "Church",
                "2029-01-31",
                "Section 5 Public Order Act",
            ],
        );
    }
}
