//! A year has one key: under two everybody would be two people, and the answers about each wrong.

use super::*;

/// Two keys that sign alike, and differ in the key of 2027.
fn twins() -> (LedgerKey, LedgerKey) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    LedgerKey::create(&path, 2026).unwrap();
    LedgerKey::add(&path, 2027).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let lines = text.lines().map(|line| match line.strip_prefix("2027 ") {
        Some(_) => format!("2027 {}\n", "5a".repeat(32)),
        None => format!("{line}\n"),
    });
    let other: String = lines.collect();
    (text.parse().unwrap(), other.parse().unwrap())
}

#[test]
fn a_second_key_of_a_year_enters_nothing_and_answers_nothing() {
    let (one, other) = twins();
    let desk = Desk {
        folder: tempfile::tempdir().unwrap(),
        key: one,
        secret: PseudonymisationSecret::generate("e1".parse().unwrap()).unwrap(),
    };
    let at = |text: &str| moment(text);
    Ledger::create(&desk.path(), &desk.key, at("2026-01-02T08:00:00Z")).unwrap();
    desk.disclose("R", &[1, 2, 3], "2026-03-01T09:00:00Z");
    let day: Day = "2027-02-01".parse().unwrap();
    let batch = BatchId::random().unwrap();
    let made = outgoing(&other, &desk.secret, "R", &[1, 2, 3], batch, day);
    let mut ledger = desk.open();
    // nothing of 2027 is in the ledger yet: either could become its key
    assert!(
        ledger
            .could_prepare(&other, &made, at("2027-02-01T09:00:00Z"))
            .is_ok()
    );
    desk.disclose("R", &[1, 2, 3], "2027-02-01T09:00:00Z");
    let now = at("2027-02-02T09:00:00Z");
    let before = ledger.head().unwrap().0.entry();
    let file = FileDigest::of(b"x".as_slice()).unwrap();
    let profile: Profile = PROFILE.parse().unwrap();
    let past = Past::new(&profile, day, None, 3, 0).unwrap();
    let incident = Incident::new(day, day, now).unwrap();
    let pack = ledger.breach_pack("R", &incident, now.day()).unwrap();
    let trace = [Trace::Row(b"of nobody")];
    let mut refused = vec![
        ledger.prepare(&other, &made, &file, now).map(drop),
        // rows of one key, and the other one beside them
        ledger.prepare(&desk.key, &made, &file, now).map(drop),
        ledger.record_past(&other, past, now).map(drop),
    ];
    refused.push(ledger.exposure(&other, "ID-1", now.day()).map(drop));
    refused.push(ledger.whose(&other, &trace, now.day()).map(drop));
    refused.push(ledger.affected(&other, &pack).map(drop));
    for (at, refused) in refused.into_iter().enumerate() {
        let error = refused.unwrap_err();
        assert_eq!(error.code(), Some(Code::WrongLedgerKey), "{at}");
        assert!(error.to_string().contains("of 2027"), "{at}: {error}");
    }
    assert_eq!(ledger.head().unwrap().0.entry(), before);
    let found = ledger.exposure(&desk.key, "ID-1", now.day()).unwrap();
    assert_eq!(found.disclosures().len(), 2);
    assert!(ledger.verify(None).is_ok());
}

#[test]
fn an_entry_under_a_second_key_of_its_year_is_found_where_it_was_forged() {
    let (one, other) = twins();
    let desk = Desk {
        folder: tempfile::tempdir().unwrap(),
        key: one,
        secret: PseudonymisationSecret::generate("e1".parse().unwrap()).unwrap(),
    };
    let now = moment("2027-02-01T09:00:00Z");
    Ledger::create(&desk.path(), &desk.key, now).unwrap();
    let forge = |key: &LedgerKey| {
        let batch = BatchId::random().unwrap();
        let made = outgoing(key, &desk.secret, "R", &[1, 2], batch, now.day());
        let mut ledger = desk.open();
        // by whoever has both keys and another program
        let append = ledger.append(&desk.key, now).unwrap();
        append.documents(&made.documents).unwrap();
        let event = Event::Prepared(Box::new(made.disclosure));
        append.enter(event, &made.commitments.people).unwrap();
    };
    forge(&desk.key);
    assert!(desk.open().verify(None).is_ok());
    forge(&desk.key);
    assert!(desk.open().verify(None).is_ok());
    forge(&other);
    let faults = desk.open().verify(None).unwrap_err();
    let found: Vec<_> = faults.iter().map(|one| (one.code(), one.entry())).collect();
    assert_eq!(found, [(Some(Code::EntryMalformed), Some(4))]);
    let asked = desk.open().recipients(now.day()).unwrap_err();
    assert_eq!(asked.code(), Some(Code::EntryMalformed));
}

#[test]
fn a_name_with_a_blank_at_its_end_is_the_name_that_is_asked_about() {
    let desk = Desk::new();
    desk.disclose("R ", &[1, 2], "2026-03-01T09:00:00Z");
    let ledger = desk.open();
    let held = ledger.holdings("R", "2026-03-02".parse().unwrap()).unwrap();
    assert_eq!(held.batches().len(), 1);
    let named = PROFILE
        .replace("\"C\"", "\" C \"")
        .replace("\"P\"", "\"P \"");
    let named: Profile = named.replace("\"R\"", "\"R \"").parse().unwrap();
    let said = [named.controller(), named.recipient(), named.purpose()];
    assert_eq!(said, ["C", "R", "P"]);
}
