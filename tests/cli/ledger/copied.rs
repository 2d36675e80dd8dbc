//! Copies of a ledger: with its log and without, and where nothing can be written.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output};

use super::super::{Desk, code, stdout, told};
use super::{ask, desk, export};

/// A question by somebody who may read everything there, and write nothing.
fn asked_by_a_reader(desk: &Desk, arguments: &[&str]) -> Output {
    let mut command = super::super::cardsieve();
    // root may write whatever the modes say, and another may not reach what root has built
    if fs::metadata(desk.path()).unwrap().uid() == 0 {
        let program = desk.at("program");
        fs::copy(command.get_program(), &program).unwrap();
        command = Command::new(program);
        command.uid(65_534);
    }
    command
        .current_dir(desk.path())
        .arg("ledger")
        .args(arguments);
    command.output().unwrap()
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// A ledger of one disclosure, of which as much is in its log as a writer that goes on has left there.
fn with_log() -> (Desk, rusqlite::Connection) {
    let desk = desk();
    // while somebody has it open, the log stays
    let open = rusqlite::Connection::open(desk.at("ledger.db")).unwrap();
    let count = open.query_row("SELECT count(*) FROM entry", [], |row| row.get::<_, i64>(0));
    assert_eq!(count.unwrap(), 1);
    told(&export(&desk, "x.csv", &[]), 0);
    assert!(fs::metadata(desk.at("ledger.db-wal")).unwrap().len() > 0);
    (desk, open)
}

#[test]
fn a_copy_that_cannot_be_written_answers_and_one_with_a_log_says_what_to_do() {
    let (desk, open) = with_log();
    let folder = desk.at("a #? folder");
    fs::create_dir(&folder).unwrap();
    let copy = folder.join("ledger.db");
    let log = folder.join("ledger.db-wal");
    fs::copy(desk.at("ledger.db"), &copy).unwrap();
    fs::copy(desk.at("ledger.db-wal"), &log).unwrap();
    mode(desk.path(), 0o755);
    mode(&copy, 0o444);
    mode(&log, 0o444);
    mode(&folder, 0o555);
    let named = ["--ledger", "a #? folder/ledger.db"];
    let verify = [["verify"].as_slice(), &named].concat();
    let said = told(&asked_by_a_reader(&desk, &verify), 3);
    assert!(
        said.contains("ledger-log-locked") && said.contains("copy both"),
        "{said}"
    );
    // once the log is put away, it answers as it lies
    mode(&folder, 0o755);
    drop(open);
    fs::remove_file(&log).unwrap();
    fs::remove_file(&copy).unwrap();
    told(&export(&desk, "y.csv", &[]), 0);
    assert!(!desk.at("ledger.db-wal").exists());
    fs::copy(desk.at("ledger.db"), &copy).unwrap();
    mode(&copy, 0o444);
    mode(&folder, 0o555);
    assert!(told(&asked_by_a_reader(&desk, &verify), 0).contains("in order"));
    let holdings = [["holdings", "--recipient", "R"].as_slice(), &named].concat();
    let answer = asked_by_a_reader(&desk, &holdings);
    assert_eq!(code(&answer), 0);
    assert!(stdout(&answer).contains("2 batches,"));
    let left: Vec<_> = fs::read_dir(&folder).unwrap().collect();
    assert_eq!(left.len(), 1);
    mode(&folder, 0o755);
}

#[test]
fn a_copy_without_its_log_is_a_shorter_ledger_which_a_head_finds() {
    let (desk, open) = with_log();
    for (name, endings) in [("short.db", [""].as_slice()), ("whole.db", &["", "-wal"])] {
        for ending in endings {
            let from = desk.at(&format!("ledger.db{ending}"));
            fs::copy(from, desk.at(&format!("{name}{ending}"))).unwrap();
        }
    }
    drop(open);
    let head = ["head", "--ledger", "ledger.db", "--output", "head.json"];
    told(&ask(&desk, &head), 0);

    let signer = cardsieve::ledger::LedgerKey::open(&desk.at("ledger.key")).unwrap();
    let signer = signer.head().to_string();

    for (name, is_whole) in [("short.db", false), ("whole.db", true)] {
        let verify = ["verify", "--ledger", name];
        told(&ask(&desk, &verify), 0);
        let kept = ["--head", "head.json", "--signer", &signer];
        let expected = if is_whole { 0 } else { 3 };
        let said = told(&ask(&desk, &[verify.as_slice(), &kept].concat()), expected);
        assert!(is_whole || said.contains("head-not-in-ledger"), "{said}");
    }
}
