//! What recipients hold: of whom, of how many, in which columns, until when.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Ledger;
use super::error::LedgerError;
use super::held::{Crowd, KeptBatch, Mark, People, batches};
use super::moment::Moment;
use super::outgoing::Outgoing;
use super::page;
use super::paper::{Attestation, Remains};
use crate::batch::{Day, ManifestColumn, ManifestContent};
use crate::canonical_json;
use crate::code::Code;
use crate::profile::Part;
use crate::value::normalise;

/// What one recipient holds on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holdings {
    recipient: String,
    as_of: Day,
    batches: Vec<KeptBatch>,
    deleted: Vec<KeptBatch>,
    recorded: People,
    people: People,
    columns: Vec<KeptColumn>,
}

/// A column that stands in batches that are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptColumn {
    column: ManifestColumn,
    batches: u64,
    rows: u64,
}

impl KeptColumn {
    /// The column, with place and treatment.
    pub const fn column(&self) -> &ManifestColumn {
        &self.column
    }

    /// In how many of the batches it stands.
    pub const fn batches(&self) -> u64 {
        self.batches
    }

    /// In how many rows.
    pub const fn rows(&self) -> u64 {
        self.rows
    }
}

impl Holdings {
    /// The recipient.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// The day; what was entered on it counts.
    pub const fn as_of(&self) -> Day {
        self.as_of
    }

    /// The batches, in the order in which they were entered.
    pub fn batches(&self) -> &[KeptBatch] {
        &self.batches
    }

    /// Batches of which all is attested as deleted.
    pub fn deleted(&self) -> &[KeptBatch] {
        &self.deleted
    }

    /// Of how many people, by batches that are known to have left.
    pub const fn recorded(&self) -> People {
        self.recorded
    }

    /// Of how many people, those batches included that nobody knows the end of.
    pub const fn people(&self) -> People {
        self.people
    }

    /// Every column that stands in one of them, with the same place and treatment once.
    pub fn columns(&self) -> &[KeptColumn] {
        &self.columns
    }

    /// How many rows all batches have.
    pub fn rows(&self) -> u64 {
        self.batches.iter().map(|one| one.disclosure.rows()).sum()
    }

    /// A page by itself: no script, nothing that is fetched.
    pub fn to_html(&self) -> String {
        page::holdings_page(self)
    }

    /// As `cardsieve-holdings-1`, in RFC 8785.
    pub fn to_json(&self) -> String {
        let columns = self.columns.iter().map(|one| {
            let mut column = one.column.json();
            if let Value::Object(members) = &mut column {
                members.insert("batches".into(), one.batches.into());
                members.insert("rows".into(), one.rows.into());
            }
            column
        });
        canonical_json::to_string(&json!({
            "as_of": self.as_of.to_string(),
            "batches": self.batches.iter().map(batch_json).collect::<Vec<_>>(),
            "columns": columns.collect::<Vec<_>>(),
            "deleted": self.deleted.iter().map(batch_json).collect::<Vec<_>>(),
            "format": "cardsieve-holdings-1",
            "people": people_json(self.people),
            "recipient": self.recipient,
            "recorded_people": people_json(self.recorded),
            "rows": self.rows(),
        }))
    }
}

/// What is past its day, and not attested as deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    as_of: Day,
    batches: Vec<KeptBatch>,
}

impl Overdue {
    /// The day.
    pub const fn as_of(&self) -> Day {
        self.as_of
    }

    /// The batches, the longest overdue first.
    pub fn batches(&self) -> &[KeptBatch] {
        &self.batches
    }

    /// A page by itself: no script, nothing that is fetched.
    pub fn to_html(&self) -> String {
        page::overdue_page(self)
    }

    /// As `cardsieve-overdue-1`, in RFC 8785.
    pub fn to_json(&self) -> String {
        canonical_json::to_string(&json!({
            "as_of": self.as_of.to_string(),
            "batches": self.batches.iter().map(batch_json).collect::<Vec<_>>(),
            "format": "cardsieve-overdue-1",
        }))
    }
}

/// Everybody to whom something was disclosed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipients {
    as_of: Day,
    all: Vec<RecipientLine>,
}

/// One recipient, and how much it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientLine {
    recipient: String,
    disclosed: u64,
    held: u64,
    unknown: u64,
    overdue: u64,
    people: People,
}

impl Recipients {
    /// The day.
    pub const fn as_of(&self) -> Day {
        self.as_of
    }

    /// In the order of their names.
    pub fn all(&self) -> &[RecipientLine] {
        &self.all
    }

    /// A page by itself: no script, nothing that is fetched.
    pub fn to_html(&self) -> String {
        page::recipients_page(self)
    }

    /// As `cardsieve-recipients-1`, in RFC 8785.
    pub fn to_json(&self) -> String {
        let all = self.all.iter().map(|one| {
            json!({
                "batches": one.disclosed,
                "held": one.held,
                "overdue": one.overdue,
                "people": people_json(one.people),
                "recipient": one.recipient,
                "unknown": one.unknown,
            })
        });
        canonical_json::to_string(&json!({
            "as_of": self.as_of.to_string(),
            "format": "cardsieve-recipients-1",
            "recipients": all.collect::<Vec<_>>(),
        }))
    }
}

impl RecipientLine {
    /// The name.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// How many batches were ever prepared for it, those aside that never left.
    pub const fn disclosed(&self) -> u64 {
        self.disclosed
    }

    /// How many of them it holds, or may hold.
    pub const fn held(&self) -> u64 {
        self.held
    }

    /// Of how many nobody knows whether they left.
    pub const fn unknown(&self) -> u64 {
        self.unknown
    }

    /// How many are past their day.
    pub const fn overdue(&self) -> u64 {
        self.overdue
    }

    /// Of how many people.
    pub const fn people(&self) -> People {
        self.people
    }
}

impl Ledger {
    /// What one recipient holds on a day, as far as the ledger knows at the end of it.
    ///
    /// # Errors
    /// [`Code::UnknownRecipient`] if nothing was ever prepared for it: a name that is misspelt must
    /// not look like one that holds nothing. And as [`Ledger::entries`].
    pub fn holdings(&self, recipient: &str, as_of: Day) -> Result<Holdings, LedgerError> {
        let recipient = normalise(recipient).into_owned();
        self.picture(|connection, history| {
            if !history.knows(&recipient) {
                return Err(LedgerError::refused(Code::UnknownRecipient));
            }
            let crowd = Crowd::read(connection)?;
            let all = batches(history, as_of, |one| one.recipient == recipient);
            let (deleted, batches): (Vec<_>, Vec<_>) =
                all.into_iter().partition(KeptBatch::is_gone);
            let known = batches.iter().filter(|one| one.mark != Mark::Unknown);
            Ok(Holdings {
                deleted,
                recorded: crowd.count(known)?,
                people: crowd.count(batches.iter())?,
                columns: columns(&batches),
                recipient,
                as_of,
                batches,
            })
        })
    }

    /// Every batch that was disclosed until a day, in the order of entry, those that are deleted too.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn disclosed(&self, as_of: Day) -> Result<Vec<KeptBatch>, LedgerError> {
        self.picture(|_, history| Ok(batches(history, as_of, |_| true)))
    }

    /// What is past its day on `as_of`, and not attested as deleted.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn overdue(&self, as_of: Day) -> Result<Overdue, LedgerError> {
        self.picture(|_, history| {
            let mut batches = batches(history, as_of, |_| true);
            batches.retain(KeptBatch::is_overdue);
            batches.sort_by_key(|one| (one.disclosure.delete_by, one.entry));
            Ok(Overdue { as_of, batches })
        })
    }

    /// Everybody to whom something was disclosed until a day, with how much it holds then.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn recipients(&self, as_of: Day) -> Result<Recipients, LedgerError> {
        self.picture(|connection, history| {
            let crowd = Crowd::read(connection)?;
            let mut all: BTreeMap<String, Vec<KeptBatch>> = BTreeMap::new();
            for one in batches(history, as_of, |_| true) {
                let held = all.entry(one.disclosure.recipient.clone());
                held.or_default().push(one);
            }
            let lines = all.into_iter().map(|(recipient, all)| {
                let disclosed = all.len() as u64;
                let held: Vec<KeptBatch> = all.into_iter().filter(|one| !one.is_gone()).collect();
                let count = |is: fn(&&KeptBatch) -> bool| held.iter().filter(is).count() as u64;
                Ok(RecipientLine {
                    recipient,
                    disclosed,
                    held: held.len() as u64,
                    unknown: count(|one| one.mark == Mark::Unknown),
                    overdue: count(|one| one.is_overdue()),
                    people: crowd.count(held.iter())?,
                })
            });
            let all: Result<Vec<RecipientLine>, LedgerError> = lines.collect();
            Ok(Recipients { as_of, all: all? })
        })
    }

    /// Of how many people of this batch the recipient already holds something, by what was committed to
    /// in the same year.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn already_held(&self, outgoing: &Outgoing, as_of: Day) -> Result<u64, LedgerError> {
        let about = &outgoing.disclosure;
        self.picture(|connection, history| {
            let crowd = Crowd::read(connection)?;
            let held = batches(history, as_of, |one| {
                one.recipient == about.recipient
                    && one.year() == about.year()
                    && one.batch != about.batch
            });
            let mut union = crowd.nobody();
            for one in held.iter().filter(|one| !one.is_gone() && !one.past) {
                crowd.join(one.entry, &mut union)?;
            }
            let mut number = connection
                .prepare("SELECT number FROM subject WHERE commitment = ?1")
                .map_err(super::database::failed)?;
            let mut count = 0;
            for one in &outgoing.commitments.people {
                match number.query_row([one.subject.as_slice()], |row| row.get(0)) {
                    Ok(number) => count += u64::from(union.has(number)),
                    Err(rusqlite::Error::QueryReturnedNoRows) => {}
                    Err(error) => return Err(super::database::failed(error)),
                }
            }
            Ok(count)
        })
    }
}

/// Each column once, in the order in which they first occur.
fn columns(batches: &[KeptBatch]) -> Vec<KeptColumn> {
    let mut all: Vec<KeptColumn> = Vec::new();
    for one in batches {
        for column in one.disclosure.columns() {
            let rows = one.disclosure.rows();
            match all.iter_mut().find(|known| known.column == *column) {
                Some(known) => {
                    known.batches += 1;
                    known.rows += rows;
                }
                None => all.push(KeptColumn {
                    column: column.clone(),
                    batches: 1,
                    rows,
                }),
            }
        }
    }
    all
}

/// What a column was made of, in words: fields with their treatments, fixed texts, a photo.
pub fn in_words(column: &ManifestColumn) -> String {
    match column.content() {
        ManifestContent::Constant(text) => format!("fixed text \"{text}\""),
        ManifestContent::Photo => "photo".to_owned(),
        ManifestContent::Parts(parts) => {
            let fields = parts.iter().filter_map(|part| match part {
                Part::Text(_) => None,
                Part::Field(part) => {
                    let (field, rule) = (part.field().name(), part.rule().name());
                    Some(format!("{field} {rule}"))
                }
            });
            fields.collect::<Vec<_>>().join(" + ")
        }
    }
}

pub(super) fn people_json(people: People) -> Value {
    json!({"exact": people.is_exact(), "least": people.least, "most": people.most})
}

pub(super) fn attested_json((at, attestation): &(Moment, Attestation)) -> Value {
    json!({
        "backups_until": attestation.backups_until().map(|day| day.to_string()),
        "claimed": attestation.date().to_string(),
        "entered": at.to_string(),
        "photos": attestation.photos(),
        "ribbon": attestation.ribbon(),
        "rows": attestation.rows(),
        "spool": attestation.spool(),
        "whole": attestation.is_whole(),
    })
}

pub(super) fn batch_json(one: &KeptBatch) -> Value {
    let about = &one.disclosure;
    let columns = about.columns.iter().map(ManifestColumn::json);
    let attested = one.attested.iter().map(attested_json);
    // of what left before there was a ledger, nobody knows these
    let known = !one.past;
    let remains = one.remains().into_iter().map(Remains::name);
    json!({
        "attested": attested.collect::<Vec<_>>(),
        "batch": about.batch.to_string(),
        "columns": columns.collect::<Vec<_>>(),
        "controller": about.controller,
        "created": about.created.to_string(),
        "days_overdue": one.days_overdue(),
        "delete_by": about.delete_by.to_string(),
        "encrypted": known.then_some(about.encrypted),
        "entry": one.entry,
        "epoch": known.then(|| about.epoch.as_str()),
        "mark": one.mark.name(),
        "overdue": one.is_overdue(),
        "past": one.past,
        "people": about.rows.count,
        "photos": about.photos.count,
        "prepared": one.prepared.to_string(),
        "profile": {"fingerprint": about.profile_fingerprint(), "name": about.profile_name()},
        "purpose": about.purpose,
        "received": one.received.map(|day| day.to_string()),
        "remains": remains.collect::<Vec<_>>(),
        "recipient": about.recipient,
        "released": one.released.map(|at| at.to_string()),
        "rows": about.rows.count,
        "signed": known.then_some(about.signed),
    })
}
