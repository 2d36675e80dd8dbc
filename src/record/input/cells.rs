//! The cells of one record that are read, translated as the map says.

use std::collections::HashMap;
use std::fmt;

use super::Wanted;
use crate::field::{Flag, Readable};
use crate::record::map::Map;
use crate::value::{DateFormat, normalise};

pub(in crate::record) struct Cells {
    /// Texts that do not stand in the buffer as they are.
    scratch: String,
    slots: [Slot; Readable::COUNT],
    /// What a record has before any of it is read: the map's constants.
    fresh: [Slot; Readable::COUNT],
    constants: Vec<Option<String>>,
    rules: Vec<Option<Rule>>,
    wanted: Wanted,
    /// Whether anything was put since the last record.
    is_used: bool,
}

/// Where a field's text is. The list is complete.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    Missing,
    Unusable,
    Constant,
    /// In the record, as it stands there.
    AsItStands {
        from: usize,
        to: usize,
    },
    Scratch {
        from: usize,
        to: usize,
    },
}

/// What a map says of the texts of one field.
struct Rule {
    values: HashMap<String, String>,
    date: Option<DateFormat>,
    clear: Vec<String>,
}

impl Cells {
    pub(super) fn new(map: Option<&Map>, wanted: Wanted) -> Self {
        let mut cells = Self {
            scratch: String::new(),
            slots: [Slot::Missing; Readable::COUNT],
            fresh: [Slot::Missing; Readable::COUNT],
            constants: vec![None; Readable::COUNT],
            rules: (0..Readable::COUNT).map(|_| None).collect(),
            wanted,
            is_used: true,
        };
        let Some(map) = map else { return cells };
        for (field, text) in map.constants() {
            if let Some(constant) = cells.constants.get_mut(field.index()) {
                *constant = Some(text.to_owned());
            }
            if let Some(slot) = cells.fresh.get_mut(field.index()) {
                *slot = Slot::Constant;
            }
        }
        for (field, rule) in Readable::ALL.iter().zip(&mut cells.rules) {
            *rule = Rule::of(map, *field);
        }
        cells
    }

    /// Cells that nothing is put into.
    pub(in crate::record) fn none() -> Self {
        Self::new(None, Wanted::default())
    }

    /// Leaves only these fields; which ones are then wanted.
    pub(super) fn restrict(&mut self, fields: &[Readable]) -> Wanted {
        for (field, slot) in Readable::ALL.iter().zip(&mut self.fresh) {
            if !fields.contains(field) {
                *slot = Slot::Missing;
            }
        }
        self.is_used = true;
        self.wanted.restrict(fields);
        self.wanted
    }

    /// Forgets the last record.
    pub(in crate::record) fn begin(&mut self) {
        if self.is_used {
            self.slots = self.fresh;
            self.scratch.clear();
            self.is_used = false;
        }
    }

    /// Whether the field's texts are taken as they are.
    pub(in crate::record) fn is_plain(&self, field: Readable) -> bool {
        self.rules.get(field.index()).is_some_and(Option::is_none)
    }

    /// Takes a text that is of no use, whatever it is.
    pub(in crate::record) fn put_unusable(&mut self, field: Readable) {
        self.put_slot(field, Slot::Unusable);
    }

    /// Takes a text that stands in the record, from and to these bytes of it.
    ///
    /// What is put so must be put anew for every record.
    #[inline]
    pub(in crate::record) fn put_as_it_stands(&mut self, field: Readable, from: usize, to: usize) {
        if let Some(slot) = self.slots.get_mut(field.index()) {
            *slot = Slot::AsItStands { from, to };
        }
    }

    /// Takes a text, translated.
    pub(in crate::record) fn put_text(&mut self, field: Readable, text: &str) {
        let from = self.scratch.len();
        let rule = self.rules.get(field.index()).and_then(Option::as_ref);
        let is_usable = match rule {
            None => {
                self.scratch.push_str(text);
                true
            }
            Some(rule) => rule.translate(text, &mut self.scratch),
        };
        let to = self.scratch.len();
        let slot = if is_usable {
            Slot::Scratch { from, to }
        } else {
            Slot::Unusable
        };
        self.put_slot(field, slot);
    }

    fn put_slot(&mut self, field: Readable, slot: Slot) {
        self.is_used = true;
        if let Some(place) = self.slots.get_mut(field.index()) {
            *place = slot;
        }
    }

    pub(super) fn slot(&self, field: Readable) -> Slot {
        self.slots
            .get(field.index())
            .copied()
            .unwrap_or(Slot::Missing)
    }

    pub(super) fn scratch(&self, from: usize, to: usize) -> Option<&str> {
        self.scratch.get(from..to)
    }

    pub(super) fn constant(&self, field: Readable) -> Option<&str> {
        self.constants.get(field.index())?.as_deref()
    }
}

impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cells { .. }")
    }
}

impl Rule {
    /// The rule for a field, if the map has one.
    fn of(map: &Map, field: Readable) -> Option<Self> {
        let values: HashMap<String, String> = map
            .table(field)
            .into_iter()
            .flatten()
            .map(|(from, to)| (from.clone(), to.clone()))
            .collect();
        let date = map.date_format(field).cloned();
        let is_flag = Flag::ALL.iter().any(|flag| flag.readable() == field);
        let clear: Vec<String> = map.clear().filter(|_| is_flag).map(str::to_owned).collect();
        let is_needed = !values.is_empty() || date.is_some() || !clear.is_empty();
        is_needed.then_some(Self {
            values,
            date,
            clear,
        })
    }

    /// Writes what the text means; whether it means anything.
    fn translate(&self, text: &str, out: &mut String) -> bool {
        let text = normalise(text);
        if let Some(value) = self.values.get(text.as_ref()) {
            out.push_str(value);
        } else if let Some(format) = self.date.as_ref().filter(|_| !text.is_empty()) {
            let Some(date) = format.read(&text) else {
                return false;
            };
            out.push_str(date.expose());
        } else if self
            .clear
            .iter()
            .any(|clear| text.eq_ignore_ascii_case(clear))
        {
            out.push_str("false");
        } else {
            out.push_str(&text);
        }
        true
    }
}
