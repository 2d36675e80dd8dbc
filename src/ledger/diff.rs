//! What changed between two days in what a recipient holds.

use serde_json::{Value, json};

use super::Ledger;
use super::deletion::remains_in_words;
use super::error::LedgerError;
use super::holdings::Holdings;
use super::kept::KeptBatch;
use super::kept_json::{batch_json, in_words, people_json};
use super::page::{Document, timeline_of, windows_of};
use super::paper::Remains;
use crate::batch::{Day, ManifestColumn};
use crate::canonical_json;

/// What one recipient holds on a later day and did not on an earlier one, and the other way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldingsDiff {
    before: Holdings,
    after: Holdings,
    changes: Vec<BatchChange>,
}

/// How one batch changed. Batches that stayed as they were are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchChange {
    kinds: Vec<ChangeKind>,
    batch: KeptBatch,
}

/// What happened to a batch. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It was disclosed.
    Disclosed,
    /// It was entered that it had been disclosed, before there was a ledger.
    RecordedAfterwards,
    /// Nothing of it is left, by what was attested.
    Deleted,
    /// Less of it is left.
    PartlyDeleted,
    /// Its day passed.
    BecameOverdue,
    /// It is known in another way.
    Settled,
    /// A receipt was entered.
    Received,
    /// More of it is left: it went out once more, or what was attested counts no more.
    KeptAgain,
    /// It counts no more: it was abandoned, or by a correction never left.
    Withdrawn,
}

impl ChangeKind {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Disclosed => "disclosed",
            Self::RecordedAfterwards => "recorded-afterwards",
            Self::Deleted => "deleted",
            Self::PartlyDeleted => "partly-deleted",
            Self::BecameOverdue => "became-overdue",
            Self::Settled => "settled",
            Self::Received => "received",
            Self::KeptAgain => "held-again",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl BatchChange {
    /// What happened, in the order of the list.
    pub fn kinds(&self) -> &[ChangeKind] {
        &self.kinds
    }

    /// The batch, as it is on the later day; one that is withdrawn, as it was on the earlier.
    pub const fn batch(&self) -> &KeptBatch {
        &self.batch
    }

    pub(super) fn is_withdrawn(&self) -> bool {
        self.kinds.contains(&ChangeKind::Withdrawn)
    }

    pub(super) fn names(&self) -> String {
        let names: Vec<&str> = self.kinds.iter().map(|kind| kind.name()).collect();
        names.join(" ")
    }
}

impl HoldingsDiff {
    /// What was held on the earlier day.
    pub const fn before(&self) -> &Holdings {
        &self.before
    }

    /// What is held on the later one.
    pub const fn after(&self) -> &Holdings {
        &self.after
    }

    /// Every batch that changed, in the order of entry.
    pub fn changes(&self) -> &[BatchChange] {
        &self.changes
    }

    /// Columns, with place and treatment, that are held later and were not before.
    pub fn new_columns(&self) -> Vec<&ManifestColumn> {
        only_in(&self.after, &self.before)
    }

    /// Columns that were held and are no more.
    pub fn gone_columns(&self) -> Vec<&ManifestColumn> {
        only_in(&self.before, &self.after)
    }

    /// As `cardsieve-holdings-diff-1`, in RFC 8785.
    pub fn to_json(&self) -> String {
        let side = |held: &Holdings| {
            json!({
                "as_of": held.as_of().to_string(),
                "batches": held.batches().len(),
                "people": people_json(held.people()),
                "rows": held.rows(),
            })
        };
        let columns = |all: Vec<&ManifestColumn>| -> Vec<Value> {
            all.into_iter().map(ManifestColumn::json).collect()
        };
        let changes = self.changes.iter().map(|one| {
            let kinds: Vec<&str> = one.kinds.iter().map(|kind| kind.name()).collect();
            json!({"batch": batch_json(&one.batch), "kinds": kinds})
        });
        canonical_json::to_string(&json!({
            "after": side(&self.after),
            "before": side(&self.before),
            "changes": changes.collect::<Vec<_>>(),
            "format": "cardsieve-holdings-diff-1",
            "gone_columns": columns(self.gone_columns()),
            "new_columns": columns(self.new_columns()),
            "recipient": self.after.recipient(),
        }))
    }

    /// In plain text.
    pub fn to_text(&self) -> String {
        self.document().to_text()
    }

    /// A page by itself: no script, nothing that is fetched.
    pub fn to_html(&self) -> String {
        self.document().to_html()
    }

    fn document(&self) -> Document {
        let (before, after) = (&self.before, &self.after);
        let mut page = Document::new(format!(
            "What {} holds on {} and held on {}",
            after.recipient(),
            after.as_of(),
            before.as_of()
        ));
        let side = |held: &Holdings| {
            let people = held.people();
            let people = match people.is_exact() {
                true => people.most().to_string(),
                false => format!("{} to {}", people.least(), people.most()),
            };
            vec![
                held.as_of().to_string(),
                people,
                held.batches().len().to_string(),
                held.rows().to_string(),
            ]
        };
        page.table(
            "In all",
            &["day", "how many people", "batches", "rows"],
            vec![side(before), side(after)],
        );
        if self.changes.is_empty() {
            page.paragraph("No batch changed.");
            return page;
        }
        let batches = self.changes.iter().map(|one| &one.batch);
        page.drawing(timeline_of(
            "Batches that changed",
            after.as_of(),
            batches,
            &windows_of(after.incidents()),
        ));
        let rows = self.changes.iter().map(|one| {
            vec![
                one.batch.batch().to_string(),
                one.names(),
                one.batch.disclosure().profile_name().to_owned(),
                one.batch.disclosure().purpose().to_owned(),
                one.batch.disclosure().rows().to_string(),
                one.batch.disclosure().photos().to_string(),
                one.batch.disclosure().delete_by().to_string(),
                one.batch.days_overdue().to_string(),
                match one.is_withdrawn() {
                    true => "nothing".to_owned(),
                    false => remains_in_words(&one.batch),
                },
                one.batch.mark().in_words().to_owned(),
            ]
        });
        let head = [
            "batch",
            "change",
            "profile",
            "purpose",
            "rows",
            "photos",
            "delete by",
            "days overdue",
            "what is left",
            "mark",
        ];
        page.table("Batches that changed", &head, rows.collect());
        for (caption, columns) in [
            ("Columns that are new", self.new_columns()),
            ("Columns that are gone", self.gone_columns()),
        ] {
            if columns.is_empty() {
                continue;
            }
            let rows = columns.into_iter().map(|column| {
                vec![
                    column.header().to_owned(),
                    column.place().name().to_owned(),
                    in_words(column),
                ]
            });
            page.table(caption, &["column", "place", "content"], rows.collect());
        }
        page
    }
}

fn only_in<'h>(one: &'h Holdings, other: &Holdings) -> Vec<&'h ManifestColumn> {
    let own = one.columns().iter().map(super::KeptColumn::column);
    own.filter(|column| {
        !other
            .columns()
            .iter()
            .any(|known| known.column() == *column)
    })
    .collect()
}

/// What happened to a batch between two looks at it.
fn kinds(before: Option<&KeptBatch>, after: &KeptBatch) -> Vec<ChangeKind> {
    let remains = |one: &KeptBatch| one.remains();
    let had = before.map(remains);
    let left = after.remains();
    let is_less = had.iter().flatten().any(|what| !left.contains(what));
    // backups are what remains of what was there, not more of it
    let is_new = |had: &[Remains], what| {
        !had.contains(&what) && (what != Remains::Backups || had.is_empty())
    };
    let is_more = had
        .as_ref()
        .is_some_and(|had| left.iter().any(|what| is_new(had, *what)));
    let is_gone = after.is_gone();
    let was_gone = before.is_some_and(KeptBatch::is_gone);
    let was_overdue = before.is_some_and(KeptBatch::is_overdue);
    let all = [
        (ChangeKind::Disclosed, before.is_none() && !after.past),
        (
            ChangeKind::RecordedAfterwards,
            before.is_none() && after.past,
        ),
        (ChangeKind::Deleted, is_gone && !was_gone),
        (ChangeKind::PartlyDeleted, is_less && !is_gone),
        (
            ChangeKind::BecameOverdue,
            after.is_overdue() && !was_overdue,
        ),
        (
            ChangeKind::Settled,
            before.is_some_and(|before| before.mark() != after.mark()),
        ),
        (
            ChangeKind::Received,
            after.received().is_some() && before.is_none_or(|before| before.received().is_none()),
        ),
        (ChangeKind::KeptAgain, is_more),
    ];
    let all = all.into_iter().filter(|(_, is_so)| *is_so);
    all.map(|(kind, _)| kind).collect()
}

impl Ledger {
    /// What changed in a recipient's holdings from one day to a later one.
    ///
    /// # Errors
    /// As [`Ledger::holdings`].
    pub fn diff(&self, recipient: &str, from: Day, to: Day) -> Result<HoldingsDiff, LedgerError> {
        let before = self.holdings(recipient, from)?;
        let after = self.holdings(recipient, to)?;
        let earlier = || before.batches().iter().chain(before.deleted());
        let mut changes = Vec::new();
        for batch in after.batches().iter().chain(after.deleted()) {
            let known = earlier().find(|known| known.batch() == batch.batch());
            let kinds = kinds(known, batch);
            if !kinds.is_empty() {
                let batch = batch.clone();
                changes.push(BatchChange { kinds, batch });
            }
        }
        let later = || after.batches().iter().chain(after.deleted());
        for batch in earlier() {
            if !later().any(|known| known.batch() == batch.batch()) {
                changes.push(BatchChange {
                    kinds: vec![ChangeKind::Withdrawn],
                    batch: batch.clone(),
                });
            }
        }
        changes.sort_by_key(|one| one.batch.entry());
        Ok(HoldingsDiff {
            before,
            after,
            changes,
        })
    }
}
