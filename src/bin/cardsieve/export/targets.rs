//! Where an export writes, and that it overwrites nothing that it reads.

use std::path::{Path, PathBuf};
use std::{fs, io};

use cardsieve::batch;

use super::{Args, Form};
use crate::failure::{Failure, Outcome};
use crate::input::is_standard;

/// The form of the rows, if the files of this command line can be told apart.
pub(super) fn check(args: &Args) -> Result<batch::Form, Failure> {
    let form = form(args)?;
    are_distinct(args)?;
    Ok(match form {
        Form::Csv => batch::Form::Csv,
        Form::Ndjson => batch::Form::Ndjson,
    })
}

fn form(args: &Args) -> Result<Form, Failure> {
    let Some(path) = args.output.as_deref().filter(|path| !is_standard(path)) else {
        return Ok(args.output_format.unwrap_or(Form::Csv));
    };
    let name = path.display();
    let by_name = match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => Form::Csv,
        Some("ndjson") => Form::Ndjson,
        Some("zip") => {
            let text = format!("--output {name}: sealed batches cannot be written yet");
            return Err(Failure::usage(text, "write bare rows: .csv, .ndjson, or -"));
        }
        _ => {
            let text = format!("--output {name}: the ending does not say the form");
            return Err(Failure::usage(
                text,
                "use .csv, .ndjson, or - for standard output",
            ));
        }
    };
    if args.output_format.is_some_and(|form| form != by_name) {
        let text = format!("--output {name}: the ending and --output-format say different forms");
        return Err(Failure::usage(text, "leave --output-format out"));
    }
    Ok(by_name)
}

fn are_distinct(args: &Args) -> Outcome {
    let profile = Path::new(&args.profile);
    let read = [
        ("--input", Some(args.input.as_path())),
        ("--profile", Some(profile)),
        ("--secret", Some(&args.secret)),
        ("--map", args.map.as_deref()),
        ("--withhold-list", args.withhold_list.as_deref()),
    ];
    let written = [
        ("--output", args.output.as_deref()),
        ("--report", args.report.as_deref()),
        ("--flagged-report", args.flagged_report.as_deref()),
    ];
    let streams = [
        ("standard input", identity(io::stdin())),
        ("standard output", identity(io::stdout())),
    ];
    let mut seen: Vec<(&str, PathBuf)> = read
        .into_iter()
        .filter_map(|(option, path)| Some((option, place(path.filter(|path| !is_standard(path))?))))
        .collect();
    for (option, path) in written {
        let Some(path) = path else { continue };
        if is_standard(path) {
            if option == "--output" {
                continue;
            }
            let text = format!("{option} -: reports do not go to standard output");
            return Err(Failure::usage(text, "give the name of a file"));
        }
        let there = fs::metadata(path)
            .ok()
            .and_then(|found| identity_of(&found));
        let same = |(_, stream): &&(&str, Option<_>)| stream.is_some() && *stream == there;
        if let Some((stream, _)) = streams.iter().find(same) {
            let text = format!(
                "{option} and {stream} are the same file: {}",
                path.display()
            );
            return Err(Failure::usage(text, "give each its own"));
        }
        let place = place(path);
        if let Some((other, _)) = seen.iter().find(|(_, taken)| *taken == place) {
            let text = format!("{option} and {other} are the same file: {}", path.display());
            return Err(Failure::usage(text, "give each its own"));
        }
        seen.push((option, place));
    }
    Ok(())
}

/// Which regular file a stream of ours leads to.
#[cfg(unix)]
fn identity(stream: impl std::os::fd::AsFd) -> Option<(u64, u64)> {
    let file = fs::File::from(stream.as_fd().try_clone_to_owned().ok()?);
    identity_of(&file.metadata().ok()?)
}

#[cfg(not(unix))]
fn identity<S>(_: S) -> Option<(u64, u64)> {
    None
}

/// Which file it is on its machine, whatever it is called.
#[cfg(unix)]
fn identity_of(found: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    found.is_file().then(|| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity_of(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

/// The same for two names of one file.
fn place(path: &Path) -> PathBuf {
    if let Ok(place) = path.canonicalize() {
        return place;
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    match (
        folder.unwrap_or(Path::new(".")).canonicalize(),
        path.file_name(),
    ) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}
