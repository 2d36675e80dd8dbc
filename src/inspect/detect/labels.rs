//! A column of labels beside one of values: a table that stands on its side, or a list of keys.

use super::tally::least;

/// How a column of labels is called.
const LABELS: &[&str] = &[
    "field",
    "fields",
    "key",
    "label",
    "attribute",
    "property",
    "heading",
    "question",
    "column",
    "variable",
    "parameter",
    "param",
];
/// The same beside nothing but values: as well what people and things are called.
const NAMES: &[&str] = &["name", "item", "title"];
/// How a column of their values is called.
const VALUES: &[&str] = &[
    "value", "values", "val", "data", "answer", "content", "response", "entry",
];

/// Which of the columns with these names holds labels, if one beside it holds what they label.
pub(in crate::inspect) fn of_labels<'n>(
    names: impl Iterator<Item = &'n str> + Clone,
) -> Option<usize> {
    let parted = names.map(|name| {
        let (within, last) = name.rsplit_once('.').unwrap_or(("", name));
        (within, last.trim())
    });
    let is_one_of = |list: &[&str], (_, last): &(&str, &str)| {
        list.iter().any(|known| last.eq_ignore_ascii_case(known))
    };
    let (within, _) = parted.clone().find(|name| is_one_of(VALUES, name))?;
    let is_alone = parted.clone().filter(|(other, _)| *other == within).count() == 2;
    let named = |list: &[&str]| {
        let mut names = parted.clone();
        names.position(|name| name.0 == within && is_one_of(list, &name))
    };
    named(LABELS).or_else(|| named(NAMES).filter(|_| is_alone))
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
        assert_eq!(called(&["name", "fields.key", "fields.value"]), Some(1));
        assert_eq!(called(&["Name", "Value"]), Some(0));
        assert_eq!(called(&["name", "rank", "value"]), None);
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
