//! One entry of a ledger: what happened, when, and what stood before it.

use std::fmt;

use data_encoding::HEXLOWER;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::approval::Approval;
use super::chain::Sha;
use super::correction::Correction;
use super::disclosure::{COLUMNS, Disclosure, KnownColumns};
use super::import::PaperEntry;
use super::incident::IncidentEntry;
use super::members::Members;
use super::moment::Moment;
use super::past::Past;
use super::secrets::Reidentified;
use super::trust::Trust;
use crate::batch::Signer;
use crate::canonical_json;
use crate::pseudonym::{BatchId, EpochName};

/// What an entry says. Later versions know more.
#[non_exhaustive]
#[derive(Debug, Clone)]
pub enum Event {
    /// The ledger begins; heads are signed by this key.
    Opened {
        /// The ledger's own id.
        ledger: BatchId,
        /// Who signs its heads.
        head: Signer,
    },
    /// A batch is complete, and about to get its name.
    Prepared(Box<Disclosure>),
    /// It has its name: it left.
    Released(Settled),
    /// It never left.
    Abandoned(Settled),
    /// Somebody's signatures count from now on, or count no more.
    Trust(Trust),
    /// A profile may be used, with a map or without.
    Approval(Approval),
    /// Something was disclosed before there was a ledger.
    Past(Box<Past>),
    /// A bureau received, deleted or refused something.
    Paper(Box<PaperEntry>),
    /// Something happened at a recipient.
    Incident(Box<IncidentEntry>),
    /// An earlier entry counts otherwise from now on.
    Correction(Correction),
    /// Tokens were led back to what they stand for.
    Reidentified(Reidentified),
    /// The secret has a new epoch.
    Rotated {
        /// Its name.
        epoch: EpochName,
    },
}

/// How a prepared batch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    pub(super) batch: BatchId,
    pub(super) of: u64,
    pub(super) by: SettledBy,
}

/// Who knew how a prepared batch ended. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettledBy {
    /// The export itself.
    Export,
    /// Whoever looked afterwards what a run that was cut off had left.
    Recovery,
}

impl Settled {
    /// The batch.
    pub const fn batch(&self) -> BatchId {
        self.batch
    }

    /// The number of the entry that it settles.
    pub const fn prepared(&self) -> u64 {
        self.of
    }

    /// Who knew.
    pub const fn by(&self) -> SettledBy {
        self.by
    }
}

impl SettledBy {
    const fn name(self) -> &'static str {
        match self {
            Self::Export => "export",
            Self::Recovery => "recovery",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Export, Self::Recovery]
            .into_iter()
            .find(|by| by.name() == name)
    }
}

/// One entry.
#[derive(Debug, Clone)]
pub struct Entry {
    pub(super) number: u64,
    pub(super) before: Sha,
    pub(super) at: Moment,
    pub(super) event: Event,
}

impl Entry {
    /// Its number, counted from 1.
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// When it was entered.
    pub const fn at(&self) -> Moment {
        self.at
    }

    /// What it says.
    pub const fn event(&self) -> &Event {
        &self.event
    }

    /// The canonical JSON (RFC 8785): what is kept and hashed.
    pub(super) fn body(&self) -> String {
        let mut members = Map::new();
        let kind = self.event.write(&mut members);
        members.insert("at".into(), self.at.to_string().into());
        members.insert("kind".into(), kind.into());
        members.insert("n".into(), self.number.into());
        members.insert("prev".into(), HEXLOWER.encode(&self.before).into());
        canonical_json::to_string(&Value::Object(members))
    }

    /// Reads a body; whether it is in its one form, [`Entry::body`] tells.
    ///
    /// Most of a disclosure is its columns, and most disclosures have those of another.
    pub(super) fn parse(body: &str, known: &mut KnownColumns) -> Option<Self> {
        let Body { rest, columns } = serde_json::from_str(body).ok()?;
        let rest = Value::Object(rest);
        let members = Members::of(&rest);
        let columns = columns.map(RawValue::get);
        Some(Self {
            number: members.number("n")?,
            before: members.sha("prev")?,
            at: members.parse("at")?,
            event: Event::read(members, columns, known)?,
        })
    }
}

impl Event {
    /// Writes its own members, and gives its kind.
    fn write(&self, into: &mut Map<String, Value>) -> &'static str {
        let mut settled = |settled: &Settled| {
            into.insert("batch".into(), settled.batch.to_string().into());
            into.insert("by".into(), settled.by.name().into());
            into.insert("of".into(), settled.of.into());
        };
        match self {
            Self::Released(one) => {
                settled(one);
                "released"
            }
            Self::Abandoned(one) => {
                settled(one);
                "abandoned"
            }
            Self::Opened { ledger, head } => {
                into.insert("head".into(), head.to_string().into());
                into.insert("ledger".into(), ledger.to_string().into());
                "opened"
            }
            Self::Prepared(disclosure) => {
                disclosure.write(into);
                "prepared"
            }
            Self::Trust(trust) => {
                trust.write(into);
                "trust"
            }
            Self::Approval(approval) => {
                approval.write(into);
                "approval"
            }
            Self::Past(past) => {
                past.write(into);
                "past"
            }
            Self::Paper(paper) => {
                paper.write(into);
                paper.paper.kind()
            }
            Self::Incident(incident) => {
                incident.write(into);
                "incident"
            }
            Self::Correction(correction) => {
                correction.write(into);
                "correction"
            }
            Self::Reidentified(used) => {
                used.write(into);
                "reidentified"
            }
            Self::Rotated { epoch } => {
                into.insert("epoch".into(), epoch.as_str().into());
                "rotated"
            }
        }
    }

    fn read(members: Members<'_>, columns: Option<&str>, known: &mut KnownColumns) -> Option<Self> {
        let settled = || {
            Some(Settled {
                batch: members.parse("batch")?,
                of: members.number("of")?,
                by: SettledBy::from_name(members.text("by")?)?,
            })
        };
        Some(match members.text("kind")? {
            "opened" => Self::Opened {
                ledger: members.parse("ledger")?,
                head: members.parse("head")?,
            },
            "prepared" => {
                let columns = known.read(columns?)?;
                Self::Prepared(Box::new(Disclosure::read(members, columns)?))
            }
            "receipt" | "attestation" | "refusal" => {
                Self::Paper(Box::new(PaperEntry::read(members)?))
            }
            "past" => {
                let columns = known.read(columns?)?;
                Self::Past(Box::new(Past::read(members, columns)?))
            }
            "incident" => Self::Incident(Box::new(IncidentEntry::read(members)?)),
            "correction" => Self::Correction(Correction::read(members)?),
            "trust" => Self::Trust(Trust::read(members)?),
            "approval" => Self::Approval(Approval::read(members)?),
            "reidentified" => Self::Reidentified(Reidentified::read(members)?),
            "rotated" => Self::Rotated {
                epoch: members.parse("epoch")?,
            },
            "released" => Self::Released(settled()?),
            "abandoned" => Self::Abandoned(settled()?),
            _ => return None,
        })
    }
}

/// The members of a body, but for its columns, which stay text.
struct Body<'b> {
    rest: Map<String, Value>,
    columns: Option<&'b RawValue>,
}

impl<'b> Deserialize<'b> for Body<'b> {
    fn deserialize<D: Deserializer<'b>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(BodyReader)
    }
}

struct BodyReader;

impl<'b> Visitor<'b> for BodyReader {
    type Value = Body<'b>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body of an entry")
    }

    fn visit_map<A: MapAccess<'b>>(self, mut members: A) -> Result<Body<'b>, A::Error> {
        let mut body = Body {
            rest: Map::new(),
            columns: None,
        };
        while let Some(key) = members.next_key::<&str>()? {
            if key == COLUMNS {
                body.columns = Some(members.next_value()?);
            } else {
                body.rest.insert(key.to_owned(), members.next_value()?);
            }
        }
        Ok(body)
    }
}
