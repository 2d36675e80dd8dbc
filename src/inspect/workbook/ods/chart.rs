//! A chart of OpenDocument, and the copy of its cells (ISO/IEC 26300-3, 11).

use std::io::Read;

use super::super::addresses;
use super::super::asides::Asides;
use super::super::label;
use super::super::seen::Seen;
use super::super::text::{self, Gathering};
use super::super::vocabulary::Vocabulary;
use super::super::xml::{Event, Xml};
use super::names;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Looks at a chart, which keeps a table of its own.
pub(super) fn look<R: Read>(
    xml: &mut Xml<R>,
    seen: &Seen,
    desk: &mut Desk<'_>,
) -> Result<(), Sign> {
    let mut text = Gathering::default();
    let mut in_table = 0_u32;
    let (mut unseen, mut is_chart) = (0, false);
    let mut asides = Asides::default();
    while let Some(event) = xml.next()? {
        match event {
            Event::Text(piece) => text.push(&piece),
            Event::Remark(remark) => text::remark(&remark, desk),
            Event::Start(tag) => {
                text.clear();
                Vocabulary::Document.tell(&tag, desk);
                is_chart |= tag.name() == "chart";
                in_table += u32::from(tag.name() == "table");
                if tag.name() == "table-cell" {
                    if let Some(value) = tag.attribute("value") {
                        unseen += u64::from(value != "NaN" && !seen.has(&value));
                    }
                    text::attributes_unless(&tag, desk, |name, _| name == "value");
                } else {
                    names::attributes(&tag, &mut asides, desk);
                }
            }
            Event::End(tag) => {
                let value = text.as_str().trim();
                if !value.is_empty() {
                    text::look_at(desk, value);
                    let is_known = value == "NaN" || value == "1.#NAN" || seen.has(value);
                    let is_own = match in_table {
                        0 => label::is_title(value),
                        _ => is_made_up(value),
                    };
                    // the cells that a column of the copy is of
                    let sheets = addresses::sheets(value).filter(|_| tag.name() == "desc");
                    let is_place = sheets.is_some_and(|sheets| {
                        sheets
                            .iter()
                            .all(|sheet| label::is_name(sheet) || seen.has(sheet))
                    });
                    unseen += u64::from(!is_known && !is_own && !is_place);
                }
                in_table = in_table.saturating_sub((tag.name() == "table").into());
                text.clear();
            }
        }
    }
    asides.tell(seen, desk);
    if is_chart {
        desk.find_times(Sign::ChartCache, unseen, None);
    } else {
        desk.find(Sign::EmbeddedObject);
    }
    Ok(())
}

/// Whether a name is one that programs give to rows and columns without any: `Column C`, `3`.
fn is_made_up(name: &str) -> bool {
    let (word, rest) = name.rsplit_once(' ').unwrap_or(("", name));
    let is_short = rest.len() <= 7
        && rest
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    is_short
        && (word.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) && rest.len() <= 4
            || word.chars().all(char::is_alphabetic)
                && matches!(
                    word,
                    "Column"
                        | "Row"
                        | "Spalte"
                        | "Zeile"
                        | "Colonne"
                        | "Ligne"
                        | "Columna"
                        | "Fila"
                ))
}
