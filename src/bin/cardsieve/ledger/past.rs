//! `cardsieve ledger record-past`: disclosures from before there was a ledger.

use std::path::PathBuf;

use cardsieve::batch::Day;
use cardsieve::ledger::Past;

use super::{Named, key};
use crate::failure::{Failure, Outcome};
use crate::load::Parties;
use crate::{clock, console, load, output, whole};

/// Enter a disclosure from before there was a ledger; of whom it was is marked unknown
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger record-past --ledger ledger.db --ledger-key ledger.key \\\n    \
    --profile warrant-card --controller \"Example Constabulary\" --recipient \"Example Card Bureau\" \\\n    \
    --date 2023-06-01 --people 412\n\n\
    The profile says which columns went in which form: write one that says what went, not what should have."
)]
pub(crate) struct Args {
    #[command(flatten)]
    named: Named,
    /// The ledger's key file
    #[arg(long, value_name = "F")]
    ledger_key: PathBuf,
    /// A profile of what went: a preset's name, or a file
    #[arg(long, value_name = "P")]
    profile: String,
    #[command(flatten)]
    parties: Parties,
    /// The day on which it went
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    date: Day,
    /// Of how many people
    #[arg(long, value_name = "N", value_parser = whole::number(1..=10_000_000))]
    people: u64,
    /// How many photos went along
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = whole::number(0..=10_000_000))]
    photos: u64,
    /// The last day on which it may be held [default: as the profile says]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    delete_by: Option<Day>,
    /// There were two that are alike, and this is the second
    #[arg(long)]
    again: bool,
}

pub(crate) fn run(args: &Args) -> Outcome {
    clock::not_after_today(Some(args.date), "--date")?;
    if args.delete_by.is_some_and(|day| day < args.date) {
        return Err(Failure::usage(
            "--delete-by is before --date",
            "correct one of them",
        ));
    }
    if args.photos > args.people {
        return Err(Failure::usage(
            "--photos is more than --people: a person has one photo in a batch",
            "correct one of them",
        ));
    }
    let profile = load::profile(&args.profile, &args.parties)?;
    super::parties_are_named(&profile)?;
    if args.photos > 0 && profile.photo().is_none() {
        return Err(Failure::usage(
            "--photos: under this profile no photo goes",
            "write a profile that says what went, or leave --photos out",
        ));
    }
    let key = key(&args.ledger_key)?;
    let past = Past::new(
        &profile,
        args.date,
        args.delete_by,
        args.people,
        args.photos,
    );
    let past = past.map_err(|error| args.named.failure(error))?;
    let batch = past.batch();
    let mut ledger = args.named.open()?;
    let likeness = super::warn_of_likeness(&ledger, profile.recipient());
    likeness.map_err(|error| args.named.failure(error))?;
    let now = clock::now()?;
    let entry = output::conclude(|| match args.again {
        true => ledger.record_past(&key, past, now),
        false => ledger.record_past_once(&key, past, now),
    });
    let entry = entry.map_err(|error| args.named.failure(error))?;
    console::say(format_args!("entry {entry}: known as batch {batch}"));
    Ok(())
}
