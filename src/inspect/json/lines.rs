//! Arrays that are values of the file, one behind another.

use std::collections::HashMap;

use super::arrays::{Arrays, are_names, short};
use super::turned::{MOST_NAMES, View};
use crate::conformance::Severity;
use crate::inspect::desk::Desk;
use crate::inspect::report::What;
use crate::inspect::table::By;

/// All of them; one alone is no table by itself.
#[derive(Default)]
pub(super) struct Lines {
    arrays: Arrays,
    by_position: View,
    /// The texts of the first, and whether they are names of columns.
    first: Vec<String>,
    is_named: bool,
    /// How many elements they have.
    elements: u64,
}

impl Lines {
    pub(super) fn begin(&mut self) {
        self.arrays.begin();
    }

    pub(super) fn cell(&mut self, desk: &mut Desk<'_>, position: usize, text: &str) {
        let row = self.arrays.many.saturating_sub(1);
        if row == 0 && self.first.len() < MOST_NAMES {
            self.first.push(short(text));
        }
        self.arrays.cell(desk, position, text);
        let name = position.to_string();
        self.by_position.cell(desk, &name, row, text);
    }

    /// Ends one of so many elements.
    pub(super) fn end(&mut self, desk: &Desk<'_>, elements: u64) {
        self.elements += elements;
        self.by_position.end_row();
        if self.arrays.many == 1 {
            self.is_named = are_names(&self.first);
            if self.is_named {
                self.by_position.rename(desk, &self.first, Some(1));
            } else {
                self.first.clear();
            }
        }
    }

    /// Tells of them if they are several, and says how many elements they have, and how many rows they are.
    pub(super) fn finish(
        mut self,
        desk: &mut Desk<'_>,
        seen: &mut HashMap<What, Severity>,
    ) -> Option<(u64, u64)> {
        let many = self.arrays.many;
        if many < 2 {
            return None;
        }
        let row = if self.is_named { &self.first[..] } else { &[] };
        let turned = self.arrays.end(desk, row, &[]);
        self.by_position.is_wanted = true;
        let by_array = self.arrays.by_array;
        let (first, second) = match turned {
            Some(_) => (by_array, self.by_position),
            None => (self.by_position, by_array),
        };
        first.finish_beside(desk, By::Header, seen);
        second.finish_beside(desk, By::Header, seen);
        let rows = turned.unwrap_or(many - usize::from(self.is_named));
        Some((self.elements, rows as u64))
    }
}
