//! The days that a batch tells: when it was made, until when it may be kept.

use std::fmt;
use std::str::FromStr;

use crate::profile::Profile;
use crate::value::{Date, Invalid};

/// A calendar day in UTC, from 1900 to 2199; of a batch, never of a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day of a moment, in seconds after 1970-01-01 00:00 UTC.
    ///
    /// # Examples
    /// ```
    /// use cardsieve::batch::Day;
    ///
    /// assert_eq!(Day::from_unix_seconds(1_795_564_799).ok_or("too late")?.to_string(), "2026-11-24");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_unix_seconds(seconds: u64) -> Option<Self> {
        Date::from_days(seconds / 86_400).map(Self)
    }

    /// Its year.
    pub const fn year(self) -> u16 {
        self.0.year()
    }

    /// A number that grows by one from day to day, from 1900 on.
    #[cfg(feature = "ledger")]
    pub(crate) fn ordinal(self) -> u64 {
        self.0.ordinal()
    }

    /// The day so many days later, if it is before 2200.
    pub(crate) fn plus(self, days: u8) -> Option<Self> {
        let date = (0..days).try_fold(self.0, |date, _| date.tomorrow())?;
        Some(Self(date))
    }
}

impl FromStr for Day {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Date::parse_iso(text).map(Self).ok_or(Invalid::new(
            "a day is a calendar day of 1900 to 2199 as YYYY-MM-DD",
        ))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expose())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expose())
    }
}

/// When a batch is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    pub(super) created: Day,
    pub(super) today: Day,
}

impl Dates {
    /// A batch that says it was made on `created`, made in truth on `today`.
    ///
    /// The two differ where a run is repeated; `created` may not lie after `today`. The library
    /// reads no clock.
    pub const fn new(created: Day, today: Day) -> Self {
        Self { created, today }
    }

    /// The day that the batch says.
    pub const fn created(self) -> Day {
        self.created
    }

    /// The last day on which whoever gets the batch may hold it, under a profile that says how long; none
    /// after 2199.
    pub fn delete_by(self, profile: &Profile) -> Option<Day> {
        self.created.plus(profile.delete_after_days())
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::Day;

    #[test]
    fn days_are_those_of_another_calendar() {
        let mut there = date(1970, 1, 1);
        let mut seconds = 0;
        while there.year() < 2200 {
            let here = Day::from_unix_seconds(seconds).unwrap();
            assert_eq!(here.to_string(), there.to_string());
            assert_eq!(Day::from_unix_seconds(seconds + 86_399), Some(here));
            assert_eq!(i16::try_from(here.year()), Ok(there.year()));
            if there.day() % 9 == 1 {
                #[cfg(feature = "ledger")]
                assert_eq!(here.ordinal(), 25_567 + seconds / 86_400);
                for days in [0, 1, 30, 90] {
                    let later = there + i64::from(days).days();
                    let expected = (later.year() < 2200).then(|| later.to_string());
                    assert_eq!(here.plus(days).map(|day| day.to_string()), expected);
                }
            }
            there += 1.day();
            seconds += 86_400;
        }
        assert_eq!(Day::from_unix_seconds(seconds), None);
        assert_eq!(Day::from_unix_seconds(u64::MAX), None);
    }

    #[test]
    fn a_day_has_one_spelling() {
        let day: Day = "2026-11-24".parse().unwrap();
        assert_eq!(format!("{day} {day:?}"), "2026-11-24 2026-11-24");
        for bad in [
            "",
            " 2026-11-24",
            "2026-11-24\n",
            "2026-11-31",
            "20261124",
            "2026-1-4",
            "24.11.2026",
            "2200-01-01",
            "1899-12-31",
        ] {
            assert!(bad.parse::<Day>().is_err(), "{bad:?}");
        }
    }
}
