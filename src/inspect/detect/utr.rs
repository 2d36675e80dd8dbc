//! Unique taxpayer references.
//!
//! Source: HMRC, check of a UTR by modulus 11: ten digits, the first by weights 6, 7, 8, 9, 10, 5, 4, 3, 2 over the others.
//!
//! By chance: two in eleven numbers of ten digits that begin with 1 or 2, and one in eleven of others, so bare digits need
//! a word beside them, a header, or a column that chance does not explain.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::number::Number;
use super::scan::{Text, weighed};

/// The share of random numbers of ten digits that pass, of those first digits with which most pass.
pub(super) const RATE: f64 = 2.0 / 11.0;

pub(super) fn of(text: &Text<'_>, number: &Number) -> Option<Hit> {
    if number.length() != 10 || !number.is_even(text, &[5, 5]) {
        return None;
    }
    let sure = if is_valid(number.digits(text)) {
        Sure::Valid
    } else {
        Sure::Shape
    };
    Some(Hit::new(Kind::Utr, number.start, number.end, sure))
}

fn is_valid(digits: &[u8]) -> bool {
    let Some((first, body)) = digits.split_first() else {
        return false;
    };
    let rest = weighed(body, &[6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11;
    let check = b"21987654321".get(rest as usize);
    check == Some(first) && body.iter().any(|digit| digit != first)
}

/// Looks at the word behind one that speaks of tax: some statements end the number with a K.
pub(super) fn told_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let end = start + 11;
    let fits = text.part(start, end).ends_with(b"K")
        && text.is_one(start, 11)
        && text.part(start, end - 1).iter().all(u8::is_ascii_digit)
        && is_valid(text.part(start, end - 1));
    fits.then(|| Hit::new(Kind::Utr, start, end, Sure::Alone))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn references_are_found_beside_their_name_and_never_bare() {
        table(
            Kind::Utr,
            &[
                "UTR 1955839661",
                "utr: 19558 39661",
                "Taxpayer ref 1234567895",
                "tax\u{a0}ref 12345\u{2011}67895",
                "UTR １２３４５６７８９５",
                "UTR 1955839661K",
            ],
            &[
                "1955839661",
                "UTR 2955839661",
                "UTR 195583966",
                "UTR 19558396611",
            ],
        );
    }
}
