//! Why a verb ends early: the exit code, and what people are told.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use crate::console;

/// What a verb comes to.
pub(crate) type Outcome = Result<(), Failure>;

/// The exit codes besides 0; the most urgent comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Whoever read our output has gone: nobody is left to be told.
    Unheard,
    /// Refused, or something was found.
    Refused,
    /// A file that cannot be opened or written.
    CouldNotRun,
    /// The command line is wrong.
    Usage,
}

/// One thing for people to read.
#[derive(Debug)]
pub(crate) enum Problem {
    /// What is wrong and where; what to do next.
    Plain(String, Option<String>),
    /// A text that was laid out elsewhere.
    Shown(String),
}

/// An exit code, and everything that is wrong.
#[derive(Debug)]
pub(crate) struct Failure {
    status: Status,
    problems: Vec<Problem>,
}

impl Failure {
    pub(crate) const fn new(status: Status, problems: Vec<Problem>) -> Self {
        Self { status, problems }
    }

    /// Everything was said already.
    pub(crate) const fn told(status: Status) -> Self {
        Self::new(status, Vec::new())
    }

    /// Everything was said already, if there was anything: the exit code tells of it.
    pub(crate) const fn unless(is_good: bool) -> Outcome {
        if is_good {
            Ok(())
        } else {
            Err(Self::told(Status::Refused))
        }
    }

    /// Both, where the first says how urgent it is.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.problems.extend(other.problems);
        self
    }

    /// Adds to what to do next about one kind of problem.
    pub(crate) fn advise(mut self, code: cardsieve::Code, more: &str) -> Self {
        for problem in &mut self.problems {
            if let Problem::Plain(text, Some(next)) = problem
                && text.contains(code.name())
            {
                next.push_str("; ");
                next.push_str(more);
            }
        }
        self
    }

    fn one(status: Status, text: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(status, vec![Problem::Plain(text.into(), Some(next.into()))])
    }

    pub(crate) fn usage(text: impl Into<String>, next: impl Into<String>) -> Self {
        Self::one(Status::Usage, text, next)
    }

    pub(crate) fn could_not_run(text: impl Into<String>, next: impl Into<String>) -> Self {
        Self::one(Status::CouldNotRun, text, next)
    }

    pub(crate) fn refused(text: impl Into<String>, next: impl Into<String>) -> Self {
        Self::one(Status::Refused, text, next)
    }

    /// A file cannot be opened, read or written.
    pub(crate) fn io(path: &Path, kind: io::ErrorKind) -> Self {
        let next = match kind {
            io::ErrorKind::NotFound => "check the path",
            io::ErrorKind::PermissionDenied => "check who may read and write there",
            io::ErrorKind::AlreadyExists => "it is never overwritten: choose another name",
            io::ErrorKind::StorageFull => "free some space and run again",
            _ => "check the file and its folder, and run again",
        };
        let what = match kind {
            io::ErrorKind::NotFound if has_folder(path) => "no such file".to_owned(),
            io::ErrorKind::NotFound => "no such file, and no such folder either".to_owned(),
            io::ErrorKind::AlreadyExists => "there is a file of this name already".to_owned(),
            _ => kind.to_string(),
        };
        Self::could_not_run(format!("{}: {what}", path.display()), next)
    }

    /// Tells people, and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        for problem in &self.problems {
            match problem {
                Problem::Plain(text, next) => console::error(text, next.as_deref()),
                Problem::Shown(text) => console::say(text),
            }
        }
        ExitCode::from(match self.status {
            Status::Unheard => 0,
            Status::CouldNotRun => 1,
            Status::Usage => 2,
            Status::Refused => 3,
        })
    }
}

/// Whether the folder is there that the file would be in.
fn has_folder(path: &Path) -> bool {
    path.parent()
        .is_none_or(|folder| folder.as_os_str().is_empty() || folder.is_dir())
}

/// Collects failures, so that all problems are told at once.
#[derive(Debug, Default)]
pub(crate) struct Failures(Vec<Failure>);

impl Failures {
    /// The value, or a failure more.
    pub(crate) fn take<T>(&mut self, result: Result<T, Failure>) -> Option<T> {
        result.map_err(|failure| self.0.push(failure)).ok()
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them as one, with the most urgent exit code.
    pub(crate) fn into_one(self) -> Failure {
        let status = self.0.iter().map(|failure| failure.status).max();
        let problems = self
            .0
            .into_iter()
            .flat_map(|failure| failure.problems)
            .collect();
        Failure::new(status.unwrap_or(Status::Refused), problems)
    }

    /// Nothing, if there were none.
    pub(crate) fn check(self) -> Outcome {
        if self.is_empty() {
            Ok(())
        } else {
            Err(self.into_one())
        }
    }
}
