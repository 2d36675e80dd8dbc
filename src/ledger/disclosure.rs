//! What the ledger says of one disclosure: to whom, what for, until when, of what; no value of anybody.

mod json;

use std::collections::HashMap;
use std::sync::Arc;

use data_encoding::HEXLOWER;

use super::chain::{NOTHING, Sha};
use crate::batch::{Day, Form, Manifest, ManifestColumn, columns_of};
use crate::pseudonym::{BatchId, EpochName};

/// A disclosure as it is entered.
///
/// # Security
/// Names and texts are the operator's own: of controller, recipient, purpose, profile, headers and
/// epochs. Of people there are counts and a digest of keyed commitments; whole files by their SHA-256, and no
/// length of one: of a batch of one person it is that of the photo, but for what the entry says. Nothing of the
/// HR input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    pub(super) batch: BatchId,
    pub(super) catalogue: (Sha, u32),
    pub(super) columns: Arc<[ManifestColumn]>,
    pub(super) commitments: CommitmentsEntry,
    pub(super) controller: String,
    pub(super) created: Day,
    pub(super) delete_by: Day,
    pub(super) encrypted: bool,
    pub(super) epoch: EpochName,
    pub(super) file: FileEntry,
    pub(super) manifest: Sha,
    pub(super) map: Option<MapEntry>,
    pub(super) photos: PhotosEntry,
    pub(super) profile: (Sha, String),
    pub(super) purpose: String,
    pub(super) recipient: String,
    pub(super) rows: RowsEntry,
    pub(super) signed: bool,
}

/// The member of an entry that holds them.
pub(super) const COLUMNS: &str = "columns";

/// Columns that were read before, by their text.
#[derive(Default)]
pub(super) struct KnownColumns(HashMap<String, Arc<[ManifestColumn]>>);

impl KnownColumns {
    pub(super) fn read(&mut self, text: &str) -> Option<Arc<[ManifestColumn]>> {
        if let Some(known) = self.0.get(text) {
            return Some(Arc::clone(known));
        }
        let columns: Arc<[ManifestColumn]> = columns_of(text)?.into();
        self.0.insert(text.to_owned(), Arc::clone(&columns));
        Some(columns)
    }
}

/// How many people were committed to, and the digests of all that is kept of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CommitmentsEntry {
    pub(super) count: u64,
    /// Of the commitments.
    pub(super) sha256: Sha,
    /// Of their first bytes.
    pub(super) marks: Sha,
    /// Of the set of their numbers.
    pub(super) people: Sha,
    /// How many were not in the ledger before, and the digest of those.
    pub(super) new: u64,
    pub(super) subjects: Sha,
    pub(super) year: u16,
    /// By which the year's key is known again.
    pub(super) key: KeyCheck,
}

/// Tells two keys of one year apart, and nothing else.
pub(super) type KeyCheck = [u8; 8];

impl CommitmentsEntry {
    /// Of people who have no numbers yet, or of nobody.
    pub(super) const fn new(
        count: u64,
        sha256: Sha,
        marks: Sha,
        (year, key): (u16, KeyCheck),
    ) -> Self {
        Self {
            count,
            sha256,
            marks,
            people: NOTHING,
            new: 0,
            subjects: NOTHING,
            year,
            key,
        }
    }

    /// Whether both are of the same people, rows and photos.
    fn is_of_the_same(&self, other: &Self) -> bool {
        (self.count, self.sha256) == (other.count, other.sha256)
    }
}

/// What went out under one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileEntry {
    pub(super) kind: FileKind,
    pub(super) sha256: Sha,
}

/// What kind of file went out. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A sealed batch.
    Batch,
    /// Bare rows, with their manifest beside them.
    Rows,
    /// Bare rows on standard output.
    Stream,
}

impl FileKind {
    const ALL: &[Self] = &[Self::Batch, Self::Rows, Self::Stream];

    /// The name in an entry.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Batch => "batch",
            Self::Rows => "rows",
            Self::Stream => "stream",
        }
    }
}

/// The map that was used, and whether its text is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MapEntry {
    pub(super) fingerprint: Sha,
    pub(super) kept: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PhotosEntry {
    pub(super) count: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowsEntry {
    pub(super) count: u64,
    pub(super) form: Form,
    pub(super) sha256: Sha,
}

impl Disclosure {
    /// The batch id.
    pub const fn batch(&self) -> BatchId {
        self.batch
    }

    /// To whom it went.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// Who decided about it.
    pub fn controller(&self) -> &str {
        &self.controller
    }

    /// What for.
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// The name of the profile.
    pub fn profile_name(&self) -> &str {
        &self.profile.1
    }

    /// The profile's fingerprint, in lower hex.
    pub fn profile_fingerprint(&self) -> String {
        HEXLOWER.encode(&self.profile.0)
    }

    /// The SHA-256 of the manifest, in lower hex.
    pub fn manifest_sha256(&self) -> String {
        HEXLOWER.encode(&self.manifest)
    }

    /// The map's fingerprint, in lower hex, if there was a map.
    pub fn map_fingerprint(&self) -> Option<String> {
        self.map.map(|map| HEXLOWER.encode(&map.fingerprint))
    }

    /// The columns with their places and treatments.
    pub fn columns(&self) -> &[ManifestColumn] {
        &self.columns
    }

    /// The day on which it was made.
    pub const fn created(&self) -> Day {
        self.created
    }

    /// The last day on which it may be held.
    pub const fn delete_by(&self) -> Day {
        self.delete_by
    }

    /// The name of the secret's epoch.
    pub fn epoch(&self) -> &str {
        self.epoch.as_str()
    }

    /// How many rows went, each of another person.
    pub const fn rows(&self) -> u64 {
        self.rows.count
    }

    /// The SHA-256 of the rows, in lower hex.
    pub fn rows_sha256(&self) -> String {
        HEXLOWER.encode(&self.rows.sha256)
    }

    /// How many photos went.
    pub const fn photos(&self) -> u64 {
        self.photos.count
    }

    /// Whether it was encrypted to the recipient.
    pub const fn is_encrypted(&self) -> bool {
        self.encrypted
    }

    /// Whether it was signed.
    pub const fn is_signed(&self) -> bool {
        self.signed
    }

    /// What went out.
    pub const fn file(&self) -> &FileEntry {
        &self.file
    }

    /// Whether a recipient that has this file has the one that went out.
    pub fn is_file(&self, known: &super::paper::FileDigest) -> bool {
        known.sha256() == HEXLOWER.encode(&self.file.sha256)
    }

    /// The year of the key under which people were committed to.
    pub(super) const fn year(&self) -> u16 {
        self.commitments.year
    }

    /// Whether another run of the batch is the same one.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        self.batch == other.batch
            && self.rows.sha256 == other.rows.sha256
            && self.profile.0 == other.profile.0
            && self.photos == other.photos
            && (self.year() != other.year() || self.commitments.is_of_the_same(&other.commitments))
    }

    /// What a manifest says, for an entry.
    pub(super) fn of(manifest: &Manifest, commitments: CommitmentsEntry) -> Self {
        let sha = |hex: &str| super::chain::from_hex(hex).unwrap_or_default();
        let photos = manifest.photos();
        let rows = manifest.rows();
        Self {
            batch: manifest.batch(),
            catalogue: (
                sha(&manifest.catalogue_fingerprint()),
                manifest.catalogue_version(),
            ),
            columns: manifest.columns().into(),
            commitments,
            controller: manifest.controller().to_owned(),
            created: manifest.created(),
            delete_by: manifest.delete_by(),
            encrypted: false,
            epoch: manifest.epoch_name().clone(),
            file: FileEntry {
                kind: FileKind::Rows,
                sha256: sha(&rows.sha256()),
            },
            manifest: super::verify::digest(&manifest.to_json()),
            map: None,
            photos: PhotosEntry {
                count: photos.len() as u64,
            },
            profile: (
                sha(&manifest.profile_fingerprint()),
                manifest.profile_name().to_owned(),
            ),
            purpose: manifest.purpose().to_owned(),
            recipient: manifest.recipient().to_owned(),
            rows: RowsEntry {
                count: rows.count(),
                form: rows.form(),
                sha256: sha(&rows.sha256()),
            },
            signed: false,
        }
    }
}

impl FileEntry {
    /// What it was.
    pub const fn kind(&self) -> FileKind {
        self.kind
    }

    /// Its SHA-256 in lower hex.
    pub fn sha256(&self) -> String {
        HEXLOWER.encode(&self.sha256)
    }
}
