//! `cardsieve ledger holdings`, `exposure`, `overdue`, `recipients`: what was disclosed, in four forms.

use std::io::Read;
use std::path::PathBuf;

use cardsieve::batch::Day;
use cardsieve::ledger::{
    Exposure, Holdings, IncidentCode, KeptBatch, Overdue, People, Recipients, deleted_in_words,
    in_words, left_in_words,
};
use clap::ValueEnum;

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

/// Batches past their day that nobody has attested as deleted; exits with 3 if there are any
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
    let held = ledger.holdings(&args.recipient, question.day()?);
    let held = held.map_err(|error| question.named.failure(error))?;
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
    let found = ledger.exposure(&key, &subject, question.day()?);
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
    if found.disclosures().is_empty() {
        console::warn(
            "nothing is entered about a person of exactly this record id; case counts, and every character",
            Some(
                "compare the id with the HR export's before you answer that nothing was disclosed",
            ),
        );
    }
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

pub(crate) fn overdue(args: &OverdueArgs) -> Outcome {
    let question = &args.question;
    let found = question.named.open()?.overdue(question.day()?);
    let found = found.map_err(|error| question.named.failure(error))?;
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
    let found = question.named.open()?.recipients(question.day()?);
    let found = found.map_err(|error| question.named.failure(error))?;
    console::print(match question.format {
        Form::Text => recipients_text(&found),
        Form::Json => found.to_json() + "\n",
        Form::Html => found.to_html(),
        Form::Csv => found.to_csv(),
    })
}

/// What the mark of a batch does not say.
const ATTESTED_IS_RARE: &str = "\nA batch of our own that arrived is marked recorded, with the day of its receipt; arrival attested marks one \
    of which a receipt alone shows that it left.\n";

/// A count, or a range where years cannot be joined.
pub(super) fn people(people: People) -> String {
    match (people.least(), people.most()) {
        (1, 1) => "1 person".to_owned(),
        (least, most) if least == most => format!("{most} people"),
        (least, most) => format!("{least} to {most} people"),
    }
}

fn holdings_text(held: &Holdings) -> String {
    let mut out = format!(
        "{} on {}\n{}, {}, {}\n",
        held.recipient(),
        held.as_of(),
        batches(held.batches().len()),
        console::count(held.rows(), "row"),
        people(held.people()),
    );
    if held.recorded() != held.people() {
        out += &format!(
            "recorded as released: {}; of the rest it is not known whether it left, or of whom it was\n",
            people(held.recorded())
        );
    }
    for doubt in held.doubts() {
        out += &format!("{doubt}\n");
    }
    for one in held.batches() {
        out += &batch_text(one);
        out += &counts_text(one);
    }
    let deleted = held.deleted().iter();
    let (recorded, attested): (Vec<_>, Vec<_>) =
        deleted.partition(|one| one.is_recorded_as_deleted());
    list("attested as deleted", attested, &mut out);
    list(
        "recorded as deleted, without a signature",
        recorded,
        &mut out,
    );
    let withdrawn = held.withdrawn().iter().collect();
    list(
        "not counted: withdrawn by a correction",
        withdrawn,
        &mut out,
    );
    if !held.incidents().is_empty() {
        out += "\nincidents\n";
    }
    for one in held.incidents() {
        let incident = one.about().incident();
        let codes: Vec<&str> = one.about().codes().map(IncidentCode::name).collect();
        out += &format!(
            "  entry {}: {} to {}, aware at {}: {}\n",
            one.entry(),
            incident.from(),
            incident.to(),
            incident.aware_at(),
            match codes.is_empty() {
                true => "unknown".to_owned(),
                false => codes.join(", "),
            }
        );
    }
    if !held.batches().is_empty() {
        out += ATTESTED_IS_RARE;
    }
    if !held.columns().is_empty() {
        out += "\ncolumns\n";
    }
    for one in held.columns() {
        out += &format!(
            "  {} on {}: {} ({}, {})\n",
            one.column().header(),
            one.column().place().name(),
            in_words(one.column()),
            batches(usize::try_from(one.batches()).unwrap_or(usize::MAX)),
            console::count(one.rows(), "row")
        );
    }
    out
}

/// Batches that are not held, and how that is known.
fn list(title: &str, all: Vec<&KeptBatch>, out: &mut String) {
    if !all.is_empty() {
        *out += &format!("\n{title}\n");
    }
    for one in all {
        *out += &batch_text(one);
        *out += &match one.amended().filter(|_| one.is_withdrawn()) {
            Some(by) => format!(
                "    {}, {}, {}\n",
                console::count(one.disclosure().rows(), "row"),
                by.reason()
                    .map_or("abandoned", cardsieve::ledger::Reason::name),
                format_args!("entry {} of {}", by.entry(), by.at()),
            ),
            None => counts_text(one),
        };
    }
}

/// How much is in a batch, what of it is deleted, and what is left.
fn counts_text(one: &KeptBatch) -> String {
    let about = one.disclosure();
    let remains: Vec<&str> = one.remains().iter().map(|what| what.name()).collect();
    format!(
        "    {}, {}{}{}{}; left there: {}\n",
        console::count(about.rows(), "row"),
        console::count(about.photos(), "photo"),
        match (one.is_past(), about.is_encrypted()) {
            (true, _) => ", encrypted or not is unknown",
            (false, true) => ", encrypted",
            (false, false) => ", not encrypted",
        },
        match one.received() {
            Some(day) => format!(", arrived {day} (arrival attested)"),
            None => String::new(),
        },
        match deleted_in_words(one) {
            Some(said) => format!("; {said}"),
            None => String::new(),
        },
        match remains.is_empty() {
            true => "nothing".to_owned(),
            false => remains.join(", "),
        }
    )
}

fn batches(count: usize) -> String {
    match count {
        1 => "1 batch".to_owned(),
        _ => format!("{count} batches"),
    }
}

fn batch_text(one: &KeptBatch) -> String {
    let about = one.disclosure();
    let left = match one.released() {
        Some(at) => format!("released {}", at.day()),
        None if one.is_past() => format!("disclosed {}, recorded afterwards", one.since()),
        None => format!("prepared {}, and perhaps released", one.prepared().day()),
    };
    let overdue = match one.days_overdue() {
        0 => String::new(),
        1 => ", overdue for 1 day".to_owned(),
        days => format!(", overdue for {days} days"),
    };
    format!(
        "  {} {} for \"{}\": {left} ({}), to be deleted by {}{overdue}\n",
        one.batch(),
        about.profile_name(),
        about.purpose(),
        one.mark().in_words(),
        about.delete_by(),
    )
}

fn exposure_text(found: &Exposure) -> String {
    let mut out = format!(
        "until {}: {}\n",
        found.as_of(),
        console::count(found.disclosures().len() as u64, "disclosure")
    );
    for one in found.disclosures() {
        let about = one.batch().disclosure();
        out += &format!("\n{}\n{}", about.recipient(), batch_text(one.batch()));
        out += &format!(
            "    {}; photo: {}\n",
            left_in_words(one.batch()),
            if one.has_photo() { "yes" } else { "no" }
        );
        for column in about.columns() {
            out += &format!(
                "    {} on {}: {}\n",
                column.header(),
                column.place().name(),
                in_words(column)
            );
        }
    }
    out
}

fn overdue_text(found: &Overdue) -> String {
    let mut out = match found.batches().is_empty() {
        true => format!("on {}: nothing is overdue\n", found.as_of()),
        false => format!("on {}:\n", found.as_of()),
    };
    let each = |all: &[KeptBatch], out: &mut String| {
        for one in all {
            *out += &format!("{}\n{}", one.disclosure().recipient(), batch_text(one));
            *out += &counts_text(one);
        }
    };
    each(found.batches(), &mut out);
    if !found.recorded_as_deleted().is_empty() {
        out += "\nnot counted: recorded as deleted, without a signature\n";
        each(found.recorded_as_deleted(), &mut out);
    }
    out
}

fn recipients_text(found: &Recipients) -> String {
    let mut out = format!("on {}\n", found.as_of());
    for one in found.all() {
        out += &format!(
            "{}: holds {}, {}",
            one.recipient(),
            batches(usize::try_from(one.held()).unwrap_or(usize::MAX)),
            people(one.people())
        );
        if one.unknown() > 0 {
            out += &format!(", {} of them perhaps", one.unknown());
        }
        if one.overdue() > 0 {
            out += &format!(", {} overdue", one.overdue());
        }
        out += &format!(
            "; of {} in all",
            batches(usize::try_from(one.disclosed()).unwrap_or(usize::MAX))
        );
        for (count, how) in [
            (one.attested_as_deleted(), "attested as deleted"),
            (
                one.recorded_as_deleted(),
                "recorded as deleted, without a signature",
            ),
        ] {
            if count > 0 {
                out += &format!(", {count} {how}");
            }
        }
        out += "\n";
    }
    out
}
