//! Generated profiles and records.
//!
//! A record is a list of field names and texts; it is turned into a typed record, a CSV line or a
//! JSON object by the tests, so that every path sees the same.

mod profiles;

use std::collections::BTreeMap;

use cardsieve::field::{Field, Readable, Role};
use proptest::prelude::*;
use proptest::sample::select;

pub use profiles::profile;

/// Field name to text.
pub type Raw = BTreeMap<&'static str, String>;

/// One of a list, and now and then whatever fits the pattern, of any length.
fn mostly(list: Vec<&'static str>, pattern: &'static str) -> BoxedStrategy<String> {
    prop_oneof![3 => select(list).prop_map(str::to_owned), 1 => pattern].boxed()
}

/// Texts that a field may have: mostly sound, sometimes not.
pub fn text(field: Field, row: usize) -> BoxedStrategy<Option<String>> {
    let Some(readable) = field.readable() else {
        return any_text().prop_map(Some).boxed();
    };
    let sound: BoxedStrategy<String> = match readable {
        Readable::RecordId => record_id(row),
        Readable::GivenNames | Readable::MiddleNames | Readable::KnownAs => mostly(
            vec![
                "Mary-Jane Anne",
                "Siân",
                "Łukasz",
                " Ng ",
                "名前",
                "Jo",
                "Si\u{61}\u{302}n",
                "Mary  Ann",
                "José María",
            ],
            "[A-Z][a-z]{0,24}([ -][A-Z][a-z]{0,22})?",
        ),
        Readable::FamilyName => mostly(
            vec![
                "O'Neill",
                "d'Arcy",
                "Mac Giolla Phádraig",
                "de la Cruz",
                "’t Hooft",
                "Smith",
                "Smith-Jones",
                "Straße",
                "Ng",
                "O\u{2019}Brien",
                "O\u{2bc}Hara",
                "d\u{2019}v",
                // words for a status, which are counted
                "Leaver",
                "covert",
            ],
            "([a-z]{1,3} )?[A-Z][a-z]{0,22}(-[A-Z][a-z]{0,20})?",
        ),
        Readable::Rank => select(vec![
            "PC",
            "T/DC",
            "Detective Sergeant",
            "inspector",
            "Chief Constable",
            "A/DCC",
            "PCSO",
        ])
        .prop_map(str::to_owned)
        .boxed(),
        Readable::WarrantNumber => Just(format!("{:06}", 100_000 + row)).boxed(),
        Readable::CollarNumber => select(vec!["PC 1234", "AB12", "45AW", "00717", "DC 1234A"])
            .prop_map(str::to_owned)
            .boxed(),
        Readable::StaffNumber => Just(format!("S-{row:05}")).boxed(),
        Readable::EsrEmployeeNo => Just(format!("{:08}-1", 20_000_000 + row)).boxed(),
        Readable::BarcodeValue | Readable::QrValue => prop_oneof![
            3 => (0_u32..50).prop_map(|n| format!("B{n}/x é")),
            1 => "[A-Za-z0-9/ ][a-zÀ-ž0-9]{40,62}",
        ]
        .boxed(),
        Readable::Organisation => select(vec!["6", "Kent", "British Transport Police", "Norfolk"])
            .prop_map(str::to_owned)
            .boxed(),
        Readable::OfficerCategory => select(vec!["officer", "PCSO", "staff"])
            .prop_map(str::to_owned)
            .boxed(),
        Readable::JobTitle | Readable::Department => mostly(
            vec!["Staff Nurse", "Ward Sister", "Consultant", "Porter"],
            "[A-Za-z]{1,3}|[A-Z][a-z]{3,60}( [A-Z][a-z]{0,12})?",
        ),
        Readable::CardDesign => Just("D1".to_owned()).boxed(),
        Readable::CardSerial => Just(format!("CS-{row:06}")).boxed(),
        Readable::ExpiryDate => (2026_u16..2030, 1_u8..13, 1_u8..29)
            .prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"))
            .boxed(),
        Readable::IssueNumber => (1_u8..100).prop_map(|n| n.to_string()).boxed(),
        Readable::CredentialNo => any::<u16>().prop_map(|n| n.to_string()).boxed(),
        Readable::FacilityCode => any::<u8>().prop_map(|n| n.to_string()).boxed(),
        Readable::PhotoOriginal => Just(format!("photos/{row}.jpg")).boxed(),
        _ => {
            // a deciding flag
            return prop_oneof![
                20 => Just(Some("false".to_owned())),
                2 => Just(Some(" N ".to_owned())),
                1 => Just(Some("true".to_owned())),
                1 => Just(Some("x".to_owned())),
                1 => Just(None),
            ]
            .boxed();
        }
    };
    if readable == Readable::RecordId {
        return sound.prop_map(Some).boxed();
    }
    prop_oneof![
        40 => sound.prop_map(Some),
        1 => Just(None),
        1 => select(vec!["=1+1", "-5", "\tx", "@a", "", "  ", "Smith\u{202e}", "D2D", "sc", "１２"]).prop_map(|text| Some(text.to_owned())),
    ]
    .boxed()
}

/// An id of some shape: short and long, in either case, with zeros before it, beyond ASCII, among
/// white space; and now and then somebody else's.
fn record_id(row: usize) -> BoxedStrategy<String> {
    prop_oneof![
        12 => Just(format!("E-{row:04}")),
        2 => Just(format!("{row:08}")),
        2 => Just(format!("e-{row:04}")),
        2 => Just(format!("Ｅ-{row:04}")),
        2 => Just(format!("{}{row:04}", "long id ".repeat(7))),
        1 => Just(format!("Sia\u{302}n {row}\u{a0}")),
        4 => (0..row + 1).prop_map(|other| format!("E-{other:04}")),
    ]
    .boxed()
}

/// A text that no field would have, now and then an awkward one or a long one.
pub fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => ("[A-Za-z ,;\"é]{1,9}", 30_usize..900).prop_map(|(text, times)| text.repeat(times)),
        8 => "[A-Z]{2}[0-9]{6}[A-D]",
        4 => "CANARY-[a-z]{4,10}-[0-9a-f]{8}",
        2 => "[ -~]{0,20}",
        1 => "\\PC{0,12}",
        1 => Just(String::new()),
        1 => Just("Smith".to_owned()),
    ]
}

/// The half of a record that a minimiser reads.
pub fn released(reads: &[Readable], row: usize) -> BoxedStrategy<Raw> {
    let fields: Vec<Field> = reads.iter().map(|readable| readable.field()).collect();
    let texts = fields.iter().map(|field| text(*field, row)).collect();
    half(fields, texts)
}

/// The other half, never-fields and unread ones.
///
/// Of one half in two every text is short and plain: where all halves are wild in some field, what
/// only wildness shows would show in each.
pub fn forbidden(reads: &[Readable], row: usize) -> BoxedStrategy<Raw> {
    let fields = Field::ALL.iter().copied().filter(|field| {
        field.role() != Role::Derived
            && !field
                .readable()
                .is_some_and(|readable| reads.contains(&readable))
    });
    let fields: Vec<Field> = fields.collect();
    let texts = fields.iter().map(|field| hidden(*field, row)).collect();
    let tame = fields
        .iter()
        .map(|_| "[A-Za-z0-9 ]{1,12}".prop_map(Some).boxed());
    let tame = tame.collect();
    prop_oneof![half(fields.clone(), texts), half(fields, tame)].boxed()
}

/// A text that must not matter; of a field that others read, one such as they read too.
fn hidden(field: Field, row: usize) -> BoxedStrategy<Option<String>> {
    if field.readable().is_none() {
        return any_text().prop_map(Some).boxed();
    }
    prop_oneof![
        1 => any_text().prop_map(Some),
        1 => text(field, row),
        1 => text(field, row + 10),
    ]
    .boxed()
}

fn half(fields: Vec<Field>, texts: Vec<BoxedStrategy<Option<String>>>) -> BoxedStrategy<Raw> {
    texts
        .prop_map(move |texts| {
            let names = fields.iter().map(|field| field.name());
            names
                .zip(texts)
                .filter_map(|(name, text)| Some((name, text?)))
                .collect()
        })
        .boxed()
}
