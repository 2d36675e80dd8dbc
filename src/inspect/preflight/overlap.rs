//! Whether a text that would be released holds what another column of the same row holds.

use std::collections::BTreeMap;

use super::raw::Heads;
use super::{Cells, Overlap};
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
    folded: String,
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
            folded: String::new(),
        }
    }

    /// Compares what would be released of a row with all that the row holds.
    pub(super) fn compare(&mut self, card: &CardRecord, cells: &Cells<'_>, heads: &Heads<'_>) {
        let others: Vec<(usize, String)> = cells
            .iter()
            .filter(|(position, cell)| cell.len() <= LONGEST && is_other(*position, heads))
            .map(|(position, cell)| (*position, spaced(cell)))
            .filter(|(_, text)| text.len() > 1)
            .collect();
        for (at, (column, (_, cell))) in self.columns.iter().zip(card.iter()).enumerate() {
            if !column.is_open {
                continue;
            }
            let released = format!(" {} ", spaced(cell));
            for (position, other) in &others {
                let leads_to = heads.leads_to(*position);
                if leads_to.is_some_and(|field| column.sources.contains(&field)) {
                    continue;
                }
                let count = self.found.entry((at, *position)).or_default();
                count.both += 1;
                self.folded.clear();
                self.folded.push(' ');
                self.folded.push_str(other);
                self.folded.push(' ');
                let is_in = released.contains(&self.folded);
                let glued = other.len() >= LONG && {
                    let glue = |text: &str| text.replace(' ', "");
                    glue(&released).contains(&glue(other))
                };
                if other.len() >= LONG && (is_in || glued) {
                    count.long += 1;
                } else if is_in {
                    count.short += 1;
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
        Rule::Keep { .. } | Rule::FirstWord | Rule::Digits => !matches!(
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

/// Folded, in small letters, with one space wherever no letter or digit stands.
fn spaced(text: &str) -> String {
    let mut out = String::new();
    for c in fold(text).chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with(' ') && !out.is_empty() && c != '\'' {
            out.push(' ');
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}
