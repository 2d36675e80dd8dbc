//! Judges of tokens: what they must depend on, and what they must not be.

use std::collections::HashSet;

use data_encoding::{BASE32_NOPAD, BASE64_NOPAD, HEXLOWER};
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use super::{Oracle, column, first};
use crate::exporter::{Exporter, Setup};
use crate::generate::{Random, Raw, batch};

const MATCHING: usize = 0;
const BARCODE: usize = 6;

pub const ORACLES: &[Oracle] = &[
    Oracle {
        name: "keyed",
        states: "another secret, other tokens",
        first: |exporter| {
            apart(exporter, &[MATCHING, BARCODE], |setup| {
                setup.secret = [0xc3; 32]
            })
        },
    },
    Oracle {
        name: "unlinkable",
        states: "another recipient, purpose, batch or place, other tokens",
        first: unlinkable,
    },
    Oracle {
        name: "injective",
        states: "a thousand ids have a thousand tokens",
        first: injective,
    },
    Oracle {
        name: "taxi",
        states: "no token is a usual digest or spelling of its value",
        first: taxi,
    },
];

fn records(stream: &str, case: u32) -> Vec<Raw> {
    batch(&mut Random::new(stream, case), 0, 4)
}

/// Whether no token of these columns is one under the other set-up too.
fn apart(exporter: Exporter, columns: &[usize], change: impl Fn(&mut Setup)) -> Option<u32> {
    let mut other = Setup::USUAL;
    change(&mut other);
    first(|case| {
        let records = records("apart", case);
        let tokens = |setup: &Setup| -> HashSet<String> {
            let rows = exporter.run(setup, &records).rows;
            columns.iter().flat_map(|at| column(&rows, *at)).collect()
        };
        tokens(&Setup::USUAL).is_disjoint(&tokens(&other))
    })
}

fn unlinkable(exporter: Exporter) -> Option<u32> {
    let both = [MATCHING, BARCODE];
    let place = || {
        first(|case| {
            let rows = exporter.run(&Setup::USUAL, &records("place", case)).rows;
            let (short, long) = (column(&rows, MATCHING), column(&rows, BARCODE));
            !short
                .iter()
                .any(|short| long.iter().any(|long| long.starts_with(short)))
        })
    };
    apart(exporter, &both, |setup| setup.recipient = "Another Bureau")
        .or_else(|| {
            apart(exporter, &both, |setup| {
                setup.purpose = "Print visitor cards"
            })
        })
        // a barcode of scope recipient is to be the same in every batch
        .or_else(|| {
            apart(exporter, &[MATCHING], |setup| {
                setup.batch = "00112233445566aa"
            })
        })
        .or_else(place)
}

fn injective(exporter: Exporter) -> Option<u32> {
    let template = records("injective", 2);
    let many: Vec<Raw> = (0..1000)
        .map(|id| {
            let mut raw = template[id % 4].clone();
            raw.insert("record_id", format!("{id:06}"));
            raw.insert("warrant_number", format!("{}", 100_000 + id));
            raw.insert("family_name", "Ng".to_owned());
            raw.insert("rank", "PC".to_owned());
            raw.retain(|name, _| crate::generate::READS.contains(name) || *name == "pay_number");
            for flag in cardsieve::field::Flag::ALL {
                raw.insert(flag.name(), "false".to_owned());
            }
            // names enough for a column of names
            raw.insert(
                "given_names",
                ["Jo", "Siân", "Łukasz", "Mary-Jane Anne"][id % 4].to_owned(),
            );
            raw
        })
        .collect();
    // fewer than a column of names is looked at
    let mut seen = [HashSet::new(), HashSet::new()];
    for (case, part) in (1..).zip(many.chunks(200)) {
        let rows = exporter.run(&Setup::USUAL, part).rows;
        for (seen, at) in seen.iter_mut().zip([MATCHING, BARCODE]) {
            let tokens = column(&rows, at);
            let count = tokens.len();
            let before = seen.len();
            seen.extend(tokens);
            if seen.len() != before + count || count != part.len() {
                return Some(case);
            }
        }
    }
    None
}

fn taxi(exporter: Exporter) -> Option<u32> {
    first(|case| {
        let records = records("taxi", case);
        let rows = exporter.run(&Setup::USUAL, &records).rows;
        let tokens = [column(&rows, MATCHING), column(&rows, BARCODE)].concat();
        records.iter().all(|raw| {
            let guesses = guesses(raw["record_id"].trim());
            !tokens.iter().any(|token| {
                guesses
                    .iter()
                    .any(|guess| guess.starts_with(token.trim_end_matches('a')))
            })
        })
    })
}

/// What somebody who knows the value would try.
fn guesses(value: &str) -> Vec<String> {
    let mut guesses = Vec::new();
    let spellings = [
        value.to_owned(),
        value.to_lowercase(),
        value.chars().rev().collect(),
        format!("{value}\n"),
        format!("{value:0>9}"),
    ];
    for text in spellings {
        let bytes = text.as_bytes();
        let digests: [Vec<u8>; 5] = [
            bytes.to_vec(),
            Sha224::digest(bytes).to_vec(),
            Sha256::digest(bytes).to_vec(),
            Sha384::digest(bytes).to_vec(),
            Sha512::digest(bytes).to_vec(),
        ];
        for digest in digests {
            guesses.push(HEXLOWER.encode(&digest));
            guesses.push(BASE32_NOPAD.encode(&digest).to_ascii_lowercase());
            guesses.push(BASE64_NOPAD.encode(&digest).to_ascii_lowercase());
        }
        guesses.push(text);
    }
    guesses
}
