//! A bit for each sign of a text: which are letters, which are digits, and where words of letters begin and end.
//!
//! Eight signs are looked at together. No processor foretells where words end, and each wrong guess costs it as much as
//! looking at twenty signs.

/// So many signs have a bit in one number.
pub(super) const SIGNS: usize = 64;

const EACH: u64 = 0x0101_0101_0101_0101;

/// Which of at most 64 signs of ASCII are letters.
#[inline]
pub(super) fn letters(text: &[u8]) -> u64 {
    bits(text, |eight| {
        let small = eight | (0x20 * EACH);
        // the highest bit of each says whether it reaches so far
        let from = small.wrapping_add((0x80 - 0x61) * EACH);
        let beyond = small.wrapping_add((0x80 - 0x7b) * EACH);
        (from & !beyond) >> 7
    })
}

/// Which of at most 64 letters and digits are digits.
#[inline]
pub(super) fn digits(text: &[u8]) -> u64 {
    // all letters have the bit of 64, and no digit has
    bits(text, |eight| !eight >> 6) & low(text.len())
}

/// As many bits as there are signs.
#[inline]
pub(super) fn low(count: usize) -> u64 {
    match u32::try_from(count) {
        Ok(count @ ..=63) => (1 << count) - 1,
        _ => u64::MAX,
    }
}

/// The lowest bit of each of eight signs, one behind the other.
#[inline]
fn bits(text: &[u8], of: impl Fn(u64) -> u64) -> u64 {
    let gather = |eight: [u8; 8]| {
        let each = of(u64::from_le_bytes(eight)) & EACH;
        each.wrapping_mul(0x0102_0408_1020_4080) >> 56
    };
    let (eights, rest) = text.as_chunks::<8>();
    let mut bits = 0;
    let mut at = 0;
    for eight in eights.iter().take(SIGNS / 8) {
        bits |= gather(*eight) << at;
        at += 8;
    }
    if !rest.is_empty() && at < 64 {
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        bits |= gather(last) << at;
    }
    bits
}

/// Whether it is so of any word of letters in a text of ASCII; it is told as well whether the text ends with the word.
#[inline]
pub(super) fn any_word(text: &[u8], mut is_so: impl FnMut(&[u8], bool) -> bool) -> bool {
    let mut begun = None;
    let mut before = 0;
    let mut from = 0;
    for part in text.chunks(SIGNS) {
        let letters = letters(part);
        // a bit where letters begin or end
        let mut turns = letters ^ (letters << 1 | before);
        before = letters >> 63;
        while turns != 0 {
            let at = from + usize::try_from(turns.trailing_zeros()).unwrap_or(0);
            turns &= turns - 1;
            let start = match begun.take() {
                Some(start) => start,
                None => {
                    begun = Some(at);
                    continue;
                }
            };
            if is_so(text.get(start..at).unwrap_or_default(), at == text.len()) {
                return true;
            }
        }
        from += SIGNS;
    }
    begun.is_some_and(|start| is_so(text.get(start..).unwrap_or_default(), true))
}

/// Whether a text has small letters, and whether it has capitals.
#[inline]
pub(super) fn cases(text: &[u8]) -> (bool, bool) {
    let seen = text.iter().fold(0, |seen, byte| {
        seen | CASES.get(usize::from(*byte)).copied().unwrap_or(0)
    });
    (seen & SMALL != 0, seen & CAPITAL != 0)
}

const SMALL: u8 = 1;
const CAPITAL: u8 = 2;

const CASES: [u8; 256] = {
    let mut cases = [0; 256];
    let mut byte = b'A';
    while byte <= b'Z' {
        #[expect(
            clippy::indexing_slicing,
            reason = "as the compiler runs it, it cannot be out of bounds"
        )]
        {
            cases[byte as usize] = CAPITAL;
            cases[byte as usize + 32] = SMALL;
        }
        byte += 1;
    }
    cases
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_bit_is_what_its_sign_is(text in "[ -~\t\n]{0,64}", code in "[0-9A-Za-z]{0,64}") {
            let by_sign = |text: &str, is: fn(&u8) -> bool| {
                (0..).zip(text.as_bytes()).fold(0_u64, |bits, (at, b)| bits | u64::from(is(b)) << at)
            };
            prop_assert_eq!(letters(text.as_bytes()), by_sign(&text, u8::is_ascii_alphabetic));
            prop_assert_eq!(digits(code.as_bytes()), by_sign(&code, u8::is_ascii_digit));
            let cased = (
                text.bytes().any(|b| b.is_ascii_lowercase()),
                text.bytes().any(|b| b.is_ascii_uppercase()),
            );
            prop_assert_eq!(cases(text.as_bytes()), cased);
        }

        #[test]
        fn words_are_what_stands_between_other_signs(text in "([a-zA-Z]{0,30}[ .,'0-9@-]{0,3}){0,12}") {
            let mut words = Vec::new();
            any_word(text.as_bytes(), |word, is_last| {
                words.push((word.to_vec(), is_last));
                false
            });
            let mut plain = Vec::new();
            let mut parts = text.split(|c: char| !c.is_ascii_alphabetic()).peekable();
            while let Some(word) = parts.next() {
                if !word.is_empty() {
                    plain.push((word.as_bytes().to_vec(), parts.peek().is_none()));
                }
            }
            prop_assert_eq!(&words, &plain);
            for (wanted, _) in &plain {
                prop_assert!(any_word(text.as_bytes(), |word, _| word == wanted));
            }
        }
    }

    #[test]
    fn as_many_bits_as_there_are_signs() {
        assert_eq!((low(0), low(1), low(63)), (0, 1, u64::MAX >> 1));
        assert_eq!((low(64), low(1000)), (u64::MAX, u64::MAX));
    }
}
