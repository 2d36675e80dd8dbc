//! One file of JSON while it is read: which columns its paths are, and what is kept of its arrays.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::hash::RandomState;
use std::rc::Rc;

use serde::de::Error;

use super::count::Count;
use super::lines::Lines;
use super::parts::Parts;
use super::rows::Rows;
use super::turned::{self, Turned};
use crate::inspect::delimited;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;
use crate::inspect::table::Table;

/// Paths beyond so many are looked at without their column.
const MOST_PATHS: usize = 4096;
const DEEPEST: usize = 64;

/// A list of names: how many there are, and how many of them name columns.
#[derive(Default)]
pub(super) struct List {
    many: usize,
    used: usize,
    names: Vec<String>,
}

impl List {
    /// Whether what it names is judged where that stands: columns, or the keys of rows.
    pub(super) fn is_of_columns(&self, paths: &HashSet<&str>) -> bool {
        let are_keys = self.many == self.names.len()
            && self.names.iter().all(|name| paths.contains(name.as_str()));
        self.used >= self.many || are_keys
    }
}

/// One file while it is read. No message of a foreign error is ever kept.
pub(super) struct Walk<'d, 'i> {
    pub(super) desk: &'d mut Desk<'i>,
    pub(super) table: Table,
    /// Which column a path is, and which of them are called as their paths are.
    pub(super) paths: HashMap<String, usize>,
    pub(super) keyed: HashSet<usize>,
    /// Columns that are lists of names; and the last of them.
    pub(super) lists: HashMap<usize, List>,
    pub(super) list: Option<usize>,
    pub(super) path: String,
    pub(super) keys: RandomState,
    /// Whether any text or key was read.
    pub(super) any: bool,
    pub(super) depth: usize,
    pub(super) turned: Turned,
    pub(super) rows: Rows,
    pub(super) lines: Lines,
    pub(super) count: Count,
    /// The columns of positions; and what these and others are called where their names stand elsewhere.
    pub(super) positions: HashSet<usize>,
    pub(super) named: Vec<(usize, String)>,
    /// Whether the value at hand is an element of an array.
    pub(super) is_in_array: bool,
    /// Which of a row that is an array the value at hand is of, and of an array that is a value of the file.
    pub(super) position: Option<usize>,
    pub(super) line: Option<usize>,
    /// The short texts of the list at hand.
    pub(super) parts: Parts,
    /// How many bytes came since the last key, text or row.
    pub(super) idle: Rc<Cell<u64>>,
    /// Whether there are more blanks in one than anybody's layout needs.
    pub(super) blank: Rc<Cell<bool>>,
}

impl<'d, 'i> Walk<'d, 'i> {
    pub(super) fn new(desk: &'d mut Desk<'i>, table: Table) -> Self {
        Self {
            desk,
            table,
            paths: HashMap::new(),
            keyed: HashSet::new(),
            lists: HashMap::new(),
            list: None,
            path: String::new(),
            keys: RandomState::new(),
            any: false,
            depth: 0,
            turned: Turned::default(),
            rows: Rows::default(),
            lines: Lines::default(),
            count: Count::default(),
            positions: HashSet::new(),
            named: Vec::new(),
            is_in_array: false,
            position: None,
            line: None,
            parts: Parts::default(),
            idle: Rc::default(),
            blank: Rc::default(),
        }
    }

    pub(super) fn row<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        self.idle.set(0);
        self.table.begin_row();
        let result = look(self);
        self.table.end_row();
        result
    }

    pub(super) fn text(&mut self, text: &str) {
        self.any = true;
        self.idle.set(0);
        self.look_for_nul(text);
        let is_ours = !self.desk.known.own.is_empty();
        if text.len() > delimited::LONGEST_CELL && !is_ours {
            self.desk
                .find_times(Sign::LongCell, 1, Some(self.table.row()));
        }
        if !is_ours {
            self.turned.text(self.desk, self.depth, &self.path, text);
            self.rows.text(self.depth, &self.path, text);
            self.parts.add(self.depth, text);
            if let Some(position) = self.position {
                self.rows.cell(self.desk, position, text);
            }
            if let Some(line) = self.line.filter(|_| self.depth == 0) {
                self.lines.cell(self.desk, line, text);
            }
        }
        let column = self.column();
        match column.filter(|_| !self.desk.is_said(text)) {
            Some(column) => self.table.cell(column, text),
            None if column.is_some() => {}
            None => self.desk.text(text),
        }
    }

    /// A text of JSON can hold one as an escape.
    pub(super) fn look_for_nul(&mut self, text: &str) {
        if text.contains('\0') {
            self.desk.find(Sign::NulByte);
        }
    }

    pub(super) fn column(&mut self) -> Option<usize> {
        if let Some(column) = self.paths.get(&self.path) {
            return Some(*column);
        }
        if self.paths.len() >= MOST_PATHS {
            if !self.turned.excuse() {
                self.desk.find(Sign::NotInspected);
            }
            return None;
        }
        let column = self.paths.len();
        self.paths.insert(self.path.clone(), column);
        self.keyed.insert(column);
        self.table.name(self.desk, &self.path);
        Some(column)
    }

    /// The column of a position in rows that are arrays.
    pub(super) fn column_at(&mut self, position: usize) {
        if !self.paths.contains_key(&self.path) && self.paths.len() < MOST_PATHS {
            let column = self.paths.len();
            self.positions.insert(column);
            if let Some(name) = self.rows.name(position) {
                self.paths.insert(self.path.clone(), column);
                self.table.name(self.desk, name);
                self.named.push((column, name.to_owned()));
                self.use_names(1);
            }
        }
        if let Some(column) = self.column()
            && self.rows.columns.len() == position
        {
            self.rows.columns.push(column);
        }
    }

    /// Names the columns whose texts came before their names did.
    pub(super) fn name_columns(&mut self) {
        for (column, name) in self.rows.columns.iter().zip(self.rows.names()) {
            self.keyed.remove(column);
            self.table.rename(self.desk, *column, name);
            let named = (*column, name.clone());
            // the same again is no other
            if self.named.len() < MOST_PATHS && !self.named.contains(&named) {
                self.named.push(named);
            }
        }
        let many = self.rows.columns.len().min(self.rows.names().len());
        self.use_names(many);
    }

    /// Takes a row of names for what it is: its texts are judged where they name columns.
    pub(super) fn forget_row(&mut self) {
        let row = Some(self.table.row());
        for column in &self.rows.columns {
            self.table.forget_headings(*column, row);
        }
    }

    /// Notes a list of names, which is one once each of them names a column.
    pub(super) fn note_list(&mut self) {
        let many = self.rows.names().len();
        let path = [format!("{}.name", self.path), self.path.clone()];
        self.list = path.iter().find_map(|path| self.paths.get(path)).copied();
        let Some(column) = self.list else { return };
        let list = self.lists.entry(column).or_default();
        list.many += many;
        let left = turned::MOST_NAMES.saturating_sub(list.names.len());
        let names = self.rows.names().iter().take(left);
        list.names.extend(names.cloned());
    }

    pub(super) fn use_names(&mut self, many: usize) {
        let list = self.list.and_then(|column| self.lists.get_mut(&column));
        if let Some(list) = list {
            list.used += many;
        }
    }

    pub(super) fn within<E: Error, T>(
        &mut self,
        look: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.depth >= DEEPEST {
            return Err(E::custom("too deep"));
        }
        self.depth += 1;
        let result = look(self);
        self.depth -= 1;
        result
    }
}
