//! International bank account numbers.
//!
//! Source: ISO 13616-1: country, two check digits (ISO/IEC 7064, MOD 97-10), and the country's own part; for Spain, its two
//! control digits as well.
//!
//! By chance: one in ninety-seven words of the length and form of its country.

mod registry;

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{Text, is_digit, is_letter, value, weighed};

/// Looks at two letters and two digits.
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Hit> {
    if !is_digit(text.at(start + 3)) {
        return None;
    }
    let form = registry::form(text.part(start, start + 2))?;
    let end = fitting(text, start + 4, form)?;
    let number = text.part(start, end);
    let fits = text.is_one(start, end - start) && checks(number) && controls(number);
    // one by itself is told from a token by digits that tokens have not
    let sure = if text.next_word(start) == end && is_of_tokens(number) {
        Sure::Valid
    } else {
        Sure::Alone
    };
    fits.then(|| Hit::new(Kind::Iban, start, end, sure))
}

/// Whether a word may be one, by what it begins with and its length.
pub(super) fn may_be(word: &[u8]) -> bool {
    matches!(word, [first, second, b'0'..=b'9', b'0'..=b'9', ..]
        if registry::length(*first, *second) == Some(word.len()))
}

/// Whether a token in base32 (RFC 4648 6) may be so: many letters, and none of the digits 0, 1, 8 and 9.
fn is_of_tokens(number: &[u8]) -> bool {
    let letters = number.iter().filter(|b| is_letter(**b)).count();
    letters >= 8
        && !number
            .iter()
            .any(|b| matches!(b, b'0' | b'1' | b'8' | b'9'))
}

/// Where the country's own part ends, if it has the form.
fn fitting(text: &Text<'_>, start: usize, form: &str) -> Option<usize> {
    let mut at = start;
    let mut width = 0_usize;
    for sign in form.bytes() {
        if sign.is_ascii_digit() {
            width = width * 10 + usize::from(sign - b'0');
            continue;
        }
        let field = text.part(at, at + width);
        let fits = field.len() == width
            && field.iter().all(|b| match sign {
                b'n' => is_digit(*b),
                b'a' => is_letter(*b),
                _ => is_digit(*b) || is_letter(*b),
            });
        if !fits {
            return None;
        }
        at += width;
        width = 0;
    }
    Some(at)
}

/// MOD 97-10, the first four characters last.
fn checks(number: &[u8]) -> bool {
    let (head, tail) = number.split_at_checked(4).unwrap_or_default();
    let rest = tail.iter().chain(head).fold(0_u32, |rest, b| {
        if is_digit(*b) {
            (rest * 10 + value(*b)) % 97
        } else {
            (rest * 100 + u32::from(b - b'A') + 10) % 97
        }
    });
    rest == 1
}

/// Spain: bank and branch, and the account, have a digit of control each (MOD 11).
fn controls(number: &[u8]) -> bool {
    if number.get(..2) != Some(b"ES") {
        return true;
    }
    let of = |digits: &[u8], weights: &[u32]| match 11 - weighed(digits, weights) % 11 {
        10 => 1,
        11 => 0,
        digit => digit,
    };
    let part = |from: usize, to: usize| number.get(from..to).unwrap_or_default();
    let control = number.get(12..14).unwrap_or_default();
    let wanted = [
        of(part(4, 12), &[4, 8, 5, 10, 9, 7, 3, 6]),
        of(part(14, 24), &[1, 2, 4, 8, 5, 10, 9, 7, 3, 6]),
    ];
    control.iter().map(|b| value(*b)).eq(wanted)
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn numbers_that_pass_are_found_in_every_spelling_and_those_that_fail_are_not() {
        table(
            Kind::Iban,
            &[
                "GB33BUKB20201555555555",
                "IBANGB33BUKB20201555555555",
                "ibanGB33 BUKB 2020 1555 5555 55",
                "GB33 BUKB 2020 1555 5555 55",
                "gb33-bukb-2020-1555-5555-55",
                "GB33_BUKB_2020_1555_5555_55",
                "GB33/BUKB/2020/1555/5555/55",
                "GB33\u{a0}BUKB\u{a0}2020\u{a0}1555\u{a0}5555\u{a0}55",
                "GB33BUKB2020\u{200b}1555555555",
                "ＧＢ３３ＢＵＫＢ２０２０１５５５５５５５５５",
                "GВ33BUКB20201555555555",
                "pay to GB33 BUKB 2020 1555 5555 55 by Friday",
                "ES9121000418450200051332",
                "NO9386011117947",
                "IBAN tr74234567mfrggzdfmztwq2la",
                "TR74 2345 67MF RGGZ DFMZ TWQ2 LA",
            ],
            &[
                "GB34BUKB20201555555555",
                "GB33BUKB2020155555555",
                "GB33BUKB202015555555555",
                "QQ33BUKB20201555555555",
                "GB331UKB20201555555555",
                "ES2121000418450200051331",
                // as well a token
                "tr74234567mfrggzdfmztwq2la",
            ],
        );
    }
}
