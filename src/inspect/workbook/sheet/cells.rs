//! The rows, columns and cells of a sheet of Office Open XML.

use super::super::concealed::Shown;
use super::super::formula;
use super::super::grid::COLUMNS;
use super::super::strings::Strings;
use super::super::styles::Font;
use super::super::vocabulary::Vocabulary;
use super::super::xml::{Tag, is_true};
use super::super::{closed, lines, stylesheet, text};
use super::{Cell, CellKind, Column, LOWEST, NARROWEST, Sheet, Within, column, is_latin};
use crate::inspect::desk::Desk;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;

const ROWS: u32 = 1_048_576;
/// Cells of one sheet that are looked at.
const MOST_CELLS: u64 = 20_000_000;
/// Errors that a cell may show (ECMA-376 part 1, 18.17.3; and those of later versions).
const ERRORS: &[&str] = &[
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#BUSY!",
    "#PYTHON!",
    "#EXTERNAL!",
    "#TIMEOUT!",
];
/// Fonts of one cell.
const MOST_RUNS: usize = 1000;

impl Sheet<'_> {
    /// What holds for rows and columns of which the sheet says nothing.
    pub(super) fn start_defaults(&mut self, tag: &Tag<'_>) {
        let height = tag.number("defaultRowHeight");
        // `zeroHeight` hides rows of which the sheet says nothing, and these have no cells
        self.rows_are_flat = height.is_some_and(|height: f64| height < LOWEST);
        let width: Option<f64> = tag
            .number("defaultColWidth")
            .or_else(|| tag.number("baseColWidth"));
        if let Some(width) = width {
            self.other_columns = Column {
                shown: Shown::of(false, width < NARROWEST),
                width,
            };
        }
    }

    pub(super) fn start_row(&mut self, tag: &Tag<'_>, desk: &mut Desk<'_>) {
        let (mut row, mut is_hidden, mut height) = (None, None, None);
        for (name, value) in tag.attributes() {
            match name {
                "r" => row = value.trim().parse().ok(),
                "hidden" => is_hidden = Some(is_true(&value)),
                "ht" => height = value.trim().parse::<f64>().ok(),
                "spans" => self.odd += u64::from(!closed::is_references(&value)),
                "s" | "customFormat" | "customHeight" | "outlineLevel" | "collapsed"
                | "thickTop" | "thickBot" | "ph" | "dyDescent" => {}
                _ => self.odd += u64::from(!value.is_empty() && name != "xmlns"),
            }
            if !closed::is_closed(&value) {
                self.odd += u64::from(!matches!(name, "xmlns" | "spans"));
                text::attribute(name, &value, true, desk);
            }
        }
        let row = row.unwrap_or_else(|| self.row.saturating_add(1));
        // rows come in order
        self.twice
            .add(u64::from(row <= self.row), First::row(row.into()));
        self.row = row;
        self.column = 0;
        // a row that says itself that it is shown is not hidden for what others are
        let others = self.rows_are_flat && is_hidden.is_none();
        let is_flat = height.map_or(others, |height| height < LOWEST);
        let is_hidden = is_hidden.unwrap_or(false);
        self.row_height = height;
        self.row_shown = Shown::of(is_hidden, is_flat);
        if is_hidden {
            self.concealed.rows(self.row, 1);
        }
    }

    pub(super) fn start_column(&mut self, tag: &Tag<'_>) {
        let width = tag.number("width");
        let width = width.unwrap_or(self.other_columns.width);
        let shown = Shown::of(tag.flag("hidden"), width < NARROWEST);
        let told = Column { shown, width };
        if told == self.other_columns {
            return;
        }
        let min = tag.number("min").unwrap_or(1).clamp(1, COLUMNS);
        let max = tag.number("max").unwrap_or(min).clamp(min, COLUMNS);
        if self.columns.len() < max as usize {
            self.columns.resize(max as usize, self.other_columns);
        }
        let columns = self.columns.get_mut(min as usize - 1..max as usize);
        columns
            .into_iter()
            .flatten()
            .for_each(|column| *column = told);
        if shown == Shown::No {
            self.concealed.columns(min - 1, u64::from(max - min + 1));
        }
    }

    pub(super) fn start_cell(&mut self, tag: &Tag<'_>, desk: &mut Desk<'_>) -> Result<(), Sign> {
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
                "r" => {
                    reference = Some(column(&value).ok_or(Sign::Damaged)?);
                    if !closed::is_references(&value) {
                        self.odd += 1;
                        text::attribute(name, &value, true, desk);
                    }
                }
                "s" => match value.trim().parse() {
                    Ok(style) => cell.style = style,
                    Err(_) => {
                        self.odd += 1;
                        text::attribute(name, &value, true, desk);
                    }
                },
                "t" => {
                    cell.kind = match &*value {
                        "s" => CellKind::Shared,
                        "b" => CellKind::Flag,
                        "n" => CellKind::Number,
                        "e" => CellKind::Error,
                        "str" | "inlineStr" | "d" => CellKind::Text,
                        // of a kind that no program shows
                        _ => {
                            self.odd += 1;
                            CellKind::Text
                        }
                    };
                    text::attribute(name, &value, true, desk);
                }
                _ => {
                    let is_known = match name {
                        "cm" | "vm" => closed::is_number(&value),
                        _ => matches!(name, "ph" | "xmlns"),
                    };
                    self.odd += u64::from(!is_known && !value.is_empty());
                    text::attribute(name, &value, true, desk);
                }
            }
        }
        cell.column = reference.unwrap_or(self.column);
        // and so do cells
        if cell.column < self.column {
            self.twice.cell(self.row, cell.column);
        }
        self.column = cell.column.saturating_add(1);
        if self.row == 0 || self.row > ROWS || cell.column >= COLUMNS {
            return Err(Sign::Damaged);
        }
        self.cell = cell;
        self.within.cell = true;
        Ok(())
    }

    /// An element within a cell.
    pub(super) fn start_within(&mut self, tag: &Tag<'_>, desk: &mut Desk<'_>) {
        match tag.name() {
            "v" | "is" => {
                self.cell.values += 1;
                if self.cell.values > 1 {
                    self.twice.cell(self.cell.row, self.cell.column);
                }
            }
            "rPh" => self.within.phonetic = true,
            "rPr" => {
                self.within.run = true;
                self.cell.run = Some(Font::default());
            }
            _ => {
                if let Some(run) = &mut self.cell.run
                    && self.within.run
                {
                    stylesheet::font(run, tag);
                }
            }
        }
        self.odd += Vocabulary::Sheet.unknown(tag);
        text::attributes(tag, desk);
    }

    /// The end of an element within a cell, or of the cell.
    pub(super) fn end_within(&mut self, name: &str, desk: &mut Desk<'_>) {
        match name {
            "v" => {
                self.cell.value.push_str(self.text.as_str());
                self.cell.has_value = true;
            }
            "t" if self.within.phonetic => {
                self.odd += u64::from(is_latin(self.text.as_str()));
                desk.text(self.text.as_str());
            }
            "t" => {
                self.cell.value.push_str(self.text.as_str());
                self.cell.has_value = true;
                if let Some(run) = self.cell.run
                    && !self.text.as_str().trim().is_empty()
                    && self.cell.runs.len() < MOST_RUNS
                {
                    self.cell.runs.push(run);
                }
            }
            "f" => {
                self.formulas.cell(self.cell.row, self.cell.column);
                self.cell.said = formula::look(self.text.as_str(), desk);
            }
            "rPh" => self.within.phonetic = false,
            "rPr" => {
                self.within.run = false;
                self.tell_text(desk);
            }
            "r" => {
                self.cell.run = None;
                self.tell_text(desk);
            }
            "c" => {
                self.within = Within {
                    data: true,
                    ..Within::default()
                };
                self.tell_text(desk);
                self.end_cell(desk);
                for text in std::mem::take(&mut self.cell.said) {
                    // a part of what the cell shows is shown
                    if !self.cell.value.contains(text.trim()) {
                        let at = First::cell(self.cell.row, self.cell.column);
                        self.keep_at(at, Sign::InvisibleText, &text);
                    }
                }
            }
            _ => self.tell_text(desk),
        }
    }

    fn end_cell(&mut self, desk: &mut Desk<'_>) {
        let cell = &self.cell;
        if !cell.has_value || cell.value.trim().is_empty() {
            return;
        }
        let column = self.columns.get(cell.column as usize).copied();
        let column = column.unwrap_or(self.other_columns);
        let is_placed = self
            .concealed
            .place((cell.row, self.row_shown), (cell.column, column.shown))
            && self.about.is_shown;
        let content = &mut *self.content;
        if is_placed {
            content.styles.touch(cell.style);
        }
        let style = content.styles.style(cell.style);
        let mut is_unseen;
        match cell.kind {
            CellKind::Shared => {
                let Some(index) = cell.value.trim().parse().ok() else {
                    desk.find(Sign::Damaged);
                    return;
                };
                is_unseen = content.hides_shared(cell.style, index);
                content.strings.touch(index, is_placed && !is_unseen);
                let strings: &Strings = &content.strings;
                let Some(text) = strings.get(index) else {
                    desk.find(Sign::Damaged);
                    return;
                };
                if text.trim().is_empty() {
                    return;
                }
                is_unseen |=
                    style.pushes_out(text, column.width) || lines::is_below(text, self.row_height);
                self.grid
                    .cell(desk, cell.row, cell.column, &style.show_text(text));
            }
            CellKind::Number => {
                // readers disagree on what is no number
                self.odd += u64::from(cell.value.trim().parse::<f64>().is_err());
                is_unseen =
                    style.hides_number(&cell.value) || style.pushes_out(&cell.value, column.width);
                let shown = style.show(&cell.value, content.styles.from_1904);
                if is_placed && !is_unseen {
                    content.seen.number(&cell.value);
                    if style.is_date() {
                        content.seen.day(&shown);
                    }
                }
                let at = (cell.row, cell.column);
                self.grid.number(desk, at, &cell.value, &shown);
            }
            CellKind::Text | CellKind::Flag | CellKind::Error => {
                is_unseen = style.hides_text()
                    || cell.runs.iter().any(|font| style.hides_font(*font))
                    || style.pushes_out(&cell.value, column.width)
                    || lines::is_below(&cell.value, self.row_height);
                let shown = match (cell.kind, cell.value.trim()) {
                    (CellKind::Flag, "1" | "true") => "TRUE",
                    (CellKind::Flag, "0" | "false") => "FALSE",
                    (CellKind::Error, error) if ERRORS.contains(&error) => error,
                    (CellKind::Text, _) => &cell.value,
                    // nobody sees what a truth or an error is not
                    _ => {
                        self.odd += 1;
                        &cell.value
                    }
                };
                if is_placed && !is_unseen {
                    content.seen.text(shown);
                }
                self.grid
                    .cell(desk, cell.row, cell.column, &style.show_text(shown));
            }
        }
        if is_unseen {
            self.concealed.cell(cell.row, cell.column);
        }
    }
}
