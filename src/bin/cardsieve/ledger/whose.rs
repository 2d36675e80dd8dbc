//! `cardsieve ledger whose`: which batch something that was found came from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use cardsieve::batch::Day;
use cardsieve::ledger::{Attribution, DisclosedAs, FileDigest, KeptBatch, Ledger, Trace};
use cardsieve::record::{Input, Reidentifier};
use cardsieve::value::printable;

use super::{Named, key};
use crate::failure::{Failure, Outcome};
use crate::input::{self, Reading};
use crate::load::Parties;
use crate::{console, load};

/// Which batch, recipient and epoch something came from that was found
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve ledger whose --ledger ledger.db --ledger-key ledger.key found.csv\n\n\
    A file is compared as a whole, as a photo, and line by line as rows. What is no file's name is a token: it is \
    found with the secret, the profile and the HR export. Exits with 3 if something came from no batch."
)]
pub(crate) struct Args {
    #[command(flatten)]
    named: Named,
    /// The ledger's key file
    #[arg(long, value_name = "F")]
    ledger_key: PathBuf,
    /// The secret file, for tokens
    #[arg(long, value_name = "F", requires_all = ["profile", "input"])]
    secret: Option<PathBuf>,
    /// The profile under which the tokens were made: a preset's name, or a file
    #[arg(long, value_name = "P", requires = "secret")]
    profile: Option<String>,
    /// The HR export
    #[arg(long, value_name = "FILE", requires = "secret")]
    input: Option<PathBuf>,
    /// The map of the HR export
    #[arg(long, value_name = "M", requires = "input")]
    map: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Files, and tokens
    #[arg(value_name = "FILE|TOKEN", required = true)]
    found: Vec<String>,
}

/// Nothing that is longer is looked at line by line.
const LONGEST: u64 = 1 << 30;

/// No more lines are named.
const MOST_LINES: usize = 20;

pub(crate) fn run(args: &Args) -> Outcome {
    let key = key(&args.ledger_key)?;
    let (files, tokens): (Vec<&String>, Vec<&String>) =
        args.found.iter().partition(|one| Path::new(one).is_file());
    for file in files.iter().filter(|_| args.secret.is_some()) {
        if !file.contains(['.', '/', '\\']) {
            console::warn(
                &format!(
                    "{}: there is a file of this name, and so it was read as that",
                    printable(file)
                ),
                Some("if it is a token, run in a folder without such a file"),
            );
        }
    }
    if !tokens.is_empty() && args.secret.is_none() {
        return Err(Failure::usage(
            match tokens.len() {
                1 => "1 of the arguments is no file".to_owned(),
                count => format!("{count} of the arguments are no files"),
            },
            "for tokens give --secret, --profile and --input as well",
        ));
    }
    let ledger = args.named.open()?;
    // what was entered is found, whatever clock it was entered by
    let until = args.named.last_day(&ledger)?;
    let mut out = String::new();
    let mut missing = 0_u64;
    for file in files {
        let bytes = read(Path::new(file))?;
        let digest = FileDigest::of(bytes.as_slice())
            .map_err(|error| Failure::io(Path::new(file), error.kind()))?;
        let lines = bytes.split(|byte| *byte == b'\n');
        let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let lines = (1_u64..).zip(lines).filter(|(_, line)| !line.is_empty());
        let (numbers, rows): (Vec<u64>, Vec<&[u8]>) = lines.unzip();
        let mut traces = vec![Trace::File(&digest)];
        traces.extend(rows.iter().copied().map(Trace::Row));
        let found = ledger.whose(&key, &traces, until);
        let found = found.map_err(|error| args.named.failure(error))?;
        for year in found.years_without_key() {
            console::warn(
                &format!(
                    "the key file has no key for {year}: rows and photos of it are not known again"
                ),
                Some("give the key file that has it"),
            );
        }
        let mut counts: BTreeMap<(u64, DisclosedAs), (u64, &KeptBatch)> = BTreeMap::new();
        for one in found.all() {
            let batch = one.batch();
            let count = counts.entry((batch.entry(), one.disclosed_as()));
            count.or_insert((0, batch)).0 += 1;
        }
        missing += u64::from(counts.is_empty());
        // a row of none may have been changed, or be of somebody else
        let known: BTreeSet<usize> = found.all().iter().map(Attribution::trace).collect();
        let unknown = numbers.iter().zip(1_usize..);
        let unknown = unknown.filter(|(_, trace)| !known.contains(trace));
        let unknown: Vec<u64> = unknown.map(|(line, _)| *line).collect();
        let has_rows = counts.keys().any(|(_, what)| *what == DisclosedAs::Row);
        let is_whole = known.contains(&0);
        if counts.is_empty() {
            out += &format!("{}: of no batch in this ledger\n", printable(file));
        }
        for ((_, disclosed_as), (count, batch)) in counts {
            let what = match disclosed_as {
                DisclosedAs::File => "the file of".to_owned(),
                DisclosedAs::Rows => "all rows of".to_owned(),
                DisclosedAs::Photo => "a photo of".to_owned(),
                DisclosedAs::Row => format!("{count} of {} lines are rows of", rows.len()),
            };
            out += &format!("{}: {what} {}\n", printable(file), said(batch));
        }
        if has_rows && !is_whole && !unknown.is_empty() {
            let first: Vec<String> = unknown
                .iter()
                .take(MOST_LINES)
                .map(u64::to_string)
                .collect();
            let more = match unknown.len().saturating_sub(first.len()) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let (lines, are, each) = match unknown.len() {
                1 => ("1 line".to_owned(), "is", "line"),
                count => (format!("{count} lines"), "are", "lines"),
            };
            out += &format!(
                "{}: {lines} {are} no row of any batch (a line of headers is none): {each} {}{more}\n",
                printable(file),
                first.join(", ")
            );
        }
    }
    for (token, batches) in by_tokens(args, &ledger, &tokens, until)? {
        missing += u64::from(batches.is_empty());
        if batches.is_empty() {
            out += &format!(
                "{}: of no batch under this profile, secret and input\n",
                printable(&token)
            );
        }
        for batch in batches {
            out += &format!("{}: a token of {}\n", printable(&token), said(&batch));
        }
    }
    let verdict = match missing {
        0 => Ok(()),
        _ => Err(Failure::refused(
            format!("of no batch: {missing} of {}", args.found.len()),
            "rows are known again as they were written, tokens under the profile and secret of their batch",
        )),
    };
    console::conclude(out, verdict)
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failure = |error: std::io::Error| Failure::io(path, error.kind());
    let file = File::open(path).map_err(failure)?;
    let mut bytes = Vec::new();
    let mut file = file.take(LONGEST + 1);
    file.read_to_end(&mut bytes).map_err(failure)?;
    if bytes.len() as u64 > LONGEST {
        let text = format!("{}: larger than 1 GiB", path.display());
        return Err(Failure::refused(text, "give a part of it"));
    }
    Ok(bytes)
}

fn said(batch: &KeptBatch) -> String {
    let about = batch.disclosure();
    let withdrawn = match batch.amended() {
        Some(by) if batch.is_withdrawn() => {
            format!("; by entry {} of the ledger it never left", by.entry())
        }
        _ => String::new(),
    };
    format!(
        "batch {} to {}, epoch {}, made {} for \"{}\" under {}{withdrawn}",
        batch.batch(),
        about.recipient(),
        about.epoch(),
        about.created(),
        about.purpose(),
        about.profile_name()
    )
}

/// The batches of each token, by computing the tokens of every record again.
fn by_tokens(
    args: &Args,
    ledger: &Ledger,
    tokens: &[&String],
    until: Day,
) -> Result<Vec<(String, Vec<KeptBatch>)>, Failure> {
    let mut all: Vec<(String, Vec<KeptBatch>)> = tokens
        .iter()
        .map(|token| ((*token).clone(), Vec::new()))
        .collect();
    let (Some(secret), Some(profile), Some(path)) = (&args.secret, &args.profile, &args.input)
    else {
        return Ok(all);
    };
    if tokens.is_empty() {
        return Ok(all);
    }
    let map = args.map.as_deref().map(load::map).transpose()?;
    let failure = |error| input::failure(path, args.map.as_ref(), &error);
    let options = args.reading.options(path);
    let asked: Vec<String> = tokens.iter().map(|token| (*token).clone()).collect();
    let disclosed = ledger.disclosed(until);
    for batch in disclosed.map_err(|error| args.named.failure(error))? {
        if batch.is_past() {
            continue;
        }
        let about = batch.disclosure();
        let parties = Parties {
            controller: Some(about.controller().to_owned()),
            recipient: Some(about.recipient().to_owned()),
        };
        let profile = load::profile(profile, &parties)?;
        if profile.fingerprint().to_string() != about.profile_fingerprint() {
            continue;
        }
        let secret = load::secret(secret, Some(about.epoch()))?;
        let reidentifier = Reidentifier::new(&profile, &secret, batch.batch());
        let mut input = Input::open(input::open(path)?, &options, map.as_ref()).map_err(failure)?;
        input.restrict(&reidentifier.reads());
        let found = reidentifier.find(&mut input, &asked).map_err(failure)?;
        for (token, batches) in &mut all {
            if found.matches().iter().any(|one| one.token() == token) {
                batches.push(batch.clone());
            }
        }
    }
    Ok(all)
}
