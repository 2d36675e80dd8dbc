//! `cardsieve ledger holdings`, `exposure`, `overdue`, `recipients`: what was disclosed, in four forms.

mod text;

use std::io::Read;
use std::path::PathBuf;

use cardsieve::batch::Day;
use cardsieve::ledger::Exposure;
use clap::ValueEnum;

pub(super) use self::text::people;
use self::text::{exposure_text, holdings_text, overdue_text, recipients_text};
use super::{Named, key};
use crate::failure::{Failure, Outcome};
use crate::{clock, console};

/// Which ledger, which day, which form.
#[derive(Debug, clap::Args)]
pub(crate) struct Question {
    #[command(flatten)]
    named: Named,
    /// What was known at the end of this day [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    as_of: Option<Day>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Json,
    Csv,
    Html,
}

/// What a recipient holds
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger holdings --ledger ledger.db \\\n    \
    --recipient \"Example Card Bureau\" --as-of 2026-11-24"
)]
pub(crate) struct HoldingsArgs {
    #[command(flatten)]
    question: Question,
    /// The recipient, as the profile names it
    #[arg(long, value_name = "NAME")]
    recipient: String,
}

/// All that ever left about one person; needs the ledger's key
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger exposure --ledger ledger.db --ledger-key ledger.key --subject E1042"
)]
pub(crate) struct ExposureArgs {
    #[command(flatten)]
    question: Question,
    /// The ledger's key file
    #[arg(long, value_name = "F")]
    ledger_key: PathBuf,
    /// The person's record id, or - to read it from standard input
    #[arg(long, value_name = "ID")]
    subject: String,
}

/// Batches past their day that are not attested or recorded as deleted; exits with 3 if there are any
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cardsieve ledger overdue --ledger ledger.db")]
pub(crate) struct OverdueArgs {
    #[command(flatten)]
    question: Question,
}

/// Everybody to whom something was disclosed
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cardsieve ledger recipients --ledger ledger.db")]
pub(crate) struct RecipientsArgs {
    #[command(flatten)]
    question: Question,
}

impl Question {
    fn day(&self) -> Result<Day, Failure> {
        self.as_of.map_or_else(clock::today, Ok)
    }
}

pub(crate) fn holdings(args: &HoldingsArgs) -> Outcome {
    let question = &args.question;
    let ledger = question.named.open()?;
    let day = question.day()?;
    let held = ledger.holdings(&args.recipient, day);
    let held = held.map_err(|error| question.named.failure_of(&ledger, &args.recipient, error))?;
    question.named.warn_of_ahead(&ledger, day)?;
    super::warn_of_others_alike(&question.named, &ledger, held.recipient())?;
    console::print(match question.format {
        Form::Text => holdings_text(&held),
        Form::Json => held.to_json() + "\n",
        Form::Html => held.to_html(),
        Form::Csv => held.to_csv(),
    })
}

pub(crate) fn exposure(args: &ExposureArgs) -> Outcome {
    let question = &args.question;
    let key = key(&args.ledger_key)?;
    let ledger = question.named.open()?;
    let subject = if args.subject == "-" {
        // a record id is far shorter, and an endless one is none
        std::io::read_to_string(std::io::stdin().take(4096))
            .map_err(|error| Failure::could_not_run(error.kind().to_string(), "run again"))?
    } else {
        args.subject.clone()
    };
    let day = match question.as_of {
        Some(day) => day,
        None => question.named.last_day(&ledger)?,
    };
    let found = ledger.exposure(&key, &subject, day);
    let found = found.map_err(|error| question.named.failure(error))?;
    if !found.unknown().is_empty() {
        console::warn(
            &format!(
                "disclosures from before there was a ledger: {}; whether they were about this person is not recorded",
                found.unknown().len()
            ),
            Some("look at what was kept of them"),
        );
    }
    warn_of_what_is_not_counted(&found);
    if !found.is_checked() {
        console::warn(
            "so many people are in the ledger that this one was looked up without a check of them all",
            Some("run `cardsieve ledger verify`, which makes it"),
        );
    }
    for year in found.years_without_key() {
        console::warn(
            &format!(
                "the key file has no key for {year}, in which something was disclosed: of that nothing is known"
            ),
            Some("give the key file that has it"),
        );
    }
    console::print(match question.format {
        Form::Text => exposure_text(&found),
        Form::Json => found.to_json() + "\n",
        Form::Html => found.to_html(),
        Form::Csv => found.to_csv(),
    })
}

/// Nothing is denied that was entered: of what is not counted, why not is told.
fn warn_of_what_is_not_counted(found: &Exposure) {
    if found.later() > 0 {
        console::warn(
            &format!(
                "batches about this person that were entered after {}: {}; they are not in this answer",
                found.as_of(),
                found.later()
            ),
            Some("ask with a later --as-of, or without one"),
        );
    }
    if found.withdrawn() > 0 {
        console::warn(
            &format!(
                "batches about this person that were entered, and by the ledger never left: {}; they are not in this answer",
                found.withdrawn()
            ),
            Some("`cardsieve ledger holdings` lists what was withdrawn, and by which entry"),
        );
    }
    if !found.disclosures().is_empty() || found.later() > 0 || found.withdrawn() > 0 {
        return;
    }
    let exact = "of exactly this record id; case counts, and every character";
    let advice = "compare the id with the HR export's before you answer that nothing was disclosed";
    match found.years_without_key().next() {
        None => console::warn(
            &format!("nothing is entered about a person {exact}"),
            Some(advice),
        ),
        // told below
        Some(_) => console::warn(
            &format!(
                "in the years whose keys the key file has, nothing is entered about a person {exact}"
            ),
            Some("do not answer that nothing was disclosed before the other years were looked at"),
        ),
    }
}

pub(crate) fn overdue(args: &OverdueArgs) -> Outcome {
    let question = &args.question;
    let ledger = question.named.open()?;
    let day = question.day()?;
    let found = ledger.overdue(day);
    let found = found.map_err(|error| question.named.failure(error))?;
    question.named.warn_of_ahead(&ledger, day)?;
    let text = match question.format {
        Form::Text => overdue_text(&found),
        Form::Json => found.to_json() + "\n",
        Form::Html => found.to_html(),
        Form::Csv => found.to_csv(),
    };
    let verdict = match found.batches().len() {
        0 => Ok(()),
        count => Err(Failure::refused(
            format!("batches that are overdue: {count}"),
            "ask the recipient to delete them, and to attest it",
        )),
    };
    console::conclude(text, verdict)
}

pub(crate) fn recipients(args: &RecipientsArgs) -> Outcome {
    let question = &args.question;
    let ledger = question.named.open()?;
    let day = question.day()?;
    let found = ledger.recipients(day);
    let found = found.map_err(|error| question.named.failure(error))?;
    question.named.warn_of_ahead(&ledger, day)?;
    console::print(match question.format {
        Form::Text => recipients_text(&found),
        Form::Json => found.to_json() + "\n",
        Form::Html => found.to_html(),
        Form::Csv => found.to_csv(),
    })
}
