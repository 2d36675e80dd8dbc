//! Synthetic officers shaped like an HR export: 36 columns, of which a card needs nine.

#![allow(dead_code, reason = "each bench and example takes what it needs")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench that cannot run has to stop"
)]

use std::fmt::Write as _;

/// Any fixed number would do: two runs must see the same officers.
const SEED: u64 = 0x5ca1_ab1e_0ff1_ce25;

/// The columns, in the order of the rows.
pub(crate) const COLUMNS: [&str; 36] = [
    "record_id",
    "given_names",
    "family_name",
    "rank",
    "warrant_number",
    "expiry_date",
    "issue_number",
    "card_serial",
    "credential_no",
    "card_design",
    "photo_original",
    "covert",
    "protected_identity",
    "close_protection",
    "under_threat",
    "minor",
    "nino",
    "home_address",
    "postcode",
    "date_of_birth",
    "personal_email",
    "personal_mobile",
    "salary",
    "pay_number",
    "bank_account",
    "sort_code",
    "vetting_level",
    "vetting_expires",
    "department",
    "station",
    "unit",
    "team",
    "hire_date",
    "emergency_contact_name",
    "emergency_contact_phone",
    "notes",
];

/// Seven columns, two of them tokens.
pub(crate) const PROFILE: &str = include_str!("seven-columns.toml");

/// The secret's text; it protects nobody.
pub(crate) const SECRET: &str =
    "e1 5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a\n";

/// The batch.
pub(crate) const BATCH: &str = "7d1c2f6a9b3e4c50";

const GIVEN: &[&str] = &[
    "Siân",
    "Mary-Jane",
    "Oliver",
    "Amelia",
    "Łukasz",
    "Ahmed",
    "Grace Anne",
    "Thomas",
    "Freya",
    "Callum",
    "Priya",
    "Hannah",
    "Rhys",
    "Elizabeth",
    "Mohammed",
    "Charlotte",
    "Isla",
    "Noah",
    "Zofia",
    "Wei",
    "Chloë",
    "Harry",
    "Imran",
    "Niamh",
    "Ffion",
    "George",
    "Olu",
    "Jack",
    "Emily",
    "Ruth",
];

const FAMILY: &[&str] = &[
    "O'Neill",
    "Smith",
    "Jones",
    "Taylor",
    "Williams",
    "Patel",
    "Nowak",
    "de la Cruz",
    "Thompson",
    "Evans",
    "Mac Giolla Phádraig",
    "Robinson",
    "Wright",
    "Hughes",
    "Begum",
    "Edwards",
    "Ng",
    "d'Arcy",
    "Green",
    "Wood",
    "Hall",
    "Khan",
    "Lewis",
    "Walker",
    "Clarke-Jones",
    "Adeyemi",
    "Murray",
    "Baker",
    "Hill",
    "Müller",
];

const RANKS: &[&str] = &["Constable", "Sergeant", "Inspector", "PCSO", "DC", "PC"];

/// Makes one officer after the other.
pub(crate) struct Officers {
    state: u64,
    number: u64,
}

impl Officers {
    /// The first officer of the fixed seed is next.
    pub(crate) const fn new() -> Self {
        Self {
            state: SEED,
            number: 0,
        }
    }

    /// SplitMix64: a few instructions, and no dependency.
    fn below(&mut self, limit: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn of(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len() as u64) as usize]
    }

    fn date(&mut self, from: u64, years: u64) -> String {
        let (year, month, day) = (
            from + self.below(years),
            1 + self.below(12),
            1 + self.below(28),
        );
        format!("{year}-{month:02}-{day:02}")
    }

    /// The next officer's cells. Record ids and warrant numbers are unique up to ten million.
    pub(crate) fn row(&mut self) -> [String; 36] {
        let number = self.number;
        self.number += 1;
        let (given, family) = (self.of(GIVEN), self.of(FAMILY));
        let contact = format!("{} {family}", self.of(GIVEN));
        let clear = || "false".to_owned();
        [
            format!("E{number:07}"),
            given.to_owned(),
            family.to_owned(),
            self.of(RANKS).to_owned(),
            // 7919 is prime to ten million, so that no number comes twice
            format!("{:07}", number * 7919 % 10_000_000),
            self.date(2027, 9),
            (1 + self.below(8)).to_string(),
            format!("CS-{number:07}"),
            self.below(65_536).to_string(),
            format!("D{}", 1 + self.below(8)),
            format!("photos/{:06}.jpg", self.below(1_000_000)),
            clear(),
            clear(),
            clear(),
            clear(),
            clear(),
            format!("QQ{:06}C", self.below(1_000_000)),
            format!(
                "{} Example Street Flat {} Newtown",
                self.below(200),
                self.below(30)
            ),
            format!("ZZ{} {}ZZ", 10 + self.below(89), 1 + self.below(8)),
            self.date(1960, 39),
            format!("person.{:06}@example.org", self.below(1_000_000)),
            format!("07700 900{:03}", self.below(1000)),
            (25_000 + self.below(65_000)).to_string(),
            format!("P{:06}", self.below(1_000_000)),
            format!("{:08}", self.below(100_000_000)),
            format!("00-00-{:02}", self.below(100)),
            "SC".to_owned(),
            self.date(2028, 1),
            "Response and Neighbourhood".to_owned(),
            "Central Station".to_owned(),
            format!("Unit {}", self.below(40)),
            format!("Team {}", self.below(9)),
            self.date(2000, 26),
            contact,
            format!("07700 900{:03}", self.below(1000)),
            format!(
                "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod {}",
                self.below(1_000_000)
            ),
        ]
    }
}

/// The header line.
pub(crate) fn csv_header() -> String {
    format!("{}\r\n", COLUMNS.join(","))
}

/// Appends an officer's line. No cell needs quotes.
pub(crate) fn csv_line(row: &[String; 36], out: &mut String) {
    for (position, cell) in row.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        out.push_str(cell);
    }
    out.push_str("\r\n");
}

/// An export of so many officers as CSV.
pub(crate) fn csv(rows: usize) -> String {
    let mut out = csv_header();
    let mut officers = Officers::new();
    for _ in 0..rows {
        csv_line(&officers.row(), &mut out);
    }
    out
}

/// The same officers as an object a line. No text needs escapes.
pub(crate) fn ndjson(rows: usize) -> String {
    let mut out = String::new();
    let mut officers = Officers::new();
    for _ in 0..rows {
        for (position, (column, cell)) in COLUMNS.iter().zip(officers.row()).enumerate() {
            let before = if position == 0 { '{' } else { ',' };
            let _ = write!(out, "{before}\"{column}\":\"{cell}\"");
        }
        out.push_str("}\n");
    }
    out
}
