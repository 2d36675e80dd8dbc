//! A sheet of Office Open XML (ECMA-376 part 1, 18.3), read as a stream.

use std::io::Read;

use super::concealed::{Concealed, Shown};
use super::content::Content;
use super::formula;
use super::grid::{COLUMNS, Grid};
use super::merged::Merged;
use super::strings::Strings;
use super::text::{self, Gathering};
use super::xml::{Event, Tag, Xml, is_true};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

const ROWS: u32 = 1_048_576;
/// Cells of one sheet that are looked at.
const MOST_CELLS: u64 = 20_000_000;
/// Points and characters; what is smaller cannot be read.
const LOWEST: f64 = 2.0;
const NARROWEST: f64 = 0.3;

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
    cell: Cell,
    cells: u64,
    formulas: u64,
    text: Gathering,
    /// The elements at hand that say how a text is meant.
    within: Within,
    is_list: bool,
    odd: u64,
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
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum CellKind {
    #[default]
    Number,
    Shared,
    Text,
    Flag,
}

#[derive(Debug, Default)]
struct Within {
    cell: bool,
    phonetic: bool,
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
            cell: Cell::default(),
            cells: 0,
            formulas: 0,
            text: Gathering::default(),
            within: Within::default(),
            is_list: false,
            odd: 0,
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
        result.map(|()| self.beside)
    }

    fn walk<R: Read>(&mut self, document: &mut Xml<R>, desk: &mut Desk<'_>) -> Result<(), Sign> {
        while let Some(event) = document.next()? {
            match event {
                Event::Text(piece) => self.text.push(&piece),
                Event::Start(tag) => self.start(&tag, desk)?,
                Event::End(tag) => self.end(tag.name(), desk),
                Event::Remark(remark) => {
                    self.odd += u64::from(text::is_odd(&remark));
                    text::look_at(desk, &remark);
                }
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>, desk: &mut Desk<'_>) -> Result<(), Sign> {
        if !self.text.as_str().is_empty() {
            if !self.text.as_str().trim().is_empty() {
                self.odd += 1;
                text::look_at(desk, self.text.as_str());
            }
            self.text.clear();
        }
        match tag.name() {
            "c" if !self.within.cell => return self.start_cell(tag),
            "row" => self.start_row(tag),
            "v" | "f" | "is" | "t" => {}
            "rPh" => self.within.phonetic = true,
            "sheetFormatPr" => {
                self.rows_are_flat = tag
                    .number("defaultRowHeight")
                    .is_some_and(|height: f64| height < LOWEST);
            }
            "col" => self.start_column(tag),
            "autoFilter" => self.within.filter = true,
            "filterColumn" if self.within.filter => self.concealed.is_filtered = true,
            "dataValidation" => {
                self.within.validation = true;
                self.is_list = tag.attribute("type").is_some_and(|kind| kind == "list");
                text::attributes(tag, desk);
            }
            "scenario" => {
                self.within.scenario = true;
                desk.find(Sign::Scenario);
                text::attributes(tag, desk);
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
                text::attributes(tag, desk);
            }
            _ => text::attributes(tag, desk),
        }
        Ok(())
    }

    fn start_row(&mut self, tag: &Tag<'_>) {
        let (mut row, mut is_hidden, mut height) = (None, false, None);
        for (name, value) in tag.attributes() {
            match name {
                "r" => row = value.trim().parse().ok(),
                "hidden" => is_hidden = is_true(&value),
                "ht" => height = value.trim().parse::<f64>().ok(),
                _ => {}
            }
        }
        self.row = row.unwrap_or_else(|| self.row.saturating_add(1));
        self.column = 0;
        let is_flat = height.map_or(self.rows_are_flat, |height| height < LOWEST);
        self.row_shown = Shown::of(is_hidden, is_flat);
        if is_hidden {
            self.concealed.rows(self.row, 1);
        }
    }

    fn start_column(&mut self, tag: &Tag<'_>) {
        let width = tag.number("width");
        let is_narrow = width.is_some_and(|width: f64| width < NARROWEST);
        let shown = Shown::of(tag.flag("hidden"), is_narrow);
        if shown == Shown::Yes {
            return;
        }
        let min = tag.number("min").unwrap_or(1).clamp(1, COLUMNS);
        let max = tag.number("max").unwrap_or(min).clamp(min, COLUMNS);
        if self.columns.len() < max as usize {
            self.columns.resize(max as usize, Shown::Yes);
        }
        let columns = self.columns.get_mut(min as usize - 1..max as usize);
        columns
            .into_iter()
            .flatten()
            .for_each(|column| *column = shown);
        if shown == Shown::No {
            self.concealed.columns(u64::from(max - min + 1));
        }
    }

    fn start_cell(&mut self, tag: &Tag<'_>) -> Result<(), Sign> {
        self.cells += 1;
        if self.cells > MOST_CELLS {
            return Err(Sign::NotInspected);
        }
        let mut cell = Cell {
            row: self.row,
            value: std::mem::take(&mut self.cell.value),
            ..Cell::default()
        };
        cell.value.clear();
        let mut reference = None;
        for (name, value) in tag.attributes() {
            match name {
                "r" => reference = Some(column(&value).ok_or(Sign::Damaged)?),
                "s" => cell.style = value.trim().parse().unwrap_or(0),
                "t" => {
                    cell.kind = match &*value {
                        "s" => CellKind::Shared,
                        "b" => CellKind::Flag,
                        "n" => CellKind::Number,
                        _ => CellKind::Text,
                    };
                }
                _ => {}
            }
        }
        cell.column = reference.unwrap_or(self.column);
        self.column = cell.column.saturating_add(1);
        if self.row == 0 || self.row > ROWS || cell.column >= COLUMNS {
            return Err(Sign::Damaged);
        }
        self.cell = cell;
        self.within.cell = true;
        Ok(())
    }

    fn end(&mut self, name: &str, desk: &mut Desk<'_>) {
        match name {
            "v" if self.within.cell => {
                self.cell.value.push_str(self.text.as_str());
                self.cell.has_value = true;
            }
            "t" if self.within.cell => {
                if self.within.phonetic {
                    self.odd += u64::from(is_latin(self.text.as_str()));
                    desk.text(self.text.as_str());
                } else {
                    self.cell.value.push_str(self.text.as_str());
                    self.cell.has_value = true;
                }
            }
            "f" if self.within.cell => {
                self.formulas += 1;
                formula::look(self.text.as_str(), desk);
            }
            "rPh" => self.within.phonetic = false,
            "c" if self.within.cell => {
                self.within.cell = false;
                self.end_cell(desk);
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
            _ => {
                self.odd += 1;
                text::look_at(desk, self.text.as_str());
            }
        }
        self.text.clear();
    }

    fn end_cell(&mut self, desk: &mut Desk<'_>) {
        let cell = &self.cell;
        if !cell.has_value || cell.value.trim().is_empty() {
            return;
        }
        let column_shown = self.columns.get(cell.column as usize).copied();
        let is_placed = self.concealed.place(
            (cell.row, self.row_shown),
            (cell.column, column_shown.unwrap_or_default()),
        ) && self.is_shown;
        let content = &mut *self.content;
        let style = content.styles.style(cell.style);
        let is_unseen;
        match cell.kind {
            CellKind::Shared => {
                let Some(index) = cell.value.trim().parse().ok() else {
                    desk.find(Sign::Damaged);
                    return;
                };
                is_unseen = style.hides_text()
                    || content
                        .strings
                        .fonts(index)
                        .any(|font| style.hides_font(font));
                content.strings.touch(index, is_placed && !is_unseen);
                let strings: &Strings = &content.strings;
                let Some(text) = strings.get(index) else {
                    desk.find(Sign::Damaged);
                    return;
                };
                if text.trim().is_empty() {
                    return;
                }
                self.grid.cell(desk, cell.row, cell.column, text);
            }
            CellKind::Number => {
                is_unseen = style.hides_number();
                if is_placed && !is_unseen {
                    content.seen.number(&cell.value);
                }
                let shown = style.show(&cell.value, content.styles.from_1904);
                self.grid.cell(desk, cell.row, cell.column, &shown);
            }
            CellKind::Text | CellKind::Flag => {
                is_unseen = style.hides_text();
                let shown = match (cell.kind, cell.value.trim()) {
                    (CellKind::Flag, "1") => "TRUE",
                    (CellKind::Flag, "0") => "FALSE",
                    _ => &cell.value,
                };
                if is_placed && !is_unseen {
                    content.seen.text(shown);
                }
                self.grid.cell(desk, cell.row, cell.column, shown);
            }
        }
        if is_unseen {
            self.concealed.cell(cell.row);
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
