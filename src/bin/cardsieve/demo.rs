//! `cardsieve demo`: the main job on synthetic officers, on one screen.

mod folder;
mod sealed;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use cardsieve::batch::{Form, Limits, Report};
use cardsieve::pseudonym::EpochName;
use cardsieve::record::{Input, InputOptions};
use cardsieve::sample::{self, Format};
use cardsieve::{BatchId, FlagSources, Minimiser, Profile, PseudonymisationSecret, Rows};

use self::sealed::Sealed;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::{console, input, load};

const ROWS: u64 = 200;
const SEED: u64 = 1;
const PROFILE: &str = "warrant-card";
const CONTROLLER: &str = "Example Police";
const RECIPIENT: &str = "Example Card Bureau";
/// A screen's width.
const WIDTH: usize = 98;

/// Export synthetic officers, and show what left and what stayed
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  cardsieve demo --dir demo")]
pub(crate) struct Args {
    /// A folder for the demo's files, new or made by an earlier demo
    /// [default: cardsieve-demo among the system's temporary files]
    #[arg(long, value_name = "D", verbatim_doc_comment)]
    dir: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let folder = folder::open(args.dir.as_deref())?;
    let hr = folder.join("hr.csv");
    let mut officers = Vec::new();
    sample::write(ROWS, SEED, Format::Csv, &mut officers)
        .map_err(|error| Failure::could_not_run(error.kind().to_string(), "run again"))?;
    // the sample's headers are field names, so that no comma is quoted
    let columns = officers
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let columns = 1 + columns.iter().filter(|byte| **byte == b',').count();
    Output::write(&hr, &officers)?;
    let secret = secret(&folder.join("secret.txt"))?;
    let (exported, sealed) = export(&hr, &secret)?;
    let sealed = sealed.finish(&folder)?;
    Output::write(&folder.join("cards.csv"), &exported.rows)?;
    Output::write(
        &folder.join("report.json"),
        exported.report.to_json() + "\n",
    )?;
    console::print(screen(&folder, columns, &exported, &sealed))
}

fn secret(path: &Path) -> Result<PseudonymisationSecret, Failure> {
    if !path.exists() {
        PseudonymisationSecret::create(path, EpochName::default())
            .map_err(|error| load::secret_error(path, &error))?;
    }
    load::secret(path, None)
}

struct Exported {
    rows: Vec<u8>,
    report: Report,
    /// The columns' headers, and the cells of two people.
    shown: Vec<(String, Vec<String>)>,
}

/// What any program does that links the library.
fn export(hr: &Path, secret: &PseudonymisationSecret) -> Result<(Exported, Sealed), Failure> {
    let broken = |_| Failure::could_not_run("the demo's own profile does not load", "report this");
    let profile = Profile::preset(PROFILE)
        .ok_or(())
        .and_then(|profile| {
            profile
                .with_parties(Some(CONTROLLER), Some(RECIPIENT))
                .map_err(drop)
        })
        .map_err(broken)?;
    let batch = BatchId::random()
        .map_err(|error| Failure::could_not_run(error.to_string(), "run again"))?;
    let failure = |error| input::failure(hr, None, &error);
    let file = File::open(hr).map_err(|error| Failure::io(hr, error.kind()))?;
    let mut input = Input::open(file, &InputOptions::new(), None).map_err(failure)?;
    let flags = FlagSources::of_input(&profile, input.sources(), None, None)
        .map_err(|error| Failure::refused(error.to_string(), ""))?;
    let minimiser = Minimiser::new(&profile, secret, batch, &flags)
        .map_err(|error| Failure::refused(error.to_string(), ""))?;
    input.restrict(minimiser.reads());
    let mut sealed = Sealed::new(&minimiser, &profile)?;
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    let mut shown: Vec<(String, Vec<String>)> = profile
        .columns()
        .iter()
        .map(|column| (column.header().to_owned(), Vec::new()))
        .collect();
    while let Some(row) = input.next().map_err(failure)? {
        sealed.add(&minimiser, &row)?;
        let outcome = minimiser.minimise(&row);
        if let Ok(card) = &outcome {
            for ((_, cells), (_, cell)) in shown.iter_mut().zip(card.iter()) {
                if cells.len() < 2 {
                    cells.push(cell.to_owned());
                }
            }
        }
        rows.push(outcome)
            .map_err(|refused| Failure::refused(refused.to_string(), ""))?;
    }
    let finished = rows.finish().map_err(|refusal| {
        Failure::refused(refusal.to_string(), refusal.refused().code().next_step())
    })?;
    let mut bytes = Vec::new();
    finished
        .write_to(&mut bytes)
        .map_err(|error| Failure::could_not_run(error.kind().to_string(), "run again"))?;
    let mut report = finished.report().clone();
    let (fields, positions) = (
        input.sources().unread_fields(),
        input.sources().unread_columns(),
    );
    report.set_never_read(fields.to_vec(), positions.to_vec());
    let exported = Exported {
        rows: bytes,
        report,
        shown,
    };
    Ok((exported, sealed))
}

fn screen(folder: &Path, columns: usize, exported: &Exported, sealed: &str) -> String {
    let report = &exported.report;
    let (never, others) = report.never_read();
    let mut groups: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for field in never {
        groups
            .entry(field.group().name())
            .or_insert((field.group().title(), 0))
            .1 += 1;
    }
    let groups: Vec<_> = groups
        .values()
        .map(|(title, count)| format!("{} {count}", title.to_lowercase()))
        .collect();
    let mut out = format!(
        "cardsieve demo: {ROWS} synthetic officers; nobody real is among them\n\n\
         HR holds {columns} columns about each, among them home_address, nino, pay_number, vetting_level,\n\
         blood_group and next_of_kin.\n\n\
         WHAT LEFT, for {RECIPIENT}: {} of {}; two of them:\n",
        console::count(exported.shown.len() as u64, "column"),
        console::count(report.rows_released(), "officer"),
    );
    for (header, cells) in &exported.shown {
        let mut line = format!("  {header:<15}");
        for cell in cells {
            line += &format!(" {cell:<34}");
        }
        out += line.trim_end();
        out.push('\n');
    }
    out += &format!(
        "\nWHAT STAYED, never even read: {} columns\n",
        never.len() + others.len()
    );
    out += &wrapped(&groups);
    out += &format!(
        "  withheld: {}, {} of them because a flag says their card is made in-house\n",
        console::count(report.rows_withheld(), "officer"),
        report.rows_flagged()
    );
    out += &format!("\nSEALED with drawn pictures, signed and verified: {sealed}\n");
    let at = |name: &str| quoted(&folder.join(name));
    out += &format!(
        "\nFiles in {}\n  hr.csv  what HR holds    secret.txt  makes the tokens, HR's alone\n  \
         cards.csv  what the bureau gets    cards.zip  the same, sealed with photos\n  \
         report.json  what was withheld, HR's alone    signers.txt  whose key signed, the bureau's\n\nTry next\n",
        folder.display()
    );
    let program = program();
    let parties = format!("--controller \"{CONTROLLER}\" --recipient \"{RECIPIENT}\"");
    out += &format!("  {program} profile explain {PROFILE}\n");
    out += &format!(
        "  {program} inspect {} --profile {PROFILE} \\\n      {parties}\n",
        at("cards.csv")
    );
    out += &format!(
        "  {program} verify {} --signer {} \\\n      --as \"{RECIPIENT}\"\n",
        at("cards.zip"),
        at("signers.txt")
    );
    out += &format!(
        "  {program} export --profile access-fob --secret {} \\\n      --input {} --output - \\\n      {parties}\n",
        at("secret.txt"),
        at("hr.csv")
    );
    out
}

fn wrapped(words: &[String]) -> String {
    let mut out = String::new();
    let mut line = String::from(" ");
    for (position, word) in words.iter().enumerate() {
        let end = if position + 1 == words.len() { "" } else { "," };
        if line.chars().count() + word.chars().count() + 2 > WIDTH {
            out += &line;
            out.push('\n');
            line = String::from(" ");
        }
        line += &format!(" {word}{end}");
    }
    out + &line + "\n"
}

/// As the operator started it.
fn program() -> String {
    std::env::args_os()
        .next()
        .map_or_else(|| "cardsieve".to_owned(), |name| quoted(Path::new(&name)))
}

/// For a POSIX shell.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:\\".contains(c);
    if text.chars().all(is_plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
