//! The records of a sheet in Excel 97 to 2003, and of the charts within it.

use super::super::biff::{Letters, Record, text as read_text};
use super::super::bytes::{Bytes, number, short_number};
use super::super::concealed::Shown;
use super::super::text;
use super::{COLUMNS, LOWEST, Legacy, NARROWEST, Sheet, USUAL_WIDTH, beside};
use crate::inspect::desk::Desk;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;

impl Legacy {
    /// A record of a sheet; none if it is damaged.
    pub(super) fn cell_or_more(
        &mut self,
        sheet: &mut Sheet,
        record: &Record<'_>,
        desk: &mut Desk<'_>,
    ) -> Option<()> {
        let mut cut = Bytes(record.first);
        match record.id {
            // cells that hold something
            0x06 | 0x203 | 0x204 | 0x205 | 0x27e | 0xfd | 0xd6 | 0xbd => {
                return self.cell(sheet, record, desk);
            }
            // STRING, of the formula before
            0x207 => {
                let value = match self.letters {
                    Letters::Unicode => record.pieces().text()?,
                    Letters::Page => self.long_text(&mut cut)?,
                };
                if let Some((row, column, style)) = sheet.awaited.take() {
                    self.keep_said(sheet, &value);
                    self.put(sheet, (row, column, style), &value, false, None, desk);
                }
            }
            // ROW
            0x208 => {
                let row = cut.u16()?;
                cut.skip(4)?;
                let height = cut.u16()?;
                cut.skip(4)?;
                let flags = cut.u32()?;
                let is_flat = height & 0x8000 == 0 && height < LOWEST;
                let shown = Shown::of(flags & 0x20 != 0, is_flat);
                let row = u32::from(row) + 1;
                if shown == Shown::No {
                    sheet.concealed.rows(row, 1);
                }
                if shown != sheet.other_rows {
                    sheet.rows.insert(row, shown);
                }
            }
            // DEFAULTROWHEIGHT
            0x225 => {
                let (flags, height) = (cut.u16()?, cut.u16()?);
                sheet.other_rows = Shown::of(false, flags & 2 != 0 || height < LOWEST);
            }
            // DEFCOLWIDTH, before what is said of single columns
            0x55 => {
                let letters = cut.u16()?;
                sheet.columns.fill(Shown::of(false, letters <= 1));
                sheet.widths.fill(letters.into());
            }
            // STANDARDWIDTH, behind all cells
            0x99 => sheet.others_are_narrow = cut.u16()? < NARROWEST,
            // COLINFO
            0x7d => {
                let (first, last, width) = (cut.u16()?, cut.u16()?, cut.u16()?);
                cut.skip(2)?;
                let shown = Shown::of(cut.u16()? & 1 != 0, width < NARROWEST);
                let last = usize::from(last).min(COLUMNS - 1);
                let range = sheet.columns.get_mut(first.into()..=last)?;
                if shown == Shown::No {
                    sheet.concealed.columns(first.into(), range.len() as u64);
                }
                range.fill(shown);
                for column in usize::from(first)..=last {
                    if let Some(told) = sheet.told.get_mut(column) {
                        *told = true;
                    }
                    if let Some(letters) = sheet.widths.get_mut(column) {
                        *letters = f64::from(width) / 256.0;
                    }
                }
            }
            // NOTE, and the texts of objects
            0x1c => {
                let (row, column) = (cut.u16(), cut.u16());
                let cell = row
                    .zip(column)
                    .map(|(row, column)| First::cell(u32::from(row) + 1, column.into()));
                let at = cell.unwrap_or_default();
                desk.find_from(Sign::Comment, 1, at);
                text::within(&record.bytes(), desk);
            }
            0x1b6 => text::within(&record.bytes(), desk),
            // AUTOFILTERINFO, of how many columns
            0x9d => sheet.filter = Some(cut.u16()?.into()),
            // AUTOFILTER, FILTERMODE
            0x9e | 0x9b => {
                sheet.concealed.is_filtered = true;
                let bytes = record.bytes();
                text::within(&bytes, desk);
                text::sentences(&bytes, Sign::CustomXml, desk);
            }
            // SCENARIO
            0xaf => {
                let bytes = record.bytes();
                let at = beside::scenario(&bytes).unwrap_or_default();
                desk.find_from(Sign::Scenario, 1, at);
                text::within(&bytes, desk);
            }
            // SHRFMLA, ARRAY; CONDFMT and CONDFMT12, CF and CF12
            0x4bc | 0x221 => self.shared(sheet, record, desk)?,
            0x1b0 => sheet.ruled = cut.skip(4).and_then(|()| beside::cells(&mut cut))?,
            0x879 => sheet.ruled = cut.skip(16).and_then(|()| beside::cells(&mut cut))?,
            0x1b1 | 0x87a => self.rule(sheet, record, desk),
            // USERSVIEWBEGIN
            0x1aa => desk.find(Sign::CustomView),
            // QSI
            0x1ad => desk.find(Sign::PowerQuery),
            // DV
            0x1be => self.validation(sheet.number, &record.bytes(), desk)?,
            // HLINKTOOLTIP
            0x800 => {
                let bytes = record.bytes();
                text::within(&bytes, desk);
                let tip = beside::tip(bytes.get(10..)?);
                let at = beside::cells(&mut Bytes(bytes.get(2..)?))?;
                self.asides
                    .keep_at(Some(sheet.number), at, Sign::MarginText, &tip);
            }
            // CODENAME
            0x1ba => {
                let letters = cut.u16()?;
                let name = read_text(&mut cut, letters.into(), Letters::Unicode)?;
                let at = (sheet.number as usize).checked_sub(1);
                let tab = at.and_then(|at| self.tabs.get(at));
                beside::code_name(&name, tab.map(|(name, _)| name.as_str()), desk);
            }
            // SERIESTEXT, of a sheet that is a chart
            0x100d => return self.chart(sheet.number, record, desk),
            // BLANK, MULBLANK
            0x201 | 0xbe => {
                let (row, first) = (cut.u16()?, cut.u16()?);
                let many = if record.id == 0xbe {
                    cut.0.len() / 2 - 1
                } else {
                    1
                };
                for column in (first..).take(many) {
                    sheet.put(row.into(), column.into());
                }
            }
            // MSODRAWING
            0xec => {}
            // HLINK
            0x1b8 => {
                let bytes = record.bytes();
                text::within(&bytes, desk);
                // the address of a file, by the class of its moniker (MS-OSHARED 2.3.7.8)
                if memchr::memmem::find(&bytes, b"\x03\x03\0\0\0\0\0\0\xc0\0\0\0\0\0\0\x46")
                    .is_some()
                {
                    desk.find(Sign::Connection);
                }
                self.link(sheet.number, &bytes);
            }
            // HEADER, FOOTER
            0x14 | 0x15 => {
                text::within(record.first, desk);
                self.page(sheet.number, &mut cut);
            }
            // HEADERFOOTER, of even pages and of the first
            0x89c => {
                text::within(record.first, desk);
                self.pages(sheet.number, record.first)?;
            }
            // PLS
            0x4d => desk.find(Sign::PrinterSettings),
            _ => text::sentences(&record.bytes(), Sign::CustomXml, desk),
        }
        Some(())
    }

    fn cell(&mut self, sheet: &mut Sheet, record: &Record<'_>, desk: &mut Desk<'_>) -> Option<()> {
        let mut cut = Bytes(record.first);
        let (row, mut column) = (u32::from(cut.u16()?) + 1, u32::from(cut.u16()?));
        if record.id == 0xbd {
            // MULRK, with the last column behind
            while cut.0.len() >= 6 {
                let (style, raw) = (cut.u16()?, cut.u32()?);
                let value = number(short_number(raw));
                self.put(sheet, (row, column, style), &value, true, None, desk);
                column += 1;
            }
            return Some(());
        }
        let style = cut.u16()?;
        let at = (row, column, style);
        match record.id {
            0x203 => {
                let value = number(cut.f64()?);
                self.put(sheet, at, &value, true, None, desk);
            }
            0x27e => {
                let value = number(short_number(cut.u32()?));
                self.put(sheet, at, &value, true, None, desk);
            }
            0x204 | 0xd6 => {
                let value = self.long_text(&mut cut)?;
                self.put(sheet, at, &value, false, None, desk);
            }
            0xfd => {
                let index = cut.u32()? as usize;
                let value = self.content.strings.get(index)?.to_owned();
                self.put(sheet, at, &value, false, Some(index), desk);
            }
            0x205 => {
                let (value, is_error) = (cut.u8()?, cut.u8()? != 0);
                let value = match (value, is_error) {
                    (_, true) => "#VALUE!",
                    (0, _) => "FALSE",
                    _ => "TRUE",
                };
                self.put(sheet, at, value, false, None, desk);
            }
            _ => self.formula(sheet, at, cut, desk)?,
        }
        Some(())
    }

    pub(super) fn put(
        &mut self,
        sheet: &mut Sheet,
        (row, column, style): (u32, u32, u16),
        value: &str,
        is_number: bool,
        shared: Option<usize>,
        desk: &mut Desk<'_>,
    ) {
        if value.trim().is_empty() {
            if let Some(index) = shared {
                self.content.strings.touch(index, false);
            }
            return;
        }
        sheet.put(row.saturating_sub(1), column);
        if let Some(filled) = sheet.filled.get_mut(column as usize) {
            *filled = true;
        }
        let row_shown = sheet.rows.get(&row).copied();
        let row_shown = row_shown.unwrap_or(sheet.other_rows);
        let column_shown = sheet.columns.get(column as usize).copied();
        let is_placed = sheet
            .concealed
            .place((row, row_shown), (column, column_shown.unwrap_or_default()));
        let number = usize::from(style);
        if sheet.is_shown && is_placed {
            self.content.styles.touch(number);
        }
        let style = self.content.styles.style(number);
        let width = sheet.widths.get(column as usize).copied();
        let is_unseen = match shared {
            Some(index) => self.content.hides_shared(number, index),
            None if is_number => style.hides_number(value),
            None => style.hides_text(),
        } || style.pushes_out(value, width.unwrap_or(USUAL_WIDTH));
        if is_number {
            let shown = style.show(value, self.content.styles.from_1904);
            sheet.grid.number(desk, (row, column), value, &shown);
        } else {
            let shown = style.show_text(value);
            sheet.grid.cell(desk, row, column, &shown);
        }
        if is_unseen {
            sheet.concealed.cell(row, column);
        }
        let is_seen = sheet.is_shown && is_placed && !is_unseen;
        match shared {
            Some(index) => self.content.strings.touch(index, is_seen),
            None if is_seen && is_number => self.content.seen.number(value),
            None if is_seen => self.content.seen.text(value),
            None => {}
        }
    }
}
