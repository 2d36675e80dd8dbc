//! Profiles that others rely on: what loads, what is refused, and fingerprints that stay.

use cardsieve::{Code, Profile};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// A column in few words: header, place, parts, and whatever else it has.
type Column = (&'static str, &'static str, &'static str, &'static str);

const REF: Column = ("ref", "matching", "id", "");

/// What a field becomes, under a short name.
fn part(word: &str) -> String {
    let (field, rule) = match word {
        "id" => ("record_id", "pseudonymise\", scope = \"batch"),
        "esr" => ("esr_employee_no", "pseudonymise\", scope = \"recipient"),
        "warrant-token" => ("warrant_number", "pseudonymise\", scope = \"batch"),
        "staff-token" => ("staff_number", "pseudonymise\", scope = \"recipient"),
        "bar" => ("barcode_value", "pseudonymise\", scope = \"batch"),
        "qr" => ("qr_value", "pseudonymise\", scope = \"batch"),
        "initials" => ("given_names", "initials"),
        "given" => ("given_names", "keep"),
        "first" => ("given_names", "first-word"),
        "middle" => ("middle_names", "initials"),
        "known" => ("known_as", "keep"),
        "family" => ("family_name", "keep"),
        "rank" => ("rank", "keep"),
        "warrant" => ("warrant_number", "keep"),
        "collar" => ("collar_number", "digits"),
        "force" => ("organisation", "keep"),
        "category" => ("category", "keep"),
        "design" => ("card_design", "keep"),
        "serial" => ("card_serial", "keep"),
        "issue" => ("issue_number", "keep"),
        "credential" => ("credential_no", "keep"),
        "facility" => ("facility_code", "keep"),
        "expiry" => ("expiry_date", "month-end"),
        "expiry-short" => ("expiry_date", "month-end\", date_format = \"%m/%y"),
        "staff" => return "{ field = \"staff_number\", treatment = \"keep\", not_payroll = true }".to_owned(),
        "title" => return "{ field = \"job_title\", treatment = \"category\", table = { \"Porter\" = \"Estates\", \"Cleaner\" = \"Estates\" } }".to_owned(),
        "department" => return "{ field = \"department\", treatment = \"category\", table = { \"A&E\" = \"Clinical\", \"Ward 3\" = \"Clinical\" } }".to_owned(),
        "long-token" => return "{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"recipient\", chars = 26 }".to_owned(),
        text => return format!("{{ text = \"{text}\" }}"),
    };
    format!("{{ field = \"{field}\", treatment = \"{rule}\" }}")
}

fn profile(name: &str, top: &str, columns: &[Column], last: &str) -> String {
    let mut text = format!(
        "format = 1\nname = \"{name}\"\ncontroller = \"Example Force\"\nrecipient = \"Example Card Bureau\"\n\
         purpose = \"Print cards\"\ndelete_after_days = 30\n{top}"
    );
    for (header, place, parts, extra) in columns {
        let content = match parts.strip_prefix("constant ") {
            Some(constant) => format!("constant = \"{constant}\""),
            None => format!(
                "parts = [{}]",
                parts.split('|').map(part).collect::<Vec<_>>().join(", ")
            ),
        };
        text += &format!(
            "[[column]]\nheader = \"{header}\"\nplace = \"{place}\"\n{content}\n{extra}\n"
        );
    }
    text + last
}

/// Thirty profiles that somebody could sensibly want.
fn sensible() -> Vec<String> {
    let name: Column = (
        "name",
        "front",
        "initials| |family",
        "case = \"upper\"\nmax_chars = 32",
    );
    vec![
        profile("reference-only", "", &[REF], ""),
        profile(
            "blank-fob",
            "",
            &[REF, ("design", "fulfilment", "design", "")],
            "",
        ),
        profile(
            "fob-with-credential",
            "",
            &[
                REF,
                ("no", "chip", "credential", ""),
                ("site", "chip", "facility", ""),
            ],
            "",
        ),
        profile(
            "magstripe-door-card",
            "",
            &[REF, ("stripe", "magstripe", "facility|-|credential", "")],
            "",
        ),
        profile("name-only", "", &[REF, name], ""),
        profile(
            "name-and-photo",
            "",
            &[REF, name],
            "[photo]\nplace = \"front\"\n",
        ),
        profile(
            "photo-only",
            "",
            &[REF],
            "[photo]\nplace = \"back\"\nwidth = 413\nheight = 531\nmax_bytes = 1048576\nmin_source = 300\nheader = \"picture\"\n",
        ),
        profile(
            "warrant-card-with-rank",
            "",
            &[
                REF,
                name,
                ("rank", "front", "rank", ""),
                ("number", "front", "warrant", ""),
            ],
            "[photo]\nplace = \"front\"\n",
        ),
        profile(
            "warrant-card-without-name",
            "",
            &[
                REF,
                ("rank", "front", "rank", ""),
                ("number", "front", "warrant", ""),
            ],
            "",
        ),
        profile(
            "collar-badge",
            "",
            &[REF, ("collar", "front", "collar", "max_chars = 6")],
            "",
        ),
        profile(
            "epaulette-order",
            "",
            &[
                REF,
                ("force", "fulfilment", "force", ""),
                ("collar", "back", "collar", ""),
            ],
            "",
        ),
        profile(
            "staff-pass",
            "",
            &[
                REF,
                name,
                ("staff no", "front", "staff", ""),
                ("kind", "front", "category", ""),
            ],
            "",
        ),
        profile(
            "staff-pass-with-chip",
            "",
            &[REF, ("token", "chip", "staff-token", "")],
            "",
        ),
        profile(
            "first-names-only",
            "",
            &[REF, ("first name", "front", "first", "max_chars = 24")],
            "",
        ),
        profile(
            "full-names",
            "",
            &[
                REF,
                ("given", "front", "given", "max_chars = 40"),
                ("family", "front", "family", "max_chars = 40"),
            ],
            "",
        ),
        profile(
            "known-as",
            "",
            &[REF, ("name", "front", "known| |family", "")],
            "",
        ),
        profile(
            "middle-initials",
            "",
            &[REF, ("name", "front", "initials| |middle| |family", "")],
            "",
        ),
        profile(
            "upside-down-name",
            "",
            &[REF, ("name", "front", "family|, |initials", "")],
            "",
        ),
        profile(
            "expiry-as-month",
            "",
            &[REF, ("valid until", "front", "expiry-short", "")],
            "",
        ),
        profile(
            "expiry-in-chip",
            "",
            &[REF, ("expiry", "chip", "expiry", "")],
            "",
        ),
        profile(
            "replacement",
            "min_rows = 5\n",
            &[
                REF,
                name,
                ("issue", "back", "issue", ""),
                ("serial", "back", "serial", ""),
            ],
            "",
        ),
        profile(
            "barcode-of-its-own",
            "",
            &[REF, ("barcode", "barcode", "bar", "case = \"upper\"")],
            "",
        ),
        profile("qr-on-the-back", "", &[REF, ("qr", "back", "qr", "")], ""),
        profile(
            "hospital-porter",
            "",
            &[
                REF,
                name,
                ("role", "front", "title", ""),
                ("area", "front", "department", ""),
            ],
            "",
        ),
        profile("hospital-by-esr", "", &[("ref", "matching", "esr", "")], ""),
        profile(
            "token-of-warrant-number",
            "",
            &[
                REF,
                ("chip", "chip", "id", ""),
                ("number", "back", "warrant-token", ""),
            ],
            "",
        ),
        profile(
            "long-tokens",
            "",
            &[("ref", "matching", "long-token", "")],
            "",
        ),
        profile(
            "visitor",
            "",
            &[REF, ("role", "front", "constant Visitor", ""), name],
            "",
        ),
        profile(
            "large-order",
            "max_rows = 1000000\nmin_rows = 1000\nledger = \"required\"\n",
            &[REF, name],
            "",
        ),
        profile(
            "old-printer",
            "[csv]\ndelimiter = \";\"\nencoding = \"windows-1252\"\n",
            &[
                REF,
                ("Näme", "front", "family", "when_missing = \"refuse\""),
            ],
            "",
        ),
    ]
}

#[test]
fn thirty_sensible_profiles_load() {
    let sensible = sensible();
    assert_eq!(sensible.len(), 30);
    let mut fingerprints = std::collections::BTreeSet::new();
    for text in sensible {
        let profile = text
            .parse::<Profile>()
            .unwrap_or_else(|errors| panic!("{errors}\n{text}"));
        fingerprints.insert(profile.fingerprint().to_string());
        assert!(!profile.explain().chapters().is_empty());
    }
    assert_eq!(fingerprints.len(), 30);
}

/// Tokens and approvals hang on these: one that changes is a change of what was agreed.
const PRESETS: &[(&str, &str)] = &[
    (
        "access-fob",
        "de26b145e1825fc08c447f178494f78a330ad7c326d3c08f0d2bc69e2eb0feee",
    ),
    (
        "contractor-card",
        "7cf780f96c6a018d087dafecff37af272d0d4a3cc72da90f3ffb600125693b63",
    ),
    (
        "nhs-card",
        "fbe4864bba16fbc10aa3f3cfd72af47e94af27cde00b91af941c767e2574e1fb",
    ),
    (
        "replacement-card",
        "cd31a0267b68e683a5665ff3dac1d5dadeac2d0a1c10f1675d6ad82d02c2c4f8",
    ),
    (
        "shell-card",
        "02a9c2f53581e0facafa695ee78fef2a675fcdb82240e55a3277957ac816c9c7",
    ),
    (
        "staff-card",
        "bc0622b066675f3c9a4a9a106adcb27d19ecd831f9ed78501eafd120c7b6b220",
    ),
    (
        "warrant-card",
        "c921248322157360c4a6ea5785f8e3a63e5b134dc084c86a7ad3430c3d4ee714",
    ),
];

#[test]
fn the_presets_keep_their_fingerprints() {
    assert_eq!(Profile::preset_names().count(), PRESETS.len());
    for (name, fingerprint) in PRESETS {
        let profile = Profile::preset(name).expect("a preset");
        assert_eq!(profile.fingerprint().to_string(), *fingerprint, "{name}");
        // The fingerprint is the digest of the JSON and of nothing else.
        assert_eq!(
            HEXLOWER.encode(&Sha256::digest(profile.canonical_json())),
            *fingerprint
        );
        let saved: Profile = Profile::preset_source(name)
            .expect("a source")
            .parse()
            .expect("it loads");
        assert_eq!(saved, profile);
    }
}

const SMALL: &str = "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\ndelete_after_days = 30\n\
    [[column]]\nheader = \"record_ref\"\nplace = \"matching\"\n\
    parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n";

/// The example of the format's own description.
const SMALL_JSON: &str = r#"{"columns":[{"case":"as-is","header":"record_ref","max_chars":null,"parts":[{"chars":16,"field":"record_id","scope":"batch","treatment":"pseudonymise"}],"place":"matching","when_missing":"withhold"}],"controller":"C","csv":{"delimiter":",","encoding":"utf-8"},"delete_after_days":30,"format":1,"ledger":"optional","max_rows":1000,"min_rows":1,"name":"t","photo":null,"purpose":"P","recipient":"R"}"#;

fn fingerprint(text: &str) -> String {
    text.parse::<Profile>()
        .unwrap_or_else(|errors| panic!("{errors}\n{text}"))
        .fingerprint()
        .to_string()
}

#[test]
fn the_canonical_json_is_that_of_the_format_to_the_byte() {
    let profile: Profile = SMALL.parse().expect("a profile");
    assert_eq!(profile.canonical_json(), SMALL_JSON);
    assert_eq!(
        fingerprint(SMALL),
        HEXLOWER.encode(&Sha256::digest(SMALL_JSON))
    );
}

#[test]
fn defaults_written_out_key_order_and_layout_leave_the_fingerprint() {
    let full = "# a comment\nrecipient = 'R'\npurpose = \"P\"\nmax_rows = 1_000\nmin_rows = 0x1\nledger = \"optional\"\n\
        name = \"t\"\ndelete_after_days = 30\ncontroller = \"C\"\nformat = 1\ncsv = { encoding = \"utf-8\", delimiter = \",\" }\n\
        [[column]]\nwhen_missing = \"withhold\"\ncase = \"as-is\"\n\
        parts = [{ scope = \"batch\", chars = 16, treatment = \"pseudonymise\", field = \"record_id\" }]\n\
        place = \"matching\"\nheader = \"record_ref\"\n";
    assert_eq!(fingerprint(full), fingerprint(SMALL));
    assert_eq!(
        fingerprint(&SMALL.replace('\n', "\r\n")),
        fingerprint(SMALL)
    );
}

#[test]
fn texts_count_in_their_composed_form() {
    let with = |text: &str| fingerprint(&SMALL.replace("\"C\"", &format!("\"{text}\"")));
    assert_eq!(with("Heddlu S\u{e2}n"), with("Heddlu Sa\u{302}n"));
    assert_ne!(with("Heddlu Sân"), with("Heddlu San"));
}

#[test]
fn whatever_is_said_otherwise_changes_the_fingerprint() {
    let column = "[[column]]\nheader = \"d\"\nplace = \"fulfilment\"\nparts = [{ field = \"card_design\", treatment = \"keep\" }]\n";
    let at = SMALL.find("[[column]]").expect("a column");
    let (top, matching) = SMALL.split_at(at);
    let photo = "[photo]\nplace = \"front\"\n";
    let mut texts = vec![
        SMALL.to_owned(),
        format!("{SMALL}{column}"),
        format!("{top}{column}{matching}"),
        format!("{SMALL}{photo}"),
        format!("{SMALL}{photo}width = 294\n"),
        format!("{SMALL}{photo}height = 353\n"),
        format!("{SMALL}{photo}max_bytes = 65535\n"),
        format!("{SMALL}{photo}min_source = 2\n"),
        format!("{SMALL}{photo}header = \"p\"\n"),
        format!("{SMALL}{column}case = \"upper\"\n"),
        format!("{SMALL}{column}max_chars = 200\n"),
        format!("{SMALL}{column}when_missing = \"refuse\"\n"),
        format!("min_rows = 2\n{SMALL}"),
        format!("max_rows = 999\n{SMALL}"),
        format!("ledger = \"required\"\n{SMALL}"),
        format!("{top}[csv]\ndelimiter = \";\"\n{matching}"),
        format!("{top}[csv]\nencoding = \"utf-8-bom\"\n{matching}"),
    ];
    for (from, to) in [
        ("\"C\"", "\"D\""),
        ("\"R\"", "\"D\""),
        ("\"P\"", "\"D\""),
        ("\"t\"", "\"u\""),
        ("= 30", "= 29"),
        ("record_ref", "ref"),
        ("record_id", "qr_value"),
        ("scope = \"batch\"", "scope = \"recipient\""),
        ("scope = \"batch\"", "scope = \"batch\", chars = 17"),
    ] {
        texts.push(SMALL.replace(from, to));
    }
    let fingerprints: std::collections::BTreeSet<String> =
        texts.iter().map(|text| fingerprint(text)).collect();
    assert_eq!(fingerprints.len(), texts.len());
}

#[test]
fn every_problem_of_a_profile_is_told_at_once_with_its_place() {
    let text = "format = 2
name = \"Ten Mistakes\"
controller = \"C\"
recipient = \"R\"
purpose = \"P\"
delete_after_days = 91
colour = \"red\"

[[column]]
header = \"ref\"
place = \"matching\"
parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\", chars = 15 }]

[[column]]
header = \"nino\"
place = \"front\"
parts = [{ field = \"nino\", treatment = \"keep\" }]

[[column]]
header = \"number\"
place = \"front\"
parts = [{ field = \"collar_numbr\", treatment = \"digits\" }]

[[column]]
header = \"name\"
place = \"chip\"
parts = [{ field = \"family_name\", treatment = \"keep\" }]

[[column]]
header = \"NAME\"
place = \"pocket\"
parts = [{ field = \"given_names\", treatment = \"shorten\" }]
";
    let errors = text.parse::<Profile>().expect_err("eleven mistakes");
    let found: Vec<(Code, u64, u64)> = errors
        .problems()
        .iter()
        .map(|problem| (problem.code(), problem.line(), problem.column()))
        .collect();
    let expected = [
        (Code::WrongType, 1, 10),
        (Code::BadText, 2, 8),
        (Code::WrongType, 6, 21),
        (Code::UnknownKey, 7, 1),
        (Code::WrongType, 12, 86),
        (Code::NeverReleased, 17, 20),
        (Code::UnknownField, 22, 20),
        (Code::BelowFloor, 27, 47),
        (Code::DuplicateColumn, 30, 10),
        (Code::UnknownPlace, 31, 9),
        (Code::UnknownTreatment, 32, 47),
    ];
    assert_eq!(found, expected, "{errors}");
    assert_eq!(errors.problems()[6].hint(), "did you mean `collar_number`?");
    for problem in errors.problems() {
        assert!(errors.to_string().contains(&problem.to_string()));
    }
}
