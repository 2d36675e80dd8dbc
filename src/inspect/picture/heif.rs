//! HEIF (ISO/IEC 23008-12) and its kin (HEIC, AVIF, MIAF): every box, and the items that they
//! declare. Boxes outside a closed list, room that is not empty, and bytes of the data that no item
//! claims are found. Of the coded pixels (HEVC, AV1) only the units are told apart: what follows
//! the last block of pixels within a unit is seen as far as `coded` sees it.

mod boxes;
mod items;
mod properties;
mod units;

use boxes::{Part, is_room};

use super::bytes::Order;
use super::{texts, tiff};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// So many beginnings of EXIF are looked at.
const MOST_EXIF: usize = 16;
/// The brands of still pictures and of what they are made of.
const BRANDS: &[&[u8; 4]] = &[
    b"mif1", b"mif2", b"mif3", b"miaf", b"msf1", b"heic", b"heix", b"heim", b"heis", b"hevc",
    b"hevx", b"hevm", b"hevs", b"avif", b"avis", b"avio", b"MA1A", b"MA1B", b"MiHB", b"MiHE",
    b"MiHA", b"MiPr", b"MiAn", b"1pic", b"tmap", b"unif", b"iso3", b"iso4", b"iso5", b"iso6",
    b"iso7", b"iso8", b"iso9", b"isom", b"iso2", b"mp41", b"mp42",
];

/// Looks at every box; none if the file breaks off or is damaged.
pub(super) fn look(bytes: &[u8], desk: &mut Desk<'_>) -> Option<()> {
    let holds = |magic: &[u8]| memchr::memmem::find(bytes, magic).is_some();
    // EXIF stands in the data of an item, whose place is told elsewhere; it has one beginning
    for magic in [b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"] {
        for at in memchr::memmem::find_iter(bytes, magic).take(MOST_EXIF) {
            if tiff::exif(bytes.get(at..).unwrap_or_default(), desk).is_some() {
                desk.find(Sign::Exif);
            }
        }
    }
    if holds(b"http://ns.adobe.com/xap/1.0/") || holds(b"<x:xmpmeta") {
        desk.find(Sign::Xmp);
        texts(bytes, desk);
    }
    let (mut meta, mut data) = (None, Vec::new());
    for part in boxes::of(bytes, 0) {
        let part = part?;
        match part.kind {
            b"ftyp" if part.start == 8 => brands(part.content, desk),
            b"meta" if meta.is_none() => meta = Some(part),
            b"mdat" => data.push(part),
            b"free" | b"skip" | b"wide" if is_room(part.content) => {}
            b"moov" | b"trak" | b"moof" => desk.find(Sign::SecondPicture),
            _ => unknown(&part, desk),
        }
    }
    if items::look(bytes, &meta?, &data, desk).is_none() {
        desk.find(Sign::NotInspected);
    }
    Some(())
}

fn unknown(part: &Part<'_>, desk: &mut Desk<'_>) {
    desk.find(Sign::UnknownChunk);
    texts(part.content, desk);
}

/// What the file is to be read as: one brand, a small version, and brands again, each once.
fn brands(content: &[u8], desk: &mut Desk<'_>) {
    let (head, rest) = content.split_at_checked(8).unwrap_or((&[], content));
    let (major, version) = (head.get(..4), Order::Big.word(head, 4));
    let mut seen: Vec<&[u8]> = Vec::new();
    let mut is_plain = version.is_some_and(|version| version <= 1 << 16)
        && major.is_some_and(|major| BRANDS.iter().any(|brand| major == *brand));
    for brand in rest.chunks(4) {
        is_plain &= BRANDS.iter().any(|known| brand == *known) && !seen.contains(&brand);
        seen.push(brand);
        if !is_plain {
            break;
        }
    }
    if !is_plain {
        desk.find(Sign::UnknownChunk);
        texts(content, desk);
    }
}
