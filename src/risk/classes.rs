//! Rows in classes: those of one class are equal in every column by which they were split.

use super::column::{Column, narrow};
use super::report::Figures;

/// All rows, those of one class beside one another.
pub(super) struct Classes {
    rows: Vec<u32>,
    /// Where each class ends in `rows`.
    ends: Vec<u32>,
}

impl Classes {
    /// Everything in one class; nothing in none.
    pub(super) fn one(rows: u32) -> Self {
        Self {
            rows: (0..rows).collect(),
            ends: if rows == 0 { Vec::new() } else { vec![rows] },
        }
    }

    fn each(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let class = self.rows.get(start as usize..*end as usize);
            start = *end;
            class.unwrap_or_default()
        })
    }

    /// Splits every class by the values of one more column.
    ///
    /// Takes time in proportion to the rows, whatever the values are.
    pub(super) fn split(&self, column: &Column) -> Self {
        // of each value, the class in which it was seen last, and its part of that class
        let mut seen = vec![(0_u32, 0_u32); column.distinct as usize];
        let mut parts = Vec::with_capacity(self.rows.len());
        let mut sizes: Vec<u32> = Vec::new();
        for (class, rows) in (1..).zip(self.each()) {
            for row in rows {
                let value = column.values.get(*row as usize).copied();
                let Some(seen) = seen.get_mut(value.unwrap_or_default() as usize) else {
                    continue;
                };
                if seen.0 != class {
                    *seen = (class, narrow(sizes.len()));
                    sizes.push(0);
                }
                if let Some(size) = sizes.get_mut(seen.1 as usize) {
                    *size += 1;
                }
                parts.push(seen.1);
            }
        }
        let mut end = 0;
        let mut next: Vec<u32> = Vec::with_capacity(sizes.len());
        for size in &mut sizes {
            next.push(end);
            end += *size;
            *size = end;
        }
        let mut rows = vec![0; self.rows.len()];
        for (row, part) in self.rows.iter().zip(parts) {
            if let Some(next) = next.get_mut(part as usize)
                && let Some(place) = rows.get_mut(*next as usize)
            {
                *place = *row;
                *next += 1;
            }
        }
        Self { rows, ends: sizes }
    }

    /// One row of each class, and how many there are.
    pub(super) fn summed_up(&self) -> (Vec<u32>, Vec<u32>) {
        let of_class = |class: &[u32]| Some((*class.first()?, narrow(class.len())));
        self.each().filter_map(of_class).unzip()
    }

    /// How large the classes are, where each row counts as often as its weight says.
    pub(super) fn figures(&self, weights: &[u32]) -> Figures {
        let weight = |row: &u32| u64::from(weights.get(*row as usize).copied().unwrap_or(1));
        let mut figures = Figures {
            smallest: 0,
            unique: 0,
            classes: self.ends.len() as u64,
        };
        for class in self.each() {
            let size: u64 = class.iter().map(weight).sum();
            if figures.smallest == 0 || size < figures.smallest {
                figures.smallest = size;
            }
            figures.unique += u64::from(size == 1);
        }
        figures
    }
}
