//! A signal that comes late does not deny what is out already.
#![cfg(target_os = "linux")]

use std::io::{PipeReader, PipeWriter, Read, Write};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::super::Desk;
use super::{PLAIN, UNDER, desk, disclosures, export, told};

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
    let mut command = super::super::cardsieve();
    command.current_dir(desk.path()).args([
        "ledger",
        "breach-pack",
        "--recipient",
        "R",
        "--from",
        "2026-01-01",
        "--to",
        "2026-01-02",
        "--aware-at",
        "2026-01-03T00:00:00Z",
        "--input",
        "hr.csv",
        "--subjects",
        "list.csv",
    ]);
    let child = command
        .args(UNDER)
        .stdout(writer)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // the command as well holds an end of the pipe
    drop(command);
    wait(|| desk.at("list.csv").exists());
    interrupt(&child);
    let ended = child.wait_with_output().unwrap();
    drop(full);
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(130), "{said}");
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
