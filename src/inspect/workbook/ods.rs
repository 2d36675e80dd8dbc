//! A workbook in OpenDocument (ISO/IEC 26300): every file of it, one after another.

mod chart;
mod content;
mod look;
mod names;

use std::collections::HashSet;
use std::io::{self, Cursor, Read};

use self::content::Document;
use self::look::Looks;
use super::book::{Book, Listed, State};
use super::closed;
use super::content::Content;
use super::label;
use super::package;
use super::properties;
use super::role::{self, Role};
use super::text::{self, Gathering};
use super::vocabulary::Vocabulary;
use super::xml::{Event, Xml};
use crate::inspect::archive::Archive;
use crate::inspect::desk::Desk;
use crate::inspect::kind::Kind;
use crate::inspect::sign::Sign;
use crate::inspect::walk::{self, WHOLE};

/// Folders that programs list whether or not there is anything in them.
const FOLDERS: &[&str] = &[
    "Configurations2/",
    "Pictures/",
    "Thumbnails/",
    "Basic/",
    "Object ",
    "ObjectReplacements/",
];

/// Whether an archive says that it is a spreadsheet.
pub(super) fn is_spreadsheet(archive: &mut Archive<'_>) -> bool {
    let mut members = archive.members.iter();
    members.any(|member| member.name == b"content.xml")
        && says(archive, "application/vnd.oasis.opendocument.spreadsheet")
}

/// Whether an archive says that it is a document of any kind.
pub(super) fn is_document(archive: &mut Archive<'_>) -> bool {
    says(archive, "application/vnd.oasis.opendocument.")
}

/// Whether what an archive says of its type begins so.
fn says(archive: &mut Archive<'_>, kind: &str) -> bool {
    let mut members = archive.members.iter();
    let Some(mimetype) = members.position(|member| member.name == b"mimetype") else {
        return false;
    };
    let mut quiet = Desk::new(&crate::inspect::NOBODY);
    let Ok(Some(unpacked)) = archive.unpack(mimetype, &mut quiet) else {
        return false;
    };
    let mut text = String::new();
    let read = unpacked.take(200).read_to_string(&mut text);
    read.is_ok() && text.starts_with(kind)
}

/// Looks at a workbook.
pub(super) fn look(archive: &mut Archive<'_>, desk: &mut Desk<'_>) -> io::Result<()> {
    let names: Vec<String> = archive
        .members
        .iter()
        .map(|member| String::from_utf8_lossy(&member.name).into_owned())
        .collect();
    let mut content = Content::default();
    let mut looks = Looks::default();
    let mut document = Document::default();
    let mut encrypted = HashSet::new();
    let mut listed = HashSet::new();
    // the manifest, then looks, then the sheets that refer to them
    for wanted in ["META-INF/manifest.xml", "styles.xml", "content.xml"] {
        let Some(index) = names.iter().position(|name| name == wanted) else {
            desk.find(Sign::Damaged);
            continue;
        };
        desk.within(role::entry(wanted, index), |desk| {
            if encrypted.contains(wanted) {
                desk.find(Sign::Encrypted);
                return Ok(());
            }
            package::xml(archive, index, desk, |xml, desk| match wanted {
                "content.xml" => content::read(xml, &mut document, &mut looks, &mut content, desk),
                "styles.xml" => look::styles(xml, &mut looks, desk),
                _ => manifest(xml, &mut listed, &mut encrypted, desk),
            })
            .map(|_| ())
        })?;
    }
    for name in &document.shown {
        content.seen.text(name);
    }
    document.place_rules();
    let sheets = names.iter().position(|name| name == "content.xml");
    desk.within(role::entry("content.xml", sheets.unwrap_or(0)), |desk| {
        document.asides.tell(&content.seen, desk);
    });
    let styles = names.iter().position(|name| name == "styles.xml");
    desk.within(role::entry("styles.xml", styles.unwrap_or(0)), |desk| {
        looks.take_asides().tell(&content.seen, desk);
    });
    desk.find_times(Sign::InvisibleText, looks.wordy(), None);
    let book = Book {
        sheets: document
            .sheets
            .iter()
            .map(|name| Listed {
                name: name.clone(),
                state: State::Shown,
                relation: String::new(),
            })
            .collect(),
        ..Book::default()
    };
    let known: HashSet<&str> = names.iter().map(String::as_str).collect();
    let files = names.iter().filter(|name| !name.ends_with('/'));
    let folders: HashSet<&str> = files
        .flat_map(|name| {
            name.match_indices('/')
                .filter_map(|(at, _)| name.get(..=at))
        })
        .collect();
    let is_there = |path: &&String| match path.strip_suffix('/') {
        Some("") => true,
        Some(_) => {
            folders.contains(path.as_str()) || FOLDERS.iter().any(|known| path.starts_with(known))
        }
        None => known.contains(path.as_str()),
    };
    // and folders with nothing in them
    let all: HashSet<&String> = listed.iter().chain(&names).collect();
    let gone = all.iter().filter(|path| !is_there(path)).count();
    desk.find_times(Sign::CustomXml, gone as u64, None);
    let mut pictures = 0_u64;
    for (index, name) in names.iter().enumerate() {
        let Some(member) = archive.members.get(index) else {
            continue;
        };
        let is_read =
            ["META-INF/manifest.xml", "styles.xml", "content.xml"].contains(&name.as_str());
        if is_read || member.size == 0 {
            continue;
        }
        if name.starts_with("Pictures/") || name.starts_with("Thumbnails/") {
            pictures = pictures.saturating_add(member.packed);
        }
        role::name(name, role::entry(name, index), desk);
        desk.within(role::entry(name, index), |desk| {
            if !listed.contains(name) && name != "mimetype" && !name.starts_with("META-INF/") {
                desk.find(Sign::UnknownPart);
            }
            if encrypted.contains(name.as_str()) {
                desk.find(Sign::Encrypted);
                return Ok(());
            }
            part(archive, index, name, &book, &content, desk)
        })?;
    }
    let packed = archive
        .members
        .iter()
        .fold(0, |sum: u64, member| sum.saturating_add(member.packed));
    if !content.size.explains(packed.saturating_sub(pictures)) {
        desk.find(Sign::SizeUnexplained);
    }
    Ok(())
}

/// Notes which files the manifest lists, and which of them are encrypted.
fn manifest<R: Read>(
    document: &mut Xml<R>,
    listed: &mut HashSet<String>,
    encrypted: &mut HashSet<String>,
    desk: &mut Desk<'_>,
) -> Result<(), Sign> {
    let mut current = String::new();
    while let Some(event) = document.next()? {
        let Some(tag) = text::start(event, desk) else {
            continue;
        };
        Vocabulary::Document.tell(&tag, desk);
        match tag.name() {
            "file-entry" => {
                text::attributes(&tag, desk);
                current = tag.attribute("full-path").unwrap_or_default();
                listed.insert(current.clone());
            }
            "encryption-data" => drop(encrypted.insert(current.clone())),
            _ => {}
        }
    }
    Ok(())
}

fn part(
    archive: &mut Archive<'_>,
    index: usize,
    name: &str,
    book: &Book,
    content: &Content,
    desk: &mut Desk<'_>,
) -> io::Result<()> {
    let within = |folder: &str| name.starts_with(folder);
    let file = name.rsplit('/').next().unwrap_or(name);
    if name == "mimetype" {
        let bytes = archive.read(index, 200, desk)?;
        desk.find_times(
            Sign::UnlistedData,
            bytes.is_some_and(|bytes| bytes.len() > 80).into(),
            None,
        );
        return Ok(());
    }
    if within("Thumbnails/") || within("Pictures/") {
        desk.find(Sign::EmbeddedPicture);
        return embedded(archive, index, file, desk);
    }
    if within("Basic/") || within("Scripts/") || within("Dialogs/") {
        desk.find(Sign::Macros);
    } else if within("Configurations2/") || within("database/") {
        desk.find(Sign::UnknownPart);
    } else if within("META-INF/") {
        desk.find(Sign::Creator);
        return plain(archive, index, "document-signatures", desk);
    } else if within("ObjectReplacements/") {
        // what an object looks like, which can be seen
        desk.find(Sign::EmbeddedPicture);
        let Some(bytes) = archive.read(index, WHOLE, desk)? else {
            return Ok(());
        };
        if !METAFILES.iter().any(|start| bytes.starts_with(start)) {
            let is_picture = matches!(Kind::of(&bytes), Kind::Png | Kind::Jpeg | Kind::Gif);
            desk.find_times(Sign::UnknownPart, u64::from(!is_picture), None);
            return embedded(archive, index, file, desk);
        }
        text::within(&bytes, desk);
        text::sentences(&bytes, Sign::CustomXml, desk);
        return Ok(());
    }
    let is_object = within("Object ") && name.matches('/').count() == 1;
    match file {
        "meta.xml" => package::xml(archive, index, desk, meta).map(|_| ()),
        "settings.xml" => {
            package::xml(archive, index, desk, |xml, desk| settings(xml, book, desk)).map(|_| ())
        }
        "content.xml" if is_object => package::xml(archive, index, desk, |xml, desk| {
            chart::look(xml, &content.seen, desk)
        })
        .map(|_| ()),
        "styles.xml" if is_object => package::xml(archive, index, desk, |xml, desk| {
            look::styles(xml, &mut Looks::default(), desk)
        })
        .map(|_| ()),
        "manifest.rdf" => plain(archive, index, "RDF", desk),
        _ => {
            let is_known = within("Basic/")
                || within("Scripts/")
                || within("Dialogs/")
                || within("Configurations2/");
            if !is_known {
                desk.find(if within("Object") {
                    Sign::EmbeddedObject
                } else {
                    Sign::UnknownPart
                });
            }
            if name.to_ascii_lowercase().ends_with(".xml") {
                whole(archive, index, desk)
            } else {
                embedded(archive, index, file, desk)
            }
        }
    }
}

fn embedded(
    archive: &mut Archive<'_>,
    index: usize,
    name: &str,
    desk: &mut Desk<'_>,
) -> io::Result<()> {
    let Some(bytes) = archive.read(index, WHOLE, desk)? else {
        return Ok(());
    };
    let mut result = Ok(());
    desk.deeper(|desk| {
        result = walk::file(&mut Cursor::new(bytes), Some(name), desk).map(|_| ());
    });
    result
}

/// How pictures of objects begin: those of this format's own kind, and of Windows.
const METAFILES: &[&[u8]] = &[b"VCLMTF", b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a"];

/// Looks at a document that begins with this element and has no text of anybody's.
fn plain(
    archive: &mut Archive<'_>,
    index: usize,
    root: &str,
    desk: &mut Desk<'_>,
) -> io::Result<()> {
    package::xml(archive, index, desk, |xml, desk| {
        let look = text::document(xml, Role::Label, desk)?;
        desk.find_times(Sign::CustomXml, look.odd, None);
        desk.find_times(Sign::UnknownPart, u64::from(look.root != root), None);
        Ok(())
    })
    .map(|_| ())
}

/// Looks at all texts; a document type is one of those that this format allows here.
fn whole(archive: &mut Archive<'_>, index: usize, desk: &mut Desk<'_>) -> io::Result<()> {
    if let Some(bytes) = archive.read(index, WHOLE, desk)? {
        text::within(&bytes, desk);
    }
    Ok(())
}

/// Who made the document, and what somebody added.
fn meta<R: Read>(document: &mut Xml<R>, desk: &mut Desk<'_>) -> Result<(), Sign> {
    let mut text = Gathering::default();
    let (mut personal, mut added, mut is_version) = (0, 0, false);
    while let Some(event) = document.next()? {
        match event {
            Event::Text(piece) => text.push(&piece),
            Event::Remark(remark) => text::remark(&remark, desk),
            Event::Start(tag) => {
                added += properties::stray(&text, desk);
                text.clear();
                Vocabulary::Document.tell(&tag, desk);
                match tag.name() {
                    "user-defined" => {
                        is_version = tag
                            .attribute("name")
                            .is_some_and(|name| name == properties::APP_VERSION);
                        tag.attribute("name")
                            .iter()
                            .for_each(|name| text::look_at(desk, name));
                    }
                    "template" | "hyperlink-behaviour" | "auto-reload" => {
                        text::attributes(&tag, desk);
                        let address = tag
                            .attribute("href")
                            .is_some_and(|address| !address.is_empty());
                        desk.find_times(Sign::Connection, address.into(), None);
                    }
                    _ => text::attributes(&tag, desk),
                }
            }
            Event::End(tag) => {
                let value = text.as_str().trim();
                if !value.is_empty() {
                    if !properties::is_own(tag.name(), value) {
                        text::look_at(desk, value);
                    }
                    let is_own = is_version && properties::is_of_digits(value);
                    added += u64::from(tag.name() == "user-defined" && !is_own);
                    added += u64::from(properties::is_written(tag.name(), value));
                    personal += u64::from(properties::is_personal(tag.name()));
                }
                text.clear();
            }
        }
    }
    desk.find_times(Sign::Creator, personal, None);
    desk.find_times(Sign::CustomProperty, added, None);
    Ok(())
}

/// Settings of each sheet, by its name: how it is shown, and what code calls it.
const OF_SHEETS: &[&str] = &["Tables", "ScriptConfiguration"];
/// Settings whose texts are the program's own.
const SETTINGS: &[&str] = &[
    "ViewId",
    "ActiveTable",
    "CharacterCompressionType",
    "RasterIsVisible",
    "ColorTableURL",
    "LineEndTableURL",
    "HatchTableURL",
    "DashTableURL",
    "GradientTableURL",
    "BitmapTableURL",
    "CurrentDatabaseDataSource",
    "PrintPaperFromSetup",
    "ImagePreferredDPI",
    "Rsid",
    "RsidRoot",
];

/// A name of a setting is one word of many humps.
fn is_setting(name: &str) -> bool {
    let is_word = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let bare = name.rsplit(':').next().unwrap_or_default();
    // whose first word may ask
    let rest = ["Is", "Has"]
        .iter()
        .find_map(|asks| bare.strip_prefix(asks));
    SETTINGS.contains(&bare)
        || !label::is_clause(rest.unwrap_or(bare))
            && name.len() <= 48
            && bare.split('-').all(is_word)
}

/// Whether a text is one that a program gives to a setting of its own: the name of a view, sheet, table of colours or
/// database.
fn is_of_program(text: &str) -> bool {
    let is_address = text.starts_with("$(") && !text.contains(' ');
    is_address || label::is_name(text)
}

/// How the document was last looked at, and with which printer.
fn settings<R: Read>(document: &mut Xml<R>, book: &Book, desk: &mut Desk<'_>) -> Result<(), Sign> {
    let mut text = Gathering::default();
    let mut name = String::new();
    let mut is_text = false;
    let mut tables = Vec::new();
    // where names of sheets stand, and the one at hand
    let (mut depth, mut tables_at) = (0_u32, None);
    let mut sheet = String::new();
    let (mut printers, mut odd) = (0, 0);
    while let Some(event) = document.next()? {
        match event {
            Event::Text(piece) => text.push(&piece),
            Event::Remark(remark) => text::remark(&remark, desk),
            Event::Start(tag) => {
                odd += properties::stray(&text, desk);
                text.clear();
                depth += 1;
                Vocabulary::Document.tell(&tag, desk);
                let called = tag.attribute("name").unwrap_or_default();
                // the names of sheets are compared below
                if tables_at.is_none_or(|at| depth != at + 1) {
                    let others = tag.attributes().filter(|(name, _)| *name != "name");
                    others.for_each(|(name, value)| text::attribute(name, &value, true, desk));
                    text::look_at(desk, &called);
                    odd += u64::from(!label::is_name(&called) && !is_setting(&called));
                }
                match tag.name() {
                    "config-item-map-named" if OF_SHEETS.contains(&called.as_str()) => {
                        tables_at = Some(depth);
                    }
                    "config-item-map-entry" if tables_at.is_some_and(|at| depth == at + 1) => {
                        sheet.clone_from(&called);
                        tables.push(called);
                    }
                    "config-item" => {
                        name = called;
                        let kind = tag.attribute("type").unwrap_or_default();
                        is_text = matches!(kind.as_str(), "string" | "base64Binary" | "");
                    }
                    _ => {}
                }
            }
            Event::End(tag) => {
                if tag.name() == "config-item" && !text.as_str().trim().is_empty() {
                    match name.as_str() {
                        "PrinterName" | "PrinterSetup" => {
                            printers += 1;
                            text::look_at(desk, text.as_str());
                        }
                        "CodeName" if label::is_code_name(text.as_str(), Some(&sheet)) => {}
                        _ if is_text => {
                            let is_own = SETTINGS.contains(&name.as_str());
                            odd += u64::from(!is_own || !is_of_program(text.as_str()));
                            text::look_at(desk, text.as_str());
                        }
                        _ => {
                            let value = text.as_str().trim();
                            let is_plain = matches!(value, "true" | "false")
                                || closed::is_number(value)
                                || closed::is_time(value);
                            odd += u64::from(!is_plain);
                            text::look_at(desk, text.as_str());
                        }
                    }
                } else if tag.name() != "config-item" {
                    odd += properties::stray(&text, desk);
                }
                if tables_at == Some(depth) {
                    tables_at = None;
                }
                depth = depth.saturating_sub(1);
                text.clear();
            }
        }
    }
    let sheets: HashSet<&str> = book
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    let gone = tables
        .iter()
        .filter(|table| !table.is_empty() && !sheets.contains(table.as_str()));
    desk.find_times(Sign::OrphanStrings, gone.count() as u64, None);
    desk.find_times(Sign::PrinterSettings, printers, None);
    desk.find_times(Sign::CustomXml, odd, None);
    Ok(())
}
