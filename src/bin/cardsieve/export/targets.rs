//! Where an export writes, and that it overwrites nothing that it reads.

use std::path::{Path, PathBuf};
use std::{fs, io};

use cardsieve::inspect::Outgoing;
use cardsieve::{Code, Profile, batch};

use super::{Args, Form};
use crate::beside::Beside;
use crate::failure::{Failure, Failures, Outcome};
use crate::input::is_standard;
use crate::output;

/// What an export writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Bare,
    Sealed,
}

/// What is written, in which form, and where to.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) kind: Kind,
    pub(super) form: batch::Form,
    /// None for standard output, and where nothing is written.
    pub(super) file: Option<PathBuf>,
    pub(super) is_standard: bool,
}

impl Target {
    /// What may leave by it.
    pub(super) fn outgoing(&self, profile: &Profile) -> Outgoing {
        match self.kind {
            Kind::Bare => Outgoing::rows(profile, self.form),
            Kind::Sealed => Outgoing::batch(profile, self.form),
        }
    }
}

/// What is written, if this command line says one thing and its files can be told apart.
pub(super) fn check(args: &Args) -> Result<Target, Failure> {
    let mut failures = Failures::default();
    let kind_and_form = failures.take(kind_and_form(args));
    if let Some((kind, _)) = kind_and_form {
        failures.take(belongs(args, kind));
    }
    failures.take(are_distinct(args));
    let Some((kind, form)) = kind_and_form else {
        return Err(failures.into_one());
    };
    let output = args.output.as_deref().filter(|_| !args.dry_run);
    failures.check().map(|()| Target {
        kind,
        form: match form {
            Form::Csv => batch::Form::Csv,
            Form::Ndjson => batch::Form::Ndjson,
        },
        file: output.filter(|path| !is_standard(path)).map(Path::to_owned),
        is_standard: output.is_some_and(is_standard),
    })
}

fn kind_and_form(args: &Args) -> Result<(Kind, Form), Failure> {
    let named = args.output.as_deref().filter(|path| !is_standard(path));
    let asked = args.output_format.unwrap_or(Form::Csv);
    let Some(path) = named else {
        let is_batch = args.output.is_none() && (args.photos.is_some() || is_encrypted(args));
        let kind = if is_batch { Kind::Sealed } else { Kind::Bare };
        return Ok((kind, asked));
    };
    let name = path.display();
    if let Some(says_encrypted) = batch_ending(path) {
        // Whether there is somebody to encrypt to, the profile may have to say.
        return if is_encrypted(args) && !says_encrypted {
            Err(Failure::usage(
                format!("--output {name}: the ending does not say that it is encrypted"),
                "use .zip.age",
            ))
        } else {
            Ok((Kind::Sealed, asked))
        };
    }
    let by_name = match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => Form::Csv,
        Some("ndjson") => Form::Ndjson,
        _ => {
            let text = format!("--output {name}: the ending does not say the form");
            return Err(Failure::usage(
                text,
                "use .csv, .ndjson, .zip, .zip.age, or - for standard output",
            ));
        }
    };
    if args.output_format.is_some_and(|form| form != by_name) {
        let text = format!("--output {name}: the ending and --output-format say different forms");
        return Err(Failure::usage(text, "leave --output-format out"));
    }
    Ok((Kind::Bare, by_name))
}

const fn is_encrypted(args: &Args) -> bool {
    !args.encrypt_to.is_empty()
}

/// Whether the name is a batch's, and then whether it is an encrypted one's.
fn batch_ending(path: &Path) -> Option<bool> {
    match path.extension()?.to_str()? {
        "zip" => Some(false),
        "age" if Path::new(path.file_stem()?).extension()? == "zip" => Some(true),
        _ => None,
    }
}

/// Whether every option has an effect on what is written.
fn belongs(args: &Args, kind: Kind) -> Outcome {
    let mut failures = Failures::default();
    let mut wrong = |is_wrong: bool, text: &str, next: &str| {
        if is_wrong {
            failures.take::<()>(Err(Failure::usage(text, next)));
        }
    };
    match kind {
        Kind::Sealed => {
            let is_open = args.sign.is_none() && !args.unsigned;
            wrong(
                is_open && !args.dry_run,
                "a batch is signed, or said not to be",
                "give --sign KEY, or --unsigned",
            );
        }
        Kind::Bare => {
            wrong(
                args.photos.is_some(),
                "--photos: bare rows go without photos",
                "seal them: --output FILE.zip",
            );
            wrong(
                is_encrypted(args),
                "--encrypt-to: bare rows are not encrypted",
                "seal them: --output FILE.zip.age",
            );
            let is_standard = args.output.as_deref().is_some_and(is_standard);
            wrong(
                is_standard && (args.sign.is_some() || args.created.is_some()),
                "--sign and --created: rows on standard output have no manifest",
                "give --output the name of a file, or leave them out",
            );
        }
    }
    failures.check()
}

/// Whether the photos are there that the profile asks for, and no others.
pub(super) fn photos_fit(args: &Args, kind: Kind, profile: &Profile) -> Outcome {
    match (kind, profile.photo(), &args.photos) {
        (Kind::Sealed, Some(_), None) => Err(Failure::usage(
            "the profile has a [photo], and a sealed batch needs the photos",
            "give their folder with --photos",
        )),
        (Kind::Sealed, None, Some(_)) => Err(Failure::usage(
            "--photos: the profile has no [photo]",
            "leave --photos out, or export under a profile with a [photo]",
        )),
        _ => Ok(()),
    }
}

/// Whether what is written is encrypted where its name or the profile says so.
///
/// A dry run is judged as the run would be.
pub(super) fn encryption_fits(args: &Args, profile: &Profile) -> Outcome {
    let Some(path) = args.output.as_deref() else {
        return Ok(());
    };
    let says_encrypted = !is_standard(path) && batch_ending(path) == Some(true);
    let is_pinned = !profile.recipient_keys().is_empty();
    if is_pinned && !says_encrypted {
        let code = Code::NotEncrypted;
        let text = format!("--output {}: {code}: {}", path.display(), code.meaning());
        return Err(Failure::refused(text, code.next_step()));
    }
    if says_encrypted && !is_pinned && !is_encrypted(args) {
        let name = path.display();
        return Err(Failure::usage(
            format!("--output {name}: the ending says that it is encrypted"),
            "say to whom with --encrypt-to, or use .zip",
        ));
    }
    Ok(())
}

fn are_distinct(args: &Args) -> Outcome {
    let profile = Path::new(&args.profile);
    let read = [
        ("--input", Some(args.input.as_path())),
        ("--profile", Some(profile)),
        ("--secret", Some(&args.secret)),
        ("--map", args.map.as_deref()),
        ("--withhold-list", args.withhold_list.as_deref()),
        ("--sign", args.sign.as_deref()),
        ("--ledger", args.ledger.as_deref()),
        ("--ledger-key", args.ledger_key.as_deref()),
    ];
    let recipients = args.encrypt_to.iter().map(|file| Some(Path::new(file)));
    let besides = args.ledger.as_deref().map(output::besides_a_ledger);
    let besides = besides.iter().flatten();
    let read = read
        .into_iter()
        .chain(besides.map(|file| ("--ledger", Some(file.as_path()))))
        .chain(recipients.map(|file| ("--encrypt-to", file)));
    let bare = args
        .output
        .as_deref()
        .filter(|path| !is_standard(path) && batch_ending(path).is_none());
    let beside = bare.map(Beside::of);
    let written = [
        ("--output", args.output.as_deref()),
        (
            "its manifest",
            beside.as_ref().map(|beside| beside.manifest.as_path()),
        ),
        (
            "its signature",
            beside.as_ref().map(|beside| beside.signature.as_path()),
        ),
        ("--report", args.report.as_deref()),
        ("--flagged-report", args.flagged_report.as_deref()),
    ];
    let streams = [
        ("standard input", identity(io::stdin())),
        ("standard output", identity(io::stdout())),
    ];
    let mut seen: Vec<(&str, PathBuf)> = read
        .filter_map(|(option, path)| {
            Some((
                option,
                output::place(path.filter(|path| !is_standard(path))?),
            ))
        })
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
        let place = output::place(path);
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
