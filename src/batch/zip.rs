//! The container: a zip of which every byte but those of its entries is fixed by their names,
//! lengths and checksums.

mod crc;
mod read;
mod write;

pub(super) use crc::Crc;
pub(super) use read::{Container, Listed, MANIFEST, SIGNATURE};
pub(super) use write::Zip;

/// A batch has at most so many entries: 65,535 would mean another format (APPNOTE 4.4.22).
pub(super) const MOST_ENTRIES: usize = 65_534;

pub(super) const LOCAL: usize = 30;
pub(super) const CENTRAL: usize = 46;
pub(super) const END: usize = 22;

/// 1980-01-01, the first day that the format has.
const FIRST_DAY: u16 = 0x0021;

/// What the container knows of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) crc: u32,
    pub(super) size: u32,
}

/// The header that stands before an entry.
pub(super) fn local_header(name: &[u8], head: Head) -> Vec<u8> {
    let mut out = Vec::with_capacity(LOCAL + name.len());
    out.extend_from_slice(b"PK\x03\x04");
    common(name, head, &mut out);
    out.extend_from_slice(name);
    out
}

/// The entry's line in the directory at the end.
pub(super) fn central_header(name: &[u8], head: Head, offset: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(CENTRAL + name.len());
    out.extend_from_slice(b"PK\x01\x02");
    // made by version 2.0 of nothing in particular: no attributes, no owner, no links
    out.extend_from_slice(&20_u16.to_le_bytes());
    common(name, head, &mut out);
    // no comment, one disk, no attributes
    out.extend_from_slice(&[0; 10]);
    out.extend_from_slice(&offset.to_le_bytes());
    out.extend_from_slice(name);
    out
}

/// The end of the file.
pub(super) fn end(entries: u16, size: u32, offset: u32) -> [u8; END] {
    let mut out = [0; END];
    let (head, rest) = out.split_at_mut(8);
    head.copy_from_slice(b"PK\x05\x06\0\0\0\0");
    let entries = entries.to_le_bytes();
    let (size, offset) = (size.to_le_bytes(), offset.to_le_bytes());
    let fields: [&[u8]; 4] = [&entries, &entries, &size, &offset];
    // two zeros stay behind: no comment
    for (byte, value) in rest.iter_mut().zip(fields.concat()) {
        *byte = value;
    }
    out
}

/// What both headers have: version 2.0, no flags, stored, 1980-01-01 00:00, no extra fields.
fn common(name: &[u8], head: Head, out: &mut Vec<u8>) {
    for half in [20, 0, 0, 0, FIRST_DAY] {
        out.extend_from_slice(&half.to_le_bytes());
    }
    for word in [head.crc, head.size, head.size] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    // INVARIANT: names have a few dozen bytes
    let length = u16::try_from(name.len()).unwrap_or(u16::MAX);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
}
