//! Disclosures from before there was a ledger, as somebody remembers them: of whom is not known.

use std::sync::Arc;

use data_encoding::HEXLOWER;
use serde_json::{Map, Value, json};

use super::Ledger;
use super::chain::{NOTHING, Sha, from_hex};
use super::disclosure::{
    COLUMNS, CommitmentsEntry, Disclosure, FileEntry, FileKind, PhotosEntry, RowsEntry,
};
use super::entry::{Entry, Event};
use super::error::LedgerError;
use super::history::History;
use super::key::LedgerKey;
use super::members::Members;
use super::moment::Moment;
use crate::batch::{Day, Form, ManifestColumn, columns_under};
use crate::code::Code;
use crate::profile::{Profile, UNNAMED, is_plain_text, is_profile_name};
use crate::pseudonym::{BatchId, EpochName};

/// A disclosure from before there was a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    pub(super) batch: BatchId,
    pub(super) columns: Arc<[ManifestColumn]>,
    pub(super) controller: String,
    pub(super) created: Day,
    pub(super) delete_by: Day,
    pub(super) people: u64,
    pub(super) photos: u64,
    pub(super) profile: (Sha, String),
    pub(super) purpose: String,
    pub(super) recipient: String,
}

impl Past {
    /// What left on a day, in the form of a profile with the names of both parties: of so many people,
    /// with so many photos. It may be held until `delete_by`, or as long as the profile says.
    ///
    /// # Errors
    /// [`Code::UnnamedParty`] if the profile names none.
    pub fn new(
        profile: &Profile,
        created: Day,
        delete_by: Option<Day>,
        people: u64,
        photos: u64,
    ) -> Result<Self, LedgerError> {
        let parties = [profile.controller(), profile.recipient()];
        if parties.contains(&UNNAMED) {
            return Err(LedgerError::refused(Code::UnnamedParty));
        }
        let last = || created.plus(profile.delete_after_days());
        Ok(Self {
            batch: BatchId::random()?,
            columns: columns_under(profile, photos > 0).into(),
            controller: profile.controller().to_owned(),
            created,
            delete_by: delete_by.or_else(last).unwrap_or(created),
            people,
            photos,
            profile: (
                from_hex(&profile.fingerprint().to_string()).unwrap_or(NOTHING),
                profile.name().to_owned(),
            ),
            purpose: profile.purpose().to_owned(),
            recipient: profile.recipient().to_owned(),
        })
    }

    /// Whether another tells of the same, as far as anybody can remember it: it may be one that was entered twice.
    fn is_like(&self, other: &Self) -> bool {
        (self.created, self.people, self.photos) == (other.created, other.people, other.photos)
            && self.profile.0 == other.profile.0
    }

    /// The id by which it is known from then on.
    pub const fn batch(&self) -> BatchId {
        self.batch
    }

    /// The same as other disclosures have it; what nobody knows of it is empty.
    pub(super) fn disclosure(&self) -> Disclosure {
        Disclosure {
            batch: self.batch,
            catalogue: (NOTHING, 0),
            columns: Arc::clone(&self.columns),
            commitments: CommitmentsEntry::new(0, NOTHING, NOTHING, (self.created.year(), [0; 8])),
            controller: self.controller.clone(),
            created: self.created,
            delete_by: self.delete_by,
            encrypted: false,
            epoch: EpochName::default(),
            file: FileEntry {
                kind: FileKind::Rows,
                sha256: NOTHING,
            },
            manifest: NOTHING,
            map: None,
            photos: PhotosEntry { count: self.photos },
            profile: self.profile.clone(),
            purpose: self.purpose.clone(),
            recipient: self.recipient.clone(),
            rows: RowsEntry {
                count: self.people,
                form: Form::Csv,
                sha256: NOTHING,
            },
            signed: false,
        }
    }

    pub(super) fn write(&self, into: &mut Map<String, Value>) {
        let columns: Vec<Value> = self.columns.iter().map(ManifestColumn::json).collect();
        let all = json!({
            "batch": self.batch.to_string(),
            COLUMNS: columns,
            "controller": self.controller,
            "created": self.created.to_string(),
            "delete_by": self.delete_by.to_string(),
            "people": self.people,
            "photos": self.photos,
            "profile": {"fingerprint": HEXLOWER.encode(&self.profile.0), "name": self.profile.1},
            "purpose": self.purpose,
            "recipient": self.recipient,
        });
        if let Value::Object(members) = all {
            into.extend(members);
        }
    }

    pub(super) fn read(members: Members<'_>, columns: Arc<[ManifestColumn]>) -> Option<Self> {
        let profile = members.object("profile")?;
        let plain = |key: &str| {
            let text = members.text(key)?;
            is_plain_text(text, 80).then(|| text.to_owned())
        };
        let name = profile.text("name").filter(|name| is_profile_name(name))?;
        Some(Self {
            batch: members.parse("batch")?,
            columns,
            controller: plain("controller")?,
            created: members.parse("created")?,
            delete_by: members.parse("delete_by")?,
            people: members.number("people")?,
            photos: members.number("photos")?,
            profile: (profile.sha("fingerprint")?, name.to_owned()),
            purpose: plain("purpose")?,
            recipient: plain("recipient")?,
        })
    }
}

impl Ledger {
    /// Enters a disclosure from before there was a ledger, also if one like it was entered.
    ///
    /// It counts as held from its day on, as far as the ledger knows from `at` on; of whom it was is marked
    /// unknown.
    ///
    /// # Errors
    /// [`Code::CreatedInFuture`] if its day is after `at`; and as [`Ledger::prepare`].
    pub fn record_past(
        &mut self,
        key: &LedgerKey,
        past: Past,
        at: Moment,
    ) -> Result<u64, LedgerError> {
        self.record(key, past, at, |_, _| None)
    }

    /// The same, unless one of the same day, profile and numbers was entered before and counts, also by somebody
    /// else at the same time.
    ///
    /// # Errors
    /// [`Code::PastKnown`] at the entry of the other; and as [`Ledger::record_past`].
    pub fn record_past_once(
        &mut self,
        key: &LedgerKey,
        past: Past,
        at: Moment,
    ) -> Result<u64, LedgerError> {
        self.record(key, past, at, History::recorded_like)
    }

    fn record(
        &mut self,
        key: &LedgerKey,
        past: Past,
        at: Moment,
        like: impl FnOnce(&History, &Past) -> Option<u64>,
    ) -> Result<u64, LedgerError> {
        if past.created > at.day() {
            return Err(LedgerError::refused(Code::CreatedInFuture));
        }
        let append = self.append(key, at)?;
        match like(&append.history, &past) {
            Some(known) => Err(LedgerError::refused(Code::PastKnown).at_entry(known)),
            None => append.enter(Event::Past(Box::new(past)), &[]),
        }
    }
}

impl History {
    /// The entry of one that was recorded before, counts, and tells of the same day, profile and numbers.
    fn recorded_like(&self, past: &Past) -> Option<u64> {
        let corrected = self.corrected(None);
        let mut entries = self.entries.iter();
        let found = entries.find(|entry| match &entry.event {
            Event::Past(known) => known.is_like(past) && !corrected.has(entry.number),
            _ => false,
        });
        found.map(Entry::number)
    }
}
