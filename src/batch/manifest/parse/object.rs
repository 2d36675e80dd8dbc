//! An object of a manifest: exactly these keys, each with a value that can be, or a problem.

use std::ops::RangeInclusive;

use super::super::tree::Node;
use crate::batch::problem::{Problem, Problems};
use crate::code::Code;

/// An object whose keys are known.
pub(super) struct Object<'n> {
    path: String,
    entries: &'n [(String, Node)],
}

impl<'n> Object<'n> {
    /// The node at this path, if it is an object; tells keys that are missing, unknown or repeated.
    pub(super) fn new(
        node: &'n Node,
        path: &str,
        keys: &[&str],
        problems: &mut Problems,
    ) -> Option<Self> {
        let Some(entries) = node.object() else {
            problems.add(malformed(path));
            return None;
        };
        let object = Self {
            path: path.to_owned(),
            entries,
        };
        for key in keys {
            if object.get(key).is_none() {
                problems.add(malformed(object.path(key)));
            }
        }
        for (position, (key, _)) in entries.iter().enumerate() {
            let is_known = keys.contains(&key.as_str());
            let is_first = entries
                .iter()
                .position(|(other, _)| other == key)
                .is_some_and(|first| first == position);
            if !is_known {
                // An unknown key could be a value: its place is all that is said of it.
                problems.add(malformed(object.path(&format!("#{}", position + 1))));
            } else if !is_first {
                problems.add(malformed(object.path(key)));
            }
            // An object of nothing but unknown keys would take long, and is told already.
            if position > 64 {
                break;
            }
        }
        Some(object)
    }

    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        let mut entries = self.entries.iter();
        entries.find(|(name, _)| name == key).map(|(_, node)| node)
    }

    pub(super) fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// The text under this key, if `parse` accepts it.
    pub(super) fn parse<T>(
        &self,
        key: &str,
        problems: &mut Problems,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let node = self.get(key)?;
        let value = node.text().and_then(parse);
        self.or_malformed(value, key, problems)
    }

    pub(super) fn number(
        &self,
        key: &str,
        range: RangeInclusive<u64>,
        problems: &mut Problems,
    ) -> Option<u64> {
        let node = self.get(key)?;
        let value = node.number().filter(|number| range.contains(number));
        self.or_malformed(value, key, problems)
    }

    pub(super) fn list(&self, key: &str, problems: &mut Problems) -> Option<&'n [Node]> {
        let node = self.get(key)?;
        self.or_malformed(node.list(), key, problems)
    }

    pub(super) fn object(
        &self,
        key: &str,
        keys: &[&str],
        problems: &mut Problems,
    ) -> Option<Object<'n>> {
        Object::new(self.get(key)?, &self.path(key), keys, problems)
    }

    fn or_malformed<T>(&self, value: Option<T>, key: &str, problems: &mut Problems) -> Option<T> {
        if value.is_none() {
            problems.add(malformed(self.path(key)));
        }
        value
    }
}

/// Whether the node is an object with this key.
pub(super) fn has(node: &Node, key: &str) -> bool {
    let mut entries = node.object().unwrap_or_default().iter();
    entries.any(|(name, _)| name == key)
}

pub(super) fn malformed(path: impl Into<String>) -> Problem {
    Problem::new(Code::ManifestMalformed).under(path)
}
