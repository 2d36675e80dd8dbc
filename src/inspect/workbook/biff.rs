//! Records of Excel 97 to 2003, and of Excel 5 (MS-XLS 2.1.4): a number, a length and bytes.

use std::borrow::Cow;

use super::bytes::{Bytes, wide};

pub(super) const CONTINUE: u16 = 0x3c;

/// A record with what continues it.
pub(super) struct Record<'b> {
    pub(super) id: u16,
    /// Where it stands in its stream.
    pub(super) at: usize,
    pub(super) first: &'b [u8],
    rest: Vec<&'b [u8]>,
}

impl<'b> Record<'b> {
    pub(super) fn bytes(&self) -> Cow<'b, [u8]> {
        if self.rest.is_empty() {
            return Cow::Borrowed(self.first);
        }
        let mut all = self.first.to_vec();
        self.rest
            .iter()
            .for_each(|rest| all.extend_from_slice(rest));
        Cow::Owned(all)
    }

    pub(super) fn pieces(&self) -> Pieces<'_> {
        Pieces {
            current: Bytes(self.first),
            rest: self.rest.iter(),
        }
    }
}

/// The records of a stream.
pub(super) struct Records<'b> {
    stream: &'b [u8],
    at: usize,
    /// Whether the stream breaks off within a record.
    pub(super) is_broken: bool,
}

impl<'b> Records<'b> {
    pub(super) const fn new(stream: &'b [u8]) -> Self {
        Self {
            stream,
            at: 0,
            is_broken: false,
        }
    }

    fn one(&mut self) -> Option<(u16, &'b [u8])> {
        let mut cut = Bytes(self.stream.get(self.at..)?);
        let before = cut.0.len();
        let (id, length) = (cut.u16()?, cut.u16()?);
        let bytes = cut.take(length.into())?;
        self.at += before - cut.0.len();
        Some((id, bytes))
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let at = self.at;
        let Some((id, first)) = self.one() else {
            // what is left is padding, or a record that is cut short
            let left = self.stream.get(self.at..).unwrap_or_default();
            self.is_broken |= left.iter().any(|byte| *byte != 0);
            self.at = self.stream.len();
            return None;
        };
        let mut rest = Vec::new();
        while self.stream.get(self.at..self.at + 2) == Some(&CONTINUE.to_le_bytes()) {
            match self.one() {
                Some((_, bytes)) => rest.push(bytes),
                None => break,
            }
        }
        Some(Record {
            id,
            at,
            first,
            rest,
        })
    }
}

/// The bytes of a record that others continue.
pub(super) struct Pieces<'r> {
    current: Bytes<'r>,
    rest: std::slice::Iter<'r, &'r [u8]>,
}

impl Pieces<'_> {
    fn fill(&mut self) -> Option<()> {
        while self.current.0.is_empty() {
            self.current = Bytes(self.rest.next()?);
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        self.fill()?;
        self.current.u8()
    }

    pub(super) fn number<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.byte()?;
        }
        Some(bytes)
    }

    fn skip(&mut self, mut length: usize) -> Option<()> {
        while length > 0 {
            self.fill()?;
            let part = length.min(self.current.0.len());
            self.current.skip(part)?;
            length -= part;
        }
        Some(())
    }

    /// A text (MS-XLS 2.5.293), whose letters may change their width where a record ends.
    pub(super) fn text(&mut self) -> Option<String> {
        self.rich_text().map(|(text, _)| text)
    }

    /// The same, with where each of its runs begins, and the number of the run's font.
    pub(super) fn rich_text(&mut self) -> Option<(String, Vec<(usize, usize)>)> {
        let mut left = usize::from(self.number().map(u16::from_le_bytes)?);
        let flags = self.byte()?;
        let runs = match flags & 8 {
            0 => 0,
            _ => usize::from(self.number().map(u16::from_le_bytes)?),
        };
        let more = match flags & 4 {
            0 => 0,
            _ => self.number().map(u32::from_le_bytes)? as usize,
        };
        let mut is_wide = flags & 1 != 0;
        let mut text = String::new();
        while left > 0 {
            if self.current.0.is_empty() {
                self.fill()?;
                is_wide = self.current.u8()? & 1 != 0;
                continue;
            }
            let width = if is_wide { 2 } else { 1 };
            let letters = left.min(self.current.0.len() / width);
            if letters == 0 {
                return None;
            }
            text.push_str(&narrow_or_wide(
                self.current.take(letters * width)?,
                is_wide,
            ));
            left -= letters;
        }
        let mut fonts = Vec::new();
        for _ in 0..runs {
            let (start, font) = (self.number()?, self.number()?);
            fonts.push((
                u16::from_le_bytes(start).into(),
                u16::from_le_bytes(font).into(),
            ));
        }
        self.skip(more)?;
        Some((text, fonts))
    }
}

fn narrow_or_wide(bytes: &[u8], is_wide: bool) -> String {
    if is_wide {
        wide(bytes)
    } else {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    }
}

/// How texts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Letters {
    /// In one or two bytes, as each text says.
    #[default]
    Unicode,
    /// In bytes of a code page.
    Page,
}

/// A text of so many letters.
pub(super) fn text(cut: &mut Bytes<'_>, letters: usize, kind: Letters) -> Option<String> {
    let is_wide = kind == Letters::Unicode && cut.u8()? & 1 != 0;
    let bytes = cut.take(if is_wide {
        letters.checked_mul(2)?
    } else {
        letters
    })?;
    Some(match kind {
        Letters::Unicode => narrow_or_wide(bytes, is_wide),
        Letters::Page => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    })
}
