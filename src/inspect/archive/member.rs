//! One line of an archive's directory.

use crate::inspect::bytes::Bytes;

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
    attributes: u32,
    system: u8,
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

    /// One line of the directory; its extra fields, and its comment.
    pub(super) fn parse<'b>(
        cursor: &mut Bytes<'b>,
        shift: u64,
    ) -> Option<(Self, &'b [u8], &'b [u8])> {
        (cursor.u32()? == 0x0201_4b50).then_some(())?;
        let made_by = cursor.u16()?;
        cursor.skip(2)?;
        let (flags, method) = (cursor.u16()?, cursor.u16()?);
        cursor.skip(4)?;
        let sum = cursor.u32()?;
        let (packed, size) = (cursor.u32()?, cursor.u32()?);
        let (name, extra, comment) = (cursor.u16()?, cursor.u16()?, cursor.u16()?);
        cursor.skip(4)?;
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
            attributes,
            system: (made_by >> 8).try_into().ok()?,
        };
        Some((member, extra, comment))
    }
}
