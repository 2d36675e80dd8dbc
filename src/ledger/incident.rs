//! What happened at a recipient, when, and when the controller became aware of it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::Ledger;
use super::correction::Amendment;
use super::entry::{Entry, Event};
use super::error::LedgerError;
use super::history::History;
use super::key::LedgerKey;
use super::members::Members;
use super::moment::Moment;
use crate::batch::Day;
use crate::code::Code;
use crate::profile::is_plain_text;
use crate::value::{Invalid, normalise};

/// The supervisory authority is told within so many hours (UK GDPR, Art 33(1)).
pub(super) const HOURS: u32 = 72;

/// An incident: its days, and the moment in which the controller became aware of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incident {
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) aware_at: Moment,
    pub(super) notify_by: Moment,
}

impl Incident {
    /// From the first day to the last, both included.
    ///
    /// # Errors
    /// If it ends before it begins, or somebody was aware of it before it began.
    pub fn new(from: Day, to: Day, aware_at: Moment) -> Result<Self, Invalid> {
        if to < from {
            return Err(Invalid::new("an incident does not end before it begins"));
        }
        if aware_at.day() < from {
            return Err(Invalid::new(
                "nobody is aware of an incident before it begins",
            ));
        }
        let notify_by = aware_at.plus_hours(HOURS);
        let notify_by = notify_by.ok_or(Invalid::new("a moment of 1970 to 2199"))?;
        Ok(Self {
            from,
            to,
            aware_at,
            notify_by,
        })
    }

    /// The first day.
    pub const fn from(&self) -> Day {
        self.from
    }

    /// The last day.
    pub const fn to(&self) -> Day {
        self.to
    }

    /// When the controller became aware of it.
    pub const fn aware_at(&self) -> Moment {
        self.aware_at
    }

    /// Until when the supervisory authority is told: 72 hours later.
    pub const fn notify_by(&self) -> Moment {
        self.notify_by
    }
}

/// Of what kind an incident is, and by what. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IncidentCode {
    /// Data was read or copied, or may have been.
    Confidentiality,
    /// Data was changed.
    Integrity,
    /// Data was lost, or out of reach.
    Availability,
    /// Somebody got into a system.
    Intrusion,
    /// Data was encrypted by somebody who asks for something.
    Ransomware,
    /// A thing that holds data was taken.
    Theft,
    /// A thing that holds data cannot be found.
    Loss,
    /// Data went to somebody else.
    Misdirected,
    /// Somebody of the recipient used data for another purpose.
    Insider,
    /// A thing that holds data was thrown away or sold.
    Disposal,
}

impl IncidentCode {
    /// Every code.
    pub const ALL: &[Self] = &[
        Self::Confidentiality,
        Self::Integrity,
        Self::Availability,
        Self::Intrusion,
        Self::Ransomware,
        Self::Theft,
        Self::Loss,
        Self::Misdirected,
        Self::Insider,
        Self::Disposal,
    ];

    /// The name in an entry.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confidentiality => "confidentiality",
            Self::Integrity => "integrity",
            Self::Availability => "availability",
            Self::Intrusion => "intrusion",
            Self::Ransomware => "ransomware",
            Self::Theft => "theft",
            Self::Loss => "loss",
            Self::Misdirected => "misdirected",
            Self::Insider => "insider",
            Self::Disposal => "disposal",
        }
    }

    /// What it means.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Confidentiality => "data was read or copied, or may have been",
            Self::Integrity => "data was changed",
            Self::Availability => "data was lost or out of reach",
            Self::Intrusion => "somebody got into a system",
            Self::Ransomware => "data was encrypted by somebody who asks for something",
            Self::Theft => "a thing that holds data was taken",
            Self::Loss => "a thing that holds data cannot be found",
            Self::Misdirected => "data went to somebody else",
            Self::Insider => "somebody there used data for another purpose",
            Self::Disposal => "a thing that holds data was thrown away or sold",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

/// An incident at a recipient, as it is entered: its days, and codes instead of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentEntry {
    pub(super) recipient: String,
    pub(super) incident: Incident,
    /// In the order of the list, each once.
    pub(super) codes: BTreeSet<IncidentCode>,
}

impl IncidentEntry {
    /// An incident at a recipient, of whatever kinds are known so far.
    pub fn new(
        recipient: &str,
        incident: Incident,
        codes: impl IntoIterator<Item = IncidentCode>,
    ) -> Self {
        Self {
            recipient: normalise(recipient).into_owned(),
            incident,
            codes: codes.into_iter().collect(),
        }
    }

    /// At whom.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// When.
    pub const fn incident(&self) -> &Incident {
        &self.incident
    }

    /// Of what kind, and by what.
    pub fn codes(&self) -> impl Iterator<Item = IncidentCode> {
        self.codes.iter().copied()
    }

    /// Whether somebody can know of it at a moment.
    pub(super) fn is_known_at(&self, at: Moment) -> bool {
        self.incident.aware_at <= at && self.incident.to <= at.day()
    }

    pub(super) fn write(&self, into: &mut Map<String, Value>) {
        let codes: Vec<&str> = self.codes.iter().map(|code| code.name()).collect();
        into.insert("aware_at".into(), self.incident.aware_at.to_string().into());
        into.insert("codes".into(), codes.into());
        into.insert("from".into(), self.incident.from.to_string().into());
        into.insert("recipient".into(), self.recipient.as_str().into());
        into.insert("to".into(), self.incident.to.to_string().into());
    }

    pub(super) fn read(members: Members<'_>) -> Option<Self> {
        let recipient = members.text("recipient")?;
        let codes = members.value("codes")?.as_array()?.iter();
        let codes: Option<_> = codes
            .map(|code| IncidentCode::from_name(code.as_str()?))
            .collect();
        let (from, to) = (members.parse("from")?, members.parse("to")?);
        Some(Self {
            recipient: is_plain_text(recipient, 80).then(|| recipient.to_owned())?,
            incident: Incident::new(from, to, members.parse("aware_at")?).ok()?,
            codes: codes?,
        })
    }
}

/// An incident that was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownIncident {
    pub(super) entry: u64,
    pub(super) at: Moment,
    pub(super) about: IncidentEntry,
    pub(super) amended: Option<Amendment>,
}

impl KnownIncident {
    /// The number of its entry.
    pub const fn entry(&self) -> u64 {
        self.entry
    }

    /// When it was entered.
    pub const fn at(&self) -> Moment {
        self.at
    }

    /// What was entered.
    pub const fn about(&self) -> &IncidentEntry {
        &self.about
    }

    /// By which entry it counts no more.
    pub const fn amended(&self) -> Option<Amendment> {
        self.amended
    }

    pub(super) fn json(&self) -> Value {
        let incident = &self.about.incident;
        let codes: Vec<&str> = self.about.codes.iter().map(|code| code.name()).collect();
        json!({
            "aware_at": incident.aware_at.to_string(),
            "codes": codes,
            "entered": self.at.to_string(),
            "entry": self.entry,
            "from": incident.from.to_string(),
            "to": incident.to.to_string(),
        })
    }
}

impl History {
    /// The incidents that were entered until a day, in order, those that count no more among them.
    pub(super) fn incidents(&self, as_of: Day) -> Vec<KnownIncident> {
        let corrected = self.corrected(Some(as_of));
        let known = self.entries.iter().filter(|entry| entry.at.day() <= as_of);
        let all = known.filter_map(|entry: &Entry| match &entry.event {
            Event::Incident(about) => Some(KnownIncident {
                entry: entry.number,
                at: entry.at,
                about: (**about).clone(),
                amended: corrected.get(entry.number),
            }),
            _ => None,
        });
        all.collect()
    }

    /// Those that count, at one recipient.
    pub(super) fn incidents_at(&self, recipient: &str, as_of: Day) -> Vec<KnownIncident> {
        let mut all = self.incidents(as_of);
        all.retain(|one| one.amended.is_none() && one.about.recipient == recipient);
        all
    }
}

impl Ledger {
    /// Enters an incident at a recipient.
    ///
    /// # Errors
    /// [`Code::UnknownRecipient`] if nothing was ever disclosed to it; [`Code::IncidentInFuture`] if it
    /// lasts, or was known, until after `at`; and as [`Ledger::prepare`].
    pub fn record_incident(
        &mut self,
        key: &LedgerKey,
        incident: IncidentEntry,
        at: Moment,
    ) -> Result<u64, LedgerError> {
        if !incident.is_known_at(at) {
            return Err(LedgerError::refused(Code::IncidentInFuture));
        }
        let append = self.append(key, at)?;
        if !append.history.knows(&incident.recipient) {
            return Err(LedgerError::refused(Code::UnknownRecipient));
        }
        append.enter(Event::Incident(Box::new(incident)), &[])
    }

    /// The incidents that were entered until a day, in order, those that count no more among them.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn incidents(&self, as_of: Day) -> Result<Vec<KnownIncident>, LedgerError> {
        Ok(History::read(&self.connection)?.incidents(as_of))
    }
}
