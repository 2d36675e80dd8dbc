//! `cardsieve fields`: the catalogue.

use cardsieve::field::listing;
use clap::ValueEnum;

use crate::console;
use crate::failure::Outcome;

/// List every field, its class, and how much of it may ever leave
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cardsieve fields --format markdown")]
pub(crate) struct Args {
    /// The form of the listing
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
}

pub(crate) fn run(args: &Args) -> Outcome {
    console::print(match args.format {
        Format::Text => listing::text(),
        Format::Markdown => listing::markdown(),
        Format::Json => listing::json() + "\n",
    })
}
