//! All that ever left about one person: what a subject access request asks for (UK GDPR, Art 15(1)(c)).

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use serde_json::json;

use super::Ledger;
use super::chain::Sha;
use super::crowd::Crowd;
use super::database::failed;
use super::error::LedgerError;
use super::held::{Told, told};
use super::history::History;
use super::kept::KeptBatch;
use super::kept_json::batch_json;
use super::key::LedgerKey;
use super::page;
use super::subjects::{Range, look, total};
use crate::batch::Day;
use crate::canonical_json;
use crate::code::Code;
use crate::field::Readable;
use crate::pseudonym::{BatchId, Committer};
use crate::value::{canonical, normalise};

/// Every disclosure about one person.
///
/// # Security
/// It does not hold the record id, but whoever reads it knows whom it was asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    as_of: Day,
    disclosures: Vec<Exposed>,
    years_without_key: BTreeSet<u16>,
    unknown: Vec<KeptBatch>,
    withdrawn: u64,
    later: u64,
    is_checked: bool,
}

/// One disclosure about that person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposed {
    batch: KeptBatch,
    has_photo: bool,
}

impl Exposed {
    /// The batch.
    pub const fn batch(&self) -> &KeptBatch {
        &self.batch
    }

    /// Whether the person's photo went too.
    pub const fn has_photo(&self) -> bool {
        self.has_photo
    }
}

impl Exposure {
    /// The day until which was looked.
    pub const fn as_of(&self) -> Day {
        self.as_of
    }

    /// The disclosures, in order.
    pub fn disclosures(&self) -> &[Exposed] {
        &self.disclosures
    }

    /// Years in which something was disclosed that the key has no key for: of those nothing is known.
    pub fn years_without_key(&self) -> impl Iterator<Item = u16> {
        self.years_without_key.iter().copied()
    }

    /// What left before there was a ledger: whether it was about this person, nobody knows.
    pub fn unknown(&self) -> &[KeptBatch] {
        &self.unknown
    }

    /// How many batches about this person were entered by that day, and by the ledger never left.
    pub const fn withdrawn(&self) -> u64 {
        self.withdrawn
    }

    /// How many batches about this person were entered only after that day.
    pub const fn later(&self) -> u64 {
        self.later
    }

    /// Whether the commitments by which the person was looked for were held against their entries: of very
    /// many people they are not, and then [`Ledger::verify`] alone tells whether one was changed or removed.
    pub const fn is_checked(&self) -> bool {
        self.is_checked
    }

    /// A page by itself: no script, nothing that is fetched.
    pub fn to_html(&self) -> String {
        page::exposure_page(self)
    }

    /// As `cardsieve-exposure-1`, in RFC 8785.
    pub fn to_json(&self) -> String {
        // counts of others are none of the person's business
        let own = |batch: &KeptBatch, photo: Option<bool>| {
            let mut batch = batch_json(batch);
            if let serde_json::Value::Object(members) = &mut batch {
                for others in ["attested", "people", "photos", "rows"] {
                    members.remove(others);
                }
                members.insert("photo".into(), photo.into());
            }
            batch
        };
        let all = self.disclosures.iter();
        let all = all.map(|one| own(&one.batch, Some(one.has_photo)));
        let unknown = self.unknown.iter().map(|one| own(one, None));
        canonical_json::to_string(&json!({
            "as_of": self.as_of.to_string(),
            "checked": self.is_checked,
            "disclosures": all.collect::<Vec<_>>(),
            "format": "cardsieve-exposure-1",
            "unknown": unknown.collect::<Vec<_>>(),
            "years_without_key": self.years_without_key,
        }))
    }
}

impl Ledger {
    /// All that left about the person of this record id until a day.
    ///
    /// # Errors
    /// [`Code::NotARecordId`], [`Code::WrongLedgerKey`]; and as [`Ledger::entries`].
    pub fn exposure(
        &self,
        key: &LedgerKey,
        record_id: &str,
        as_of: Day,
    ) -> Result<Exposure, LedgerError> {
        let normal = normalise(record_id);
        let kind = Readable::RecordId.field().value_type();
        let id = canonical(kind, &normal);
        let id = id.map_err(|_| LedgerError::refused(Code::NotARecordId))?;
        self.picture(|connection, history| {
            history.is_under(key)?;
            let crowd = Crowd::read(connection, history, |_| true)?;
            let mut people = Persons::of(history);
            let mut exposure = Exposure {
                as_of,
                disclosures: Vec::new(),
                years_without_key: BTreeSet::new(),
                unknown: Vec::new(),
                withdrawn: 0,
                later: 0,
                is_checked: true,
            };
            let mut without_key = BTreeSet::new();
            let mut is_about = |batch: &KeptBatch| -> Result<bool, LedgerError> {
                let (year, recipient) = (batch.disclosure.year(), &batch.disclosure.recipient);
                let Ok(key) = key.year(year) else {
                    without_key.insert(year);
                    return Ok(false);
                };
                let subject = || Committer::new(key, recipient).subject(id);
                match people.number(connection, year, recipient, subject)? {
                    Some(person) => crowd.holds(batch.entry, person),
                    None => Ok(false),
                }
            };
            let Told {
                disclosed,
                withdrawn,
            } = told(history, as_of, |_| true);
            let known = disclosed.iter().chain(&withdrawn);
            let known: BTreeSet<BatchId> = known.map(KeptBatch::batch).collect();
            for batch in disclosed {
                if batch.past {
                    exposure.unknown.push(batch);
                } else if is_about(&batch)? {
                    // under a profile with a photo every row has one
                    let has_photo = batch.disclosure.photos() > 0;
                    exposure.disclosures.push(Exposed { batch, has_photo });
                }
            }
            for batch in withdrawn.iter().filter(|one| !one.past) {
                exposure.withdrawn += u64::from(is_about(batch)?);
            }
            let last = history.entries.last().map(|entry| entry.at.day());
            if let Some(last) = last.filter(|last| *last > as_of) {
                let all = told(history, last, |_| true).all();
                for batch in all.iter().filter(|one| !one.past) {
                    let is_later = !known.contains(&batch.batch()) && is_about(batch)?;
                    exposure.later += u64::from(is_later);
                }
            }
            exposure.years_without_key = without_key;
            exposure.is_checked = people.are_checked;
            Ok(exposure)
        })
    }
}

/// So many commitments are read and held against their entries for one answer; an index finds one among more.
const MOST: u64 = if cfg!(test) { 100 } else { 100_000 };

/// The numbers of one person, another with each recipient and in each year.
struct Persons<'h> {
    history: &'h History,
    known: BTreeMap<(u16, String), Option<u32>>,
    left: u64,
    are_checked: bool,
}

impl<'h> Persons<'h> {
    const fn of(history: &'h History) -> Self {
        Self {
            history,
            known: BTreeMap::new(),
            left: MOST,
            are_checked: true,
        }
    }

    /// The person's number with this recipient in this year, if the person is known there.
    fn number(
        &mut self,
        connection: &Connection,
        year: u16,
        recipient: &str,
        subject: impl FnOnce() -> Sha,
    ) -> Result<Option<u32>, LedgerError> {
        let place = (year, recipient.to_owned());
        if let Some(known) = self.known.get(&place) {
            return Ok(*known);
        }
        let subject = subject();
        let is_of = |range: &Range<'_>| range.of.year() == year && range.of.recipient == recipient;
        let ranges = || self.history.subjects().filter(is_of);
        let mut found = None;
        if let Some(left) = self.left.checked_sub(total(ranges())) {
            self.left = left;
            let mut look = look(connection)?;
            for range in ranges() {
                range.read(&mut look, |number, one| {
                    if one == subject {
                        found = Some(number);
                    }
                })?;
            }
        } else {
            self.are_checked = false;
            let sql = "SELECT number FROM subject WHERE commitment = ?1";
            let row = connection.query_row(sql, [subject.as_slice()], |row| row.get(0));
            found = row.optional().map_err(failed)?;
        }
        self.known.insert(place, found);
        Ok(found)
    }
}
