//! Whether a ledger is what was entered: everything in it is read and held against its digests.

use std::collections::HashSet;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::chain::{Head, Sha, of_commitments};
use super::database::{failed, is_ours};
use super::entry::Event;
use super::error::LedgerError;
use super::history::{History, number};
use super::marks::Marks;
use super::numbered::of_people;
use super::{Ledger, people};
use crate::batch::{Commitment, Signer};
use crate::code::Code;

/// What a ledger that is in order holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    head: Head,
    signer: Signer,
    disclosures: u64,
    commitments: u64,
}

impl Verdict {
    /// The newest entry.
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// The public key that the ledger was opened with. Whether it is the right one, only a copy that
    /// was kept elsewhere tells.
    pub const fn signer(&self) -> &Signer {
        &self.signer
    }

    /// How many batches were prepared.
    pub const fn disclosures(&self) -> u64 {
        self.disclosures
    }

    /// How many commitments there are to people.
    pub const fn commitments(&self) -> u64 {
        self.commitments
    }
}

impl Ledger {
    /// Reads the whole ledger, and compares it with a head that was kept elsewhere, if one is given.
    ///
    /// # Errors
    /// Every fault, each with its code and the number of its entry, in the order in which they are
    /// found; none of them is an I/O error unless it is the last.
    ///
    /// # Security
    /// Without a head nothing tells whether the end was cut off, or whether all of it was written anew
    /// by whoever has a key of his own: compare [`Verdict::signer`] with the key that was kept.
    pub fn verify(&self, kept: Option<&Head>) -> Result<Verdict, Vec<LedgerError>> {
        let mut faults = Vec::new();
        match check(&self.connection, kept, &mut faults) {
            Ok(Some(verdict)) if faults.is_empty() => Ok(verdict),
            Ok(_) => {
                if faults.is_empty() {
                    faults.push(LedgerError::refused(Code::NotALedger));
                }
                Err(faults)
            }
            Err(error) => {
                faults.push(error);
                Err(faults)
            }
        }
    }
}

/// The SHA-256 of a text.
pub(super) fn digest(text: &str) -> Sha {
    Sha256::digest(text.as_bytes()).into()
}

fn check(
    connection: &Connection,
    kept: Option<&Head>,
    faults: &mut Vec<LedgerError>,
) -> Result<Option<Verdict>, LedgerError> {
    // one picture of it, whoever writes meanwhile
    let connection = connection.unchecked_transaction().map_err(failed)?;
    if !is_ours(&connection)? {
        faults.push(LedgerError::refused(Code::LedgerSchema));
        return Ok(None);
    }
    let sound: String = connection
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(failed)?;
    if sound != "ok" {
        faults.push(LedgerError::refused(Code::LedgerDamaged));
    }
    let history = History::read_on(&connection, &mut |fault| faults.push(fault))?;
    let Some(history) = history else {
        return Ok(None);
    };
    if !faults.is_empty() {
        // digests, signatures and people are judged by entries that can be trusted
        return Ok(None);
    }
    heads(&connection, &history, faults)?;
    for entry in &history.entries {
        let is_signed = match &entry.event {
            Event::Approval(approval) => approval.is_signed(history.ledger),
            Event::Paper(paper) => paper.is_signed(entry.at),
            _ => true,
        };
        if !is_signed {
            faults.push(LedgerError::refused(Code::EntryMalformed).at_entry(entry.number));
        }
    }
    documents(&connection, &history, faults)?;
    let commitments = commitments(&connection, &history, faults)?;
    let head = history.head();
    if let Some(kept) = kept {
        let there = usize::try_from(kept.entry.saturating_sub(1)).unwrap_or(usize::MAX);
        let is_there = kept.entry > 0 && history.hashes.get(there) == Some(&kept.hash);
        if kept.ledger != history.ledger || !is_there {
            faults.push(LedgerError::refused(Code::HeadNotInLedger).at_entry(kept.entry));
        }
    }
    let disclosures = history.prepared().count() as u64;
    Ok(Some(Verdict {
        head,
        signer: history.signer,
        disclosures,
        commitments,
    }))
}

/// A signature for every entry, and no other.
fn heads(
    connection: &Connection,
    history: &History,
    faults: &mut Vec<LedgerError>,
) -> Result<(), LedgerError> {
    let mut statement = connection
        .prepare("SELECT n, signature FROM head ORDER BY n")
        .map_err(failed)?;
    let mut rows = statement.query([]).map_err(failed)?;
    let mut expected = (1..).zip(&history.hashes);
    loop {
        let row = rows.next().map_err(failed)?;
        let (row, (entry, hash)) = match (row, expected.next()) {
            (Some(row), Some(expected)) => (row, expected),
            (None, None) => return Ok(()),
            (_, expected) => {
                let entry = expected.map_or(history.hashes.len() as u64 + 1, |(entry, _)| entry);
                faults.push(LedgerError::refused(Code::HeadNotSigned).at_entry(entry));
                return Ok(());
            }
        };
        let head = Head {
            ledger: history.ledger,
            entry,
            hash: *hash,
        };
        let n: i64 = row.get(0).map_err(failed)?;
        let signature: String = row.get(1).map_err(failed)?;
        if n != number(entry) || !head.is_signed(&signature, &history.signer) {
            faults.push(LedgerError::refused(Code::HeadNotSigned).at_entry(entry));
        }
    }
}

/// Each text that an entry speaks of, and no other.
fn documents(
    connection: &Connection,
    history: &History,
    faults: &mut Vec<LedgerError>,
) -> Result<(), LedgerError> {
    let mut there: HashSet<Sha> = HashSet::new();
    let mut statement = connection
        .prepare("SELECT sha256, text FROM document ORDER BY sha256")
        .map_err(failed)?;
    let mut rows = statement.query([]).map_err(failed)?;
    let changed = LedgerError::refused(Code::DocumentChanged);
    while let Some(row) = rows.next().map_err(failed)? {
        let sha256: Sha = row.get(0).map_err(failed)?;
        let text: String = row.get(1).map_err(failed)?;
        if digest(&text) == sha256 {
            there.insert(sha256);
        } else {
            faults.push(changed);
        }
    }
    let mut named = HashSet::new();
    for one in history.prepared() {
        let disclosure = one.disclosure;
        let map = disclosure.map.filter(|map| map.kept);
        let profile = Some(disclosure.profile.0);
        for sha256 in profile.into_iter().chain(map.map(|map| map.fingerprint)) {
            if !there.contains(&sha256) {
                faults.push(changed.at_entry(one.entry.number));
            }
            named.insert(sha256);
        }
    }
    for entry in &history.entries {
        let Event::Approval(approval) = &entry.event else {
            continue;
        };
        if !there.contains(&approval.profile) {
            faults.push(changed.at_entry(entry.number));
        }
        named.insert(approval.profile);
    }
    if there.iter().any(|sha256| !named.contains(sha256)) {
        faults.push(changed);
    }
    Ok(())
}

/// The commitments of every disclosure, and no others; gives how many there are.
fn commitments(
    connection: &Connection,
    history: &History,
    faults: &mut Vec<LedgerError>,
) -> Result<u64, LedgerError> {
    let subjects = subjects(connection)?;
    let changed = LedgerError::refused(Code::CommitmentsChanged);
    let mut look = super::subjects::look(connection)?;
    for range in history.subjects() {
        match range.read(&mut look, |_, _| {}) {
            Err(error) if error.code().is_some() => faults.push(error),
            read => read?,
        }
    }
    let mut met = vec![false; subjects.len()];
    let mut total = 0;
    let mut statement = connection
        .prepare(
            "SELECT number, row_mac, photo_mac FROM commitment WHERE entry = ?1 ORDER BY number",
        )
        .map_err(failed)?;
    for entry in &history.entries {
        let mut people = Vec::new();
        let mut numbers = Vec::new();
        let mut is_known = true;
        let mut rows = statement.query([number(entry.number)]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let number: u32 = row.get(0).map_err(failed)?;
            let at = (number as usize).wrapping_sub(1);
            let Some(subject) = subjects.get(at) else {
                is_known = false;
                continue;
            };
            if let Some(met) = met.get_mut(at) {
                *met = true;
            }
            numbers.push(number);
            people.push(Commitment {
                subject: *subject,
                row: row.get(1).map_err(failed)?,
                photo: row.get(2).map_err(failed)?,
            });
        }
        people.sort_unstable();
        let count = people.len() as u64;
        total += count;
        let is_sound = match &entry.event {
            Event::Prepared(disclosure) => {
                let expected = disclosure.commitments;
                let marks = Marks::of(people.iter());
                expected.count == count
                    && expected.sha256 == of_commitments(people.iter().copied())
                    && expected.people == of_people(&people::encode(&numbers))
                    && expected.marks == marks.digest()
                    && has_people(connection, entry.number, Some(&numbers))?
                    && Marks::read(connection, entry.number)?.unwrap_or_default() == marks
            }
            _ => {
                count == 0
                    && has_people(connection, entry.number, None)?
                    && Marks::read(connection, entry.number)?.is_none()
            }
        };
        if !is_known || !is_sound {
            faults.push(changed.at_entry(entry.number));
        }
    }
    let count = |sql: &str| {
        let count = connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        count.map_err(failed)
    };
    let sets = count("SELECT count(*) FROM people")?;
    let all = count("SELECT count(*) FROM commitment")?;
    let with_people = history
        .prepared()
        .filter(|one| one.disclosure.rows.count > 0);
    let expected = number(with_people.count() as u64);
    let marks = count("SELECT count(*) FROM mark")?;
    let new = super::subjects::total(history.subjects());
    let others =
        (sets, marks, all) != (expected, expected, number(total)) || new != subjects.len() as u64;
    if others || met.iter().any(|met| !met) {
        faults.push(changed);
    }
    Ok(total)
}

/// The commitment of each number, counted from 1.
fn subjects(connection: &Connection) -> Result<Vec<Sha>, LedgerError> {
    let mut statement = connection
        .prepare("SELECT number, commitment FROM subject ORDER BY number")
        .map_err(failed)?;
    let mut rows = statement.query([]).map_err(failed)?;
    let mut subjects = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        let number: i64 = row.get(0).map_err(failed)?;
        subjects.push(row.get(1).map_err(failed)?);
        if number != super::history::number(subjects.len() as u64) {
            return Err(LedgerError::refused(Code::CommitmentsChanged));
        }
    }
    Ok(subjects)
}

/// Whether the set of an entry's people is of these numbers; or that there is none.
fn has_people(
    connection: &Connection,
    entry: u64,
    numbers: Option<&[u32]>,
) -> Result<bool, LedgerError> {
    let found = connection.query_row(
        "SELECT numbers FROM people WHERE entry = ?1",
        [number(entry)],
        |row| row.get::<_, Vec<u8>>(0),
    );
    match (found, numbers) {
        (Ok(set), Some(numbers)) => Ok(!numbers.is_empty() && set == people::encode(numbers)),
        (Ok(_), None) => Ok(false),
        (Err(rusqlite::Error::QueryReturnedNoRows), numbers) => {
            Ok(numbers.is_none_or(<[u32]>::is_empty))
        }
        (Err(error), _) => Err(failed(error)),
    }
}
