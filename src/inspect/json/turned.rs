//! Tables that no array of objects holds: objects within an object, by row or by column.
//!
//! Either way round the texts of a column have one key in common, and which is known only at the end: they are watched
//! by both, beside their own paths.

use std::collections::{HashMap, HashSet};

use crate::inspect::desk::Desk;
use crate::inspect::table::Table;

/// Columns beyond so many are watched as one.
pub(super) const MOST_NAMES: usize = 1024;
pub(super) const LONGEST_NAME: usize = 256;
/// An object with fewer keys is hardly the cells of a column.
pub(super) const FEWEST_CELLS: usize = 8;
/// One with so many by itself is.
const MANY_CELLS: usize = 64;
/// So much longer the other way, nobody takes a row for a column.
pub(super) const LONGER: usize = 4;
/// So many values that are no objects may stand beside those of a table, which are then as many at least.
const MOST_OTHERS: usize = 4;
const FEWEST_OBJECTS: usize = 3;
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
    /// Whether it is the whole file, or within nothing but objects: then other values may stand beside its objects.
    is_outer: bool,
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
    fn begin(&mut self, is_object: bool, is_outer: bool) {
        self.is_object = is_object;
        self.is_outer = is_outer;
        (self.keys, self.objects, self.end) = (0, 0, 0);
        (self.cells, self.most, self.same, self.others) = (0, 0, 0, 0);
        self.first.clear();
        self.beyond = false;
    }

    /// Whether all its values are objects so far, or all but a few of a file's own.
    const fn is_open(&self) -> bool {
        let others = self.keys.saturating_sub(self.objects);
        self.is_object
            && self.keys > 0
            && (others == 0 || self.is_outer && self.objects > 0 && others <= MOST_OTHERS)
    }

    /// Whether it is of objects enough beside its other values.
    const fn is_of_objects(&self) -> bool {
        self.keys == self.objects || self.objects >= FEWEST_OBJECTS && self.objects * 2 > self.keys
    }

    /// Tells what it was, and whether all of it was looked at.
    fn end(&mut self) -> bool {
        let is_like = if self.objects > 1 {
            self.others > 0 && self.same * 2 >= self.others
        } else {
            self.most >= MANY_CELLS
        };
        let is_table = self.is_open() && self.is_of_objects() && is_like;
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
    /// How many values the file has so far; of many each is a row.
    roots: usize,
}

impl Turned {
    /// Begins an object or an array at this depth.
    pub(super) fn begin(&mut self, depth: usize, is_object: bool) {
        self.roots += usize::from(depth == 0);
        let mut around = self.levels.iter().take(depth);
        let is_outer = self.roots == 1 && around.all(|level| level.is_object);
        if let Some(level) = self.levels.get_mut(depth) {
            level.begin(is_object, is_outer);
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
