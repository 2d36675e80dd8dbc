//! `cardsieve ledger refusal`: the bureau signs a no.

use std::fs::File;
use std::path::PathBuf;

use cardsieve::batch::Day;
use cardsieve::ledger::paper::Refusal;
use cardsieve::{BatchId, Code};

use super::paper::{self, Signing};
use crate::failure::{Failure, Failures, Outcome};
use crate::{clock, console, nearest};

/// Sign that a file is refused, with the codes of what was found and nothing else
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger refusal cards.xlsx --as \"Example Card Bureau\" \\\n    --controller \"Example Constabulary\" --code hidden-sheet \\\n    --sign bureau.key --output cards.refused.json"
)]
pub(crate) struct Args {
    /// The file, as it arrived
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Who refuses it
    #[arg(long = "as", value_name = "RECIPIENT")]
    recipient: String,
    /// Who sent it
    #[arg(long, value_name = "NAME")]
    controller: String,
    /// What `inspect` or `verify` found; may be given again
    #[arg(long, value_name = "CODE", required = true)]
    code: Vec<String>,
    /// Which batch the file says that it is; without one, a controller can enter the refusal only of a file that
    /// its ledger knows, to the byte
    #[arg(long, value_name = "ID")]
    batch: Option<BatchId>,
    /// The file will be deleted at once, with whatever was made of it
    #[arg(long)]
    deleted: bool,
    /// The day of the refusal, not in the future [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    at: Option<Day>,
    #[command(flatten)]
    signing: Signing,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let day = clock::not_after_today(args.at, "--at")?;
    let failure = |error: std::io::Error| Failure::io(&args.file, error.kind());
    let mut file = File::open(&args.file).map_err(failure)?;
    let digest = paper::digest(&mut file).map_err(failure)?;
    are_codes(&args.code)?;
    let codes = args.code.iter().map(String::as_str);
    let refusal = Refusal::of(digest, &args.controller, &args.recipient, codes, day);
    let mut refusal = refusal.map_err(|errors| paper::refused("the refusal", &errors))?;
    if let Some(batch) = args.batch {
        refusal = refusal.with_batch(batch);
    }
    if args.deleted {
        refusal = refusal.with_file_deleted();
    }
    args.signing.write(&refusal.into())?;
    if args.batch.is_none() {
        console::say(
            "no batch is named: the controller's ledger takes it only if the file is, to the byte, one that it has entered",
        );
    }
    Ok(())
}

/// Which of the codes are none; what was typed is not said, for it may be what was found.
fn are_codes(given: &[String]) -> Outcome {
    let mut failures = Failures::default();
    for (number, code) in (1..).zip(given) {
        if Refusal::every_code().all(|known| known != code) {
            let malformed = Code::PaperMalformed;
            failures.take::<()>(Err(Failure::refused(
                format!(
                    "{malformed} under codes: --code number {number} is no code of a finding or of a file"
                ),
                nearest::among_many(
                    code,
                    Refusal::every_code(),
                    "`cardsieve inspect` and `cardsieve verify` tell them",
                ),
            )));
        }
    }
    failures.check()
}
