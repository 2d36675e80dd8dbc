//! Takes the rows of one batch, and counts when all are there.

use std::fmt;
use std::io;

use super::classes::Classes;
use super::column::{Cells, Column, narrow};
use super::report::{Added, ColumnRisk, Report, SetRisk};
use super::rows::{Reader, RowsErrors};
use super::{Figures, LARGEST_SUBSET};
use crate::batch::{Finished, Form};
use crate::code::{Code, Refused};
use crate::minimise::CardRecord;
use crate::profile::{Identifier, Profile};

/// The rows of one batch, while they are taken.
///
/// Memory grows by eight bytes a cell, and no value is held.
pub struct Assessor {
    profile: Profile,
    columns: Vec<Cells>,
    rows: u32,
    has_photo: bool,
}

impl fmt::Debug for Assessor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Assessor { .. }")
    }
}

impl Assessor {
    /// Without a row, for rows made under `profile`.
    pub fn new(profile: &Profile) -> Self {
        Self {
            profile: profile.clone(),
            columns: profile.columns().iter().map(|_| Cells::new()).collect(),
            rows: 0,
            has_photo: false,
        }
    }

    /// Takes a record.
    ///
    /// # Errors
    /// [`Refused`] with [`Code::OtherProfile`] if it was made under another profile, and with
    /// [`Code::TooManyRows`] beyond four thousand million.
    pub fn add(&mut self, record: &CardRecord) -> Result<(), Refused> {
        if *record.profile() != self.profile {
            let row = u64::from(self.rows) + 1;
            return Err(Refused::new(Code::OtherProfile).at_row(row));
        }
        self.count()?;
        for (cells, cell) in self.columns.iter_mut().zip(record.cells()) {
            cells.push(Some(cell));
        }
        Ok(())
    }

    /// Takes the rows of a file: bare ones, or those of a batch with their column of photos.
    ///
    /// Without `form`, a first byte `{` means NDJSON. Columns are found by their headers, in whatever
    /// order. What a cell says is not judged; that is for [`Conformance`](crate::conformance::Conformance).
    ///
    /// # Errors
    /// [`RowsErrors`] if the file does not have the profile's columns and no other, or is not whole.
    pub fn read(&mut self, bytes: &[u8], form: Option<Form>) -> Result<(), RowsErrors> {
        let profile = self.profile.clone();
        let mut reader = Reader::new(&profile, form);
        reader.feed(bytes, self);
        reader.finish()
    }

    /// Takes the rows of an export.
    ///
    /// # Errors
    /// As [`Assessor::read`].
    pub fn add_finished(&mut self, rows: &Finished) -> Result<(), RowsErrors> {
        let profile = self.profile.clone();
        let mut reader = Reader::new(&profile, None);
        // nothing in it fails
        let _ = rows.for_each_piece(|piece| {
            reader.feed(piece, self);
            io::Result::Ok(())
        });
        reader.finish()
    }

    /// Takes one row's cells, by the profile's columns.
    pub(super) fn row(&mut self, cells: &[Option<&str>]) -> Result<(), Refused> {
        self.count()?;
        for (position, column) in self.columns.iter_mut().enumerate() {
            column.push(cells.get(position).copied().flatten());
        }
        Ok(())
    }

    /// Notes that a photo goes with each row.
    pub(super) const fn with_photos(&mut self) {
        self.has_photo = true;
    }

    fn count(&mut self) -> Result<(), Refused> {
        let next = self.rows.checked_add(1);
        self.rows = next.ok_or_else(|| Refused::new(Code::TooManyRows))?;
        Ok(())
    }

    /// Counts.
    ///
    /// Takes time in proportion to the rows, and to the sets that are looked at.
    ///
    /// # Errors
    /// [`Refused`] with [`Code::RowCount`] if there is no row: nobody can be counted among nobody.
    pub fn finish(self) -> Result<Report, Refused> {
        if self.rows == 0 {
            return Err(Refused::new(Code::RowCount));
        }
        let columns: Vec<Column> = self.columns.into_iter().map(Cells::number).collect();
        let all = Classes::one(self.rows);
        let figures = columns.iter().map(|column| all.split(column).figures(&[]));
        let told = self.profile.columns().iter().zip(&columns).zip(figures);
        let told = told.map(|((column, cells), figures)| ColumnRisk {
            header: column.header().to_owned(),
            identifier: column.identifier(),
            fields: column.fields(),
            distinct: figures.classes,
            unique: figures.unique,
            missing: cells.missing,
        });
        let told: Vec<ColumnRisk> = told.collect();
        let counted = Counted::new(&told, &columns, all);
        Ok(Report {
            profile: self.profile.name().to_owned(),
            fingerprint: self.profile.fingerprint().to_string(),
            rows: u64::from(self.rows),
            photo: self
                .profile
                .photo()
                .filter(|_| self.has_photo)
                .map(|photo| photo.header().to_owned()),
            whole: counted.whole,
            subsets: counted.subsets,
            with: counted.with,
            without: counted.without,
            columns: told,
            k: None,
        })
    }
}

/// What is counted of the sets of columns.
struct Counted {
    whole: Figures,
    subsets: Vec<SetRisk>,
    with: Vec<Added>,
    without: Vec<Added>,
}

impl Counted {
    fn new(told: &[ColumnRisk], columns: &[Column], all: Classes) -> Self {
        let is_quasi = |column: &ColumnRisk| column.identifier == Identifier::Quasi;
        let pairs = || told.iter().zip(columns);
        let quasi: Vec<(&str, &Column)> = pairs()
            .filter(|(told, _)| is_quasi(told))
            .map(|(told, column)| (told.header.as_str(), column))
            .collect();
        let whole = quasi
            .iter()
            .fold(all, |classes, (_, column)| classes.split(column));
        let with = pairs()
            .filter(|(told, _)| !is_quasi(told))
            .map(|(told, column)| Added {
                column: told.header.clone(),
                figures: whole.split(column).figures(&[]),
            })
            .collect();
        // what is equal in all of them is equal in each: one row stands for its class from here on
        let (rows, weights) = whole.summed_up();
        let quasi: Vec<(&str, Column)> = quasi
            .into_iter()
            .map(|(header, column)| (header, column.of_rows(&rows)))
            .collect();
        let rows = Classes::one(narrow(rows.len()));
        let without = (0..quasi.len()).map(|left_out| {
            let others = quasi.iter().enumerate();
            let others = others.filter(|(position, _)| *position != left_out);
            let start = Classes::one(narrow(weights.len()));
            let classes = others.fold(start, |classes, (_, (_, column))| classes.split(column));
            Added {
                column: quasi
                    .get(left_out)
                    .map(|(header, _)| (*header).to_owned())
                    .unwrap_or_default(),
                figures: classes.figures(&weights),
            }
        });
        let without = without.collect();
        let mut subsets = Vec::new();
        subsets_of(&quasi, &rows, &weights, &mut Vec::new(), &mut subsets);
        // small sets first; among equals the order of the columns stays
        subsets.sort_by_key(|set| set.columns.len());
        Self {
            whole: whole.figures(&[]),
            subsets,
            with,
            without,
        }
    }
}

/// Every set of these columns that has no more than [`LARGEST_SUBSET`].
fn subsets_of(
    columns: &[(&str, Column)],
    classes: &Classes,
    weights: &[u32],
    before: &mut Vec<String>,
    into: &mut Vec<SetRisk>,
) {
    let mut rest = columns;
    while let Some(((header, column), after)) = rest.split_first() {
        rest = after;
        let classes = classes.split(column);
        before.push((*header).to_owned());
        into.push(SetRisk {
            columns: before.clone(),
            figures: classes.figures(weights),
        });
        if before.len() < LARGEST_SUBSET {
            subsets_of(after, &classes, weights, before, into);
        }
        before.pop();
    }
}
