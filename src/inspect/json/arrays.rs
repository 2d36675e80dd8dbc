//! Arrays within an array, or one behind another: a table by row, or one by column.

use super::turned::{FEWEST_CELLS, LONGER, LONGEST_NAME, MOST_NAMES, View};
use crate::inspect::desk::Desk;
use crate::inspect::detect::{self, Cell, Heading};

/// No table has more columns; whatever is more is rows.
const MOST_COLUMNS: usize = MOST_NAMES * LONGER;

/// Arrays whose texts are watched by array, beside whoever watches them by position.
#[derive(Default)]
pub(super) struct Arrays {
    /// How many there were, how long the longest is, and how each begins.
    pub(super) many: usize,
    longest: usize,
    firsts: Vec<String>,
    pub(super) by_array: View,
    /// Whether each array is a column.
    pub(super) is_turned: bool,
}

impl Arrays {
    pub(super) fn begin(&mut self) {
        self.many += 1;
    }

    pub(super) fn cell(&mut self, desk: &mut Desk<'_>, position: usize, text: &str) {
        self.longest = self.longest.max(position + 1);
        if position == 0 && self.many == self.firsts.len() + 1 && self.many <= MOST_NAMES {
            self.firsts.push(short(text));
        }
        if self.many > MOST_COLUMNS {
            return;
        }
        let name = self.many.to_string();
        self.by_array.cell(desk, &name, position, text);
        self.by_array.end_row();
    }

    /// Ends all of them, of which the first is this row of names, if it is one, or beside which these names stand: how
    /// many rows they are if each is a column.
    pub(super) fn end(
        &mut self,
        desk: &Desk<'_>,
        row: &[String],
        beside: &[String],
    ) -> Option<usize> {
        let (many, longest) = (self.many, self.longest);
        let firsts = std::mem::take(&mut self.firsts);
        (self.many, self.longest) = (0, 0);
        let is_long = longest >= FEWEST_CELLS;
        let is_named = many > 1 && beside.len() == many && many != longest;
        let begin_with_names = firsts.len() == many && are_names(&firsts);
        let begins = if begin_with_names { known(&firsts) } else { 0 };
        let is_known = begins > known(row) && begins * 2 >= many;
        let is_flat = known(row) == 0 && longest >= many * LONGER;
        if !(1..=MOST_COLUMNS).contains(&many) {
            return None;
        }
        self.by_array.is_wanted |= is_long && longest * LONGER >= many;
        if !(is_named || is_known || is_long && is_flat) {
            return None;
        }
        self.is_turned = true;
        self.by_array.is_wanted = true;
        if is_named {
            self.by_array.rename(desk, beside, None);
        } else if begin_with_names {
            self.by_array.rename(desk, &firsts, Some(1));
            return longest.checked_sub(1);
        }
        Some(longest)
    }
}

/// As much of a text as a name has.
pub(super) fn short(text: &str) -> String {
    let end = text.floor_char_boundary(LONGEST_NAME);
    text.get(..end).unwrap_or_default().to_owned()
}

/// Whether texts can be names of columns: none is a value.
pub(super) fn are_names(texts: &[String]) -> bool {
    let is_value = |text: &String| {
        let mut folded = String::new();
        let heading = Cell::of(text, detect::classes(text), &mut folded).heading();
        heading == Heading::Value || text.len() > 64
    };
    texts.len() > 1 && !texts.iter().any(is_value)
}

/// How many of them are names of columns that somebody is known to use.
fn known(names: &[String]) -> usize {
    let is_known = |name: &&String| detect::is_released(name) || detect::header(name).is_some();
    names.iter().filter(is_known).count()
}
