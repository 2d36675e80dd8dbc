//! `cardsieve ledger receipt`: the bureau signs what it received.

use std::path::PathBuf;

use cardsieve::batch::{Day, Expect};
use cardsieve::ledger::paper::Receipt;

use super::paper::{self, Signing};
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::received::Trust;

/// Verify a batch that arrived, and sign a receipt of it
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger receipt cards.zip --signer signers.txt \\\n    --sign bureau.key --output cards.receipt.json"
)]
pub(crate) struct Args {
    /// The batch, as it arrived: .zip or .zip.age
    #[arg(value_name = "BATCH")]
    batch: PathBuf,
    #[command(flatten)]
    trust: Trust,
    /// Whom the batch must be for
    #[arg(long = "as", value_name = "RECIPIENT")]
    recipient: Option<String>,
    /// The day on which it arrived, not in the future [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    at: Option<Day>,
    #[command(flatten)]
    signing: Signing,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let day = clock::not_after_today(args.at, "--at")?;
    let mut expect = Expect::on(day);
    if let Some(recipient) = &args.recipient {
        expect = expect.recipient(recipient);
    }
    let failure = |error: std::io::Error| Failure::io(&args.batch, error.kind());
    let mut file = std::fs::File::open(&args.batch).map_err(failure)?;
    if file.metadata().map_err(failure)?.is_dir() {
        return Err(failure(std::io::ErrorKind::IsADirectory.into()));
    }
    let digest = paper::digest(&mut file).map_err(failure)?;
    let batch = args.trust.open_file(file, &args.batch, &expect)?;
    let created = batch.manifest().created();
    if day < created {
        return Err(Failure::refused(
            format!("--at {day}: before {created}, the day on which the batch was made"),
            "give the day on which it arrived",
        ));
    }
    let receipt = Receipt::of(batch.manifest(), digest, day, batch.signer().is_some());
    args.signing.write(&receipt.into())
}
