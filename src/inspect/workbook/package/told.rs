//! What a package says of its parts: their content types, and what leads to them.

use std::io;

use super::super::text;
use super::super::vocabulary::Vocabulary;
use super::super::xml::Xml;
use super::{MOST_RELATIONS, key, xml};
use crate::inspect::archive::{Archive, Unpacked};
use crate::inspect::desk::Desk;
use crate::inspect::place::Entry;
use crate::inspect::sign::Sign;

const LONGEST_TYPE: usize = 120;

/// Whether a content type is one that a program may write.
pub(super) fn is_media_type(text: &str) -> bool {
    let (kind, rest) = text.split_once('/').unwrap_or_default();
    let is_of_office = rest.starts_with("vnd.") || rest.starts_with("x-");
    let is_known = match kind {
        "image" | "audio" | "video" | "font" | "model" => true,
        "text" => matches!(rest, "xml" | "plain" | "html" | "css"),
        "application" => {
            is_of_office
                || matches!(
                    rest,
                    "xml" | "octet-stream" | "json" | "msword" | "pdf" | "zip"
                )
        }
        _ => false,
    };
    let is_one = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+');
    is_known && text.len() <= LONGEST_TYPE && rest.bytes().all(is_one)
}

/// What a library of Python calls those of notes and of their shapes.
const IDS: &[&str] = &["comments", "anysvml"];

/// Whether a relationship is called as programs call one: a few letters, or any with a number.
pub(super) fn is_id(id: &str) -> bool {
    id.len() <= 6
        || IDS.contains(&id)
        || id.len() <= 40
            && id.bytes().any(|byte| byte.is_ascii_digit())
            && !id.contains(char::is_whitespace)
}

/// The part whose relationships a part of this key holds.
pub(super) fn source_of(name: &str) -> Option<String> {
    if name == "_rels/.rels" {
        return Some(String::new());
    }
    let (folder, file) = name.rsplit_once("_rels/")?;
    let source = file.strip_suffix(".rels")?;
    (folder.is_empty() || folder.ends_with('/')).then(|| format!("{folder}{source}"))
}

/// The key of a target, seen from a folder.
pub(super) fn resolve(folder: &str, target: &str) -> String {
    let target = target
        .split('#')
        .next()
        .unwrap_or_default()
        .replace("%20", " ");
    if target.starts_with('/') {
        return key(&target);
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    key(&parts.join("/"))
}

/// Part names, or endings after a dot, with their content types.
pub(super) fn content_types(
    archive: &mut Archive<'_>,
    desk: &mut Desk<'_>,
) -> io::Result<Option<Vec<(String, String)>>> {
    let position = archive.members.iter().position(|member| {
        member
            .text()
            .is_some_and(|text| key(text) == "[content_types].xml")
    });
    let Some(index) = position else {
        return Ok(None);
    };
    let entry = Entry::Named("[Content_Types].xml".to_owned());
    desk.within(entry, |desk| {
        xml(archive, index, desk, |document, desk| {
            let mut types = Vec::new();
            while let Some(event) = document.next()? {
                let Some(tag) = text::start(event, desk) else {
                    continue;
                };
                text::attributes(&tag, desk);
                Vocabulary::Package.tell(&tag, desk);
                let name = match tag.name() {
                    "Default" => tag
                        .attribute("Extension")
                        .map(|ending| format!(".{ending}")),
                    "Override" => tag.attribute("PartName"),
                    _ => None,
                };
                if types.len() < MOST_RELATIONS {
                    types.extend(name.zip(tag.attribute("ContentType")));
                }
            }
            Ok(types)
        })
    })
}

pub(super) type RawRelation = (String, String, String, bool);

pub(super) fn relations(
    document: &mut Xml<Unpacked<'_>>,
    left: &mut usize,
    desk: &mut Desk<'_>,
) -> Result<Vec<RawRelation>, Sign> {
    let mut relations = Vec::new();
    while let Some(event) = document.next()? {
        let Some(tag) = text::start(event, desk) else {
            continue;
        };
        Vocabulary::Package.tell(&tag, desk);
        // where it leads out of the package is judged by itself
        let others = tag.attributes().filter(|(name, _)| *name != "Target");
        others.for_each(|(name, value)| text::attribute(name, &value, name == "Id", desk));
        if tag.name() != "Relationship" {
            continue;
        }
        *left = left.checked_sub(1).ok_or(Sign::NotInspected)?;
        let kind = tag.attribute("Type").unwrap_or_default();
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let mode = tag.attribute("TargetMode").unwrap_or_default();
        let is_external = mode.eq_ignore_ascii_case("external");
        let is_mode = is_external || mode.is_empty() || mode.eq_ignore_ascii_case("internal");
        let id = tag.attribute("Id").unwrap_or_default();
        desk.find_times(
            Sign::CustomXml,
            u64::from(!is_mode) + u64::from(!is_id(&id)),
            None,
        );
        relations.push((
            id,
            kind,
            tag.attribute("Target").unwrap_or_default(),
            is_external,
        ));
    }
    Ok(relations)
}

/// Looks at where a relationship leads out of the package.
pub(super) fn judge((_, kind, target, is_external): &RawRelation, desk: &mut Desk<'_>) {
    text::look_at(desk, target);
    if !is_external {
        return;
    }
    // the address of another workbook is told with the copy of its cells
    let is_link = kind.eq_ignore_ascii_case("hyperlink");
    let is_book = kind.to_ascii_lowercase().ends_with("linkpath");
    if is_link && text::is_path(target) || !is_link && !is_book {
        desk.find(Sign::Connection);
    }
}
