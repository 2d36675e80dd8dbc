//! One JSON object: syntax checked throughout, values taken along the tree's paths only.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::tree::Node;
use crate::code::Code;
use crate::field::{Readable, ValueType};
use crate::record::input::Cells;
use crate::value::normalise;

/// What is wrong with an object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) field: Option<Readable>,
}

/// The keys of the records' own objects, remembered from one to the next.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// All different: those of the last record.
    last: Vec<String>,
    /// Keys that the last record did not have in that place, and their positions.
    new: Vec<(String, u64)>,
}

impl Keys {
    /// The keys that were new in the record just read.
    pub(super) fn take_new(&mut self) -> Vec<(String, u64)> {
        std::mem::take(&mut self.new)
    }
}

/// Takes the values that the tree leads to.
pub(super) fn read(
    bytes: &[u8],
    tree: &Node,
    keys: &mut Keys,
    cells: &mut Cells,
) -> Result<(), Fault> {
    keys.new.clear();
    let mut reader = Reader { cells, fault: None };
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let root = Root {
        reader: &mut reader,
        keys,
        tree,
    };
    // serde_json's errors hold what was read: neither their text nor they themselves are kept
    let is_read = json.deserialize_map(root).is_ok() && json.end().is_ok();
    match reader.fault {
        Some(fault) => Err(fault),
        None if is_read => Ok(()),
        None => Err(Fault {
            code: unread(bytes),
            field: None,
        }),
    }
}

/// Why an object could not be read: no JSON, or no UTF-8 where it is read.
fn unread(bytes: &[u8]) -> Code {
    let is_json = serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
    if is_json && std::str::from_utf8(bytes).is_err() {
        Code::NotUtf8
    } else {
        Code::MalformedJson
    }
}

struct Reader<'c> {
    cells: &'c mut Cells,
    fault: Option<Fault>,
}

impl Reader<'_> {
    /// Notes a fault, and stops the parser with an error that nobody sees.
    fn stop<E: Error>(&mut self, code: Code) -> E {
        self.fault = Some(Fault { code, field: None });
        E::custom("")
    }

    /// Takes the value that stands where a path ends.
    fn take(&mut self, field: Readable, raw: &str) {
        let is_flag = field.field().value_type() == ValueType::Flag;
        match raw.as_bytes() {
            [b'"', .., b'"'] if !raw.contains('\\') => {
                let text = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
                self.cells.put_text(field, text);
            }
            [b'"', ..] => match serde_json::from_str::<String>(raw) {
                Ok(text) => self.cells.put_text(field, &text),
                Err(_) => self.cells.put_unusable(field),
            },
            [b'-' | b'0'..=b'9', rest @ ..]
                if rest.iter().all(u8::is_ascii_digit)
                    && (raw.parse::<u64>().is_ok() || raw.parse::<i64>().is_ok()) =>
            {
                self.cells.put_text(field, raw);
            }
            b"true" | b"false" if is_flag => self.cells.put_text(field, raw),
            b"null" if !is_flag => {}
            _ => self.cells.put_unusable(field),
        }
    }
}

/// The record's own object.
struct Root<'a, 'c> {
    reader: &'a mut Reader<'c>,
    keys: &'a mut Keys,
    tree: &'a Node,
}

impl<'de> Visitor<'de> for Root<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let last = std::mem::take(&mut self.keys.last);
        let mut count = 0;
        // once a key differs from the last record's, all of them are compared
        let mut seen: Option<(HashSet<String>, HashSet<&str>)> = None;
        let mut current: Vec<String> = Vec::new();
        while let Some(Key(key)) = members.next_key::<Key<'de>>()? {
            let is_as_before = last.get(count).is_some_and(|last| *last == *key);
            if seen.is_none() && !is_as_before {
                current = last.get(..count).unwrap_or_default().to_vec();
                let before = last.iter().map(String::as_str).collect();
                seen = Some((current.iter().cloned().collect(), before));
            }
            if let Some((seen, before)) = &mut seen {
                if !seen.insert(key.clone().into_owned()) {
                    return Err(self.reader.stop(Code::DuplicateKey));
                }
                if !before.contains(key.as_ref()) {
                    let position = count as u64 + 1;
                    self.keys.new.push((key.clone().into_owned(), position));
                }
                current.push(key.clone().into_owned());
            }
            count += 1;
            value(&mut members, self.tree.key(&key), self.reader)?;
        }
        self.keys.last = if seen.is_some() { current } else { last };
        Ok(())
    }
}

/// A value on a path that leads on, or at its end.
struct Along<'a, 'c> {
    node: &'a Node,
    reader: &'a mut Reader<'c>,
}

impl<'de> DeserializeSeed<'de> for Along<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        let Some(field) = self.node.field else {
            return json.deserialize_any(self);
        };
        let raw = <&RawValue>::deserialize(json)?.get();
        self.reader.take(field, raw);
        if self.node.has_children() {
            let mut inner = serde_json::Deserializer::from_str(raw);
            let read = inner.deserialize_any(self);
            return read.map_err(|_| D::Error::custom(""));
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Along<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut seen: HashSet<Cow<'de, str>> = HashSet::new();
        while let Some(Key(key)) = members.next_key::<Key<'de>>()? {
            let node = self.node.key(&key);
            if !seen.insert(key) {
                return Err(self.reader.stop(Code::DuplicateKey));
            }
            value(&mut members, node, self.reader)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        for index in 0.. {
            let more = match self.node.item(index) {
                Some(node) => items.next_element_seed(Along {
                    node,
                    reader: self.reader,
                })?,
                None => items.next_element::<IgnoredAny>()?.map(|_| ()),
            };
            if more.is_none() {
                break;
            }
        }
        Ok(())
    }

    // a path that leads through a value without members finds nothing
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Takes a member's value along its node, or passes over it.
fn value<'de, A: MapAccess<'de>>(
    members: &mut A,
    node: Option<&Node>,
    reader: &mut Reader<'_>,
) -> Result<(), A::Error> {
    match node {
        Some(node) if node.field.is_some() || node.has_children() => {
            members.next_value_seed(Along { node, reader })
        }
        _ => members.next_value::<IgnoredAny>().map(|_| ()),
    }
}

/// A key in the form in which keys are compared: NFC, trimmed, its escapes resolved.
struct Key<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct KeyVisitor;

        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(normalise(key)))
            }

            fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(normalise(key).into_owned())))
            }
        }

        json.deserialize_str(KeyVisitor)
    }
}
