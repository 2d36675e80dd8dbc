//! What the output must be, and what it must not depend on although it is read.

use super::{Oracle, first, table};
use crate::exporter::{Exporter, Setup};
use crate::generate::{Random, Raw, batch};
use crate::model;

pub const ORACLES: &[Oracle] = &[
    Oracle {
        name: "merge",
        states: "the rows of two inputs joined are the rows of each, merged",
        first: merge,
    },
    Oracle {
        name: "input order",
        states: "the order of the input leaves no trace",
        first: input_order,
    },
    Oracle {
        name: "withheld",
        states: "records that stay behind leave no trace for the recipient",
        first: withheld,
    },
    Oracle {
        name: "blind",
        states: "what a treatment hides changes nothing, nor does its length",
        first: blind,
    },
    Oracle {
        name: "model",
        states: "a second minimiser, written plainly, gives the same cells",
        first: second_minimiser,
    },
];

fn sorted(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.sort();
    rows
}

fn merge(exporter: Exporter) -> Option<u32> {
    let setup = Setup::USUAL;
    first(|case| {
        let mut random = Random::new("merge", case);
        let (one, other) = (batch(&mut random, 0, 3), batch(&mut random, 3, 3));
        let rows = |records: &[Raw]| -> Vec<Vec<String>> {
            table(&exporter.run(&setup, records).rows)
                .into_iter()
                .skip(1)
                .collect()
        };
        let apart = rows(&one).into_iter().chain(rows(&other)).collect();
        sorted(apart) == sorted(rows(&[one, other].concat()))
    })
}

fn input_order(exporter: Exporter) -> Option<u32> {
    let setup = Setup::USUAL;
    first(|case| {
        let mut records = batch(&mut Random::new("input order", case), 0, 5);
        let forwards = exporter.run(&setup, &records).rows;
        records.reverse();
        forwards == exporter.run(&setup, &records).rows
    })
}

fn withheld(exporter: Exporter) -> Option<u32> {
    let setup = Setup::USUAL;
    first(|case| {
        let mut random = Random::new("withheld", case);
        let mut records = batch(&mut random, 0, 4);
        let alone = exporter.run(&setup, &records);
        let at = random.below(5) as usize;
        let mut flagged = batch(&mut random, 4, 1).remove(0);
        flagged.insert("protected_identity", "yes".to_owned());
        records.insert(at, flagged);
        let beside = exporter.run(&setup, &records);
        (alone.rows, alone.name) == (beside.rows, beside.name)
    })
}

fn blind(exporter: Exporter) -> Option<u32> {
    let setup = Setup::USUAL;
    // the same initials, month and rank; other letters, lengths, days and spellings
    let twins = [
        ("given_names", "Jo", "José"),
        ("given_names", "Mary-Jane Anne", "Maud Jessica Antonia"),
        ("expiry_date", "2031-02-01", "2031-02-28"),
        ("rank", "T/DC", "PC"),
        ("rank", "Detective Sergeant", "DS"),
        ("record_id", "E-1", " E-1 "),
    ];
    first(|case| {
        let records = batch(&mut Random::new("blind", case), 0, 3);
        let (field, one, other) = twins[case as usize % twins.len()];
        let with = |text: &str| {
            let mut records = records.clone();
            records[0].insert(field, text.to_owned());
            exporter.run(&setup, &records).rows
        };
        with(one) == with(other)
    })
}

fn second_minimiser(exporter: Exporter) -> Option<u32> {
    let setup = Setup::USUAL;
    let profile = serde_json::from_str(&setup.profile().canonical_json()).expect("JSON");
    first(|case| {
        let records = batch(&mut Random::new("model", case), 0, 4);
        let expected = records.iter().filter_map(|raw| {
            let row = model::minimise(&profile, &setup.secret, setup.batch, raw)?;
            Some(row.into_iter().map(|(_, cell)| cell).collect())
        });
        let seen = exporter.run(&setup, &records);
        let rows = table(&seen.rows).into_iter().skip(1).collect();
        sorted(expected.collect()) == sorted(rows)
    })
}
