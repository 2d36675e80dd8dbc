//! The workbook's own stream in Excel 97 to 2003, and in Excel 5 (MS-XLS 2.3 and 2.4).

use std::collections::HashMap;

use super::biff::{Letters, Record, Records, text as read_text};
use super::book::State;
use super::bytes::{Bytes, is_constant, number, short_number};
use super::colour::{Colour, WHITE};
use super::concealed::{Concealed, Shown};
use super::content::Content;
use super::escher;
use super::grid::{Grid, Size};
use super::styles::{Font, Ground};
use super::text;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Columns of this format.
const COLUMNS: usize = 256;
/// Values of charts and lists that are kept until all cells are known.
const MOST_KEPT: usize = 200_000;

/// What the stream holds that explains its size.
#[derive(Debug, Default)]
pub(super) struct Explained {
    pub(super) size: Size,
    /// Bytes of pictures.
    pub(super) pictures: u64,
}

struct Legacy {
    letters: Letters,
    content: Content,
    /// Sheets by where they begin: number, state, kind.
    sheets: HashMap<usize, (u32, State)>,
    count: u32,
    pictures: u64,
    /// Values of charts and lists, with the sheet of each.
    kept: Vec<(u32, Sign, String)>,
    is_encrypted: bool,
    damaged: u64,
}

struct Sheet {
    number: u32,
    is_shown: bool,
    grid: Grid,
    concealed: Concealed,
    columns: Vec<Shown>,
    /// The rows that are not as others.
    rows: HashMap<u32, Shown>,
    formulas: u64,
    /// Where the text of a formula's value belongs.
    awaited: Option<(u32, u32, u16)>,
}

/// Looks at the stream.
pub(super) fn look(stream: &[u8], desk: &mut Desk<'_>) -> Explained {
    let mut legacy = Legacy {
        letters: Letters::Unicode,
        content: Content::default(),
        sheets: HashMap::new(),
        count: 0,
        pictures: 0,
        kept: Vec::new(),
        is_encrypted: false,
        damaged: 0,
    };
    let mut records = Records::new(stream);
    let mut depth = 0_u32;
    let mut sheet: Option<Sheet> = None;
    let mut begun = false;
    for record in records.by_ref() {
        match record.id {
            // BOF
            0x809 => {
                begun = true;
                let version = Bytes(record.first).u16().unwrap_or(0x600);
                legacy.letters = if version < 0x600 {
                    Letters::Page
                } else {
                    Letters::Unicode
                };
                if depth == 0 {
                    sheet = legacy.begin(record.at, desk);
                }
                depth += 1;
            }
            // EOF
            0x0a => {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && let Some(sheet) = sheet.take()
                {
                    legacy.end(sheet, desk);
                }
            }
            _ if depth == 0 => {}
            _ => {
                let looked = match &mut sheet {
                    None => legacy.global(&record, desk),
                    Some(sheet) if depth > 1 => legacy.chart(sheet.number, &record),
                    Some(sheet) => {
                        let number = sheet.number;
                        desk.on_sheet(number, |desk| legacy.cell_or_more(sheet, &record, desk))
                    }
                };
                legacy.damaged += u64::from(looked.is_none());
            }
        }
        if legacy.is_encrypted {
            desk.find(Sign::Encrypted);
            return Explained::default();
        }
    }
    if let Some(sheet) = sheet.take() {
        legacy.end(sheet, desk);
    }
    if records.is_broken || depth > 0 || !begun || legacy.damaged > 0 {
        desk.find(Sign::Damaged);
    }
    legacy.finish(desk)
}

impl Legacy {
    /// Begins the sheet that stands here; none for the workbook's own records, which come first.
    fn begin(&mut self, at: usize, desk: &mut Desk<'_>) -> Option<Sheet> {
        if at == 0 {
            return None;
        }
        let (number, state) = match self.sheets.remove(&at) {
            Some(listed) => listed,
            None => {
                // a sheet that the workbook does not list
                desk.find(Sign::VeryHiddenSheet);
                self.count += 1;
                (self.count, State::VeryHidden)
            }
        };
        Some(Sheet {
            number,
            is_shown: state == State::Shown,
            grid: Grid::default(),
            concealed: Concealed::default(),
            columns: vec![Shown::Yes; COLUMNS],
            rows: HashMap::new(),
            formulas: 0,
            awaited: None,
        })
    }

    fn end(&mut self, sheet: Sheet, desk: &mut Desk<'_>) {
        let size = desk.on_sheet(sheet.number, |desk| {
            let size = sheet.grid.finish(desk);
            sheet.concealed.tell(desk);
            desk.find_times(Sign::FormulaCell, sheet.formulas, None);
            size
        });
        if sheet.is_shown {
            self.content.size.add(size);
        }
    }

    fn finish(mut self, desk: &mut Desk<'_>) -> Explained {
        let content = &mut self.content;
        for text in content.strings.seen() {
            content.seen.text(text);
        }
        for (sheet, sign, value) in &self.kept {
            if !content.seen.has(value) {
                desk.on_sheet(*sheet, |desk| desk.find(*sign));
            }
        }
        let orphans = content.strings.orphans();
        desk.find_times(Sign::OrphanStrings, orphans.len() as u64, None);
        orphans.iter().for_each(|text| text::look_at(desk, text));
        Explained {
            size: content.size,
            pictures: self.pictures,
        }
    }

    fn long_text(&self, cut: &mut Bytes<'_>) -> Option<String> {
        let letters = cut.u16()?;
        read_text(cut, letters.into(), self.letters)
    }

    fn short_text(&self, cut: &mut Bytes<'_>) -> Option<String> {
        let letters = cut.u8()?;
        read_text(cut, letters.into(), self.letters)
    }

    /// A record of the workbook as a whole; none if it is damaged.
    fn global(&mut self, record: &Record<'_>, desk: &mut Desk<'_>) -> Option<()> {
        let mut cut = Bytes(record.first);
        let styles = &mut self.content.styles;
        match record.id {
            // FILEPASS
            0x2f => self.is_encrypted = true,
            // DATEMODE
            0x22 => styles.from_1904 = cut.u16()? == 1,
            // FONT; there is none of number 4
            0x31 | 0x231 => {
                let height = cut.u16()?;
                cut.skip(2)?;
                let font = Font {
                    colour: Colour::indexed(cut.u16()?.into()),
                    is_tiny: height < 40,
                };
                if styles.fonts.len() == 4 {
                    styles.fonts.push(font);
                }
                styles.fonts.push(font);
            }
            // FORMAT
            0x41e | 0x1e => {
                let id = cut.u16()?;
                let code = match self.letters {
                    Letters::Unicode => self.long_text(&mut cut)?,
                    Letters::Page => self.short_text(&mut cut)?,
                };
                text::look_at(desk, &code);
                self.content.styles.define(id.into(), &code);
            }
            // XF
            0xe0 => {
                let (font, format) = (cut.u16()?, cut.u16()?);
                let ground = ground(&mut cut, self.letters)?;
                styles.push_on(font.into(), ground, format.into());
            }
            // BOUNDSHEET
            0x85 => {
                let at = cut.u32()? as usize;
                let state = match cut.u8()? & 3 {
                    0 => State::Shown,
                    1 => State::Hidden,
                    _ => State::VeryHidden,
                };
                let kind = cut.u8()?;
                let name = self.short_text(&mut cut)?;
                self.count += 1;
                desk.on_sheet(self.count, |desk| {
                    state.tell(desk);
                    desk.name(&name);
                    if matches!(kind, 1 | 6) {
                        desk.find(Sign::Macros);
                    }
                });
                self.sheets.insert(at, (self.count, state));
            }
            // SST
            0xfc => {
                let mut pieces = record.pieces();
                let _ = pieces.number::<4>()?;
                let count = pieces.number().map(u32::from_le_bytes)?;
                for _ in 0..count {
                    let text = pieces.text()?;
                    if !self.content.strings.push(&text) {
                        desk.find(Sign::UnpacksTooLarge);
                        return None;
                    }
                }
            }
            // NAME
            0x18 | 0x218 => {
                let flags = cut.u16()?;
                cut.skip(1)?;
                let letters = cut.u8()?;
                let length = cut.u16()?;
                cut.skip(8)?;
                let name = read_text(&mut cut, letters.into(), self.letters)?;
                let tokens = cut.take(length.into())?;
                if flags & 1 != 0 || is_constant(tokens) {
                    desk.find(Sign::DefinedName);
                }
                if flags & 0b1110 != 0 {
                    desk.find(Sign::Macros);
                }
                text::look_at(desk, &name);
                text::within(tokens, desk);
                text::within(cut.0, desk);
            }
            // SUPBOOK, unless it is of this workbook or of functions
            0x1ae => {
                cut.skip(2)?;
                if !matches!(cut.u16()?, 0x401 | 0x3a01) {
                    desk.find(Sign::ExternalLinkCache);
                    text::within(&record.bytes(), desk);
                }
            }
            // CRN, XCT
            0x5a | 0x59 => {
                desk.find(Sign::ExternalLinkCache);
                text::within(&record.bytes(), desk);
            }
            // SXSTREAMID
            0xd5 => desk.find(Sign::PivotCache),
            // DCONN
            0x876 => {
                desk.find(Sign::Connection);
                text::within(&record.bytes(), desk);
            }
            // USERBVIEW
            0x1a9 => desk.find(Sign::CustomView),
            // WRITEACCESS, FILESHARING
            0x5c | 0x5b => {
                desk.find(Sign::Creator);
                text::within(record.first, desk);
            }
            // MSODRAWINGGROUP
            0xeb => self.pictures += escher::pictures(&record.bytes(), desk),
            _ => {}
        }
        Some(())
    }

    /// A record of a chart, whose cells are copies.
    fn chart(&mut self, sheet: u32, record: &Record<'_>) -> Option<()> {
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
            _ => return Some(()),
        };
        if self.kept.len() < MOST_KEPT {
            self.kept.push((sheet, Sign::ChartCache, value));
        }
        Some(())
    }

    /// A record of a sheet; none if it is damaged.
    fn cell_or_more(
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
                let is_flat = height & 0x8000 == 0 && height < 40;
                let shown = Shown::of(flags & 0x20 != 0, is_flat);
                let row = u32::from(row) + 1;
                if shown == Shown::No {
                    sheet.concealed.rows(row, 1);
                }
                if shown != Shown::Yes {
                    sheet.rows.insert(row, shown);
                }
            }
            // COLINFO
            0x7d => {
                let (first, last, width) = (cut.u16()?, cut.u16()?, cut.u16()?);
                cut.skip(2)?;
                let shown = Shown::of(cut.u16()? & 1 != 0, width < 77);
                let last = usize::from(last).min(COLUMNS - 1);
                let range = sheet.columns.get_mut(first.into()..=last)?;
                if shown == Shown::No {
                    sheet.concealed.columns(range.len() as u64);
                }
                range.fill(shown);
            }
            // NOTE, and the texts of objects
            0x1c => {
                desk.find(Sign::Comment);
                text::within(&record.bytes(), desk);
            }
            0x1b6 => text::within(&record.bytes(), desk),
            // AUTOFILTER, FILTERMODE
            0x9e | 0x9b => sheet.concealed.is_filtered = true,
            // SCENARIO
            0xaf => {
                desk.find(Sign::Scenario);
                text::within(&record.bytes(), desk);
            }
            // USERSVIEWBEGIN
            0x1aa => desk.find(Sign::CustomView),
            // QSI
            0x1ad => desk.find(Sign::PowerQuery),
            // DV
            0x1be => self.list(sheet.number, &record.bytes())?,
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
            }
            // HEADER, FOOTER
            0x14 | 0x15 => text::within(record.first, desk),
            _ => {}
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

    fn formula(
        &mut self,
        sheet: &mut Sheet,
        at: (u32, u32, u16),
        mut cut: Bytes<'_>,
        desk: &mut Desk<'_>,
    ) -> Option<()> {
        sheet.formulas += 1;
        sheet.awaited = None;
        let raw = cut.u64()?;
        match (raw >> 48, raw & 0xff) {
            // a text, which comes in a record of its own
            (0xffff, 0) => sheet.awaited = Some(at),
            (0xffff, 1) => {
                let value = if raw & 0xff_0000 == 0 {
                    "FALSE"
                } else {
                    "TRUE"
                };
                self.put(sheet, at, value, false, None, desk);
            }
            (0xffff, 2) => self.put(sheet, at, "#VALUE!", false, None, desk),
            (0xffff, _) => {}
            _ => self.put(sheet, at, &number(f64::from_bits(raw)), true, None, desk),
        }
        cut.skip(6)?;
        let length = cut.u16()?;
        let tokens = cut.take(length.into())?;
        text::within(tokens, desk);
        // a reference to the formula that is shared, with the cell where that stands
        let is_shared = tokens.first() == Some(&1);
        (!is_shared || tokens.len() >= 5).then_some(())
    }

    fn put(
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
        let row_shown = sheet.rows.get(&row).copied().unwrap_or_default();
        let column_shown = sheet.columns.get(column as usize).copied();
        let is_placed = sheet
            .concealed
            .place((row, row_shown), (column, column_shown.unwrap_or_default()));
        let style = self.content.styles.style(style.into());
        let is_unseen = if is_number {
            style.hides_number()
        } else {
            style.hides_text()
        };
        if is_number {
            let shown = style.show(value, self.content.styles.from_1904);
            sheet.grid.cell(desk, row, column, &shown);
        } else {
            sheet.grid.cell(desk, row, column, value);
        }
        if is_unseen {
            sheet.concealed.cell(row);
        }
        let is_seen = sheet.is_shown && is_placed && !is_unseen;
        match shared {
            Some(index) => self.content.strings.touch(index, is_seen),
            None if is_seen && is_number => self.content.seen.number(value),
            None if is_seen => self.content.seen.text(value),
            None => {}
        }
    }

    /// A drop-down list whose values are written out.
    fn list(&mut self, sheet: u32, bytes: &[u8]) -> Option<()> {
        let mut cut = Bytes(bytes);
        let flags = cut.u32()?;
        if flags & 0xf != 3 || flags & 0x80 == 0 {
            return Some(());
        }
        for _ in 0..4 {
            self.long_text(&mut cut)?;
        }
        let length = cut.u16()?;
        cut.skip(2)?;
        let mut tokens = Bytes(cut.take(length.into())?);
        if tokens.u8()? != 0x17 {
            return Some(());
        }
        let values = self.short_text(&mut tokens)?;
        for value in values.split('\0').take(1000) {
            if self.kept.len() < MOST_KEPT {
                self.kept
                    .push((sheet, Sign::ValidationList, value.to_owned()));
            }
        }
        Some(())
    }
}

/// The ground of a style (MS-XLS 2.4.353).
fn ground(cut: &mut Bytes<'_>, letters: Letters) -> Option<Ground> {
    cut.skip(4)?;
    let (pattern, front) = match letters {
        Letters::Unicode => {
            cut.skip(6)?;
            let lines = cut.u32()?;
            (lines >> 26, u32::from(cut.u16()? & 0x7f))
        }
        Letters::Page => {
            let colours = cut.u16()?;
            (u32::from(cut.u16()? & 0x3f), u32::from(colours & 0x7f))
        }
    };
    Some(match pattern {
        0 => Ground::Plain(WHITE),
        1 => Ground::Plain(Colour::indexed(front)),
        _ => Ground::Mixed,
    })
}
