//! `cardsieve explain`: what a code means.

use cardsieve::Code;
use cardsieve::code::listing;
use cardsieve::inspect::listing as findings;

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
    let names = || {
        Code::ALL
            .iter()
            .map(|code| code.name())
            .chain(findings::codes())
    };
    let code = Code::ALL.iter().find(|code| code.name() == args.code);
    let texts = code.map(|code| listing::text(*code)).into_iter();
    let texts: Vec<_> = texts.chain(findings::text(&args.code)).collect();
    if texts.is_empty() {
        let text = format!("there is no code {}", args.code);
        let all = "docs/codes.md and docs/findings.md list them";
        return Err(Failure::usage(
            text,
            nearest::among_many(&args.code, names(), all),
        ));
    }
    console::print(texts.join("\n"))
}
