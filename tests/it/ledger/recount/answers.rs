//! The answers, counted anew.

use std::collections::{BTreeMap, BTreeSet};

use cardsieve::BatchId;

use super::*;

impl Recount {
    /// Whether it left before there was a ledger.
    pub fn is_past(&self, batch: BatchId) -> bool {
        let mut log = self.log.iter();
        log.any(|logged| matches!(&logged.what, What::Past(past) if past.batch == batch))
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
        let (held, gone, incident) = self.of_incident(entry, as_of)?;
        let withdrawn = self.withdrawn(incident.recipient, as_of).into_iter();
        let withdrawn = withdrawn.filter(|(since, _)| *since <= incident.to);
        let ids = |all: &[Disclosed<'_>]| all.iter().map(|one| one.batch).collect();
        Some((
            ids(&held),
            ids(&gone),
            withdrawn.map(|(_, batch)| batch).collect(),
            people(held.iter().copied()),
        ))
    }

    /// Who was in more than one of the batches held, by the ledger alone, or with a list of these people.
    pub fn bounds(&self, entry: u64, as_of: u64, listed: Option<&BTreeSet<u32>>) -> Option<Bounds> {
        let (held, ..) = self.of_incident(entry, as_of)?;
        again::bounds(&held, listed)
    }

    /// What was held and what was gone at an incident; none, if it does not count.
    fn of_incident(
        &self,
        entry: u64,
        as_of: u64,
    ) -> Option<(Vec<Disclosed<'_>>, Vec<Disclosed<'_>>, Incident)> {
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
        counts.then_some((held, gone, incident))
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
pub fn changes(before: Option<&Held>, after: Option<&Held>, is_past: bool) -> Vec<&'static str> {
    let Some(after) = after else {
        return vec!["withdrawn"];
    };
    let mut kinds = Vec::new();
    let had = before.map(|one| &one.remains);
    let is_gone = after.remains.is_empty();
    let was_gone = had.is_some_and(Vec::is_empty);
    let less = had.is_some_and(|had| had.iter().any(|what| !after.remains.contains(what)));
    let more = had.is_some_and(|had| {
        let mut new = after.remains.iter().filter(|what| !had.contains(what));
        // backups are new only where nothing was left
        new.any(|what| *what != "backups" || had.is_empty())
    });
    let was = |is: fn(&Held) -> bool| before.is_some_and(is);
    for (is_so, kind) in [
        (before.is_none() && !is_past, "disclosed"),
        (before.is_none() && is_past, "recorded-afterwards"),
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
