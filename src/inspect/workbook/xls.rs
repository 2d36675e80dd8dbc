//! A compound file: a workbook of Excel 97 to 2003, one that is encrypted, or something else.

use std::io::{self, Cursor, Read, SeekFrom};

use super::compound::{Compound, Entry};
use super::legacy;
use super::properties;
use super::summary::{self, Set};
use super::text;
use crate::inspect::archive::Source;
use crate::inspect::desk::Desk;
use crate::inspect::kind::Kind;
use crate::inspect::place;
use crate::inspect::sign::Sign;
use crate::inspect::walk::WHOLE;

/// Storages and streams that many workbooks have.
const NAMED: &[&str] = &[
    "CompObj",
    "DocumentSummaryInformation",
    "ObjectPool",
    "Revision Log",
    "SummaryInformation",
    "User Names",
    "_SX_DB_CUR",
    "_VBA_PROJECT_CUR",
];

/// Looks at a compound file.
pub(super) fn look(source: &mut dyn Source, desk: &mut Desk<'_>) -> io::Result<Kind> {
    let length = source.seek(SeekFrom::End(0))?;
    if length > WHOLE {
        desk.find(Sign::NotInspected);
        return Ok(Kind::Xls);
    }
    source.seek(SeekFrom::Start(0))?;
    let mut file = Vec::new();
    source.take(WHOLE).read_to_end(&mut file)?;
    let Some(mut compound) = Compound::open(&file) else {
        desk.find(Sign::Damaged);
        return Ok(Kind::Xls);
    };
    let entries = compound.entries.clone();
    let has = |name: &str| {
        entries
            .iter()
            .any(|entry| entry.name.eq_ignore_ascii_case(name))
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        desk.find(Sign::Encrypted);
        return Ok(Kind::Locked);
    }
    if let Some(kind) = other(&entries) {
        // none of its streams is a sheet's, and any may hold a text
        for entry in entries.iter().filter(|entry| entry.is_stream) {
            text::within(&compound.read(entry), desk);
        }
        desk.not_inspected(kind);
        return Ok(kind);
    }
    let mut explained = legacy::Explained::default();
    let mut titles = Vec::new();
    let mut is_book = false;
    for (index, entry) in entries.iter().enumerate() {
        if !entry.is_led_to {
            desk.find(Sign::UnlistedData);
        }
        let bytes = if entry.is_stream {
            compound.read(entry)
        } else {
            Vec::new()
        };
        let at_top = entry.path.is_empty();
        if at_top
            && matches!(
                entry.name.to_ascii_lowercase().as_str(),
                "workbook" | "book"
            )
            && entry.is_stream
        {
            is_book = true;
            explained = legacy::look(&bytes, desk);
            continue;
        }
        desk.within(named(entry, index), |desk| {
            stream(entry, &bytes, &mut titles, desk);
        });
    }
    if !is_book {
        // another kind of document, or none at all
        desk.find(Sign::NotInspected);
    }
    if is_book {
        let gone = properties::gone(&titles, &explained.book);
        desk.find_times(Sign::OrphanStrings, gone, None);
    }
    if compound.is_broken {
        desk.find(Sign::Damaged);
    } else if compound.has_leftovers() {
        desk.find(Sign::UnlistedData);
    }
    if is_book
        && !explained
            .size
            .explains(length.saturating_sub(explained.pictures))
    {
        desk.find(Sign::SizeUnexplained);
    }
    Ok(Kind::Xls)
}

/// The storage or stream at the top, by its name if the format prescribes it.
fn named(entry: &Entry, index: usize) -> place::Entry {
    let top = entry.path.first().unwrap_or(&entry.name);
    let top = top.trim_start_matches(char::is_control);
    let known = NAMED.iter().find(|name| top.eq_ignore_ascii_case(name));
    match known {
        Some(name) => place::Entry::Named((*name).to_owned()),
        None => place::Entry::Ordinal(index as u64 + 1),
    }
}

/// What it is by the streams at its top, if that is something else than a workbook.
fn other(entries: &[Entry]) -> Option<Kind> {
    let at_top = || entries.iter().filter(|entry| entry.path.is_empty());
    let has = |name: &str| at_top().any(|entry| entry.name.eq_ignore_ascii_case(name));
    if has("Workbook") || has("Book") {
        None
    } else if has("__properties_version1.0") {
        Some(Kind::Mail)
    } else if ["WordDocument", "PowerPoint Document", "VisioDocument"]
        .into_iter()
        .any(has)
    {
        Some(Kind::Document)
    } else {
        None
    }
}

/// Looks at a storage or stream beside the workbook's own.
fn stream(entry: &Entry, bytes: &[u8], titles: &mut Vec<String>, desk: &mut Desk<'_>) {
    let top = entry
        .path
        .first()
        .unwrap_or(&entry.name)
        .to_ascii_lowercase();
    let name = entry.name.to_ascii_lowercase();
    let sign = match top.as_str() {
        "_vba_project_cur" | "vba" | "macros" | "_vba_project" => Some(Sign::Macros),
        "_sx_db_cur" | "_sx_db" => Some(Sign::PivotCache),
        "revision log" | "user names" => Some(Sign::RevisionLog),
        "\u{5}summaryinformation" => {
            titles.extend(summary::look(bytes, Set::Summary, desk));
            None
        }
        "\u{5}documentsummaryinformation" => {
            titles.extend(summary::look(bytes, Set::Document, desk));
            None
        }
        "\u{1}compobj" | "\u{1}ole" => None,
        "msodatastore" | "list data" | "xml" => Some(Sign::CustomXml),
        "ctls" | "objectpool" => Some(Sign::EmbeddedObject),
        "_xmlsignatures" | "_signatures" => Some(Sign::Creator),
        "\u{6}dataspaces" => Some(Sign::Encrypted),
        // the four bytes that a library of JavaScript signs with
        "\u{1}sh33tj5"
            if bytes
                .strip_prefix(b"7262")
                .is_some_and(|rest| rest.iter().all(|byte| *byte == 0)) =>
        {
            None
        }
        "" => Some(Sign::UnknownPart),
        _ if top.starts_with("mbd") || top.starts_with("lnk") => Some(Sign::EmbeddedObject),
        _ => Some(Sign::UnknownPart),
    };
    if let Some(sign) = sign {
        desk.find(sign);
    }
    if name == "package" || name == "\u{1}ole10native" {
        // a file that was put in as it is
        desk.deeper(|desk| {
            let walked = crate::inspect::walk::file(&mut Cursor::new(bytes), None, desk);
            if walked.is_err() {
                desk.find(Sign::Damaged);
            }
        });
    } else if sign.is_some() {
        text::within(bytes, desk);
    }
}
