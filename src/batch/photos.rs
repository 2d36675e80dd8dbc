//! Photos on their way into a batch: in a spool, so that memory does not hold the pictures.

use std::fmt;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use super::token::Token;
use super::write_error::WriteError;
use super::zip::Crc;
use crate::code::Code;
use crate::minimise::CardRecord;
use crate::photo::Photo;

/// Photos of one batch, by the matching tokens of their rows, in any order.
///
/// A photo takes fewer than 100 bytes of memory; its picture is in the spool. Dropped before a
/// [`Writer`](super::Writer) has taken them, they are in no batch.
///
/// # Security
/// The spool holds faces. Give a file without a name, or one that is encrypted.
pub struct Photos<S> {
    spool: S,
    end: u64,
    entries: Vec<Spooled>,
}

/// Where a photo lies in the spool, and what it must be when it is read again.
#[derive(Clone, Copy)]
pub(super) struct Spooled {
    pub(super) token: Token,
    pub(super) size: u32,
    pub(super) crc: u32,
    pub(super) sha256: [u8; 32],
    offset: u64,
}

impl Photos<Cursor<Vec<u8>>> {
    /// None, for a profile without photos.
    pub const fn none() -> Self {
        Self::new(Cursor::new(Vec::new()))
    }
}

impl<S> Photos<S> {
    /// None so far; `spool` is empty and belongs to the photos alone.
    pub const fn new(spool: S) -> Self {
        Self {
            spool,
            end: 0,
            entries: Vec::new(),
        }
    }

    /// How many photos were added.
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no photo was added.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<S: Read + Write + Seek> Photos<S> {
    /// Adds the photo of a row. A photo whose row stays behind later is not taken into the batch.
    ///
    /// # Errors
    /// [`WriteError`] with [`Code::PhotoNotAgreed`] if the photo is not what the row's profile says,
    /// or if the spool fails.
    pub fn add(&mut self, card: &CardRecord, photo: &Photo) -> Result<(), WriteError> {
        let bytes = photo.bytes();
        let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let token = Token::parse(card.token().as_bytes());
        let is_agreed = card.profile().photo().is_some_and(|agreed| {
            u32::from(agreed.width()) == u32::from(photo.width())
                && u32::from(agreed.height()) == u32::from(photo.height())
                && size <= agreed.max_bytes()
                && size > 0
        });
        let (Some(token), true) = (token, is_agreed) else {
            return Err(WriteError::new(Code::PhotoNotAgreed));
        };
        self.spool.seek(SeekFrom::Start(self.end))?;
        self.spool.write_all(bytes)?;
        self.entries.push(Spooled {
            token,
            size,
            crc: Crc::of(bytes),
            sha256: photo.sha256(),
            offset: self.end,
        });
        self.end += u64::from(size);
        Ok(())
    }

    /// Puts the photos in the order of their tokens; false if a row has two.
    pub(super) fn sort(&mut self) -> bool {
        self.entries.sort_unstable_by_key(|entry| entry.token);
        let mut neighbours = self.entries.array_windows();
        neighbours.all(|[left, right]| left.token != right.token)
    }

    /// The photo of this token; [`Photos::sort`] goes before.
    pub(super) fn get(&self, token: Token) -> Option<&Spooled> {
        let found = self
            .entries
            .binary_search_by_key(&token, |entry| entry.token);
        self.entries.get(found.ok()?)
    }

    /// Reads a photo back into `buffer`.
    pub(super) fn read(&mut self, entry: &Spooled, buffer: &mut Vec<u8>) -> io::Result<()> {
        self.spool.seek(SeekFrom::Start(entry.offset))?;
        buffer.clear();
        buffer.resize(entry.size as usize, 0);
        self.spool.read_exact(buffer)
    }
}

impl<S> fmt::Debug for Photos<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Photos { .. }")
    }
}
