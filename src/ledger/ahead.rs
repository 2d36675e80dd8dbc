//! Entries that are dated ahead of the reader's clock: one of two clocks is wrong.

use super::Ledger;
use super::append::SKEW;
use super::entry::Entry;
use super::error::LedgerError;
use super::history::History;
use super::moment::Moment;

/// Entries that are dated after now, by more than two machines' clocks may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    first: u64,
    count: u64,
    newest: Moment,
}

impl Ahead {
    /// The number of the first of them.
    pub const fn first(&self) -> u64 {
        self.first
    }

    /// How many.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// When the newest was entered, as it says.
    pub const fn newest(&self) -> Moment {
        self.newest
    }
}

impl Ledger {
    /// What is dated ahead of the clock that says that it is `now`: no question as of today counts it, and the
    /// library, which reads no clock, does not tell.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn ahead(&self, now: Moment) -> Result<Option<Ahead>, LedgerError> {
        let history = History::read(&self.connection)?;
        let is_ahead = |entry: &&Entry| entry.at.seconds_after(now) > SKEW;
        let mut ahead = history.entries.iter().filter(is_ahead);
        let Some(first) = ahead.next() else {
            return Ok(None);
        };
        let more = ahead.clone().count() as u64;
        Ok(Some(Ahead {
            first: first.number,
            count: 1 + more,
            newest: ahead.next_back().unwrap_or(first).at,
        }))
    }
}
