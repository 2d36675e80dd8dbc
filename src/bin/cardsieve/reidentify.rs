//! `cardsieve reidentify`: from tokens back to records, for the controller alone.

use std::path::PathBuf;

use cardsieve::BatchId;
use cardsieve::record::{Input, Reidentifier};

use crate::failure::{Failure, Failures, Outcome};
use crate::input::Reading;
use crate::load::Parties;
use crate::{console, input, load};

const NOTICE: &str = "\
for the controller alone: re-identifying de-identified personal data without the controller's
consent is an offence (Data Protection Act 2018, section 171)";

/// Lead tokens back to the values they stand for; needs the secret and the HR export
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve reidentify --secret secret.txt --profile warrant-card \\\n    \
    --batch 7d1c2f6a9b3e4c50 --input hr.csv k3jqzv7mh2xw5abc"
)]
pub(crate) struct Args {
    /// The secret file
    #[arg(long, value_name = "F")]
    secret: PathBuf,
    /// The profile of the batch: a preset's name, or a file
    #[arg(long, value_name = "P")]
    profile: String,
    /// The batch id, as the export's report gave it
    #[arg(long, value_name = "ID")]
    batch: BatchId,
    /// The HR export, or - for standard input
    #[arg(long, value_name = "FILE")]
    input: PathBuf,
    /// The map of the HR export
    #[arg(long, value_name = "M")]
    map: Option<PathBuf>,
    /// The secret's epoch of that batch [default: the last]
    #[arg(long, value_name = "NAME")]
    epoch: Option<String>,
    #[command(flatten)]
    parties: Parties,
    #[command(flatten)]
    reading: Reading,
    /// The tokens
    #[arg(value_name = "TOKEN", required = true)]
    tokens: Vec<String>,
}

pub(crate) fn run(args: &Args) -> Outcome {
    console::say(NOTICE);
    let mut failures = Failures::default();
    let profile = failures.take(load::profile(&args.profile, &args.parties));
    let secret = failures.take(load::secret(&args.secret, args.epoch.as_deref()));
    let map = failures.take(args.map.as_deref().map(load::map).transpose());
    let (Some(profile), Some(secret), Some(map)) = (profile, secret, map) else {
        return Err(failures.into_one());
    };
    let reidentifier = Reidentifier::new(&profile, &secret, args.batch);
    let failure = |error| input::failure(&args.input, args.map.as_ref(), &error);
    let reader = input::open(&args.input)?;
    let options = args.reading.options(&args.input);
    let mut input = Input::open(reader, &options, map.as_ref()).map_err(failure)?;
    input.restrict(&reidentifier.reads());
    let found = reidentifier
        .find(&mut input, &args.tokens)
        .map_err(failure)?;
    let mut out = String::from("token,field,value\r\n");
    for one in found.matches() {
        for (cell, end) in [
            (one.token(), ","),
            (one.field().name(), ","),
            (one.value(), "\r\n"),
        ] {
            push_cell(cell, &mut out);
            out.push_str(end);
        }
    }
    console::print(out)?;
    match found.not_found() {
        0 => Ok(()),
        missing => Err(Failure::refused(
            format!(
                "{missing} of {} not found",
                console::count(args.tokens.len() as u64, "token")
            ),
            "check batch id, profile, recipient and epoch: each changes every token",
        )),
    }
}

/// RFC 4180: quoted if it must be.
fn push_cell(cell: &str, out: &mut String) {
    if cell.contains(['"', ',', '\r', '\n']) {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}
