//! Texts whose bytes are written in other letters, or packed: in base 16, base 85, or deflated within base64.
//!
//! Source: RFC 4648 8 (base16), the ASCII85Decode filter of ISO 32000-1 7.4.3, RFC 1924 (base 85), ZeroMQ RFC 32 (Z85), RFC 1950, 1951
//! and 1952 (zlib, deflate, gzip). By chance: what is nothing but printable text from its beginning to its end is one.

use std::io::Read;

use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::{bits, encoded};

/// The shortest number of a person's, a National Insurance number.
const FEWEST: usize = 9;
/// No text that stands for such a number is shorter, in whatever letters it is written.
pub(super) const SHORTEST: usize = FEWEST * 5 / 4;
/// In groups of two digits.
const SHORTEST_IN_GROUPS: usize = 3 * FEWEST - 1;
/// No more of a text is unpacked.
const UNPACKED: u64 = 64 << 10;
/// A longer text is no cell's.
const LONGEST: usize = 64 << 10;

/// Every text that the text may stand for.
pub(super) fn texts(text: &str) -> impl Iterator<Item = String> {
    let whole = text.trim();
    let is_word = whole.len() <= LONGEST && memchr::memchr(b' ', whole.as_bytes()).is_none();
    let fits = |least: usize| is_word && whole.len() >= least;
    let base85 = fits(SHORTEST).then(|| base85(whole)).flatten();
    let inflated = fits(FEWEST * 4 / 3).then(|| inflated(whole)).flatten();
    [base16(whole), base85, inflated].into_iter().flatten()
}

/// Whether a word may be one in base 16, by its beginning: hardly a token or digest is.
#[inline]
pub(super) fn may_be_base16(word: &[u8]) -> bool {
    word.len() >= 2 * FEWEST
        && word.len().is_multiple_of(2)
        && word.chunks_exact(2).take(4).all(|pair| match pair {
            [high @ b'2'..=b'7', low] => low.is_ascii_hexdigit() && (*high, *low) != (b'7', b'f'),
            _ => false,
        })
}

/// The same of base 85, of which hardly a text has nothing but letters and digits.
#[inline]
pub(super) fn may_be_base85(word: &[u8]) -> bool {
    let head = word.strip_prefix(b"<~").unwrap_or(word);
    let Some((five, _)) = head.split_first_chunk::<5>() else {
        return false;
    };
    word.len() >= FEWEST * 5 / 4
        && VALUES.iter().any(|values| {
            group(*five, values)
                .is_some_and(|four| four.to_be_bytes().iter().all(|b| is_printable(*b)))
        })
}

/// The same of base64: gzip begins so, zlib so, and a short text that is deflated is one block, the last.
#[inline]
pub(super) fn may_be_deflated(word: &[u8]) -> bool {
    let [first, second, ..] = *word else {
        return false;
    };
    let begins = encoded::sextet(first)
        .zip(encoded::sextet(second))
        .is_some_and(|(first, second)| {
            // the last block, whether stored, of fixed codes or of its own
            matches!((first & 1) << 2 | second >> 4, 0b001 | 0b011 | 0b101)
        });
    let is_mixed = || bits::cases(word) == (true, true);
    begins && is_mixed()
        || word.starts_with(b"H4sI")
        || word.starts_with(b"eJ")
        || word.starts_with(b"eNo")
}

const fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n')
}

/// Bytes that are a text and nothing else.
fn read(bytes: Vec<u8>) -> Option<String> {
    let text = String::from_utf8(bytes).ok()?;
    let printable = |c: char| !c.is_control() || matches!(c, '\t' | '\r' | '\n');
    (text.len() >= FEWEST && text.chars().all(printable)).then_some(text)
}

/// `51513132`, `0x51 0x51`, `51:51:31`.
fn base16(text: &str) -> Option<String> {
    let hex = |text: &str| u8::from_str_radix(text, 16).ok();
    if may_be_base16(text.as_bytes()) {
        let pairs = text.as_bytes().chunks_exact(2);
        let bytes: Option<Vec<u8>> = pairs
            .map(|pair| std::str::from_utf8(pair).ok().and_then(hex))
            .collect();
        return bytes.and_then(read);
    }
    // of groups, each of which is a byte
    let first = text.as_bytes().get(..2)?;
    if text.len() < SHORTEST_IN_GROUPS
        || !first.iter().all(|b| b.is_ascii_hexdigit() || *b == b'x')
        || text.len() > LONGEST
    {
        return None;
    }
    let groups = text.split([' ', ',', ':', '-', ';', '\n', '\r', '\t']);
    let bytes: Option<Vec<u8>> = groups
        .filter(|group| !group.is_empty())
        .map(|group| {
            let digits = group.strip_prefix("0x").unwrap_or(group);
            (digits.len() == 2).then(|| hex(digits)).flatten()
        })
        .collect();
    bytes.and_then(read)
}

/// The digits of each kind of base 85, in their order.
const ALPHABETS: [&[u8; 85]; 3] = [
    b"!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstu",
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#",
];

/// The value of each digit in each alphabet.
const VALUES: [[u8; 256]; 3] = {
    let mut values = [[NO_DIGIT; 256]; 3];
    let mut kind = 0;
    while kind < ALPHABETS.len() {
        let mut value = 0_u8;
        while value < 85 {
            #[expect(
                clippy::indexing_slicing,
                reason = "as the compiler runs it, it cannot be out of bounds"
            )]
            {
                values[kind][ALPHABETS[kind][value as usize] as usize] = value;
            }
            value += 1;
        }
        kind += 1;
    }
    values
};
const NO_DIGIT: u8 = 255;

/// Four bytes of five digits.
#[inline]
fn group(five: [u8; 5], values: &[u8; 256]) -> Option<u32> {
    five.iter().try_fold(0_u32, |sum, digit| {
        let value = values.get(usize::from(*digit)).copied();
        let value = value.filter(|value| *value != NO_DIGIT)?;
        sum.checked_mul(85)?.checked_add(u32::from(value))
    })
}

fn base85(text: &str) -> Option<String> {
    if !may_be_base85(text.as_bytes()) {
        return None;
    }
    let inner = text.strip_prefix("<~").unwrap_or(text);
    let inner = inner.strip_suffix("~>").unwrap_or(inner);
    let kinds = ALPHABETS.iter().zip(&VALUES);
    kinds.into_iter().find_map(|(alphabet, values)| {
        let mut bytes = Vec::with_capacity(inner.len());
        for part in inner.as_bytes().chunks(5) {
            // the last group is filled up with the highest digit
            let mut five = [*alphabet.last()?; 5];
            for (to, from) in five.iter_mut().zip(part) {
                *to = *from;
            }
            let four = group(five, values)?.to_be_bytes();
            bytes.extend(four.iter().take(part.len() - 1));
        }
        read(bytes)
    })
}

/// What is deflated within base64.
fn inflated(text: &str) -> Option<String> {
    if !may_be_deflated(text.as_bytes()) {
        return None;
    }
    let packed = encoded::bytes_of_base64(text)?;
    let mut bytes = Vec::new();
    let all = match packed.as_slice() {
        [0x1f, 0x8b, ..] => GzDecoder::new(packed.as_slice())
            .take(UNPACKED)
            .read_to_end(&mut bytes),
        [0x78, second, ..] if (0x7800 + u32::from(*second)).is_multiple_of(31) => {
            ZlibDecoder::new(packed.as_slice())
                .take(UNPACKED)
                .read_to_end(&mut bytes)
        }
        _ => {
            let mut inflating = DeflateDecoder::new(packed.as_slice());
            let read = inflating.by_ref().take(UNPACKED).read_to_end(&mut bytes);
            // a token that begins as one ends elsewhere
            let is_whole =
                inflating.total_in() == packed.len() as u64 || inflating.total_out() == UNPACKED;
            read.and_then(|read| {
                if is_whole {
                    Ok(read)
                } else {
                    Err(std::io::ErrorKind::InvalidData.into())
                }
            })
        }
    };
    // as far as it goes, what breaks off is looked at, too
    let is_marked = matches!(packed.as_slice(), [0x1f, 0x8b, ..]);
    if all.is_err() && !is_marked {
        return None;
    }
    while !bytes.is_empty() && std::str::from_utf8(&bytes).is_err_and(|e| e.error_len().is_none()) {
        // the last character was cut
        bytes.pop();
    }
    read(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::super::text;
    use super::*;

    const PLAIN: &str = "Jane Zebrowski, QQ 12 34 56 C, QQ123456C";

    fn kinds(of: &str) -> Vec<super::super::Kind> {
        let mut kinds = Vec::new();
        text(of, &mut kinds);
        kinds
    }

    fn base64(bytes: &[u8], letters: &[u8; 64]) -> String {
        let mut out = String::new();
        for part in bytes.chunks(3) {
            let three = part
                .iter()
                .fold(0_u32, |three, b| three << 8 | u32::from(*b))
                << (8 * (3 - part.len()));
            for at in 0..=part.len() {
                out.push(char::from(letters[(three >> (18 - 6 * at) & 63) as usize]));
            }
        }
        out
    }

    const USUAL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const FOR_ADDRESSES: &[u8; 64] =
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    fn base85_of(bytes: &[u8], alphabet: &[u8; 85]) -> String {
        let mut out = Vec::new();
        for part in bytes.chunks(4) {
            let mut four = [0; 4];
            four[..part.len()].copy_from_slice(part);
            let mut value = u32::from_be_bytes(four);
            let mut five = [0; 5];
            for digit in five.iter_mut().rev() {
                *digit = alphabet[(value % 85) as usize];
                value /= 85;
            }
            out.extend(&five[..=part.len()]);
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_number_is_found_in_base_16_in_each_way_of_writing_it() {
        let nino = |form: &dyn Fn(&u8) -> String, between: &str| {
            b"QQ123456C"
                .iter()
                .map(form)
                .collect::<Vec<_>>()
                .join(between)
        };
        for (form, between) in [
            (&(|b: &u8| format!("{b:02x}")) as &dyn Fn(&u8) -> String, ""),
            (&|b: &u8| format!("{b:02X}"), ""),
            (&|b: &u8| format!("{b:02x}"), " "),
            (&|b: &u8| format!("{b:02x}"), ":"),
            (&|b: &u8| format!("0x{b:02x}"), " "),
            (&|b: &u8| format!("0x{b:02X}"), ", "),
        ] {
            let written = nino(form, between);
            assert!(
                kinds(&written).contains(&super::super::Kind::Nino),
                "{written}"
            );
        }
        let long: String = PLAIN.bytes().map(|b| format!("{b:02x}")).collect();
        assert_eq!(kinds(&long), [super::super::Kind::Nino]);
    }

    #[test]
    fn a_number_is_found_in_base_85_of_each_alphabet() {
        for alphabet in ALPHABETS {
            let written = base85_of(PLAIN.as_bytes(), alphabet);
            assert_eq!(kinds(&written), [super::super::Kind::Nino], "{written}");
        }
        let marked = format!("<~{}~>", base85_of(PLAIN.as_bytes(), ALPHABETS[0]));
        assert_eq!(kinds(&marked), [super::super::Kind::Nino]);
    }

    #[test]
    fn a_number_is_found_in_what_is_deflated_within_base64() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(PLAIN.as_bytes()).unwrap();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(PLAIN.as_bytes()).unwrap();
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
        raw.write_all(PLAIN.as_bytes()).unwrap();
        for packed in [
            gzip.finish().unwrap(),
            zlib.finish().unwrap(),
            raw.finish().unwrap(),
        ] {
            for letters in [USUAL, FOR_ADDRESSES] {
                let written = base64(&packed, letters);
                assert_eq!(kinds(&written), [super::super::Kind::Nino], "{written}");
            }
        }
        let written = base64(PLAIN.as_bytes(), FOR_ADDRESSES);
        assert_eq!(kinds(&written), [super::super::Kind::Nino]);
    }

    #[test]
    fn no_more_than_64_kib_of_a_text_is_unpacked() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&vec![b'x'; 8 << 20]).unwrap();
        let written = base64(&gzip.finish().unwrap(), USUAL);
        assert_eq!(
            inflated(&written).map(|text| text.len() as u64),
            Some(UNPACKED)
        );
    }

    #[test]
    fn tokens_and_digests_are_no_packed_texts() {
        for token in [
            "5e884898da28047151d0e56f8dc62927",
            "mfrggzdfmztwq2lkmfrggzdfmz",
            "kW0P2gQtm0a3i68Gz0zHqByOAu0kTyg",
            "00:1A:2B:3C:4D:5E",
            "12 34 56 78",
            "4111111111111111",
        ] {
            assert_eq!(texts(token).count(), 0, "{token}");
        }
    }
}
