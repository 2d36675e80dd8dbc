//! Two batches of one input, equal in all that may leave and unequal in what may not.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::sync::OnceLock;

use cardsieve::field::{Field, Readable, Role};

/// The two batches: at one position the same person, twice.
pub(super) struct Pair<'a> {
    /// The fields that have a line, in the catalogue's order.
    named: [bool; Field::ALL.len()],
    pub(super) people: Vec<[Texts<'a>; 2]>,
}

/// A person's texts, by the field's position in the catalogue.
pub(super) type Texts<'a> = [&'a str; Field::ALL.len()];

/// As many people as there are in a batch at most.
const MOST: usize = 4;

impl<'a> Pair<'a> {
    /// Reads a line a field, and a blank line between two people: `family_name=Ng`.
    ///
    /// What may never leave has two values, one for each batch: `nino=QQ000001C|QQ999999A`. They
    /// stand there as they are, so that a fuzzer that sees what is compared finds it in its input. A
    /// line without a name is the text of several such fields at once: a leak of any of them is found
    /// in the time that one takes. A vertical tab stands for a line end. A field that has no line is
    /// that of somebody whom nothing holds back.
    pub(super) fn read(text: &'a str) -> Self {
        let mut people: Vec<[Texts<'a>; 2]> = Vec::new();
        let mut named = [false; Field::ALL.len()];
        let mut fresh = true;
        for line in text.split('\n') {
            if line.is_empty() {
                fresh = true;
                continue;
            }
            if std::mem::take(&mut fresh) {
                let Some(somebody) = SOMEBODY.get(people.len()) else {
                    break;
                };
                let mut texts = [""; Field::ALL.len()];
                for (field, text) in SAME_FOR_ALL.iter().chain(*somebody) {
                    texts[*field as usize] = text;
                }
                people.push([texts; 2]);
            }
            let Some([left, right]) = people.last_mut() else {
                continue;
            };
            let Some((name, text)) = line.split_once('=') else {
                let values = line.split_once('|').unwrap_or((line, ""));
                for field in HELD {
                    named[*field as usize] = true;
                    (left[*field as usize], right[*field as usize]) = values;
                }
                continue;
            };
            let Some(field) = field(name) else {
                continue;
            };
            let values = match field.role() {
                Role::Releasable | Role::Deciding => (text, text),
                Role::Never => text.split_once('|').unwrap_or((text, "")),
                _ => continue,
            };
            named[field as usize] = true;
            (left[field as usize], right[field as usize]) = values;
        }
        Self { named, people }
    }

    /// What a header holds, in the catalogue's order: what is read, and what has a line. The rest
    /// would be the same in every run, and take most of its time.
    pub(super) fn header(&self, reads: &[Readable]) -> Vec<Field> {
        let is_written = |field: &Field| {
            self.named[*field as usize]
                || field.readable().is_some_and(|field| reads.contains(&field))
        };
        Field::ALL.iter().copied().filter(is_written).collect()
    }
}

/// By digest: to compare names one by one would fill a fuzzer's short memory of what was compared.
fn field(name: &str) -> Option<Field> {
    type Fields = HashMap<&'static str, Field, BuildHasherDefault<DefaultHasher>>;
    static FIELDS: OnceLock<Fields> = OnceLock::new();
    let fields = FIELDS.get_or_init(|| {
        Field::ALL
            .iter()
            .map(|field| (field.name(), *field))
            .collect()
    });
    fields.get(name).copied()
}

/// The fields that a line without a name is about: of each kind of data some that leak elsewhere.
const HELD: &[Field] = &[
    Field::DateOfBirth,
    Field::PayNumber,
    Field::Station,
    Field::HomeAddress,
    Field::Nino,
    Field::Salary,
    Field::VettingLevel,
    Field::Notes,
];

const SAME_FOR_ALL: &[(Field, &str)] = &[
    (Field::MiddleNames, "Wren"),
    (Field::Organisation, "Example Police"),
    (Field::OfficerCategory, "officer"),
    (Field::CardDesign, "D1"),
    (Field::ExpiryDate, "2031-05-06"),
    (Field::IssueNumber, "1"),
    (Field::FacilityCode, "17"),
    (Field::JobTitle, "Constable"),
    (Field::Covert, "false"),
    (Field::ProtectedIdentity, "no"),
    (Field::CloseProtection, "0"),
    (Field::UnderThreat, "n"),
    (Field::Minor, "FALSE"),
];

const SOMEBODY: [&[(Field, &str)]; MOST] = [
    &[
        (Field::RecordId, "Z1"),
        (Field::GivenNames, "Siân"),
        (Field::FamilyName, "O'Neill"),
        (Field::KnownAs, "Siân"),
        (Field::WarrantNumber, "10001"),
        (Field::CollarNumber, "PC 41"),
        (Field::StaffNumber, "S-0001"),
        (Field::Rank, "T/DC"),
        (Field::CardSerial, "CS-1"),
        (Field::CredentialNo, "101"),
    ],
    &[
        (Field::RecordId, "Z2"),
        (Field::GivenNames, "Mary-Jane"),
        (Field::FamilyName, "Ng"),
        (Field::WarrantNumber, "10002"),
        (Field::StaffNumber, "S-0002"),
        (Field::Rank, "Sergeant"),
        (Field::CardSerial, "CS-2"),
        (Field::CredentialNo, "102"),
    ],
    &[
        (Field::RecordId, "Z3"),
        (Field::GivenNames, "Tegan"),
        (Field::FamilyName, "de la Cruz"),
        (Field::WarrantNumber, "10003"),
        (Field::StaffNumber, "S-0003"),
        (Field::Rank, "PCSO"),
        (Field::CardSerial, "CS-3"),
        (Field::CredentialNo, "103"),
    ],
    &[
        (Field::RecordId, "Z4"),
        (Field::GivenNames, "Łukasz"),
        (Field::FamilyName, "Marsh"),
        (Field::WarrantNumber, "10004"),
        (Field::StaffNumber, "S-0004"),
        (Field::Rank, "Inspector"),
        (Field::CardSerial, "CS-4"),
        (Field::CredentialNo, "104"),
    ],
];
