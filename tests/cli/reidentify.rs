//! From tokens back to records.

use cardsieve::ledger::Event;

use super::{Desk, stderr, stdout, told};

#[test]
fn tokens_of_every_column_lead_back_and_those_not_found_are_counted() {
    let desk = Desk::new();
    let export = [
        "--profile",
        "access-fob",
        "--input",
        "hr.csv",
        "--output",
        "x.csv",
        "--report",
        "r.json",
    ];
    told(&desk.export(&export), 0);
    let rows = desk.text("x.csv");
    let header: Vec<_> = rows.lines().next().unwrap().split(',').collect();
    let cells: Vec<_> = rows.lines().nth(1).unwrap().split(',').collect();
    let cell = |name: &str| cells[header.iter().position(|header| *header == name).unwrap()];
    let report = desk.text("r.json");
    let batch = report
        .split("\"batch\":\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let find = |batch: &str, tokens: &[&str]| {
        super::cardsieve()
            .current_dir(desk.path())
            .args([
                "reidentify",
                "--secret",
                "secret",
                "--profile",
                "access-fob",
                "--input",
                "hr.csv",
            ])
            .args(["--controller", "C", "--recipient", "R", "--batch", batch])
            .args(tokens)
            .output()
            .unwrap()
    };
    let found = find(batch, &[cell("record_ref"), cell("barcode")]);
    told(&found, 0);
    assert!(stderr(&found).contains("section 171"));
    let lines = stdout(&found);
    let lines: Vec<_> = lines.split("\r\n").collect();
    assert_eq!((lines[0], lines.len()), ("token,field,value", 4));
    let id = lines[1]
        .strip_prefix(&format!("{},record_id,", cell("record_ref")))
        .unwrap();
    assert_eq!(lines[2], format!("{},record_id,{id}", cell("barcode")));
    assert!(
        desk.text("hr.csv")
            .lines()
            .any(|line| line.starts_with(&format!("{id},")))
    );

    let other = find("0123456789abcdef", &[cell("record_ref")]);
    assert!(told(&other, 3).contains("1 of 1 token not found"));
    assert_eq!(stdout(&other), "token,field,value\r\n");
}

#[test]
fn every_use_of_the_secret_is_entered_and_older_batches_stay_attributable() {
    let desk = Desk::new();
    let run = |arguments: &[&str]| {
        let mut command = super::cardsieve();
        command.current_dir(desk.path());
        command.args(arguments).output().unwrap()
    };
    let under = ["--ledger", "ledger.db", "--ledger-key", "ledger.key"];
    told(&run(&["ledger", "key", "new", "ledger.key"]), 0);
    told(
        &run(&["ledger", "new", "ledger.db", "--ledger-key", "ledger.key"]),
        0,
    );
    let export = [
        "--profile",
        "access-fob",
        "--input",
        "hr.csv",
        "--output",
        "x.csv",
    ];
    told(&desk.export(&[export.as_slice(), &under].concat()), 0);
    let rows = desk.text("x.csv");
    let mut lines = rows.lines();
    let at = lines
        .next()
        .unwrap()
        .split(',')
        .position(|one| one == "record_ref");
    let token = lines.next().unwrap().split(',').nth(at.unwrap()).unwrap();
    let rotate = ["secret", "rotate", "secret", "--epoch", "next"];
    told(&run(&[rotate.as_slice(), &under].concat()), 0);
    // refused, and so not entered
    told(&run(&[rotate.as_slice(), &under].concat()), 3);

    let ledger = || cardsieve::ledger::Ledger::open(&desk.at("ledger.db")).unwrap();
    let entries = ledger().entries().unwrap();
    let prepared = entries.iter().find_map(|entry| match entry.event() {
        Event::Prepared(one) => Some(one.clone()),
        _ => None,
    });
    let prepared = prepared.unwrap();
    let batch = prepared.batch().to_string();
    let find = |more: &[&str]| {
        let find = [
            "reidentify",
            "--secret",
            "secret",
            "--profile",
            "access-fob",
            "--input",
            "hr.csv",
            "--controller",
            "C",
            "--recipient",
            "R",
            "--batch",
            &batch,
            token,
            "k3jqzv7mh2xw5abc",
        ];
        run(&[find.as_slice(), more].concat())
    };
    // one of both is found, by the epoch that the ledger knows; without it neither
    assert!(told(&find(&under), 3).contains("1 of 2 tokens not found"));
    assert!(told(&find(&[]), 3).contains("2 of 2 tokens not found"));
    let found = find(&under);
    let value = stdout(&found);
    let value = value
        .split("\r\n")
        .nth(1)
        .unwrap()
        .rsplit(',')
        .next()
        .unwrap()
        .to_owned();

    let entries = ledger().entries().unwrap();
    let used: Vec<_> = entries
        .iter()
        .filter_map(|entry| match entry.event() {
            Event::Rotated { epoch } => Some((epoch.to_string(), 0)),
            Event::Reidentified(used) => {
                assert_eq!(used.batch(), prepared.batch());
                assert_eq!(used.profile_fingerprint(), prepared.profile_fingerprint());
                Some((used.epoch().to_owned(), used.tokens()))
            }
            _ => None,
        })
        .collect();
    let first = prepared.epoch().to_owned();
    assert_eq!(
        used,
        [("next".to_owned(), 0), (first.clone(), 2), (first, 2)]
    );
    let checked = run(&["ledger", "verify", "--ledger", "ledger.db"]);
    told(&checked, 0);
    for name in ["ledger.db", "ledger.db-wal"] {
        let bytes = std::fs::read(desk.at(name)).unwrap_or_default();
        for secret in [token, &value] {
            let found = bytes
                .windows(secret.len())
                .any(|one| one == secret.as_bytes());
            assert!(!found, "{name}");
        }
    }

    // what cannot be entered is not done
    told(&run(&["ledger", "key", "new", "other.key"]), 0);
    let other = ["--ledger", "ledger.db", "--ledger-key", "other.key"];
    let refused = find(&other);
    told(&refused, 3);
    assert_eq!(stdout(&refused), "");
    let before = desk.text("secret");
    let rotate = ["secret", "rotate", "secret", "--epoch", "later"];
    told(&run(&[rotate.as_slice(), &other].concat()), 3);
    assert_eq!(desk.text("secret"), before);
}
