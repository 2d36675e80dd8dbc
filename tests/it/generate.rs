//! Generated profiles and records.
//!
//! A record is a list of field names and texts; it is turned into a typed record, a CSV line or a
//! JSON object by the tests, so that every path sees the same.

use std::collections::BTreeMap;

use cardsieve::field::{Field, Readable, Role};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Field name to text.
pub type Raw = BTreeMap<&'static str, String>;

/// Every way in which one field may stand in a column, as (place, part, column keys).
pub const MENU: &[(&str, &str, &str, &str)] = &[
    (
        "given_names",
        "front",
        r#"{ field = "given_names", treatment = "initials" }"#,
        "",
    ),
    (
        "given_names",
        "front",
        r#"{ field = "given_names", treatment = "first-word" }"#,
        "",
    ),
    (
        "given_names",
        "back",
        r#"{ field = "given_names", treatment = "keep" }"#,
        "case = \"upper\"",
    ),
    (
        "family_name",
        "front",
        r#"{ field = "family_name", treatment = "keep" }"#,
        "max_chars = 12",
    ),
    (
        "family_name",
        "front",
        r#"{ field = "family_name", treatment = "keep" }, { text = " " }, { field = "known_as", treatment = "initials" }"#,
        "case = \"upper\"",
    ),
    (
        "middle_names",
        "front",
        r#"{ field = "middle_names", treatment = "initials" }"#,
        "",
    ),
    (
        "rank",
        "front",
        r#"{ field = "rank", treatment = "keep" }"#,
        "",
    ),
    (
        "rank",
        "front",
        r#"{ field = "rank", treatment = "category", table = { "Constable" = "Federated", "Sergeant" = "Federated", "Inspector" = "Federated", "Chief Constable" = "Chief officer", "Deputy Chief Constable" = "Chief officer" } }"#,
        "",
    ),
    (
        "warrant_number",
        "front",
        r#"{ field = "warrant_number", treatment = "keep" }"#,
        "",
    ),
    (
        "warrant_number",
        "back",
        r#"{ field = "warrant_number", treatment = "pseudonymise", scope = "batch" }"#,
        "",
    ),
    (
        "collar_number",
        "front",
        r#"{ field = "collar_number", treatment = "digits" }"#,
        "",
    ),
    (
        "staff_number",
        "front",
        r#"{ field = "staff_number", treatment = "keep", not_payroll = true }"#,
        "",
    ),
    (
        "staff_number",
        "chip",
        r#"{ field = "staff_number", treatment = "pseudonymise", scope = "recipient", chars = 20 }"#,
        "",
    ),
    (
        "esr_employee_no",
        "fulfilment",
        r#"{ field = "esr_employee_no", treatment = "pseudonymise", scope = "recipient", chars = 26 }"#,
        "",
    ),
    (
        "organisation",
        "back",
        r#"{ field = "organisation", treatment = "keep" }"#,
        "",
    ),
    (
        "category",
        "fulfilment",
        r#"{ field = "category", treatment = "keep" }"#,
        "case = \"upper\"",
    ),
    (
        "job_title",
        "front",
        r#"{ field = "job_title", treatment = "category", table = { "Staff Nurse" = "Nurse", "Ward Sister" = "Nurse", "Consultant" = "Doctor", "Specialty Registrar" = "Doctor" } }"#,
        "",
    ),
    (
        "card_design",
        "fulfilment",
        r#"{ field = "card_design", treatment = "keep" }"#,
        "",
    ),
    (
        "card_serial",
        "back",
        r#"{ field = "card_serial", treatment = "keep" }"#,
        "",
    ),
    (
        "expiry_date",
        "front",
        r#"{ field = "expiry_date", treatment = "month-end" }"#,
        "",
    ),
    (
        "expiry_date",
        "chip",
        r#"{ field = "expiry_date", treatment = "month-end", date_format = "%d %b %Y" }"#,
        "case = \"upper\"",
    ),
    (
        "issue_number",
        "back",
        r#"{ field = "issue_number", treatment = "keep" }"#,
        "",
    ),
    (
        "credential_no",
        "chip",
        r#"{ field = "credential_no", treatment = "keep" }"#,
        "",
    ),
    (
        "facility_code",
        "magstripe",
        r#"{ field = "facility_code", treatment = "keep" }"#,
        "",
    ),
    (
        "barcode_value",
        "barcode",
        r#"{ field = "barcode_value", treatment = "pseudonymise", scope = "batch" }"#,
        "case = \"upper\"",
    ),
    (
        "qr_value",
        "back",
        r#"{ field = "qr_value", treatment = "pseudonymise", scope = "batch" }"#,
        "",
    ),
];

const CURLY: &str = "[csv]\napostrophes = \"curly\"\n";

/// TOML of a profile that loads.
pub fn profile() -> impl Strategy<Value = String> {
    let columns = subsequence((0..MENU.len()).collect::<Vec<_>>(), 0..10);
    let csv = select(vec![
        "",
        "[csv]\ndelimiter = \";\"\n",
        "[csv]\nencoding = \"utf-8-bom\"\n",
        "[csv]\nencoding = \"windows-1252\"\ndelimiter = \"\\t\"\n",
        "[csv]\nvendor = \"pav\"\n",
        "[csv]\nvendor = \"vantagepoint\"\n",
        "[csv]\nvendor = \"card-integrators\"\n",
        "[csv]\nvendor = \"vantagepoint\"\nencoding = \"windows-1252\"\n",
        CURLY,
    ]);
    let scope = select(vec!["batch", "recipient"]);
    (columns, csv, scope, any::<bool>(), 0_usize..5).prop_map(|(columns, csv, scope, constant, at)| {
        let mut shown = Vec::new();
        let mut list = Vec::new();
        for index in columns {
            let (field, place, parts, extra) = MENU[index];
            if shown.contains(&field) {
                continue;
            }
            shown.push(field);
            let header = format!("column {}", list.len() + 1);
            list.push(format!(
                "[[column]]\nheader = \"{header}\"\nplace = \"{place}\"\nparts = [{parts}]\n{extra}\n"
            ));
        }
        // without a name, how its apostrophes are written would have no effect
        let has_name = shown.iter().any(|field| field.contains("name"));
        let csv = if csv == CURLY && !has_name { "" } else { csv };
        if constant {
            list.push("[[column]]\nheader = \"fixed\"\nplace = \"front\"\nconstant = \"Visitor (day, 1)\"\n".into());
        }
        let matching = format!(
            "[[column]]\nheader = \"ref\"\nplace = \"matching\"\nparts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"{scope}\" }}]\n"
        );
        list.insert(at.min(list.len()), matching);
        format!(
            "format = 1\nname = \"generated\"\ncontroller = \"Example Force\"\nrecipient = \"Example Card Bureau\"\n\
             purpose = \"Print cards\"\ndelete_after_days = 30\n{csv}{}",
            list.join("")
        )
    })
}

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
        Readable::RecordId => Just(format!("E-{row:04}")).boxed(),
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
        Readable::BarcodeValue | Readable::QrValue => {
            (0_u32..50).prop_map(|n| format!("B{n}/x é")).boxed()
        }
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

/// A text that no field would have, now and then an awkward one.
pub fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
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
    half(reads.iter().map(|readable| readable.field()).collect(), row)
}

/// The other half, never-fields and unread ones.
pub fn forbidden(reads: &[Readable], row: usize) -> BoxedStrategy<Raw> {
    let fields = Field::ALL.iter().copied().filter(|field| {
        field.role() != Role::Derived
            && !field
                .readable()
                .is_some_and(|readable| reads.contains(&readable))
    });
    half(fields.collect(), row)
}

fn half(fields: Vec<Field>, row: usize) -> BoxedStrategy<Raw> {
    let texts: Vec<_> = fields.iter().map(|field| text(*field, row)).collect();
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
