//! One record, as the minimiser sees it.

use std::fmt;

use super::Place;
use crate::field::Readable;
use crate::record::{Reading, Record};

/// A record of a streamed input.
///
/// # Security
/// Holds the texts of fields that are read, and no other cell.
pub struct StreamedRow<'a> {
    texts: [Option<&'a str>; Readable::COUNT],
    /// A bit for each field that the record has, but not as a text.
    unusable: u64,
    place: Place,
}

// a bit for every field
const _: () = assert!(Readable::COUNT <= 64);

impl<'a> StreamedRow<'a> {
    pub(super) const fn new(place: Place) -> Self {
        Self {
            texts: [None; Readable::COUNT],
            unusable: 0,
            place,
        }
    }

    pub(in crate::record) fn put(&mut self, field: Readable, text: Option<&'a str>) {
        if let Some(place) = self.texts.get_mut(field.index()) {
            *place = text;
        }
    }

    pub(super) const fn put_unusable(&mut self, field: Readable) {
        self.unusable |= 1 << field.index();
    }

    /// The record's number, counted from 1 after the header.
    pub const fn row(&self) -> u64 {
        self.place.row
    }

    /// The line it begins on, counted from 1.
    pub const fn line(&self) -> u64 {
        self.place.line
    }
}

impl Record for StreamedRow<'_> {
    fn read(&self, field: Readable) -> Reading<'_> {
        match self.texts.get(field.index()) {
            Some(Some(text)) => Reading::Text(text),
            _ if self.unusable & (1 << field.index()) != 0 => Reading::Unusable,
            _ => Reading::Missing,
        }
    }
}

impl fmt::Debug for StreamedRow<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreamedRow { .. }")
    }
}
