//! `cardsieve verify`: whether a batch is as it was sealed, and by whom.

use std::path::PathBuf;

use cardsieve::batch::{Day, Expect};

use crate::failure::Outcome;
use crate::received::{Received, Trust};
use crate::{clock, console};

/// Verify a sealed batch, and say what it says of itself
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve verify cards.zip --signer signers.txt --as \"Example Card Bureau\""
)]
pub(crate) struct Args {
    /// The batch: .zip or .zip.age
    #[arg(value_name = "BATCH")]
    batch: PathBuf,
    #[command(flatten)]
    trust: Trust,
    /// Whom the batch must be for
    #[arg(long = "as", value_name = "RECIPIENT")]
    recipient: Option<String>,
    /// The day on which it must be allowed to hold the batch [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    at: Option<Day>,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let day = match args.at {
        Some(day) => day,
        None => clock::today()?,
    };
    let mut expect = Expect::on(day);
    if let Some(recipient) = &args.recipient {
        expect = expect.recipient(recipient);
    }
    let batch = args.trust.open(&args.batch, &expect)?;
    if args.trust.binds_nobody() {
        console::warn(
            "the key is trusted for whichever controller a batch names",
            Some("write it into a signers file, with its controller's name behind it"),
        );
    }
    console::print(text(args, &batch))
}

fn text(args: &Args, batch: &Received) -> String {
    let manifest = batch.manifest();
    let rows = manifest.rows();
    let columns: Vec<_> = manifest
        .columns()
        .iter()
        .map(|column| format!("{} ({})", column.header(), column.place().name()))
        .collect();
    let signed = match batch.signer() {
        Some(signer) => format!("verified, signed by {signer}"),
        None => "in order, and signed by nobody".to_owned(),
    };
    format!(
        "{}: {signed}\n  from {} to {}: {}\n  batch {}, epoch {}, created {}, delete by {}\n  \
         profile {}, {}\n  {}: {}, sha256 {}\n  {}\n  columns: {}\n",
        args.batch.display(),
        manifest.controller(),
        manifest.recipient(),
        manifest.purpose(),
        manifest.batch(),
        manifest.epoch(),
        manifest.created(),
        manifest.delete_by(),
        manifest.profile_name(),
        manifest.profile_fingerprint(),
        rows.name(),
        console::count(rows.count(), "row"),
        rows.sha256(),
        console::count(manifest.photos().len() as u64, "photo"),
        columns.join(", "),
    )
}
