//! The ledger: what an export enters, and what it refuses.

mod absent;
mod ahead;
mod answers;
#[cfg(unix)]
mod copied;
mod corrections;
mod cut_off;
#[cfg(unix)]
mod dead_ends;
mod doubtful;
mod forms;
mod late;
#[cfg(unix)]
mod links;
mod maps;
mod names;
mod pairs;
mod story;

use std::fs;
use std::path::Path;
use std::process::Output;

use cardsieve::ledger::{Disclosure, Event, FileDigest, FileKind, Ledger};

use super::studio::{Studio, holds_any};
use super::{Desk, stdout, told};

pub(super) const UNDER: [&str; 4] = ["--ledger", "ledger.db", "--ledger-key", "ledger.key"];
const PLAIN: [&str; 4] = ["--profile", "warrant-card", "--input", "hr.csv"];

/// Any verb of the ledger, in the desk's folder.
fn ask(desk: &Desk, arguments: &[&str]) -> Output {
    let mut command = super::cardsieve();
    command.current_dir(desk.path()).arg("ledger");
    command.args(arguments).output().unwrap()
}

/// A desk with a ledger and its key.
pub(super) fn desk() -> Desk {
    let desk = Desk::new();
    begin(&desk);
    desk
}

/// Begins a ledger, and gives its public key.
fn begin(desk: &Desk) -> String {
    let key = ask(desk, &["key", "new", "ledger.key"]);
    let public = stdout(&key).trim().to_owned();
    told(&key, 0);
    let new = ["new", "ledger.db", "--ledger-key", "ledger.key"];
    assert!(told(&ask(desk, &new), 0).contains(&public));
    public
}

fn export(desk: &Desk, output: &str, more: &[&str]) -> Output {
    let output = ["--output", output];
    desk.export(&[&PLAIN, &UNDER, output.as_slice(), more].concat())
}

pub(super) fn ledger(desk: &Desk) -> Ledger {
    Ledger::open(&desk.at("ledger.db")).unwrap()
}

/// Each disclosure, and whether it was released.
fn disclosures(desk: &Desk) -> Vec<(Disclosure, bool)> {
    let entries = ledger(desk).entries().unwrap();
    let released: Vec<u64> = entries
        .iter()
        .filter_map(|entry| match entry.event() {
            Event::Released(settled) => Some(settled.prepared()),
            _ => None,
        })
        .collect();
    entries
        .iter()
        .filter_map(|entry| match entry.event() {
            Event::Prepared(one) => Some(((**one).clone(), released.contains(&entry.number()))),
            _ => None,
        })
        .collect()
}

fn digest(path: &Path) -> String {
    FileDigest::of(fs::File::open(path).unwrap())
        .unwrap()
        .sha256()
}

#[test]
fn every_form_of_an_export_is_entered_with_the_digest_of_its_file() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin(desk);
    told(&export(desk, "x.csv", &["--sign", "key"]), 0);
    told(&export(desk, "x.ndjson", &[]), 0);
    let stream = export(desk, "-", &[]);
    desk.put("stream", &stream.stdout);
    told(
        &studio.export("x.zip", &[&UNDER, ["--unsigned"].as_slice()].concat()),
        0,
    );
    let sealed = ["--sign", "key", "--encrypt-to", &studio.recipient];
    let said = told(
        &studio.export("x.zip.age", &[UNDER.as_slice(), &sealed].concat()),
        0,
    );
    let found = disclosures(desk);
    let mut files = ["x.csv", "x.ndjson", "stream", "x.zip", "x.zip.age"].into_iter();
    let kinds = found.iter().map(|(one, released)| {
        assert!(released);
        assert_eq!(one.file().sha256(), digest(&desk.at(files.next().unwrap())));
        (one.file().kind(), one.is_signed(), one.is_encrypted())
    });
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [
            (FileKind::Rows, true, false),
            (FileKind::Rows, false, false),
            (FileKind::Stream, false, false),
            (FileKind::Batch, false, false),
            (FileKind::Batch, true, true),
        ]
    );
    let (last, _) = &found[4];
    assert!(
        said.contains(&format!("in the ledger: batch {}, entry 10", last.batch())),
        "{said}"
    );
    assert_eq!(
        (last.recipient(), last.controller(), last.epoch()),
        ("R", "C", "e1")
    );
    assert_eq!(last.rows(), last.photos());
    let profile = ledger(desk).document(&last.profile_fingerprint()).unwrap();
    assert!(profile.unwrap().contains("\"name\":\"warrant-card\""));
    let verdict = ledger(desk).verify(None).unwrap();
    assert_eq!(
        (verdict.disclosures(), verdict.commitments()),
        (5, 5 * last.rows())
    );
}

#[test]
fn a_profile_that_demands_a_ledger_leaves_nothing_without_one() {
    let desk = desk();
    let text = stdout(&super::run(["profile", "show", "warrant-card"]));
    let demanding = text.replace("ledger = \"optional\"", "ledger = \"required\"");
    assert_ne!(demanding, text);
    desk.put("p.toml", demanding);
    let strict = ["--profile", "./p.toml", "--input", "hr.csv"];
    for output in ["x.csv", "-"] {
        let output = ["--output", output];
        let without = desk.export(&[strict, ["--report", "r.json", output[0], output[1]]].concat());
        assert!(stdout(&without).is_empty());
        assert!(told(&without, 3).contains("ledger-required"));
        assert!(desk.text("r.json").contains("\"code\":\"ledger-required\""));
        assert!(!desk.at("x.csv").exists());
    }
    assert!(disclosures(&desk).is_empty());
    told(
        &desk.export(
            &[
                strict,
                UNDER,
                ["--output", "x.csv", "--strict", "--dry-run"],
            ]
            .concat(),
        ),
        3,
    );
    told(
        &desk.export(&[strict.as_slice(), &UNDER, &["--dry-run"]].concat()),
        0,
    );
    assert!(disclosures(&desk).is_empty(), "a dry run enters nothing");
    told(
        &desk.export(&[strict.as_slice(), &UNDER, &["--output", "x.csv"]].concat()),
        0,
    );
    assert!(desk.at("x.csv").exists() && disclosures(&desk)[0].1);
}

#[test]
fn without_a_sound_ledger_and_its_own_key_nothing_is_read_and_nothing_leaves() {
    let desk = desk();
    let refused = |more: &[&str], code: i32, expected: &str| {
        let fixed = [
            "--profile",
            "warrant-card",
            "--input",
            "no-input",
            "--output",
            "x.csv",
        ];
        let said = told(&desk.export(&[fixed.as_slice(), more].concat()), code);
        assert!(said.contains(expected), "{said}");
        assert!(!said.contains("no-input"), "{said}");
        assert!(!desk.at("x.csv").exists());
    };
    refused(&["--ledger", "ledger.db"], 2, "--ledger-key");
    refused(&["--ledger-key", "ledger.key"], 2, "--ledger");
    refused(
        &["--ledger", "none", "--ledger-key", "ledger.key"],
        1,
        "no such file",
    );
    refused(
        &["--ledger", "hr.csv", "--ledger-key", "ledger.key"],
        3,
        "not-a-ledger",
    );
    refused(
        &["--ledger", "ledger.db", "--ledger-key", "secret"],
        3,
        "ledger-key-malformed",
    );
    told(&ask(&desk, &["key", "new", "other.key"]), 0);
    refused(
        &["--ledger", "ledger.db", "--ledger-key", "other.key"],
        3,
        "wrong-ledger-key",
    );
    told(&ask(&desk, &["key", "new", "old.key", "--year", "2001"]), 0);
    told(
        &ask(&desk, &["new", "old.db", "--ledger-key", "old.key"]),
        0,
    );
    refused(
        &["--ledger", "old.db", "--ledger-key", "old.key"],
        3,
        "no-key-for-year",
    );
    refused(
        &["--ledger", "x.csv", "--ledger-key", "old.key"],
        2,
        "same file",
    );
    // a ledger that was tampered with
    let bytes = fs::read(desk.at("old.db")).unwrap();
    let at = memchr::memmem::find(&bytes, b"\"kind\":\"opened\"").unwrap();
    let mut changed = bytes;
    changed[at + 9] = b'O';
    desk.put("bad.db", changed);
    refused(
        &["--ledger", "bad.db", "--ledger-key", "old.key"],
        3,
        "entry-changed at entry 1",
    );
    // unnamed parties
    let mut command = super::cardsieve();
    command
        .current_dir(desk.path())
        .args(["export", "--secret", "secret"]);
    command.args(PLAIN).args(UNDER).args(["--output", "x.csv"]);
    assert!(told(&command.output().unwrap(), 3).contains("unnamed-party"));
}

#[test]
fn a_batch_id_is_not_used_again_for_anything_else() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let first = disclosures(&desk).remove(0).0;
    let (id, rows) = (first.batch().to_string(), first.rows_sha256());
    let again = ["--batch-id", id.as_str(), "--expect-sha256", &rows];
    told(&export(&desk, "again.csv", &again), 0);
    assert_eq!(desk.text("again.csv"), desk.text("x.csv"));
    // the same rows under another profile: only a deadline differs
    let text = stdout(&super::run(["profile", "show", "warrant-card"]));
    let later = text.replace("delete_after_days = 30", "delete_after_days = 31");
    assert_ne!(later, text);
    desk.put("later.toml", later);
    let other = [
        "--profile",
        "./later.toml",
        "--input",
        "hr.csv",
        "--output",
        "y.csv",
    ];
    let report = ["--report", "r.json"];
    let said = told(
        &desk.export(&[&other, UNDER.as_slice(), &again, &report].concat()),
        3,
    );
    assert!(said.contains("batch-known"), "{said}");
    assert!(!desk.at("y.csv").exists() && !desk.at("y.csv.manifest.json").exists());
    assert!(desk.text("r.json").contains("\"code\":\"batch-known\""));
    // nor in a dry run
    let dry = [&other[..4], UNDER.as_slice(), &again, &["--dry-run"]].concat();
    assert!(told(&desk.export(&dry), 3).contains("batch-known"));
    assert_eq!(disclosures(&desk).len(), 2);
}

#[test]
fn no_value_of_any_record_is_in_the_file_the_log_or_the_journal() {
    let desk = desk();
    desk.put("map.toml", "[columns]\n\"record_id\" = \"record_id\"\n");
    // somebody who reads keeps the log from being put away
    let reader = ledger(&desk);
    reader.entries().unwrap();
    told(&export(&desk, "x.csv", &[]), 0);
    let mut bytes = Vec::new();
    for name in desk.names() {
        if name.starts_with("ledger.db") {
            bytes.extend(fs::read(desk.at(&name)).unwrap());
        }
    }
    assert!(desk.at("ledger.db-wal").exists(), "{:?}", desk.names());
    drop(reader);
    bytes.extend(fs::read(desk.at("ledger.db")).unwrap());
    // the operator's own words
    let own = stdout(&super::run([
        "profile",
        "show",
        "warrant-card",
        "--format",
        "json",
    ]));
    let texts = desk.text("hr.csv") + &desk.text("x.csv");
    let mut cells: Vec<&str> = texts.split([',', '\n', '\r', '"']).collect();
    cells.retain(|cell| cell.len() > 5 && !own.to_lowercase().contains(&cell.to_lowercase()));
    cells.sort_unstable();
    cells.dedup();
    let header = texts.lines().next().unwrap();
    cells.retain(|cell| !header.split(',').any(|name| name == *cell));
    let batch = &disclosures(&desk)[0].0;
    let days = [batch.created().to_string(), batch.delete_by().to_string()];
    cells.retain(|cell| !days.iter().any(|day| day == cell));
    assert!(cells.len() > 1500, "{}", cells.len());
    assert_eq!(holds_any(&bytes, &cells), None);
    assert!(holds_any(desk.text("x.csv").as_bytes(), &cells).is_some());
    // nor as bytes: a number or a date in binary would not be found so, but there is no such column
    for line in desk.text("x.csv").lines() {
        assert!(memchr::memmem::find(&bytes, line.as_bytes()).is_none());
    }
}
