//! `cardsieve`: hand a card printer only what an ID card needs.

#![cfg_attr(
    test,
    allow(clippy::string_slice, reason = "a test may stop where it stands")
)]

mod beside;
mod cipher;
mod clock;
mod console;
mod demo;
mod explain;
mod export;
mod failure;
mod fields;
mod fresh;
mod guard;
mod held;
mod input;
mod inspect;
mod keys;
mod ledger;
mod load;
mod map;
mod nearest;
mod output;
mod preflight;
mod profile;
mod received;
mod reidentify;
mod risk;
mod sample;
mod secret;
mod shell;
mod snippet;
mod stale;
mod standing;
mod unpack;
mod verify;
mod whole;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Hand a card printer only what an ID card needs.
#[derive(Debug, Parser)]
#[command(
    name = "cardsieve",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
#[command(after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

const EXIT_CODES: &str = "\
Example:
  cardsieve demo

Exit codes:
  0  done
  1  could not run (a file that cannot be opened or written, an internal error)
  2  usage
  3  refused, or something was found, or could not be shown
  130  interrupted; nothing was written, or what was is said

Machine output goes to stdout, everything for people to stderr.";

#[derive(Debug, Subcommand)]
enum Verb {
    Demo(demo::Args),
    Fields(fields::Args),
    #[command(subcommand)]
    Profile(profile::Verb),
    #[command(subcommand)]
    Map(map::Verb),
    #[command(subcommand)]
    Secret(secret::Verb),
    Sample(sample::Args),
    Export(Box<export::Args>),
    Preflight(preflight::Args),
    Verify(verify::Args),
    Unpack(unpack::Args),
    Inspect(inspect::Args),
    Reidentify(reidentify::Args),
    #[command(
        subcommand,
        after_help = "Example:\n  cardsieve ledger new ledger.db --ledger-key ledger.key"
    )]
    Ledger(Box<ledger::Verb>),
    Risk(risk::Args),
    Explain(explain::Args),
    Completions(shell::Completions),
    Man(shell::Man),
}

fn main() -> ExitCode {
    guard::set_up();
    let outcome = match Cli::parse().verb {
        Verb::Demo(args) => demo::run(&args),
        Verb::Fields(args) => fields::run(&args),
        Verb::Profile(verb) => profile::run(&verb),
        Verb::Map(verb) => map::run(&verb),
        Verb::Secret(verb) => secret::run(verb),
        Verb::Sample(args) => sample::run(&args),
        Verb::Export(args) => export::run(&args),
        Verb::Preflight(args) => preflight::run(&args),
        Verb::Verify(args) => verify::run(&args),
        Verb::Unpack(args) => unpack::run(&args),
        Verb::Inspect(args) => inspect::run(&args),
        Verb::Reidentify(args) => reidentify::run(&args),
        Verb::Ledger(verb) => ledger::run(*verb),
        Verb::Risk(args) => risk::run(&args),
        Verb::Explain(args) => explain::run(&args),
        Verb::Completions(args) => shell::completions(&args),
        Verb::Man(_) => shell::man(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
