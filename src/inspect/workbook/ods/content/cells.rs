//! The columns, rows and cells of a sheet.

use super::super::super::concealed::Shown;
use super::super::super::formula;
use super::super::super::grid::COLUMNS;
use super::super::super::text;
use super::super::super::xml::Tag;
use super::value;
use super::{Cell, MOST_CELLS, REPEATED, Walker};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Attributes that say the value of a cell, and what types there are.
const VALUES: &[&str] = &[
    "value",
    "date-value",
    "string-value",
    "boolean-value",
    "time-value",
];
const TYPES: &[&str] = &[
    "float",
    "percentage",
    "currency",
    "date",
    "time",
    "boolean",
    "string",
    "void",
    "error",
];

impl Walker<'_> {
    pub(super) fn columns(&mut self, tag: &Tag<'_>) {
        let is_narrow = self.looks.hides(tag.attribute("style-name").as_deref());
        let Some(sheet) = &mut self.sheet else { return };
        let visibility = tag.attribute("visibility");
        let is_hidden =
            sheet.folded > 0 || visibility.is_some_and(|visibility| visibility != "visible");
        let repeated = tag
            .number("number-columns-repeated")
            .unwrap_or(1)
            .clamp(1, COLUMNS);
        if is_hidden {
            sheet.concealed.columns(sheet.width, repeated.into());
        }
        sheet.width = sheet.width.saturating_add(repeated);
        if sheet.columns.len() < COLUMNS as usize {
            let style = tag.attribute("default-cell-style-name");
            sheet
                .columns
                .push((repeated, Shown::of(is_hidden, is_narrow), style));
        }
    }

    pub(super) fn start_row(&mut self, tag: &Tag<'_>) -> Result<(), Sign> {
        let is_flat = self.looks.hides(tag.attribute("style-name").as_deref());
        let Some(sheet) = &mut self.sheet else {
            return Ok(());
        };
        sheet.row = sheet.row.saturating_add(sheet.row_repeated).max(1);
        if sheet.row_repeated == 0 {
            sheet.row = 1;
        }
        sheet.row_repeated = tag.number("number-rows-repeated").unwrap_or(1).max(1);
        if sheet.row > 16_777_216 {
            return Err(Sign::Damaged);
        }
        let visibility = tag.attribute("visibility");
        sheet.concealed.is_filtered |= visibility.as_deref() == Some("filter");
        let is_hidden =
            sheet.folded > 0 || visibility.is_some_and(|visibility| visibility != "visible");
        sheet.row_shown = Shown::of(is_hidden, is_flat);
        if is_hidden {
            sheet.concealed.rows(sheet.row, sheet.row_repeated.into());
        }
        sheet.row_style = tag.attribute("default-cell-style-name");
        (sheet.column, sheet.told, sheet.told_from) = (0, 0, 0);
        Ok(())
    }

    pub(super) fn start_cell(&mut self, tag: &Tag<'_>, desk: &mut Desk<'_>) -> Result<(), Sign> {
        let Some(sheet) = &mut self.sheet else {
            return Ok(());
        };
        self.cells += 1;
        if self.cells > MOST_CELLS {
            return Err(Sign::NotInspected);
        }
        let mut cell = Cell {
            style: None,
            repeated: 1,
            is_covered: tag.name() == "covered-table-cell",
            value: None,
            is_number: false,
            text: String::new(),
            values: Vec::new(),
            is_typed: false,
            is_odd: false,
            said: Vec::new(),
            runs: Vec::new(),
        };
        let mut is_text = false;
        for (name, value) in tag.attributes() {
            match name {
                "style-name" => {
                    text::attribute(name, &value, false, desk);
                    cell.style = Some(value.into_owned());
                }
                "number-columns-repeated" => {
                    cell.repeated = value.trim().parse().unwrap_or(1).max(1)
                }
                // the type of it in the terms of another program is one word
                "value-type" if TYPES.contains(&&*value) => {
                    cell.is_typed = true;
                    is_text |= value == "string";
                }
                "value" | "date-value" | "string-value" | "boolean-value" | "time-value" => {
                    let known = VALUES.iter().find(|known| **known == name);
                    let value = value.into_owned();
                    cell.values
                        .extend(known.map(|known| (*known, value.clone())));
                    cell.is_number |= name == "value";
                    cell.value = Some(value);
                }
                "content-validation-name" => {
                    text::attribute(name, &value, true, desk);
                    self.document
                        .rule(&value, sheet.number, sheet.row, sheet.column);
                }
                "formula" => {
                    sheet.formulas.cell(sheet.row, sheet.column);
                    // the format stands before it
                    let bare = value
                        .split_once('=')
                        .map_or(&*value, |(_, formula)| formula);
                    cell.said = formula::look(bare, desk);
                }
                _ => text::attribute(name, &value, true, desk),
            }
        }
        // a text has no other value
        cell.is_odd = is_text && cell.values.iter().any(|(name, _)| *name != "string-value");
        sheet.cell = Some(cell);
        Ok(())
    }

    pub(super) fn end_cell(&mut self, desk: &mut Desk<'_>) {
        let Some(sheet) = &mut self.sheet else { return };
        let Some(cell) = sheet.cell.take() else {
            return;
        };
        let first = sheet.column;
        sheet.column = sheet.column.saturating_add(cell.repeated);
        let shown = cell.text.trim();
        let value = cell.value.as_deref().unwrap_or(shown);
        if value.is_empty() && shown.is_empty() {
            return;
        }
        // columns are told in order, as cells are
        while let Some((repeated, ..)) = sheet.columns.get(sheet.told)
            && sheet.told_from.saturating_add(*repeated) <= first
        {
            sheet.told_from = sheet.told_from.saturating_add(*repeated);
            sheet.told += 1;
        }
        let column = sheet.columns.get(sheet.told);
        let column_shown = column.map_or(Shown::Yes, |(_, shown, _)| *shown);
        let is_placed = sheet
            .concealed
            .place((sheet.row, sheet.row_shown), (first, column_shown));
        let style = cell
            .style
            .as_deref()
            .or(sheet.row_style.as_deref())
            .or(column.and_then(|(.., style)| style.as_deref()));
        // a value without any text is one that its format does not show
        let conceals = |run: Option<&str>| self.looks.conceals(run, style);
        // but where it is a number, a day or a time that is not written out
        let is_written_out =
            !shown.is_empty() || cell.values.iter().any(|(name, _)| *name == "string-value");
        let is_other = is_written_out
            && cell
                .values
                .iter()
                .any(|(name, value)| !value::is_shown(name, value, shown));
        let is_unseen = cell.is_covered
            || is_other
            || cell.is_odd
            || shown.is_empty() && (!cell.is_typed || cell.values.is_empty())
            || conceals(None)
            || self.looks.pushes_out(style, shown)
            || cell.runs.iter().any(|run| conceals(Some(run.as_str())));
        let number = sheet.number;
        desk.on_sheet(number, |desk| {
            let row = sheet.row;
            for column in 0..cell.repeated.min(REPEATED) {
                let column = first.saturating_add(column);
                let grid = &mut sheet.grid;
                match (value, shown) {
                    ("", _) => grid.cell(desk, row, column, shown),
                    _ if cell.is_number && value::adds_to_number(shown) => {
                        grid.number(desk, (row, column), value, shown);
                    }
                    _ => grid.cell(desk, row, column, value),
                }
            }
            // what is shown may say more than the value
            if value != shown && !cell.is_number {
                desk.text(shown);
            }
        });
        for said in cell.said.iter().filter(|said| !shown.contains(said.trim())) {
            self.document
                .asides
                .keep(Some(number), Sign::InvisibleText, said);
        }
        if is_unseen {
            sheet.concealed.cell(sheet.row, first);
        } else if sheet.is_shown && is_placed {
            if let Some(style) = style {
                self.looks.touch(style);
            }
            self.content.seen.text(shown);
            self.content.seen.text(value);
            if cell.is_number {
                self.content.seen.number(value);
            }
        }
    }
}
