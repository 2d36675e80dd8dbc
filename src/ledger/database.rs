//! `SQLite`, opened with suspicion: the one place that knows how its errors are told.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::LedgerError;
use super::schema::{APPLICATION, OBJECTS, VERSION};
use crate::code::Code;

/// How long a process waits for another one that appends.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// The same in turns, between which it is asked whether to go on.
pub(super) const TURN: Duration = Duration::from_millis(250);
pub(super) const TURNS: u32 = 240;

/// Keeps nothing of the error but its kind: its text may quote what is in the database.
#[expect(
    clippy::needless_pass_by_value,
    reason = "that is how `map_err` hands it over"
)]
pub(super) fn failed(error: rusqlite::Error) -> LedgerError {
    let damaged = LedgerError::refused(Code::LedgerDamaged);
    let rusqlite::Error::SqliteFailure(failure, _) = error else {
        return damaged;
    };
    if failure.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE {
        // what the log is found by cannot grow
        return LedgerError::io(io::ErrorKind::StorageFull);
    }
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => LedgerError::busy(),
        ErrorCode::DiskFull => LedgerError::io(io::ErrorKind::StorageFull),
        ErrorCode::OutOfMemory => LedgerError::io(io::ErrorKind::OutOfMemory),
        ErrorCode::PermissionDenied
        | ErrorCode::ReadOnly
        | ErrorCode::CannotOpen
        | ErrorCode::AuthorizationForStatementDenied => {
            LedgerError::io(io::ErrorKind::PermissionDenied)
        }
        ErrorCode::SystemIoFailure
        | ErrorCode::FileLockingProtocolFailed
        | ErrorCode::NoLargeFileSupport
        | ErrorCode::TooBig => LedgerError::io(io::ErrorKind::Other),
        ErrorCode::NotADatabase => LedgerError::refused(Code::NotALedger),
        // a statement of ours that does not fit the tables
        ErrorCode::Unknown | ErrorCode::SchemaChanged => LedgerError::refused(Code::LedgerSchema),
        _ => damaged,
    }
}

/// Opens what must exist, and be a ledger.
pub(super) fn open(path: &Path) -> Result<Connection, LedgerError> {
    // an absolute path is never taken for a URI
    let path = fs::canonicalize(path)?;
    let about = fs::metadata(&path)?;
    if !about.is_file() {
        return Err(LedgerError::refused(Code::NotALedger));
    }
    // under each name there is a log of its own, and the last one that is put away wins
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&about) > 1 {
        return Err(LedgerError::refused(Code::LedgerLinked));
    }
    let denied = LedgerError::io(io::ErrorKind::PermissionDenied);
    match connect(&path).and_then(known) {
        // nothing can be written there, not even by what a log is found by
        Err(error) if error == denied => match has_log(&path) {
            true => Err(LedgerError::refused(Code::LedgerLogLocked)),
            false => as_it_lies(&path).and_then(known).map_err(|_| denied),
        },
        opened => opened,
    }
}

/// Whether there is something in a log beside it, which no reader finds without writing there.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    fs::metadata(log).is_ok_and(|about| about.len() > 0)
}

/// A file that nobody changes: it is only read, and nothing is put beside it. If somebody does change it meanwhile,
/// its digests do not agree.
fn as_it_lies(path: &Path) -> Result<Connection, LedgerError> {
    let denied = LedgerError::io(io::ErrorKind::PermissionDenied);
    let mut name = String::from("file:");
    for byte in path.to_str().ok_or(denied)?.bytes() {
        match byte {
            b'/' | b'.' | b'_' | b'-' => name.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => name.push(char::from(byte)),
            _ => name += &format!("%{byte:02X}"),
        }
    }
    name += "?immutable=1";
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(name, flags).map_err(failed)?;
    set_up(connection)
}

/// The connection, if it is to a ledger of this form.
fn known(connection: Connection) -> Result<Connection, LedgerError> {
    let number = |pragma: &str| {
        let read = connection.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
        read.map_err(failed)
    };
    if number("application_id")? != APPLICATION {
        return Err(LedgerError::refused(Code::NotALedger));
    }
    match number("user_version")? {
        VERSION => Ok(connection),
        1..VERSION => Err(LedgerError::refused(Code::LedgerFormEarlier)),
        version if version > VERSION => Err(LedgerError::refused(Code::LedgerFormLater)),
        _ => Err(LedgerError::refused(Code::NotALedger)),
    }
}

fn connect(path: &Path) -> Result<Connection, LedgerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    set_up(Connection::open_with_flags(path, flags).map_err(failed)?)
}

fn set_up(connection: Connection) -> Result<Connection, LedgerError> {
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    // in this order: the first statement that reads finds what is no database at all
    for (pragma, value) in [
        ("trusted_schema", "OFF"),
        ("temp_store", "MEMORY"),
        ("cell_size_check", "ON"),
        ("recursive_triggers", "ON"),
        ("synchronous", "FULL"),
        ("cache_size", "-65536"),
    ] {
        connection
            .pragma_update(None, pragma, value)
            .map_err(failed)?;
    }
    Ok(connection)
}

/// Makes an empty file for its owner only, with the tables of a ledger; not yet one, since it has no
/// first entry.
pub(super) fn create(path: &Path) -> Result<Connection, LedgerError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    drop(options.open(path)?);
    let connection = connect(&fs::canonicalize(path)?)?;
    let set = |pragma: &str, value: i32| {
        let set = connection.pragma_update(None, pragma, value);
        set.map_err(failed)
    };
    set("application_id", APPLICATION)?;
    set("user_version", VERSION)?;
    let mode: rusqlite::Result<String> =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0));
    if mode.map_err(failed)? != "wal" {
        return Err(LedgerError::io(io::ErrorKind::Unsupported));
    }
    let all: Vec<&str> = OBJECTS.iter().map(|(_, _, _, text)| *text).collect();
    let all = format!("BEGIN;{};COMMIT", all.join(";"));
    connection.execute_batch(&all).map_err(failed)?;
    Ok(connection)
}

/// Moves everything from the log into the file, or tells why not.
pub(super) fn put_away_log(connection: &Connection) -> Result<(), LedgerError> {
    let is_busy: rusqlite::Result<bool> =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
    match is_busy.map_err(failed)? {
        false => Ok(()),
        true => Err(LedgerError::busy()),
    }
}

/// Whether the tables and triggers are exactly ours.
pub(super) fn is_ours(connection: &Connection) -> Result<bool, LedgerError> {
    let mut statement = connection
        .prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid")
        .map_err(failed)?;
    let mut rows = statement.query([]).map_err(failed)?;
    let mut expected = OBJECTS.iter();
    while let Some(row) = rows.next().map_err(failed)? {
        let found: [Option<String>; 4] = [
            row.get(0).map_err(failed)?,
            row.get(1).map_err(failed)?,
            row.get(2).map_err(failed)?,
            row.get(3).map_err(failed)?,
        ];
        let found = found.each_ref().map(Option::as_deref);
        if found
            == [
                Some("index"),
                Some("sqlite_autoindex_subject_1"),
                Some("subject"),
                None,
            ]
        {
            continue;
        }
        let Some((kind, name, table, text)) = expected.next() else {
            return Ok(false);
        };
        if found != [Some(*kind), Some(*name), Some(*table), Some(*text)] {
            return Ok(false);
        }
    }
    Ok(expected.next().is_none())
}
