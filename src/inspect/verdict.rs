//! What an inspection of several files comes to.

use std::fmt;

use super::exception::{Exception, Exceptions};
use super::report::{Finding, Report, What};
use super::sign::Sign;
use crate::conformance::Severity;

/// What the recipient should do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing counts against it.
    Accept,
    /// Nothing was found, but something could not be looked into.
    CannotTell,
    /// Something is there that should not be.
    Refuse,
}

impl Verdict {
    /// The verdict in capitals, as a report begins.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "ACCEPT",
            Self::CannotTell => "CANNOT TELL",
            Self::Refuse => "REFUSE",
        }
    }

    fn of<'f>(findings: impl Iterator<Item = &'f Finding>, least: Severity) -> Self {
        let counted = findings.filter(|finding| finding.allowed.is_none());
        let counted = counted.map(|finding| (finding.severity, Self::of_one(finding)));
        // what was not looked into is never accepted, however much is let pass
        let counted = counted
            .filter(|(severity, verdict)| *severity >= least || *verdict == Self::CannotTell);
        counted
            .map(|(_, verdict)| verdict)
            .max()
            .unwrap_or(Self::Accept)
    }

    const fn of_one(finding: &Finding) -> Self {
        match finding.what {
            What::Sign(
                Sign::NotInspected
                | Sign::Encrypted
                | Sign::Damaged
                | Sign::UnpacksTooLarge
                | Sign::NestedTooDeep
                | Sign::Empty,
            ) => Self::CannotTell,
            _ => Self::Refuse,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The reports of all files that arrived together.
#[derive(Debug, Clone)]
pub struct Inspection {
    pub(super) least: Severity,
    pub(super) exceptions: Exceptions,
    pub(super) reports: Vec<Report>,
    pub(super) profile: Option<(String, String)>,
    unread: bool,
}

impl Inspection {
    /// An inspection in which findings from `least` on count, but for the exceptions.
    pub const fn new(least: Severity, exceptions: Exceptions) -> Self {
        Self {
            least,
            exceptions,
            reports: Vec::new(),
            profile: None,
            unread: false,
        }
    }

    /// Names the profile with which files were compared, and its fingerprint.
    pub fn compared_with(&mut self, name: &str, fingerprint: &str) {
        self.profile = Some((name.to_owned(), fingerprint.to_owned()));
    }

    /// Adds a file's report.
    pub fn add(&mut self, mut report: Report) {
        for finding in &mut report.findings {
            finding.allowed = self.exceptions.allowing(finding);
        }
        self.reports.push(report);
    }

    /// Notes that a file could not be read at all.
    pub const fn add_unread(&mut self) {
        self.unread = true;
    }

    /// The exceptions, each with how many findings it lets pass: one that lets none pass may be mistyped, or
    /// out of date.
    pub fn exceptions(&self) -> impl Iterator<Item = (&Exception, u64)> {
        self.exceptions.iter().map(|exception| {
            let findings = self.reports.iter().flat_map(|report| &report.findings);
            let passed = findings.filter(|finding| exception.allows(finding)).count();
            (exception, passed as u64)
        })
    }

    /// The reports, in the order in which they were added.
    pub fn reports(&self) -> &[Report] {
        &self.reports
    }

    /// What to do with all of it.
    pub fn verdict(&self) -> Verdict {
        let worst = self
            .reports
            .iter()
            .map(|report| self.verdict_of(report))
            .max();
        let unread = self.unread.then_some(Verdict::CannotTell);
        worst.max(unread).unwrap_or(Verdict::CannotTell)
    }

    /// What to do with one file.
    pub fn verdict_of(&self, report: &Report) -> Verdict {
        let listed = Verdict::of(report.findings.iter(), self.least);
        match report.worst_untold {
            Some(severity) if severity >= self.least => Verdict::Refuse,
            _ => listed,
        }
    }
}
