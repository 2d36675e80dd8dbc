//! Replays every seed of the fuzz targets, and its neighbours, on any toolchain.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    unreachable_pub,
    reason = "a property that does not hold panics; the fuzz package takes the same file as its own"
)]

#[path = "../../fuzz/src/props.rs"]
mod props;

use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// How many neighbours of each seed are tried.
const NEIGHBOURS: u64 = 150;

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let directory = fuzz().join("corpus").join(target);
    let mut seeds = Vec::new();
    for entry in fs::read_dir(&directory).unwrap_or_else(|_| panic!("{target} has no seeds")) {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        seeds.push((name, fs::read(entry.path()).unwrap()));
    }
    assert!(!seeds.is_empty(), "{target} has no seeds");
    seeds.sort();
    seeds
}

/// A seed with some bytes changed, cut, doubled or taken over from another one.
fn neighbour(seed: &[u8], other: &[u8], number: u64) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ seed.len() as u64;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % (limit as u64 + 1)) as usize
    };
    let mut bytes = seed.to_vec();
    for _ in 0..=below(2) {
        let at = below(bytes.len());
        let length = below(12).min(bytes.len() - at);
        match below(4) {
            0 => drop(bytes.drain(at..at + length)),
            1 => bytes.truncate(at),
            2 => {
                let doubled = bytes[at..at + length].to_vec();
                bytes.splice(at..at, doubled);
            }
            3 => {
                let from = below(other.len());
                let to = (from + below(24)).min(other.len());
                bytes.splice(at..at + length, other[from..to].iter().copied());
            }
            _ => {
                const TELLING: &[u8] = b"\0\t\n\r \"#',-.:;=[\\]{|}\x7f\x80\xc3\xe2\xff0a";
                bytes.splice(at..at, [TELLING[below(TELLING.len() - 1)]]);
            }
        }
    }
    bytes
}

fn replay(target: &str) {
    let (_, property) = props::ALL.iter().find(|(name, _)| *name == target).unwrap();
    let seeds = seeds(target);
    let holds = |bytes: &[u8]| catch_unwind(|| property(bytes)).is_ok();
    for (position, (name, seed)) in seeds.iter().enumerate() {
        assert!(holds(seed), "{target}/{name}");
        for number in 1..=NEIGHBOURS {
            let (_, other) = &seeds[(position + number as usize) % seeds.len()];
            assert!(
                holds(&neighbour(seed, other, number)),
                "{target}/{name}, neighbour {number}"
            );
        }
    }
}

macro_rules! replays {
    ($($target:ident)*) => {
        $(
            #[test]
            fn $target() {
                replay(stringify!($target));
            }
        )*

        /// The targets that are replayed above.
        const REPLAYED: &[&str] = &[$(stringify!($target)),*];
    };
}

replays! {
    profile map csv_input ndjson_input json_input record rows batch secret withhold_list
    self_composition streamed_composition photo inspect_text inspect_archive inspect_workbook inspect_picture
    papers risk_rows
}

#[test]
fn every_property_has_a_target_seeds_and_a_replay() {
    let properties: BTreeSet<&str> = props::ALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(properties, REPLAYED.iter().copied().collect());
    let entries = |directory: &str| -> BTreeSet<String> {
        let names = fs::read_dir(fuzz().join(directory))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        names
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect()
    };
    let properties: BTreeSet<String> = properties.into_iter().map(str::to_owned).collect();
    assert_eq!(entries("fuzz_targets"), properties);
    assert_eq!(entries("corpus"), properties);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for name in &properties {
        assert!(
            manifest.contains(&format!("name = \"{name}\"")),
            "{name} is not built"
        );
    }
}
