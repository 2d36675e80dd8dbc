//! JPEG (ITU-T T.81, annex B): its segments, and what follows its end.

mod coded;
mod huffman;
mod pixels;

use self::pixels::Pixels;
use super::bytes::{Order, piece};
use super::{after_the_end, icc, iptc, texts, tiff};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Looks at every segment; none if the file breaks off or is damaged.
pub(super) fn look(bytes: &[u8], desk: &mut Desk<'_>) -> Option<()> {
    let mut at = 2;
    let mut profile = Vec::new();
    let mut found = Found::default();
    let mut pixels = Pixels::default();
    let mut filled = 0;
    let end = loop {
        let from = at;
        let marker = marker(bytes, &mut at)?;
        filled += at - from - 2;
        match marker {
            0xd9 => break at,
            0xd8 => {
                desk.find(Sign::SecondPicture);
                continue;
            }
            // they stand alone, within coded data
            0x01 | 0xd0..=0xd7 => {
                desk.find(Sign::UnknownChunk);
                continue;
            }
            _ => {}
        }
        let length = usize::from(Order::Big.half(bytes, at)?);
        let content = piece(bytes, at + 2, length.checked_sub(2)?)?;
        at += length;
        segment(marker, content, &mut found, &mut pixels, &mut profile, desk);
        if marker == 0xda {
            let coded = bytes.get(at..)?;
            let length = entropy(coded)?;
            pixels.scan(content, coded.get(..length)?);
            at += length;
        }
    };
    if filled > MOST_FILLED {
        desk.find(Sign::UnknownChunk);
    }
    if !profile.is_empty() {
        icc::look(&profile, desk);
    }
    pixels.tell(desk);
    found.compare(pixels.size(), desk);
    after_the_end(bytes.get(end..).unwrap_or_default(), desk);
    Some(())
}

/// Markers may be filled up with bytes that say nothing, but how many they are.
const MOST_FILLED: usize = 64;

/// The sizes that are told.
#[derive(Default)]
struct Found {
    thumbnail: Option<(u16, u16)>,
}

impl Found {
    /// A thumbnail of another shape shows what the picture does not.
    fn compare(&self, size: Option<(u16, u16)>, desk: &mut Desk<'_>) {
        let sizes = size.zip(self.thumbnail);
        if sizes.is_some_and(|(whole, small)| differ(whole, small)) {
            desk.find(Sign::ThumbnailDiffers);
        }
    }
}

/// Whether two pictures are of different shapes: sides whose ratio differs by more than rounding and
/// the bars that some cameras add explain, either way up.
pub(super) fn differ(whole: (u16, u16), small: (u16, u16)) -> bool {
    let ratio = |(width, height): (u16, u16)| {
        let (long, short) = (width.max(height), width.min(height));
        f64::from(long) / f64::from(short.max(1))
    };
    // cameras put pictures of 3:2 and 16:9 into thumbnails of 4:3
    let framed = |(width, height): (u16, u16)| {
        (width, height) == (160, 120) || (width, height) == (120, 160)
    };
    (ratio(whole) - ratio(small)).abs() > 0.08 * ratio(whole)
        && !(framed(small) && ratio(whole) > 4.0 / 3.0)
}

fn marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    if *bytes.get(*at)? != 0xff {
        return None;
    }
    while *bytes.get(*at)? == 0xff {
        *at += 1;
    }
    let marker = *bytes.get(*at)?;
    *at += 1;
    (marker != 0).then_some(marker)
}

/// The length of coded data, up to the next marker that is no restart.
fn entropy(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr(0xff, bytes.get(at..)?)?;
        match bytes.get(at + 1)? {
            0 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

fn segment(
    marker: u8,
    content: &[u8],
    found: &mut Found,
    pixels: &mut Pixels,
    profile: &mut Vec<u8>,
    desk: &mut Desk<'_>,
) {
    match marker {
        // frames, tables and scans
        0xc0..=0xc7 | 0xc9..=0xcf | 0xda..=0xdd => pixels.take(marker, content, desk),
        0xfe => {
            desk.find(Sign::PictureComment);
            texts(content, desk);
        }
        // CIFF, and what one maker wrote beside it
        0xe0 if memchr::memmem::find(content, b"HEAPJPGM").is_some() => {
            desk.find(Sign::MakerNote);
            texts(content, desk);
        }
        0xe1 if content.starts_with(b"QVCI\0") => {
            desk.find(Sign::MakerNote);
            texts(content, desk);
        }
        0xe0 => jfif(content, desk),
        0xe1 if content.starts_with(b"Exif\0") => {
            desk.find(Sign::Exif);
            let found_there = content.get(6..).and_then(|tiff| tiff::exif(tiff, desk));
            match found_there {
                Some(thumbnail) => found.thumbnail = thumbnail.or(found.thumbnail),
                None => desk.find(Sign::Damaged),
            }
        }
        0xe1 if content.starts_with(b"http://ns.adobe.com/x") => {
            desk.find(Sign::Xmp);
            texts(content, desk);
        }
        0xe2 if content.starts_with(b"ICC_PROFILE\0") => {
            profile.extend_from_slice(content.get(14..).unwrap_or_default());
        }
        0xe2 if content.starts_with(b"MPF\0") => desk.find(Sign::SecondPicture),
        0xed if content.starts_with(b"Photoshop 3.0\0") => {
            iptc::photoshop(content.get(14..).unwrap_or_default(), desk)
        }
        // how the colours were transformed: four numbers
        0xee if content.starts_with(b"Adobe") && content.len() == 12 => {}
        0xe1..=0xef => {
            desk.find(Sign::UnknownChunk);
            texts(content, desk);
        }
        _ => {
            desk.find(Sign::UnknownChunk);
            texts(content, desk);
        }
    }
}

/// JFIF 1.02: the header itself may end in a small picture, and its extension is one.
fn jfif(content: &[u8], desk: &mut Desk<'_>) {
    let has_pixels = content
        .get(12)
        .zip(content.get(13))
        .is_some_and(|(width, height)| *width > 0 && *height > 0);
    if content.starts_with(b"JFIF\0") {
        if has_pixels {
            desk.find(Sign::Thumbnail);
        } else if content.len() > 14 {
            desk.find(Sign::UnknownChunk);
            texts(content, desk);
        }
    } else if content.starts_with(b"JFXX\0") {
        desk.find(Sign::Thumbnail);
    } else {
        desk.find(Sign::UnknownChunk);
        texts(content, desk);
    }
}

/// The width and height that a picture's frame tells.
pub(super) fn size(bytes: &[u8]) -> Option<(u16, u16)> {
    let mut at = 2;
    loop {
        let marker = marker(bytes, &mut at)?;
        let length = usize::from(Order::Big.half(bytes, at)?);
        if matches!(marker, 0xc0..=0xc3) {
            return Order::Big
                .half(bytes, at + 5)
                .zip(Order::Big.half(bytes, at + 3));
        }
        at += length;
    }
}
