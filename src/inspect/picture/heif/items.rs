//! The items: one picture is made of some, and EXIF, XMP, thumbnails and other pictures are others.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{coded, texts};
use super::boxes::{self, Numbers, Part, is_room};
use super::{properties, units, unknown};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Names of items that programs give by themselves.
const NAMES: &[&[u8]] = &[
    b"",
    b"Color",
    b"Alpha",
    b"Exif",
    b"XMP",
    b"Image",
    b"HEVC Image",
];
/// Names of the program that handles the items.
const HANDLERS: &[&[u8]] = &[b"", b"\0", b"libavif\0", b"PictureHandler\0"];

/// A file has its data in one piece, or in a few.
const MOST_DATA: usize = 16;

#[derive(Debug, Default)]
struct Items<'b> {
    primary: u32,
    kinds: BTreeMap<u32, &'b [u8]>,
    /// Of each item, where its pieces stand: in the data of the file, or in that of the items.
    places: BTreeMap<u32, Vec<(bool, usize, usize)>>,
    /// From what to what a reference of which kind goes.
    references: Vec<(&'b [u8], u32, Vec<u32>)>,
}

/// Looks at the items and the data that they claim; none if something cannot be followed.
pub(super) fn look(
    bytes: &[u8],
    meta: &Part<'_>,
    data: &[Part<'_>],
    desk: &mut Desk<'_>,
) -> Option<()> {
    let mut items = Items::default();
    let mut inner = Vec::new();
    let mut seen: Vec<&[u8]> = Vec::new();
    let mut shown = None;
    if meta.content.get(..4)? != [0; 4] {
        desk.find(Sign::UnknownChunk);
    }
    let mut place = None;
    for part in boxes::of(meta.content.get(4..)?, meta.start + 4) {
        let part = part?;
        if matches!(part.kind, b"free" | b"skip") && is_room(part.content) {
            continue;
        }
        if seen.contains(&part.kind) {
            unknown(&part, desk);
            continue;
        }
        seen.push(part.kind);
        match part.kind {
            b"hdlr" => handler(part.content, desk)?,
            b"pitm" => items.primary = primary(part.content)?,
            b"iinf" => items.declare(&part, desk)?,
            b"iloc" => place = Some(part.content),
            b"iref" => items.refer(&part)?,
            b"iprp" => shown = Some(properties::look(&part, desk)?),
            b"idat" => inner.push(part),
            // the data stands in this file, is all that it can say
            b"dinf"
                if part.content.get(8..) == Some(b"\0\0\0\0\0\0\0\x01\0\0\0\x0curl \0\0\0\x01") => {
            }
            _ => unknown(&part, desk),
        }
    }
    items.locate(place?)?;
    let shown = shown?;
    if shown.leaves_over(|item| items.kinds.contains_key(&item)) {
        desk.find(Sign::UnknownChunk);
    }
    items.judge(shown.has_alpha_alone, desk)?;
    for (in_items, all) in [(false, data), (true, &inner)] {
        items.account(in_items, all, desk)?;
    }
    items.decode(bytes, inner.first(), shown.length_of_units, desk)
}

/// Pictures are handled; what handles them can have a name.
fn handler(content: &[u8], desk: &mut Desk<'_>) -> Option<()> {
    let (head, name) = content.split_at_checked(24)?;
    let mut plain = [0; 24];
    plain.get_mut(8..12)?.copy_from_slice(b"pict");
    if head != plain || !HANDLERS.contains(&name) {
        desk.find(Sign::PictureComment);
        texts(content, desk);
    }
    Some(())
}

fn primary(content: &[u8]) -> Option<u32> {
    let mut numbers = Numbers(content);
    let length = match numbers.word(4)? {
        0 => 2,
        0x0100_0000 => 4,
        _ => return None,
    };
    let primary = numbers.word(length)?;
    numbers.0.is_empty().then_some(primary)
}

impl<'b> Items<'b> {
    fn declare(&mut self, part: &Part<'b>, desk: &mut Desk<'_>) -> Option<()> {
        let mut numbers = Numbers(part.content);
        let count = match numbers.word(4)? {
            0 => numbers.place(2)?,
            0x0100_0000 | 0x0200_0000 => numbers.place(4)?,
            _ => return None,
        };
        let mut declared = 0;
        for entry in boxes::of(numbers.0, 0) {
            let entry = entry?;
            declared += 1;
            if entry.kind != b"infe" {
                return None;
            }
            self.entry(entry.content, desk)?;
        }
        (declared == count && declared == self.kinds.len()).then_some(())
    }

    fn entry(&mut self, content: &'b [u8], desk: &mut Desk<'_>) -> Option<()> {
        let mut numbers = Numbers(content);
        let id = match numbers.word(4)? {
            0x0200_0000 | 0x0200_0001 => numbers.word(2)?,
            0x0300_0000 | 0x0300_0001 => numbers.word(4)?,
            _ => return None,
        };
        if numbers.word(2)? != 0 {
            desk.find(Sign::Encrypted);
        }
        let kind = numbers.bytes(4)?;
        self.kinds.insert(id, kind);
        let end = memchr::memchr(0, numbers.0)?;
        let name = numbers.bytes(end)?;
        let rest = numbers.0.get(1..)?;
        match kind {
            b"Exif" => desk.find(Sign::Exif),
            b"mime" => {
                desk.find(Sign::Xmp);
                texts(rest, desk);
            }
            b"hvc1" | b"av01" | b"grid" | b"iden" if rest.is_empty() => {}
            b"iovl" | b"tmap" => desk.find(Sign::SecondPicture),
            // of a kind whose pixels cannot be told from anything else
            b"hvc2" | b"avc1" | b"jpeg" | b"j2k1" | b"vvc1" | b"evc1" | b"unci" => {
                desk.find(Sign::NotInspected);
            }
            _ => {
                desk.find(Sign::UnknownChunk);
                texts(content, desk);
            }
        }
        if !NAMES.contains(&name) {
            desk.find(Sign::PictureComment);
            texts(name, desk);
        }
        Some(())
    }

    fn locate(&mut self, content: &[u8]) -> Option<()> {
        let mut numbers = Numbers(content);
        let version = numbers.word(4)? >> 24;
        let sizes = numbers.place(2)?;
        let size = |shift: usize| sizes >> shift & 15;
        let (offset, length, base, index) = (size(12), size(8), size(4), size(0));
        let wide = match version {
            0 | 1 => 2,
            2 => 4,
            _ => return None,
        };
        if [offset, length, base, index]
            .iter()
            .any(|size| !matches!(size, 0 | 4 | 8))
        {
            return None;
        }
        for _ in 0..numbers.place(wide)? {
            let id = numbers.word(wide)?;
            let method = if version > 0 { numbers.word(2)? } else { 0 };
            // in another file, or in another item
            if method > 1 || numbers.word(2)? != 0 {
                return None;
            }
            let from = numbers.place(base)?;
            let mut pieces = Vec::new();
            for _ in 0..numbers.place(2)? {
                if version > 0 && index > 0 {
                    numbers.long(index)?;
                }
                let start = from.checked_add(numbers.place(offset)?)?;
                let end = start.checked_add(numbers.place(length)?)?;
                // without a length it is all of the file
                if start == end {
                    return None;
                }
                pieces.push((method == 1, start, end));
            }
            if !self.kinds.contains_key(&id) || self.places.insert(id, pieces).is_some() {
                return None;
            }
        }
        numbers.0.is_empty().then_some(())
    }

    fn refer(&mut self, part: &Part<'b>) -> Option<()> {
        let mut numbers = Numbers(part.content);
        let wide = match numbers.word(4)? {
            0 => 2,
            0x0100_0000 => 4,
            _ => return None,
        };
        for reference in boxes::of(numbers.0, 0) {
            let reference = reference?;
            let mut numbers = Numbers(reference.content);
            let from = numbers.word(wide)?;
            let mut to = Vec::new();
            for _ in 0..numbers.place(2)? {
                to.push(numbers.word(wide)?);
            }
            if !numbers.0.is_empty() {
                return None;
            }
            self.references.push((reference.kind, from, to));
        }
        Some(())
    }

    /// Which items the one picture is made of, and what the others are.
    fn judge(&self, has_alpha_alone: bool, desk: &mut Desk<'_>) -> Option<()> {
        self.kinds.get(&self.primary)?;
        let mut shown = BTreeSet::from([self.primary]);
        let (mut small, mut masks) = (BTreeSet::new(), 0);
        for (kind, from, to) in &self.references {
            if !self.kinds.contains_key(from) || to.iter().any(|to| !self.kinds.contains_key(to)) {
                return None;
            }
            match *kind {
                b"thmb" => {
                    desk.find(Sign::Thumbnail);
                    small.insert(*from);
                }
                b"auxl" if has_alpha_alone && to.contains(&self.primary) => {
                    masks += 1;
                    if masks > 1 {
                        desk.find(Sign::SecondPicture);
                    }
                    shown.insert(*from);
                }
                b"dimg" | b"cdsc" | b"prem" | b"auxl" => {}
                _ => return None,
            }
        }
        // what the parts are made of: a mask of tiles, and both of transformed ones
        let mut parts: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (kind, from, to) in &self.references {
            match *kind {
                // nothing else is made of others
                b"dimg" if matches!(self.kinds.get(from), Some(&(b"grid" | b"iden"))) => {
                    parts.entry(*from).or_default().extend(to);
                }
                // the mask of a tile
                b"auxl" if has_alpha_alone => {
                    to.iter()
                        .for_each(|to| parts.entry(*to).or_default().push(*from));
                }
                _ => {}
            }
        }
        let mut left: Vec<u32> = shown.iter().chain(&small).copied().collect();
        let mut reached = BTreeSet::new();
        while let Some(item) = left.pop() {
            if reached.insert(item) {
                left.extend(parts.remove(&item).unwrap_or_default());
            }
        }
        let is_picture = |kind: &[u8]| !matches!(kind, b"Exif" | b"mime" | b"uri ");
        if self
            .kinds
            .iter()
            .any(|(item, kind)| is_picture(kind) && !reached.contains(item))
        {
            desk.find(Sign::SecondPicture);
        }
        Some(())
    }

    /// Of how many others an item is made.
    fn made_of(&self, item: u32) -> usize {
        let made = |(kind, from, _): &&(&[u8], u32, Vec<u32>)| *kind == b"dimg" && *from == item;
        self.references
            .iter()
            .filter(made)
            .map(|(.., to)| to.len())
            .sum()
    }

    /// What no item claims of the data, and what is claimed elsewhere.
    fn account(&self, in_items: bool, all: &[Part<'_>], desk: &mut Desk<'_>) -> Option<()> {
        let mut claims: Vec<(usize, usize)> = self
            .places
            .values()
            .flatten()
            .filter(|(inner, ..)| *inner == in_items)
            .map(|(_, start, end)| (*start, *end))
            .collect();
        claims.sort_unstable();
        if all.len() > MOST_DATA {
            return None;
        }
        let mut claimed = 0;
        for part in all {
            let start = if in_items { 0 } else { part.start };
            let end = start + part.content.len();
            let mut at = start;
            let mut gap = |from: usize, to: usize| {
                let gap = part.content.get(from - start..to.max(from) - start);
                if gap.is_none_or(|gap| !is_room(gap)) {
                    desk.find(Sign::UnknownChunk);
                    texts(gap.unwrap_or_default(), desk);
                }
            };
            for (from, to) in &claims {
                if *from >= start && *to <= end {
                    claimed += 1;
                    gap(at, *from);
                    at = at.max(*to);
                }
            }
            gap(at, end);
        }
        (claimed == claims.len()).then_some(())
    }

    /// The units of every item that has pixels.
    fn decode(
        &self,
        bytes: &[u8],
        inner: Option<&Part<'_>>,
        length_of_units: usize,
        desk: &mut Desk<'_>,
    ) -> Option<()> {
        let mut all = 0;
        for (item, kind) in &self.kinds {
            let mut content = Vec::new();
            for (in_items, start, end) in self.places.get(item).into_iter().flatten() {
                let whole = if *in_items { inner?.content } else { bytes };
                // pieces that are claimed again and again
                all += end - start;
                if all > bytes.len() {
                    return None;
                }
                content.extend_from_slice(whole.get(*start..*end)?);
            }
            let sign = match *kind {
                b"hvc1" => units::of_hevc(&content, length_of_units)?,
                b"av01" => units::of_av1(&content)?,
                b"grid" => grid(&content, self.made_of(*item)),
                b"iden" if !content.is_empty() || self.made_of(*item) != 1 => {
                    Some(Sign::UnknownChunk)
                }
                _ => None,
            };
            if let Some(sign) = sign {
                desk.find(sign);
                texts(&content, desk);
            }
            if matches!(*kind, b"hvc1" | b"av01") {
                coded::look(&content, desk);
            }
        }
        Some(())
    }
}

/// A grid tells how many tiles it has, and how large it is.
fn grid(content: &[u8], tiles: usize) -> Option<Sign> {
    let is_plain = match content {
        [0, flags @ (0 | 1), rows, columns, size @ ..] => {
            size.len() == if *flags == 0 { 4 } else { 8 }
                && (usize::from(*rows) + 1) * (usize::from(*columns) + 1) == tiles
        }
        _ => false,
    };
    (!is_plain).then_some(Sign::UnknownChunk)
}
