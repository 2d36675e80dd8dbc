//! Appending: one entry at a time, with everything that belongs to it, or nothing.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::chain::{Head, NOTHING, Sha, of_entry};
use super::database::{PATIENCE, TURN, TURNS, failed};
use super::disclosure::Disclosure;
use super::entry::{Entry, Event, Settled, SettledBy};
use super::error::LedgerError;
use super::fault::{Step, passed};
use super::file_digest::FileDigest;
use super::history::{History, number};
use super::key::LedgerKey;
use super::moment::Moment;
use super::numbered::Numbered;
use super::outgoing::Outgoing;
use super::{Ledger, Prepared};
use crate::batch::Commitment;
use crate::code::Code;
use crate::pseudonym::BatchId;

/// Two machines' clocks may differ by so much.
pub(super) const SKEW: u64 = 300;

impl Ledger {
    /// Enters a batch whose file is complete, and has no name yet.
    ///
    /// What is entered lasts through a power failure once this returns.
    ///
    /// # Errors
    /// [`Code::BatchKnown`] if a batch of this id was entered with other rows, photos or another
    /// profile; [`Code::NotApproved`] if somebody approves profiles and nobody has approved this one with
    /// this map; [`Code::WrongLedgerKey`]; [`Code::ClockBehind`]; a fault of the ledger; or an I/O error
    /// by its kind. Then nothing was entered.
    pub fn prepare(
        &mut self,
        key: &LedgerKey,
        outgoing: &Outgoing,
        file: &FileDigest,
        at: Moment,
    ) -> Result<Prepared, LedgerError> {
        let mut disclosure = outgoing.disclosure.clone();
        disclosure.file.sha256 = file.sha256;
        let batch = disclosure.batch;
        let append = self.append(key, at)?;
        passed(Step::Begun);
        append.allows(&disclosure)?;
        append.documents(&outgoing.documents)?;
        let event = Event::Prepared(Box::new(disclosure));
        let entry = append.enter(event, &outgoing.commitments.people)?;
        Ok(Prepared { batch, entry })
    }

    /// Whether a batch could be entered: its id is not known with other contents, and the ledger, the
    /// key and the clock are in order. Nothing is entered.
    ///
    /// # Errors
    /// As [`Ledger::prepare`].
    pub fn could_prepare(
        &mut self,
        key: &LedgerKey,
        outgoing: &Outgoing,
        at: Moment,
    ) -> Result<(), LedgerError> {
        let disclosure = &outgoing.disclosure;
        let append = self.append(key, at)?;
        append.allows(disclosure)
    }

    /// Whether something could be entered: the ledger, the key and the clock are in order.
    ///
    /// # Errors
    /// As [`Ledger::prepare`].
    pub fn check(&mut self, key: &LedgerKey, at: Moment) -> Result<(), LedgerError> {
        self.append(key, at).map(drop)
    }

    /// Enters that a prepared batch has its name.
    ///
    /// # Errors
    /// [`Code::BatchNotInLedger`] if it is not open; and as [`Ledger::prepare`].
    pub fn released(
        &mut self,
        key: &LedgerKey,
        prepared: Prepared,
        at: Moment,
    ) -> Result<u64, LedgerError> {
        self.settle(key, prepared, SettledBy::Export, at, Event::Released)
    }

    /// Enters that a prepared batch never left: it certainly is nowhere.
    ///
    /// # Errors
    /// As [`Ledger::released`].
    pub fn abandoned(
        &mut self,
        key: &LedgerKey,
        prepared: Prepared,
        at: Moment,
    ) -> Result<u64, LedgerError> {
        self.settle(key, prepared, SettledBy::Export, at, Event::Abandoned)
    }

    /// The batches that were prepared and neither released nor abandoned, in order: a run was cut off.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn unsettled(&self) -> Result<Vec<Entry>, LedgerError> {
        let history = History::read(&self.connection)?;
        let open = history.prepared().filter(|one| one.end.is_none());
        Ok(open.map(|one| one.entry.clone()).collect())
    }

    /// Settles what a run that was cut off had left: a file that is found under its name was released.
    ///
    /// Gives the batches that were settled so: those of open entries that name this very file.
    ///
    /// # Errors
    /// [`Code::BatchNotInLedger`] if no open entry names the file; and as [`Ledger::prepare`].
    pub fn recover(
        &mut self,
        key: &LedgerKey,
        found: &FileDigest,
        at: Moment,
    ) -> Result<Vec<BatchId>, LedgerError> {
        let history = History::read(&self.connection)?;
        let open = history.prepared().filter(|one| one.end.is_none());
        let same = open.filter(|one| one.disclosure.file.sha256 == found.sha256);
        let same: Vec<Prepared> = same
            .map(|one| Prepared {
                batch: one.disclosure.batch,
                entry: one.entry.number,
            })
            .collect();
        if same.is_empty() {
            return Err(LedgerError::refused(Code::BatchNotInLedger));
        }
        for one in &same {
            self.settle(key, *one, SettledBy::Recovery, at, Event::Released)?;
        }
        Ok(same.iter().map(Prepared::batch).collect())
    }

    /// Enters that every open entry of this batch is of a file that is nowhere.
    ///
    /// # Errors
    /// [`Code::BatchNotInLedger`] if none is open; [`Code::BatchReceived`] if the recipient has signed that it
    /// has it, or had it; and as [`Ledger::prepare`].
    ///
    /// # Security
    /// Only where it is certain that nobody has the file: holdings speak of it no more.
    pub fn abandon(
        &mut self,
        key: &LedgerKey,
        batch: BatchId,
        at: Moment,
    ) -> Result<u64, LedgerError> {
        let history = History::read(&self.connection)?;
        let open = history.prepared().filter(|one| one.end.is_none());
        let open = open.filter(|one| one.disclosure.batch == batch);
        let open: Vec<u64> = open.map(|one| one.entry.number).collect();
        let corrected = history.corrected(None);
        if let Some(run) = open
            .iter()
            .find(|run| history.is_attested(batch, **run, &corrected))
        {
            return Err(LedgerError::refused(Code::BatchReceived).at_entry(*run));
        }
        let mut last = Err(LedgerError::refused(Code::BatchNotInLedger));
        for entry in open {
            let prepared = Prepared { batch, entry };
            last = self.settle(key, prepared, SettledBy::Recovery, at, Event::Abandoned);
            if last.is_err() {
                break;
            }
        }
        last
    }

    /// Waits for its turn, unless somebody wants no more of it, and reads what was entered so far.
    pub(super) fn append<'l>(
        &'l mut self,
        key: &'l LedgerKey,
        at: Moment,
    ) -> Result<Append<'l>, LedgerError> {
        Append::begin(&mut self.connection, key, at, self.is_wanted)
    }

    fn settle(
        &mut self,
        key: &LedgerKey,
        prepared: Prepared,
        by: SettledBy,
        at: Moment,
        end: impl FnOnce(Settled) -> Event,
    ) -> Result<u64, LedgerError> {
        let is_wanted = match by {
            // it has its name already, or has lost it: that is entered, whatever signal comes
            SettledBy::Export => || true,
            SettledBy::Recovery => self.is_wanted,
        };
        let append = Append::begin(&mut self.connection, key, at, is_wanted)?;
        append.history.open(prepared.batch, prepared.entry)?;
        let settled = Settled {
            batch: prepared.batch,
            of: prepared.entry,
            by,
        };
        append.enter(end(settled), &[])
    }
}

/// The first entry of a new ledger.
pub(super) fn open(
    connection: &mut Connection,
    key: &LedgerKey,
    at: Moment,
) -> Result<(), LedgerError> {
    let ledger = BatchId::random()?;
    let transaction = begin(connection, || true)?;
    let entry = Entry {
        number: 1,
        before: NOTHING,
        at,
        event: Event::Opened {
            ledger,
            head: key.head().clone(),
        },
    };
    let hash = write(&transaction, &entry)?;
    let head = Head {
        ledger,
        entry: entry.number,
        hash,
    };
    close(&transaction, &head, key)?;
    transaction.commit().map_err(failed)
}

/// Waits for whoever writes, in short turns between which it is asked whether to go on.
fn begin(
    connection: &mut Connection,
    is_wanted: fn() -> bool,
) -> Result<Transaction<'_>, LedgerError> {
    let connection = &*connection;
    connection.busy_timeout(TURN).map_err(failed)?;
    let mut left = TURNS;
    let begun = loop {
        let begun = Transaction::new_unchecked(connection, TransactionBehavior::Immediate);
        match begun.map_err(failed) {
            Err(error) if error == LedgerError::busy() => {
                if !is_wanted() {
                    break Err(LedgerError::io(std::io::ErrorKind::Interrupted));
                }
                left -= 1;
                if left == 0 {
                    break Err(error);
                }
            }
            begun => break begun,
        }
    };
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    begun
}

/// Puts the entry into its table, and gives its digest.
fn write(transaction: &Transaction<'_>, entry: &Entry) -> Result<Sha, LedgerError> {
    let body = entry.body();
    let hash = of_entry(&body);
    transaction
        .execute(
            "INSERT INTO entry (n, body, hash) VALUES (?1, ?2, ?3)",
            params![number(entry.number), body, hash.as_slice()],
        )
        .map_err(failed)?;
    Ok(hash)
}

/// After its head nothing can be added to an entry.
fn close(transaction: &Transaction<'_>, head: &Head, key: &LedgerKey) -> Result<(), LedgerError> {
    let signature = head.sign(key)?;
    transaction
        .execute(
            "INSERT INTO head (n, signature) VALUES (?1, ?2)",
            params![number(head.entry), signature],
        )
        .map_err(failed)?;
    Ok(())
}

/// One entry on its way; dropped, it leaves nothing.
pub(super) struct Append<'c> {
    transaction: Transaction<'c>,
    pub(super) history: History,
    key: &'c LedgerKey,
    at: Moment,
}

impl<'c> Append<'c> {
    /// Waits for its turn, and reads what was entered so far.
    fn begin(
        connection: &'c mut Connection,
        key: &'c LedgerKey,
        at: Moment,
        is_wanted: fn() -> bool,
    ) -> Result<Self, LedgerError> {
        let transaction = begin(connection, is_wanted)?;
        let history = History::read(&transaction)?;
        history.is_under(key)?;
        // of two machines one clock may be a little behind the other
        let newest = history.entries.last().map_or(at, |entry| entry.at);
        if newest.seconds_after(at) > SKEW {
            return Err(LedgerError::refused(Code::ClockBehind));
        }
        Ok(Self {
            transaction,
            history,
            key,
            at: at.max(newest),
        })
    }

    /// Whether a disclosure may be entered.
    fn allows(&self, disclosure: &Disclosure) -> Result<(), LedgerError> {
        let batch = disclosure.batch;
        let mut known = self.history.prepared();
        if known.any(|one| one.disclosure.batch == batch && !disclosure.repeats(one.disclosure)) {
            return Err(LedgerError::refused(Code::BatchKnown));
        }
        let commitments = &disclosure.commitments;
        // rows that were made under another key than the one that was given
        let mut same_year = self.history.disclosures();
        if same_year.any(|(_, one)| {
            one.year() == commitments.year && one.commitments.key != commitments.key
        }) {
            let wrong = LedgerError::refused(Code::WrongLedgerKey);
            return Err(wrong.of_year(commitments.year));
        }
        self.history.allows(disclosure)
    }

    /// Keeps texts that are not there yet.
    pub(super) fn documents(&self, documents: &[(Sha, String)]) -> Result<(), LedgerError> {
        let mut insert = self
            .transaction
            .prepare(
                "INSERT INTO document (sha256, text) SELECT ?1, ?2 \
                 WHERE NOT EXISTS (SELECT 1 FROM document WHERE sha256 = ?1)",
            )
            .map_err(failed)?;
        for (sha256, text) in documents {
            insert
                .execute(params![sha256.as_slice(), text])
                .map_err(failed)?;
        }
        Ok(())
    }

    /// Enters it with its people, who are sorted by their commitments.
    pub(super) fn enter(self, mut event: Event, people: &[Commitment]) -> Result<u64, LedgerError> {
        let head = self.history.head();
        let people = Numbered::give(&self.transaction, people)?;
        if let Event::Prepared(disclosure) = &mut event {
            people.bind(&mut disclosure.commitments);
        }
        let entry = Entry {
            number: head.entry + 1,
            before: head.hash,
            at: self.at,
            event,
        };
        let hash = write(&self.transaction, &entry)?;
        passed(Step::EntryWritten);
        people.keep(&self.transaction, entry.number)?;
        passed(Step::PeopleWritten);
        let head = Head {
            ledger: head.ledger,
            entry: entry.number,
            hash,
        };
        close(&self.transaction, &head, self.key)?;
        passed(Step::Signed);
        self.transaction.commit().map_err(failed)?;
        passed(Step::Committed);
        Ok(entry.number)
    }
}
