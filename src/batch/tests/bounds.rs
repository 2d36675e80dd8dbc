//! What a batch may ask of its reader: entries, bytes, memory.

use std::io::Cursor;

use super::codes::only;
use super::made::*;
use crate::batch::read;
use crate::batch::zip::{Head, central_header, end, local_header};
use crate::code::Code;

#[test]
fn more_entries_than_a_zip_of_this_kind_has_are_refused() {
    let count = crate::batch::zip::MOST_ENTRIES as u16 + 1;
    let tail = end(count, 0, 0).to_vec();
    assert_eq!(
        only(&read(Cursor::new(tail)).unwrap_err()),
        Code::BatchTooLarge
    );
    use crate::batch::zip::Zip;
    let entries = |count: usize| std::iter::repeat_n((37, 1000), count);
    assert!(Zip::<Vec<u8>>::length(entries(65_534)).is_some());
    assert!(Zip::<Vec<u8>>::length(entries(65_535)).is_none());
    let rest = u32::MAX - 22 - 30 - 46 - 2;
    assert_eq!(
        Zip::<Vec<u8>>::length([(1, rest)].into_iter()),
        Some(u32::MAX)
    );
    assert_eq!(Zip::<Vec<u8>>::length([(1, rest + 1)].into_iter()), None);
}

#[test]
fn a_small_batch_asks_for_little_memory() {
    // a manifest of a gigabyte, as its directory has it
    let head = Head {
        crc: 0,
        size: 1 << 30,
    };
    let line = central_header(b"manifest.json", head, 0);
    let mut out = local_header(b"manifest.json", head);
    let offset = (out.len() as u32) + head.size;
    let rows = central_header(b"rows.csv", Head { crc: 0, size: 0 }, offset);
    let directory = [line, rows].concat();
    let header = local_header(b"rows.csv", Head { crc: 0, size: 0 });
    let tail = end(2, directory.len() as u32, offset + header.len() as u32);
    let gap = u64::from(head.size);
    let reader = Gap {
        before: std::mem::take(&mut out),
        gap,
        after: [header, directory, tail.to_vec()].concat(),
        at: 0,
    };
    let batch = read(reader).unwrap();
    let error = batch.verify_unsigned(&expect()).unwrap_err();
    assert_eq!(only(&error), Code::ManifestMalformed);
}

/// A long file of zeros between two short ones.
struct Gap {
    before: Vec<u8>,
    gap: u64,
    after: Vec<u8>,
    at: u64,
}

impl std::io::Read for Gap {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let mut read = 0;
        for byte in out {
            let (start, end) = (
                self.before.len() as u64,
                self.before.len() as u64 + self.gap,
            );
            *byte = match self.at {
                at if at < start => self.before[at as usize],
                at if at < end => 0,
                at => match self.after.get((at - end) as usize) {
                    Some(byte) => *byte,
                    None => break,
                },
            };
            self.at += 1;
            read += 1;
        }
        Ok(read)
    }
}

impl std::io::Seek for Gap {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        let length = self.before.len() as u64 + self.gap + self.after.len() as u64;
        self.at = match to {
            std::io::SeekFrom::Start(at) => at,
            std::io::SeekFrom::End(back) => length.saturating_add_signed(back),
            std::io::SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}
