//! Charts, and the copies of cells that they keep (ECMA-376 part 1, 21.2; and charts of 2016).

use std::io::Read;

use super::asides;
use super::format::Says;
use super::label;
use super::seen::Seen;
use super::text::{self, Gathering};
use super::vocabulary::Vocabulary;
use super::xml::{Event, Xml};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Looks at a chart; what its copies, titles and names hold beyond the visible cells is told.
pub(super) fn look<R: Read>(
    document: &mut Xml<R>,
    seen: &Seen,
    desk: &mut Desk<'_>,
) -> Result<(), Sign> {
    let mut text = Gathering::default();
    // of the runs of one paragraph
    let mut whole = Gathering::default();
    // how deeply within a copy
    let mut copies = 0_u32;
    let mut root = None;
    let mut unseen = 0;
    while let Some(event) = document.next()? {
        match event {
            Event::Text(piece) => text.push(&piece),
            Event::Remark(remark) => text::remark(&remark, desk),
            Event::Start(tag) => {
                if root.is_none() {
                    root = Some(tag.name() == "chartSpace");
                }
                copies += u32::from(is_copy(tag.name()));
                let format = tag.attribute("formatCode");
                let says = format.map_or(Says::Units, |code| Says::of(&code));
                unseen += u64::from(says == Says::Texts);
                text::attributes(&tag, desk);
                Vocabulary::Drawing.tell(&tag, desk);
                text.clear();
            }
            Event::End(tag) => {
                let value = text.as_str();
                if !value.trim().is_empty() {
                    text::look_at(desk, value);
                }
                match tag.name() {
                    "t" => whole.push(value),
                    "p" => {
                        let title = whole.as_str();
                        unseen += u64::from(!label::is_title(title) && !seen.has(title));
                        whole.clear();
                    }
                    "formatCode" => unseen += u64::from(Says::of(value) == Says::Texts),
                    // of a trend line, which the legend shows
                    "name" if label::is_name(value) => {}
                    // cells that a copy is of
                    "f" | "sqref" => {}
                    name if name.ends_with("Header") || name.ends_with("Footer") => {
                        let pieces = asides::pieces(value);
                        let odd = pieces.iter().filter(|piece| !label::is_of_page(piece));
                        unseen += odd.count() as u64;
                    }
                    "v" | "pt" if copies > 0 => unseen += u64::from(!seen.has(value)),
                    _ => unseen += u64::from(!label::is_title(value) && !seen.has(value)),
                }
                text.clear();
                copies = copies.saturating_sub(is_copy(tag.name()).into());
            }
        }
    }
    desk.find_times(Sign::ChartCache, unseen, None);
    if root == Some(false) {
        desk.find(Sign::UnknownPart);
    }
    Ok(())
}

fn is_copy(element: &str) -> bool {
    element.ends_with("Cache") || matches!(element, "strDim" | "numDim")
}
