//! `cardsieve ledger due`: what the bureau must delete by when.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use cardsieve::batch::{Day, Expect, Manifest};
use cardsieve::ledger::paper::Due;
use clap::ValueEnum;

use super::paper;
use crate::failure::{Failure, Outcome};
use crate::received::MayTrust;
use crate::{clock, console};

/// List what of the batches in a folder must be deleted by when
///
/// Reads batches (.zip, .zip.age) and papers (.json) in the folder itself, not below it. Files are told by
/// number, in the order of their names. Exit 3 if something is overdue, or a file could not be told.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cardsieve ledger due inbox --signer signers.txt")]
pub(crate) struct Args {
    /// The folder
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    #[command(flatten)]
    trust: MayTrust,
    /// The day to look at it on [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    at: Option<Day>,
    /// The form of the listing
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// No manifest of rows is longer.
const LONGEST: u64 = 1 << 20;

/// What a file of the folder is, by the ending of its name.
enum File {
    Batch,
    Paper,
    /// A pipe, a folder, or a link that leads nowhere.
    None,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let today = match args.at {
        Some(day) => day,
        None => clock::today()?,
    };
    let mut due = Due::on(today);
    let mut unread = 0;
    for (number, (path, file)) in (1..).zip(files(&args.folder)?) {
        let shown = args.folder.join(format!("file {number}"));
        let taken = match file {
            File::Batch => batch(args, &path, &mut due),
            File::Paper => paper(&path, &mut due),
            File::None => Err("named as a batch or paper, and no file".to_owned()),
        };
        if let Err(what) = taken {
            unread += 1;
            console::warn(
                &format!("{}: {what}", shown.display()),
                Some("what it is must be found out: it can be something to delete"),
            );
        }
    }
    let due = due.in_order();
    let text = match args.format {
        Format::Text => due.to_text(),
        Format::Json => due.to_json() + "\n",
    };
    let is_good = !due.is_overdue() && unread == 0;
    console::conclude(text, Failure::unless(is_good))
}

/// The files that can be of interest, in the order of their names.
fn files(folder: &Path) -> Result<Vec<(PathBuf, File)>, Failure> {
    let failure = |error: std::io::Error| Failure::io(folder, error.kind());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failure)? {
        paths.push(entry.map_err(failure)?.path());
    }
    paths.sort();
    let kind = |path: &Path| {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let is_batch = name.ends_with(".zip") || name.ends_with(".zip.age");
        match (is_batch, name.ends_with(".json")) {
            (true, _) => Some(File::Batch),
            (_, true) => Some(File::Paper),
            _ => None,
        }
    };
    let files = paths.into_iter().filter_map(|path| {
        let named = kind(&path)?;
        let kind = if path.is_file() { named } else { File::None };
        Some((path, kind))
    });
    Ok(files.collect())
}

/// A batch counts as held whether or not its day is past.
fn batch(args: &Args, path: &Path, due: &mut Due) -> Result<(), String> {
    let unread = match args.trust.is_given() {
        true => "a batch that does not verify under --signer, or is encrypted to another key",
        false => {
            "a batch that is signed, which nobody can check without --signer, or one that does not verify or is encrypted"
        }
    };
    let file = args.trust.file(path).map_err(|_| unread.to_owned())?;
    // the day is what is asked for, and so it is no reason to look away
    let expect = Expect::on(clock::first().map_err(|_| unread.to_owned())?);
    let batch = args.trust.verify(file, path, &expect);
    let batch = batch.map_err(|_| unread.to_owned())?;
    due.add_batch(batch.manifest());
    Ok(())
}

/// Any JSON that is no paper is told: it can be rows, or be about some.
fn paper(path: &Path, due: &mut Due) -> Result<(), String> {
    let paper = paper::read(path).map_err(|_| match manifest(path) {
        Some(one) => format!(
            "the manifest of bare rows, batch {}, to be deleted by {}: of those there is no receipt, and they are not listed",
            one.batch(),
            one.delete_by()
        ),
        None => "no receipt, attestation or refusal in its one form".to_owned(),
    })?;
    due.add_paper(paper);
    Ok(())
}

/// Whoever wrote it: what it says is told, and nothing rests on it.
fn manifest(path: &Path) -> Option<Manifest> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).ok()?;
    file.take(LONGEST).read_to_end(&mut bytes).ok()?;
    Manifest::parse(&bytes).ok()
}
