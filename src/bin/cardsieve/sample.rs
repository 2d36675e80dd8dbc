//! `cardsieve sample`: synthetic officers.

use cardsieve::sample::{self, Format};
use clap::ValueEnum;

use crate::console;
use crate::failure::Outcome;

/// Print synthetic officers with every field filled; nobody real is among them
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cardsieve sample --rows 1000 --seed 1 > hr.csv")]
pub(crate) struct Args {
    /// How many
    #[arg(long, value_name = "N")]
    rows: u64,
    /// The same seed gives the same bytes
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// The form of the output
    #[arg(long, value_enum, default_value_t = Form::Csv)]
    format: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    Csv,
    Ndjson,
    Json,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let format = match args.format {
        Form::Csv => Format::Csv,
        Form::Ndjson => Format::Ndjson,
        Form::Json => Format::Json,
    };
    console::write(|mut out| sample::write(args.rows, args.seed, format, &mut out))
}
