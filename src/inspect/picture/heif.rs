//! HEIF (ISO/IEC 23008-12) and its kin: boxes, and the items that they declare.

use super::bytes::{Order, piece};
use super::texts;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

const DEEPEST: u32 = 8;
/// So many beginnings of EXIF are looked at.
const MOST_EXIF: usize = 16;

/// Looks at every box; none if the file breaks off or is damaged.
pub(super) fn look(bytes: &[u8], desk: &mut Desk<'_>) -> Option<()> {
    boxes(bytes, 0, desk)?;
    let holds = |magic: &[u8]| memchr::memmem::find(bytes, magic).is_some();
    // EXIF stands in the data of an item, whose place is told elsewhere; it has one beginning
    for magic in [b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"] {
        for at in memchr::memmem::find_iter(bytes, magic).take(MOST_EXIF) {
            if super::tiff::exif(bytes.get(at..).unwrap_or_default(), desk).is_some() {
                desk.find(Sign::Exif);
            }
        }
    }
    if holds(b"http://ns.adobe.com/xap/1.0/") || holds(b"<x:xmpmeta") {
        desk.find(Sign::Xmp);
        texts(bytes, desk);
    }
    Some(())
}

fn boxes(bytes: &[u8], depth: u32, desk: &mut Desk<'_>) -> Option<()> {
    let mut at = 0;
    while at < bytes.len() {
        let told = Order::Big.place(bytes, at)?;
        let kind = piece(bytes, at + 4, 4)?;
        let (head, length) = match told {
            0 => (8, bytes.len() - at),
            1 => (
                16,
                usize::try_from(
                    u64::from(Order::Big.word(bytes, at + 8)?) << 32
                        | u64::from(Order::Big.word(bytes, at + 12)?),
                )
                .ok()?,
            ),
            _ => (8, told),
        };
        let content = piece(bytes, at + head, length.checked_sub(head)?)?;
        match kind {
            b"meta" if depth < DEEPEST => boxes(content.get(4..)?, depth + 1, desk)?,
            b"iinf" => items(content, desk),
            b"moov" | b"trak" => desk.find(Sign::SecondPicture),
            b"uuid" | b"udta" => {
                desk.find(Sign::UnknownChunk);
                texts(content, desk);
            }
            _ => {}
        }
        at += length;
    }
    Some(())
}

/// The declared items: a picture is made of some, and EXIF, XMP and thumbnails are others.
fn items(content: &[u8], desk: &mut Desk<'_>) {
    let holds = |kind: &[u8]| memchr::memmem::find(content, kind).is_some();
    if holds(b"Exif") {
        desk.find(Sign::Exif);
    }
    if holds(b"mime") {
        desk.find(Sign::Xmp);
    }
}
