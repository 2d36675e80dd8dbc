//! `cardsieve ledger breach-pack`: what a notice of a breach needs to say.

use std::path::{Path, PathBuf};

use cardsieve::batch::Day;
use cardsieve::field::Readable;
use cardsieve::ledger::{BreachPack, Incident, Ledger, Moment, Subjects};
use cardsieve::record::{Input, Reading as Read, Record};
use clap::ValueEnum;

use super::{Named, key};
use crate::failure::{Failure, Outcome};
use crate::input::{self, Reading};
use crate::output::Output;
use crate::{clock, console, load};

/// What a notice of a breach at a recipient needs to say
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger breach-pack --ledger ledger.db --recipient \"Example Card Bureau\" \\\n    \
    --from 2026-11-20 --to 2026-11-23 --aware-at 2026-11-24T09:30:00Z --format html > pack.html\n\n\
    An incident that was entered (`ledger incident`) is given by its number alone: --incident 7.\n\
    With the ledger's key and the HR export people of several years are counted once, and --subjects writes \
    whose data it was: for human resources alone."
)]
pub(crate) struct Args {
    #[command(flatten)]
    named: Named,
    /// The number of the entry by which the incident is known
    #[arg(long, value_name = "N", conflicts_with_all = ["recipient", "from", "to", "aware_at"])]
    incident: Option<u64>,
    /// At whom it happened, as the profile names it
    #[arg(long, value_name = "NAME", required_unless_present = "incident")]
    recipient: Option<String>,
    /// The first day of the incident
    #[arg(long, value_name = "DATE", value_parser = clock::day, required_unless_present = "incident")]
    from: Option<Day>,
    /// Its last day
    #[arg(long, value_name = "DATE", value_parser = clock::day, required_unless_present = "incident")]
    to: Option<Day>,
    /// When the controller became aware, a UTC second as 2026-11-24T09:30:00Z
    #[arg(long, value_name = "MOMENT", value_parser = clock::moment, required_unless_present = "incident")]
    aware_at: Option<Moment>,
    /// What was known at the end of this day [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    as_of: Option<Day>,
    /// Whom to ask: name and contact details of the data protection officer
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// The ledger's key file
    #[arg(long, value_name = "F", requires = "input")]
    ledger_key: Option<PathBuf>,
    /// The HR export, or - for standard input
    #[arg(long, value_name = "FILE", requires = "ledger_key")]
    input: Option<PathBuf>,
    /// The map of the HR export
    #[arg(long, value_name = "M", requires = "input")]
    map: Option<PathBuf>,
    /// Where the list of whose data it was goes, for its owner only
    #[arg(long, value_name = "FILE", requires = "input")]
    subjects: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
    Csv,
    Html,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let as_of = args.as_of.map_or_else(clock::today, Ok)?;
    let given = given(args, as_of)?;
    let ledger = args.named.open()?;
    let pack = match (args.incident, &given) {
        (Some(entry), _) => ledger.breach_pack_of(entry, as_of),
        (None, Some((recipient, incident))) => ledger.breach_pack(recipient, incident, as_of),
        // clap asks for one of the two
        (None, None) => return Err(Failure::usage("no incident is given", "give --incident N")),
    };
    let mut pack = pack.map_err(|error| match &given {
        Some((recipient, _)) => args.named.failure_of(&ledger, recipient, error),
        None => args.named.failure(error),
    })?;
    args.named.warn_of_ahead(&ledger, as_of)?;
    super::warn_of_others_alike(&args.named, &ledger, pack.recipient())?;
    if let Some(contact) = &args.contact {
        pack = pack.contact(contact);
    }
    if let (Some(key_file), Some(path)) = (&args.ledger_key, &args.input) {
        let subjects = subjects(args, &ledger, &pack, key_file, path)?;
        if let Some(target) = &args.subjects {
            args.named.keeps_clear_of(target)?;
            let mut list = Output::create_new(target)?;
            list.fill(|out| out.write_all(subjects.to_csv().as_bytes()))?;
            list.release()?;
            console::say(format_args!(
                "written: {}, for human resources alone",
                target.display()
            ));
        }
        tell(&subjects);
        pack = pack.counted_by(&subjects);
    }
    console::print(match args.format {
        Form::Text => pack.to_text(),
        Form::Json => pack.to_json() + "\n",
        Form::Csv => pack.to_csv(),
        Form::Html => pack.to_html(),
    })
}

/// The incident that the arguments tell of, and at whom it was.
fn given(args: &Args, as_of: Day) -> Result<Option<(&str, Incident)>, Failure> {
    let days = args.from.zip(args.to).zip(args.aware_at);
    let Some((recipient, ((from, to), aware_at))) = args.recipient.as_deref().zip(days) else {
        return Ok(None);
    };
    let incident = Incident::new(from, to, aware_at)
        .map_err(|error| Failure::usage(error.rule(), "correct --from, --to and --aware-at"))?;
    if as_of < from {
        return Err(Failure::usage(
            "an incident that begins after the day until which the ledger is read",
            "correct --from or --as-of",
        ));
    }
    let is_ahead = as_of <= clock::today()? && aware_at > clock::now()?;
    if to > as_of || aware_at.day() > as_of || is_ahead {
        return Err(Failure::usage(
            "an incident that lasts, or was known, until after now or after the day until which the ledger is read",
            "correct --to, --aware-at or --as-of",
        ));
    }
    Ok(Some((recipient, incident)))
}

/// Whose data it was, by the ledger's key and the HR export.
fn subjects(
    args: &Args,
    ledger: &Ledger,
    pack: &BreachPack,
    key_file: &Path,
    path: &Path,
) -> Result<Subjects, Failure> {
    let key = key(key_file)?;
    let affected = ledger.affected(&key, pack);
    let mut affected = affected.map_err(|error| args.named.failure(error))?;
    let map = args.map.as_deref().map(load::map).transpose()?;
    let failure = |error| input::failure(path, args.map.as_ref(), &error);
    let reader = input::open(path)?;
    let options = args.reading.options(path);
    let mut input = Input::open(reader, &options, map.as_ref()).map_err(failure)?;
    input.restrict(&[Readable::RecordId]);
    while let Some(row) = input.next().map_err(failure)? {
        if let Read::Text(id) = row.read(Readable::RecordId) {
            let looked = affected.look(id);
            looked.map_err(|error| args.named.failure(error))?;
        }
    }
    Ok(affected.finish())
}

fn tell(subjects: &Subjects) {
    for year in subjects.years_without_key() {
        console::warn(
            &format!("the key file has no key for {year}: of its people nobody can be found"),
            Some("give the key file that has it"),
        );
    }
    let missing = subjects.not_found();
    if missing.most() > 0 {
        console::warn(
            &format!(
                "of the people in the batches the input does not have {}",
                super::ask::people(missing)
            ),
            Some(
                "give an export from the time of the disclosure as well: they may have left since",
            ),
        );
    }
}
