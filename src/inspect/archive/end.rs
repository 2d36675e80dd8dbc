//! The record at an archive's end, which says where its directory is.

use std::io::{self, Read, SeekFrom};

use super::Source;
use crate::inspect::bytes::Bytes;

/// Its length without its comment.
pub(super) const END: usize = 22;

/// The record at the archive's end.
pub(super) struct End {
    /// Where it stands, or where the 64-bit one before it does.
    pub(super) stands: u64,
    pub(super) entries: u64,
    pub(super) size: u64,
    pub(super) offset: u64,
    pub(super) comment: u16,
    /// Bytes behind the record and its comment.
    pub(super) after: u64,
}

impl End {
    pub(super) fn find(source: &mut dyn Source, length: u64) -> io::Result<Option<Self>> {
        let window = length.min(END as u64 + 65_535 + 4096);
        let start = length - window;
        source.seek(SeekFrom::Start(start))?;
        let mut tail = Vec::new();
        (&mut *source).take(window).read_to_end(&mut tail)?;
        let found = memchr::memmem::rfind_iter(&tail, b"PK\x05\x06").find_map(|at| {
            let record = tail.get(at..)?;
            let mut cursor = Bytes(record.get(8..END)?);
            let _ = cursor.u16()?;
            let (entries, size, offset, comment) =
                (cursor.u16()?, cursor.u32()?, cursor.u32()?, cursor.u16()?);
            let after = (record.len() - END).checked_sub(usize::from(comment))?;
            let stands = start + at as u64;
            let plausible = u64::from(size) <= stands || size == u32::MAX;
            plausible.then_some(Self {
                stands,
                entries: entries.into(),
                size: size.into(),
                offset: offset.into(),
                comment,
                after: after as u64,
            })
        });
        let Some(mut end) = found else {
            return Ok(None);
        };
        if end.entries == 0xffff || end.size == 0xffff_ffff || end.offset == 0xffff_ffff {
            return end.widen(source).map(|wide| wide.then_some(end));
        }
        Ok(Some(end))
    }

    /// Takes the counts of the 64-bit record (4.3.14), which stands before a locator of 20 bytes.
    fn widen(&mut self, source: &mut dyn Source) -> io::Result<bool> {
        let Some(locator) = self.stands.checked_sub(20) else {
            return Ok(false);
        };
        let mut bytes = [0; 20];
        source.seek(SeekFrom::Start(locator))?;
        source.read_exact(&mut bytes)?;
        let mut cursor = Bytes(&bytes);
        let place = (|| {
            (cursor.u32()? == 0x0706_4b50).then_some(())?;
            cursor.skip(4)?;
            cursor.u64()
        })();
        let Some(place) = place.filter(|place| *place < locator) else {
            return Ok(false);
        };
        let mut record = [0; 56];
        source.seek(SeekFrom::Start(place))?;
        if source.read_exact(&mut record).is_err() {
            return Ok(false);
        }
        let mut cursor = Bytes(&record);
        let fields = (|| {
            (cursor.u32()? == 0x0606_4b50).then_some(())?;
            let length = cursor.u64()?;
            cursor.skip(20)?;
            Some((length, cursor.u64()?, cursor.u64()?, cursor.u64()?))
        })();
        let Some((length, entries, size, offset)) = fields else {
            return Ok(false);
        };
        // whatever the record has beyond its own numbers, up to what says where it is
        let own = place + record.len() as u64;
        self.after += locator
            .abs_diff(own)
            .max(length.abs_diff(record.len() as u64 - 12));
        (self.stands, self.entries, self.size, self.offset) = (place, entries, size, offset);
        Ok(true)
    }
}
