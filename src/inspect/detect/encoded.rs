//! Texts within texts: characters that are written as references, escapes or other letters.
//!
//! Source: HTML (character references), RFC 3986 2.1 (percent-encoding), RFC 8259 7 (escapes), RFC 2152 (UTF-7), RFC 2045 6.7
//! (quoted-printable), RFC 4648 4 and 5 (base64), octal escapes as C has them. What is written so is looked at as it would be read; what it was written as is looked at all the same.

mod references;
mod utf7;

use references::reference;
use utf7::seven_bits;

/// A reference within a reference is followed so far.
const DEEPEST: usize = 3;
/// Fewer bytes of base64 are a word as well.
const FEWEST: usize = 16;

/// The text as its references and escapes would be read; none if it has none.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut plain: Option<String> = None;
    for _ in 0..DEEPEST {
        let Some(next) = once(plain.as_deref().unwrap_or(text)) else {
            break;
        };
        plain = Some(next);
    }
    plain
}

/// Whether anything in it may be a reference or an escape.
pub(super) fn is_there(bytes: &[u8]) -> bool {
    let mut starts = memchr::memchr3_iter(b'&', b'%', b'+', bytes)
        .chain(memchr::memchr2_iter(b'\\', b'=', bytes))
        .chain(memchr::memchr3_iter(b'[', b'(', b'{', bytes));
    starts.any(|at| match bytes.get(at..at + 3) {
        Some([b'[' | b'(' | b'{', b'.' | b':', close]) => matches!(close, b']' | b')' | b'}'),
        Some([b'&', next, _]) => *next == b'#' || next.is_ascii_alphabetic(),
        Some([b'%' | b'=', high, low]) if high.is_ascii_hexdigit() => low.is_ascii_hexdigit(),
        Some([b'=', b'\r', b'\n'] | [b'=', b'\n', _]) => true,
        Some([b'\\', b'0'..=b'3', second]) => matches!(second, b'0'..=b'7'),
        Some([b'%', high, low]) => high.is_ascii_hexdigit() && low.is_ascii_hexdigit(),
        Some([b'\\', b'u' | b'x', next]) => next.is_ascii_hexdigit() || *next == b'{',
        Some([b'+', first, second]) => sextet(*first).is_some() && sextet(*second).is_some(),
        _ => false,
    })
}

fn once(text: &str) -> Option<String> {
    if !is_there(text.as_bytes()) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut is_changed = false;
    // many times what any text needs, so that none is read over and over
    let mut may_be_read = text.len().saturating_mul(16);
    while let Some(at) = rest.find(['&', '%', '\\', '+', '=', '[', '(', '{']) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let length = match from.as_bytes().first() {
            Some(b'&') => reference(from, &mut out),
            Some(b'%') => percent(from, b'%', &mut out),
            Some(b'=') => quoted(from, &mut out),
            Some(b'\\') => escape(from, &mut out),
            Some(b'[' | b'(' | b'{') => in_brackets(from, &mut out),
            _ => seven_bits(from, &mut out, &mut may_be_read),
        };
        is_changed |= length.is_some();
        let length = length.unwrap_or_else(|| {
            out.push_str(from.get(..1).unwrap_or_default());
            1
        });
        rest = from.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// `192[.]0[.]2[.]1`: a sign that was put in brackets so that no program makes a link of it.
fn in_brackets(text: &str, out: &mut String) -> Option<usize> {
    match text.as_bytes() {
        [_, sign @ (b'.' | b':'), b']' | b')' | b'}', ..] => {
            out.push(char::from(*sign));
            Some(3)
        }
        _ => None,
    }
}

/// `=41`, and a line that was broken where the text has none.
fn quoted(text: &str, out: &mut String) -> Option<usize> {
    match text.as_bytes() {
        [b'=', b'\r', b'\n', ..] => Some(3),
        [b'=', b'\n', ..] => Some(2),
        _ => percent(text, b'=', out),
    }
}

/// `%41`, and characters of several bytes.
fn percent(text: &str, sign: u8, out: &mut String) -> Option<usize> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [begin, high, low, after @ ..] = rest
        && *begin == sign
        && let Some(byte) = hex(*high, *low)
    {
        bytes.push(byte);
        rest = after;
    }
    let length = bytes.len() * 3;
    match std::str::from_utf8(&bytes) {
        Ok("") => None,
        Ok(plain) => {
            out.push_str(plain);
            Some(length)
        }
        // of another encoding: those of ASCII tell the most
        Err(_) => {
            out.extend(bytes.iter().map(|byte| char::from(*byte)));
            Some(length)
        }
    }
}

/// `\u0041`, `\u{41}`, `\x41`, `\101`.
fn escape(text: &str, out: &mut String) -> Option<usize> {
    if let [
        b'\\',
        first @ b'0'..=b'3',
        second @ b'0'..=b'7',
        third @ b'0'..=b'7',
        ..,
    ] = text.as_bytes()
    {
        let value = (first - b'0') << 6 | (second - b'0') << 3 | (third - b'0');
        out.push(char::from(value));
        return Some(4);
    }
    let (digits, head) = match text.as_bytes() {
        [b'\\', b'u', b'{', ..] => (text.get(3..)?.split_once('}')?.0, 4),
        [b'\\', b'u', ..] => (text.get(2..6)?, 2),
        [b'\\', b'x', ..] => (text.get(2..4)?, 2),
        _ => return None,
    };
    if digits.len() > 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let point = u32::from_str_radix(digits, 16).ok()?;
    // half of a pair is read as nothing
    out.extend(char::from_u32(point));
    Some(head + digits.len())
}

/// The text that a text of nothing but base64 says, if it is a text of some length.
pub(super) fn base64(text: &str) -> Option<String> {
    let letters = text.trim().trim_end_matches('=');
    if !may_be_base64(letters.as_bytes()) {
        return None;
    }
    let plain = String::from_utf8(bytes_of_base64(letters)?).ok()?;
    let printable = |c: char| !c.is_control() || matches!(c, '\t' | '\r' | '\n');
    (plain.len() >= FEWEST && plain.chars().all(printable)).then_some(plain)
}

/// So many letters of base64 say a National Insurance number, and so few may be a word or a token by chance.
const SHORT: std::ops::RangeInclusive<usize> = 12..=21;

/// What a whole text of few letters of base64 says, if that is nothing but the signs of which numbers and addresses are
/// made: of a hundred thousand tokens hardly one is.
pub(super) fn short_base64(text: &str) -> Option<String> {
    let letters = text.trim();
    if !may_be_short(letters.as_bytes()) {
        return None;
    }
    let plain = String::from_utf8(bytes_of_base64(letters)?).ok()?;
    let digits = plain.bytes().filter(u8::is_ascii_digit).count();
    (plain.bytes().all(is_of_number) && (digits >= 4 || plain.contains('@'))).then_some(plain)
}

/// Whether a text of few letters may be one, by all of its groups but the last.
#[inline]
pub(super) fn may_be_short(letters: &[u8]) -> bool {
    let mut letters = letters;
    while let [before @ .., b'='] = letters {
        letters = before;
    }
    SHORT.contains(&letters.len())
        && letters
            .chunks_exact(4)
            .fold(true, |fits, four| fits & is_part_of_number(four))
}

/// The three bytes that four letters say, and all bits of their values, which are all set if one is no letter.
#[inline]
fn three_of(four: &[u8]) -> ([u8; 3], u8) {
    let (mut three, mut all) = (0, 0);
    for letter in four {
        let value = SEXTETS
            .get(usize::from(*letter))
            .copied()
            .unwrap_or(NO_LETTER);
        three = three << 6 | u32::from(value);
        all |= value;
    }
    let [_, bytes @ ..] = three.to_be_bytes();
    (bytes, all)
}

/// Whether three bytes in four letters are those of a number or an address.
#[inline]
fn is_part_of_number(four: &[u8]) -> bool {
    let (bytes, all) = three_of(four);
    let fits = |byte: u8| OF_NUMBER.get(usize::from(byte)).is_some_and(|fits| *fits);
    all != NO_LETTER && bytes.into_iter().fold(true, |all, byte| all & fits(byte))
}

const OF_NUMBER: [bool; 256] = {
    let mut fits = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        #[expect(
            clippy::indexing_slicing,
            reason = "as the compiler runs it, it cannot be out of bounds"
        )]
        {
            fits[byte as usize] = is_of_number(byte);
        }
        byte += 1;
    }
    fits
};

/// Whether a number or an address may have this byte.
const fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'+' | b'-' | b'.' | b'/' | b'@' | b'_')
}

/// The texts of all words that are nothing but base64, with what stands before a comma or colon aside.
pub(super) fn words_in_base64(text: &str) -> impl Iterator<Item = String> {
    long_words(text.as_bytes())
        // between blanks, which are no parts of letters
        .filter_map(|word| std::str::from_utf8(word).ok())
        .filter_map(|word| {
            let last = word.rsplit([',', ':', ';']).next().unwrap_or(word);
            base64(last.trim_matches(['"', '\'', '(', ')', '<', '>', '.']))
        })
}

/// The words that are long enough.
fn long_words(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        // most texts have a blank among so many bytes, and what stands before it need not be looked at
        while let Some(begin) = rest.get(..FEWEST) {
            if let Some(blank) = begin.iter().rposition(u8::is_ascii_whitespace) {
                rest = rest.get(blank + 1..)?;
                continue;
            }
            let blank = rest.iter().position(u8::is_ascii_whitespace);
            let (word, behind) = rest.split_at_checked(blank.unwrap_or(rest.len()))?;
            rest = behind;
            return Some(word);
        }
        None
    })
}

/// The bytes of a text of nothing but base64.
pub(super) fn bytes_of_base64(text: &str) -> Option<Vec<u8>> {
    let letters = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(letters.len());
    let (mut waiting, mut bits) = (0_u32, 0);
    for letter in letters.bytes() {
        waiting = (waiting << 6 | u32::from(sextet(letter)?)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(waiting >> bits & 0xff).unwrap_or(0));
        }
    }
    (bits < 6).then_some(bytes)
}

/// Whether it is long enough, and its beginning is that of a text: of tokens and digests hardly one is.
#[inline]
pub(super) fn may_be_base64(letters: &[u8]) -> bool {
    let Some((begin, _)) = letters.split_first_chunk::<16>() else {
        return false;
    };
    if letters.len() < FEWEST.div_ceil(3) * 4 - 2 {
        return false;
    }
    let mut bytes = [0; 12];
    let mut all = 0;
    for (to, from) in bytes.chunks_exact_mut(3).zip(begin.chunks_exact(4)) {
        let (three, values) = three_of(from);
        all |= values;
        to.copy_from_slice(&three);
    }
    // all at once, as nobody can foretell which is the first of a token's that is none of a text
    let mut before = 0;
    let mut fits = all != NO_LETTER;
    for byte in bytes {
        // a character of many bytes begins and goes on, and perhaps behind these
        let goes_on = byte & 0xc0 == 0x80;
        fits &= is_of_text(byte) & (goes_on | (before < 0xc0)) & (!goes_on | (before >= 0x80));
        before = byte;
    }
    fits
}

/// Whether a text may have this byte.
const fn is_of_text(byte: u8) -> bool {
    byte >= b' ' && byte != 0x7f || matches!(byte, 9 | 10 | 13)
}

const NO_LETTER: u8 = 0xff;

const SEXTETS: [u8; 256] = {
    let mut values = [NO_LETTER; 256];
    let mut byte = 0_u8;
    loop {
        if let Some(value) = sextet(byte) {
            #[expect(
                clippy::indexing_slicing,
                reason = "as the compiler runs it, it cannot be out of bounds"
            )]
            {
                values[byte as usize] = value;
            }
        }
        if byte == 255 {
            break values;
        }
        byte += 1;
    }
};

/// The value of a letter of base64, in either alphabet.
pub(super) const fn sextet(letter: u8) -> Option<u8> {
    Some(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

fn hex(high: u8, low: u8) -> Option<u8> {
    let value = |digit: u8| {
        char::from(digit)
            .to_digit(16)
            .and_then(|value| u8::try_from(value).ok())
    };
    Some(value(high)? << 4 | value(low)?)
}

#[cfg(test)]
mod tests {
    use super::super::kind::Kind;
    use super::super::tests::table;
    use super::*;

    #[test]
    fn references_and_escapes_are_read() {
        for (written, read) in [
            ("&#65;&#x42;&#X43;1", "ABC1"),
            ("&#65 B", "A B"),
            ("a&commat;example&period;org", "a@example.org"),
            ("&amp;#65;", "A"),
            ("%41%42 %c3%a9", "AB é"),
            ("%2541", "A"),
            ("\\u0041\\u{42}\\x43", "ABC"),
            ("+AEEAQg-1", "AB1"),
            ("x+AEA-example.org", "x@example.org"),
            ("=51=51=20=31=\r\n=32", "QQ 12"),
            ("caf=C3=A9 =\nx", "café x"),
            ("\\121\\121\\0611", "QQ11"),
        ] {
            assert_eq!(decoded(written).as_deref(), Some(read), "{written}");
        }
        for plain in [
            "R&D",
            "100 % cotton",
            "50%",
            "C:\\users",
            "+44 7700 900123",
            "+447700900123",
            "a+b",
            "&&&",
            "1+1",
            "=SUM(B2)",
            "a=b",
            "C:\\9",
        ] {
            assert_eq!(decoded(plain), None, "{plain}");
        }
    }

    #[test]
    fn a_word_in_base64_is_read_whatever_blank_parts_it() {
        for blank in [" ", "\n", "\r", "\r\n", "\t", "\u{c}"] {
            let text = format!("note{blank}UVExMjM0NTZDLCBTbWl0aCwgQW5u{blank}end");
            let found: Vec<String> = words_in_base64(&text).collect();
            assert_eq!(found, ["QQ123456C, Smith, Ann"], "{blank:?}");
        }
    }

    #[test]
    fn base64_of_a_text_is_read_and_of_anything_else_not() {
        assert_eq!(
            base64("bnVtYmVyIFFRMTIzNDU2QyBvZiBB").as_deref(),
            Some("number QQ123456C of A")
        );
        assert_eq!(
            base64("UVExMjM0NTZDLCBTbWl0aCwgQW5u").as_deref(),
            Some("QQ123456C, Smith, Ann")
        );
        for other in [
            "UVExMjM0NTZD",
            "mfrggzdfmztwq2lkmfrggzdfmz",
            "5e884898da28047151d0e56f8dc62927",
            "0123456789012345678901234567890123456789",
            "Constabulary headquarters",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert_eq!(base64(other), None, "{other}");
        }
    }

    #[test]
    fn numbers_written_so_are_found() {
        table(
            Kind::Nino,
            &[
                "&#81;Q123456C",
                "%51Q123456C",
                "QQ12&#x33;456C",
                "QQ&shy;123456&ZeroWidthSpace;C",
                "\\u0051Q123456C",
                "+AFEAUQ-123456C",
                "UVExMjM0NTZDLCBTbWl0aCwgQW5u",
                "bnVtYmVyIFFRMTIzNDU2QyBvZiBBbg==",
                "ref: bnVtYmVyIFFRMTIzNDU2QyBvZiBBbg== of May",
                "data:text/plain;base64,bnVtYmVyIFFRMTIzNDU2QyBvZiBBbg==",
                "=51=51123456C",
                "=51=51=20=31=32=20=\r\n=33=34=20=35=36=20=43",
                "\\121\\121123456C",
                "UVExMjM0NTZD",
                "UVEgMTIgMzQgNTYgQw==",
                "cXExMjM0NTZj",
            ],
            &[
                "mfrggzdfmztwq2lk",
                "UVExMjM0NTZX",
                "see UVExMjM0NTZD",
                "&#81;Q12345C",
                "%51Q12345",
                "MTIzNDU2Nzg5MCBhbmQgbm8gbW9yZQ==",
            ],
        );
    }
}
