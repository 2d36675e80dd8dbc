//! The ledger: what an export enters, in which order, and what is left when it is cut off.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use cardsieve::Code;
use cardsieve::ledger::{Disclosure, Event, FileDigest, FileKind, Ledger, LedgerKey};

use super::studio::{Studio, holds_any};
use super::{Desk, stderr, stdout, told};

const UNDER: [&str; 4] = ["--ledger", "ledger.db", "--ledger-key", "ledger.key"];
const PLAIN: [&str; 4] = ["--profile", "warrant-card", "--input", "hr.csv"];

/// Any verb of the ledger, in the desk's folder.
fn ask(desk: &Desk, arguments: &[&str]) -> Output {
    let mut command = super::cardsieve();
    command.current_dir(desk.path()).arg("ledger");
    command.args(arguments).output().unwrap()
}

/// A desk with a ledger and its key.
fn desk() -> Desk {
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

fn ledger(desk: &Desk) -> Ledger {
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
    let mut changed = bytes.clone();
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

#[test]
fn a_map_that_looks_up_people_is_known_by_its_fingerprint_alone() {
    let desk = desk();
    let header = desk.text("hr.csv").lines().next().unwrap().to_owned();
    let columns: String = header
        .split(',')
        .filter(|name| {
            [
                "record_id",
                "given_names",
                "family_name",
                "rank",
                "warrant_number",
            ]
            .contains(name)
                || ["expiry_date", "issue_number", "card_design", "card_serial"].contains(name)
                || *name == "credential_no"
        })
        .map(|name| format!("\"{name}\" = \"{name}\"\n"))
        .collect();
    for (values, kept) in [
        ("[values.rank]\n\"Sgt.\" = \"Sergeant\"\n", true),
        ("[values.family_name]\n\"SMYTHE\" = \"Smythe\"\n", false),
    ] {
        desk.put("map.toml", format!("[columns]\n{columns}{values}"));
        told(&export(&desk, "x.csv", &["--map", "map.toml"]), 0);
        let one = disclosures(&desk).pop().unwrap().0;
        let text = ledger(&desk)
            .document(&one.map_fingerprint().unwrap())
            .unwrap();
        assert_eq!(text.is_some(), kept, "{values}");
        let bytes = fs::read(desk.at("ledger.db")).unwrap();
        assert_eq!(holds_any(&bytes, ["sgt."]).is_some(), true);
        assert_eq!(holds_any(&bytes, ["smythe"]), None);
    }
    ledger(&desk).verify(None).unwrap();
}

/// Whether what is there is either no file, or a file and its entry; gives the open batches.
fn in_order(desk: &Desk, name: &str) -> usize {
    let ledger = ledger(desk);
    ledger.verify(None).unwrap();
    let found = disclosures(desk);
    if desk.at(name).exists() {
        let digest = digest(&desk.at(name));
        assert!(
            found.iter().any(|(one, _)| one.file().sha256() == digest),
            "{name}"
        );
    }
    ledger.unsettled().unwrap().len()
}

#[cfg(unix)]
#[test]
fn killed_at_any_instant_there_is_no_file_or_a_file_and_its_entry() {
    let desk = desk();
    let begun = Instant::now();
    told(&export(&desk, "first.csv", &[]), 0);
    let whole = begun.elapsed();
    let rounds = 25_u32;
    let (mut open, mut there) = (0, 0);
    for round in 0..rounds {
        let name = format!("{round}.csv");
        let arguments = [&PLAIN, &UNDER, ["--output", &name].as_slice()].concat();
        let mut command = desk.command(&arguments);
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole * (round + 8) / (rounds + 8));
        child.kill().unwrap();
        child.wait().unwrap();
        open = in_order(&desk, &name);
        there += u32::from(desk.at(&name).exists());
    }
    // what is left open is settled by the files that are there, and by whoever knows of the others
    let list = [
        "recover",
        "--ledger",
        "ledger.db",
        "--ledger-key",
        "ledger.key",
    ];
    let listed = told(&ask(&desk, &list), if open > 0 { 3 } else { 0 });
    let unsettled = ledger(&desk).unsettled().unwrap();
    for entry in unsettled {
        let Event::Prepared(one) = entry.event() else {
            panic!();
        };
        let batch = one.batch().to_string();
        assert!(listed.contains(&batch), "{listed}");
        let file = desk
            .names()
            .into_iter()
            .find(|name| name.ends_with(".csv") && digest(&desk.at(name)) == one.file().sha256());
        let settle = match &file {
            Some(name) => vec![name.as_str()],
            None => vec!["--abandon", batch.as_str()],
        };
        told(&ask(&desk, &[list.as_slice(), &settle].concat()), 0);
    }
    assert_eq!(in_order(&desk, "first.csv"), 0);
    assert!(there < rounds);
}

#[cfg(unix)]
#[test]
fn on_a_full_disk_there_is_no_file_or_a_file_and_its_entry() {
    let desk = desk();
    told(&export(&desk, "first.csv", &[]), 0);
    let size = fs::metadata(desk.at("ledger.db")).unwrap().len();
    let mut outcomes = Vec::new();
    for blocks in 1..=(size / 512 + 60) {
        if blocks > 40 && blocks % 5 != 0 {
            continue;
        }
        let name = format!("{blocks}.csv");
        // no file may grow beyond this; the signal that says so is not heard
        let line = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec {} export --secret secret --controller C \
             --recipient R --profile warrant-card --input hr.csv --output {name} \
             --ledger ledger.db --ledger-key ledger.key",
            env!("CARGO_BIN_EXE_cardsieve")
        );
        let mut command = Command::new("sh");
        command.current_dir(desk.path()).args(["-c", &line]);
        let output = command.env_clear().output().unwrap();
        in_order(&desk, &name);
        let is_there = desk.at(&name).exists();
        outcomes.push((output.status.code().unwrap(), is_there));
        if output.status.success() {
            assert!(is_there);
        } else {
            assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        }
    }
    assert!(
        outcomes.iter().any(|one| *one == (1, false)),
        "{outcomes:?}"
    );
    assert!(outcomes.iter().any(|one| *one == (0, true)), "{outcomes:?}");
    // no part of a file is left behind by those that ended by themselves
    assert!(
        !desk.names().iter().any(|name| name.ends_with(".tmp")),
        "{:?}",
        desk.names()
    );
}

#[test]
fn two_processes_that_export_at_once_into_one_ledger_lose_nothing() {
    let desk = desk();
    let each = 50;
    std::thread::scope(|scope| {
        for worker in 0..2 {
            let desk = &desk;
            scope.spawn(move || {
                for number in 0..each {
                    let name = format!("{worker}-{number}.csv");
                    told(&export(desk, &name, &[]), 0);
                }
            });
        }
    });
    let found = disclosures(&desk);
    assert_eq!(found.len(), 2 * each);
    assert!(found.iter().all(|(_, released)| *released));
    let digests: Vec<String> = found.iter().map(|(one, _)| one.file().sha256()).collect();
    for name in desk
        .names()
        .iter()
        .filter(|name| name.contains('-') && name.ends_with(".csv"))
    {
        assert!(digests.contains(&digest(&desk.at(name))), "{name}");
    }
    let verdict = ledger(&desk).verify(None).unwrap();
    assert_eq!(verdict.head().entry(), 1 + 4 * each as u64);
}

#[test]
fn a_ledger_that_is_held_is_waited_for() {
    let desk = desk();
    let holder = rusqlite::Connection::open(desk.at("ledger.db")).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let arguments = [&PLAIN, &UNDER, ["--output", "x.csv"].as_slice()].concat();
    let mut child = desk
        .command(&arguments)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(400));
    assert!(child.try_wait().unwrap().is_none());
    holder.execute_batch("COMMIT").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(disclosures(&desk)[0].1);
}

#[test]
fn a_name_that_cannot_be_given_is_entered_as_abandoned() {
    let desk = desk();
    let fixed = [
        "--profile",
        "warrant-card",
        "--input",
        "-",
        "--input-format",
        "csv",
    ];
    let mut command = desk.command(&[&fixed, UNDER.as_slice(), &["--output", "x.csv"]].concat());
    command.stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // its temporary files stand before it reads; then what no file replaces takes the name
    let begun = || desk.names().iter().any(|name| name.ends_with(".tmp"));
    while !begun() {
        std::thread::sleep(Duration::from_millis(5));
    }
    fs::create_dir(desk.at("x.csv")).unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, desk.text("hr.csv").as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(ledger(&desk).unsettled().unwrap().is_empty());
    let entries = ledger(&desk).entries().unwrap();
    assert!(
        matches!(entries[2].event(), Event::Abandoned(_)),
        "{entries:?}"
    );
    assert!(!desk.at("x.csv.manifest.json").exists());
    ledger(&desk).verify(None).unwrap();
}

#[test]
fn a_head_is_kept_elsewhere_and_finds_a_ledger_that_was_restored() {
    let desk = Desk::new();
    let public = begin(&desk);
    told(&export(&desk, "x.csv", &[]), 0);
    let older = fs::read(desk.at("ledger.db")).unwrap();
    told(&export(&desk, "y.csv", &[]), 0);
    let named = ["--ledger", "ledger.db"];
    let head = |more: &[&str]| ask(&desk, &[["head"].as_slice(), &named, more].concat());
    told(&head(&["--output", "head.json"]), 0);
    assert_eq!(stdout(&head(&[])), desk.text("head.json") + "\n");
    assert!(told(&head(&["--output", "ledger.db"]), 2).contains("same file"));
    let verify = |more: &[&str]| ask(&desk, &[["verify"].as_slice(), &named, more].concat());
    let said = told(&verify(&[]), 0);
    assert!(
        said.contains("in order; 5 entries, 2 disclosures") && said.contains("--head"),
        "{said}"
    );
    let kept = ["--head", "head.json", "--signer", &public];
    assert!(!told(&verify(&kept), 0).contains("--head"));
    assert_eq!(super::code(&verify(&kept[..2])), 2);
    told(&ask(&desk, &["key", "new", "other.key"]), 0);
    let other = LedgerKey::open(&desk.at("other.key"))
        .unwrap()
        .head()
        .to_string();
    assert!(told(&verify(&["--signer", &other]), 3).contains("wrong-ledger-key"));
    assert!(
        told(&verify(&["--head", "head.json", "--signer", &other]), 3).contains("head-malformed")
    );
    desk.put("ledger.db", older);
    told(&verify(&[]), 0);
    let said = told(&verify(&kept), 3);
    assert!(said.contains("head-not-in-ledger at entry 5"), "{said}");
    assert!(said.contains(Code::HeadNotInLedger.next_step()), "{said}");
}

#[test]
fn what_verify_finds_is_told_all_at_once_and_with_its_entry() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let connection = rusqlite::Connection::open(desk.at("ledger.db")).unwrap();
    let text: String = connection
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'head_update'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let forged = format!("DROP TRIGGER head_update; UPDATE head SET signature = 'x'; {text}");
    connection.execute_batch(&forged).unwrap();
    drop(connection);
    let said = told(&ask(&desk, &["verify", "--ledger", "ledger.db"]), 3);
    // the trigger that was put back stands in another place
    assert!(said.contains("ledger-schema"), "{said}");
}

#[test]
fn the_commands_questions_are_answered_in_three_forms() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let again = told(&export(&desk, "y.csv", &[]), 0);
    let rows = disclosures(&desk)[0].0.rows();
    let said = format!("already holds a batch of this year: {rows} of {rows}");
    assert!(again.contains(&said), "{again}");
    let named = ["--ledger", "ledger.db"];
    let put = |verb: &[&str], more: &[&str], code: i32| {
        let output = ask(&desk, &[verb, &named, more].concat());
        assert_eq!(super::code(&output), code, "{}", stderr(&output));
        stdout(&output)
    };
    let holdings = ["holdings", "--recipient", "R"];
    let text = put(&holdings, &[], 0);
    assert!(
        text.contains(&format!("2 batches, {} rows, {rows} people", 2 * rows)),
        "{text}"
    );
    assert!(text.contains("rank on front: rank keep"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&put(&holdings, &["--format", "json"], 0)).unwrap();
    assert_eq!(json["format"], "cardsieve-holdings-1");
    assert_eq!(
        (
            &json["people"]["exact"],
            json["batches"].as_array().unwrap().len()
        ),
        (&true.into(), 2)
    );
    let sheet = put(&holdings, &["--format", "csv"], 0);
    let mut table = csv::Reader::from_reader(sheet.as_bytes());
    assert_eq!(table.headers().unwrap().iter().last(), Some("content"));
    let columns = json["batches"][0]["columns"].as_array().unwrap().len();
    assert_eq!(table.records().map(Result::unwrap).count(), 2 * columns);
    assert!(put(&["holdings", "--recipient", "r"], &[], 3).is_empty());
    // one person, by the id of a row that left and of nobody
    let hr = desk.text("hr.csv");
    let ids: Vec<&str> = hr
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap())
        .collect();
    let key = ["--ledger-key", "ledger.key"];
    let exposed = ids.iter().filter(|id| {
        let asked = [key.as_slice(), &["--subject", id]].concat();
        put(&["exposure"], &asked, 0).contains("2 disclosures")
    });
    assert_eq!(exposed.count() as u64, rows);
    let nobody = [key.as_slice(), &["--subject", "nobody", "--format", "json"]].concat();
    assert!(put(&["exposure"], &nobody, 0).contains("\"disclosures\":[]"));
    let later = ["--as-of", "2199-01-01"];
    assert!(put(&["overdue"], &[], 0).contains("nothing is overdue"));
    assert!(put(&["overdue"], &later, 3).contains("overdue for"));
    let lines = put(
        &["recipients"],
        &[later.as_slice(), &["--format", "csv"]].concat(),
        0,
    );
    assert!(
        lines.ends_with(&format!("R,2,2,0,2,{rows},{rows}\r\n")),
        "{lines}"
    );
    assert!(put(&["recipients"], &[], 0).contains(&format!("R: holds 2 batches, {rows} people")));
}

#[test]
fn a_bureaus_papers_are_entered_once_its_key_counts_and_what_is_deleted_is_held_no_more() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin(desk);
    told(
        &studio.export("x.zip", &[UNDER.as_slice(), &["--sign", "key"]].concat()),
        0,
    );
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    desk.put("bureau.key", pair.sk.to_box(None).unwrap().to_string());
    let bureau = pair.pk.to_base64();
    let signed = |arguments: &[&str], output: &str| {
        let more = ["--sign", "bureau.key", "--output", output];
        told(&ask(desk, &[arguments, &more].concat()), 0);
    };
    signed(
        &["receipt", "x.zip", "--signer", &studio.public],
        "receipt.json",
    );
    let all = ["--spool", "--ribbon"];
    signed(
        &[["attest-deletion", "receipt.json"].as_slice(), &all].concat(),
        "deleted.json",
    );
    let import = |papers: &[&str], code: i32| {
        told(
            &ask(desk, &[["import"].as_slice(), &UNDER, papers].concat()),
            code,
        )
    };
    let papers = ["receipt.json", "deleted.json"];
    assert!(import(&papers, 3).contains("not-trusted"));
    let trust = ["trust", "--bureau", "R", "--signer", &bureau];
    told(&ask(desk, &[trust.as_slice(), &UNDER].concat()), 0);
    let listed = told(&ask(desk, &["trust", "--ledger", "ledger.db"]), 0);
    assert_eq!(listed, format!("bureau {bureau} R\n"));
    let holdings = ["holdings", "--ledger", "ledger.db", "--recipient", "R"];
    assert!(told(&ask(desk, &holdings), 0).contains("R on "));
    assert!(stdout(&ask(desk, &holdings)).contains("1 batch,"));
    import(&papers, 0);
    let text = stdout(&ask(desk, &holdings));
    assert!(
        text.contains("0 batches, 0 rows, 0 people") && text.contains("attested as deleted"),
        "{text}"
    );
    assert!(import(&papers[..1], 3).contains("paper-known"));
    desk.put(
        "forged.json",
        desk.text("receipt.json").replace("\"rows\":", "\"rows\":1"),
    );
    assert!(import(&["forged.json"], 3).contains("paper-not-signed"));
    told(&ask(desk, &["verify", "--ledger", "ledger.db"]), 0);
    told(
        &ask(
            desk,
            &["overdue", "--ledger", "ledger.db", "--as-of", "2199-01-01"],
        ),
        0,
    );
}

#[test]
fn what_nobody_has_approved_does_not_leave_once_somebody_approves() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin(desk);
    told(&export(desk, "x.csv", &[]), 0);
    let trust = ["trust", "--approver", "DPO", "--signer", "key.pub"];
    told(&ask(desk, &[trust.as_slice(), &UNDER].concat()), 0);
    let refused = export(desk, "y.csv", &["--report", "r.json"]);
    assert!(told(&refused, 3).contains("not-approved"));
    assert!(!desk.at("y.csv").exists());
    assert!(desk.text("r.json").contains("\"code\":\"not-approved\""));
    let fixed = ["approve", "--sign", "key", "--profile", "warrant-card"];
    let parties = ["--controller", "C", "--recipient", "R"];
    told(
        &ask(desk, &[fixed.as_slice(), &parties, &UNDER].concat()),
        0,
    );
    told(&export(desk, "y.csv", &[]), 0);
    let listed = stdout(&ask(desk, &["approve", "--ledger", "ledger.db"]));
    assert!(listed.ends_with("map none by DPO\n"), "{listed}");
    // with a map it is something else
    desk.put("map.toml", "[columns]\n\"record_id\" = \"record_id\"\n");
    let mapped = export(desk, "z.csv", &["--map", "map.toml"]);
    assert_ne!(super::code(&mapped), 0);
    assert!(!desk.at("z.csv").exists());
}
