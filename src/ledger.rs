//! The ledger: what left, to whom, until when; append-only, and without a value of any record.
//!
//! A [`Ledger`] is one `SQLite` file. Every entry names the digest of the one before it, and after
//! each the newest digest is signed, so that [`Ledger::verify`] finds what was changed, removed, put
//! in, reordered or dated back, at its place. A ledger that was cut short, or restored from an older
//! copy, is found by a [`Head`] that was kept elsewhere.
//!
//! A batch is entered in two steps, so that none exists under its name without its entry: first
//! [`Ledger::prepare`], then the file gets its name, then [`Ledger::released`].

mod ahead;
mod append;
mod approval;
mod breach;
mod chain;
mod copies;
mod correction;
mod crowd;
mod csv;
mod database;
mod deletion;
mod diff;
mod disclosure;
mod entry;
mod error;
mod exposure;
mod fault;
mod file_digest;
mod held;
mod history;
mod holdings;
mod import;
mod incident;
mod kept;
mod kept_json;
mod key;
mod marks;
mod members;
mod moment;
mod numbered;
mod outgoing;
mod overdue;
pub mod page;
pub mod paper;
mod past;
mod people;
mod recipients;
mod schema;
mod secrets;
mod subjects;
#[cfg(test)]
mod tests;
mod trust;
mod verify;
mod whose;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use ahead::Ahead;
pub use approval::Approval;
pub use breach::{
    Affected, BreachPack, BreachedBatch, CategoryFigure, ColumnFigure, Figure, Subjects,
};
pub use chain::Head;
pub use correction::{Amendment, Correctable, Correction, Reason};
pub use deletion::{deleted_in_words, left_in_words};
pub use diff::{BatchChange, ChangeKind, HoldingsDiff};
pub use disclosure::{Disclosure, FileEntry, FileKind};
pub use entry::{Entry, Event, Settled, SettledBy};
pub use error::LedgerError;
pub use exposure::{Exposed, Exposure};
pub use file_digest::FileDigest;
pub use holdings::{Holdings, KeptColumn};
pub use import::{ImportError, PaperEntry};
pub use incident::{Incident, IncidentCode, IncidentEntry, KnownIncident};
pub use kept::{KeptBatch, Mark, People};
pub use kept_json::in_words;
pub use key::LedgerKey;
pub use moment::Moment;
pub use outgoing::Outgoing;
pub use overdue::Overdue;
pub use past::Past;
pub use recipients::{RecipientLine, Recipients};
pub use secrets::Reidentified;
pub use trust::{Role, Trust};
pub use verify::Verdict;
pub use whose::{Attribution, Attributions, DisclosedAs, Trace};

use self::database::failed;
use self::history::History;
use crate::code::Code;
use crate::pseudonym::BatchId;

/// A ledger that is open.
///
/// # Guarantee
/// No value of any record is in its file, journal or write-ahead log
/// (`no_value_of_any_record_is_in_the_file_the_log_or_the_journal`). What was committed stays, and a
/// process that is killed at any step leaves a ledger in order
/// (`a_process_killed_at_any_step_leaves_a_sound_ledger_and_no_batch_without_an_entry`).
pub struct Ledger {
    connection: Connection,
    /// Asked while another process writes.
    is_wanted: fn() -> bool,
}

/// A batch that was entered, and has no name yet.
#[must_use = "the entry stays open until it is released or abandoned"]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prepared {
    pub(super) batch: BatchId,
    pub(super) entry: u64,
}

impl Prepared {
    /// The batch.
    pub const fn batch(&self) -> BatchId {
        self.batch
    }

    /// The number of its entry.
    pub const fn entry(&self) -> u64 {
        self.entry
    }
}

impl Ledger {
    /// Begins a ledger, whose heads are signed by this key from then on.
    ///
    /// # Errors
    /// The file exists, or cannot be made; a failure leaves none.
    pub fn create(path: &Path, key: &LedgerKey, at: Moment) -> Result<Self, LedgerError> {
        let exists = LedgerError::io(std::io::ErrorKind::AlreadyExists);
        if fs::symlink_metadata(path).is_ok() {
            return Err(exists);
        }
        let temporary = Temporary::beside(path)?;
        let mut connection = database::create(&temporary.0)?;
        append::open(&mut connection, key, at)?;
        // closed, the file stands by itself; on a full disk, closing would leave that undone in silence
        database::put_away_log(&connection)?;
        connection.close().map_err(|(_, error)| failed(error))?;
        // a second name, and never over another's; where there are none, it moves
        match fs::hard_link(&temporary.0, path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Err(exists),
            Err(_) => fs::rename(&temporary.0, path)?,
            Ok(()) => {}
        }
        drop(temporary);
        sync_folder(path);
        Self::open(path).inspect_err(|_| drop(Temporary(path.to_owned())))
    }

    /// Opens a ledger.
    ///
    /// # Errors
    /// [`Code::NotALedger`], [`Code::LedgerFormEarlier`], [`Code::LedgerFormLater`], [`Code::LedgerLinked`],
    /// [`Code::LedgerLogLocked`],
    /// [`Code::LedgerSchema`], [`Code::LedgerDamaged`], or an I/O error by its kind.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let connection = database::open(path)?;
        if !database::is_ours(&connection)? {
            return Err(LedgerError::refused(Code::LedgerSchema));
        }
        Ok(Self {
            connection,
            is_wanted: || true,
        })
    }

    /// Has every wait for another process that writes, of up to a minute, ended once `is_wanted` says no, which
    /// is asked some times a second. Then nothing is entered: an I/O error of the kind `Interrupted`. What an
    /// export enters once its file has its name waits all the same.
    pub const fn wait_while(&mut self, is_wanted: fn() -> bool) {
        self.is_wanted = is_wanted;
    }

    /// Every entry, in order, after the chain and the newest signature were checked.
    ///
    /// # Errors
    /// The first fault that [`Ledger::verify`] would tell of the entries, or an I/O error by its kind.
    pub fn entries(&self) -> Result<Vec<Entry>, LedgerError> {
        Ok(History::read(&self.connection)?.entries)
    }

    /// The newest entry and its signature, to be kept elsewhere.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn head(&self) -> Result<(Head, String), LedgerError> {
        let snapshot = self.connection.unchecked_transaction().map_err(failed)?;
        let head = History::read(&snapshot)?.head();
        let signature = snapshot.query_row(
            "SELECT signature FROM head WHERE n = ?1",
            [history::number(head.entry)],
            |row| row.get(0),
        );
        Ok((head, signature.map_err(failed)?))
    }

    /// The profile or map of this fingerprint, if a disclosure was made under it: its canonical JSON.
    ///
    /// # Errors
    /// [`Code::DocumentChanged`] if it is another, or an I/O error by its kind.
    pub fn document(&self, fingerprint: &str) -> Result<Option<String>, LedgerError> {
        let Some(sha256) = chain::from_hex(fingerprint) else {
            return Ok(None);
        };
        let found = self.connection.query_row(
            "SELECT text FROM document WHERE sha256 = ?1",
            [sha256.as_slice()],
            |row| row.get::<_, String>(0),
        );
        match found {
            Ok(text) if verify::digest(&text) == sha256 => Ok(Some(text)),
            Ok(_) => Err(LedgerError::refused(Code::DocumentChanged)),
            Err(rusqlite::Error::QueryReturnedNoRows) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ledger { .. }")
    }
}

/// A name that is gone when it is dropped, and with it what `SQLite` puts beside it.
struct Temporary(PathBuf);

impl Temporary {
    fn beside(path: &Path) -> Result<Self, LedgerError> {
        let id = BatchId::random()?;
        let name = format!(".cardsieve-{id}.tmp");
        Ok(Self(path.with_file_name(name)))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let mut name = self.0.clone().into_os_string();
            name.push(ending);
            let _ = fs::remove_file(name);
        }
    }
}

/// Makes a new name last through a power failure, where the system can.
fn sync_folder(path: &Path) {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::File::open(folder.unwrap_or(Path::new(".")));
    let _ = folder.and_then(|folder| folder.sync_all());
}
