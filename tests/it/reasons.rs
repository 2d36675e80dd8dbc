//! Why a row stays behind: which reasons are told, in which column, and which of them refuse the batch.

use cardsieve::batch::{Form, Limits};
use cardsieve::field::Flag;
use cardsieve::minimise::{Reason, Withheld};
use cardsieve::{CardRecord, Code, OfficerRecord, Profile, Rows, sample};

use crate::export::{minimiser, object};
use crate::generate::Raw;

const COLUMNS: &str = r#"format = 1
name = "t"
controller = "C"
recipient = "R"
purpose = "P"
delete_after_days = 1
[[column]]
header = "ref"
place = "matching"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "batch" }]
[[column]]
header = "surname"
place = "front"
parts = [{ field = "family_name", treatment = "keep" }]
max_chars = 6
case = "upper"
[[column]]
header = "expires"
place = "front"
parts = [{ field = "expiry_date", treatment = "month-end" }]
[[column]]
header = "team"
place = "front"
parts = [{ field = "department", treatment = "category", table = { "Roads" = "Operations", "Dogs" = "Operations" } }]
"#;

fn with(changes: &[(&'static str, &str)]) -> OfficerRecord {
    let mut raw: Raw = sample::record(3, 1)
        .map(|(field, value)| (field.name(), value))
        .chain(
            Flag::ALL
                .iter()
                .map(|flag| (flag.name(), "false".to_owned())),
        )
        .collect();
    raw.insert("family_name", "Smith".to_owned());
    raw.insert("expiry_date", "2031-02-03".to_owned());
    raw.insert("department", "Roads".to_owned());
    for (field, value) in changes {
        raw.insert(field, (*value).to_owned());
    }
    serde_json::from_str(&object(&raw)).expect("an object")
}

fn minimise(profile: &str, changes: &[(&'static str, &str)]) -> Result<CardRecord, Withheld> {
    let profile: Profile = profile.parse().expect("a profile");
    minimiser(&profile).minimise(&with(changes))
}

fn told(withheld: &Withheld) -> Vec<(Code, Option<&str>)> {
    let reasons = withheld.reasons().iter();
    reasons
        .map(|reason: &Reason| (reason.code(), reason.column()))
        .collect()
}

/// Faults of one cell, each by itself.
const FAULTS: &[(&str, &str, Code, &str)] = &[
    ("family_name", "", Code::MissingValue, "surname"),
    ("family_name", "Smith7", Code::InvalidValue, "surname"),
    ("family_name", "Smithey", Code::TooLong, "surname"),
    ("family_name", "=Smith", Code::FormulaCell, "surname"),
    // a formula only before, or only after, the spaces at its start are taken away
    ("family_name", "\tSmith", Code::FormulaCell, "surname"),
    ("family_name", " =Smith", Code::FormulaCell, "surname"),
    ("expiry_date", "", Code::MissingValue, "expires"),
    ("expiry_date", "2031-02-30", Code::InvalidValue, "expires"),
    ("department", "", Code::MissingValue, "team"),
    ("department", "Horses", Code::UnlistedCategory, "team"),
];

#[test]
fn each_fault_is_told_by_its_code_and_the_header_of_its_column() {
    for (field, value, code, header) in FAULTS {
        let withheld = minimise(COLUMNS, &[(field, value)]).expect_err("a fault");
        assert_eq!(told(&withheld), [(*code, Some(*header))], "{value:?}");
        assert_eq!(withheld.code(), *code);
        assert!(!withheld.refuses_the_batch() && !withheld.is_flagged());
        assert!(format!("{withheld:?}").contains("identity: Identity { .. }"));
        assert_eq!(
            withheld.to_string(),
            format!("{} in column {header}", code.name())
        );
    }
}

#[test]
fn what_a_table_does_not_list_stays_behind_whatever_its_length_and_spelling() {
    let mut others: Vec<String> = (1..=100)
        .map(|length| "Horses and dogs ".repeat(7)[..length].to_owned())
        .collect();
    for listed in ["Roads", "Dogs"] {
        let cut = (1..listed.len()).map(|end| listed[..end].to_owned());
        others.extend(cut);
        others.extend([
            format!("{listed}s"),
            format!("{listed}."),
            format!("The {listed}"),
        ]);
        others.extend([listed.to_lowercase(), listed.to_uppercase()]);
    }
    // what the table makes of its inputs is no input of it
    others.push("Operations".to_owned());
    for other in &others {
        let withheld = minimise(COLUMNS, &[("department", other)]).expect_err("not listed");
        assert_eq!(
            told(&withheld),
            [(Code::UnlistedCategory, Some("team"))],
            "{other:?}"
        );
    }
    assert!(minimise(COLUMNS, &[("department", "Roads")]).is_ok());
}

#[test]
fn all_faults_of_a_row_are_told_in_the_order_of_the_columns() {
    let faults = [("department", "Horses"), ("family_name", "Smithey")];
    let withheld = minimise(COLUMNS, &faults).expect_err("two faults");
    let expected = [
        (Code::TooLong, Some("surname")),
        (Code::UnlistedCategory, Some("team")),
    ];
    assert_eq!(told(&withheld), expected);
    assert_eq!(
        withheld.to_string(),
        "too-long in column surname; unlisted-category in column team"
    );
}

#[test]
fn a_column_that_must_have_a_value_refuses_the_batch_when_it_has_none() {
    let strict = COLUMNS
        .replace("max_chars = 6", "max_chars = 6\nwhen_missing = \"refuse\"")
        .replace(
            "\"month-end\" }]",
            "\"month-end\" }]\nwhen_missing = \"refuse\"",
        )
        .replace("} }]", "} }]\nwhen_missing = \"refuse\"");
    for (field, value, code, header) in FAULTS {
        let withheld = minimise(&strict, &[(field, value)]).expect_err("a fault");
        let none = matches!(
            code,
            Code::MissingValue | Code::InvalidValue | Code::UnlistedCategory
        );
        assert_eq!(withheld.refuses_the_batch(), none, "{value:?}");
        let said = if none { Code::MissingValue } else { *code };
        assert_eq!(told(&withheld), [(said, Some(*header))], "{value:?}");
        let profile: Profile = strict.parse().expect("a profile");
        let mut rows = Rows::new(&minimiser(&profile), Form::Csv, Limits::default());
        let taken = rows
            .add(&with(&[]))
            .and_then(|()| rows.add(&with(&[("record_id", "other"), (field, value)])));
        assert_eq!(taken.is_err() || rows.finish().is_err(), none, "{value:?}");
    }
}

#[test]
fn a_cell_may_have_as_many_characters_as_its_limit_says_whatever_their_bytes() {
    for (name, upper) in [
        ("Smiths", "SMITHS"),
        ("\u{c9}lodie", "\u{c9}LODIE"),
        (
            "\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}",
            "\u{c9}\u{c9}\u{c9}\u{c9}\u{c9}\u{c9}",
        ),
    ] {
        let card = minimise(COLUMNS, &[("family_name", name)]).expect("released");
        assert_eq!(card.get("surname"), Some(upper));
        assert_eq!(card.get("expires"), Some("2031-02-28"));
        assert_eq!(card.get("team"), Some("Operations"));
        let as_is = COLUMNS.replace("case = \"upper\"", "case = \"as-is\"");
        let card = minimise(&as_is, &[("family_name", name)]).expect("released");
        assert_eq!(card.get("surname"), Some(name));
        let longer = format!("{name}a");
        let withheld = minimise(COLUMNS, &[("family_name", &longer)]).expect_err("too long");
        assert_eq!(withheld.code(), Code::TooLong);
    }
}

#[test]
fn letters_that_join_across_two_parts_are_written_as_one() {
    // a leading and a vowel letter of Hangul, which make one syllable
    let joined = COLUMNS.replace(
        "parts = [{ field = \"family_name\"",
        "parts = [{ text = \"\u{1100}\" }, { field = \"family_name\"",
    );
    for case in ["upper", "as-is"] {
        let profile = joined.replace("\"upper\"", &format!("\"{case}\""));
        let card = minimise(&profile, &[("family_name", "\u{1161}")]).expect("released");
        assert_eq!(card.get("surname"), Some("\u{ac00}"), "{case}");
    }
}

#[test]
fn flags_and_their_sources_are_told_without_a_column() {
    let withheld = minimise(COLUMNS, &[("minor", "true")]).expect_err("raised");
    assert_eq!(told(&withheld), [(Code::ContextFlag, None)]);
    assert_eq!(withheld.to_string(), "context-flag");
    assert!(withheld.is_flagged() && !withheld.refuses_the_batch());
}
