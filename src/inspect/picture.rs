//! Pictures: what they carry beyond their pixels. No pixel is decoded.

mod bytes;
mod coded;
mod gif;
mod heif;
mod icc;
mod iptc;
mod jpeg;
mod lzw;
mod pixels;
mod png;
mod tiff;
mod webp;

use std::io::{self, Read};

use super::archive::Source;
use super::desk::Desk;
use super::kind::Kind;
use super::sign::Sign;
use super::walk::WHOLE;

/// Looks at a picture's segments, chunks or boxes.
pub(super) fn look(source: &mut dyn Source, kind: Kind, desk: &mut Desk<'_>) -> io::Result<()> {
    let mut bytes = Vec::new();
    source.take(WHOLE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > WHOLE {
        desk.find(Sign::NotInspected);
        return Ok(());
    }
    let whole = match kind {
        Kind::Jpeg => jpeg::look(&bytes, desk),
        Kind::Png => png::look(&bytes, desk),
        Kind::Webp => webp::look(&bytes, desk),
        Kind::Heif => heif::look(&bytes, desk),
        Kind::Gif => gif::look(&bytes, desk),
        Kind::Tiff => tiff::file(&bytes, desk),
        _ => None,
    };
    if whole.is_none() {
        desk.find(Sign::Damaged);
    }
    Ok(())
}

/// What follows a picture's end: another picture, what is left of an earlier one, or anything else.
fn after_the_end(rest: &[u8], desk: &mut Desk<'_>) {
    if rest.is_empty() {
        return;
    }
    desk.find(Sign::TrailingBytes);
    let holds = |magic: &[u8]| memchr::memmem::find(rest, magic).is_some();
    if holds(b"\xff\xd8\xff")
        || holds(b"\x89PNG\r\n\x1a\n")
        || holds(b"ftypmp4")
        || holds(b"ftypisom")
        || holds(b"ftypheic")
    {
        desk.find(Sign::SecondPicture);
    }
    // IIM datasets of an application record, as some programs put them behind a picture
    let dataset = |at: usize| matches!(rest.get(at + 2..at + 5), Some([number, 0 | 1, length]) if *number < 230 && *length > 0);
    if memchr::memmem::find_iter(rest, b"\x1c\x02")
        .filter(|at| dataset(*at))
        .count()
        > 1
    {
        desk.find(Sign::Iptc);
    }
    // a cut picture that was saved over a larger file ends twice
    if rest.ends_with(b"IEND\xae\x42\x60\x82") || rest.ends_with(b"\xff\xd9") {
        desk.find(Sign::CroppedRemainder);
    }
    texts(rest, desk);
}

/// The readable pieces of bytes of an unknown form.
fn texts(bytes: &[u8], desk: &mut Desk<'_>) {
    for piece in bytes.split(|byte| !matches!(byte, b' '..=b'~' | 0x80..)) {
        let readable = (6..65_536).contains(&piece.len());
        if let Some(Ok(text)) = readable.then(|| std::str::from_utf8(piece)) {
            desk.text(text);
        }
    }
}
