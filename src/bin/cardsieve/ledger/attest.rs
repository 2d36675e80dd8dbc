//! `cardsieve ledger attest-deletion`: the bureau signs what it deleted.

use std::path::PathBuf;

use cardsieve::batch::Day;
use cardsieve::ledger::paper::{Attestation, Extent, Paper, Receipt};

use super::paper::{self, Signing};
use crate::clock;
use crate::failure::{Failure, Failures, Outcome};

/// Sign what of a batch was deleted
///
/// By its receipt, since the batch is gone. Without --part all rows and photos are deleted, and the file that
/// they came in. What is not said is not attested: until --spool and --ribbon are, something remains.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger attest-deletion cards.receipt.json --spool --ribbon \\\n    --sign bureau.key --output cards.deleted.json"
)]
pub(crate) struct Args {
    /// The receipt of the batch
    #[arg(value_name = "RECEIPT")]
    receipt: PathBuf,
    /// Only a part is deleted: --rows and --photos say how many
    #[arg(long, requires = "rows")]
    part: bool,
    /// How many rows are deleted
    #[arg(long, value_name = "N", requires = "part")]
    rows: Option<u64>,
    /// How many photos are deleted [default: none]
    #[arg(long, value_name = "N", requires = "part")]
    photos: Option<u64>,
    /// What waited for the printer, in its queue or memory, is deleted
    #[arg(long)]
    spool: bool,
    /// Ribbons and films that bear what was printed are destroyed, or there were none
    #[arg(long)]
    ribbon: bool,
    /// Copies remain in backups, out of use, until this day at the latest [default: there are none]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    backups_until: Option<Day>,
    /// The day by which it was deleted, not in the future [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    at: Option<Day>,
    #[command(flatten)]
    signing: Signing,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let day = clock::not_after_today(args.at, "--at")?;
    let receipt = match paper::own(&args.receipt)? {
        Paper::Receipt(receipt) => receipt,
        other => {
            let text = format!(
                "{}: no receipt, but an {}",
                args.receipt.display(),
                other.kind()
            );
            return Err(Failure::refused(
                text.replace("an refusal", "a refusal"),
                "give the receipt of the batch",
            ));
        }
    };
    let extent = match args.rows {
        Some(rows) => Extent::Part {
            rows,
            photos: args.photos.unwrap_or_default(),
        },
        None => Extent::Whole,
    };
    fits(args, &receipt, day)?;
    let key = args.signing.key()?;
    args.signing.check_own(&args.receipt, &key)?;
    let refused = |errors| paper::refused(&args.receipt.display().to_string(), &errors);
    let mut attestation = Attestation::of(&receipt, extent, day).map_err(refused)?;
    if args.spool {
        attestation = attestation.with_spool();
    }
    if args.ribbon {
        attestation = attestation.with_ribbon();
    }
    if let Some(until) = args.backups_until {
        attestation = attestation.with_backups_until(until).map_err(refused)?;
    }
    args.signing.write_by(&key, &attestation.into())
}

/// Whether what is attested can be of this receipt; all that cannot is told.
fn fits(args: &Args, receipt: &Receipt, day: Day) -> Outcome {
    let mut failures = Failures::default();
    let mut wrong = |is_wrong: bool, text: String, next: &str| {
        if is_wrong {
            failures.take::<()>(Err(Failure::refused(text, next)));
        }
    };
    for (flag, given, received) in [
        ("--rows", args.rows, receipt.rows()),
        ("--photos", args.photos, receipt.photos()),
    ] {
        let given = given.unwrap_or_default();
        wrong(
            given > received,
            format!("{flag} {given}: more than the {received} of the receipt"),
            "give how many of those that were received are deleted",
        );
    }
    wrong(
        args.rows == Some(0) && args.photos.unwrap_or_default() == 0 && !args.spool && !args.ribbon,
        "--rows 0: nothing is deleted, and so there is nothing to attest".to_owned(),
        "give how many rows or photos are deleted, or --spool or --ribbon",
    );
    wrong(
        day < receipt.date(),
        format!(
            "--at {day}: before {}, the day of the receipt",
            receipt.date()
        ),
        "give the day by which it was deleted",
    );
    if let Some(until) = args.backups_until {
        wrong(
            until < day,
            format!("--backups-until {until}: before {day}, the day by which it was deleted"),
            "give the last day on which a copy can be in a backup, or leave it out if there is none",
        );
    }
    failures.check()
}
