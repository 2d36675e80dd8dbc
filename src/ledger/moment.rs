//! When something was entered, to the second.

use std::fmt;
use std::str::FromStr;

use crate::batch::Day;
use crate::value::Invalid;

/// A second in UTC, from 1970 to 2199, without leap seconds.
///
/// The library reads no clock: whoever calls it says what time it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    day: Day,
    /// Below 86,400.
    second: u32,
}

const DAY: u64 = 86_400;

impl Moment {
    /// The moment so many seconds after 1970-01-01 00:00 UTC.
    pub fn from_unix_seconds(seconds: u64) -> Option<Self> {
        Some(Self {
            day: Day::from_unix_seconds(seconds)?,
            second: u32::try_from(seconds % DAY).ok()?,
        })
    }

    /// How many seconds it lies after another; none, if it does not.
    pub(super) fn seconds_after(self, other: Self) -> u64 {
        let seconds = |moment: Self| moment.day.ordinal() * DAY + u64::from(moment.second);
        seconds(self).saturating_sub(seconds(other))
    }

    /// So many hours later, before 2200.
    pub(super) fn plus_hours(self, hours: u32) -> Option<Self> {
        let epoch = Day::from_unix_seconds(0)?.ordinal();
        let days = self.day.ordinal().checked_sub(epoch)?;
        let seconds = u64::from(self.second) + u64::from(hours) * 3600;
        Self::from_unix_seconds(days * DAY + seconds)
    }

    /// Its day in UTC.
    pub const fn day(self) -> Day {
        self.day
    }
}

impl FromStr for Moment {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let invalid = Invalid::new("a moment is a UTC second as YYYY-MM-DDThh:mm:ssZ");
        let parsed = || {
            let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
            let day: Day = day.parse().ok()?;
            let &[a, b, b':', c, d, b':', e, f] = time.as_bytes() else {
                return None;
            };
            let number = |tens: u8, units: u8| {
                let is_number = tens.is_ascii_digit() && units.is_ascii_digit();
                is_number.then(|| u32::from(tens - b'0') * 10 + u32::from(units - b'0'))
            };
            let (hour, minute, second) = (number(a, b)?, number(c, d)?, number(e, f)?);
            let is_time = hour < 24 && minute < 60 && second < 60;
            is_time.then_some(Self {
                day,
                second: (hour * 60 + minute) * 60 + second,
            })
        };
        parsed().ok_or(invalid)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute) = (self.second / 3600, self.second / 60 % 60);
        write!(
            f,
            "{}T{hour:02}:{minute:02}:{:02}Z",
            self.day,
            self.second % 60
        )
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn moments_are_those_of_another_clock_and_read_back() {
        for seconds in [
            0,
            59,
            3_599,
            86_399,
            86_400,
            951_827_696,
            1_795_564_799,
            4_102_444_800,
        ] {
            let here = Moment::from_unix_seconds(seconds).unwrap();
            let there = jiff::Timestamp::from_second(i64::try_from(seconds).unwrap()).unwrap();
            assert_eq!(here.to_string(), there.to_string());
            assert_eq!(here.to_string().parse::<Moment>().unwrap(), here);
        }
        assert!(Moment::from_unix_seconds(u64::MAX).is_none());
    }

    #[test]
    fn hours_later_is_another_clocks_hours_later() {
        for seconds in [0_u32, 86_399, 951_827_696, 1_795_564_799] {
            let here = Moment::from_unix_seconds(seconds.into()).unwrap();
            let later = Moment::from_unix_seconds(u64::from(seconds) + 72 * 3600);
            assert_eq!(here.plus_hours(72), later);
        }
        let last: Moment = "2199-12-31T00:00:00Z".parse().unwrap();
        assert!(last.plus_hours(24).is_none());
    }

    #[test]
    fn a_moment_has_one_spelling() {
        for bad in [
            "",
            "2026-11-24",
            "2026-11-24T00:00:00",
            "2026-11-24T24:00:00Z",
            "2026-11-24T00:60:00Z",
            "2026-11-24T00:00:60Z",
            "2026-11-24T0:00:00Z",
            "2026-11-24 00:00:00Z",
            "2026-11-24T00:00:00+00:00",
            "2026-11-31T00:00:00Z",
        ] {
            assert!(bad.parse::<Moment>().is_err(), "{bad}");
        }
    }
}
