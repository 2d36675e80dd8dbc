//! Addresses of network cards.
//!
//! Source: IEEE 802: EUI-48 in pairs of hexadecimal digits with colons or hyphens, or in fours with dots. All zeros and all ones
//! are nobody's.
//!
//! By chance: hardly.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{NONE, Text};

/// Looks at a hexadecimal digit that starts a word.
#[inline]
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Hit> {
    // of most words the end tells that they begin none
    let length = text.next_word(start) - start;
    if matches!(length, 2 | 4) {
        of(text, start, length)
    } else {
        None
    }
}

fn of(text: &Text<'_>, start: usize, length: usize) -> Option<Hit> {
    let width = match (length, text.gap(start + length)) {
        (2, b':' | b'-' | b'.' | b' ' | b'_') => 2,
        (4, b'.' | b':' | b'-') => 4,
        _ => return None,
    };
    let gap = text.gap(start + width);
    let end = start + 12;
    let digits = text.part(start, end);
    let fits = text.gap(start + 2 * width) == gap
        && digits.len() == 12
        && digits.iter().all(u8::is_ascii_hexdigit)
        && text.is_end(end)
        && !(text.gap(end) == gap && is_group(text, end, width))
        && !(text.gap(start) == gap
            && start
                .checked_sub(width)
                .is_some_and(|at| is_group(text, at, width)))
        && (1..12).all(|at| text.gap(start + at) == if at % width == 0 { gap } else { NONE })
        && digits.iter().any(|b| Some(b) != digits.first());
    if !fits || !matches!(digits.first(), Some(b'0')) && digits.iter().all(|b| *b == b'F') {
        return None;
    }
    // pairs of digits alone are anything; with a colon between they are not
    let sure = if matches!(gap, b':' | b'.') || digits.iter().any(u8::is_ascii_alphabetic) {
        Sure::Alone
    } else {
        Sure::Valid
    };
    Some(Hit::new(Kind::MacAddress, start, end, sure))
}

/// Whether a word of so many hexadecimal digits starts there: a longer row of them is a chip's number.
fn is_group(text: &Text<'_>, start: usize, width: usize) -> bool {
    text.is_end(start)
        && text.next_word(start) == start + width
        && text
            .part(start, start + width)
            .iter()
            .all(u8::is_ascii_hexdigit)
}

/// Looks at the word behind one that speaks of network cards: twelve digits without any gap.
pub(super) fn told_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let end = start + 12;
    let digits = text.part(start, end);
    let fits = digits.len() == 12
        && text.next_word(start) == end
        && digits.iter().all(u8::is_ascii_hexdigit)
        && digits.iter().any(u8::is_ascii_digit);
    fits.then(|| Hit::new(Kind::MacAddress, start, end, Sure::Alone))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn addresses_are_found_in_each_spelling() {
        table(
            Kind::MacAddress,
            &[
                "00:1A:2B:3C:4D:5E",
                "00-1a-2b-3c-4d-5e",
                "001a.2b3c.4d5e",
                "MAC is 00:1A:2B:3C:4D:5E.",
                "00:1A\u{200b}:2B:3C:4D:5E",
                "００:1A:2B:3C:4D:5E",
                "00\u{2011}1A\u{2011}2B\u{2011}3C\u{2011}4D\u{2011}5E",
                "00\u{a789}1A\u{a789}2B\u{a789}3C\u{a789}4D\u{a789}5E",
                "00 1A 2B 3C 4D 5E",
                "MAC 001A2B3C4D5E",
                "laptop 00 1A 2B 3C 4D 5E of May",
                "MAC is 00 1A 2B 3C 4D 5E",
                "001a.2b3c.4d5e.txt",
                "Smith-00-1A-2B-3C-4D-5E-card",
                "00.1A.2B.3C.4D.5E.csv",
            ],
            &[
                "00:1A:2B:3C:4D",
                "ZZ:ZZ:ZZ:ZZ:ZZ:ZZ",
                "FF:FF:FF:FF:FF:FF",
                "00:00:00:00:00:00",
                "10:2F:33-AC-29-C3",
                "12 34 56 78 90 12",
                "001A2B3C4D5E",
                "04 1A 2B 3C 4D 5E 6F",
                "04:1A:2B:3C:4D:5E:6F",
                "04-1A-2B-3C-4D-5E-6F",
                "041A.2B3C.4D5E.6F70",
                "04 1A 2B 3C 4D 5E 6F 70 81 92",
            ],
        );
    }
}
