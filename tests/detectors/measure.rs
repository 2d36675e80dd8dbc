//! Recall and false alarms of the detectors over cases.

use cardsieve::inspect::detect::{Kind, Watch};

/// One text of which somebody says whether it holds the kind.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) set: &'static str,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// The name of the column that the text is put into.
    pub(crate) header: Option<&'static str>,
    pub(crate) text: String,
    pub(crate) holds: bool,
}

/// What came of one kind's cases in one set.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Figures {
    pub(crate) positives: usize,
    pub(crate) found: usize,
    pub(crate) negatives: usize,
    pub(crate) alarms: usize,
}

impl Figures {
    pub(crate) fn recall(self) -> f64 {
        percent(self.found, self.positives, 100.0)
    }

    pub(crate) fn false_alarms(self) -> f64 {
        percent(self.alarms, self.negatives, 0.0)
    }
}

#[allow(clippy::cast_precision_loss, reason = "small counts")]
fn percent(part: usize, whole: usize, none: f64) -> f64 {
    if whole == 0 {
        none
    } else {
        part as f64 * 100.0 / whole as f64
    }
}

/// Whether a table of that one cell is found to hold the kind.
pub(crate) fn is_found(case: &Case) -> bool {
    let mut watch = Watch::new([case.header].into_iter());
    watch.cell(0, 2, &case.text);
    watch.end_row();
    watch.finish().iter().any(|found| found.kind == case.kind)
}

/// The figures of one kind in one set, and the cases in which the two disagree.
pub(crate) fn of<'a>(cases: &'a [Case], set: &str, kind: Kind) -> (Figures, Vec<&'a Case>) {
    let mut figures = Figures::default();
    let mut exceptions = Vec::new();
    for case in cases
        .iter()
        .filter(|case| case.set == set && case.kind == kind)
    {
        let found = is_found(case);
        match (case.holds, found) {
            (true, _) => {
                figures.positives += 1;
                figures.found += usize::from(found);
            }
            (false, _) => {
                figures.negatives += 1;
                figures.alarms += usize::from(found);
            }
        }
        if case.holds != found {
            exceptions.push(case);
        }
    }
    (figures, exceptions)
}
