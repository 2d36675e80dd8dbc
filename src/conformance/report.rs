//! What an inspection found: codes and positions, never a value.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

use crate::batch::Form;
use crate::canonical_json;
use crate::code::{Code, ColumnName};

/// So many findings are listed; the rest is counted.
const LISTED: usize = 1000;

/// How bad a finding is. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Not as it was written: somebody changed it, or it was made by something else.
    Suspect,
    /// Something is there that was never agreed.
    Forbidden,
}

impl Severity {
    /// Every severity, the mildest first.
    pub const ALL: &[Self] = &[Self::Note, Self::Suspect, Self::Forbidden];

    /// The name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Suspect => "suspect",
            Self::Forbidden => "forbidden",
        }
    }

    /// The severity with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|severity| severity.name() == name)
    }

    const fn of(code: Code) -> Self {
        match code {
            Code::MissingColumn
            | Code::ColumnOrder
            | Code::EmptyCell
            | Code::RowOrder
            | Code::RepeatedToken
            | Code::NotCanonical
            | Code::RowCount => Self::Suspect,
            _ => Self::Forbidden,
        }
    }
}

/// One thing that the profile does not allow, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    code: Code,
    row: Option<u64>,
    line: Option<u64>,
    column: Option<ColumnName>,
}

impl Finding {
    pub(super) const fn new(code: Code) -> Self {
        Self {
            code,
            row: None,
            line: None,
            column: None,
        }
    }

    pub(super) const fn at(mut self, row: Option<u64>, line: u64) -> Self {
        self.row = row;
        self.line = Some(line);
        self
    }

    pub(super) fn in_column(mut self, column: ColumnName) -> Self {
        self.column = Some(column);
        self
    }

    /// What is wrong.
    pub const fn code(&self) -> Code {
        self.code
    }

    /// How bad it is.
    pub const fn severity(&self) -> Severity {
        Severity::of(self.code)
    }

    /// The row, counted from 1 after the header.
    pub const fn row(&self) -> Option<u64> {
        self.row
    }

    /// The line on which the row begins, or the bytes first differ, counted from 1.
    pub const fn line(&self) -> Option<u64> {
        self.line
    }

    /// The column: by its header if that is the profile's own, else by position.
    pub const fn column(&self) -> Option<&ColumnName> {
        self.column.as_ref()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity().name(), self.code.name())?;
        if let Some(row) = self.row {
            write!(f, " at row {row}")?;
        }
        if let Some(line) = self.line {
            write!(f, " (line {line})")?;
        }
        if let Some(column) = &self.column {
            write!(f, " in column {column}")?;
        }
        write!(f, ": {}", self.code.meaning())
    }
}

/// What an inspection found (`cardsieve-inspection-1`).
///
/// # Security
/// Holds codes, positions, counts and the profile's own headers; no byte of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    profile: (String, String),
    form: Form,
    rows: u64,
    findings: Vec<Finding>,
    counts: BTreeMap<Code, u64>,
}

impl Report {
    pub(super) const fn new(profile: (String, String), form: Form) -> Self {
        Self {
            profile,
            form,
            rows: 0,
            findings: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, finding: Finding) {
        *self.counts.entry(finding.code).or_default() += 1;
        if self.findings.len() < LISTED {
            self.findings.push(finding);
        }
    }

    pub(super) const fn count_row(&mut self) -> u64 {
        self.rows += 1;
        self.rows
    }

    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        self.counts.is_empty()
    }

    /// The findings, in the order of the file; of many, the first thousand.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many findings there are, listed or not.
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// How many findings there are of each code.
    pub fn counts(&self) -> impl Iterator<Item = (Code, u64)> {
        self.counts.iter().map(|(code, count)| (*code, *count))
    }

    /// The worst severity of all findings, listed or not.
    pub fn worst(&self) -> Option<Severity> {
        self.counts.keys().map(|code| Severity::of(*code)).max()
    }

    /// How many rows were read.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// The form in which the rows were read.
    pub const fn form(&self) -> Form {
        self.form
    }

    /// The report as canonical JSON (RFC 8785).
    pub fn to_json(&self) -> String {
        let column = |column: &ColumnName| match column {
            ColumnName::Known(header) => json!(header),
            ColumnName::Ordinal(position) => json!(position),
        };
        let counts = self
            .counts
            .iter()
            .map(|(code, count)| (code.name().to_owned(), json!(count)));
        canonical_json::to_string(&json!({
            "clean": self.is_clean(),
            "counts": Value::Object(counts.collect()),
            "findings": self.findings.iter().map(|finding| json!({
                "code": finding.code.name(),
                "column": finding.column.as_ref().map(column),
                "line": finding.line,
                "row": finding.row,
                "severity": finding.severity().name(),
            })).collect::<Vec<_>>(),
            "form": match self.form { Form::Csv => "csv", Form::Ndjson => "ndjson" },
            "format": "cardsieve-inspection-1",
            "profile": { "fingerprint": self.profile.1, "name": self.profile.0 },
            "rows": self.rows,
            "unlisted": self.unlisted(),
        }))
    }

    fn unlisted(&self) -> u64 {
        self.total().saturating_sub(self.findings.len() as u64)
    }
}

impl fmt::Display for Report {
    /// A line a finding, then the counts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        if self.unlisted() > 0 {
            writeln!(f, "… and {} more", self.unlisted())?;
        }
        let verdict = if self.is_clean() {
            "clean"
        } else {
            "not clean"
        };
        write!(
            f,
            "{verdict}: {}, {} under profile {} ({})",
            count(self.rows, "row"),
            count(self.total(), "finding"),
            self.profile.0,
            self.profile.1
        )
    }
}

fn count(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
