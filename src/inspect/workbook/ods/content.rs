//! The sheets of OpenDocument (ISO/IEC 26300-3, 9), read as a stream.

mod cells;
mod document;
mod shape;
mod texts;
mod value;

use std::io::Read;

pub(super) use self::document::Document;
use self::shape::Shape;
use super::super::addresses;
use super::super::called;
use super::super::concealed::{Concealed, Shown};
use super::super::content::Content;
use super::super::formula;
use super::super::grid::Grid;
use super::super::label;
use super::super::spots::{self, Spots};
use super::super::text::{self, Gathering};
use super::super::vocabulary::Vocabulary;
use super::super::xml::{Event, Tag, Xml};
use super::look::{self, Looks};
use super::names;
use crate::inspect::desk::Desk;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;

/// A cell that says that it is there many times is looked at so often.
const REPEATED: u32 = 8;
const MOST_CELLS: u64 = 20_000_000;
/// Elements within a paragraph that show what they hold, or hold nothing.
const OF_PARAGRAPHS: &[&str] = &[
    "p",
    "h",
    "span",
    "a",
    "s",
    "tab",
    "line-break",
    "sheet-name",
    "date",
    "time",
    "title",
    "page-number",
    "page-count",
    "file-name",
    "author-name",
    "soft-page-break",
    "annotation",
    "event-listeners",
    "event-listener",
];
struct Walker<'w> {
    document: &'w mut Document,
    looks: &'w mut Looks,
    content: &'w mut Content,
    sheet: Option<Sheet>,
    path: Vec<String>,
    /// Elements around the text at hand that are not part of the cell.
    aside: u32,
    /// The shapes at hand, the outermost first.
    shapes: Vec<Shape>,
    /// The styles of the runs around the text at hand.
    runs: Vec<String>,
    text: Gathering,
    cells: u64,
    /// The name of the rule at hand.
    rule: Option<String>,
    /// The sheet and the first column of the filter at hand.
    filter: Option<(u32, u32)>,
    /// The first cell for which the rule at hand is.
    ruled: First,
}

struct Sheet {
    number: u32,
    is_shown: bool,
    grid: Grid,
    concealed: Concealed,
    /// Of each column: whether it is shown, and the style of its cells; with how many there are.
    columns: Vec<(u32, Shown, Option<String>)>,
    /// How many columns those are.
    width: u32,
    /// Groups that are folded away.
    folded: u32,
    row: u32,
    row_repeated: u32,
    row_shown: Shown,
    row_style: Option<String>,
    column: u32,
    /// Which of `columns` the last cell is in, and the column where that begins.
    told: usize,
    told_from: u32,
    cell: Option<Cell>,
    formulas: Spots,
}

struct Cell {
    style: Option<String>,
    repeated: u32,
    is_covered: bool,
    /// The value, if it is none that is written as text.
    value: Option<String>,
    is_number: bool,
    text: String,
    /// What else it says of its value, with the names of the attributes.
    values: Vec<(&'static str, String)>,
    /// Whether it says its type, and has a value that cells of that type have not.
    is_typed: bool,
    is_odd: bool,
    /// What its formula says of its own.
    said: Vec<String>,
    /// The styles of runs of the text.
    runs: Vec<String>,
}

/// Reads the sheets.
pub(super) fn read<R: Read>(
    xml: &mut Xml<R>,
    document: &mut Document,
    looks: &mut Looks,
    content: &mut Content,
    desk: &mut Desk<'_>,
) -> Result<(), Sign> {
    let mut walker = Walker {
        document,
        looks,
        content,
        sheet: None,
        path: Vec::new(),
        aside: 0,
        shapes: Vec::new(),
        runs: Vec::new(),
        text: Gathering::default(),
        cells: 0,
        rule: None,
        filter: None,
        ruled: First::default(),
    };
    let result = walker.walk(xml, desk);
    walker.end_sheet(desk);
    result
}

impl Walker<'_> {
    fn walk<R: Read>(&mut self, xml: &mut Xml<R>, desk: &mut Desk<'_>) -> Result<(), Sign> {
        while let Some(event) = xml.next()? {
            match event {
                Event::Text(piece) => self.text.push(&piece),
                Event::Remark(remark) => text::remark(&remark, desk),
                Event::Start(tag) => {
                    self.flush(desk);
                    self.start(&tag, desk)?;
                    self.path.push(tag.name().to_owned());
                }
                Event::End(tag) => {
                    self.flush(desk);
                    self.path.pop();
                    self.end(tag.name(), desk);
                }
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>, desk: &mut Desk<'_>) -> Result<(), Sign> {
        Vocabulary::Document.tell(tag, desk);
        let in_table = self.sheet.is_some();
        let is_in_cell = self
            .sheet
            .as_ref()
            .is_some_and(|sheet| sheet.cell.is_some())
            && self.aside == 0;
        let in_paragraph = self
            .path
            .last()
            .is_some_and(|last| matches!(last.as_str(), "p" | "h" | "span" | "a"));
        let is_odd = is_in_cell && in_paragraph && !OF_PARAGRAPHS.contains(&tag.name())
            || tag.prefixed().0 == "form" && tag.name() != "forms"
            // fields that hold what no cell shows
            || matches!(tag.name(), "variable-decl" | "user-field-decl" | "sequence-decl");
        if is_odd {
            self.on_sheet(desk, |desk| desk.find(Sign::CustomXml));
        }
        if matches!(
            tag.name(),
            "p" | "h" | "s" | "tab" | "table" | "table-row" | "table-column" | "a" | "annotation"
        ) {
            names::attributes(tag, &mut self.document.asides, desk);
        }
        match tag.name() {
            "table"
                if !in_table
                    && self
                        .path
                        .last()
                        .is_some_and(|element| element == "spreadsheet") =>
            {
                self.start_sheet(tag, desk);
            }
            // a table within a shape, or a drawing's own
            "annotation" => {
                self.aside += 1;
                self.find(Sign::Comment, 1, desk);
            }
            "shapes" => self.aside += 1,
            name if shape::is_shape(name) => {
                self.aside += 1;
                self.shapes.push(Shape::of(tag));
                names::attributes(tag, &mut self.document.asides, desk);
            }
            "help-message" | "error-message" => {
                let title = tag.attribute("title").unwrap_or_default();
                text::look_at(desk, &title);
                let rule = self.rule.as_deref();
                self.document
                    .asides
                    .keep_of(rule, Sign::ValidationList, &title);
            }
            "table-column" if in_table => self.columns(tag),
            "table-row-group" | "table-column-group" => {
                if tag.attribute("display").as_deref() == Some("false")
                    && let Some(sheet) = &mut self.sheet
                {
                    sheet.folded += 1;
                }
            }
            "table-row" if self.aside == 0 => {
                let style = tag.attribute("style-name");
                self.looks.begin_row(style.as_deref());
                self.start_row(tag)?;
            }
            "table-cell" | "covered-table-cell" if self.aside == 0 => self.start_cell(tag, desk)?,
            "line-break" => self.text.push("\n"),
            "s" | "tab" => {
                let many = tag.number("c").unwrap_or(1_usize).clamp(1, 1000);
                self.text.push(&" ".repeat(many));
            }
            "p" => self.text.push("\n"),
            "span" => {
                let style = tag.attribute("style-name").unwrap_or_default();
                text::look_at(desk, &style);
                self.runs.push(style);
            }
            "scenario" => {
                let ranges = tag.attribute("scenario-ranges").unwrap_or_default();
                let first = ranges.split(':').next().unwrap_or_default();
                let cell = first.rsplit_once('.').map_or(first, |(_, cell)| cell);
                let at = spots::first(cell);
                self.on_sheet(desk, |desk| desk.find_from(Sign::Scenario, 1, at));
            }
            "table-source" | "cell-range-source" => {
                self.on_sheet(desk, |desk| desk.find(Sign::ExternalLinkCache));
                names::attributes(tag, &mut self.document.asides, desk);
            }
            "dde-link"
            | "dde-source"
            | "database-source-sql"
            | "database-source-table"
            | "database-source-query"
            | "connection-resource" => {
                desk.find(Sign::Connection);
                names::attributes(tag, &mut self.document.asides, desk);
            }
            "data-pilot-table" => names::attributes(tag, &mut self.document.asides, desk),
            "data-pilot-member" | "data-pilot-subtotal" => {
                if let Some(name) = tag
                    .attribute("name")
                    .filter(|_| tag.name() == "data-pilot-member")
                {
                    text::look_at(desk, &name);
                    self.document.asides.keep(None, Sign::PivotCache, &name);
                }
            }
            "tracked-changes" => desk.find(Sign::RevisionLog),
            "script" | "event-listener" | "event-listeners" => desk.find(Sign::Macros),
            "forms" => text::attributes(tag, desk),
            "named-range" | "named-expression" => {
                let value = tag.attribute("expression").unwrap_or_default();
                let value = value.trim_start_matches("of:");
                desk.find_times(Sign::DefinedName, formula::is_constant(value).into(), None);
                desk.find_times(Sign::DefinedName, tag.flag("hidden").into(), None);
                called::judge(&tag.attribute("name").unwrap_or_default(), desk);
                names::attributes(tag, &mut self.document.asides, desk);
            }
            "filter-condition" | "filter-set-item" => {
                text::attributes(tag, desk);
                // numbers and dates are written as they are shown
                let value = tag.attribute("value").unwrap_or_default();
                if value.chars().any(char::is_alphabetic) {
                    let column = self.filter.zip(tag.number("field-number"));
                    let at = column.map(|((_, first), on)| u32::saturating_add(first, on));
                    self.document.asides.keep_at(
                        self.filter.map(|(sheet, _)| sheet),
                        at.map(First::column).unwrap_or_default(),
                        Sign::ValidationList,
                        &value,
                    );
                }
            }
            "database-range" => {
                self.looks.start(tag);
                look::attributes(tag, &mut self.document.asides, desk);
                called::judge(&tag.attribute("name").unwrap_or_default(), desk);
                let target = tag.attribute("target-range-address").unwrap_or_default();
                self.filter = self.document.target(&target);
            }
            "content-validation" => {
                self.rule = tag.attribute("name");
                let condition = tag.attribute("condition").unwrap_or_default();
                if let Some((_, list)) = condition.split_once("is-in-list(") {
                    for value in formula::literals(list) {
                        text::look_at(desk, &value);
                        let rule = self.rule.as_deref();
                        self.document
                            .asides
                            .keep_of(rule, Sign::ValidationList, &value);
                    }
                } else {
                    for said in formula::look(&condition, desk) {
                        self.document.asides.keep(None, Sign::InvisibleText, &said);
                    }
                }
                names::attributes(tag, &mut self.document.asides, desk);
            }
            // around a text, or of a whole cell in its style
            "a" | "hyperlink" => self.link(tag, desk),
            "conditional-format" => {
                let cells = tag.attribute("target-range-address").unwrap_or_default();
                let first = cells.split([':', ' ']).next().unwrap_or_default();
                let cell = first.rsplit_once('.').map_or(first, |(_, cell)| cell);
                self.ruled = spots::first(cell);
                names::attributes(tag, &mut self.document.asides, desk);
            }
            // marks in the place of the values
            "icon-set" | "data-bar" => {
                let is_bare = tag
                    .attribute("show-value")
                    .is_some_and(|shows| shows == "false");
                self.find_ruled(is_bare, desk);
                names::attributes(tag, &mut self.document.asides, desk);
            }
            "date-is" => {
                let style = tag.attribute("style").unwrap_or_default();
                self.find_ruled(self.looks.rule_conceals(&style), desk);
                names::attributes(tag, &mut self.document.asides, desk);
            }
            // of a look that depends on what a cell holds
            "condition" => {
                let style = tag.attribute("apply-style-name").unwrap_or_default();
                self.find_ruled(self.looks.rule_conceals(&style), desk);
                let condition = tag.attribute("value").unwrap_or_default();
                let sheet = self.sheet.as_ref().map(|sheet| sheet.number);
                for said in formula::look(&condition, desk) {
                    self.document.asides.keep(sheet, Sign::InvisibleText, &said);
                }
                names::attributes(tag, &mut self.document.asides, desk);
            }
            "object-ole" | "plugin" | "applet" => desk.find(Sign::EmbeddedObject),
            // styles and formats, of cells and of lines within them
            _ => {
                self.looks.start(tag);
                look::attributes(tag, &mut self.document.asides, desk);
            }
        }
        Ok(())
    }

    /// A link: what it says, and where it leads.
    fn link(&mut self, tag: &Tag<'_>, desk: &mut Desk<'_>) {
        let address = tag.attribute("href").unwrap_or_default();
        text::look_at(desk, &address);
        let is_path = text::is_path(&address);
        let sheet = self.sheet.as_ref().map(|sheet| sheet.number);
        let at = self.at();
        for tip in ["title", "name"]
            .iter()
            .filter_map(|name| tag.attribute(name))
        {
            text::look_at(desk, &tip);
            self.document
                .asides
                .keep_at(sheet, at.clone(), Sign::MarginText, &tip);
        }
        if !address.starts_with('#') {
            self.document
                .asides
                .keep_address(sheet, at.clone(), &address);
        }
        if let Some(place) = address.strip_prefix('#') {
            // the name of a tab is seen
            let sheets = addresses::targets(&address).unwrap_or_else(|| vec![place.to_owned()]);
            for sheet_or_text in sheets.iter().filter(|name| !label::is_numbered(name)) {
                self.document
                    .asides
                    .keep_at(sheet, at.clone(), Sign::MarginText, sheet_or_text);
            }
        }
        self.find(Sign::Connection, is_path.into(), desk);
    }

    /// The cell at hand.
    fn at(&self) -> First {
        let sheet = self.sheet.as_ref().filter(|sheet| sheet.cell.is_some());
        sheet.map_or_else(First::default, |sheet| First::cell(sheet.row, sheet.column))
    }

    /// Notes a sign in the cell at hand.
    fn find(&self, sign: Sign, count: u64, desk: &mut Desk<'_>) {
        let at = self.at();
        self.on_sheet(desk, |desk| desk.find_from(sign, count, at));
    }

    /// Notes that a rule for cells hides what they hold.
    fn find_ruled(&self, hides: bool, desk: &mut Desk<'_>) {
        let at = self.ruled.clone();
        self.on_sheet(desk, |desk| {
            desk.find_from(Sign::InvisibleText, hides.into(), at)
        });
    }

    fn on_sheet(&self, desk: &mut Desk<'_>, look: impl FnOnce(&mut Desk<'_>)) {
        match &self.sheet {
            Some(sheet) => desk.on_sheet(sheet.number, look),
            None => look(desk),
        }
    }

    fn start_sheet(&mut self, tag: &Tag<'_>, desk: &mut Desk<'_>) {
        let name = tag.attribute("name").unwrap_or_default();
        let number = u32::try_from(self.document.sheets.len() + 1).unwrap_or(u32::MAX);
        let is_hidden = self.looks.hides(tag.attribute("style-name").as_deref());
        desk.on_sheet(number, |desk| {
            called::sheet(&name, desk);
            desk.find_times(Sign::HiddenSheet, is_hidden.into(), None);
            // the copy of another workbook's sheet is named after it
            let is_copy = name.starts_with("'file:") || name.contains("'#$");
            desk.find_times(Sign::ExternalLinkCache, is_copy.into(), None);
        });
        if !is_hidden {
            self.document.shown.push(name.clone());
        }
        self.document.sheets.push(name);
        self.sheet = Some(Sheet {
            number,
            is_shown: !is_hidden,
            grid: Grid::default(),
            concealed: Concealed::default(),
            columns: Vec::new(),
            width: 0,
            folded: 0,
            row: 0,
            row_repeated: 0,
            row_shown: Shown::Yes,
            row_style: None,
            column: 0,
            told: 0,
            told_from: 0,
            cell: None,
            formulas: Spots::default(),
        });
    }

    fn end(&mut self, element: &str, desk: &mut Desk<'_>) {
        match element {
            "annotation" | "shapes" => self.aside = self.aside.saturating_sub(1),
            name if shape::is_shape(name) => {
                self.aside = self.aside.saturating_sub(1);
                let shape = self.shapes.pop().unwrap_or_default();
                let is_unseen = shape.is_unseen();
                if let (Some(around), true) = (self.shapes.last_mut(), shape.is_full) {
                    around.is_full = true;
                }
                self.find(Sign::InvisibleText, is_unseen.into(), desk);
            }
            "span" => drop(self.runs.pop()),
            "table-cell" | "covered-table-cell" if self.aside == 0 => self.end_cell(desk),
            "table-row-group" | "table-column-group" => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.folded = sheet.folded.saturating_sub(1);
                }
            }
            "table"
                if self
                    .path
                    .last()
                    .is_some_and(|element| element == "spreadsheet") =>
            {
                self.end_sheet(desk);
            }
            _ => self.looks.end(element),
        }
    }

    fn end_sheet(&mut self, desk: &mut Desk<'_>) {
        let Some(sheet) = self.sheet.take() else {
            return;
        };
        let size = desk.on_sheet(sheet.number, |desk| {
            let size = sheet.grid.finish(desk);
            sheet.concealed.tell(desk);
            sheet.formulas.tell(Sign::FormulaCell, desk);
            size
        });
        if sheet.is_shown {
            self.content.size.add(size);
        }
    }
}
