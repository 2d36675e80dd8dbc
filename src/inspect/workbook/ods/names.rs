//! Names of sheets where OpenDocument repeats them: in addresses of cells, and in the styles of their pages.

use super::super::asides::Asides;
use super::super::label;
use super::super::text;
use super::super::xml::Tag;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Before the name of a sheet, as a program calls the style of its pages.
const PAGE_STYLE: &str = "PageStyle_";
/// For what a range of cells is used, word by word.
const USES: &[&str] = &["print-range", "filter", "repeat-row", "repeat-column"];

/// Looks at the attributes of an element; a name of a sheet that reads as a sentence is kept until all sheets are known.
pub(super) fn attributes(tag: &Tag<'_>, asides: &mut Asides, desk: &mut Desk<'_>) {
    let is_sheet = tag.name() == "table";
    let mut values = Vec::new();
    text::attributes_unless(tag, desk, |name, value| {
        if name == "range-usable-as" && value.split(' ').all(|word| USES.contains(&word)) {
            return true;
        }
        let sheets = match name {
            "name" if is_sheet => Some(vec![value.to_owned()]),
            "name" | "display-name" | "master-page-name" => {
                of_page_style(value).map(|name| vec![name])
            }
            _ => of_addresses(value),
        };
        let Some(sheets) = sheets else { return false };
        values.push(value.to_owned());
        for sheet in sheets.iter().filter(|sheet| !label::is_name(sheet)) {
            asides.keep(None, Sign::CustomXml, sheet);
        }
        true
    });
    values.iter().for_each(|value| text::look_at(desk, value));
}

/// The name in that of a page's style, in which other signs than letters are written `_20_`.
fn of_page_style(name: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('_') {
        plain.push_str(before);
        let code = after.split_once('_').and_then(|(code, rest)| {
            let is_code = (2..=6).contains(&code.len());
            let number = is_code.then(|| u32::from_str_radix(code, 16).ok())?;
            Some((number.and_then(char::from_u32)?, rest))
        });
        match code {
            Some((sign, after)) => {
                plain.push(sign);
                rest = after;
            }
            None => {
                plain.push('_');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain.strip_prefix(PAGE_STYLE).map(str::to_owned)
}

/// The sheets of cells and ranges, if there is nothing else: `$'My Cards'.$A$1:.$E$9 Cards.A1:Cards.B2`.
pub(super) fn of_addresses(value: &str) -> Option<Vec<String>> {
    let mut sheets = Vec::new();
    let mut rest = value.trim();
    while !rest.is_empty() {
        rest = rest.strip_prefix('$').unwrap_or(rest);
        let (sheet, after) = match rest.strip_prefix('\'') {
            Some(quoted) => quoted_name(quoted)?,
            None => {
                let (name, after) = rest.split_once('.')?;
                let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
                name.chars()
                    .all(is_word)
                    .then(|| (name.to_owned(), after))?
            }
        };
        sheets.push(sheet);
        let end = after.find([':', ' ']).unwrap_or(after.len());
        let (cell, after) = after.split_at_checked(end)?;
        let is_cell = cell.len() <= 16
            && !cell.is_empty()
            && cell
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'$');
        is_cell.then_some(())?;
        rest = after.trim_start_matches([':', ' ']);
    }
    sheets.retain(|sheet| !sheet.is_empty());
    (!value.trim().is_empty()).then_some(sheets)
}

/// A name up to its closing quote, which stands twice within it, and what follows the dot behind that.
fn quoted_name(text: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('\'')?;
        name.push_str(before);
        if let Some(after) = after.strip_prefix('\'') {
            name.push('\'');
            rest = after;
        } else {
            return Some((name, after.strip_prefix('.')?));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{of_addresses, of_page_style};

    #[test]
    fn sheets_of_addresses_are_read() {
        for (addresses, sheets) in [
            ("$'My Cards'.$A$1:.$E$9", vec!["My Cards"]),
            ("'It''s'.A1:'It''s'.B2", vec!["It's", "It's"]),
            (
                "Cards.A1:Cards.B2 Others.C3",
                vec!["Cards", "Cards", "Others"],
            ),
            ("$Cards.$1:.$1", vec!["Cards"]),
        ] {
            let read = of_addresses(addresses).unwrap_or_default();
            assert_eq!(read, sheets, "{addresses}");
        }
        for other in [
            "",
            "moved",
            "'moved",
            "was moved.A1",
            "'a'.moved",
            "'a'.A1 moved",
            "'a'A1",
        ] {
            assert_eq!(of_addresses(other), None, "{other}");
        }
    }

    #[test]
    fn the_sheet_of_a_page_style_is_read() {
        for (style, sheet) in [
            (
                "PageStyle_5f_Badges_20__28_final_29_",
                Some("Badges (final)"),
            ),
            ("PageStyle_a_b", Some("a_b")),
            ("Default", None),
            ("She_20_was_20_moved", None),
        ] {
            assert_eq!(of_page_style(style).as_deref(), sheet, "{style}");
        }
    }
}
