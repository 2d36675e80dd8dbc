//! Binary parts of a workbook (MS-XLSB): records of a number, a length and bytes.

mod book;
mod records;
mod styles;

pub(super) use self::book::book;
use self::book::code_name;
use self::records::{Records, records};
pub(super) use self::styles::styles;
use super::asides::Asides;
use super::bytes::{Bytes, number, short_number};
use super::concealed::{Concealed, Shown};
use super::content::Content;
use super::grid::{COLUMNS, Grid};
use super::label;
use super::sheet::{About, Beside};
use super::spots::Spots;
use super::text;
use super::tokens::{self, Area, Form};
use crate::inspect::desk::Desk;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;

/// Runs of one text.
const MOST_RUNS: u32 = 32_767;
const ROWS: u32 = 1_048_576;
/// Letters.
const USUAL_WIDTH: f64 = 8.43;
const NARROWEST: f64 = 1.3;
/// In parts of a letter, of which there are 256, and of a point, of which there are 20.
const NARROWEST_PARTS: u32 = 333;
const LOWEST_PARTS: u16 = 100;

/// Shared texts.
pub(super) fn strings(bytes: &[u8], content: &mut Content, desk: &mut Desk<'_>) {
    records(bytes, desk, |id, mut record, desk| {
        // BrtSSTItem
        if id == 19 {
            let is_rich = record.u8()? & 1 != 0;
            let text = record.wide_text()?;
            if is_rich {
                let mut runs = Vec::new();
                for _ in 0..record.u32()?.min(MOST_RUNS) {
                    runs.push((record.u16()?.into(), record.u16()?.into()));
                }
                content.runs(&text, &runs);
            }
            if !content.strings.push(&text) {
                desk.find(Sign::UnpacksTooLarge);
                return None;
            }
        }
        Some(())
    });
}

/// A day, month or year that is filtered for, as ISO writes it.
fn day(record: &mut Bytes<'_>) -> Option<String> {
    let (year, month, day) = (record.u16()?, record.u16()?, record.u32()?);
    record.skip(6)?;
    let grouping = record.u32()?;
    let is_day = (1900..=9999).contains(&year) && month <= 12 && day <= 31;
    is_day.then(|| match grouping {
        0 => format!("{year:04}"),
        1 => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    })
}

/// A sheet.
pub(super) fn sheet(
    bytes: &[u8],
    content: &mut Content,
    about: About<'_>,
    is_filtered: bool,
    desk: &mut Desk<'_>,
) -> Beside {
    let mut asides = Asides::default();
    let mut idle_filter = None;
    let is_shown = about.is_shown;
    let mut grid = Grid::default();
    let mut concealed = Concealed::default();
    concealed.is_filtered = is_filtered;
    let mut columns = vec![(Shown::Yes, USUAL_WIDTH); COLUMNS as usize];
    let (mut row, mut row_shown) = (0, Shown::Yes);
    let (mut formulas, mut twice) = (Spots::default(), Spots::default());
    let mut scenarios = Spots::default();
    let mut next = 0;
    // the first cell of the filter at hand, the column that is filtered, and the first cell of the rules at hand
    let (mut filter, mut filtered) = (First::default(), First::default());
    let mut ruled = First::default();
    records(bytes, desk, |id, mut record, desk| {
        // cells that follow one another may leave their column out
        let (id, is_short) = match id {
            12..=18 => (id - 11, true),
            _ => (id, false),
        };
        match id {
            // BrtRowHdr
            0 => {
                let before = std::mem::replace(&mut row, record.u32()?.checked_add(1)?);
                // rows come in order, and so do their cells
                twice.add(u64::from(row <= before), First::row(row.into()));
                next = 0;
                record.skip(4)?;
                let height = record.u16()?;
                record.skip(1)?;
                row_shown = Shown::of(record.u8()? & 0x10 != 0, height < LOWEST_PARTS);
                if row_shown == Shown::No {
                    concealed.rows(row, 1);
                }
            }
            // BrtWsFmtInfo, before what is said of single columns
            485 => {
                let (width, letters) = (record.u32()?, record.u16()?);
                let letters = match width {
                    u32::MAX => f64::from(letters),
                    width => f64::from(width) / 256.0,
                };
                columns.fill((Shown::of(false, letters < NARROWEST), letters));
            }
            // BrtColInfo
            60 => {
                let (first, last, width) = (record.u32()?, record.u32()?, record.u32()?);
                record.skip(4)?;
                let shown = Shown::of(record.u16()? & 1 != 0, width < NARROWEST_PARTS);
                let last = last.min(COLUMNS - 1);
                let range = columns.get_mut(first as usize..=last as usize)?;
                if shown == Shown::No {
                    concealed.columns(first, range.len() as u64);
                }
                range.fill((shown, f64::from(width) / 256.0));
            }
            // an empty cell
            1 => next = if is_short { next } else { record.u32()? }.checked_add(1)?,
            // cells of all kinds
            2..=11 | 62 => {
                let column = if is_short { next } else { record.u32()? };
                let at = First::cell(row, column);
                formulas.add(u64::from((8..=11).contains(&id)), at.clone());
                twice.add(u64::from(column < next), at);
                next = column.checked_add(1)?;
                let number_of_style = (record.u32()? & 0x00ff_ffff) as usize;
                let (column_shown, width) = *columns.get(column as usize)?;
                let is_number = matches!(id, 2 | 5 | 9);
                let mut shared = None;
                let text = match id {
                    2 => number(short_number(record.u32()?)),
                    5 | 9 => number(record.f64()?),
                    3 | 11 => {
                        record.skip(1)?;
                        "#VALUE!".to_owned()
                    }
                    4 | 10 => if record.u8()? == 0 { "FALSE" } else { "TRUE" }.to_owned(),
                    7 => {
                        let index = record.u32()? as usize;
                        shared = Some(index);
                        content.strings.get(index)?.to_owned()
                    }
                    62 => {
                        record.skip(1)?;
                        record.wide_text()?
                    }
                    _ => record.wide_text()?,
                };
                // the formula behind its value; a part of what the cell shows is shown
                if (8..=11).contains(&id) {
                    record.skip(2)?;
                    let mut said = said(&mut record, desk);
                    said.retain(|said| !text.contains(said.trim()));
                    keep_said(&mut asides, about, &First::cell(row, column), &said);
                }
                if text.trim().is_empty() {
                    return Some(());
                }
                let is_placed = concealed.place((row, row_shown), (column, column_shown));
                if is_placed && is_shown {
                    content.styles.touch(number_of_style);
                }
                let style = content.styles.style(number_of_style);
                let is_unseen = match shared {
                    Some(index) => content.hides_shared(number_of_style, index),
                    None if is_number => style.hides_number(&text),
                    None => style.hides_text(),
                } || style.pushes_out(&text, width);
                let is_seen = is_placed && is_shown && !is_unseen;
                if is_number {
                    let shown = style.show(&text, content.styles.from_1904);
                    if is_seen && style.is_date() {
                        content.seen.day(&shown);
                    }
                    grid.number(desk, (row, column), &text, &shown);
                } else {
                    grid.cell(desk, row, column, &style.show_text(&text));
                }
                if is_unseen {
                    concealed.cell(row, column);
                }
                match shared {
                    Some(index) => content.strings.touch(index, is_seen),
                    None if is_seen && is_number => content.seen.number(&text),
                    None if is_seen => content.seen.text(&text),
                    None => {}
                }
            }
            // BrtArrFmla, BrtShrFmla: the cells, and their formula
            426 | 427 => {
                let at = cells(&mut record)?;
                record.skip(if id == 426 { 1 } else { 0 })?;
                let said = said(&mut record, desk);
                keep_said(&mut asides, about, &at, &said);
            }
            // BrtBeginConditionalFormatting
            461 => {
                record.skip(12)?;
                ruled = cells(&mut record).unwrap_or_default();
            }
            // BrtBeginCFRule: a text, and as many formulas as have a length
            463 => {
                record.skip(30)?;
                let lengths = [record.u32()?, record.u32()?, record.u32()?];
                let text = record.wide_text()?;
                text::look_at(desk, &text);
                asides.keep_at(about.number, ruled.clone(), Sign::InvisibleText, &text);
                for _ in lengths.into_iter().filter(|length| *length > 0) {
                    let said = said(&mut record, desk);
                    keep_said(&mut asides, about, &ruled, &said);
                }
                text::sentences(record.0, Sign::CustomXml, desk);
            }
            // BrtBeginAFilter
            161 => {
                idle_filter = area(&mut Bytes(record.0)).map(Area::name);
                filter = cells(&mut record).unwrap_or_default();
            }
            // BrtBeginFilterColumn
            163 => {
                concealed.is_filtered = true;
                let column = filter.column.zip(record.u32());
                filtered = First {
                    column: column.and_then(|(first, on)| first.checked_add(on)),
                    ..First::default()
                };
            }
            // BrtFilter; numbers and dates are written as they are shown
            167 => {
                let value = record.wide_text().unwrap_or_default();
                text::look_at(desk, &value);
                if value.chars().any(char::is_alphabetic) {
                    let at = filtered.clone();
                    asides.keep_at(about.number, at, Sign::ValidationList, &value);
                }
            }
            // BrtAFilterDateGroupItem
            175 => {
                if let Some(day) = day(&mut record) {
                    let at = filtered.clone();
                    asides.keep_at(about.number, at, Sign::ValidationList, &day);
                }
            }
            // BrtDVal, of a list that is written out; with its messages behind the cells it is for
            64 => {
                let flags = record.u32()?;
                let (bytes, many) = (record.0, record.u32()? as usize);
                let mut ranges = Bytes(record.take(many.checked_mul(16)?)?);
                let at = cells(&mut ranges).unwrap_or_default();
                if flags & 0xf == 3 && flags & 0x80 != 0 {
                    desk.find_from(Sign::ValidationList, 1, at.clone());
                }
                text::within(bytes, desk);
                for _ in 0..4 {
                    let text = record.wide_text()?;
                    asides.keep_at(about.number, at.clone(), Sign::ValidationList, &text);
                }
                // what is asked of a cell, unless it is a list
                for _ in 0..2 {
                    if flags & 0xf != 3 && !record.0.is_empty() {
                        let said = said(&mut record, desk);
                        keep_said(&mut asides, about, &at, &said);
                    }
                }
            }
            // BrtWsProp
            147 => {
                record.skip(19)?;
                code_name(&record.wide_text()?, Some(about.name), desk);
            }
            // BrtHLink: the cells, what leads out, where it leads, its tip, what its cell shows
            494 => {
                text::within(record.0, desk);
                let at = cells(&mut record)?;
                let is_outside = !record.wide_text()?.is_empty();
                let (place, tip, shown) = (
                    record.wide_text()?,
                    record.wide_text()?,
                    record.wide_text()?,
                );
                let mut keep =
                    |text: &str| asides.keep_at(about.number, at.clone(), Sign::MarginText, text);
                if !label::is_location(&place, about.names, is_outside) {
                    keep(&place);
                }
                keep(&tip);
                if !label::is_address(&shown) {
                    keep(&shown);
                }
            }
            // BrtBeginHeaderFooter
            479 => {
                text::within(record.0, desk);
                record.skip(2)?;
                while let (false, Some(text)) = (record.0.is_empty(), record.wide_text()) {
                    asides.keep_page(about.number, &text);
                }
            }
            // BrtBeginSct, BrtSlc, BrtEndSct: a scenario, whose cells come after it
            502 => {
                scenarios.count += 1;
                text::within(record.0, desk);
            }
            504 => {
                text::within(record.0, desk);
                let (row, column) = (record.u32()?, record.u32()?);
                if row < ROWS && column < COLUMNS {
                    let first = std::mem::take(&mut scenarios.first);
                    scenarios.first = first.or_earlier(First::cell(row + 1, column));
                }
            }
            // BrtUserShView
            423 => desk.find(Sign::CustomView),
            _ => text::sentences(record.0, Sign::CustomXml, desk),
        }
        Some(())
    });
    if concealed.is_filtered || concealed.has_rows() {
        idle_filter = None;
    }
    let size = grid.finish(desk);
    if is_shown {
        content.size.add(size);
    }
    concealed.tell(desk);
    formulas.tell(Sign::FormulaCell, desk);
    twice.tell(Sign::DuplicateCell, desk);
    scenarios.tell(Sign::Scenario, desk);
    Beside {
        asides,
        idle_filter,
        ..Beside::default()
    }
}

/// What a formula says of its own: its tokens and what they lead to, each behind its length (MS-XLSB 2.2.2).
fn said(record: &mut Bytes<'_>, desk: &mut Desk<'_>) -> Vec<String> {
    let all = record.0;
    let mut part = || {
        let length = record.u32()? as usize;
        record.take(length)
    };
    let (tokens, lists) = (part(), part());
    match tokens {
        Some(tokens) => tokens::look(tokens, lists.unwrap_or_default(), Form::New, desk),
        // none that can be read
        None => tokens::look(all, &[], Form::New, desk),
    }
}

fn keep_said(asides: &mut Asides, about: About<'_>, at: &First, said: &[String]) {
    for text in said {
        asides.keep_at(about.number, at.clone(), Sign::InvisibleText, text);
    }
}

/// Cells from one row and column to others (MS-XLSB 2.5.157), of which the first is told.
fn cells(record: &mut Bytes<'_>) -> Option<First> {
    let (row, _, column, _) = (record.u32()?, record.u32()?, record.u32()?, record.u32()?);
    Some(First::cell(row.checked_add(1)?, column))
}

/// The same cells, if a sheet has them.
fn area(record: &mut Bytes<'_>) -> Option<Area> {
    let rows = (record.u32()?, record.u32()?);
    let columns = (record.u32()?, record.u32()?);
    let is_there = rows.1 < ROWS && columns.1 < COLUMNS;
    (is_there && rows.0 <= rows.1 && columns.0 <= columns.1).then_some(Area { rows, columns })
}

/// The comments of a part, by the cells that they are on.
pub(super) fn comments(bytes: &[u8]) -> Spots {
    let mut comments = Spots::default();
    for (id, mut record) in Records(Bytes(bytes)).flatten() {
        // BrtBeginComment, with who wrote it before the cell
        if id == 635 {
            let at = record.skip(4).and_then(|()| cells(&mut record));
            comments.add(1, at.unwrap_or_default());
        }
    }
    comments
}
