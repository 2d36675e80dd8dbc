//! What a ledger should answer, counted anew from plain lists; days are counted from 1970.

use std::collections::{BTreeMap, BTreeSet};

use cardsieve::BatchId;

/// A run of an export.
#[derive(Clone)]
pub struct Run {
    pub entry: u64,
    pub batch: BatchId,
    pub recipient: usize,
    pub people: BTreeSet<u32>,
    pub day: u64,
    pub year: u16,
    pub end: End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum End {
    Open,
    Released(u64),
    Abandoned,
}

/// What a bureau said, as it was entered on a day.
#[derive(Clone)]
pub struct Said {
    pub entry: u64,
    pub day: u64,
    pub batch: BatchId,
    pub recipient: usize,
    pub word: Word,
}

#[derive(Clone, Copy)]
pub enum Word {
    Received(u64),
    Deleted(Deleted),
}

#[derive(Clone, Copy)]
pub struct Deleted {
    pub whole: bool,
    pub spool: bool,
    pub ribbon: bool,
    pub backups: Option<u64>,
}

/// A batch on a day: what a question tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub batch: BatchId,
    pub mark: &'static str,
    pub received: Option<u64>,
    pub remains: Vec<&'static str>,
    pub days_overdue: u64,
}

/// Batches held and gone, people recorded and in all.
pub type Holdings = (Vec<Held>, Vec<Held>, (u64, u64), (u64, u64));

/// Everything that was entered.
#[derive(Default)]
pub struct Recount {
    pub runs: Vec<Run>,
    pub said: Vec<Said>,
}

/// How long a batch may be held.
const DAYS: u64 = 10;

impl Recount {
    /// Every batch that may have left by a day: the run that speaks for it, and what is known of it.
    fn all(&self, as_of: u64) -> Vec<(&Run, Held)> {
        let left = |run: &&Run| run.day <= as_of && run.end != End::Abandoned;
        let mut all: Vec<(&Run, Held)> = Vec::new();
        for run in self.runs.iter().filter(left) {
            if all.iter().any(|(known, _)| known.batch == run.batch) {
                continue;
            }
            let is_known = |run: &&Run| matches!(run.end, End::Released(day) if day <= as_of);
            let mut runs = self.runs.iter().filter(left);
            let known = runs.find(|one| one.batch == run.batch && is_known(one));
            let speaks = known.unwrap_or(run);
            all.push((speaks, self.held(speaks, known.is_some(), as_of)));
        }
        all
    }

    fn held(&self, run: &Run, is_released: bool, as_of: u64) -> Held {
        let mut received = None;
        let mut whole = false;
        let mut spool = false;
        let mut ribbon = false;
        let mut backups = false;
        for said in &self.said {
            if said.batch != run.batch || said.recipient != run.recipient || said.day > as_of {
                continue;
            }
            let sent_since = self.runs.iter().any(|one| {
                let counts = one.day <= as_of && one.end != End::Abandoned;
                counts && one.batch == run.batch && one.entry > said.entry
            });
            match said.word {
                Word::Deleted(_) if sent_since => {}
                Word::Received(day) => received = Some(received.map_or(day, |one| day.min(one))),
                Word::Deleted(what) => {
                    whole |= what.whole;
                    spool |= what.spool;
                    ribbon |= what.ribbon;
                    backups |= what.backups.is_some_and(|until| until >= as_of);
                }
            }
        }
        let mut remains = Vec::new();
        for (is_left, what) in [
            (!whole, "rows"),
            (!spool, "spool"),
            (!ribbon, "ribbon"),
            (backups, "backups"),
        ] {
            if is_left {
                remains.push(what);
            }
        }
        let is_used = remains.iter().any(|what| *what != "backups");
        Held {
            batch: run.batch,
            mark: match (is_released, received) {
                (true, _) => "recorded",
                (false, Some(_)) => "attested",
                (false, None) => "unknown",
            },
            received,
            remains,
            days_overdue: if is_used {
                as_of.saturating_sub(run.day + DAYS)
            } else {
                0
            },
        }
    }

    /// None, if nothing was ever meant for the recipient.
    pub fn holdings(&self, recipient: usize, as_of: u64) -> Option<Holdings> {
        self.runs.iter().find(|run| run.recipient == recipient)?;
        let all = self.all(as_of).into_iter();
        let all = all.filter(|(run, _)| run.recipient == recipient);
        let (gone, held): (Vec<_>, Vec<_>) = all.partition(|(_, held)| held.remains.is_empty());
        let recorded = held.iter().filter(|(_, held)| held.mark != "unknown");
        let recorded = people(recorded.map(|(run, _)| *run));
        let everybody = people(held.iter().map(|(run, _)| *run));
        let plain = |all: Vec<(&Run, Held)>| all.into_iter().map(|(_, held)| held).collect();
        Some((plain(held), plain(gone), recorded, everybody))
    }

    pub fn exposure(&self, person: u32, as_of: u64) -> Vec<Held> {
        let all = self.all(as_of).into_iter();
        let about = all.filter(|(run, _)| run.people.contains(&person));
        about.map(|(_, held)| held).collect()
    }

    /// The longest overdue first, and of one day in the order of entry.
    pub fn overdue(&self, as_of: u64) -> Vec<Held> {
        let mut all = self.all(as_of);
        all.retain(|(_, held)| held.days_overdue > 0);
        all.sort_by_key(|(run, _)| (run.day, run.entry));
        all.into_iter().map(|(_, held)| held).collect()
    }

    /// Of each recipient: batches disclosed, held, unknown, overdue, and people.
    pub fn recipients(&self, as_of: u64) -> BTreeMap<usize, [u64; 6]> {
        let mut lines = BTreeMap::new();
        for (run, _) in self.all(as_of) {
            let Some((held, gone, _, people)) = self.holdings(run.recipient, as_of) else {
                continue;
            };
            let count = |is: fn(&Held) -> bool| held.iter().filter(|one| is(one)).count() as u64;
            let line = [
                (held.len() + gone.len()) as u64,
                held.len() as u64,
                count(|one| one.mark == "unknown"),
                count(|one| one.days_overdue > 0),
                people.0,
                people.1,
            ];
            lines.insert(run.recipient, line);
        }
        lines
    }

    /// How many of these people the recipient already holds by other batches of the year.
    pub fn again(&self, new: &Run) -> u64 {
        let held = self.all(new.day).into_iter().filter(|(run, held)| {
            !held.remains.is_empty()
                && run.batch != new.batch
                && (run.recipient, run.year) == (new.recipient, new.year)
        });
        let known: BTreeSet<u32> = held.flat_map(|(run, _)| run.people.clone()).collect();
        known.intersection(&new.people).count() as u64
    }
}

/// The most in one year, and the sum over the years.
fn people<'r>(runs: impl Iterator<Item = &'r Run>) -> (u64, u64) {
    let mut years: BTreeMap<u16, BTreeSet<u32>> = BTreeMap::new();
    for run in runs {
        years.entry(run.year).or_default().extend(&run.people);
    }
    let counts: Vec<u64> = years.values().map(|all| all.len() as u64).collect();
    (
        counts.iter().copied().max().unwrap_or(0),
        counts.iter().sum(),
    )
}
