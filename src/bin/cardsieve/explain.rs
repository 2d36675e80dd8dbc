//! `cardsieve explain`: what a code means.

use cardsieve::Code;
use cardsieve::code::listing;

use crate::failure::{Failure, Outcome};
use crate::{console, nearest};

/// Say what a code means, who acts and what to do next
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cardsieve explain flag-without-source")]
pub(crate) struct Args {
    /// The code, as a message or report gives it
    #[arg(value_name = "CODE")]
    code: String,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let names = || Code::ALL.iter().map(|code| code.name());
    match Code::ALL.iter().find(|code| code.name() == args.code) {
        Some(code) => console::print(listing::text(*code)),
        None => {
            let text = format!("there is no code {}", args.code);
            Err(Failure::usage(
                text,
                nearest::did_you_mean(&args.code, names()),
            ))
        }
    }
}
