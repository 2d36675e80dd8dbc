use std::collections::BTreeSet;

use super::*;
use crate::ledger::kept::Mark;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// What was disclosed: to whom, when, about whom.
const STORY: &[(&str, &str, &[u32])] = &[
    ("R", "2026-03-01", &[1, 2, 3, 4, 5]),
    ("S", "2026-03-02", &[1, 2]),
    ("R", "2026-03-20", &[4, 5, 6]),
    ("R", "2026-12-30", &[1, 7]),
    ("R", "2027-01-02", &[1, 8, 9]),
];

fn story() -> (Desk, Vec<BatchId>) {
    let desk = Desk::new();
    let batches = STORY.iter().map(|(recipient, on, people)| {
        let at = format!("{on}T09:00:00Z");
        desk.disclose(recipient, people, &at)
    });
    let batches = batches.collect();
    (desk, batches)
}

/// The same by a plain recount: batches, and people of each year apart.
fn recount(recipient: &str, as_of: &str) -> (usize, u64, u64) {
    let told = STORY
        .iter()
        .filter(|(to, on, _)| *to == recipient && *on <= as_of);
    let of_year = |year: &str| -> u64 {
        let people: BTreeSet<u32> = told
            .clone()
            .filter(|(_, on, _)| on.starts_with(year))
            .flat_map(|(_, _, people)| people.iter().copied())
            .collect();
        people.len() as u64
    };
    let years = [of_year("2026"), of_year("2027")];
    (told.count(), years[0].max(years[1]), years[0] + years[1])
}

#[test]
fn holdings_are_those_of_a_plain_recount_on_every_day() {
    let (desk, _) = story();
    let ledger = desk.open();
    for recipient in ["R", "S"] {
        for as_of in [
            "2026-02-28",
            "2026-03-01",
            "2026-03-02",
            "2026-03-19",
            "2026-03-20",
            "2026-12-31",
            "2027-01-02",
            "2027-05-01",
        ] {
            let held = ledger.holdings(recipient, day(as_of)).unwrap();
            let found = (
                held.batches().len(),
                held.people().least(),
                held.people().most(),
            );
            assert_eq!(found, recount(recipient, as_of), "{recipient} {as_of}");
            assert_eq!(held.recorded(), held.people());
            let overdue = held.batches().iter().filter(|one| one.is_overdue()).count();
            let late = |on: &str| day(on).ordinal() + 30 < day(as_of).ordinal();
            let expected = STORY
                .iter()
                .filter(|(to, on, _)| *to == recipient && late(on));
            assert_eq!(overdue, expected.count(), "{recipient} {as_of}");
            let columns: Vec<&str> = held
                .columns()
                .iter()
                .map(|one| one.column().header())
                .collect();
            let expected: &[&str] = if held.batches().is_empty() {
                &[]
            } else {
                &["ref", "name"]
            };
            assert_eq!(columns, expected);
        }
    }
    let misspelt = ledger.holdings("r", day("2027-05-01")).unwrap_err();
    assert_eq!(misspelt.code(), Some(Code::UnknownRecipient));
}

#[test]
fn exposure_is_every_disclosure_about_one_person_and_no_other() {
    let (desk, batches) = story();
    let ledger = desk.open();
    for person in 0..10 {
        for as_of in ["2026-03-02", "2027-05-01"] {
            let id = format!(" ID-{person} ");
            let found = ledger.exposure(&desk.key, &id, day(as_of)).unwrap();
            let found_batches: Vec<BatchId> = found
                .disclosures()
                .iter()
                .map(|one| one.batch().batch())
                .collect();
            let expected: Vec<BatchId> = STORY
                .iter()
                .zip(&batches)
                .filter(|((_, on, people), _)| *on <= as_of && people.contains(&person))
                .map(|(_, batch)| *batch)
                .collect();
            assert_eq!(found_batches, expected, "{person} {as_of}");
            assert_eq!(found.years_without_key().count(), 0);
            assert!(!found.to_json().contains("ID-"));
        }
    }
    let bad = ledger
        .exposure(&desk.key, " ", day("2027-05-01"))
        .unwrap_err();
    assert_eq!(bad.code(), Some(Code::NotARecordId));
    let other = LedgerKey::generate(2026).unwrap();
    let bad = ledger
        .exposure(&other, "ID-1", day("2027-05-01"))
        .unwrap_err();
    assert_eq!(bad.code(), Some(Code::WrongLedgerKey));
}

#[test]
fn a_year_without_a_key_is_said_to_be_unknown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    LedgerKey::create(&path, 2026).unwrap();
    let only = fs::read_to_string(&path).unwrap();
    LedgerKey::add(&path, 2027).unwrap();
    let mut desk = Desk::new();
    fs::remove_file(desk.path()).unwrap();
    desk.key = LedgerKey::open(&path).unwrap();
    drop(Ledger::create(&desk.path(), &desk.key, moment("2026-01-02T08:00:00Z")).unwrap());
    desk.disclose("R", &[1], "2026-01-02T09:00:00Z");
    desk.disclose("R", &[1], "2027-01-02T09:00:00Z");
    let only: LedgerKey = only.parse().unwrap();
    let found = desk
        .open()
        .exposure(&only, "ID-1", day("2027-05-01"))
        .unwrap();
    assert_eq!(found.disclosures().len(), 1);
    assert_eq!(found.years_without_key().collect::<Vec<_>>(), [2027]);
    assert!(found.to_json().contains("\"years_without_key\":[2027]"));
}

#[test]
fn what_nobody_knows_the_end_of_is_marked_unknown_until_it_is_settled() {
    let (desk, _) = story();
    let mut ledger = desk.open();
    let at = moment("2027-01-03T09:00:00Z");
    let enter = |ledger: &mut Ledger, ids: &[u32], content: u8| {
        let batch = BatchId::random().unwrap();
        let day = at.day();
        let outgoing = outgoing(&desk.key, &desk.secret, "R", ids, batch, day);
        let file = FileDigest::of([content].as_slice()).unwrap();
        (
            ledger.prepare(&desk.key, &outgoing, &file, at).unwrap(),
            file,
        )
    };
    let (open, file) = enter(&mut ledger, &[10, 11], 1);
    let (gone, _) = enter(&mut ledger, &[12], 2);
    ledger.abandoned(&desk.key, gone, at).unwrap();
    let asked = day("2027-01-04");
    let held = ledger.holdings("R", asked).unwrap();
    let marks: Vec<Mark> = held.batches().iter().map(KeptBatch::mark).collect();
    assert_eq!(
        marks,
        [
            Mark::Recorded,
            Mark::Recorded,
            Mark::Recorded,
            Mark::Recorded,
            Mark::Unknown
        ]
    );
    assert_eq!((held.recorded().most(), held.people().most()), (10, 12));
    assert!(held.to_json().contains("\"mark\":\"unknown\""));
    let line = &ledger.recipients(asked).unwrap();
    assert_eq!((line.all()[0].unknown(), line.all()[0].held()), (1, 5));
    ledger.recover(&desk.key, &file, at).unwrap();
    let held = ledger.holdings("R", asked).unwrap();
    assert_eq!(held.batches()[4].batch(), open.batch());
    assert_eq!(held.batches()[4].mark(), Mark::Recorded);
}

#[test]
fn a_batch_that_ran_twice_is_held_once() {
    let desk = Desk::new();
    let mut ledger = desk.open();
    let batch = BatchId::random().unwrap();
    let at = moment("2026-01-02T09:00:00Z");
    for content in [1, 2] {
        let outgoing = desk.outgoing("R", &[1, 2], batch);
        let file = FileDigest::of([content].as_slice()).unwrap();
        let prepared = ledger.prepare(&desk.key, &outgoing, &file, at).unwrap();
        if content == 2 {
            ledger.released(&desk.key, prepared, at).unwrap();
        }
    }
    let held = ledger.holdings("R", day("2026-01-02")).unwrap();
    assert_eq!(held.batches().len(), 1);
    assert_eq!(
        (held.batches()[0].mark(), held.people().most()),
        (Mark::Recorded, 2)
    );
    let found = ledger
        .exposure(&desk.key, "ID-1", day("2026-01-02"))
        .unwrap();
    assert_eq!(found.disclosures().len(), 1);
}

#[test]
fn overdue_is_what_is_past_its_day_and_the_longest_comes_first() {
    let (desk, batches) = story();
    let ledger = desk.open();
    let overdue = |on: &str| -> Vec<(BatchId, u64)> {
        let found = ledger.overdue(day(on)).unwrap();
        let all = found.batches().iter();
        all.map(|one| (one.batch(), one.days_overdue())).collect()
    };
    assert_eq!(overdue("2026-03-31"), []);
    assert_eq!(overdue("2026-04-01"), [(batches[0], 1)]);
    assert_eq!(
        overdue("2026-04-20"),
        [(batches[0], 20), (batches[1], 19), (batches[2], 1)]
    );
    let lines = ledger.recipients(day("2026-04-20")).unwrap();
    let lines: Vec<(&str, u64, u64, u64)> = lines
        .all()
        .iter()
        .map(|one| {
            (
                one.recipient(),
                one.held(),
                one.overdue(),
                one.people().most(),
            )
        })
        .collect();
    assert_eq!(lines, [("R", 2, 2, 6), ("S", 1, 1, 2)]);
}

#[test]
fn who_is_disclosed_again_is_counted_within_recipient_and_year() {
    let (desk, _) = story();
    let ledger = desk.open();
    let again = |recipient: &str, ids: &[u32], on: &str| {
        let batch = BatchId::random().unwrap();
        let outgoing = outgoing(&desk.key, &desk.secret, recipient, ids, batch, day(on));
        ledger.already_held(&outgoing, day("2027-02-01")).unwrap()
    };
    assert_eq!(again("R", &[1, 6, 8, 20], "2026-12-31"), 2);
    assert_eq!(again("R", &[1, 6, 8, 20], "2027-02-01"), 2);
    assert_eq!(again("S", &[1, 3], "2026-12-31"), 1);
    assert_eq!(again("T", &[1, 3], "2026-12-31"), 0);
}
