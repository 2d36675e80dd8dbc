//! The binary part of a workbook as a whole.

use super::super::book::{Book, FILTER, Listed, State};
use super::super::bytes::is_constant;
use super::super::tokens::{self, Area, Form};
use super::super::{called, label, text};
use super::records::records;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// The workbook: its sheets and names.
pub(in crate::inspect::workbook) fn book(bytes: &[u8], desk: &mut Desk<'_>) -> Book {
    let mut book = Book::default();
    records(bytes, desk, |id, mut record, desk| {
        match id {
            // BrtWbProp
            153 => {
                book.from_1904 = record.u32()? & 1 != 0;
                record.skip(4)?;
                let code = record.wide_text().unwrap_or_default();
                code_name(&code, None, desk);
            }
            // BrtBundleSh
            156 => {
                let state = match record.u32()? {
                    0 => State::Shown,
                    1 => State::Hidden,
                    _ => State::VeryHidden,
                };
                record.skip(4)?;
                let relation = record.wide_text()?;
                let name = record.wide_text()?;
                if book.sheets.len() < 10_000 {
                    book.sheets.push(Listed {
                        name,
                        state,
                        relation,
                    });
                }
            }
            // BrtName
            39 => {
                let flags = record.u32()?;
                record.skip(1)?;
                let sheet = record.u32()?;
                let name = record.wide_text()?;
                let length = record.u32()?;
                let tokens = record.take(length as usize)?;
                let filter = Area::of(tokens, Form::New).filter(|_| name == FILTER);
                if let Some((area, number)) = filter.zip(sheet.checked_add(1)) {
                    // whether there is such a filter, the sheet says
                    book.filters.push((number, area.name()));
                } else if flags & 1 != 0 || is_constant(tokens) || !label::is_name(&name) {
                    desk.find(Sign::DefinedName);
                }
                if flags & 0b1110 != 0 {
                    desk.find(Sign::Macros);
                }
                text::look_at(desk, &name);
                called::judge(&name, desk);
                text::within(record.0, desk);
                text::within(tokens, desk);
                book.names.push(name);
                // more of the formula, and then what somebody remarked on the name
                let more = record.u32().unwrap_or_default() as usize;
                let more = record.take(more)?;
                if !is_constant(tokens) && tokens::has_text(tokens, more, Form::New) {
                    desk.find(Sign::DefinedName);
                }
                let mut is_told = false;
                while let (false, Some(told)) = (record.0.is_empty(), record.wide_text()) {
                    is_told |= !told.trim().is_empty();
                }
                desk.find_times(Sign::DefinedName, is_told.into(), None);
            }
            // BrtUserBookView
            397 => desk.find(Sign::CustomView),
            // BrtAbsPath15, a text and nothing behind it
            2071 => {
                desk.find(Sign::Creator);
                text::look_at(desk, &record.wide_text()?);
                return record.0.is_empty().then_some(());
            }
            // BrtFileSharing, BrtFileSharingIso
            548 | 676 => {
                desk.find(Sign::Creator);
                text::within(record.0, desk);
            }
            _ => text::sentences(record.0, Sign::CustomXml, desk),
        }
        Some(())
    });
    book
}

/// Looks at the name of a sheet's or workbook's code.
pub(super) fn code_name(name: &str, sheet: Option<&str>, desk: &mut Desk<'_>) {
    text::look_at(desk, name);
    let is_odd = !name.is_empty() && !label::is_code_name(name, sheet);
    desk.find_times(Sign::CustomXml, is_odd.into(), None);
}
