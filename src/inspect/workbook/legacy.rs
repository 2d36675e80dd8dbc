//! The workbook's own stream in Excel 97 to 2003, and in Excel 5 (MS-XLS 2.3 and 2.4).

mod beside;
mod formulas;
mod sheet;

use std::collections::HashMap;

use super::asides::Asides;
use super::biff::{Letters, Record, Records, text as read_text};
use super::book::{Book, FILTER, Listed, State, tell_filter};
use super::bytes::{Bytes, is_constant};
use super::called;
use super::colour::{Colour, WHITE};
use super::concealed::{Concealed, Shown};
use super::content::Content;
use super::escher;
use super::grid::{Grid, Size};
use super::label;
use super::spots::Spots;
use super::styles::{Font, Ground, Layout};
use super::text;
use super::tokens::{self, Area, Form};
use crate::inspect::desk::Desk;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;

/// Columns of this format.
const COLUMNS: usize = 256;
/// In parts of a letter, of which there are 256, and of a point, of which there are 20; what is smaller cannot be read.
const NARROWEST: u16 = 333;
const LOWEST: u16 = 100;
/// Letters.
const USUAL_WIDTH: f64 = 8.43;

/// What the stream holds that explains its size.
#[derive(Debug, Default)]
pub(super) struct Explained {
    pub(super) size: Size,
    /// Bytes of pictures.
    pub(super) pictures: u64,
    /// The sheets and names that there are.
    pub(super) book: Book,
}

struct Legacy {
    letters: Letters,
    content: Content,
    /// Sheets by where they begin: number, state, kind.
    sheets: HashMap<usize, (u32, State)>,
    /// The names of sheets, by their numbers, and whether their tabs are shown.
    tabs: Vec<(String, bool)>,
    names: Vec<String>,
    count: u32,
    pictures: u64,
    /// Values of charts and lists, messages, headers and the like.
    asides: Asides,
    /// Where filters are by the names that they leave, and how many columns those of sheets have that filter nothing.
    filters: Vec<(u32, Area)>,
    idle_filters: HashMap<u32, u32>,
    is_encrypted: bool,
    damaged: u64,
}

struct Sheet {
    number: u32,
    is_shown: bool,
    grid: Grid,
    concealed: Concealed,
    columns: Vec<Shown>,
    widths: Vec<f64>,
    /// Columns of which the sheet says something, and those with a cell; where it says of all others that
    /// they are too narrow.
    told: Vec<bool>,
    filled: Vec<bool>,
    others_are_narrow: bool,
    /// The cells of each row, a bit for each column.
    cells: Vec<[u64; COLUMNS / 64]>,
    twice: Spots,
    /// The rows that are not as others, and what those are.
    rows: HashMap<u32, Shown>,
    other_rows: Shown,
    formulas: Spots,
    /// Where the text of a formula's value belongs, and what that formula says of its own.
    awaited: Option<(u32, u32, u16)>,
    said: (First, Vec<String>),
    /// The first cell of the rules at hand.
    ruled: First,
    /// How many columns its filter has.
    filter: Option<u32>,
}

/// Looks at the stream.
pub(super) fn look(stream: &[u8], desk: &mut Desk<'_>) -> Explained {
    let mut legacy = Legacy {
        letters: Letters::Unicode,
        content: Content::default(),
        sheets: HashMap::new(),
        count: 0,
        pictures: 0,
        tabs: Vec::new(),
        names: Vec::new(),
        asides: Asides::default(),
        filters: Vec::new(),
        idle_filters: HashMap::new(),
        is_encrypted: false,
        damaged: 0,
    };
    let mut records = Records::new(stream);
    let mut depth = 0_u32;
    let mut sheet: Option<Sheet> = None;
    let (mut begun, mut stray) = (false, false);
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
            // what belongs to no sheet is read by nobody; noughts fill a stream up
            0 if depth == 0 && record.first.is_empty() => {}
            _ if depth == 0 => stray = true,
            _ => {
                let looked = match &mut sheet {
                    None => legacy.global(&record, desk),
                    Some(sheet) if depth > 1 => legacy.chart(sheet.number, &record, desk),
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
        // what Excel 5 wrote is not known well enough to say that it is damaged
        desk.find(match legacy.letters {
            Letters::Unicode => Sign::Damaged,
            Letters::Page => Sign::NotInspected,
        });
    }
    desk.find_times(Sign::UnlistedData, stray.into(), None);
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
            widths: vec![USUAL_WIDTH; COLUMNS],
            told: vec![false; COLUMNS],
            filled: vec![false; COLUMNS],
            others_are_narrow: false,
            cells: Vec::new(),
            twice: Spots::default(),
            rows: HashMap::new(),
            other_rows: Shown::Yes,
            formulas: Spots::default(),
            awaited: None,
            said: (First::default(), Vec::new()),
            ruled: First::default(),
            filter: None,
        })
    }

    fn end(&mut self, mut sheet: Sheet, desk: &mut Desk<'_>) {
        self.keep_said(&mut sheet, "");
        sheet.narrow();
        let is_idle = !sheet.concealed.is_filtered && !sheet.concealed.has_rows();
        if let Some(columns) = sheet.filter.filter(|_| is_idle) {
            self.idle_filters.insert(sheet.number, columns);
        }
        let size = desk.on_sheet(sheet.number, |desk| {
            let size = sheet.grid.finish(desk);
            sheet.concealed.tell(desk);
            sheet.formulas.tell(Sign::FormulaCell, desk);
            sheet.twice.tell(Sign::DuplicateCell, desk);
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
        for (name, _) in self.tabs.iter().filter(|(_, is_shown)| *is_shown) {
            content.seen.text(name);
        }
        self.asides.tell(&content.seen, desk);
        for (sheet, area) in &self.filters {
            let columns = area.columns.1.saturating_sub(area.columns.0) + 1;
            // of more rows than its header
            let is_idle =
                self.idle_filters.get(sheet) == Some(&columns) && area.rows.1 > area.rows.0;
            tell_filter(is_idle, desk);
        }
        desk.find_times(Sign::InvisibleText, content.styles.wordy(), None);
        let orphans = content.strings.orphans();
        desk.find_times(Sign::OrphanStrings, orphans.len() as u64, None);
        orphans.iter().for_each(|text| text::look_at(desk, text));
        let tabs = self.tabs.into_iter();
        let listed = |name| Listed {
            name,
            state: State::Shown,
            relation: String::new(),
        };
        Explained {
            size: content.size,
            pictures: self.pictures,
            book: Book {
                sheets: tabs.map(|(name, _)| listed(name)).collect(),
                names: self.names,
                from_1904: false,
                ..Book::default()
            },
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
                // how it is drawn stands before its name
                let name = cut.skip(8).and_then(|()| self.short_text(&mut cut));
                text::look_at_name(&name.unwrap_or_default(), desk);
            }
            // STYLE, of its own name or of the program's
            0x293 => {
                if cut.u16()? & 0x8000 == 0 {
                    let name = match self.letters {
                        Letters::Unicode => self.long_text(&mut cut)?,
                        Letters::Page => self.short_text(&mut cut)?,
                    };
                    text::look_at_name(&name, desk);
                }
            }
            // STYLEEXT, TABLESTYLE: the same in later versions
            0x892 | 0x88f => {
                cut.skip(if record.id == 0x892 { 16 } else { 18 })?;
                let letters = cut.u16()?;
                let name = cut.wide(letters.into())?;
                text::look_at_name(&name, desk);
                text::sentences(cut.0, Sign::CustomXml, desk);
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
                let how = layout(record.first, self.letters).unwrap_or_default();
                let ground = ground(&mut cut, self.letters)?;
                styles.push_on(font.into(), ground, format.into());
                styles.lay_out_last(how);
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
                    called::sheet(&name, desk);
                    if matches!(kind, 1 | 6) {
                        desk.find(Sign::Macros);
                    }
                });
                self.tabs.push((name, state == State::Shown));
                self.sheets.insert(at, (self.count, state));
            }
            // SST
            0xfc => {
                let mut pieces = record.pieces();
                let _ = pieces.number::<4>()?;
                let count = pieces.number().map(u32::from_le_bytes)?;
                for _ in 0..count {
                    let (text, runs) = pieces.rich_text()?;
                    self.content.runs(&text, &runs);
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
                cut.skip(2)?;
                let sheet = cut.u16()?;
                cut.skip(4)?;
                let name = read_text(&mut cut, letters.into(), self.letters)?;
                let tokens = cut.take(length.into())?;
                let form = Form::Old(self.letters);
                let has_value = is_constant(tokens) || tokens::has_text(tokens, &[], form);
                // a name of the program's own is a number
                let is_filter = flags & 0x20 != 0 && name == "\u{d}" || name == FILTER;
                let filter = Area::of(tokens, form).filter(|_| is_filter && sheet > 0);
                if let Some(area) = filter {
                    self.filters.push((sheet.into(), area));
                } else if flags & 1 != 0 || has_value || !label::is_name(&name) {
                    desk.find(Sign::DefinedName);
                }
                if flags & 0b1110 != 0 {
                    desk.find(Sign::Macros);
                }
                text::look_at(desk, &name);
                called::judge(&name, desk);
                text::within(tokens, desk);
                text::within(cut.0, desk);
                // menu, description, help and status
                let is_told = cut.0.iter().any(u8::is_ascii_alphabetic);
                desk.find_times(Sign::DefinedName, is_told.into(), None);
                self.names.push(name);
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
                // a library of JavaScript, whose name looks like a mark of a car
                if memchr::memmem::find(record.first, b"Sh33tJS").is_none() {
                    text::within(record.first, desk);
                }
            }
            // MSODRAWINGGROUP
            0xeb => self.pictures += escher::pictures(&record.bytes(), desk),
            // CODENAME
            0x1ba => {
                let letters = cut.u16()?;
                let name = read_text(&mut cut, letters.into(), Letters::Unicode)?;
                beside::code_name(&name, None, desk);
            }
            // THEME, packed; FONTs and styles of which names are told elsewhere
            0x896 => {}
            _ => text::sentences(&record.bytes(), Sign::CustomXml, desk),
        }
        Some(())
    }
}

/// How texts stand under a style.
fn layout(record: &[u8], letters: Letters) -> Option<Layout> {
    let how = u32::from(*record.get(6)?);
    let more = match letters {
        Letters::Unicode => u32::from(*record.get(8)?),
        Letters::Page => 0,
    };
    Some(Layout {
        indent: more & 0xf,
        is_filling: how & 7 == 4,
        is_shrunk: more & 0x10 != 0,
    })
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
