//! Sets of properties of a compound file (MS-OLEPS): who made it, what somebody wrote of it or added.

use super::bytes::{Bytes, wide};
use super::{properties, text};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Properties of one section, and texts of one of them.
const MOST: u32 = 10_000;

/// Which of the two sets that every document may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    Summary,
    Document,
}

/// The texts of a set.
#[derive(Debug, Default)]
struct Texts {
    /// Each with the section that it is in and its number.
    told: Vec<(u32, u32, String)>,
    /// The titles of the document's parts.
    titles: Vec<String>,
    has_picture: bool,
    /// Whether the second section names properties that are not the program's own.
    has_added: bool,
    /// Where the last section ends.
    end: usize,
}

/// Looks at a set, and gives the titles that it says the document's parts have.
pub(super) fn look(bytes: &[u8], set: Set, desk: &mut Desk<'_>) -> Vec<String> {
    if bytes.is_empty() {
        return Vec::new();
    }
    desk.find(Sign::Creator);
    text::within(bytes, desk);
    let Some(texts) = read(bytes, set) else {
        desk.find(Sign::Damaged);
        return Vec::new();
    };
    let written = texts.told.iter().filter(|(section, number, text)| {
        let element = element(set, *section, *number);
        // names of properties that somebody added are told with them
        match section {
            0 => !text.trim().is_empty() && properties::is_written(element, text),
            // the version of a program, which is called as what somebody added is
            _ => !texts.has_added && !properties::is_of_digits(text.trim()),
        }
    });
    let count = written.count() as u64 + u64::from(texts.has_added);
    desk.find_times(Sign::CustomProperty, count, None);
    desk.find_times(Sign::EmbeddedPicture, texts.has_picture.into(), None);
    let known: Vec<&str> = texts
        .told
        .iter()
        .map(|(.., text)| text.as_str())
        .chain(texts.titles.iter().map(String::as_str))
        .collect();
    let others = text::other_sentences(bytes, &known);
    desk.find_times(Sign::CustomProperty, others, None);
    let rest = bytes.get(texts.end..).unwrap_or_default();
    let has_more = rest.iter().any(|byte| *byte != 0);
    desk.find_times(Sign::UnlistedData, has_more.into(), None);
    texts.titles
}

/// The element that says the same in a document of today.
const fn element(set: Set, section: u32, number: u32) -> &'static str {
    match (set, section, number) {
        (Set::Summary, 0, 4) => "creator",
        (Set::Summary, 0, 8) => "lastModifiedBy",
        (Set::Summary, 0, 9) => "revision",
        (Set::Summary, 0, 18) => "Application",
        (Set::Document, 0, 14) => "Manager",
        (Set::Document, 0, 15) => "Company",
        (Set::Document, 0, 12 | 13) => "lpstr",
        _ => "title",
    }
}

fn read(bytes: &[u8], set: Set) -> Option<Texts> {
    let mut texts = Texts::default();
    let mut header = Bytes(bytes);
    (header.u16()? == 0xfffe).then_some(())?;
    header.skip(22)?;
    for section in 0..header.u32()?.min(16) {
        header.skip(16)?;
        let start = header.u32()? as usize;
        let rest = bytes.get(start..)?;
        let mut cut = Bytes(rest);
        let size = cut.u32()? as usize;
        let content = rest.get(..size)?;
        texts.end = texts.end.max(start.checked_add(size)?);
        for _ in 0..cut.u32()?.min(MOST) {
            let (number, at) = (cut.u32()?, cut.u32()? as usize);
            let value = Bytes(content.get(at..)?);
            match (section, number) {
                (0, 0) | (_, 1 | 0x8000_0000) => {}
                (_, 0) => texts.has_added |= has_added(value)?,
                _ => property(value, set, section, number, &mut texts)?,
            }
        }
    }
    Some(texts)
}

/// Takes a property, by the kind of its value.
fn property(
    mut value: Bytes<'_>,
    set: Set,
    section: u32,
    number: u32,
    texts: &mut Texts,
) -> Option<()> {
    match value.u32()? {
        0x1e | 0x1f | 0x08 if value.0.is_empty() => {}
        kind @ (0x1e | 0x1f | 0x08) => {
            let text = string(&mut value, kind)?;
            texts.told.push((section, number, text));
        }
        // several texts
        kind @ (0x101e | 0x101f) => {
            for _ in 0..value.u32()?.min(MOST) {
                let text = string(&mut value, kind & 0xff)?;
                if (set, section, number) == (Set::Document, 0, 13) {
                    texts.titles.push(text);
                } else {
                    texts.told.push((section, number, text));
                }
            }
        }
        // a picture of the document
        0x47 => texts.has_picture = true,
        _ => {}
    }
    Some(())
}

fn string(value: &mut Bytes<'_>, kind: u32) -> Option<String> {
    let length = value.u32()? as usize;
    let text = if kind == 0x1f {
        let bytes = value.take(length.checked_mul(2)?)?;
        // each begins at a place of four bytes
        let _ = value.take((length * 2).next_multiple_of(4) - length * 2);
        wide(bytes)
    } else {
        let bytes = value.take(length)?;
        String::from_utf8_lossy(bytes).into_owned()
    };
    Some(text.trim_end_matches('\0').to_owned())
}

/// Whether a dictionary names a property that is not the program's own.
fn has_added(mut names: Bytes<'_>) -> Option<bool> {
    for _ in 0..names.u32()?.min(MOST) {
        names.skip(4)?;
        let length = names.u32()? as usize;
        let name = names.take(length)?;
        // one byte a letter, or two
        let own = [&b"_PID_"[..], b"_\0P\0I\0D\0_\0"];
        let is_version =
            name.strip_suffix(b"\0").unwrap_or(name) == properties::APP_VERSION.as_bytes();
        if !is_version && !own.iter().any(|own| name.starts_with(own)) {
            return Some(true);
        }
    }
    Some(false)
}
