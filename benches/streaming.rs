//! An export in memory to seven columns, beside a copy that checks nothing.

#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a bench that cannot run has to stop; its macros make undocumented items"
)]

#[path = "support/copy.rs"]
mod copy;
mod support;

use cardsieve::batch::{Form, Limits};
use cardsieve::record::{Format, Input, InputOptions};
use cardsieve::{FlagSources, Minimiser, Profile, Rows};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// 8 MB of CSV: more than a second-level cache, so that memory is part of the measure.
const ROWS: usize = 20_000;

fn csv(criterion: &mut Criterion) {
    let export = support::csv(ROWS);
    let mut group = criterion.benchmark_group("streaming CSV, 36 columns to 7");
    group
        .sample_size(20)
        .throughput(Throughput::Bytes(export.len() as u64));
    group.bench_with_input(
        BenchmarkId::from_parameter("cardsieve"),
        &export,
        |bencher, export| {
            let minimiser = minimiser();
            bencher.iter_batched_ref(
                Vec::new,
                |out| stream(&minimiser, export, Format::Csv, Form::Csv, out),
                BatchSize::LargeInput,
            );
        },
    );
    group.bench_with_input(
        BenchmarkId::from_parameter("bare copy"),
        &export,
        |bencher, export| {
            bencher.iter_batched_ref(
                Vec::new,
                |out| copy::csv(export.as_bytes(), out).expect("a sound export"),
                BatchSize::LargeInput,
            );
        },
    );
    group.finish();
}

fn ndjson(criterion: &mut Criterion) {
    let export = support::ndjson(ROWS);
    let mut group = criterion.benchmark_group("streaming NDJSON, 36 keys to 7");
    group
        .sample_size(20)
        .throughput(Throughput::Bytes(export.len() as u64));
    group.bench_with_input(
        BenchmarkId::from_parameter("cardsieve"),
        &export,
        |bencher, export| {
            let minimiser = minimiser();
            bencher.iter_batched_ref(
                Vec::new,
                |out| stream(&minimiser, export, Format::Ndjson, Form::Ndjson, out),
                BatchSize::LargeInput,
            );
        },
    );
    group.bench_with_input(
        BenchmarkId::from_parameter("bare copy"),
        &export,
        |bencher, export| {
            bencher.iter_batched_ref(
                Vec::new,
                |out| copy::ndjson(export, out).expect("a sound export"),
                BatchSize::LargeInput,
            );
        },
    );
    group.finish();
}

fn stream(minimiser: &Minimiser, export: &str, format: Format, form: Form, out: &mut Vec<u8>) {
    let options = InputOptions::new().format(format);
    let mut input = Input::open(export.as_bytes(), &options, None).expect("a sound export");
    input.restrict(minimiser.reads());
    let mut rows = Rows::new(minimiser, form, Limits::default());
    while let Some(row) = input.next().expect("a sound export") {
        rows.add(&row).expect("every officer can be printed");
    }
    let rows = rows.finish().expect("nothing repeats");
    rows.write_to(out).expect("memory takes everything");
}

fn minimiser() -> Minimiser {
    let profile: Profile = support::PROFILE.parse().expect("a fixed profile");
    let secret = support::SECRET.parse().expect("a fixed secret");
    let batch = support::BATCH.parse().expect("a fixed batch id");
    Minimiser::new(&profile, &secret, batch, &FlagSources::from_records())
        .expect("no flag is absent")
}

criterion_group!(benches, csv, ndjson);
criterion_main!(benches);
