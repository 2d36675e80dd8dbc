//! Numbers of radio terminals.
//!
//! Source: ETSI EN 300 392-1 7.2: the individual short subscriber identity has 24 bits, so at most eight digits.
//!
//! By chance: any number of five to eight digits; it needs a word beside it or a header.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{Text, is_digit};

/// Looks at the word behind one that speaks of radios.
pub(super) fn told_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let mut end = text.next_word(start);
    // written in two halves
    if end - start <= 4
        && matches!(text.gap(end), b' ' | b'-')
        && text
            .part(end, text.next_word(end))
            .iter()
            .all(|b| is_digit(*b))
    {
        end = text.next_word(end);
    }
    let word = text.part(start, end);
    let number = word.iter().try_fold(0_u32, |sum, b| {
        is_digit(*b).then(|| sum.saturating_mul(10).saturating_add(u32::from(b - b'0')))
    })?;
    ((5..=8).contains(&word.len()) && (1..1 << 24).contains(&number))
        .then(|| Hit::new(Kind::RadioIssi, start, end, Sure::Alone))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn numbers_are_found_beside_their_name_and_never_bare() {
        table(
            Kind::RadioIssi,
            &[
                "ISSI 6012345",
                "issi: 1234567",
                "Airwave radio 6012345",
                "radio no. 6012345",
                "ISSI\u{a0}601\u{2011}2345",
                "ISSI ６０１２３４５",
                "issi_6012345",
                "ISSI6012345",
            ],
            &["6012345", "ISSI 123", "ISSI 99999999", "radio 4"],
        );
    }
}
