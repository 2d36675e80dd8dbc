//! Rows of a batch counted in classes.

#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a bench that cannot run has to stop; its macros make undocumented items"
)]

use std::hint::black_box;

use cardsieve::Profile;
use cardsieve::risk::Assessor;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// Rows as an export writes them, without an export's time: four columns narrow the choice, and the
/// rest is unique.
fn rows(profile: &Profile, count: usize) -> String {
    let headers: Vec<&str> = profile
        .columns()
        .iter()
        .map(|column| column.header())
        .collect();
    let mut out = headers.join(",") + "\r\n";
    for number in 0..count {
        let cells = headers.iter().map(|header| match *header {
            "card_design" => format!("D{}", number % 7),
            "rank" => format!("R{}", number * number % 11),
            "expiry" => format!("2031-{:02}-28", number % 60),
            "issue_no" => (1 + number % 17 / 15).to_string(),
            header => format!("{header}{number}"),
        });
        out += &cells.collect::<Vec<_>>().join(",");
        out += "\r\n";
    }
    out
}

fn risk(criterion: &mut Criterion) {
    let profile = Profile::preset("warrant-card").expect("a preset");
    let mut group = criterion.benchmark_group("risk");
    group.sample_size(10);
    for count in [100_000, 1_000_000] {
        let rows = rows(&profile, count);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(
            BenchmarkId::new("warrant-card", count),
            &rows,
            |bencher, rows| {
                bencher.iter(|| {
                    let mut assessor = Assessor::new(&profile);
                    assessor
                        .read(black_box(rows.as_bytes()), None)
                        .expect("rows");
                    black_box(assessor.finish().expect("rows"))
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, risk);
criterion_main!(benches);
