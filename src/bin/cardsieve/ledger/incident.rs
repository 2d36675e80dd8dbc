//! `cardsieve ledger incident`: something happened at a recipient.

use std::path::PathBuf;

use cardsieve::batch::Day;
use cardsieve::ledger::{Incident, IncidentCode, IncidentEntry, KnownIncident, Ledger, Moment};
use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::{Named, key};
use crate::failure::{Failure, Outcome};
use crate::{clock, console, output};

/// Enter an incident at a recipient, or list those that were entered
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger incident --ledger ledger.db --ledger-key ledger.key \\\n    \
    --recipient \"Example Card Bureau\" --from 2026-11-20 --to 2026-11-23 \\\n    \
    --aware-at 2026-11-24T09:30:00Z --code confidentiality --code ransomware\n\n\
    There is no account in words: what happened is told by codes. The number that the entry gets is what \
    `ledger breach-pack --incident` takes. Without a key, those that were entered are listed."
)]
pub(crate) struct Args {
    #[command(flatten)]
    named: Named,
    /// The ledger's key file
    #[arg(long, value_name = "F", requires_all = ["recipient", "from", "to", "aware_at"])]
    ledger_key: Option<PathBuf>,
    /// At whom it happened, as the profile names it
    #[arg(long, value_name = "NAME", requires = "ledger_key")]
    recipient: Option<String>,
    /// Its first day
    #[arg(long, value_name = "DATE", value_parser = clock::day, requires = "ledger_key")]
    from: Option<Day>,
    /// Its last day so far
    #[arg(long, value_name = "DATE", value_parser = clock::day, requires = "ledger_key")]
    to: Option<Day>,
    /// When the controller became aware, a UTC second as 2026-11-24T09:30:00Z
    #[arg(long, value_name = "MOMENT", value_parser = clock::moment, requires = "ledger_key")]
    aware_at: Option<Moment>,
    /// Of what kind it is, and by what, as far as is known
    #[arg(long, value_name = "CODE", value_enum, requires = "ledger_key")]
    code: Vec<Kind>,
    /// List what was known at the end of this day [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = clock::day, conflicts_with = "ledger_key")]
    as_of: Option<Day>,
}

/// A code, by its name in an entry.
#[derive(Debug, Clone, Copy)]
struct Kind(IncidentCode);

impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: &[Kind] = &[
            Kind(IncidentCode::Confidentiality),
            Kind(IncidentCode::Integrity),
            Kind(IncidentCode::Availability),
            Kind(IncidentCode::Intrusion),
            Kind(IncidentCode::Ransomware),
            Kind(IncidentCode::Theft),
            Kind(IncidentCode::Loss),
            Kind(IncidentCode::Misdirected),
            Kind(IncidentCode::Insider),
            Kind(IncidentCode::Disposal),
        ];
        ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()).help(self.0.words()))
    }
}

pub(crate) fn run(args: &Args) -> Outcome {
    let mut ledger = args.named.open()?;
    let days = args.from.zip(args.to).zip(args.aware_at);
    let given = args.ledger_key.as_ref().zip(args.recipient.as_ref());
    let Some(((key_file, recipient), ((from, to), aware_at))) = given.zip(days) else {
        return list(args, &ledger);
    };
    let incident = Incident::new(from, to, aware_at)
        .map_err(|error| Failure::usage(error.rule(), "correct --from, --to and --aware-at"))?;
    let key = key(key_file)?;
    let codes = args.code.iter().map(|one| one.0);
    let incident = IncidentEntry::new(recipient, incident, codes);
    let now = clock::now()?;
    let known = ledger.incidents(now.day());
    let known = known.map_err(|error| args.named.failure(error))?;
    let mut standing = known.iter().filter(|one| one.amended().is_none());
    let same = standing.find(|one| *one.about() == incident);
    let entry = output::conclude(|| ledger.record_incident(&key, incident, now));
    let entry = entry.map_err(|error| args.named.failure_of(&ledger, recipient, error))?;
    console::say(format_args!(
        "entry {entry}: the incident is known by this number: --incident {entry}"
    ));
    if let Some(same) = same.map(KnownIncident::entry) {
        console::warn(
            &format!("the same incident is entered already as entry {same}: now there are two"),
            Some(&format!(
                "withdraw one if it was entered twice: `cardsieve ledger correction --entry {entry} --reason entered-wrongly`"
            )),
        );
    }
    Ok(())
}

fn list(args: &Args, ledger: &Ledger) -> Outcome {
    let as_of = args.as_of.map_or_else(clock::today, Ok)?;
    args.named.warn_of_ahead(ledger, as_of)?;
    let all = ledger.incidents(as_of);
    let all = all.map_err(|error| args.named.failure(error))?;
    if all.is_empty() {
        console::say("no incident is entered");
    }
    console::print(all.iter().map(said).collect::<String>())
}

fn said(one: &KnownIncident) -> String {
    let (about, incident) = (one.about(), one.about().incident());
    let codes: Vec<&str> = about.codes().map(IncidentCode::name).collect();
    format!(
        "entry {}: at {} from {} to {}, aware at {}{}{}\n",
        one.entry(),
        about.recipient(),
        incident.from(),
        incident.to(),
        incident.aware_at(),
        if codes.is_empty() {
            String::new()
        } else {
            format!(", {}", codes.join(", "))
        },
        match one.amended() {
            Some(by) => format!("; withdrawn by entry {}", by.entry()),
            None => String::new(),
        }
    )
}
