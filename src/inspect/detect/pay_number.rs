//! Pay numbers.
//!
//! Source: Metropolitan Police, pay and warrant numbers (the warrant number with a prefix of letters); payroll numbers elsewhere
//! have no form of their own.
//!
//! By chance: any number; it needs a word beside it, a header, or the same number without the prefix in the same row.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{Text, is_digit, is_letter};

/// Looks at the word behind one that speaks of pay.
pub(super) fn told_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let end = text.next_word(start);
    let word = text.part(start, end);
    let letters = word.iter().take_while(|b| is_letter(**b)).count();
    let digits = word.get(letters..).unwrap_or_default();
    (letters <= 2 && (4..=9).contains(&digits.len()) && digits.iter().all(|b| is_digit(*b)))
        .then(|| Hit::new(Kind::PayNumber, start, end, Sure::Alone))
}

/// A cell that is a number of five to seven digits, with or without one or two letters before it.
pub(super) fn numbered(cell: &str) -> Option<(u32, bool)> {
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = cell.get(letters..)?;
    let fits = letters <= 2
        && (5..=7).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit());
    if !fits {
        return None;
    }
    Some((digits.parse().ok()?, letters > 0))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn numbers_are_found_beside_their_name_and_never_bare() {
        table(
            Kind::PayNumber,
            &[
                "pay no 123456",
                "Payroll number: P123456",
                "payroll ref ZP123456",
                "pay\u{a0}number\u{a0}123456",
                "payroll １２３４５６",
                "payroll_123456.csv",
                "PAYNO123456",
                "payroll123456",
                "his PayNo123456 is there",
            ],
            &["123456", "P123456", "warrant 123456", "pay day"],
        );
    }
}
