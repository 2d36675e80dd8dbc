//! WebP (RFC 9649): the chunks of its container.

use super::bytes::{Order, piece};
use super::{after_the_end, icc, texts, tiff};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Looks at every chunk; none if the file breaks off or is damaged.
pub(super) fn look(bytes: &[u8], desk: &mut Desk<'_>) -> Option<()> {
    let end = Order::Little.place(bytes, 4)?.checked_add(8)?;
    let mut at = 12;
    let inner = bytes.get(..end)?;
    while at < inner.len() {
        let kind = piece(inner, at, 4)?;
        let length = Order::Little.place(inner, at + 4)?;
        let content = piece(inner, at + 8, length)?;
        match kind {
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" => {}
            b"EXIF" => {
                desk.find(Sign::Exif);
                tiff::exif(content.strip_prefix(b"Exif\0\0").unwrap_or(content), desk);
            }
            b"XMP " => {
                desk.find(Sign::Xmp);
                texts(content, desk);
            }
            b"ICCP" => icc::look(content, desk),
            b"ANIM" | b"ANMF" => desk.find(Sign::SecondPicture),
            _ => {
                desk.find(Sign::UnknownChunk);
                texts(content, desk);
            }
        }
        at += 8 + length + length % 2;
    }
    after_the_end(bytes.get(end..).unwrap_or_default(), desk);
    Some(())
}
