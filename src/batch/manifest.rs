//! What a batch says of itself: who made it, for whom, under which profile, until when, of what.

mod column;
mod parse;
mod schema;
#[cfg(test)]
mod tests;
mod tree;

use data_encoding::HEXLOWER;

#[cfg(feature = "ledger")]
pub(crate) use column::columns_under;
pub use column::{ManifestColumn, ManifestContent};
#[cfg(feature = "ledger")]
pub(crate) use parse::columns_of;

use super::day::Day;
use super::encode::Form;
use super::token::Token;
use crate::canonical_json;
use crate::profile::{Apostrophes, PhotoName, Profile, cells_json};
use crate::pseudonym::{BatchId, EpochName};

/// The format's name and version.
const FORMAT: &str = "cardsieve-batch-1";

/// No profile makes larger photos.
const LARGEST_PHOTO: u32 = 1 << 20;

/// The manifest of a batch (`cardsieve-batch-1`).
///
/// # Guarantee
/// It is a function of the rows, the photos, the profile, the batch id, the epoch's name and the day
/// (`what_is_withheld_or_hidden_leaves_no_trace_in_a_batch`), and has one form of bytes
/// (`only_the_one_form_of_a_manifest_is_read`).
///
/// # Security
/// It says nothing of what was withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    pub(super) batch: BatchId,
    /// Fingerprint and version.
    pub(super) catalogue: ([u8; 32], u32),
    pub(super) columns: Vec<ManifestColumn>,
    pub(super) controller: String,
    pub(super) created: Day,
    /// How cells name photos, and how names have apostrophes; said only where it is no default.
    pub(super) photo_name: PhotoName,
    pub(super) apostrophes: Apostrophes,
    pub(super) delete_by: Day,
    pub(super) epoch: EpochName,
    /// In the order of their names.
    pub(super) photos: Vec<PhotoEntry>,
    /// Fingerprint and name.
    pub(super) profile: ([u8; 32], String),
    pub(super) purpose: String,
    pub(super) recipient: String,
    pub(super) rows: RowsEntry,
}

/// What the manifest says of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsEntry {
    pub(super) bytes: u32,
    pub(super) count: u64,
    pub(super) form: Form,
    pub(super) sha256: [u8; 32],
}

/// What the manifest says of one photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoEntry {
    pub(super) token: Token,
    pub(super) bytes: u32,
    pub(super) sha256: [u8; 32],
}

impl Manifest {
    /// The canonical JSON (RFC 8785): the bytes of `manifest.json`, which are signed.
    pub fn to_json(&self) -> String {
        let mut out = String::with_capacity(2048 + self.photos.len() * 160);
        let mut member = |key: &str, text: &str| {
            out.push_str(key);
            canonical_json::string(text, &mut out);
        };
        member("{\"batch\":", &self.batch.to_string());
        member(
            ",\"catalogue\":{\"fingerprint\":",
            &HEXLOWER.encode(&self.catalogue.0),
        );
        out.push_str(&format!(
            ",\"version\":{}}},\"columns\":[",
            self.catalogue.1
        ));
        for (position, column) in self.columns.iter().enumerate() {
            if position > 0 {
                out.push(',');
            }
            out.push_str(&canonical_json::to_string(&column.json()));
        }
        let mut member = |key: &str, text: &str| {
            out.push_str(key);
            canonical_json::string(text, &mut out);
        };
        member("],\"controller\":", &self.controller);
        member(",\"created\":", &self.created.to_string());
        let cells = cells_json(self.photo_name, self.apostrophes);
        if !cells.is_empty() {
            out.push_str(",\"csv\":");
            out.push_str(&canonical_json::to_string(&cells.into()));
        }
        let mut member = |key: &str, text: &str| {
            out.push_str(key);
            canonical_json::string(text, &mut out);
        };
        member(",\"delete_by\":", &self.delete_by.to_string());
        member(",\"epoch\":", self.epoch.as_str());
        member(",\"format\":", FORMAT);
        out.push_str(",\"photos\":[");
        for (position, photo) in self.photos.iter().enumerate() {
            out.push_str(if position > 0 {
                ",{\"bytes\":"
            } else {
                "{\"bytes\":"
            });
            out.push_str(&photo.bytes.to_string());
            out.push_str(",\"name\":\"");
            out.push_str(&photo.token.entry());
            out.push_str("\",\"sha256\":\"");
            HEXLOWER.encode_append(&photo.sha256, &mut out);
            out.push_str("\"}");
        }
        let mut member = |key: &str, text: &str| {
            out.push_str(key);
            canonical_json::string(text, &mut out);
        };
        member(
            "],\"profile\":{\"fingerprint\":",
            &HEXLOWER.encode(&self.profile.0),
        );
        member(",\"name\":", &self.profile.1);
        member("},\"purpose\":", &self.purpose);
        member(",\"recipient\":", &self.recipient);
        out.push_str(&format!(
            ",\"rows\":{{\"bytes\":{},\"count\":{},\"name\":\"{}\",\"sha256\":\"{}\"}}}}",
            self.rows.bytes,
            self.rows.count,
            self.rows.name(),
            HEXLOWER.encode(&self.rows.sha256),
        ));
        out
    }

    /// The batch id.
    pub const fn batch(&self) -> BatchId {
        self.batch
    }

    /// The version of the catalogue of fields under which it was made.
    pub const fn catalogue_version(&self) -> u32 {
        self.catalogue.1
    }

    /// The lower-hex SHA-256 of that catalogue.
    pub fn catalogue_fingerprint(&self) -> String {
        HEXLOWER.encode(&self.catalogue.0)
    }

    /// The columns of the rows, in their order.
    pub fn columns(&self) -> &[ManifestColumn] {
        &self.columns
    }

    /// Who decided about the disclosure and answers for it.
    pub fn controller(&self) -> &str {
        &self.controller
    }

    /// To whom the batch goes.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// What for.
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// The day on which it was made.
    pub const fn created(&self) -> Day {
        self.created
    }

    /// How the last column's cells name the files of photos, if it does that.
    pub const fn photo_name(&self) -> PhotoName {
        self.photo_name
    }

    /// How the apostrophes of names are written.
    pub const fn apostrophes(&self) -> Apostrophes {
        self.apostrophes
    }

    /// The last day on which it may be held.
    pub const fn delete_by(&self) -> Day {
        self.delete_by
    }

    /// The name of the secret's epoch.
    pub fn epoch(&self) -> &str {
        self.epoch.as_str()
    }

    #[cfg(feature = "ledger")]
    pub(crate) const fn epoch_name(&self) -> &EpochName {
        &self.epoch
    }

    /// The name of the profile.
    pub fn profile_name(&self) -> &str {
        &self.profile.1
    }

    /// The profile's fingerprint, in lower hex.
    pub fn profile_fingerprint(&self) -> String {
        HEXLOWER.encode(&self.profile.0)
    }

    /// The rows.
    pub const fn rows(&self) -> &RowsEntry {
        &self.rows
    }

    /// The photos, in the order of their names, which is that of the rows.
    pub fn photos(&self) -> &[PhotoEntry] {
        &self.photos
    }

    /// Whether it was made under this profile, as far as it says so.
    pub fn is_of(&self, profile: &Profile) -> bool {
        self.profile_fingerprint() == profile.fingerprint().to_string()
    }

    pub(super) fn has_photo_column(&self) -> bool {
        self.columns.last().is_some_and(ManifestColumn::is_photo)
    }

    /// The position of the column with the matching tokens.
    pub(super) fn matching_column(&self) -> usize {
        // INVARIANT: parsed or made, a manifest has exactly one.
        let mut columns = self.columns.iter();
        columns.position(ManifestColumn::is_matching).unwrap_or(0)
    }
}

impl RowsEntry {
    /// The form of the rows.
    pub const fn form(&self) -> Form {
        self.form
    }

    /// The entry's name: `rows.csv` or `rows.ndjson`.
    pub const fn name(&self) -> &'static str {
        name_of(self.form)
    }

    /// The length in bytes.
    pub const fn bytes(&self) -> u64 {
        self.bytes as u64
    }

    /// How many rows there are, the header line not counted.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The SHA-256 in lower hex.
    pub fn sha256(&self) -> String {
        HEXLOWER.encode(&self.sha256)
    }
}

impl PhotoEntry {
    /// The entry's name: `photos/<matching token>.jpg`.
    pub fn name(&self) -> String {
        self.token.entry()
    }

    /// The length in bytes.
    pub const fn bytes(&self) -> u64 {
        self.bytes as u64
    }

    /// The SHA-256 in lower hex.
    pub fn sha256(&self) -> String {
        HEXLOWER.encode(&self.sha256)
    }
}

pub(super) const fn name_of(form: Form) -> &'static str {
    match form {
        Form::Csv => "rows.csv",
        Form::Ndjson => "rows.ndjson",
    }
}
