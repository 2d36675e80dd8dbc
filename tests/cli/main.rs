//! The command, run as its users run it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands"
)]

mod beside;
mod demo;
mod errors;
mod export;
mod files;
mod held;
mod help;
mod hostile;
mod inspect;
mod interference;
mod judges;
mod ledger;
mod mistakes;
mod outgoing;
mod papers;
mod photos;
mod pinned;
#[cfg(unix)]
mod published;
mod receive;
mod reidentify;
mod risk;
#[cfg(unix)]
mod screens;
mod seal;
mod signals;
mod studio;
mod vendors;
mod verbs;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The command, with nothing of the tests' own environment that it could read.
fn cardsieve() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cardsieve"));
    command.stdin(Stdio::null()).env_clear();
    command
}

fn run<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Output {
    cardsieve().args(arguments).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Everything that was printed, after a check of the exit code.
fn told(output: &Output, expected: i32) -> String {
    let all = stdout(output) + &stderr(output);
    assert_eq!(code(output), expected, "{all}");
    all
}

/// A folder with a sample of 60 officers and a secret.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let sample = run(["sample", "--rows", "60"]);
        assert_eq!(code(&sample), 0);
        desk.put("hr.csv", &sample.stdout);
        told(
            &run(["secret", "new", desk.at("secret").to_str().unwrap()]),
            0,
        );
        desk
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.at(name), bytes).unwrap();
        self.at(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap()
    }

    /// The names in the folder, in order.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// An export in this folder, named parties given.
    fn export(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = cardsieve();
        command
            .current_dir(self.path())
            .args(["export", "--secret", "secret"]);
        command
            .args(["--controller", "C", "--recipient", "R"])
            .args(arguments);
        command
    }
}
