//! The files that steer a run: profile, map, secret, withhold list.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use cardsieve::minimise::WithholdList;
use cardsieve::profile::Party;
use cardsieve::record::{Map, MapErrors};
use cardsieve::{Code, Profile, PseudonymisationSecret};

use crate::failure::{Failure, Problem, Status};
use crate::{nearest, snippet, stale};

/// No profile, map or list that somebody wrote is larger.
const MAX_BYTES: u64 = 16 << 20;

/// Who takes part, in place of what the profile says.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Parties {
    /// Who decides about the disclosure; replaces the profile's
    #[arg(long, value_name = "NAME")]
    pub(crate) controller: Option<String>,
    /// The card bureau; replaces the profile's
    #[arg(long, value_name = "NAME")]
    pub(crate) recipient: Option<String>,
}

/// A preset by its name, or a profile file.
pub(crate) fn profile(argument: &str, parties: &Parties) -> Result<Profile, Failure> {
    if argument == "-" {
        return Err(Failure::usage(
            "a profile is not read from standard input",
            "give a preset's name, or a file",
        ));
    }
    let is_file = argument.contains(std::path::is_separator) || argument.ends_with(".toml");
    let profile = if is_file {
        let source = text(Path::new(argument))?;
        source.parse().map_err(|errors| {
            Failure::new(
                Status::Refused,
                snippet::problems(argument, &source, &errors),
            )
        })?
    } else {
        Profile::preset(argument).ok_or_else(|| {
            let hint = nearest::did_you_mean(argument, Profile::preset_names());
            let hint = if Path::new(argument).is_file() {
                format!("a file's name holds a / or ends in .toml: write ./{argument} if you mean the file")
            } else {
                format!("{hint}; a file's name holds a / or ends in .toml")
            };
            Failure::usage(format!("there is no preset {argument}"), hint)
        })?
    };
    let (controller, recipient) = (parties.controller.as_deref(), parties.recipient.as_deref());
    profile
        .with_parties(controller, recipient)
        .map_err(|error| {
            let option = match error.party() {
                Party::Controller => "--controller",
                Party::Recipient => "--recipient",
            };
            Failure::usage(format!("{option}: not a name"), error.to_string())
        })
}

/// A map file.
pub(crate) fn map(path: &Path) -> Result<Map, Failure> {
    text(path)?
        .parse()
        .map_err(|errors| map_errors(path, &errors))
}

/// Every problem of a map by its place; its lines are not shown, since they may be anything.
pub(crate) fn map_errors(path: &Path, errors: &MapErrors) -> Failure {
    let problems = errors.problems().iter().map(|problem| {
        let field = problem
            .name()
            .map(|name| format!(" ({name})"))
            .unwrap_or_default();
        let text = format!(
            "{}:{}: {}{field}: {}",
            path.display(),
            snippet::place(problem.line(), problem.column()),
            problem.code(),
            problem.message()
        );
        Problem::Plain(text, Some(problem.hint_text().to_owned()))
    });
    Failure::new(Status::Refused, problems.collect())
}

/// A secret file, with its last epoch or the one named.
pub(crate) fn secret(path: &Path, epoch: Option<&str>) -> Result<PseudonymisationSecret, Failure> {
    stale::name_copies(path);
    let secret = PseudonymisationSecret::open(path).map_err(|error| secret_error(path, &error))?;
    match epoch {
        Some(epoch) => secret
            .with_epoch(epoch)
            .map_err(|error| secret_error(path, &error)),
        None => Ok(secret),
    }
}

pub(crate) fn secret_error(path: &Path, error: &cardsieve::pseudonym::SecretError) -> Failure {
    match (error.code(), error.io_kind()) {
        (Some(code), _) => {
            let text = format!("{}: {error}", path.display());
            Failure::refused(text, code.next_step())
        }
        (None, Some(kind)) => Failure::io(path, kind),
        (None, None) => Failure::could_not_run(error.to_string(), "run again"),
    }
}

/// A withhold list.
pub(crate) fn withhold_list(path: &Path) -> Result<WithholdList, Failure> {
    text(path)?
        .parse()
        .map_err(|errors: cardsieve::minimise::WithholdListErrors| {
            let text = format!("{}: {}: {errors}", path.display(), errors.code());
            Failure::refused(text, errors.code().next_step())
        })
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> Result<String, Failure> {
    let file = File::open(path).map_err(|error| Failure::io(path, error.kind()))?;
    let mut bytes = Vec::new();
    let read = file.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::io(path, error.kind()))?;
    if bytes.len() as u64 > MAX_BYTES {
        let text = format!("{}: larger than 16 MiB", path.display());
        return Err(Failure::refused(text, "give the right file"));
    }
    String::from_utf8(bytes).map_err(|_| {
        let text = format!(
            "{}: {}: the file is not UTF-8",
            path.display(),
            Code::NotUtf8
        );
        Failure::refused(text, "give the right file, saved as UTF-8")
    })
}
