//! G1, G3, G5: what is not released changes nothing that anybody sees.

use std::collections::BTreeMap;
use std::sync::Mutex;

use cardsieve::field::{Field, Role};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::export::{PATHS, any_profile, forms, minimiser, run};
use crate::generate::{forbidden, released};

/// For all profiles and batches: records that agree on what a minimiser reads, and differ in
/// anything else, give the same bytes, the same errors and the same report.
#[test]
fn records_that_agree_on_what_is_released_give_the_same_bytes() {
    let differed: Mutex<BTreeMap<Field, (u32, u32)>> = Mutex::default();
    let mut runner = TestRunner::new(Config::with_cases(1000));
    let strategy = (any_profile(), forms(), prop::sample::select(PATHS)).prop_flat_map(
        |(profile, form, path)| {
            let reads = minimiser(&profile).reads().to_vec();
            let rows = (1_usize..5).prop_flat_map(move |size| {
                let rows: Vec<_> = (0..size)
                    .map(|row| {
                        (
                            released(&reads, row),
                            forbidden(&reads, row),
                            forbidden(&reads, row),
                        )
                    })
                    .collect();
                rows
            });
            (Just(profile), Just(form), Just(path), rows)
        },
    );
    runner
        .run(&strategy, |(profile, form, path, rows)| {
            let mut counts = differed.lock().expect("one thread");
            for (_, left, right) in &rows {
                for field in Field::ALL {
                    if field.role() == Role::Never {
                        let (seen, differing) = counts.entry(*field).or_default();
                        *seen += 1;
                        *differing += u32::from(left.get(field.name()) != right.get(field.name()));
                    }
                }
            }
            drop(counts);
            let with = |side: fn(&(_, _, _)) -> crate::generate::Raw| {
                rows.iter().map(side).collect::<Vec<_>>()
            };
            let left = with(
                |(low, high, _): &(
                    crate::generate::Raw,
                    crate::generate::Raw,
                    crate::generate::Raw,
                )| { low.clone().into_iter().chain(high.clone()).collect() },
            );
            let right = with(
                |(low, _, high): &(
                    crate::generate::Raw,
                    crate::generate::Raw,
                    crate::generate::Raw,
                )| { low.clone().into_iter().chain(high.clone()).collect() },
            );
            prop_assert_eq!(
                run(&profile, &left, path, form),
                run(&profile, &right, path, form)
            );
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
    // Pairs that hardly differ would prove nothing.
    for (field, (seen, differing)) in differed.into_inner().expect("one thread") {
        assert!(
            differing * 10 >= seen * 9,
            "{field} differed in {differing} of {seen} pairs only"
        );
    }
}
