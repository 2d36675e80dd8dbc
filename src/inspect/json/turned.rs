//! Tables that no array of objects holds: objects within an object, by row or by column.
//!
//! Either way round the texts of a column have one key in common, and which is known only at the end: they are watched
//! by both, beside their own paths.

use std::collections::{HashMap, HashSet};

use crate::conformance::Severity;
use crate::inspect::desk::Desk;
use crate::inspect::place::Place;
use crate::inspect::report::What;
use crate::inspect::table::{By, Elsewhere, Table};

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
/// Objects that are tables, of which each has paths of its own.
const MOST_OBJECTS: usize = 4096;
/// Rows have no longer numbers; a person has.
const LONGEST_NUMBER: usize = 7;
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

    /// Names the columns anew, in the order in which they came; where that stood in a row, it is judged as names alone.
    pub(super) fn rename(&mut self, desk: &Desk<'_>, names: &[String], row: Option<u64>) {
        let Some(table) = &mut self.table else { return };
        for (column, (old, name)) in self.names.iter_mut().zip(names).enumerate() {
            old.clone_from(name);
            table.rename(desk, column, name);
            if row.is_some() {
                table.forget_headings(column, row);
            }
        }
    }

    /// Tells of it if it is wanted, but for what is told of its texts elsewhere; adds what it tells to that.
    pub(super) fn finish_beside(
        self,
        desk: &mut Desk<'_>,
        by: By,
        seen: &mut HashMap<What, Severity>,
    ) {
        if !self.is_wanted {
            return;
        }
        let elsewhere = Elsewhere {
            again: (0..=MOST_NAMES).collect(),
            seen: seen.clone(),
            has_rows: true,
            ..Elsewhere::default()
        };
        let before = desk.told();
        self.finish_with(desk, by, elsewhere);
        add_told(desk, &before, seen);
    }

    /// Tells of it if it is wanted; says where each of its columns is, by their names.
    pub(super) fn finish(self, desk: &mut Desk<'_>, by: By) -> HashMap<String, Place> {
        let elsewhere = Elsewhere {
            has_rows: true,
            ..Elsewhere::default()
        };
        self.finish_with(desk, by, elsewhere)
    }

    fn finish_with(
        self,
        desk: &mut Desk<'_>,
        by: By,
        mut elsewhere: Elsewhere,
    ) -> HashMap<String, Place> {
        let Some(table) = self.table.filter(|_| self.is_wanted) else {
            return HashMap::new();
        };
        let mut number = 0;
        for (column, name) in self.names.iter().enumerate() {
            // what rows are called, in whichever of them
            let is_column = !name.is_empty();
            number += u32::from(is_column);
            let place = table.place_numbered(column, is_column.then_some(number));
            elsewhere.places.insert(column, place);
        }
        let beyond = table.place_numbered(MOST_NAMES, None);
        elsewhere.places.insert(MOST_NAMES, beyond);
        let names = self.names.iter().enumerate();
        for (column, name) in names.filter(|(_, name)| !name.is_empty()) {
            table.judge(desk, column, (by, name), &elsewhere);
        }
        let places = self.known.into_iter().filter_map(|(name, column)| {
            let place = elsewhere.places.get(&column)?;
            Some((name, place.clone()))
        });
        let places = places.collect();
        table.finish_with(desk, &elsewhere);
        places
    }
}

/// Adds what was told since, and how bad it is.
pub(super) fn add_told(
    desk: &Desk<'_>,
    before: &HashMap<(What, Place), Severity>,
    seen: &mut HashMap<What, Severity>,
) {
    for (found, severity) in desk.told() {
        if before.get(&found) < Some(&severity) {
            let told = seen.entry(found.0).or_insert(severity);
            *told = severity.max(*told);
        }
    }
}

/// Which way round the texts within an object are a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    ByRow,
    ByColumn,
}

/// Tables within objects, and where their columns are.
#[derive(Default)]
pub(super) struct Covered {
    /// By the path of the object: at which depth, and which way round.
    objects: HashMap<String, (usize, Way)>,
    /// By depth, where the columns are of those by column and of those by row.
    places: Vec<[HashMap<String, Place>; 2]>,
}

impl Covered {
    /// Where the column is that a path is a cell of, if it is of such a table.
    pub(super) fn place(&self, path: &str) -> Option<&Place> {
        let dots = || path.match_indices('.').map(|(at, _)| at);
        // the outermost counts
        let (end, (depth, way)) = std::iter::once(0)
            .chain(dots())
            .find_map(|end| Some((end, self.objects.get(path.get(..end)?)?)))?;
        let [outer, inner] = self.places.get(*depth)?;
        let mut within = dots().filter(|at| *at > end);
        match way {
            Way::ByColumn => within
                .find_map(|at| outer.get(path.get(..at)?))
                .or_else(|| outer.get(path)),
            Way::ByRow => match within.next() {
                // what a row is called
                None => inner.get(""),
                Some(at) => std::iter::once(at)
                    .chain(within)
                    .find_map(|at| inner.get(path.get(at + 1..)?)),
            },
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
    /// Whether all its keys are numbers, and all of the objects under them.
    is_numbered: bool,
    cells_are_numbered: bool,
    /// Whether those hold objects or arrays, and are no cells of a column.
    is_deep: bool,
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
        (self.is_numbered, self.cells_are_numbered) = (true, true);
        (self.beyond, self.is_deep) = (false, false);
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
    fn end(&mut self) -> (bool, Option<Way>) {
        // rows are numbered, and columns have names
        let names_rows = self.is_numbered && !self.cells_are_numbered;
        let is_numbered_below = self.cells_are_numbered && !self.is_deep;
        let names_columns = is_numbered_below && !self.is_numbered && self.most > 1;
        let is_like = if self.objects > 1 {
            self.others > 0 && self.same * 2 >= self.others
        } else {
            self.most >= MANY_CELLS || names_columns
        };
        let is_table = self.is_open() && self.is_of_objects() && is_like;
        let by_row = is_table
            && self.objects > 1
            && !names_columns
            && (names_rows || self.objects * LONGER >= self.most);
        let by_column = is_table
            && !names_rows
            && (names_columns || self.most >= FEWEST_CELLS)
            && (names_columns || self.most * LONGER >= self.objects);
        self.inner.is_wanted |= by_row;
        self.outer.is_wanted |= by_column;
        self.is_object = false;
        let is_whole = !self.beyond || by_row && !self.inner.full || by_column && !self.outer.full;
        let way = match (by_row, by_column) {
            (true, _) => Some(Way::ByRow),
            (false, true) => Some(Way::ByColumn),
            (false, false) => None,
        };
        (is_whole, way)
    }
}

/// All depths at which objects within an object are watched.
#[derive(Default)]
pub(super) struct Turned {
    levels: [Level; LEVELS],
    /// How many values the file has so far; of many each is a row.
    roots: usize,
    /// By the path of an object: at which depth, and which way round it is a table.
    objects: HashMap<String, (usize, Way)>,
    /// Rows of objects that are values of the file, beyond one for each.
    rows: usize,
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
        if let Some(outer) = depth
            .checked_sub(2)
            .and_then(|depth| self.levels.get_mut(depth))
        {
            outer.is_deep |= outer.is_object;
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
            level.is_numbered &= is_number(key);
        }
        let Some(around) = self.around(depth).filter(|around| around.is_open()) else {
            return;
        };
        around.cells += 1;
        around.cells_are_numbered &= is_number(key);
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

    /// Ends an object of this path; says whether all of it was looked at.
    pub(super) fn end(&mut self, depth: usize, path: &str) -> bool {
        let Some(level) = self.levels.get_mut(depth) else {
            return true;
        };
        let (is_whole, way) = level.end();
        if path.is_empty() {
            self.rows += match way {
                Some(Way::ByRow) if level.is_numbered => level.objects.saturating_sub(1),
                Some(Way::ByColumn) if level.cells_are_numbered => level.most.saturating_sub(1),
                _ => 0,
            };
        }
        if let Some(way) = way
            && self.objects.len() < MOST_OBJECTS
            && !self.objects.contains_key(path)
        {
            self.objects.insert(path.to_owned(), (depth, way));
        }
        is_whole
    }

    /// Tells of all of them, and says which paths they are.
    pub(super) fn finish(self, desk: &mut Desk<'_>) -> Covered {
        desk.count_rows(self.rows as u64);
        let places = self.levels.into_iter().map(|level| {
            let outer = level.outer.finish(desk, By::Key);
            [outer, level.inner.finish(desk, By::Key)]
        });
        Covered {
            places: places.collect(),
            objects: self.objects,
        }
    }
}

/// Whether a key is the number of a row.
fn is_number(key: &str) -> bool {
    !key.is_empty() && key.len() <= LONGEST_NUMBER && key.bytes().all(|byte| byte.is_ascii_digit())
}
