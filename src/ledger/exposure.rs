//! All that ever left about one person: what a subject access request asks for (UK GDPR, Art 15(1)(c)).

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::OptionalExtension;
use serde_json::json;

use super::Ledger;
use super::crowd::Crowd;
use super::database::failed;
use super::error::LedgerError;
use super::held::batches;
use super::kept::KeptBatch;
use super::kept_json::batch_json;
use super::key::LedgerKey;
use super::page;
use crate::batch::Day;
use crate::canonical_json;
use crate::code::Code;
use crate::field::Readable;
use crate::pseudonym::Committer;
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
            if history.signer != *key.head() {
                return Err(LedgerError::refused(Code::WrongLedgerKey));
            }
            let mut find = connection
                .prepare("SELECT number FROM subject WHERE commitment = ?1")
                .map_err(failed)?;
            let crowd = Crowd::read(connection)?;
            let mut exposure = Exposure {
                as_of,
                disclosures: Vec::new(),
                years_without_key: BTreeSet::new(),
                unknown: Vec::new(),
            };
            // the person's number with each recipient and in each year
            let mut numbers: BTreeMap<(u16, String), Option<u32>> = BTreeMap::new();
            for batch in batches(history, as_of, |_| true) {
                if batch.past {
                    exposure.unknown.push(batch);
                    continue;
                }
                let (year, recipient) = (batch.disclosure.year(), &batch.disclosure.recipient);
                let Ok(key) = key.year(year) else {
                    exposure.years_without_key.insert(year);
                    continue;
                };
                let person = match numbers.get(&(year, recipient.clone())) {
                    Some(known) => *known,
                    None => {
                        let subject = Committer::new(key, recipient).subject(id);
                        let found = find.query_row([subject.as_slice()], |row| row.get(0));
                        let found = found.optional().map_err(failed)?;
                        numbers.insert((year, recipient.clone()), found);
                        found
                    }
                };
                let Some(person) = person else { continue };
                if crowd.holds(batch.entry, person)? {
                    // under a profile with a photo every row has one
                    let has_photo = batch.disclosure.photos() > 0;
                    exposure.disclosures.push(Exposed { batch, has_photo });
                }
            }
            Ok(exposure)
        })
    }
}
