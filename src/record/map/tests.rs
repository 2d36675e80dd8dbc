mod flags;

use super::Map;
use crate::code::Code;
use crate::field::{Flag, Readable};
use proptest::prelude::*;

fn codes(text: &str) -> Vec<(Code, u64, u64)> {
    let problems = text.parse::<Map>().unwrap_err();
    problems
        .problems()
        .iter()
        .map(|problem| (problem.code(), problem.line(), problem.column()))
        .collect()
}

fn only(text: &str) -> Code {
    let codes = codes(text);
    assert_eq!(codes.len(), 1, "{text}: {codes:?}");
    codes[0].0
}

const WHOLE: &str = r#"format = 1
[columns]
"Emp No" = "record_id"
"name.familyName" = "family_name"
"Expiry" = "expiry_date"
"UC" = "covert"
[constants]
card_design = "D1"
[values.rank]
"Sgt." = "Sergeant"
[dates]
expiry_date = "%d/%m/%Y"
[flags]
clear = ["", "N"]
[absent]
close_protection = "not held in this system"
"#;

#[test]
fn a_whole_map_loads_and_tells_what_it_says() {
    let map: Map = WHOLE.parse().unwrap();
    let columns: Vec<_> = map.columns().collect();
    assert_eq!(
        columns,
        [
            ("Emp No", Readable::RecordId),
            ("name.familyName", Readable::FamilyName),
            ("Expiry", Readable::ExpiryDate),
            ("UC", Readable::Covert),
        ]
    );
    assert!(map.constants().eq([(Readable::CardDesign, "D1")]));
    assert!(map.values().eq([(Readable::Rank, "Sgt.", "Sergeant")]));
    assert!(map.dates().eq([(Readable::ExpiryDate, "%d/%m/%Y")]));
    assert!(map.clear().eq(["", "N"]));
    assert!(
        map.absent()
            .eq([(Flag::CloseProtection, "not held in this system")])
    );
}

#[test]
fn the_canonical_json_has_every_default_and_sorted_keys() {
    let map: Map =
        "[columns]\n\"b\" = \"record_id\"\n\"\u{e9}\" = \"rank\"\n\"e\u{301}x\" = \"known_as\""
            .parse()
            .unwrap();
    assert_eq!(
        super::fingerprint::canonical_json(&map),
        "{\"absent\":{},\"columns\":{\"b\":\"record_id\",\"é\":\"rank\",\"éx\":\"known_as\"},\"constants\":{},\
         \"dates\":{},\"flags\":{\"clear\":[]},\"format\":1,\"values\":{}}"
    );
    #[cfg(feature = "ledger")]
    assert_eq!(
        map.canonical_json(),
        super::fingerprint::canonical_json(&map)
    );
}

#[test]
fn order_and_layout_do_not_change_the_fingerprint() {
    let a: Map = "[columns]\na = \"record_id\"\nb = \"rank\"\n[flags]\nclear = [\"N\", \"\"]"
        .parse()
        .unwrap();
    let b: Map = "format = 1\nflags.clear = [\"\", \"N\", \"N\"]\n[columns]\nb = 'rank'\n\"a\" = \"record_id\""
        .parse()
        .unwrap();
    assert_eq!(a.fingerprint(), b.fingerprint());
    assert_eq!(a.fingerprint().len(), 64);
    let c: Map = "[columns]\na = \"record_id\"\nb = \"known_as\""
        .parse()
        .unwrap();
    assert_ne!(a.fingerprint(), c.fingerprint());
}

#[test]
fn every_problem_is_reported_at_once_with_its_place() {
    let text = "format = 2\n[columns]\nNINO = \"job_title\"\nA = \"record_idd\"\nB = \"nino\"\nC = \"print_name\"\nD = 1\n\
                [constants]\ncovert = \"no\"\n[extra]\n";
    assert_eq!(
        codes(text),
        [
            (Code::WrongType, 1, 10),
            (Code::ForbiddenSource, 3, 1),
            (Code::UnknownField, 4, 5),
            (Code::NotReadable, 5, 5),
            (Code::NotReadable, 6, 5),
            (Code::WrongType, 7, 5),
            (Code::BadMapRule, 9, 1),
            (Code::UnknownKey, 10, 2),
        ]
    );
}

#[test]
fn one_field_has_one_source_and_one_source_one_field() {
    assert_eq!(
        only("[columns]\na = \"rank\"\nb = \"rank\""),
        Code::DuplicateSource
    );
    assert_eq!(
        only("[columns]\na = \"rank\"\n\" a \" = \"known_as\""),
        Code::DuplicateSource
    );
    assert_eq!(
        only("[columns]\n'a\\x' = \"rank\"\n'a\\\\x' = \"known_as\""),
        Code::DuplicateSource
    );
    assert_eq!(
        only("[columns]\na = \"card_design\"\n[constants]\ncard_design = \"D1\""),
        Code::DuplicateSource
    );
    assert_eq!(
        only("[columns]\na = \"rank\"\na = \"known_as\""),
        Code::MalformedToml
    );
}

#[test]
fn no_forbidden_source_leads_to_a_field_that_leaves() {
    for field in Readable::ALL
        .iter()
        .filter(|field| !field.field().is_never_released())
    {
        for source in [
            "Home Address",
            "addresses[0].postcode",
            "phoneNumbers[0].value",
            "D.O.B.",
            "vetting-level",
        ] {
            let text = format!("[columns]\n{source:?} = \"{}\"", field.name());
            assert_eq!(only(&text), Code::ForbiddenSource, "{text}");
        }
        let own = format!(
            "[columns]\n\"{}\" = \"{}\"",
            field.name().to_uppercase().replace('_', " "),
            field.name()
        );
        assert!(own.parse::<Map>().is_ok(), "{own}");
    }
}

#[test]
fn dates_need_a_form_that_tells_the_whole_day() {
    for form in ["%d/%m", "%m/%y", "%q", "", "%Y-%m-%d-%d", "%Y年"] {
        let text = format!("[columns]\na = \"expiry_date\"\n[dates]\nexpiry_date = \"{form}\"");
        assert_eq!(only(&text), Code::BadMapRule, "{form}");
    }
    assert_eq!(
        only("[columns]\na = \"rank\"\n[dates]\nrank = \"%d/%m/%Y\""),
        Code::BadMapRule
    );
}

#[test]
fn an_inert_map_is_refused() {
    assert_eq!(only(""), Code::BadMapRule);
    assert_eq!(
        only("[columns]\n[absent]\ncovert = \"x\""),
        Code::BadMapRule
    );
}

#[test]
fn a_misspelt_field_is_answered_with_the_one_meant() {
    let errors = "[columns]\na = \"famly_name\"".parse::<Map>().unwrap_err();
    assert!(
        errors.to_string().contains("did you mean family_name?"),
        "{errors}"
    );
}

#[test]
fn a_problem_is_one_line_of_place_code_name_words_and_what_to_do() {
    let errors = "[columns]\na = \"nino\"\n b = \"rnak\"\n"
        .parse::<Map>()
        .unwrap_err();
    let told = errors.to_string();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    for (line, problem) in lines.iter().zip(errors.problems()) {
        let name = problem
            .name()
            .map(|name| format!(" ({name})"))
            .unwrap_or_default();
        let place = format!(
            "{}:{}: {}{name}: ",
            problem.line(),
            problem.column(),
            problem.code()
        );
        assert!(line.starts_with(&place), "{line}");
        assert!(line.ends_with(problem.hint_text()), "{line}");
    }
    assert_eq!(errors.problems()[0].name(), Some("nino"), "{told}");
    let other = "record_id,family_name\nE1,Ng\n"
        .parse::<Map>()
        .unwrap_err()
        .to_string();
    assert!(
        other
            .split_once(": ")
            .is_some_and(|(place, _)| !place.contains(':')),
        "{other}"
    );
}

#[test]
fn a_key_that_stands_twice_is_told_and_another_fault_is_not_called_that() {
    let told = |text: &str| text.parse::<Map>().unwrap_err().to_string();
    let twice = told("[columns]\na = \"rank\"\na = \"rank\"\n");
    assert!(twice.contains("a key stands twice"), "{twice}");
    let other = told("[columns]\na = = 1\n");
    assert!(!other.contains("twice"), "{other}");
}

#[test]
fn a_reason_why_a_flag_is_absent_can_be_seen() {
    for hidden in ["\u{200b}", "\t", "\\u007f"] {
        let text = format!("[columns]\na = \"rank\"\n[absent]\ncovert = \"not{hidden}held\"\n");
        assert_eq!(only(&text), Code::BadMapRule, "{hidden:?}");
    }
}

#[test]
fn of_a_name_the_rule_that_it_breaks_is_told_with_what_is_accepted() {
    let hint = |line: &str| {
        let text = format!("[columns]\na = \"rank\"\n[constants]\n{line}\n");
        let errors = text.parse::<Map>().unwrap_err();
        errors.problems()[0].hint_text().to_owned()
    };
    let accepts = Readable::FamilyName.field().value_type().accepts();
    let name = hint("family_name = \"Ng7\"");
    assert!(
        name.ends_with(accepts) && name.len() > accepts.len(),
        "{name}"
    );
    let accepts = Readable::CardDesign.field().value_type().accepts();
    assert_eq!(hint("card_design = \"\u{e9}\""), accepts);
}

#[test]
fn a_draft_asks_for_each_flag_that_no_header_leads_to_and_for_no_other() {
    let of = |headers: &[&str]| {
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        super::draft::of(&headers)
    };
    let some = of(&["Employee ID", "Covert", "Radio ISSI"]);
    for flag in Flag::ALL {
        let asked = some.contains(&format!("# {} = \"\"", flag.name()));
        assert_eq!(asked, *flag != Flag::Covert, "{some}");
    }
    assert!(
        some.contains("never read, and not to be mapped: columns 3"),
        "{some}"
    );
    let names: Vec<&str> = Flag::ALL.iter().map(|flag| flag.name()).collect();
    assert!(!of(&names).contains("[absent]"));
}

#[test]
fn no_problem_prints_what_stands_in_the_map() {
    let secret = "ZQXJKV";
    for text in [
        format!("[columns]\na = \"{secret}\""),
        format!("[columns]\n{secret} = 1"),
        format!("{secret} = {secret}"),
        format!("[{secret}]"),
        format!("[columns]\nnino = \"rank\"\n[values.rank]\n{secret} = [\"{secret}\"]"),
        format!("[columns]\na = \"rank\"\n[constants]\ncard_design = \"{secret}\\n{secret}\""),
        format!("\"{secret}"),
    ] {
        if let Err(errors) = text.parse::<Map>() {
            assert!(!format!("{errors} {errors:?}").contains(secret), "{errors}");
        }
    }
}

#[test]
fn a_draft_names_known_headers_only_and_loads() {
    let headers = [
        "Employee ID",
        "First Name",
        "Last Name",
        "NI Number",
        "Jane Smith",
        "Covert",
        "surname",
        "Home Address",
    ];
    let draft = super::draft::of(&headers.map(str::to_owned));
    for wanted in [
        "\"Employee ID\" = \"record_id\"",
        "\"First Name\" = \"given_names\"",
        "\"Covert\" = \"covert\"",
    ] {
        assert!(draft.contains(wanted), "{draft}");
    }
    for silent in ["Jane", "NI Number", "surname", "Home"] {
        assert!(!draft.contains(silent), "{draft}");
    }
    assert!(
        draft.contains("columns 4, 8") && draft.contains("columns 5, 7"),
        "{draft}"
    );
    assert!(draft.parse::<Map>().is_ok(), "{draft}");
}

#[test]
fn a_drafted_header_with_quotes_still_is_toml() {
    let draft = super::draft::of(&["\"Surname\\".to_owned(), "Emp/No".to_owned()]);
    assert!(draft.parse::<Map>().is_ok(), "{draft}");
}

proptest! {
    #[test]
    fn no_text_makes_a_map_panic(text in "\\PC{0,200}") {
        let _ = text.parse::<Map>();
    }

    #[test]
    fn no_half_made_map_makes_it_panic(
        lines in proptest::collection::vec(
            (
                proptest::sample::select(vec!["[columns]", "[constants]", "[values.rank]", "[dates]", "[flags]", "[absent]", ""]),
                "[a-z\"'.\\[\\]0-9é ]{0,8}",
                proptest::sample::select(vec!["\"record_id\"", "\"nino\"", "1", "[\"\"]", "{a=\"b\"}", "1979-05-27", "\"x\""]),
            ),
            0..8,
        )
    ) {
        let text: String = lines.iter().map(|(section, key, value)| format!("{section}\n{key} = {value}\n")).collect();
        let _ = text.parse::<Map>();
    }
}

#[test]
fn every_problem_of_one_line_is_told_at_once() {
    // a misspelt field hides neither the source that may not be led there nor one that stands twice
    let text = "[columns]\n\"Home Address\" = \"job_titel\"\n\"a\" = \"rank\"\n\" a \" = \"no_such_field\"\n";
    assert_eq!(
        codes(text),
        [
            (Code::ForbiddenSource, 2, 1),
            (Code::UnknownField, 2, 18),
            (Code::DuplicateSource, 4, 1),
            (Code::UnknownField, 4, 9),
        ]
    );
    let text = "[columns]\na = \"rank\"\n[constants]\nno_such = 1\nrecord_id = 2\ncovert = 3\n\
        [values.no_such]\nx = 4\n[dates]\nrank = \"%Q\"\nno_such = \"%Q\"\n\
        [absent]\nrank = \"\"\nno_such = 5\n";
    let found = codes(text);
    for line in [4, 5, 6, 10, 11, 13, 14] {
        assert_eq!(
            found.iter().filter(|(_, at, _)| *at == line).count(),
            2,
            "line {line}: {found:?}"
        );
    }
    assert_eq!(
        found
            .iter()
            .filter(|(_, at, _)| [7, 8].contains(at))
            .count(),
        2,
        "{found:?}"
    );
}

#[test]
fn a_bad_constant_is_told_with_what_the_field_accepts() {
    for (field, value) in [
        (Readable::CardDesign, "not a design"),
        (Readable::Rank, "Wizard"),
        (Readable::IssueNumber, "01"),
        (Readable::FamilyName, "Sm1th"),
        (Readable::ExpiryDate, "05/2031"),
        (Readable::Rank, ""),
    ] {
        let text = format!("[constants]\n{} = \"{value}\"\n", field.name());
        let errors = text.parse::<Map>().unwrap_err();
        let [problem] = errors.problems() else {
            panic!("{errors}")
        };
        assert_eq!(problem.code(), Code::BadConstant);
        let accepts = field.field().value_type().accepts();
        assert!(problem.hint_text().contains(accepts), "{errors}");
        assert!(
            value.is_empty() || !errors.to_string().contains(value),
            "{errors}"
        );
    }
}

#[test]
fn of_another_file_no_column_is_told_and_so_no_length_of_a_cell() {
    let of = |cell: &str| {
        [
            format!("record_id,family_name\nE1,{cell}\n"),
            format!("{cell},family_name\nE1,\n"),
            format!("{{\"record_id\":\"{cell}\"}}\n"),
            format!("person = {{ name = \"{cell}\", nino = \"1\" }}\n"),
            format!("x = \"{cell}\" \"\n"),
        ]
    };
    for (short, long) in of("Ng").iter().zip(of("Featherstonehaugh")) {
        let (short, long) = (
            short.parse::<Map>().unwrap_err(),
            long.parse::<Map>().unwrap_err(),
        );
        assert_eq!(short.to_string(), long.to_string());
        assert!(
            short.problems().iter().all(|problem| problem.column() == 0),
            "{short}"
        );
    }
    let ours = "[columns]\na = \"rank\"\nb = = 1\n"
        .parse::<Map>()
        .unwrap_err();
    assert!(
        ours.problems().iter().all(|problem| problem.column() > 0),
        "{ours}"
    );
}

#[test]
fn a_profile_given_as_a_map_is_called_one() {
    for name in crate::Profile::preset_names() {
        let source = crate::Profile::preset_source(name).unwrap();
        let errors = source.parse::<Map>().unwrap_err();
        let [problem] = errors.problems() else {
            panic!("{errors}")
        };
        assert!(problem.message().contains("this is a profile"), "{errors}");
        assert!(problem.hint_text().contains("--profile"), "{errors}");
    }
    // a map with a slip is none
    let slip = "column = [1]\n[columns]\na = \"rank\"\n"
        .parse::<Map>()
        .unwrap_err();
    assert_eq!(slip.problems()[0].code(), Code::UnknownKey);
    assert!(!slip.to_string().contains("this is a profile"), "{slip}");
}

#[test]
fn a_map_of_many_sources_for_one_field_is_refused_once_a_line() {
    let sources = (0..3000).map(|number| format!("\"Column {number}\" = \"card_design\"\n"));
    let errors = format!("[columns]\n{}", sources.collect::<String>())
        .parse::<Map>()
        .unwrap_err();
    assert_eq!(errors.problems().len(), 2999);
    assert!(
        errors
            .problems()
            .iter()
            .all(|problem| problem.code() == Code::DuplicateSource)
    );
}
