//! What was counted.

use serde_json::{Value, json};

use crate::batch;
use crate::canonical_json;
use crate::field::Field;
use crate::profile::Identifier;

/// The classes of rows that are equal in some columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Rows in the smallest class: the k of k-anonymity.
    pub smallest: u64,
    /// Rows that are alone in their class.
    pub unique: u64,
    /// How many classes there are.
    pub classes: u64,
}

/// One column by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnRisk {
    pub(super) header: String,
    pub(super) identifier: Identifier,
    pub(super) fields: Vec<Field>,
    pub(super) distinct: u64,
    pub(super) unique: u64,
    pub(super) missing: u64,
}

impl ColumnRisk {
    /// The profile's header.
    pub fn header(&self) -> &str {
        &self.header
    }

    /// How it points at a person, by the catalogue and the treatment.
    pub const fn identifier(&self) -> Identifier {
        self.identifier
    }

    /// The fields that its cells are made of.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// How many values there are; a missing one is one more.
    pub const fn distinct(&self) -> u64 {
        self.distinct
    }

    /// How many rows have a value that no other row has.
    pub const fn unique(&self) -> u64 {
        self.unique
    }

    /// How many rows have no value.
    pub const fn missing(&self) -> u64 {
        self.missing
    }
}

/// A set of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetRisk {
    pub(super) columns: Vec<String>,
    pub(super) figures: Figures,
}

impl SetRisk {
    /// The headers, in the profile's order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The classes of rows that are equal in all of them.
    pub const fn figures(&self) -> Figures {
        self.figures
    }
}

/// What a set of columns comes to with one column more, or with one less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    pub(super) column: String,
    pub(super) figures: Figures,
}

impl Added {
    /// The header of the column.
    pub fn column(&self) -> &str {
        &self.column
    }

    /// The classes then.
    pub const fn figures(&self) -> Figures {
        self.figures
    }
}

/// How easily the rows of one batch can be told apart.
///
/// # Security
/// Headers of the profile and counts, and no value. Even so it is for the controller alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub(super) profile: String,
    pub(super) fingerprint: String,
    pub(super) rows: u64,
    pub(super) photo: Option<String>,
    pub(super) columns: Vec<ColumnRisk>,
    pub(super) whole: Figures,
    pub(super) subsets: Vec<SetRisk>,
    pub(super) with: Vec<Added>,
    pub(super) without: Vec<Added>,
    pub(super) k: Option<u64>,
}

impl Report {
    /// Asks whether every row shares its quasi-identifiers with `k` - 1 others.
    #[must_use]
    pub const fn asking(mut self, k: u64) -> Self {
        self.k = Some(k);
        self
    }

    /// The answer, if it was asked.
    pub const fn holds(&self) -> Option<bool> {
        match self.k {
            Some(k) => Some(self.whole.smallest >= k),
            None => None,
        }
    }

    /// How many rows were taken.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Each column by itself.
    pub fn columns(&self) -> &[ColumnRisk] {
        &self.columns
    }

    /// All quasi-identifiers together. Where there is none, all rows are one class.
    pub const fn quasi_identifiers(&self) -> Figures {
        self.whole
    }

    /// Every set of one to three of the quasi-identifiers, small sets first.
    pub fn subsets(&self) -> &[SetRisk] {
        &self.subsets
    }

    /// All quasi-identifiers and one other column, for each of those.
    pub fn with(&self) -> &[Added] {
        &self.with
    }

    /// All quasi-identifiers but one, for each of them: what that one adds to the others.
    pub fn without(&self) -> &[Added] {
        &self.without
    }

    /// How many cells are missing.
    pub fn missing(&self) -> u64 {
        self.columns.iter().map(|column| column.missing).sum()
    }

    /// The headers of the columns that are so.
    pub(super) fn headers(&self, identifier: Identifier) -> Vec<&str> {
        let columns = self.columns.iter();
        columns
            .filter(|column| column.identifier == identifier)
            .map(|column| column.header.as_str())
            .collect()
    }

    /// How many of a million rows, rounded up, so that a few never are none.
    pub(super) const fn per_million(&self, unique: u64) -> u64 {
        (unique * 1_000_000).div_ceil(self.rows)
    }

    /// The report as canonical JSON (RFC 8785), `cardsieve-risk-1`.
    pub fn to_json(&self) -> String {
        canonical_json::to_string(&self.json())
    }

    /// Puts it into the report of the export whose rows these are.
    pub fn add_to(&self, report: &mut batch::Report) {
        report.set_risk(self.json());
    }

    fn json(&self) -> Value {
        let figures = |figures: Figures| {
            json!({
                "classes": figures.classes,
                "smallest": figures.smallest,
                "unique": figures.unique,
                "unique_per_million": self.per_million(figures.unique),
            })
        };
        let added = |added: &[Added]| -> Value {
            let added = added.iter().map(|added| {
                let mut value = figures(added.figures);
                insert(&mut value, "column", json!(added.column));
                value
            });
            added.collect()
        };
        let sets = self.subsets.iter().map(|set| {
            let mut value = figures(set.figures);
            insert(&mut value, "columns", json!(set.columns));
            value
        });
        let columns = self.columns.iter().map(|column| {
            json!({
                "distinct": column.distinct,
                "fields": column.fields.iter().map(|field| field.name()).collect::<Vec<_>>(),
                "header": column.header,
                "identifier": column.identifier.name(),
                "missing": column.missing,
                "unique": column.unique,
            })
        });
        let mut whole = figures(self.whole);
        let quasi = self.headers(Identifier::Quasi);
        insert(&mut whole, "columns", json!(quasi));
        json!({
            "columns": columns.collect::<Value>(),
            "format": "cardsieve-risk-1",
            "k": self.k.map(|k| json!({ "asked": k, "holds": self.holds() })),
            "photo": self.photo,
            "profile": { "fingerprint": self.fingerprint, "name": self.profile },
            "quasi_identifiers": whole,
            "rows": self.rows,
            "subsets": sets.collect::<Value>(),
            "with": added(&self.with),
            "without": added(&self.without),
        })
    }
}

fn insert(value: &mut Value, key: &str, member: Value) {
    if let Some(object) = value.as_object_mut() {
        object.insert(key.to_owned(), member);
    }
}
