//! Cells that a merged cell covers: what they hold is kept, and nobody sees it.

use std::io::Read;

use super::concealed::Concealed;
use super::sheet;
use super::xml::{Event, Xml};
use crate::inspect::sign::Sign;

const MOST: usize = 100_000;
/// Merged cells in one row that are compared with each cell of it.
const MOST_AT_HAND: usize = 1000;

/// The merged cells of a sheet.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// First row and column, last row and column.
    ranges: Vec<[u32; 4]>,
}

impl Merged {
    /// Adds a merged cell: `A1:C2`.
    pub(super) fn push(&mut self, reference: &str) {
        let Some((first, last)) = reference.split_once(':') else {
            return;
        };
        if let (Some(first), Some(last)) = (corner(first), corner(last))
            && self.ranges.len() < MOST
        {
            self.ranges.push([first.0, first.1, last.0, last.1]);
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Counts the cells that are covered and hold something, which takes another look at the sheet.
    pub(super) fn look<R: Read>(mut self, document: &mut Xml<R>) -> Result<Concealed, Sign> {
        self.ranges.sort_unstable_by(|a, b| b.cmp(a));
        let mut concealed = Concealed::default();
        let mut at_hand: Vec<[u32; 4]> = Vec::new();
        let (mut row, mut column, mut at) = (0, 0, 0);
        let (mut is_covered, mut in_value) = (false, false);
        while let Some(event) = document.next()? {
            match event {
                Event::Start(tag) => match tag.name() {
                    "row" => {
                        row = tag
                            .number("r")
                            .unwrap_or_else(|| u32::saturating_add(row, 1));
                        column = 0;
                        at_hand.retain(|[_, _, bottom, _]| *bottom >= row);
                        while self.ranges.last().is_some_and(|[top, ..]| *top <= row) {
                            at_hand.extend(self.ranges.pop());
                        }
                        if at_hand.len() > MOST_AT_HAND {
                            return Err(Sign::NotInspected);
                        }
                    }
                    "c" => {
                        let reference = tag.attribute("r").and_then(|text| sheet::column(&text));
                        let here = reference.unwrap_or(column);
                        at = here;
                        column = here.saturating_add(1);
                        is_covered = at_hand.iter().any(|[top, left, bottom, right]| {
                            (*top..=*bottom).contains(&row)
                                && (*left..=*right).contains(&here)
                                && (row, here) != (*top, *left)
                        });
                    }
                    name => in_value = matches!(name, "v" | "t"),
                },
                Event::Text(text) if is_covered && in_value && !text.trim().is_empty() => {
                    is_covered = false;
                    concealed.cell(row, at);
                }
                Event::End(_) => in_value = false,
                Event::Text(_) | Event::Remark(_) => {}
            }
        }
        Ok(concealed)
    }
}

/// Row and column of a reference; a whole column has no row.
fn corner(reference: &str) -> Option<(u32, u32)> {
    let column = sheet::column(reference)?;
    let digits = reference.trim_start_matches(|c: char| c == '$' || c.is_ascii_alphabetic());
    Some((digits.parse().ok()?, column))
}
