//! All problems of a profile are told at once, and each as what it is.

use super::*;

#[test]
fn every_problem_of_one_column_is_told_at_once() {
    let column = "[[column]]\nheader = \"=x\"\nplace = \"frnt\"\ncase = \"lower\"\nmax_chars = 0\n\
        when_missing = \"blank\"\ncolour = \"red\"\nparts = [\n\
        { field = \"nino\", treatment = \"keep\", chars = 3 },\n\
        { field = \"rnak\", treatment = \"keeep\" },\n\
        { text = \"a*b\", case = \"upper\" },\n\
        { field = \"record_id\", treatment = \"pseudonymise\", chars = 99 },\n\
        7,\n\
        { field = \"expiry_date\", treatment = \"month-end\", date_format = \"%Q\", scope = \"batch\" },\n\
        { field = \"collar_number\", treatment = \"initials\" },\n]\n";
    let mut found = codes("", column);
    let mut expected = vec![
        Code::BadText, // the header: not plain, and like a formula
        Code::BadText,
        Code::UnknownPlace,
        Code::WrongType,     // case
        Code::WrongType,     // max_chars
        Code::WrongType,     // when_missing
        Code::UnknownKey,    // colour
        Code::NeverReleased, // nino
        Code::CannotApply,   // its chars
        Code::UnknownField,
        Code::UnknownTreatment,
        Code::UnknownKey, // case of a text
        Code::BadText,
        Code::WrongType,   // chars
        Code::MissingKey,  // scope
        Code::WrongType,   // 7
        Code::WrongType,   // date_format
        Code::CannotApply, // scope
        Code::CannotApply, // initials
    ];
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn what_is_missing_hides_no_other_problem() {
    // the matching column is counted though nothing else of it is right
    let broken = REF.replacen("\"record_id\"", "\"recrd_id\"", 1);
    let only = text("", "")
        .replacen(REF, &broken, 1)
        .parse::<Profile>()
        .unwrap_err();
    assert_eq!(only.problems().len(), 1, "{only}");
    let unplaced = REF.replacen("matching", "matchng", 1);
    let only = text("", "")
        .replacen(REF, &unplaced, 1)
        .parse::<Profile>()
        .unwrap_err();
    assert_eq!(only.problems().len(), 1, "{only}");
    // without a header, or a place
    let token =
        "parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n";
    let column =
        format!("[[column]]\nplace = \"matching\"\ncase = \"upper\"\nmax_chars = 3\n{token}");
    let found = codes("", &column);
    for code in [
        Code::MissingKey,
        Code::MatchingColumn,
        Code::CannotApply,
        Code::InertRule,
    ] {
        assert!(found.contains(&code), "{code} in {found:?}");
    }
    // both kinds of content are judged
    let both = front("constant = \"=a\"\nparts = [{ field = \"nino\", treatment = \"keep\" }]");
    let found = codes("", &both);
    assert_eq!(
        found
            .iter()
            .filter(|code| **code == Code::InertRule)
            .count(),
        2,
        "{found:?}"
    );
    assert!(found.contains(&Code::NeverReleased), "{found:?}");
    // a place where the field cannot stand is told beside a treatment that cannot be
    for rule in [
        "treatment = \"kep\"",
        "treatment = \"digits\"",
        "treatment = 1",
    ] {
        let column = format!(
            "[[column]]\nheader = \"x\"\nplace = \"fulfilment\"\nparts = [{{ field = \"family_name\", {rule} }}]\n"
        );
        let found = codes("", &column);
        assert_eq!(found.len(), 2, "{rule}: {found:?}");
        assert!(found.contains(&Code::BelowFloor), "{rule}: {found:?}");
    }
}

#[test]
fn a_misspelt_treatment_is_judged_by_the_one_that_was_meant() {
    let with = |rest: &str| {
        codes(
            "",
            &front(&format!("parts = [{{ field = \"department\", {rest} }}]")),
        )
    };
    let bad_table =
        "treatment = \"catgory\", chars = 20, table = { \"Roads\" = \"Op*s\", \"Dogs\" = \"b\" }";
    assert_eq!(
        with(bad_table),
        [
            Code::UnknownTreatment,
            Code::CannotApply,
            Code::TableNotManyToOne,
            Code::BadText
        ]
    );
}

#[test]
fn every_problem_of_a_table_is_told_and_none_that_is_not_there() {
    let with = |field: &str, entries: &str| {
        codes(
            "",
            &front(&format!(
                "parts = [{{ field = \"{field}\", treatment = \"category\", table = {{ {entries} }} }}]"
            )),
        )
    };
    let good = "\"Constable\" = \"Police\", \"Sergeant\" = \"Police\"";
    assert_eq!(with("rank", good), []);
    // of a field that is not known nothing is said of its values
    assert_eq!(with("rnak", good), [Code::UnknownField]);
    // an entry of another type could have been the second input
    assert_eq!(
        with("rank", "\"Constable\" = \"Police\", \"Sergeant\" = 1"),
        [Code::WrongType]
    );
    assert_eq!(
        with(
            "rank",
            "\"PC\" = \"a*b\", \"Sergeant\" = 1, \"Inspector\" = \"-a\""
        )
        .len(),
        4
    );
}

#[test]
fn every_problem_of_photo_and_csv_is_told_at_once() {
    let photo = "[csv]\ndelimiter = \"x\"\nencoding = \"latin1\"\nquote = 1\n\
        [photo]\nwidth = 0\nheight = 9999\nmax_bytes = 1\nmin_source = 0\nheader = \"=p\"\nface = true\n";
    let found = codes("", photo);
    assert_eq!(
        found
            .iter()
            .filter(|code| **code == Code::WrongType)
            .count(),
        6,
        "{found:?}"
    );
    for code in [Code::MissingKey, Code::BadText, Code::UnknownKey] {
        assert!(found.contains(&code), "{code} in {found:?}");
    }
    // its header is compared with the columns' though it has no place
    let same = "[photo]\nheader = \"REF\"\n";
    assert_eq!(codes("", same), [Code::MissingKey, Code::DuplicateColumn]);
}

#[test]
fn every_fault_of_syntax_is_told() {
    let broken = text("min_rows = = 2\nmax_rows = nine\n", "");
    let errors = broken.parse::<Profile>().unwrap_err();
    let lines: Vec<u64> = errors
        .problems()
        .iter()
        .map(|problem| problem.line())
        .collect();
    assert_eq!(lines.first(), Some(&7));
    assert!(lines.contains(&8), "{errors}");
    assert!(errors.problems().iter().all(|problem| problem.column() > 0));
}

#[test]
fn a_fault_of_syntax_is_told_by_its_kind_and_place() {
    let twice = text("purpose = \"Q\"\n", "");
    let told = twice.parse::<Profile>().unwrap_err().to_string();
    assert!(told.contains("a key or table stands twice"), "{told}");
    assert!(!told.contains("this is not TOML"), "{told}");
    let broken = text("min_rows = = 2\n", "");
    let told = broken.parse::<Profile>().unwrap_err().to_string();
    assert!(told.contains("this is not TOML"), "{told}");
    assert!(!told.contains("stands twice"), "{told}");
    // of another kind of file the line alone, and no column in its place
    let other = "Name,Number\nSmith,1\n".parse::<Profile>().unwrap_err();
    let told = other.problems()[0].to_string();
    assert_eq!(
        (other.problems()[0].line(), other.problems()[0].column()),
        (1, 0)
    );
    assert!(told.starts_with("1: malformed-toml: "), "{told}");
}
