//! How a date is written in an HR export or on a card.

use std::fmt;

use super::{Date, days};
use crate::value::Invalid;

/// In bytes; no card has room for more.
const MAX_LENGTH: usize = 32;

/// ISO 8601.
const ISO: &str = "%Y-%m-%d";

/// The months' names, in order.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date format of `%d %m %Y %y %b %B`, spaces and `/ - .`, month names in English.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DateFormat {
    text: Box<str>,
    items: Box<[Item]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Item {
    Day,
    Month,
    Year,
    ShortYear,
    ShortName,
    LongName,
    Literal(char),
}

/// What a text says of a date; what it does not say is `None`.
#[derive(Default)]
struct Parts {
    day: Option<u8>,
    month: Option<u8>,
    year: Option<u16>,
    short_year: Option<u16>,
}

impl DateFormat {
    /// Parses a format.
    pub(crate) fn parse(text: &str) -> Result<Self, Invalid> {
        if text.len() > MAX_LENGTH {
            return Err(Invalid::new("a date format is at most 32 characters long"));
        }
        // A cell would begin like a formula; a trimmed cell would never match.
        if text.starts_with(['-', ' ']) || text.ends_with(' ') {
            return Err(Invalid::new(
                "a date format begins with no hyphen, and neither begins nor ends with a space",
            ));
        }
        let mut items = Vec::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            items.push(match c {
                '%' => Item::specifier(chars.next())?,
                ' ' | '/' | '-' | '.' => Item::Literal(c),
                _ => {
                    return Err(Invalid::new(
                        "a date format has only % d m Y y b B, space and / - . in it",
                    ));
                }
            });
        }
        let told = [1, 2, 3].map(|class| items.iter().filter(|item| item.class() == class).count());
        if told.iter().any(|&count| count > 1) {
            return Err(Invalid::new(
                "a date format has the day, the month or the year twice",
            ));
        }
        if told == [0; 3] {
            return Err(Invalid::new(
                "a date format has neither day nor month nor year",
            ));
        }
        Ok(Self {
            text: text.into(),
            items: items.into(),
        })
    }

    /// `%Y-%m-%d` (ISO 8601).
    pub(crate) fn iso() -> Self {
        Self {
            text: ISO.into(),
            items: [
                Item::Year,
                Item::Literal('-'),
                Item::Month,
                Item::Literal('-'),
                Item::Day,
            ]
            .into(),
        }
    }

    /// The format as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the format tells day, month and year, so that a date can be read with it.
    pub(crate) fn can_read(&self) -> bool {
        [1, 2, 3]
            .iter()
            .all(|class| self.items.iter().any(|item| item.class() == *class))
    }

    /// The date that a text names in this format; two-digit years are of 2000 to 2099.
    pub(crate) fn read(&self, text: &str) -> Option<Date> {
        let parts = self.parts(text)?;
        let year = parts.year.or(parts.short_year.map(|year| 2000 + year))?;
        Date::new(year, parts.month?, parts.day?)
    }

    /// Appends the date in this format.
    pub(crate) fn write(&self, date: Date, out: &mut String) {
        let iso = date.expose();
        if &*self.text == ISO {
            out.push_str(iso);
            return;
        }
        let digits = |range| iso.get(range).unwrap_or_default();
        let name = MONTHS
            .get(usize::from(date.month).wrapping_sub(1))
            .copied()
            .unwrap_or_default();
        for item in &self.items {
            match item {
                Item::Day => out.push_str(digits(8..10)),
                Item::Month => out.push_str(digits(5..7)),
                Item::Year => out.push_str(digits(0..4)),
                Item::ShortYear => out.push_str(digits(2..4)),
                Item::ShortName => out.push_str(name.get(..3).unwrap_or_default()),
                Item::LongName => out.push_str(name),
                Item::Literal(c) => out.push(*c),
            }
        }
    }

    /// Whether the text is exactly what [`DateFormat::write`] gives for the last day of some month.
    pub(crate) fn admits_month_end(&self, text: &str) -> bool {
        let Some(parts) = self.parts(text) else {
            return false;
        };
        // Where the text tells no year, a leap year and another stand for all.
        let years = match (parts.year, parts.short_year) {
            (Some(year), _) => [year, year, year],
            (None, Some(short)) => [1900 + short, 2000 + short, 2100 + short],
            (None, None) => [2023, 2024, 2024],
        };
        let months = parts.month.map_or(1..=12, |month| month..=month);
        let mut written = String::with_capacity(text.len());
        months.into_iter().any(|month| {
            years.iter().any(|&year| {
                written.clear();
                Date::new(year, month, days(year, month)).is_some_and(|date| {
                    self.write(date, &mut written);
                    written == text
                })
            })
        })
    }

    fn parts(&self, text: &str) -> Option<Parts> {
        let mut parts = Parts::default();
        let mut rest = text;
        let mut after_number = false;
        let mut items = self.items.iter().peekable();
        while let Some(item) = items.next() {
            // Without anything between two numbers, only two digits tell where one ends.
            let exact = after_number || items.peek().is_some_and(|next| next.is_number());
            match item {
                Item::Day => parts.day = Some(day_or_month(&mut rest, exact)?),
                Item::Month => parts.month = Some(day_or_month(&mut rest, exact)?),
                Item::Year => parts.year = Some(digits(&mut rest, 4)?),
                Item::ShortYear => parts.short_year = Some(digits(&mut rest, 2)?),
                Item::ShortName => parts.month = Some(month_name(&mut rest, 3)?),
                Item::LongName => parts.month = Some(month_name(&mut rest, usize::MAX)?),
                Item::Literal(c) => rest = rest.strip_prefix(*c)?,
            }
            after_number = item.is_number();
        }
        rest.is_empty().then_some(parts)
    }
}

impl fmt::Display for DateFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Item {
    fn specifier(letter: Option<char>) -> Result<Self, Invalid> {
        match letter {
            Some('d') => Ok(Self::Day),
            Some('m') => Ok(Self::Month),
            Some('Y') => Ok(Self::Year),
            Some('y') => Ok(Self::ShortYear),
            Some('b') => Ok(Self::ShortName),
            Some('B') => Ok(Self::LongName),
            _ => Err(Invalid::new(
                "a date format has a specifier that is none of %d %m %Y %y %b %B",
            )),
        }
    }

    /// 0 for a literal; specifiers of one class tell the same.
    fn class(self) -> u8 {
        match self {
            Self::Literal(_) => 0,
            Self::Day => 1,
            Self::Month | Self::ShortName | Self::LongName => 2,
            Self::Year | Self::ShortYear => 3,
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::Day | Self::Month | Self::Year | Self::ShortYear)
    }
}

fn day_or_month(rest: &mut &str, exact: bool) -> Option<u8> {
    let leading = rest.bytes().take_while(u8::is_ascii_digit).take(2).count();
    let width = if exact { 2 } else { leading };
    digits(rest, width).and_then(|number| u8::try_from(number).ok())
}

fn digits(rest: &mut &str, width: usize) -> Option<u16> {
    let (number, after) = rest.split_at_checked(width)?;
    let valid = width > 0 && number.bytes().all(|b| b.is_ascii_digit());
    *rest = after;
    if valid { number.parse().ok() } else { None }
}

/// A month's name cut to `length`, ASCII case ignored.
fn month_name(rest: &mut &str, length: usize) -> Option<u8> {
    for (month, name) in (1..).zip(MONTHS) {
        let name = name.get(..length.min(name.len())).unwrap_or(name);
        if let Some((start, after)) = rest.split_at_checked(name.len())
            && start.eq_ignore_ascii_case(name)
        {
            *rest = after;
            return Some(month);
        }
    }
    None
}
