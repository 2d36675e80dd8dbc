//! Writes the container in one go, from its first byte to its last.

use std::io::{self, Write};

use super::{CENTRAL, Crc, END, Head, LOCAL, MOST_ENTRIES, central_header, end, local_header};

/// A container that is being written. Without [`Zip::finish`] it has no directory, and nothing
/// that reads zips can read it.
pub(in crate::batch) struct Zip<W> {
    out: W,
    central: Vec<u8>,
    entries: u16,
    offset: u32,
}

impl<W: Write> Zip<W> {
    /// The length of a container of entries with these lengths of names and contents, if there can
    /// be one.
    pub(in crate::batch) fn length(entries: impl Iterator<Item = (usize, u32)>) -> Option<u32> {
        let mut length = END as u64;
        for (position, (name, size)) in entries.enumerate() {
            if position >= MOST_ENTRIES {
                return None;
            }
            length += (LOCAL + CENTRAL + 2 * name) as u64 + u64::from(size);
        }
        u32::try_from(length).ok()
    }

    pub(in crate::batch) const fn new(out: W) -> Self {
        Self {
            out,
            central: Vec::new(),
            entries: 0,
            offset: 0,
        }
    }

    /// Writes an entry whose content is at hand.
    pub(in crate::batch) fn add(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        let size = u32::try_from(content.len()).map_err(|_| too_large())?;
        let crc = Crc::of(content);
        self.begin(name, Head { crc, size })?;
        self.write(content)
    }

    /// Writes an entry's header; as many bytes must follow as it says.
    pub(in crate::batch) fn begin(&mut self, name: &str, head: Head) -> io::Result<()> {
        let local = local_header(name.as_bytes(), head);
        let central = central_header(name.as_bytes(), head, self.offset);
        self.central.extend_from_slice(&central);
        self.entries = self.entries.checked_add(1).ok_or_else(too_large)?;
        self.write(&local)
    }

    /// Writes a piece of the entry that was begun.
    pub(in crate::batch) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let length = u32::try_from(bytes.len()).map_err(|_| too_large())?;
        self.offset = self.offset.checked_add(length).ok_or_else(too_large)?;
        self.out.write_all(bytes)
    }

    pub(in crate::batch) fn finish(mut self) -> io::Result<()> {
        let size = u32::try_from(self.central.len()).map_err(|_| too_large())?;
        let end = end(self.entries, size, self.offset);
        self.out.write_all(&self.central)?;
        self.out.write_all(&end)?;
        self.out.flush()
    }
}

fn too_large() -> io::Error {
    io::ErrorKind::FileTooLarge.into()
}

#[cfg(test)]
mod tests {
    use super::Zip;

    #[test]
    fn a_containers_length_is_known_before_it_is_written() {
        let entries = [
            ("a", 0_usize),
            ("rows.csv", 5),
            ("photos/mtftkwveksukoroj.jpg", 700),
        ];
        for count in 0..=entries.len() {
            let mut out = Vec::new();
            let mut zip = Zip::new(&mut out);
            for (name, size) in &entries[..count] {
                zip.add(name, &vec![7; *size]).unwrap();
            }
            zip.finish().unwrap();
            let told = entries[..count]
                .iter()
                .map(|(name, size)| (name.len(), *size as u32));
            assert_eq!(Zip::<Vec<u8>>::length(told), Some(out.len() as u32));
        }
    }
}
