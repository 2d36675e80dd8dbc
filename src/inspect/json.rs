//! JSON (RFC 8259): every key and every text; one value after another, or an array of them, is a table
//! whose columns are the paths to its texts.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufReader, Read, SeekFrom};
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
use super::table::Table;

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
        path: String::new(),
        keys: RandomState::new(),
        any: false,
        depth: 0,
        idle: Rc::default(),
        blank: Rc::default(),
    };
    let failed = read(source, head, &mut walk);
    if walk.blank.get() {
        walk.desk.find(Sign::TrailingBytes);
    }
    let Walk {
        desk, table, any, ..
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
    table.finish(desk);
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

/// Sees whether more blanks come in one than any layout has: nobody sees how many stand there.
struct Blanks<R> {
    inner: R,
    any: Rc<Cell<bool>>,
}

/// As deep as objects may stand within one another, a line begins with half of that.
const MOST_BLANKS: usize = 1024;

impl<R: Read> Read for Blanks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let bytes = buffer.get(..length).unwrap_or_default();
        let mut parts = bytes.chunks_exact(MOST_BLANKS);
        if parts.any(|part| part.iter().all(u8::is_ascii_whitespace)) {
            self.any.set(true);
        }
        Ok(length)
    }
}

/// One file while it is read. No message of a foreign error is ever kept.
struct Walk<'d, 'i> {
    desk: &'d mut Desk<'i>,
    table: Table,
    /// Which column a path is.
    paths: HashMap<String, usize>,
    path: String,
    keys: RandomState,
    /// Whether any text or key was read.
    any: bool,
    depth: usize,
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
            self.desk.find(Sign::NotInspected);
            return None;
        }
        let column = self.paths.len();
        self.paths.insert(self.path.clone(), column);
        self.table.column(self.desk, &self.path);
        Some(column)
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
        while items.next_element_seed(Row(self.0))?.is_some() {}
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
            while items.next_element_seed(Value(walk))?.is_some() {}
            Ok(())
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.0.within(|walk| {
            let mut seen = HashSet::new();
            let outer = walk.path.len();
            while let Some(key) = map.next_key::<String>()? {
                if !seen.insert(walk.keys.hash_one(&key)) {
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
                // a key without a text within it is judged as well
                walk.column();
                map.next_value_seed(Value(walk))?;
                walk.path.truncate(outer);
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
