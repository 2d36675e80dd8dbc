//! Batches from fixed seeds: a half that may be seen, and a half that must not matter.

use std::collections::BTreeMap;

use cardsieve::field::{Correlation, Field, Flag, Role};

pub type Raw = BTreeMap<&'static str, String>;

/// What the exporter under test reads; all else must not matter.
pub const READS: [&str; 7] = [
    "record_id",
    "card_design",
    "given_names",
    "family_name",
    "rank",
    "warrant_number",
    "expiry_date",
];

/// A column that no catalogue knows.
pub const UNLISTED: &str = "Stammtisch";

/// SplitMix64: the same numbers on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(stream: &str, case: u32) -> Self {
        let name = stream
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |state, byte| {
                (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(name ^ (u64::from(case) << 32))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len() as u64) as usize]
    }
}

/// A released half: values that pass, now and then one that does not, or a raised flag.
pub fn released(random: &mut Random, row: u64) -> Raw {
    let mut raw = Raw::from([
        ("record_id", format!("E-{:03}{row}", random.below(1000))),
        ("card_design", random.pick(&["D1", "D2D"]).to_owned()),
        (
            "given_names",
            random
                .pick(&["Siân", "Mary-Jane Anne", "José María", "Jo", "Łukasz"])
                .to_owned(),
        ),
        (
            "family_name",
            random
                .pick(&["O'Neill", "Ng", "de la Cruz", "Smith-Jones", "d'Arcy"])
                .to_owned(),
        ),
        (
            "rank",
            random
                .pick(&["PC", "T/DC", "Detective Sergeant", "inspector", "PCSO"])
                .to_owned(),
        ),
        (
            "warrant_number",
            format!("{}{row}", 10_000 + random.below(80_000)),
        ),
        (
            "expiry_date",
            format!(
                "20{}-{:02}-{:02}",
                27 + random.below(9),
                1 + random.below(12),
                1 + random.below(28)
            ),
        ),
    ]);
    for flag in Flag::ALL {
        raw.insert(flag.name(), "false".to_owned());
    }
    match random.below(16) {
        0 => raw.insert("covert", "true".to_owned()),
        1 => raw.insert("under_threat", String::new()),
        2 => raw.insert("rank", String::new()),
        3 => raw.insert("family_name", "suspended".to_owned()),
        _ => None,
    };
    raw
}

/// Every field that must not matter, with its correlation group.
fn unread() -> impl Iterator<Item = (&'static str, Option<Correlation>)> {
    let fields = Field::ALL.iter().filter(|field| {
        field.role() == Role::Never
            || (field.role() == Role::Releasable && !READS.contains(&field.name()))
    });
    fields
        .map(|field| (field.name(), field.correlation()))
        .chain([(UNLISTED, None)])
}

/// A text of some length, script and shape, or none.
fn forbidden_text(random: &mut Random) -> Option<String> {
    let number = random.next();
    Some(match random.below(12) {
        0 => return None,
        1 => String::new(),
        2 => format!("{}", number % 1_000_000),
        3 => format!("{:016x}", number),
        4 => format!(
            "{}-0{}-1{}",
            1950 + number % 60,
            1 + number % 9,
            number % 10
        ),
        5 => format!("Żółć {number:x}"),
        6 => format!("QQ{:06}C", number % 1_000_000),
        7 => format!("{} Example Street, Exampleton", number % 1000),
        8 => format!("={number}\"\r\n;"),
        9 => format!("{}.{:02}", number % 90_000, number % 97),
        10 => {
            ["true", "false", "DV", "SC"][(number % 4) as usize].to_owned() + &format!("{number:x}")
        }
        _ => format!("Forbidden {}", "x".repeat((number % 40) as usize)) + &format!("{number:x}"),
    })
}

/// The half that must not matter.
pub fn forbidden(random: &mut Random) -> Raw {
    unread()
        .filter_map(|(name, _)| Some((name, forbidden_text(random)?)))
        .collect()
}

/// Draws part of it anew: everything, or the fields of one correlation group together. Returns
/// the fields that were drawn.
pub fn redraw(random: &mut Random, half: &Raw) -> (Raw, Vec<&'static str>) {
    let group = match random.below(2 * Correlation::ALL.len() as u64) {
        index if index < Correlation::ALL.len() as u64 => Some(Correlation::ALL[index as usize]),
        _ => None,
    };
    let mut other = half.clone();
    let mut drawn = Vec::new();
    for (name, correlation) in unread() {
        if group.is_some() && group != correlation {
            continue;
        }
        drawn.push(name);
        let before = other.remove(name);
        // three draws: a pair that is alike would say nothing
        for _ in 0..3 {
            let text = forbidden_text(random);
            if text != before {
                other.extend(text.map(|text| (name, text)));
                break;
            }
        }
    }
    (other, drawn)
}

/// Words that programs treat as special; random texts never hit them.
pub const WORDS: [&str; 20] = [
    "",
    "0",
    "1",
    "true",
    "false",
    "yes",
    "no",
    "Y",
    "N",
    "SC",
    "DV",
    "CTC",
    "NPPV3",
    "DVENH7",
    "suspended",
    "N/A",
    "NULL",
    "1970-01-01",
    "male",
    "01",
];

/// The half that must not matter, every field with this word.
pub fn worded(word: &str) -> Raw {
    unread().map(|(name, _)| (name, word.to_owned())).collect()
}

pub fn join(released: &Raw, forbidden: &Raw) -> Raw {
    let mut raw = released.clone();
    raw.extend(forbidden.iter().map(|(name, text)| (*name, text.clone())));
    raw
}

/// A batch of so many whole records.
pub fn batch(random: &mut Random, from: u64, rows: u64) -> Vec<Raw> {
    (from..from + rows)
        .map(|row| join(&released(random, row), &forbidden(random)))
        .collect()
}
