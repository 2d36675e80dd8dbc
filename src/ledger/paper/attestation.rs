//! An attestation: what of a batch was deleted, and where something of it remains.

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use super::problem::{PaperErrors, PaperProblem};
use super::read::{MOST_PHOTOS, MOST_ROWS, Object};
use super::{Paper, Receipt, Refusal};
use crate::batch::Day;
use crate::code::Code;
use crate::pseudonym::BatchId;

pub(super) const FORMAT: &str = "cardsieve-attestation-1";

/// How much of a batch was deleted. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All rows and photos, and the file that they came in.
    Whole,
    /// So many rows, and so many photos.
    Part {
        /// How many rows.
        rows: u64,
        /// How many photos.
        photos: u64,
    },
}

/// A bureau attests what it deleted (`cardsieve-attestation-1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    backups_until: Option<Day>,
    batch: BatchId,
    controller: String,
    date: Day,
    manifest: [u8; 32],
    photos: u64,
    recipient: String,
    /// Made of a signed refusal, by which the file and whatever was made of it are deleted.
    refused: bool,
    ribbon: bool,
    rows: u64,
    spool: bool,
    whole: bool,
}

impl Attestation {
    /// Of the batch of a receipt: what was deleted by `date`, nothing of it yet in spool, on ribbon, or
    /// in backups.
    ///
    /// # Errors
    /// [`PaperErrors`] if the date is before that of the receipt, or more is deleted than was received,
    /// or nothing.
    pub fn of(receipt: &Receipt, extent: Extent, date: Day) -> Result<Self, PaperErrors> {
        let (rows, photos) = match extent {
            Extent::Whole => (receipt.rows(), receipt.photos()),
            Extent::Part { rows, photos } => (rows, photos),
        };
        let mut problems = Vec::new();
        let mut refuse = |key| problems.push(PaperProblem::new(Code::PaperMalformed, Some(key)));
        if date < receipt.date() {
            refuse("date");
        }
        if rows > receipt.rows() {
            refuse("deleted.rows");
        }
        if photos > receipt.photos() {
            refuse("deleted.photos");
        }
        if !problems.is_empty() {
            return Err(PaperErrors::of(problems));
        }
        Ok(Self {
            backups_until: None,
            batch: receipt.batch(),
            controller: receipt.controller().to_owned(),
            date,
            manifest: receipt.manifest_digest(),
            photos,
            recipient: receipt.recipient().to_owned(),
            refused: false,
            ribbon: false,
            rows,
            spool: false,
            whole: matches!(extent, Extent::Whole),
        })
    }

    /// And what waited for the printer, in its queue or memory, is deleted.
    #[must_use]
    pub const fn with_spool(mut self) -> Self {
        self.spool = true;
        self
    }

    /// And ribbons and films that bear what was printed are destroyed, or there were none.
    #[must_use]
    pub const fn with_ribbon(mut self) -> Self {
        self.ribbon = true;
        self
    }

    /// And copies remain in backups, out of use, until this day at the latest.
    ///
    /// # Errors
    /// [`PaperErrors`] if that day is before that of the deletion.
    pub fn with_backups_until(mut self, day: Day) -> Result<Self, PaperErrors> {
        if day < self.date {
            let problem = PaperProblem::new(Code::PaperMalformed, Some("backups_until"));
            return Err(PaperErrors::of(vec![problem]));
        }
        self.backups_until = Some(day);
        Ok(self)
    }

    /// What a refusal says, whose file is deleted with whatever was made of it: all of a batch.
    pub(in crate::ledger) fn of_refusal(
        refusal: &Refusal,
        batch: BatchId,
        manifest: [u8; 32],
        (rows, photos): (u64, u64),
    ) -> Self {
        Self {
            backups_until: None,
            batch,
            controller: refusal.controller().to_owned(),
            date: refusal.date(),
            manifest,
            photos,
            recipient: refusal.recipient().to_owned(),
            refused: true,
            ribbon: true,
            rows,
            spool: true,
            whole: true,
        }
    }

    pub(super) fn read(object: &mut Object<'_>) -> Option<Self> {
        let backups_until = object.get("backups_until", |value| match value {
            Value::Null => Some(None),
            value => value.as_str()?.parse().ok().map(Some),
        });
        let (batch, controller) = (object.batch("batch"), object.party("controller"));
        let date = object.day("date");
        let photos = object.number("deleted.photos", 0..=MOST_PHOTOS);
        let ribbon = object.is("deleted.ribbon");
        let rows = object.number("deleted.rows", 0..=MOST_ROWS);
        let spool = object.is("deleted.spool");
        let manifest = object.digest("manifest.sha256");
        let recipient = object.party("recipient");
        let whole = object.is("whole");
        if let (Some(Some(until)), Some(date)) = (backups_until, date)
            && until < date
        {
            object.refuse("backups_until");
        }
        if whole == Some(true) && rows == Some(0) {
            object.refuse("deleted.rows");
        }
        // a photo goes with every row, or with none
        if whole == Some(true)
            && let (Some(photos), Some(rows)) = (photos, rows)
            && photos != 0
            && photos != rows
        {
            object.refuse("deleted.photos");
        }
        Some(Self {
            backups_until: backups_until?,
            batch: batch?,
            controller: controller?,
            date: date?,
            manifest: manifest?,
            photos: photos?,
            recipient: recipient?,
            refused: false,
            ribbon: ribbon?,
            rows: rows?,
            spool: spool?,
            whole: whole?,
        })
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "backups_until": self.backups_until.map(|day| day.to_string()),
            "batch": self.batch.to_string(),
            "controller": self.controller,
            "date": self.date.to_string(),
            "deleted": {
                "photos": self.photos,
                "ribbon": self.ribbon,
                "rows": self.rows,
                "spool": self.spool,
            },
            "format": FORMAT,
            "manifest": { "sha256": self.manifest() },
            "recipient": self.recipient,
            "whole": self.whole,
        })
    }

    /// The batch.
    pub const fn batch(&self) -> BatchId {
        self.batch
    }

    /// Whose data it was.
    pub fn controller(&self) -> &str {
        &self.controller
    }

    /// Who deleted it.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// The day by which it was deleted, as the bureau says.
    pub const fn date(&self) -> Day {
        self.date
    }

    /// The lower-hex SHA-256 of the batch's manifest.
    pub fn manifest(&self) -> String {
        HEXLOWER.encode(&self.manifest)
    }

    pub(in crate::ledger) const fn manifest_digest(&self) -> [u8; 32] {
        self.manifest
    }

    /// Whether all rows and photos are deleted, and the file that they came in.
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// Whether it is what a signed refusal says: the file is deleted, with whatever was made of it.
    pub const fn is_refusal(&self) -> bool {
        self.refused
    }

    /// How many rows are deleted.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// How many photos are deleted.
    pub const fn photos(&self) -> u64 {
        self.photos
    }

    /// Whether what waited for the printer is deleted.
    pub const fn spool(&self) -> bool {
        self.spool
    }

    /// Whether ribbons and films are destroyed, or there were none.
    pub const fn ribbon(&self) -> bool {
        self.ribbon
    }

    /// Until when copies remain in backups; none if there are none.
    pub const fn backups_until(&self) -> Option<Day> {
        self.backups_until
    }

    /// Whether nothing of the batch is left on this day, if all that is attested is true.
    pub fn leaves_nothing_on(&self, day: Day) -> bool {
        let no_backup = self.backups_until.is_none_or(|until| until < day);
        self.whole && self.spool && self.ribbon && no_backup && self.date <= day
    }
}

impl From<Attestation> for Paper {
    fn from(paper: Attestation) -> Self {
        Self::Attestation(paper)
    }
}
