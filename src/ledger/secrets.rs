//! Uses of the secret: tokens that were led back to people, and epochs that were added.

use data_encoding::HEXLOWER;
use serde_json::{Map, Value};

use super::Ledger;
use super::chain::{Sha, from_hex};
use super::entry::Event;
use super::error::LedgerError;
use super::key::LedgerKey;
use super::members::Members;
use super::moment::Moment;
use crate::profile::Profile;
use crate::pseudonym::{BatchId, EpochName, PseudonymisationSecret};

/// Tokens were to be led back to the values that they stand for.
///
/// # Security
/// Holds how many, and neither a token nor a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reidentified {
    pub(super) batch: BatchId,
    pub(super) epoch: EpochName,
    pub(super) profile: Sha,
    pub(super) tokens: u64,
}

impl Reidentified {
    /// So many tokens of a batch, made under this profile and the epoch in use.
    pub fn new(
        profile: &Profile,
        secret: &PseudonymisationSecret,
        batch: BatchId,
        tokens: u64,
    ) -> Self {
        Self {
            batch,
            epoch: secret.epoch_name().clone(),
            profile: from_hex(&profile.fingerprint().to_string()).unwrap_or_default(),
            tokens,
        }
    }

    /// The batch.
    pub const fn batch(&self) -> BatchId {
        self.batch
    }

    /// The name of the secret's epoch.
    pub fn epoch(&self) -> &str {
        self.epoch.as_str()
    }

    /// The profile's fingerprint, in lower hex.
    pub fn profile_fingerprint(&self) -> String {
        HEXLOWER.encode(&self.profile)
    }

    /// How many tokens were asked about.
    pub const fn tokens(&self) -> u64 {
        self.tokens
    }

    pub(super) fn write(&self, into: &mut Map<String, Value>) {
        into.insert("batch".into(), self.batch.to_string().into());
        into.insert("epoch".into(), self.epoch().into());
        into.insert("profile".into(), self.profile_fingerprint().into());
        into.insert("tokens".into(), self.tokens.into());
    }

    pub(super) fn read(members: Members<'_>) -> Option<Self> {
        Some(Self {
            batch: members.parse("batch")?,
            epoch: members.parse("epoch")?,
            profile: members.sha("profile")?,
            tokens: members.number("tokens")?,
        })
    }
}

impl Ledger {
    /// Enters that tokens are about to be led back; before any value is shown.
    ///
    /// # Errors
    /// As [`Ledger::prepare`].
    pub fn reidentified(
        &mut self,
        key: &LedgerKey,
        used: Reidentified,
        at: Moment,
    ) -> Result<u64, LedgerError> {
        let append = self.append(key, at)?;
        append.enter(Event::Reidentified(used), &[])
    }

    /// Enters that the secret has a new epoch.
    ///
    /// # Errors
    /// As [`Ledger::prepare`].
    pub fn rotated(
        &mut self,
        key: &LedgerKey,
        epoch: EpochName,
        at: Moment,
    ) -> Result<u64, LedgerError> {
        let append = self.append(key, at)?;
        append.enter(Event::Rotated { epoch }, &[])
    }

    /// The secret's epoch under which a batch was made, by its newest entry.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn epoch_of(&self, batch: BatchId) -> Result<Option<EpochName>, LedgerError> {
        self.picture(|_, history| {
            let disclosed = history.prepared().map(|one| one.disclosure);
            let last = disclosed.filter(|one| one.batch == batch).last();
            Ok(last.map(|one| one.epoch.clone()))
        })
    }
}
