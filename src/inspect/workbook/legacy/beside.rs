//! What stands beside the cells in Excel 97 to 2003: charts, lists and their messages, links, headers.

use super::super::biff::{Letters, Record, text as read_text};
use super::super::bytes::{Bytes, number, wide};
use super::super::tokens::{self, Form};
use super::super::{addresses, label, text};
use super::{COLUMNS, Legacy, Sheet};
use crate::inspect::desk::Desk;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;

impl Legacy {
    /// A record of a chart, whose cells are copies.
    pub(super) fn chart(
        &mut self,
        sheet: u32,
        record: &Record<'_>,
        desk: &mut Desk<'_>,
    ) -> Option<()> {
        let mut cut = Bytes(record.first);
        let value = match record.id {
            0x203 => {
                cut.skip(6)?;
                number(cut.f64()?)
            }
            0x204 => {
                cut.skip(6)?;
                self.long_text(&mut cut)?
            }
            // SERIESTEXT: titles, and names of series
            0x100d => {
                cut.skip(2)?;
                let title = self.short_text(&mut cut)?;
                if label::is_title(&title) {
                    return Some(());
                }
                title
            }
            // HEADER, FOOTER
            0x14 | 0x15 => {
                self.page(sheet, &mut cut);
                return Some(());
            }
            _ => {
                text::sentences(&record.bytes(), Sign::CustomXml, desk);
                return Some(());
            }
        };
        self.asides.keep(Some(sheet), Sign::ChartCache, &value);
        Some(())
    }

    /// A rule for what may stand in cells: its messages, and a list whose values are written out.
    pub(super) fn validation(
        &mut self,
        sheet: u32,
        bytes: &[u8],
        desk: &mut Desk<'_>,
    ) -> Option<()> {
        let mut cut = Bytes(bytes);
        let flags = cut.u32()?;
        let from = self.asides.len();
        for _ in 0..4 {
            let message = self.long_text(&mut cut)?;
            let message = message.trim_matches('\0');
            self.asides.keep(Some(sheet), Sign::ValidationList, message);
        }
        let tokens = tokens(&mut cut);
        let second = tokens.and_then(|_| self::tokens(&mut cut));
        let at = second.and_then(|_| {
            let _how_many = cut.u16()?;
            cells(&mut cut)
        });
        // what is asked of a cell, unless it is a list
        let asked = tokens.into_iter().chain(second);
        for tokens in asked.filter(|_| flags & 0xf != 3) {
            for text in tokens::look(tokens, &[], Form::Old(self.letters), desk) {
                self.asides.keep(Some(sheet), Sign::InvisibleText, &text);
            }
        }
        let listed = self.listed(sheet, flags, tokens);
        self.asides.place_from(from, &at.unwrap_or_default());
        listed
    }

    /// The values of a list that are written out.
    fn listed(&mut self, sheet: u32, flags: u32, tokens: Option<&[u8]>) -> Option<()> {
        if flags & 0xf != 3 || flags & 0x80 == 0 {
            return Some(());
        }
        let mut tokens = Bytes(tokens?);
        if tokens.u8()? != 0x17 {
            return Some(());
        }
        let values = self.short_text(&mut tokens)?;
        for value in values.split('\0').take(1000) {
            self.asides.keep(Some(sheet), Sign::ValidationList, value);
        }
        Some(())
    }

    /// A link (MS-OSHARED 2.3.7.1): what it shows, and where in the workbook it leads.
    pub(super) fn link(&mut self, sheet: u32, bytes: &[u8]) -> Option<()> {
        let mut cut = Bytes(bytes);
        let at = cells(&mut cut)?;
        // the class and version of links
        cut.skip(16 + 4)?;
        let flags = cut.u32()?;
        let mut text = |is_there: bool| -> Option<String> {
            if !is_there {
                return Some(String::new());
            }
            let letters = cut.u32()? as usize;
            let text = cut.wide(letters)?;
            Some(text.trim_end_matches('\0').to_owned())
        };
        let (shown, _frame) = (text(flags & 0x10 != 0)?, text(flags & 0x80 != 0)?);
        // what a library of JavaScript writes there, and a program of OpenDocument: `#Cards.B3`
        let led_to = addresses::targets(&shown);
        let is_place = led_to.is_some_and(|sheets| {
            let mut sheets = sheets.iter();
            sheets.all(|sheet| self.tabs.iter().any(|(tab, _)| tab == sheet))
        });
        if !label::is_address(&shown) && shown != "SheetJS" && !is_place {
            self.asides
                .keep_at(Some(sheet), at.clone(), Sign::MarginText, &shown);
        }
        if let Some(address) = address(bytes) {
            self.asides.keep_address(Some(sheet), at.clone(), &address);
        }
        // a moniker that is no text stands between
        if flags & 1 == 0 || flags & 0x100 != 0 {
            let is_outside = flags & 1 != 0;
            let _moniker = text(is_outside)?;
            let place = text(flags & 8 != 0)?;
            let sheets = self.tabs.iter().map(|(name, _)| name);
            let places: Vec<String> = sheets.chain(&self.names).cloned().collect();
            if !label::is_location(&place, &places, is_outside) {
                self.asides
                    .keep_at(Some(sheet), at, Sign::MarginText, &place);
            }
        }
        Some(())
    }

    /// A header or footer; none is no text.
    pub(super) fn page(&mut self, sheet: u32, cut: &mut Bytes<'_>) {
        let text = match self.letters {
            Letters::Unicode => self.long_text(cut),
            Letters::Page => self.short_text(cut),
        };
        if let Some(text) = text {
            self.asides.keep_page(Some(sheet), &text);
        }
    }

    /// The headers and footers of even pages, and of the first (MS-XLS 2.4.137).
    pub(super) fn pages(&mut self, sheet: u32, bytes: &[u8]) -> Option<()> {
        let mut cut = Bytes(bytes);
        cut.skip(12 + 16 + 2)?;
        let lengths = [cut.u16()?, cut.u16()?, cut.u16()?, cut.u16()?];
        for length in lengths.into_iter().filter(|length| *length > 0) {
            // its length stands before it again
            let text = self.long_text(&mut cut).filter(|_| length > 0)?;
            self.asides.keep_page(Some(sheet), &text);
        }
        Some(())
    }
}

/// The address of the web in a link, by the class of its moniker (MS-OSHARED 2.3.7.6).
fn address(bytes: &[u8]) -> Option<String> {
    let class = b"\xe0\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\0\xaa\0\x4b\xa9\x0b";
    let at = memchr::memmem::find(bytes, class)?;
    let mut cut = Bytes(bytes.get(at + class.len()..)?);
    let length = cut.u32()? as usize;
    let address = wide(cut.take(length)?);
    Some(address.split('\0').next().unwrap_or_default().to_owned())
}

impl Sheet {
    /// Notes a cell, and counts it if it is there already.
    pub(super) fn put(&mut self, row: u32, column: u32) {
        let at = (row.saturating_add(1), column);
        let (row, column) = (row as usize, column as usize);
        if row > usize::from(u16::MAX) || column >= COLUMNS {
            return;
        }
        if self.cells.len() <= row {
            self.cells.resize(row + 1, [0; COLUMNS / 64]);
        }
        let places = self.cells.get_mut(row);
        let bit = 1_u64 << (column % 64);
        if let Some(place) = places.and_then(|places| places.get_mut(column / 64)) {
            if *place & bit != 0 {
                self.twice.cell(at.0, at.1);
            }
            *place |= bit;
        }
    }

    /// Counts the columns that are as narrow as all of which the sheet says nothing.
    pub(super) fn narrow(&mut self) {
        if self.others_are_narrow {
            for (column, (told, filled)) in (0..).zip(self.told.iter().zip(&self.filled)) {
                if !told && *filled {
                    self.concealed.columns(column, 1);
                }
            }
        }
    }
}

/// Cells from one row and column to others (MS-XLS 2.5.211), of which the first is told.
pub(super) fn cells(cut: &mut Bytes<'_>) -> Option<First> {
    let (row, _, column, _) = (cut.u16()?, cut.u16()?, cut.u16()?, cut.u16()?);
    Some(First::cell(u32::from(row) + 1, column.into()))
}

/// The first of the cells that a scenario changes, behind its names and its remark (MS-XLS 2.4.244).
pub(super) fn scenario(bytes: &[u8]) -> Option<First> {
    let mut cut = Bytes(bytes);
    let many = cut.u16()?;
    cut.skip(2)?;
    let (name, remark, user) = (cut.u8()?, cut.u8()?, cut.u8()?);
    read_text(&mut cut, name.into(), Letters::Unicode)?;
    for letters in [user, remark].into_iter().filter(|letters| *letters > 0) {
        // its length stands before it again
        cut.skip(2)?;
        read_text(&mut cut, letters.into(), Letters::Unicode)?;
    }
    let mut first = None;
    for _ in 0..many.min(32) {
        let (row, column) = (cut.u16()?, cut.u16()?);
        let at = First::cell(u32::from(row) + 1, column.into());
        first = Some(match first {
            Some(first) => First::or_earlier(first, at),
            None => at,
        });
    }
    first
}

/// The tokens of a formula, behind their length.
fn tokens<'b>(cut: &mut Bytes<'b>) -> Option<&'b [u8]> {
    let length = cut.u16()?;
    cut.skip(2)?;
    cut.take(length.into())
}

/// Looks at the name of a sheet's or workbook's code.
pub(super) fn code_name(name: &str, sheet: Option<&str>, desk: &mut Desk<'_>) {
    text::look_at(desk, name);
    let is_odd = !name.is_empty() && !label::is_code_name(name, sheet);
    desk.find_times(Sign::CustomXml, is_odd.into(), None);
}

/// A text of two bytes a letter, up to its end.
pub(super) fn tip(bytes: &[u8]) -> String {
    wide(bytes).trim_end_matches('\0').to_owned()
}
