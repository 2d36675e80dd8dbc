//! Properties of a document: who made it, which sheets it says that it has, what somebody added.

use std::collections::HashSet;
use std::io::Read;

use super::book::Book;
use super::role::Role;
use super::text::{self, Gathering};
use super::xml::{Event, Xml};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Looks at core, extended or custom properties.
pub(super) fn look<R: Read>(
    document: &mut Xml<R>,
    role: Role,
    book: &Book,
    desk: &mut Desk<'_>,
) -> Result<(), Sign> {
    let mut text = Gathering::default();
    let mut path: Vec<String> = Vec::new();
    let mut titles = Vec::new();
    let (mut personal, mut odd) = (0, 0);
    while let Some(event) = document.next()? {
        match event {
            Event::Text(piece) => text.push(&piece),
            Event::Remark(remark) => {
                odd += u64::from(text::is_odd(&remark));
                text::look_at(desk, &remark);
            }
            Event::Start(tag) => {
                text.clear();
                if role == Role::Custom {
                    text::attributes(&tag, desk);
                }
                path.push(tag.name().to_owned());
            }
            Event::End(tag) => {
                let value = text.as_str().trim();
                if !value.is_empty() {
                    // times of the program's own, and its version, look like dates and addresses
                    let is_own = matches!(
                        tag.name(),
                        "created"
                            | "modified"
                            | "lastPrinted"
                            | "AppVersion"
                            | "TotalTime"
                            | "Application"
                    );
                    if !is_own {
                        text::look_at(desk, value);
                    }
                    personal += u64::from(is_personal(tag.name()));
                    if path.iter().any(|element| element == "TitlesOfParts")
                        && titles.len() < 20_000
                    {
                        titles.push(value.to_owned());
                    }
                    if text::is_path(value) {
                        desk.find(Sign::Connection);
                    }
                }
                text.clear();
                path.pop();
            }
        }
    }
    desk.find_times(Sign::Creator, personal, None);
    desk.find_times(Sign::CustomXml, odd, None);
    let there = There::new(book);
    let gone = titles.iter().filter(|title| !there.has(title)).count();
    desk.find_times(Sign::OrphanStrings, gone as u64, None);
    Ok(())
}

pub(super) fn is_personal(element: &str) -> bool {
    matches!(
        element,
        "creator"
            | "lastModifiedBy"
            | "Company"
            | "Manager"
            | "title"
            | "subject"
            | "description"
            | "keywords"
            | "category"
            | "contentStatus"
            | "identifier"
            | "HyperlinkBase"
            | "Template"
            | "initial-creator"
            | "printed-by"
            | "keyword"
    )
}

/// The titles that a workbook may have: `Cards`, `Cards!Print_Area`.
struct There<'b> {
    sheets: HashSet<&'b str>,
    names: HashSet<&'b str>,
}

impl<'b> There<'b> {
    fn new(book: &'b Book) -> Self {
        let names = book.names.iter();
        Self {
            sheets: book.sheets.iter().map(|sheet| sheet.name.trim()).collect(),
            names: names
                .flat_map(|name| [Some(name.as_str()), name.strip_prefix("_xlnm.")])
                .flatten()
                .collect(),
        }
    }

    fn has(&self, title: &str) -> bool {
        let is_sheet = |name: &str| {
            let bare = name.trim_matches('\'').replace("''", "'");
            self.sheets.contains(name) || self.sheets.contains(bare.as_str())
        };
        is_sheet(title)
            || self.names.contains(title)
            || title
                .rsplit_once('!')
                .is_some_and(|(sheet, name)| is_sheet(sheet) || self.names.contains(name))
    }
}
