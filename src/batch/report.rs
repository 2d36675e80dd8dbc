//! What the controller is told about an export: codes, columns and counts, never a value.

use std::fmt;

use serde_json::{Value, json};

use crate::canonical_json;
use crate::code::{Code, ColumnName, Refused};
use crate::field::{Field, Flag};
use crate::minimise::Minimiser;

/// The controller's report on one export (`cardsieve-report-1`).
///
/// # Security
/// Rows withheld for a raised flag are a count: which rows they were is told by
/// [`Report::flagged_rows`] alone, which no other output includes, `Debug` neither.
#[derive(Clone, PartialEq, Eq)]
pub struct Report {
    batch: String,
    profile: (String, String),
    flags_absent: Vec<Flag>,
    map: Option<String>,
    never_read: (Vec<Field>, Vec<u64>),
    refused: Option<Refused>,
    read: u64,
    released: u64,
    withheld: u64,
    flagged: Vec<u32>,
    sha256: Option<String>,
    risk: Option<Value>,
    doubtful: u64,
    photos_repeated: u64,
    rows: Vec<WithheldRow>,
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Report { .. }")
    }
}

/// One reason for which one row stayed behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithheldRow {
    row: u32,
    code: Code,
    column: Option<String>,
}

impl WithheldRow {
    /// The row, counted from 1 after the header.
    pub fn row(&self) -> u64 {
        u64::from(self.row)
    }

    /// What is wrong.
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The profile's header of the column.
    pub fn column(&self) -> Option<&str> {
        self.column.as_deref()
    }
}

impl Report {
    pub(super) fn new(minimiser: &Minimiser) -> Self {
        let plan = minimiser.plan();
        Self {
            batch: minimiser.batch().to_string(),
            profile: (plan.profile.name().to_owned(), plan.fingerprint.clone()),
            flags_absent: minimiser.flags().declared_absent().collect(),
            map: None,
            never_read: (Vec::new(), Vec::new()),
            refused: None,
            read: 0,
            released: 0,
            withheld: 0,
            flagged: Vec::new(),
            sha256: None,
            risk: None,
            doubtful: 0,
            photos_repeated: 0,
            rows: Vec::new(),
        }
    }

    /// Adds the fingerprint of the map that was used.
    pub fn set_map(&mut self, fingerprint: String) {
        self.map = Some(fingerprint);
    }

    /// Adds which columns of the input were never read: known ones by name, others by position.
    pub fn set_never_read(&mut self, fields: Vec<Field>, positions: Vec<u64>) {
        self.never_read = (fields, positions);
    }

    /// Adds how easily the released rows can be told apart.
    pub(crate) fn set_risk(&mut self, risk: Value) {
        self.risk = Some(risk);
    }

    pub(super) const fn read(&mut self, rows: u64) {
        self.read = rows;
    }

    pub(super) fn release(&mut self, doubtful: bool) {
        self.released += 1;
        self.doubtful += u64::from(doubtful);
    }

    pub(super) fn note(&mut self, row: u32, code: Code, column: Option<&str>) {
        let column = column.map(str::to_owned);
        self.rows.push(WithheldRow { row, code, column });
    }

    pub(super) const fn count_withheld(&mut self) {
        self.withheld += 1;
    }

    pub(super) fn withhold_flagged(&mut self, row: u32) {
        self.flagged.push(row);
        self.count_withheld();
    }

    pub(super) fn seal(&mut self, sha256: String) {
        self.sha256 = Some(sha256);
    }

    /// Notes that nothing goes after all.
    ///
    /// # Security
    /// Where a flag's source is what is wrong, what was counted until then is forgotten: it would
    /// tell in which row a flag turned up.
    pub fn refuse(&mut self, refused: Refused) {
        if matches!(
            refused.code(),
            Code::FlagWithoutSource | Code::DuplicateSource
        ) {
            (self.read, self.withheld) = (0, 0);
            self.flagged.clear();
            self.rows.clear();
            (self.doubtful, self.photos_repeated) = (0, 0);
        }
        self.refused = Some(refused);
        self.sha256 = None;
        self.risk = None;
        self.released = 0;
    }

    /// The batch id.
    pub fn batch(&self) -> &str {
        &self.batch
    }

    /// Why nothing went, if nothing went.
    pub const fn refused(&self) -> Option<&Refused> {
        self.refused.as_ref()
    }

    /// How many rows were read.
    pub const fn rows_read(&self) -> u64 {
        self.read
    }

    /// How many rows were released; none if the batch was refused.
    pub const fn rows_released(&self) -> u64 {
        self.released
    }

    /// How many rows were withheld, for whatever reason.
    pub const fn rows_withheld(&self) -> u64 {
        self.withheld
    }

    /// How many of the withheld rows had a deciding flag raised.
    pub fn rows_flagged(&self) -> u64 {
        self.flagged.len() as u64
    }

    /// How many released rows bear a name that could also be a status.
    pub const fn doubtful_names(&self) -> u64 {
        self.doubtful
    }

    /// How many released photos are the same picture as another one before them.
    pub const fn photos_repeated(&self) -> u64 {
        self.photos_repeated
    }

    #[cfg(feature = "seal")]
    pub(super) const fn repeat_photos(&mut self, count: u64) {
        self.photos_repeated = count;
    }

    /// The lower-hex SHA-256 of the released rows.
    pub fn sha256(&self) -> Option<&str> {
        self.sha256.as_deref()
    }

    /// Every reason for which a row stayed behind, but for raised flags.
    pub fn withheld(&self) -> &[WithheldRow] {
        &self.rows
    }

    /// The rows whose deciding flags are raised, counted from 1.
    ///
    /// # Security
    /// This is a list of the people most at risk. Show it to the controller alone.
    pub fn flagged_rows(&self) -> impl Iterator<Item = u64> {
        self.flagged.iter().map(|row| u64::from(*row))
    }

    /// What of the input was never read: fields known by name, and the positions of other columns.
    pub fn never_read(&self) -> (&[Field], &[u64]) {
        (&self.never_read.0, &self.never_read.1)
    }

    /// The report as canonical JSON (RFC 8785).
    pub fn to_json(&self) -> String {
        canonical_json::to_string(&self.json())
    }

    fn json(&self) -> Value {
        let column = |column: &ColumnName| match column {
            ColumnName::Known(header) => json!(header),
            ColumnName::Ordinal(position) => json!(position),
        };
        json!({
            "batch": self.batch,
            "doubtful_names": self.doubtful,
            "flags_absent": self.flags_absent.iter().map(|flag| flag.name()).collect::<Vec<_>>(),
            "format": "cardsieve-report-1",
            "map": self.map.as_ref().map(|fingerprint| json!({ "fingerprint": fingerprint })),
            "never_read": {
                "fields": self.never_read.0.iter().map(|field| field.name()).collect::<Vec<_>>(),
                "other_columns": self.never_read.1,
            },
            "photos_repeated": self.photos_repeated,
            "profile": { "fingerprint": self.profile.1, "name": self.profile.0 },
            "refused": self.refused.as_ref().map(|refused| json!({
                "code": refused.code().name(),
                "column": refused.column().map(column),
                "line": refused.line(),
                "row": refused.row(),
            })),
            "risk": self.risk,
            "rows": {
                "read": self.read,
                "released": self.released,
                "sha256": self.sha256,
                "withheld": self.withheld,
                "withheld_flagged": self.flagged.len(),
            },
            "withheld": self.rows.iter().map(|row| json!({
                "code": row.code.name(),
                "column": row.column,
                "row": row.row,
            })).collect::<Vec<_>>(),
        })
    }
}
