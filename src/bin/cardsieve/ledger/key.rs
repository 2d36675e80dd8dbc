//! `cardsieve ledger key`: what commitments are made with and heads are signed with.

use std::path::PathBuf;

use cardsieve::ledger::LedgerKey;
use clap::Subcommand;

use crate::failure::Outcome;
use crate::{clock, console, ledger, output, stale, whole};

/// Make the ledger's key file, or add a year to it
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Make a key file, readable by its owner only; its public key is printed, to be kept elsewhere
    #[command(after_help = "Example:\n  cardsieve ledger key new ledger.key --year 2026")]
    New {
        /// The file to make; it must not exist
        file: PathBuf,
        /// The year of its first key [default: this year]
        #[arg(long, value_name = "YEAR", value_parser = year())]
        year: Option<u16>,
    },
    /// Add a key for the batches of another year; older ones stay
    #[command(after_help = "Example:\n  cardsieve ledger key add ledger.key --year 2027")]
    Add {
        /// The key file
        file: PathBuf,
        /// The year
        #[arg(long, value_name = "YEAR", value_parser = year())]
        year: u16,
    },
}

fn year() -> impl Fn(&str) -> Result<u16, String> + Clone + Send + Sync + 'static {
    let year = whole::number(1900..=2199);
    move |text| year(text).map(|year| u16::try_from(year).unwrap_or_default())
}

pub(crate) fn run(verb: Verb) -> Outcome {
    match verb {
        Verb::New { file, year } => {
            let year = match year {
                Some(year) => year,
                None => clock::today()?.year(),
            };
            stale::name_copies(&file);
            let public = output::conclude(|| LedgerKey::create(&file, year));
            let public = public.map_err(|error| ledger::failure(&file, error))?;
            console::say(format_args!(
                "made {}, with a key for {year}\nkeep a copy apart from the ledger: without it nobody \
                 can be found there, and nothing entered\nkeep the public key where nobody who writes \
                 the ledger can reach it:",
                file.display()
            ));
            console::print(format!("{public}\n"))
        }
        Verb::Add { file, year } => {
            stale::name_copies(&file);
            let added = output::conclude(|| LedgerKey::add(&file, year));
            added.map_err(|error| ledger::failure(&file, error))?;
            console::say(format_args!("{}: has a key for {year}", file.display()));
            Ok(())
        }
    }
}
