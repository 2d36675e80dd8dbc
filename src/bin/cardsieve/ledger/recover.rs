//! `cardsieve ledger recover`: settles what a run that was cut off had left.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use cardsieve::BatchId;
use cardsieve::batch::Day;
use cardsieve::ledger::{Event, FileDigest, Ledger};

use super::{Named, key};
use crate::failure::{Failure, Failures, Outcome};
use crate::{clock, console, output};

/// Settle batches that a run which was cut off had prepared
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger recover --ledger ledger.db --ledger-key ledger.key cards.zip\n\n\
    A file that is named was released, if an open entry speaks of it. Without files and batches the open \
    entries are listed."
)]
pub(crate) struct Args {
    #[command(flatten)]
    named: Named,
    /// The ledger's key file
    #[arg(long, value_name = "F")]
    ledger_key: PathBuf,
    /// Files that exports wrote, under the names that they have now
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A batch that is certainly nowhere: it was never sent, and its file is gone
    #[arg(long, value_name = "BATCH")]
    abandon: Vec<BatchId>,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let key = key(&args.ledger_key)?;
    let mut ledger = args.named.open()?;
    let now = clock::now()?;
    let last_days = last_days(args, &ledger)?;
    let mut failures = Failures::default();
    for path in &args.files {
        let digest = digest(path);
        let found = digest.and_then(|digest| {
            let said = |batches: &Vec<BatchId>| settled(batches, "released");
            let found = output::enter(|| ledger.recover(&key, &digest, now), said);
            found.map_err(|error| super::failure(path, error))
        });
        for batch in failures.take(found).unwrap_or_default() {
            console::say(format_args!(
                "batch {batch}: released as {}",
                path.display()
            ));
            if let Some(last) = last_days.get(&batch).filter(|last| **last < now.day()) {
                console::warn(
                    &format!(
                        "batch {batch} is overdue from the beginning: it must be deleted by {last}"
                    ),
                    Some("have it deleted, or do not send it and delete the file"),
                );
            }
        }
    }
    for batch in &args.abandon {
        let said = |_: &u64| settled(&[*batch], "abandoned");
        let abandoned = output::enter(|| ledger.abandon(&key, *batch, now), said);
        let abandoned = abandoned.map_err(|error| args.named.failure(error));
        if failures.take(abandoned).is_some() {
            console::say(format_args!("batch {batch}: abandoned"));
        }
    }
    let open = failures.take(open(args, &ledger)).unwrap_or_default();
    if open > 0 && args.files.is_empty() && args.abandon.is_empty() {
        return Err(Failure::refused(
            format!("batches that are open: {open}"),
            "name the files that are there, and with --abandon the batches that are nowhere",
        ));
    }
    failures.check()
}

fn settled(batches: &[BatchId], what: &str) -> String {
    let batches: Vec<String> = batches.iter().map(ToString::to_string).collect();
    format!("batch {} as {what}", batches.join(", "))
}

/// Until when each open batch may be held.
fn last_days(args: &Args, ledger: &Ledger) -> Result<HashMap<BatchId, Day>, Failure> {
    let open = ledger.unsettled();
    let open = open.map_err(|error| args.named.failure(error))?;
    let days = open.iter().filter_map(|entry| match entry.event() {
        Event::Prepared(one) => Some((one.batch(), one.delete_by())),
        _ => None,
    });
    Ok(days.collect())
}

fn digest(path: &Path) -> Result<FileDigest, Failure> {
    let read = File::open(path).and_then(FileDigest::of);
    read.map_err(|error| Failure::io(path, error.kind()))
}

/// Lists what is still open, and counts it.
fn open(args: &Args, ledger: &Ledger) -> Result<u64, Failure> {
    let open = ledger
        .unsettled()
        .map_err(|error| args.named.failure(error))?;
    for entry in &open {
        if let Event::Prepared(one) = entry.event() {
            console::say(format_args!(
                "open: batch {} for {}, entered {}, {}, sha256 {}",
                one.batch(),
                one.recipient(),
                entry.at(),
                one.file().kind().name(),
                one.file().sha256()
            ));
        }
    }
    if open.is_empty() {
        console::say("nothing is open");
    }
    Ok(open.len() as u64)
}
