//! Rebuilds every photo of a folder for a card, and tells what became of each.
//!
//! `cargo run --release --features photo --example rebuild_photos -- FROM TO [WIDTH HEIGHT]`
//!
//! Writes `TO/<name>.jpg` for each file below `FROM`, and a line for each to standard output: the
//! code or `ok`, the milliseconds it took, and the name. Two threads share the work.

#![allow(clippy::disallowed_macros, reason = "a program that talks to its user")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use cardsieve::{Profile, photo};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.as_slice() {
        [from, to] => run(Path::new(from), Path::new(to), "295", "354"),
        [from, to, width, height] => run(Path::new(from), Path::new(to), width, height),
        _ => {
            eprintln!("usage: rebuild_photos FROM TO [WIDTH HEIGHT]");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(
    from: &Path,
    to: &Path,
    width: &str,
    height: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let profile: Profile = format!(
        "format = 1\nname = \"photos\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
         delete_after_days = 30\n[[column]]\nheader = \"record_ref\"\nplace = \"matching\"\n\
         parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
         [photo]\nplace = \"front\"\nwidth = {width}\nheight = {height}\n"
    )
    .parse()?;
    let frame = photo::Frame::of(profile.photo().ok_or("the profile has no photo")?);
    let mut files = Vec::new();
    find(from, &mut files)?;
    files.sort();
    fs::create_dir_all(to)?;
    let next = AtomicUsize::new(0);
    let told = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let line = one(file, from, to, &frame);
                    if let Ok(mut told) = told.lock() {
                        told.push(line);
                    }
                }
            });
        }
    });
    let mut told = told.into_inner().map_err(|_| "a thread stopped")?;
    told.sort();
    for (name, outcome) in told {
        println!("{outcome} {name}");
    }
    Ok(())
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn one(file: &Path, from: &Path, to: &Path, frame: &photo::Frame) -> (String, String) {
    let name = file
        .strip_prefix(from)
        .unwrap_or(file)
        .display()
        .to_string();
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(_) => return (name, "unread".to_owned()),
    };
    let started = Instant::now();
    let result = photo::rebuild(&bytes, frame, None);
    let milliseconds = started.elapsed().as_millis();
    let outcome = match result {
        Ok(photo) => {
            let target = to.join(format!("{}.jpg", name.replace(['/', '\\'], "-")));
            match fs::write(target, photo.bytes()) {
                Ok(()) => "ok",
                Err(_) => "unwritten",
            }
        }
        Err(unusable) => unusable.code().name(),
    };
    (name, format!("{outcome} {milliseconds}"))
}
