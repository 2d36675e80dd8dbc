//! What was drawn: a comparison of nothing would agree too.

use std::collections::BTreeMap;

use crate::case::{Case, Content, Part};
use crate::real::{Answer, Ending, Outcome};

#[derive(Default)]
pub struct Statistics {
    /// Records under a profile that loads.
    pub cases: usize,
    /// Batches, of which a profile that does not load is one without a record.
    pub batches: usize,
    loaded: usize,
    counts: BTreeMap<String, usize>,
}

/// What must have been drawn at least so many times in a thousand cases (of each kind).
const LEAST: &[(&str, usize)] = &[
    ("released", 250),
    ("withheld", 100),
    ("flagged", 20),
    ("missing-value", 15),
    ("invalid-value", 30),
    ("unlisted-category", 3),
    ("formula-cell", 3),
    ("too-long", 20),
    ("keep", 100),
    ("initials", 30),
    ("first-word", 20),
    ("digits", 10),
    ("month-end", 30),
    ("category", 30),
    ("pseudonymise", 200),
];
/// What must have been drawn once at least in ten thousand cases.
const SOME: &[&str] = &[
    "batch given out",
    "batch refused: duplicate-record",
    "batch refused: flag-without-source",
    "batch refused: missing-value",
    "batch refused: too-many-rows",
    "batch refused: too-few-rows",
    "batch refused: rows-withheld",
    "batch refused: withheld-id-not-found",
    "batch refused: ledger-required",
    "batch refused: no-row-released",
    "profile refused: below-floor",
    "profile refused: never-released",
    "profile refused: cannot-apply",
    "profile refused: shown-twice",
    "profile refused: duplicate-column",
    "profile refused: matching-column",
    "profile refused: table-not-many-to-one",
    "profile refused: inert-rule",
    "profile refused: bad-text",
    "profile refused: missing-key",
    "profile refused: wrong-type",
];

impl Statistics {
    pub fn count(&mut self, case: &Case, answer: &Answer) {
        self.batches += 1;
        let mut one = |what: String| *self.counts.entry(what).or_default() += 1;
        match answer {
            Answer::Refused(codes) => {
                for code in codes {
                    one(format!("profile refused: {code}"));
                }
            }
            Answer::Loaded { outcomes, ending } => {
                self.loaded += 1;
                self.cases += outcomes.len();
                for outcome in outcomes {
                    match outcome {
                        Outcome::Released(_) => one("released".to_owned()),
                        Outcome::Flagged => one("flagged".to_owned()),
                        Outcome::Refusing(_) => one("refusing".to_owned()),
                        Outcome::Withheld(reasons) => {
                            one("withheld".to_owned());
                            reasons.iter().for_each(|(code, _)| one((*code).to_owned()));
                        }
                    }
                }
                match ending {
                    Ending::Rows(_) => one("batch given out".to_owned()),
                    Ending::Refused(code) => one(format!("batch refused: {code}")),
                }
                // each treatment as often as it was applied
                for column in &case.profile.columns {
                    let Content::Parts(parts) = &column.content else {
                        continue;
                    };
                    for part in parts {
                        if let Part::Field(_, rule) = part {
                            let name = rule.name().to_owned();
                            *self.counts.entry(name).or_default() += outcomes.len();
                        }
                    }
                }
            }
        }
    }

    fn of(&self, what: &str) -> usize {
        self.counts.get(what).copied().unwrap_or_default()
    }

    pub fn print(&self) {
        println!("  profiles that load: {} of {}", self.loaded, self.batches);
        for (what, count) in &self.counts {
            println!("  {what}: {count}");
        }
    }

    /// Whether every kind of case was among them.
    pub fn is_telling(&self) -> bool {
        let mut telling = self.loaded * 2 > self.batches;
        for (what, least) in LEAST {
            if self.of(what) * 1000 < *least * self.cases {
                println!("  too few: {what}");
                telling = false;
            }
        }
        if self.cases >= 10_000 {
            for what in SOME {
                if self.of(what) == 0 {
                    println!("  none: {what}");
                    telling = false;
                }
            }
        }
        telling
    }
}
