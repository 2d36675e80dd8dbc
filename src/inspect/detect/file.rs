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
    text.len() > SHORTEST && begins_as_one(text)
}

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
