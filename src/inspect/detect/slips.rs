//! Letters that stand for digits: O for nought, I and L for one.
//!
//! UTS 39 lists them as alike. A text is read as it stands first; read with digits in their place, it only adds what
//! has a check, or a word or header beside it.

use super::find::Found;
use super::kind::Kind;
use super::scan::{NONE, Text, is_digit, is_letter};
use super::words::Kinds;

/// So many digits make a text a number.
const FEWEST: usize = 5;

/// The kinds that are looked for again.
const AGAIN: Kinds = Kinds::of(Kind::Nino)
    .and(Kinds::of(Kind::TemporaryReference))
    .and(Kinds::of(Kind::NhsNumber))
    .and(Kinds::of(Kind::Passport))
    .and(Kinds::of(Kind::Utr))
    .and(Kinds::of(Kind::Iban))
    .and(Kinds::of(Kind::BankAccount))
    .and(Kinds::of(Kind::PaymentCard))
    .and(Kinds::of(Kind::Phone))
    .and(Kinds::of(Kind::DateOfBirth))
    .and(Kinds::of(Kind::IpAddress))
    .and(Kinds::of(Kind::PayNumber))
    .and(Kinds::of(Kind::RadioIssi));

/// What a text says with such letters read as digits goes into `row`; false if there are none.
pub(super) fn read_as_digits(text: &Text<'_>, row: &mut Vec<u8>) -> bool {
    if text.digits < FEWEST || !is_beside_digit(text) {
        return false;
    }
    let mut is_changed = false;
    for at in memchr::memchr3_iter(b'O', b'I', b'L', text.row) {
        let Some(digit) = twin(text.at(at)) else {
            continue;
        };
        // in a number: a digit on both sides, or on one and an end of the word on the other
        let so_far = if is_changed { row.as_slice() } else { text.row };
        let before = at
            .checked_sub(1)
            .and_then(|before| so_far.get(before))
            .copied();
        let is_first = text.gap(at) != NONE;
        let is_last = text.gap(at + 1) != NONE;
        // between the letters of a prefix and of a suffix as well
        let is_behind_two = at >= 2
            && text.gap(at - 2) != NONE
            && text.gap(at - 1) == NONE
            && leads_to_digit(text, at);
        let is_before_one = is_letter(text.at(at + 1)) && text.gap(at + 2) != NONE;
        let left = is_first || before.is_some_and(is_digit) || is_behind_two && !is_last;
        let right = is_last
            || is_digit(text.at(at + 1))
            || !is_first && twin(text.at(at + 1)).is_some()
            || !is_first && is_before_one && before.is_some_and(is_digit);
        // or by itself between the dots of an address
        let is_octet = is_first
            && is_last
            && text.gap(at) == b'.'
            && text.gap(at + 1) == b'.'
            && before.is_some_and(is_digit)
            && is_digit(text.at(at + 1));
        if is_octet || left && right && !(is_first && is_last) {
            if !is_changed {
                row.clear();
                row.extend_from_slice(text.row);
                is_changed = true;
            }
            if let Some(place) = row.get_mut(at) {
                *place = digit;
            }
        }
    }
    is_changed
}

/// Whether such a letter stands beside a digit of the same word, as at least one of those in numbers does.
fn is_beside_digit(text: &Text<'_>) -> bool {
    let (Some((_, first)), Some((_, second)), Some((_, gaps))) = (
        text.row.split_last(),
        text.row.split_first(),
        text.gaps().split_first(),
    ) else {
        return false;
    };
    let is_digit = |sign: u8| sign.wrapping_sub(b'0') < 10;
    let is_twin = |sign: u8| (sign == b'O') | (sign == b'I') | (sign == b'L');
    // without a way out halfway, many are looked at together
    let pairs = first.iter().zip(second).zip(gaps);
    let found = pairs.fold(0, |found, ((first, second), gap)| {
        let beside = (is_twin(*first) & is_digit(*second)) | (is_digit(*first) & is_twin(*second));
        found | u8::from(beside & ((*gap == NONE) | (*gap == b'.')))
    });
    found != 0
}

/// Whether a digit of the same word comes behind such letters: CALL has none.
fn leads_to_digit(text: &Text<'_>, at: usize) -> bool {
    let behind = text.part(at, text.next_word(at)).iter();
    behind
        .copied()
        .find(|sign| twin(*sign).is_none())
        .is_some_and(is_digit)
}

/// The digit that a letter looks like.
const fn twin(letter: u8) -> Option<u8> {
    match letter {
        b'O' => Some(b'0'),
        b'I' | b'L' => Some(b'1'),
        _ => None,
    }
}

/// Adds what a second reading found of numbers.
pub(super) fn add(again: &Found, found: &mut Found) {
    found.alone = found.alone.and(again.alone.only(AGAIN));
    found.told = found.told.and(again.told.only(AGAIN));
    found.valid = found.valid.and(again.valid.only(AGAIN));
    found.mark = found.mark.wrapping_add(again.mark);
    if again.dated && !found.dated {
        found.dated = true;
        found.born = again.born;
        found.long_ago = again.long_ago;
        found.years = again.years;
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan::Scan;
    use super::super::tests::table;
    use super::*;

    #[test]
    fn letters_in_the_place_of_digits_hide_no_number_and_make_none_of_words() {
        table(
            Kind::Nino,
            &[
                "QQ 12 3O 56 C",
                "QQ1O3456C",
                "QQ l2 34 56 C",
                "QQ12345OC",
                "QQl23456C",
            ],
            &["QO123456C1"],
        );
        table(
            Kind::PaymentCard,
            &["4lll 1111 1111 1111", "4111 1111 111I 1111"],
            &["4OOO 1111 1111 1111"],
        );
        table(
            Kind::Phone,
            &["O7700 900123", "077OO9OO123", "0770\u{41e} 900123"],
            &["OL10 2345 LO", "Oslo 12345"],
        );
        table(
            Kind::NhsNumber,
            &["NHS 999 O00 0018", "999 00O 0018"],
            &["999 00O 0019"],
        );
    }

    #[test]
    fn addresses_and_days_are_read_with_digits_too() {
        table(
            Kind::IpAddress,
            &["192.168.l.1", "l92.168.1.1", "192.168.O.10"],
            &["192.l68.x.1", "v.l.1 192 168"],
        );
        table(
            Kind::DateOfBirth,
            &["born l2/03/1980", "DOB 12/O3/1980", "DOB: l2.03.l980"],
            &["l2/03/1980"],
        );
        table(
            Kind::Postcode,
            &["postcode SW1A lAA", "postcode: M1 OAE"],
            &["SW1A lAA", "PO1 LEE"],
        );
    }

    #[test]
    fn words_without_a_digit_are_read_once() {
        let changed = |text: &str| {
            let (mut scan, mut row) = (Scan::default(), Vec::new());
            let read = scan.read(text, super::super::classes(text));
            read_as_digits(&read, &mut row).then(|| String::from_utf8_lossy(&row).into_owned())
        };
        for text in [
            "Hall 12345",
            "Williams, Oliver, 07700",
            "call all 12345 O",
            "Ol 12345",
        ] {
            assert_eq!(changed(text), None, "{text}");
        }
        assert_eq!(changed("QQOl23456").as_deref(), Some("QQ0123456"));
        assert_eq!(changed("Hall QQ12345OC").as_deref(), Some("HALLQQ123450C"));
    }

    #[test]
    fn codes_with_those_letters_stay_what_they_are() {
        let mut kinds = Vec::new();
        for code in [
            "OL10 123",
            "LL12345678",
            "IO-12345",
            "mfrggzdfmztwq2lk",
            "o7il2345l67o2345",
        ] {
            super::super::text(code, &mut kinds);
        }
        assert_eq!(kinds, []);
    }
}
