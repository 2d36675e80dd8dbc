use super::*;

#[test]
fn a_refusal_names_findings_alone_each_once_and_in_order() {
    assert_eq!(
        refusal().codes().collect::<Vec<_>>(),
        ["bad-signature", "unknown-column"]
    );
    let file = FileDigest::new(9, [7; 32]);
    let of = |codes: &[&str]| Refusal::of(file, "C", "B", codes.iter().copied(), day(TODAY));
    for code in Code::ALL {
        let of_inspection = crate::inspect::listing::codes().any(|known| known == code.name());
        let is_finding = matches!(code.kind(), Kind::Finding | Kind::Batch) || of_inspection;
        assert_eq!(of(&[code.name()]).is_ok(), is_finding, "{code}");
    }
    for code in crate::inspect::listing::codes() {
        assert!(of(&[code]).is_ok(), "{code}");
    }
    let too_many: Vec<&str> = crate::inspect::listing::codes().collect();
    assert!(of(&[]).is_err());
    assert!(of(&["smith"]).is_err());
    assert_eq!(
        of(&too_many).is_ok(),
        too_many.len() <= crate::ledger::paper::refusal::MOST_CODES
    );
    let unnamed = Refusal::of(file, "unnamed", "", ["bad-cell"], day(TODAY)).unwrap_err();
    let keys: Vec<_> = codes(&unnamed).into_iter().map(|(_, key)| key).collect();
    assert_eq!(keys, [Some("controller"), Some("recipient")]);
}

#[test]
fn an_attestation_says_what_is_left_and_no_more_can_be_deleted_than_was_received() {
    let receipt = receipt();
    let on = day("2026-11-08");
    let part = |rows, photos| Attestation::of(&receipt, Extent::Part { rows, photos }, on);
    assert!(part(3, 0).is_ok());
    assert_eq!(
        codes(&part(4, 0).unwrap_err()),
        [("paper-malformed", Some("deleted.rows"))]
    );
    assert_eq!(
        codes(&part(0, 1).unwrap_err()),
        [("paper-malformed", Some("deleted.photos"))]
    );
    let early = Attestation::of(&receipt, Extent::Whole, day("2026-11-02")).unwrap_err();
    assert_eq!(codes(&early), [("paper-malformed", Some("date"))]);
    let whole = || Attestation::of(&receipt, Extent::Whole, on).unwrap();
    assert!(whole().with_backups_until(day("2026-11-07")).is_err());
    // what arrives in the morning can be gone in the evening, and its backup with it
    let at_once = Attestation::of(&receipt, Extent::Whole, receipt.date()).unwrap();
    let at_once = at_once.with_backups_until(receipt.date()).unwrap();
    let json = Paper::from(at_once.clone()).to_json();
    assert_eq!(Paper::parse(json.as_bytes()), Ok(at_once.into()));
    for (was, is, key) in [
        (
            "\"backups_until\":\"2026-11-03\"",
            "\"backups_until\":\"2026-11-02\"",
            "backups_until",
        ),
        ("\"rows\":3", "\"rows\":0", "deleted.rows"),
        // all of it, and not with every photo
        ("\"photos\":0", "\"photos\":1", "deleted.photos"),
    ] {
        assert_eq!(json.matches(was).count(), 1, "{json}");
        let refused = Paper::parse(json.replace(was, is).as_bytes()).unwrap_err();
        assert_eq!(codes(&refused), [("paper-malformed", Some(key))]);
    }
    let later = day("2026-12-02");
    assert!(!whole().leaves_nothing_on(later));
    assert!(!whole().with_spool().leaves_nothing_on(later));
    assert!(!whole().with_ribbon().leaves_nothing_on(later));
    assert!(
        !part(3, 0)
            .unwrap()
            .with_spool()
            .with_ribbon()
            .leaves_nothing_on(later)
    );
    let all = whole().with_spool().with_ribbon();
    assert!(all.leaves_nothing_on(on) && !all.leaves_nothing_on(day("2026-11-07")));
    let backed = all.with_backups_until(day("2026-12-01")).unwrap();
    assert!(!backed.leaves_nothing_on(day("2026-12-01")) && backed.leaves_nothing_on(later));
}

#[test]
fn due_is_what_is_left_of_each_batch_and_its_last_day() {
    let receipt = receipt();
    let today = day("2026-11-10");
    let list = |papers: Vec<Paper>, is_here: bool, today: Day| {
        let mut due = Due::on(today);
        for paper in papers {
            due.add_paper(paper);
        }
        if is_here {
            due.add_batch(&manifest(BATCH));
        }
        due.in_order()
    };
    let left = |due: &Due, today| -> Vec<Vec<&str>> {
        let batches = due.batches();
        batches
            .map(|batch| {
                batch
                    .remains(today)
                    .iter()
                    .map(|what| what.name())
                    .collect()
            })
            .collect()
    };
    let received = list(vec![receipt.clone().into()], true, today);
    assert_eq!(
        left(&received, today),
        [["file", "rows", "spool", "ribbon"]]
    );
    assert!(
        received.is_overdue()
            && received
                .to_text()
                .contains("2026-11-09: OVERDUE, batch 00112233445566aa")
    );
    let in_time = list(vec![receipt.clone().into()], true, day("2026-11-09"));
    assert!(!in_time.is_overdue());
    // attested whole while it still lies there
    let still = list(
        vec![receipt.clone().into(), attestation().into()],
        true,
        today,
    );
    assert_eq!(left(&still, today), [["file", "ribbon", "backups"]]);
    let all = attestation().with_ribbon();
    let gone = list(
        vec![all.clone().into(), receipt.clone().into()],
        false,
        today,
    );
    assert_eq!(left(&gone, today), [["backups"]]);
    assert!(!gone.is_overdue());
    let later = day("2026-12-02");
    let gone = list(
        vec![all.clone().into(), receipt.clone().into()],
        false,
        later,
    );
    assert_eq!((gone.batches().count(), gone.gone()), (0, 1));
    // what is dated after today is not done yet
    let ahead = list(
        vec![all.clone().into(), receipt.into()],
        false,
        day("2026-11-07"),
    );
    assert_eq!(
        left(&ahead, day("2026-11-07")),
        [["rows", "spool", "ribbon"]]
    );
    // an attestation without its batch, and a file that was refused and kept
    let unmet = list(
        vec![
            all.into(),
            refusal().into(),
            refusal().with_file_deleted().into(),
        ],
        false,
        today,
    );
    assert_eq!((unmet.unmet().len(), unmet.refused().count()), (1, 1));
    assert!(unmet.is_overdue() && unmet.to_text().contains("now: a file of Controller"));
    let json: Value = serde_json::from_str(&received.to_json()).unwrap();
    assert_eq!(crate::canonical_json::to_string(&json), received.to_json());
    assert_eq!(json["batches"][0]["received"], "2026-11-03");
    assert_eq!(json["batches"][0]["overdue"], true);
    assert_eq!(Remains::Backups.name(), "backups");
}

#[test]
fn what_came_once_more_after_it_was_deleted_is_due_again() {
    let first = Paper::from(receipt());
    let date = format!("\"date\":\"{}\"", receipt().date());
    let gone = Paper::from(attestation().with_ribbon());
    let later = day("2026-12-20");
    for (again, is_left) in [("2026-11-08", false), ("2026-11-09", true)] {
        let json = first
            .to_json()
            .replace(&date, &format!("\"date\":\"{again}\""));
        let second = Paper::parse(json.as_bytes()).unwrap();
        let mut due = Due::on(later);
        for paper in [&second, &gone, &first] {
            due.add_paper(paper.clone());
        }
        assert_eq!(due.in_order().is_overdue(), is_left, "{again}");
    }
}
