//! A zip from anyone (PKWARE APPNOTE 6.3): its entries, and every byte that is not one of them.
//!
//! What the directory lists is read through it; what lies between is found by reckoning which bytes
//! the directory accounts for.

use std::collections::HashSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};

use flate2::read::DeflateDecoder;

use super::desk::Desk;
use super::sign::Sign;

/// What an archive is read from.
pub(super) trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// A directory of more entries, or longer, is not looked into.
const MOST_ENTRIES: u64 = 200_000;
const LONGEST_DIRECTORY: u64 = 64 << 20;
const END: usize = 22;

/// An entry, as the directory lists it.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) name: Vec<u8>,
    method: u16,
    flags: u16,
    pub(super) packed: u64,
    pub(super) size: u64,
    header: u64,
    /// Where its bytes begin; none if its own header is damaged.
    data: Option<u64>,
    attributes: u32,
    system: u8,
}

impl Member {
    /// The name, where it is UTF-8.
    pub(super) fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.name).ok()
    }

    pub(super) fn is_folder(&self) -> bool {
        self.name.ends_with(b"/")
    }

    fn is_link(&self) -> bool {
        self.system == 3 && (self.attributes >> 16) & 0o170_000 == 0o120_000
    }

    /// Whether programs could write it elsewhere than its name says.
    fn has_bad_path(&self) -> bool {
        let name = &self.name;
        name.starts_with(b"/")
            || name
                .iter()
                .any(|byte| matches!(byte, b'\\' | 0..=31 | b':'))
            || name
                .split(|byte| *byte == b'/')
                .any(|part| part == b".." || part == b".")
            || name.windows(2).any(|pair| pair == b"//")
            || name.is_empty()
    }
}

/// An archive whose directory was read.
pub(super) struct Archive<'s> {
    source: &'s mut dyn Source,
    pub(super) members: Vec<Member>,
    /// What a document may still unpack to, once that was reckoned.
    pub(super) allowance: Option<u64>,
}

/// The bytes of an entry, unpacked as they are read.
pub(super) enum Unpacked<'a> {
    Stored(Take<&'a mut dyn Source>),
    /// With the length that the directory gives of what is packed.
    Deflated(
        Box<DeflateDecoder<BufReader<Take<&'a mut dyn Source>>>>,
        u64,
    ),
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Stored(reader) => reader.read(buffer),
            Self::Deflated(reader, packed) => {
                let read = reader.read(buffer)?;
                // what stands behind the last block is unpacked by nobody, and still sent
                if read == 0 && !buffer.is_empty() && reader.total_in() != *packed {
                    return Err(io::ErrorKind::InvalidData.into());
                }
                Ok(read)
            }
        }
    }
}

/// Whether an archive stands at the end of something that begins as anything else.
pub(super) fn ends_it(source: &mut dyn Source) -> io::Result<bool> {
    let length = source.seek(SeekFrom::End(0))?;
    let end = End::find(source, length)?;
    let directory =
        end.and_then(|end| end.stands.checked_sub(end.size).filter(|_| end.entries > 0));
    let mut first = [0; 4];
    let is_one = match directory {
        Some(at) => {
            source.seek(SeekFrom::Start(at))?;
            source.read_exact(&mut first).is_ok() && first == *b"PK\x01\x02"
        }
        None => false,
    };
    source.seek(SeekFrom::Start(0))?;
    Ok(is_one)
}

impl<'s> Archive<'s> {
    /// Reads the directory, and tells what is odd about the archive itself. None if there is no
    /// directory to go by: that is told as well.
    pub(super) fn open(
        source: &'s mut dyn Source,
        desk: &mut Desk<'_>,
    ) -> io::Result<Option<Self>> {
        let length = source.seek(SeekFrom::End(0))?;
        let Some(end) = End::find(source, length)? else {
            desk.find(Sign::Damaged);
            return Ok(None);
        };
        if end.entries > MOST_ENTRIES || end.size > LONGEST_DIRECTORY {
            desk.find(Sign::NotInspected);
            return Ok(None);
        }
        // where bytes were put before the archive, its offsets may count from its own beginning
        let Some(shift) = end
            .stands
            .checked_sub(end.size)
            .and_then(|at| at.checked_sub(end.offset))
        else {
            desk.find(Sign::Damaged);
            return Ok(None);
        };
        let mut comment = vec![0; usize::from(end.comment)];
        source.seek(SeekFrom::Start(end.stands + END as u64))?;
        if source.read_exact(&mut comment).is_ok() {
            desk.text(&String::from_utf8_lossy(&comment));
        }
        let mut directory = vec![0; usize::try_from(end.size).unwrap_or(0)];
        source.seek(SeekFrom::Start(end.offset + shift))?;
        source.read_exact(&mut directory)?;
        let mut archive = Self {
            source,
            members: Vec::new(),
            allowance: None,
        };
        let mut cursor = Cut(&directory);
        let (mut comments, mut extras) = (u64::from(end.comment > 0), 0);
        for _ in 0..end.entries {
            let Some((member, extra, comment)) = Member::parse(&mut cursor, shift) else {
                desk.find(Sign::Damaged);
                return Ok(None);
            };
            comments += u64::from(!comment.is_empty());
            extras += u64::from(!extra.is_empty());
            look_at_fields(extra, desk);
            desk.text(&String::from_utf8_lossy(comment));
            archive.members.push(member);
        }
        if !cursor.0.is_empty() || end.after > 0 {
            desk.find(Sign::UnlistedData);
        }
        desk.find_times(Sign::ArchiveComment, comments, None);
        let mut spans = archive.spans(&mut extras, desk)?;
        desk.find_times(Sign::ExtraField, extras, None);
        spans.push((end.offset + shift, end.stands));
        archive.tell_gaps(spans, desk);
        archive.tell_names(desk);
        Ok(Some(archive))
    }

    /// Reads an entry whole, if it is no longer than `most`; what cannot be read is told.
    pub(super) fn read(
        &mut self,
        index: usize,
        most: u64,
        desk: &mut Desk<'_>,
    ) -> io::Result<Option<Vec<u8>>> {
        let Some(size) = self.members.get(index).map(|member| member.size) else {
            return Ok(None);
        };
        if size > most {
            desk.find(Sign::NotInspected);
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let Some(unpacked) = self.unpack(index, desk)? else {
            return Ok(None);
        };
        let read = unpacked.take(size + 1).read_to_end(&mut bytes);
        let whole = bytes.len() as u64 == size;
        if read.is_err() || !whole {
            desk.find(Sign::Damaged);
        }
        if !desk.spend(bytes.len() as u64) {
            desk.find(Sign::UnpacksTooLarge);
            return Ok(None);
        }
        Ok(Some(bytes))
    }

    /// The bytes of an entry; none, told, if it is encrypted, damaged or packed in another way.
    pub(super) fn unpack(
        &mut self,
        index: usize,
        desk: &mut Desk<'_>,
    ) -> io::Result<Option<Unpacked<'_>>> {
        let Some(member) = self.members.get(index) else {
            return Ok(None);
        };
        if member.flags & 0x2041 != 0 {
            desk.find(Sign::Encrypted);
            return Ok(None);
        }
        let Some(data) = member.data else {
            desk.find(Sign::Damaged);
            return Ok(None);
        };
        self.source.seek(SeekFrom::Start(data))?;
        let packed = <&mut dyn Source>::take(&mut *self.source, member.packed);
        match member.method {
            0 => Ok(Some(Unpacked::Stored(packed))),
            8 => {
                let length = member.packed;
                let decoder = DeflateDecoder::new(BufReader::new(packed));
                Ok(Some(Unpacked::Deflated(Box::new(decoder), length)))
            }
            _ => {
                desk.find(Sign::NotInspected);
                Ok(None)
            }
        }
    }

    /// The bytes that each entry accounts for, its own header included.
    fn spans(&mut self, extras: &mut u64, desk: &mut Desk<'_>) -> io::Result<Vec<(u64, u64)>> {
        let mut spans = Vec::with_capacity(self.members.len() + 1);
        let mut differ = 0;
        for member in &mut self.members {
            let mut header = [0; 30];
            self.source.seek(SeekFrom::Start(member.header))?;
            if self.source.read_exact(&mut header).is_err() {
                continue;
            }
            let mut cursor = Cut(&header);
            let fields = (|| {
                let signature = cursor.word()?;
                cursor.skip(22)?;
                Some((signature, cursor.half()?, cursor.half()?))
            })();
            let Some((0x0403_4b50, name, extra)) = fields else {
                continue;
            };
            let mut local = vec![0; usize::from(name)];
            if self.source.read_exact(&mut local).is_err() {
                continue;
            }
            differ += u64::from(local != member.name);
            *extras += u64::from(extra > 0);
            let mut own = vec![0; usize::from(extra)];
            if self.source.read_exact(&mut own).is_ok() {
                look_at_fields(&own, desk);
            }
            let data = member.header + 30 + u64::from(name) + u64::from(extra);
            member.data = Some(data);
            spans.push((member.header, data.saturating_add(member.packed)));
        }
        desk.find_times(Sign::BadPath, differ, None);
        Ok(spans)
    }

    fn tell_gaps(&self, mut spans: Vec<(u64, u64)>, desk: &mut Desk<'_>) {
        spans.sort_unstable();
        let has_descriptors = self.members.iter().any(|member| member.flags & 8 != 0);
        let mut reached = 0;
        for (index, (from, to)) in spans.into_iter().enumerate() {
            let gap = from.saturating_sub(reached);
            // a descriptor of checksum and lengths may follow an entry (4.3.9)
            let is_descriptor = index > 0 && has_descriptors && matches!(gap, 12 | 16 | 20 | 24);
            if gap > 0 && !is_descriptor {
                desk.find(if index == 0 {
                    Sign::PrependedData
                } else {
                    Sign::UnlistedData
                });
            }
            reached = reached.max(to);
        }
    }

    fn tell_names(&self, desk: &mut Desk<'_>) {
        let mut seen = HashSet::new();
        let [mut twice, mut bad, mut links] = [0; 3];
        for member in &self.members {
            twice += u64::from(!seen.insert(member.name.to_ascii_lowercase()));
            bad += u64::from(member.has_bad_path());
            links += u64::from(member.is_link());
            if member.is_folder() {
                desk.name(&String::from_utf8_lossy(&member.name));
            }
        }
        desk.find_times(Sign::DuplicateEntry, twice, None);
        desk.find_times(Sign::BadPath, bad, None);
        desk.find_times(Sign::Link, links, None);
    }
}

/// Files that operating systems and editors leave beside others.
pub(super) fn is_system_file(name: &[u8]) -> bool {
    let parts: Vec<_> = name.split(|byte| *byte == b'/').collect();
    parts
        .iter()
        .any(|part| *part == b"__MACOSX" || *part == b".git")
        || parts.last().is_some_and(|last| {
            let last = last.to_ascii_lowercase();
            last.starts_with(b"._")
                || last.starts_with(b"~$")
                || last.starts_with(b".~lock")
                || [
                    &b".ds_store"[..],
                    b"thumbs.db",
                    b"desktop.ini",
                    b"ehthumbs.db",
                    b".directory",
                ]
                .contains(&&last[..])
                || last.ends_with(b".bak")
                || last.ends_with(b".tmp")
        })
}

/// The record at the archive's end.
struct End {
    /// Where it stands, or where the 64-bit one before it does.
    stands: u64,
    entries: u64,
    size: u64,
    offset: u64,
    comment: u16,
    /// Bytes behind the record and its comment.
    after: u64,
}

impl End {
    fn find(source: &mut dyn Source, length: u64) -> io::Result<Option<Self>> {
        let window = length.min(END as u64 + 65_535 + 4096);
        let start = length - window;
        source.seek(SeekFrom::Start(start))?;
        let mut tail = Vec::new();
        (&mut *source).take(window).read_to_end(&mut tail)?;
        let found = memchr::memmem::rfind_iter(&tail, b"PK\x05\x06").find_map(|at| {
            let record = tail.get(at..)?;
            let mut cursor = Cut(record.get(8..END)?);
            let _ = cursor.half()?;
            let (entries, size, offset, comment) = (
                cursor.half()?,
                cursor.word()?,
                cursor.word()?,
                cursor.half()?,
            );
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
        let mut cursor = Cut(&bytes);
        let place = (|| {
            (cursor.word()? == 0x0706_4b50).then_some(())?;
            cursor.skip(4)?;
            cursor.long()
        })();
        let Some(place) = place.filter(|place| *place < locator) else {
            return Ok(false);
        };
        let mut record = [0; 56];
        source.seek(SeekFrom::Start(place))?;
        if source.read_exact(&mut record).is_err() {
            return Ok(false);
        }
        let mut cursor = Cut(&record);
        let fields = (|| {
            (cursor.word()? == 0x0606_4b50).then_some(())?;
            cursor.skip(28)?;
            Some((cursor.long()?, cursor.long()?, cursor.long()?))
        })();
        let Some((entries, size, offset)) = fields else {
            return Ok(false);
        };
        (self.stands, self.entries, self.size, self.offset) = (place, entries, size, offset);
        Ok(true)
    }
}

impl Member {
    /// One line of the directory; its extra fields, and its comment.
    fn parse<'b>(cursor: &mut Cut<'b>, shift: u64) -> Option<(Self, &'b [u8], &'b [u8])> {
        (cursor.word()? == 0x0201_4b50).then_some(())?;
        let made_by = cursor.half()?;
        cursor.skip(2)?;
        let (flags, method) = (cursor.half()?, cursor.half()?);
        cursor.skip(8)?;
        let (packed, size) = (cursor.word()?, cursor.word()?);
        let (name, extra, comment) = (cursor.half()?, cursor.half()?, cursor.half()?);
        cursor.skip(4)?;
        let (attributes, header) = (cursor.word()?, cursor.word()?);
        let name = cursor.take(name.into())?.to_vec();
        let extra = cursor.take(extra.into())?;
        let comment = cursor.take(comment.into())?;
        let mut wide = Cut(extra);
        let [mut packed, mut size, mut header] = [packed, size, header].map(u64::from);
        while let (Some(id), Some(length)) = (wide.half(), wide.half()) {
            let mut field = Cut(wide.take(length.into())?);
            if id == 1 {
                for value in [&mut size, &mut packed, &mut header] {
                    if *value == 0xffff_ffff {
                        *value = field.long()?;
                    }
                }
            }
        }
        let member = Self {
            name,
            method,
            flags,
            packed,
            size,
            header: header.checked_add(shift)?,
            data: None,
            attributes,
            system: (made_by >> 8).try_into().ok()?,
        };
        Some((member, extra, comment))
    }
}

/// Looks at the texts of extra fields; lengths, times and users are numbers.
fn look_at_fields(extra: &[u8], desk: &mut Desk<'_>) {
    const NUMBERS: &[u16] = &[0x0001, 0x000a, 0x5455, 0x5855, 0x7855, 0x7875];
    let mut cursor = Cut(extra);
    while let (Some(id), Some(length)) = (cursor.half(), cursor.half()) {
        let Some(field) = cursor.take(length.into()) else {
            break;
        };
        if !NUMBERS.contains(&id) {
            desk.text(&String::from_utf8_lossy(field));
        }
    }
}

/// Bytes that are cut from the front; numbers are little-endian.
struct Cut<'b>(&'b [u8]);

impl<'b> Cut<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    fn skip(&mut self, length: usize) -> Option<()> {
        self.take(length).map(|_| ())
    }

    fn half(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_le_bytes)
    }

    fn word(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn long(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_le_bytes)
    }
}
