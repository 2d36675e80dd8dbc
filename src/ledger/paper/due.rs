//! What a bureau must delete by when, from what lies in its folder.

use std::fmt::Write;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Attestation, Paper, Receipt, Refusal};
use crate::batch::{Day, Manifest};
use crate::canonical_json;
use crate::pseudonym::BatchId;

/// Batches, receipts, attestations and refusals of one folder.
///
/// A listing for the bureau itself, signed by nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    today: Day,
    batches: Vec<DueBatch>,
    attestations: Vec<Attestation>,
    refused: Vec<Refusal>,
}

/// One batch of which the bureau holds something, or held it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueBatch {
    batch: BatchId,
    manifest: [u8; 32],
    controller: String,
    recipient: String,
    delete_by: Day,
    rows: u64,
    photos: u64,
    received: Option<Day>,
    /// When it arrived last: it can have come more than once.
    last: Option<Day>,
    is_here: bool,
    attested: Vec<Attestation>,
}

/// A place where something of a batch can be. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remains {
    /// The batch lies in the folder, whatever was attested.
    File,
    /// No attestation says that all rows are deleted.
    Rows,
    /// No attestation says that all photos are deleted.
    Photos,
    /// No attestation says that what waited for the printer is deleted.
    Spool,
    /// No attestation says that ribbons and films are destroyed.
    Ribbon,
    /// Copies are in backups, out of use, until a day that is not past.
    Backups,
}

impl Remains {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Rows => "rows",
            Self::Photos => "photos",
            Self::Spool => "spool",
            Self::Ribbon => "ribbon",
            Self::Backups => "backups",
        }
    }
}

impl DueBatch {
    /// The batch.
    pub const fn batch(&self) -> BatchId {
        self.batch
    }

    /// The last day on which it may be held.
    pub const fn delete_by(&self) -> Day {
        self.delete_by
    }

    /// What of it is left on this day, as far as the folder tells.
    pub fn remains(&self, today: Day) -> Vec<Remains> {
        // what is dated after today is not done yet, and what is dated before it came once more is not of that
        let is_done = |one: &&Attestation| {
            let is_of_last = self.last.is_none_or(|last| last <= one.date());
            one.date() <= today && is_of_last
        };
        let done = || self.attested.iter().filter(is_done);
        let whole = done().any(Attestation::is_whole);
        let backups = done().filter_map(Attestation::backups_until).max();
        let left = [
            (Remains::File, self.is_here),
            (Remains::Rows, !whole),
            (Remains::Photos, !whole && self.photos > 0),
            (Remains::Spool, !done().any(Attestation::spool)),
            (Remains::Ribbon, !done().any(Attestation::ribbon)),
            (
                Remains::Backups,
                backups.is_some_and(|until| until >= today),
            ),
        ];
        let left = left.into_iter().filter(|(_, is_left)| *is_left);
        left.map(|(what, _)| what).collect()
    }

    /// Whether something other than a backup out of use is left after the last day.
    pub fn is_overdue(&self, today: Day) -> bool {
        let remains = self.remains(today);
        self.delete_by < today && remains.iter().any(|what| *what != Remains::Backups)
    }
}

impl Due {
    /// Nothing yet, on this day.
    pub const fn on(today: Day) -> Self {
        Self {
            today,
            batches: Vec::new(),
            attestations: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// A batch that is in the folder.
    pub fn add_batch(&mut self, manifest: &Manifest) {
        self.add(DueBatch {
            batch: manifest.batch(),
            manifest: Sha256::digest(manifest.to_json()).into(),
            controller: manifest.controller().to_owned(),
            recipient: manifest.recipient().to_owned(),
            delete_by: manifest.delete_by(),
            rows: manifest.rows().count(),
            photos: manifest.photos().len() as u64,
            received: None,
            last: None,
            is_here: true,
            attested: Vec::new(),
        });
    }

    /// A paper that is in the folder. Nobody's signature is asked for: it is the bureau's own.
    pub fn add_paper(&mut self, paper: Paper) {
        match paper {
            Paper::Receipt(receipt) => self.add_receipt(&receipt),
            Paper::Attestation(attestation) => self.attestations.push(attestation),
            Paper::Refusal(refusal) => self.refused.push(refusal),
        }
    }

    fn add_receipt(&mut self, receipt: &Receipt) {
        self.add(DueBatch {
            batch: receipt.batch(),
            manifest: receipt.manifest_digest(),
            controller: receipt.controller().to_owned(),
            recipient: receipt.recipient().to_owned(),
            delete_by: receipt.delete_by(),
            rows: receipt.rows(),
            photos: receipt.photos(),
            received: Some(receipt.date()),
            last: Some(receipt.date()),
            is_here: false,
            attested: Vec::new(),
        });
    }

    /// Batch and receipt of one batch are one entry.
    fn add(&mut self, batch: DueBatch) {
        let mut known = self.batches.iter_mut();
        let known =
            known.find(|known| known.batch == batch.batch && known.manifest == batch.manifest);
        match known {
            Some(known) => {
                known.is_here |= batch.is_here;
                known.last = known.last.max(batch.last);
                known.received = match (known.received, batch.received) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    (one, other) => one.or(other),
                };
            }
            None => self.batches.push(batch),
        }
    }

    /// Leads attestations to their batches, and puts what is to be deleted first before the rest.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        for attestation in std::mem::take(&mut self.attestations) {
            let digest = attestation.manifest_digest();
            let mut batches = self.batches.iter_mut();
            let met = batches
                .find(|batch| batch.batch == attestation.batch() && batch.manifest == digest);
            match met {
                Some(batch) if !batch.attested.contains(&attestation) => {
                    batch.attested.push(attestation);
                }
                Some(_) => {}
                None => self.attestations.push(attestation),
            }
        }
        self.batches
            .sort_by_cached_key(|batch| (batch.delete_by, batch.batch.to_string()));
        self
    }

    /// The batches of which something is left, what is to be deleted first before the rest.
    pub fn batches(&self) -> impl Iterator<Item = &DueBatch> {
        let batches = self.batches.iter();
        batches.filter(|batch| !batch.remains(self.today).is_empty())
    }

    /// How many batches are gone, as far as is attested.
    pub fn gone(&self) -> u64 {
        (self.batches.len() - self.batches().count()) as u64
    }

    /// The attestations that belong to no batch or receipt of the folder.
    pub fn unmet(&self) -> &[Attestation] {
        &self.attestations
    }

    /// The refused files that are not deleted.
    pub fn refused(&self) -> impl Iterator<Item = &Refusal> {
        self.refused.iter().filter(|refusal| !refusal.is_deleted())
    }

    /// Whether something is left beyond its last day, or was refused and is still held.
    pub fn is_overdue(&self) -> bool {
        let mut batches = self.batches();
        batches.any(|batch| batch.is_overdue(self.today)) || self.refused().next().is_some()
    }

    /// The listing as canonical JSON (RFC 8785), `cardsieve-due-1`.
    pub fn to_json(&self) -> String {
        let batches = self.batches().map(|batch| {
            let remains = batch.remains(self.today);
            json!({
                "batch": batch.batch.to_string(),
                "controller": batch.controller,
                "delete_by": batch.delete_by.to_string(),
                "overdue": batch.is_overdue(self.today),
                "photos": batch.photos,
                "received": batch.received.map(|day| day.to_string()),
                "recipient": batch.recipient,
                "remains": remains.iter().map(|what| what.name()).collect::<Vec<_>>(),
                "rows": batch.rows,
            })
        });
        let refused = self.refused().map(|refusal| {
            json!({
                "batch": refusal.batch().map(|batch| batch.to_string()),
                "controller": refusal.controller(),
                "refused": refusal.date().to_string(),
                "sha256": refusal.file().sha256(),
            })
        });
        canonical_json::to_string(&json!({
            "batches": batches.collect::<Value>(),
            "day": self.today.to_string(),
            "format": "cardsieve-due-1",
            "gone": self.gone(),
            "refused": refused.collect::<Value>(),
            "unmet": self.attestations.iter().map(|one| one.batch().to_string()).collect::<Value>(),
        }))
    }

    /// The listing in words.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        // writing to a String does not fail
        for batch in self.batches() {
            let late = if batch.is_overdue(self.today) {
                "OVERDUE, "
            } else {
                ""
            };
            let remains = batch.remains(self.today);
            let remains: Vec<&str> = remains.iter().map(|what| what.name()).collect();
            let _ = writeln!(
                out,
                "{}: {late}batch {} of {}: {} rows, {} photos; left: {}",
                batch.delete_by,
                batch.batch,
                batch.controller,
                batch.rows,
                batch.photos,
                remains.join(", "),
            );
        }
        for refusal in self.refused() {
            let _ = writeln!(
                out,
                "now: a file of {} that was refused on {}, sha256 {}",
                refusal.controller(),
                refusal.date(),
                refusal.file().sha256(),
            );
        }
        for attestation in &self.attestations {
            let _ = writeln!(
                out,
                "batch {} was attested deleted on {}, and neither it nor its receipt is here",
                attestation.batch(),
                attestation.date(),
            );
        }
        let _ = writeln!(out, "batches of which nothing is left: {}", self.gone());
        out
    }
}
