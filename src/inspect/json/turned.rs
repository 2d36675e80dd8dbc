//! Tables that no array of objects holds: objects within an object, by row or by column.
//!
//! Either way round the texts of a column have one key in common, and which is known only at the end: they are watched
//! by both, beside their own paths.

use std::collections::{HashMap, HashSet};

use super::super::desk::Desk;
use super::super::detect::{self, Heading};
use super::super::table::Table;

/// Columns beyond so many are watched as one.
const MOST_NAMES: usize = 1024;
const LONGEST_NAME: usize = 256;
/// An object with fewer keys is hardly the cells of a column.
const FEWEST_CELLS: usize = 8;
/// One with so many by itself is.
const MANY_CELLS: usize = 64;
/// So much longer the other way, nobody takes a row for a column.
const LONGER: usize = 4;
/// An object of objects is looked for so deep.
const LEVELS: usize = 3;

/// Texts by one of the names that they have.
#[derive(Default)]
pub(super) struct View {
    table: Option<Table>,
    known: HashMap<String, usize>,
    names: Vec<String>,
    full: bool,
    pub(super) is_wanted: bool,
}

impl View {
    pub(super) fn cell(&mut self, desk: &mut Desk<'_>, name: &str, row: usize, text: &str) {
        let name = name
            .get(..name.floor_char_boundary(LONGEST_NAME))
            .unwrap_or_default();
        let table = self
            .table
            .get_or_insert_with(|| desk.table(std::iter::empty()));
        let column = match self.known.get(name) {
            Some(column) => *column,
            None if self.names.len() >= MOST_NAMES => {
                self.full = true;
                MOST_NAMES
            }
            None => {
                self.known.insert(name.to_owned(), self.names.len());
                self.names.push(name.to_owned());
                table.name(desk, name);
                self.names.len() - 1
            }
        };
        table.at_row(row as u64 + 1);
        table.cell(column, text);
    }

    pub(super) fn end_row(&mut self) {
        if let Some(table) = &mut self.table {
            table.end_row();
        }
    }

    /// Names the columns anew, in the order in which they came.
    pub(super) fn rename(&mut self, desk: &Desk<'_>, names: &[String]) {
        let Some(table) = &mut self.table else { return };
        for (column, (old, name)) in self.names.iter_mut().zip(names).enumerate() {
            old.clone_from(name);
            table.rename(desk, column, name);
        }
    }

    pub(super) fn finish(self, desk: &mut Desk<'_>) {
        if let Some(mut table) = self.table.filter(|_| self.is_wanted) {
            for (column, name) in self.names.iter().enumerate() {
                table.judge(desk, column, name);
            }
            table.finish(desk);
        }
    }
}

/// The object at hand of one depth, and what all of that depth hold.
#[derive(Default)]
struct Level {
    is_object: bool,
    keys: usize,
    objects: usize,
    /// Where the path of its key at hand ends.
    end: usize,
    /// Of the object under that key, how many keys came; and of the longest such.
    cells: usize,
    most: usize,
    /// The keys of the first, and how many of the others are the same.
    first: HashSet<u64>,
    same: usize,
    others: usize,
    /// Whether a path was too many to have a column of its own.
    beyond: bool,
    outer: View,
    inner: View,
}

impl Level {
    fn begin(&mut self, is_object: bool) {
        self.is_object = is_object;
        (self.keys, self.objects, self.end) = (0, 0, 0);
        (self.cells, self.most, self.same, self.others) = (0, 0, 0, 0);
        self.first.clear();
        self.beyond = false;
    }

    /// Whether all its values are objects so far.
    const fn is_open(&self) -> bool {
        self.is_object && self.keys > 0 && self.keys == self.objects
    }

    /// Tells what it was, and whether all of it was looked at.
    fn end(&mut self) -> bool {
        let is_like = if self.objects > 1 {
            self.others > 0 && self.same * 2 >= self.others
        } else {
            self.most >= MANY_CELLS
        };
        let is_table = self.is_open() && is_like;
        let by_row = is_table && self.objects > 1 && self.objects * LONGER >= self.most;
        let by_column = is_table && self.most >= FEWEST_CELLS && self.most * LONGER >= self.objects;
        self.inner.is_wanted |= by_row;
        self.outer.is_wanted |= by_column;
        self.is_object = false;
        !self.beyond || by_row && !self.inner.full || by_column && !self.outer.full
    }
}

/// All depths at which objects within an object are watched.
#[derive(Default)]
pub(super) struct Turned {
    levels: [Level; LEVELS],
}

impl Turned {
    /// Begins an object or an array at this depth.
    pub(super) fn begin(&mut self, depth: usize, is_object: bool) {
        if let Some(level) = self.levels.get_mut(depth) {
            level.begin(is_object);
        }
        if is_object && let Some(outer) = self.around(depth) {
            outer.objects += 1;
            outer.cells = 0;
        }
    }

    fn around(&mut self, depth: usize) -> Option<&mut Level> {
        let level = self.levels.get_mut(depth.checked_sub(1)?)?;
        level.is_object.then_some(level)
    }

    /// A key at this depth, whose path ends there.
    pub(super) fn key(&mut self, desk: &mut Desk<'_>, depth: usize, end: usize, key: (&str, u64)) {
        let (key, hash) = key;
        if let Some(level) = self.levels.get_mut(depth) {
            level.keys += 1;
            level.end = end;
        }
        let Some(around) = self.around(depth).filter(|around| around.is_open()) else {
            return;
        };
        around.cells += 1;
        around.most = around.most.max(around.cells);
        if around.objects > 1 {
            if around.cells <= MOST_NAMES {
                around.others += 1;
                around.same += usize::from(around.first.contains(&hash));
            }
        } else {
            if around.first.len() < MOST_NAMES {
                around.first.insert(hash);
            }
            // what the rows are called can be somebody's number
            around.outer.cell(desk, "", around.cells, key);
            around.outer.end_row();
        }
    }

    /// A text, by its path.
    pub(super) fn text(&mut self, desk: &mut Desk<'_>, depth: usize, path: &str, text: &str) {
        let around = depth.saturating_sub(1);
        for level in self.levels.iter_mut().take(around) {
            if !level.is_open() {
                continue;
            }
            let outer = path.get(..level.end).unwrap_or_default();
            let inner = path.get(level.end + 1..).unwrap_or_default();
            level.outer.cell(desk, outer, level.cells, text);
            level.outer.end_row();
            level.inner.cell(desk, inner, level.objects, text);
        }
    }

    /// Ends the object of the last key at this depth.
    pub(super) fn end_row(&mut self, desk: &mut Desk<'_>, depth: usize, key: &str) {
        if let Some(level) = self.levels.get_mut(depth).filter(|level| level.is_open()) {
            level.inner.cell(desk, "", level.objects, key);
            level.inner.end_row();
        }
    }

    /// Whether a path that is too many is a text of such an object.
    pub(super) fn excuse(&mut self) -> bool {
        // a key comes before what is under it
        let goes_on = |level: &Level| level.objects > 0 && level.keys <= level.objects + 1;
        let open = self
            .levels
            .iter_mut()
            .find(|level| level.is_object && goes_on(level));
        open.is_some_and(|level| {
            level.beyond = true;
            true
        })
    }

    /// Ends an object; says whether all of it was looked at.
    pub(super) fn end(&mut self, depth: usize) -> bool {
        self.levels.get_mut(depth).is_none_or(Level::end)
    }

    pub(super) fn finish(self, desk: &mut Desk<'_>) {
        for level in self.levels {
            level.outer.finish(desk);
            level.inner.finish(desk);
        }
    }
}

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
        self.by_array.finish(desk);
        self.lines.finish(desk);
    }
}

/// Whether texts can be names of columns: none is a value.
fn are_names(texts: &[String]) -> bool {
    let is_value = |text: &String| {
        let heading = detect::heading(text, detect::classes(text));
        heading == Heading::Value || text.len() > 64
    };
    texts.len() > 1 && !texts.iter().any(is_value)
}
