//! What looking at files of others costs: clean rows, and text that is full of personal data.

#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a bench that cannot run has to stop; its macros make undocumented items"
)]

use std::fmt::Write as _;
use std::hint::black_box;

use cardsieve::inspect::Inspector;
use cardsieve::inspect::detect::Watch;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const ROWS: usize = 100_000;

const HEADER: &str = "record_ref,card_design,print_name,rank,printed_number,expiry,issue_no,card_serial,credential_no";

/// Rows as a batch has them; any fixed mixing would do.
fn clean() -> String {
    let mut csv = String::from(HEADER);
    csv.push_str("\r\n");
    let mut state = 0x5ca1_ab1e_0ff1_ce25_u64;
    for row in 0..ROWS {
        for _ in 0..26 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let at = usize::try_from(state >> 59).expect("five bits");
            csv.push(char::from(
                *b"abcdefghijklmnopqrstuvwxyz234567".get(at).expect("of 32"),
            ));
        }
        let names = ["SMITH", "OKONKWO", "GARCIA-LOPEZ", "O'BRIEN", "MACDONALD"];
        let name = names.get(row % names.len()).expect("one of them");
        write!(
            csv,
            ",D{},J {name},Chief Inspector,{:06},20{}-{:02}-28,1,CS-{:07},{}\r\n",
            row % 4,
            100_000 + row,
            27 + row % 5,
            1 + row % 12,
            row * 7,
            row % 65_536,
        )
        .expect("into memory");
    }
    csv
}

/// Remarks of which each holds something.
fn dense() -> String {
    let mut csv = String::from("ref,remarks\r\n");
    for row in 0..ROWS / 4 {
        write!(
            csv,
            "{row},\"NI no. QQ {:02} {:02} 56 C, born {:02}/{:02}/19{:02}; lives at {} Church Lane, SW1A 1AA; tel 07700 900{:03} or a.smith{row}@example.org\"\r\n\
             {row},\"Account 20-20-15 5555{:04}, card 4111 1111 1111 1111, NHS number 999 000 0018, vehicle AB{:02} CDE, last seen at 192.0.2.{}\"\r\n",
            row % 100,
            row / 100 % 100,
            1 + row % 28,
            1 + row % 12,
            60 + row % 40,
            1 + row % 200,
            row % 1_000,
            row % 10_000,
            51 + row % 25,
            row % 256,
        )
        .expect("into memory");
    }
    csv
}

/// Splits at commas and lines, quotes aside: the least that a caller does.
fn watch(csv: &str) -> usize {
    let mut from = 0;
    let mut lines = memchr::memchr_iter(b'\n', csv.as_bytes()).map(|to| {
        let line = csv.get(from..to - 1).unwrap_or_default();
        from = to + 1;
        line
    });
    let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let mut watch = Watch::new(names.iter().map(|name| Some(*name)));
    for (row, line) in (2..).zip(lines) {
        match line.split_once(",\"") {
            Some((first, rest)) => {
                watch.cell(0, row, first);
                watch.cell(1, row, rest.trim_end_matches('"'));
            }
            None => {
                let mut from = 0;
                for (column, to) in memchr::memchr_iter(b',', line.as_bytes())
                    .chain([line.len()])
                    .enumerate()
                {
                    watch.cell(column, row, line.get(from..to).unwrap_or_default());
                    from = to + 1;
                }
            }
        }
        watch.end_row();
    }
    watch.finish().len()
}

/// The whole way of a file: its kind, encoding, delimiter, header, cells and report.
fn file(csv: &str) -> usize {
    let report = Inspector::new().inspect(csv.as_bytes(), "rows.csv");
    report.expect("memory can be read").findings().len()
}

fn inspect(criterion: &mut Criterion) {
    let clean = clean();
    let dense = dense();
    assert_eq!(watch(&clean), 0, "a clean table is clean");
    assert!(watch(&dense) > 8, "a dense one is not");
    let mut group = criterion.benchmark_group("inspect");
    group.sample_size(10);
    for (name, csv) in [("clean rows", &clean), ("dense text", &dense)] {
        group.throughput(Throughput::Bytes(csv.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| watch(black_box(csv))));
        group.bench_function(format!("{name}, as a file"), |bencher| {
            bencher.iter(|| file(black_box(csv)));
        });
    }
    group.finish();
}

criterion_group!(benches, inspect);
criterion_main!(benches);
