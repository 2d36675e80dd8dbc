//! Whose signatures count: keys of bureaus, who sign papers, and of approvers, who sign profiles.

use serde_json::{Map, Value};

use super::Ledger;
use super::entry::Event;
use super::error::LedgerError;
use super::history::History;
use super::key::LedgerKey;
use super::members::Members;
use super::moment::Moment;
use crate::batch::Signer;
use crate::code::Code;
use crate::profile::{UNNAMED, is_plain_text};
use crate::value::normalise;

/// What somebody signs. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A recipient: what it received, deleted, refused.
    Bureau,
    /// Somebody of the controller: which profile and map may be used.
    Approver,
}

impl Role {
    const ALL: &[Self] = &[Self::Bureau, Self::Approver];

    /// The name in an entry.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bureau => "bureau",
            Self::Approver => "approver",
        }
    }
}

/// A key counts from now on, or counts no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    pub(super) role: Role,
    pub(super) name: String,
    pub(super) key: Signer,
    pub(super) trusted: bool,
}

impl Trust {
    /// What its signatures are for.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Whose key it is.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key.
    pub const fn key(&self) -> &Signer {
        &self.key
    }

    /// Whether it counts from then on.
    pub const fn is_trusted(&self) -> bool {
        self.trusted
    }

    pub(super) fn write(&self, into: &mut Map<String, Value>) {
        into.insert("key".into(), self.key.to_string().into());
        into.insert("name".into(), self.name.as_str().into());
        into.insert("role".into(), self.role.name().into());
        into.insert("trusted".into(), self.trusted.into());
    }

    pub(super) fn read(members: Members<'_>) -> Option<Self> {
        let role = members.text("role")?;
        let name = members.text("name")?;
        Some(Self {
            role: Role::ALL.iter().copied().find(|one| one.name() == role)?,
            name: is_name(name).then(|| name.to_owned())?,
            key: members.parse("key")?,
            trusted: members.flag("trusted")?,
        })
    }

    fn is_about(&self, other: &Self) -> bool {
        (self.role, &self.name, &self.key) == (other.role, &other.name, &other.key)
    }
}

fn is_name(name: &str) -> bool {
    is_plain_text(name, 80) && name != UNNAMED
}

impl History {
    /// The keys that count after the newest entry.
    pub(super) fn trusted(&self, role: Role) -> Vec<&Trust> {
        trusted(self.entries.iter().map(|entry| &entry.event), role)
    }
}

/// The keys that count after these events, in order.
pub(super) fn trusted<'e>(events: impl Iterator<Item = &'e Event>, role: Role) -> Vec<&'e Trust> {
    let mut all: Vec<&Trust> = Vec::new();
    for event in events {
        if let Event::Trust(trust) = event {
            all.retain(|known| !known.is_about(trust));
            if trust.role == role && trust.trusted {
                all.push(trust);
            }
        }
    }
    all
}

impl Ledger {
    /// Enters that a key counts from now on, or counts no more.
    ///
    /// As soon as one approver's key counts, nothing goes that is not approved; and nothing at all once the
    /// last one counts no more, until another does.
    ///
    /// # Errors
    /// [`Code::BadName`] if the name is none; [`Code::NotTrusted`] if a key is to count no more that does
    /// not; and as [`Ledger::prepare`].
    ///
    /// # Security
    /// A key is as good as the way by which it came: compare it by another.
    pub fn trust(
        &mut self,
        key: &LedgerKey,
        role: Role,
        name: &str,
        signer: &Signer,
        trusted: bool,
        at: Moment,
    ) -> Result<u64, LedgerError> {
        let trust = Trust {
            role,
            name: normalise(name).into_owned(),
            key: signer.clone(),
            trusted,
        };
        if !is_name(&trust.name) {
            return Err(LedgerError::refused(Code::BadName));
        }
        let append = self.append(key, at)?;
        let known = append.history.trusted(role);
        if !trusted && !known.iter().any(|known| known.is_about(&trust)) {
            return Err(LedgerError::refused(Code::NotTrusted));
        }
        append.enter(Event::Trust(trust), &[])
    }

    /// The keys that count.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn trusted(&self, role: Role) -> Result<Vec<Trust>, LedgerError> {
        let history = History::read(&self.connection)?;
        Ok(history.trusted(role).into_iter().cloned().collect())
    }
}
