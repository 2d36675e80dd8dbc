use super::ProfileErrors;
use crate::code::Code;
use crate::profile::Profile;

fn errors(text: &str) -> ProfileErrors {
    text.parse::<Profile>().unwrap_err()
}

const FAULTY: &str = "format = 1\nname = \"Ours\"\ncontroller = \"C\"\nrecipient = \"R\"\n\
    purpose = \"P\"\ndelete_after_days = 1\nmin_rwos = 2\n[[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
    parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n";

#[test]
fn each_problem_is_one_line_of_place_code_words_and_what_to_do() {
    let errors = errors(FAULTY);
    let [name, key] = errors.problems() else {
        panic!("{errors}")
    };
    assert_eq!((name.code(), name.length()), (Code::BadText, 6));
    assert_eq!(
        name.message(),
        "a name is 1 to 40 of a-z, 0-9 and -, and does not begin with -"
    );
    assert_eq!(name.hint(), "write it as in warrant-card");
    assert_eq!((key.line(), key.column(), key.length()), (7, 1, 8));
    assert_eq!(
        errors.to_string(),
        "2:8: bad-text: a name is 1 to 40 of a-z, 0-9 and -, and does not begin with - \
         (write it as in warrant-card)\n\
         7:1: unknown-key: unknown key (did you mean `min_rows`?)"
    );
}

#[test]
fn a_text_is_recognised_as_a_profile_by_its_three_chief_keys_alone() {
    assert!(errors(FAULTY).is_recognisable());
    for key in ["format", "name", "column"] {
        let without = FAULTY
            .replacen(&format!("\n{key} ="), "\nother =", 1)
            .replacen(
                "format = 1",
                if key == "format" { "" } else { "format = 1" },
                1,
            )
            .replacen(
                "[[column]]",
                if key == "column" {
                    "[[row]]"
                } else {
                    "[[column]]"
                },
                1,
            );
        assert!(!errors(&without).is_recognisable(), "{key}\n{without}");
    }
    assert!(!errors("Emp No,Surname\n1,a\n").is_recognisable());
}

#[test]
fn of_another_file_no_column_is_told_and_so_no_length_of_a_cell() {
    let of = |cell: &str| {
        [
            format!("record_id,family_name\nE1,{cell}\n"),
            format!("{cell},family_name\nE1,\n"),
            format!("# export\n{cell} = 1\nx y\n"),
            format!("name = \"{cell}\"\nphoto = \"{cell}\" \"\n"),
            format!("person = {{ name = \"{cell}\", nino = \"1\" }}\n"),
            format!("name = \"{cell}\" \npurpose = {{ a = \"{cell}\", b = 1, b = 2 }}\n"),
            format!("[[{cell}]]\nrecord_id = 1\n"),
            format!("{{\"record_id\":\"{cell}\"}}\n"),
        ]
    };
    for (short, long) in of("Ng").iter().zip(of("Featherstonehaugh")) {
        let (short, long) = (errors(short), errors(&long));
        assert_eq!(short.to_string(), long.to_string());
        assert!(!short.is_recognisable());
        for problem in short.problems() {
            assert_eq!((problem.column(), problem.length()), (0, 0), "{problem}");
        }
    }
}

#[test]
fn a_profile_is_told_with_columns_from_its_first_whole_key_on() {
    let broken = "format = 1\nname = t\n";
    assert!(
        errors(broken)
            .problems()
            .iter()
            .all(|problem| problem.column() > 0)
    );
    assert!(!errors(broken).is_recognisable());
    let whole = "format = 1\nname = \"t\"\n[[column]]\nplace = \"front\"\nheader = x\n";
    assert!(errors(whole).is_recognisable());
    let first = errors("format = = 1\nname = \"t\"\n[[column]]\n");
    assert_eq!(
        (first.problems()[0].line(), first.problems()[0].column()),
        (1, 0)
    );
}

#[test]
fn a_map_given_as_a_profile_is_called_one() {
    let told = errors("format = 1\n[columns]\n\"Emp No\" = \"record_id\"\n");
    let [problem] = told.problems() else {
        panic!("{told}")
    };
    assert!(problem.message().contains("this is a map"), "{told}");
    assert!(problem.hint().contains("--map"), "{told}");
    // a slip in a profile is none
    let slip = errors("format = 1\nname = \"t\"\n[columns]\na = 1\n");
    assert!(!slip.to_string().contains("this is a map"), "{slip}");
}
