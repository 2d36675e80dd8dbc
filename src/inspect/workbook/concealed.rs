//! What of a sheet is not shown.

use std::collections::HashSet;

use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Rows, columns and cells of a sheet that are not shown.
#[derive(Debug, Default)]
pub(super) struct Concealed {
    rows: u64,
    first_row: Option<u32>,
    columns: u64,
    cells: u64,
    first_cell: Option<u32>,
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
        self.rows = self.rows.saturating_add(count);
        self.first_row = self.first_row.or(Some(row));
    }

    pub(super) const fn columns(&mut self, count: u64) {
        self.columns = self.columns.saturating_add(count);
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
            self.columns(1);
        }
    }

    /// A cell that shows nothing.
    pub(super) fn cell(&mut self, row: u32) {
        self.cells += 1;
        self.first_cell = self.first_cell.or(Some(row));
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

    pub(super) fn tell(&self, desk: &mut Desk<'_>) {
        let row = self.first_row.map(u64::from);
        desk.find_times(Sign::HiddenRows, self.rows, row);
        if self.is_filtered {
            desk.find_times(Sign::FilteredRows, self.rows, row);
        }
        desk.find_times(Sign::HiddenColumns, self.columns, None);
        desk.find_times(
            Sign::InvisibleText,
            self.cells,
            self.first_cell.map(u64::from),
        );
    }
}
