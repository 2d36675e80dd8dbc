//! Passports of the United Kingdom.
//!
//! Source: ICAO Doc 9303 part 4 (nine characters); HM Passport Office: nine digits, or two letters and seven digits.
//!
//! By chance: any number of nine digits, so it needs a word beside it or a header.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::number::Number;
use super::scan::{Text, is_digit, is_letter};

pub(super) fn of(text: &Text<'_>, number: &Number) -> Option<Hit> {
    (number.length() == 9 && number.is_even(text, &[3, 3, 3]))
        .then(|| Hit::new(Kind::Passport, number.start, number.end, Sure::Valid))
}

/// Looks at two letters with a digit behind.
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let fits = is_letter(text.at(start))
        && is_letter(text.at(start + 1))
        && text.part(start + 2, start + 9).iter().all(|b| is_digit(*b))
        && text.is_one(start, 9);
    fits.then(|| Hit::new(Kind::Passport, start, start + 9, Sure::Valid))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn numbers_are_found_beside_their_name_and_never_bare() {
        table(
            Kind::Passport,
            &[
                "passport 999999999",
                "Passport no: ZZ9999999",
                "passport\u{a0}999\u{2011}999\u{2011}999",
                "Passport ９９９９９９９９９",
                "passport_999999999.jpg",
                "UK Passport ZZ 9999999",
                "PP999999999",
                "PP 999999999",
            ],
            &[
                "999999999",
                "ZZ9999999",
                "passport 99999999",
                "passport 9999999999",
                "passport ZZ99999999",
            ],
        );
    }
}
