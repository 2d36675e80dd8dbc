//! Non-interference: what must not matter is drawn anew, and nothing that is seen may change.

use std::collections::BTreeMap;

use super::{Oracle, first};
use crate::exporter::{Exporter, Seen, Setup};
use crate::generate::{Random, Raw, WORDS, forbidden, join, redraw, released, worded};

pub const ORACLES: &[Oracle] = &[
    Oracle {
        name: "one record",
        states: "the recipient sees the same of one record",
        first: |exporter| pairs("one record", exporter, 1, recipient),
    },
    Oracle {
        name: "batch",
        states: "the recipient sees the same of a batch: bytes, order, lengths, counts, file name",
        first: |exporter| pairs("batch", exporter, 5, recipient),
    },
    Oracle {
        name: "operator",
        states: "the operator sees the same: report, errors, log, Debug, panic, exit code",
        first: |exporter| {
            pairs("operator", exporter, 5, |one, other| {
                (&one.told, one.code) == (&other.told, other.code)
            })
        },
    },
    Oracle {
        name: "words",
        states: "nothing seen changes from one word of the trade to another",
        first: words,
    },
];

fn recipient(one: &Seen, other: &Seen) -> bool {
    (&one.rows, &one.name) == (&other.rows, &other.name)
}

/// A batch and its twin, which differs only in what must not matter.
fn twins(stream: &str, case: u32, most: u64) -> (Vec<Raw>, Vec<Raw>, Vec<Vec<&'static str>>) {
    let mut random = Random::new(stream, case);
    let rows = 1 + random.below(most);
    let (mut left, mut right, mut drawn) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..rows {
        let low = released(&mut random, row);
        let high = forbidden(&mut random);
        let (other, fields) = redraw(&mut random, &high);
        left.push(join(&low, &high));
        right.push(join(&low, &other));
        drawn.push(fields);
    }
    (left, right, drawn)
}

fn pairs(
    stream: &str,
    exporter: Exporter,
    most: u64,
    same: impl Fn(&Seen, &Seen) -> bool,
) -> Option<u32> {
    let setup = Setup::USUAL;
    first(|case| {
        let (left, right, _) = twins(stream, case, most);
        same(&exporter.run(&setup, &left), &exporter.run(&setup, &right))
    })
}

fn words(exporter: Exporter) -> Option<u32> {
    let setup = Setup::USUAL;
    first(|case| {
        let mut random = Random::new("words", case);
        let low: Vec<Raw> = (0..3).map(|row| released(&mut random, row)).collect();
        let with =
            |word: &str| -> Vec<Raw> { low.iter().map(|low| join(low, &worded(word))).collect() };
        let at = case as usize;
        let (one, other) = (WORDS[at % WORDS.len()], WORDS[(at + 1) % WORDS.len()]);
        exporter.run(&setup, &with(one)) == exporter.run(&setup, &with(other))
    })
}

/// Twins that hardly differ would prove nothing.
#[test]
fn nine_in_ten_fields_that_are_drawn_anew_differ() {
    let mut counts: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for case in 1..=super::CASES * 4 {
        let (left, right, drawn) = twins("batch", case, 5);
        for ((left, right), fields) in left.iter().zip(&right).zip(drawn) {
            for field in fields {
                let (seen, differing) = counts.entry(field).or_default();
                *seen += 1;
                *differing += u32::from(left.get(field) != right.get(field));
            }
            let low = |raw: &Raw| crate::generate::READS.map(|field| raw.get(field).cloned());
            assert!(low(left) == low(right), "twins agree on what is read");
        }
    }
    assert!(counts.len() > 190, "{} fields were drawn", counts.len());
    for (field, (seen, differing)) in counts {
        assert!(
            differing * 10 >= seen * 9 && seen > 100,
            "{field}: {differing} of {seen}"
        );
    }
}
