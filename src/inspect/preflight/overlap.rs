//! Whether a text that would be released holds what another column of the same row holds.

use std::collections::BTreeMap;

use super::preview::Overlap;
use super::raw::{Cells, Heads};
use crate::field::{Field, Flag, Place, Readable, Shown, ValueType};
use crate::inspect::detect::{fold, is_released};
use crate::minimise::CardRecord;
use crate::profile::{Content, Part, Profile, Rule};

/// What is as long is hardly the same by chance.
const LONG: usize = 6;
/// What is shorter has to be the same in so many rows, and in one of so many.
const ROWS: u64 = 3;
const SHARE: u64 = 20;
/// No cell that is released is longer.
const LONGEST: usize = 256;

pub(super) struct Overlaps {
    /// The columns of the profile whose texts are not made of words of its own.
    columns: Vec<Column>,
    /// By the profile's column and the export's.
    found: BTreeMap<(usize, usize), Count>,
}

struct Column {
    header: String,
    /// Where its texts come from.
    sources: Vec<Readable>,
    is_open: bool,
}

#[derive(Default)]
struct Count {
    long: u64,
    short: u64,
    both: u64,
}

impl Overlaps {
    pub(super) fn new(profile: &Profile) -> Self {
        let columns = profile.columns().iter().map(|column| {
            let fields = match column.content() {
                Content::Constant(_) => Vec::new(),
                Content::Parts(parts) => parts
                    .iter()
                    .filter_map(|part| match part {
                        Part::Field(part) => Some(part),
                        Part::Text(_) => None,
                    })
                    .collect(),
            };
            Column {
                header: column.header().to_owned(),
                sources: fields.iter().map(|part| part.readable()).collect(),
                is_open: fields.iter().any(|part| is_open(part.field(), part.rule())),
            }
        });
        Self {
            columns: columns.collect(),
            found: BTreeMap::new(),
        }
    }

    /// Compares what would be released of a row with all that the row holds.
    pub(super) fn compare(&mut self, card: &CardRecord, cells: &Cells<'_>, heads: &Heads<'_>) {
        let columns = self.columns.iter().zip(card.iter()).enumerate();
        let released: Vec<(usize, &Column, Text)> = columns
            .filter(|(_, (column, _))| column.is_open)
            .map(|(at, (column, (_, cell)))| (at, column, Text::of(cell)))
            .collect();
        let longest = released.iter().map(|(_, _, text)| text.glued.len()).max();
        for (position, cell) in cells {
            if cell.len() > LONGEST || cell.trim().is_empty() || !is_other(*position, heads) {
                continue;
            }
            // most cells have more letters than any that is released
            let letters = cell.bytes().filter(u8::is_ascii_alphanumeric).count();
            let other = (Some(letters) <= longest).then(|| Text::of(cell));
            let other = other.filter(|other| other.glued.len() > 1);
            let leads_to = heads.leads_to(*position);
            for (at, column, released) in &released {
                if leads_to.is_some_and(|field| column.sources.contains(&field)) {
                    continue;
                }
                let count = self.found.entry((*at, *position)).or_default();
                count.both += 1;
                if let Some(other) = &other {
                    count.long += u64::from(other.is_long_in(released));
                    count.short += u64::from(other.is_short_in(released));
                }
            }
        }
    }

    pub(super) fn finish(self, heads: &Heads<'_>) -> Vec<Overlap> {
        let found = self
            .found
            .into_iter()
            .filter_map(|((at, position), count)| {
                let same = count.long + count.short;
                let is_no_chance =
                    count.long > 0 || count.short >= ROWS && count.short * SHARE >= count.both;
                is_no_chance.then(|| Overlap {
                    header: self
                        .columns
                        .get(at)
                        .map(|column| column.header.clone())
                        .unwrap_or_default(),
                    other: heads.name(position),
                    rows: same,
                })
            });
        found.collect()
    }
}

/// Whether the text is one of the record's own: no token, no word of a closed list, no last day of a month.
fn is_open(field: Field, rule: &Rule) -> bool {
    match rule {
        Rule::Pseudonymise { .. }
        | Rule::Category { .. }
        | Rule::MonthEnd { .. }
        | Rule::Initials => false,
        Rule::Keep | Rule::FirstWord | Rule::Digits => !matches!(
            field.value_type(),
            ValueType::Rank | ValueType::Organisation | ValueType::Category
        ),
    }
}

/// Whether the column holds something that is not to be seen on a card anyway.
fn is_other(position: usize, heads: &Heads<'_>) -> bool {
    let Some(head) = heads.get(position) else {
        return false;
    };
    match head
        .leads_to
        .or_else(|| Field::from_name(&head.header).and_then(Field::readable))
    {
        Some(field) if Flag::ALL.iter().any(|flag| flag.readable() == field) => false,
        Some(field) => {
            let shown = |place| field.field().floor(place).shown != Shown::None;
            !shown(Place::Front) && !shown(Place::Chip)
        }
        None => !is_released(&head.header),
    }
}

/// A text to be compared: folded, in small letters.
struct Text {
    /// With one space wherever no letter or digit stands, and around it.
    spaced: String,
    /// With nothing there.
    glued: String,
}

impl Text {
    fn of(text: &str) -> Self {
        let mut spaced = String::from(" ");
        let mut glued = String::new();
        for c in fold(text).chars() {
            if c.is_alphanumeric() {
                spaced.extend(c.to_lowercase());
                glued.extend(c.to_lowercase());
            } else if !spaced.ends_with(' ') && c != '\'' {
                spaced.push(' ');
            }
        }
        if !spaced.ends_with(' ') {
            spaced.push(' ');
        }
        Self { spaced, glued }
    }

    fn is_long_in(&self, released: &Self) -> bool {
        self.glued.len() >= LONG && released.glued.contains(&self.glued)
    }

    /// As words of their own.
    fn is_short_in(&self, released: &Self) -> bool {
        self.glued.len() < LONG && released.spaced.contains(&self.spaced)
    }
}
