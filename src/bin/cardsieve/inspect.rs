//! `cardsieve inspect`: the bureau's check of whatever arrives.

mod argument;
mod folder;
mod hold;

use std::io;
use std::path::{Path, PathBuf};

use cardsieve::batch::TrustedSigners;
use cardsieve::conformance::Severity;
use cardsieve::inspect::{Exceptions, Inspection, Inspector, Verdict};
use cardsieve::{Code, Profile};
use clap::ValueEnum;

use self::argument::Argument;
use crate::cipher;
use crate::failure::{Failure, Failures, Outcome, Problem, Status};
use crate::load::Parties;
use crate::received::MayTrust;
use crate::{console, input, load};

/// Check what arrived for anything that should not be there
///
/// Looks into tables, workbooks, archives, pictures and folders, whoever made them. Tells codes, places
/// and counts, never a value. With a profile it also says whether rows are what was agreed, and
/// nothing else.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cardsieve inspect cards.xlsx photos/\n  cardsieve inspect cards.zip --profile card.toml --signer signers.txt\n  cardsieve inspect cards.xlsx --format html > to-the-sender.html"
)]
pub(crate) struct Args {
    /// Files and folders that arrived; or - for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// A preset's name, or a profile file: what rows are compared with
    #[arg(long, value_name = "P")]
    profile: Option<String>,
    #[command(flatten)]
    parties: Parties,
    #[command(flatten)]
    trust: MayTrust,
    /// A file of agreed exceptions, one a line: CODE@COLUMN REASON
    ///
    /// CODE is a finding's. COLUMN is a position (3 or C), a header, or * for any place; a header with a
    /// space, or of capitals alone, stands between double quotes. Lines that begin with # are comments.
    /// As in: postcode@3 place of delivery
    #[arg(long, value_name = "FILE")]
    allow: Option<PathBuf>,
    /// The mildest finding that counts
    #[arg(long, value_enum, default_value_t = Level::Suspect)]
    fail_on: Level,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Tell every place by itself in the text, with what is to be done there; never a value, here as elsewhere
    #[arg(short, long)]
    verbose: bool,
}

impl Args {
    /// Whoever takes part is a profile's to name: without one nothing would be compared with it.
    fn check(&self) -> Outcome {
        let is_named = self.parties.controller.is_some() || self.parties.recipient.is_some();
        if is_named && self.profile.is_none() {
            return Err(Failure::usage(
                "--controller and --recipient take the place of a profile's, and no profile is given",
                "give --profile as well, or leave them out",
            ));
        }
        Ok(())
    }

    /// The options of those who take part, and were not named.
    fn unnamed_party(&self) -> Option<&'static str> {
        match (&self.parties.controller, &self.parties.recipient) {
            (Some(_), Some(_)) => None,
            (None, Some(_)) => Some("--controller as the manifest has it"),
            (Some(_), None) => Some("--recipient as the manifest has it"),
            (None, None) => Some("--controller and --recipient as the manifest has them"),
        }
    }
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
    Sarif,
    Html,
}

impl Format {
    fn of(self, inspection: &Inspection, is_verbose: bool) -> String {
        match self {
            Self::Text if is_verbose => inspection.to_text_in_full(),
            Self::Text => inspection.to_text(),
            Self::Json => inspection.to_json() + "\n",
            Self::Sarif => inspection.to_sarif() + "\n",
            Self::Html => inspection.to_html(),
        }
    }
}

pub(crate) fn run(args: &Args) -> Outcome {
    let least = match args.fail_on {
        Level::Note => Severity::Note,
        Level::Suspect => Severity::Suspect,
        Level::Forbidden => Severity::Forbidden,
    };
    args.check()?;
    let mut failures = Failures::default();
    let profile = args.profile.as_deref();
    let profile = profile.map(|profile| load::profile(profile, &args.parties));
    let profile = failures.take(profile.transpose());
    let exceptions = failures.take(args.allow.as_deref().map(exceptions).transpose());
    let signers = failures.take(args.trust.signers());
    let (Some(profile), Some(exceptions), Some(signers)) = (profile, exceptions, signers) else {
        // nothing was looked at: by other rules than were meant, it would be told wrongly
        let nothing = Inspection::new(least, Exceptions::default());
        return console::conclude(args.format.of(&nothing, args.verbose), failures.check());
    };
    let exceptions = exceptions.unwrap_or_default();
    let mut inspector = Inspector::new().with_exceptions(&exceptions);
    if let Some(profile) = &profile {
        inspector = inspector.with_profile(profile);
    }
    let mut look = Look {
        args,
        profile: profile.as_ref(),
        signers: signers.as_ref(),
        inspector,
        inspection: Inspection::new(least, exceptions),
        failures,
    };
    if let Some(profile) = &profile {
        look.inspection
            .compared_with(profile.name(), &profile.fingerprint().to_string());
    }
    for (number, path) in (1..).zip(&args.paths) {
        let argument = Argument::new(number, path, &look.inspector);
        look.at(&argument);
    }
    let Look {
        inspection,
        mut failures,
        ..
    } = look;
    failures.take(Failure::unless(inspection.verdict() == Verdict::Accept));
    console::conclude(args.format.of(&inspection, args.verbose), failures.check())
}

fn exceptions(path: &Path) -> Result<Exceptions, Failure> {
    let text = load::text(path)?;
    text.parse()
        .map_err(|error: cardsieve::inspect::ExceptionsError| {
            let problems = error.problems().map(|(line, problem)| {
                let next = "write CODE@COLUMN and a reason, as in: postcode@3 place of delivery";
                Problem::Plain(
                    format!("{}:{line}: {problem}", path.display()),
                    Some(next.to_owned()),
                )
            });
            Failure::new(Status::Refused, problems.collect())
        })
}

/// Everything that arrived, while it is looked at.
struct Look<'a> {
    args: &'a Args,
    profile: Option<&'a Profile>,
    signers: Option<&'a TrustedSigners>,
    inspector: Inspector,
    inspection: Inspection,
    failures: Failures,
}

impl Look<'_> {
    fn at(&mut self, argument: &Argument<'_>) {
        let path = argument.path;
        let (name, shown) = (argument.name(), argument.shown());
        let looked = if !input::is_standard(path) && path.is_dir() {
            self.folder(argument)
        } else if is_no_file(path) {
            self.unread(&name, &shown);
            Ok(())
        } else {
            self.file(&One {
                path,
                name: Some(name.as_str()).filter(|_| !input::is_standard(path)),
                shown: &shown,
                told: argument.told(),
                is_compared: true,
                has_beside: !argument.is_hidden() && !input::is_standard(path),
            })
        };
        if self.failures.take(looked).is_none() {
            self.inspection.add_unread();
            // a folder tells of its own files
            if input::is_standard(path) || !path.is_dir() {
                self.unread(&name, &shown);
            }
        }
    }

    /// Looks at one file, and adds its report.
    fn file(&mut self, one: &One<'_>) -> Outcome {
        let mut file = self.args.trust.file_or_sealed(one.path, one.told)?;
        let looked = match one.name {
            Some(name) => {
                let bare = name.strip_suffix(".age").filter(|_| file.is_encrypted());
                let name = bare.unwrap_or(name);
                self.inspector.inspect_as(&mut file, name, one.shown)
            }
            None => self.inspector.inspect_unnamed(&mut file, one.shown),
        };
        let mut report = looked.map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof if file.is_encrypted() => {
                cipher::not_decrypted(one.told, Code::NotDecrypted.next_step())
            }
            kind => Failure::io(one.told, kind),
        })?;
        let held = self.hold(file, one, &mut report);
        self.failures.take(held);
        self.inspection.add(report);
        Ok(())
    }

    /// Notes that one could not be looked at.
    fn unread(&mut self, name: &str, shown: &str) {
        let report = self.inspector.inspect_unopened(name, shown, false);
        self.inspection.add(report);
    }
}

/// One file, and how people are told of it.
struct One<'f> {
    path: &'f Path,
    /// As it is judged; standard input has none.
    name: Option<&'f str>,
    /// In reports, and in errors.
    shown: &'f str,
    told: &'f Path,
    /// Whether rows are compared with the profile.
    is_compared: bool,
    /// Whether a manifest can stand beside them.
    has_beside: bool,
}

/// Whether it is a pipe or device, which could hold us up as it is opened.
fn is_no_file(path: &Path) -> bool {
    !input::is_standard(path) && std::fs::metadata(path).is_ok_and(|found| !found.is_file())
}
