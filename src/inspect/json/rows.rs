//! Rows of JSON that are arrays within an array, and the names of columns that stand beside them.

use std::collections::HashMap;

use super::arrays::{Arrays, are_names, short};
use super::turned::MOST_NAMES;
use crate::conformance::Severity;
use crate::inspect::desk::Desk;
use crate::inspect::report::What;
use crate::inspect::table::By;

/// Names of columns that stand in a list of their own.
const LISTS: &[&str] = &[
    "columns", "headers", "header", "heads", "fields", "cols", "names", "keys",
];

/// Rows that are arrays: their texts belong together by position, or else by array.
#[derive(Default)]
pub(super) struct Rows {
    arrays: Arrays,
    /// Which columns the positions are.
    pub(super) columns: Vec<usize>,
    names: Vec<String>,
    /// Whether those were told of as such.
    is_told: bool,
    /// The texts of what may be a row of names, while it is read; and at which depth.
    listed: Option<(usize, Vec<String>)>,
    /// Arrays that are no rows, and rows that are none of these.
    less: usize,
    more: usize,
}

impl Rows {
    /// The name of a position, if it has one.
    pub(super) fn name(&self, position: usize) -> Option<&str> {
        self.names.get(position).map(String::as_str)
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Begins an array at this depth whose path is this.
    pub(super) fn begin_list(&mut self, depth: usize, path: &str) {
        let key = path.rsplit('.').next().unwrap_or_default();
        if LISTS.iter().any(|name| key.eq_ignore_ascii_case(name)) {
            self.listed = Some((depth, Vec::new()));
        }
    }

    /// Begins a row; the first may be one of names.
    pub(super) fn begin_row(&mut self, depth: usize) {
        self.arrays.begin();
        if self.arrays.many == 1 && !self.is_told {
            self.listed = Some((depth, Vec::new()));
        }
    }

    pub(super) fn text(&mut self, depth: usize, path: &str, text: &str) {
        if let Some((at, names)) = &mut self.listed
            && (depth == *at || depth == *at + 1 && path.ends_with(".name"))
            && names.len() < MOST_NAMES
        {
            names.push(short(text));
        }
    }

    /// A text of a row, by its array.
    pub(super) fn cell(&mut self, desk: &mut Desk<'_>, position: usize, text: &str) {
        self.arrays.cell(desk, position, text);
    }

    /// Ends a list or row of so many texts; says whether it was one of names.
    pub(super) fn end_list(&mut self, depth: usize, is_row: bool, length: usize) -> bool {
        let Some((_, names)) = self.listed.take_if(|(at, _)| *at == depth) else {
            return false;
        };
        let is_one = !names.is_empty() && (!is_row || names.len() == length && are_names(&names));
        if is_one {
            self.names = names;
            self.is_told = !is_row;
        }
        is_one
    }

    /// Ends an array of rows.
    pub(super) fn end(&mut self, desk: &Desk<'_>) {
        let many = self.arrays.many;
        if many == 0 {
            return;
        }
        let names = std::mem::take(&mut self.names);
        let (row, beside) = if self.is_told {
            (&[][..], &names[..])
        } else {
            (&names[..], &[][..])
        };
        match self.arrays.end(desk, row, beside) {
            Some(rows) => {
                self.less += many;
                self.more += rows;
            }
            None => self.less += usize::from(!row.is_empty()),
        }
        self.is_told = false;
    }

    /// Whether their arrays are columns, in which case those are told of before any others.
    pub(super) const fn are_columns(&self) -> bool {
        self.arrays.is_turned
    }

    /// How many rows there are where so many were counted, each array as one.
    pub(super) const fn counted(&self, rows: u64) -> u64 {
        rows.saturating_sub(self.less as u64)
            .saturating_add(self.more as u64)
    }

    /// Tells of what is not yet told of them, by array.
    pub(super) fn finish(&mut self, desk: &mut Desk<'_>, seen: &mut HashMap<What, Severity>) {
        let by_array = std::mem::take(&mut self.arrays.by_array);
        by_array.finish_beside(desk, By::Header, seen);
    }
}
