//! What a proof has shown, and what it has not.

mod json;
mod pages;
pub(super) mod words;

use crate::profile::Profile;

/// The crate's version, as the compiler was told it.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The outcome of a proof of one profile.
///
/// # Security
/// Holds names of the catalogue and of the profile, numbers, and no value of anybody, made up or not.
///
/// # Examples
/// ```no_run
/// use cardsieve::profile::Profile;
/// use cardsieve::prove::Certificate;
///
/// let profile = Profile::preset("warrant-card").ok_or("no such preset")?;
/// let certificate = Certificate::prove(&profile, 1, &mut |_| {});
/// assert!(certificate.holds());
/// println!("{}", certificate.text());
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    profile: Profile,
    seed: u64,
    lifted: Vec<&'static str>,
    stages: Vec<Stage>,
    differences: Vec<Difference>,
    released: u64,
}

/// One statement about the profile, and whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    words: &'static words::Words,
    cases: u64,
    verdict: Verdict,
}

/// What came of a stage. The list is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It held in every case.
    Holds,
    /// It did not.
    Fails(CounterExample),
    /// The profile has nothing that the stage is about.
    Inapplicable,
    /// No case could be tried, so nothing is shown.
    NotTried,
}

/// What came of all stages together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Every stage holds, or has nothing to be about.
    Holds,
    /// No stage fails, and one could not be tried.
    NotShown,
    /// A stage fails.
    Fails,
}

/// By what a stage failed: what could be seen, and the fewest fields that make it so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounterExample {
    seen: &'static str,
    fields: Vec<&'static str>,
}

/// How often a hidden field was drawn anew, and how often it then was another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub(super) field: &'static str,
    pub(super) drawn: u64,
    pub(super) differed: u64,
}

impl Certificate {
    pub(super) fn new(profile: &Profile, seed: u64, lifted: Vec<&'static str>) -> Self {
        Self {
            profile: profile.clone(),
            seed,
            lifted,
            stages: Vec::new(),
            differences: Vec::new(),
            released: 0,
        }
    }

    pub(super) fn add(&mut self, stage: Stage) {
        self.stages.push(stage);
    }

    pub(super) fn add_all(&mut self, stages: Vec<Stage>) {
        self.stages.extend(stages);
    }

    pub(super) fn set_differences(&mut self, differences: Vec<Difference>, released: u64) {
        self.differences = differences;
        self.released = released;
    }

    /// Nobody could be made up of whom a row is released: what is left shows nothing.
    pub(super) fn not_tried(&mut self) {
        for words in words::ALL {
            if !self.stages.iter().any(|stage| stage.name() == words.name) {
                self.stages.push(Stage {
                    words,
                    cases: 0,
                    verdict: Verdict::NotTried,
                });
            }
        }
    }

    /// Whether every stage holds or has nothing to be about.
    pub fn holds(&self) -> bool {
        self.outcome() == Outcome::Holds
    }

    /// Whether a stage fails. A proof that neither holds nor fails was not shown: there was something
    /// that could not be tried.
    pub fn fails(&self) -> bool {
        self.outcome() == Outcome::Fails
    }

    fn outcome(&self) -> Outcome {
        let mut all = self.stages.iter().map(|stage| &stage.verdict);
        if all
            .clone()
            .any(|verdict| matches!(verdict, Verdict::Fails(_)))
        {
            Outcome::Fails
        } else if self.stages.len() < words::ALL.len() || all.any(|one| *one == Verdict::NotTried) {
            Outcome::NotShown
        } else {
            Outcome::Holds
        }
    }

    /// The profile that was proven.
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The seed from which all cases were drawn.
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The limits of the profile that were lifted for the trial, by their keys.
    pub fn lifted(&self) -> &[&'static str] {
        &self.lifted
    }

    /// The stages, in the order in which they were run.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// For each hidden field how often it really differed; empty if no pair could be tried.
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// How many rows were released in the pairs that were compared.
    pub const fn rows_released(&self) -> u64 {
        self.released
    }
}

impl Stage {
    /// A stage that was run; one without a case shows nothing.
    pub(super) fn new(name: &str, cases: u64, fault: Option<CounterExample>) -> Self {
        let verdict = match fault {
            Some(fault) => Verdict::Fails(fault),
            None if cases == 0 => Verdict::NotTried,
            None => Verdict::Holds,
        };
        Self {
            words: words::of(name),
            cases,
            verdict,
        }
    }

    pub(super) fn inapplicable(name: &str) -> Self {
        Self {
            words: words::of(name),
            cases: 0,
            verdict: Verdict::Inapplicable,
        }
    }

    /// A short name that stays the same.
    pub const fn name(&self) -> &'static str {
        self.words.name
    }

    /// What is stated.
    pub const fn statement(&self) -> &'static str {
        self.words.statement
    }

    /// By what it is shown.
    pub const fn mechanism(&self) -> &'static str {
        self.words.mechanism
    }

    /// Of what the cases are counted.
    pub const fn unit(&self) -> &'static str {
        self.words.unit
    }

    /// How many cases were tried.
    pub const fn cases(&self) -> u64 {
        self.cases
    }

    /// What came of it.
    pub const fn verdict(&self) -> &Verdict {
        &self.verdict
    }
}

impl CounterExample {
    pub(super) fn new(seen: &'static str, fields: impl IntoIterator<Item = &'static str>) -> Self {
        let mut named = Vec::new();
        for field in fields {
            if !named.contains(&field) {
                named.push(field);
            }
        }
        Self {
            seen,
            fields: named,
        }
    }

    /// Where it can be seen.
    pub const fn seen(&self) -> &'static str {
        self.seen
    }

    /// The names of the fields; none if it lies in no field.
    pub fn fields(&self) -> &[&'static str] {
        &self.fields
    }
}

impl Difference {
    /// The field's name.
    pub const fn field(&self) -> &'static str {
        self.field
    }

    /// In how many pairs it was drawn anew.
    pub const fn drawn(&self) -> u64 {
        self.drawn
    }

    /// In how many of them the two really differed.
    pub const fn differed(&self) -> u64 {
        self.differed
    }
}
