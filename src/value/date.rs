//! Calendar dates from 1900 to 2199.

use std::fmt;
use std::str::FromStr;

use super::{Invalid, normalise};

mod format;

pub use format::DateFormat;
#[cfg(feature = "ledger")]
pub(crate) use format::MONTHS;

pub(super) const NOT_A_DATE: Invalid =
    Invalid::new("a date is a calendar day of 1900 to 2199 as YYYY-MM-DD");

/// The first and last year of a card's dates; anything else is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2199;

/// A calendar day.
///
/// # Security
/// Neither `Display` nor `Serialize`; `Debug` is a constant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
    // Kept so that a record can lend its text.
    iso: [u8; 10],
}

impl Date {
    /// The day, if the calendar has it and its year is 1900 to 2199.
    pub(crate) fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let [high, low] =
            [year / 100, year % 100].map(|half| two_digits(u8::try_from(half).unwrap_or(0)));
        let ([m, n], [d, e]) = (two_digits(month), two_digits(day));
        let iso = [high[0], high[1], low[0], low[1], b'-', m, n, b'-', d, e];
        Self::checked(year, month, day, iso)
    }

    fn checked(year: u16, month: u8, day: u8, iso: [u8; 10]) -> Option<Self> {
        let is_valid = YEARS.contains(&year)
            && (1..=12).contains(&month)
            && (1..=days(year, month)).contains(&day);
        is_valid.then_some(Self {
            year,
            month,
            day,
            iso,
        })
    }

    /// The day that `YYYY-MM-DD` names.
    pub(crate) fn parse_iso(text: &str) -> Option<Self> {
        let iso: &[u8; 10] = text.as_bytes().try_into().ok()?;
        let &[a, b, c, d, b'-', e, f, b'-', g, h] = iso else {
            return None;
        };
        let year = u16::from(number(a, b)?) * 100 + u16::from(number(c, d)?);
        Self::checked(year, number(e, f)?, number(g, h)?, *iso)
    }

    /// The day so many days after 1970-01-01, for a batch's dates.
    #[cfg(feature = "seal")]
    pub(crate) fn from_days(days_after: u64) -> Option<Self> {
        let mut left = days_after;
        for year in 1970..=*YEARS.end() {
            for month in 1..=12 {
                let length = u64::from(days(year, month));
                if left < length {
                    return Self::new(year, month, u8::try_from(left + 1).ok()?);
                }
                left -= length;
            }
        }
        None
    }

    #[cfg(feature = "seal")]
    pub(crate) const fn year(self) -> u16 {
        self.year
    }

    /// Days since the first that there is.
    #[cfg(feature = "ledger")]
    pub(crate) fn ordinal(self) -> u64 {
        let years = (*YEARS.start()..self.year).map(|year| {
            let months = (1..=12).map(|month| u64::from(days(year, month)));
            months.sum::<u64>()
        });
        let months = (1..self.month).map(|month| u64::from(days(self.year, month)));
        years.sum::<u64>() + months.sum::<u64>() + u64::from(self.day) - 1
    }

    /// The day after it.
    #[cfg(feature = "seal")]
    pub(crate) fn tomorrow(self) -> Option<Self> {
        Self::new(self.year, self.month, self.day + 1)
            .or_else(|| Self::new(self.year, self.month + 1, 1))
            .or_else(|| Self::new(self.year + 1, 1, 1))
    }

    /// The last day of its month.
    pub(crate) fn month_end(mut self) -> Self {
        self.day = days(self.year, self.month);
        let [.., tens, units] = &mut self.iso;
        [*tens, *units] = two_digits(self.day);
        self
    }

    /// `YYYY-MM-DD`, for those who may read it.
    pub(crate) fn expose(&self) -> &str {
        // Ten ASCII bytes are UTF-8.
        std::str::from_utf8(&self.iso).unwrap_or_default()
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Date { .. }")
    }
}

impl FromStr for Date {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::parse_iso(&normalise(text)).ok_or(NOT_A_DATE)
    }
}

fn days(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// Of a number below 100.
fn two_digits(number: u8) -> [u8; 2] {
    [b'0' + number / 10 % 10, b'0' + number % 10]
}

fn number(tens: u8, units: u8) -> Option<u8> {
    (tens.is_ascii_digit() && units.is_ascii_digit()).then(|| (tens - b'0') * 10 + (units - b'0'))
}

#[cfg(test)]
mod tests;
