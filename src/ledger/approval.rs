//! Which profile and which map may be used: signed by an approver, before anything goes under them.

use data_encoding::HEXLOWER;
use serde_json::{Map, Value, json};

use super::Ledger;
use super::chain::{Sha, from_hex};
use super::disclosure::Disclosure;
use super::entry::Event;
use super::error::LedgerError;
use super::history::History;
use super::key::LedgerKey;
use super::members::Members;
use super::moment::Moment;
use super::trust::Role;
use crate::batch::{Signer, SigningKey};
use crate::canonical_json;
use crate::code::Code;
use crate::profile::Profile;
use crate::pseudonym::BatchId;
use crate::record::Map as HrMap;

/// An approver's signature over the fingerprints of a profile and a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub(super) profile: Sha,
    pub(super) map: Option<Sha>,
    pub(super) signer: Signer,
    pub(super) signature: String,
}

const FORMAT: &str = "cardsieve-approval-1";

impl Approval {
    /// The profile's fingerprint, in lower hex.
    pub fn profile_fingerprint(&self) -> String {
        HEXLOWER.encode(&self.profile)
    }

    /// The map's, if one is approved with it.
    pub fn map_fingerprint(&self) -> Option<String> {
        self.map.map(|map| HEXLOWER.encode(&map))
    }

    /// Who has approved.
    pub const fn signer(&self) -> &Signer {
        &self.signer
    }

    pub(super) fn write(&self, into: &mut Map<String, Value>) {
        into.insert("key".into(), self.signer.to_string().into());
        into.insert("map".into(), self.map_fingerprint().into());
        into.insert("profile".into(), self.profile_fingerprint().into());
        into.insert("signature".into(), self.signature.as_str().into());
    }

    pub(super) fn read(members: Members<'_>) -> Option<Self> {
        Some(Self {
            profile: members.sha("profile")?,
            map: match members.value("map")? {
                Value::Null => None,
                _ => Some(members.sha("map")?),
            },
            signer: members.parse("key")?,
            signature: members.text("signature")?.to_owned(),
        })
    }

    /// Whether it is signed by the key that it names, for this ledger.
    pub(super) fn is_signed(&self, ledger: BatchId) -> bool {
        let text = text(ledger, &self.profile, self.map.as_ref());
        let comment = comment(&self.profile);
        self.signer
            .has_signed(text.as_bytes(), &comment, &self.signature)
    }

    fn is_of(&self, disclosure: &Disclosure) -> bool {
        self.profile == disclosure.profile.0
            && self.map == disclosure.map.map(|map| map.fingerprint)
    }
}

/// What is signed.
fn text(ledger: BatchId, profile: &Sha, map: Option<&Sha>) -> String {
    canonical_json::to_string(&json!({
        "format": FORMAT,
        "ledger": ledger.to_string(),
        "map": map.map(|map| HEXLOWER.encode(map)),
        "profile": HEXLOWER.encode(profile),
    }))
}

fn comment(profile: &Sha) -> String {
    format!("cardsieve approval of {}", HEXLOWER.encode(profile))
}

impl History {
    /// Whether a disclosure may go: nobody ever approved, or somebody whose key counts has approved it.
    pub(super) fn allows(&self, disclosure: &Disclosure) -> Result<(), LedgerError> {
        let approvers = self.trusted(Role::Approver);
        let corrected = self.corrected(None);
        let mut approvals = self.entries.iter().filter_map(|entry| match &entry.event {
            Event::Approval(approval) if !corrected.has(entry.number) => Some(approval),
            _ => None,
        });
        // where the last one counts no more, nothing goes: the gate does not open by itself
        let has_gate = self.entries.iter().any(
            |entry| matches!(&entry.event, Event::Trust(trust) if trust.role == Role::Approver),
        );
        let is_allowed = !has_gate
            || approvals.any(|approval| {
                approval.is_of(disclosure)
                    && approvers.iter().any(|trust| trust.key == approval.signer)
                    && approval.is_signed(self.ledger)
            });
        if is_allowed {
            Ok(())
        } else {
            Err(LedgerError::refused(Code::NotApproved))
        }
    }
}

impl Ledger {
    /// The entry by which the same is approved already, under the same key.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn approved_by(
        &self,
        approver: &Signer,
        profile: &Profile,
        map: Option<&HrMap>,
    ) -> Result<Option<u64>, LedgerError> {
        let history = History::read(&self.connection)?;
        let corrected = history.corrected(None);
        let fingerprint = profile.fingerprint().to_string();
        let map = map.map(HrMap::fingerprint);
        let mut entries = history.entries.iter();
        let same = entries.find(|entry| match &entry.event {
            Event::Approval(one) => {
                !corrected.has(entry.number)
                    && one.signer == *approver
                    && one.profile_fingerprint() == fingerprint
                    && one.map_fingerprint() == map
            }
            _ => false,
        });
        Ok(same.map(|entry| entry.number))
    }

    /// Enters that a profile may be used, with this map or without any.
    ///
    /// # Errors
    /// [`Code::NotTrusted`] if the key is no approver's; and as [`Ledger::prepare`].
    pub fn approve(
        &mut self,
        key: &LedgerKey,
        approver: &SigningKey,
        profile: &Profile,
        map: Option<&HrMap>,
        at: Moment,
    ) -> Result<u64, LedgerError> {
        let append = self.append(key, at)?;
        let approvers = append.history.trusted(Role::Approver);
        if !approvers
            .iter()
            .any(|trust| trust.key == *approver.signer())
        {
            return Err(LedgerError::refused(Code::NotTrusted));
        }
        let sha256 = from_hex(&profile.fingerprint().to_string()).unwrap_or_default();
        let map = map.and_then(|map| from_hex(&map.fingerprint()));
        append.documents(&[(sha256, profile.canonical_json())])?;
        let profile = sha256;
        let text = text(append.history.ledger, &profile, map.as_ref());
        let signature = approver.sign_under(text.as_bytes(), &comment(&profile));
        let approval = Approval {
            profile,
            map,
            signer: approver.signer().clone(),
            signature: signature.ok_or(LedgerError::no_randomness())?,
        };
        append.enter(Event::Approval(approval), &[])
    }
}
