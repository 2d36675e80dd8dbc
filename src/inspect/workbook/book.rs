//! The workbook itself (ECMA-376 part 1, 18.2): its sheets, names and views.

use std::io::Read;

use super::called;
use super::formula;
use super::label;
use super::text::{self, Gathering};
use super::vocabulary::Vocabulary;
use super::xml::{Event, Xml};
use crate::conformance::Severity;
use crate::inspect::desk::Desk;
use crate::inspect::report::What;
use crate::inspect::sign::Sign;

const MOST_SHEETS: usize = 10_000;
const MOST_NAMES: usize = 200_000;
/// The hidden name that a filter leaves.
pub(super) const FILTER: &str = "_xlnm._FilterDatabase";

/// A sheet, as the workbook lists it.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) state: State,
    /// The relationship that leads to it.
    pub(super) relation: String,
}

/// Whether a sheet is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Shown,
    Hidden,
    VeryHidden,
}

impl State {
    pub(super) fn of(text: Option<&str>) -> Self {
        match text.unwrap_or("visible") {
            "visible" => Self::Shown,
            "hidden" => Self::Hidden,
            // a state that is not known is none that shows
            _ => Self::VeryHidden,
        }
    }

    pub(super) fn tell(self, desk: &mut Desk<'_>) {
        match self {
            Self::Shown => {}
            Self::Hidden => desk.find(Sign::HiddenSheet),
            Self::VeryHidden => desk.find(Sign::VeryHiddenSheet),
        }
    }
}

/// What the workbook lists.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Listed>,
    pub(super) names: Vec<String>,
    pub(super) from_1904: bool,
    /// Where filters are by the hidden names that programs leave: the sheet, counted from 1, and its cells.
    pub(super) filters: Vec<(u32, String)>,
}

impl Book {
    pub(super) fn read<R: Read>(document: &mut Xml<R>, desk: &mut Desk<'_>) -> Result<Self, Sign> {
        let mut book = Self::default();
        let mut value = Gathering::default();
        let mut name = None;
        while let Some(event) = document.next()? {
            match event {
                Event::Start(tag) => {
                    Vocabulary::Sheet.tell(&tag, desk);
                    match tag.name() {
                        "sheet" => {
                            if book.sheets.len() >= MOST_SHEETS {
                                return Err(Sign::NotInspected);
                            }
                            let state = tag.attribute("state");
                            // `id` is there twice: of the sheet, and of what leads to it
                            let relations = tag.attributes().filter(|(name, _)| *name == "id");
                            book.sheets.push(Listed {
                                name: tag.attribute("name").unwrap_or_default(),
                                state: State::of(state.as_deref()),
                                relation: relations
                                    .last()
                                    .map_or_else(String::new, |(_, id)| id.into_owned()),
                            });
                            // the name is looked at as one
                            let others = tag.attributes().filter(|(name, _)| *name != "name");
                            others.for_each(|(name, value)| {
                                text::attribute(name, &value, true, desk)
                            });
                        }
                        "workbookPr" => {
                            book.from_1904 |= tag.flag("date1904");
                            let code = tag.attribute("codeName").unwrap_or_default();
                            let is_odd = !code.is_empty() && !label::is_code_name(&code, None);
                            desk.find_times(Sign::CustomXml, is_odd.into(), None);
                            text::attributes(&tag, desk);
                        }
                        // a window that is not shown shows none of its sheets
                        "workbookView" => {
                            let state = State::of(tag.attribute("visibility").as_deref());
                            state.tell(desk);
                            text::attributes(&tag, desk);
                        }
                        "definedName" => {
                            value.clear();
                            let told =
                                ["comment", "description", "help", "statusBar", "customMenu"];
                            for text in told.iter().filter_map(|name| tag.attribute(name)) {
                                text::look_at(desk, &text);
                                let is_told = !text.trim().is_empty();
                                desk.find_times(Sign::DefinedName, is_told.into(), None);
                            }
                            let is_macro = ["function", "vbProcedure", "xlm"];
                            if is_macro.iter().any(|name| tag.flag(name)) {
                                desk.find(Sign::Macros);
                            }
                            name = Some((
                                tag.attribute("name").unwrap_or_default(),
                                tag.flag("hidden"),
                                tag.number("localSheetId"),
                            ));
                        }
                        "customWorkbookView" => {
                            desk.find(Sign::CustomView);
                            text::attributes(&tag, desk);
                        }
                        "absPath" => {
                            desk.find(Sign::Creator);
                            tag.attribute("url")
                                .iter()
                                .for_each(|path| text::look_at(desk, path));
                        }
                        "fileSharing" => {
                            desk.find(Sign::Creator);
                            tag.attribute("userName")
                                .iter()
                                .for_each(|user| text::look_at(desk, user));
                        }
                        _ => text::attributes(&tag, desk),
                    }
                }
                Event::Text(piece) => {
                    if name.is_some() {
                        value.push(&piece);
                    } else if !piece.trim().is_empty() {
                        desk.find(Sign::CustomXml);
                        text::look_at(desk, &piece);
                    }
                }
                Event::End(tag) if tag.name() == "definedName" => {
                    if let Some((name, is_hidden, sheet)) = name.take() {
                        let filter = filter(&name, value.as_str(), sheet);
                        // whether there is such a filter, the sheet says
                        if let Some(filter) = filter.filter(|_| is_hidden) {
                            book.filters.push(filter);
                            judge(&name, value.as_str(), false, desk);
                        } else {
                            judge(&name, value.as_str(), is_hidden, desk);
                        }
                        if book.names.len() < MOST_NAMES {
                            book.names.push(name);
                        }
                    }
                }
                Event::End(_) => {}
                Event::Remark(remark) => text::remark(&remark, desk),
            }
        }
        Ok(book)
    }
}

/// Where the filter is that a name is of, if it is one.
fn filter(name: &str, value: &str, sheet: Option<u32>) -> Option<(u32, String)> {
    let (_, cells) = value.rsplit_once('!')?;
    (name == FILTER).then_some(())?;
    Some((sheet?.checked_add(1)?, cells.replace('$', "")))
}

/// Tells of the hidden name that a filter leaves; no more than that there is one, where it filters nothing of a list that
/// can be seen.
pub(super) fn tell_filter(is_idle: bool, desk: &mut Desk<'_>) {
    let severity = if is_idle {
        Severity::Note
    } else {
        Sign::DefinedName.severity()
    };
    let place = desk.place().clone();
    desk.add(What::Sign(Sign::DefinedName), severity, place, 1, None);
}

/// Judges a defined name.
pub(super) fn judge(name: &str, value: &str, is_hidden: bool, desk: &mut Desk<'_>) {
    if is_hidden || formula::is_constant(value) || !label::is_name(name) {
        desk.find(Sign::DefinedName);
    }
    text::look_at(desk, name);
    called::judge(name, desk);
    text::look_at(desk, value);
}
