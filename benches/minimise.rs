//! One typed record to one row, and many to the rows of a batch.

#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a bench that cannot run has to stop; its macros make undocumented items"
)]

mod support;

use std::hint::black_box;

use cardsieve::batch::{Form, Limits};
use cardsieve::{FlagSources, Minimiser, OfficerRecord, Profile, Rows};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// Enough that no cache holds them all.
const ROWS: usize = 5_000;

fn minimise(criterion: &mut Criterion) {
    let minimiser = minimiser();
    let records: Vec<OfficerRecord> = support::ndjson(ROWS)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a flat object is a record"))
        .collect();
    let mut group = criterion.benchmark_group("minimise");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("typed record to card record", |bencher| {
        bencher.iter(|| {
            for record in &records {
                black_box(
                    minimiser
                        .minimise(black_box(record))
                        .expect("every officer can be printed"),
                );
            }
        });
    });
    for (name, form) in [("to CSV rows", Form::Csv), ("to NDJSON rows", Form::Ndjson)] {
        group.bench_function(
            format!("typed records {name}, ordered and hashed"),
            |bencher| {
                bencher.iter(|| {
                    let mut rows = Rows::new(&minimiser, form, Limits::default());
                    for record in &records {
                        rows.add(record).expect("every officer can be printed");
                    }
                    rows.finish().expect("nothing repeats")
                });
            },
        );
    }
    group.finish();
}

fn minimiser() -> Minimiser {
    let profile: Profile = support::PROFILE.parse().expect("a fixed profile");
    let secret = support::SECRET.parse().expect("a fixed secret");
    let batch = support::BATCH.parse().expect("a fixed batch id");
    Minimiser::new(&profile, &secret, batch, &FlagSources::from_records())
        .expect("no flag is absent")
}

criterion_group!(benches, minimise);
criterion_main!(benches);
