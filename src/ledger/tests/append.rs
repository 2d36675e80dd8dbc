use std::io::Cursor;

use rusqlite::Connection;

use super::*;
use crate::batch::{Photos, Writer};
use crate::photo::Photo;

#[test]
fn a_disclosure_is_entered_in_two_steps_and_verifies() {
    let desk = Desk::new();
    let batch = desk.disclose("R", &[1, 2, 3], "2026-01-02T09:00:00Z");
    let other = desk.disclose("S", &[3, 4], "2026-01-03T09:00:00Z");
    let ledger = desk.open();
    let entries = ledger.entries().unwrap();
    let kinds: Vec<&str> = entries
        .iter()
        .map(|entry| match entry.event() {
            Event::Opened { .. } => "opened",
            Event::Prepared(_) => "prepared",
            Event::Released(_) => "released",
            Event::Abandoned(_) => "abandoned",
            Event::Trust(_) => "trust",
            Event::Past(_) => "past",
            Event::Approval(_) => "approval",
            Event::Paper(_) => "paper",
            Event::Reidentified(_) => "reidentified",
            Event::Rotated { .. } => "rotated",
            Event::Incident(_) => "incident",
            Event::Correction(_) => "correction",
        })
        .collect();
    assert_eq!(
        kinds,
        ["opened", "prepared", "released", "prepared", "released"]
    );
    let Event::Prepared(disclosure) = entries[1].event() else {
        panic!("{:?}", entries[1]);
    };
    assert_eq!(disclosure.batch(), batch);
    assert_ne!(disclosure.batch(), other);
    assert_eq!((disclosure.rows(), disclosure.recipient()), (3, "R"));
    let profile = ledger.document(&disclosure.profile_fingerprint()).unwrap();
    assert!(profile.unwrap().contains("\"recipient\":\"R\""));
    let verdict = ledger.verify(None).unwrap();
    assert_eq!((verdict.disclosures(), verdict.commitments()), (2, 5));
    assert_eq!(verdict.head().entry(), 5);
    assert_eq!(verdict.signer(), desk.key.head());
    assert!(ledger.unsettled().unwrap().is_empty());
}

/// Rows of these record ids, whose cards are matched by a number of their own.
fn by_staff_number(desk: &Desk, ids: &[&str], is_entered: bool) -> Option<Code> {
    struct Numbered(String, usize, String);
    impl Record for Numbered {
        fn read(&self, field: Readable) -> Reading<'_> {
            match field {
                Readable::RecordId => Reading::Text(&self.0),
                Readable::StaffNumber => Reading::Text(&self.2),
                Readable::FamilyName => Reading::Text(["Ma", "Mb", "Mc"][self.1]),
                _ => Reading::Text("false"),
            }
        }
    }
    let profile: Profile = PROFILE
        .replace("record_id", "staff_number")
        .parse()
        .unwrap();
    let (batch, flags) = (BatchId::random().unwrap(), FlagSources::from_records());
    let minimiser = match is_entered {
        true => {
            let key = desk.key.year(2026).unwrap();
            Minimiser::for_ledger(&profile, &desk.secret, batch, &flags, key).unwrap()
        }
        false => Minimiser::new(&profile, &desk.secret, batch, &flags).unwrap(),
    };
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for (number, id) in ids.iter().enumerate() {
        let person = Numbered((*id).to_owned(), number, format!("10000{number}"));
        rows.add(&person).unwrap();
    }
    rows.finish().err().map(|refusal| refusal.refused().code())
}

#[test]
fn two_rows_of_one_person_refuse_the_batch_whatever_matches_their_cards() {
    let desk = Desk::new();
    assert_eq!(by_staff_number(&desk, &["E1", "E2", "E3"], true), None);
    let twice = by_staff_number(&desk, &["E1", "E2", " E1"], true);
    assert_eq!(twice, Some(Code::DuplicateRecord));
}

#[test]
fn rows_that_were_not_made_for_a_ledger_do_not_exist_under_a_profile_that_demands_one() {
    let desk = Desk::new();
    let without = by_staff_number(&desk, &["E1", "E2"], false);
    assert_eq!(without, Some(Code::LedgerRequired));
}

#[test]
fn a_sealed_batch_is_entered_with_the_people_of_its_rows_and_photos() {
    let desk = Desk::new();
    let photo = "[photo]\nplace = \"front\"\nwidth = 60\nheight = 72\nmax_bytes = 4096\n";
    let at = moment("2026-01-02T09:00:00Z");
    for profile in [PROFILE.to_owned(), format!("{PROFILE}\n{photo}")] {
        let profile: Profile = profile.parse().unwrap();
        let (batch, flags) = (BatchId::random().unwrap(), FlagSources::from_records());
        let key = desk.key.year(2026).unwrap();
        let minimiser = Minimiser::for_ledger(&profile, &desk.secret, batch, &flags, key).unwrap();
        let mut rows = Rows::sealed(&minimiser, Form::Csv, Limits::default());
        let mut photos = Photos::new(Cursor::new(Vec::new()));
        for (id, name) in [("ID-1", "Mca"), ("ID-2", "Mcb")] {
            let card = minimiser.minimise(&Person {
                id: id.to_owned(),
                name: name.to_owned(),
            });
            let card = card.unwrap();
            if profile.photo().is_some() {
                let photo = Photo::for_tests(name.as_bytes().to_vec(), 60, 72);
                photos.add(&card, &photo).unwrap();
            }
            rows.push(Ok(card)).unwrap();
        }
        let dates = Dates::new(at.day(), at.day());
        let writer = Writer::new(rows.finish().unwrap(), photos, dates).unwrap();
        let outgoing = Outgoing::of_batch(&writer).unwrap();
        let mut ledger = desk.open();
        let file = FileDigest::of(b"x".as_slice()).unwrap();
        let prepared = ledger.prepare(&desk.key, &outgoing, &file, at).unwrap();
        ledger.released(&desk.key, prepared, at).unwrap();
    }
    let verdict = desk.open().verify(None).unwrap();
    assert_eq!((verdict.disclosures(), verdict.commitments()), (2, 4));
    let connection = Connection::open(desk.path()).unwrap();
    let count = |sql: &str| -> i64 { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(count("SELECT count(*) FROM subject"), 2);
    assert_eq!(count("SELECT count(DISTINCT photo_mac) FROM commitment"), 2);
}

/// The entry of a sealed batch of one person, of this name and with a photo of so many bytes; digests and ids as `#`.
fn entry_of_one(name: &str, length: usize) -> String {
    let desk = Desk::new();
    let photo = "[photo]\nplace = \"front\"\nwidth = 60\nheight = 72\nmax_bytes = 4096\n";
    let at = moment("2026-01-02T09:00:00Z");
    let profile: Profile = format!("{PROFILE}\n{photo}").parse().unwrap();
    let (batch, flags) = (BatchId::random().unwrap(), FlagSources::from_records());
    let key = desk.key.year(2026).unwrap();
    let minimiser = Minimiser::for_ledger(&profile, &desk.secret, batch, &flags, key).unwrap();
    let mut rows = Rows::sealed(&minimiser, Form::Csv, Limits::default());
    let mut photos = Photos::new(Cursor::new(Vec::new()));
    let card = minimiser.minimise(&Person {
        id: "ID-1".to_owned(),
        name: name.to_owned(),
    });
    let card = card.unwrap();
    let photo = Photo::for_tests(vec![b'x'; length], 60, 72);
    photos.add(&card, &photo).unwrap();
    rows.push(Ok(card)).unwrap();
    let dates = Dates::new(at.day(), at.day());
    let writer = Writer::new(rows.finish().unwrap(), photos, dates).unwrap();
    let outgoing = Outgoing::of_batch(&writer).unwrap();
    let file = FileDigest::of(vec![b'x'; length].as_slice()).unwrap();
    let mut ledger = desk.open();
    let prepared = ledger.prepare(&desk.key, &outgoing, &file, at).unwrap();
    let entries = ledger.entries().unwrap();
    let body = entries.last().unwrap().body();
    assert_eq!(prepared.entry(), 2);
    let words = body.split('"').map(|word| {
        let is_hex = word.len() >= 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hex { "#" } else { word }
    });
    words.collect::<Vec<_>>().join("\"")
}

#[test]
fn nothing_in_an_entry_tells_how_long_a_row_a_photo_or_a_file_is() {
    // whoever has the source of a photo would know its length, and with it the person with every recipient
    let entry = entry_of_one("Mca", 100);
    assert!(entry.contains("\"photos\":{\"count\":1}"), "{entry}");
    assert_eq!(entry, entry_of_one("Mcabcdef", 3_000));
}

#[test]
fn what_is_recorded_afterwards_has_the_columns_of_a_batch_under_its_profile() {
    let desk = Desk::new();
    let past = |profile: &str, photos: u64| {
        let profile: Profile = profile.parse().unwrap();
        Past::new(&profile, "2023-06-01".parse().unwrap(), None, 5, photos).unwrap()
    };
    let batch = desk.outgoing("R", &[1], BatchId::random().unwrap());
    let bare = past(PROFILE, 0).disclosure();
    assert_eq!(bare.columns(), batch.disclosure().columns());
    assert_eq!(bare.columns().len(), 2);
    let photo = "[photo]\nplace = \"front\"\nwidth = 60\nheight = 72\nmax_bytes = 4096\n";
    let with_photos = format!("{PROFILE}\n{photo}");
    assert_eq!(past(&with_photos, 0).disclosure().columns(), bare.columns());
    assert_eq!(past(&with_photos, 5).disclosure().columns().len(), 3);
}

#[test]
fn one_person_is_another_for_every_recipient_and_one_for_one() {
    let desk = Desk::new();
    for recipient in ["R", "R", "S"] {
        desk.disclose(recipient, &[1, 2], "2026-01-02T09:00:00Z");
    }
    let connection = Connection::open(desk.path()).unwrap();
    let count = |sql: &str| -> i64 { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(count("SELECT count(*) FROM subject"), 4);
    assert_eq!(count("SELECT count(*) FROM commitment"), 6);
    // the rows of the two batches differ in their tokens, and so do their commitments
    assert_eq!(count("SELECT count(DISTINCT row_mac) FROM commitment"), 6);
}

#[test]
fn a_batch_id_is_known_by_its_rows_and_profile() {
    let desk = Desk::new();
    let batch = BatchId::random().unwrap();
    let mut ledger = desk.open();
    let at = moment("2026-01-02T09:00:00Z");
    let file = FileDigest::of(b"x".as_slice()).unwrap();
    let first = desk.outgoing("R", &[1, 2], batch);
    let prepared = ledger.prepare(&desk.key, &first, &file, at).unwrap();
    // a run that is repeated
    let again = desk.outgoing("R", &[2, 1], batch);
    let repeated = ledger.prepare(&desk.key, &again, &file, at).unwrap();
    for (recipient, ids) in [("R", [1, 3].as_slice()), ("S", &[1, 2]), ("R", &[1])] {
        let other = desk.outgoing(recipient, ids, batch);
        for refused in [
            ledger.could_prepare(&desk.key, &other, at).unwrap_err(),
            ledger.prepare(&desk.key, &other, &file, at).unwrap_err(),
        ] {
            assert_eq!(refused.code(), Some(Code::BatchKnown));
        }
    }
    ledger.released(&desk.key, repeated, at).unwrap();
    ledger.abandoned(&desk.key, prepared, at).unwrap();
    let twice = ledger.released(&desk.key, prepared, at).unwrap_err();
    assert_eq!(twice.code(), Some(Code::BatchNotInLedger));
    assert_eq!(ledger.verify(None).unwrap().head().entry(), 5);
}

#[test]
fn a_file_that_is_found_settles_its_entry_and_what_is_nowhere_is_abandoned() {
    let desk = Desk::new();
    let mut ledger = desk.open();
    let at = moment("2026-01-02T09:00:00Z");
    let [found, lost] = [1, 2].map(|number| {
        let batch = BatchId::random().unwrap();
        let file = FileDigest::of([number].as_slice()).unwrap();
        let outgoing = desk.outgoing("R", &[u32::from(number)], batch);
        let _ = ledger.prepare(&desk.key, &outgoing, &file, at).unwrap();
        batch
    });
    assert_eq!(ledger.unsettled().unwrap().len(), 2);
    let other = FileDigest::of([3].as_slice()).unwrap();
    let error = ledger.recover(&desk.key, &other, at).unwrap_err();
    assert_eq!(error.code(), Some(Code::BatchNotInLedger));
    let file = FileDigest::of([1].as_slice()).unwrap();
    assert_eq!(ledger.recover(&desk.key, &file, at).unwrap(), [found]);
    ledger.abandon(&desk.key, lost, at).unwrap();
    assert!(ledger.abandon(&desk.key, lost, at).is_err());
    assert!(ledger.unsettled().unwrap().is_empty());
    let entries = ledger.entries().unwrap();
    assert!(matches!(entries[3].event(), Event::Released(one)
        if one.batch() == found && one.prepared() == 2 && one.by() == SettledBy::Recovery));
    assert!(matches!(entries[4].event(), Event::Abandoned(one) if one.batch() == lost));
    ledger.verify(None).unwrap();
}

#[test]
fn of_batches_that_are_open_the_one_that_is_named_is_abandoned_wherever_it_stands() {
    for named in 0..3 {
        let desk = Desk::new();
        let mut ledger = desk.open();
        let at = moment("2026-01-02T09:00:00Z");
        let batches = [1, 2, 3].map(|number| {
            let batch = BatchId::random().unwrap();
            let file = FileDigest::of([number].as_slice()).unwrap();
            let outgoing = desk.outgoing("R", &[u32::from(number)], batch);
            let _ = ledger.prepare(&desk.key, &outgoing, &file, at).unwrap();
            batch
        });
        ledger.abandon(&desk.key, batches[named], at).unwrap();
        let open = ledger.unsettled().unwrap();
        let open = open.iter().map(|entry| match entry.event() {
            Event::Prepared(one) => one.batch(),
            _ => panic!("{entry:?}"),
        });
        let mut others = batches.to_vec();
        others.remove(named);
        assert_eq!(open.collect::<Vec<_>>(), others);
    }
}

#[test]
fn another_key_a_clock_behind_and_rows_without_the_key_enter_nothing() {
    let desk = Desk::new();
    desk.disclose("R", &[1], "2026-03-01T09:00:00Z");
    let mut ledger = desk.open();
    let file = FileDigest::of(b"x".as_slice()).unwrap();
    let outgoing = desk.outgoing("R", &[1], BatchId::random().unwrap());
    let mut refused = |key: &LedgerKey, at: &str| {
        let refused = ledger.prepare(key, &outgoing, &file, moment(at));
        refused.unwrap_err().code()
    };
    let other = LedgerKey::generate(2026).unwrap();
    let late = "2026-03-02T09:00:00Z";
    assert_eq!(refused(&other, late), Some(Code::WrongLedgerKey));
    assert_eq!(
        refused(&desk.key, "2026-03-01T08:54:59Z"),
        Some(Code::ClockBehind)
    );
    let before = desk.open().head().unwrap();
    assert_eq!(before.0.entry(), 3);
    // of two machines one is a little behind: its entry has the newer time
    let a_little = moment("2026-03-01T08:55:00Z");
    let mut ledger = desk.open();
    let prepared = ledger
        .prepare(&desk.key, &outgoing, &file, a_little)
        .unwrap();
    let entries = ledger.entries().unwrap();
    assert_eq!(entries[3].at(), moment("2026-03-01T09:00:00Z"));
    ledger.released(&desk.key, prepared, moment(late)).unwrap();
    ledger.verify(None).unwrap();
}

#[test]
fn two_at_once_lose_nothing() {
    let desk = Desk::new();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for id in 0..25 {
                    desk.disclose("R", &[id], "2026-01-02T09:00:00Z");
                }
            });
        }
    });
    let verdict = desk.open().verify(None).unwrap();
    assert_eq!((verdict.disclosures(), verdict.head().entry()), (50, 101));
}

#[test]
fn nothing_is_changed_removed_replaced_or_added_by_the_tables_themselves() {
    let desk = Desk::new();
    desk.disclose("R", &[1, 2], "2026-01-02T09:00:00Z");
    let connection = Connection::open(desk.path()).unwrap();
    let all = [
        "UPDATE entry SET body = body || ' '",
        "DELETE FROM entry WHERE n = 3",
        "INSERT OR REPLACE INTO entry SELECT n, body, zeroblob(32) FROM entry",
        "INSERT INTO entry VALUES (5, '', zeroblob(32))",
        "UPDATE head SET signature = ''",
        "DELETE FROM head",
        "INSERT OR REPLACE INTO head SELECT n, '' FROM head",
        "INSERT INTO head VALUES (9, '')",
        "UPDATE document SET text = ''",
        "DELETE FROM document",
        "INSERT OR REPLACE INTO document SELECT sha256, '' FROM document",
        "UPDATE subject SET commitment = zeroblob(32)",
        "DELETE FROM subject",
        "INSERT OR REPLACE INTO subject VALUES (1, zeroblob(32))",
        "INSERT OR REPLACE INTO subject SELECT 3, commitment FROM subject",
        "UPDATE commitment SET row_mac = zeroblob(32)",
        "DELETE FROM commitment",
        "INSERT OR REPLACE INTO commitment SELECT entry, number, zeroblob(32), NULL FROM commitment",
        "INSERT INTO commitment VALUES (3, 1, zeroblob(32), NULL)",
        "UPDATE people SET numbers = x'00'",
        "DELETE FROM people",
        "INSERT OR REPLACE INTO people SELECT entry, x'00' FROM people",
        "INSERT INTO people VALUES (3, x'00')",
        "UPDATE mark SET row_marks = x''",
        "DELETE FROM mark",
        "INSERT OR REPLACE INTO mark SELECT entry, x'', x'' FROM mark",
        "INSERT INTO mark VALUES (3, x'', x'')",
    ];
    for sql in all {
        let error = connection.execute(sql, []).unwrap_err();
        assert!(error.to_string().contains("append-only"), "{sql}: {error}");
    }
    drop(connection);
    desk.open().verify(None).unwrap();
}

#[test]
fn a_ledger_is_made_for_its_owner_and_over_nothing() {
    let desk = Desk::new();
    let at = moment("2026-01-02T09:00:00Z");
    let again = Ledger::create(&desk.path(), &desk.key, at).unwrap_err();
    assert_eq!(again.io_kind(), Some(std::io::ErrorKind::AlreadyExists));
    let names = || {
        let entries = fs::read_dir(desk.folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names(), ["ledger.db"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(desk.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let nowhere = desk.folder.path().join("none/ledger.db");
    assert!(Ledger::create(&nowhere, &desk.key, at).is_err());
    assert_eq!(names(), ["ledger.db"]);
}

#[test]
fn what_is_no_ledger_is_told_apart_and_nothing_of_it_is_said() {
    let desk = Desk::new();
    let at = |name: &str| desk.folder.path().join(name);
    let code = |name: &str| Ledger::open(&at(name)).unwrap_err();
    assert_eq!(code("none").io_kind(), Some(std::io::ErrorKind::NotFound));
    fs::write(at("text"), "Featherstonehaugh,Mohammed\n".repeat(99)).unwrap();
    let said = code("text");
    assert_eq!(said.code(), Some(Code::NotALedger));
    assert!(!format!("{said} {said:?}").contains("Mohammed"));
    fs::write(at("empty"), "").unwrap();
    assert_eq!(code("empty").code(), Some(Code::NotALedger));
    let other = Connection::open(at("other")).unwrap();
    other.execute_batch("CREATE TABLE entry (n)").unwrap();
    drop(other);
    assert_eq!(code("other").code(), Some(Code::NotALedger));
    fs::create_dir(at("folder")).unwrap();
    assert_eq!(code("folder").code(), Some(Code::NotALedger));
    assert!(Ledger::open(Path::new("file:x?mode=memory")).is_err());
}
