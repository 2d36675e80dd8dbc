//! A writer of plain and of odd archives.

/// An entry as it is to be written.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) name: Vec<u8>,
    pub(crate) content: Vec<u8>,
    pub(crate) packed: bool,
    /// What stands behind the end of what is packed, and is counted as packed.
    pub(crate) slack: Vec<u8>,
    /// What stands behind it, and is counted nowhere.
    pub(crate) follows: Vec<u8>,
    pub(crate) flags: u16,
    pub(crate) extra: Vec<u8>,
    pub(crate) comment: Vec<u8>,
    pub(crate) attributes: u32,
    pub(crate) listed: bool,
}

pub(crate) fn entry(name: &str, content: &[u8]) -> Entry {
    Entry {
        name: name.as_bytes().to_vec(),
        content: content.to_vec(),
        packed: false,
        slack: Vec::new(),
        follows: Vec::new(),
        flags: 0,
        extra: Vec::new(),
        comment: Vec::new(),
        attributes: 0,
        listed: true,
    }
}

/// The archive of these entries, with this comment.
pub(crate) fn archive(entries: &[Entry], comment: &[u8]) -> Vec<u8> {
    let (mut out, mut directory, mut count) = (Vec::new(), Vec::new(), 0_u16);
    for entry in entries {
        let packed = if entry.packed {
            [deflated(&entry.content), entry.slack.clone()].concat()
        } else {
            entry.content.clone()
        };
        let half = |value: usize| u16::try_from(value).unwrap().to_le_bytes();
        let word = |value: usize| u32::try_from(value).unwrap().to_le_bytes();
        let mut common = Vec::new();
        common.extend(20_u16.to_le_bytes());
        common.extend(entry.flags.to_le_bytes());
        common.extend(if entry.packed { 8_u16 } else { 0 }.to_le_bytes());
        common.extend([0, 0, 0x21, 0]);
        let mut crc = flate2::Crc::new();
        crc.update(&entry.content);
        common.extend(crc.sum().to_le_bytes());
        common.extend(word(packed.len()));
        common.extend(word(entry.content.len()));
        common.extend(half(entry.name.len()));
        common.extend(half(entry.extra.len()));
        if entry.listed {
            count += 1;
            directory.extend(b"PK\x01\x02\x14\x03");
            directory.extend(&common);
            directory.extend(half(entry.comment.len()));
            directory.extend([0; 4]);
            directory.extend(entry.attributes.to_le_bytes());
            directory.extend(word(out.len()));
            directory.extend(&entry.name);
            directory.extend(&entry.extra);
            directory.extend(&entry.comment);
        }
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(&entry.name);
        out.extend(&entry.extra);
        out.extend(&packed);
        out.extend(&entry.follows);
    }
    let (start, size) = (out.len(), directory.len());
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(u32::try_from(size).unwrap().to_le_bytes());
    out.extend(u32::try_from(start).unwrap().to_le_bytes());
    out.extend(u16::try_from(comment.len()).unwrap().to_le_bytes());
    out.extend(comment);
    out
}

fn deflated(content: &[u8]) -> Vec<u8> {
    use std::io::Read;
    let mut out = Vec::new();
    let mut packer = flate2::read::DeflateEncoder::new(content, flate2::Compression::fast());
    packer.read_to_end(&mut out).unwrap();
    out
}
