//! The half that may be seen: people of whom a row is really released.

use std::collections::HashSet;

use super::people::{Column, People};
use crate::batch::{Form, Limits, Rows};
use crate::field::{Field, Readable, ValueType};
use crate::minimise::Minimiser;
use crate::profile::{Profile, Rule};
use crate::record::{Reading, Record};
use crate::sample::random::Random;

/// One cell a column; empty where nothing is read.
pub(super) type Shown = Vec<String>;

/// How many people take part at most: fewer than make a column of names suspect.
pub(super) const SIZE: usize = 240;

/// How many are made up before the search is given up.
const TRIES: u64 = 12_000;

/// Makes people up until enough of them are released, or one has to give up.
pub(super) fn fill(people: &People, minimiser: &Minimiser) -> Vec<Shown> {
    let profile = minimiser.profile();
    let makers: Vec<Maker<'_>> = people
        .columns
        .iter()
        .map(|column| Maker::new(column, profile))
        .collect();
    let mut pool = Vec::new();
    let mut taken = HashSet::new();
    for number in 0..TRIES {
        if pool.len() == SIZE {
            break;
        }
        let shown: Shown = makers
            .iter()
            .map(|maker| maker.make(people.seed, number))
            .collect();
        let cells = || makers.iter().zip(&shown);
        let numbers: Vec<_> = cells()
            .filter(|(maker, _)| maker.is_unique)
            .map(|(maker, cell)| (maker.column.name, cell.clone()))
            .collect();
        let is_free = numbers.iter().all(|number| !taken.contains(number));
        if is_free && is_released(people, minimiser, &shown) {
            taken.extend(numbers);
            pool.push(shown);
        }
    }
    pool
}

/// Whether the library releases this person's row, as CSV and so in the profile's encoding.
fn is_released(people: &People, minimiser: &Minimiser, shown: &Shown) -> bool {
    let mut rows = Rows::new(minimiser, Form::Csv, Limits::default());
    rows.add(&Cells { people, shown }).is_ok() && rows.finish().is_ok()
}

/// A person of the pool as a record.
struct Cells<'a> {
    people: &'a People,
    shown: &'a Shown,
}

impl Record for Cells<'_> {
    fn read(&self, field: Readable) -> Reading<'_> {
        let is_asked = |column: &Column| column.field == Some(field.field());
        let at = self.people.columns.iter().position(is_asked);
        match at.and_then(|at| self.shown.get(at)) {
            Some(text) if !text.is_empty() => Reading::Text(text),
            _ => Reading::Missing,
        }
    }
}

/// Makes up the cells of one column.
struct Maker<'a> {
    column: &'a Column,
    /// The only texts that the profile's category table lists.
    listed: Vec<&'a String>,
    /// Somebody's limit may ask for a shorter text than a sample has.
    is_limited: bool,
    is_unique: bool,
}

impl<'a> Maker<'a> {
    fn new(column: &'a Column, profile: &'a Profile) -> Self {
        let parts = || {
            profile
                .field_parts()
                .filter(|(_, part)| Some(part.field()) == column.field)
        };
        let listed = parts().find_map(|(_, part)| match part.rule() {
            Rule::Category { table } => Some(table.keys().collect()),
            _ => None,
        });
        Self {
            column,
            listed: listed.unwrap_or_default(),
            is_limited: parts().any(|(column, _)| column.max_chars().is_some()),
            is_unique: parts().any(|(_, part)| matches!(part.rule(), Rule::Keep))
                && matches!(
                    column.field.map(Field::value_type),
                    Some(ValueType::WarrantNumber | ValueType::StaffNumber | ValueType::CardSerial)
                ),
        }
    }

    fn make(&self, seed: u64, number: u64) -> String {
        let mut out = String::new();
        if !self.column.is_read {
            return out;
        }
        if self.column.is_flag {
            return "false".to_owned();
        }
        let mut random = Random::of(self.column.salt ^ seed, number);
        if !self.listed.is_empty() {
            let at = random.below(u64::try_from(self.listed.len()).unwrap_or(1));
            let text = usize::try_from(at).ok().and_then(|at| self.listed.get(at));
            return text.map_or(out, |text| (*text).clone());
        }
        if self.is_limited && random.below(2) == 0 {
            let kind = self.column.field.map(Field::value_type);
            if let Some(short) = kind.and_then(|kind| short(kind, &mut random)) {
                return short;
            }
        }
        if let Some(filled) = &self.column.filled {
            filled.of(seed, number, &mut out);
        }
        out
    }
}

/// A text as short as such values may be, or nearly so.
fn short(kind: ValueType, random: &mut Random) -> Option<String> {
    match kind {
        ValueType::Name => {
            let mut name = String::new();
            name.push_str(random.pick(&["A", "B", "D", "E", "J", "K", "M", "O", "R", "T"])?);
            for _ in 0..random.below(4) {
                name.push_str(random.pick(&["a", "e", "i", "l", "n", "o", "r", "u"])?);
            }
            Some(name)
        }
        ValueType::WarrantNumber
        | ValueType::CollarNumber
        | ValueType::StaffNumber
        | ValueType::CardSerial
        | ValueType::CardDesign
        | ValueType::CredentialNo => {
            let size = 10_u64.pow(1 + u32::try_from(random.below(5)).unwrap_or(0));
            Some((size / 10 + random.below(size - size / 10)).to_string())
        }
        ValueType::IssueNumber | ValueType::FacilityCode => Some((1 + random.below(9)).to_string()),
        _ => None,
    }
}
