//! GIF 89a: its blocks, and what follows its end.

use super::bytes::{Order, piece};
use super::lzw::{self, Form};
use super::{after_the_end, texts};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Looks at every block; none if the file breaks off or is damaged.
pub(super) fn look(bytes: &[u8], desk: &mut Desk<'_>) -> Option<()> {
    let mut at = 13 + palette(*bytes.get(10)?);
    let mut pictures = 0_u32;
    // one says how the next picture is shown; of others nobody asks
    let (mut controls, mut is_unused) = (0_u32, false);
    loop {
        match *bytes.get(at)? {
            0x3b => break,
            0x2c => {
                pictures += 1;
                is_unused |= controls > 1;
                controls = 0;
                let side = |at: usize| Order::Little.half(bytes, at).map(u64::from);
                let pixels = side(at + 5)? * side(at + 7)?;
                at += 10 + palette(*bytes.get(at + 9)?) + 1;
                let form = Form {
                    bits: u32::from(*bytes.get(at - 1)?),
                    is_tiff: false,
                };
                let content = blocks(bytes, &mut at)?;
                if lzw::has_more(&content, form, pixels)? {
                    desk.find(Sign::TrailingBytes);
                    texts(&content, desk);
                }
            }
            0x21 => {
                let label = *bytes.get(at + 1)?;
                let start = at + 2;
                at = start;
                let content = blocks(bytes, &mut at)?;
                match label {
                    // how a frame is shown
                    0xf9 if content.len() == 4 => controls += 1,
                    0xff if content.starts_with(b"NETSCAPE2.0") && content.len() == 14 => {}
                    0xff if content.starts_with(b"XMP DataXMP") => {
                        desk.find(Sign::Xmp);
                        texts(piece(bytes, start, at - start)?, desk);
                    }
                    0xff if content.starts_with(b"ICCRGBG1012") => desk.find(Sign::IccProfile),
                    0xfe | 0x01 => {
                        desk.find(Sign::PictureComment);
                        texts(&content, desk);
                    }
                    _ => {
                        desk.find(Sign::UnknownChunk);
                        texts(&content, desk);
                    }
                }
            }
            _ => return None,
        }
    }
    if is_unused || controls > 0 {
        desk.find(Sign::UnknownChunk);
    }
    if pictures > 1 {
        desk.find(Sign::SecondPicture);
    }
    after_the_end(bytes.get(at + 1..).unwrap_or_default(), desk);
    Some(())
}

fn palette(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// The content of the blocks that begin here.
fn blocks(bytes: &[u8], at: &mut usize) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    loop {
        let length = usize::from(*bytes.get(*at)?);
        *at += 1;
        if length == 0 {
            return Some(content);
        }
        content.extend_from_slice(piece(bytes, *at, length)?);
        *at += length;
    }
}
