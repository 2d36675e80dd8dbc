//! PNG (ISO/IEC 15948, third edition of W3C): its chunks, and what follows its end.

mod numbers;

use std::io::{self, Read};

use flate2::Crc;
use flate2::read::ZlibDecoder;

use super::bytes::{Order, piece};
use super::pixels::Rows;
use super::{after_the_end, icc, texts, tiff};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// A packed text is looked at up to here.
const LONGEST_TEXT: u64 = 1 << 22;

/// Looks at every chunk; none if the file breaks off or is damaged.
pub(super) fn look(bytes: &[u8], desk: &mut Desk<'_>) -> Option<()> {
    let mut at = 8;
    let mut rows = None;
    let mut pixels = Vec::new();
    let mut seen = Vec::new();
    let mut colours = 0;
    loop {
        let length = Order::Big.place(bytes, at)?;
        let kind = piece(bytes, at + 4, 4)?;
        let content = piece(bytes, at + 8, length)?;
        let told = Order::Big.place(bytes, at + 8 + length)?;
        if told != checksum(piece(bytes, at + 4, 4 + length)?) {
            desk.find(Sign::Damaged);
        }
        at += 12 + length;
        match kind {
            b"IEND" => {
                if !content.is_empty() {
                    desk.find(Sign::TrailingBytes);
                    texts(content, desk);
                }
                break;
            }
            b"IHDR" if rows.is_none() => rows = Some(Rows::of(content)?),
            b"IDAT" => pixels.push(content),
            _ if !seen.contains(&kind)
                && rows.is_some_and(|rows| numbers::are_plain(kind, content, rows, colours)) =>
            {
                if kind == b"PLTE" {
                    colours = length / 3;
                }
                seen.push(kind);
            }
            b"tEXt" => text(content, desk),
            b"zTXt" => packed(
                after_zero(content).and_then(|rest| rest.get(1..)),
                content,
                desk,
            ),
            b"iTXt" => international(content, desk),
            b"eXIf" => {
                desk.find(Sign::Exif);
                tiff::exif(content, desk);
            }
            b"tIME" if !seen.contains(&kind) && numbers::is_time(content) => {
                seen.push(kind);
                desk.find(Sign::PictureTime);
            }
            b"iCCP" if !seen.contains(&kind) => {
                seen.push(kind);
                profile(content, desk);
            }
            b"acTL" | b"fcTL" | b"fdAT" => desk.find(Sign::SecondPicture),
            _ => {
                desk.find(Sign::UnknownChunk);
                texts(content, desk);
            }
        }
    }
    if let Some(sign) = rows?.misfit(&pixels) {
        desk.find(sign);
    }
    after_the_end(bytes.get(at..).unwrap_or_default(), desk);
    Some(())
}

fn checksum(bytes: &[u8]) -> usize {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum() as usize
}

/// Whether it is a name as a chunk begins with: of 1 to 79 letters of Latin-1.
fn is_keyword(name: &[u8]) -> bool {
    (1..80).contains(&name.len()) && name.iter().all(|byte| matches!(byte, b' '..=b'~' | 0xa1..))
}

fn after_zero(content: &[u8]) -> Option<&[u8]> {
    content.get(memchr::memchr(0, content)? + 1..)
}

/// A text of a keyword and a value; XMP and EXIF are written as such as well.
fn text(content: &[u8], desk: &mut Desk<'_>) {
    let sign = if content.starts_with(b"XML:com.adobe.xmp") {
        Sign::Xmp
    } else if content.starts_with(b"Raw profile type exif")
        || content.starts_with(b"Raw profile type APP1")
    {
        Sign::Exif
    } else if content.starts_with(b"Raw profile type iptc")
        || content.starts_with(b"Raw profile type 8bim")
    {
        Sign::Iptc
    } else {
        Sign::PictureComment
    };
    desk.find(sign);
    texts(content, desk);
}

/// A colour profile, with a name before it and nothing behind.
fn profile(content: &[u8], desk: &mut Desk<'_>) {
    let name = content.split(|byte| *byte == 0).next().unwrap_or_default();
    texts(name, desk);
    let method = after_zero(content).and_then(<[u8]>::first);
    if !is_keyword(name) || method != Some(&0) {
        desk.find(Sign::IccText);
    }
    let packed = after_zero(content).and_then(|rest| rest.get(1..));
    let profile = packed.and_then(unpacked).unwrap_or_default();
    icc::look(&profile, desk);
    let packed = packed.unwrap_or_default();
    let mut decoder = ZlibDecoder::new(packed);
    let whole = io::copy(&mut decoder.by_ref().take(LONGEST_TEXT), &mut io::sink());
    if whole.is_ok() && decoder.total_in() < packed.len() as u64 {
        desk.find(Sign::TrailingBytes);
        texts(content, desk);
    }
}

fn packed(packed: Option<&[u8]>, content: &[u8], desk: &mut Desk<'_>) {
    text(
        content.split(|byte| *byte == 0).next().unwrap_or_default(),
        desk,
    );
    match packed.and_then(unpacked) {
        Some(plain) => texts(&plain, desk),
        None => desk.find(Sign::NotInspected),
    }
}

fn international(content: &[u8], desk: &mut Desk<'_>) {
    let flags = after_zero(content);
    if flags.and_then(|flags| flags.first()) == Some(&1) {
        let value = flags
            .and_then(|flags| after_zero(flags.get(2..)?))
            .and_then(after_zero);
        packed(value, content, desk);
    } else {
        text(content, desk);
    }
}

fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    ZlibDecoder::new(bytes)
        .take(LONGEST_TEXT + 1)
        .read_to_end(&mut plain)
        .ok()?;
    (plain.len() as u64 <= LONGEST_TEXT).then_some(plain)
}
