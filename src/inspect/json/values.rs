//! The values of a file of JSON as the parser meets them.

use std::collections::HashSet;
use std::fmt::{self, Write as _};
use std::hash::BuildHasher;
use std::mem;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use super::count::Lists;
use super::parts::Parts;
use super::walk::Walk;
use crate::inspect::sign::Sign;

/// So many bytes of keys within keys name a column.
const LONGEST_PATH: usize = 4000;

/// A value of the file: a row, or an array of rows.
pub(super) struct Root<'w, 'd, 'i>(pub(super) &'w mut Walk<'d, 'i>);

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
        walk.count.root(false);
        walk.lines.begin();
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
        walk.lines.end(walk.desk, length as u64);
        walk.rows.end(walk.desk);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.count.root(true);
        self.0.row(|walk| Value(walk).visit_map(map))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.count.root(false);
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
                let before = walk.count.so_far();
                let mut length = 0;
                while items.next_element_seed(Value(walk))?.is_some() {
                    length += 1;
                }
                walk.count.list(length, before);
                walk.rows.end(walk.desk);
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
            walk.count.begin(depth, true);
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
            walk.count.end(depth);
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
            let mut lists = Lists::default();
            walk.count.begin(walk.depth, is_in_array);
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
                walk.count.value(&mut lists);
                walk.turned.end_row(walk.desk, depth, &key);
                walk.path.truncate(outer);
            }
            walk.is_in_array = is_in_array;
            walk.count.end(walk.depth);
            walk.count.lists(&lists);
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
