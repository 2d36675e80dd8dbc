//! Cut off by a signal while it writes, or while it asks for a password: all of it, or nothing.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, tcgetattr};

use super::cardsieve;
use super::studio::{Studio, entries, files, holds};

const PATIENCE: Duration = Duration::from_secs(300);

fn send(child: &Child, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(pid, signal).unwrap();
}

/// Stops the process at the first moment at which `is_there` holds, sends the signal, and lets it go on.
///
/// Gives the exit code; none if it had ended before.
fn cut_off(child: &mut Child, signal: Signal, is_there: impl Fn() -> bool) -> Option<i32> {
    let start = Instant::now();
    while !is_there() {
        if child.try_wait().unwrap().is_some() {
            return None;
        }
        assert!(start.elapsed() < PATIENCE, "nothing was begun");
    }
    send(child, Signal::STOP);
    send(child, signal);
    send(child, Signal::CONT);
    child.wait().unwrap().code()
}

/// The unfinished file or folder of a run, with what is in it.
fn unfinished(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry
            .file_name()
            .to_string_lossy()
            .starts_with(".cardsieve-")
        {
            names.push(entry.file_name().into_string().unwrap());
        }
    }
    names
}

/// Tries until the signal came while it wrote; what was complete by then is complete.
fn until_cut_off(
    studio: &Studio,
    mut begin: impl FnMut() -> Child,
    signal: Signal,
    is_there: impl Fn() -> bool,
    target: &str,
    mut is_complete: impl FnMut(&Path) -> bool,
) {
    let before = studio.desk.names();
    let target = studio.desk.at(target);
    for _ in 0..50 {
        let mut child = begin();
        let code = cut_off(&mut child, signal, &is_there);
        assert_eq!(unfinished(studio.desk.path()), Vec::<String>::new());
        if !target.exists() {
            assert_eq!(code, Some(130));
            assert_eq!(studio.desk.names(), before);
            return;
        }
        assert!(is_complete(&target), "a part of it has the final name");
        if target.is_dir() {
            fs::remove_dir_all(&target).unwrap();
        } else {
            fs::remove_file(&target).unwrap();
        }
    }
    panic!("fifty runs were complete before they could be cut off");
}

#[test]
fn a_signal_while_a_batch_is_unpacked_leaves_no_folder_and_nothing_in_it() {
    let studio = Studio::new();
    studio.sealed();
    let batch = fs::read(studio.desk.at("x.zip")).unwrap();
    let mut names: Vec<String> = entries(&batch).into_iter().map(|(name, _)| name).collect();
    names.sort();
    let folder = studio.desk.path().to_owned();
    // a folder is there before the first of its files is
    let is_there = || {
        unfinished(&folder)
            .iter()
            .any(|name| folder.join(name).join("rows.csv").exists())
    };
    for signal in [Signal::TERM, Signal::INT] {
        let begin = || {
            let mut command = cardsieve();
            command
                .current_dir(studio.desk.path())
                .args(["unpack", "x.zip", "out", "--signer", "signers.txt"])
                .stderr(Stdio::null());
            command.spawn().unwrap()
        };
        until_cut_off(&studio, begin, signal, is_there, "out", |out| {
            files(out) == names
        });
    }
}

#[test]
fn a_signal_while_a_batch_is_written_leaves_no_file_of_its_name() {
    let studio = Studio::new();
    let folder = studio.desk.path().to_owned();
    let is_there = || {
        unfinished(&folder)
            .iter()
            .any(|name| fs::metadata(folder.join(name)).is_ok_and(|found| found.len() > 0))
    };
    let encrypt = ["--sign", "key", "--encrypt-to", studio.recipient.as_str()];
    for (signal, output, more) in [
        (Signal::TERM, "x.zip", ["--sign", "key"].as_slice()),
        (Signal::INT, "x.zip.age", &encrypt),
    ] {
        let begin = || {
            let mut command = studio.command(output, more);
            command.stderr(Stdio::null()).spawn().unwrap()
        };
        let is_complete = |file: &Path| {
            let identity = ["--identity", "identity"];
            let more = if output == "x.zip" {
                &[][..]
            } else {
                &identity
            };
            let verify = ["verify", file.to_str().unwrap(), "--signer", "signers.txt"];
            super::code(&studio.run(&[verify.as_slice(), more].concat())) == 0
        };
        until_cut_off(&studio, begin, signal, is_there, output, is_complete);
    }
}

#[test]
fn a_signal_while_photos_are_made_leaves_neither_file_nor_spool() {
    for signal in [Signal::TERM, Signal::INT] {
        let studio = Studio::new();
        let before = studio.desk.names();
        let hr = studio.desk.text("hr.csv");
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
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // all but the end of the input, so that it waits for more
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(hr.as_bytes()).unwrap();
        let folder = studio.desk.path().to_owned();
        let code = cut_off(&mut child, signal, || !unfinished(&folder).is_empty());
        assert_eq!(code, Some(130));
        assert_eq!(studio.desk.names(), before);
    }
}

/// A command with a terminal of its own, which is the test's other end.
struct Terminal {
    ours: fs::File,
    child: Child,
}

impl Terminal {
    fn of(mut command: Command) -> Self {
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&ours).unwrap();
        unlockpt(&ours).unwrap();
        let name = ptsname(&ours, Vec::new()).unwrap();
        let theirs = fs::OpenOptions::new()
            .read(true)
            .write(true)
            .open(name.to_str().unwrap())
            .unwrap();
        command
            .stdin(theirs.try_clone().unwrap())
            .stdout(theirs.try_clone().unwrap())
            .stderr(theirs);
        let child = command.spawn().unwrap();
        // its end of the terminal is held by the command alone, or reading would never end
        drop(command);
        Self {
            ours: ours.into(),
            child,
        }
    }

    fn modes(&self) -> LocalModes {
        tcgetattr(&self.ours).unwrap().local_modes
    }

    fn shows_what_is_typed(&self) -> bool {
        self.modes().contains(LocalModes::ECHO)
    }

    /// Waits until it is ready to read a password.
    fn wait_for_prompt(&self) {
        let start = Instant::now();
        while self.shows_what_is_typed() {
            assert!(start.elapsed() < PATIENCE, "no password was asked for");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn types(&mut self, text: &str) {
        self.ours.write_all(text.as_bytes()).unwrap();
    }

    /// The exit code, and all that stood on the terminal.
    fn end(mut self) -> (Option<i32>, String) {
        let mut seen = Vec::new();
        let mut piece = [0; 4096];
        // a terminal whose other end is closed gives an error, not an end
        while let Ok(read @ 1..) = self.ours.read(&mut piece) {
            seen.extend_from_slice(&piece[..read]);
        }
        let code = self.child.wait().unwrap().code();
        (code, String::from_utf8(seen).unwrap())
    }
}

/// An export that is signed with a key whose password is asked for on the terminal.
fn asked(studio: &Studio) -> Terminal {
    let mut command = Command::new("setsid");
    command
        .args(["--ctty", env!("CARGO_BIN_EXE_cardsieve"), "export"])
        .args([
            "--secret",
            "secret",
            "--controller",
            "C",
            "--recipient",
            "R",
        ])
        .args(["--profile", "access-fob", "--input", "hr.csv"])
        .args(["--output", "x.zip", "--sign", "locked"])
        .current_dir(studio.desk.path());
    Terminal::of(command)
}

#[test]
fn a_password_is_asked_for_unseen_on_the_terminal_and_a_wrong_one_writes_nothing() {
    let studio = Studio::new();
    let pair = minisign::KeyPair::generate_encrypted_keypair(Some("Tür & Tor".to_owned())).unwrap();
    let locked = pair.sk.to_box(None).unwrap().to_string();
    studio.desk.put("locked", locked);
    let before = studio.desk.names();
    for (password, code, expected) in [
        ("tür & tor", 3, "wrong-password"),
        ("", 3, "wrong-password"),
        ("Tür & Tor", 0, "signed by "),
    ] {
        let mut terminal = asked(&studio);
        terminal.wait_for_prompt();
        terminal.types(&format!("{password}\n"));
        let (ended, seen) = terminal.end();
        assert_eq!(ended, Some(code), "{seen}");
        assert!(seen.starts_with("Password of locked: "), "{seen}");
        assert!(seen.contains(expected), "{seen}");
        assert!(!holds(seen.as_bytes(), "r & tor"), "{seen}");
        if code == 0 {
            assert!(seen.contains(&pair.pk.to_base64()), "{seen}");
            assert!(studio.desk.at("x.zip").exists());
        } else {
            assert!(seen.contains("next:"), "{seen}");
            assert_eq!(studio.desk.names(), before);
        }
    }
}

#[test]
fn a_signal_at_the_password_prompt_leaves_the_terminal_as_it_was() {
    let studio = Studio::new();
    let pair = minisign::KeyPair::generate_encrypted_keypair(Some("right".to_owned())).unwrap();
    let locked = pair.sk.to_box(None).unwrap().to_string();
    studio.desk.put("locked", locked);
    let before = studio.desk.names();
    for signal in [Signal::INT, Signal::TERM] {
        let mut terminal = asked(&studio);
        terminal.wait_for_prompt();
        let usual = LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
        if signal == Signal::INT {
            // as the key is pressed
            terminal.types("\u{3}");
        } else {
            send(&terminal.child, signal);
        }
        let code = terminal.child.wait().unwrap().code();
        assert_eq!(code, Some(130));
        assert!(terminal.modes().contains(usual), "{signal:?}");
        assert_eq!(studio.desk.names(), before);
    }
}
