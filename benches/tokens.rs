//! Tokens, beside the bare HMACs that they are made of.

#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a bench that cannot run has to stop; its macros make undocumented items"
)]

#[path = "support/copy.rs"]
mod copy;
mod support;

use std::hint::black_box;

use cardsieve::{FlagSources, Minimiser, OfficerRecord, Profile};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const ROWS: usize = 10_000;

/// A profile of nothing but the matching column: a row costs a token and the record's handling.
const MATCHING_ONLY: &str = r#"
format = 1
name = "tokens"
controller = "Example Police"
recipient = "Example Card Bureau"
purpose = "Count cards"
delete_after_days = 7

[[column]]
header = "record_ref"
place = "matching"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "batch" }]
"#;

fn tokens(criterion: &mut Criterion) {
    let ids: Vec<String> = (0..ROWS).map(|number| format!("E{number:07}")).collect();
    let records: Vec<OfficerRecord<()>> = ids
        .iter()
        .map(|id| serde_json::from_str(&format!("{{\"record_id\":\"{id}\"}}")).expect("a record"))
        .collect();
    let profile: Profile = MATCHING_ONLY.parse().expect("a fixed profile");
    let secret = support::SECRET.parse().expect("a fixed secret");
    let batch = support::BATCH.parse().expect("a fixed batch id");
    let minimiser = Minimiser::new(&profile, &secret, batch, &FlagSources::from_records())
        .expect("no flag is absent");
    let bare = copy::Tokens::new();

    let mut group = criterion.benchmark_group("tokens");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("minimised row of one token", |bencher| {
        bencher.iter(|| {
            for record in &records {
                black_box(
                    minimiser
                        .minimise(black_box(record))
                        .expect("every id has a token"),
                );
            }
        });
    });
    group.bench_function("bare HMAC in base32", |bencher| {
        bencher.iter(|| {
            for id in &ids {
                black_box(bare.of(0, black_box(id.as_bytes())));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, tokens);
criterion_main!(benches);
