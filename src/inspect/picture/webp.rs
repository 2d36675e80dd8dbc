//! WebP (RFC 9649): the chunks of its container, each of which has its place, its length and its
//! number. Where VP8 and VP8L end within their chunk cannot be told without decoding them: what
//! stands behind is seen if it makes the chunk far larger than its pixels can, or as far as `coded`
//! sees it. Anything else there, such as packed or encrypted bytes, is not seen.

use super::bytes::{Order, piece};
use super::{after_the_end, coded, icc, texts, tiff};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Tables and heads beside the pixels.
const BESIDE: usize = 4096;

/// What the chunks so far say.
#[derive(Debug, Default)]
struct Seen<'b> {
    kinds: Vec<&'b [u8]>,
    /// The width and the height of the whole.
    canvas: Option<(usize, usize)>,
    has_alpha: bool,
    /// The width and the height of the one picture.
    size: Option<(usize, usize)>,
    is_lossless: bool,
    alpha: Option<&'b [u8]>,
}

/// Looks at every chunk; none if the file breaks off or is damaged.
pub(super) fn look(bytes: &[u8], desk: &mut Desk<'_>) -> Option<()> {
    let end = Order::Little.place(bytes, 4)?.checked_add(8)?;
    let mut at = 12;
    let inner = bytes.get(..end)?;
    let mut seen = Seen::default();
    while at < inner.len() {
        let kind = piece(inner, at, 4)?;
        let length = Order::Little.place(inner, at + 4)?;
        let content = piece(inner, at + 8, length)?;
        at += 8 + length;
        if length % 2 == 1 {
            // what fills it up to an even length is nothing
            if inner.get(at).is_some_and(|byte| *byte != 0) {
                desk.find(Sign::TrailingBytes);
            }
            at += 1;
        }
        let is_again = seen.kinds.contains(&kind);
        let is_first = seen.kinds.is_empty();
        if !is_again {
            seen.kinds.push(kind);
        }
        match kind {
            b"VP8 " | b"VP8L" if seen.size.is_none() => seen.picture(kind, content, desk)?,
            b"VP8 " | b"VP8L" => {
                desk.find(Sign::SecondPicture);
                texts(content, desk);
            }
            b"VP8X" if is_first && seen.canvas(content) => {}
            b"ALPH" if !is_again && seen.has_alpha && seen.size.is_none() => {
                seen.alpha = Some(content);
            }
            b"EXIF" => {
                desk.find(Sign::Exif);
                tiff::exif(content.strip_prefix(b"Exif\0\0").unwrap_or(content), desk);
            }
            b"XMP " => {
                desk.find(Sign::Xmp);
                texts(content, desk);
            }
            b"ICCP" if !is_again => icc::look(content, desk),
            b"ANIM" | b"ANMF" => {
                desk.find(Sign::SecondPicture);
                texts(content, desk);
            }
            _ => {
                desk.find(Sign::UnknownChunk);
                texts(content, desk);
            }
        }
    }
    after_the_end(bytes.get(end..).unwrap_or_default(), desk);
    seen.agree(desk)
}

impl<'b> Seen<'b> {
    /// Takes how large the whole is, if that is all that is said.
    fn canvas(&mut self, content: &[u8]) -> bool {
        let [flags, 0, 0, 0, w1, w2, w3, h1, h2, h3] = content else {
            return false;
        };
        let length = |bytes: [u8; 3]| {
            let [low, middle, high] = bytes.map(usize::from);
            1 + (low | middle << 8 | high << 16)
        };
        self.canvas = Some((length([*w1, *w2, *w3]), length([*h1, *h2, *h3])));
        self.has_alpha = flags & 0x10 != 0;
        // the first two bits and the last are reserved
        flags & 0xc1 == 0
    }

    /// The head of the coded pixels; none if it is no such head.
    fn picture(&mut self, kind: &[u8], content: &'b [u8], desk: &mut Desk<'_>) -> Option<()> {
        self.is_lossless = kind == b"VP8L";
        let (width, height, most) = if self.is_lossless {
            let head = Order::Little.place(content.strip_prefix(&[0x2f])?, 0)?;
            // the last three bits are the version
            if head >> 29 != 0 {
                return None;
            }
            ((head & 0x3fff) + 1, (head >> 14 & 0x3fff) + 1, 4)
        } else {
            let tag = Order::Little.place(content, 0)? & 0x00ff_ffff;
            let first = tag >> 5;
            // one whole frame, which is shown
            if tag & 1 != 0 || tag >> 4 & 1 != 1 || content.get(3..6)? != b"\x9d\x01\x2a" {
                return None;
            }
            content.get(10..)?.get(first..)?;
            let side = |at| Some(usize::from(Order::Little.half(content, at)? & 0x3fff));
            (side(6)?, side(8)?, 3)
        };
        self.size = Some((width, height));
        if content.len() > width * height * most + BESIDE {
            desk.find(Sign::TrailingBytes);
        }
        coded::look(content, desk);
        Some(())
    }

    /// Whether the picture is that of the whole, and its alpha that of its pixels.
    fn agree(&self, desk: &mut Desk<'_>) -> Option<()> {
        if self.kinds.contains(&&b"ANMF"[..]) {
            return Some(());
        }
        let (width, height) = self.size?;
        if self.canvas.is_some_and(|canvas| canvas != (width, height)) {
            return None;
        }
        let Some(alpha) = self.alpha else {
            return Some(());
        };
        let (head, values) = alpha.split_first()?;
        let is_plain = match head & 3 {
            0 => values.len() == width * height,
            1 => values.len() <= width * height + BESIDE,
            _ => false,
        };
        // the first two bits are reserved, and pixels without loss have their own alpha
        if !is_plain || head & 0xc0 != 0 || self.is_lossless {
            desk.find(Sign::UnknownChunk);
            texts(values, desk);
        }
        if head & 3 == 1 {
            coded::look(values, desk);
        }
        Some(())
    }
}
