//! A signal that comes late does not deny what is out already.
#![cfg(target_os = "linux")]

use std::io::{PipeReader, PipeWriter, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::super::Desk;
use super::super::studio::Studio;
use super::{PLAIN, UNDER, ask, begin as begin_ledger, desk, disclosures, export, told};

const PATIENCE: Duration = Duration::from_secs(300);
/// What was in the pipe before the command's own words.
const FILLER: u8 = b'#';

/// A pipe that takes nothing until it is read, so that whoever writes into it waits.
struct Full(PipeReader);

impl Full {
    fn new() -> (Self, PipeWriter) {
        let (reader, writer) = std::io::pipe().unwrap();
        let mut filler = writer.try_clone().unwrap();
        std::thread::spawn(move || filler.write_all(&vec![FILLER; 1 << 21]));
        std::thread::sleep(Duration::from_millis(300));
        (Self(reader), writer)
    }

    /// All that was written into it by others.
    fn text(mut self) -> String {
        let mut all = Vec::new();
        self.0.read_to_end(&mut all).unwrap();
        all.retain(|byte| *byte != FILLER);
        String::from_utf8(all).unwrap()
    }
}

fn wait(is_there: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_there() {
        assert!(start.elapsed() < PATIENCE, "it did not come so far");
        std::thread::sleep(Duration::from_millis(10));
    }
    // and on, until it waits for the pipe
    std::thread::sleep(Duration::from_millis(500));
}

fn interrupt(child: &Child) {
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
}

fn begin(desk: &Desk, arguments: &[&str], out: Stdio, said: Stdio) -> Child {
    let mut command = desk.command(arguments);
    command.stdout(out).stderr(said).spawn().unwrap()
}

#[test]
fn an_export_whose_batch_is_out_ends_as_one_that_is_out_whatever_signal_comes_then() {
    for under in [UNDER.as_slice(), &[]] {
        let desk = desk();
        let (full, writer) = Full::new();
        let arguments = [&PLAIN, under, ["--output", "x.csv"].as_slice()].concat();
        let mut child = begin(&desk, &arguments, Stdio::null(), writer.into());
        wait(|| desk.at("x.csv").exists());
        interrupt(&child);
        std::thread::sleep(Duration::from_millis(500));
        assert!(child.try_wait().unwrap().is_none(), "it was cut off");
        let said = full.text();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{said}");
        assert!(said.contains("written: x.csv"), "{said}");
        assert!(disclosures(&desk).iter().all(|(_, released)| *released));
    }
}

#[test]
fn a_signal_while_rows_go_to_standard_output_says_what_its_reader_can_have() {
    for under in [UNDER.as_slice(), &[]] {
        let desk = desk();
        let (full, writer) = Full::new();
        let more = ["--output", "-", "--report", "r.json"];
        let arguments = [&PLAIN, under, more.as_slice()].concat();
        let child = begin(&desk, &arguments, writer.into(), Stdio::piped());
        wait(|| desk.at("r.json").exists());
        interrupt(&child);
        let ended = child.wait_with_output().unwrap();
        drop(full);
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(130), "{said}");
        assert!(said.contains("can have a part"), "{said}");
        assert!(said.contains("written already: r.json"), "{said}");
        let open: Vec<String> = disclosures(&desk)
            .into_iter()
            .filter(|(_, released)| !released)
            .map(|(one, _)| one.batch().to_string())
            .collect();
        assert_eq!(open.len(), usize::from(!under.is_empty()));
        for batch in open {
            let settle = format!("batch {batch} is in the ledger as prepared");
            assert!(said.contains(&settle), "{said}");
        }
    }
}

#[test]
fn a_signal_after_a_file_has_its_name_tells_of_it() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let (full, writer) = Full::new();
    let pack = [
        ["ledger", "breach-pack", "--recipient", "R"],
        ["--from", "2026-01-01", "--to", "2026-01-02"],
        ["--aware-at", "2026-01-03T00:00:00Z", "--input", "hr.csv"],
    ];
    let mut command = verb(&desk, &pack.concat());
    command.args(["--subjects", "list.csv"]).stdout(writer);
    let said = cut_off(command, || desk.at("list.csv").exists());
    drop(full);
    assert!(said.contains("written already: list.csv"), "{said}");
}

#[test]
fn rows_that_standard_output_does_not_take_are_not_said_to_be_nowhere() {
    let desk = desk();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let arguments = [&PLAIN, UNDER.as_slice(), &["--output", "-"]].concat();
    let child = begin(&desk, &arguments, writer.into(), Stdio::piped());
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(!said.contains("no rows were written"), "{said}");
    assert!(said.contains("none, or a part of them"), "{said}");
    let (one, is_released) = disclosures(&desk).remove(0);
    assert!(!is_released);
    let settle = format!("batch {} is in the ledger as prepared", one.batch());
    assert!(said.contains(&settle), "{said}");
}

/// Any verb in the desk's folder, under its ledger.
fn verb(desk: &Desk, arguments: &[&str]) -> Command {
    let mut command = super::super::cardsieve();
    command.current_dir(desk.path()).args(arguments).args(UNDER);
    command
}

/// What is said by a verb that is interrupted once it has come so far, and so ends.
fn cut_off(mut command: Command, is_there: impl Fn() -> bool) -> String {
    let child = command.stderr(Stdio::piped()).spawn().unwrap();
    // the command as well may hold an end of a pipe
    drop(command);
    wait(is_there);
    interrupt(&child);
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(130), "{said}");
    said
}

/// How many entries there are, whoever writes meanwhile.
fn entries(desk: &Desk) -> usize {
    super::ledger(desk).entries().unwrap().len()
}

/// A verb whose words nobody reads until it was interrupted, once the ledger has as many entries as this.
fn interrupted(desk: &Desk, verb: &[&str], expected: usize) -> String {
    let (full, writer) = Full::new();
    let mut command = self::verb(desk, verb);
    let mut child = command
        .stdout(Stdio::null())
        .stderr(writer)
        .spawn()
        .unwrap();
    drop(command);
    wait(|| entries(desk) == expected);
    interrupt(&child);
    std::thread::sleep(Duration::from_millis(500));
    assert!(child.try_wait().unwrap().is_none(), "{verb:?} was cut off");
    let said = full.text();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{verb:?}: {said}");
    said
}

#[test]
fn what_is_entered_is_said_whatever_signal_comes_then() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin_ledger(desk);
    told(&export(desk, "x.csv", &[]), 0);
    let now = entries(desk);
    let parties = ["--controller", "C", "--recipient", "R"];
    let today = super::ledger(desk).entries().unwrap()[1].at().to_string();
    let day = &today[..10];
    let verbs: [&[&str]; 6] = [
        &[
            "ledger",
            "trust",
            "--approver",
            "DPO",
            "--signer",
            &studio.public,
        ],
        &[
            "ledger",
            "approve",
            "--sign",
            "key",
            "--profile",
            "warrant-card",
            parties[0],
            "C",
            parties[2],
            "R",
        ],
        &[
            "ledger",
            "incident",
            "--recipient",
            "R",
            "--from",
            day,
            "--to",
            day,
            "--aware-at",
            &today,
        ],
        &[
            "ledger",
            "record-past",
            "--profile",
            "warrant-card",
            parties[0],
            "C",
            parties[2],
            "R",
            "--date",
            "2023-06-01",
            "--people",
            "4",
        ],
        &[
            "ledger",
            "correction",
            "--entry",
            "6",
            "--reason",
            "never-happened",
        ],
        &["secret", "rotate", "secret", "--epoch", "later"],
    ];
    for (more, verb) in verbs.into_iter().enumerate() {
        let entry = now + more + 1;
        let said = interrupted(desk, verb, entry);
        assert!(said.contains(&format!("entry {entry}")), "{said}");
    }
    assert!(desk.text("secret").contains("later"));
    super::ledger(desk).verify(None).unwrap();
}

#[test]
fn a_signal_between_two_papers_tells_of_the_one_that_is_entered() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin_ledger(desk);
    told(
        &studio.export("x.zip", &[UNDER.as_slice(), &["--sign", "key"]].concat()),
        0,
    );
    let receipt = [
        "receipt",
        "x.zip",
        "--signer",
        "signers.txt",
        "--sign",
        "key",
        "--output",
        "r.json",
    ];
    told(&ask(desk, &receipt), 0);
    let trust = ["trust", "--bureau", "R", "--signer", &studio.public];
    told(&ask(desk, &[trust.as_slice(), &UNDER].concat()), 0);
    let now = entries(desk);
    // nobody writes what the second one would be read from
    let made = Command::new("mkfifo").arg(desk.at("never.json")).status();
    assert!(made.unwrap().success());
    let command = verb(desk, &["ledger", "import", "r.json", "never.json"]);
    let said = cut_off(command, || entries(desk) > now);
    let expected = format!("in the ledger already: r.json as entry {}", now + 1);
    assert!(said.contains(&expected), "{said}");
}

#[test]
fn a_use_of_the_secret_that_is_entered_is_told_of_by_a_signal() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let batch = disclosures(&desk)[0].0.batch().to_string();
    let (full, writer) = Full::new();
    let used = [
        ["reidentify", "--secret", "secret", "--profile"],
        ["warrant-card", "--controller", "C", "--recipient"],
        ["R", "--input", "hr.csv", "T"],
    ];
    let mut command = verb(&desk, &used.concat());
    command.args(["--batch", &batch]).stdout(writer);
    let said = cut_off(command, || entries(&desk) == 4);
    drop(full);
    assert!(said.contains("in the ledger already: entry 4"), "{said}");
}

#[test]
fn a_verb_that_waits_for_another_writer_hears_a_signal_at_once_and_enters_nothing() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin_ledger(desk);
    told(&export(desk, "x.csv", &[]), 0);
    let trust = ["ledger", "trust", "--approver", "DPO", "--signer"];
    let trust = [trust.as_slice(), &[&studio.public]].concat();
    let past = ["ledger", "record-past", "--profile", "warrant-card"];
    let parties = ["--controller", "C", "--recipient", "R"];
    let of = ["--date", "2023-06-01", "--people", "4"];
    let past = [past, parties, of].concat();
    let export = [
        "--input", "hr.csv", "--secret", "secret", "--output", "y.csv",
    ];
    let export = [
        &["export", "--profile", "warrant-card"],
        &parties[..],
        &export,
    ]
    .concat();
    let rotate = ["secret", "rotate", "secret", "--epoch", "later"];
    let secret = desk.text("secret");
    let holder = rusqlite::Connection::open(desk.at("ledger.db")).unwrap();
    let before = entries(desk);
    for arguments in [trust.as_slice(), &past, &export, &rotate] {
        holder.execute_batch("BEGIN IMMEDIATE").unwrap();
        let child = verb(desk, arguments)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_secs(3));
        interrupt(&child);
        let since = Instant::now();
        let ended = child.wait_with_output().unwrap();
        let took = since.elapsed();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(130), "{arguments:?}: {said}");
        assert!(took < Duration::from_secs(5), "{arguments:?}: {took:?}");
        assert!(!said.contains("error"), "{said}");
        assert!(said.contains("nothing was entered"), "{said}");
        assert_eq!(said.matches("waiting for it").count(), 1, "{said}");
        holder.execute_batch("COMMIT").unwrap();
    }
    assert_eq!((entries(desk), desk.text("secret")), (before, secret));
    assert!(!desk.at("y.csv").exists());
    let left = desk.names();
    assert!(!left.iter().any(|name| name.ends_with(".tmp")), "{left:?}");
}
