//! Headers that stand among the cells of a table.

use std::collections::BTreeMap;

use super::Column;
use crate::inspect::detect::{self, Heading, Labels, Telling, Watch};

/// Headers that stand in cells.
#[derive(Default)]
pub(super) struct Headings {
    /// Not in a file of ours, which names fields.
    off: bool,
    /// By column, and whether it is the column's own header again: in how many cells, and the lowest row.
    pub(super) found: BTreeMap<(usize, bool), (u64, u64)>,
    /// Those of the row at hand that count only together.
    lesser: Vec<(usize, u64, bool)>,
    sure: bool,
    /// Whether the row has a cell that is a value.
    pub(super) valued: bool,
    /// Words that tell what the law protects most, by column.
    pub(super) telling: BTreeMap<usize, Telling>,
    /// Names of columns, by the column that they stand in.
    pub(super) labels: BTreeMap<usize, Labels>,
}

/// So many of a row are enough to tell that it is one of headers.
const MOST_LESSER: usize = 64;

impl Headings {
    pub(super) fn new(off: bool) -> Self {
        Self {
            off,
            ..Self::default()
        }
    }

    /// Whether a cell is a value beside which there is no row of headers; none if it is a header itself, perhaps.
    #[inline]
    pub(super) fn see(
        &mut self,
        column: usize,
        row: u64,
        text: &str,
        heading: Heading,
        known: Option<&Column>,
    ) -> Option<bool> {
        if self.off {
            return Some(false);
        }
        match heading {
            Heading::Nothing => Some(false),
            Heading::Value => {
                self.valued = true;
                Some(true)
            }
            heading => {
                self.see_heading(heading, column, row, text, known);
                None
            }
        }
    }

    #[cold]
    fn see_heading(
        &mut self,
        heading: Heading,
        column: usize,
        row: u64,
        text: &str,
        known: Option<&Column>,
    ) {
        let released = known.is_some_and(|known| known.released);
        let tells = match heading {
            Heading::Telling(tells) => Some(tells),
            _ => detect::tells(text),
        };
        if !released && let Some(tells) = tells {
            let column = column.min(Watch::MOST_COLUMNS);
            self.telling.entry(column).or_default().add(row, tells);
        }
        match heading {
            Heading::Released(mark) => self.labels_of(column).released(mark),
            Heading::Lesser(_) => self.labels_of(column).lesser(row),
            _ => {}
        }
        // only a header that may be shown is ever told apart from others
        let is_own = known.is_none_or(|known| known.is_called(text));
        match heading {
            Heading::Lesser(mark) if !released && self.lesser.len() < MOST_LESSER => {
                self.lesser.push((column, mark, is_own));
            }
            // somebody's initials
            Heading::Sure if released && is_short(text) => {}
            Heading::Sure => {
                self.sure = true;
                self.note(column, is_own, row);
            }
            _ => {}
        }
    }

    fn labels_of(&mut self, column: usize) -> &mut Labels {
        self.labels
            .entry(column.min(Watch::MOST_COLUMNS))
            .or_default()
    }

    fn note(&mut self, column: usize, is_own: bool, row: u64) {
        let (count, first) = self
            .found
            .entry((column.min(Watch::MOST_COLUMNS), is_own))
            .or_insert((0, row));
        *count += 1;
        *first = row.min(*first);
    }

    #[inline]
    pub(super) fn end_row(&mut self, row: u64) {
        if !self.lesser.is_empty() {
            self.judge_lesser(row);
        }
        self.sure = false;
        self.valued = false;
    }

    fn judge_lesser(&mut self, row: u64) {
        let mut lesser = std::mem::take(&mut self.lesser);
        let first = lesser.first().copied();
        let more = first.is_some_and(|(_, mark, _)| {
            self.sure || lesser.iter().any(|(_, other, _)| *other != mark)
        });
        if more && !self.valued {
            for (column, _, is_own) in &lesser {
                self.note(*column, *is_own, row);
            }
        }
        lesser.clear();
        self.lesser = lesser;
    }
}

fn is_short(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() <= 4
}
