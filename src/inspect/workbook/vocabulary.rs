//! The names of elements and attributes that the formats prescribe (ECMA-376 parts 1, 2 and 4; ISO/IEC 26300).
//!
//! Under a format's own prefixes nothing else may stand: a name of somebody's own, or what it holds, is shown by no
//! program. What was added to the formats later stands under prefixes of its own, and is judged by its values.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::closed;
use super::xml::Tag;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

type Names = LazyLock<HashSet<&'static str>>;

static SHEET: Names = LazyLock::new(|| names(include_str!("vocabulary/sheet.txt")));
static DRAWING: Names = LazyLock::new(|| names(include_str!("vocabulary/drawing.txt")));
static PROPERTIES: Names = LazyLock::new(|| names(include_str!("vocabulary/properties.txt")));
static DOCUMENT: Names = LazyLock::new(|| names(include_str!("vocabulary/document.txt")));
/// Of content types and relationships.
const PACKAGE: &[&str] = &[
    "Types",
    "Default",
    "Override",
    "Extension",
    "ContentType",
    "PartName",
    "Relationships",
    "Relationship",
    "Id",
    "Type",
    "Target",
    "TargetMode",
];

fn names(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

/// Prefixes of a format's own namespaces, as programs write them; and none.
const OF_OFFICE: &[&str] = &[
    "", "x", "a", "c", "r", "xdr", "cdr", "cp", "dc", "dcterms", "vt", "ap",
];
const OF_DOCUMENT: &[&str] = &[
    "",
    "office",
    "table",
    "text",
    "style",
    "number",
    "draw",
    "svg",
    "fo",
    "xlink",
    "dc",
    "meta",
    "form",
    "script",
    "config",
    "chart",
    "manifest",
    "dr3d",
    "presentation",
    "smil",
];
/// Attributes of other namespaces that stand on elements of any.
const ANYWHERE: &[&str] = &[
    "Ignorable",
    "MustUnderstand",
    "ProcessContent",
    "Requires",
    "base",
    "lang",
    "noNamespaceSchemaLocation",
    "schemaLocation",
    "space",
    "type",
];
/// So many letters of an attribute of another namespace may be a word.
const SHORTEST_WORD: usize = 4;

/// The names of one format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    Sheet,
    /// And charts and themes.
    Drawing,
    Properties,
    Package,
    Document,
}

impl Vocabulary {
    fn has(self, name: &str) -> bool {
        match self {
            Self::Sheet => SHEET.contains(name),
            Self::Drawing => DRAWING.contains(name),
            Self::Properties => PROPERTIES.contains(name),
            Self::Package => PACKAGE.contains(&name),
            Self::Document => DOCUMENT.contains(name),
        }
    }

    /// Tells of names that the format does not have.
    pub(super) fn tell(self, tag: &Tag<'_>, desk: &mut Desk<'_>) {
        let unknown = self.unknown(tag);
        desk.find_times(Sign::CustomXml, unknown, None);
    }

    /// How many names of an element and its attributes the format does not have.
    pub(super) fn unknown(self, tag: &Tag<'_>) -> u64 {
        let own = match self {
            Self::Document => OF_DOCUMENT,
            _ => OF_OFFICE,
        };
        let (prefix, name) = tag.prefixed();
        let is_own = own.contains(&prefix);
        let mut unknown = u64::from(is_own && !self.has(name));
        for (prefix, name, value) in tag.prefixed_attributes() {
            unknown += u64::from(match prefix {
                // those of namespaces are judged by their values
                "xmlns" => false,
                "" if name == "xmlns" || !is_own => false,
                _ if own.contains(&prefix) => !self.has(name),
                _ => !ANYWHERE.contains(&name) && self != Self::Document && is_word(&value),
            });
        }
        unknown
    }
}

fn is_word(value: &str) -> bool {
    let letters = value.split(|c: char| !c.is_alphabetic());
    let longest = letters.map(|run| run.chars().count()).max().unwrap_or(0);
    let is_word = value.bytes().all(|byte| byte.is_ascii_lowercase()) || !closed::is_closed(value);
    longest >= SHORTEST_WORD && is_word && !closed::is_identifier(value)
}

#[cfg(test)]
mod tests {
    use super::super::xml::{Event, Xml};
    use super::Vocabulary;

    fn unknown(vocabulary: Vocabulary, element: &str) -> u64 {
        let mut xml = Xml::new(element.as_bytes(), 1000);
        match xml.next() {
            Ok(Some(Event::Start(tag))) => vocabulary.unknown(&tag),
            _ => panic!("{element} is an element"),
        }
    }

    #[test]
    fn names_of_a_format_are_told_from_those_of_somebody() {
        for (vocabulary, element) in [
            (
                Vocabulary::Sheet,
                "<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>",
            ),
            (
                Vocabulary::Sheet,
                "<x:row r=\"3\" x14ac:dyDescent=\"0.25\"/>",
            ),
            (
                Vocabulary::Sheet,
                "<worksheet xmlns=\"urn:m\" xmlns:r=\"urn:r\" mc:Ignorable=\"x14ac\" xr:uid=\"{00000000-0001-0000-0000-000000000000}\"/>",
            ),
            (
                Vocabulary::Sheet,
                "<x14:conditionalFormattings anything=\"goes\"/>",
            ),
            (
                Vocabulary::Properties,
                "<dcterms:created xsi:type=\"dcterms:W3CDTF\"/>",
            ),
            (Vocabulary::Drawing, "<a:clrScheme name=\"Office\"/>"),
        ] {
            assert_eq!(unknown(vocabulary, element), 0, "{element}");
        }
        for element in [
            "<moved/>",
            "<moved-after-it/>",
            "<row moved=\"1\"/>",
            "<a:moved/>",
            "<row x14ac:moved=\"moved\"/>",
            "<t xml:moved=\"moved\"/>",
        ] {
            assert_eq!(unknown(Vocabulary::Sheet, element), 1, "{element}");
        }
        for element in [
            "<table:table-cell office:value-type=\"float\" office:value=\"1\" calcext:value-type=\"float\"/>",
            "<table:calculation-settings table:search-criteria-must-apply-to-whole-cell=\"false\"/>",
        ] {
            assert_eq!(unknown(Vocabulary::Document, element), 0, "{element}");
        }
        for element in ["<office:moved-after-it/>", "<text:p text:moved=\"1\"/>"] {
            assert_eq!(unknown(Vocabulary::Document, element), 1, "{element}");
        }
    }
}
