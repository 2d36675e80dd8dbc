//! Values that may leave: made-up people who look like an employer's.
//!
//! No run of digits is longer than seven, but for the eight of an ESR number, which begin with 1:
//! the never-fields' numbers lie outside.

use super::names::{FAMILY, GIVEN, PLAIN, SECOND};
use super::number::{padded, plain};
use super::random::{Random, number_of};
use crate::field::Field;

/// The job titles, each with the general form that the `nhs-card` preset prints for it.
pub(super) const JOB_TITLES: &[(&str, &str)] = &[
    ("Staff Nurse", "Nurse"),
    ("Charge Nurse", "Nurse"),
    ("Ward Sister", "Nurse"),
    ("Consultant", "Doctor"),
    ("Specialty Registrar", "Doctor"),
    ("Physiotherapist", "Therapist"),
    ("Occupational Therapist", "Therapist"),
    ("Healthcare Assistant", "Support Worker"),
    ("Ward Clerk", "Support Worker"),
    ("Porter", "Support Worker"),
    ("Pharmacist", "Pharmacy"),
    ("Pharmacy Technician", "Pharmacy"),
];

/// Which of a sample's people.
#[derive(Clone, Copy)]
pub(super) struct Person {
    pub(super) seed: u64,
    /// From 0.
    pub(super) number: u64,
    /// Tells the person's random streams from everybody else's.
    key: u64,
}

impl Person {
    pub(super) fn new(seed: u64, number: u64) -> Self {
        Self {
            seed,
            number,
            key: Random::of(seed, number).next(),
        }
    }

    /// The random stream of one of the person's fields.
    pub(super) fn random(self, salt: u64) -> Random {
        Random::of(salt, self.key)
    }

    fn random_for(self, field: Field) -> Random {
        self.random(number_of(field.name()))
    }

    /// Appends the value of a releasable field.
    pub(super) fn value(self, field: Field, random: &mut Random, out: &mut String) {
        match field {
            Field::RecordId => self.unique(field, "R", 7, "-", out),
            Field::GivenNames => given_names(random, out),
            Field::MiddleNames => out.push_str(random.pick(GIVEN).unwrap_or("Jo")),
            Field::FamilyName => family_name(random, out),
            Field::KnownAs => self.known_as(out),
            Field::WarrantNumber => self.warrant_number(out),
            Field::CollarNumber => collar_number(random, out),
            Field::StaffNumber => self.unique(field, "S", 7, "-", out),
            Field::EsrEmployeeNo => self.unique(field, "1", 7, "", out),
            Field::Organisation => {
                out.push_str(random.pick(ORGANISATIONS).unwrap_or("Kent Police"))
            }
            Field::OfficerCategory => out.push_str(category(random)),
            Field::Rank => {
                let category = category(&mut self.random_for(Field::OfficerCategory));
                out.push_str(rank(category, random));
            }
            Field::JobTitle => {
                let at = usize::try_from(random.below(JOB_TITLES.len() as u64)).unwrap_or(0);
                out.push_str(JOB_TITLES.get(at).map_or("Porter", |(title, _)| title));
            }
            Field::Department => out.push_str(random.pick(DEPARTMENTS).unwrap_or("Estates")),
            Field::CardDesign => {
                out.push('D');
                padded(1 + random.below(4), 1, out);
            }
            Field::CardSerial => self.unique(field, "CS", 7, "-", out),
            Field::ExpiryDate => {
                padded(2027 + random.below(5), 4, out);
                out.push('-');
                padded(1 + random.below(12), 2, out);
                out.push('-');
                padded(1 + random.below(28), 2, out);
            }
            // most cards are a person's first few
            Field::IssueNumber => plain(1 + random.below(3) * random.below(3), out),
            Field::CredentialNo => plain(random.below(65_536), out),
            Field::FacilityCode => plain(random.below(256), out),
            Field::BarcodeValue => self.unique(field, "BC", 7, "-", out),
            Field::QrValue => self.unique(field, "QR", 7, "-", out),
            // the file has the person's number as the camera gave it
            Field::PhotoOriginal => {
                out.push_str("photos/");
                self.unique(field, "IMG", 7, "_", out);
                out.push_str(".jpg");
            }
            // INVARIANT: the caller asks for no other
            _ => {}
        }
    }

    /// A different text for each of ten million people, and after them with a longer prefix.
    fn unique(self, field: Field, prefix: &str, width: usize, hyphen: &str, out: &mut String) {
        let (round, value) = self.shuffled(field, width);
        out.push_str(prefix);
        if round > 0 {
            plain(round, out);
        }
        out.push_str(hyphen);
        padded(value, width, out);
    }

    /// A number of `width` digits that runs through all of them before it repeats, and how often it did.
    fn shuffled(self, field: Field, width: usize) -> (u64, u64) {
        let size = (0..width).fold(1, |size, _| size * 10);
        let mut random = Random::of(self.seed, number_of(field.name()));
        // a factor that ends in 1, 3, 7 or 9 has no divisor in common with a power of ten
        let factor = random.below(size / 10) * 10 + random.pick(&[&1, &3, &7, &9]).unwrap_or(&1);
        let value = (self.number % size * factor + random.below(size)) % size;
        (self.number / size, value)
    }

    /// Six digits, and for more than a million people the old form with two before a slash.
    fn warrant_number(self, out: &mut String) {
        let (round, value) = self.shuffled(Field::WarrantNumber, 6);
        if round > 0 {
            padded(round % 100, 2, out);
            out.push('/');
        }
        padded(value, 6, out);
    }

    /// The first of the given names.
    fn known_as(self, out: &mut String) {
        let mut given = String::new();
        given_names(&mut self.random_for(Field::GivenNames), &mut given);
        out.push_str(given.split([' ', '-']).next().unwrap_or("Jo"));
    }
}

fn given_names(random: &mut Random, out: &mut String) {
    out.push_str(random.pick(GIVEN).unwrap_or("Jo"));
    let second = match random.below(12) {
        0 => "-",
        1 | 2 => " ",
        _ => return,
    };
    out.push_str(second);
    out.push_str(random.pick(SECOND).unwrap_or("Ann"));
}

fn family_name(random: &mut Random, out: &mut String) {
    match random.below(16) {
        0 => {
            out.push_str(random.pick(PLAIN).unwrap_or("Marsh"));
            out.push('-');
            out.push_str(random.pick(PLAIN).unwrap_or("Dale"));
        }
        1..=5 => out.push_str(random.pick(FAMILY).unwrap_or("Ng")),
        _ => out.push_str(random.pick(PLAIN).unwrap_or("Marsh")),
    }
}

fn collar_number(random: &mut Random, out: &mut String) {
    let before = random.pick(&["PC ", "PC ", "PS ", "DC ", "DS ", "PCSO ", "", "XB ", "KF "]);
    out.push_str(before.unwrap_or(""));
    padded(random.below(10_000), 4, out);
}

fn category(random: &mut Random) -> &'static str {
    match random.below(20) {
        0..=8 => "officer",
        9 => "special",
        10 => "pcso",
        11..=15 => "staff",
        16 => "volunteer",
        17 => "contractor",
        18 => "visitor",
        _ => "cadet",
    }
}

fn rank(category: &str, random: &mut Random) -> &'static str {
    let ranks: &[&'static str] = match category {
        "officer" => &[
            "Constable",
            "Constable",
            "PC",
            "PC",
            "DC",
            "Detective Constable",
            "T/DC",
            "Sergeant",
            "PS",
            "A/Sergeant",
            "DS",
            "Inspector",
            "Temporary Inspector",
            "DI",
            "Chief Inspector",
            "Superintendent",
            "Chief Superintendent",
        ],
        "special" => &[
            "Special Constable",
            "Special Constable",
            "Special Sergeant",
            "Special Inspector",
        ],
        "pcso" => &["PCSO"],
        _ => &["Police Staff"],
    };
    random.pick(ranks).unwrap_or("Constable")
}

const ORGANISATIONS: &[&str] = &[
    "Kent Police",
    "Kent",
    "Greater Manchester Police",
    "Greater Manchester",
    "Cumbria Constabulary",
    "Cumbria",
    "Durham",
    "Northumbria",
    "West Midlands Police",
    "Thames Valley",
    "Dyfed-Powys",
    "City of London Police",
    "Gwent",
    "Police Scotland",
    "British Transport Police",
];

const DEPARTMENTS: &[&str] = &[
    "Estates",
    "Finance",
    "Human Resources",
    "Neighbourhood Policing",
    "Response",
    "Training",
];
