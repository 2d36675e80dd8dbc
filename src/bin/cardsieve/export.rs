//! `cardsieve export`: the main job.

mod sift;
mod targets;
mod told;

use std::path::PathBuf;

use cardsieve::BatchId;
use clap::ValueEnum;

use crate::failure::{Failures, Outcome};
use crate::input::Reading;
use crate::load::Parties;
use crate::output::{self, Output};
use crate::{console, input, load};

/// Export only what a profile releases of an HR export
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve export --profile warrant-card --secret secret.txt \
    --input hr.csv --map map.toml \\\n    --controller \"Greater Manchester Police\" \
    --recipient \"Example Card Bureau\" \\\n    --output cards.csv --report report.json"
)]
pub(crate) struct Args {
    /// A preset's name, or a profile file
    #[arg(long, value_name = "P")]
    profile: String,
    /// The secret file
    #[arg(long, value_name = "F")]
    secret: PathBuf,
    /// The HR export, or - for standard input
    #[arg(long, value_name = "FILE")]
    input: PathBuf,
    /// Where the rows go: .csv, .ndjson, or - for standard output
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run")]
    output: Option<PathBuf>,
    /// The map of the HR export [default: columns are taken by field name]
    #[arg(long, value_name = "M")]
    map: Option<PathBuf>,
    /// Record ids of people who must be withheld, one a line
    #[arg(long, value_name = "F")]
    withhold_list: Option<PathBuf>,
    /// The exact number of rows of the input, in place of the profile's max_rows
    #[arg(long, value_name = "N")]
    expect_rows: Option<u64>,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    parties: Parties,
    /// The secret's epoch [default: the last]
    #[arg(long, value_name = "NAME")]
    epoch: Option<String>,
    /// Repeat the batch of this id
    #[arg(long, value_name = "ID", requires = "expect_sha256")]
    batch_id: Option<BatchId>,
    /// The SHA-256 of the rows of the run that is repeated
    #[arg(long, value_name = "HEX", requires = "batch_id", value_parser = sha256)]
    expect_sha256: Option<String>,
    /// The form of rows on standard output [default: csv]
    #[arg(long, value_enum, value_name = "FORM")]
    output_format: Option<Form>,
    /// Write the report as JSON, also when the batch is refused
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write the numbers of rows with a raised flag, one a line; for the controller alone
    #[arg(long, value_name = "FILE")]
    flagged_report: Option<PathBuf>,
    /// Refuse the batch if any row is withheld, or an id of the withhold list is not found
    #[arg(long)]
    strict: bool,
    /// Write the reports, and no rows
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Csv,
    Ndjson,
}

fn sha256(text: &str) -> Result<String, &'static str> {
    let is_hex = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hex {
        Ok(text.to_ascii_lowercase())
    } else {
        Err("not 64 hex digits")
    }
}

pub(crate) fn run(args: &Args) -> Outcome {
    let form = targets::check(args)?;
    let mut failures = Failures::default();
    let profile = failures.take(load::profile(&args.profile, &args.parties));
    let secret = failures.take(load::secret(&args.secret, args.epoch.as_deref()));
    let map = failures.take(args.map.as_deref().map(load::map).transpose());
    let list = failures.take(
        args.withhold_list
            .as_deref()
            .map(load::withhold_list)
            .transpose(),
    );
    let (Some(profile), Some(secret), Some(map), Some(list)) = (profile, secret, map, list) else {
        return Err(failures.into_one());
    };
    if profile.is_unnamed() {
        console::warn(
            "the profile names no controller or no recipient",
            Some(
                "pass --controller and --recipient: both enter the fingerprint, and the recipient every token",
            ),
        );
    }
    if list.is_some() && !profile.shows_a_person() {
        console::warn(
            "--withhold-list keeps nobody back: the profile shows nothing of a person",
            Some("leave the list out, or take its people out of the input"),
        );
    }
    let mut files = Files::begin(args)?;
    let epoch = secret.epoch().to_owned();
    let job = sift::Job {
        args,
        form,
        profile: &profile,
        secret: &secret,
        map: map.as_ref(),
    };
    let sifted = job.run(list)?;
    files.fill(&sifted)?;
    let target = files
        .rows
        .is_some()
        .then_some(args.output.as_deref())
        .flatten();
    let standard = args
        .output
        .as_deref()
        .filter(|path| input::is_standard(path) && !args.dry_run);
    files.release(sifted.finished.is_some())?;
    let written = match (&sifted.finished, standard) {
        (Some(finished), Some(_)) => console::write(|out| finished.write_to(out)),
        _ => Ok(()),
    };
    // Rows that did not arrive are not said to be written.
    let written_to = target.or(standard.filter(|_| written.is_ok()));
    told::report(&sifted, &profile, &epoch, written_to);
    match sifted.refusal {
        Some(failure) => Err(failure),
        None => written,
    }
}

/// The files of one run; begun before anything is read, so that a fault there comes first.
#[derive(Debug)]
struct Files {
    rows: Option<Output>,
    report: Option<Output>,
    flagged: Option<Output>,
}

impl Files {
    fn begin(args: &Args) -> Result<Self, crate::failure::Failure> {
        let rows = args
            .output
            .as_deref()
            .filter(|path| !input::is_standard(path) && !args.dry_run);
        let named = [rows, args.report.as_deref(), args.flagged_report.as_deref()];
        output::name_stale(named.into_iter().flatten());
        let mut failures = Failures::default();
        let mut begin = |path: Option<&std::path::Path>| {
            failures
                .take(path.map(Output::create).transpose())
                .flatten()
        };
        let files = Self {
            rows: begin(rows),
            report: begin(args.report.as_deref()),
            flagged: begin(args.flagged_report.as_deref()),
        };
        failures.check().map(|()| files)
    }

    fn fill(&mut self, sifted: &sift::Sifted) -> Outcome {
        if let (Some(rows), Some(finished)) = (&mut self.rows, &sifted.finished) {
            rows.fill(|out| finished.write_to(out))?;
        }
        if let Some(report) = &mut self.report {
            report.fill(|out| writeln!(out, "{}", sifted.report.to_json()))?;
        }
        if let Some(flagged) = &mut self.flagged {
            flagged.fill(|out| {
                sifted
                    .report
                    .flagged_rows()
                    .try_for_each(|row| writeln!(out, "{row}"))
            })?;
        }
        Ok(())
    }

    /// The reports first: no rows without them.
    fn release(self, with_rows: bool) -> Outcome {
        for file in [self.report, self.flagged].into_iter().flatten() {
            file.release()?;
        }
        match self.rows {
            Some(rows) if with_rows => rows.release(),
            _ => Ok(()),
        }
    }
}
