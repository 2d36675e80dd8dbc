//! A zip from anyone (PKWARE APPNOTE 6.3): its entries, and every byte that is not one of them.
//!
//! What the directory lists is read through it; what lies between is found by reckoning which bytes
//! the directory accounts for.

mod end;
mod fields;
mod member;

use std::collections::HashSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};

use flate2::Crc;
use flate2::read::DeflateDecoder;

use self::end::{END, End};
pub(super) use self::member::Member;
use super::bytes::Bytes;
use super::desk::Desk;
use super::sign::Sign;

/// What an archive is read from.
pub(super) trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// A directory of more entries, or longer, is not looked into.
const MOST_ENTRIES: u64 = 200_000;
const LONGEST_DIRECTORY: u64 = 64 << 20;

/// An archive whose directory was read.
pub(super) struct Archive<'s> {
    source: &'s mut dyn Source,
    pub(super) members: Vec<Member>,
    /// What a document may still unpack to, once that was reckoned.
    pub(super) allowance: Option<u64>,
}

/// The bytes of an entry, unpacked as they are read.
pub(super) struct Unpacked<'a> {
    bytes: Packing<'a>,
    sum: Crc,
    /// The checksum that the directory gives.
    told: u32,
}

enum Packing<'a> {
    Stored(Take<&'a mut dyn Source>),
    /// With the length that the directory gives of what is packed.
    Deflated(
        Box<DeflateDecoder<BufReader<Take<&'a mut dyn Source>>>>,
        u64,
    ),
}

impl Packing<'_> {
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

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.sum.update(buffer.get(..read).unwrap_or_default());
        if read == 0 && !buffer.is_empty() && self.sum.sum() != self.told {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(read)
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
        let mut cursor = Bytes(&directory);
        let (mut comments, mut extras, mut odd) = (u64::from(end.comment > 0), 0, 0);
        for _ in 0..end.entries {
            let Some((member, extra, comment)) = Member::parse(&mut cursor, shift) else {
                desk.find(Sign::Damaged);
                return Ok(None);
            };
            comments += u64::from(!comment.is_empty());
            extras += u64::from(!extra.is_empty());
            fields::look(extra, &member, desk);
            desk.text(&String::from_utf8_lossy(comment));
            odd += u64::from(member.is_odd);
            archive.members.push(member);
        }
        desk.find_times(Sign::Damaged, odd, None);
        if !cursor.0.is_empty() || end.after > 0 {
            desk.find(Sign::UnlistedData);
        }
        desk.find_times(Sign::ArchiveComment, comments, None);
        let mut spans = archive.spans(&mut extras, desk)?;
        desk.find_times(Sign::ExtraField, extras, None);
        spans.push((end.offset + shift, end.stands));
        Self::tell_gaps(spans, desk);
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
        let bytes = match member.method {
            0 => Packing::Stored(packed),
            8 => {
                let length = member.packed;
                let decoder = DeflateDecoder::new(BufReader::new(packed));
                Packing::Deflated(Box::new(decoder), length)
            }
            _ => {
                desk.find(Sign::NotInspected);
                return Ok(None);
            }
        };
        Ok(Some(Unpacked {
            bytes,
            sum: Crc::new(),
            told: member.sum,
        }))
    }

    /// The bytes that each entry accounts for, its own header included.
    fn spans(&mut self, extras: &mut u64, desk: &mut Desk<'_>) -> io::Result<Vec<(u64, u64)>> {
        let mut spans = Vec::with_capacity(self.members.len() + 1);
        let (mut differ, mut disagree) = (0, 0);
        for member in &mut self.members {
            let mut header = [0; 30];
            self.source.seek(SeekFrom::Start(member.header))?;
            if self.source.read_exact(&mut header).is_err() {
                continue;
            }
            let mut cursor = Bytes(&header);
            let Some((name, extra, agrees)) = member.local(&mut cursor) else {
                continue;
            };
            disagree += u64::from(!agrees);
            let mut local = vec![0; usize::from(name)];
            if self.source.read_exact(&mut local).is_err() {
                continue;
            }
            differ += u64::from(local != member.name);
            *extras += u64::from(extra > 0);
            let mut own = vec![0; usize::from(extra)];
            if self.source.read_exact(&mut own).is_ok() {
                fields::look(&own, member, desk);
            }
            let data = member.header + 30 + u64::from(name) + u64::from(extra);
            member.data = Some(data);
            let end = data.saturating_add(member.packed);
            let descriptor = match member.flags & 8 {
                0 => 0,
                _ => descriptor(self.source, member, end)?,
            };
            spans.push((member.header, end.saturating_add(descriptor)));
        }
        desk.find_times(Sign::BadPath, differ, None);
        desk.find_times(Sign::Damaged, disagree, None);
        Ok(spans)
    }

    fn tell_gaps(mut spans: Vec<(u64, u64)>, desk: &mut Desk<'_>) {
        spans.sort_unstable();
        let mut reached = 0;
        for (index, (from, to)) in spans.into_iter().enumerate() {
            let gap = from.saturating_sub(reached);
            if gap > 0 {
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
        let [mut twice, mut bad, mut links, mut filled] = [0; 4];
        for member in &self.members {
            twice += u64::from(!seen.insert(member.name.to_ascii_lowercase()));
            bad += u64::from(member.has_bad_path());
            links += u64::from(member.is_link());
            if member.is_folder() {
                // a deflated nothing takes two bytes
                filled += u64::from(member.size > 0 || member.packed > 2);
                desk.name(&String::from_utf8_lossy(&member.name));
            }
        }
        desk.find_times(Sign::DuplicateEntry, twice, None);
        desk.find_times(Sign::BadPath, bad, None);
        desk.find_times(Sign::Link, links, None);
        desk.find_times(Sign::UnlistedData, filled, None);
    }
}

/// How long the checksum and lengths are that follow the bytes of an entry (APPNOTE 4.3.9): with or without a mark,
/// and of four bytes or eight. Nothing, if what follows is none of them.
fn descriptor(source: &mut dyn Source, member: &Member, end: u64) -> io::Result<u64> {
    let (sum, mark) = (member.sum.to_le_bytes(), *b"PK\x07\x08");
    let long = [member.packed.to_le_bytes(), member.size.to_le_bytes()].concat();
    let short = |length: u64| u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
    let short = [short(member.packed), short(member.size)].concat();
    source.seek(SeekFrom::Start(end))?;
    let mut follows = Vec::new();
    (&mut *source).take(24).read_to_end(&mut follows)?;
    let forms = [
        [&mark[..], &sum, &long].concat(),
        [&mark[..], &sum, &short].concat(),
        [&sum[..], &long].concat(),
        [&sum[..], &short].concat(),
    ];
    let found = forms.iter().find(|form| follows.starts_with(form));
    Ok(found.map_or(0, |form| form.len() as u64))
}
