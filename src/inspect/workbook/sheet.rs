//! A sheet of Office Open XML (ECMA-376 part 1, 18.3), read as a stream.

mod cells;

use std::io::Read;

use super::concealed::{Concealed, Shown};
use super::content::Content;
use super::formula;
use super::grid::Grid;
use super::merged::Merged;
use super::styles::Font;
use super::text::{self, Gathering};
use super::xml::{Event, Tag, Xml, is_true};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Points and characters; what is smaller cannot be read.
const LOWEST: f64 = 2.0;
const NARROWEST: f64 = 0.3;
/// Values of lists and filters that are written out.
const MOST_VALUES: usize = 100_000;

/// A sheet while it is read.
pub(super) struct Sheet<'b> {
    content: &'b mut Content,
    /// Whether its tab is shown.
    is_shown: bool,
    grid: Grid,
    concealed: Concealed,
    columns: Vec<Shown>,
    row: u32,
    column: u32,
    row_shown: Shown,
    rows_are_flat: bool,
    /// Of the columns of which the sheet says nothing.
    other_columns: Shown,
    cell: Cell,
    cells: u64,
    formulas: u64,
    text: Gathering,
    /// The elements at hand that say how a text is meant.
    within: Within,
    is_list: bool,
    odd: u64,
    /// Cells, rows and tables of cells that are there a second time.
    twice: u64,
    tables: u32,
    beside: Beside,
}

/// What is looked at once the sheet was read.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Values of drop-down lists that are written out.
    pub(super) lists: Vec<String>,
    pub(super) merged: Merged,
}

#[derive(Debug, Default)]
struct Cell {
    row: u32,
    column: u32,
    style: usize,
    kind: CellKind,
    value: String,
    has_value: bool,
    /// Values and texts of it; there may be one.
    values: u32,
    /// Fonts of runs within its own text.
    run: Option<Font>,
    runs: Vec<Font>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum CellKind {
    #[default]
    Number,
    Shared,
    Text,
    Flag,
    Error,
}

#[derive(Debug, Default)]
struct Within {
    data: bool,
    cell: bool,
    phonetic: bool,
    /// What is said of the font of a run.
    run: bool,
    filter: bool,
    validation: bool,
    scenario: bool,
}

impl<'b> Sheet<'b> {
    pub(super) fn new(content: &'b mut Content, is_shown: bool) -> Self {
        Self {
            content,
            is_shown,
            grid: Grid::default(),
            concealed: Concealed::default(),
            columns: Vec::new(),
            row: 0,
            column: 0,
            row_shown: Shown::Yes,
            rows_are_flat: false,
            other_columns: Shown::Yes,
            cell: Cell::default(),
            cells: 0,
            formulas: 0,
            text: Gathering::default(),
            within: Within::default(),
            is_list: false,
            odd: 0,
            twice: 0,
            tables: 0,
            beside: Beside::default(),
        }
    }

    /// Reads the sheet, and tells what it found.
    pub(super) fn look<R: Read>(
        mut self,
        document: &mut Xml<R>,
        is_filtered: bool,
        desk: &mut Desk<'_>,
    ) -> Result<Beside, Sign> {
        let result = self.walk(document, desk);
        self.concealed.is_filtered |= is_filtered;
        let size = self.grid.finish(desk);
        if self.is_shown {
            self.content.size.add(size);
        }
        self.concealed.tell(desk);
        desk.find_times(Sign::FormulaCell, self.formulas, None);
        desk.find_times(Sign::CustomXml, self.odd, None);
        desk.find_times(Sign::DuplicateCell, self.twice, None);
        result.map(|()| self.beside)
    }

    fn walk<R: Read>(&mut self, document: &mut Xml<R>, desk: &mut Desk<'_>) -> Result<(), Sign> {
        while let Some(event) = document.next()? {
            match event {
                Event::Text(piece) => self.text.push(&piece),
                Event::Start(tag) => self.start(&tag, desk)?,
                Event::End(tag) => self.end(tag.name(), desk),
                Event::Remark(remark) => text::remark(&remark, desk),
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>, desk: &mut Desk<'_>) -> Result<(), Sign> {
        self.tell_text(desk);
        self.text.clear();
        if self.within.cell {
            self.start_within(tag, desk);
            return Ok(());
        }
        match tag.name() {
            "c" if self.within.data => return self.start_cell(tag, desk),
            "row" if self.within.data => {
                self.start_row(tag, desk);
                return Ok(());
            }
            "sheetData" => {
                self.tables += 1;
                self.twice += u64::from(self.tables > 1);
                self.within.data = true;
            }
            "sheetFormatPr" => self.start_defaults(tag),
            "col" if tag.attribute("min").is_some() => self.start_column(tag),
            "autoFilter" => self.within.filter = true,
            "filter" if self.within.filter => {
                // numbers and dates are written as they are shown, and not as cells hold them
                let value = tag.attribute("val").unwrap_or_default();
                if value.chars().any(char::is_alphabetic) && self.beside.lists.len() < MOST_VALUES {
                    self.beside.lists.push(value);
                }
            }
            // marks in the place of the values
            "iconSet" | "dataBar"
                if tag
                    .attribute("showValue")
                    .is_some_and(|shows| !is_true(&shows)) =>
            {
                desk.find(Sign::InvisibleText);
            }
            "filterColumn" if self.within.filter => self.concealed.is_filtered = true,
            "dataValidation" => {
                self.within.validation = true;
                self.is_list = tag.attribute("type").is_some_and(|kind| kind == "list");
            }
            "scenario" => {
                self.within.scenario = true;
                desk.find(Sign::Scenario);
            }
            "inputCells" if self.within.scenario => {
                tag.attribute("val")
                    .iter()
                    .for_each(|value| desk.text(value));
            }
            "mergeCell" => {
                if let Some(reference) = tag.attribute("ref") {
                    self.beside.merged.push(&reference);
                }
            }
            "customSheetView" => desk.find(Sign::CustomView),
            "customPr" => desk.find(Sign::CustomProperty),
            "cfRule" => {
                let style = tag.number("dxfId");
                if style.is_some_and(|style: usize| self.content.unseen_rules.contains(&style)) {
                    desk.find(Sign::InvisibleText);
                }
            }
            _ => {}
        }
        text::attributes(tag, desk);
        Ok(())
    }

    fn end(&mut self, name: &str, desk: &mut Desk<'_>) {
        if self.within.cell {
            self.end_within(name, desk);
            self.text.clear();
            return;
        }
        match name {
            _ if self.within.data => {
                self.tell_text(desk);
                self.within.data = name != "sheetData";
            }
            "autoFilter" => self.within.filter = false,
            "scenario" => self.within.scenario = false,
            "dataValidation" => self.within.validation = false,
            "formula1" | "f" if self.within.validation && self.is_list => {
                if let Some(list) = formula::list(self.text.as_str()) {
                    list.iter().for_each(|value| desk.text(value));
                    self.beside.lists.extend(list.into_iter().take(1000));
                }
            }
            _ if self.text.as_str().trim().is_empty() => {}
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader"
            | "firstFooter" => desk.text(&text::running(self.text.as_str())),
            "formula" | "formula1" | "formula2" | "f" => {
                formula::look(self.text.as_str(), desk);
            }
            // cells that lines within cells and rules refer to, and anchors of objects
            "sqref" | "col" | "colOff" | "row" | "rowOff" => {
                text::look_at(desk, self.text.as_str());
            }
            _ => self.tell_text(desk),
        }
        self.text.clear();
    }

    /// Tells of a text that stands where none is shown.
    fn tell_text(&mut self, desk: &mut Desk<'_>) {
        let text = self.text.as_str().trim();
        // a library of Python writes so where it has nothing to write
        if !text.is_empty() && text != "None" {
            self.odd += 1;
            text::look_at(desk, text);
        }
    }
}

/// Whether a reading of a text says more than how its signs are spoken.
pub(super) fn is_latin(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_alphanumeric())
}

/// The column of a reference, counted from 0: `C7` is in column 2.
pub(super) fn column(reference: &str) -> Option<u32> {
    let letters = reference
        .bytes()
        .filter(|byte| *byte != b'$')
        .take_while(u8::is_ascii_alphabetic);
    let mut column: u32 = 0;
    for letter in letters {
        let digit = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(digit)?;
    }
    column.checked_sub(1)
}
