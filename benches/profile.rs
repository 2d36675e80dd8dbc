//! Loading a profile, and naming it by its fingerprint.

#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a bench that cannot run has to stop; its macros make undocumented items"
)]

mod support;

use cardsieve::Profile;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn profile(criterion: &mut Criterion) {
    let texts = [
        ("seven columns", support::PROFILE),
        (
            "warrant-card",
            Profile::preset_source("warrant-card").expect("a preset"),
        ),
        (
            "nhs-card",
            Profile::preset_source("nhs-card").expect("a preset"),
        ),
    ];
    let mut group = criterion.benchmark_group("profile");
    for (name, text) in texts {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::new("parse", name), text, |bencher, text| {
            bencher.iter(|| text.parse::<Profile>().expect("a sound profile"));
        });
        let profile: Profile = text.parse().expect("a sound profile");
        group.bench_with_input(
            BenchmarkId::new("fingerprint", name),
            &profile,
            |bencher, profile| {
                bencher.iter(|| profile.fingerprint());
            },
        );
    }
    group.finish();
}

criterion_group!(benches, profile);
criterion_main!(benches);
