//! What somebody with the key writes: each head stands for one entry of one ledger, and each entry for its people.

use super::tamper::{desk, forced, forged, found};
use super::*;

#[test]
fn a_head_of_another_ledger_or_of_no_entry_is_in_none() {
    let desk = desk();
    let (head, _) = desk.open().head().unwrap();
    let first = desk.open().verify(None).unwrap();
    assert_eq!(first.head(), &head);
    let opened =
        desk.open()
            .connection
            .query_row("SELECT hash FROM entry WHERE n = 1", [], |row| {
                row.get::<_, chain::Sha>(0)
            });
    // of the digests of this one, as nobody but whoever has its key could have signed them
    let of_no_entry = Head {
        entry: 0,
        hash: opened.unwrap(),
        ..head
    };
    let of_another = Head {
        ledger: BatchId::random().unwrap(),
        ..head
    };
    for (kept, entry) in [(of_no_entry, 0), (of_another, 9)] {
        let expected = [(Some(Code::HeadNotInLedger), Some(entry))];
        assert_eq!(found(&desk, Some(&kept)), expected);
    }
}

#[test]
fn a_question_asks_for_the_signature_of_the_newest_head_and_of_which_entry_it_is() {
    type Signs<'s> = &'s dyn Fn(&Desk) -> String;
    let of_another_entry = |desk: &Desk| {
        let (head, _) = desk.open().head().unwrap();
        let comment = format!("cardsieve ledger {} entry 8", head.ledger);
        desk.key.sign(head.to_json().as_bytes(), &comment).unwrap()
    };
    let of_another_key = |desk: &Desk| {
        let (head, _) = desk.open().head().unwrap();
        head.sign(&LedgerKey::generate(2026).unwrap()).unwrap()
    };
    let as_described = |desk: &Desk| {
        let (head, _) = desk.open().head().unwrap();
        let comment = format!("cardsieve ledger {} entry 9", head.ledger);
        desk.key.sign(head.to_json().as_bytes(), &comment).unwrap()
    };
    let all: [(Signs<'_>, bool); 3] = [
        (&of_another_entry, false),
        (&of_another_key, false),
        (&as_described, true),
    ];
    for (signs, is_sound) in all {
        let desk = desk();
        let signature = signs(&desk);
        forced(
            &desk,
            &format!("UPDATE head SET signature = '{signature}' WHERE n = 9"),
        );
        let ledger = desk.open();
        let error = ledger.overdue("2026-02-01".parse().unwrap()).err();
        let error = error.map(|error| (error.code(), error.entry()));
        let expected = (Some(Code::HeadNotSigned), Some(9));
        assert_eq!(error, (!is_sound).then_some(expected));
        assert_eq!(ledger.verify(None).is_ok(), is_sound);
    }
}

/// The last disclosure by somebody with the key, who has another say of its people.
fn forged_with_the_key(change: impl Fn(&mut Disclosure)) -> Desk {
    let desk = Desk::new();
    let at = moment("2026-01-03T09:00:00Z");
    let outgoing = desk.outgoing("R", &[1, 2, 3], BatchId::random().unwrap());
    let file = outgoing.rows_digest();
    let mut ledger = desk.open();
    let _ = ledger.prepare(&desk.key, &outgoing, &file, at).unwrap();
    forged(&desk, 2, |entry| {
        let Event::Prepared(disclosure) = &mut entry.event else {
            panic!("{entry:?}");
        };
        change(disclosure);
    });
    let (body, hash): (String, chain::Sha) = ledger
        .connection
        .query_row("SELECT body, hash FROM entry WHERE n = 2", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(chain::of_entry(&body), hash);
    let opened = ledger
        .connection
        .query_row("SELECT body FROM entry WHERE n = 1", [], |row| {
            row.get::<_, String>(0)
        });
    let opened: serde_json::Value = serde_json::from_str(&opened.unwrap()).unwrap();
    let head = Head {
        ledger: opened["ledger"].as_str().unwrap().parse().unwrap(),
        entry: 2,
        hash,
    };
    let signature = head.sign(&desk.key).unwrap();
    drop(ledger);
    forced(
        &desk,
        &format!("UPDATE head SET signature = '{signature}' WHERE n = 2"),
    );
    desk
}

#[test]
fn each_digest_and_count_of_people_in_an_entry_is_held_against_them_whoever_wrote_it() {
    type Change<'c> = &'c dyn Fn(&mut Disclosure);
    let sound = forged_with_the_key(|_| {});
    assert!(found(&sound, None).is_empty());
    let changes: [(&str, Change<'_>); 5] = [
        ("people", &|one| one.commitments.people = [7; 32]),
        ("sha256", &|one| one.commitments.sha256 = [7; 32]),
        ("marks", &|one| one.commitments.marks = [7; 32]),
        ("subjects", &|one| one.commitments.subjects = [7; 32]),
        ("count", &|one| {
            one.commitments.count = 4;
            one.rows.count = 4;
        }),
    ];
    for (what, change) in changes {
        let found = found(&forged_with_the_key(change), None);
        let expected = (Some(Code::CommitmentsChanged), Some(2));
        assert_eq!(found.first(), Some(&expected), "{what}: {found:?}");
    }
    // as many are new as there are more than the entry has people for
    let desk = forged_with_the_key(|one| {
        one.commitments.count = 4;
        one.rows.count = 4;
        one.commitments.new = 4;
    });
    let day = "2026-01-04".parse().unwrap();
    let exposure = desk.open().exposure(&desk.key, "ID-1", day);
    let error = exposure.unwrap_err();
    assert_eq!(
        (error.code(), error.entry()),
        (Some(Code::CommitmentsChanged), Some(2))
    );
}

#[test]
fn a_text_that_no_entry_speaks_of_is_found() {
    let desk = desk();
    let text = "{\"name\":\"put in\"}";
    let sha256 = data_encoding::HEXLOWER.encode(&verify::digest(text));
    forced(
        &desk,
        &format!("INSERT INTO document (sha256, text) VALUES (X'{sha256}', '{text}')"),
    );
    assert_eq!(found(&desk, None), [(Some(Code::DocumentChanged), None)]);
}
