//! All entries of a ledger, read in order and held against one another.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::Connection;

use super::chain::{Head, NOTHING, Sha, of_entry};
use super::correction::{Amendment, Correction, Reason};
use super::database::failed;
use super::disclosure::{Disclosure, KeyCheck, KnownColumns};
use super::entry::{Entry, Event, Settled};
use super::error::LedgerError;
use super::key::LedgerKey;
use super::trust::{Role, trusted};
use crate::batch::{Day, Signer};
use crate::code::Code;
use crate::pseudonym::BatchId;

/// What was entered so far.
pub(super) struct History {
    pub(super) ledger: BatchId,
    pub(super) signer: Signer,
    pub(super) entries: Vec<Entry>,
    /// The digest of each, as it is kept.
    pub(super) hashes: Vec<Sha>,
}

/// A batch that was prepared, and what became of it.
#[derive(Clone, Copy)]
pub(super) struct Prepared<'h> {
    pub(super) entry: &'h Entry,
    pub(super) disclosure: &'h Disclosure,
    pub(super) end: Option<End<'h>>,
    /// Whether it was ever entered that it left, whatever counts now.
    pub(super) was_released: bool,
}

/// What became of a batch that was prepared.
#[derive(Clone, Copy)]
pub(super) enum End<'h> {
    /// By this entry; and deleted since, as the controller knows without a bureau's signature.
    Released(&'h Entry, Option<Amendment>),
    /// It never left: it was abandoned, or was entered as released and was not.
    Never(Amendment),
}

impl Prepared<'_> {
    pub(super) const fn never_left(&self) -> bool {
        matches!(self.end, Some(End::Never(_)))
    }

    /// The first day on which its recipient can have it: it was made, and entered before it left.
    pub(super) fn since(&self) -> Day {
        self.disclosure.created.max(self.entry.at.day())
    }
}

impl History {
    /// Reads all entries; the first fault ends it.
    pub(super) fn read(connection: &Connection) -> Result<Self, LedgerError> {
        let mut first = Ok(());
        let history = Self::read_with(connection, Form::Trusted, &mut |fault| {
            if first.is_ok() {
                first = Err(fault);
            }
        })?;
        first?;
        let history = history.ok_or(LedgerError::refused(Code::NotALedger))?;
        let head = history.head();
        let signature = connection.query_row(
            "SELECT signature FROM head WHERE n = ?1",
            [number(head.entry)],
            |row| row.get::<_, String>(0),
        );
        match signature {
            Ok(signature) if head.is_signed(&signature, &history.signer) => Ok(history),
            Ok(_) | Err(rusqlite::Error::QueryReturnedNoRows) => {
                Err(LedgerError::refused(Code::HeadNotSigned).at_entry(head.entry))
            }
            Err(error) => Err(failed(error)),
        }
    }

    /// Reads all entries and tells every fault; none, if there is no first one to judge by.
    pub(super) fn read_on(
        connection: &Connection,
        tell: &mut dyn FnMut(LedgerError),
    ) -> Result<Option<Self>, LedgerError> {
        Self::read_with(connection, Form::Judged, tell)
    }

    fn read_with(
        connection: &Connection,
        form: Form,
        tell: &mut dyn FnMut(LedgerError),
    ) -> Result<Option<Self>, LedgerError> {
        let mut statement = connection
            .prepare("SELECT n, body, hash FROM entry ORDER BY n")
            .map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        let mut reading = Reading {
            tell,
            form,
            history: None,
            is_sound: true,
            expected: 1,
            before: Some(NOTHING),
            prepared: HashMap::new(),
            keys: HashMap::new(),
            columns: KnownColumns::default(),
        };
        while let Some(row) = rows.next().map_err(failed)? {
            let n: i64 = row.get(0).map_err(failed)?;
            let n = u64::try_from(n).unwrap_or_default();
            let body = row.get::<_, String>(1).map_err(failed);
            let hash = row.get::<_, Sha>(2).map_err(failed);
            match (body, hash) {
                (Ok(body), Ok(hash)) => reading.take(n, &body, hash),
                _ => reading.unreadable(n),
            }
        }
        Ok(reading.history)
    }

    /// The newest entry.
    pub(super) fn head(&self) -> Head {
        Head {
            ledger: self.ledger,
            entry: self.entries.len() as u64,
            hash: self.hashes.last().copied().unwrap_or(NOTHING),
        }
    }

    /// Every batch that was prepared, in order, and what became of it.
    pub(super) fn prepared(&self) -> impl Iterator<Item = Prepared<'_>> {
        self.prepared_by(None)
    }

    /// Every batch that was prepared until a day, and what was known at its end of what became of it.
    pub(super) fn prepared_by(&self, as_of: Option<Day>) -> impl Iterator<Item = Prepared<'_>> {
        let is_known = move |entry: &&Entry| as_of.is_none_or(|day| entry.at.day() <= day);
        let corrected = self.corrected(as_of);
        let mut ends: HashMap<u64, End<'_>> = HashMap::new();
        let mut released = HashSet::new();
        for entry in self.entries.iter().filter(is_known) {
            let amended = || corrected.get(entry.number);
            if let Event::Released(settled) = &entry.event {
                released.insert(settled.of);
            }
            match &entry.event {
                Event::Released(settled) => match amended() {
                    None => drop(ends.insert(settled.of, End::Released(entry, None))),
                    Some(by) if by.reason() == Some(Reason::Deleted) => {
                        ends.insert(settled.of, End::Released(entry, Some(by)));
                    }
                    // it is open again
                    Some(by) if by.reason() == Some(Reason::EnteredWrongly) => {}
                    Some(by) => drop(ends.insert(settled.of, End::Never(by))),
                },
                Event::Abandoned(settled) if amended().is_none() => {
                    ends.insert(settled.of, End::Never(Amendment::of(entry)));
                }
                _ => {}
            }
        }
        self.entries
            .iter()
            .filter(is_known)
            .filter_map(move |entry| {
                let Event::Prepared(disclosure) = &entry.event else {
                    return None;
                };
                Some(Prepared {
                    entry,
                    disclosure,
                    end: ends.get(&entry.number).copied(),
                    was_released: released.contains(&entry.number),
                })
            })
    }

    /// Whether the key is this ledger's: the one that signs, and each year's under which something was
    /// entered. Under two keys of one year everybody would be two people.
    pub(super) fn is_under(&self, key: &LedgerKey) -> Result<(), LedgerError> {
        let wrong = LedgerError::refused(Code::WrongLedgerKey);
        if self.signer != *key.head() {
            return Err(wrong);
        }
        let known: HashMap<u16, KeyCheck> = self
            .disclosures()
            .map(|(_, one)| (one.year(), one.commitments.key))
            .collect();
        for (year, check) in key.checks() {
            if known.get(&year).is_some_and(|known| *known != check) {
                return Err(wrong.of_year(year));
            }
        }
        Ok(())
    }

    /// Every disclosure that was prepared, in order, with the number of its entry.
    pub(super) fn disclosures(&self) -> impl Iterator<Item = (u64, &Disclosure)> {
        self.entries.iter().filter_map(|entry| match &entry.event {
            Event::Prepared(disclosure) => Some((entry.number, &**disclosure)),
            _ => None,
        })
    }

    /// Everybody to whom something was ever disclosed, in the order of their names.
    pub(super) fn recipients(&self) -> BTreeSet<&str> {
        let names = self.entries.iter().filter_map(|entry| match &entry.event {
            Event::Prepared(disclosure) => Some(disclosure.recipient.as_str()),
            Event::Past(past) => Some(past.recipient.as_str()),
            _ => None,
        });
        names.collect()
    }

    /// Whether something was ever disclosed to this recipient.
    pub(super) fn knows(&self, recipient: &str) -> bool {
        self.recipients().contains(recipient)
    }

    /// The open entry of this number and batch.
    pub(super) fn open(&self, batch: BatchId, of: u64) -> Result<(), LedgerError> {
        let mut open = self.prepared().filter(|one| one.end.is_none());
        if open.any(|one| one.entry.number == of && one.disclosure.batch == batch) {
            Ok(())
        } else {
            Err(LedgerError::refused(Code::BatchNotInLedger).at_entry(of))
        }
    }
}

/// A number for the database; none of ours is above what it can hold.
pub(super) fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Whether a body's one form of bytes is judged, or its digest is enough.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Judged,
    Trusted,
}

struct Reading<'t> {
    tell: &'t mut dyn FnMut(LedgerError),
    form: Form,
    history: Option<History>,
    /// After a fault nobody knows what an entry may follow.
    is_sound: bool,
    expected: u64,
    /// The digest that the next entry names; none after a gap.
    before: Option<Sha>,
    /// Batches that were prepared and did not end yet, by the number of their entry.
    prepared: HashMap<u64, BatchId>,
    /// By what each year's key is known again.
    keys: HashMap<u16, KeyCheck>,
    columns: KnownColumns,
}

impl Reading<'_> {
    fn fault(&mut self, code: Code, n: u64) {
        self.is_sound = false;
        (self.tell)(LedgerError::refused(code).at_entry(n));
    }

    fn unreadable(&mut self, n: u64) {
        self.fault(Code::EntryMalformed, n);
        self.expected = n.saturating_add(1);
        self.before = None;
    }

    fn take(&mut self, n: u64, body: &str, hash: Sha) {
        if n != self.expected {
            self.fault(Code::EntryMissing, self.expected);
            self.before = None;
        }
        self.expected = n.saturating_add(1);
        let before = self.before.replace(hash);
        if of_entry(body) != hash {
            self.fault(Code::EntryChanged, n);
            return;
        }
        let is_canonical = |entry: &Entry| self.form == Form::Trusted || entry.body() == body;
        let entry = Entry::parse(body, &mut self.columns).filter(is_canonical);
        let Some(entry) = entry else {
            self.fault(Code::EntryMalformed, n);
            return;
        };
        if entry.number != n || before.is_some_and(|before| before != entry.before) {
            self.fault(Code::EntryMisplaced, n);
            return;
        }
        let newest = self.history.as_ref().and_then(|all| all.entries.last());
        if newest.is_some_and(|newest| newest.at > entry.at) {
            self.fault(Code::EntryBackdated, n);
        }
        if !self.fits(&entry) && self.is_sound {
            self.fault(Code::EntryMalformed, n);
        }
        match (&mut self.history, &entry.event) {
            (Some(history), _) => {
                history.entries.push(entry);
                history.hashes.push(hash);
            }
            (none, Event::Opened { ledger, head }) => {
                *none = Some(History {
                    ledger: *ledger,
                    signer: head.clone(),
                    entries: vec![entry],
                    hashes: vec![hash],
                });
            }
            // told above: the first entry opens
            (None, _) => {}
        }
    }

    /// Whether a correction can stand here; a run that it opens again can end once more.
    fn corrects(&mut self, correction: Correction) -> bool {
        let Some(history) = &self.history else {
            return false;
        };
        let reasons = history.reasons(correction.of, &history.corrected(None));
        if !reasons.contains(&correction.reason) {
            return false;
        }
        match history.entry(correction.of).map(Entry::event) {
            Some(Event::Released(settled) | Event::Abandoned(settled))
                if correction.reason == Reason::EnteredWrongly =>
            {
                self.prepared.insert(settled.of, settled.batch);
            }
            Some(Event::Correction(earlier)) if earlier.reason == Reason::EnteredWrongly => {
                let was = history.entry(earlier.of).map(Entry::event);
                if let Some(Event::Released(settled) | Event::Abandoned(settled)) = was {
                    self.prepared.remove(&settled.of);
                }
            }
            _ => {}
        }
        true
    }

    /// Whether the entry can stand where it does.
    fn fits(&mut self, entry: &Entry) -> bool {
        let is_first = entry.number == 1;
        match &entry.event {
            Event::Opened { .. } => is_first,
            _ if is_first => false,
            Event::Prepared(disclosure) => {
                self.prepared.insert(entry.number, disclosure.batch);
                let commitments = &disclosure.commitments;
                let known = self.keys.entry(commitments.year);
                *known.or_insert(commitments.key) == commitments.key
                    && commitments.count == disclosure.rows.count
                    && commitments.new <= commitments.count
            }
            Event::Trust(_) | Event::Reidentified(_) | Event::Rotated { .. } => true,
            Event::Incident(incident) => {
                let is_known = |all: &History| all.knows(&incident.recipient);
                incident.is_known_at(entry.at) && self.history.as_ref().is_some_and(is_known)
            }
            Event::Correction(correction) => self.corrects(*correction),
            Event::Past(past) => past.created <= entry.at.day(),
            Event::Paper(paper) => {
                let before = self.history.iter().flat_map(|all| &all.entries);
                paper.is_trusted(before.map(|entry| &entry.event))
            }
            Event::Approval(approval) => {
                let before = self.history.iter().flat_map(|all| &all.entries);
                let approvers = trusted(before.map(|entry| &entry.event), Role::Approver);
                approvers.iter().any(|trust| trust.key == approval.signer)
            }
            Event::Released(Settled { batch, of, .. })
            | Event::Abandoned(Settled { batch, of, .. }) => {
                self.prepared.remove(of) == Some(*batch)
            }
        }
    }
}
