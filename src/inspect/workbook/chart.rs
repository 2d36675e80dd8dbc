//! Charts, and the copies of cells that they keep (ECMA-376 part 1, 21.2; and charts of 2016).

use std::io::Read;

use super::seen::Seen;
use super::text::{self, Gathering};
use super::xml::{Event, Xml};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

/// Looks at a chart; what its copies hold beyond the visible cells is told.
pub(super) fn look<R: Read>(
    document: &mut Xml<R>,
    seen: &Seen,
    desk: &mut Desk<'_>,
) -> Result<(), Sign> {
    let mut text = Gathering::default();
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
                text::attributes(&tag, desk);
                text.clear();
            }
            Event::End(tag) => {
                if !text.as_str().trim().is_empty() {
                    text::look_at(desk, text.as_str());
                    let is_point = copies > 0 && matches!(tag.name(), "v" | "pt");
                    unseen += u64::from(is_point && !seen.has(text.as_str()));
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
