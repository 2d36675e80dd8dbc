//! A whole file that is written as a text in base64 (RFC 4648), by itself or as the data of an address (RFC 2397).

use super::encoded;

/// A shorter text is no file of these kinds.
const SHORTEST: usize = 64;
/// So many letters are read of it: more than a file's first bytes, and no blank among them.
const LETTERS: usize = 64;

/// How files begin: JPEG, PNG, GIF, TIFF twice, ZIP and what is made of it, PDF, WebP, the old Office's, gzip, and
/// those of the family of HEIF, in which four bytes of a length come first.
const BEGINNINGS: &[&[u8]] = &[
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"PK\x03\x04",
    b"%PDF",
    b"RIFF",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\0\0\0",
];

/// Whether a text is a picture, an archive or a document in base64.
#[inline]
pub(in crate::inspect) fn is_file(text: &str) -> bool {
    text.len() > SHORTEST && may_be_one(text.trim_start().as_bytes()) && begins_as_one(text)
}

/// Whether the first letters are those of a file, or of an address with data, or not in one line.
#[inline]
fn may_be_one(text: &[u8]) -> bool {
    let Some((first, _)) = text.split_first_chunk::<3>() else {
        return false;
    };
    LETTERED.contains(&first)
        || !first[0].is_ascii()
        || first.eq_ignore_ascii_case(b"dat")
        || first.iter().any(|byte| matches!(byte, b'\r' | b'\n'))
}

/// How those begin in base64, in either alphabet.
const LETTERED: &[&[u8; 3]] = &[
    b"/9j", b"_9j", b"iVB", b"R0l", b"SUk", b"TU0", b"UEs", b"JVB", b"Ukl", b"0M8", b"UmF", b"N3q",
    b"AAA",
];

#[cold]
fn begins_as_one(text: &str) -> bool {
    let text = text.trim_start();
    let is_data = text
        .get(..5)
        .is_some_and(|s| s.eq_ignore_ascii_case("data:"));
    let data = is_data.then(|| text.split_once(',')).flatten();
    let text = data.map_or(text, |(_, data)| data);
    // lines of mail have breaks
    let letters: String = text
        .chars()
        .filter(|c| !matches!(c, '\r' | '\n'))
        .take(LETTERS)
        .collect();
    let Some(bytes) = encoded::bytes_of_base64(&letters) else {
        return false;
    };
    let is_known = |begin: &&[u8]| match **begin {
        // of a HEIF's first box
        [0, 0, 0] => bytes.starts_with(begin) && bytes.get(4..8) == Some(b"ftyp"),
        _ => bytes.starts_with(begin),
    };
    BEGINNINGS.iter().any(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_beginning_is_let_through_to_the_closer_look() {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for begin in BEGINNINGS {
            let bytes: Vec<u8> = begin.iter().copied().chain(*b"\0\0ftyp").collect();
            let three = u32::from_be_bytes([0, bytes[0], bytes[1], bytes[2]]);
            let first: Vec<u8> = [18, 12, 6]
                .map(|by| letters[(three >> by & 63) as usize])
                .into();
            assert!(may_be_one(&first), "{begin:?}");
        }
        let picture = format!("/9j/{}", "A".repeat(80));
        for before in ["", " ", "\u{b}", "\u{a0}"] {
            assert!(is_file(&format!("{before}{picture}")), "{before:?}");
        }
        assert!(!may_be_one(b"NI no. QQ") && !may_be_one(b"Account"));
    }
}
