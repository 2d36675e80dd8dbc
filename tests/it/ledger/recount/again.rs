//! Who is in more than one batch, and how many people there are, in bounds: by trying every pair.

use std::collections::{BTreeMap, BTreeSet};

use super::{About, Bounds, Disclosed};

/// Of whom people are: found in the list, of a year and not found, or of a batch of nobody knows whom.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Found,
    Year(u16),
    Nobody(usize),
}

/// How many are in one batch, and in several.
type Groups = BTreeMap<Of, (u64, u64)>;

/// How many people are in several batches, and how many there are: the fewest and the most. Nothing, if there
/// are too many ways to try them.
pub fn bounds(held: &[Disclosed<'_>], listed: Option<&BTreeSet<u32>>) -> Option<Bounds> {
    // by year, or for a person that was found in all years
    let mut batches: BTreeMap<(Of, u32), u64> = BTreeMap::new();
    let mut groups = Groups::new();
    for (at, one) in held.iter().enumerate() {
        match one.about {
            About::Past(past) => {
                groups.insert(Of::Nobody(at), (past.people, 0));
            }
            About::Run(run, _) => {
                for person in &run.people {
                    let of = match listed.is_some_and(|listed| listed.contains(person)) {
                        true => Of::Found,
                        false => Of::Year(run.year),
                    };
                    *batches.entry((of, *person)).or_default() += 1;
                }
            }
        }
    }
    for ((of, _), count) in batches {
        let (once, twice) = groups.entry(of).or_default();
        *(if count > 1 { twice } else { once }) += 1;
    }
    let ways: u64 = groups.values().map(|(once, _)| once + 1).product();
    if ways > 20_000 {
        return None;
    }
    let most_pairs = pairs(
        &groups.iter().map(|(of, (once, _))| (*of, *once)).collect(),
        listed.is_some(),
        &mut BTreeMap::new(),
    );
    let sum = |of: fn(&(u64, u64)) -> u64| -> u64 { groups.values().map(of).sum() };
    // those of two groups are one as far as they may be
    let least = |of: fn(&(u64, u64)) -> u64| {
        let in_group = |is: &dyn Fn(&Of) -> bool| {
            let own = groups.iter().filter(|(group, _)| is(group));
            own.map(|(_, counts)| of(counts)).max().unwrap_or(0)
        };
        let known = in_group(&|one| matches!(one, Of::Found));
        let years = in_group(&|one| matches!(one, Of::Year(_)));
        (known + years).max(in_group(&|one| matches!(one, Of::Nobody(_))))
    };
    let again = (
        least(|(_, twice)| *twice),
        sum(|(_, twice)| *twice) + most_pairs,
    );
    let people = (
        least(|(once, twice)| once + twice),
        sum(|(once, twice)| once + twice),
    );
    Some([again, people])
}

/// The most pairs of people in one batch each who may be the same person.
fn pairs(left: &BTreeMap<Of, u64>, is_listed: bool, known: &mut BTreeMap<Vec<u64>, u64>) -> u64 {
    let key: Vec<u64> = left.values().copied().collect();
    if let Some(most) = known.get(&key) {
        return *most;
    }
    let some = left.iter().filter(|(_, count)| **count > 0);
    let some: Vec<Of> = some.map(|(of, _)| *of).collect();
    let mut most = 0;
    for (at, one) in some.iter().enumerate() {
        for other in &some[at + 1..] {
            // whoever is found by the key is found in every year
            if is_listed && matches!((one, other), (Of::Found, Of::Year(_))) {
                continue;
            }
            let mut left = left.clone();
            for of in [one, other] {
                *left.get_mut(of).unwrap() -= 1;
            }
            most = most.max(1 + pairs(&left, is_listed, known));
        }
    }
    known.insert(key, most);
    most
}
