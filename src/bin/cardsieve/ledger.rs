//! `cardsieve ledger`: what left, to whom, until when; and the papers that a bureau signs about it.

mod attest;
mod due;
mod paper;
mod receipt;
mod refusal;

use clap::Subcommand;

use crate::failure::Outcome;

/// Account for what left, and sign what was received, deleted or refused
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Receipt(receipt::Args),
    AttestDeletion(attest::Args),
    Refusal(refusal::Args),
    Due(due::Args),
}

pub(crate) fn run(verb: &Verb) -> Outcome {
    match verb {
        Verb::Receipt(args) => receipt::run(args),
        Verb::AttestDeletion(args) => attest::run(args),
        Verb::Refusal(args) => refusal::run(args),
        Verb::Due(args) => due::run(args),
    }
}
