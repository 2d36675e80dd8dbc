//! Maps: what they look up, fix and declare are cells of records, or words about somebody.

use std::fs;

use cardsieve::field::Readable;

use super::super::studio::holds_any;
use super::super::{Desk, told};
use super::{desk, disclosures, export, ledger};

/// What a map may say beside its columns, and that a record's cell stands in it.
const SAID: [(&str, &str); 5] = [
    (
        "[values.family_name]\n\"SMYTHE-CANARY\" = \"Smythe\"\n",
        "SMYTHE-CANARY",
    ),
    (
        "[values.rank]\n\"Insp Sian Canary-Values WN123456\" = \"Inspector\"\n",
        "Sian Canary-Values",
    ),
    (
        "[absent]\nclose_protection = \"ask Canary-Absent 07700900123\"\n",
        "Canary-Absent",
    ),
    (
        "[flags]\nclear = [\"\", \"no, says Canary-Clear\"]\n",
        "Canary-Clear",
    ),
    (
        "[constants]\njob_title = \"Canary Constant\"\n",
        "Canary Constant",
    ),
];

/// A map of the columns that a card needs.
fn columns(desk: &Desk) -> String {
    let hr = desk.text("hr.csv");
    let names = hr.lines().next().unwrap().split(',');
    let is_read = |name: &&str| Readable::ALL.iter().any(|one| one.field().name() == *name);
    let lines = names.filter(is_read);
    let lines: String = lines.map(|name| format!("{name} = \"{name}\"\n")).collect();
    format!("[columns]\n{lines}")
}

#[test]
fn nothing_that_a_map_looks_up_fixes_clears_or_declares_is_in_the_file_the_log_or_the_journal() {
    let desk = desk();
    let hr = desk.text("hr.csv");
    // somebody who reads keeps the log from being put away
    let reader = ledger(&desk);
    reader.entries().unwrap();
    for (number, (said, canary)) in SAID.iter().enumerate() {
        let mut map = columns(&desk);
        if said.starts_with("[constants]") {
            map = map.replace("job_title = \"job_title\"\n", "");
        }
        if said.starts_with("[absent]") {
            map = map.replace("close_protection = \"close_protection\"\n", "");
            let hr = desk.text("hr.csv").replace("close_protection,", "c,");
            desk.put("hr.csv", hr);
        } else {
            desk.put("hr.csv", &hr);
        }
        desk.put("map.toml", map + said);
        told(
            &export(&desk, &format!("{number}.csv"), &["--map", "map.toml"]),
            0,
        );
        assert!(desk.text("map.toml").contains(canary));
    }
    let every = |desk: &Desk| {
        let names = desk.names().into_iter();
        let of_ledger = names.filter(|name| name.starts_with("ledger.db"));
        of_ledger
            .flat_map(|name| fs::read(desk.at(&name)).unwrap())
            .collect::<Vec<u8>>()
    };
    assert!(desk.at("ledger.db-wal").exists(), "{:?}", desk.names());
    let mut bytes = every(&desk);
    drop(reader);
    bytes.extend(every(&desk));
    let canaries: Vec<&str> = SAID.iter().map(|(_, canary)| *canary).collect();
    assert_eq!(holds_any(&bytes, &canaries), None);
    // which map it was is known all the same
    for (disclosure, _) in disclosures(&desk) {
        let fingerprint = disclosure.map_fingerprint().unwrap();
        assert_eq!(ledger(&desk).document(&fingerprint).unwrap(), None);
    }
    assert!(ledger(&desk).verify(None).is_ok());
}

#[test]
fn the_text_of_a_map_that_has_only_columns_forms_of_dates_and_blanks_is_kept() {
    let desk = desk();
    let more = "[dates]\nexpiry_date = \"%Y-%m-%d\"\n[flags]\nclear = [\"\"]\n";
    desk.put("map.toml", columns(&desk) + more);
    told(&export(&desk, "x.csv", &["--map", "map.toml"]), 0);
    let fingerprint = disclosures(&desk)[0].0.map_fingerprint().unwrap();
    let text = ledger(&desk).document(&fingerprint).unwrap().unwrap();
    assert!(text.contains("\"expiry_date\":\"%Y-%m-%d\""), "{text}");
    assert!(text.contains("\"record_id\":\"record_id\""), "{text}");
}
