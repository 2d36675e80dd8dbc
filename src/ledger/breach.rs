//! What a notice of a breach at a recipient needs to say (UK GDPR, Art 33(3) and 34(2)).

mod affected;
mod again;
mod cells;
mod csv;
mod dates;
mod figures;
mod json;
mod letter;
mod measures;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::Ledger;
use super::correction::Amendment;
use super::crowd::Crowd;
use super::error::LedgerError;
use super::held::{Told, by_correction, told};
use super::incident::{Incident, KnownIncident};
use super::kept::{KeptBatch, Mark, OF_YEARS, People, doubts};
use super::moment::Moment;
use super::page::{Category, Datum};
use super::paper::{Attestation, Remains};
use crate::batch::Day;
use crate::code::Code;
use crate::pseudonym::BatchId;
use crate::value::normalise;

pub use affected::{Affected, Subjects};
pub use figures::{CategoryFigure, ColumnFigure, Figure};

/// The content of a notice, as far as the ledger knows it.
///
/// # Security
/// It names nobody. Names of parties, purposes and columns are the operator's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachPack {
    recipient: String,
    incident: Incident,
    as_of: Day,
    contact: Option<String>,
    batches: Vec<BreachedBatch>,
    deleted_before: Vec<KeptBatch>,
    withdrawn: Vec<KeptBatch>,
    recorded: Option<KnownIncident>,
    total: Figure,
    by_mark: Vec<Figure>,
    again: People,
    /// Of each year how many people are in one batch, and in several.
    years: BTreeMap<u16, again::Apart>,
    categories: Vec<CategoryFigure>,
    columns: Vec<ColumnFigure>,
    listed: Option<Listed>,
}

/// Which letters are for those whom the list of subjects has, and in which batches are people whom it has not.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Listed {
    sets: BTreeMap<Vec<Datum>, BTreeSet<BatchId>>,
    open: BTreeSet<BatchId>,
    has_all: bool,
}

/// A batch that was held on a day of the incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachedBatch {
    pub(super) held: KeptBatch,
    remained: Vec<Remains>,
    aware_at: Moment,
    again: Option<u64>,
}

impl BreachedBatch {
    /// The batch, as it is known on the day of the pack.
    pub const fn batch(&self) -> &KeptBatch {
        &self.held
    }

    /// What was left of it when the incident began, by what was attested until then.
    pub fn remained(&self) -> &[Remains] {
        &self.remained
    }

    /// How many of its people were in an earlier batch of the same year that was held too; not known of
    /// what was recorded afterwards.
    pub const fn again(&self) -> Option<u64> {
        self.again
    }

    /// By which entry it is recorded as deleted, without a signature of the recipient.
    pub const fn recorded_as_deleted(&self) -> Option<Amendment> {
        self.held.amended
    }

    /// What was attested when the controller became aware of the incident.
    pub fn attested_before(&self) -> impl Iterator<Item = &(Moment, Attestation)> {
        let aware_at = self.aware_at;
        let all = self.held.attested().iter();
        all.filter(move |(at, _)| *at < aware_at)
    }

    /// What was attested only afterwards: it takes nothing out of the pack.
    pub fn attested_after(&self) -> impl Iterator<Item = &(Moment, Attestation)> {
        let aware_at = self.aware_at;
        let all = self.held.attested().iter();
        all.filter(move |(at, _)| *at >= aware_at)
    }
}

impl BreachPack {
    /// At whom it happened.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// When.
    pub const fn incident(&self) -> &Incident {
        &self.incident
    }

    /// The day until which the ledger was read.
    pub const fn as_of(&self) -> Day {
        self.as_of
    }

    /// Every batch that was held, or may have been, on a day of the incident.
    pub fn batches(&self) -> &[BreachedBatch] {
        &self.batches
    }

    /// The incident as it was entered into the ledger, if it was taken from there.
    pub const fn recorded(&self) -> Option<&KnownIncident> {
        self.recorded.as_ref()
    }

    /// Batches that were entered, and by a correction never left: they count nowhere.
    pub fn withdrawn(&self) -> &[KeptBatch] {
        &self.withdrawn
    }

    /// Batches that were disclosed to the recipient, and attested or recorded as deleted before the
    /// incident began.
    pub fn deleted_before(&self) -> &[KeptBatch] {
        &self.deleted_before
    }

    /// How much was held in all, marked by the weakest of what it rests on.
    pub const fn total(&self) -> &Figure {
        &self.total
    }

    /// The same, apart by how it is known; a person can be in several.
    pub fn by_mark(&self) -> &[Figure] {
        &self.by_mark
    }

    /// How many people were in more than one of the batches: a range over several years, or where something
    /// was recorded afterwards.
    pub const fn again(&self) -> People {
        self.again
    }

    /// The kinds of data, what weighs most first.
    pub fn categories(&self) -> &[CategoryFigure] {
        &self.categories
    }

    /// The columns, with place and treatment.
    pub fn columns(&self) -> &[ColumnFigure] {
        &self.columns
    }

    /// Says whom to ask: name and contact details of the data protection officer.
    #[must_use]
    pub fn contact(mut self, contact: &str) -> Self {
        self.contact = Some(normalise(contact).into_owned());
        self
    }

    /// Takes every count of people, and the letters, from the list of subjects: it tells people of several
    /// years apart.
    #[must_use]
    pub fn counted_by(mut self, subjects: &Subjects) -> Self {
        let figures = self.by_mark.iter_mut();
        let figures = figures.chain(self.categories.iter_mut().map(|one| &mut one.figure));
        let figures = figures.chain(self.columns.iter_mut().map(|one| &mut one.figure));
        for figure in figures.chain([&mut self.total]) {
            figure.people = subjects.people_of(figure);
        }
        self.again = subjects.again(&self.batches, &self.years).bounds();
        self.listed = Some(Listed {
            has_all: subjects.not_found().most == 0,
            sets: subjects.sets.clone(),
            open: subjects.open(&self.batches),
        });
        self
    }

    /// Why the count of people is a range.
    fn doubts(&self) -> Vec<&'static str> {
        if self.total.people.is_exact() {
            return Vec::new();
        }
        let held = self.batches.iter().map(|one| &one.held);
        let mut doubts = doubts(held);
        if let Some(listed) = &self.listed {
            doubts.retain(|one| *one != OF_YEARS);
            if !listed.has_all {
                doubts.push("Whom the list of records does not have is counted in bounds.");
            }
        } else if doubts.contains(&OF_YEARS) {
            doubts.push("With the ledger's key and the list of records people of several years are counted once.");
        }
        doubts
    }

    /// Who decided about the disclosures.
    fn controllers(&self) -> BTreeSet<&str> {
        let all = self.batches.iter();
        all.map(|one| one.held.disclosure.controller()).collect()
    }

    fn purposes(&self) -> BTreeSet<&str> {
        let all = self.batches.iter();
        all.map(|one| one.held.disclosure.purpose()).collect()
    }
}

impl Ledger {
    /// What a recipient held on any day of an incident, as far as the ledger knows at the end of `as_of`.
    ///
    /// A batch counts from the day on which it was prepared until the day on which it is attested or
    /// recorded as deleted, that day included; what was attested or recorded later takes nothing away. What
    /// by a correction never left is listed apart, whenever it was corrected.
    ///
    /// # Errors
    /// [`Code::UnknownRecipient`] as [`Ledger::holdings`]; and as [`Ledger::entries`].
    pub fn breach_pack(
        &self,
        recipient: &str,
        incident: &Incident,
        as_of: Day,
    ) -> Result<BreachPack, LedgerError> {
        let recipient = normalise(recipient).into_owned();
        self.picture(|connection, history| {
            if !history.knows(&recipient) {
                return Err(LedgerError::refused(Code::UnknownRecipient));
            }
            let crowd = Crowd::read(connection, history, |one| one.recipient == recipient)?;
            let Told {
                disclosed,
                withdrawn,
            } = told(history, as_of, |one| one.recipient == recipient);
            let mut withdrawn = by_correction(withdrawn);
            withdrawn.retain(|one| one.since() <= incident.to);
            let mut deleted_before = Vec::new();
            let mut held = Vec::new();
            for one in disclosed {
                if one.since() > incident.to {
                    continue;
                }
                match remained(&one, incident.from) {
                    remained if remained.is_empty() => deleted_before.push(one),
                    remained => held.push(BreachedBatch {
                        held: one,
                        remained,
                        aware_at: incident.aware_at,
                        again: None,
                    }),
                }
            }
            let years = again::of_years(&crowd, &mut held)?;
            let told = again::Told {
                blind: years
                    .values()
                    .copied()
                    .chain(again::of_past(&held))
                    .collect(),
                ..again::Told::default()
            };
            Ok(BreachPack {
                total: figures::total(&crowd, &held)?,
                by_mark: figures::by_mark(&crowd, &held)?,
                categories: figures::categories(&crowd, &held)?,
                columns: figures::columns(&crowd, &held)?,
                recipient,
                incident: *incident,
                as_of,
                contact: None,
                batches: held,
                deleted_before,
                withdrawn,
                recorded: None,
                again: told.bounds(),
                years,
                listed: None,
            })
        })
    }

    /// The same of an incident that was entered, by the number of its entry.
    ///
    /// # Errors
    /// [`Code::IncidentNotInLedger`] if by the end of `as_of` there is none under this number, or it is
    /// withdrawn by a correction; and as [`Ledger::entries`].
    pub fn breach_pack_of(&self, entry: u64, as_of: Day) -> Result<BreachPack, LedgerError> {
        let known = self.incidents(as_of)?.into_iter();
        let mut known = known.filter(|one| one.amended.is_none());
        let known = known.find(|one| one.entry == entry);
        let known = known.ok_or(LedgerError::refused(Code::IncidentNotInLedger).at_entry(entry))?;
        let about = &known.about;
        let mut pack = self.breach_pack(&about.recipient, &about.incident, as_of)?;
        pack.recorded = Some(known);
        Ok(pack)
    }
}

/// What was left of a batch at the beginning of a day, by what was entered before it.
fn remained(one: &KeptBatch, day: Day) -> Vec<Remains> {
    let mut then = one.clone();
    then.as_of = day;
    for copy in &mut then.copies {
        copy.attested.retain(|(at, _)| at.day() < day);
    }
    then.amended = then.amended.filter(|by| by.at.day() < day);
    then.remains()
}

/// The weakest of what a figure rests on.
fn weakest<'b>(held: impl Iterator<Item = &'b BreachedBatch>) -> Mark {
    let marks = held.map(|one| one.held.mark);
    marks.max().unwrap_or(Mark::Recorded)
}
