//! A flag that was declared absent and turns up: nobody learns in whose row.

use std::collections::BTreeMap;

use cardsieve::Code;
use cardsieve::field::Readable;

use super::super::{stderr, stdout, told};
use super::{UNDER, desk, ledger};

const FLAGS: [&str; 5] = [
    "covert",
    "protected_identity",
    "close_protection",
    "under_threat",
    "minor",
];

/// The desk's records as lines of JSON, of which one, counted from 1, has a flag.
fn records(hr: &str, raised: usize) -> String {
    let mut table = csv::Reader::from_reader(hr.as_bytes());
    let names = table.headers().unwrap().clone();
    let mut lines = String::new();
    for (at, record) in table.records().map(Result::unwrap).enumerate() {
        let cells = names.iter().zip(&record);
        let mut cells: BTreeMap<&str, &str> =
            cells.filter(|(name, _)| !FLAGS.contains(name)).collect();
        if at + 1 == raised {
            cells.insert("covert", "true");
        }
        lines += &(serde_json::to_string(&cells).unwrap() + "\n");
    }
    lines
}

#[test]
fn a_flag_declared_absent_that_turns_up_says_the_same_whoever_has_it() {
    let desk = desk();
    let hr = desk.text("hr.csv");
    let names = hr.lines().next().unwrap().split(',');
    let is_read = |name: &&str| {
        let mut all = Readable::ALL.iter().map(|one| one.field().name());
        !FLAGS.contains(name) && all.any(|known| known == *name)
    };
    let columns = names
        .filter(is_read)
        .map(|name| format!("{name} = \"{name}\"\n"));
    let absent = FLAGS
        .map(|flag| format!("{flag} = \"not held\"\n"))
        .concat();
    desk.put(
        "map.toml",
        format!(
            "[columns]\n{}[absent]\n{absent}",
            columns.collect::<String>()
        ),
    );
    let before = ledger(&desk).entries().unwrap().len();
    for under in [UNDER.as_slice(), &[]] {
        let said = [4, 8].map(|raised| {
            desk.put("hr.ndjson", records(&hr, raised));
            let fixed = [
                "--profile",
                "warrant-card",
                "--input",
                "hr.ndjson",
                "--map",
                "map.toml",
            ];
            let more = ["--output", "x.csv", "--report", "r.json"];
            let output = desk.export(&[&fixed, under, more.as_slice()].concat());
            told(&output, 3);
            assert!(!desk.at("x.csv").exists() && !desk.at("x.csv.manifest.json").exists());
            let report = desk.text("r.json");
            std::fs::remove_file(desk.at("r.json")).unwrap();
            // each run has an id of its own
            let json: serde_json::Value = serde_json::from_str(&report).unwrap();
            let batch = json["batch"].as_str().unwrap();
            [stderr(&output), stdout(&output), report].map(|text| text.replace(batch, ""))
        });
        assert_eq!(said[0], said[1]);
        assert!(
            said[0][0].contains(Code::FlagWithoutSource.name()),
            "{}",
            said[0][0]
        );
    }
    assert_eq!(ledger(&desk).entries().unwrap().len(), before);
    // without the flag it goes
    desk.put("hr.ndjson", records(&hr, 0));
    let fixed = [
        "--profile",
        "warrant-card",
        "--input",
        "hr.ndjson",
        "--map",
        "map.toml",
    ];
    told(
        &desk.export(&[fixed.as_slice(), &["--output", "x.csv"]].concat()),
        0,
    );
}
