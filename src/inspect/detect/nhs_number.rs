//! NHS numbers, and the CHI and H&C numbers of the same check.
//!
//! Source: NHS Data Dictionary, NHS NUMBER: ten digits, the last by modulus 11 over weights 10 to 2.
//!
//! By chance: one in eleven numbers of ten digits. One that is written in groups of three, three and four is
//! taken as it stands; bare digits need a word beside them, a header, or a column that chance does not explain.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::number::Number;
use super::scan::{Text, value, weighed};

/// The share of random numbers of ten digits that pass.
pub(super) const RATE: f64 = 1.0 / 11.0;

pub(super) fn of(text: &Text<'_>, number: &Number) -> Option<Hit> {
    if number.length() != 10 || !number.is_even(text, &[3, 3, 4]) {
        return None;
    }
    let sure = match (is_valid(number.digits(text)), number.is_in(&[3, 3, 4])) {
        (true, true) => Sure::Alone,
        (true, false) => Sure::Valid,
        (false, _) => Sure::Shape,
    };
    Some(Hit::new(Kind::NhsNumber, number.start, number.end, sure))
}

/// Whether ten digits pass the check. Ten equal ones do, and are nobody's.
pub(super) fn is_valid(digits: &[u8]) -> bool {
    let Some((last, body)) = digits.split_last() else {
        return false;
    };
    let check = (11 - weighed(body, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    check == value(*last) && body.iter().any(|digit| digit != last)
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn numbers_are_found_grouped_or_beside_their_name_and_never_bare() {
        table(
            Kind::NhsNumber,
            &[
                "999 000 0018",
                "999-000-0018",
                "999.000.0018",
                "999/000/0018",
                "999_000_0018",
                "NHS no. 9990000018",
                "nhs 99900 00018",
                "NHS number: 9 9 9 0 0 0 0 0 1 8",
                "999\u{a0}000\u{a0}0018",
                "９９９ ０００ ００１８",
                "999\u{2009}000\u{200b}\u{2009}0018",
                "NHS 999000\u{ad}0018",
                "patient_9990000018.pdf",
            ],
            &[
                "9990000018",
                "999 000 0019",
                "NHS 9990000019",
                "NHS 99900000181",
                "0000000000",
                "NHS 1111111111",
                "999 000 00181",
                "999,000,0018",
            ],
        );
    }

    #[test]
    fn one_in_eleven_passes() {
        let passed = (0..110_000_u64)
            .filter(|n| is_valid(format!("{:010}", n * 7_919 + 4_000_000_000).as_bytes()))
            .count();
        assert!((9_500..10_500).contains(&passed), "{passed}");
    }
}
