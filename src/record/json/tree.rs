//! The paths of a map, as a tree to walk along with an object.

use std::collections::BTreeMap;

use crate::field::{Flag, Readable};
use crate::record::input::Wanted;
use crate::record::map::Map;
use crate::record::path::{self, Step};

/// What becomes of a value: it is a field's, or holds some, or is passed over.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) field: Option<Readable>,
    keys: BTreeMap<String, Node>,
    items: BTreeMap<usize, Node>,
}

impl Node {
    /// The tree of a map's paths, or of the fields' own names if there is none.
    pub(super) fn of_map(map: Option<&Map>) -> Self {
        let mut root = Self::default();
        let Some(map) = map else {
            for field in Readable::ALL {
                root.insert([Step::Key(field.name().to_owned())], *field);
            }
            return root;
        };
        for rule in map.column_rules() {
            root.insert(path::parse(&rule.source), rule.field);
        }
        for flag in Flag::ALL {
            let is_mapped = map.columns().any(|(_, field)| field == flag.readable());
            if !is_mapped && !root.keys.contains_key(flag.name()) {
                root.insert([Step::Key(flag.name().to_owned())], flag.readable());
            }
        }
        root
    }

    /// Stops reading what is not wanted; what is checked stays so.
    pub(super) fn restrict(&mut self, wanted: &Wanted) {
        self.field = self.field.filter(|field| wanted.has(*field));
        for child in self.keys.values_mut().chain(self.items.values_mut()) {
            child.restrict(wanted);
        }
    }

    pub(super) fn key(&self, key: &str) -> Option<&Self> {
        self.keys.get(key)
    }

    pub(super) fn item(&self, index: usize) -> Option<&Self> {
        self.items.get(&index)
    }

    /// Whether paths lead on from here.
    pub(super) fn has_children(&self) -> bool {
        !self.keys.is_empty() || !self.items.is_empty()
    }

    pub(super) fn has_key(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// The keys that lead on from here.
    pub(super) fn keys(&self) -> Vec<&str> {
        self.keys.keys().map(String::as_str).collect()
    }

    fn insert(&mut self, steps: impl IntoIterator<Item = Step>, field: Readable) {
        let mut node = self;
        for step in steps {
            node = match step {
                Step::Key(key) => node.keys.entry(key).or_default(),
                Step::Item(index) => node.items.entry(index).or_default(),
            };
        }
        node.field = Some(field);
    }
}
