use rusqlite::Connection;

use super::*;
use crate::ledger::schema::OBJECTS;

/// A ledger of nine entries.
pub(super) fn desk() -> Desk {
    let desk = Desk::new();
    for (number, recipient) in ["R", "S", "R", "S"].into_iter().enumerate() {
        let at = format!("2026-01-0{}T09:00:00Z", number + 2);
        desk.disclose(recipient, &[1, 2, 3], &at);
    }
    desk
}

/// Does what the triggers forbid, and puts them back.
pub(super) fn forced(desk: &Desk, sql: &str) {
    let connection = Connection::open(desk.path()).unwrap();
    let triggers = OBJECTS.iter().filter(|(kind, ..)| *kind == "trigger");
    for (_, name, ..) in triggers.clone() {
        connection
            .execute_batch(&format!("DROP TRIGGER {name}"))
            .unwrap();
    }
    connection.execute_batch(sql).unwrap();
    for (_, _, _, text) in triggers {
        connection.execute_batch(text).unwrap();
    }
}

/// What is found, by code and entry.
pub(super) fn found(desk: &Desk, kept: Option<&Head>) -> Vec<(Option<Code>, Option<u64>)> {
    match desk.open().verify(kept) {
        Ok(_) => Vec::new(),
        Err(faults) => faults
            .iter()
            .map(|fault| (fault.code(), fault.entry()))
            .collect(),
    }
}

#[test]
fn what_is_changed_removed_put_in_reordered_or_dated_back_is_found_at_its_place() {
    let swap = "UPDATE entry SET n = -6 WHERE n = 6; UPDATE entry SET n = 6 WHERE n = 4; \
                UPDATE entry SET n = 4 WHERE n = -6;";
    for (sql, code, entry) in [
        (
            "UPDATE entry SET body = replace(body, '\"S\"', '\"T\"') WHERE n = 4",
            Code::EntryChanged,
            Some(4),
        ),
        (
            "UPDATE entry SET hash = zeroblob(32) WHERE n = 5",
            Code::EntryChanged,
            Some(5),
        ),
        ("DELETE FROM entry WHERE n = 6", Code::EntryMissing, Some(6)),
        ("DELETE FROM entry WHERE n = 1", Code::EntryMissing, Some(1)),
        (swap, Code::EntryMisplaced, Some(4)),
        (
            "UPDATE head SET signature = (SELECT signature FROM head WHERE n = 2) WHERE n = 3",
            Code::HeadNotSigned,
            Some(3),
        ),
        ("DELETE FROM head WHERE n = 7", Code::HeadNotSigned, Some(7)),
        ("DELETE FROM head WHERE n = 9", Code::HeadNotSigned, Some(9)),
        (
            "INSERT INTO head VALUES (10, '')",
            Code::HeadNotSigned,
            Some(10),
        ),
        (
            "UPDATE document SET text = text || ' '",
            Code::DocumentChanged,
            None,
        ),
        ("DELETE FROM document", Code::DocumentChanged, Some(2)),
        (
            "INSERT INTO document VALUES (zeroblob(32), '')",
            Code::DocumentChanged,
            None,
        ),
        (
            "UPDATE commitment SET row_mac = zeroblob(32) WHERE entry = 4 AND number = 4",
            Code::CommitmentsChanged,
            Some(4),
        ),
        (
            "DELETE FROM commitment WHERE entry = 8 AND number = 5",
            Code::CommitmentsChanged,
            Some(8),
        ),
        (
            "INSERT INTO commitment VALUES (8, 1, zeroblob(32), NULL)",
            Code::CommitmentsChanged,
            Some(8),
        ),
        (
            "INSERT INTO commitment VALUES (9, 1, zeroblob(32), NULL)",
            Code::CommitmentsChanged,
            Some(9),
        ),
        (
            "INSERT INTO commitment VALUES (99, 1, zeroblob(32), NULL)",
            Code::CommitmentsChanged,
            None,
        ),
        (
            "UPDATE subject SET commitment = zeroblob(32) WHERE number = 4",
            Code::CommitmentsChanged,
            Some(4),
        ),
        (
            "INSERT INTO subject VALUES (7, zeroblob(32))",
            Code::CommitmentsChanged,
            None,
        ),
        (
            "UPDATE people SET numbers = x'00' WHERE entry = 2",
            Code::CommitmentsChanged,
            Some(2),
        ),
        (
            "DELETE FROM people WHERE entry = 2",
            Code::CommitmentsChanged,
            Some(2),
        ),
        (
            "INSERT INTO people VALUES (3, x'00')",
            Code::CommitmentsChanged,
            Some(3),
        ),
        (
            "INSERT INTO people VALUES (99, x'00')",
            Code::CommitmentsChanged,
            None,
        ),
        (
            "UPDATE mark SET row_marks = substr(row_marks, 1, 8) WHERE entry = 2",
            Code::CommitmentsChanged,
            Some(2),
        ),
        (
            "DELETE FROM mark WHERE entry = 4",
            Code::CommitmentsChanged,
            Some(4),
        ),
        (
            "INSERT INTO mark VALUES (3, x'', x'')",
            Code::CommitmentsChanged,
            Some(3),
        ),
        (
            "INSERT INTO mark VALUES (99, x'', x'')",
            Code::CommitmentsChanged,
            None,
        ),
        (
            "DELETE FROM subject WHERE number = 2",
            Code::CommitmentsChanged,
            None,
        ),
        ("DELETE FROM entry", Code::NotALedger, None),
    ] {
        let desk = desk();
        assert!(found(&desk, None).is_empty());
        forced(&desk, sql);
        let found = found(&desk, None);
        assert_eq!(
            found.first(),
            Some(&(Some(code), entry)),
            "{sql}: {found:?}"
        );
    }
}

/// An entry by somebody without the key, with everything else in order.
pub(super) fn forged(desk: &Desk, n: u64, change: impl FnOnce(&mut Entry)) {
    let mut entry = desk.open().entries().unwrap()[usize::try_from(n).unwrap() - 1].clone();
    change(&mut entry);
    let body = entry.body();
    let hash = chain::of_entry(&body);
    let body = body.replace('\'', "''");
    let hash = data_encoding::HEXLOWER.encode(&hash);
    let sql = format!("UPDATE entry SET body = '{body}', hash = x'{hash}' WHERE n = {n}");
    forced(desk, &sql);
}

#[test]
fn a_forged_entry_breaks_the_chain_or_lacks_a_signature() {
    let desk = desk();
    forged(&desk, 4, |entry| entry.at = moment("2026-01-03T08:00:00Z"));
    assert_eq!(found(&desk, None), [(Some(Code::EntryMisplaced), Some(5))]);
    let desk = self::desk();
    forged(&desk, 9, |entry| entry.at = moment("2026-02-03T08:00:00Z"));
    assert_eq!(found(&desk, None), [(Some(Code::HeadNotSigned), Some(9))]);
    // even by whoever has the key, back-dated is back-dated
    let desk = self::desk();
    forged(&desk, 9, |entry| entry.at = moment("2026-01-01T08:00:00Z"));
    assert_eq!(found(&desk, None)[0], (Some(Code::EntryBackdated), Some(9)));
    // a question asks the chain too
    assert!(desk.open().entries().is_err());
    assert!(desk.open().head().is_err());
}

#[test]
fn what_is_done_to_the_tables_of_an_open_ledger_is_found_for_what_it_is() {
    let desk = desk();
    let ledger = desk.open();
    let other = Connection::open(desk.path()).unwrap();
    other.execute_batch("DROP TRIGGER entry_update").unwrap();
    let faults = ledger.verify(None).unwrap_err();
    let found: Vec<_> = faults.iter().map(LedgerError::code).collect();
    assert_eq!(found, [Some(Code::LedgerSchema)]);
}

#[test]
fn tables_and_triggers_are_exactly_ours() {
    for sql in [
        "DROP TRIGGER head_update",
        "CREATE TABLE more (n)",
        "CREATE INDEX more ON entry (hash)",
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER more AFTER INSERT ON entry BEGIN SELECT 1; END",
        "DROP TRIGGER entry_insert; CREATE TRIGGER entry_insert BEFORE INSERT ON entry WHEN 0 BEGIN SELECT 1; END",
        "ALTER TABLE people RENAME COLUMN numbers TO number",
    ] {
        let desk = desk();
        Connection::open(desk.path())
            .unwrap()
            .execute_batch(sql)
            .unwrap();
        let error = Ledger::open(&desk.path()).unwrap_err();
        assert_eq!(error.code(), Some(Code::LedgerSchema), "{sql}");
    }
}

#[test]
fn a_ledger_of_an_earlier_or_a_later_form_is_neither_damaged_nor_changed() {
    for (version, also, code) in [
        // as an earlier form is: a table less, a member of an entry less
        (1, "DROP TABLE mark", Code::LedgerFormEarlier),
        (
            1,
            "DROP TRIGGER entry_update; UPDATE entry SET body = replace(body, ',\"new\":3', '')",
            Code::LedgerFormEarlier,
        ),
        (
            2,
            "DROP TRIGGER entry_update; UPDATE entry SET body = replace(body, ',\"new\":3', '')",
            Code::LedgerFormEarlier,
        ),
        (3, "", Code::LedgerFormEarlier),
        (5, "", Code::LedgerFormLater),
        (i32::MAX, "", Code::LedgerFormLater),
        (0, "", Code::NotALedger),
        (-1, "", Code::NotALedger),
    ] {
        let desk = desk();
        let connection = Connection::open(desk.path()).unwrap();
        connection.execute_batch(also).unwrap();
        connection
            .pragma_update(None, "user_version", version)
            .unwrap();
        drop(connection);
        let error = Ledger::open(&desk.path()).unwrap_err();
        assert_eq!(error.code(), Some(code), "{version}");
    }
}

#[test]
fn a_ledger_that_was_cut_restored_or_written_anew_is_found_by_a_head_kept_elsewhere() {
    let desk = desk();
    let older = fs::read(desk.path()).unwrap();
    let (early, _) = desk.open().head().unwrap();
    desk.disclose("R", &[1], "2026-02-01T08:00:00Z");
    let (head, signature) = desk.open().head().unwrap();
    assert_eq!((early.entry(), head.entry()), (9, 11));
    let kept = Head::verify(head.to_json().as_bytes(), &signature, desk.key.head()).unwrap();
    // earlier heads stand in it as well
    assert!(found(&desk, Some(&kept)).is_empty());
    assert!(found(&desk, Some(&early)).is_empty());
    // cut
    forced(
        &desk,
        "DELETE FROM people WHERE entry = 10; DELETE FROM mark WHERE entry = 10; DELETE FROM commitment WHERE entry = 10; \
                   DELETE FROM head WHERE n > 9; DELETE FROM entry WHERE n > 9;",
    );
    assert!(found(&desk, None).is_empty(), "by itself it is in order");
    let gone = [(Some(Code::HeadNotInLedger), Some(11))];
    assert_eq!(found(&desk, Some(&kept)), gone);
    assert!(found(&desk, Some(&early)).is_empty());
    // restored from an older copy
    fs::write(desk.path(), older).unwrap();
    assert_eq!(found(&desk, Some(&kept)), gone);
    // and continued with other entries
    desk.disclose("R", &[7], "2026-02-02T08:00:00Z");
    assert_eq!(desk.open().head().unwrap().0.entry(), 11);
    assert_eq!(found(&desk, Some(&kept)), gone);
    // written anew with the same key
    fs::remove_file(desk.path()).unwrap();
    Ledger::create(&desk.path(), &desk.key, moment("2026-01-02T08:00:00Z")).unwrap();
    assert_eq!(found(&desk, Some(&kept)), gone);
}

#[test]
fn a_head_that_was_kept_is_read_in_its_one_form_under_its_key_alone() {
    let desk = desk();
    let (head, signature) = desk.open().head().unwrap();
    let json = head.to_json();
    let read = |json: &str, signature: &str, signer| {
        Head::verify(json.as_bytes(), signature, signer).map_err(|error| error.code())
    };
    let malformed = Err(Some(Code::HeadMalformed));
    assert_eq!(read(&json, &signature, desk.key.head()), Ok(head));
    assert_eq!(
        read(&format!("{json}\n"), &signature, desk.key.head()),
        malformed
    );
    let not_by_it = Err(Some(Code::HeadOtherSigner));
    let other_entry = json.replace("\"entry\":9", "\"entry\":8");
    assert_eq!(read(&other_entry, &signature, desk.key.head()), not_by_it);
    assert_eq!(
        read(&json, &format!("{signature} "), desk.key.head()),
        not_by_it
    );
    let other = LedgerKey::generate(2026).unwrap();
    assert_eq!(read(&json, &signature, other.head()), not_by_it);
}
