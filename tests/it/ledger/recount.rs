//! What a ledger should answer, counted anew from a plain log; days are counted from 1970.

use std::collections::{BTreeMap, BTreeSet};

use cardsieve::BatchId;

mod again;
mod answers;
mod log;

pub use answers::changes;
pub use log::*;

/// A batch that was disclosed, by the entry that speaks for it.
#[derive(Clone, Copy)]
struct Disclosed<'r> {
    entry: u64,
    batch: BatchId,
    recipient: usize,
    since: u64,
    about: About<'r>,
}

#[derive(Clone, Copy)]
enum About<'r> {
    Run(&'r Run, bool),
    Past(&'r Past),
}

/// How long a batch may be held.
const DAYS: u64 = 10;

/// Everything that was entered, the first entry too.
pub struct Recount {
    pub log: Vec<Logged>,
}

impl Recount {
    pub fn new(day: u64) -> Self {
        let first = Logged {
            entry: 1,
            day,
            what: What::Other,
        };
        Self { log: vec![first] }
    }

    pub fn entries(&self) -> u64 {
        self.log.len() as u64
    }

    pub fn add(&mut self, day: u64, what: What) -> u64 {
        let entry = self.entries() + 1;
        self.log.push(Logged { entry, day, what });
        entry
    }

    pub fn runs(&self) -> Vec<(u64, u64, &Run)> {
        let runs = self.log.iter().filter_map(|one| match &one.what {
            What::Run(run) => Some((one.entry, one.day, run)),
            _ => None,
        });
        runs.collect()
    }

    fn until(&self, as_of: u64) -> impl Iterator<Item = &Logged> {
        self.log.iter().filter(move |one| one.day <= as_of)
    }

    /// Entries that count otherwise at the end of a day, and why.
    pub fn void(&self, as_of: u64) -> BTreeMap<u64, &'static str> {
        let mut void = BTreeMap::new();
        for one in self.until(as_of) {
            let What::Correction { of, reason } = one.what else {
                continue;
            };
            void.insert(of, reason);
            let index = usize::try_from(of - 1).unwrap();
            if let What::Correction { of: first, .. } = self.log[index].what {
                // what it had corrected counts as before
                void.remove(&first);
            }
        }
        void
    }

    /// Whether an entry can be corrected now for a reason.
    pub fn may_correct(&self, of: u64, reason: &str) -> bool {
        let void = self.void(u64::MAX);
        let known = self.log.iter().find(|one| one.entry == of);
        let Some(known) = known.filter(|_| !void.contains_key(&of)) else {
            return false;
        };
        let reasons: &[&str] = match &known.what {
            What::Past(_) => &["entered-wrongly", "never-happened", "deleted"],
            What::End {
                of: run,
                left: true,
            } => {
                let runs = self.runs();
                let about = runs.iter().find(|(entry, ..)| entry == run).unwrap().2;
                let is_attested = self.is_attested(about.batch, *run);
                // a sealed batch is deleted by the word of its bureau; of several runs the last is all there is
                let is_deletable =
                    !about.is_sealed && self.last_run(about.batch, u64::MAX) == Some(*run);
                match reason {
                    "never-happened" if is_attested => &[],
                    "deleted" if !is_deletable => &[],
                    _ => &["entered-wrongly", "never-happened", "deleted"],
                }
            }
            What::Incident(_) => &["entered-wrongly", "never-happened"],
            What::End { left: false, .. } | What::Said(_) | What::Approval { .. } => {
                &["entered-wrongly"]
            }
            What::Rotation => &["never-happened"],
            What::Correction { of: first, reason } => {
                let first = self.log.iter().find(|one| one.entry == *first);
                match first.map(|one| &one.what) {
                    Some(What::Correction { .. }) => &[],
                    Some(What::End { of: run, .. })
                        if *reason == "entered-wrongly" && self.ended(*run, u64::MAX).is_some() =>
                    {
                        &[]
                    }
                    _ => &["entered-wrongly"],
                }
            }
            What::Run(_) | What::Other => &[],
        };
        reasons.contains(&reason)
    }

    /// Whether its bureau has signed that it has a batch, or had it, of which no other run is known to have left.
    pub fn is_attested(&self, batch: BatchId, run: u64) -> bool {
        let void = self.void(u64::MAX);
        let runs = self.runs();
        let made = runs.iter().find(|(entry, ..)| *entry == run).unwrap().1;
        let is_said = self.log.iter().any(|one| {
            let is_it = matches!(&one.what, What::Said(said)
                if (said.batch, said.made) == (batch, made) && !matches!(said.word, Word::Refused));
            is_it && !void.contains_key(&one.entry)
        });
        let other = runs.into_iter().any(|(entry, day, about)| {
            (about.batch, day) == (batch, made)
                && entry != run
                && self.ended(entry, u64::MAX) == Some(Ended::Left)
        });
        is_said && !other
    }

    /// How a run ended, as far as was known at the end of a day.
    pub fn ended(&self, run: u64, as_of: u64) -> Option<Ended> {
        let void = self.void(as_of);
        let mut ended = None;
        for one in self.until(as_of) {
            match (&one.what, void.get(&one.entry)) {
                (What::End { of, left }, None | Some(&"deleted")) if *of == run => {
                    ended = Some(if *left { Ended::Left } else { Ended::Abandoned });
                }
                (What::End { of, .. }, Some(&"never-happened")) if *of == run => {
                    ended = Some(Ended::Corrected);
                }
                _ => {}
            }
        }
        ended
    }

    /// The last run of a batch that left, or may have.
    fn last_run(&self, batch: BatchId, as_of: u64) -> Option<u64> {
        let runs = self.copies(batch, as_of).into_iter();
        runs.map(|(entry, _)| entry).max()
    }

    /// Every run of a batch that left, or may have, with its day.
    fn copies(&self, batch: BatchId, as_of: u64) -> Vec<(u64, u64)> {
        let runs = self.runs().into_iter().filter(|(entry, day, run)| {
            run.batch == batch && *day <= as_of && self.may_have_left(*entry, as_of)
        });
        runs.map(|(entry, day, _)| (entry, day)).collect()
    }

    fn may_have_left(&self, run: u64, as_of: u64) -> bool {
        matches!(self.ended(run, as_of), None | Some(Ended::Left))
    }

    /// Every batch that may have left by a day, in the order in which they were first entered.
    fn all(&self, as_of: u64) -> Vec<Disclosed<'_>> {
        let void = self.void(as_of);
        let mut all: Vec<Disclosed<'_>> = Vec::new();
        for one in self.until(as_of) {
            match &one.what {
                What::Run(run) if self.may_have_left(one.entry, as_of) => {
                    if all.iter().any(|known| known.batch == run.batch) {
                        continue;
                    }
                    // the first that is known to have left speaks for all
                    let same = self.runs().into_iter().filter(|(entry, day, other)| {
                        *day <= as_of
                            && other.batch == run.batch
                            && self.ended(*entry, as_of) == Some(Ended::Left)
                    });
                    let left = same.min_by_key(|(entry, ..)| *entry);
                    let (entry, day, run) = left.unwrap_or((one.entry, one.day, run));
                    all.push(Disclosed {
                        entry,
                        batch: run.batch,
                        recipient: run.recipient,
                        since: day,
                        about: About::Run(run, left.is_some()),
                    });
                }
                What::Past(past) if matches!(void.get(&one.entry), None | Some(&"deleted")) => {
                    all.push(Disclosed {
                        entry: one.entry,
                        batch: past.batch,
                        recipient: past.recipient,
                        since: past.made,
                        about: About::Past(past),
                    });
                }
                _ => {}
            }
        }
        all
    }

    /// Whether by a correction a run never left, or was abandoned after its release was corrected.
    fn is_taken_back(&self, run: u64, as_of: u64) -> bool {
        let mut until = self.until(as_of);
        let was_released =
            until.any(|one| matches!(one.what, What::End { of, left: true } if of == run));
        match self.ended(run, as_of) {
            Some(Ended::Corrected) => true,
            Some(Ended::Abandoned) => was_released,
            _ => false,
        }
    }

    /// Every batch that was entered and by a correction never left, once for each run.
    fn withdrawn(&self, recipient: usize, as_of: u64) -> Vec<(u64, BatchId)> {
        let void = self.void(as_of);
        let all = self.all(as_of);
        let mut found = Vec::new();
        for one in self.until(as_of) {
            match &one.what {
                What::Run(run)
                    if run.recipient == recipient
                        && self.is_taken_back(one.entry, as_of)
                        && !all.iter().any(|known| known.batch == run.batch) =>
                {
                    found.push((one.day, run.batch));
                }
                What::Past(past)
                    if past.recipient == recipient
                        && matches!(void.get(&one.entry), Some(reason) if *reason != "deleted") =>
                {
                    found.push((past.made, past.batch));
                }
                _ => {}
            }
        }
        found
    }

    /// What was said of a batch until a day, by papers that count at the end of another: each with the runs that
    /// left as it says, by its date, before it was entered.
    fn said(&self, batch: BatchId, until: u64, as_of: u64) -> Vec<(Word, Vec<u64>)> {
        let void = self.void(as_of);
        let mut words = Vec::new();
        for one in self.until(until.min(as_of)) {
            let What::Said(said) = &one.what else {
                continue;
            };
            if said.batch != batch || void.contains_key(&one.entry) {
                continue;
            }
            let runs = self.copies(batch, as_of).into_iter();
            let of = runs
                .filter(|(entry, day)| *day == said.made && *day <= said.on && *entry < one.entry);
            words.push((said.word, of.map(|(entry, _)| entry).collect()));
        }
        words
    }

    /// What is left of a batch on a day, by what was entered until another.
    fn remains(&self, one: &Disclosed<'_>, on: u64, until: u64, as_of: u64) -> Vec<&'static str> {
        // by the entry of what was recorded afterwards, or by those of how the last run ended
        let told: Vec<u64> = match one.about {
            About::Past(_) => vec![one.entry],
            About::Run(..) => {
                let last = self.last_run(one.batch, as_of);
                let ends = self.log.iter().filter(
                    |logged| matches!(logged.what, What::End { of, left: true } if Some(of) == last),
                );
                ends.map(|logged| logged.entry).collect()
            }
        };
        let void = self.void(as_of);
        let is_told_deleted = self.until(until.min(as_of)).any(|known| match known.what {
            What::Correction { of, reason } => {
                reason == "deleted" && told.contains(&of) && !void.contains_key(&known.entry)
            }
            _ => false,
        });
        if is_told_deleted {
            return Vec::new();
        }
        let photos = matches!(one.about, About::Past(past) if past.photos > 0);
        let words = self.said(one.batch, until, as_of);
        let mut copies: Vec<u64> = match one.about {
            About::Past(_) => vec![one.entry],
            About::Run(..) => Vec::new(),
        };
        copies.extend(self.copies(one.batch, as_of).iter().map(|(entry, _)| entry));
        let mut left = BTreeSet::new();
        for copy in copies {
            let (mut whole, mut spool, mut ribbon, mut backups) = (false, false, false, None);
            for (word, runs) in &words {
                if let (Word::Deleted(what), true) = (word, runs.contains(&copy)) {
                    whole |= what.whole;
                    spool |= what.spool;
                    ribbon |= what.ribbon;
                    backups = backups.max(what.backups);
                }
            }
            left.extend((!whole).then_some("rows"));
            left.extend((!whole && photos).then_some("photos"));
            left.extend((!spool).then_some("spool"));
            left.extend((!ribbon).then_some("ribbon"));
            left.extend(backups.is_some_and(|last| last >= on).then_some("backups"));
        }
        let all = ["rows", "photos", "spool", "ribbon", "backups"].into_iter();
        all.filter(|what| left.contains(what)).collect()
    }

    fn held(&self, one: &Disclosed<'_>, as_of: u64) -> Held {
        let words = self.said(one.batch, as_of, as_of).into_iter();
        let received = words.filter_map(|(word, _)| match word {
            Word::Received(day) => Some(day),
            _ => None,
        });
        let received = received.min();
        let remains = self.remains(one, as_of, as_of, as_of);
        let is_used = remains.iter().any(|what| *what != "backups");
        Held {
            batch: one.batch,
            mark: match (one.about, received) {
                (About::Run(_, true), _) => "recorded",
                (_, Some(_)) => "attested",
                (_, None) => "unknown",
            },
            received,
            remains,
            days_overdue: if is_used {
                as_of.saturating_sub(one.since + DAYS)
            } else {
                0
            },
        }
    }
}
