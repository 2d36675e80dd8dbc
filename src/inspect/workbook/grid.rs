//! The cells of one sheet, of whatever format, on their way to the detectors.
//!
//! A sheet may begin with a title. The header is the first of its first rows that is half as wide as the
//! widest of them.

use std::collections::BTreeMap;

use super::spots::Spots;
use crate::inspect::desk::Desk;
use crate::inspect::detect;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;
use crate::inspect::table::Table;

/// So many rows are looked at before it is said which one is the header.
const HEAD: usize = 16;
/// Rows and columns without any cell, before a cell counts as far away: more rows than a screen shows at once, and more
/// than stand over a sheet that begins lower down.
const FAR_ROWS: u32 = 30;
const FAR_FROM_TOP: u32 = 60;
const FAR_COLUMNS: usize = 26;
/// Columns of the widest format.
pub(super) const COLUMNS: u32 = 16_384;
/// A row that is as high as Excel makes one shows no more lines without anything.
const MOST_LINES: usize = 12;
/// A cell of Excel holds no more.
const LONGEST_CELL: usize = 32_767;

/// Digits of a number that says in its column who somebody is.
const LONG_NUMBER: usize = 9;

/// A sheet while its cells are read.
#[derive(Default)]
pub(super) struct Grid {
    head: Vec<(u32, Vec<(u32, String)>)>,
    table: Option<Table>,
    row: Option<u32>,
    /// Cells in each column, and the first row with one.
    columns: Vec<(u64, u32)>,
    /// The first row that is far from those before it, and the cells that are far away.
    far_from: Option<u32>,
    far: Spots,
    /// Columns up to the last that the header names; and cells to the right of those, by their columns.
    named: usize,
    extra: BTreeMap<usize, Spots>,
    long: Spots,
    /// Cells of which a part is pushed out of sight.
    pushed: Spots,
    /// Cells that hold something, and the bytes of their texts.
    pub(super) cells: u64,
    pub(super) bytes: u64,
}

impl Grid {
    /// Looks at a cell that holds something. Rows count from 1, columns from 0; rows come in order.
    pub(super) fn cell(&mut self, desk: &mut Desk<'_>, row: u32, column: u32, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        if self.row != Some(row) {
            self.begin_row(desk, row);
        }
        self.cells += 1;
        self.bytes += text.len() as u64;
        if text.len() > LONGEST_CELL && text.chars().count() > LONGEST_CELL {
            self.long.cell(row, column);
        }
        if detect::is_pushed_down(text, MOST_LINES) {
            self.pushed.cell(row, column);
        }
        let position = column.min(COLUMNS) as usize;
        let is_far = self.far_from.is_some();
        if is_far {
            self.far.cell(row, column);
        } else {
            self.count(row, position);
        }
        if let Some(table) = &mut self.table {
            table.cell(position, text);
            if position >= self.named && !is_far {
                self.extra.entry(position).or_default().cell(row, column);
            }
        } else if let Some((_, cells)) = self.head.last_mut() {
            cells.push((column.min(COLUMNS), text.to_owned()));
        }
    }

    /// Looks at a number, and at how its format or its program shows it.
    pub(super) fn number(
        &mut self,
        desk: &mut Desk<'_>,
        (row, column): (u32, u32),
        number: &str,
        shown: &str,
    ) {
        // letters beside a long number may take it for a part of a word
        let is_worded = || {
            shown.contains(|c: char| c.is_alphabetic() || matches!(c, '$' | '\u{a3}' | '\u{20ac}'))
        };
        let is_long = number.len() >= LONG_NUMBER && number.bytes().all(|b| b.is_ascii_digit());
        if is_long && is_worded() {
            self.cell(desk, row, column, number);
            desk.text(shown);
        } else {
            self.cell(desk, row, column, shown);
        }
    }

    /// Counts a cell of a column.
    fn count(&mut self, row: u32, column: usize) {
        if self.columns.len() <= column {
            self.columns.resize(column + 1, (0, 0));
        }
        if let Some((count, first)) = self.columns.get_mut(column) {
            if *count == 0 {
                *first = row;
            }
            *count += 1;
        }
    }

    fn begin_row(&mut self, desk: &mut Desk<'_>, row: u32) {
        let is_far = match self.row {
            Some(before) => row.saturating_sub(before) > FAR_ROWS,
            None => row > FAR_FROM_TOP,
        };
        if is_far && self.far_from.is_none() {
            self.far_from = Some(row);
        }
        self.row = Some(row);
        if self.table.is_none() && self.head.len() >= HEAD {
            self.settle(desk);
        }
        match &mut self.table {
            Some(table) => {
                table.end_row();
                table.begin_row_at(row.into());
            }
            None => self.head.push((row, Vec::new())),
        }
    }

    /// Says which row is the header, and takes the ones before it for texts.
    fn settle(&mut self, desk: &mut Desk<'_>) {
        let widest = self.head.iter().map(|(_, cells)| cells.len()).max();
        let half = widest.unwrap_or(0).div_ceil(2);
        let mut rows = std::mem::take(&mut self.head).into_iter();
        let mut header = Vec::new();
        for (_, cells) in rows.by_ref() {
            if cells.len() < half {
                cells.iter().for_each(|(_, text)| desk.text(text));
                continue;
            }
            for (column, text) in cells {
                let column = column as usize;
                if header.len() <= column {
                    header.resize(column + 1, String::new());
                }
                if let Some(place) = header.get_mut(column) {
                    *place = text;
                }
            }
            break;
        }
        let mut table = desk.table(header.iter().map(String::as_str));
        // what has no more than one header is no table
        let is_headed = header.iter().filter(|text| !text.is_empty()).count() > 1;
        self.named = if is_headed { header.len() } else { usize::MAX };
        for (row, cells) in rows {
            table.begin_row_at(row.into());
            for (column, text) in cells {
                let is_far = self.far_from.is_some_and(|from| row >= from);
                if column as usize >= self.named && !is_far {
                    let extra = self.extra.entry(column as usize).or_default();
                    extra.cell(row, column);
                }
                table.cell(column as usize, &text);
            }
            table.end_row();
        }
        self.table = Some(table);
    }

    /// Ends the sheet.
    pub(super) fn finish(mut self, desk: &mut Desk<'_>) -> Size {
        if self.cells == 0 {
            return Size::default();
        }
        if self.table.is_none() {
            self.settle(desk);
        }
        if let Some(mut table) = self.table.take() {
            table.end_row();
            table.finish(desk);
        }
        let mut empty = 0;
        let mut is_far = false;
        for (column, (count, first)) in (0..).zip(&self.columns) {
            empty = if *count == 0 { empty + 1 } else { 0 };
            is_far |= empty >= FAR_COLUMNS;
            if is_far && *count > 0 {
                self.far.add(*count, First::cell(*first, column));
                // which is told once
                self.extra.remove(&(column as usize));
            }
        }
        let mut extra = Spots::default();
        for cells in self.extra.into_values() {
            extra.add(cells.count, cells.first);
        }
        self.far.tell(Sign::FarCells, desk);
        extra.tell(Sign::ExtraCells, desk);
        self.long.tell(Sign::LongCell, desk);
        self.pushed.tell(Sign::InvisibleText, desk);
        Size {
            cells: self.cells,
            bytes: self.bytes,
        }
    }
}

/// How much can be seen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Size {
    pub(super) cells: u64,
    pub(super) bytes: u64,
}

impl Size {
    pub(super) fn add(&mut self, other: Self) {
        self.cells = self.cells.saturating_add(other.cells);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }

    /// Whether a file of so many bytes is far larger than this explains.
    pub(super) const fn explains(self, bytes: u64) -> bool {
        // some tens of bytes a cell, unpacked, and the frame that every workbook has
        let expected = self
            .cells
            .saturating_mul(64)
            .saturating_add(self.bytes)
            .saturating_add(64 << 10);
        bytes <= expected.saturating_mul(4)
    }
}
