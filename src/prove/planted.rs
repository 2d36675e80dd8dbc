//! Canaries: a text of its own in every cell that may not be seen, looked for in every disguise.

use std::collections::HashMap;

use data_encoding::{BASE32_NOPAD, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

use super::exporter::{FORMS, Way};
use super::people::{People, Person};
use super::{Bench, Certificate, CounterExample, Progress, Stage};
use crate::sample::random::Random;

/// How many people bear canaries.
const BEARERS: usize = 40;

pub(super) fn stage(
    bench: &Bench<'_>,
    watch: &mut dyn FnMut(Progress),
    certificate: &mut Certificate,
) {
    let people = bench.people;
    let crowd = people.crowd(0x6361_6e61, BEARERS);
    let finder = Finder::new(people, &crowd);
    let mut found = Vec::new();
    let mut seen_in = "";
    let mut done = 0;
    for way in Way::ALL {
        let text = people.write_with(way, &crowd, |at, person, out| {
            plant(people, at, person, out)
        });
        // once as it is, and once with an end that refuses the whole input
        let repeated: String = text.lines().skip(1).take(1).collect();
        for (form, tail) in FORMS
            .into_iter()
            .flat_map(|form| [(form, ""), (form, &repeated)])
        {
            let seen = bench
                .exporter
                .export(bench.trial, way, form, &format!("{text}{tail}"));
            let rows = finder.find(seen.rows.as_deref().unwrap_or_default());
            let told = finder.find(seen.told.as_bytes());
            if found.is_empty() && !(rows.is_empty() && told.is_empty()) {
                seen_in = if rows.is_empty() {
                    "report or error"
                } else {
                    "rows"
                };
                found = if rows.is_empty() { told } else { rows };
            }
            done += 1;
            watch(Progress {
                stage: "canaries",
                done,
                of: 16,
            });
        }
    }
    let mut fields: Vec<_> = found.into_iter().map(|at| people.name(at)).collect();
    fields.dedup();
    let fault = (!fields.is_empty()).then(|| CounterExample::new(seen_in, fields));
    certificate.add(Stage::new("canaries", finder.needles.len() as u64, fault));
}

/// A cell: what is shown where something is shown, and a canary everywhere else.
fn plant(people: &People, at: usize, person: &Person, out: &mut String) {
    let Some(column) = people.columns.get(at) else {
        return;
    };
    if column.is_read {
        people.shown(at, person, out);
        return;
    }
    let mut random = Random::of(column.salt ^ people.seed, person.number);
    for position in 0..20 {
        // something that must be escaped in a URL, and a capital for those who fold
        out.push_str(match position {
            6 => "/",
            13 => "Q",
            _ => random.pick(LETTERS).unwrap_or("k"),
        });
    }
}

const LETTERS: &[&str] = &[
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "m", "n", "p", "q", "r", "s", "t", "u",
    "v", "w", "x", "y", "z", "0", "1", "8", "9",
];

/// Finds any of many texts, case aside, by their first bytes.
struct Finder {
    /// Folded, with the column in which it was planted.
    needles: Vec<(Vec<u8>, usize)>,
    starts: HashMap<[u8; START], Vec<usize>>,
}

/// No needle is shorter.
const START: usize = 7;

impl Finder {
    fn new(people: &People, crowd: &[Person]) -> Self {
        let mut needles = Vec::new();
        for person in crowd {
            for (at, column) in people.columns.iter().enumerate() {
                // what is shown in part has its own stage
                if column.is_read && !column.is_token {
                    continue;
                }
                let mut text = String::new();
                plant(people, at, person, &mut text);
                let disguises = disguises(&text).into_iter();
                needles.extend(disguises.map(|bytes| (bytes.to_ascii_lowercase(), at)));
            }
        }
        let mut starts: HashMap<[u8; START], Vec<usize>> = HashMap::new();
        for (index, (needle, _)) in needles.iter().enumerate() {
            if let Some(start) = needle.first_chunk::<START>() {
                starts.entry(*start).or_default().push(index);
            }
        }
        Self { needles, starts }
    }

    /// The columns of all that occurs.
    fn find(&self, bytes: &[u8]) -> Vec<usize> {
        let bytes = bytes.to_ascii_lowercase();
        let mut found = Vec::new();
        for at in 0..bytes.len() {
            let Some(rest) = bytes.get(at..) else { break };
            let candidates = rest.first_chunk().and_then(|start| self.starts.get(start));
            for index in candidates.into_iter().flatten() {
                if let Some((needle, column)) = self.needles.get(*index)
                    && rest.starts_with(needle)
                {
                    found.push(*column);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The ways in which a text could hide; upper and lower case are found by folding.
fn disguises(text: &str) -> Vec<Vec<u8>> {
    let bytes = text.as_bytes();
    let percent = |is_all: bool| -> Vec<u8> {
        let escaped = bytes.iter().map(|byte| {
            if byte.is_ascii_alphanumeric() && !is_all {
                char::from(*byte).to_string()
            } else {
                format!("%{byte:02x}")
            }
        });
        escaped.collect::<String>().into()
    };
    let mut out = vec![
        bytes.to_vec(),
        text.chars().rev().collect::<String>().into(),
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .into(),
        HEXLOWER.encode(bytes).into(),
        BASE32_NOPAD.encode(bytes).into(),
        percent(false),
        percent(true),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        HEXLOWER.encode(&Sha256::digest(bytes)).into(),
    ];
    // at each of three places in a longer text, without what its neighbours decide
    for shift in 0..3 {
        let padded = [b".".repeat(shift).as_slice(), bytes].concat();
        for encoding in [BASE64_NOPAD, BASE64URL_NOPAD] {
            let encoded = encoding.encode(&padded);
            let end = encoded.len().saturating_sub(2);
            let inner = encoded.get((shift * 2)..end).unwrap_or_default();
            out.push(inner.into());
        }
    }
    out.retain(|needle| needle.len() >= START);
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_planted_text_is_found_in_every_disguise() {
        let text = "abc9de/fghij0Qkmnpqr";
        let needles: Vec<_> = disguises(text)
            .into_iter()
            .map(|bytes| (bytes.to_ascii_lowercase(), 7))
            .collect();
        assert!(needles.len() >= 12);
        let mut starts: HashMap<[u8; START], Vec<usize>> = HashMap::new();
        for (index, (needle, _)) in needles.iter().enumerate() {
            let start = needle.first_chunk().unwrap();
            starts.entry(*start).or_default().push(index);
        }
        let finder = Finder { needles, starts };
        let mut hidden: Vec<Vec<u8>> = disguises(text);
        for before in ["", "x", "xy", "xyz"] {
            let longer = format!("{before}{text}!!");
            hidden.push(BASE64_NOPAD.encode(longer.as_bytes()).into());
            hidden.push(longer.into());
        }
        for bytes in hidden {
            let around = [b"some ".as_slice(), &bytes, b" more"].concat();
            assert_eq!(finder.find(&around), [7]);
            assert_eq!(finder.find(&around.to_ascii_uppercase()), [7]);
        }
        assert!(finder.find(b"abc9de/fghij0Qkmnpq").is_empty());
    }
}
