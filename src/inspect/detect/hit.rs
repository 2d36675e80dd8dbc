//! What a detector says of one place in a text.

use super::kind::Kind;

/// How sure a place is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// Of the shape, but the check says no: it counts for what chance does in the column.
    Shape,
    /// Right, but so is much else: a word, a header, a neighbour or the column has to say so.
    Valid,
    /// Enough by itself.
    Alone,
}

/// One place, from `start` to before `end` in the row of letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sure: Sure,
    /// Of a date that is written in parts, its year; else 0.
    pub(super) year: u16,
}

impl Hit {
    pub(super) fn new(kind: Kind, start: usize, end: usize, sure: Sure) -> Self {
        Self {
            kind,
            start,
            end,
            sure,
            year: 0,
        }
    }
}
