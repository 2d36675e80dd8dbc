use super::*;
use crate::batch::SigningKey;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn at(day: &str) -> Moment {
    moment(&format!("{day}T09:00:00Z"))
}

fn past(desk: &Desk, on: &str) -> (u64, BatchId) {
    let profile: Profile = PROFILE.parse().unwrap();
    let past = Past::new(&profile, day("2023-06-01"), None, 412, 0).unwrap();
    let batch = past.batch();
    let entry = desk.open().record_past(&desk.key, past, at(on)).unwrap();
    (entry, batch)
}

fn incident(recipient: &str, from: &str, to: &str, aware_at: &str) -> IncidentEntry {
    let incident = Incident::new(day(from), day(to), moment(aware_at)).unwrap();
    let codes = [IncidentCode::Ransomware, IncidentCode::Confidentiality];
    IncidentEntry::new(recipient, incident, codes)
}

fn held(desk: &Desk, on: &str) -> (usize, usize, usize, u64) {
    let held = desk.open().holdings("R", day(on)).unwrap();
    let (batches, deleted) = (held.batches().len(), held.deleted().len());
    (
        batches,
        deleted,
        held.withdrawn().len(),
        held.people().most(),
    )
}

#[test]
fn a_correction_counts_from_its_day_and_every_answer_before_it_stays() {
    for reason in Reason::ALL {
        let desk = Desk::new();
        desk.disclose("R", &[1, 2], "2026-01-02T09:00:00Z");
        let (entry, batch) = past(&desk, "2026-01-03");
        let mut ledger = desk.open();
        assert_eq!(ledger.counting_entry(batch).unwrap(), entry);
        let before = ledger.entries().unwrap();
        let by = ledger.correct(&desk.key, entry, *reason, at("2026-01-05"));
        assert_eq!(by.unwrap(), 5);
        // the entry itself stays
        let after = ledger.entries().unwrap();
        let bodies = |all: &[Entry]| all.iter().map(Entry::body).collect::<Vec<_>>();
        assert_eq!(bodies(&after)[..4], bodies(&before));
        assert_eq!(held(&desk, "2026-01-04"), (2, 0, 0, 414), "{reason:?}");
        let expected = match reason {
            Reason::Deleted => (1, 1, 0, 2),
            _ => (1, 0, 1, 2),
        };
        assert_eq!(held(&desk, "2026-01-05"), expected, "{reason:?}");
        let ledger = desk.open();
        let as_of = day("2026-01-05");
        let found = ledger.exposure(&desk.key, "ID-1", as_of).unwrap();
        let perhaps = usize::from(*reason == Reason::Deleted);
        assert_eq!(
            (found.disclosures().len(), found.unknown().len()),
            (1, perhaps)
        );
        assert!(ledger.overdue(as_of).unwrap().batches().is_empty());
        assert_eq!(
            ledger.overdue(day("2026-01-04")).unwrap().batches().len(),
            1
        );
        let json = ledger.holdings("R", as_of).unwrap().to_json();
        let amended = format!(
            "{{\"at\":\"2026-01-05T09:00:00Z\",\"entry\":5,\"reason\":\"{}\"}}",
            reason.name()
        );
        assert!(json.contains(&amended), "{json}");
        ledger.verify(None).unwrap();
        // once it is corrected, nothing more is to be corrected of it but the correction
        let mut ledger = desk.open();
        for (of, expected) in [(entry, false), (5, true), (6, false)] {
            let done = ledger.correct(&desk.key, of, Reason::EnteredWrongly, at("2026-01-06"));
            assert_eq!(done.is_ok(), expected, "{of}");
        }
        assert_eq!(held(&desk, "2026-01-06"), (2, 0, 0, 414));
        assert_eq!(held(&desk, "2026-01-05"), expected);
        ledger.verify(None).unwrap();
    }
}

#[test]
fn a_release_that_did_not_happen_is_withdrawn_and_one_entered_wrongly_is_open_again() {
    let desk = Desk::new();
    let batch = desk.disclose("R", &[1, 2], "2026-01-02T09:00:00Z");
    let file = FileDigest::of(batch.to_string().as_bytes()).unwrap();
    let mut ledger = desk.open();
    let correct = |of, reason, on| desk.open().correct(&desk.key, of, reason, at(on));
    let of_none = correct(2, Reason::Deleted, "2026-01-03").unwrap_err();
    assert_eq!(
        (of_none.code(), of_none.entry()),
        (Some(Code::NotCorrectable), Some(2))
    );
    correct(3, Reason::NeverHappened, "2026-01-03").unwrap();
    assert_eq!(held(&desk, "2026-01-02"), (1, 0, 0, 2));
    assert_eq!(held(&desk, "2026-01-03"), (0, 0, 1, 0));
    assert!(ledger.unsettled().unwrap().is_empty());
    // found all the same, and said to be what never left
    let found = ledger.whose(&desk.key, &[Trace::File(&file)], day("2026-01-03"));
    let found = found.unwrap();
    assert!(found.all()[0].batch().is_withdrawn());
    correct(4, Reason::EnteredWrongly, "2026-01-04").unwrap();
    assert_eq!(held(&desk, "2026-01-04"), (1, 0, 0, 2));
    correct(3, Reason::EnteredWrongly, "2026-01-05").unwrap();
    assert_eq!(ledger.unsettled().unwrap().len(), 1);
    let unknown = ledger.holdings("R", day("2026-01-05")).unwrap();
    assert_eq!(unknown.batches()[0].mark(), Mark::Unknown);
    ledger.recover(&desk.key, &file, at("2026-01-06")).unwrap();
    assert_eq!(held(&desk, "2026-01-06"), (1, 0, 0, 2));
    // it has ended otherwise since: the first end cannot count again
    let late = correct(6, Reason::EnteredWrongly, "2026-01-07").unwrap_err();
    assert_eq!(late.code(), Some(Code::NotCorrectable));
    // and what was abandoned and is found after all can be settled too
    correct(7, Reason::EnteredWrongly, "2026-01-08").unwrap();
    ledger.abandon(&desk.key, batch, at("2026-01-08")).unwrap();
    assert_eq!(held(&desk, "2026-01-08"), (0, 0, 1, 0));
    correct(9, Reason::EnteredWrongly, "2026-01-09").unwrap();
    ledger.recover(&desk.key, &file, at("2026-01-09")).unwrap();
    assert_eq!(held(&desk, "2026-01-09"), (1, 0, 0, 2));
    ledger.verify(None).unwrap();
}

#[test]
fn a_correction_of_nothing_or_for_another_reason_is_refused_and_found_where_it_was_forged() {
    for (of, reason) in [
        (0, Reason::EnteredWrongly),
        (1, Reason::EnteredWrongly),
        (2, Reason::EnteredWrongly),
        (3, Reason::Deleted),
        (5, Reason::EnteredWrongly),
        (6, Reason::EnteredWrongly),
        (u64::MAX, Reason::NeverHappened),
    ] {
        let desk = Desk::new();
        desk.seal("R", &[1], "2026-01-02T09:00:00Z");
        past(&desk, "2026-01-03");
        let mut ledger = desk.open();
        let refused = ledger.correct(&desk.key, of, reason, at("2026-01-04"));
        assert_eq!(refused.unwrap_err().code(), Some(Code::NotCorrectable));
        assert_eq!(ledger.entries().unwrap().len(), 4);
        // by whoever has the key and another program
        let append = ledger.append(&desk.key, at("2026-01-04"));
        let forged = Event::Correction(Correction { of, reason });
        append.unwrap().enter(forged, &[]).unwrap();
        let faults = desk.open().verify(None).unwrap_err();
        let found: Vec<_> = faults.iter().map(|one| (one.code(), one.entry())).collect();
        assert_eq!(found, [(Some(Code::EntryMalformed), Some(5))], "{of}");
        assert!(desk.open().holdings("R", day("2026-01-04")).is_err());
    }
}

#[test]
fn an_incident_is_entered_by_codes_and_a_breach_pack_is_made_of_it() {
    let desk = Desk::new();
    let batch = desk.disclose("R", &[1, 2, 3], "2026-01-02T09:00:00Z");
    let (old, _) = past(&desk, "2026-01-03");
    let mut ledger = desk.open();
    let aware = "2026-01-09T10:00:00Z";
    let known = incident("R", "2026-01-05", "2026-01-08", aware);
    let enter = |one: &IncidentEntry, on: &str| {
        let entered = desk
            .open()
            .record_incident(&desk.key, one.clone(), moment(on));
        entered.map_err(|error| error.code().unwrap())
    };
    assert_eq!(
        enter(&known, "2026-01-09T09:59:59Z"),
        Err(Code::IncidentInFuture)
    );
    let lasts = incident("R", "2026-01-05", "2026-01-10", aware);
    assert_eq!(enter(&lasts, aware), Err(Code::IncidentInFuture));
    let other = incident("S", "2026-01-05", "2026-01-08", aware);
    assert_eq!(enter(&other, aware), Err(Code::UnknownRecipient));
    assert_eq!(enter(&known, aware), Ok(5));
    let as_of = day("2026-01-20");
    let pack = ledger.breach_pack_of(5, as_of).unwrap();
    let by_hand = ledger.breach_pack("R", known.incident(), as_of).unwrap();
    assert_eq!(pack.batches(), by_hand.batches());
    assert_eq!(pack.total(), by_hand.total());
    assert_eq!(pack.recorded().unwrap().entry(), 5);
    let json = pack.to_json();
    assert!(
        json.contains("\"codes\":[\"confidentiality\",\"ransomware\"],\"entry\":5"),
        "{json}"
    );
    assert!(
        pack.to_text()
            .contains("data was encrypted by somebody who asks for something")
    );
    assert!(by_hand.to_json().contains("\"codes\":[],\"entry\":null"));
    // what is corrected once the controller is aware: deleted takes nothing out, never happened does
    ledger
        .correct(&desk.key, old, Reason::Deleted, at("2026-01-12"))
        .unwrap();
    let pack = ledger.breach_pack_of(5, as_of).unwrap();
    let held = |pack: &BreachPack| {
        pack.batches()
            .iter()
            .map(|one| one.batch().batch())
            .collect()
    };
    let both: Vec<BatchId> = held(&pack);
    assert_eq!(both.len(), 2);
    assert!(
        pack.to_text()
            .contains("recorded without a signature: deleted (entry 6")
    );
    ledger
        .correct(&desk.key, 6, Reason::EnteredWrongly, at("2026-01-13"))
        .unwrap();
    ledger
        .correct(&desk.key, old, Reason::NeverHappened, at("2026-01-14"))
        .unwrap();
    let pack = ledger.breach_pack_of(5, as_of).unwrap();
    assert_eq!(held(&pack), [batch]);
    assert_eq!(pack.withdrawn().len(), 1);
    assert!(
        pack.to_html()
            .contains("Not counted: withdrawn by a correction")
    );
    let earlier = ledger.breach_pack_of(5, day("2026-01-13")).unwrap();
    assert_eq!(held(&earlier), both);
    // its days are shaded until it counts no more
    let page = |on: &str| desk.open().holdings("R", day(on)).unwrap().to_html();
    let is_shaded = |on: &str| page(on).contains("class=\"incident\"");
    assert!(is_shaded("2026-01-14") && !is_shaded("2026-01-08"));
    ledger
        .correct(&desk.key, 5, Reason::NeverHappened, at("2026-01-15"))
        .unwrap();
    assert!(is_shaded("2026-01-14") && !is_shaded("2026-01-15"));
    let gone = ledger.breach_pack_of(5, as_of).unwrap_err();
    assert_eq!(
        (gone.code(), gone.entry()),
        (Some(Code::IncidentNotInLedger), Some(5))
    );
    assert!(ledger.incidents(as_of).unwrap()[0].amended().is_some());
    assert!(ledger.breach_pack_of(5, day("2026-01-14")).is_ok());
    for none in [0, 2, 99] {
        assert!(ledger.breach_pack_of(none, as_of).is_err());
    }
    ledger.verify(None).unwrap();
}

#[test]
fn an_incident_that_could_not_be_known_or_is_at_nobody_is_found_where_it_was_forged() {
    let aware = "2026-01-09T10:00:00Z";
    for (forged, on) in [
        (incident("S", "2026-01-05", "2026-01-08", aware), aware),
        (
            incident("R", "2026-01-05", "2026-01-08", aware),
            "2026-01-08T10:00:00Z",
        ),
        (incident("R", "2026-01-05", "2026-01-12", aware), aware),
    ] {
        let desk = Desk::new();
        desk.disclose("R", &[1], "2026-01-02T09:00:00Z");
        let mut ledger = desk.open();
        let append = ledger.append(&desk.key, moment(on)).unwrap();
        append
            .enter(Event::Incident(Box::new(forged)), &[])
            .unwrap();
        let faults = desk.open().verify(None).unwrap_err();
        let found: Vec<_> = faults.iter().map(|one| (one.code(), one.entry())).collect();
        assert_eq!(found, [(Some(Code::EntryMalformed), Some(4))]);
    }
}

#[test]
fn an_approval_that_is_corrected_counts_no_more() {
    let desk = Desk::new();
    let approver = SigningKey::generate().unwrap();
    let profile: Profile = PROFILE.parse().unwrap();
    let profile = profile.with_parties(None, Some("R")).unwrap();
    let mut ledger = desk.open();
    let now = at("2026-01-02");
    let signer = approver.signer();
    let key = &desk.key;
    ledger
        .trust(key, Role::Approver, "DPO", signer, true, now)
        .unwrap();
    let entry = ledger.approve(key, &approver, &profile, None, now).unwrap();
    let outgoing = desk.outgoing("R", &[1], BatchId::random().unwrap());
    ledger.could_prepare(key, &outgoing, now).unwrap();
    ledger
        .correct(key, entry, Reason::EnteredWrongly, now)
        .unwrap();
    let refused = ledger.could_prepare(key, &outgoing, now).unwrap_err();
    assert_eq!(refused.code(), Some(Code::NotApproved));
    ledger.approve(key, &approver, &profile, None, now).unwrap();
    ledger.could_prepare(key, &outgoing, now).unwrap();
}

#[test]
fn of_those_who_record_the_same_at_once_one_does() {
    let desk = Desk::new();
    let start = std::sync::Barrier::new(4);
    let record = || {
        let profile: Profile = PROFILE.parse().unwrap();
        let past = Past::new(&profile, day("2023-06-01"), None, 412, 0).unwrap();
        let mut ledger = desk.open();
        start.wait();
        let done = ledger.record_past_once(&desk.key, past, at("2026-01-03"));
        done.map_err(|error| (error.code(), error.entry()))
    };
    let done: Vec<_> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|_| scope.spawn(record)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(done.iter().filter(|one| **one == Ok(2)).count(), 1);
    let known = Err((Some(Code::PastKnown), Some(2)));
    assert_eq!(
        done.iter().filter(|one| **one == known).count(),
        3,
        "{done:?}"
    );
}
