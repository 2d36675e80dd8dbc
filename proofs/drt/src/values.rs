//! Texts of each kind, valid and nearly so: all ASCII, which is what the model covers.

use crate::random::Random;

/// What a field's values look like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Id,
    Name,
    Warrant,
    Collar,
    Staff,
    Esr,
    Organisation,
    Category,
    Rank,
    Title,
    Design,
    Serial,
    Date,
    Issue,
    Credential,
    Facility,
}

/// Every field that may leave.
pub const FIELDS: &[(&str, Kind)] = &[
    ("record_id", Kind::Id),
    ("given_names", Kind::Name),
    ("middle_names", Kind::Name),
    ("family_name", Kind::Name),
    ("known_as", Kind::Name),
    ("warrant_number", Kind::Warrant),
    ("collar_number", Kind::Collar),
    ("staff_number", Kind::Staff),
    ("esr_employee_no", Kind::Esr),
    ("organisation", Kind::Organisation),
    ("category", Kind::Category),
    ("rank", Kind::Rank),
    ("job_title", Kind::Title),
    ("department", Kind::Title),
    ("card_design", Kind::Design),
    ("card_serial", Kind::Serial),
    ("expiry_date", Kind::Date),
    ("issue_number", Kind::Issue),
    ("credential_no", Kind::Credential),
    ("facility_code", Kind::Facility),
    ("barcode_value", Kind::Id),
    ("qr_value", Kind::Id),
];

pub const FLAGS: [&str; 5] = [
    "covert",
    "protected_identity",
    "close_protection",
    "under_threat",
    "minor",
];

pub const TITLES: &[&str] = &[
    "Staff Nurse",
    "Ward Sister",
    "Consultant",
    "Specialty Registrar",
    "Analyst (Level 2)",
    "Clerk",
];
const NAMES: &[&str] = &[
    "Mary-Jane Anne",
    "Jo",
    "Mary  Ann",
    "O'Neill",
    "d'Arcy",
    "Smith",
    "Smith-Jones",
    "St. John",
    "de la Cruz",
    "Ann",
    "Anne",
    "J. R. R.",
    "Covert",
    "Ng",
];
const RANKS: &[&str] = &[
    "Constable",
    "Sergeant",
    "Inspector",
    "Chief Inspector",
    "Superintendent",
    "Chief Superintendent",
    "Assistant Chief Constable",
    "Deputy Chief Constable",
    "Chief Constable",
    "Commander",
    "Deputy Assistant Commissioner",
    "Assistant Commissioner",
    "Deputy Commissioner",
    "Commissioner",
    "Special Constable",
    "Special Sergeant",
    "Special Inspector",
    "Special Chief Inspector",
    "Special Superintendent",
    "Special Chief Superintendent",
    "Assistant Chief Officer",
    "Deputy Chief Officer",
    "Chief Officer",
    "PCSO",
    "Police Staff",
];
const SHORT_RANKS: &[&str] = &[
    "PC",
    "DC",
    "PS",
    "DS",
    "Insp",
    "DI",
    "CI",
    "DCI",
    "Supt",
    "C/Supt",
    "DCS",
    "ACC",
    "DCC",
    "CC",
    "Cmdr",
    "DAC",
    "AC",
    "pcso",
    "Police Community Support Officer",
];
const RANK_PREFIXES: &[&str] = &["Temporary ", "T/", "Acting ", "A/", "Detective ", "D/"];
const FORCES: &[&str] = &[
    "Metropolitan Police Service",
    "Cumbria Constabulary",
    "Kent Police",
    "Essex Police",
    "Greater Manchester Police",
    "Dyfed-Powys Police",
    "Police Scotland",
    "British Transport Police",
    "Hampshire and Isle of Wight Constabulary",
    "Ministry of Defence Police",
];
const FORCE_SPELLINGS: &[&str] = &[
    "Metropolitan",
    "cumbria",
    "Hampshire",
    "hampshire and isle of wight",
    "PSNI",
    "btp",
    "CNC",
    "MDP",
    "City of London",
    "West Mercia",
    "avon and somerset",
    "Norfolk",
    "North Wales Police",
];
const CATEGORIES: &[&str] = &[
    "Officer",
    "Special",
    "PCSO",
    "Staff",
    "Volunteer",
    "Contractor",
    "Visitor",
    "Cadet",
];
/// What is no value of anything, or of something else, or only looks so.
const ODD: &[&str] = &[
    "",
    " ",
    "-",
    "=1+1",
    "@x",
    "+44",
    "\tx",
    "\rx",
    "suspended",
    "DV",
    "Unknown",
    "null",
    "0",
    "00",
    "true",
    "a\tb",
    "a\nb",
    "a\"b",
    "2026-02-30",
    "2024-02-29",
    "2199-12-31",
    "1899-01-01",
    "01/02/2026",
    "PC 1234",
    "PCSO ABC 1Z",
    "PCAB 12",
    "PC  12",
    "ABCD1",
    "1/123456",
    "12/123",
    "12345678-1",
    "65535",
    "65536",
    "255",
    "256",
    "99",
    "100",
    "A",
    "S-1",
    "ab-",
    "x--y",
    "o''n",
    "'t Hooft",
    ".a",
    "a. -b",
    "Detective Acting PC",
    "T/A/PC",
    "D/D/DC",
    "Detective T/DCI",
];

/// A value in its canonical form, for those kinds whose tables need one.
pub fn canonical(random: &mut Random, kind: Kind) -> String {
    let of = match kind {
        Kind::Rank => RANKS,
        Kind::Organisation => FORCES,
        Kind::Category => CATEGORIES,
        _ => TITLES,
    };
    random.word(of).to_owned()
}

/// A value that is mostly right.
pub fn good(random: &mut Random, kind: Kind) -> String {
    let digits = |random: &mut Random, count: usize| -> String {
        (0..count)
            .map(|_| char::from(b'0' + random.below(10) as u8))
            .collect()
    };
    let serial = |random: &mut Random, count: usize| -> String {
        (0..count)
            .map(|_| char::from(*random.pick(b"ABCDXYZ0123456789-")))
            .collect()
    };
    match kind {
        Kind::Id => {
            let mut id = String::from(random.word(&["E", "emp ", "", "x:"]));
            id.push_str(&digits(random, 8));
            id
        }
        Kind::Name => name(random),
        Kind::Warrant => {
            let count = random.within(6, 7);
            let mut number = digits(random, count);
            if random.percent(30) {
                number.insert_str(0, "12/");
            }
            number
        }
        Kind::Collar => {
            let mut collar = String::from(random.word(&[
                "", "", "PC ", "DC", "PCSO ", "A", "AB ", "ABC", "PS AB ", "DSXY",
            ]));
            let count = random.within(1, 5);
            collar.push_str(&digits(random, count));
            collar.push_str(random.word(&["", "", "", "A", "ZZ"]));
            collar
        }
        Kind::Staff => serial(random, 11).replacen('-', "S", 1),
        Kind::Esr => {
            let mut number = digits(random, 8);
            if random.percent(40) {
                let count = random.within(1, 2);
                number.push('-');
                number.push_str(&digits(random, count));
            }
            number
        }
        Kind::Organisation => match random.below(4) {
            0 => random.within(1, 63).to_string(),
            1 => random.word(FORCE_SPELLINGS).to_owned(),
            2 => random.word(FORCES).to_uppercase(),
            _ => random.word(FORCES).to_owned(),
        },
        Kind::Category => match random.below(3) {
            0 => random.word(CATEGORIES).to_lowercase(),
            _ => random.word(CATEGORIES).to_owned(),
        },
        Kind::Rank => {
            let mut rank = String::new();
            for _ in 0..random.below(8).saturating_sub(5) {
                rank.push_str(random.word(RANK_PREFIXES));
            }
            rank.push_str(if random.percent(50) {
                random.word(SHORT_RANKS)
            } else {
                random.word(RANKS)
            });
            if random.percent(20) {
                rank.make_ascii_lowercase();
            }
            rank
        }
        Kind::Title => random.word(TITLES).to_owned(),
        Kind::Design => random.word(&["D1", "D2D", "WARRANT2026", "X9"]).to_owned(),
        Kind::Serial => {
            let count = random.within(9, 16);
            serial(random, count).replacen('-', "C", 1)
        }
        Kind::Date => format!(
            "{}-{:02}-{:02}",
            random.pick(&[1900, 1999, 2000, 2023, 2024, 2026, 2100, 2199]),
            random.within(1, 12),
            random.within(1, 28)
        ),
        Kind::Issue => random.within(1, 99).to_string(),
        Kind::Credential => random.within(0, 65_535).to_string(),
        Kind::Facility => random.within(0, 255).to_string(),
    }
}

fn name(random: &mut Random) -> String {
    if random.percent(60) {
        return random.word(NAMES).to_owned();
    }
    let mut name = String::new();
    for word in 0..random.within(1, 3) {
        if word > 0 {
            name.push_str(random.word(&[" ", "-", "'", ". ", "  "]));
        }
        for _ in 0..random.within(1, 9) {
            let letter = *random.pick(b"abcdefghijklmnopqrstuvwxyzABCXYZ");
            name.push(char::from(letter));
        }
    }
    name
}

/// A value that is mostly wrong: another kind's, an odd one, or a right one with a slip.
pub fn doubtful(random: &mut Random, kind: Kind) -> String {
    match random.below(5) {
        0 => random.word(ODD).to_owned(),
        1 => {
            let (_, other) = *random.pick(FIELDS);
            good(random, other)
        }
        2 => padded(random, kind),
        _ => {
            let mut text = good(random, kind).into_bytes();
            for _ in 0..random.within(1, 2) {
                slip(random, &mut text);
            }
            String::from_utf8(text).expect("ASCII")
        }
    }
}

/// A right one among white space.
pub fn padded(random: &mut Random, kind: Kind) -> String {
    let spaces = ["", " ", "  ", "\u{b}", "\u{c} ", " \t"];
    format!(
        "{}{}{}",
        random.word(&spaces),
        good(random, kind),
        random.word(&spaces)
    )
}

fn slip(random: &mut Random, text: &mut Vec<u8>) {
    let byte = match random.below(4) {
        0 => random.within(9, 126) as u8,
        1 => *random.pick(b" -'./,0123456789"),
        _ => *random.pick(b"abcXYZ019"),
    };
    let at = random.below(text.len() + 1);
    match random.below(3) {
        0 => text.insert(at, byte),
        1 if at < text.len() => text[at] = byte,
        _ if at < text.len() => {
            text.remove(at);
        }
        _ => text.push(byte),
    }
}
