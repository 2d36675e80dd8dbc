//! A column of labels beside one of values: a table that stands on its side, or a list of keys.

use super::tally::least;

/// How a column of labels is called, and one of their values.
const LABELS: &[&str] = &[
    "field",
    "fields",
    "key",
    "label",
    "attribute",
    "property",
    "heading",
    "question",
    "item",
    "name",
    "column",
    "variable",
    "parameter",
    "param",
    "title",
];
const VALUES: &[&str] = &[
    "value", "values", "val", "data", "answer", "content", "response", "entry",
];

/// Whether columns with these names, one after another, are labels and what they label; which one is of labels.
pub(in crate::inspect) fn of_labels<'n>(names: impl Iterator<Item = &'n str>) -> Option<usize> {
    let is_one_of = |list: &[&str], name: &str| {
        let last = name.rsplit('.').next().unwrap_or(name).trim();
        list.iter().any(|known| last.eq_ignore_ascii_case(known))
    };
    let (mut labels, mut has_values) = (None, false);
    for (at, name) in names.enumerate() {
        if labels.is_none() && is_one_of(LABELS, name) {
            labels = Some(at);
        }
        has_values |= is_one_of(VALUES, name);
    }
    labels.filter(|_| has_values)
}

/// The cells of a column that are names of columns.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::inspect) struct Labels {
    /// A bit for each of 64 classes of names under which data for a card is released.
    released: u64,
    /// Listed names that are as well something else.
    lesser: u64,
    first: Option<u64>,
}

impl Labels {
    pub(in crate::inspect) const fn released(&mut self, mark: u64) {
        self.released |= 1 << (mark & 63);
    }

    pub(in crate::inspect) fn lesser(&mut self, row: u64) {
        self.lesser += 1;
        self.first = least(self.first, row);
    }

    /// The listed names, if the column is one of labels: by its own name and its neighbour's, or since it holds two names at
    /// least under which data for a card is released, its own one aside.
    pub(in crate::inspect) fn tell(
        &self,
        is_called: bool,
        is_released: bool,
    ) -> Option<(u64, u64)> {
        let released = self.released.count_ones() + u32::from(is_released);
        (is_called || released > 1 && self.released > 0).then_some((self.lesser, self.first?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_labels_is_one_by_its_name_or_by_the_names_that_it_holds() {
        let called = |names: &[&str]| of_labels(names.iter().copied());
        assert_eq!(called(&["ref", "Field", "Value"]), Some(1));
        assert_eq!(called(&["fields.name", "fields.data"]), Some(0));
        assert_eq!(called(&["name", "rank"]), None);
        assert_eq!(called(&["value"]), None);
        let mut labels = Labels::default();
        labels.lesser(7);
        labels.lesser(5);
        assert_eq!(labels.tell(false, false), None);
        assert_eq!(labels.tell(false, true), None);
        assert_eq!(labels.tell(true, false), Some((2, 5)));
        labels.released(1);
        assert_eq!(labels.tell(false, false), None);
        assert_eq!(labels.tell(false, true), Some((2, 5)));
        labels.released(2);
        assert_eq!(labels.tell(false, false), Some((2, 5)));
    }
}
