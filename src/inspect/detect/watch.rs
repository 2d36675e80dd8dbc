//! The cells of one table, watched as they go by.

use super::apart::{Apart, LONGEST_GROUP, LONGEST_LETTERS};
use super::cell::Cell;
use super::column::{Column, Says, says};
use super::date_of_birth;
use super::email;
use super::find::{Finder, Found};
use super::fold::fold;
use super::kind::Kind;
use super::lately::Lately;
use super::neighbours::neighbours;
use super::pay_number;
use super::plain::{self, Look};
use super::pushed;
use super::salary;
use super::tally::{Dated, Sets, least};
use super::unseen;
use super::words::Kinds;

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
/// No text is given back. Beyond its row a text is kept only if nothing was found in it, dates aside, and only while the table is
/// watched.
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
    /// Texts that hold nothing but, perhaps, dates.
    lately: Lately<Known>,
    /// Groups of digits in neighbouring cells of the row.
    apart: Apart,
    row: u64,
    /// Numbers of the row that may be a pay number or what it is made from.
    numbered: [Numbered; NUMBERED],
    numbers: usize,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch { .. }")
    }
}

/// What there is to be said of a text that holds nothing of note.
#[derive(Clone, Copy, Default)]
struct Known {
    /// Whether it is a value where others of its row may be headers.
    is_value: bool,
    /// The digits of what may be a part of a number in neighbouring cells.
    group: Option<u8>,
    /// Whether it had to be looked into.
    is_looked_into: bool,
    dated: Option<Dated>,
}

const NUMBERED: usize = 12;
/// Of a number whose disguise takes four bytes a digit, and as many between.
const LONGEST_NUMBER: usize = 64;

#[derive(Debug, Clone, Copy, Default)]
struct Numbered {
    column: usize,
    row: u64,
    number: u32,
    lettered: bool,
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
            lately: Lately::default(),
            apart: Apart::default(),
            row: 0,
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
        if !text.is_empty() && self.known(column, row, text).is_none() {
            let mut folded = String::new();
            let cell = Cell::of(text, plain::classes(text), &mut folded);
            self.look(column, row, cell, Some(false));
        }
    }

    /// Counts a cell whose text stood in the table lately and holds nothing of note; whether it was a value.
    #[inline]
    pub(in crate::inspect) fn known(
        &mut self,
        column: usize,
        row: u64,
        text: &str,
    ) -> Option<bool> {
        let entry = self.columns.get_mut(column)?;
        // what counts for a column under its header is looked at each time
        if matches!(entry.says, Says::Kind(_) | Says::Perhaps(_)) {
            return None;
        }
        if !entry.luck.is_worth_a_try() {
            entry.luck.pass();
            return None;
        }
        let known = self.lately.find(text);
        entry.luck.learn(known.is_some());
        let known = known?;
        entry.cells += 1;
        self.row = row;
        if known.is_looked_into {
            entry.first_row = least(entry.first_row, row);
        }
        if let Some(dated) = known.dated {
            entry.dates.add(row, dated);
        }
        if let Some(digits) = known.group {
            let group = (text, usize::from(digits));
            self.apart.add(column, row, group, &mut self.finder);
        }
        Some(known.is_value)
    }

    /// Looks at one cell of which it is known whether it is a value, if it is no header.
    #[inline]
    pub(in crate::inspect) fn cell_of(
        &mut self,
        column: usize,
        row: u64,
        cell: Cell<'_>,
        is_value: Option<bool>,
    ) {
        if !cell.text.is_empty() {
            self.look(column, row, cell, is_value);
        }
    }

    #[inline]
    fn look(&mut self, column: usize, row: u64, cell: Cell<'_>, is_value: Option<bool>) {
        let Cell { text, classes, .. } = cell;
        let seen = cell.look();
        let column = column.min(Self::MOST_COLUMNS);
        if column >= self.columns.len() {
            self.columns.resize_with(column + 1, Column::default);
        }
        let Some(entry) = self.columns.get_mut(column) else {
            return;
        };
        entry.cells += 1;
        self.row = row;
        if pushed::is_pushed_aside(text) {
            entry.hidden.add_one(row);
        }
        let is_domain =
            classes & (plain::DOT | plain::SPACE) == plain::DOT && email::is_domain_alone(text);
        if is_domain {
            entry.domains += 1;
            entry.first_domain = least(entry.first_domain, row);
        }
        let is_named = matches!(entry.says, Says::Kind(_) | Says::Perhaps(_));
        let is_kept = !is_named && !is_domain && entry.luck.is_worth_a_try();
        let group = digits_of_group(text, classes, seen);
        if let Some(digits) = group {
            self.apart
                .add(column, row, (text, digits), &mut self.finder);
        }
        let known = is_value.filter(|_| is_kept).map(|is_value| Known {
            is_value,
            group: group.and_then(|digits| u8::try_from(digits).ok()),
            is_looked_into: false,
            dated: None,
        });
        match seen {
            Look::Nothing if !is_named => {
                if let Some(known) = known {
                    self.lately.keep(text, known);
                }
            }
            Look::Digits(count) if !is_named && count < 8 => {
                if count == 6 {
                    entry.six += 1;
                    entry.first_row = least(entry.first_row, row);
                }
                if count >= 5 {
                    self.number(column, row, text);
                }
            }
            Look::Date(year) if !is_named => {
                // the year stands at one end
                let digits = text.bytes().filter(u8::is_ascii_digit);
                let is_first = text
                    .get(..4)
                    .is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
                let day = digits.skip(if is_first { 4 } else { 0 }).take(4);
                let dated = Dated {
                    born: date_of_birth::BIRTHS.contains(&year),
                    long_ago: date_of_birth::is_of_long_ago(year, &day),
                    years: bit(year),
                };
                entry.dates.add(row, dated);
            }
            // what counts beside other numbers is looked at each time
            Look::Closer if classes & !(plain::DIGIT | plain::JOIN | plain::SPACE) != 0 => {
                self.look_into(column, row, cell, seen, known);
            }
            _ => self.look_into(column, row, cell, seen, None),
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
        self.apart.end(self.row, &mut self.finder);
    }

    /// How many cells of a column hold something.
    pub(in crate::inspect) fn cells(&self, column: usize) -> u64 {
        self.columns.get(column).map_or(0, |column| column.cells)
    }

    /// The columns in whose texts something is hidden from whoever reads them: in how many, and from which row on.
    pub(in crate::inspect) fn hidden(&self) -> Vec<(usize, u64, u64)> {
        let columns = self.columns.iter().enumerate();
        columns
            .filter_map(|(at, column)| column.hidden.tell().map(|(count, row)| (at, count, row)))
            .collect()
    }

    /// What was found, by column and kind.
    pub fn finish(mut self) -> Vec<Detection> {
        self.end_row();
        let mut found = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            column.judge(at, &mut found);
        }
        neighbours(&self.columns, &mut found);
        self.apart.tell(&self.columns, &mut found);
        found.sort_by_key(|detection| (detection.column, detection.kind));
        found
    }

    /// Notes a number that may be a pay number or what it is made from; whether it is one.
    fn number(&mut self, column: usize, row: u64, text: &str) -> bool {
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
            return true;
        }
        false
    }

    #[cold]
    fn look_into(
        &mut self,
        column: usize,
        row: u64,
        cell: Cell<'_>,
        seen: Look,
        known: Option<Known>,
    ) {
        let Cell {
            text,
            classes,
            plain,
            ..
        } = cell;
        let found = self.finder.look(cell);
        let mut is_number = false;
        if matches!(seen, Look::Digits(..8) | Look::Code) {
            self.number(column, row, text);
        } else if classes & plain::OTHER != 0 && !text.is_ascii() && text.len() <= LONGEST_NUMBER {
            is_number = self.number(column, row, &plain.replace(' ', ""));
        }
        let Some(entry) = self.columns.get_mut(column) else {
            return;
        };
        let is_usual = classes & plain::OTHER == 0
            || text
                .bytes()
                .all(|b| matches!(b, b' '..=b'~' | b'\n' | b'\r'));
        let mut is_seen = true;
        if !is_usual {
            let unseen = unseen::look(text);
            is_seen = unseen == unseen::Unseen::default();
            entry.hidden.add(row, unseen);
        }
        if seen == Look::Code {
            entry.code(text);
        }
        let is_shaped = entry.shapes(row, cell, is_usual, &found);
        let dated = found.dated.then_some(Dated {
            born: found.born,
            long_ago: found.long_ago,
            years: found.years,
        });
        if let Some(dated) = dated {
            entry.dates.add(row, dated);
        }
        let mut sets = Sets::of(&found);
        if let Says::Kind(kind) | Says::Perhaps(kind) = entry.says
            && says_enough(kind, &fold(text), &found)
            && (kind != Kind::Salary
                || entry.says == Says::Kind(kind)
                || salary::is_yearly(&fold(text)))
        {
            sets.met = sets.met.and(Kinds::of(kind));
        }
        entry.number(row, text, classes, sets);
        let bare = !sets.sure.is_empty() && is_bare(text);
        let mut is_something = false;
        for kind in sets.any() {
            is_something = true;
            entry.tally(kind).add(row, kind, sets, found.mark, bare);
        }
        if let Some(known) = known
            && is_seen
            && !is_number
            && !is_shaped
            && !is_something
        {
            let looked_into = Known {
                is_looked_into: true,
                dated,
                ..known
            };
            self.lately.keep(text, looked_into);
        }
    }
}

/// How many digits a cell has that may be a part of a number in neighbouring cells.
#[inline]
fn digits_of_group(text: &str, classes: u8, seen: Look) -> Option<usize> {
    let most = match seen {
        Look::Digits(count) => return (count <= 14).then_some(count),
        Look::Code => LONGEST_GROUP,
        _ => LONGEST_LETTERS,
    };
    let is_group = text.len() <= most
        && (classes & !(plain::LETTER | plain::DIGIT) == 0
            || text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+'));
    is_group.then(|| match classes & plain::DIGIT {
        0 => 0,
        _ => text.bytes().filter(u8::is_ascii_digit).count(),
    })
}

/// Whether a cell is nothing but letters and digits in one, a card's serial number with hyphens, or a picture's
/// file that is called so.
fn is_bare(text: &str) -> bool {
    let text = text.trim();
    let name = match text.rsplit_once('.') {
        Some((stem, "jpg" | "jpeg" | "png" | "JPG" | "JPEG" | "PNG")) => {
            stem.rsplit(['/', '\\']).next().unwrap_or(stem)
        }
        _ => text,
    };
    let is_serial = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
    name.bytes().all(|b| b.is_ascii_alphanumeric())
        || (name.bytes().all(is_serial) && name.bytes().any(|b| b.is_ascii_uppercase()))
}

/// Whether a cell holds what its header says: its form is right, or nearly, or the kind has no form of its own.
fn says_enough(kind: Kind, text: &str, found: &Found) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let signs = digits + letters;
    match kind {
        Kind::Salary => digits >= 4 || found.shape.has(kind),
        Kind::PayNumber | Kind::RadioIssi => digits >= 4,
        Kind::CallSign | Kind::VettingLevel => signs >= 2 && !is_nothing(text),
        Kind::DateOfBirth => found.dated || letters == 0 && date_of_birth::is_short(text),
        Kind::StreetAddress => {
            digits >= 1 && letters >= 3 || letters >= 8 && text.trim().contains(char::is_whitespace)
        }
        Kind::Phone => (9..=15).contains(&digits) && letters <= 4,
        Kind::VehicleRegistration => digits >= 1 && letters >= 1 && signs <= 8,
        Kind::MacAddress => {
            signs == 12 && digits >= 1 && text.chars().filter(char::is_ascii_hexdigit).count() == 12
        }
        // a sort code and its account in one
        Kind::BankAccount => letters == 0 && digits == 14,
        // a reference to a grid of squares
        Kind::Coordinates => letters == 2 && digits >= 4,
        _ => false,
    }
}

/// Words for a cell that is left empty.
fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    [
        "no",
        "none",
        "nil",
        "n/a",
        "na",
        "null",
        "false",
        "not known",
        "unknown",
        "tbc",
    ]
    .iter()
    .any(|word| text.eq_ignore_ascii_case(word))
}

fn bit(year: u16) -> u128 {
    year.checked_sub(1900)
        .filter(|bit| *bit < 128)
        .map_or(0, |bit| 1 << bit)
}

#[cfg(test)]
mod tests;
