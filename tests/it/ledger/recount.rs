//! What a ledger should answer, counted anew from a plain log; days are counted from 1970.

use std::collections::{BTreeMap, BTreeSet};

use cardsieve::BatchId;

/// Something that was entered on a day, by its number.
#[derive(Clone)]
pub struct Logged {
    pub entry: u64,
    pub day: u64,
    pub what: What,
}

#[derive(Clone)]
pub enum What {
    Run(Run),
    /// A run left, or never did.
    End {
        of: u64,
        left: bool,
    },
    Said(Said),
    Past(Past),
    Incident(Incident),
    Approval {
        signer: usize,
        recipient: usize,
    },
    Rotation,
    Correction {
        of: u64,
        reason: &'static str,
    },
    /// What no question is about.
    Other,
}

/// A run of an export.
#[derive(Clone)]
pub struct Run {
    pub batch: BatchId,
    pub recipient: usize,
    pub people: BTreeSet<u32>,
    pub year: u16,
}

/// What left before there was a ledger.
#[derive(Clone)]
pub struct Past {
    pub batch: BatchId,
    pub recipient: usize,
    pub made: u64,
    pub people: u64,
    pub photos: u64,
}

#[derive(Clone, Copy)]
pub struct Incident {
    pub recipient: usize,
    pub from: u64,
    pub to: u64,
}

/// What a bureau said.
#[derive(Clone)]
pub struct Said {
    pub batch: BatchId,
    pub word: Word,
}

#[derive(Clone, Copy)]
pub enum Word {
    Received(u64),
    Deleted(Deleted),
    Refused,
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

/// Batches held, gone and withdrawn, people recorded and in all, incidents.
pub type Holdings = (
    Vec<Held>,
    Vec<Held>,
    Vec<BatchId>,
    (u64, u64),
    (u64, u64),
    Vec<u64>,
);

/// Batches that were held, those that were gone before, those withdrawn, and people.
pub type Pack = (Vec<BatchId>, Vec<BatchId>, Vec<BatchId>, (u64, u64));

/// How a run ended, as far as is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Left,
    Abandoned,
    Corrected,
}

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
            What::Incident(_) | What::End { left: true, .. } => {
                &["entered-wrongly", "never-happened"]
            }
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

    /// How a run ended, as far as was known at the end of a day.
    pub fn ended(&self, run: u64, as_of: u64) -> Option<Ended> {
        let void = self.void(as_of);
        let mut ended = None;
        for one in self.until(as_of) {
            match (&one.what, void.get(&one.entry)) {
                (What::End { of, left }, None) if *of == run => {
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

    /// Every batch that was entered and by a correction never left, once for each run.
    fn withdrawn(&self, recipient: usize, as_of: u64) -> Vec<(u64, BatchId)> {
        let void = self.void(as_of);
        let all = self.all(as_of);
        let mut found = Vec::new();
        for one in self.until(as_of) {
            match &one.what {
                What::Run(run)
                    if run.recipient == recipient
                        && self.ended(one.entry, as_of) == Some(Ended::Corrected)
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

    /// What was said of a batch until a day, by papers that count at the end of another.
    fn said(&self, batch: BatchId, until: u64, as_of: u64) -> Vec<Word> {
        let void = self.void(as_of);
        let mut words = Vec::new();
        for one in self.until(until.min(as_of)) {
            let What::Said(said) = &one.what else {
                continue;
            };
            if said.batch != batch || void.contains_key(&one.entry) {
                continue;
            }
            let sent_since = self.runs().into_iter().any(|(entry, day, run)| {
                let counts = day <= as_of && self.may_have_left(entry, as_of);
                counts && run.batch == batch && entry > one.entry
            });
            if !sent_since || matches!(said.word, Word::Received(_)) {
                words.push(said.word);
            }
        }
        words
    }

    /// What is left of a batch on a day, by what was entered until another.
    fn remains(&self, one: &Disclosed<'_>, on: u64, until: u64, as_of: u64) -> Vec<&'static str> {
        let deletion = self.until(until.min(as_of)).any(|known| {
            let is_it = matches!(known.what, What::Correction { of, .. } if of == one.entry);
            is_it
                && self.void(as_of).get(&one.entry) == Some(&"deleted")
                && !self.void(as_of).contains_key(&known.entry)
        });
        if deletion && matches!(one.about, About::Past(_)) {
            return Vec::new();
        }
        let (mut whole, mut spool, mut ribbon, mut backups) = (false, false, false, None);
        for word in self.said(one.batch, until, as_of) {
            if let Word::Deleted(what) = word {
                whole |= what.whole;
                spool |= what.spool;
                ribbon |= what.ribbon;
                backups = backups.max(what.backups);
            }
        }
        let photos = matches!(one.about, About::Past(past) if past.photos > 0);
        let mut remains = Vec::new();
        for (is_left, what) in [
            (!whole, "rows"),
            (!whole && photos, "photos"),
            (!spool, "spool"),
            (!ribbon, "ribbon"),
            (backups.is_some_and(|last| last >= on), "backups"),
        ] {
            if is_left {
                remains.push(what);
            }
        }
        remains
    }

    fn held(&self, one: &Disclosed<'_>, as_of: u64) -> Held {
        let words = self.said(one.batch, as_of, as_of).into_iter();
        let received = words.filter_map(|word| match word {
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

    fn is_known(&self, recipient: usize) -> bool {
        self.log.iter().any(|one| match &one.what {
            What::Run(run) => run.recipient == recipient,
            What::Past(past) => past.recipient == recipient,
            _ => false,
        })
    }

    /// The incidents at a recipient that count, by their entries.
    pub fn incidents(&self, recipient: usize, as_of: u64) -> Vec<u64> {
        let void = self.void(as_of);
        let all = self.until(as_of).filter(|one| match &one.what {
            What::Incident(incident) => incident.recipient == recipient,
            _ => false,
        });
        let all = all.map(|one| one.entry);
        all.filter(|entry| !void.contains_key(entry)).collect()
    }

    /// None, if nothing was ever meant for the recipient.
    pub fn holdings(&self, recipient: usize, as_of: u64) -> Option<Holdings> {
        if !self.is_known(recipient) {
            return None;
        }
        let all = self.all(as_of).into_iter();
        let all = all.filter(|one| one.recipient == recipient);
        let all = all.map(|one| (one, self.held(&one, as_of)));
        let (gone, held): (Vec<_>, Vec<_>) = all.partition(|(_, held)| held.remains.is_empty());
        let recorded = held.iter().filter(|(_, held)| held.mark != "unknown");
        let recorded = people(recorded.map(|(one, _)| *one));
        let everybody = people(held.iter().map(|(one, _)| *one));
        let plain = |all: Vec<(Disclosed<'_>, Held)>| -> Vec<Held> {
            all.into_iter().map(|(_, held)| held).collect()
        };
        let withdrawn = self.withdrawn(recipient, as_of).into_iter();
        Some((
            plain(held),
            plain(gone),
            withdrawn.map(|(_, batch)| batch).collect(),
            recorded,
            everybody,
            self.incidents(recipient, as_of),
        ))
    }

    /// What is known to have been about a person, and what may have been.
    pub fn exposure(&self, person: u32, as_of: u64) -> (Vec<Held>, Vec<BatchId>) {
        let all = self.all(as_of);
        let about = all
            .iter()
            .filter(|one| matches!(one.about, About::Run(run, _) if run.people.contains(&person)));
        let unknown = all
            .iter()
            .filter(|one| matches!(one.about, About::Past(_)))
            .map(|one| one.batch);
        let about = about.map(|one| self.held(one, as_of));
        (about.collect(), unknown.collect())
    }

    /// The longest overdue first, and of one day in the order of entry.
    pub fn overdue(&self, as_of: u64) -> Vec<Held> {
        let all = self.all(as_of).into_iter();
        let all = all.map(|one| ((one.since, one.entry), self.held(&one, as_of)));
        let mut all: Vec<_> = all.filter(|(_, held)| held.days_overdue > 0).collect();
        all.sort_by_key(|(key, _)| *key);
        all.into_iter().map(|(_, held)| held).collect()
    }

    /// Of each recipient: batches disclosed, held, unknown, overdue, and people.
    pub fn recipients(&self, as_of: u64) -> BTreeMap<usize, [u64; 6]> {
        let mut lines = BTreeMap::new();
        for one in self.all(as_of) {
            let Some((held, gone, _, _, people, _)) = self.holdings(one.recipient, as_of) else {
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
            lines.insert(one.recipient, line);
        }
        lines
    }

    /// How many of these people the recipient already holds by other batches of the year.
    pub fn again(&self, new: &Run, day: u64) -> u64 {
        let mut known: BTreeSet<u32> = BTreeSet::new();
        for one in self.all(day) {
            let About::Run(run, _) = one.about else {
                continue;
            };
            let is_other =
                run.batch != new.batch && (run.recipient, run.year) == (new.recipient, new.year);
            if is_other && !self.held(&one, day).remains.is_empty() {
                known.extend(&run.people);
            }
        }
        known.intersection(&new.people).count() as u64
    }

    /// What a breach pack tells of an incident that was entered; none, if it does not count.
    pub fn pack(&self, entry: u64, as_of: u64) -> Option<Pack> {
        let index = usize::try_from(entry - 1).unwrap();
        let What::Incident(incident) = self.log.get(index)?.what else {
            return None;
        };
        let counts = self.incidents(incident.recipient, as_of).contains(&entry);
        let all = self.all(as_of).into_iter().filter(|one| {
            counts && one.recipient == incident.recipient && one.since <= incident.to
        });
        let before = incident.from.saturating_sub(1);
        let is_gone =
            |one: &Disclosed<'_>| self.remains(one, incident.from, before, as_of).is_empty();
        let (gone, held): (Vec<_>, Vec<_>) = all.partition(is_gone);
        let withdrawn = self.withdrawn(incident.recipient, as_of).into_iter();
        let withdrawn = withdrawn.filter(|(since, _)| *since <= incident.to);
        let ids = |all: &[Disclosed<'_>]| all.iter().map(|one| one.batch).collect();
        counts.then(|| {
            (
                ids(&held),
                ids(&gone),
                withdrawn.map(|(_, batch)| batch).collect(),
                people(held.iter().copied()),
            )
        })
    }

    /// In how many ways a batch is found in the wild: once if it left, or once for each run that did not;
    /// and whether by the ledger it never left.
    pub fn found(&self, batch: BatchId, as_of: u64) -> (usize, bool) {
        if self.all(as_of).iter().any(|one| one.batch == batch) {
            return (1, false);
        }
        let runs = self.runs().into_iter();
        let runs = runs.filter(|(_, day, run)| *day <= as_of && run.batch == batch);
        (runs.count(), true)
    }
}

/// The most in one year, and the sum over the years; nobody knows whose data left before there was a ledger.
fn people<'r>(all: impl Iterator<Item = Disclosed<'r>>) -> (u64, u64) {
    let mut years: BTreeMap<u16, BTreeSet<u32>> = BTreeMap::new();
    let (mut least, mut more) = (0, 0);
    for one in all {
        match one.about {
            About::Run(run, _) => years.entry(run.year).or_default().extend(&run.people),
            About::Past(past) => {
                least = past.people.max(least);
                more += past.people;
            }
        }
    }
    let counts: Vec<u64> = years.values().map(|all| all.len() as u64).collect();
    (
        counts.iter().copied().max().unwrap_or(0).max(least),
        counts.iter().sum::<u64>() + more,
    )
}

/// What happened to a batch between two looks at it, by names.
pub fn changes(before: Option<&Held>, after: Option<&Held>) -> Vec<&'static str> {
    let Some(after) = after else {
        return vec!["withdrawn"];
    };
    let mut kinds = Vec::new();
    let had = before.map(|one| &one.remains);
    let is_gone = after.remains.is_empty();
    let was_gone = had.is_some_and(Vec::is_empty);
    let less = had.is_some_and(|had| had.iter().any(|what| !after.remains.contains(what)));
    let more = had.is_some_and(|had| after.remains.iter().any(|what| !had.contains(what)));
    let was = |is: fn(&Held) -> bool| before.is_some_and(is);
    for (is_so, kind) in [
        (before.is_none(), "disclosed"),
        (is_gone && !was_gone, "deleted"),
        (less && !is_gone, "partly-deleted"),
        (
            after.days_overdue > 0 && !was(|one| one.days_overdue > 0),
            "became-overdue",
        ),
        (before.is_some_and(|one| one.mark != after.mark), "settled"),
        (
            after.received.is_some() && !was(|one| one.received.is_some()),
            "received",
        ),
        (more, "held-again"),
    ] {
        if is_so {
            kinds.push(kind);
        }
    }
    kinds
}
