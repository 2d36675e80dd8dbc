//! XML from anyone, read as a stream and within limits.
//!
//! No entity but the five is expanded, and a document type is not read at all.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::escape;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{self, BytesEnd, BytesStart};
use quick_xml::reader::Reader;

use crate::inspect::sign::Sign;

/// Elements within one another.
const DEEPEST: usize = 128;
/// Attributes of one element that are compared with each other.
const FEW: usize = 16;
/// How the names of encodings begin, and how long they are.
const ENCODINGS: &[&str] = &["utf", "us-ascii", "ascii", "iso-8859", "windows-125"];
const LONGEST_ENCODING: usize = 12;
/// A text or a tag.
const LONGEST_RUN: u64 = 32 << 20;

/// What follows in a document. Names are without their prefixes.
pub(super) enum Event<'x> {
    Start(Tag<'x>),
    End(Close<'x>),
    /// A text, or a piece of one.
    Text(Cow<'x, str>),
    /// What no program shows: a comment, or an instruction to some program.
    Remark(Cow<'x, str>),
}

/// The end of an element.
pub(super) struct Close<'x>(BytesEnd<'x>);

impl Close<'_> {
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

/// The beginning of an element.
pub(super) struct Tag<'x>(BytesStart<'x>);

impl Tag<'_> {
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The prefix, which may be empty, and the name.
    pub(super) fn prefixed(&self) -> (&str, &str) {
        part(self.0.name().into_inner())
    }

    /// The attributes: prefixes, names, and values as they stand there.
    pub(super) fn prefixed_attributes(&self) -> impl Iterator<Item = (&str, &str, Cow<'_, str>)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.filter_map(|attribute| {
            let attribute = attribute.ok()?;
            let (prefix, name) = part(attribute.key.into_inner());
            Some((prefix, name, attribute.value))
        })
    }

    /// Whether every attribute is one, and there once.
    fn is_well_formed(&self) -> bool {
        let mut few: [&str; FEW] = [""; FEW];
        let mut many = HashSet::new();
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        for (number, attribute) in attributes.enumerate() {
            let Ok(attribute) = attribute else {
                return false;
            };
            let key = attribute.key.into_inner();
            let is_new = match few.get_mut(..=number) {
                Some([before @ .., place]) => {
                    *place = key;
                    !before.contains(&key)
                }
                _ => !few.contains(&key) && many.insert(key),
            };
            if !is_new {
                return false;
            }
        }
        true
    }

    /// The attributes: names without prefixes, and values. The name of a namespace is `xmlns`.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.filter_map(|attribute| {
            let attribute = attribute.ok()?;
            let key = attribute.key.into_inner();
            let name = match key.split_once(':') {
                Some(("xmlns", _)) => "xmlns",
                Some((_, name)) => name,
                None => key,
            };
            Some((name, unescape(attribute.value)))
        })
    }

    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// Whether an attribute says yes.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.attributes()
            .any(|(key, value)| key == name && is_true(&value))
    }

    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }
}

fn part(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// Whether a declaration says nothing but a version, an encoding and whether the document stands alone (XML 1.0,
/// 2.8).
fn is_declaration(content: &str) -> bool {
    let Some(rest) = content.strip_prefix("xml") else {
        return false;
    };
    let mut attributes = Attributes::new(rest, 0);
    attributes.with_checks(false);
    attributes.all(|attribute| {
        attribute.is_ok_and(|attribute| {
            let value = attribute.value.to_ascii_lowercase();
            match attribute.key.into_inner() {
                "version" => matches!(value.as_str(), "1.0" | "1.1"),
                "encoding" => {
                    let is_known = ENCODINGS.iter().any(|start| value.starts_with(start));
                    is_known && value.len() <= LONGEST_ENCODING
                }
                "standalone" => matches!(value.as_str(), "yes" | "no"),
                _ => false,
            }
        })
    })
}

pub(super) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on")
}

fn unescape(raw: Cow<'_, str>) -> Cow<'_, str> {
    match escape::unescape(&raw) {
        Ok(Cow::Owned(text)) => Cow::Owned(text),
        // what is not well formed is looked at as it stands
        Ok(Cow::Borrowed(_)) | Err(_) => raw,
    }
}

/// A document while it is read.
pub(super) struct Xml<R> {
    reader: Reader<Guard<BufReader<Decoded<R>>>>,
    buffer: Vec<u8>,
    depth: usize,
    begun: bool,
}

impl<R: Read> Xml<R> {
    /// Reads a document of at most so many bytes.
    pub(super) fn new(source: R, most: u64) -> Self {
        let mut reader = Reader::from_reader(Guard {
            inner: BufReader::with_capacity(64 << 10, Decoded::new(source)),
            read: 0,
            most,
            run: 0,
            is_over: false,
        });
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
            begun: false,
        }
    }

    /// The bytes that were read, as they stood there.
    pub(super) fn read(&self) -> u64 {
        let guard = self.reader.get_ref();
        match guard.inner.get_ref().decoder {
            Some(_) => guard.inner.get_ref().read,
            None => guard.read,
        }
    }

    /// What follows; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Event<'_>>, Sign> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer);
        let event = event.map_err(|_| {
            if self.reader.get_ref().is_over {
                Sign::UnpacksTooLarge
            } else {
                Sign::Damaged
            }
        })?;
        match event {
            events::Event::Start(tag) | events::Event::Empty(tag) => {
                // a document is one element
                if self.begun && self.depth == 0 {
                    return Err(Sign::Damaged);
                }
                self.begun = true;
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(Sign::NestedTooDeep);
                }
                let tag = Tag(tag);
                if !tag.is_well_formed() {
                    return Err(Sign::Damaged);
                }
                Ok(Some(Event::Start(tag)))
            }
            events::Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Some(Event::End(Close(tag))))
            }
            events::Event::Text(text) => {
                let text = text.into_inner();
                let is_mark = !self.begun && text.trim_matches(['\u{feff}', '\r', '\n']).is_empty();
                if self.depth == 0 && !is_mark && !text.trim().is_empty() {
                    return Err(Sign::Damaged);
                }
                Ok(Some(Event::Text(text)))
            }
            events::Event::CData(_) | events::Event::GeneralRef(_) if self.depth == 0 => {
                Err(Sign::Damaged)
            }
            events::Event::CData(text) => Ok(Some(Event::Text(text.into_inner()))),
            events::Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(letter)) => Some(Cow::Owned(letter.to_string())),
                    Ok(None) => escape::resolve_predefined_entity(&reference).map(Cow::Borrowed),
                    Err(_) => None,
                };
                resolved
                    .map(|text| Some(Event::Text(text)))
                    .ok_or(Sign::Damaged)
            }
            events::Event::Comment(text) => Ok(Some(Event::Remark(text.into_inner()))),
            events::Event::PI(text) => Ok(Some(Event::Remark(text.into_inner()))),
            events::Event::Decl(declaration) if self.begun || !is_declaration(&declaration) => {
                Err(Sign::Damaged)
            }
            events::Event::Decl(_) => Ok(Some(Event::Text(Cow::Borrowed("")))),
            events::Event::DocType(_) => Err(Sign::Damaged),
            events::Event::Eof if self.depth > 0 || !self.begun => Err(Sign::Damaged),
            events::Event::Eof => Ok(None),
        }
    }
}

/// Makes UTF-8 of UTF-16, by the mark that a document begins with (XML 1.0, 4.3.3).
struct Decoded<R> {
    source: R,
    read: u64,
    begun: bool,
    decoder: Option<encoding_rs::Decoder>,
    raw: Vec<u8>,
}

impl<R: Read> Decoded<R> {
    const fn new(source: R) -> Self {
        Self {
            source,
            read: 0,
            begun: false,
            decoder: None,
            raw: Vec::new(),
        }
    }

    fn begin(&mut self) -> io::Result<()> {
        self.begun = true;
        (&mut self.source).take(2).read_to_end(&mut self.raw)?;
        self.read = self.raw.len() as u64;
        let encoding = match self.raw.as_slice() {
            [0xff, 0xfe] => encoding_rs::UTF_16LE,
            [0xfe, 0xff] => encoding_rs::UTF_16BE,
            _ => return Ok(()),
        };
        self.decoder = Some(encoding.new_decoder_without_bom_handling());
        self.raw.clear();
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.begun {
            self.begin()?;
        }
        let Some(decoder) = &mut self.decoder else {
            if self.raw.is_empty() {
                return self.source.read(buffer);
            }
            let taken = self.raw.as_slice().read(buffer)?;
            self.raw.drain(..taken);
            return Ok(taken);
        };
        loop {
            if self.raw.is_empty() {
                let most = (buffer.len() / 4).max(16) as u64;
                let more = (&mut self.source).take(most).read_to_end(&mut self.raw)?;
                self.read += more as u64;
            }
            let is_last = self.raw.is_empty();
            let (_, taken, written, _) = decoder.decode_to_utf8(&self.raw, buffer, is_last);
            self.raw.drain(..taken);
            if written > 0 || is_last {
                return Ok(written);
            }
        }
    }
}

/// Stops where a document, or a run without any tag, grows too long.
struct Guard<R> {
    inner: R,
    read: u64,
    most: u64,
    run: u64,
    is_over: bool,
}

impl<R: BufRead> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let taken = available.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..taken), available.get(..taken)) {
            to.copy_from_slice(from);
        }
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: BufRead> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read > self.most || self.run > LONGEST_RUN {
            self.is_over = true;
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.read += amount as u64;
        let last = self
            .inner
            .fill_buf()
            .ok()
            .and_then(|bytes| memchr::memrchr2(b'<', b'>', bytes.get(..amount)?));
        self.run = match last {
            Some(at) => amount.saturating_sub(at) as u64,
            None => self.run.saturating_add(amount as u64),
        };
        self.inner.consume(amount);
    }
}
