//! `cardsieve inspect`: the bureau's first check.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use cardsieve::Profile;
use cardsieve::batch::{Expect, Form};
use cardsieve::conformance::{Conformance, Report, Severity};
use clap::ValueEnum;

use crate::beside::{self, Beside};
use crate::failure::{Failure, Failures, Outcome, Status};
use crate::load::Parties;
use crate::received::MayTrust;
use crate::{clock, console, input, load};

/// So many findings are shown; the rest is counted.
const SHOWN: usize = 20;

/// Check that rows, bare or in a sealed batch, are what a profile allows, and nothing else
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve inspect cards.zip --profile card.toml --signer signers.txt"
)]
pub(crate) struct Args {
    /// What arrived, bare rows or a batch; or - for standard input
    #[arg(value_name = "ROWS", required = true)]
    rows: Vec<PathBuf>,
    /// A preset's name, or a profile file
    #[arg(long, value_name = "P")]
    profile: String,
    #[command(flatten)]
    parties: Parties,
    #[command(flatten)]
    trust: MayTrust,
    /// The mildest finding that counts
    #[arg(long, value_enum, default_value_t = Level::Note)]
    fail_on: Level,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Level {
    Note,
    Suspect,
    Forbidden,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let profile = load::profile(&args.profile, &args.parties)?;
    let least = match args.fail_on {
        Level::Note => Severity::Note,
        Level::Suspect => Severity::Suspect,
        Level::Forbidden => Severity::Forbidden,
    };
    let mut failures = Failures::default();
    let mut out = String::new();
    for path in &args.rows {
        let report = inspected(path, &profile, &args.trust, &mut failures);
        let Some(report) = failures.take(report) else {
            continue;
        };
        match args.format {
            Format::Text => text(path, &report, &mut out),
            Format::Json => {
                out += &report.to_json();
                out.push('\n');
            }
        }
        if report.worst().is_some_and(|worst| worst >= least) {
            failures.take::<()>(Err(Failure::told(Status::Refused)));
        }
    }
    console::print(out)?;
    failures.check()
}

fn text(path: &Path, report: &Report, out: &mut String) {
    let name = path.display();
    if report.is_clean() {
        *out += &format!("{name}: clean, {}\n", console::count(report.rows(), "row"));
        return;
    }
    for finding in report.findings().iter().take(SHOWN) {
        *out += &format!("{name}: {finding}\n");
    }
    let counts: Vec<_> = report
        .counts()
        .map(|(code, count)| format!("{count} × {code}"))
        .collect();
    *out += &format!(
        "{name}: {} in {}: {}\n",
        console::count(report.total(), "finding"),
        console::count(report.rows(), "row"),
        counts.join(", ")
    );
    for (code, _) in report.counts() {
        *out += &format!("  next ({code}): {}\n", code.next_step());
    }
}

/// The form that the name tells, if it tells one.
fn form(path: &Path) -> Option<Form> {
    match path.extension()?.to_str()? {
        "csv" => Some(Form::Csv),
        "ndjson" => Some(Form::Ndjson),
        _ => None,
    }
}

/// A batch is verified first: nothing in one that does not verify is looked at. Bare rows are looked at
/// in any case, and what stands beside them too.
fn inspected(
    path: &Path,
    profile: &Profile,
    trust: &MayTrust,
    failures: &mut Failures,
) -> Result<Report, Failure> {
    let failure = |error: io::Error| Failure::io(path, error.kind());
    let mut file = trust.file(path)?;
    if file.is_encrypted() || file.is_zip().map_err(failure)? {
        let expect = Expect::on(clock::today()?).profile(profile);
        let mut batch = trust.verify(file, path, &expect)?;
        let rows = batch.rows().map_err(failure)?;
        return Ok(Conformance::of_batch(profile).check(&rows, Some(batch.form())));
    }
    let mut rows = Vec::new();
    file.read_to_end(&mut rows).map_err(failure)?;
    failures.take(beside(path, &rows, profile, trust));
    Ok(Conformance::new(profile).check(&rows, form(path)))
}

fn beside(path: &Path, rows: &[u8], profile: &Profile, trust: &MayTrust) -> Outcome {
    let signers = trust.signers()?;
    if !input::is_standard(path) {
        let today = clock::today()?;
        return Beside::of(path).check(rows, profile, signers.as_ref(), today);
    }
    match signers {
        Some(_) => Err(beside::unsigned(path)),
        None => Ok(()),
    }
}
