use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Enters a batch of five people, as it left in 2023.
fn past(desk: &Desk) -> BatchId {
    let profile: Profile = PROFILE.parse().unwrap();
    let past = Past::new(&profile, day("2023-06-01"), None, 5, 0).unwrap();
    let batch = past.batch();
    let at = moment("2027-01-05T09:00:00Z");
    desk.open().record_past(&desk.key, past, at).unwrap();
    batch
}

fn pack(desk: &Desk) -> BreachPack {
    let aware = moment("2027-01-25T09:00:00Z");
    let incident = Incident::new(day("2027-01-20"), day("2027-01-22"), aware).unwrap();
    let pack = desk.open().breach_pack("R", &incident, day("2027-01-26"));
    pack.unwrap()
}

/// Finds people in a pack, as if this were the controller's list.
fn listed(desk: &Desk, pack: &BreachPack, ids: std::ops::RangeInclusive<u32>) -> Subjects {
    let mut affected = desk.open().affected(&desk.key, pack).unwrap();
    for id in ids {
        affected.look(&format!("ID-{id}")).unwrap();
    }
    affected.finish()
}

fn exactly(count: u64) -> People {
    People {
        least: count,
        most: count,
    }
}

/// Batches of two years, with one person in both.
fn two_years() -> (Desk, [BatchId; 2]) {
    let desk = Desk::new();
    let first = desk.disclose("R", &[1, 2, 3], "2026-12-02T09:00:00Z");
    let second = desk.disclose("R", &[3, 4], "2027-01-03T09:00:00Z");
    (desk, [first, second])
}

#[test]
fn with_the_list_every_figure_of_a_notice_counts_people_of_several_years_once() {
    let (desk, _) = two_years();
    let alone = pack(&desk);
    let range = People { least: 3, most: 5 };
    assert_eq!(alone.total().people(), range);
    assert_eq!(alone.again(), People { least: 0, most: 2 });
    assert!(alone.to_text().contains("People of different years"));
    assert!(
        alone
            .to_text()
            .contains("not known over several years or for what was recorded afterwards")
    );
    let all = listed(&desk, &alone, 1..=9);
    let counted = alone.clone().counted_by(&all);
    let figures = counted.categories().iter().map(CategoryFigure::figure);
    let figures = figures.chain(counted.columns().iter().map(ColumnFigure::figure));
    let figures: Vec<_> = figures
        .chain([counted.total(), &counted.by_mark()[0]])
        .collect();
    assert!(figures.len() > 4);
    for figure in figures {
        assert_eq!(figure.people(), exactly(4));
    }
    assert_eq!(counted.again(), exactly(1));
    assert!(!counted.to_json().contains("\"exact\":false"));
    // somebody is missing: of her the ledger knows bounds
    let some = alone.clone().counted_by(&listed(&desk, &alone, 1..=2));
    assert_eq!(some.total().people(), People { least: 4, most: 5 });
    assert_eq!(some.again(), People { least: 0, most: 1 });
}

#[test]
fn no_figure_of_a_notice_is_exact_of_what_was_recorded_afterwards_and_its_measures_say_so() {
    let (desk, _) = two_years();
    let old = past(&desk);
    let alone = pack(&desk);
    let counted = alone.clone().counted_by(&listed(&desk, &alone, 1..=9));
    assert_eq!(alone.total().people(), People { least: 5, most: 10 });
    assert_eq!(counted.total().people(), People { least: 5, most: 9 });
    assert_eq!(counted.again(), People { least: 1, most: 4 });
    assert!(
        !counted
            .to_text()
            .contains("Whom the list of records does not have")
    );
    let text = alone.to_text();
    for said in [
        "entered in a signed ledger before they left: 2 of 3 disclosures; recorded afterwards: 1.",
        "encrypted on their way: 0, not encrypted on their way: 2, not known: 1",
        "signed: 0, not signed: 2, not known: 1",
        "of them again: unknown",
        "people: 5; ",
        "Of whom a batch was that was recorded afterwards is not recorded",
        &format!("[Batch {old}. It is not recorded who was in this batch: find them first]"),
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("every disclosure was"));
    let csv = alone.to_csv();
    let lines: Vec<&str> = csv
        .lines()
        .filter(|line| line.starts_with("held,") && line.contains(&old.to_string()))
        .collect();
    assert!(!lines.is_empty() && lines.iter().all(|line| line.contains(",2023-06-01,")));
    assert!(
        !lines.iter().any(|line| line.contains("2027-01-05")),
        "{lines:?}"
    );
    // holdings do not speak of years, where one batch alone is from before
    let desk = Desk::new();
    desk.disclose("R", &[1], "2027-01-03T09:00:00Z");
    past(&desk);
    let held = desk.open().holdings("R", day("2027-01-26")).unwrap();
    assert_eq!(held.doubts().len(), 1);
    assert!(
        held.to_html().contains("is not recorded") && !held.to_html().contains("different years")
    );
}

#[test]
fn with_the_whole_list_and_all_again_what_was_recorded_afterwards_adds_nobody_to_who_is_in_several()
{
    let desk = Desk::new();
    desk.disclose("R", &[1, 2, 3], "2026-12-02T09:00:00Z");
    desk.disclose("R", &[1, 2, 3], "2027-01-03T09:00:00Z");
    past(&desk);
    let alone = pack(&desk);
    // three and three and five: no pair takes both places from one batch
    assert_eq!(alone.again(), People { least: 0, most: 5 });
    let counted = alone.clone().counted_by(&listed(&desk, &alone, 1..=3));
    // what only the one past batch holds cannot be in two
    assert_eq!(counted.again(), exactly(3));
    assert_eq!(counted.total().people(), People { least: 5, most: 8 });
    let text = counted.to_text();
    assert!(
        text.contains("Disclosed more than once: 3 people in more than one"),
        "{text}"
    );
    assert!(!text.contains("Whom the list of records does not have"));
    // somebody is missing: she may be two people, each of the old batch too
    let some = alone.clone().counted_by(&listed(&desk, &alone, 1..=2));
    assert_eq!(some.again(), People { least: 2, most: 4 });
    assert!(
        some.to_text()
            .contains("Whom the list of records does not have")
    );
}

#[test]
fn a_letter_is_in_plain_words_and_with_the_list_each_person_has_one() {
    let (desk, [first, second]) = two_years();
    let alone = pack(&desk);
    let text = alone.to_text();
    for said in [
        "This was held there about you, as far as we had it:",
        &format!("[To everybody in batch {first}, {second}]"),
        "There was an incident there from 20 to 22 January 2027, and the data may have been affected.",
        "We became aware of it on 25 January 2027.",
        "  - your family name\n",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("Nothing that was not sent"));
    let letters = &text[text.find("ANNEX").unwrap()..];
    // whom the batches are of is said to the sender, in brackets
    let own = letters.lines().filter(|line| !line.starts_with('['));
    for id in own.flat_map(|line| line.split([' ', ':', ','])) {
        assert!(
            ![first, second].iter().any(|one| one.to_string() == id),
            "{id}"
        );
    }
    for jargon in ["epoch", "scope", "oken", ";", "2027-"] {
        assert!(!letters.contains(jargon), "{jargon}: {letters}");
    }
    let subjects = listed(&desk, &alone, 1..=3);
    let csv = subjects.to_csv();
    assert!(
        csv.lines().skip(1).all(|line| line.ends_with(",1")),
        "{csv}"
    );
    let text = alone.counted_by(&subjects).to_text();
    assert!(text.contains("[To everybody to whom the list of subjects gives letter 1]"));
    let rest = format!(
        "Letter 2\n[To everybody in batch {second} whom the list of subjects does not have: find them first]"
    );
    assert!(text.contains(&rest), "{text}");
}

#[test]
fn an_incident_in_which_nothing_was_held_has_no_empty_sections_and_a_deadline_with_a_condition() {
    let desk = Desk::new();
    desk.disclose("R", &[1], "2027-01-23T09:00:00Z");
    let pack = pack(&desk);
    let text = pack.to_text();
    let nothing = "By the ledger nothing was held there in those days: check the days, and what left outside the \
        ledger.";
    assert!(text.contains(nothing), "{text}");
    assert!(text.contains(
        "what: if personal data was held there after all: tell the supervisory authority"
    ));
    for none in [
        "CONSEQUENCES",
        "MEASURES",
        "COLUMN",
        "ANNEX",
        "in all",
        "WHAT WAS HELD",
    ] {
        assert!(!text.contains(none), "{none}: {text}");
    }
}

/// Batches held, deleted before and withdrawn, of an incident at R.
fn counted(desk: &Desk, from: &str, to: &str) -> (usize, usize, usize) {
    let aware = moment(&format!("{to}T23:00:00Z"));
    let incident = Incident::new(day(from), day(to), aware).unwrap();
    let pack = desk.open().breach_pack("R", &incident, day("2026-03-01"));
    let pack = pack.unwrap();
    let held = pack.batches().len();
    (held, pack.deleted_before().len(), pack.withdrawn().len())
}

#[test]
fn what_is_attested_or_withdrawn_counts_by_the_first_and_the_last_day_of_the_incident() {
    let desk = Desk::new();
    let at = moment("2026-01-02T09:00:00Z");
    let sent = desk.sent(at);
    desk.open().released(&desk.key, sent.prepared, at).unwrap();
    let file = paper::FileDigest::new(1, sent.file.sha256);
    let receipt = paper::Receipt::of(&sent.manifest, file, at.day(), true);
    let gone = paper::Attestation::of(&receipt, paper::Extent::Whole, at.day());
    let gone = gone.unwrap().with_spool().with_ribbon();
    desk.import(&sent, &gone.into(), moment("2026-01-10T09:00:00Z"));
    // on the day on which it was entered it was still there, for a part of it
    assert_eq!(counted(&desk, "2026-01-01", "2026-01-01"), (0, 0, 0));
    assert_eq!(counted(&desk, "2026-01-01", "2026-01-02"), (1, 0, 0));
    assert_eq!(counted(&desk, "2026-01-10", "2026-01-10"), (1, 0, 0));
    assert_eq!(counted(&desk, "2026-01-11", "2026-01-11"), (0, 1, 0));
    // what never left is told of if it would have been there
    desk.disclose("R", &[3], "2026-02-01T09:00:00Z");
    let entry = desk.open().head().unwrap().0.entry();
    let never = moment("2026-02-02T09:00:00Z");
    let key = &desk.key;
    desk.open()
        .correct(key, entry, Reason::NeverHappened, never)
        .unwrap();
    assert_eq!(counted(&desk, "2026-01-11", "2026-01-31"), (0, 1, 0));
    assert_eq!(counted(&desk, "2026-01-11", "2026-02-01"), (0, 1, 1));
    // our own word is weaker than the recipient's signature
    desk.disclose("R", &[4], "2026-02-03T09:00:00Z");
    let entry = desk.open().head().unwrap().0.entry();
    let told = moment("2026-02-05T09:00:00Z");
    desk.open()
        .correct(key, entry, Reason::Deleted, told)
        .unwrap();
    assert_eq!(counted(&desk, "2026-02-06", "2026-02-06"), (0, 2, 1));
    for (on, mark) in [("2026-01-20", "attested"), ("2026-02-06", "recorded")] {
        let aware = moment(&format!("{on}T23:00:00Z"));
        let incident = Incident::new(day(on), day(on), aware).unwrap();
        let pack = desk.open().breach_pack("R", &incident, day("2026-03-01"));
        let marked = format!("],\"mark\":\"{mark}\"}},\"format\"");
        assert!(pack.unwrap().to_json().contains(&marked), "{on}");
    }
}

#[test]
fn what_is_left_in_backups_alone_is_due_on_their_last_day_and_no_day_on_which_all_of_it_was() {
    let desk = Desk::new();
    let at = moment("2026-01-02T09:00:00Z");
    let sent = desk.sent(at);
    desk.open().released(&desk.key, sent.prepared, at).unwrap();
    let file = paper::FileDigest::new(1, sent.file.sha256);
    let receipt = paper::Receipt::of(&sent.manifest, file, at.day(), true);
    let gone = paper::Attestation::of(&receipt, paper::Extent::Whole, at.day()).unwrap();
    let gone = gone.with_spool().with_ribbon();
    let gone = gone.with_backups_until(day("2026-03-31")).unwrap();
    let deadlines = |as_of: &str| {
        let aware = moment("2026-01-04T09:00:00Z");
        let incident = Incident::new(day("2026-01-03"), day("2026-01-03"), aware).unwrap();
        let pack = desk.open().breach_pack("R", &incident, day(as_of)).unwrap();
        let batch = pack.batches()[0].batch();
        let delete_by = batch.disclosure().delete_by().to_string();
        let json: serde_json::Value = serde_json::from_str(&pack.to_json()).unwrap();
        let all: Vec<[String; 2]> = serde_json::from_value(json["deadlines"].clone()).unwrap();
        let own = all.into_iter().filter(|one| one[0].contains("recipient"));
        (
            own.collect::<Vec<_>>(),
            delete_by,
            json["measures"].to_string(),
        )
    };
    // before the paper the batch is due, then its backups, and then nothing
    let (before, delete_by, measures) = deadlines("2026-01-09");
    assert_eq!(before.len(), 1);
    assert!(before[0][0].starts_with("the recipient deletes batch") && before[0][1] == delete_by);
    assert!(measures.contains("have the 1 batch still held"));
    desk.import(&sent, &gone.into(), moment("2026-01-10T09:00:00Z"));
    let (after, _, measures) = deadlines("2026-03-31");
    assert_eq!(after.len(), 1, "{after:?}");
    assert!(
        after[0][0].starts_with("the recipient's backups of batch"),
        "{after:?}"
    );
    assert_eq!(after[0][1], "2026-03-31");
    assert!(!measures.contains("still held"), "{measures}");
    assert!(deadlines("2026-04-01").0.is_empty());
}

#[test]
fn a_deletion_known_by_our_own_word_stands_under_no_column_that_says_attested() {
    let desk = Desk::new();
    desk.disclose("R", &[4], "2027-01-03T09:00:00Z");
    let entry = desk.open().head().unwrap().0.entry();
    let told = moment("2027-01-25T12:00:00Z");
    let key = &desk.key;
    desk.open()
        .correct(key, entry, Reason::Deleted, told)
        .unwrap();
    let (text, page) = (pack(&desk).to_text(), pack(&desk).to_html());
    let said = "deletion known afterwards: recorded without a signature: ";
    assert!(text.contains(said), "{text}");
    assert!(text.contains("deletion known before the controller was aware: nothing"));
    for heading in [
        "deletion known before the controller was aware",
        "deletion known afterwards",
    ] {
        assert!(page.contains(heading), "{page}");
    }
    assert!(!page.contains("attested afterwards"));
}

#[test]
fn no_more_people_can_have_had_their_photo_there_than_photos_went() {
    let desk = Desk::new();
    let photo = "[photo]\nplace = \"front\"\nwidth = 60\nheight = 72\nmax_bytes = 4096\n";
    let profile: Profile = format!("{PROFILE}\n{photo}").parse().unwrap();
    for (people, photos) in [(412, 400), (29, 29)] {
        let past = Past::new(&profile, day("2023-06-01"), None, people, photos).unwrap();
        let at = moment("2027-01-05T09:00:00Z");
        desk.open().record_past(&desk.key, past, at).unwrap();
    }
    let pack = pack(&desk);
    let of = |category: &str| {
        let mut all = pack.categories().iter();
        let found = all.find(|one| one.category().name() == category).unwrap();
        let people = found.figure().people();
        (
            people.least(),
            people.most(),
            found.figure().records(),
            found.figure().photos(),
        )
    };
    assert_eq!(of("photo"), (400, 429, 429, 429));
    assert_eq!(of("name"), (412, 441, 441, 429));
    assert_eq!(
        (pack.total().people().least(), pack.total().people().most()),
        (412, 441)
    );
}
