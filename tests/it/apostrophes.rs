//! Apostrophes that are not written leave no trace: names that differ in them alone are one name.

use cardsieve::batch::{Form, Limits};
use cardsieve::{Code, Flag, Profile, Rows};
use proptest::prelude::*;
use proptest::sample::select;

use crate::export::{PATHS, minimiser, object, run};
use crate::generate::Raw;

const ALL: [&str; 3] = ["'", "\u{2019}", "\u{2bc}"];

fn profile(apostrophes: &str) -> Profile {
    let source = format!(
        "format = 1\nname = \"n\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
         delete_after_days = 1\n[csv]\napostrophes = {apostrophes:?}\n\
         [[column]]\nheader = \"r\"\nplace = \"matching\"\n\
         parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
         [[column]]\nheader = \"n\"\nplace = \"front\"\nmax_chars = 30\n\
         parts = [{{ field = \"given_names\", treatment = \"initials\" }}, {{ text = \" \" }}, {{ field = \"family_name\", treatment = \"keep\" }}]\n\
         [[column]]\nheader = \"k\"\nplace = \"back\"\ncase = \"upper\"\n\
         parts = [{{ field = \"known_as\", treatment = \"first-word\" }}]\n"
    );
    source.parse().unwrap_or_else(|errors| panic!("{errors}"))
}

fn raw(row: usize, names: [String; 3]) -> Raw {
    let [given, family, known] = names;
    let mut raw = Raw::from([
        ("record_id", format!("E-{row}")),
        ("given_names", given),
        ("family_name", family),
        ("known_as", known),
    ]);
    for flag in Flag::ALL {
        raw.insert(flag.name(), "false".to_owned());
    }
    raw
}

proptest! {
    #[test]
    fn names_that_differ_in_apostrophes_that_are_not_written_give_the_same_bytes_and_report(
        names in proptest::collection::vec(
            [
                "[A-Z][a-z]{0,4}@?[a-z]{1,5}",
                "[A-Zd]@[A-Za-zé]{1,4}(@[a-z]{1,3}){0,2}",
                "[a-z]{1,2}@[a-z]{1,3}(@[a-z])?( [A-Z][a-z]{1,4})?",
            ],
            1..8,
        ),
        way in select(vec!["straight", "curly", "strip"]),
        (one, other) in (0..3_usize, 0..4_usize),
        path in select(PATHS.to_vec()),
        csv in any::<bool>(),
    ) {
        // without any is one name with those that have one only where none is written
        let other = if way == "strip" { ALL.get(other).copied().unwrap_or("") } else { ALL[other % 3] };
        let people = |apostrophe: &str| -> Vec<Raw> {
            let written = |name: &String| name.replace('@', apostrophe);
            let people = names.iter().enumerate();
            people.map(|(row, names)| raw(row, [0, 1, 2].map(|at| written(&names[at])))).collect()
        };
        let form = if csv { Form::Csv } else { Form::Ndjson };
        let profile = profile(way);
        let (left, right) = (people(ALL[one]), people(other));
        prop_assert_eq!(run(&profile, &left, path, form), run(&profile, &right, path, form));
    }
}

#[test]
fn what_is_counted_of_names_is_counted_as_they_are_written() {
    let finish = |way: &str, distinct: usize| {
        let minimiser = minimiser(&profile(way));
        let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
        for row in 0..300_usize {
            let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).expect("a letter"));
            let one = ALL[row % 3];
            let name = format!(
                "N{one}{}{}",
                letter(row % distinct),
                letter(row % distinct / 26)
            );
            let other = format!("{}{}", letter(row), letter(row / 26));
            let json = object(&raw(row, [other.clone(), name, other]));
            let record: cardsieve::OfficerRecord<()> =
                serde_json::from_str(&json).expect("an object");
            rows.add(&record).expect("taken");
        }
        let finished = rows.finish();
        finished
            .map(|_| ())
            .map_err(|refusal| refusal.refused().code())
    };
    // 20 names, of which each has three spellings
    assert_eq!(finish("keep", 20), Ok(()));
    for way in ["straight", "curly", "strip"] {
        assert_eq!(finish(way, 20), Err(Code::NotANameColumn), "{way}");
        assert_eq!(finish(way, 25), Ok(()), "{way}");
    }
}

#[test]
fn a_name_that_is_none_without_its_apostrophes_stays_behind() {
    let people = |family: &str| {
        let names = ["Ann".to_owned(), family.to_owned(), "Ann".to_owned()];
        vec![raw(1, names), raw(2, ["Bo", "Ng", "Bo"].map(str::to_owned))]
    };
    for family in ["d'v", "S\u{2019}c", "t\u{2bc}bc", "\u{2bc}", "\u{2bc}-A"] {
        let (kept, _) = run(&profile("keep"), &people(family), PATHS[0], Form::Ndjson);
        assert_eq!(lines(&kept), 2, "{family}");
        let (stripped, report) = run(&profile("strip"), &people(family), PATHS[0], Form::Ndjson);
        assert_eq!(lines(&stripped), 1, "{family}");
        assert!(
            report.contains("{\"code\":\"invalid-value\",\"column\":\"n\",\"row\":1}"),
            "{report}"
        );
    }
    // the same word without an apostrophe stays behind as well
    let (rows, _) = run(&profile("strip"), &people("dv"), PATHS[0], Form::Ndjson);
    assert_eq!(lines(&rows), 1);
}

fn lines(rows: &Result<Vec<u8>, String>) -> usize {
    let rows = rows.as_ref().expect("rows");
    rows.iter().filter(|byte| **byte == b'\n').count()
}
