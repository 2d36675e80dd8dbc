//! Whether a generalisation tells finer things than another one.

use std::collections::{BTreeMap, BTreeSet};

use super::Effect;

/// A category table: input to output.
pub(super) type Entries = BTreeMap<String, String>;

/// Judges the step from one table to another.
///
/// It tells no more iff every output of the second stands for all that some output of the first
/// stood for, and never for a part of it: whoever sees it can then narrow a person down no further
/// than before. The wording of an output does not count; a reader is shown it.
pub(super) fn coarseness(from: &Entries, to: &Entries) -> Effect {
    let (before, after) = (classes(from), classes(to));
    let no_finer = |before: &Classes<'_>, after: &Classes<'_>| {
        after.iter().all(|class| {
            let mut whole = before
                .iter()
                .filter(|was| !was.is_disjoint(class))
                .peekable();
            whole.peek().is_some() && whole.all(|was| was.is_subset(class))
        })
    };
    // who has an input that was not listed was withheld until now
    let lists_more = to.keys().any(|input| !from.contains_key(input));
    match (
        no_finer(&before, &after) && !lists_more,
        no_finer(&after, &before),
    ) {
        (false, _) => Effect::More,
        (true, false) => Effect::Less,
        (true, true) => Effect::Shown,
    }
}

/// The sets of inputs that share an output.
type Classes<'t> = Vec<BTreeSet<&'t str>>;

fn classes(table: &Entries) -> Classes<'_> {
    let mut classes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (input, output) in table {
        classes.entry(output).or_default().insert(input);
    }
    classes.into_values().collect()
}

/// Judges the step from one format of a month's last day to another.
pub(super) fn precision(from: &str, to: &str) -> Effect {
    let (was, is) = (Told::by(from), Told::by(to));
    match (is.beyond(was), was.beyond(is)) {
        (true, _) => Effect::More,
        (false, true) => Effect::Less,
        (false, false) => Effect::Shown,
    }
}

#[derive(Clone, Copy)]
struct Told {
    year: bool,
    month: bool,
    day: bool,
}

impl Told {
    fn by(format: &str) -> Self {
        let has = |letters: &[&str]| letters.iter().any(|letter| format.contains(letter));
        let year = has(&["%Y", "%y"]);
        let month = has(&["%m", "%b", "%B"]);
        // The last day follows from month and year.
        let day = has(&["%d"]) || (year && month);
        Self { year, month, day }
    }

    const fn beyond(self, other: Self) -> bool {
        (self.year && !other.year) || (self.month && !other.month) || (self.day && !other.day)
    }
}
