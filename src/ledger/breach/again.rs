//! How many people are in more than one batch, in bounds that both can be.

use std::collections::BTreeMap;

use super::{BreachedBatch, People};
use crate::ledger::crowd::Crowd;
use crate::ledger::error::LedgerError;
use crate::ledger::people::Union;

/// People told apart from one another: how many are in one batch, and how many in several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Apart {
    pub(super) once: u64,
    pub(super) twice: u64,
}

/// Whose batches those are. People of one member are different people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Told {
    /// Found in the list: of nobody else in a year that has a key.
    pub(super) found: Apart,
    /// Not found, by year: of two years they may be the same.
    pub(super) left: Vec<Apart>,
    /// Of years and batches of whose people nothing is known: they may be anybody.
    pub(super) blind: Vec<Apart>,
}

impl Told {
    /// How many are in more than one batch.
    pub(super) fn bounds(&self) -> People {
        let twice_of = |all: &[Apart]| all.iter().map(|one| one.twice).max().unwrap_or(0);
        let sure = self.found.twice + twice_of(&self.left);
        let all = || self.left.iter().chain(&self.blind).chain([&self.found]);
        let twice: u64 = all().map(|one| one.twice).sum();
        People {
            least: sure.max(twice_of(&self.blind)),
            most: twice + self.pairs(),
        }
    }

    /// How many pairs at most those make who are in one batch, as far as two may be the same.
    fn pairs(&self) -> u64 {
        let sum = |all: &[Apart]| -> u64 { all.iter().map(|one| one.once).sum() };
        let most = |all: &[Apart]| all.iter().map(|one| one.once).max().unwrap_or(0);
        let (left, blind) = (sum(&self.left), sum(&self.blind));
        let all = self.found.once + left + blind;
        // whoever was found or not needs one of the blind, but for those left of two years
        let of_years = (left / 2).min(left - most(&self.left));
        (all / 2).min(all - most(&self.blind)).min(blind + of_years)
    }
}

/// Of each year how many people were disclosed once and more than once, by the ledger alone. Finds of each
/// batch how many of its people are in an earlier one of its year.
pub(super) fn of_years(
    crowd: &Crowd,
    held: &mut [BreachedBatch],
) -> Result<BTreeMap<u16, Apart>, LedgerError> {
    let mut years: BTreeMap<u16, (Union, Union)> = BTreeMap::new();
    for one in held.iter_mut().filter(|one| !one.held.past) {
        let mut own = crowd.nobody();
        crowd.join(one.held.entry, &mut own)?;
        let year = years.entry(one.held.disclosure.year());
        let (all, twice) = year.or_insert_with(|| (crowd.nobody(), crowd.nobody()));
        let mut both = crowd.nobody();
        both.add_common(all, &own);
        one.again = Some(both.count());
        twice.add_common(all, &own);
        crowd.join(one.held.entry, all)?;
    }
    let years = years.iter().map(|(year, (all, twice))| {
        let twice = twice.count();
        let once = all.count().saturating_sub(twice);
        (*year, Apart { once, twice })
    });
    Ok(years.collect())
}

/// The people of each batch from before there was a ledger: a batch has each once.
pub(super) fn of_past(held: &[BreachedBatch]) -> impl Iterator<Item = Apart> {
    let past = held.iter().filter(|one| one.held.past);
    past.map(|one| Apart {
        once: one.held.disclosure.rows(),
        twice: 0,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Of whom something is known: found, left of a year, or of a blind group; and whether in several batches.
    #[derive(Clone, Copy, PartialEq)]
    enum Group {
        Found,
        Left(usize),
        Blind(usize),
    }

    fn may_be_the_same(one: Group, other: Group) -> bool {
        one != other
            && !matches!(
                (one, other),
                (Group::Found, Group::Left(_)) | (Group::Left(_), Group::Found)
            )
    }

    /// Every number of people in more than one batch that there can be: each joins those before, or is new.
    fn worlds(
        all: &[(Group, bool)],
        people: &mut Vec<Vec<(Group, bool)>>,
        found: &mut BTreeSet<u64>,
    ) {
        let Some((next, rest)) = all.split_first() else {
            let twice = people
                .iter()
                .filter(|one| one.len() > 1 || one.iter().any(|(_, twice)| *twice));
            found.insert(twice.count() as u64);
            return;
        };
        for at in 0..people.len() {
            if people[at]
                .iter()
                .all(|(of, _)| may_be_the_same(*of, next.0))
            {
                people[at].push(*next);
                worlds(rest, people, found);
                people[at].pop();
            }
        }
        people.push(vec![*next]);
        worlds(rest, people, found);
        people.pop();
    }

    #[test]
    fn both_bounds_of_who_was_disclosed_more_than_once_are_reached_in_some_world_and_passed_in_none()
     {
        let mut tried = 0;
        // how many once and twice: found, of two years left, of two blind groups
        for code in 0..3_u32.pow(10) {
            let digit = |at: u32| u64::from(code / 3_u32.pow(at) % 3);
            if (0..10).map(digit).sum::<u64>() > 6 {
                continue;
            }
            let apart = |at: u32| Apart {
                once: digit(2 * at),
                twice: digit(2 * at + 1),
            };
            let told = Told {
                found: apart(0),
                left: vec![apart(1), apart(2)],
                blind: vec![apart(3), apart(4)],
            };
            let groups = [
                Group::Found,
                Group::Left(0),
                Group::Left(1),
                Group::Blind(0),
                Group::Blind(1),
            ];
            let mut all = Vec::new();
            for (group, at) in groups.into_iter().zip(0..) {
                for (twice, count) in [(false, apart(at).once), (true, apart(at).twice)] {
                    all.extend((0..count).map(|_| (group, twice)));
                }
            }
            let mut found = BTreeSet::new();
            worlds(&all, &mut Vec::new(), &mut found);
            let bounds = told.bounds();
            assert_eq!(found.first(), Some(&bounds.least), "{told:?}");
            assert_eq!(found.last(), Some(&bounds.most), "{told:?}");
            tried += 1;
        }
        assert!(tried > 4_000, "{tried}");
    }
}
