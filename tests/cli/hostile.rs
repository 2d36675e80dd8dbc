//! Batches that are cut off in the making: no part under the final name, no plain photo anywhere.
#![cfg(unix)]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::studio::{Studio, entries, files, holds, holds_any, paths};
use super::told;

/// Every file below the folder, but for those of the HR side.
fn made(studio: &Studio) -> Vec<String> {
    let given = [
        "hr.csv",
        "identity",
        "key",
        "key.pub",
        "secret",
        "signers.txt",
    ];
    let mut names = files(studio.desk.path());
    names.retain(|name| !name.starts_with("album/") && !given.contains(&name.as_str()));
    names
}

/// An export that has taken the header and `rows` rows, and waits for more.
fn waiting(studio: &Studio, rows: usize) -> (Child, std::process::ChildStdin) {
    let mut child = studio
        .desk
        .command(&[
            "--profile",
            "warrant-card",
            "--input",
            "-",
            "--photos",
            "album",
        ])
        .args(["--output", "x.zip", "--sign", "key"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let hr = studio.desk.text("hr.csv");
    let lines: Vec<&str> = hr.lines().take(rows + 1).collect();
    let mut stdin = child.stdin.take().unwrap();
    stdin
        .write_all((lines.join("\r\n") + "\r\n").as_bytes())
        .unwrap();
    stdin.flush().unwrap();
    (child, stdin)
}

/// Waits until the run's spool holds photos: a file without a name, under the process's descriptors.
#[cfg(target_os = "linux")]
fn spooled(child: &Child) -> Vec<u8> {
    let descriptors = format!("/proc/{}/fd", child.id());
    let start = Instant::now();
    loop {
        for entry in fs::read_dir(&descriptors).unwrap().flatten() {
            let target = fs::read_link(entry.path()).unwrap_or_default();
            if target.to_string_lossy().ends_with("(deleted)") {
                let bytes = fs::read(entry.path()).unwrap_or_default();
                if bytes.len() > 10_000 {
                    return bytes;
                }
            }
        }
        assert!(
            start.elapsed() < Duration::from_secs(300),
            "no photo was spooled"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_is_killed_leaves_no_photo_on_the_disk_and_no_batch() {
    for (signal, code) in [("-KILL", None), ("-TERM", Some(130))] {
        let studio = Studio::new();
        let (mut child, stdin) = waiting(&studio, 60);
        let spool = spooled(&child);
        // longer than what chance puts into so many bytes
        let start = b"\xff\xd8\xff\xe0\x00\x10JFIF";
        assert!(memchr::memmem::find(&spool, start).is_none());
        assert_eq!(holds_any(&spool, paths(&studio.desk)), None);
        let pid = child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status();
        assert!(sent.unwrap().success());
        assert_eq!(child.wait().unwrap().code(), code, "{signal}");
        drop(stdin);
        let left = made(&studio);
        if code.is_some() {
            assert!(left.is_empty(), "{left:?}");
        } else {
            // what the signal gave no time to remove is recognisable, and holds nothing yet
            assert_eq!(left.len(), 1, "{left:?}");
            assert!(left[0].starts_with(".cardsieve-") && left[0].ends_with(".tmp"));
            assert_eq!(fs::metadata(studio.desk.at(&left[0])).unwrap().len(), 0);
            let next = told(&studio.export("y.zip", &["--unsigned"]), 0);
            assert!(next.contains(&left[0]), "{next}");
        }
    }
}

#[test]
fn a_full_disk_leaves_no_batch_and_no_part_of_one() {
    let studio = Studio::new();
    let folder = studio.desk.path().display().to_string();
    let full = |blocks: u32, arguments: &str| {
        // a file may not grow beyond this; the signal that says so is not heard
        let line = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec {} {arguments}",
            env!("CARGO_BIN_EXE_cardsieve")
        );
        let mut command = Command::new("sh");
        command.current_dir(&folder).args(["-c", &line]);
        command.env_clear().output().unwrap()
    };
    let export = "export --secret secret --controller C --recipient R --profile warrant-card \
                  --input hr.csv --photos album --output x.zip --sign key";
    // 512 or 1024 bytes each: the spool does not fit, or the batch does not
    for blocks in [8, 300] {
        let said = told(&full(blocks, export), 1);
        assert!(said.contains("x.zip: "), "{said}");
        assert!(made(&studio).is_empty(), "{:?}", made(&studio));
    }
    studio.sealed();
    let before = made(&studio);
    told(&full(4, "unpack x.zip out --signer signers.txt"), 1);
    assert_eq!(made(&studio), before);
    assert!(!studio.desk.at("out").exists());
}

#[test]
fn a_folder_that_cannot_be_written_and_photos_that_are_none_are_told_before_anything_is_read() {
    let studio = Studio::new();
    for (output, album) in [
        ("hr.csv/x.zip", "album"),
        ("none/x.zip", "album"),
        ("x.zip", "none"),
        ("x.zip", "hr.csv"),
    ] {
        let arguments = ["--profile", "warrant-card", "--input", "no-input.csv"];
        let more = ["--output", output, "--photos", album, "--unsigned"];
        let said = told(
            &studio.desk.export(&[arguments.as_slice(), &more].concat()),
            1,
        );
        assert!(!said.contains("no-input"), "{said}");
        assert!(made(&studio).is_empty());
    }
}

#[test]
fn a_refused_batch_leaves_an_older_one_as_it_was() {
    let studio = Studio::new();
    studio.desk.put("x.zip", "old");
    let hr = studio.desk.text("hr.csv");
    studio.desk.put("hr.csv", hr + "ragged\r\n");
    let refused = studio.export("x.zip", &["--unsigned", "--report", "r.json"]);
    assert!(told(&refused, 3).contains("ragged-row"));
    assert_eq!(studio.desk.text("x.zip"), "old");
    assert_eq!(made(&studio), ["r.json", "x.zip"]);
}

#[test]
fn nothing_of_the_run_is_in_the_zip_but_rows_photos_and_manifest() {
    let studio = Studio::new();
    studio.sealed();
    let bytes = fs::read(studio.desk.at("x.zip")).unwrap();
    for (name, content) in entries(&bytes) {
        let is_ours = ["manifest.json", "manifest.json.minisig", "rows.csv"];
        let token = name
            .strip_prefix("photos/")
            .and_then(|name| name.strip_suffix(".jpg"));
        assert!(
            is_ours.contains(&name.as_str())
                || token.is_some_and(|token| token.len() == 16
                    && token
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())),
            "{name}"
        );
        for text in ["/tmp", "hr.csv", ".png", "album"] {
            assert!(!holds(&content, text), "{text} in {name}");
        }
    }
    assert!(Path::new(studio.desk.path()).exists());
}
