//! Values of cells that are more than a text or a number ([MS-XLSX] 2.3.6): pictures that stand in cells, which are
//! seen, or whatever somebody fetched, of which a cell shows a little.

use std::io::Read;

use super::closed;
use super::text;
use super::xml::{Event, Xml};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// What a picture in a cell says of itself; its text for those who do not see it is no number.
const OF_PICTURES: &[&str] = &["_rvRel:LocalImageIdentifier", "CalcOrigin", "Text"];
/// What programs say of the keys of any value.
const OF_KEYS: &[&str] = &["ExcludeFromFile", "ExcludeFromCalcComparison"];

/// Looks at a part of such values, and tells what they are.
pub(super) fn look<R: Read>(document: &mut Xml<R>, desk: &mut Desk<'_>) -> Result<(), Sign> {
    let mut others = 0;
    while let Some(event) = document.next()? {
        match event {
            Event::Start(tag) => {
                text::attributes(&tag, desk);
                let is_known = |names: &[&str], name: &str| {
                    tag.attribute(name)
                        .is_some_and(|value| names.contains(&value.as_str()))
                };
                others += u64::from(!match tag.name() {
                    "rvStructures" | "rvData" | "rv" | "v" | "rvTypesInfo" | "global"
                    | "keyFlags" | "richValueRels" | "rel" => true,
                    "s" => is_known(&["_localImage"], "t"),
                    "k" => is_known(OF_PICTURES, "n"),
                    "key" => tag.attribute("name").is_some_and(|name| is_key(&name)),
                    "flag" => is_known(OF_KEYS, "name"),
                    _ => false,
                });
            }
            Event::Text(value) => {
                others += u64::from(!value.trim().is_empty() && !closed::is_number(value.trim()));
                text::look_at(desk, &value);
            }
            Event::Remark(remark) => text::remark(&remark, desk),
            Event::End(_) => {}
        }
    }
    desk.find(if others == 0 {
        Sign::EmbeddedPicture
    } else {
        Sign::CustomXml
    });
    Ok(())
}

/// A key of the program's own: `_DisplayString`.
fn is_key(name: &str) -> bool {
    name.len() <= 30
        && name
            .strip_prefix('_')
            .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_alphabetic()))
}
