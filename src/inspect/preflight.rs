//! The sender's look at a whole HR export before anything leaves it.
//!
//! It alone reads every cell of every column. It writes nothing for a recipient, and its verdict is the
//! sender's: what leaves is decided without it.

mod overlap;
mod raw;
#[cfg(test)]
mod tests;
mod told;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};

use self::overlap::Overlaps;
use self::raw::Heads;
use super::Severity;
use super::detect::{self, Certainty, Watch};
use super::outgoing::Outgoing;
use super::report::Finding;
use super::report::What;
use super::sign::Sign;
use crate::batch::{Form, Limits, Rows};
use crate::code::{Code, ColumnName, Refused};
use crate::field::{Field, Flag, Readable, Role};
use crate::minimise::{FlagSources, Minimiser, UnsourcedFlags, Withheld, WithholdList};
use crate::profile::{Content, Part, Profile, Rule};
use crate::pseudonym::{BatchId, EpochName, PseudonymisationSecret};
use crate::record::{Input, InputError, InputOptions, Map};

/// Looks at an HR export as a whole, and tells its sender what exporting it would come to.
///
/// # Security
/// Reads everything, and keeps no byte of it but the rows that would be released, for as long as it looks.
/// What it tells is for the sender alone: columns, codes and counts, never a value.
///
/// ```
/// use cardsieve::inspect::Preflight;
/// use cardsieve::{Profile, record::InputOptions};
/// use std::io::Cursor;
///
/// let profile = Profile::preset("access-fob").ok_or("no such preset")?;
/// let hr = "record_id,card_design,card_serial,credential_no,payroll_no\n\
///           E1,D1,S-100001,1,S-100001\n";
/// let preview = Preflight::new(&profile).look(Cursor::new(hr))?;
/// assert!(!preview.is_clean());
/// assert_eq!(preview.overlaps()[0].header(), "card_serial");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Preflight<'a> {
    profile: &'a Profile,
    map: Option<&'a Map>,
    options: InputOptions,
    list: Option<WithholdList>,
    limits: Limits,
}

impl fmt::Debug for Preflight<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Preflight { .. }")
    }
}

impl<'a> Preflight<'a> {
    /// Under this profile.
    pub fn new(profile: &'a Profile) -> Self {
        Self {
            profile,
            map: None,
            options: InputOptions::new(),
            list: None,
            limits: Limits::default(),
        }
    }

    /// Led by this map.
    #[must_use]
    pub const fn with_map(mut self, map: &'a Map) -> Self {
        self.map = Some(map);
        self
    }

    /// Read in this way.
    #[must_use]
    pub fn with_options(mut self, options: InputOptions) -> Self {
        self.options = options;
        self
    }

    /// With a list of people who stay behind.
    #[must_use]
    pub fn with_withhold_list(mut self, list: WithholdList) -> Self {
        self.list = Some(list);
        self
    }

    /// Within these limits.
    #[must_use]
    pub const fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Looks at every cell of the export.
    ///
    /// # Errors
    /// What an export of it would be refused for before its first row, or at a row whose structure is
    /// broken; and what reading reports.
    pub fn look(mut self, source: impl Read + Seek) -> Result<Preview, InputError> {
        let source = RefCell::new(source);
        let mut input = Input::open(Turn::new(&source), &self.options, self.map)?;
        let (flags, unsourced) = FlagSources::presumed(input.sources(), self.map, self.list.take());
        let unsourced =
            unsourced.and_then(|unsourced| unsourced.unless_harmless(self.profile).err());
        let minimiser = self.minimiser(&flags)?;
        input.restrict(minimiser.reads());
        let mut look = Look {
            profile: self.profile,
            rows: Rows::preview(&minimiser, Form::Csv, self.limits),
            preview: Preview::of(self.profile),
            heads: Heads::new(self.map),
            overlaps: Overlaps::new(self.profile),
            watch: Watch::new(std::iter::empty()),
            stopped: None,
        };
        let form = input.form();
        let mut failed = None;
        let read = raw::each(
            Turn::new(&source),
            form,
            &self.options,
            &mut |heads, cells| {
                match input.next() {
                    Ok(Some(row)) => {
                        look.row(minimiser.minimise(&row), heads, cells);
                        true
                    }
                    // the two ways of reading do not part one row from another alike
                    Ok(None) => false,
                    Err(error) => {
                        failed = Some(error);
                        false
                    }
                }
            },
        );
        if let Some(error) = failed {
            return Err(error);
        }
        let mut whole = read.map_err(|error| InputError::Io(error.kind()))?;
        while let Some(row) = input.next()? {
            // structure and what leaves are judged to the end all the same
            whole = false;
            look.outcome(minimiser.minimise(&row));
        }
        let mut preview = look.finish();
        preview.whole = whole;
        preview.unsourced =
            unsourced.or_else(|| UnsourcedFlags::check(self.profile, input.sources()).err());
        Ok(preview)
    }

    /// One that is never used for anything that leaves.
    fn minimiser(&self, flags: &FlagSources) -> Result<Minimiser, InputError> {
        let random = |_| InputError::Io(io::ErrorKind::Other);
        let secret = PseudonymisationSecret::generate(EpochName::default()).map_err(random)?;
        let batch = BatchId::random().map_err(|_| InputError::Io(io::ErrorKind::Other))?;
        // INVARIANT: what is presumed absent has a reason
        Minimiser::new(self.profile, &secret, batch, flags)
            .map_err(|error| InputError::Refused(Refused::new(error.code())))
    }
}

/// One reader of two that take turns at one source.
struct Turn<'s, R> {
    source: &'s RefCell<R>,
    at: u64,
}

impl<'s, R> Turn<'s, R> {
    const fn new(source: &'s RefCell<R>) -> Self {
        Self { source, at: 0 }
    }
}

impl<R: Read + Seek> Read for Turn<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut source = self.source.borrow_mut();
        source.seek(SeekFrom::Start(self.at))?;
        let read = source.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

/// An export while it is looked at.
struct Look<'p> {
    profile: &'p Profile,
    rows: Rows,
    preview: Preview,
    heads: Heads<'p>,
    overlaps: Overlaps,
    /// Over the columns that lead to what leaves, as they stand in the export.
    watch: Watch,
    stopped: Option<Refused>,
}

/// Cells of one row by column, those of columns that it has.
type Cells<'c> = [(usize, std::borrow::Cow<'c, str>)];

impl Look<'_> {
    fn row(
        &mut self,
        outcome: Result<crate::minimise::CardRecord, Withheld>,
        names: &[String],
        cells: &Cells<'_>,
    ) {
        self.preview.read += 1;
        let row = self.preview.read;
        for column in self.heads.meet(names) {
            if let Some(field) = column.leads_to
                && shows(self.profile, field)
            {
                self.watch.head(column.position, &column.header);
            }
            self.preview.meet(&column, self.profile);
        }
        for (position, cell) in cells {
            if cell.trim().is_empty() {
                continue;
            }
            if let Some(filled) = self.preview.filled.get_mut(*position) {
                *filled += 1;
            }
            let leads_to = self.heads.leads_to(*position);
            if leads_to.is_some_and(|field| shows(self.profile, field)) {
                self.watch.cell(*position, row, cell);
            }
        }
        self.watch.end_row();
        if let Ok(card) = &outcome {
            self.overlaps.compare(card, cells, &self.heads);
        }
        self.outcome(outcome);
    }

    fn outcome(&mut self, outcome: Result<crate::minimise::CardRecord, Withheld>) {
        match &outcome {
            Ok(_) => self.preview.released += 1,
            Err(withheld) if withheld.is_flagged() => self.preview.flagged += 1,
            Err(withheld) => {
                self.preview.withheld += 1;
                for reason in withheld.reasons() {
                    let key = (reason.code(), reason.column().map(str::to_owned));
                    *self.preview.reasons.entry(key).or_default() += 1;
                }
            }
        }
        if self.stopped.is_none() {
            self.stopped = self.rows.push(outcome).err();
        }
    }

    fn finish(mut self) -> Preview {
        let refused = match self.stopped.take() {
            Some(refused) => Some(refused),
            None => match self.rows.finish() {
                Ok(finished) => {
                    let outgoing = Outgoing::rows(self.profile, Form::Csv);
                    let looked = outgoing.look_at_rows(&finished);
                    let suspect = looked.report().findings().iter();
                    let suspect = suspect.filter(|one| one.severity() >= Severity::Suspect);
                    self.preview.released_findings = suspect.cloned().collect();
                    None
                }
                Err(refusal) => Some(refusal.refused().clone()),
            },
        };
        self.preview.refused = refused;
        self.preview.overlaps = self.overlaps.finish(&self.heads);
        for detection in self.watch.finish() {
            self.preview.source_findings.push(Source {
                column: self.heads.name(detection.column),
                what: What::Data(detection.kind),
                severity: match detection.certainty {
                    Certainty::Certain => Severity::Forbidden,
                    Certainty::Likely => Severity::Suspect,
                },
                cells: detection.count,
            });
        }
        self.preview
    }
}

/// Whether something of the field is shown, and not a token alone.
fn shows(profile: &Profile, field: Readable) -> bool {
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

/// A column of the export that leads to what leaves, and looks like what no card needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    column: ColumnName,
    what: What,
    severity: Severity,
    cells: u64,
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
    header: String,
    other: ColumnName,
    rows: u64,
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
    column: ColumnName,
    position: usize,
    about: &'static str,
    cells: u64,
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
    profile: (String, String),
    read: u64,
    released: u64,
    flagged: u64,
    withheld: u64,
    reasons: BTreeMap<(Code, Option<String>), u64>,
    refused: Option<Refused>,
    unsourced: Option<UnsourcedFlags>,
    overlaps: Vec<Overlap>,
    released_findings: Vec<Finding>,
    source_findings: Vec<Source>,
    unread: Vec<Unread>,
    filled: Vec<u64>,
    whole: bool,
}

impl Preview {
    fn of(profile: &Profile) -> Self {
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
    fn meet(&mut self, column: &raw::Head, profile: &Profile) {
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
                if let Some(about) = rule.map(|rule| rule.kind_of_data).or(never) {
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
