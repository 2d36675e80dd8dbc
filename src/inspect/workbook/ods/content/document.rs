//! What a document says of itself, and for which cells its rules are.

use std::collections::HashMap;

use super::super::super::asides::Asides;
use super::super::super::spots;
use crate::inspect::place::First;

/// Rules for what may stand in cells.
const MOST_RULES: usize = 100_000;

/// What the document says of itself.
#[derive(Debug, Default)]
pub(in crate::inspect::workbook::ods) struct Document {
    pub(in crate::inspect::workbook::ods) sheets: Vec<String>,
    /// Those whose tabs are seen.
    pub(in crate::inspect::workbook::ods) shown: Vec<String>,
    /// Values of lists and of pivot tables, messages, tips of links.
    pub(in crate::inspect::workbook::ods) asides: Asides,
    /// For which cells rules are: by their names, the sheet and the first cell.
    rules: HashMap<String, (u32, First)>,
}

impl Document {
    /// Says where the rules stand that came before the cells that they are for.
    pub(in crate::inspect::workbook::ods) fn place_rules(&mut self) {
        self.asides.place_rules(&self.rules);
    }

    /// The sheet and the first column of cells: `Sheet1.A1:Sheet1.C9`.
    pub(super) fn target(&self, cells: &str) -> Option<(u32, u32)> {
        let (sheet, cells) = cells.split(':').next()?.rsplit_once('.')?;
        let sheet = sheet.trim_start_matches('$').trim_matches('\'');
        let sheet = self.sheets.iter().position(|name| name == sheet)?;
        let column = spots::first(cells).column?;
        Some((u32::try_from(sheet + 1).ok()?, column - 1))
    }

    /// Notes that a rule is for this cell; the first counts.
    pub(super) fn rule(&mut self, name: &str, sheet: u32, row: u32, column: u32) {
        if !self.rules.contains_key(name) && self.rules.len() < MOST_RULES {
            let cell = First::cell(row, column);
            self.rules.insert(name.to_owned(), (sheet, cell));
        }
    }
}
