//! Against a plain recount, and against what others published of missing values.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Assessor, Figures, Report};
use crate::profile::{Identifier, Profile};

/// Four columns that narrow the choice, a name, a number of the card and the token.
const HEADERS: [&str; 7] = ["ref", "force", "kind", "rank", "design", "name", "serial"];
const QUASI: [usize; 4] = [1, 2, 3, 4];

fn profile() -> Profile {
    let column = |header: &str, place: &str, field: &str, rule: &str| {
        format!(
            "[[column]]\nheader = \"{header}\"\nplace = \"{place}\"\n\
             parts = [{{ field = \"{field}\", treatment = \"{rule}\" }}]\n"
        )
    };
    let text = String::from(
        "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\ndelete_after_days = 1\n",
    ) + &column(
        "ref",
        "matching",
        "record_id",
        "pseudonymise\", scope = \"batch",
    ) + &column("force", "front", "organisation", "keep")
        + &column("kind", "front", "category", "keep")
        + &column("rank", "front", "rank", "keep")
        + &column("design", "fulfilment", "card_design", "keep")
        + &column("name", "front", "family_name", "keep")
        + &column("serial", "back", "card_serial", "keep");
    text.parse().unwrap()
}

fn csv(rows: &[Vec<String>]) -> String {
    let lines = rows.iter().map(|row| row.join(",") + "\r\n");
    HEADERS.join(",") + "\r\n" + &lines.collect::<String>()
}

fn report(rows: &[Vec<String>]) -> Report {
    let mut assessor = Assessor::new(&profile());
    assessor.read(csv(rows).as_bytes(), None).unwrap();
    assessor.finish().unwrap()
}

/// Rows of force, kind, rank and design; the rest is as it happens to be.
fn of(rows: &[[&str; 4]]) -> Report {
    let row = |(number, row): (usize, &[&str; 4])| {
        let mut cells = vec![format!("t{number}")];
        cells.extend(row.iter().map(|cell| (*cell).to_owned()));
        cells.extend(["N".to_owned(), format!("S{number}")]);
        cells
    };
    report(&rows.iter().enumerate().map(row).collect::<Vec<_>>())
}

/// Each row is compared with each, as on paper.
fn recount(rows: &[Vec<String>], columns: &[usize]) -> Figures {
    let known = |row: &[String]| -> Vec<String> {
        columns
            .iter()
            .map(|at| row[*at].trim().to_owned())
            .collect()
    };
    let mut sizes = Vec::new();
    let mut seen: Vec<Vec<String>> = Vec::new();
    for row in rows {
        let alike = rows.iter().filter(|other| known(other) == known(row));
        sizes.push(alike.count() as u64);
        if !seen.contains(&known(row)) {
            seen.push(known(row));
        }
    }
    Figures {
        smallest: sizes.iter().copied().min().unwrap(),
        unique: sizes.iter().filter(|size| **size == 1).count() as u64,
        classes: seen.len() as u64,
    }
}

fn header(at: usize) -> String {
    HEADERS[at].to_owned()
}

proptest! {
    #[test]
    fn every_figure_is_that_of_a_plain_recount(
        rows in prop::collection::vec(
            (prop::collection::vec(prop::sample::select(vec!["", " ", "A", "B", "C", "É", "E\u{301}x"]), 4), 0..6_u8, 0..9_u8),
            1..40,
        )
    ) {
        let rows: Vec<Vec<String>> = (0..).zip(rows).map(|(number, (cells, name, serial))| {
            let mut row = vec![format!("t{number}")];
            row.extend(cells.into_iter().map(str::to_owned));
            row.extend([format!("N{name}"), format!("S{serial}")]);
            row
        }).collect();
        let report = report(&rows);
        prop_assert_eq!(report.rows(), rows.len() as u64);
        prop_assert_eq!(report.quasi_identifiers(), recount(&rows, &QUASI));
        // all fourteen sets of one, two and three of the four
        let found: BTreeMap<Vec<String>, Figures> = report.subsets().iter()
            .map(|set| (set.columns().to_vec(), set.figures())).collect();
        let mut expected = BTreeMap::new();
        for bits in 1..15_usize {
            let set: Vec<usize> = QUASI.into_iter().filter(|at| bits >> (at - 1) & 1 == 1).collect();
            if set.len() < 4 {
                expected.insert(set.iter().map(|at| header(*at)).collect(), recount(&rows, &set));
            }
        }
        prop_assert_eq!(report.subsets().len(), 14);
        prop_assert_eq!(found, expected);
        for (at, added) in [0, 5, 6].into_iter().zip(report.with()) {
            prop_assert_eq!(added.column(), header(at));
            prop_assert_eq!(added.figures(), recount(&rows, &[1, 2, 3, 4, at]));
        }
        prop_assert_eq!(report.with().len(), 3);
        for (at, added) in QUASI.into_iter().zip(report.without()) {
            let others: Vec<usize> = QUASI.into_iter().filter(|other| *other != at).collect();
            prop_assert_eq!(added.column(), header(at));
            prop_assert_eq!(added.figures(), recount(&rows, &others));
        }
        prop_assert_eq!(report.without().len(), 4);
        for (at, column) in report.columns().iter().enumerate() {
            let alone = recount(&rows, &[at]);
            prop_assert_eq!((column.distinct(), column.unique()), (alone.classes, alone.unique));
            let missing = rows.iter().filter(|row| row[at].trim().is_empty()).count();
            prop_assert_eq!(column.missing(), missing as u64);
        }
        for k in 1..=rows.len() as u64 + 1 {
            let answer = report.clone().asking(k).holds();
            prop_assert_eq!(answer, Some(recount(&rows, &QUASI).smallest >= k));
        }
    }
}

#[test]
fn a_missing_value_is_a_value_of_its_own_and_stands_for_no_other() {
    let figures = |report: &Report| {
        let figures = report.quasi_identifiers();
        (figures.smallest, figures.unique, figures.classes)
    };
    // A published case, with words of ours: five people of one force and one design, of whom one
    // was the only one of a kind. Blanking that kind is no help, because the blank is the only one.
    let of_kinds = |kinds: [&'static str; 5]| of(&kinds.map(|kind| ["F", kind, "R", "D"]));
    let before = of_kinds(["single", "married", "married", "single", "widow"]);
    assert_eq!(figures(&before), (1, 1, 3));
    let blanked = of_kinds(["single", "married", "married", "single", ""]);
    assert_eq!(figures(&blanked), (1, 1, 3));
    assert_eq!(blanked.missing(), 1);
    // Another: a column that is the same everywhere and one that is missing everywhere change
    // nothing, alone or together.
    for (kind, rank) in [("", ""), ("1", ""), ("", "1"), ("1", "1")] {
        let rows = ["1", "1", "1", ""].map(|force| [force, kind, rank, "D"]);
        assert_eq!(figures(&of(&rows)), (1, 1, 2), "{kind:?} {rank:?}");
    }
    // And one in which sets of two columns were not looked at together.
    let rows = of(&[
        ["2", "A", "f", "high"],
        ["3", "A", "f", "low"],
        ["3", "A", "f", "low"],
        ["2", "A", "m", "low"],
        ["4", "B", "f", "high"],
        ["2", "B", "f", "medium"],
        ["4", "B", "f", "high"],
        ["2", "B", "f", "low"],
        ["2", "A", "m", "high"],
        ["3", "A", "m", "medium"],
    ]);
    let set = |columns: &[&str]| {
        let mut sets = rows.subsets().iter();
        let found = sets.find(|set| set.columns() == columns).unwrap().figures();
        (found.smallest, found.unique, found.classes)
    };
    assert_eq!(set(&["force"]), (2, 0, 3));
    assert_eq!(set(&["kind"]), (4, 0, 2));
    assert_eq!(set(&["rank"]), (3, 0, 2));
    assert_eq!(set(&["design"]), (2, 0, 3));
    assert_eq!(set(&["force", "kind"]), (2, 0, 4));
    assert_eq!(set(&["force", "kind", "rank"]), (1, 2, 6));
    assert_eq!(figures(&rows), (1, 6, 8));
}

#[test]
fn a_missing_value_is_the_same_however_it_is_missing() {
    let profile = profile();
    let mut assessor = Assessor::new(&profile);
    let rows = "{\"ref\":\"a\",\"force\":\"F\",\"kind\":\"\",\"rank\":\"R\",\"design\":\"D\",\"name\":\"N\",\"serial\":\"1\"}\n\
        {\"ref\":\"b\",\"force\":\"F\",\"kind\":null,\"rank\":\"R\",\"design\":\"D\",\"name\":\"N\",\"serial\":\"2\"}\n\
        {\"ref\":\"c\",\"force\":\"F\",\"rank\":\"R\",\"design\":\"D\",\"name\":\"N\",\"serial\":\"3\"}\n\
        {\"serial\":\"4\",\"ref\":\"d\",\"force\":\" F\",\"kind\":\"\u{a0}\",\"rank\":\"R\",\"design\":\"D\",\"name\":\"N\"}";
    assessor.read(rows.as_bytes(), None).unwrap();
    let report = assessor.finish().unwrap();
    let figures = report.quasi_identifiers();
    assert_eq!((figures.smallest, figures.classes), (4, 1));
    assert_eq!(report.missing(), 4);
    assert_eq!(report.columns()[2].missing(), 4);
}

#[test]
fn spellings_of_one_text_are_one_value() {
    let report = of(&[["\u{c9}", "K", "R", "D"], ["E\u{301}", "K", "R", "D"]]);
    assert_eq!(report.quasi_identifiers().smallest, 2);
}

#[test]
fn without_a_quasi_identifier_all_rows_are_one_class_and_without_a_row_there_is_no_answer() {
    let fob: Profile =
        "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
        delete_after_days = 1\n[[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
        parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n"
            .parse()
            .unwrap();
    assert!(fob.columns_that_are(Identifier::Quasi).next().is_none());
    let mut assessor = Assessor::new(&fob);
    assessor.read(b"ref\r\na\r\nb\r\nc\r\n", None).unwrap();
    let report = assessor.finish().unwrap();
    let figures = report.quasi_identifiers();
    assert_eq!(
        (figures.smallest, figures.unique, figures.classes),
        (3, 0, 1)
    );
    assert!(report.subsets().is_empty() && report.without().is_empty());
    assert_eq!(report.with().len(), 1);
    assert!(report.to_text().contains("quasi-identifiers: none"));
    for nothing in ["", "ref\r\n"] {
        let mut assessor = Assessor::new(&fob);
        assessor.read(nothing.as_bytes(), None).unwrap();
        let refused = assessor.finish().unwrap_err();
        assert_eq!(refused.code().name(), "row-count");
    }
    assert_eq!(super::assess(&[]).unwrap_err().code().name(), "row-count");
}

#[test]
fn what_is_not_the_profiles_is_refused_with_its_place_and_no_word_of_it() {
    let profile = profile();
    let good = HEADERS.join(",");
    let row = "a,F,K,R,D,N,S\r\n";
    let quoted = "a,\"SMITH\"x,K,R,D,N,S\r\n";
    let cases = [
        (
            format!("{good},SMITH\r\n{row}"),
            "unknown-column (line 1) in column #8",
        ),
        (
            "ref,SMITH,kind,rank,design,name,serial\r\n".to_owned(),
            "unknown-column (line 1) in column #2",
        ),
        (
            "ref,kind,rank,design,name,serial\r\n".to_owned(),
            "missing-column (line 1) in column force",
        ),
        (
            "ref,force,force,kind,rank,design,name,serial\r\n".to_owned(),
            "repeated-column (line 1) in column #3",
        ),
        (
            format!("{good}\r\n{row}a,SMITH\r\n"),
            "cell-count at row 2 (line 3)",
        ),
        (
            format!("{good}\r\n{row}\r\n{row}"),
            "cell-count at row 2 (line 3)",
        ),
        (
            format!("{good}\r\n{row}{quoted}"),
            "unreadable at row 2 (line 3)",
        ),
        (
            "{\"SMITH\":\"SMITH\"}\n".to_owned(),
            "unknown-column at row 1 (line 1) in column #1",
        ),
        (
            "{\"ref\":\"a\",\"ref\":\"SMITH\"}\n".to_owned(),
            "repeated-column at row 1 (line 1) in column #2",
        ),
        (
            "{\"ref\":[\"SMITH\"]}\n".to_owned(),
            "bad-cell at row 1 (line 1) in column #1",
        ),
        (
            "{\"ref\":7}\n".to_owned(),
            "bad-cell at row 1 (line 1) in column #1",
        ),
        (
            "{\"ref\":\"SMITH\n".to_owned(),
            "unreadable at row 1 (line 1)",
        ),
    ];
    for (text, expected) in cases {
        let mut assessor = Assessor::new(&profile);
        let error = assessor.read(text.as_bytes(), None).unwrap_err();
        let said = format!("{error} {error:?} {assessor:?}");
        assert!(said.contains(expected), "{said}");
        assert!(!said.contains("SMITH"), "{said}");
    }
    let mut latin = format!("{good}\r\n").into_bytes();
    latin.extend_from_slice(b"a,\xE9,K,R,D,N,S\r\n");
    let mut assessor = Assessor::new(&profile);
    let error = assessor.read(&latin, None).unwrap_err();
    assert_eq!(error.problems()[0].code().name(), "bad-cell");
    // all at once, up to twenty
    let many = format!("{good}\r\n{}", "x\r\n".repeat(50));
    let error = Assessor::new(&profile)
        .read(many.as_bytes(), None)
        .unwrap_err();
    assert_eq!(error.problems().len(), 20);
}

#[test]
fn a_few_unique_rows_of_many_are_never_told_as_none() {
    let mut rows = vec![["F", "K", "R", "D"]; 2999];
    rows.push(["F", "K", "R", "X"]);
    let report = of(&rows).asking(5);
    assert_eq!(report.quasi_identifiers().unique, 1);
    let text = report.to_text();
    assert!(text.contains("1 of 3000 rows unique (0.1 %)"), "{text}");
    assert!(
        text.contains("k = 5: no (the smallest class has 1 row)"),
        "{text}"
    );
    assert!(
        text.contains("not in that count: name points at a person"),
        "{text}"
    );
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(json["quasi_identifiers"]["unique_per_million"], 334);
    assert_eq!(json["k"]["holds"], false);
    assert_eq!(crate::canonical_json::to_string(&json), report.to_json());
}
