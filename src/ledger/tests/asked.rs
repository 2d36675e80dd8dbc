//! A question trusts nothing that its entries do not speak of, and needs no `verify` for that.

use super::tamper::forced;
use super::*;

const AT: &str = "2026-03-01T09:00:00Z";

/// Two recipients of the same three people: entries 2 and 4, whose people are 1 to 3 and 4 to 6.
fn desk() -> Desk {
    let desk = Desk::new();
    for recipient in ["R", "S"] {
        desk.disclose(recipient, &[1, 2, 3], AT);
    }
    desk
}

fn day() -> Day {
    "2026-03-02".parse().unwrap()
}

/// Each question by its name, and what it is refused for.
fn asked(desk: &Desk) -> Vec<(&'static str, Option<(Code, Option<u64>)>)> {
    let ledger = desk.open();
    let key = &desk.key;
    let aware = moment("2026-03-03T00:00:00Z");
    let incident = Incident::new(day(), day(), aware).unwrap();
    let affected = |pack: BreachPack| ledger.affected(key, &pack).map(drop);
    let refused = |answer: Result<(), LedgerError>| {
        let error = answer.err()?;
        Some((error.code().unwrap(), error.entry()))
    };
    let trace = [Trace::Row(b"of nobody")];
    let again = desk.outgoing("R", &[1, 2, 3], BatchId::random().unwrap());
    vec![
        (
            "already-held",
            refused(ledger.already_held(&again, day()).map(drop)),
        ),
        ("holdings", refused(ledger.holdings("R", day()).map(drop))),
        ("recipients", refused(ledger.recipients(day()).map(drop))),
        (
            "exposure",
            refused(ledger.exposure(key, "ID-1", day()).map(drop)),
        ),
        (
            "breach-pack",
            refused(ledger.breach_pack("R", &incident, day()).map(drop)),
        ),
        (
            "subjects",
            refused(ledger.breach_pack("R", &incident, day()).and_then(affected)),
        ),
        ("whose", refused(ledger.whose(key, &trace, day()).map(drop))),
    ]
}

#[test]
fn questions_answer_nothing_of_people_whom_their_entries_do_not_speak_of() {
    assert!(asked(&desk()).iter().all(|(_, refused)| refused.is_none()));
    let by_people = &[
        "already-held",
        "holdings",
        "recipients",
        "exposure",
        "breach-pack",
        "subjects",
    ];
    let by_subject = &["already-held", "exposure", "subjects"];
    for (sql, expected) in [
        // fewer, others, and nobody
        (
            "UPDATE people SET numbers = x'000101' WHERE entry = 2",
            by_people.as_slice(),
        ),
        (
            "UPDATE people SET numbers = x'00010102' WHERE entry = 2",
            by_people,
        ),
        ("DELETE FROM people WHERE entry = 2", by_people),
        (
            "UPDATE subject SET commitment = zeroblob(32) WHERE number = 1",
            by_subject,
        ),
        (
            "UPDATE subject SET number = -1 WHERE number = 1; UPDATE subject SET number = 1 \
             WHERE number = 2; UPDATE subject SET number = 2 WHERE number = -1",
            by_subject,
        ),
        ("DELETE FROM subject WHERE number = 2", by_subject),
        (
            "UPDATE mark SET row_marks = zeroblob(12) WHERE entry = 2",
            &["whose"],
        ),
        ("DELETE FROM mark WHERE entry = 2", &["whose"]),
    ] {
        let desk = desk();
        forced(&desk, sql);
        for (question, refused) in asked(&desk) {
            let changed = expected
                .contains(&question)
                .then_some((Code::CommitmentsChanged, Some(2)));
            assert_eq!(refused, changed, "{question}: {sql}");
        }
    }
}

#[test]
fn what_was_found_is_led_back_to_a_batch_by_rows_that_its_entry_speaks_of_alone() {
    let desk = desk();
    let batch = BatchId::random().unwrap();
    let (outgoing, rows) = rows(&desk, batch);
    let mut ledger = desk.open();
    let file = outgoing.rows_digest();
    let at = moment(AT);
    let prepared = ledger.prepare(&desk.key, &outgoing, &file, at).unwrap();
    ledger.released(&desk.key, prepared, at).unwrap();
    let lines: Vec<&str> = rows.lines().skip(1).collect();
    let traces: Vec<Trace<'_>> = lines
        .iter()
        .map(|line| Trace::Row(line.as_bytes()))
        .collect();
    let found = ledger.whose(&desk.key, &traces, day()).unwrap();
    assert_eq!(found.all().len(), lines.len());
    assert!(found.all().iter().all(|one| one.batch().batch() == batch));
    drop(ledger);
    forced(
        &desk,
        "UPDATE commitment SET row_mac = zeroblob(32) WHERE entry = 6 \
         AND number = (SELECT min(number) FROM commitment WHERE entry = 6)",
    );
    let error = desk.open().whose(&desk.key, &traces, day()).unwrap_err();
    assert_eq!(
        (error.code(), error.entry()),
        (Some(Code::CommitmentsChanged), Some(6))
    );
}

/// A disclosure, and its rows as they are written.
fn rows(desk: &Desk, batch: BatchId) -> (Outgoing, String) {
    let profile: Profile = PROFILE.parse().unwrap();
    let key = desk.key.year(2026).unwrap();
    let flags = FlagSources::from_records();
    let minimiser = Minimiser::for_ledger(&profile, &desk.secret, batch, &flags, key).unwrap();
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for id in ["1", "2"] {
        let name = ["Mca", "Mcb"][usize::from(id == "2")].to_owned();
        let id = format!("ID-{id}");
        rows.add(&Person { id, name }).unwrap();
    }
    let rows = rows.finish().unwrap();
    let day = moment(AT).day();
    let outgoing = Outgoing::of_rows(&rows, Dates::new(day, day)).unwrap();
    let mut out = Vec::new();
    rows.write_to(&mut out).unwrap();
    (outgoing, String::from_utf8(out).unwrap())
}

#[test]
fn of_very_many_people_one_is_looked_up_and_the_answer_says_so() {
    let desk = desk();
    let of = |subject: &str| {
        let found = desk.open().exposure(&desk.key, subject, day()).unwrap();
        (found.disclosures().len(), found.is_checked())
    };
    assert_eq!(of("ID-1"), (2, true));
    let many: Vec<u32> = (1..=98).collect();
    desk.disclose("R", &many, AT);
    // a hundred and one with those of the other recipient
    assert_eq!(of("ID-1"), (3, false));
    assert_eq!(of("ID-98"), (1, false));
    assert_eq!(of("ID-99"), (0, false));
    let json = |subject: &str| {
        let found = desk.open().exposure(&desk.key, subject, day()).unwrap();
        assert!(found.to_html().contains("without a check of them all"));
        found.to_json()
    };
    assert!(json("ID-1").contains("\"checked\":false"));
}

#[test]
fn a_recipient_that_reads_as_another_is_known_as_that_and_is_still_another() {
    let desk = Desk::new();
    for recipient in ["Card Bureau", "Karte", "Straße 7"] {
        desk.disclose(recipient, &[1], AT);
    }
    let ledger = desk.open();
    let like = |name: &str| ledger.recipients_like(name).unwrap();
    for (name, known) in [
        ("card bureau", "Card Bureau"),
        ("Card\u{a0}Bureau.", "Card Bureau"),
        ("\u{421}ard \u{412}ur\u{435}au", "Card Bureau"),
        ("\u{41a}arte", "Karte"),
        ("STRAßE 7", "Straße 7"),
    ] {
        assert_eq!(like(name), [known], "{name}");
        let holdings = ledger.holdings(name, day());
        assert_eq!(
            holdings.unwrap_err().code(),
            Some(Code::UnknownRecipient),
            "{name}"
        );
    }
    for name in ["Card Bureau", "Karte", "Card Bureaux", "Karten", "", "R"] {
        assert!(like(name).is_empty(), "{name}");
    }
}
