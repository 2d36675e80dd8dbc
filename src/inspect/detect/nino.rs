//! National Insurance numbers.
//!
//! Source: HMRC National Insurance Manual NIM39110: two letters, six digits, a suffix of A to D; D, F, I,
//! Q, U, V stand nowhere in the prefix, O not second; BG, GB, KN, NK, NT, TN, ZZ are not used. Prefixes kept
//! for other payments (OO, CR, FY, MW, NC, PP, PY, PZ) and HMRC's example QQ are found as well.
//!
//! By chance: a word of two letters, six digits and a letter passes once in fifteen. Without its suffix it
//! looks like many serial numbers, and needs a word beside it, a header, or a column of them that begin in
//! different ways.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::parted::is_hard;
use super::scan::{NONE, Text, is_digit, is_letter, is_soft};

/// The share of two random letters that such numbers begin with.
pub(super) const PREFIX_RATE: f64 = 0.56;

/// Looks at two letters with a digit behind.
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Hit> {
    if !text.part(start + 2, start + 8).iter().all(|b| is_digit(*b)) || start + 8 > text.len() {
        return None;
    }
    let prefix = [text.at(start), text.at(start + 1)];
    let suffixed = matches!(text.at(start + 8), b'A'..=b'D') && text.is_one(start, 9);
    let end = if suffixed {
        start + 9
    } else if text.is_one(start, 8) {
        start + 8
    } else {
        return None;
    };
    let sure = match (is_prefix(prefix), suffixed) {
        (false, _) => return None,
        (true, true) => Sure::Alone,
        (true, false) => Sure::Valid,
    };
    Some(Hit::new(Kind::Nino, start, end, sure))
}

/// Looks at letters that end in those of a number, as a label is glued to it: `REFAB123456C`. Serial numbers are written
/// so as well, so that a word has to say so, which may be the label.
pub(super) fn glued_at(text: &Text<'_>, start: usize, letters: usize) -> Option<Hit> {
    let at = start + letters - 2;
    if !matches!(text.at(at + 8), b'A'..=b'D')
        || text.gaps_in(start, at + 1).iter().any(|gap| *gap != NONE)
    {
        return None;
    }
    let hit = self::at(text, at).filter(|hit| hit.sure == Sure::Alone)?;
    let is_named = matches!(text.part(start, at), b"NI" | b"NINO");
    Some(Hit {
        sure: if is_named { Sure::Alone } else { Sure::Valid },
        ..hit
    })
}

/// Looks at a letter with seven digits behind, the first of which looks like a letter: `P2123456C`.
pub(super) fn slipped_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let end = start + 9;
    let twin = match text.at(start + 1) {
        b'8' => b'B',
        b'5' => b'S',
        b'2' => b'Z',
        b'6' => b'G',
        b'1' => b'L',
        _ => return None,
    };
    let fits = matches!(text.at(start + 8), b'A'..=b'D')
        && text.part(start + 2, start + 8).iter().all(|b| is_digit(*b))
        && is_prefix([text.at(start), twin])
        && text.is_one(start, 9);
    fits.then(|| Hit::new(Kind::Nino, start, end, Sure::Valid))
}

/// Looks at a letter that starts a word: groups that one sign parts, though no number is written so.
pub(super) fn parted_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let end = start + 9;
    let [first, second, digits @ .., last] = text.part(start, end) else {
        return None;
    };
    let gaps = || text.gaps_in(start, end).iter().filter(|gap| **gap != NONE);
    let sign = gaps().find(|sign| is_hard(**sign))?;
    // beside brackets a blank may stand
    let fits = digits.len() == 6
        && digits.iter().all(|b| is_digit(*b))
        && matches!(last, b'A'..=b'D')
        && is_prefix([*first, *second])
        && text.is_end(end)
        && (gaps().count() > 1 || *sign == b'(')
        && gaps().all(|gap| gap == sign || *sign == b'(' && is_soft(*gap));
    fits.then(|| Hit::new(Kind::Nino, start, end, Sure::Alone))
}

fn is_prefix(prefix: [u8; 2]) -> bool {
    if matches!(
        &prefix,
        b"QQ" | b"OO" | b"CR" | b"FY" | b"MW" | b"NC" | b"PP" | b"PY" | b"PZ"
    ) {
        return true;
    }
    let [first, second] = prefix;
    let stands =
        |letter| is_letter(letter) && !matches!(letter, b'D' | b'F' | b'I' | b'Q' | b'U' | b'V');
    stands(first)
        && stands(second)
        && second != b'O'
        && !matches!(
            &prefix,
            b"BG" | b"GB" | b"KN" | b"NK" | b"NT" | b"TN" | b"ZZ"
        )
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn numbers_are_found_in_every_spelling_and_unused_prefixes_are_not() {
        table(
            Kind::Nino,
            &[
                "QQ123456A",
                "qq123456c",
                "QQ 12 34 56 A",
                "QQ-12-34-56-A",
                "QQ.123456.A",
                "QQ/12/34/56/A",
                "QQ_123456_A",
                "Q Q 1 2 3 4 5 6 A",
                "QQ\u{a0}12\u{a0}34\u{a0}56\u{a0}A",
                "QQ12\u{200b}3456A",
                "QQ１２３４５６A",
                "QQ12\u{ad}34\u{ad}56A",
                "ＱＱ123456Ａ",
                "QQ 123456 С",
                "Smith_QQ123456C.jpg",
                "OO123456A",
                "NI number QQ123456",
                "(QQ123456A)",
                "«QQ123456A»",
                "►QQ123456A†",
                "(QQ) 12 34 56 (A)",
                "(QQ) 12 34 56 A",
                "QQ(123456)A",
                "QQ [12] [34] [56] A",
                "NINOQQ123456C",
                "NIQQ123456C",
                "NI no REFQQ123456C",
                "NI no P2123456C",
            ],
            &[
                "BG123456A",
                "GB123456A",
                "QQ123456E",
                "QQ12345A",
                "QQ1234567A",
                "DA123456A",
                "AO123456A",
                "XQQ123456A",
                "CS123456",
                "QQ123456AB",
                "QQ,123456A",
                "REFQQ123456C",
                "P2123456C",
                "NI no REFDA123456C",
            ],
        );
    }
}
