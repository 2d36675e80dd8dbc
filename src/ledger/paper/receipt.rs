//! A receipt: which file arrived, and what it was found to be.

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Paper;
use super::read::{MOST_BYTES, MOST_PHOTOS, MOST_ROWS, Object};
use crate::batch::{Day, Manifest};
use crate::pseudonym::BatchId;

pub(super) const FORMAT: &str = "cardsieve-receipt-1";

/// A file as it arrived: its length, and the SHA-256 of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileDigest {
    bytes: u64,
    sha256: [u8; 32],
}

impl FileDigest {
    /// Of a file of so many bytes, and with this SHA-256.
    pub const fn new(bytes: u64, sha256: [u8; 32]) -> Self {
        Self { bytes, sha256 }
    }

    /// Its length.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The lower-hex SHA-256.
    pub fn sha256(&self) -> String {
        HEXLOWER.encode(&self.sha256)
    }

    pub(super) fn read(object: &mut Object<'_>) -> Option<Self> {
        let bytes = object.number("file.bytes", 0..=MOST_BYTES);
        let sha256 = object.digest("file.sha256");
        Some(Self::new(bytes?, sha256?))
    }

    pub(super) fn json(&self) -> Value {
        json!({ "bytes": self.bytes, "sha256": self.sha256() })
    }
}

/// A bureau received a batch (`cardsieve-receipt-1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    batch: BatchId,
    controller: String,
    date: Day,
    delete_by: Day,
    file: FileDigest,
    manifest: [u8; 32],
    photos: u64,
    recipient: String,
    rows: u64,
    verified: bool,
}

impl Receipt {
    /// A receipt of a batch whose manifest was read, for the day on which it arrived.
    ///
    /// `is_verified` says whether a key that the bureau trusts had signed it; a batch that nobody
    /// signed is received all the same if it was agreed so.
    pub fn of(manifest: &Manifest, file: FileDigest, date: Day, is_verified: bool) -> Self {
        Self {
            batch: manifest.batch(),
            controller: manifest.controller().to_owned(),
            date,
            delete_by: manifest.delete_by(),
            file,
            manifest: Sha256::digest(manifest.to_json()).into(),
            photos: manifest.photos().len() as u64,
            recipient: manifest.recipient().to_owned(),
            rows: manifest.rows().count(),
            verified: is_verified,
        }
    }

    pub(super) fn read(object: &mut Object<'_>) -> Option<Self> {
        let (batch, controller) = (object.batch("batch"), object.party("controller"));
        let (date, delete_by) = (object.day("date"), object.day("delete_by"));
        let file = FileDigest::read(object);
        let manifest = object.digest("manifest.sha256");
        let photos = object.number("photos", 0..=MOST_PHOTOS);
        let recipient = object.party("recipient");
        let rows = object.number("rows", 1..=MOST_ROWS);
        let verified = object.is("verified");
        // a photo goes with every row, or with none
        if let (Some(photos), Some(rows)) = (photos, rows)
            && photos != 0
            && photos != rows
        {
            object.refuse("photos");
        }
        Some(Self {
            batch: batch?,
            controller: controller?,
            date: date?,
            delete_by: delete_by?,
            file: file?,
            manifest: manifest?,
            photos: photos?,
            recipient: recipient?,
            rows: rows?,
            verified: verified?,
        })
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "batch": self.batch.to_string(),
            "controller": self.controller,
            "date": self.date.to_string(),
            "delete_by": self.delete_by.to_string(),
            "file": self.file.json(),
            "format": FORMAT,
            "manifest": { "sha256": self.manifest() },
            "photos": self.photos,
            "recipient": self.recipient,
            "rows": self.rows,
            "verified": self.verified,
        })
    }

    /// The batch.
    pub const fn batch(&self) -> BatchId {
        self.batch
    }

    /// Whose data it is.
    pub fn controller(&self) -> &str {
        &self.controller
    }

    /// Who received it.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// The day on which it arrived.
    pub const fn date(&self) -> Day {
        self.date
    }

    /// The last day on which it may be held, as its manifest says.
    pub const fn delete_by(&self) -> Day {
        self.delete_by
    }

    /// The file as it arrived, encrypted if it came so.
    pub const fn file(&self) -> FileDigest {
        self.file
    }

    /// The lower-hex SHA-256 of the manifest.
    pub fn manifest(&self) -> String {
        HEXLOWER.encode(&self.manifest)
    }

    pub(in crate::ledger) const fn manifest_digest(&self) -> [u8; 32] {
        self.manifest
    }

    /// How many rows it has.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// How many photos.
    pub const fn photos(&self) -> u64 {
        self.photos
    }

    /// Whether a key that the bureau trusts had signed it.
    pub const fn is_verified(&self) -> bool {
        self.verified
    }
}

impl From<Receipt> for Paper {
    fn from(paper: Receipt) -> Self {
        Self::Receipt(paper)
    }
}
