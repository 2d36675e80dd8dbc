//! One record, as the minimiser sees it.

use std::fmt;

use super::Place;
use super::cells::{Cells, Slot};
use crate::field::Readable;
use crate::record::{Reading, Record};

/// A record of a streamed input.
///
/// # Security
/// Answers for fields that are read, and leads to no other cell.
pub struct StreamedRow<'a> {
    cells: &'a Cells,
    /// What the slots that stand as they are lie in.
    text: &'a str,
    place: Place,
}

impl<'a> StreamedRow<'a> {
    pub(super) const fn new(cells: &'a Cells, text: &'a str, place: Place) -> Self {
        Self { cells, text, place }
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
    #[inline]
    fn read(&self, field: Readable) -> Reading<'_> {
        let text = match self.cells.slot(field) {
            Slot::Missing => return Reading::Missing,
            Slot::Unusable => return Reading::Unusable,
            Slot::AsItStands { from, to } => self.text.get(from..to),
            Slot::Scratch { from, to } => self.cells.scratch(from, to),
            Slot::Constant => self.cells.constant(field),
        };
        text.map_or(Reading::Missing, Reading::Text)
    }
}

impl fmt::Debug for StreamedRow<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreamedRow { .. }")
    }
}
