//! Driving licences of Great Britain.
//!
//! Source: DVLA, structure of the driver number: five letters of the surname filled up with 9, the decade of birth, month (50
//! more for women), day, year, two initials filled up with 9, a digit against equals, two characters of check.
//!
//! By chance: once in some thousands of words of sixteen such characters.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{Text, is_digit, is_letter, value};

/// Whether a word of letters and digits may be one, by its surname, month and day.
pub(super) fn may_be(word: &[u8]) -> bool {
    let Some((surname, [_, m1, m2, d1, d2, ..])) = word.split_at_checked(5) else {
        return false;
    };
    let mut filled = surname.iter().skip_while(|b| b.is_ascii_alphabetic());
    let pair = |first: u8, second: u8| value(first).wrapping_mul(10).wrapping_add(value(second));
    surname.first().is_some_and(u8::is_ascii_alphabetic)
        && filled.all(|b| *b == b'9')
        && matches!(pair(*m1, *m2), 1..=12 | 51..=62)
        && matches!(pair(*d1, *d2), 1..=31)
}

/// Looks at a letter that starts a word.
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let digits = text.part(start + 5, start + 11);
    if digits.len() != 6 || !digits.iter().all(|b| is_digit(*b)) {
        return None;
    }
    let surname = text.part(start, start + 5);
    let filled = surname.iter().skip_while(|b| is_letter(**b));
    let pair = |at: usize| value(text.at(start + at)) * 10 + value(text.at(start + at + 1));
    let initials = [text.at(start + 11), text.at(start + 12)];
    let fits = is_letter(text.at(start))
        && filled.clone().all(|b| *b == b'9')
        && matches!(pair(6), 1..=12 | 51..=62)
        && matches!(pair(8), 1..=31)
        && (is_letter(initials[0]) && (is_letter(initials[1]) || initials[1] == b'9')
            || initials == *b"99")
        && (is_digit(text.at(start + 13)) || is_letter(text.at(start + 13)))
        && text.at(start + 14) != b'?'
        && text.at(start + 15) != b'?';
    if !fits {
        return None;
    }
    // the two digits of the issue may follow
    let length = if text.is_one(start, 16) {
        16
    } else if text.is_one(start, 18)
        && is_digit(text.at(start + 16))
        && is_digit(text.at(start + 17))
    {
        18
    } else {
        return None;
    };
    Some(Hit::new(
        Kind::DrivingLicence,
        start,
        start + length,
        Sure::Alone,
    ))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn numbers_are_found_and_impossible_dates_are_not() {
        table(
            Kind::DrivingLicence,
            &[
                "MORGA753116SM9IJ",
                "morga753116sm9ij",
                "MORGA 753116 SM9IJ",
                "MORGA-753116-SM9IJ",
                "MORGA753116SM9IJ 35",
                "FO999512018J99AA",
                "MORGA\u{a0}753116\u{a0}SM9IJ",
                "MORGA753\u{200b}116SM9IJ",
                "ＭＯＲＧＡ７５３１１６ＳＭ９ＩＪ",
                "МORGА753116SM9IJ",
                "licence_MORGA753116SM9IJ.png",
            ],
            &[
                "MORGA713116SM9IJ",
                "MORGA753326SM9IJ",
                "MORGA753116SM9I",
                "9ORGA753116SM9IJ",
                "MO9GA753116SM9IJ",
                "MORGA753116SM9IJX",
            ],
        );
    }
}
