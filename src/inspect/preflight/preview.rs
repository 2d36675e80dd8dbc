//! What a preflight found, for the sender alone.

use std::collections::BTreeMap;

use super::raw;
use crate::code::{Code, ColumnName, Refused};
use crate::field::{Field, Flag, Readable, Role};
use crate::inspect::Severity;
use crate::inspect::detect;
use crate::inspect::report::{Finding, What};
use crate::inspect::sign::Sign;
use crate::minimise::UnsourcedFlags;
use crate::profile::{Content, Part, Profile, Rule};

/// A column of the export that leads to what leaves, and looks like what no card needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub(super) column: ColumnName,
    pub(super) what: What,
    pub(super) severity: Severity,
    pub(super) cells: u64,
}

impl Source {
    /// The column.
    pub const fn column(&self) -> &ColumnName {
        &self.column
    }

    /// What it looks like.
    pub const fn what(&self) -> What {
        self.what
    }

    /// How bad that is.
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// In how many cells; of a header, 1.
    pub const fn cells(&self) -> u64 {
        self.cells
    }
}

/// A text that would be released, and holds what another column of the same row holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    pub(super) header: String,
    pub(super) other: ColumnName,
    pub(super) rows: u64,
}

impl Overlap {
    /// The profile's header of the text.
    pub fn header(&self) -> &str {
        &self.header
    }

    /// The column of the export.
    pub const fn other(&self) -> &ColumnName {
        &self.other
    }

    /// In how many rows.
    pub const fn rows(&self) -> u64 {
        self.rows
    }
}

/// A column that looks like what no card needs, and is not read by an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub(super) column: ColumnName,
    pub(super) position: usize,
    pub(super) about: &'static str,
    pub(super) cells: u64,
}

impl Unread {
    /// The column.
    pub const fn column(&self) -> &ColumnName {
        &self.column
    }

    /// What it seems to hold, in words of ours.
    pub const fn about(&self) -> &'static str {
        self.about
    }

    /// How many of its cells hold something.
    pub const fn cells(&self) -> u64 {
        self.cells
    }
}

/// What exporting a whole HR export would come to.
///
/// # Security
/// For the sender alone: it was made of everything. Columns, codes and counts; no value.
#[derive(Debug, Clone)]
pub struct Preview {
    pub(super) profile: (String, String),
    pub(super) read: u64,
    pub(super) released: u64,
    pub(super) flagged: u64,
    pub(super) withheld: u64,
    pub(super) reasons: BTreeMap<(Code, Option<String>), u64>,
    pub(super) refused: Option<Refused>,
    pub(super) unsourced: Option<UnsourcedFlags>,
    pub(super) overlaps: Vec<Overlap>,
    pub(super) released_findings: Vec<Finding>,
    pub(super) source_findings: Vec<Source>,
    pub(super) unread: Vec<Unread>,
    pub(super) filled: Vec<u64>,
    pub(super) whole: bool,
}

impl Preview {
    pub(super) fn of(profile: &Profile) -> Self {
        Self {
            profile: (profile.name().to_owned(), profile.fingerprint().to_string()),
            read: 0,
            released: 0,
            flagged: 0,
            withheld: 0,
            reasons: BTreeMap::new(),
            refused: None,
            unsourced: None,
            overlaps: Vec::new(),
            released_findings: Vec::new(),
            source_findings: Vec::new(),
            unread: Vec::new(),
            filled: Vec::new(),
            whole: true,
        }
    }

    /// Takes a column that was not met before.
    pub(super) fn meet(&mut self, column: &raw::Head, profile: &Profile) {
        if self.filled.len() <= column.position {
            self.filled.resize(column.position + 1, 0);
        }
        let rule = detect::header(&column.header);
        let never = Field::from_name(&column.header)
            .filter(|field| field.role() == Role::Never)
            .map(Field::name);
        match column.leads_to {
            Some(field) => {
                let bad = rule.filter(|rule| rule.severity == detect::Severity::Forbidden);
                if bad.is_some() && shows(profile, field) {
                    self.source_findings.push(Source {
                        column: column.name.clone(),
                        what: What::Sign(Sign::ForbiddenColumn),
                        severity: Severity::Forbidden,
                        cells: 1,
                    });
                }
            }
            None => {
                // the catalogue knows its own fields best
                let rule = rule.map(|rule| rule.kind_of_data);
                if let Some(about) = never.or(rule) {
                    self.unread.push(Unread {
                        column: column.name.clone(),
                        position: column.position,
                        about,
                        cells: 0,
                    });
                }
            }
        }
    }

    /// Whether nothing speaks against the export. Rows that would stay behind do not: the others go.
    pub fn is_clean(&self) -> bool {
        self.refused.is_none()
            && self.unsourced.is_none()
            && self.overlaps.is_empty()
            && self.released_findings.is_empty()
            && self.source_findings.is_empty()
            && self.whole
    }

    /// How many rows were read, and how many of them would be released.
    pub const fn rows(&self) -> (u64, u64) {
        (self.read, self.released)
    }

    /// How many rows would stay behind for a raised flag.
    pub const fn flagged(&self) -> u64 {
        self.flagged
    }

    /// Why other rows would stay behind: the code, the profile's header, how many rows.
    pub fn withheld(&self) -> impl Iterator<Item = (Code, Option<&str>, u64)> {
        self.reasons
            .iter()
            .map(|((code, column), rows)| (*code, column.as_deref(), *rows))
    }

    /// For what the export as a whole would be refused.
    pub const fn refused(&self) -> Option<&Refused> {
        self.refused.as_ref()
    }

    /// The flags that have no source, and the columns that seem to hold one.
    pub fn unsourced(&self) -> (&[Flag], &[u64]) {
        match &self.unsourced {
            Some(unsourced) => (unsourced.flags(), unsourced.columns()),
            None => (&[], &[]),
        }
    }

    /// Texts that would be released and hold what another column holds.
    pub fn overlaps(&self) -> &[Overlap] {
        &self.overlaps
    }

    /// What the recipient's rules find in the rows that would be released.
    pub fn in_what_leaves(&self) -> &[Finding] {
        &self.released_findings
    }

    /// What the same rules find in the columns that lead to it.
    pub fn in_its_sources(&self) -> &[Source] {
        &self.source_findings
    }

    /// The columns that look like what no card needs, and are not read.
    pub fn unread(&self) -> impl Iterator<Item = Unread> {
        self.unread.iter().map(|unread| Unread {
            cells: self.filled.get(unread.position).copied().unwrap_or(0),
            ..unread.clone()
        })
    }

    /// Whether every cell was looked at. If not, the file is read in two ways.
    pub const fn is_whole(&self) -> bool {
        self.whole
    }
}

/// Whether something of the field is shown, and not a token alone.
pub(super) fn shows(profile: &Profile, field: Readable) -> bool {
    profile
        .columns()
        .iter()
        .any(|column| match column.content() {
            Content::Constant(_) => false,
            Content::Parts(parts) => parts.iter().any(|part| match part {
                Part::Field(part) => {
                    part.readable() == field && !matches!(part.rule(), Rule::Pseudonymise { .. })
                }
                Part::Text(_) => false,
            }),
        })
}
