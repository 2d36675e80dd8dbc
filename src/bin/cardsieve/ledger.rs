//! `cardsieve ledger`: what left, to whom, until when; and the papers that a bureau signs about it.

mod approve;
mod ask;
mod attest;
mod breach_pack;
mod correction;
mod diff;
mod due;
mod import;
mod incident;
mod key;
mod paper;
mod past;
mod receipt;
mod recover;
mod refusal;
mod uses;
mod whose;

use std::path::{Path, PathBuf};

use cardsieve::batch::{Day, Signer};
use cardsieve::ledger::{Ahead, Head, Ledger, LedgerError, LedgerKey, RecipientLine};
use cardsieve::{Code, Profile};
use clap::Subcommand;

pub(crate) use self::uses::Under;

use crate::failure::{Failure, Failures, Outcome};
use crate::output;
use crate::{clock, console, load, nearest, stale, standing};

/// Account for what left, and sign what was received, deleted or refused
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Begin a ledger
    #[command(after_help = "Example:\n  cardsieve ledger new ledger.db --ledger-key ledger.key")]
    New {
        /// The file to make; it must not exist
        file: PathBuf,
        /// The ledger's key file, of `ledger key new`
        #[arg(long, value_name = "F")]
        ledger_key: PathBuf,
    },
    /// Make the ledger's key file, or add a year to it
    #[command(
        subcommand,
        after_help = "Example:\n  cardsieve ledger key new ledger.key"
    )]
    Key(key::Verb),
    /// Read all of a ledger, and find what was changed, removed or put in
    #[command(
        after_help = "Example:\n  cardsieve ledger verify --ledger ledger.db --head head.json --signer RWQ…\n\n\
        Without a head nothing tells whether the end was cut off."
    )]
    Verify {
        #[command(flatten)]
        named: Named,
        /// A head that was kept elsewhere; its signature stands beside it
        #[arg(long, value_name = "FILE", requires = "signer")]
        head: Option<PathBuf>,
        /// The ledger's public key, or its file
        #[arg(long, value_name = "PUB")]
        signer: Option<String>,
    },
    /// Write the newest entry's signed digest, to be kept elsewhere
    #[command(
        after_help = "Example:\n  cardsieve ledger head --ledger ledger.db --output head.json\n\n\
        Beside it stands its signature, which `minisign -V` accepts."
    )]
    Head {
        #[command(flatten)]
        named: Named,
        /// Where it goes [default: standard output, without its signature]
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    Recover(recover::Args),
    Trust(approve::TrustArgs),
    Import(import::Args),
    Approve(approve::ApproveArgs),
    Holdings(ask::HoldingsArgs),
    Exposure(ask::ExposureArgs),
    Overdue(ask::OverdueArgs),
    Recipients(ask::RecipientsArgs),
    RecordPast(past::Args),
    Incident(incident::Args),
    Correction(correction::Args),
    BreachPack(breach_pack::Args),
    Diff(diff::Args),
    Whose(whose::Args),
    Receipt(receipt::Args),
    AttestDeletion(attest::Args),
    Refusal(refusal::Args),
    Due(due::Args),
}

/// Which ledger.
#[derive(Debug, clap::Args)]
pub(crate) struct Named {
    /// The ledger
    #[arg(long, value_name = "DB")]
    pub(crate) ledger: PathBuf,
}

impl Named {
    pub(crate) fn open(&self) -> Result<Ledger, Failure> {
        open(&self.ledger)
    }

    /// Whether a file to be written is none of the ledger's own.
    pub(crate) fn keeps_clear_of(&self, written: &Path) -> Outcome {
        let place = output::place(written);
        let own = output::besides_a_ledger(&self.ledger);
        let mut own = own.iter().chain([&self.ledger]);
        if own.any(|own| output::place(own) == place) {
            return Err(Failure::usage(
                format!("{} and --ledger are the same file", written.display()),
                "give each its own",
            ));
        }
        Ok(())
    }

    pub(crate) fn failure(&self, error: LedgerError) -> Failure {
        failure(&self.ledger, error)
    }

    /// What is dated ahead of the clock here, an answer as of today or a day to come may leave out; one as of a
    /// day that is past leaves out whatever came later, as it should.
    pub(crate) fn warn_of_ahead(&self, ledger: &Ledger, as_of: Day) -> Outcome {
        if as_of < clock::today()? {
            return Ok(());
        }
        if let Some(ahead) = self.ahead(ledger)?
            && ahead.newest().day() > as_of
        {
            console::warn(
                &format!("{}: this answer leaves them out", said_of(ahead)),
                Some(&format!(
                    "{WHICH_CLOCK}; --as-of {} counts them, each from its date",
                    ahead.newest().day()
                )),
            );
        }
        Ok(())
    }

    /// The day until which is looked where an answer denies what it does not find: nothing that was entered is left
    /// out, whatever clock it was entered by.
    pub(crate) fn last_day(&self, ledger: &Ledger) -> Result<Day, Failure> {
        let today = clock::today()?;
        let Some(ahead) = self.ahead(ledger)? else {
            return Ok(today);
        };
        console::warn(
            &format!("{}: this answer counts them", said_of(ahead)),
            Some(WHICH_CLOCK),
        );
        Ok(today.max(ahead.newest().day()))
    }

    fn ahead(&self, ledger: &Ledger) -> Result<Option<Ahead>, Failure> {
        let ahead = ledger.ahead(clock::now()?);
        ahead.map_err(|error| self.failure(error))
    }

    /// The same of a question about one recipient: who may have been meant is named.
    pub(crate) fn failure_of(&self, ledger: &Ledger, name: &str, error: LedgerError) -> Failure {
        let failure = self.failure(error);
        if error.code() != Some(Code::UnknownRecipient) {
            return failure;
        }
        let all = clock::today().map(|today| ledger.recipients(today));
        let Ok(Ok(all)) = all else {
            return failure;
        };
        let alike = ledger.recipients_like(name).unwrap_or_default();
        let names = all.all().iter().map(RecipientLine::recipient);
        let meant = match alike.first() {
            Some(known) => format!("did you mean \"{known}\"?"),
            None => nearest::among_many(name, names, ""),
        };
        match meant.trim() {
            "" => failure,
            meant => failure.advise(Code::UnknownRecipient, meant),
        }
    }
}

const WHICH_CLOCK: &str =
    "either the clock here is behind, or that of the machine that entered them was fast: set it";

fn said_of(ahead: Ahead) -> String {
    let (are, them) = match ahead.count() {
        1 => ("1 entry is".to_owned(), String::new()),
        count => (
            format!("{count} entries are"),
            format!(" to {}", ahead.newest()),
        ),
    };
    format!("{are} dated after now, from entry {}{them}", ahead.first())
}

pub(crate) fn run(verb: Verb) -> Outcome {
    match verb {
        Verb::New { file, ledger_key } => new(&file, &ledger_key),
        Verb::Key(verb) => key::run(verb),
        Verb::Verify {
            named,
            head,
            signer,
        } => verify(&named, head.as_deref(), signer.as_deref()),
        Verb::Head { named, output } => head(&named, output.as_deref()),
        Verb::Recover(args) => recover::run(&args),
        Verb::Import(args) => import::run(&args),
        Verb::Trust(args) => approve::trust(&args),
        Verb::Approve(args) => approve::approve(&args),
        Verb::Holdings(args) => ask::holdings(&args),
        Verb::Exposure(args) => ask::exposure(&args),
        Verb::Overdue(args) => ask::overdue(&args),
        Verb::Recipients(args) => ask::recipients(&args),
        Verb::RecordPast(args) => past::run(&args),
        Verb::Incident(args) => incident::run(&args),
        Verb::Correction(args) => correction::run(&args),
        Verb::BreachPack(args) => breach_pack::run(&args),
        Verb::Diff(args) => diff::run(&args),
        Verb::Whose(args) => whose::run(&args),
        Verb::Receipt(args) => receipt::run(&args),
        Verb::AttestDeletion(args) => attest::run(&args),
        Verb::Refusal(args) => refusal::run(&args),
        Verb::Due(args) => due::run(&args),
    }
}

/// Opens a ledger.
pub(crate) fn open(path: &Path) -> Result<Ledger, Failure> {
    let mut ledger = Ledger::open(path).map_err(|error| failure(path, error))?;
    ledger.wait_while(standing::waits_on);
    Ok(ledger)
}

/// Opens a ledger's key file.
pub(crate) fn key(path: &Path) -> Result<LedgerKey, Failure> {
    stale::name_copies(path);
    LedgerKey::open(path).map_err(|error| failure(path, error))
}

/// What is wrong with a ledger or its key, and what to do next.
pub(crate) fn failure(path: &Path, error: LedgerError) -> Failure {
    match (error.code(), error.io_kind()) {
        (Some(code), _) => {
            Failure::refused(format!("{}: {error}", path.display()), code.next_step())
        }
        (None, Some(std::io::ErrorKind::ResourceBusy)) | (None, None) => {
            Failure::could_not_run(format!("{}: {error}", path.display()), "run again")
        }
        (None, Some(kind)) => Failure::io(path, kind),
    }
}

fn new(file: &Path, key_file: &Path) -> Outcome {
    let key = key(key_file)?;
    let now = clock::now()?;
    stale::name_beside([file].into_iter());
    let made = output::conclude(|| Ledger::create(file, &key, now));
    made.map_err(|error| failure(file, error))?;
    console::say(format_args!(
        "made {}; its heads are signed by {}\nname it in every export: --ledger {} --ledger-key {}",
        file.display(),
        key.head(),
        file.display(),
        key_file.display()
    ));
    Ok(())
}

/// A public key as minisign shows it, or its file.
fn signer(argument: &str) -> Result<Signer, Failure> {
    let parsed = match argument.parse() {
        Ok(signer) => Ok(signer),
        Err(_) => load::text(Path::new(argument))?.parse(),
    };
    parsed.map_err(|error: cardsieve::batch::KeyError| {
        Failure::refused(format!("{argument}: {error}"), error.code().next_step())
    })
}

fn verify(named: &Named, head: Option<&Path>, key: Option<&str>) -> Outcome {
    let key = key.map(signer).transpose()?;
    let kept = match (head, &key) {
        (Some(head), Some(key)) => Some(kept(head, key)?),
        _ => None,
    };
    let ledger = named.open()?;
    let verdict = ledger.verify(kept.as_ref()).map_err(|faults| {
        let mut failures = Failures::default();
        for fault in faults {
            failures.take::<()>(Err(named.failure(fault)));
        }
        failures.into_one()
    })?;
    if key.is_some_and(|key| key != *verdict.signer()) {
        let code = Code::WrongLedgerKey;
        let text = format!("{}: {code}: {}", named.ledger.display(), code.meaning());
        return Err(Failure::refused(text, code.next_step()));
    }
    console::say(format_args!(
        "{}: in order; {}, {}, {}\nheads are signed by {}",
        named.ledger.display(),
        entries(verdict.head().entry()),
        console::count(verdict.disclosures(), "disclosure"),
        console::count(verdict.commitments(), "commitment"),
        verdict.signer()
    ));
    if let Some(ahead) = named.ahead(&ledger)? {
        console::warn(&said_of(ahead), Some(WHICH_CLOCK));
    }
    if kept.is_none() {
        console::say(
            "whether its end was cut off, only a head that was kept elsewhere tells (--head)",
        );
    }
    Ok(())
}

fn entries(number: u64) -> String {
    match number {
        1 => "1 entry".to_owned(),
        _ => format!("{number} entries"),
    }
}

/// A head that was kept, with its signature beside it.
fn kept(path: &Path, signer: &Signer) -> Result<Head, Failure> {
    let json = load::text(path)?;
    let signature = load::text(&beside(path))?;
    let json = json.strip_suffix('\n').unwrap_or(&json);
    Head::verify(json.as_bytes(), &signature, signer).map_err(|error| failure(path, error))
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".minisig");
    PathBuf::from(name)
}

fn head(named: &Named, path: Option<&Path>) -> Outcome {
    let (head, signature) = named.open()?.head().map_err(|error| named.failure(error))?;
    let Some(path) = path else {
        return console::print(head.to_json() + "\n");
    };
    named.keeps_clear_of(path)?;
    // no head without its signature
    let is_its_own = |known: &[u8]| known == signature.as_bytes();
    let (mut text, mut signed) = paper::new_pair(path, &beside(path), is_its_own)?;
    text.fill(|out| out.write_all(head.to_json().as_bytes()))?;
    signed.fill(|out| out.write_all(signature.as_bytes()))?;
    output::release_all(vec![signed, text])?;
    console::say(format_args!(
        "written: {} and {}; keep both where nobody who writes the ledger can reach them",
        path.display(),
        beside(path).display()
    ));
    Ok(())
}

/// A new recipient whose name reads as that of one who is known is likely to be that one.
pub(crate) fn warn_of_likeness(ledger: &Ledger, recipient: &str) -> Result<(), LedgerError> {
    for known in ledger.recipients_like(recipient)? {
        console::warn(
            &format!(
                "the ledger does not know the recipient \"{recipient}\", but one that reads alike: \"{known}\""
            ),
            Some(
                "to the ledger they are two: if they are one, write the name as it is known, and correct what was entered",
            ),
        );
    }
    Ok(())
}

/// What another holds whose name reads alike is not in an answer about this one.
fn warn_of_others_alike(named: &Named, ledger: &Ledger, recipient: &str) -> Outcome {
    let alike = ledger.recipients_beside(recipient);
    for known in alike.map_err(|error| named.failure(error))? {
        console::warn(
            &format!(
                "the ledger also knows a recipient whose name reads alike: \"{known}\"; what that one holds is not in this answer"
            ),
            Some(
                "ask about that one as well; if they are one, correct what was entered under the wrong name",
            ),
        );
    }
    Ok(())
}

/// A disclosure is from somebody to somebody.
fn parties_are_named(profile: &Profile) -> Outcome {
    if profile.is_unnamed() {
        let code = Code::UnnamedParty;
        return Err(Failure::refused(
            format!("{code}: {}", code.meaning()),
            "give --controller and --recipient, as in the export",
        ));
    }
    Ok(())
}
