mod append;
mod approval;
mod asked;
mod bare;
mod breach;
mod bytes;
mod copies;
mod corrections;
mod faults;
mod forms;
mod keys;
mod papers;
mod questions;
mod received;
mod refused;
mod signed;
mod tamper;
mod words;

use std::path::PathBuf;

use super::*;
use crate::batch::{Dates, Day, Form, Limits, Manifest, Rows, SigningKey};
use crate::field::Readable;
use crate::minimise::{FlagSources, Minimiser};
use crate::profile::Profile;
use crate::pseudonym::PseudonymisationSecret;
use crate::record::{Reading, Record};

/// A person of whom nothing is known but an id and a name.
struct Person {
    id: String,
    name: String,
}

impl Record for Person {
    fn read(&self, field: Readable) -> Reading<'_> {
        match field {
            Readable::RecordId => Reading::Text(&self.id),
            Readable::FamilyName => Reading::Text(&self.name),
            _ => Reading::Text("false"),
        }
    }
}

const PROFILE: &str = r#"
format = 1
name = "t"
controller = "C"
recipient = "R"
purpose = "P"
delete_after_days = 30
max_rows = 100000
ledger = "required"

[[column]]
header = "ref"
place = "matching"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "batch" }]

[[column]]
header = "name"
place = "front"
parts = [{ field = "family_name", treatment = "keep" }]
"#;

pub(super) fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

/// A key for two years.
fn key() -> LedgerKey {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    LedgerKey::create(&path, 2026).unwrap();
    LedgerKey::add(&path, 2027).unwrap();
    LedgerKey::open(&path).unwrap()
}

/// A folder with a ledger and its key.
pub(super) struct Desk {
    pub(super) folder: tempfile::TempDir,
    pub(super) key: LedgerKey,
    secret: PseudonymisationSecret,
}

impl Desk {
    pub(super) fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
            key: key(),
            secret: PseudonymisationSecret::generate("e1".parse().unwrap()).unwrap(),
        };
        Ledger::create(&desk.path(), &desk.key, moment("2026-01-02T08:00:00Z")).unwrap();
        desk
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("ledger.db")
    }

    pub(super) fn open(&self) -> Ledger {
        Ledger::open(&self.path()).unwrap()
    }

    /// Rows about these people for one recipient.
    pub(super) fn outgoing(&self, recipient: &str, ids: &[u32], batch: BatchId) -> Outgoing {
        let day = "2026-01-02".parse().unwrap();
        outgoing(&self.key, &self.secret, recipient, ids, batch, day)
    }

    /// Enters a disclosure of bare rows, and gives it as released.
    pub(super) fn disclose(&self, recipient: &str, ids: &[u32], at: &str) -> BatchId {
        let batch = BatchId::random().unwrap();
        self.disclose_as(FileKind::Rows, recipient, ids, batch, at);
        batch
    }

    /// The same of a sealed batch.
    fn seal(&self, recipient: &str, ids: &[u32], at: &str) -> BatchId {
        let batch = BatchId::random().unwrap();
        self.disclose_as(FileKind::Batch, recipient, ids, batch, at);
        batch
    }

    fn disclose_as(&self, kind: FileKind, recipient: &str, ids: &[u32], batch: BatchId, at: &str) {
        let day = moment(at).day();
        let mut outgoing = outgoing(&self.key, &self.secret, recipient, ids, batch, day);
        outgoing.disclosure.file.kind = kind;
        let mut ledger = self.open();
        let file = FileDigest::of(batch.to_string().as_bytes()).unwrap();
        let prepared = ledger
            .prepare(&self.key, &outgoing, &file, moment(at))
            .unwrap();
        ledger.released(&self.key, prepared, moment(at)).unwrap();
    }

    /// A bureau whose key counts for R, and a batch for it that is prepared, with its manifest and file.
    fn sent(&self, at: Moment) -> Sent {
        let bureau = SigningKey::generate().unwrap();
        let mut ledger = self.open();
        ledger
            .trust(&self.key, Role::Bureau, "R", bureau.signer(), true, at)
            .unwrap();
        let batch = BatchId::random().unwrap();
        let (out, manifest) = outgoing_with(&self.key, &self.secret, "R", &[1, 2], batch, at.day());
        let file = FileDigest::of(b"x".as_slice()).unwrap();
        let prepared = ledger.prepare(&self.key, &out, &file, at).unwrap();
        Sent {
            bureau,
            manifest,
            file,
            prepared,
        }
    }

    /// Enters what the bureau signs.
    fn import(&self, sent: &Sent, paper: &paper::Paper, at: Moment) -> u64 {
        let signed = paper.sign(&sent.bureau).unwrap();
        let (json, signature) = (signed.json().as_bytes(), signed.signature().as_bytes());
        self.open().import(&self.key, json, signature, at).unwrap()
    }
}

/// A batch on its way to a bureau that signs.
struct Sent {
    bureau: SigningKey,
    manifest: Manifest,
    file: FileDigest,
    prepared: Prepared,
}

pub(super) fn outgoing(
    key: &LedgerKey,
    secret: &PseudonymisationSecret,
    recipient: &str,
    ids: &[u32],
    batch: BatchId,
    day: Day,
) -> Outgoing {
    outgoing_with(key, secret, recipient, ids, batch, day).0
}

/// The same, with the manifest.
pub(super) fn outgoing_with(
    key: &LedgerKey,
    secret: &PseudonymisationSecret,
    recipient: &str,
    ids: &[u32],
    batch: BatchId,
    day: Day,
) -> (Outgoing, Manifest) {
    let profile: Profile = PROFILE.parse().unwrap();
    let profile = profile.with_parties(None, Some(recipient)).unwrap();
    let minimiser = Minimiser::for_ledger(
        &profile,
        secret,
        batch,
        &FlagSources::from_records(),
        key.year(day.year()).unwrap(),
    )
    .unwrap();
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for id in ids {
        let digits = id.to_string();
        let name: String = digits
            .bytes()
            .map(|digit| char::from(digit - b'0' + b'a'))
            .collect();
        let person = Person {
            id: format!("ID-{id}"),
            name: format!("Mc{name}"),
        };
        rows.add(&person).unwrap();
    }
    let rows = rows.finish().unwrap();
    let dates = Dates::new(day, day);
    let manifest = Manifest::of_bare_rows(&rows, dates).unwrap();
    (Outgoing::of_rows(&rows, dates).unwrap(), manifest)
}
