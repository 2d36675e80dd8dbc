//! What is past its day, and still held as far as the ledger knows.

use serde_json::json;

use super::Ledger;
use super::error::LedgerError;
use super::held::batches;
use super::kept::KeptBatch;
use super::kept_json::batch_json;
use super::page;
use crate::batch::Day;
use crate::canonical_json;

/// What is past its day, and not attested or recorded as deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    as_of: Day,
    batches: Vec<KeptBatch>,
    recorded: Vec<KeptBatch>,
}

impl Overdue {
    /// The day.
    pub const fn as_of(&self) -> Day {
        self.as_of
    }

    /// The batches, the longest overdue first.
    pub fn batches(&self) -> &[KeptBatch] {
        &self.batches
    }

    /// What would be overdue, if it were not recorded as deleted: by the word of the controller alone, in the
    /// order of entry.
    pub fn recorded_as_deleted(&self) -> &[KeptBatch] {
        &self.recorded
    }

    /// A page by itself: no script, nothing that is fetched.
    pub fn to_html(&self) -> String {
        page::overdue_page(self)
    }

    /// As `cardsieve-overdue-1`, in RFC 8785.
    pub fn to_json(&self) -> String {
        canonical_json::to_string(&json!({
            "as_of": self.as_of.to_string(),
            "batches": self.batches.iter().map(batch_json).collect::<Vec<_>>(),
            "format": "cardsieve-overdue-1",
            "recorded_as_deleted": self.recorded.iter().map(batch_json).collect::<Vec<_>>(),
        }))
    }
}

impl Ledger {
    /// What is past its day on `as_of`, and not attested or recorded as deleted.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn overdue(&self, as_of: Day) -> Result<Overdue, LedgerError> {
        self.picture(|_, history| {
            let all = batches(history, as_of, |_| true);
            let (mut recorded, mut batches): (Vec<_>, Vec<_>) =
                all.into_iter().partition(KeptBatch::is_recorded_as_deleted);
            recorded.retain(|one| one.disclosure.delete_by < as_of);
            batches.retain(KeptBatch::is_overdue);
            batches.sort_by_key(|one| (one.disclosure.delete_by, one.entry));
            Ok(Overdue {
                as_of,
                batches,
                recorded,
            })
        })
    }
}
