//! `cardsieve ledger receipt`: the bureau signs what it received.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use cardsieve::Code;
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
    let mut file = File::open(&args.batch).map_err(failure)?;
    if file.metadata().map_err(failure)?.is_dir() {
        return Err(failure(std::io::ErrorKind::IsADirectory.into()));
    }
    let digest = paper::digest(&mut file).map_err(failure)?;
    bare_rows(&args.batch, &mut file)?;
    let batch = args.trust.open_file(file, &args.batch, &expect);
    let batch = batch.map_err(|failure| {
        failure.advise(
            Code::PastDeleteBy,
            "an attestation is made of its receipt: if it arrived before that day, give with --at the day on which it did",
        )
    })?;
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

/// Of bare rows there is no receipt: what they are does not stand in them.
fn bare_rows(path: &Path, file: &mut File) -> Outcome {
    let failure = |error: std::io::Error| Failure::io(path, error.kind());
    let mut begins = Vec::new();
    let mut first = (&mut *file).take(4);
    first.read_to_end(&mut begins).map_err(failure)?;
    file.seek(SeekFrom::Start(0)).map_err(failure)?;
    // a ZIP, or what age begins with, in either of its forms
    let is_batch = [b"PK".as_slice(), b"age-", b"----"]
        .iter()
        .any(|one| begins.starts_with(one));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_ascii_lowercase();
    let is_named = [".zip", ".age"].iter().any(|ending| name.ends_with(ending));
    if is_batch || is_named {
        return Ok(());
    }
    Err(Failure::refused(
        format!(
            "{}: no sealed batch: of bare rows there is no receipt",
            path.display()
        ),
        "ask the controller for a sealed batch; once bare rows are deleted, the controller enters that (`cardsieve ledger correction`)",
    ))
}
