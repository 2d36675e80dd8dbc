//! What an inspection of one file found: codes, places and counts, never a value.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::desk::Desk;
use super::detect;
use super::kind::Kind;
use super::place::{Entry, First, Place};
use super::sign::Sign;
use crate::code::{Code, ColumnName};
use crate::conformance::{self, Severity};

/// So many groups of findings are told of a file; what comes after is counted.
const GROUPS: usize = 1000;

/// What was found.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Something about the file, its parts or its columns.
    Sign(Sign),
    /// Personal data in a cell, text or name.
    Data(detect::Kind),
    /// Rows that are not what their profile allows, or a batch that is not what its manifest says.
    Conformance(Code),
}

impl What {
    /// The kebab-case code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sign(sign) => sign.name(),
            Self::Data(kind) => kind.name(),
            Self::Conformance(code) => code.name(),
        }
    }

    /// What it means, one fixed line.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Sign(sign) => sign.meaning(),
            Self::Data(kind) => kind.meaning(),
            Self::Conformance(code) => code.meaning(),
        }
    }

    /// What is counted of it.
    const fn unit(self) -> &'static str {
        match self {
            Self::Sign(Sign::HiddenRows | Sign::FilteredRows | Sign::ExtraCells) => "rows",
            Self::Sign(Sign::CommentLine) => "lines",
            Self::Sign(Sign::HiddenColumns) => "columns",
            Self::Sign(Sign::FarCells | Sign::LongCell | Sign::FormulaCell) => "cells",
            _ => "times",
        }
    }

    /// What to do next.
    pub const fn next_step(self) -> &'static str {
        match self {
            Self::Sign(sign) => sign.next_step(),
            Self::Data(kind) => kind.next_step(),
            Self::Conformance(code) => code.next_step(),
        }
    }
}

/// Everything of one kind that was found in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub(super) what: What,
    pub(super) severity: Severity,
    pub(super) place: Place,
    pub(super) count: u64,
    pub(super) first: First,
    pub(super) allowed: Option<usize>,
}

impl Finding {
    /// What was found.
    pub const fn what(&self) -> What {
        self.what
    }

    /// How bad it is.
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// Where it was found.
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// How many times.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Where the first of them is, as far as that is known.
    pub const fn first(&self) -> &First {
        &self.first
    }

    /// The first row in which it was found; a header, where there is one, is row 1 of a sheet and
    /// row 0 of a text.
    pub const fn first_row(&self) -> Option<u64> {
        self.first.row
    }

    /// The one column in which it was found, counted from 1.
    pub(super) const fn column(&self) -> Option<u32> {
        match self.place.column {
            None if self.count == 1 => self.first.column,
            column => column,
        }
    }

    /// That column's header, where it may be shown.
    pub(super) fn header(&self) -> Option<&str> {
        let header = match &self.place.header {
            None if self.count == 1 => &self.first.header,
            header => header,
        };
        header.as_deref()
    }

    /// Where within its place it is, or the first of them, as it follows the place: ` › row 3`, `, first in row 3`.
    pub(super) fn within(&self) -> String {
        if self.first == First::default() {
            return String::new();
        }
        if self.count > 1 || self.first.row == Some(0) {
            return format!(", first in {}", self.first);
        }
        let is_deeper = self.place != Place::default() && self.place.column.is_none();
        if is_deeper {
            format!(" › {}", self.first.parts().join(" › "))
        } else {
            format!(", {}", self.first)
        }
    }

    /// How many times, in the words of what is counted: `, 4 rows`; nothing of what is there once.
    pub(super) fn times(&self) -> String {
        match self.count {
            1 => String::new(),
            _ => format!(", {}", self.many()),
        }
    }

    /// How many there are: `4 rows`.
    pub(super) fn many(&self) -> String {
        match self.count {
            1 => format!("1 {}", self.what.unit().trim_end_matches('s')),
            count => format!("{count} {}", self.what.unit()),
        }
    }

    /// What to do next, there.
    pub fn next_step(&self) -> &'static str {
        match self.what {
            What::Data(_) if self.place.column.is_none() && self.place.header.is_none() => {
                "delete it where it stands: no column holds it, but a property, comment, text or name"
            }
            what => {
                let by_kind = self.place.kind.and_then(Kind::next_step);
                by_kind.unwrap_or_else(|| what.next_step())
            }
        }
    }

    /// Which line of the list of exceptions allows it.
    pub const fn allowed(&self) -> Option<usize> {
        self.allowed
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity.name(), self.what.code())?;
        if self.place != Place::default() {
            write!(f, " in {}", self.place)?;
        }
        let (within, times) = (self.within(), self.times());
        write!(f, "{within}{times}: {}", self.what.meaning())
    }
}

/// What an inspection of one file found.
///
/// # Security
/// Holds codes, positions, counts, the profile's own headers and the name that the caller gave; no
/// byte of what was inspected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) bytes: u64,
    pub(super) rows: u64,
    pub(super) has_manifest: bool,
    pub(super) findings: Vec<Finding>,
    pub(super) untold: u64,
    pub(super) worst_untold: Option<Severity>,
}

impl Report {
    pub(super) fn new(name: String, kind: Kind, bytes: u64, desk: Desk<'_>) -> Self {
        let (rows, has_manifest) = (desk.rows, desk.has_manifest);
        let (findings, untold, worst_untold) = desk.into_found().into_parts();
        Self {
            name,
            kind,
            bytes,
            rows,
            has_manifest,
            findings,
            untold,
            worst_untold,
        }
    }

    /// Adds what a comparison of the same rows with their profile found.
    pub fn add_conformance(&mut self, entry: Option<&str>, found: &conformance::Report) {
        let mut gathered = Gathered::default();
        for finding in found.findings() {
            let (column, header) = match finding.column() {
                Some(ColumnName::Known(header)) => (None, Some(header.clone())),
                Some(ColumnName::Ordinal(position)) => (u32::try_from(*position).ok(), None),
                None => (None, None),
            };
            let place = Place {
                entries: entry
                    .map(|entry| Entry::Named(entry.to_owned()))
                    .into_iter()
                    .collect(),
                column,
                header,
                ..Place::default()
            };
            // the same column, told by its header
            if finding.code() == Code::UnknownColumn && self.has_surplus(&place) {
                continue;
            }
            gathered.add(
                What::Conformance(finding.code()),
                finding.severity(),
                place,
                1,
                First {
                    row: finding.row(),
                    ..First::default()
                },
            );
        }
        let (findings, untold, worst) = gathered.into_parts();
        let unlisted = found.total().saturating_sub(found.findings().len() as u64);
        self.findings.extend(findings);
        self.findings
            .sort_by_key(|finding| Reverse(finding.severity));
        self.untold = self.untold.saturating_add(untold).saturating_add(unlisted);
        let beyond = (unlisted > 0).then(|| found.worst()).flatten();
        self.worst_untold = self.worst_untold.max(worst).max(beyond);
    }

    fn has_surplus(&self, place: &Place) -> bool {
        place.column.is_some()
            && self.findings.iter().any(|finding| {
                finding.what == What::Sign(Sign::SurplusColumn)
                    && finding.place.column == place.column
                    && finding.place.entries == place.entries
            })
    }

    /// Notes that the file is a batch, or stands beside a manifest, that does not verify.
    pub fn add_not_verified(&mut self) {
        self.add_sign(Sign::NotVerified);
    }

    /// Notes why it does not: a problem of a batch, and the entry in which it is.
    pub fn add_problem(&mut self, code: Code, entry: Option<Entry>) {
        let place = Place {
            entries: entry.into_iter().collect(),
            ..Place::default()
        };
        self.add_one(What::Conformance(code), Severity::Forbidden, place);
    }

    /// Notes that a part was not looked into, or not compared with anything.
    pub fn add_not_inspected(&mut self) {
        self.add_sign(Sign::NotInspected);
    }

    fn add_sign(&mut self, sign: Sign) {
        self.add_one(What::Sign(sign), sign.severity(), Place::default());
    }

    /// Adds what was found in one place, or counts it once more there.
    fn add_one(&mut self, what: What, severity: Severity, place: Place) {
        let mut findings = self.findings.iter_mut();
        if let Some(same) = findings.find(|found| found.what == what && found.place == place) {
            same.count = same.count.saturating_add(1);
            return;
        }
        self.findings.push(Finding {
            what,
            severity,
            place,
            count: 1,
            first: First::default(),
            allowed: None,
        });
        self.findings
            .sort_by_key(|finding| Reverse(finding.severity));
    }

    /// The name under which the caller gave the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the file is, by its content.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether it is an archive with the manifest of a batch, which can be verified (`batch::read`): an entry
    /// that nobody has signed for is told by that alone.
    pub const fn has_manifest(&self) -> bool {
        self.has_manifest
    }

    /// How many bytes were read.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many rows its tables have.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// The findings, the worst first.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many findings beyond the listed ones there are.
    pub const fn untold(&self) -> u64 {
        self.untold
    }

    /// The worst severity of what is not allowed, listed or not.
    pub fn worst(&self) -> Option<Severity> {
        let told = self
            .findings
            .iter()
            .filter(|finding| finding.allowed.is_none());
        told.map(Finding::severity).max().max(self.worst_untold)
    }
}

/// What a header says of its column: itself, where it may be shown, and what it is about.
pub(super) type Head = (Option<String>, Option<&'static str>);

/// Findings while they are gathered: one for each kind and place.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    groups: BTreeMap<(What, Place), (Severity, u64, First)>,
    /// The headers of sheets that say anything, by the column.
    heads: HashMap<(Vec<Entry>, Option<u32>), HashMap<u32, Head>>,
    untold: u64,
    worst_untold: Option<Severity>,
}

impl Gathered {
    pub(super) fn add(
        &mut self,
        what: What,
        severity: Severity,
        place: Place,
        count: u64,
        at: First,
    ) {
        let full = self.groups.len() >= GROUPS;
        let key = (what, place);
        if let Some((worst, total, first)) = self.groups.get_mut(&key) {
            *worst = (*worst).max(severity);
            *total = total.saturating_add(count);
            *first = std::mem::take(first).or_earlier(at);
        } else if full {
            self.untold = self.untold.saturating_add(count);
            self.worst_untold = self.worst_untold.max(Some(severity));
        } else {
            self.groups.insert(key, (severity, count, at));
        }
    }

    /// What was gathered so far, and how bad it is.
    pub(super) fn told(&self) -> HashMap<(What, Place), Severity> {
        let groups = self.groups.iter();
        groups
            .map(|(key, (severity, ..))| (key.clone(), *severity))
            .collect()
    }

    /// Notes what the header of a sheet's column says.
    pub(super) fn head(&mut self, place: &Place, column: u32, head: Head) {
        let sheet = (place.entries.clone(), place.sheet);
        self.heads.entry(sheet).or_default().insert(column, head);
    }

    /// The same of a column of a sheet, or of the sheet that a part of its document belongs to.
    fn head_of(&self, place: &Place, column: u32) -> Option<&Head> {
        let of = |entries: &[Entry]| {
            let heads = self.heads.get(&(entries.to_vec(), place.sheet));
            heads.and_then(|heads| heads.get(&column))
        };
        let around = place.entries.split_last().map(|(_, around)| around);
        of(&place.entries).or_else(|| of(around?))
    }

    pub(super) fn into_parts(mut self) -> (Vec<Finding>, u64, Option<Severity>) {
        let groups = std::mem::take(&mut self.groups).into_iter();
        let mut findings: Vec<_> = groups
            .map(|((what, place), (severity, count, mut first))| {
                let head = first.column.and_then(|column| self.head_of(&place, column));
                if let Some((header, about)) = head {
                    (first.header, first.about) = (header.clone(), *about);
                }
                Finding {
                    what,
                    severity,
                    place,
                    count,
                    first,
                    allowed: None,
                }
            })
            .collect();
        findings.sort_by_key(|finding| Reverse(finding.severity));
        (findings, self.untold, self.worst_untold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_do_next_names_a_column_only_where_there_is_one() {
        let finding = |what, place| Finding {
            what,
            severity: Severity::Forbidden,
            place,
            count: 1,
            first: First::default(),
            allowed: None,
        };
        let column = Place {
            column: Some(3),
            ..Place::default()
        };
        let header = Place {
            header: Some("ref".to_owned()),
            ..Place::default()
        };
        for kind in detect::Kind::ALL {
            let what = What::Data(*kind);
            for place in [&column, &header] {
                let next = finding(what, place.clone()).next_step();
                assert_eq!(next, kind.next_step());
            }
            let next = finding(what, Place::default()).next_step();
            assert!(
                next.starts_with("delete it where it stands: no column holds it"),
                "{next}"
            );
        }
        for sign in Sign::ALL {
            let what = What::Sign(*sign);
            let next = finding(what, Place::default()).next_step();
            assert_eq!(next, sign.next_step(), "{sign}");
        }
    }
}
