//! One line of an archive's directory.

use crate::inspect::bytes::Bytes;

/// Flags of how well an entry is packed and of the letters of its name, which programs write in one place alone.
const OF_SPEED_AND_LETTERS: u16 = 0x0806;

/// An entry, as the directory lists it.
#[derive(Debug, Clone)]
pub(in crate::inspect) struct Member {
    pub(in crate::inspect) name: Vec<u8>,
    pub(super) method: u16,
    pub(super) flags: u16,
    pub(in crate::inspect) packed: u64,
    pub(in crate::inspect) size: u64,
    pub(super) header: u64,
    /// The checksum of what it unpacks to.
    pub(super) sum: u32,
    /// Where its bytes begin; none if its own header is damaged.
    pub(super) data: Option<u64>,
    /// When it was last changed.
    time: u32,
    attributes: u32,
    system: u8,
    /// Whether numbers that are nothing in any archive of one file are something.
    pub(super) is_odd: bool,
}

impl Member {
    /// The name, where it is UTF-8.
    pub(in crate::inspect) fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.name).ok()
    }

    pub(in crate::inspect) fn is_folder(&self) -> bool {
        self.name.ends_with(b"/")
    }

    pub(super) fn is_link(&self) -> bool {
        self.system == 3 && (self.attributes >> 16) & 0o170_000 == 0o120_000
    }

    /// Whether programs could write it elsewhere than its name says.
    pub(super) fn has_bad_path(&self) -> bool {
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

    /// What an entry's own header says of it: the lengths of its name and extra fields, and whether the rest is what
    /// the directory says. None if it is no such header.
    pub(super) fn local(&self, cursor: &mut Bytes<'_>) -> Option<(u16, u16, bool)> {
        (cursor.u32()? == 0x0403_4b50).then_some(())?;
        cursor.skip(2)?;
        let (flags, method, time) = (cursor.u16()?, cursor.u16()?, cursor.u32()?);
        let (sum, packed, size) = (cursor.u32()?, cursor.u32()?, cursor.u32()?);
        // what is known only later stands behind the bytes, or in a field of its own
        let follows = flags & 8 != 0 && sum == 0;
        let is_length = |own: u32, told: u64| {
            u64::from(own) == told || own == u32::MAX || own == 0 && flags & 8 != 0
        };
        let agrees = method == self.method
            && time == self.time
            && (flags ^ self.flags) & !OF_SPEED_AND_LETTERS == 0
            && (sum == self.sum || follows)
            && is_length(packed, self.packed)
            && is_length(size, self.size);
        Some((cursor.u16()?, cursor.u16()?, agrees))
    }

    /// One line of the directory; its extra fields, and its comment.
    pub(super) fn parse<'b>(
        cursor: &mut Bytes<'b>,
        shift: u64,
    ) -> Option<(Self, &'b [u8], &'b [u8])> {
        (cursor.u32()? == 0x0201_4b50).then_some(())?;
        let made_by = cursor.u16()?;
        cursor.skip(2)?;
        let (flags, method) = (cursor.u16()?, cursor.u16()?);
        let time = cursor.u32()?;
        let sum = cursor.u32()?;
        let (packed, size) = (cursor.u32()?, cursor.u32()?);
        let (name, extra, comment) = (cursor.u16()?, cursor.u16()?, cursor.u16()?);
        let (disk, internal) = (cursor.u16()?, cursor.u16()?);
        let (attributes, header) = (cursor.u32()?, cursor.u32()?);
        let name = cursor.take(name.into())?.to_vec();
        let extra = cursor.take(extra.into())?;
        let comment = cursor.take(comment.into())?;
        let mut wide = Bytes(extra);
        let [mut packed, mut size, mut header] = [packed, size, header].map(u64::from);
        while let (Some(id), Some(length)) = (wide.u16(), wide.u16()) {
            let mut field = Bytes(wide.take(length.into())?);
            if id == 1 {
                for value in [&mut size, &mut packed, &mut header] {
                    if *value == 0xffff_ffff {
                        *value = field.u64()?;
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
            sum,
            data: None,
            time,
            is_odd: !matches!(disk, 0 | 0xffff) || internal > 3,
            attributes,
            system: (made_by >> 8).try_into().ok()?,
        };
        Some((member, extra, comment))
    }
}
