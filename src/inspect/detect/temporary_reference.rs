//! Temporary references of those who have no National Insurance number yet.
//!
//! Source: HMRC National Insurance Manual NIM39110: two digits, a letter, five digits; the older form is TN, the
//! date of birth as DDMMYY, and F or M.
//!
//! By chance: any serial number of that shape; it needs a word beside it or a header. The older form is
//! enough by itself.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{Text, is_digit, is_letter, value};

/// Looks at a digit that starts a word.
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let fits = is_digit(text.at(start + 1))
        && is_letter(text.at(start + 2))
        && text.part(start + 3, start + 8).iter().all(|b| is_digit(*b))
        && text.is_one(start, 8);
    fits.then(|| Hit::new(Kind::TemporaryReference, start, start + 8, Sure::Valid))
}

/// Looks at a letter that starts a word.
pub(super) fn older_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let fits = text.part(start, start + 2) == b"TN"
        && matches!(text.at(start + 8), b'F' | b'M')
        && text.part(start + 2, start + 8).iter().all(|b| is_digit(*b))
        && matches!(
            value(text.at(start + 2)) * 10 + value(text.at(start + 3)),
            1..=31
        )
        && matches!(
            value(text.at(start + 4)) * 10 + value(text.at(start + 5)),
            1..=12
        )
        && text.is_one(start, 9);
    fits.then(|| Hit::new(Kind::TemporaryReference, start, start + 9, Sure::Alone))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn references_are_found_beside_their_name_and_the_older_form_alone() {
        table(
            Kind::TemporaryReference,
            &[
                "TRN 99Z12345",
                "temporary ref 99 Z 12345",
                "TN311299M",
                "tn 01 02 80 f",
                "TRN: 99\u{2011}Z\u{2011}12345",
            ],
            &["99Z12345", "TN321299M", "TRN 99Z1234", "TN311299X"],
        );
    }
}
