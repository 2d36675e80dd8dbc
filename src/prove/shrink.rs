//! The smallest counter-example: as few people and as few fields as still make a difference.

use super::pairs::{Batch, told_apart};
use super::{Bench, CounterExample};

pub(super) fn smallest(bench: &Bench<'_>, mut batch: Batch) -> CounterExample {
    let told = |batch: &Batch| told_apart(bench.exporter, bench.trial, bench.people, batch);
    let alone = batch.people.iter().find_map(|person| {
        let batch = Batch {
            people: vec![*person],
            ..batch.clone()
        };
        told(&batch).map(|_| batch)
    });
    // what shows in company only, in as little of it as can be
    let company = || {
        let sizes = (1..).map(|turn| 1_usize << turn);
        let smaller = sizes.take_while(|size| *size < batch.people.len());
        smaller.into_iter().find_map(|size| {
            let batch = Batch {
                people: batch.people.iter().take(size).copied().collect(),
                ..batch.clone()
            };
            told(&batch).map(|_| batch)
        })
    };
    if let Some(smaller) = alone.or_else(company) {
        batch = smaller;
    }
    let varied = |batch: &Batch| -> Vec<usize> {
        let columns = batch.vary.iter().enumerate();
        columns
            .filter(|(_, varies)| **varies)
            .map(|(at, _)| at)
            .collect()
    };
    let only = |batch: &Batch, column: usize| Batch {
        vary: (0..batch.vary.len()).map(|at| at == column).collect(),
        ..batch.clone()
    };
    let one = varied(&batch).into_iter().find_map(|at| {
        let batch = only(&batch, at);
        told(&batch).map(|_| batch)
    });
    match one {
        Some(one) => batch = one,
        // several together: leave out each that is not needed
        None => {
            for at in varied(&batch) {
                let mut fewer = batch.clone();
                if let Some(varies) = fewer.vary.get_mut(at) {
                    *varies = false;
                }
                if told(&fewer).is_some() {
                    batch = fewer;
                }
            }
        }
    }
    let fields: Vec<_> = varied(&batch)
        .into_iter()
        .map(|at| bench.people.name(at))
        .collect();
    CounterExample::new(told(&batch).unwrap_or("another run of the same"), fields)
}
