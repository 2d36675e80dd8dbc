//! Attributes that somebody wrote where no program writes a text.

use super::closed;
use super::label::{self, is_name};

/// Where the names of namespaces begin that programs for workbooks write.
const NAMESPACES: &[&str] = &[
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://purl.oclc.org/ooxml/",
    "http://purl.org/dc/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/",
    "http://customooxmlschemas.google.com/",
    "http://www.wps.cn/officeDocument/",
    "http://openoffice.org/",
    "http://libreoffice.org/",
    "http://schemas.libreoffice.org/",
    "http://docs.oasis-open.org/",
    "http://www.gnumeric.org/",
    "urn:schemas-microsoft-com:",
    "urn:oasis:names:tc:opendocument:xmlns:",
    "urn:org:documentfoundation:names:experimental:",
    "urn:openoffice:names:experimental:",
    "urn:oasis:names:tc:opendocument:sh33tjs:",
];

/// Attributes that name a font, style, shape, table or field.
const NAMES: &[&str] = &[
    "name",
    "displayName",
    "uniqueName",
    "display-name",
    "style-name",
    "caption",
    "text",
    "val",
    "value",
    "typeface",
    "id",
];

/// Attributes that are looked at where they stand, or hold what is read as something else.
const READ: &[&str] = &[
    "prompt",
    "promptTitle",
    "error",
    "errorTitle",
    "tooltip",
    "display",
    "location",
    "codeName",
    "formatCode",
    "Target",
    "schemaLocation",
    "formula",
    "expression",
    "condition",
    "url",
    "href",
    "full-path",
    "userName",
];

/// Whether an attribute holds a text that somebody wrote where none is shown.
pub(super) fn is_written(attribute: &str, value: &str) -> bool {
    let value = value.trim();
    if attribute == "xmlns" {
        return !is_namespace(value);
    }
    if attribute == "Ignorable" {
        return !value.split_whitespace().all(is_prefix);
    }
    if READ.contains(&attribute) {
        return false;
    }
    if attribute.contains("font") {
        return !value
            .split(',')
            .all(|name| is_name(name.trim_matches(['\'', ' '])));
    }
    if NAMES.contains(&attribute) {
        return !is_name(value);
    }
    if attribute == "mods" {
        return !value.split(' ').all(|word| word.starts_with("allow"));
    }
    let blanks = value.split_whitespace().filter(|part| {
        // numbers, cells, colours and the like
        !closed::is_closed(part) && !closed::is_of_sheet(part)
            || part.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    // a cell of a sheet whose name stands in quotes
    let is_cell = value.contains("'!") || value.contains("'.");
    let letters = |part: &&str| part.chars().filter(|c| c.is_alphabetic()).count();
    let is_one = blanks.filter(|part| letters(part) > 1).count() <= 1;
    !(is_one && !label::is_clause(value) || is_cell && is_name(value))
}

/// Whether a namespace is one that programs for workbooks write.
pub(super) fn is_namespace(name: &str) -> bool {
    let name = name.trim();
    let rest = NAMESPACES.iter().find_map(|known| name.strip_prefix(known));
    rest.is_some_and(|rest| {
        let mut segments = rest.split(['/', ':', '#', '.']);
        rest.len() <= 80
            && rest.bytes().filter(|byte| *byte == b'/').count() <= 7
            && segments.all(|segment| {
                segment.len() <= 28
                    && segment.bytes().filter(|byte| *byte == b'-').count() <= 2
                    && segment
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            })
    })
}

/// A prefix of a namespace of later versions: `x14ac`, `xr2`.
fn is_prefix(word: &str) -> bool {
    word.len() <= 8
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && (word.len() <= 2
            || word.bytes().any(|byte| byte.is_ascii_digit())
            || matches!(word, "etc" | "wne" | "wps" | "wpc" | "wpg" | "loext"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_that_somebody_wrote_are_told_from_those_of_programs() {
        for (name, value) in [
            ("val", "Times New Roman"),
            ("name", "20% - Accent1"),
            ("Ignorable", "x14ac xr xr2 xr3 xr6 xr10"),
            ("mods", "allowNoFillOverride allowNoLineOverride"),
            ("descr", "red.png"),
            ("sqref", "A1:B2 C4"),
            ("spans", "1:3 5:9"),
            ("textlink", "'My Cards'!$A$1"),
            ("d", "M 0 0 L 21600 0"),
            ("type", "worksheet"),
        ] {
            assert!(!is_written(name, value), "{name} {value}");
        }
        for (name, value) in [
            ("val", "she was moved after the complaint"),
            ("descr", "moved after it"),
            ("spans", "moved after it"),
            ("foo", "moved after it"),
            ("Ignorable", "moved after it"),
            ("xmlns", "urn:example"),
        ] {
            assert!(is_written(name, value), "{name} {value}");
        }
    }

    #[test]
    fn namespaces_of_programs_are_told_from_others() {
        for name in [
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            "http://schemas.microsoft.com/office/spreadsheetml/2014/revision",
            "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
            "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
            "http://www.w3.org/2003/g/data-view#",
            "http://www.w3.org/2001/XMLSchema-instance",
            "urn:schemas-microsoft-com:office:spreadsheet",
        ] {
            assert!(is_namespace(name), "{name}");
        }
        for name in [
            "urn:example",
            "http://schemas.microsoft.com/moved after the complaint",
            "http://schemas.microsoft.com/moved-after-the-complaint",
        ] {
            assert!(!is_namespace(name), "{name}");
        }
    }
}
