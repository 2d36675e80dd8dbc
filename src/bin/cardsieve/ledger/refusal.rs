//! `cardsieve ledger refusal`: the bureau signs a no.

use std::fs::File;
use std::path::PathBuf;

use cardsieve::BatchId;
use cardsieve::batch::Day;
use cardsieve::ledger::paper::Refusal;

use super::paper::{self, Signing};
use crate::clock;
use crate::failure::{Failure, Outcome};

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
    /// Which batch the file says that it is
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
    let codes = args.code.iter().map(String::as_str);
    let refusal = Refusal::of(digest, &args.controller, &args.recipient, codes, day);
    let mut refusal = refusal.map_err(|errors| paper::refused("the refusal", &errors))?;
    if let Some(batch) = args.batch {
        refusal = refusal.with_batch(batch);
    }
    if args.deleted {
        refusal = refusal.with_file_deleted();
    }
    args.signing.write(&refusal.into())
}
