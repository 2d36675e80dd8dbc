//! Coded pixels whose end cannot be told without decoding them (VP8, VP8L, HEVC, AV1): what stands
//! behind that end or between is seen only if it reads as text or begins as a file does. Packed
//! data looks like noise, and noise has neither; anything else that is put there is not seen.

use super::texts;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Noise has a run of so many letters once in some thousand pictures of ten megabytes.
const LONGEST: usize = 24;
/// Noise ends in as many once in fifty thousand pictures.
const LONGEST_LAST: usize = 11;
/// So many of them are different, as they are not in a flat picture.
const DIFFERENT: usize = 8;
/// How files begin, in bytes enough that noise does not.
const FILES: &[&[u8]] = &[
    b"PK\x03\x04\x14\0",
    b"PK\x03\x04\x0a\0",
    b"PK\x03\x04\x2d\0",
    b"\xd0\xcf\x11\xe0\xa1\xb1",
    b"\x89PNG\r\n",
    b"JFIF\0",
    b"Exif\0",
    b"%PDF-1",
    b"ftyphe",
    b"ftypav",
    b"ftypmi",
    b"\x37\x7a\xbc\xaf\x27\x1c",
    b"SQLite",
];

/// Looks at coded pixels for what is none.
pub(super) fn look(coded: &[u8], desk: &mut Desk<'_>) {
    for run in coded.split(|byte| !matches!(byte, b' '..=b'~')) {
        if run.len() >= LONGEST && different(run) >= DIFFERENT {
            desk.find(Sign::UnknownChunk);
            texts(run, desk);
        }
    }
    // what was put behind the end of the pixels
    let letters = coded
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, b' '..=b'~'));
    let tail = letters.take(LONGEST).count();
    if (LONGEST_LAST..LONGEST).contains(&tail) {
        desk.find(Sign::UnknownChunk);
        texts(coded.get(coded.len() - tail..).unwrap_or_default(), desk);
    }
    let holds = |magic: &&[u8]| memchr::memmem::find(coded, magic).is_some();
    if FILES.iter().any(holds) {
        desk.find(Sign::UnknownChunk);
    }
}

fn different(run: &[u8]) -> usize {
    let mut seen = [false; 256];
    for byte in run {
        if let Some(seen) = seen.get_mut(usize::from(*byte)) {
            *seen = true;
        }
    }
    seen.iter().filter(|seen| **seen).count()
}
