//! `cardsieve ledger import`: what a bureau has signed, into the ledger.

use std::path::{Path, PathBuf};

use cardsieve::Code;
use cardsieve::ledger::paper::Paper;
use cardsieve::ledger::{Correctable, Event, ImportError, Ledger, LedgerError};

use super::{Named, key, paper};
use crate::failure::{Failure, Failures, Outcome};
use crate::{clock, console, output};

/// Enter what a bureau signed: receipts, attestations of deletion, refusals
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger import --ledger ledger.db --ledger-key ledger.key receipt.json\n\n\
    Each file's signature stands beside it. A key counts once it was entered with `ledger trust`. What is \
    attested counts from today, whatever day it claims."
)]
pub(crate) struct Args {
    #[command(flatten)]
    named: Named,
    /// The ledger's key file
    #[arg(long, value_name = "F")]
    ledger_key: PathBuf,
    /// The papers
    #[arg(value_name = "FILE", required = true)]
    papers: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let key = key(&args.ledger_key)?;
    let mut ledger = args.named.open()?;
    let mut failures = Failures::default();
    for (position, path) in args.papers.iter().enumerate() {
        let Some((bytes, signature)) = failures.take(paper::with_signature(path)) else {
            continue;
        };
        let now = clock::now()?;
        let import = || ledger.import(&key, &bytes, &signature, now);
        let entered = match position + 1 == args.papers.len() {
            true => output::conclude(import),
            false => output::enter(import, |entry| {
                format!("{} as entry {entry}", path.display())
            }),
        };
        let entered = entered.map_err(|error| match error {
            ImportError::Paper(errors) => paper::refused(&path.display().to_string(), &errors),
            ImportError::Ledger(error) => not_entered(&ledger, path, error),
        });
        if let Some(entry) = failures.take(entered) {
            console::say(format_args!("{}: entry {entry}", path.display()));
            warn_of_other_file(&ledger, entry, path);
        }
    }
    failures.check()
}

/// A paper that was entered, or whose batch left, may count no more by an entry that can be corrected.
fn not_entered(ledger: &Ledger, path: &Path, error: LedgerError) -> Failure {
    let (Some(code), Some(entry)) = (error.code(), error.entry()) else {
        return super::failure(path, error);
    };
    let text = format!("{}: {error}", path.display());
    match code {
        Code::PaperOfNoBatch => Failure::refused(
            format!("{text}; by entry {entry} its batch never left"),
            format!(
                "if it did, enter a correction of entry {entry} (`cardsieve ledger correction --entry {entry} \
                 --reason entered-wrongly`), settle the run if that opens it, and import the paper again"
            ),
        ),
        Code::PaperKnown => {
            let all = ledger.correctable().unwrap_or_default();
            let known = all.iter().find(|one| one.entry().number() == entry);
            match known.and_then(Correctable::amended) {
                Some(by) => {
                    let by = by.entry();
                    Failure::refused(
                        format!("{text}; since entry {by} corrected it, it counts no more"),
                        format!(
                            "if it is right, enter a correction of entry {by} (`cardsieve ledger correction --entry \
                             {by} --reason entered-wrongly`): then it counts again"
                        ),
                    )
                }
                None => super::failure(path, error),
            }
        }
        _ => super::failure(path, error),
    }
}

/// A receipt of what was decrypted before it was received says nothing of the file that went.
fn warn_of_other_file(ledger: &Ledger, entry: u64, path: &Path) {
    let entries = ledger.entries().unwrap_or_default();
    let entered = entries.iter().find_map(|one| match one.event() {
        Event::Paper(paper) if one.number() == entry => Some(paper.paper()),
        _ => None,
    });
    let Some(Paper::Receipt(receipt)) = entered else {
        return;
    };
    let is_sent = entries.iter().any(|one| match one.event() {
        Event::Prepared(sent) => sent.batch() == receipt.batch() && sent.is_file(&receipt.file()),
        _ => false,
    });
    if !is_sent {
        console::warn(
            &format!("{}: of another file than the one that went", path.display()),
            Some(
                "if the bureau decrypted it first, ask for receipts of files as they arrive; else ask what it has",
            ),
        );
    }
}
