//! Rows, columns or cells that are counted, and the first of them.

use super::sheet;
use crate::inspect::desk::Desk;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;

#[derive(Debug, Clone, Default)]
pub(super) struct Spots {
    pub(super) count: u64,
    pub(super) first: First,
}

impl Spots {
    /// Whether there is none.
    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// A cell; rows count from 1, columns from 0.
    pub(super) fn cell(&mut self, row: u32, column: u32) {
        self.add(1, First::cell(row, column));
    }

    /// So many, of which the first is there.
    pub(super) fn add(&mut self, count: u64, first: First) {
        if count == 0 {
            return;
        }
        self.first = std::mem::take(&mut self.first).or_earlier(first);
        self.count = self.count.saturating_add(count);
    }

    pub(super) fn tell(&self, sign: Sign, desk: &mut Desk<'_>) {
        desk.find_from(sign, self.count, self.first.clone());
    }
}

/// The first cell of references as a sheet writes them: `B2:B9 D4`; of a whole column no row.
pub(super) fn first(references: &str) -> First {
    let reference = references.split([':', ' ']).find(|part| !part.is_empty());
    let reference = reference.unwrap_or_default().replace('$', "");
    let digits = reference.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    First {
        row: digits.parse().ok(),
        ..sheet::column(&reference)
            .map(First::column)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_begin_with_their_first_cell() {
        for (references, first_of_them) in [
            ("B2:B9 D4", First::cell(2, 1)),
            ("$AA$10", First::cell(10, 26)),
            ("C:C", First::column(2)),
            ("3:3", First::row(3)),
            ("", First::default()),
        ] {
            assert_eq!(first(references), first_of_them, "{references}");
        }
    }
}
