//! The edges of what loads, each from both sides.

mod told;

use crate::code::Code;
use crate::field::Place;
use crate::profile::Profile;

const REF: &str = "[[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
    parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n";

fn text(top: &str, columns: &str) -> String {
    format!(
        "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
         delete_after_days = 1\n{top}{REF}{columns}"
    )
}

fn front(rest: &str) -> String {
    format!("[[column]]\nheader = \"x\"\nplace = \"front\"\n{rest}\n")
}

fn load(top: &str, columns: &str) -> Profile {
    let text = text(top, columns);
    text.parse()
        .unwrap_or_else(|errors| panic!("{errors}\n{text}"))
}

fn codes(top: &str, columns: &str) -> Vec<Code> {
    match text(top, columns).parse::<Profile>() {
        Ok(_) => Vec::new(),
        Err(errors) => errors
            .problems()
            .iter()
            .map(|problem| problem.code())
            .collect(),
    }
}

#[test]
fn fewest_rows_may_equal_most_rows_and_not_exceed_them() {
    for (fewest, most) in [(4, 4), (4, 5), (1, 1)] {
        let top = format!("min_rows = {fewest}\nmax_rows = {most}\n");
        let profile = load(&top, "");
        assert_eq!((profile.min_rows(), profile.max_rows()), (fewest, most));
    }
    assert_eq!(codes("min_rows = 5\nmax_rows = 4\n", ""), [Code::InertRule]);
    assert_eq!(codes("max_rows = 1\nmin_rows = 2\n", ""), [Code::InertRule]);
}

#[test]
fn a_longest_cell_that_every_cell_exceeds_is_refused() {
    let token = "[[column]]\nheader = \"x\"\nplace = \"barcode\"\n\
        parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n";
    for (column, least) in [
        (front("constant = \"abc\""), 3),
        (token.to_owned(), 16),
        (
            front("parts = [{ text = \"No \" }, { field = \"rank\", treatment = \"keep\" }]"),
            4,
        ),
    ] {
        let with = |max: u8| format!("{column}max_chars = {max}\n");
        assert_eq!(codes("", &with(least)), [], "{column}");
        assert_eq!(codes("", &with(least + 1)), [], "{column}");
        assert_eq!(codes("", &with(least - 1)), [Code::InertRule], "{column}");
    }
}

#[test]
fn a_column_has_eight_parts_at_most() {
    let parts = |texts: usize| {
        let text = "{ text = \"-\" }";
        let mut parts = vec!["{ field = \"rank\", treatment = \"keep\" }"];
        parts.extend(std::iter::repeat_n(text, texts));
        front(&format!("parts = [{}]", parts.join(", ")))
    };
    assert_eq!(codes("", &parts(7)), []);
    assert_eq!(codes("", &parts(8)), [Code::WrongType]);
}

#[test]
fn a_second_matching_column_is_refused() {
    let second = REF.replacen("\"ref\"", "\"again\"", 1);
    assert!(codes("", &second).contains(&Code::MatchingColumn));
}

#[test]
fn rows_join_by_the_matching_column_wherever_it_stands() {
    assert_eq!(load("", &front("constant = \"a\"")).matching_column(), 0);
    let last = text("", "").replacen(REF, &format!("{}{REF}", front("constant = \"a\"")), 1);
    let profile: Profile = last.parse().unwrap();
    assert_eq!(profile.columns()[1].place(), Place::Matching);
    assert_eq!(profile.matching_column(), 1);
}

#[test]
fn a_misspelt_field_is_told_from_one_that_never_leaves() {
    let of = |name: &str| {
        let column = front(&format!(
            "parts = [{{ field = \"{name}\", treatment = \"keep\" }}]"
        ));
        let errors = text("", &column).parse::<Profile>().unwrap_err();
        let [problem] = errors.problems() else {
            panic!("{errors}")
        };
        (problem.code(), problem.hint().to_owned())
    };
    let (code, hint) = of("Family-Name");
    assert_eq!(code, Code::UnknownField);
    assert_eq!(hint, "did you mean `family_name`?");
    assert_eq!(of("Pay Number").0, Code::NeverReleased);
    let column = front("parts = [{ field = \"Pay Number\", treatment = \"keep\" }]");
    let errors = text("", &column).parse::<Profile>().unwrap_err();
    assert!(errors.to_string().contains("pay_number is meant"));
    assert_eq!(
        of("rnak"),
        (Code::UnknownField, "did you mean `rank`?".to_owned())
    );
    // a flag's name, misspelt: what decides is suggested to nobody
    assert!(!of("covret").1.contains("covert"));
}

#[test]
fn a_table_joins_two_inputs_or_more_to_each_plain_output() {
    let with = |entries: &str| {
        codes(
            "",
            &front(&format!(
                "parts = [{{ field = \"department\", treatment = \"category\", table = {{ {entries} }} }}]"
            )),
        )
    };
    let both = |output: &str| format!("\"Roads\" = \"{output}\", \"Dogs\" = \"{output}\"");
    assert_eq!(with(&both("Operations")), []);
    for (output, why) in [
        ("a*b", "not plain"),
        ("=a", "begins like a formula"),
        ("-a", "begins like a formula, and is plain"),
        ("\u{301}a", "begins with a mark"),
    ] {
        assert_eq!(with(&both(output)), [Code::BadText; 2], "{why}");
    }
    assert_eq!(with(""), [Code::TableNotManyToOne]);
    assert_eq!(
        with("\"Roads\" = \"Operations\""),
        [Code::TableNotManyToOne]
    );
    assert_eq!(
        with("\"Roads\" = \"Operations\", \"Dogs\" = \"Animals\""),
        [Code::TableNotManyToOne]
    );
}

#[test]
fn fixed_texts_and_headers_are_plain_short_and_can_be_written() {
    let constant = |text: &str| front(&format!("constant = \"{text}\""));
    let header =
        |text: &str| front("constant = \"a\"").replacen("\"x\"", &format!("\"{text}\""), 1);
    let narrow = "csv = { encoding = \"windows-1252\" }\n";
    for column in [constant, header] {
        assert_eq!(codes("", &column(&"a".repeat(64))), []);
        assert_eq!(codes("", &column(&"a".repeat(65))), [Code::BadText]);
        assert_eq!(codes("", &column("a*b")), [Code::BadText]);
        assert_eq!(codes("", &column("\u{301}a")), [Code::BadText]);
        // a letter that windows-1252 has, and one that it lacks
        assert_eq!(codes(narrow, &column("\u{e9}")), []);
        assert_eq!(codes(narrow, &column("\u{142}")), [Code::InertRule]);
        assert_eq!(codes("", &column("\u{142}")), []);
    }
}

#[test]
fn a_photos_numbers_are_those_of_the_profile() {
    let photo = "[photo]\nplace = \"back\"\nwidth = 200\nheight = 300\nmax_bytes = 5000\n\
        min_source = 400\nheader = \"picture\"\n";
    let profile = load("", photo);
    let photo = profile.photo().unwrap();
    assert_eq!(photo.place(), Place::Back);
    assert_eq!((photo.width(), photo.height()), (200, 300));
    assert_eq!((photo.max_bytes(), photo.min_source()), (5000, 400));
    assert_eq!(photo.header(), "picture");
    let profile = load("", "[photo]\nplace = \"front\"\n");
    let photo = profile.photo().unwrap();
    assert_eq!((photo.width(), photo.height()), (295, 354));
    assert_eq!((photo.max_bytes(), photo.min_source()), (65_536, 1));
}

#[test]
fn a_kept_staff_number_declares_in_the_canonical_form_that_it_is_no_payroll_number() {
    let staff =
        front("parts = [{ field = \"staff_number\", treatment = \"keep\", not_payroll = true }]");
    let json = load("", &staff).canonical_json();
    let part = "{\"field\":\"staff_number\",\"not_payroll\":true,\"treatment\":\"keep\"}";
    assert!(json.contains(part), "{json}");
    let rank = front("parts = [{ field = \"rank\", treatment = \"keep\" }]");
    assert!(!load("", &rank).canonical_json().contains("payroll"));
}

#[test]
fn an_input_that_no_record_can_have_is_no_second_input_of_a_table() {
    let with = |field: &str, key: &str| {
        let table = format!(
            "\"Nurse\" = \"Nurse\", {} = \"Nurse\"",
            toml::Value::from(key)
        );
        codes(
            "",
            &front(&format!(
                "parts = [{{ field = \"{field}\", treatment = \"category\", table = {{ {table} }} }}]"
            )),
        )
    };
    for field in ["job_title", "department"] {
        assert_eq!(with(field, "Ward Sister"), []);
        for key in [
            "=N",
            "+1",
            "-1",
            "@",
            "@N",
            "\u{ff1d}N",
            "\u{ff0b}N",
            "\u{ff0d}N",
            "\u{ff20}",
            ".",
            "--",
            "\u{2026}",
            " Matron",
            "Matron ",
            "Matron\t",
            "",
            " ",
        ] {
            assert!(
                with(field, key).contains(&Code::InertRule),
                "{field} {key:?}"
            );
        }
    }
}

#[test]
fn the_hint_about_a_floor_names_what_would_do() {
    for (part, place, hint) in [
        ("expiry_date", "front", "use month-end, or another place"),
        ("record_id", "barcode", "use pseudonymise, or another place"),
        ("family_name", "chip", "leave the field out of this column"),
    ] {
        let column = format!(
            "[[column]]\nheader = \"x\"\nplace = \"{place}\"\n\
             parts = [{{ field = \"{part}\", treatment = \"keep\" }}]\n"
        );
        let errors = text("", &column).parse::<Profile>().unwrap_err();
        let told: Vec<&str> = errors
            .problems()
            .iter()
            .map(|problem| problem.hint())
            .collect();
        assert!(
            told.iter().any(|told| told.starts_with(hint)),
            "{part}: {told:?}"
        );
        let all = errors.to_string();
        let dropped = "family_name may not leave for place chip: ";
        assert!(place != "chip" || all.contains(dropped), "{all}");
    }
}

#[cfg(feature = "seal")]
#[test]
fn all_dialects_are_those_that_a_profile_can_ask_for() {
    use crate::profile::Csv;
    use std::collections::HashSet;

    let mut asked = HashSet::new();
    for delimiter in [",", ";", "\\t", "|"] {
        for encoding in ["utf-8", "utf-8-bom", "windows-1252"] {
            let csv = format!("[csv]\ndelimiter = \"{delimiter}\"\nencoding = \"{encoding}\"\n");
            let csv = load("", &csv).csv();
            assert!(Csv::all().any(|other| other == csv), "{csv:?}");
            asked.insert(format!("{csv:?}"));
        }
    }
    assert_eq!((asked.len(), Csv::all().count()), (12, 12));
}

const KEY: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
const OTHER: &str = "age1qwhvx6mfwngg2raxyz552w2taw4l2t2mcf9n2sl0aahua2upkglqnffqv9";

#[test]
fn recipients_keys_are_those_of_age_each_once_and_in_no_order() {
    let two = load(&format!("recipient_keys = [{KEY:?}, {OTHER:?}]\n"), "");
    assert_eq!(two.recipient_keys(), [OTHER, KEY]);
    let turned = load(&format!("recipient_keys = [{OTHER:?}, {KEY:?}]\n"), "");
    assert_eq!(turned.fingerprint(), two.fingerprint());
    let one = load(&format!("recipient_keys = [{KEY:?}]\n"), "");
    assert_ne!(one.fingerprint(), two.fingerprint());
    let none = load("", "");
    assert!(none.recipient_keys().is_empty());
    assert!(!none.canonical_json().contains("recipient_keys"));
    for profile in [&one, &two] {
        assert_eq!(profile.to_toml().parse().as_ref(), Ok(profile));
        let keys = profile.recipient_keys().join("\",\"");
        let said = format!("\"recipient_keys\":[\"{keys}\"]");
        assert!(profile.canonical_json().contains(&said));
    }
    for (list, code) in [
        ("[]".to_owned(), Code::WrongType),
        (format!("{KEY:?}"), Code::WrongType),
        ("[1]".to_owned(), Code::WrongType),
        ("[\"\"]".to_owned(), Code::BadText),
        (format!("[\"{}\"]", KEY.to_uppercase()), Code::BadText),
        (format!("[\"{}\"]", KEY.replace('z', "y")), Code::BadText),
        (format!("[{KEY:?}, {KEY:?}]"), Code::InertRule),
    ] {
        let top = format!("recipient_keys = {list}\n");
        assert_eq!(codes(&top, ""), [code], "{list}");
    }
}

#[test]
fn blanks_around_the_name_of_a_party_are_left_out_and_whatever_else_stands_there_is_refused() {
    let spelled = |name: &str| {
        let source = text("", "").replace("controller = \"C\"", &format!("controller = {name:?}"));
        let profile = source.parse::<Profile>().ok();
        let parsed = profile.map(|profile| profile.controller().to_owned());
        let named = load("", "").with_parties(Some(name), None).ok();
        assert_eq!(parsed, named.map(|profile| profile.controller().to_owned()));
        parsed
    };
    for name in ["A Force", " A Force", "A Force  "] {
        assert_eq!(spelled(name).as_deref(), Some("A Force"), "{name:?}");
    }
    for name in ["", " ", "A Force\n", "\tA Force", "A Force\u{a0}", "\r"] {
        assert_eq!(spelled(name), None, "{name:?}");
    }
}
