//! Rows of JSON that are arrays, and the names of columns that stand beside them.

use super::turned::{FEWEST_CELLS, LONGER, LONGEST_NAME, MOST_NAMES, View};
use crate::inspect::desk::Desk;
use crate::inspect::detect::{self, Cell, Heading};
use crate::inspect::table::By;

/// Names of columns that stand in a list of their own.
const LISTS: &[&str] = &[
    "columns", "headers", "header", "heads", "fields", "cols", "names", "keys",
];

/// Rows that are arrays: their texts belong together by position, or else by array.
#[derive(Default)]
pub(super) struct Rows {
    /// How many arrays there were, and how long the longest is.
    rows: usize,
    longest: usize,
    /// Which columns the positions are.
    pub(super) columns: Vec<usize>,
    names: Vec<String>,
    /// Whether those were told of as such.
    is_told: bool,
    /// The texts of what may be a row of names, while it is read; and at which depth.
    listed: Option<(usize, Vec<String>)>,
    by_array: View,
    /// By position, where each array is a value of the file.
    lines: View,
    line: usize,
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
        self.rows += 1;
        if self.rows == 1 && !self.is_told {
            self.listed = Some((depth, Vec::new()));
        }
    }

    pub(super) fn text(&mut self, depth: usize, path: &str, text: &str) {
        if let Some((at, names)) = &mut self.listed
            && (depth == *at || depth == *at + 1 && path.ends_with(".name"))
            && names.len() < MOST_NAMES
        {
            let end = text.floor_char_boundary(LONGEST_NAME);
            names.push(text.get(..end).unwrap_or_default().to_owned());
        }
    }

    /// A text of a row, by its array.
    pub(super) fn cell(&mut self, desk: &mut Desk<'_>, position: usize, text: &str) {
        self.longest = self.longest.max(position + 1);
        let name = self.rows.to_string();
        self.by_array.cell(desk, &name, position, text);
        self.by_array.end_row();
    }

    /// A text of an array that is a value of the file.
    pub(super) fn line(&mut self, desk: &mut Desk<'_>, position: usize, text: &str) {
        self.lines
            .cell(desk, &position.to_string(), self.line, text);
    }

    /// Ends such an array.
    pub(super) fn end_line(&mut self, desk: &Desk<'_>) {
        self.line += 1;
        self.lines.end_row();
        self.lines.is_wanted = self.line > 1;
        let listed = self.listed.take();
        if let Some((_, names)) = listed.filter(|_| self.line == 1)
            && are_names(&names)
        {
            self.lines.rename(desk, &names);
        }
    }

    /// Begins an array that is a value of the file.
    pub(super) fn begin_line(&mut self) {
        if self.line == 0 {
            self.listed = Some((0, Vec::new()));
        }
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
    pub(super) fn end(&mut self) {
        if self.rows > 0 {
            self.by_array.is_wanted |=
                self.longest >= FEWEST_CELLS && self.longest * LONGER >= self.rows;
            (self.rows, self.longest) = (0, 0);
            self.is_told = false;
            self.names.clear();
        }
    }

    pub(super) fn finish(self, desk: &mut Desk<'_>) {
        self.by_array.finish(desk, By::Header);
        self.lines.finish(desk, By::Header);
    }
}

/// Whether texts can be names of columns: none is a value.
fn are_names(texts: &[String]) -> bool {
    let is_value = |text: &String| {
        let mut folded = String::new();
        let heading = Cell::of(text, detect::classes(text), &mut folded).heading();
        heading == Heading::Value || text.len() > 64
    };
    texts.len() > 1 && !texts.iter().any(is_value)
}
