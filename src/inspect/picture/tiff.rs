//! TIFF 6.0, which EXIF 3.0 is written in as well: directories of tags.

mod strips;
mod tags;

use std::collections::{BTreeMap, HashSet};

use self::strips::Strips;
use super::bytes::{Order, piece};
use super::{after_the_end, icc, iptc, jpeg, texts};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Directories beyond so many are not followed.
const MOST_DIRECTORIES: usize = 64;
const LONGEST_TEXT: usize = 1 << 20;

/// A TIFF file: a picture whose directory holds everything.
pub(super) fn file(bytes: &[u8], desk: &mut Desk<'_>) -> Option<()> {
    // with places of eight bytes (BigTIFF)
    if matches!(bytes, [b'I', b'I', b'+', 0, ..] | [b'M', b'M', 0, b'+', ..]) {
        desk.find(Sign::NotInspected);
        return Some(());
    }
    let found = walk(bytes, desk)?;
    if found.described {
        desk.find(Sign::Exif);
    }
    if found.pictures > 1 {
        desk.find(Sign::SecondPicture);
    }
    desk.find_times(Sign::UnknownChunk, found.unknown, None);
    for (sign, count) in found.misfits {
        desk.find_times(sign, count, None);
    }
    let end = gaps(bytes, found.used, desk);
    // one byte fills up to an even length
    let rest = bytes.get(end..).unwrap_or_default();
    if end.is_multiple_of(2) || rest != [0] {
        after_the_end(rest, desk);
    }
    Some(())
}

/// What stands between the pieces that directories and tags lead to; gives where the last of them ends.
fn gaps(bytes: &[u8], mut used: Vec<(usize, usize)>, desk: &mut Desk<'_>) -> usize {
    used.sort_unstable();
    let mut reached = 8;
    for (start, end) in used {
        let between = bytes.get(reached..start).unwrap_or_default();
        if between.iter().any(|byte| *byte != 0) {
            desk.find(Sign::TrailingBytes);
            texts(between, desk);
        }
        reached = reached.max(end);
    }
    reached
}

/// EXIF within another picture; the size of its thumbnail, if it has one whose size can be told.
pub(super) fn exif(bytes: &[u8], desk: &mut Desk<'_>) -> Option<Option<(u16, u16)>> {
    let found = walk(bytes, desk)?;
    if found.thumbnail {
        desk.find(Sign::Thumbnail);
    }
    Some(found.thumbnail_size)
}

#[derive(Default)]
struct Found {
    described: bool,
    thumbnail: bool,
    thumbnail_size: Option<(u16, u16)>,
    pictures: u32,
    /// Tags of nobody's standard, and what is wrong with strips.
    unknown: u64,
    misfits: BTreeMap<Sign, u64>,
    /// The pieces that directories and tags lead to: where they start and end.
    used: Vec<(usize, usize)>,
}

/// The directories that tags lead to, and what is told of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Directory {
    /// Of a picture: the first, and those chained to it.
    Picture(usize),
    Inner,
    Gps,
}

fn walk(bytes: &[u8], desk: &mut Desk<'_>) -> Option<Found> {
    let order = match bytes.get(..4)? {
        b"II*\0" => Order::Little,
        b"MM\0*" => Order::Big,
        _ => return None,
    };
    let mut found = Found::default();
    let mut seen = HashSet::new();
    let mut left = vec![(Directory::Picture(0), order.place(bytes, 4)?)];
    while let Some((kind, at)) = left.pop() {
        if at == 0 || !seen.insert(at) {
            continue;
        }
        if seen.len() > MOST_DIRECTORIES {
            desk.find(Sign::NotInspected);
            break;
        }
        let count = usize::from(order.half(bytes, at)?);
        found.used.push((at, at + 2 + count * 12 + 4));
        let mut strips = Strips::default();
        if let Directory::Picture(index) = kind {
            found.pictures += u32::from(count > 0);
            found.thumbnail |= index > 0;
        }
        if kind == Directory::Gps && count > 0 {
            desk.find(Sign::Gps);
        }
        let mut jpeg = (None, None);
        for index in 0..count {
            let entry = piece(bytes, at + 2 + index * 12, 12)?;
            let tag = Tag::read(entry, bytes, order)?;
            match (tag.number, kind) {
                (0x8769 | 0xa005, _) => left.push((Directory::Inner, order.place(entry, 8)?)),
                (0x8825, _) => left.push((Directory::Gps, order.place(entry, 8)?)),
                (0x014a, Directory::Picture(_)) => {
                    for place in tag.words(order).take(16) {
                        left.push((Directory::Picture(1), place));
                    }
                }
                // GeoTIFF 1.1: where on earth each pixel lies
                (0x830e | 0x8482 | 0x85d8 | 0x87af, _) => desk.find(Sign::Gps),
                (0x0201, _) => jpeg.0 = order.place(entry, 8),
                (0x0202, _) => jpeg.1 = order.place(entry, 8),
                (0x927c, _) => {
                    desk.find(Sign::MakerNote);
                    texts(tag.content, desk);
                }
                (0x02bc, _) => {
                    desk.find(Sign::Xmp);
                    texts(tag.content, desk);
                }
                (0x83bb, _) => {
                    desk.find(Sign::Iptc);
                    texts(tag.content, desk);
                }
                (0x8773, _) => icc::look(tag.content, desk),
                (0x8649, _) => iptc::photoshop(tag.content, desk),
                _ => {}
            }
            strips.take(&tag, order);
            found.unknown += u64::from(tag.is_unknown(kind));
            found.described |= tag.describes();
            found.used.extend(tag.elsewhere);
            if tag.is_text() {
                texts(
                    tag.content
                        .get(..tag.content.len().min(LONGEST_TEXT))
                        .unwrap_or_default(),
                    desk,
                );
            }
        }
        found.used.extend(strips.pieces());
        for sign in strips.misfits(bytes) {
            *found.misfits.entry(sign).or_default() += 1;
        }
        if let (Some(start), Some(length)) = jpeg {
            found.used.push((start, start.saturating_add(length)));
            found.thumbnail = true;
            let small = piece(bytes, start, length).unwrap_or_default();
            found.thumbnail_size = size(small).or(found.thumbnail_size);
        }
        if let Directory::Picture(index) = kind {
            left.push((
                Directory::Picture(index + 1),
                order.place(bytes, at + 2 + count * 12).unwrap_or(0),
            ));
        }
    }
    Some(found)
}

/// The size that a JPEG's frame tells.
fn size(bytes: &[u8]) -> Option<(u16, u16)> {
    jpeg::size(bytes)
}

struct Tag<'b> {
    number: u16,
    kind: u16,
    content: &'b [u8],
    /// Where its content starts and ends, if that stands elsewhere.
    elsewhere: Option<(usize, usize)>,
}

impl<'b> Tag<'b> {
    fn read(entry: &'b [u8], bytes: &'b [u8], order: Order) -> Option<Self> {
        let (number, kind) = (order.half(entry, 0)?, order.half(entry, 2)?);
        let width: usize = match kind {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let length = order.place(entry, 4)?.checked_mul(width)?;
        let (content, elsewhere) = if length <= 4 {
            (piece(entry, 8, length)?, None)
        } else {
            let at = order.place(entry, 8)?;
            let content = piece(bytes, at, length).unwrap_or_default();
            (content, Some((at, at.saturating_add(content.len()))))
        };
        Some(Self {
            elsewhere,
            number,
            kind,
            content,
        })
    }

    fn words(&self, order: Order) -> impl Iterator<Item = usize> {
        let places = (0..self.content.len()).step_by(4);
        places.filter_map(move |at| order.place(self.content, at))
    }

    /// Numbers of two or four bytes.
    fn numbers(&self, order: Order) -> impl Iterator<Item = usize> {
        let width = if self.kind == 3 { 2 } else { 4 };
        (0..self.content.len())
            .step_by(width)
            .filter_map(move |at| match width {
                2 => order.half(self.content, at).map(usize::from),
                _ => order.place(self.content, at),
            })
    }

    /// Whether it holds bytes that no pixel needs, and that are told in no other way.
    fn is_unknown(&self, directory: Directory) -> bool {
        let is_picture = matches!(directory, Directory::Picture(_));
        let is_known = match tags::most(self.number) {
            Some(most) => self.content.len() <= most && matches!(self.kind, 1 | 3..=5 | 8..=13 | 7),
            None => tags::is_told(self.number) || self.describes(),
        };
        is_picture && !is_known && self.content.iter().any(|byte| *byte != 0)
    }

    const fn is_text(&self) -> bool {
        matches!(self.kind, 2 | 7) && !matches!(self.number, 0x927c | 0x8649 | 0x83bb | 0x02bc)
    }

    /// Whether it says something of who, when or with what, which pixels do not need.
    const fn describes(&self) -> bool {
        matches!(
            self.number,
            0x010d..=0x0110 | 0x011d | 0x014d | 0x0151 | 0x0131 | 0x0132 | 0x013b | 0x013c | 0x02bc | 0x8298 | 0x8769 | 0x8825 | 0x83bb | 0x9c9b..=0x9c9f | 0xc614 | 0xc62f
        )
    }
}
