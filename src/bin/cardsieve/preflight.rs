//! `cardsieve preflight`: the sender's look at a whole export, before any of it leaves.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use cardsieve::batch::Limits;
use cardsieve::inspect::Preflight;
use clap::ValueEnum;

use crate::failure::{Failure, Failures, Outcome};
use crate::held::Held;
use crate::input::{self, Reading};
use crate::load::Parties;
use crate::{console, load};

/// Look at a whole HR export before any of it leaves
///
/// Reads every cell of every column, as no other verb does, and writes nothing for a recipient. Tells the
/// sender where a text that would be released holds what another column holds, where a column looks like
/// what no card needs, which flags nothing speaks of, and what would stay behind. Columns, codes and counts
/// alone, never a value.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve preflight --profile warrant-card --input hr.csv --map map.toml"
)]
pub(crate) struct Args {
    /// A preset's name, or a profile file
    #[arg(long, value_name = "P")]
    profile: String,
    /// The HR export, or - for standard input
    #[arg(long, value_name = "FILE")]
    input: PathBuf,
    /// The map of the HR export [default: columns are taken by field name]
    #[arg(long, value_name = "M")]
    map: Option<PathBuf>,
    /// Record ids of people who must be withheld, one a line
    #[arg(long, value_name = "F")]
    withhold_list: Option<PathBuf>,
    /// The exact number of rows of the input, in place of the profile's max_rows
    #[arg(long, value_name = "N")]
    expect_rows: Option<u64>,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    parties: Parties,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let mut failures = Failures::default();
    let profile = failures.take(load::profile(&args.profile, &args.parties));
    let map = failures.take(args.map.as_deref().map(load::map).transpose());
    let list = args.withhold_list.as_deref().map(load::withhold_list);
    let list = failures.take(list.transpose());
    let source = failures.take(open(&args.input));
    let (Some(profile), Some(map), Some(list), Some(source)) = (profile, map, list, source) else {
        return Err(failures.into_one());
    };
    let mut limits = Limits::default();
    if let Some(rows) = args.expect_rows {
        limits = limits.expect_rows(rows);
    }
    let mut preflight = Preflight::new(&profile)
        .with_options(args.reading.options(&args.input))
        .with_limits(limits);
    if let Some(map) = &map {
        preflight = preflight.with_map(map);
    }
    if let Some(list) = list {
        preflight = preflight.with_withhold_list(list);
    }
    let preview = preflight
        .look(source)
        .map_err(|error| input::failure(&args.input, args.map.as_ref(), &error))?;
    let text = match args.format {
        Format::Text => preview.to_text(),
        Format::Json => preview.to_json() + "\n",
    };
    console::conclude(text, Failure::unless(preview.is_clean()))
}

fn open(path: &Path) -> Result<Held, Failure> {
    if input::is_standard(path) {
        return Held::standard();
    }
    let failure = |error: io::Error| Failure::io(path, error.kind());
    let file = File::open(path).map_err(failure)?;
    if file.metadata().map_err(failure)?.is_dir() {
        return Err(Failure::io(path, io::ErrorKind::IsADirectory));
    }
    Ok(Held::File(file))
}
