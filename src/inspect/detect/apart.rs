//! One number in neighbouring cells of a row: `QQ | 12 | 34 | 56 | C`, `07700 | 900123`, `12 | 05 | 1978`.
//!
//! Cells of a few letters and digits stand beside each other in many tables. What is parted so counts if its groups are
//! those in which such a number is written, and, where it has no check, if nearly all rows have it there.

use super::cell::Cell;
use super::chance::{THRESHOLD, tail};
use super::column::{Column, Says};
use super::date_of_birth::{BIRTHS, is_day};
use super::find::Finder;
use super::kind::Kind;
use super::tally::least;
use super::watch::{Certainty, Detection};
use super::{nhs_number, payment_card, utr, vehicle_registration};

/// A longer cell is no group, nor are longer letters.
pub(super) const LONGEST_GROUP: usize = 18;
pub(super) const LONGEST_LETTERS: usize = 4;
const LONGEST: usize = 48;
/// Of the shortest date or postcode.
const FEWEST: usize = 5;
const MOST_GROUPS: usize = 8;
/// No number is in more groups.
const WIDEST: usize = 6;
/// So many places of a table are counted.
const MOST_PLACES: usize = 128;
/// Of initials the share that are a prefix.
const PREFIXES: f64 = 0.6;

/// The groups of the row at hand, and what came of those before.
#[derive(Default)]
pub(super) struct Apart {
    text: String,
    /// How long each group is, and how many digits it has.
    lengths: [usize; MOST_GROUPS],
    digits: [usize; MOST_GROUPS],
    count: usize,
    /// The column of the first group, and the one behind the last.
    first: usize,
    next: usize,
    places: Vec<Place>,
}

/// What begins in one column, in so many groups.
struct Place {
    column: usize,
    width: usize,
    kind: Kind,
    tried: u64,
    met: u64,
    first_met: Option<u64>,
    /// A bit for each of 64 classes of values, and for each year from 1900 on.
    values: u64,
    years: u128,
}

/// What groups beside each other are: whether they are a number of their kind, what tells two apart, and a date's year.
struct Look {
    is_met: bool,
    mark: u64,
    year: u16,
}

impl Apart {
    /// Adds a cell of a few letters and so many digits.
    #[inline]
    pub(super) fn add(
        &mut self,
        column: usize,
        row: u64,
        (text, digits): (&str, usize),
        finder: &mut Finder,
    ) {
        let is_full = self.count == MOST_GROUPS || self.text.len() + text.len() > LONGEST;
        if self.count > 0 && (column != self.next || is_full) {
            self.end(row, finder);
        }
        if self.count == 0 {
            self.first = column;
        }
        self.text.push_str(text);
        let place = self.lengths.get_mut(self.count);
        if let Some((length, known)) = place.zip(self.digits.get_mut(self.count)) {
            (*length, *known) = (text.len(), digits);
            self.count += 1;
        }
        self.next = column + 1;
    }

    /// Ends the groups that stand beside each other.
    #[inline]
    pub(super) fn end(&mut self, row: u64, finder: &mut Finder) {
        if self.count > 1 && self.text.len() >= FEWEST {
            self.judge(row, finder);
        }
        self.count = 0;
        self.text.clear();
    }

    #[cold]
    fn judge(&mut self, row: u64, finder: &mut Finder) {
        let text = std::mem::take(&mut self.text);
        let lengths = self.lengths;
        let mut begin = 0;
        for at in 0..self.count {
            let mut digits = 0;
            let mut end = begin;
            for width in 1..=WIDEST.min(self.count - at) {
                digits += self.digits.get(at + width - 1).copied().unwrap_or(0);
                end += self.lengths.get(at + width - 1).copied().unwrap_or(0);
                let lengths = lengths.get(at..at + width).unwrap_or_default();
                if width > 1
                    && let Some(joined) = text.get(begin..end)
                    && let Some(kind) = kind_of(joined, digits, lengths)
                {
                    let seen = look(kind, joined, lengths, finder);
                    self.note(self.first + at, width, kind, row, &seen);
                }
            }
            begin += self.lengths.get(at).copied().unwrap_or(0);
        }
        self.text = text;
    }

    fn note(&mut self, column: usize, width: usize, kind: Kind, row: u64, seen: &Look) {
        let is_it =
            |place: &Place| (place.column, place.width, place.kind) == (column, width, kind);
        let mut at = self.places.iter().position(is_it);
        if at.is_none() && self.places.len() < MOST_PLACES {
            at = Some(self.places.len());
            self.places.push(Place {
                column,
                width,
                kind,
                tried: 0,
                met: 0,
                first_met: None,
                values: 0,
                years: 0,
            });
        }
        let Some(place) = at.and_then(|at| self.places.get_mut(at)) else {
            return;
        };
        place.tried += 1;
        if seen.is_met {
            place.met += 1;
            place.first_met = least(place.first_met, row);
            place.values |= 1 << (seen.mark.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58);
            place.years |= 1 << u32::from(seen.year.saturating_sub(1900)).min(127);
        }
    }

    /// What is no chance.
    pub(super) fn tell(&self, columns: &[Column], out: &mut Vec<Detection>) {
        for place in &self.places {
            let beside = columns
                .get(place.column..place.column + place.width)
                .unwrap_or_default();
            let Some((certainty, first_row)) = place.certainty(beside).zip(place.first_met) else {
                continue;
            };
            let known = |one: &Detection| (one.column, one.kind) == (place.column, place.kind);
            if !out.iter().any(known) {
                out.push(Detection {
                    kind: place.kind,
                    column: place.column,
                    count: place.met,
                    first_row,
                    certainty,
                });
            }
        }
    }
}

impl Place {
    /// How sure it is that these columns hold it together.
    fn certainty(&self, columns: &[Column]) -> Option<Certainty> {
        let (tried, met, values) = (self.tried, self.met, self.values.count_ones());
        if columns
            .iter()
            .any(|column| column.says == Says::Kind(self.kind))
        {
            return Some(Certainty::Certain);
        }
        let is_released = columns.iter().any(Column::is_released);
        let nearly_all = met >= 3 && met * 10 >= tried * 9;
        let no_chance = |rate| tail(tried, met, rate) < THRESHOLD;
        let certain = |fits: bool| fits.then_some(Certainty::Certain);
        let likely = |fits: bool| fits.then_some(Certainty::Likely);
        match self.kind {
            // initials, a warrant number and a letter
            Kind::Nino if is_released => likely(values > 3 && no_chance(PREFIXES)),
            // a serial number and a letter begin alike in all rows
            Kind::Nino if self.width == 2 => likely(values > 2 && nearly_all),
            Kind::Nino | Kind::Iban => certain(true),
            Kind::PaymentCard => {
                certain(no_chance(payment_card::RATE)).or_else(|| likely(met * 2 > tried))
            }
            Kind::NhsNumber => certain(no_chance(nhs_number::RATE)),
            Kind::Utr => likely(no_chance(utr::RATE) && values > 5),
            Kind::Phone => likely(nearly_all),
            Kind::VehicleRegistration => {
                likely(!is_released && values > 5 && no_chance(vehicle_registration::RATE))
            }
            Kind::Postcode => likely(!is_released && nearly_all && values > 2),
            Kind::DateOfBirth => likely(!is_released && nearly_all && self.years.count_ones() > 2),
            Kind::BankAccount => likely(!is_released && met >= 3 && met * 10 >= tried * 6),
            _ => None,
        }
    }
}

/// The kind that is written in groups of these lengths.
#[inline]
fn kind_of(joined: &str, digits: usize, lengths: &[usize]) -> Option<Kind> {
    let bytes = joined.as_bytes();
    let all = bytes.len();
    if digits == all {
        return match lengths {
            [4, 4, 4, 4] | [4, 6, 5] => Some(Kind::PaymentCard),
            [3, 3, 4] => Some(Kind::NhsNumber),
            [5, 5] => Some(Kind::Utr),
            [2, 2, 2, 8] => Some(Kind::BankAccount),
            [1..=2, 1..=2, 4] | [4, 1..=2, 1..=2] => Some(Kind::DateOfBirth),
            [3..=5, 6..=8] | [3..=5, 3..=4, 3..=4] if matches!(all, 10 | 11) => Some(Kind::Phone),
            [2, 10] | [4, 10] => Some(Kind::Phone),
            _ => None,
        };
    }
    let first = *bytes.first()?;
    match lengths {
        [3, 9..=10] if first == b'+' && digits + 1 == all => Some(Kind::Phone),
        _ if !first.is_ascii_alphabetic() => None,
        _ if all == 9 && digits == 6 => Some(Kind::Nino),
        [2..=4, 3] if digits + 3 <= all && bytes.iter().rev().nth(2)?.is_ascii_digit() => {
            Some(Kind::Postcode)
        }
        [4, 3] if digits == 2 => Some(Kind::VehicleRegistration),
        _ if (15..=34).contains(&all) => {
            let begins = bytes.get(1)?.is_ascii_alphabetic()
                && bytes.get(2..4)?.iter().all(u8::is_ascii_digit);
            begins.then_some(Kind::Iban)
        }
        _ => None,
    }
}

fn look(kind: Kind, joined: &str, lengths: &[usize], finder: &mut Finder) -> Look {
    let number = |from: usize, to: usize| joined.get(from..to).and_then(|part| part.parse().ok());
    let mut ends = [0; 3];
    let mut end = 0;
    for (place, length) in ends.iter_mut().zip(lengths) {
        end += length;
        *place = end;
    }
    let [first, second, third] = ends;
    let parts = || -> Option<[u16; 3]> {
        Some([
            number(0, first)?,
            number(first, second)?,
            number(second, third)?,
        ])
    };
    let is_date = |day, month| is_day(day, month) || is_day(month, day);
    match (kind, parts()) {
        (Kind::DateOfBirth, Some([a, b, c])) => {
            let (year, is_met) = if first == 4 {
                (a, is_day(c, b))
            } else {
                (c, is_date(a, b))
            };
            Look {
                is_met: is_met && BIRTHS.contains(&year),
                mark: 0,
                year,
            }
        }
        // a day and a serial number are no sort code and account
        (Kind::BankAccount, Some([a, b, c])) => Look {
            is_met: !is_date(a, b) && !is_day(c, b),
            mark: 0,
            year: 0,
        },
        _ => {
            let found = finder.look(Cell::alone(joined));
            let is_valid = matches!(kind, Kind::NhsNumber | Kind::Utr | Kind::Postcode);
            let is_met = found.alone.has(kind)
                || is_valid && found.valid.has(kind)
                || kind == Kind::Phone && joined.starts_with('0') && joined.len() == 10;
            Look {
                is_met,
                mark: found.mark,
                year: 0,
            }
        }
    }
}
