//! The cells of one table, watched as they go by.

use super::chance::{THRESHOLD, as_float, tail};
use super::date_of_birth;
use super::find::{Finder, Found};
use super::headers::{header, is_released};
use super::kind::Kind;
use super::pay_number;
use super::plain::{Look, look};
use super::words::Kinds;
use super::{
    nhs_number, payment_card, phone, salary, street_address, utr, vetting_level, what3words,
};

/// How sure a detection is. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// It looks like it; other things look the same.
    Likely,
    /// Its form and check, its header or its column say so.
    Certain,
}

/// One kind of data in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Detection {
    /// What it is.
    pub kind: Kind,
    /// The column, as it was given to [`Watch::cell`], or [`Watch::MOST_COLUMNS`] for any beyond.
    pub column: usize,
    /// In how many cells.
    pub count: u64,
    /// The lowest row of those.
    pub first_row: u64,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Watches one table: a CSV, a sheet, an array of objects.
///
/// What it keeps is bounded by columns and kinds, however many rows there are. The order of rows changes nothing.
///
/// # Security
/// No text of a cell is kept beyond its row, nor given back.
///
/// ```
/// use cardsieve::inspect::detect::{Kind, Watch};
///
/// let mut watch = Watch::new([Some("ref"), Some("number")].into_iter());
/// watch.cell(0, 2, "mfrggzdfmztwq2lk");
/// watch.cell(1, 2, "QQ 12 34 56 C");
/// watch.end_row();
/// let found = watch.finish();
/// assert_eq!((found[0].kind, found[0].column), (Kind::Nino, 1));
/// ```
pub struct Watch {
    columns: Vec<Column>,
    finder: Finder,
    /// Numbers of the row that may be a pay number or what it is made from.
    numbered: [Numbered; NUMBERED],
    numbers: usize,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch { .. }")
    }
}

const NUMBERED: usize = 12;

#[derive(Debug, Clone, Copy, Default)]
struct Numbered {
    column: usize,
    row: u64,
    number: u32,
    lettered: bool,
}

/// What a column's header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Says {
    #[default]
    Nothing,
    Released,
    Kind(Kind),
}

#[derive(Debug, Clone, Default)]
struct Column {
    says: Says,
    /// Cells that hold something.
    cells: u64,
    tallies: Vec<Tally>,
    dates: Dates,
    /// Cells of six digits in pairs that are no date, and in pairs at all.
    pairs: u64,
    paired: u64,
    /// Cells of six or eight bare digits, and of decimal degrees.
    six: u64,
    eight: u64,
    degrees: u64,
    first_row: Option<u64>,
    /// Pay numbers, by their neighbours.
    pay: u64,
    first_pay: Option<u64>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Dates {
    all: u64,
    born: u64,
    first: Option<u64>,
    years: u128,
}

/// What was counted of one kind in one column.
#[derive(Debug, Clone, Copy)]
struct Tally {
    kind: Kind,
    /// Of the shape, right or not.
    shaped: u64,
    /// Right.
    met: u64,
    first_met: Option<u64>,
    /// Enough by itself, or told by a word beside it.
    sure: u64,
    first_sure: Option<u64>,
    told: u64,
    /// A bit for each of 64 classes of values.
    values: u64,
}

impl Watch {
    /// Columns beyond so many are watched as one: no format of spreadsheets has half of them.
    pub const MOST_COLUMNS: usize = 32_768;

    /// A watch of a table with these column names, `None` where a column has none.
    pub fn new<'a>(headers: impl Iterator<Item = Option<&'a str>>) -> Self {
        let columns = headers
            .take(Self::MOST_COLUMNS)
            .map(|name| Column {
                says: name.map_or(Says::Nothing, says),
                ..Column::default()
            })
            .collect();
        Self {
            columns,
            finder: Finder::default(),
            numbered: [Numbered::default(); NUMBERED],
            numbers: 0,
        }
    }

    /// Names a column that was not there when the table began.
    pub fn head(&mut self, column: usize, name: &str) {
        let column = column.min(Self::MOST_COLUMNS);
        if column >= self.columns.len() {
            self.columns.resize_with(column + 1, Column::default);
        }
        if let Some(column) = self.columns.get_mut(column) {
            column.says = says(name);
        }
    }

    /// Looks at one cell.
    #[inline]
    pub fn cell(&mut self, column: usize, row: u64, text: &str) {
        if text.is_empty() {
            return;
        }
        let column = column.min(Self::MOST_COLUMNS);
        if column >= self.columns.len() {
            self.columns.resize_with(column + 1, Column::default);
        }
        let Some(entry) = self.columns.get_mut(column) else {
            return;
        };
        entry.cells += 1;
        match look(text) {
            Look::Nothing if !matches!(entry.says, Says::Kind(_)) => {}
            Look::Digits(count) if !matches!(entry.says, Says::Kind(_)) && count < 8 => {
                if count == 6 {
                    entry.six += 1;
                    entry.first_row = least(entry.first_row, row);
                }
                if count >= 5 {
                    self.number(column, row, text);
                }
            }
            Look::Date(year) if !matches!(entry.says, Says::Kind(_)) => {
                entry
                    .dates
                    .add(row, date_of_birth::BIRTHS.contains(&year), bit(year));
            }
            other => self.closely(column, row, text, other),
        }
    }

    /// Ends a row: neighbours are those of one row.
    #[inline]
    pub fn end_row(&mut self) {
        let numbers = self.numbered.get(..self.numbers).unwrap_or_default();
        for one in numbers {
            let same = |other: &&Numbered| {
                other.number == one.number && !other.lettered && other.column != one.column
            };
            if one.lettered
                && numbers.iter().any(|other| same(&other))
                && let Some(column) = self.columns.get_mut(one.column)
            {
                column.pay += 1;
                column.first_pay = least(column.first_pay, one.row);
            }
        }
        self.numbers = 0;
    }

    /// What was found, by column and kind.
    pub fn finish(mut self) -> Vec<Detection> {
        self.end_row();
        let mut found = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            column.judge(at, &mut found);
        }
        neighbours(&self.columns, &mut found);
        found.sort_by_key(|detection| (detection.column, detection.kind));
        found
    }

    fn number(&mut self, column: usize, row: u64, text: &str) {
        if let Some((number, lettered)) = pay_number::numbered(text)
            && let Some(place) = self.numbered.get_mut(self.numbers)
        {
            *place = Numbered {
                column,
                row,
                number,
                lettered,
            };
            self.numbers += 1;
        }
    }

    #[cold]
    fn closely(&mut self, column: usize, row: u64, text: &str, seen: Look) {
        let found = self.finder.look(text);
        if matches!(seen, Look::Digits(_) | Look::Code) {
            self.number(column, row, text);
        }
        let Some(entry) = self.columns.get_mut(column) else {
            return;
        };
        entry.shapes(row, text, &found);
        if found.dated {
            entry.dates.add(row, found.born, found.years);
        }
        let mut sets = Sets::of(&found);
        if let Says::Kind(kind) = entry.says
            && says_enough(kind, text, &found)
        {
            sets.met = sets.met.and(Kinds::of(kind));
        }
        for kind in sets.any() {
            entry.tally(kind).add(row, kind, sets, found.mark);
        }
    }
}

fn says(name: &str) -> Says {
    if is_released(name) {
        return Says::Released;
    }
    header(name)
        .and_then(|rule| rule.kind)
        .map_or(Says::Nothing, Says::Kind)
}

/// Whether a cell holds what its header says: its form is right, or the kind has no form of its own.
fn says_enough(kind: Kind, text: &str, found: &Found) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    match kind {
        Kind::Salary => digits >= 4 || found.shape.has(kind),
        Kind::PayNumber | Kind::RadioIssi => digits >= 4,
        Kind::CallSign => digits >= 1,
        Kind::DateOfBirth => found.dated,
        Kind::StreetAddress => digits >= 1 && text.contains(' '),
        _ => false,
    }
}

/// The kinds of one cell by how sure they are.
#[derive(Debug, Clone, Copy)]
struct Sets {
    sure: Kinds,
    told: Kinds,
    met: Kinds,
    shaped: Kinds,
}

impl Sets {
    fn of(found: &Found) -> Self {
        let sure = found.alone.and(found.told);
        let met = sure.and(found.valid);
        Self {
            sure,
            told: found.told,
            met,
            shaped: met.and(found.shape),
        }
    }

    fn any(self) -> impl Iterator<Item = Kind> {
        let all = self.shaped.and(self.met);
        Kind::ALL
            .iter()
            .copied()
            .filter(move |kind| !all.is_empty() && all.has(*kind))
    }
}

impl Dates {
    fn add(&mut self, row: u64, born: bool, years: u128) {
        self.all += 1;
        if born {
            self.born += 1;
            self.first = least(self.first, row);
            self.years |= years;
        }
    }

    /// Whether they lie as births do: nearly all in years of birth, and not all in a few.
    fn look_like_births(&self) -> bool {
        self.born >= 3 && self.born * 5 >= self.all * 4 && self.years.count_ones() >= 3
    }
}

impl Tally {
    fn add(&mut self, row: u64, kind: Kind, sets: Sets, mark: u64) {
        self.shaped += 1;
        if sets.met.has(kind) {
            self.met += 1;
            self.first_met = least(self.first_met, row);
            self.values |= 1 << (mark.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58);
        }
        if sets.sure.has(kind) {
            self.sure += 1;
            self.first_sure = least(self.first_sure, row);
        }
        if sets.told.has(kind) {
            self.told += 1;
        }
    }

    /// Whether more is right than chance would have it, in values that differ.
    fn is_no_chance(&self, tried: u64, rate: f64) -> bool {
        let values = u64::from(self.values.count_ones());
        tail(tried, self.met, rate) < THRESHOLD && tail(values, values, rate) < THRESHOLD
    }
}

impl Column {
    fn tally(&mut self, kind: Kind) -> &mut Tally {
        let at = self
            .tallies
            .iter()
            .position(|tally| tally.kind == kind)
            .unwrap_or_else(|| {
                self.tallies.push(Tally {
                    kind,
                    shaped: 0,
                    met: 0,
                    first_met: None,
                    sure: 0,
                    first_sure: None,
                    told: 0,
                    values: 0,
                });
                self.tallies.len() - 1
            });
        // INVARIANT: `at` is below the length
        #[expect(clippy::indexing_slicing, reason = "found or pushed just above")]
        &mut self.tallies[at]
    }

    fn shapes(&mut self, row: u64, text: &str, found: &Found) {
        let bytes = text.trim().as_bytes();
        let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
        self.first_row = least(self.first_row, row);
        match (digits, bytes.len()) {
            (6, 6) => self.six += 1,
            (8, 8) => self.eight += 1,
            (6, 8) if found.valid.has(Kind::BankAccount) || found.told.has(Kind::BankAccount) => {
                self.paired += 1;
                if !found.dated {
                    self.pairs += 1;
                }
            }
            _ => {}
        }
        if found.valid.has(Kind::Coordinates) {
            self.degrees += 1;
        }
    }

    fn judge(&self, at: usize, out: &mut Vec<Detection>) {
        let mut push = |kind, count, first: Option<u64>, certainty| {
            if let Some(first_row) = first
                && count > 0
            {
                out.push(Detection {
                    kind,
                    column: at,
                    count,
                    first_row,
                    certainty,
                });
            }
        };
        for tally in &self.tallies {
            if let Some((count, first, certainty)) = self.of_kind(tally) {
                push(tally.kind, count, first, certainty);
            }
        }
        let told = self
            .tallies
            .iter()
            .any(|tally| tally.kind == Kind::DateOfBirth && self.of_kind(tally).is_some());
        if !told && self.dates.look_like_births() {
            push(
                Kind::DateOfBirth,
                self.dates.born,
                self.dates.first,
                Certainty::Likely,
            );
        }
        if self.says != Says::Kind(Kind::PayNumber)
            && tail(self.cells, self.pay, SAME_NUMBER) < 1e-4
        {
            push(Kind::PayNumber, self.pay, self.first_pay, Certainty::Likely);
        }
    }

    fn of_kind(&self, tally: &Tally) -> Option<(u64, Option<u64>, Certainty)> {
        let kind = tally.kind;
        if self.says == Says::Kind(kind) || related(self.says, kind) {
            return Some((tally.met, tally.first_met, Certainty::Certain))
                .filter(|(met, ..)| *met > 0);
        }
        let tried = match kind {
            // what is no such cell has no shape that could be counted
            Kind::What3words | Kind::VettingLevel | Kind::StreetAddress => self.cells,
            _ => tally.shaped,
        };
        let no_chance = chance(kind).is_some_and(|rate| {
            let few = matches!(
                kind,
                Kind::What3words | Kind::VettingLevel | Kind::StreetAddress
            );
            if few {
                let most = tally.met >= 3 && tally.met * 2 >= self.cells;
                most && self.says != Says::Released && tail(tried, tally.met, rate) < 1e-3
            } else {
                tally.is_no_chance(tried, rate)
            }
        });
        if no_chance {
            return Some((tally.met, tally.first_met, Certainty::Certain));
        }
        if tally.sure == 0 {
            return None;
        }
        if tally.told == 0 {
            // a column in which chance passes as often as it should
            let checked = matches!(kind, Kind::NhsNumber | Kind::PaymentCard);
            if checked
                && tally.shaped >= 12
                && chance(kind).is_some_and(|rate| tail(tried, tally.met, rate) > 1e-3)
            {
                return None;
            }
            // under a released name some numbers look like others
            if self.says == Says::Released
                && matches!(
                    kind,
                    Kind::Phone | Kind::VehicleRegistration | Kind::NhsNumber
                )
                && as_float(tally.sure) < 0.5 * as_float(self.cells)
            {
                return None;
            }
        }
        let certainty = if tally.told > 0 || is_certain(kind) {
            Certainty::Certain
        } else {
            Certainty::Likely
        };
        Some((tally.sure, tally.first_sure, certainty))
    }
}

/// Headers that speak of more than one kind.
fn related(says: Says, kind: Kind) -> bool {
    matches!(
        (says, kind),
        (Says::Kind(Kind::Iban), Kind::BankAccount)
            | (Says::Kind(Kind::BankAccount), Kind::Iban)
            | (Says::Kind(Kind::Nino), Kind::TemporaryReference)
            | (Says::Kind(Kind::StreetAddress), Kind::Postcode)
    )
}

/// The share of cells of a kind's shape that are right by chance.
fn chance(kind: Kind) -> Option<f64> {
    Some(match kind {
        Kind::NhsNumber => nhs_number::RATE,
        Kind::Utr => utr::RATE,
        Kind::PaymentCard => payment_card::RATE,
        Kind::Phone => phone::RATE,
        Kind::DateOfBirth => date_of_birth::RATE,
        Kind::Salary => salary::RATE,
        Kind::What3words => what3words::RATE,
        Kind::VettingLevel => vetting_level::RATE,
        Kind::StreetAddress => street_address::RATE,
        _ => return None,
    })
}

/// Whether one that is enough by itself is hardly anything else.
fn is_certain(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::NhsNumber
            | Kind::VehicleRegistration
            | Kind::StreetAddress
            | Kind::IpAddress
            | Kind::CallSign
    )
}

/// How often two numbers of five digits or more are the same by chance.
const SAME_NUMBER: f64 = 1e-5;

/// What two columns say beside each other.
fn neighbours(columns: &[Column], out: &mut Vec<Detection>) {
    let most = |count: u64, column: &Column| count > 0 && count * 10 >= column.cells * 9;
    let mut push = |kind, at: usize, column: &Column, count, certainty| {
        if let Some(first_row) = column.first_row
            && !out
                .iter()
                .any(|other| other.kind == kind && other.column == at)
        {
            out.push(Detection {
                kind,
                column: at,
                count,
                first_row,
                certainty,
            });
        }
    };
    for (at, column) in columns.iter().enumerate() {
        if column.says == Says::Released {
            continue;
        }
        let coded = most(column.paired, column) && column.pairs > 0;
        let bare = most(column.six, column);
        for near in at.saturating_sub(2)..=at + 2 {
            let Some(other) = columns
                .get(near)
                .filter(|other| near != at && other.says != Says::Released)
            else {
                continue;
            };
            if (coded || bare) && most(other.eight, other) {
                let certainty = if coded {
                    Certainty::Certain
                } else {
                    Certainty::Likely
                };
                push(
                    Kind::BankAccount,
                    at,
                    column,
                    column.paired + column.six,
                    certainty,
                );
                push(Kind::BankAccount, near, other, other.eight, certainty);
            }
            if near.abs_diff(at) == 1 && most(column.degrees, column) && most(other.degrees, other)
            {
                push(
                    Kind::Coordinates,
                    at,
                    column,
                    column.degrees,
                    Certainty::Likely,
                );
            }
        }
    }
}

fn least(first: Option<u64>, row: u64) -> Option<u64> {
    Some(first.map_or(row, |first| first.min(row)))
}

fn bit(year: u16) -> u128 {
    year.checked_sub(1900)
        .filter(|bit| *bit < 128)
        .map_or(0, |bit| 1 << bit)
}

#[cfg(test)]
mod tests;
