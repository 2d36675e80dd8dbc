//! JSON (RFC 8259): every key and every text; one value after another, or an array of them, is a table
//! whose columns are the paths to its texts.

mod blanks;
mod parts;
mod rows;
mod turned;

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fmt::{self, Write as _};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufReader, SeekFrom};
use std::mem;
use std::rc::Rc;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use super::archive::Source;
use super::decode;
use super::delimited;
use super::desk::Desk;
use super::forward::Limited;
use super::kind::Kind;
use super::sign::Sign;
use super::table::{By, Elsewhere, Table};
use blanks::Blanks;
use parts::Parts;
use rows::Rows;
use turned::Turned;

/// Paths beyond so many are looked at without their column.
const MOST_PATHS: usize = 4096;
const DEEPEST: usize = 64;
/// So many bytes of keys within keys name a column.
const LONGEST_PATH: usize = 4000;

/// Looks at all values of a file that begins with `head`.
pub(super) fn look(source: &mut dyn Source, head: &[u8], desk: &mut Desk<'_>) -> io::Result<Kind> {
    let mark = head.starts_with(b"\xef\xbb\xbf");
    source.seek(SeekFrom::Start(if mark { 3 } else { 0 }))?;
    let table = desk.table(std::iter::empty());
    let mut walk = Walk {
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
        is_in_array: false,
        position: None,
        line: None,
        parts: Parts::default(),
        idle: Rc::default(),
        blank: Rc::default(),
    };
    let failed = read(source, head, &mut walk);
    if walk.blank.get() {
        walk.desk.find(Sign::TrailingBytes);
    }
    let Walk {
        desk,
        mut table,
        paths,
        keyed,
        lists,
        any,
        turned,
        rows,
        ..
    } = walk;
    match failed {
        // nothing of it was JSON: a text that only begins as if it were
        Some(error) if error.is_syntax() && !any => {
            if source.seek(SeekFrom::Start(0)).is_err() {
                // a stream that has gone by
                desk.find(Sign::NotInspected);
                return Ok(Kind::Json);
            }
            delimited::look(source, head, desk)?;
            return Ok(Kind::Text);
        }
        Some(error) if error.io_error_kind() == Some(io::ErrorKind::FileTooLarge) => {
            desk.find(Sign::NotInspected);
        }
        Some(error) if error.is_io() => return Err(error.into()),
        Some(error) if error.is_data() => desk.find(Sign::NestedTooDeep),
        Some(error) if any && !error.is_eof() => desk.find(Sign::TrailingBytes),
        Some(_) => desk.find(Sign::Damaged),
        None => {}
    }
    let covered = turned.finish(desk);
    rows.finish(desk);
    let mut elsewhere = Elsewhere {
        told: desk.told(),
        is_judged: true,
        ..Elsewhere::default()
    };
    let mut paths: Vec<_> = paths.into_iter().collect();
    paths.sort_unstable_by_key(|(_, column)| *column);
    for (path, column) in &paths {
        let place = covered.place(path).cloned();
        elsewhere.places.extend(place.map(|place| (*column, place)));
    }
    for (path, column) in &paths {
        if !keyed.contains(column) {
            continue;
        }
        table.judge(desk, *column, (By::Key, path), &elsewhere);
    }
    let keys = paths.iter().filter(|(_, column)| keyed.contains(column));
    let keys: HashSet<&str> = keys
        .filter_map(|(path, _)| path.rsplit('.').next())
        .collect();
    for (column, _) in lists.iter().filter(|(_, list)| list.is_of_columns(&keys)) {
        table.forget_headings(*column, None);
    }
    table.finish_with(desk, &elsewhere);
    Ok(Kind::Json)
}

/// What ended the reading, unless it was the end of the file.
fn read(
    source: &mut dyn Source,
    head: &[u8],
    walk: &mut Walk<'_, '_>,
) -> Option<serde_json::Error> {
    let limited = Limited {
        inner: Blanks {
            inner: decode::reader(source, head),
            any: Rc::clone(&walk.blank),
        },
        read: Rc::clone(&walk.idle),
        most: delimited::LONGEST_RECORD,
    };
    let reader = BufReader::with_capacity(1 << 16, limited);
    let mut values = serde_json::Deserializer::from_reader(reader);
    loop {
        if let Err(error) = Root(walk).deserialize(&mut values) {
            return Some(error);
        }
        if values.end().is_ok() {
            return None;
        }
    }
}

/// A list of names: how many there are, and how many of them name columns.
#[derive(Default)]
struct List {
    many: usize,
    used: usize,
    names: Vec<String>,
}

impl List {
    /// Whether what it names is judged where that stands: columns, or the keys of rows.
    fn is_of_columns(&self, paths: &HashSet<&str>) -> bool {
        let are_keys = self.many == self.names.len()
            && self.names.iter().all(|name| paths.contains(name.as_str()));
        self.used >= self.many || are_keys
    }
}

/// One file while it is read. No message of a foreign error is ever kept.
struct Walk<'d, 'i> {
    desk: &'d mut Desk<'i>,
    table: Table,
    /// Which column a path is, and which of them are called as their paths are.
    paths: HashMap<String, usize>,
    keyed: HashSet<usize>,
    /// Columns that are lists of names; and the last of them.
    lists: HashMap<usize, List>,
    list: Option<usize>,
    path: String,
    keys: RandomState,
    /// Whether any text or key was read.
    any: bool,
    depth: usize,
    turned: Turned,
    rows: Rows,
    /// Whether the value at hand is an element of an array.
    is_in_array: bool,
    /// Which of a row that is an array the value at hand is of, and of an array that is a value of the file.
    position: Option<usize>,
    line: Option<usize>,
    /// The short texts of the list at hand.
    parts: Parts,
    /// How many bytes came since the last key, text or row.
    idle: Rc<Cell<u64>>,
    /// Whether there are more blanks in one than anybody's layout needs.
    blank: Rc<Cell<bool>>,
}

impl Walk<'_, '_> {
    fn row<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        self.idle.set(0);
        self.table.begin_row();
        let result = look(self);
        self.table.end_row();
        result
    }

    fn text(&mut self, text: &str) {
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
                self.rows.line(self.desk, line, text);
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
    fn look_for_nul(&mut self, text: &str) {
        if text.contains('\0') {
            self.desk.find(Sign::NulByte);
        }
    }

    fn column(&mut self) -> Option<usize> {
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
    fn column_at(&mut self, position: usize) {
        if !self.paths.contains_key(&self.path)
            && self.paths.len() < MOST_PATHS
            && let Some(name) = self.rows.name(position)
        {
            self.paths.insert(self.path.clone(), self.paths.len());
            self.table.column(self.desk, name);
            self.use_names(1);
        }
        if let Some(column) = self.column()
            && self.rows.columns.len() == position
        {
            self.rows.columns.push(column);
        }
    }

    /// Names the columns whose texts came before their names did.
    fn name_columns(&mut self) {
        for (column, name) in self.rows.columns.iter().zip(self.rows.names()) {
            self.keyed.remove(column);
            self.table.rename(self.desk, *column, name);
            let header = (By::Header, name.as_str());
            let here = Elsewhere::default();
            self.table.judge(self.desk, *column, header, &here);
        }
        let many = self.rows.columns.len().min(self.rows.names().len());
        self.use_names(many);
    }

    /// Takes a row of names for what it is: its texts are judged where they name columns.
    fn forget_row(&mut self) {
        let row = Some(self.table.row());
        for column in &self.rows.columns {
            self.table.forget_headings(*column, row);
        }
    }

    /// Notes a list of names, which is one once each of them names a column.
    fn note_list(&mut self) {
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

    fn use_names(&mut self, many: usize) {
        let list = self.list.and_then(|column| self.lists.get_mut(&column));
        if let Some(list) = list {
            list.used += many;
        }
    }

    fn within<E: Error, T>(
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

/// A value of the file: a row, or an array of rows.
struct Root<'w, 'd, 'i>(&'w mut Walk<'d, 'i>);

/// An element of an array of rows.
struct Row<'w, 'd, 'i>(&'w mut Walk<'d, 'i>);

/// A value within a row.
struct Value<'w, 'd, 'i>(&'w mut Walk<'d, 'i>);

/// An element of a row that is an array.
struct Position<'w, 'd, 'i>(&'w mut Walk<'d, 'i>, usize);

/// Numbers are looked at as texts; what is neither says nothing.
macro_rules! other_values {
    () => {
        fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
            Ok(())
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
            self.visit_str(&number.to_string())
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
            self.visit_str(&number.to_string())
        }

        fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
            self.visit_str(&number.to_string())
        }

        fn visit_unit<E: Error>(self) -> Result<(), E> {
            Ok(())
        }
    };
}

impl<'de> DeserializeSeed<'de> for Root<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> DeserializeSeed<'de> for Row<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.row(|walk| deserializer.deserialize_any(Value(walk)))
    }
}

impl<'de> DeserializeSeed<'de> for Position<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.column_at(self.1);
        deserializer.deserialize_any(Value(self.0))
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Root<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let walk = self.0;
        walk.rows.begin_line();
        let mut length = 0;
        loop {
            walk.line = Some(length);
            walk.is_in_array = true;
            if items.next_element_seed(Row(walk))?.is_none() {
                break;
            }
            length += 1;
        }
        walk.line = None;
        walk.is_in_array = false;
        walk.rows.end_line(walk.desk);
        walk.rows.end();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.row(|walk| Value(walk).visit_map(map))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.row(|walk| walk.text(text));
        Ok(())
    }

    other_values!();
}

impl<'de> Visitor<'de> for Value<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.within(|walk| {
            walk.turned.begin(walk.depth - 1, false);
            let depth = walk.depth;
            let is_row = mem::replace(&mut walk.is_in_array, true);
            if !is_row {
                walk.rows.begin_list(depth, &walk.path);
                let around = mem::replace(&mut walk.parts, Parts::of(depth));
                while items.next_element_seed(Value(walk))?.is_some() {}
                walk.rows.end();
                let parts = mem::replace(&mut walk.parts, around);
                if let Some(joined) = parts.joined() {
                    walk.desk.text(joined);
                }
                if walk.rows.end_list(depth, false, 0) {
                    walk.note_list();
                    walk.name_columns();
                }
                walk.is_in_array = false;
                return Ok(());
            }
            let around = walk.position;
            if depth > 1 {
                walk.table.go_on();
            }
            walk.rows.begin_row(depth);
            let outer = walk.path.len();
            let mut length = 0;
            loop {
                let _ = write!(walk.path, ".{length}");
                walk.position = Some(length);
                let any = items.next_element_seed(Position(walk, length))?.is_some();
                walk.path.truncate(outer);
                if !any {
                    break;
                }
                length += 1;
            }
            walk.position = around;
            let is_named = walk.rows.end_list(depth, true, length);
            if is_named {
                // what has been seen of the row is told with it
                walk.table.end_row();
                walk.forget_row();
                walk.list = None;
                walk.name_columns();
            }
            Ok(())
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.within(|walk| {
            let mut seen = HashSet::new();
            let outer = walk.path.len();
            let depth = walk.depth - 1;
            let is_ours = !walk.desk.known.own.is_empty();
            walk.turned.begin(depth, !is_ours);
            let is_in_array = mem::replace(&mut walk.is_in_array, false);
            while let Some(key) = map.next_key::<String>()? {
                let hash = walk.keys.hash_one(&key);
                if !seen.insert(hash) {
                    walk.desk.find(Sign::DuplicateKey);
                }
                walk.any = true;
                walk.idle.set(0);
                walk.look_for_nul(&key);
                if outer + key.len() > LONGEST_PATH {
                    // no name of a column, and of many of them each would be held
                    walk.desk.find(Sign::NotInspected);
                    walk.desk.text(&key);
                    walk.path.push('.');
                } else {
                    if outer > 0 {
                        walk.path.push('.');
                    }
                    walk.path.push_str(&key);
                }
                if !is_ours {
                    let end = walk.path.len();
                    walk.turned.key(walk.desk, depth, end, (&key, hash));
                }
                // a key without a text within it is judged as well
                walk.column();
                map.next_value_seed(Value(walk))?;
                walk.turned.end_row(walk.desk, depth, &key);
                walk.path.truncate(outer);
            }
            walk.is_in_array = is_in_array;
            if !walk.turned.end(depth, &walk.path) {
                walk.desk.find(Sign::NotInspected);
            }
            Ok(())
        })
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.text(text);
        Ok(())
    }

    other_values!();
}
