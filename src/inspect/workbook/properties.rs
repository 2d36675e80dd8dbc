//! Properties of a document: who made it, which sheets it says that it has, what somebody added.

use std::collections::HashSet;
use std::io::Read;

use super::book::Book;
use super::closed;
use super::label;
use super::text::{self, Gathering};
use super::vocabulary::Vocabulary;
use super::xml::{Event, Xml};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Looks at core, extended or custom properties.
pub(super) fn look<R: Read>(
    document: &mut Xml<R>,
    book: &Book,
    desk: &mut Desk<'_>,
) -> Result<(), Sign> {
    let mut text = Gathering::default();
    let mut path: Vec<String> = Vec::new();
    let mut titles = Vec::new();
    let (mut personal, mut written) = (0, 0);
    // properties that somebody added, and whether the one at hand is but the version of a program
    let (mut added, mut is_version) = (0_u64, false);
    while let Some(event) = document.next()? {
        match event {
            Event::Text(piece) => text.push(&piece),
            Event::Remark(remark) => text::remark(&remark, desk),
            Event::Start(tag) => {
                written += stray(&text, desk);
                text.clear();
                text::attributes(&tag, desk);
                Vocabulary::Properties.tell(&tag, desk);
                if matches!(tag.name(), "property") || path.is_empty() && !is_root(tag.name()) {
                    added += 1;
                    is_version = tag
                        .attribute("name")
                        .is_some_and(|name| name == APP_VERSION);
                }
                path.push(tag.name().to_owned());
            }
            Event::End(tag) => {
                let value = text.as_str().trim();
                if !value.is_empty() {
                    if !is_own(tag.name(), value) {
                        text::look_at(desk, value);
                    }
                    personal += u64::from(is_personal(tag.name()) || is_office(tag.name(), value));
                    if is_version && is_of_digits(value) {
                        added = added.saturating_sub(1);
                        is_version = false;
                    }
                    let is_title = path.iter().any(|element| element == "TitlesOfParts");
                    written += u64::from(!is_title && is_written(tag.name(), value));
                    if is_title && titles.len() < 20_000 {
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
    desk.find_times(Sign::CustomProperty, written.saturating_add(added), None);
    desk.find_times(Sign::OrphanStrings, gone(&titles, book), None);
    Ok(())
}

fn is_root(element: &str) -> bool {
    matches!(element, "Properties" | "coreProperties")
}

/// A text that stands before an element where only elements do.
pub(super) fn stray(text: &Gathering, desk: &mut Desk<'_>) -> u64 {
    text::look_at(desk, text.as_str());
    (!text.as_str().trim().is_empty()).into()
}

/// How many titles are of no sheet or name that is there.
pub(super) fn gone(titles: &[String], book: &Book) -> u64 {
    let there = There::new(book);
    titles.iter().filter(|title| !there.has(title)).count() as u64
}

/// Whether a value is the program's own: times and versions look like dates and addresses.
pub(super) fn is_own(element: &str, value: &str) -> bool {
    match element {
        "created" | "modified" | "lastPrinted" | "creation-date" | "date" | "print-date" => {
            closed::is_time(value)
        }
        "AppVersion" | "TotalTime" | "editing-cycles" => closed::is_number(value),
        "Application" | "generator" => is_program(value),
        "editing-duration" => value.len() <= 24 && value.starts_with('P'),
        _ => false,
    }
}

/// A property that a program adds by itself to what another program made.
pub(super) const APP_VERSION: &str = "AppVersion";

/// Programs that write workbooks.
const PROGRAMS: &[&str] = &[
    "Microsoft Excel",
    "Microsoft Macintosh Excel",
    "LibreOffice",
    "OpenOffice",
    "Apache OpenOffice",
    "Collabora",
    "SheetJS",
    "Google Sheets",
    "WPS",
    "ODFPY",
    "http://pypi.python.org/pypi/ezodf",
    "Gnumeric",
    "Calligra",
    "Apache POI",
    "PhpSpreadsheet",
    "OnlyOffice",
    "ONLYOFFICE",
];

/// A program and its version: `Microsoft Excel`, `LibreOffice/7.4.2.3$Linux_X86_64 LibreOffice_project/382eef1f22670f7f`.
fn is_program(value: &str) -> bool {
    let rest = PROGRAMS.iter().find_map(|name| value.strip_prefix(name));
    // words of the build, and numbers parted by dots
    rest.is_some_and(|rest| {
        rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
            .all(|word| {
                let is_version = word
                    .split('.')
                    .all(|part| part.len() <= 5 && part.bytes().all(|byte| byte.is_ascii_digit()));
                let is_digest = word.len() >= 16 && word.bytes().all(|b| b.is_ascii_hexdigit());
                is_version || is_digest || word.bytes().filter(u8::is_ascii_digit).count() <= 3
            })
    })
}

pub(super) fn is_personal(element: &str) -> bool {
    matches!(
        element,
        "creator" | "lastModifiedBy" | "initial-creator" | "printed-by"
    )
}

/// Whether it is the name of whom the author works for or under.
fn is_office(element: &str, value: &str) -> bool {
    matches!(element, "Company" | "Manager") && label::is_name(value)
}

/// Whether a property is a text that somebody wrote and no sheet shows.
pub(super) fn is_written(element: &str, value: &str) -> bool {
    match element {
        // names like the author's, which programs fill in from their own settings
        "Company" | "Manager" => !label::is_name(value),
        // told by itself
        "user-defined" => false,
        "lpstr" | "lpwstr" | "Application" | "generator" | "language" => {
            !label::is_name(value) && !is_built(element, value)
        }
        _ if is_personal(element) => !label::is_name(value),
        _ if is_described(element) => true,
        _ => !is_own(element, value) && !is_plain(value) && !is_of_digits(value),
    }
}

/// A number, a truth, an identifier or a time.
fn is_plain(value: &str) -> bool {
    matches!(value, "true" | "false")
        || closed::is_number(value)
        || closed::is_identifier(value)
        || closed::is_time(value)
}

/// A program with its version and platform, which are words parted by signs.
fn is_built(element: &str, value: &str) -> bool {
    matches!(element, "Application" | "generator")
        && PROGRAMS.iter().any(|name| value.starts_with(name))
        && value.len() <= 128
        && (value.split(' ').count() <= 4 || value.contains("$Python"))
        && !label::is_clause(value)
}

/// A time or a version in any form.
pub(super) fn is_of_digits(value: &str) -> bool {
    let is_sign = |byte: u8| matches!(byte, b'-' | b':' | b'.' | b'T' | b'Z' | b'+' | b',');
    value.len() <= 32
        && value
            .bytes()
            .all(|byte| byte.is_ascii_digit() || is_sign(byte))
}

fn is_described(element: &str) -> bool {
    matches!(
        element,
        "title"
            | "subject"
            | "description"
            | "keywords"
            | "keyword"
            | "category"
            | "contentStatus"
            | "identifier"
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
