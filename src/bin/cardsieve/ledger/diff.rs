//! `cardsieve ledger diff`: what changed in a recipient's holdings between two days.

use cardsieve::batch::Day;
use clap::ValueEnum;

use super::Named;
use crate::failure::{Failure, Outcome};
use crate::{clock, console};

/// What changed in a recipient's holdings between two days
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger diff --ledger ledger.db --recipient \"Example Card Bureau\" \\\n    \
    --from 2026-10-01 --to 2026-11-01"
)]
pub(crate) struct Args {
    #[command(flatten)]
    named: Named,
    /// The recipient, as the profile names it
    #[arg(long, value_name = "NAME")]
    recipient: String,
    /// The earlier day; what was entered on it counts
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    from: Day,
    /// The later day
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    to: Day,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
    Csv,
    Html,
}

pub(crate) fn run(args: &Args) -> Outcome {
    if args.to < args.from {
        return Err(Failure::usage(
            "--to is before --from",
            "exchange the two days",
        ));
    }
    let ledger = args.named.open()?;
    let diff = ledger.diff(&args.recipient, args.from, args.to);
    let diff = diff.map_err(|error| args.named.failure_of(&ledger, &args.recipient, error))?;
    args.named.warn_of_ahead(&ledger, args.to)?;
    super::warn_of_others_alike(&args.named, &ledger, diff.after().recipient())?;
    console::print(match args.format {
        Form::Text => diff.to_text(),
        Form::Json => diff.to_json() + "\n",
        Form::Csv => diff.to_csv(),
        Form::Html => diff.to_html(),
    })
}
