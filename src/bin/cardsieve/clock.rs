//! Which day it is: the library reads no clock.

use std::time::{SystemTime, UNIX_EPOCH};

use cardsieve::batch::Day;
use cardsieve::ledger::Moment;

use crate::failure::Failure;

/// Today, in UTC, whatever the time zone says.
pub(crate) fn today() -> Result<Day, Failure> {
    now().map(Moment::day)
}

/// This second, in UTC.
pub(crate) fn now() -> Result<Moment, Failure> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    since
        .and_then(|since| Moment::from_unix_seconds(since.as_secs()))
        .ok_or_else(|| {
            Failure::could_not_run("the clock is not in this or the next century", "set it")
        })
}

/// The day that was given, or today; never one to come.
pub(crate) fn not_after_today(given: Option<Day>, flag: &str) -> Result<Day, Failure> {
    let today = today()?;
    match given {
        Some(day) if day > today => Err(Failure::refused(
            format!("{flag}: a day that is still to come"),
            "correct it, or the clock",
        )),
        day => Ok(day.unwrap_or(today)),
    }
}

/// A day before which no batch was made.
pub(crate) fn first() -> Result<Day, Failure> {
    Day::from_unix_seconds(0).ok_or_else(|| Failure::could_not_run("no calendar", "report this"))
}

/// A day on the command line.
pub(crate) fn day(text: &str) -> Result<Day, &'static str> {
    text.parse()
        .map_err(|_| "not a day of 1900 to 2199 as YYYY-MM-DD")
}

/// A moment on the command line.
pub(crate) fn moment(text: &str) -> Result<Moment, &'static str> {
    text.parse().map_err(
        |_| "not a UTC second as YYYY-MM-DDThh:mm:ssZ (10:30 in British Summer Time is 09:30:00Z)",
    )
}
