//! What is left of an export that is cut off, that finds no room, or that is not alone.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cardsieve::ledger::Event;

use super::super::{Desk, stderr, told};
use super::{PLAIN, UNDER, ask, desk, digest, disclosures, export, ledger};

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
    assert!(outcomes.contains(&(1, false)), "{outcomes:?}");
    assert!(outcomes.contains(&(0, true)), "{outcomes:?}");
    // no part of a file is left behind by those that ended by themselves
    assert!(
        !desk.names().iter().any(|name| name.ends_with(".tmp")),
        "{:?}",
        desk.names()
    );
}

/// Disks of every size up to one on which there is room, in a name space of its own.
#[cfg(target_os = "linux")]
const DISKS: &str = r#"
mount -t tmpfs -o size=4k tmpfs disk || exit 77
umount disk
for size in $(seq 8 4 320); do
    mount -t tmpfs -o size=${size}k tmpfs disk || exit 77
    "$0" ledger new disk/new.db --ledger-key ledger.key 2> said
    code=$?
    echo "$code,$(ls -A disk | tr '\n' ' '),$(tr '\n' ' ' < said)"
    if [ $code = 0 ]; then
        cp disk/new.db copy.db
        "$0" ledger verify --ledger copy.db 2> /dev/null || exit 1
    fi
    umount disk
done
"#;

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_a_new_ledger_is_whole_or_not_there() {
    let desk = desk();
    fs::create_dir(desk.at("disk")).unwrap();
    let mut command = Command::new("unshare");
    command.args([
        "-r",
        "-m",
        "sh",
        "-c",
        DISKS,
        env!("CARGO_BIN_EXE_cardsieve"),
    ]);
    command
        .env_clear()
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    let output = match command.current_dir(desk.path()).output() {
        Ok(output) if output.status.success() => output,
        // where nobody but the administrator may mount, there is no small disk to try
        Ok(output) if output.status.code() != Some(1) || output.stdout.is_empty() => return,
        output => panic!("{output:?}"),
    };
    let said = super::super::stdout(&output);
    for line in said.lines() {
        let (code, rest) = line.split_once(',').unwrap();
        let (left, told) = rest.split_once(',').unwrap();
        match code {
            "0" => assert_eq!(left.trim(), "new.db", "{line}"),
            _ => {
                assert_eq!((code, left), ("1", ""), "{line}");
                assert!(told.contains("no storage space"), "{line}");
            }
        }
    }
    let codes = |code: &str| said.lines().filter(|line| line.starts_with(code)).count();
    assert!(codes("0,") > 5 && codes("1,") > 5, "{said}");
}

/// A disk that has a ledger and so much room beside it.
#[cfg(target_os = "linux")]
const ROOMS: &str = r#"
for free in 0 4 8 16 24 32 40 64; do
    mount -t tmpfs -o size=1m tmpfs disk || exit 77
    cp ledger.db disk/l.db
    dd if=/dev/zero of=disk/fill bs=4k 2> /dev/null
    truncate -s -${free}k disk/fill
    "$0" ledger trust --ledger disk/l.db --ledger-key ledger.key --bureau R --signer "$1" 2> said
    echo "$?,$(tr '\n' ' ' < said)"
    umount disk
done
"#;

#[cfg(target_os = "linux")]
#[test]
fn a_disk_without_room_is_told_as_that_however_little_there_is() {
    let desk = desk();
    fs::create_dir(desk.at("disk")).unwrap();
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    let key = pair.pk.to_base64();
    let mut command = Command::new("unshare");
    command.args([
        "-r",
        "-m",
        "sh",
        "-c",
        ROOMS,
        env!("CARGO_BIN_EXE_cardsieve"),
        &key,
    ]);
    command
        .env_clear()
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    let output = match command.current_dir(desk.path()).output() {
        Ok(output) if output.status.success() => output,
        _ => return,
    };
    let said = super::super::stdout(&output);
    assert!(said.lines().count() == 8 && said.contains("1,"), "{said}");
    for line in said.lines().filter(|line| !line.starts_with("0,")) {
        assert!(
            line.starts_with("1,") && line.contains("no storage space"),
            "{line}"
        );
    }
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
