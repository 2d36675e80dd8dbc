//! Texts of a document that no cell holds.

use std::io::Read;

use super::asides;
use super::called;
use super::closed;
use super::drawing::Shapes;
use super::label;
use super::role::Role;
use super::spots::{self, Spots};
use super::vocabulary::Vocabulary;
use super::written;
use super::xml::{Event, Tag, Xml};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Columns of one table, and a word below each.
const MOST_NAMES: usize = 40_000;
/// A text is looked at in pieces of this length.
pub(super) const PIECE: usize = 256 << 10;

/// A text while it comes in pieces.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    text: String,
    pub(super) is_long: bool,
}

impl Gathering {
    pub(super) fn push(&mut self, piece: &str) {
        if self.text.len() + piece.len() <= PIECE {
            self.text.push_str(piece);
        } else {
            self.is_long = true;
            let left = PIECE.saturating_sub(self.text.len());
            let end = (0..=left.min(piece.len()))
                .rev()
                .find(|end| piece.is_char_boundary(*end));
            self.text
                .push_str(piece.get(..end.unwrap_or(0)).unwrap_or_default());
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.is_long = false;
    }
}

/// Looks at a text of any length.
pub(super) fn look_at(desk: &mut Desk<'_>, text: &str) {
    let mut rest = text;
    while rest.len() > PIECE {
        let end = (0..=PIECE).rev().find(|end| rest.is_char_boundary(*end));
        let (piece, after) = rest.split_at(end.unwrap_or(PIECE));
        desk.text(piece);
        rest = after;
    }
    if !rest.trim().is_empty() {
        desk.text(rest);
    }
}

/// Looks at the name of a style or font in a binary format.
pub(super) fn look_at_name(name: &str, desk: &mut Desk<'_>) {
    look_at(desk, name);
    let is_odd = !name.trim().is_empty() && !label::is_name(name);
    desk.find_times(Sign::CustomXml, is_odd.into(), None);
}

/// Attributes that hold numbers of the program's own, which look like numbers of people, where they have the
/// form of one.
const NUMBERED: &[&str] = &[
    "uid",
    "guid",
    "id",
    "uri",
    "sqref",
    "ref",
    "r",
    "cacheId",
    "embed",
    "link",
    "rel",
    "spid",
    "coordsize",
    "path",
    "style",
    "fmtid",
    "pid",
    "clsid",
    "classid",
    "progId",
    "macro",
    "rgb",
    "createdVersion",
    "refreshedVersion",
    "dT",
    "dateTime",
    "userId",
    "personId",
    "parentId",
    "itemID",
    "Requires",
    "Ignorable",
    "typeface",
    "panose",
    "val",
    "lastClr",
    "vbProcedure",
    "refreshedDate",
    "algorithmName",
    "hashValue",
    "saltValue",
    "revisionId",
    "documentId",
    "uidLastSave",
    "lastGuid",
    "x",
    "y",
];

/// Looks at the attributes of an element that may hold a text.
pub(super) fn attributes(tag: &Tag<'_>, desk: &mut Desk<'_>) {
    attributes_but(tag, NUMBERED, desk);
}

/// The same of those for which `is_other` does not say that they are looked at otherwise.
pub(super) fn attributes_unless(
    tag: &Tag<'_>,
    desk: &mut Desk<'_>,
    mut is_other: impl FnMut(&str, &str) -> bool,
) {
    for (name, value) in tag.attributes() {
        if !is_other(name, &value) {
            attribute(name, &value, NUMBERED.contains(&name), desk);
        }
    }
}

fn attributes_but(tag: &Tag<'_>, numbered: &[&str], desk: &mut Desk<'_>) {
    for (name, value) in tag.attributes() {
        let is_numbered = numbered.contains(&name);
        attribute(name, &value, is_numbered, desk);
    }
}

/// Looks at one attribute, of which it is known whether it holds a number of the program's own.
pub(super) fn attribute(name: &str, value: &str, is_numbered: bool, desk: &mut Desk<'_>) {
    if value.len() <= 5 {
        return;
    }
    let is_closed = closed::is_closed(value);
    if name == "xmlns" && written::is_namespace(value)
        || is_numbered && (is_closed || name.ends_with("Value") && closed::is_digest(value))
    {
        return;
    }
    look_at(desk, value);
    if name != "Type" && is_path(value) {
        desk.find(Sign::Connection);
    }
    if !is_closed && written::is_written(name, value) {
        desk.find(Sign::CustomXml);
    }
}

/// Whether a text leads into somebody's files.
pub(super) fn is_path(text: &str) -> bool {
    let text = text.trim();
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let mut letters = text.bytes();
    lower.starts_with("file:")
        || text.starts_with("\\\\")
        || (letters.next().is_some_and(|c| c.is_ascii_alphabetic())
            && letters.next() == Some(b':')
            && letters.next() == Some(b'\\'))
}

/// What came up in a document that was looked at as a whole.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) root: String,
    /// Texts in elements where this role has none, and remarks.
    pub(super) odd: u64,
    /// Elements below the root.
    pub(super) elements: u64,
    /// The names of a table's columns, which the cells of its header should hold.
    pub(super) names: Vec<String>,
    /// In a drawing, what is not seen of it.
    pub(super) shapes: Shapes,
    /// Comments, by the cells that they are on.
    pub(super) comments: Spots,
}

/// Looks at all texts and attributes of a document.
pub(super) fn document<R: Read>(
    document: &mut Xml<R>,
    role: Role,
    desk: &mut Desk<'_>,
) -> Result<Look, Sign> {
    // whose format is anybody's own has no numbers of a program
    let left_out = match role {
        Role::CustomXml | Role::RichValues | Role::Unknown => &[],
        _ => NUMBERED,
    };
    let mut look = Look::default();
    let mut text = Gathering::default();
    let mut path: Vec<String> = Vec::new();
    while let Some(event) = document.next()? {
        match event {
            Event::Text(piece) => text.push(&piece),
            Event::Remark(told) => remark(&told, desk),
            Event::Start(tag) => {
                tell(&mut text, &path, role, &mut look, desk);
                if path.is_empty() {
                    tag.name().clone_into(&mut look.root);
                } else {
                    look.elements += 1;
                }
                attributes_but(&tag, left_out, desk);
                look.odd += odd(&tag);
                let prescribed = prescribed(role, &look.root);
                look.odd += prescribed.map_or(0, |names| names.unknown(&tag));
                look.shapes.start(&tag);
                if matches!(tag.name(), "comment" | "threadedComment") {
                    let cell = tag.attribute("ref").unwrap_or_default();
                    look.comments.add(1, spots::first(&cell));
                }
                if role == Role::Table && tag.name() == "table" {
                    called::judge(&tag.attribute("displayName").unwrap_or_default(), desk);
                }
                if role == Role::Table && look.names.len() < MOST_NAMES {
                    look.names.extend(names(&tag));
                }
                path.push(tag.name().to_owned());
            }
            Event::End(tag) => {
                tell(&mut text, &path, role, &mut look, desk);
                look.shapes.end(tag.name());
                path.pop();
            }
        }
    }
    Ok(look)
}

/// What a table says that cells of its own should show: names of columns, and a word below them.
fn names(tag: &Tag<'_>) -> Vec<String> {
    let is_column = tag.name() == "tableColumn";
    let named = tag.attributes().filter(|(name, value)| {
        let is_shown = match *name {
            "name" => !value.contains("_x") && !label::is_numbered(value),
            // what a program writes there by itself
            "totalsRowLabel" => value != "Total",
            _ => false,
        };
        is_column && is_shown
    });
    named.map(|(_, value)| value.into_owned()).collect()
}

/// The element that begins; a text or a remark, where only elements should stand, is looked at and told.
pub(super) fn start<'x>(event: Event<'x>, desk: &mut Desk<'_>) -> Option<Tag<'x>> {
    match event {
        Event::Start(tag) => Some(tag),
        Event::End(_) => None,
        Event::Text(text) => {
            desk.find_times(Sign::CustomXml, u64::from(!text.trim().is_empty()), None);
            look_at(desk, &text);
            None
        }
        Event::Remark(text) => {
            remark(&text, desk);
            None
        }
    }
}

/// Looks at a remark, and tells of one that says anything of its own.
pub(super) fn remark(text: &str, desk: &mut Desk<'_>) {
    desk.find_times(Sign::CustomXml, u64::from(is_odd(text)), None);
    look_at(desk, text);
}

/// Whether a remark says anything beyond which program a document is for.
fn is_odd(remark: &str) -> bool {
    let program = remark.strip_prefix("mso-application").map(str::trim);
    let is_program = program.is_some_and(|program| program == "progid=\"Excel.Sheet\"");
    !remark.trim().is_empty() && !is_program
}

/// The names that a part of this role, which begins with this element, may have, if there are no others.
fn prescribed(role: Role, root: &str) -> Option<Vocabulary> {
    match role {
        Role::Theme | Role::Drawing => Some(Vocabulary::Drawing),
        Role::Table | Role::PivotTable => Some(Vocabulary::Sheet),
        Role::Frame if matches!(root, "calcChain" | "metadata") => Some(Vocabulary::Sheet),
        _ => None,
    }
}

/// How many attributes are texts that a sheet has as well, and that only there are compared with its cells.
fn odd(tag: &Tag<'_>) -> u64 {
    let odd = tag.attributes().filter(|(name, value)| match *name {
        "tooltip" | "prompt" | "promptTitle" | "error" | "errorTitle" => !value.trim().is_empty(),
        // on a table, which shows none
        "comment" => !value.trim().is_empty(),
        "codeName" => !label::is_code_name(value, None),
        _ => false,
    });
    odd.count() as u64
}

/// Whether an element of this role may hold this text.
fn is_shown(role: Role, element: &str, text: &str) -> bool {
    if element.ends_with("Header") || element.ends_with("Footer") {
        return asides::pieces(text)
            .iter()
            .all(|piece| label::is_of_page(piece));
    }
    role.shows(element)
}

fn tell(text: &mut Gathering, path: &[String], role: Role, look: &mut Look, desk: &mut Desk<'_>) {
    if !text.as_str().trim().is_empty() {
        look_at(desk, text.as_str());
        let element = path.last().map_or("", String::as_str);
        look.odd += u64::from(!is_shown(role, element, text.as_str()));
        look.shapes.text(element, text.as_str());
    }
    text.clear();
}

/// Tells of a sentence in bytes of a binary format, where nobody sees one.
pub(super) fn sentences(bytes: &[u8], sign: Sign, desk: &mut Desk<'_>) {
    let mut found = 0;
    runs(bytes, |text| found += u64::from(label::is_sentence(text)));
    // a text of one byte a letter is there in no other way
    desk.find_times(sign, found, None);
}

/// How many sentences stand in bytes of a binary format beside those that are known.
pub(super) fn other_sentences(bytes: &[u8], known: &[&str]) -> u64 {
    let mut found = 0;
    runs(bytes, |text| {
        let is_known = known
            .iter()
            .any(|known| text.contains(known) && label::is_sentence(known));
        found += u64::from(label::is_sentence(text) && !is_known);
    });
    found
}

/// The texts of two bytes a letter, and of one, that stand in bytes of a binary format.
pub(super) fn within(bytes: &[u8], desk: &mut Desk<'_>) {
    runs(bytes, |text| look_at(desk, text));
}

/// Each of these texts.
pub(super) fn runs(bytes: &[u8], mut look: impl FnMut(&str)) {
    let mut text = String::new();
    let mut tell = |text: &mut String| {
        // what is mostly signs is no text, but happens to look like one
        let plain = text
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == ' ')
            .count();
        if text.len() > 5 && plain * 4 >= text.chars().count() * 3 {
            look(text);
        }
        text.clear();
    };
    for start in [0, 1] {
        for pair in bytes.get(start..).unwrap_or_default().chunks_exact(2) {
            let unit = pair.try_into().map_or(0, u16::from_le_bytes);
            match char::from_u32(unit.into()) {
                Some(letter) if (0x20..0x0600).contains(&unit) && text.len() < PIECE - 4 => {
                    text.push(letter);
                }
                _ => tell(&mut text),
            }
        }
        tell(&mut text);
    }
    for byte in bytes {
        if (0x20..0x7f).contains(byte) && text.len() < PIECE - 4 {
            text.push(char::from(*byte));
        } else {
            tell(&mut text);
        }
    }
    tell(&mut text);
}
