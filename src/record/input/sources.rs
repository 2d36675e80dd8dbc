//! Which columns lead to which fields, and what of an input is never read.

use super::InputError;
use crate::code::{Code, ColumnName, Refused};
use crate::field::{Field, Flag, Readable};
use crate::record::map::{Column, Map, MapErrors, MapProblem};
use crate::value::text::fold_to_letters as fold;

/// Which fields an input has a source for, and what of it is never read.
///
/// # Security
/// Names only what the catalogue names; every other column is an ordinal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    with_column: Wanted,
    with_constant: Wanted,
    unread_fields: Vec<Field>,
    unread_columns: Vec<u64>,
    flag_like_columns: Vec<u64>,
}

impl Sources {
    /// Whether a column or a constant leads to the field.
    pub fn has(&self, field: Readable) -> bool {
        self.with_column.has(field) || self.with_constant.has(field)
    }

    /// Whether a column bears the flag.
    pub fn has_flag(&self, flag: Flag) -> bool {
        self.with_column.has(flag.readable())
    }

    /// The fields whose columns are known by name and not read, in the catalogue's order.
    pub fn unread_fields(&self) -> &[Field] {
        &self.unread_fields
    }

    /// The positions of the other columns that are not read, counted from 1.
    pub fn unread_columns(&self) -> &[u64] {
        &self.unread_columns
    }

    /// The positions of unmapped columns whose header holds a deciding flag's name and more.
    ///
    /// A profile that shows something of a person must not be used on such an input.
    pub fn flag_like_columns(&self) -> &[u64] {
        &self.flag_like_columns
    }

    pub(super) fn restrict(&mut self, wanted: &Wanted) {
        for field in Readable::ALL {
            if self.with_column.has(*field) && !wanted.has(*field) {
                self.unread_fields.push(field.field());
            }
        }
        self.unread_fields.sort_unstable();
        self.unread_fields.dedup();
    }

    /// Takes a key that no record had before. A flag that nothing was known of when the sources of
    /// flags were settled is as bad as an unmapped one that seems to be one.
    pub(in crate::record) fn add_key(&mut self, key: &str, position: u64, is_read: bool) {
        let is_late = Flag::ALL
            .iter()
            .any(|flag| flag.name() == key && !self.has_flag(*flag));
        let is_bad = is_late || (!is_read && is_flag_like(key));
        if is_bad && !self.flag_like_columns.contains(&position) {
            self.flag_like_columns.push(position);
        }
    }
}

/// A set of readable fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::record) struct Wanted([bool; Readable::COUNT]);

impl Wanted {
    pub(in crate::record) fn has(&self, field: Readable) -> bool {
        self.0.get(field.index()).copied().unwrap_or_default()
    }

    pub(super) fn restrict(&mut self, fields: &[Readable]) {
        for field in Readable::ALL {
            if !fields.contains(field) {
                self.set(*field, Has::No);
            }
        }
    }

    fn set(&mut self, field: Readable, has: Has) {
        if let Some(place) = self.0.get_mut(field.index()) {
            *place = has == Has::Yes;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Has {
    Yes,
    No,
}

/// What a header leads to.
#[derive(Debug)]
pub(in crate::record) struct Columns {
    /// The columns that are read, counted from 0, in ascending order.
    pub(in crate::record) reads: Vec<(usize, Readable)>,
    /// What messages call each column.
    pub(in crate::record) names: Vec<ColumnName>,
    pub(in crate::record) sources: Sources,
    pub(in crate::record) wanted: Wanted,
}

impl Columns {
    /// Matches the names of a CSV's header with the map, or with the catalogue if there is none.
    pub(in crate::record) fn of_header(
        headers: &[String],
        map: Option<&Map>,
    ) -> Result<Self, InputError> {
        let rules = map.map(Map::column_rules).unwrap_or_default();
        let names = names(headers, rules);
        no_duplicates(headers, &names)?;
        no_absent_flag(headers, &names, map)?;
        let lacking: Vec<MapProblem> = rules
            .iter()
            .filter(|rule| !headers.contains(&rule.source))
            .map(unknown_source)
            .collect();
        let mut reads = Vec::new();
        for (index, header) in headers.iter().enumerate() {
            if let Some(field) = leads_to(header, map, &names, index)? {
                reads.push((index, field));
            }
        }
        let is_known = if map.is_some() {
            !reads.is_empty()
        } else {
            headers
                .iter()
                .any(|header| Field::from_name(header).is_some())
        };
        if !is_known {
            return Err(Code::NoKnownColumn.into());
        }
        if !lacking.is_empty() {
            return Err(InputError::Map(MapErrors::new(lacking)));
        }
        Ok(Self::new(headers, map, reads, names))
    }

    /// Matches the keys of a first object. Every path of the map, and every readable field
    /// without one, counts as a source: keys may differ from record to record.
    pub(in crate::record) fn of_keys(
        keys: &[String],
        map: Option<&Map>,
        first_keys: &[&str],
    ) -> Result<Self, InputError> {
        let rules = map.map(Map::column_rules).unwrap_or_default();
        let names = names(keys, rules);
        no_absent_flag(keys, &names, map)?;
        let mut reads = Vec::new();
        let mut is_known = false;
        for (index, key) in keys.iter().enumerate() {
            let is_led = |flag: &Flag| {
                flag.name() == key && rules.iter().any(|rule| rule.field == flag.readable())
            };
            if !first_keys.contains(&key.as_str()) && Flag::ALL.iter().any(is_led) {
                return Err(at_column(Code::DuplicateSource, &names, index).into());
            }
            is_known |= first_keys.contains(&key.as_str());
            if map.is_none() {
                is_known |= Field::from_name(key).is_some();
            }
            if first_keys.contains(&key.as_str()) {
                let rule = rules.iter().find(|rule| rule.source == *key);
                if let Some(field) = rule.map(|rule| rule.field).or_else(|| own_field(key)) {
                    reads.push((index, field));
                }
            }
        }
        if !is_known {
            return Err(Code::NoKnownColumn.into());
        }
        let mut columns = Self::new(keys, map, reads, names);
        for rule in rules {
            columns.sources.with_column.set(rule.field, Has::Yes);
        }
        // keys that begin a path are read in part
        columns.sources.unread_columns.retain(|position| {
            let key = position
                .checked_sub(1)
                .and_then(|index| keys.get(usize::try_from(index).ok()?));
            key.is_none_or(|key| !first_keys.contains(&key.as_str()))
        });
        columns.wanted = Wanted([true; Readable::COUNT]);
        Ok(columns)
    }

    fn new(
        headers: &[String],
        map: Option<&Map>,
        reads: Vec<(usize, Readable)>,
        names: Vec<ColumnName>,
    ) -> Self {
        let (mut with_column, mut with_constant) = (Wanted::default(), Wanted::default());
        for (_, field) in &reads {
            with_column.set(*field, Has::Yes);
        }
        for (field, _) in map.into_iter().flat_map(Map::constants) {
            with_constant.set(field, Has::Yes);
        }
        let (mut unread_fields, mut unread_columns) = (Vec::new(), Vec::new());
        let mut flag_like_columns = Vec::new();
        for ((index, header), position) in headers.iter().enumerate().zip(1_u64..) {
            if reads.iter().any(|(read, _)| *read == index) {
                continue;
            }
            match Field::from_name(header) {
                Some(field) => unread_fields.push(field),
                None => unread_columns.push(position),
            }
            if is_flag_like(header) {
                flag_like_columns.push(position);
            }
        }
        unread_fields.sort_unstable();
        Self {
            reads,
            names,
            sources: Sources {
                with_column,
                with_constant,
                unread_fields,
                unread_columns,
                flag_like_columns,
            },
            wanted: with_column,
        }
    }
}

/// The first deciding flag whose folded name the folded header holds.
pub(in crate::record) fn contained_flag(header: &str) -> impl Iterator<Item = Flag> + use<> {
    let folded = fold(header);
    Flag::ALL
        .iter()
        .copied()
        .filter(move |flag| folded.contains(&fold(flag.name())))
}

fn is_flag_like(header: &str) -> bool {
    Field::from_name(header).is_none() && contained_flag(header).next().is_some()
}

/// The field that bears exactly this name, if it is read.
fn own_field(header: &str) -> Option<Readable> {
    Field::from_name(header).and_then(Field::readable)
}

/// The field that a header leads to: by the map, or by its own name.
fn leads_to(
    header: &str,
    map: Option<&Map>,
    names: &[ColumnName],
    index: usize,
) -> Result<Option<Readable>, InputError> {
    let own = own_field(header);
    let Some(map) = map else { return Ok(own) };
    let rules = map.column_rules();
    if let Some(rule) = rules.iter().find(|rule| rule.source == header) {
        return Ok(Some(rule.field));
    }
    // a column that bears a deciding flag's own name is read whatever the map says
    let flag = own.filter(|field| Flag::ALL.iter().any(|flag| flag.readable() == *field));
    if flag.is_some_and(|flag| rules.iter().any(|rule| rule.field == flag)) {
        return Err(at_column(Code::DuplicateSource, names, index).into());
    }
    Ok(flag)
}

/// What messages call each column: its header if it is known without the input, else its position.
fn names(headers: &[String], rules: &[Column]) -> Vec<ColumnName> {
    let is_known = |header: &String| {
        Field::from_name(header).is_some() || rules.iter().any(|rule| rule.source == *header)
    };
    headers
        .iter()
        .zip(1..)
        .map(|(header, position)| {
            if is_known(header) {
                ColumnName::Known(header.clone())
            } else {
                ColumnName::Ordinal(position)
            }
        })
        .collect()
}

fn no_duplicates(headers: &[String], names: &[ColumnName]) -> Result<(), Refused> {
    let mut seen = std::collections::HashSet::new();
    match headers.iter().position(|header| !seen.insert(header)) {
        Some(index) => Err(at_column(Code::DuplicateHeader, names, index)),
        None => Ok(()),
    }
}

/// A flag that the map declares absent must not be in the input after all.
fn no_absent_flag(
    headers: &[String],
    names: &[ColumnName],
    map: Option<&Map>,
) -> Result<(), Refused> {
    let Some(map) = map else { return Ok(()) };
    let is_declared = |header: &String| {
        contained_flag(header).any(|flag| map.absent().any(|(absent, _)| absent == flag))
    };
    match headers.iter().position(is_declared) {
        Some(index) => Err(at_column(Code::FlagWithoutSource, names, index)),
        None => Ok(()),
    }
}

fn at_column(code: Code, names: &[ColumnName], index: usize) -> Refused {
    let refused = Refused::new(code);
    match names.get(index) {
        Some(name) => refused.in_column(name.clone()),
        None => refused,
    }
}

fn unknown_source(rule: &Column) -> MapProblem {
    let mut problem = MapProblem::new(
        Code::UnknownSource,
        (rule.line, rule.column),
        Code::UnknownSource.meaning(),
    );
    problem.about(rule.field.name());
    problem
}
