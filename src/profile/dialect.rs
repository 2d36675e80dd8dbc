//! The form of the rows that leave: what parts cells, in which encoding, and how a few of them are
//! written.

use std::borrow::Cow;

use super::named::named;
use crate::field::ValueType;
use crate::value::{apostrophe, canonical, normalise};

/// The form of the rows that leave.
///
/// Delimiter and encoding are those of a CSV. The name of a photo and the apostrophes are part of
/// the cells, and so the same in every form of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Csv {
    pub(super) delimiter: Delimiter,
    pub(super) encoding: Encoding,
    pub(super) photo_name: PhotoName,
    pub(super) apostrophes: Apostrophes,
}

/// What parts the cells of a CSV line. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Pipe,
}

/// The encoding of the CSV that leaves. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 after a byte order mark.
    Utf8Bom,
    /// windows-1252; a row with a character outside it is withheld.
    Windows1252,
}

/// How a cell names the file of its row's photo, which is `photos/<token>.jpg`. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoName {
    /// `<token>.jpg`
    File,
    /// `<token>`, for software that adds the ending itself.
    Token,
    /// `photos/<token>.jpg`
    Path,
}

/// How the apostrophes of names are written: `'` (U+0027), `’` (U+2019) and `ʼ` (U+02BC).
/// The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apostrophes {
    /// As the record has them.
    Keep,
    /// Each as `'` (U+0027).
    Straight,
    /// Each as `’` (U+2019).
    Curly,
    /// Not at all: `O'Brien` is written `OBrien`.
    Strip,
}

named!(Delimiter { Comma ",", Semicolon ";", Tab "\t", Pipe "|", });
named!(Encoding { Utf8 "utf-8", Utf8Bom "utf-8-bom", Windows1252 "windows-1252", });
named!(PhotoName { File "file", Token "token", Path "path", });
named!(Apostrophes { Keep "keep", Straight "straight", Curly "curly", Strip "strip", });

impl Csv {
    /// Every dialect, with the cells that need no word in a manifest.
    #[cfg(feature = "seal")]
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let with = |&delimiter: &Delimiter| {
            let encodings = Encoding::ALL.iter();
            encodings.map(move |&encoding| Self {
                delimiter,
                encoding,
                ..Self::default()
            })
        };
        Delimiter::ALL.iter().flat_map(with)
    }

    /// What parts the cells.
    pub const fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// The encoding.
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// How a cell names the file of its row's photo.
    pub const fn photo_name(&self) -> PhotoName {
        self.photo_name
    }

    /// How the apostrophes of names are written.
    pub const fn apostrophes(&self) -> Apostrophes {
        self.apostrophes
    }
}

impl Default for Csv {
    fn default() -> Self {
        Self {
            delimiter: Delimiter::Comma,
            encoding: Encoding::Utf8,
            photo_name: PhotoName::File,
            apostrophes: Apostrophes::Keep,
        }
    }
}

impl PhotoName {
    /// What stands before the token in a cell, and what behind it.
    pub(crate) const fn around(self) -> (&'static str, &'static str) {
        match self {
            Self::File => ("", ".jpg"),
            Self::Token => ("", ""),
            Self::Path => ("photos/", ".jpg"),
        }
    }

    /// Whether the cell names the file of this token's photo.
    pub(crate) fn is_of(self, token: &str, cell: &str) -> bool {
        let (before, behind) = self.around();
        let inner = cell
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(behind));
        inner == Some(token)
    }
}

impl Apostrophes {
    /// What is written in place of each; nothing where names are left as they are.
    const fn with(self) -> Option<Option<char>> {
        match self {
            Self::Keep => None,
            Self::Straight => Some(Some(apostrophe::STRAIGHT)),
            Self::Curly => Some(Some(apostrophe::CURLY)),
            Self::Strip => Some(None),
        }
    }

    /// The text with its apostrophes written so.
    fn rewrite(self, text: &str) -> Cow<'_, str> {
        match self.with() {
            None => Cow::Borrowed(text),
            Some(with) => apostrophe::rewritten(text, with),
        }
    }

    /// The name with its apostrophes written so; nothing, if what is left without them is no name.
    pub(crate) fn write(self, name: &str) -> Option<Cow<'_, str>> {
        match self.rewrite(name) {
            // What they parted may join, to a status as well.
            Cow::Owned(joined) if self == Self::Strip => {
                let joined = normalise(&joined).into_owned();
                let is_name = canonical(ValueType::Name, &joined).is_ok();
                is_name.then_some(Cow::Owned(joined))
            }
            written => Some(written),
        }
    }

    /// Whether every apostrophe of the text is written so.
    pub(crate) fn are_in(self, text: &str) -> bool {
        matches!(self.rewrite(text), Cow::Borrowed(_))
    }

    /// A text that a name's rules are held against, in place of one in which all apostrophes are
    /// written so: with those in it that a name may have wherever it may have a letter.
    ///
    /// It is a name exactly if some name is written so. Nothing, if no text is written so.
    pub(crate) fn judged(self, text: &str) -> Option<Cow<'_, str>> {
        match self {
            Self::Keep => Some(Cow::Borrowed(text)),
            _ if !self.are_in(text) => None,
            Self::Strip => Some(Cow::Borrowed(text)),
            Self::Straight | Self::Curly => {
                Some(apostrophe::rewritten(text, Some(apostrophe::LETTER)))
            }
        }
    }
}
