//! A batch while it is written: its entries one after another, and the directory behind them.
//!
//! Only what a batch of ours is made of is known here. Whatever else stands in it is told, and nothing that is
//! told so leaves.

use std::collections::HashSet;
use std::io::{self, Cursor};
use std::mem;

use super::rows::Rows;
use super::{Outgoing, is_photo_file};
use crate::batch::Form;
use crate::inspect::desk::Desk;
use crate::inspect::kind::Kind;
use crate::inspect::place::Entry;
use crate::inspect::sign::Sign;
use crate::inspect::walk;

const LOCAL: usize = 30;
const CENTRAL: usize = 46;
const END: usize = 22;
/// A manifest of the most photos that a batch can have is shorter; photos are far shorter.
const LONGEST: u64 = 32 << 20;

pub(super) struct Container<'o> {
    outgoing: &'o Outgoing,
    state: State<'o>,
    /// A header that is not yet complete.
    begun: Vec<u8>,
    /// The names of the entries, until the directory has listed them.
    names: HashSet<Vec<u8>>,
    entries: u64,
    has_rows: bool,
    odd: u64,
}

enum State<'o> {
    /// Between entries.
    Header,
    Entry(Content<'o>, u64),
    /// Behind the end.
    Done,
    /// Nothing that follows can be made out.
    Lost,
}

enum Content<'o> {
    Manifest(Vec<u8>),
    Signature(Vec<u8>),
    Rows(Box<Rows<'o>>),
    Photo(Vec<u8>),
}

/// What a header says, if it is one of ours.
enum Header {
    Entry { name: Vec<u8>, size: u64 },
    Listed { name: Vec<u8> },
    End,
}

impl<'o> Container<'o> {
    pub(super) fn new(outgoing: &'o Outgoing) -> Self {
        Self {
            outgoing,
            state: State::Header,
            begun: Vec::new(),
            names: HashSet::new(),
            entries: 0,
            has_rows: false,
            odd: 0,
        }
    }

    pub(super) fn take(&mut self, bytes: &[u8], desk: &mut Desk<'_>) {
        let mut rest = bytes;
        while !rest.is_empty() {
            rest = match mem::replace(&mut self.state, State::Lost) {
                State::Header => self.header(rest, desk),
                State::Entry(content, left) => self.content(content, left, rest, desk),
                State::Done => {
                    desk.find(Sign::TrailingBytes);
                    return;
                }
                State::Lost => return,
            };
        }
    }

    pub(super) fn finish(mut self, desk: &mut Desk<'_>) {
        let whole = matches!(self.state, State::Done);
        self.odd += u64::from(!whole || !self.names.is_empty() || !self.has_rows);
        desk.find_times(Sign::Damaged, self.odd, None);
    }

    /// Completes a header; what follows it.
    fn header<'b>(&mut self, bytes: &'b [u8], desk: &mut Desk<'_>) -> &'b [u8] {
        let mut rest = bytes;
        while let Some((byte, left)) = rest.split_first() {
            self.begun.push(*byte);
            rest = left;
            if !is_complete(&self.begun) {
                continue;
            }
            let header = Header::parse(&self.begun);
            self.begun.clear();
            match header {
                Some(Header::Entry { name, size }) => self.begin(name, size, desk),
                Some(Header::Listed { name }) => {
                    // a line of the directory that no entry belongs to
                    self.odd += u64::from(!self.names.remove(&name));
                    self.state = State::Header;
                }
                Some(Header::End) => self.state = State::Done,
                None => self.odd += 1,
            }
            return rest;
        }
        self.state = State::Header;
        rest
    }

    fn begin(&mut self, name: Vec<u8>, size: u64, desk: &mut Desk<'_>) {
        self.entries += 1;
        let rows = match self.outgoing.form {
            Form::Csv => &b"rows.csv"[..],
            Form::Ndjson => b"rows.ndjson",
        };
        let content = match name.as_slice() {
            b"manifest.json" => Content::Manifest(Vec::new()),
            b"manifest.json.minisig" => Content::Signature(Vec::new()),
            name if name == rows && !self.has_rows => {
                self.has_rows = true;
                let rows = desk.within(Entry::Named(rows_name(self.outgoing.form)), |desk| {
                    Rows::new(self.outgoing, desk)
                });
                Content::Rows(Box::new(rows))
            }
            name if name.starts_with(b"photos/") && is_photo_file(name) => {
                Content::Photo(Vec::new())
            }
            name => {
                desk.name(&String::from_utf8_lossy(name));
                desk.find(Sign::NotInspected);
                return;
            }
        };
        let is_held = !matches!(content, Content::Rows(_));
        if !self.names.insert(name) || is_held && size > LONGEST {
            self.odd += 1;
            return;
        }
        self.state = State::Entry(content, size);
        if size == 0 {
            self.odd += 1;
        }
    }

    fn content<'b>(
        &mut self,
        mut content: Content<'o>,
        left: u64,
        bytes: &'b [u8],
        desk: &mut Desk<'_>,
    ) -> &'b [u8] {
        let length = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        let (part, rest) = bytes.split_at_checked(length).unwrap_or((bytes, b""));
        match &mut content {
            Content::Manifest(held) | Content::Signature(held) | Content::Photo(held) => {
                held.extend_from_slice(part);
            }
            Content::Rows(rows) => rows.take(part, desk),
        }
        let left = left - part.len() as u64;
        self.state = if left > 0 {
            State::Entry(content, left)
        } else {
            self.end(content, desk);
            State::Header
        };
        rest
    }

    fn end(&mut self, content: Content<'o>, desk: &mut Desk<'_>) {
        match content {
            Content::Rows(rows) => {
                let name = rows_name(self.outgoing.form);
                desk.within(Entry::Named(name), |desk| rows.finish(desk));
            }
            Content::Manifest(bytes) => {
                let entry = Entry::Named("manifest.json".to_owned());
                let read = desk.within(entry, |desk| self.outgoing.manifest(&bytes, desk));
                self.odd += u64::from(!read);
            }
            Content::Signature(bytes) => {
                self.look(bytes, Some("manifest.json.minisig"), Kind::Minisign, desk);
            }
            Content::Photo(bytes) => self.look(bytes, None, Kind::Jpeg, desk),
        }
    }

    fn look(&mut self, bytes: Vec<u8>, name: Option<&str>, kind: Kind, desk: &mut Desk<'_>) {
        let entry = match name {
            Some(name) => Entry::Named(name.to_owned()),
            None => Entry::Ordinal(self.entries),
        };
        let found: io::Result<Kind> = desk.within(entry, |desk| {
            walk::file(&mut Cursor::new(bytes), name, desk)
        });
        self.odd += u64::from(!found.is_ok_and(|found| found == kind));
    }
}

fn rows_name(form: Form) -> String {
    match form {
        Form::Csv => "rows.csv".to_owned(),
        Form::Ndjson => "rows.ndjson".to_owned(),
    }
}

/// Whether all of a header is there, or enough to see that it is none.
fn is_complete(bytes: &[u8]) -> bool {
    let half = |at: usize| {
        let pair = bytes.get(at..at + 2).and_then(|pair| pair.try_into().ok());
        pair.map_or(usize::MAX, |pair| usize::from(u16::from_le_bytes(pair)))
    };
    match bytes {
        [] | [_] | [_, _] | [_, _, _] => false,
        [b'P', b'K', 3, 4, ..] => {
            bytes.len() >= LOCAL && bytes.len() >= LOCAL + half(26) + half(28)
        }
        [b'P', b'K', 1, 2, ..] => {
            bytes.len() >= CENTRAL && bytes.len() >= CENTRAL + half(28) + half(30) + half(32)
        }
        [b'P', b'K', 5, 6, ..] => bytes.len() >= END,
        _ => true,
    }
}

impl Header {
    /// A header in the one form that ours have: stored, no flags, no times, no extra fields, no comments.
    fn parse(bytes: &[u8]) -> Option<Self> {
        const PLAIN: [u8; 10] = [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        let half = |at: usize| {
            let pair = bytes.get(at..at + 2)?.try_into().ok()?;
            Some(usize::from(u16::from_le_bytes(pair)))
        };
        let word = |at: usize| {
            let four = bytes.get(at..at + 4)?.try_into().ok()?;
            Some(u64::from(u32::from_le_bytes(four)))
        };
        match bytes {
            [b'P', b'K', 3, 4, rest @ ..] => {
                let plain = rest.starts_with(&PLAIN) && half(28)? == 0 && word(18)? == word(22)?;
                let name = bytes.get(LOCAL..LOCAL + half(26)?)?.to_vec();
                let size = word(18)?;
                plain.then_some(Self::Entry { name, size })
            }
            [b'P', b'K', 1, 2, 20, 0, rest @ ..] => {
                let zero = bytes.get(30..42)?.iter().all(|byte| *byte == 0);
                let name = bytes.get(CENTRAL..CENTRAL + half(28)?)?.to_vec();
                (zero && rest.starts_with(&PLAIN)).then_some(Self::Listed { name })
            }
            [b'P', b'K', 5, 6, 0, 0, 0, 0, ..] => (half(20)? == 0).then_some(Self::End),
            _ => None,
        }
    }
}
