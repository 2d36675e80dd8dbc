//! A compound file (MS-CFB): storages and streams in one file, and the bytes that are neither.

use std::collections::HashSet;

use super::bytes::{Bytes, wide};

const LAST: u32 = 0xffff_fffa;
const NONE: u32 = 0xffff_ffff;
const MOST_ENTRIES: usize = 100_000;
/// Streams shorter than this stand in the small sectors of the root's stream.
const SMALL: u64 = 4096;

/// A compound file that is held whole.
pub(super) struct Compound<'f> {
    file: &'f [u8],
    sector: usize,
    table: Vec<u32>,
    small: Vec<u8>,
    small_table: Vec<u32>,
    pub(super) entries: Vec<Entry>,
    used: Vec<bool>,
    /// Whether a chain or an entry leads astray.
    pub(super) is_broken: bool,
}

/// A storage or a stream.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) is_stream: bool,
    /// The names of the storages that it is in, from the root on.
    pub(super) path: Vec<String>,
    pub(super) size: u64,
    start: u32,
    /// Whether the root leads to it.
    pub(super) is_led_to: bool,
}

struct Raw {
    entry: Entry,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
}

impl<'f> Compound<'f> {
    /// Reads the tables and the directory; none if there is no going by them.
    pub(super) fn open(file: &'f [u8]) -> Option<Self> {
        let mut header = Bytes(file.get(24..512)?);
        header.skip(2)?;
        let version = header.u16()?;
        header.skip(2)?;
        let (shift, small_shift) = (header.u16()?, header.u16()?);
        if !matches!((version, shift), (3, 9) | (4, 12)) || small_shift != 6 {
            return None;
        }
        header.skip(10)?;
        let tables = header.u32()?;
        let directory = header.u32()?;
        header.skip(8)?;
        let (small_start, _) = (header.u32()?, header.u32()?);
        let (mut more, mut more_left) = (header.u32()?, header.u32()?);
        let sector = 1_usize << shift;
        let sectors = file.len().saturating_sub(sector).div_ceil(sector);
        let mut compound = Self {
            file,
            sector,
            table: Vec::new(),
            small: Vec::new(),
            small_table: Vec::new(),
            entries: Vec::new(),
            used: vec![false; sectors],
            is_broken: false,
        };
        let mut places = Vec::new();
        for _ in 0..109 {
            places.push(header.u32()?);
        }
        while more < LAST && more_left > 0 && places.len() <= sectors {
            compound.mark(more);
            let mut cut = Bytes(compound.sector(more)?);
            for _ in 0..sector / 4 - 1 {
                places.push(cut.u32()?);
            }
            more = cut.u32()?;
            more_left -= 1;
        }
        let places: Vec<_> = places.into_iter().filter(|place| *place < LAST).collect();
        compound.is_broken |= places.len() as u64 != u64::from(tables);
        for place in places.into_iter().take(sectors) {
            compound.mark(place);
            let mut cut = Bytes(compound.sector(place)?);
            while let Some(next) = cut.u32() {
                compound.table.push(next);
            }
        }
        let directory = compound.chain(directory, u64::MAX);
        let raw = raw_entries(&directory, version)?;
        let root = raw.first().filter(|root| root.kind == 5)?.entry.clone();
        if small_start < LAST {
            let table = compound.chain(small_start, u64::MAX);
            let mut cut = Bytes(&table);
            while let Some(next) = cut.u32() {
                compound.small_table.push(next);
            }
        }
        if root.size > 0 {
            compound.small = compound.chain(root.start, root.size);
        }
        compound.entries = compound.tree(raw);
        Some(compound)
    }

    fn sector(&self, number: u32) -> Option<&'f [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.file.get(start..)?;
        // the last sector may be cut short
        rest.get(..self.sector)
            .or(Some(rest))
            .filter(|sector| !sector.is_empty())
    }

    fn mark(&mut self, number: u32) {
        if let Some(used) = self.used.get_mut(number as usize) {
            self.is_broken |= *used;
            *used = true;
        }
    }

    /// The bytes of a chain of sectors, at most so many.
    fn chain(&mut self, start: u32, most: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = start;
        let mut left = self.used.len();
        while at < LAST && (bytes.len() as u64) < most {
            let sector = self.sector(at);
            let next = self.table.get(at as usize).copied();
            let is_taken = self.used.get(at as usize).is_some_and(|used| *used);
            let (Some(sector), Some(next), Some(after), false) =
                (sector, next, left.checked_sub(1), is_taken)
            else {
                self.is_broken = true;
                break;
            };
            self.mark(at);
            bytes.extend_from_slice(sector);
            (at, left) = (next, after);
        }
        if most != u64::MAX {
            self.is_broken |= (bytes.len() as u64) < most;
            bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        }
        bytes
    }

    fn small_chain(&mut self, start: u32, most: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = start;
        let mut left = self.small_table.len();
        while at < LAST && (bytes.len() as u64) < most {
            let sector = (at as usize).checked_mul(64).and_then(|start| {
                self.small
                    .get(start..start.checked_add(64)?.min(self.small.len()))
            });
            let next = self.small_table.get(at as usize).copied();
            let (Some(sector), Some(next), Some(after)) = (sector, next, left.checked_sub(1))
            else {
                self.is_broken = true;
                break;
            };
            bytes.extend_from_slice(sector);
            (at, left) = (next, after);
        }
        self.is_broken |= (bytes.len() as u64) < most;
        bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        bytes
    }

    /// The bytes of a stream.
    pub(super) fn read(&mut self, entry: &Entry) -> Vec<u8> {
        // no stream is longer than the file, whatever it says
        let size = entry.size.min(self.file.len() as u64);
        self.is_broken |= size < entry.size;
        match size {
            0 => Vec::new(),
            size if size < SMALL => self.small_chain(entry.start, size),
            size => self.chain(entry.start, size),
        }
    }

    /// Follows the tree of names from the root on.
    fn tree(&mut self, mut raw: Vec<Raw>) -> Vec<Entry> {
        let mut todo = vec![(raw.first().map_or(NONE, |root| root.child), Vec::new())];
        let mut seen = HashSet::from([0]);
        while let Some((at, path)) = todo.pop() {
            if at == NONE {
                continue;
            }
            let Some(node) = raw.get_mut(at as usize) else {
                self.is_broken = true;
                continue;
            };
            if !seen.insert(at) {
                self.is_broken = true;
                continue;
            }
            todo.push((node.left, path.clone()));
            todo.push((node.right, path.clone()));
            if node.kind == 1 && path.len() < 16 {
                let mut inner = path.clone();
                inner.push(node.entry.name.clone());
                todo.push((node.child, inner));
            }
            node.entry.is_led_to = true;
            node.entry.path = path;
        }
        let others = raw.into_iter().skip(1);
        others
            .filter(|raw| raw.kind != 0)
            .map(|raw| raw.entry)
            .collect()
    }

    /// Whether sectors that belong to nothing hold anything. All streams must have been read.
    pub(super) fn has_leftovers(&self) -> bool {
        (0..).zip(&self.used).any(|(number, used)| {
            !used && self.sector(number).is_some_and(|sector| !is_blank(sector))
        })
    }
}

/// Whether a sector holds nothing: it was never written, or an empty directory once stood there.
fn is_blank(sector: &[u8]) -> bool {
    let first = sector.first().copied().unwrap_or_default();
    let root: Vec<u8> = "Root Entry"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    matches!(first, 0 | 0xff) && sector.iter().all(|byte| *byte == first)
        || sector.starts_with(&root)
            && sector
                .iter()
                .skip(128)
                .all(|byte| matches!(byte, 0 | 0xfe | 0xff))
}

fn raw_entries(directory: &[u8], version: u16) -> Option<Vec<Raw>> {
    let mut raw = Vec::new();
    for bytes in directory.chunks_exact(128).take(MOST_ENTRIES) {
        let name = bytes.get(..64)?;
        let mut cut = Bytes(bytes.get(64..)?);
        let length = usize::from(cut.u16()?).clamp(2, 64) - 2;
        let kind = cut.u8()?;
        cut.skip(1)?;
        let (left, right, child) = (cut.u32()?, cut.u32()?, cut.u32()?);
        cut.skip(36)?;
        let start = cut.u32()?;
        let size = match version {
            // the upper half may be anything
            3 => u64::from(cut.u32()?),
            _ => cut.u64()?,
        };
        raw.push(Raw {
            entry: Entry {
                name: wide(name.get(..length)?),
                is_stream: kind == 2,
                path: Vec::new(),
                size,
                start,
                is_led_to: false,
            },
            kind,
            left,
            right,
            child,
        });
    }
    Some(raw)
}
