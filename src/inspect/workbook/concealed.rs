//! What of a sheet is not shown.

use std::collections::HashSet;

use super::spots::Spots;
use crate::inspect::desk::Desk;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;

/// Rows, columns and cells of a sheet that are not shown.
#[derive(Debug, Default)]
pub(super) struct Concealed {
    rows: Spots,
    columns: Spots,
    cells: Spots,
    last_flat: Option<u32>,
    narrow: HashSet<u32>,
    /// Whether the sheet is filtered.
    pub(super) is_filtered: bool,
}

/// Whether a row or column is shown, and large enough to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shown {
    #[default]
    Yes,
    /// Not shown, whether or not it holds anything.
    No,
    /// Too small for anybody to read what it holds, if anything.
    Tiny,
}

impl Shown {
    pub(super) const fn of(is_hidden: bool, is_tiny: bool) -> Self {
        match (is_hidden, is_tiny) {
            (true, _) => Self::No,
            (false, true) => Self::Tiny,
            (false, false) => Self::Yes,
        }
    }
}

impl Concealed {
    /// A hidden row, or so many from it on.
    pub(super) fn rows(&mut self, row: u32, count: u64) {
        self.rows.add(count, First::row(row.into()));
    }

    /// A hidden column, counted from 0, or so many from it on.
    pub(super) fn columns(&mut self, column: u32, count: u64) {
        self.columns.add(count, First::column(column));
    }

    /// A row that is too low for the cell that it has; rows come in order.
    fn flat(&mut self, row: u32) {
        if self.last_flat != Some(row) {
            self.last_flat = Some(row);
            self.rows(row, 1);
        }
    }

    /// A column that is too narrow for the cell that it has.
    fn narrow(&mut self, column: u32) {
        if self.narrow.insert(column) {
            self.columns(column, 1);
        }
    }

    /// A cell that shows nothing.
    pub(super) fn cell(&mut self, row: u32, column: u32) {
        self.cells.cell(row, column);
    }

    /// A cell that holds something, in a row and a column of which it is known whether they are shown;
    /// says whether both are.
    pub(super) fn place(&mut self, row: (u32, Shown), column: (u32, Shown)) -> bool {
        if row.1 == Shown::Tiny {
            self.flat(row.0);
        }
        if column.1 == Shown::Tiny {
            self.narrow(column.0);
        }
        row.1 == Shown::Yes && column.1 == Shown::Yes
    }

    /// Whether any row is not shown.
    pub(super) fn has_rows(&self) -> bool {
        !self.rows.is_empty()
    }

    pub(super) fn tell(&self, desk: &mut Desk<'_>) {
        self.rows.tell(Sign::HiddenRows, desk);
        if self.is_filtered {
            self.rows.tell(Sign::FilteredRows, desk);
        }
        self.columns.tell(Sign::HiddenColumns, desk);
        self.cells.tell(Sign::InvisibleText, desk);
    }
}
