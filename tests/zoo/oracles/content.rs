//! Judges of one output by itself: what everybody tests, and a check by grammar.

use cardsieve::batch::Form;
use cardsieve::conformance::Conformance;
use cardsieve::field::{Field, Role};
use data_encoding::{BASE32_NOPAD, BASE64_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

use super::{Oracle, first, table};
use crate::exporter::{Exporter, Seen, Setup};
use crate::generate::{Random, Raw, batch};

pub const ORACLES: &[Oracle] = &[
    Oracle {
        name: "columns",
        states: "the header is the profile's, and every row has its cells",
        first: columns,
    },
    Oracle {
        name: "canary",
        states: "no forbidden value occurs in the rows as it is",
        first: canary,
    },
    Oracle {
        name: "canary+",
        states: "nor in anything seen, in any case, reversed, encoded or digested",
        first: disguised_canary,
    },
    Oracle {
        name: "inspect",
        states: "the recipient's check by positive grammar is clean",
        first: inspect,
    },
];

fn run(stream: &str, case: u32, exporter: Exporter) -> (Vec<Raw>, Seen) {
    let records = batch(&mut Random::new(stream, case), 0, 4);
    let seen = exporter.run(&Setup::USUAL, &records);
    (records, seen)
}

fn columns(exporter: Exporter) -> Option<u32> {
    let profile = Setup::USUAL.profile();
    first(|case| {
        let (_, seen) = run("columns", case, exporter);
        if seen.rows.is_empty() {
            return true;
        }
        let table = table(&seen.rows);
        let header: Vec<&str> = profile
            .columns()
            .iter()
            .map(|column| column.header())
            .collect();
        table[0] == header && table.iter().all(|row| row.len() == header.len())
    })
}

/// Forbidden values long enough to be no accident.
fn canaries(records: &[Raw]) -> impl Iterator<Item = &String> {
    let is_never = |name: &str| Field::from_name(name).is_none_or(|f| f.role() == Role::Never);
    records
        .iter()
        .flatten()
        .filter(move |(name, text)| is_never(name) && text.len() >= 8)
        .map(|(_, text)| text)
}

fn canary(exporter: Exporter) -> Option<u32> {
    first(|case| {
        let (records, seen) = run("canary", case, exporter);
        let rows = String::from_utf8_lossy(&seen.rows).into_owned();
        canaries(&records).all(|value| !rows.contains(value.as_str()))
    })
}

fn disguised_canary(exporter: Exporter) -> Option<u32> {
    first(|case| {
        let (records, seen) = run("canary+", case, exporter);
        let rows = String::from_utf8_lossy(&seen.rows);
        let all = format!("{rows}\n{}\n{}", seen.name, seen.told).to_lowercase();
        canaries(&records).all(|value| {
            let bytes = value.as_bytes();
            let disguises = [
                value.clone(),
                value.chars().rev().collect(),
                format!("{bytes:?}").trim_matches(['[', ']']).to_owned(),
                format!("{value:?}"),
                HEXLOWER.encode(bytes),
                BASE64_NOPAD.encode(bytes),
                BASE32_NOPAD.encode(bytes),
                HEXLOWER.encode(&Sha256::digest(bytes)),
            ];
            disguises
                .iter()
                .all(|disguise| !all.contains(&disguise.to_lowercase()))
        })
    })
}

fn inspect(exporter: Exporter) -> Option<u32> {
    let profile = Setup::USUAL.profile();
    let conformance = Conformance::new(&profile);
    first(|case| {
        let (_, seen) = run("inspect", case, exporter);
        seen.rows.is_empty() || conformance.check(&seen.rows, Some(Form::Csv)).is_clean()
    })
}
