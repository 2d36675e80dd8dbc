//! `cardsieve risk`: how easily the rows of a batch can be told apart.

use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use cardsieve::batch::{Day, Expect, Form};
use cardsieve::code::Refused;
use cardsieve::risk::{Assessor, Report};
use cardsieve::{Code, Profile};
use clap::ValueEnum;

use crate::cipher::{self, Opened};
use crate::failure::{Failure, Outcome, Problem, Status};
use crate::load::Parties;
use crate::received::MayTrust;
use crate::{clock, console, input, load, whole};

/// Count how many rows are alike in what could tell whose they are
///
/// For the controller alone. Counts classes of rows that are equal in the profile's quasi-identifiers, in
/// every set of up to three of them, and with one column more or less. A missing value is a value of its
/// own. What the figures do not say is in docs/risk.md.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve risk cards.csv --profile card.toml --k 5\n  cardsieve risk cards.zip --profile card.toml --signer signers.txt --format json"
)]
pub(crate) struct Args {
    /// A sealed batch, or bare rows; or - for standard input
    #[arg(value_name = "BATCH|ROWS")]
    path: PathBuf,
    /// The profile of the rows: a preset's name, or a file
    #[arg(long, value_name = "P")]
    profile: String,
    #[command(flatten)]
    parties: Parties,
    #[command(flatten)]
    trust: MayTrust,
    /// Ask whether every row shares its quasi-identifiers with N - 1 others; exit 3 if not
    #[arg(long, value_name = "N", value_parser = whole::number(2..=1_000_000))]
    k: Option<u64>,
    /// The day on which a sealed batch must be allowed to be held [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    at: Option<Day>,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let profile = load::profile(&args.profile, &args.parties)?;
    let report = assess(args, &profile)?;
    let report = match args.k {
        Some(k) => report.asking(k),
        None => report,
    };
    let text = match args.format {
        Format::Text => report.to_text(),
        Format::Json => report.to_json() + "\n",
    };
    console::conclude(text, Failure::unless(report.holds() != Some(false)))
}

fn assess(args: &Args, profile: &Profile) -> Result<Report, Failure> {
    let path = &args.path;
    let failure = |error: io::Error| Failure::io(path, error.kind());
    let mut file = args.trust.file(path)?;
    let (rows, form) = if is_zip(&mut file).map_err(|error| unread(&file, path, &error))? {
        let day = match args.at {
            Some(day) => day,
            None => clock::today()?,
        };
        let expect = Expect::on(day).profile(profile);
        let mut batch = args.trust.verify(file, path, &expect)?;
        let form = batch.form();
        (batch.rows().map_err(failure)?, Some(form))
    } else {
        if args.trust.signers()?.is_some() {
            return Err(Failure::usage(
                format!(
                    "{}: no sealed batch, so that --signer has no effect",
                    path.display()
                ),
                "leave it out; `cardsieve inspect --signer` checks bare rows with their manifest",
            ));
        }
        let mut rows = Vec::new();
        let read = file.read_to_end(&mut rows);
        read.map_err(|error| unread(&file, path, &error))?;
        (rows, form(path))
    };
    let mut assessor = Assessor::new(profile);
    let read = assessor.read(&rows, form);
    read.map_err(|errors| problems(path, errors.problems()))?;
    assessor
        .finish()
        .map_err(|refused| problems(path, &[refused]))
}

/// Whether it is a sealed batch; its first bytes say.
fn is_zip(file: &mut Opened) -> io::Result<bool> {
    let mut head = Vec::new();
    file.by_ref().take(2).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(head == b"PK")
}

fn unread(file: &Opened, path: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof if file.is_encrypted() => {
            cipher::not_decrypted(path, Code::NotDecrypted.next_step())
        }
        kind => Failure::io(path, kind),
    }
}

/// The form that the name tells, if it tells one.
fn form(path: &Path) -> Option<Form> {
    if input::is_standard(path) {
        return None;
    }
    match path.extension()?.to_str()? {
        "csv" => Some(Form::Csv),
        "ndjson" => Some(Form::Ndjson),
        _ => None,
    }
}

/// What is wrong with the rows; each kind of fault is told once, with how often.
fn problems(path: &Path, problems: &[Refused]) -> Failure {
    let next = "give the profile of these rows; `cardsieve inspect --profile` looks closer";
    let mut counts: Vec<(&Refused, u64)> = Vec::new();
    for refused in problems {
        let known = counts
            .iter_mut()
            .find(|(known, _)| known.code() == refused.code());
        match known {
            Some((_, count)) => *count += 1,
            None => counts.push((refused, 1)),
        }
    }
    let last = counts.len().saturating_sub(1);
    let problems = counts.iter().enumerate().map(|(position, (first, count))| {
        let next = (position == last).then(|| next.to_owned());
        let more = match count {
            1 => String::new(),
            count => format!(" ({count} times, here first)"),
        };
        Problem::Plain(format!("{}: {first}{more}", path.display()), next)
    });
    Failure::new(Status::Refused, problems.collect())
}
