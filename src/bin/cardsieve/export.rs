//! `cardsieve export`: the main job.

mod account;
mod album;
mod crew;
mod files;
mod folder;
mod goods;
mod sift;
mod spool;
mod targets;
mod told;

use std::path::PathBuf;

use cardsieve::batch::{Dates, Day};
use cardsieve::{BatchId, Profile};
use clap::ValueEnum;

use self::account::{Account, Entered, Entering, commitment_key};
use self::files::Files;
use self::goods::{Closing, Goods};
use self::targets::Kind;
use self::told::Fate;
use crate::cipher::Recipients;
use crate::failure::{Failure, Failures, Outcome};
use crate::input::Reading;
use crate::keys::Stdin;
use crate::load::Parties;
use crate::{clock, console, input, keys, load, standing};

/// Export only what a profile releases of an HR export
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve export --profile warrant-card --secret secret.txt \
    --input hr.csv --map map.toml \\\n    --controller \"Example Constabulary\" \
    --recipient \"Example Card Bureau\" \\\n    --output cards.zip --photos photos --sign key \
    --report report.json\n\nBare rows, without photos:\n  cardsieve export --profile warrant-card \
    --secret secret.txt --input hr.csv --output cards.csv"
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
    /// Where it goes: .zip or .zip.age for a sealed batch; .csv, .ndjson, or - for bare rows
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
    /// The date on the batch, not in the future [default: today, UTC]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    created: Option<Day>,
    /// The folder that the paths of photos (photo_original) begin in; for a sealed batch
    #[arg(long, value_name = "DIR")]
    photos: Option<PathBuf>,
    /// Sign with this minisign secret key file
    #[arg(long, value_name = "KEY", conflicts_with = "unsigned")]
    sign: Option<PathBuf>,
    /// Leave a sealed batch without a signature
    #[arg(long)]
    unsigned: bool,
    /// Encrypt to this age recipient (age1…), or to those of a file; more than one may be given
    /// [default: the profile's recipient_keys]
    #[arg(long, value_name = "R")]
    encrypt_to: Vec<String>,
    /// The form of rows on standard output, or in a sealed batch [default: csv]
    #[arg(long, value_enum, value_name = "FORM")]
    output_format: Option<Form>,
    /// Enter the disclosure into this ledger, before the output has its name
    #[arg(long, value_name = "DB", requires = "ledger_key")]
    ledger: Option<PathBuf>,
    /// The ledger's key file
    #[arg(long, value_name = "F", requires = "ledger")]
    ledger_key: Option<PathBuf>,
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
    let target = targets::check(args)?;
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
    let mut closing = failures.take(closing(args));
    let account = failures.take(Account::open(args));
    if let Some(profile) = &profile {
        failures.take(targets::photos_fit(args, target.kind, profile));
        failures.take(targets::encryption_fits(args, profile));
        failures.take(parties_fit(args, target.kind, profile));
        if let Some(closing) = &mut closing {
            let pinned = Recipients::pinned(profile, closing.recipients.take());
            closing.recipients = failures.take(pinned).flatten();
        }
    }
    let (Some(profile), Some(secret), Some(map), Some(list), Some(closing), Some(mut account)) =
        (profile, secret, map, list, closing, account)
    else {
        return Err(failures.into_one());
    };
    failures.check()?;
    if list.is_some() && !profile.shows_a_person() {
        console::warn(
            "--withhold-list keeps nobody back: the profile shows nothing of a person",
            Some("leave the list out, or take its people out of the input"),
        );
    }
    if let Some(last) = closing.dates.delete_by(&profile)
        && last < clock::today()?
    {
        console::warn(
            &format!("the batch is overdue from the beginning: it must be deleted by {last}"),
            Some("leave --created out, unless an earlier run is repeated"),
        );
    }
    if account.is_some() && target.file.as_ref().is_some_and(|file| file.is_file()) {
        console::warn(
            "the output is there already and will be replaced; the ledger goes on counting its batch as held",
            Some("write to another name, or enter a correction: cardsieve ledger correction"),
        );
    }
    let mut files = Files::begin(args, &target, &profile)?;
    let epoch = secret.epoch().to_owned();
    let job = sift::Job {
        args,
        target: &target,
        dates: closing.dates,
        profile: &profile,
        secret: &secret,
        map: map.as_ref(),
        commitment_key: commitment_key(account.as_ref(), closing.dates)?,
    };
    let mut sifted = job.run(list)?;
    let entering = match (&mut account, &mut sifted) {
        (Some(account), sifted) => account.enter(sifted, &target, &closing, map.as_ref())?,
        (None, _) => None,
    };
    let outgoing = target.outgoing(&profile);
    let goods = files.fill(&mut sifted, &closing, &outgoing)?;
    // what was written may have turned out not to go
    let is_released = sifted.refusal.is_none();
    let entering = entering.filter(|_| is_released);
    let mut are_taken = true;
    let written = match (goods, entering) {
        (Some(Goods::Rows(rows)), entering) if target.is_standard => {
            let entered = entering.map(Entering::prepare_stream).transpose()?;
            standing::streams(entered.as_ref().map(Entered::batch));
            files.release(is_released, false, None)?;
            let written = console::write(|out| rows.write_to(out));
            are_taken = written.is_ok();
            let written = match entered {
                Some(entered) if are_taken => entered.released(),
                _ => written,
            };
            if written.is_ok() {
                standing::is_complete();
            }
            written
        }
        (_, entering) => {
            files.release(is_released, true, entering)?;
            Ok(())
        }
    };
    // Rows that did not arrive are not said to be written, and neither that nobody has them.
    let destination = target.file.as_deref().or(args.output.as_deref());
    let destination = destination.filter(|_| is_released && !args.dry_run);
    let fate = match destination {
        Some(_) if !are_taken => Fate::Perhaps {
            is_entered: account.is_some(),
        },
        Some(path) => Fate::Written(path),
        None => Fate::Nowhere,
    };
    told::report(&told::Told {
        sifted: &sifted,
        profile: &profile,
        epoch: &epoch,
        kind: target.kind,
        closing: &closing,
        fate,
    });
    match sifted.refusal {
        Some(failure) => Err(failure),
        None => written,
    }
}

/// The key, the recipients and the day.
fn closing(args: &Args) -> Result<Closing, Failure> {
    let stdin = if input::is_standard(&args.input) {
        Stdin::Taken
    } else {
        Stdin::Free
    };
    let mut failures = Failures::default();
    let today = failures.take(clock::today());
    let recipients = (!args.encrypt_to.is_empty()).then(|| Recipients::load(&args.encrypt_to));
    let recipients = failures.take(recipients.transpose());
    let created = args.created.or(today);
    if created > today && today.is_some() {
        failures.take::<()>(Err(refused(cardsieve::Code::CreatedInFuture)));
    }
    let key = args.sign.as_deref().map(|path| keys::signing(path, stdin));
    let key = failures.take(key.transpose());
    match (created, today, key, recipients) {
        (Some(created), Some(today), Some(key), Some(recipients)) => {
            failures.check().map(|()| Closing {
                key,
                recipients,
                dates: Dates::new(created, today),
            })
        }
        _ => Err(failures.into_one()),
    }
}

/// Whether the parties are named where they must be; elsewhere that is worth a warning.
fn parties_fit(args: &Args, kind: Kind, profile: &Profile) -> Outcome {
    if !profile.is_unnamed() {
        return Ok(());
    }
    if kind == Kind::Sealed || args.sign.is_some() || args.ledger.is_some() {
        return Err(refused(cardsieve::Code::UnnamedParty));
    }
    console::warn(
        "the profile names no controller or no recipient, so the rows go without a manifest",
        Some(
            "pass --controller and --recipient: both enter the fingerprint, and the recipient every token",
        ),
    );
    Ok(())
}

fn refused(code: cardsieve::Code) -> Failure {
    Failure::refused(format!("{code}: {}", code.meaning()), code.next_step())
}
