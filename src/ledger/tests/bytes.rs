use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::*;

/// Everything that a ledger says, or nothing, if it cannot be read.
fn content(path: &Path) -> Option<Vec<Vec<Value>>> {
    let connection = Connection::open(path).ok()?;
    let mut all = Vec::new();
    for (sql, columns) in [
        (
            "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid",
            4,
        ),
        ("SELECT * FROM entry ORDER BY n", 3),
        ("SELECT * FROM head ORDER BY n", 2),
        ("SELECT * FROM document ORDER BY sha256", 2),
        ("SELECT * FROM subject ORDER BY number", 2),
        ("SELECT * FROM commitment ORDER BY entry, number", 4),
        ("SELECT * FROM people ORDER BY entry", 2),
        ("SELECT * FROM mark ORDER BY entry", 3),
        (
            "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version",
            2,
        ),
    ] {
        let mut statement = connection.prepare(sql).ok()?;
        let rows = statement.query_map([], |row| {
            (0..columns).map(|column| row.get(column)).collect()
        });
        for row in rows.ok()? {
            all.push(row.ok()?);
        }
    }
    Some(all)
}

/// The ledger of one disclosure, in pages of 512 bytes: fewer of them are empty.
fn small() -> (Desk, Vec<u8>) {
    let desk = Desk::new();
    desk.disclose("R", &[1, 2], "2026-01-02T09:00:00Z");
    let connection = Connection::open(desk.path()).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM;")
        .unwrap();
    drop(connection);
    let bytes = fs::read(desk.path()).unwrap();
    (desk, bytes)
}

/// Tries each byte with each of these changes; gives how many were found, and how many altered nothing.
fn tried(masks: impl Fn(usize) -> std::ops::RangeInclusive<u8> + Sync) -> (u64, u64) {
    let (desk, bytes) = small();
    let before = content(&desk.path());
    assert!(before.is_some() && desk.open().verify(None).is_ok());
    assert!(bytes.len() < 20_000, "{}", bytes.len());
    let workers = 2;
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers)
            .map(|worker| {
                let (bytes, before, masks) = (&bytes, &before, &masks);
                let path = desk.folder.path().join(format!("copy-{worker}"));
                scope.spawn(move || {
                    let mut changed = bytes.clone();
                    let (mut found, mut idle) = (0, 0);
                    for at in (worker..bytes.len()).step_by(workers) {
                        for mask in masks(at) {
                            changed[at] ^= mask;
                            fs::write(&path, &changed).unwrap();
                            let verdict = Ledger::open(&path).map(|ledger| ledger.verify(None));
                            if matches!(verdict, Ok(Ok(_))) {
                                assert_eq!(&content(&path), before, "byte {at} by {mask}");
                                idle += 1;
                            } else {
                                found += 1;
                            }
                            changed[at] ^= mask;
                        }
                    }
                    (found, idle)
                })
            })
            .collect();
        let tallies = workers.into_iter().map(|worker| worker.join().unwrap());
        tallies.fold((0, 0), |(a, b), (c, d)| (a + c, b + d))
    })
}

/// Each byte in turn has one bit changed, and not always the same.
#[test]
fn every_byte_that_alters_what_a_ledger_says_is_found() {
    let (found, idle) = tried(|at| {
        let mask = 1 << (at * 7 / 5 % 8);
        mask..=mask
    });
    // what is not found is room between records, and marks that say nothing
    assert!(found > 7_000 && idle < found, "{found} {idle}");
}

/// Each byte in turn is every other byte.
#[test]
#[ignore = "takes an hour"]
fn every_other_value_of_every_byte_that_alters_what_a_ledger_says_is_found() {
    let (found, idle) = tried(|_| 1..=255);
    assert!(found > 1_500_000 && idle < found, "{found} {idle}");
}
