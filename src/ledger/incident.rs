//! When something happened at a recipient, and when the controller became aware of it.

use super::moment::Moment;
use crate::batch::Day;
use crate::value::Invalid;

/// The supervisory authority is told within so many hours (UK GDPR, Art 33(1)).
pub(super) const HOURS: u32 = 72;

/// An incident: its days, and the moment in which the controller became aware of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incident {
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) aware_at: Moment,
    pub(super) notify_by: Moment,
}

impl Incident {
    /// From the first day to the last, both included.
    ///
    /// # Errors
    /// If it ends before it begins, or somebody was aware of it before it began.
    pub fn new(from: Day, to: Day, aware_at: Moment) -> Result<Self, Invalid> {
        if to < from {
            return Err(Invalid::new("an incident does not end before it begins"));
        }
        if aware_at.day() < from {
            return Err(Invalid::new(
                "nobody is aware of an incident before it begins",
            ));
        }
        let notify_by = aware_at.plus_hours(HOURS);
        let notify_by = notify_by.ok_or(Invalid::new("a moment of 1970 to 2199"))?;
        Ok(Self {
            from,
            to,
            aware_at,
            notify_by,
        })
    }

    /// The first day.
    pub const fn from(&self) -> Day {
        self.from
    }

    /// The last day.
    pub const fn to(&self) -> Day {
        self.to
    }

    /// When the controller became aware of it.
    pub const fn aware_at(&self) -> Moment {
        self.aware_at
    }

    /// Until when the supervisory authority is told: 72 hours later.
    pub const fn notify_by(&self) -> Moment {
        self.notify_by
    }
}
