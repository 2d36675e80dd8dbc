//! Everybody to whom something was disclosed, and how much each holds.

use std::collections::BTreeMap;

use serde_json::json;

use super::Ledger;
use super::crowd::Crowd;
use super::error::LedgerError;
use super::held::batches;
use super::history::History;
use super::kept::{KeptBatch, Mark, People};
use super::kept_json::people_json;
use super::page;
use crate::batch::Day;
use crate::canonical_json;
use crate::inspect::detect::fold;
use crate::value::normalise;
use crate::value::text::fold_to_letters;

/// Everybody to whom something was disclosed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipients {
    as_of: Day,
    all: Vec<RecipientLine>,
}

/// One recipient, and how much it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientLine {
    recipient: String,
    disclosed: u64,
    deleted: (u64, u64),
    held: u64,
    unknown: u64,
    overdue: u64,
    people: People,
}

impl Recipients {
    /// The day.
    pub const fn as_of(&self) -> Day {
        self.as_of
    }

    /// In the order of their names.
    pub fn all(&self) -> &[RecipientLine] {
        &self.all
    }

    /// A page by itself: no script, nothing that is fetched.
    pub fn to_html(&self) -> String {
        page::recipients_page(self)
    }

    /// As `cardsieve-recipients-1`, in RFC 8785.
    pub fn to_json(&self) -> String {
        let all = self.all.iter().map(|one| {
            json!({
                "batches": one.disclosed,
                "deleted": {"attested": one.deleted.0, "recorded": one.deleted.1},
                "held": one.held,
                "overdue": one.overdue,
                "people": people_json(one.people),
                "recipient": one.recipient,
                "unknown": one.unknown,
            })
        });
        canonical_json::to_string(&json!({
            "as_of": self.as_of.to_string(),
            "format": "cardsieve-recipients-1",
            "recipients": all.collect::<Vec<_>>(),
        }))
    }
}

impl RecipientLine {
    /// The name.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// How many batches were ever prepared for it, those aside that never left.
    pub const fn disclosed(&self) -> u64 {
        self.disclosed
    }

    /// How many of them are deleted by what it has attested.
    pub const fn attested_as_deleted(&self) -> u64 {
        self.deleted.0
    }

    /// How many of them are deleted as the controller knows by itself, without a signature.
    pub const fn recorded_as_deleted(&self) -> u64 {
        self.deleted.1
    }

    /// How many of them it holds, or may hold.
    pub const fn held(&self) -> u64 {
        self.held
    }

    /// Of how many nobody knows whether they left.
    pub const fn unknown(&self) -> u64 {
        self.unknown
    }

    /// How many are past their day.
    pub const fn overdue(&self) -> u64 {
        self.overdue
    }

    /// Of how many people.
    pub const fn people(&self) -> People {
        self.people
    }
}

impl Ledger {
    /// Names of recipients that are known here and that a reader can take for this one, which is not: they
    /// differ in blanks, marks, case or letters that look alike. To the ledger, those are two recipients.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn recipients_like(&self, name: &str) -> Result<Vec<String>, LedgerError> {
        let history = History::read(&self.connection)?;
        if history.knows(&normalise(name)) {
            return Ok(Vec::new());
        }
        Ok(alike(&history, name))
    }

    /// The same of a name, whether it is known itself or not: what an answer about it leaves out, and a reader can
    /// take for it.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn recipients_beside(&self, name: &str) -> Result<Vec<String>, LedgerError> {
        Ok(alike(&History::read(&self.connection)?, name))
    }

    /// Everybody to whom something was disclosed until a day, with how much it holds then.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn recipients(&self, as_of: Day) -> Result<Recipients, LedgerError> {
        self.picture(|connection, history| {
            let crowd = Crowd::read(connection, history, |_| true)?;
            let mut all: BTreeMap<String, Vec<KeptBatch>> = BTreeMap::new();
            for one in batches(history, as_of, |_| true) {
                let held = all.entry(one.disclosure.recipient.clone());
                held.or_default().push(one);
            }
            let lines = all.into_iter().map(|(recipient, all)| {
                let disclosed = all.len() as u64;
                let (gone, held): (Vec<_>, Vec<_>) = all.into_iter().partition(KeptBatch::is_gone);
                let recorded = gone.iter().filter(|one| one.is_recorded_as_deleted());
                let recorded = recorded.count() as u64;
                let count = |is: fn(&&KeptBatch) -> bool| held.iter().filter(is).count() as u64;
                Ok(RecipientLine {
                    recipient,
                    disclosed,
                    deleted: (gone.len() as u64 - recorded, recorded),
                    held: held.len() as u64,
                    unknown: count(|one| one.mark == Mark::Unknown),
                    overdue: count(|one| one.is_overdue()),
                    people: crowd.count(held.iter())?,
                })
            });
            let all: Result<Vec<RecipientLine>, LedgerError> = lines.collect();
            Ok(Recipients { as_of, all: all? })
        })
    }
}

/// Names of others that a reader makes the same of.
fn alike(history: &History, name: &str) -> Vec<String> {
    let name = normalise(name);
    let folded = folded(&name);
    let all = history.recipients().into_iter();
    let alike = all.filter(|known| *known != name && self::folded(known) == folded);
    alike.map(str::to_owned).collect()
}

/// What a reader makes of a name.
fn folded(name: &str) -> String {
    // letters that look Latin are, once a capital is small and once it is not
    fold_to_letters(&fold(&fold(name).to_lowercase()))
}
