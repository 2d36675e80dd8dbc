//! Reads the container, and accepts it in its one form only.
//!
//! What a canonical container holds is told by its directory alone, so that the directory is read,
//! written anew from what was understood, and compared. Then no byte is left that could say anything
//! else: nothing before, between or behind the entries, no second directory, no attributes.

use std::collections::HashSet;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::{CENTRAL, END, Head, MOST_ENTRIES, central_header, end, local_header};
use crate::batch::encode::Form;
use crate::batch::manifest::name_of;
use crate::batch::problem::{Entry, Problem, Problems, VerifyError};
use crate::batch::token::Token;
use crate::code::Code;

pub(in crate::batch) const MANIFEST: &str = "manifest.json";
pub(in crate::batch) const SIGNATURE: &str = "manifest.json.minisig";

/// The end of a container, and the fixed part of a header before an entry.
const END_LENGTH: u32 = 22;
const LOCAL_LENGTH: u32 = 30;

/// The longest name of an entry: a photo's, with the longest token.
const LONGEST_NAME: u16 = 37;

/// A container whose directory is canonical; the entries' own headers and contents are not read yet.
pub(in crate::batch) struct Container<R> {
    pub(in crate::batch) reader: R,
    pub(in crate::batch) manifest: Listed,
    pub(in crate::batch) signature: Option<Listed>,
    pub(in crate::batch) rows: Listed,
    pub(in crate::batch) form: Form,
    pub(in crate::batch) photos: Vec<(Token, Listed)>,
}

/// An entry as the directory lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::batch) struct Listed {
    pub(in crate::batch) ordinal: u32,
    offset: u32,
    pub(in crate::batch) head: Head,
}

/// The names that an entry can have, in the order in which they stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Manifest,
    Signature,
    Rows(Rows),
    Photo(Token),
}

/// Both forms have one place: a batch has rows once.
#[derive(Clone, Copy)]
struct Rows(Form);

impl Name {
    fn parse(name: &[u8]) -> Option<Self> {
        match std::str::from_utf8(name).ok()? {
            MANIFEST => Some(Self::Manifest),
            SIGNATURE => Some(Self::Signature),
            name if name == name_of(Form::Csv) => Some(Self::Rows(Rows(Form::Csv))),
            name if name == name_of(Form::Ndjson) => Some(Self::Rows(Rows(Form::Ndjson))),
            name => Token::of_entry(name.as_bytes()).map(Self::Photo),
        }
    }

    fn entry(self, ordinal: u32) -> Entry {
        match self {
            Self::Manifest => Entry::Named(MANIFEST),
            Self::Signature => Entry::Named(SIGNATURE),
            Self::Rows(Rows(form)) => Entry::Named(name_of(form)),
            Self::Photo(_) => Entry::Ordinal(u64::from(ordinal)),
        }
    }
}

impl PartialEq for Rows {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Rows {}

impl PartialOrd for Rows {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rows {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

impl<R: Read + Seek> Container<R> {
    /// Reads the directory.
    pub(in crate::batch) fn read(mut reader: R) -> Result<Self, VerifyError> {
        let not_canonical = || VerifyError::one(Problem::new(Code::ZipNotCanonical));
        let length = reader.seek(SeekFrom::End(0))?;
        let Ok(length) = u32::try_from(length) else {
            return Err(VerifyError::one(Problem::new(Code::BatchTooLarge)));
        };
        let end_at = length.checked_sub(END_LENGTH).ok_or_else(not_canonical)?;
        reader.seek(SeekFrom::Start(u64::from(end_at)))?;
        let mut found = [0; END];
        reader.read_exact(&mut found)?;
        let (entries, size, offset) = end_fields(&found);
        if found != end(entries, size, offset) || offset.checked_add(size) != Some(end_at) {
            return Err(not_canonical());
        }
        if usize::from(entries) > MOST_ENTRIES {
            return Err(VerifyError::one(Problem::new(Code::BatchTooLarge)));
        }
        reader.seek(SeekFrom::Start(u64::from(offset)))?;
        let mut problems = Problems::default();
        let names = directory(
            BufReader::new(&mut reader).take(u64::from(size)),
            u32::from(entries),
            offset,
            &mut problems,
        )?;
        // of a directory that could not be read to its end, nothing is known to be missing
        let container = names.and_then(|names| order(reader, names, &mut problems));
        problems.into_result()?;
        container.ok_or_else(not_canonical)
    }

    /// Hands an entry's content piece by piece to `take`; false if its header or checksum is not
    /// what the directory says.
    pub(in crate::batch) fn content(
        &mut self,
        name: &str,
        listed: Listed,
        mut take: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<bool> {
        let expected = local_header(name.as_bytes(), listed.head);
        let mut header = vec![0; expected.len()];
        self.reader
            .seek(SeekFrom::Start(u64::from(listed.offset)))?;
        self.reader.read_exact(&mut header)?;
        let mut is_canonical = header == expected;
        let mut crc = super::Crc::new();
        let mut left = listed.head.size as usize;
        let mut buffer = vec![0; left.min(1 << 16)];
        while left > 0 {
            let piece = buffer.get_mut(..left.min(1 << 16)).unwrap_or_default();
            self.reader.read_exact(piece)?;
            crc.update(piece);
            left -= piece.len();
            take(piece)?;
        }
        is_canonical &= crc.finish() == listed.head.crc;
        Ok(is_canonical)
    }
}

/// The number of entries, and where their directory lies.
fn end_fields(end: &[u8; END]) -> (u16, u32, u32) {
    let [.., a, b, c, d, e, f, g, h, i, j, _, _] = *end;
    (
        u16::from_le_bytes([a, b]),
        u32::from_le_bytes([c, d, e, f]),
        u32::from_le_bytes([g, h, i, j]),
    )
}

/// Reads so many lines of the directory, which list entries one right behind the other from the
/// file's first byte up to `end_at`.
fn directory(
    mut lines: impl Read,
    entries: u32,
    end_at: u32,
    problems: &mut Problems,
) -> Result<Option<Vec<(Name, Listed)>>, VerifyError> {
    let mut names = Vec::new();
    let mut offset = 0_u32;
    for ordinal in 1..=entries {
        let place = |code| Problem::new(code).of(Entry::Ordinal(u64::from(ordinal)));
        let mut fixed = [0; CENTRAL];
        lines
            .read_exact(&mut fixed)
            .map_err(|error| ended(error, || place(Code::ZipNotCanonical)))?;
        let (head, name_length) = central_fields(&fixed);
        if name_length > LONGEST_NAME {
            // what follows can be no directory of ours
            problems.add(place(Code::PathNotCanonical));
            return Ok(None);
        }
        let mut name = vec![0; usize::from(name_length)];
        lines
            .read_exact(&mut name)
            .map_err(|error| ended(error, || place(Code::ZipNotCanonical)))?;
        let name_is_known = Name::parse(&name);
        if central_header(&name, head, offset) != [fixed.as_slice(), &name].concat() {
            problems.add(match name_is_known {
                Some(name) => Problem::new(Code::ZipNotCanonical).of(name.entry(ordinal)),
                None => place(Code::ZipNotCanonical),
            });
            if !has_no_tail(&fixed) {
                return Ok(None);
            }
        }
        match name_is_known {
            Some(name) => names.push((
                name,
                Listed {
                    ordinal,
                    offset,
                    head,
                },
            )),
            None => problems.add(place(Code::PathNotCanonical)),
        }
        let length = (LOCAL_LENGTH + u32::from(name_length)).checked_add(head.size);
        offset = length
            .and_then(|length| offset.checked_add(length))
            .ok_or_else(|| VerifyError::one(place(Code::ZipNotCanonical)))?;
    }
    let mut behind = [0];
    if offset != end_at || lines.read(&mut behind)? > 0 {
        problems.add(Problem::new(Code::ZipNotCanonical));
    }
    Ok(Some(names))
}

/// A directory that ends too early is no canonical one; any other error is one of reading.
fn ended(error: io::Error, problem: impl FnOnce() -> Problem) -> VerifyError {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        VerifyError::one(problem())
    } else {
        error.into()
    }
}

/// Checksum, length of the content, length of the name.
fn central_fields(fixed: &[u8; CENTRAL]) -> (Head, u16) {
    let word = |at: usize| {
        let bytes = fixed.get(at..at + 4).and_then(|bytes| bytes.first_chunk());
        u32::from_le_bytes(bytes.copied().unwrap_or_default())
    };
    let head = Head {
        crc: word(16),
        size: word(20),
    };
    (head, u16::try_from(word(28) & 0xffff).unwrap_or(u16::MAX))
}

/// Whether nothing but the name follows a directory's line.
fn has_no_tail(fixed: &[u8; CENTRAL]) -> bool {
    fixed.get(30..34) == Some(&[0; 4])
}

/// Puts the entries where they belong; they must stand in their order, each once.
fn order<R>(
    reader: R,
    names: Vec<(Name, Listed)>,
    problems: &mut Problems,
) -> Option<Container<R>> {
    let (mut manifest, mut signature, mut rows) = (None, None, None);
    let mut photos: Vec<(Token, Listed)> = Vec::new();
    let mut last: Option<Name> = None;
    let mut seen: HashSet<Token> = HashSet::new();
    for (name, listed) in names {
        let is_new = match name {
            Name::Manifest => manifest.replace(listed).is_none(),
            Name::Signature => signature.replace(listed).is_none(),
            Name::Rows(Rows(form)) => rows.replace((form, listed)).is_none(),
            Name::Photo(token) => {
                photos.push((token, listed));
                seen.insert(token)
            }
        };
        let place = name.entry(listed.ordinal);
        if !is_new {
            problems.add(Problem::new(Code::DuplicateEntry).of(place));
        } else if last.is_some_and(|last| last > name) {
            problems.add(Problem::new(Code::PathNotCanonical).of(place));
        }
        last = Some(name);
    }
    if manifest.is_none() {
        problems.add(Problem::new(Code::MissingEntry).of(Entry::Named(MANIFEST)));
    }
    if rows.is_none() {
        problems.add(Problem::new(Code::MissingEntry).of(Entry::Named(name_of(Form::Csv))));
    }
    let (form, rows) = rows?;
    Some(Container {
        reader,
        manifest: manifest?,
        signature,
        rows,
        form,
        photos,
    })
}
