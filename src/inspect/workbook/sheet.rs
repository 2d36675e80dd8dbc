//! A sheet of Office Open XML (ECMA-376 part 1, 18.3), read as a stream.

mod cells;

use std::io::Read;

use super::addresses;
use super::asides::{self, Asides};
use super::closed;
use super::concealed::{Concealed, Shown};
use super::content::Content;
use super::formula;
use super::grid::Grid;
use super::label;
use super::merged::Merged;
use super::spots::{self, Spots};
use super::styles::Font;
use super::stylesheet::Look;
use super::text::{self, Gathering};
use super::vocabulary::Vocabulary;
use super::xml::{Event, Tag, Xml, is_true};
use crate::inspect::desk::Desk;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;

/// Points and characters; what is smaller cannot be read.
const LOWEST: f64 = 5.0;
const NARROWEST: f64 = 1.3;
/// Letters.
const USUAL_WIDTH: f64 = 8.43;

/// What the workbook says of a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct About<'a> {
    /// Its number, if the workbook lists it.
    pub(super) number: Option<u32>,
    pub(super) name: &'a str,
    /// Whether its tab is shown.
    pub(super) is_shown: bool,
    /// The names of all sheets, and those that the workbook defines.
    pub(super) names: &'a [String],
}

/// A sheet while it is read.
pub(super) struct Sheet<'b> {
    content: &'b mut Content,
    about: About<'b>,
    grid: Grid,
    concealed: Concealed,
    columns: Vec<Column>,
    row: u32,
    column: u32,
    row_shown: Shown,
    /// In points, if the row says so itself.
    row_height: Option<f64>,
    rows_are_flat: bool,
    /// Of the columns of which the sheet says nothing.
    other_columns: Column,
    cell: Cell,
    cells: u64,
    formulas: Spots,
    text: Gathering,
    /// The elements at hand that say how a text is meant.
    within: Within,
    is_list: bool,
    odd: u64,
    /// Cells, rows and tables of cells that are there a second time.
    twice: Spots,
    tables: u32,
    /// The first cell of the rule or filter at hand, the column that is filtered, and how many texts were kept
    /// before.
    at: First,
    filtered: First,
    kept: usize,
    /// What the rules at hand hide, and the look of one.
    unseen: u64,
    look: Option<Look>,
    /// The first cell that the scenario at hand changes.
    changed: Option<First>,
    beside: Beside,
}

/// What is looked at once the sheet was read.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Values of lists, messages, headers and the like.
    pub(super) asides: Asides,
    pub(super) merged: Merged,
    /// The cells of a filter that filters nothing, and leaves no row out.
    pub(super) idle_filter: Option<String>,
}

/// Whether a column is shown, and how many letters it is wide.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Column {
    shown: Shown,
    width: f64,
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
    /// What its formula says of its own.
    said: Vec<String>,
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
    pub(super) fn new(content: &'b mut Content, about: About<'b>) -> Self {
        Self {
            content,
            about,
            grid: Grid::default(),
            concealed: Concealed::default(),
            columns: Vec::new(),
            row: 0,
            column: 0,
            row_shown: Shown::Yes,
            row_height: None,
            rows_are_flat: false,
            other_columns: Column {
                shown: Shown::Yes,
                width: USUAL_WIDTH,
            },
            cell: Cell::default(),
            cells: 0,
            formulas: Spots::default(),
            text: Gathering::default(),
            within: Within::default(),
            is_list: false,
            odd: 0,
            twice: Spots::default(),
            tables: 0,
            at: First::default(),
            filtered: First::default(),
            kept: 0,
            unseen: 0,
            look: None,
            changed: None,
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
        if self.concealed.is_filtered || self.concealed.has_rows() {
            self.beside.idle_filter = None;
        }
        let size = self.grid.finish(desk);
        if self.about.is_shown {
            self.content.size.add(size);
        }
        self.concealed.tell(desk);
        self.formulas.tell(Sign::FormulaCell, desk);
        desk.find_times(Sign::CustomXml, self.odd, None);
        self.twice.tell(Sign::DuplicateCell, desk);
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
                self.twice.add(u64::from(self.tables > 1), First::default());
                self.within.data = true;
            }
            "sheetFormatPr" => self.start_defaults(tag),
            "col" if tag.attribute("min").is_some() => self.start_column(tag),
            "autoFilter" => {
                self.within.filter = true;
                self.beside.idle_filter = tag.attribute("ref");
                self.begin_rule(tag, "ref");
            }
            "filter" if self.within.filter => {
                // numbers and dates are written as they are shown, and not as cells hold them
                let value = tag.attribute("val").unwrap_or_default();
                if value.chars().any(char::is_alphabetic) {
                    self.keep_filtered(&value);
                }
            }
            "dateGroupItem" if self.within.filter => self.day(tag),
            "sheetPr" => {
                let name = tag.attribute("codeName").unwrap_or_default();
                if !name.is_empty() && !label::is_code_name(&name, Some(self.about.name)) {
                    self.odd += 1;
                }
                text::look_at(desk, &name);
            }
            "hyperlink" => self.link(tag),
            // marks in the place of the values
            "iconSet" | "dataBar"
                if tag
                    .attribute("showValue")
                    .is_some_and(|shows| !is_true(&shows)) =>
            {
                self.unseen += 1;
            }
            "filterColumn" if self.within.filter => {
                self.concealed.is_filtered = true;
                let column = self.at.column.zip(tag.number("colId"));
                self.filtered = column.map_or_else(First::default, |(first, on)| First {
                    column: u32::checked_add(first, on),
                    ..First::default()
                });
            }
            "conditionalFormatting" => self.begin_rule(tag, "sqref"),
            "dataValidation" => {
                self.begin_rule(tag, "sqref");
                self.within.validation = true;
                self.is_list = tag.attribute("type").is_some_and(|kind| kind == "list");
                for (name, value) in tag.attributes() {
                    if matches!(name, "prompt" | "promptTitle" | "error" | "errorTitle") {
                        self.keep(Sign::ValidationList, &value);
                    }
                }
            }
            "scenario" => {
                self.within.scenario = true;
                self.changed = None;
            }
            "inputCells" if self.within.scenario => {
                let at = spots::first(&tag.attribute("r").unwrap_or_default());
                self.changed = Some(match self.changed.take() {
                    Some(changed) => First::or_earlier(changed, at),
                    None => at,
                });
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
                let text = tag.attribute("text").unwrap_or_default();
                self.keep(Sign::InvisibleText, &text);
                let style = tag.number("dxfId");
                if style.is_some_and(|style: usize| self.content.unseen_rules.contains(&style)) {
                    self.unseen += 1;
                }
            }
            // a look of the rule's own
            "dxf" => self.look = Some(Look::default()),
            _ => {
                if let Some(look) = &mut self.look {
                    look.start(tag);
                }
            }
        }
        self.odd += Vocabulary::Sheet.unknown(tag);
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
            "scenario" => {
                self.within.scenario = false;
                let at = self.changed.take().unwrap_or_default();
                desk.find_from(Sign::Scenario, 1, at);
            }
            "dxf" => {
                let look = self.look.take().unwrap_or_default();
                self.unseen += u64::from(look.hides());
            }
            // those of later versions say their cells behind their rules
            "conditionalFormatting" => {
                desk.find_from(Sign::InvisibleText, self.unseen, self.at.clone());
                self.unseen = 0;
                self.at = First::default();
            }
            "dataValidation" => self.within.validation = false,
            "formula1" | "f" if self.within.validation && self.is_list => {
                if let Some(list) = formula::list(self.text.as_str()) {
                    list.iter().for_each(|value| desk.text(value));
                    for value in list.iter().take(1000) {
                        self.keep(Sign::ValidationList, value);
                    }
                }
            }
            _ if self.text.as_str().trim().is_empty() => {}
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader"
            | "firstFooter" => {
                let text = self.text.as_str();
                desk.text(&asides::pieces(text).join(" "));
                self.beside.asides.keep_page(self.about.number, text);
            }
            "formula" | "formula1" | "formula2" | "f" => {
                for text in formula::look(self.text.as_str(), desk) {
                    self.keep(Sign::InvisibleText, &text);
                }
            }
            // the cells of a rule, behind what it says
            "sqref" => {
                let text = self.text.as_str();
                text::look_at(desk, text);
                self.at = spots::first(text);
                self.beside.asides.place_from(self.kept, &self.at);
            }
            // that of a rule's other half, in what later versions added
            "id" if closed::is_identifier(self.text.as_str().trim()) => {}
            // anchors of objects
            "col" | "colOff" | "row" | "rowOff" => {
                text::look_at(desk, self.text.as_str());
            }
            _ => self.tell_text(desk),
        }
        self.text.clear();
    }

    /// Begins a rule or filter, whose cells an attribute says.
    fn begin_rule(&mut self, tag: &Tag<'_>, attribute: &str) {
        let cells = tag.attribute(attribute).unwrap_or_default();
        self.at = spots::first(&cells);
        self.unseen = 0;
        self.kept = self.beside.asides.len();
    }

    /// Keeps a text of the rule at hand until all cells are known.
    fn keep(&mut self, sign: Sign, text: &str) {
        self.keep_at(self.at.clone(), sign, text);
    }

    /// Keeps what a column is filtered for.
    fn keep_filtered(&mut self, text: &str) {
        self.keep_at(self.filtered.clone(), Sign::ValidationList, text);
    }

    fn keep_at(&mut self, at: First, sign: Sign, text: &str) {
        let sheet = self.about.number;
        self.beside.asides.keep_at(sheet, at, sign, text);
    }

    /// Keeps what a link says, and where it leads if that is to no cell.
    fn link(&mut self, tag: &Tag<'_>) {
        let is_outside = tag.attribute("id").is_some();
        self.begin_rule(tag, "ref");
        for (name, value) in tag.attributes() {
            match name {
                "display" if label::is_address(&value) || self.leads_to_a_cell(&value) => {}
                "tooltip" | "display" => self.keep(Sign::MarginText, &value),
                "location" if !label::is_location(&value, self.about.names, is_outside) => {
                    self.keep(Sign::MarginText, &value);
                }
                _ => {}
            }
        }
    }

    /// Whether a text is where a link leads in this workbook, as a program of OpenDocument writes it: `#Cards.B3`.
    fn leads_to_a_cell(&self, text: &str) -> bool {
        let names = self.about.names;
        let sheets = addresses::targets(text);
        sheets.is_some_and(|sheets| sheets.iter().all(|sheet| names.contains(sheet)))
    }

    /// Keeps a day, month or year that is filtered for.
    fn day(&mut self, tag: &Tag<'_>) {
        let part = |name| tag.number::<u32>(name);
        let mut day = part("year").map_or_else(String::new, |year| format!("{year:04}"));
        for number in [part("month"), part("day")]
            .into_iter()
            .map_while(|part| part)
        {
            day.push_str(&format!("-{number:02}"));
        }
        self.keep_filtered(&day);
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
