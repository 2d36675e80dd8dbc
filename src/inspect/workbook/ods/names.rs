//! Names of sheets where OpenDocument repeats them: in addresses of cells, and in the styles of their pages.

use super::super::addresses;
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
    // which is looked at as a formula
    let is_condition = tag.name() == "condition";
    let mut values = Vec::new();
    text::attributes_unless(tag, desk, |name, value| {
        if is_condition && name == "value" {
            return true;
        }
        if name == "range-usable-as" && value.split(' ').all(|word| USES.contains(&word)) {
            return true;
        }
        let sheets = match name {
            "name" if is_sheet => Some(vec![value.to_owned()]),
            "name" | "display-name" | "master-page-name" => {
                of_page_style(value).map(|name| vec![name])
            }
            _ => addresses::sheets(value),
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

#[cfg(test)]
mod tests {
    use super::of_page_style;

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
