use super::*;
use crate::batch::tests::made::{Person, minimiser, person};
use crate::code::ColumnName;

/// Three columns with tokens: the matching one second, and others of staff numbers and bar codes.
fn with_tokens() -> Profile {
    tokens_in([0, 1, 2])
}

/// The same columns in this order.
fn tokens_in(order: [usize; 3]) -> Profile {
    let token = |header: &str, place: &str, field: &str, chars: u8| {
        format!(
            "[[column]]\nheader = \"{header}\"\nplace = \"{place}\"\nparts = [{{ field = \"{field}\", \
             treatment = \"pseudonymise\", scope = \"batch\", chars = {chars} }}]\n"
        )
    };
    let columns = [
        token("staff_ref", "chip", "staff_number", 20),
        token("record_ref", "matching", "record_id", 16),
        token("barcode", "barcode", "barcode_value", 26),
    ];
    let columns = order.map(|at| columns.get(at).unwrap().as_str()).concat();
    let source = format!(
        "format = 1\nname = \"tokens\"\ncontroller = \"Example Constabulary\"\n\
         recipient = \"Example Card Bureau\"\npurpose = \"Print cards\"\ndelete_after_days = 30\n{columns}"
    );
    source.parse().unwrap()
}

fn numbered(number: usize, staff: &str, barcode: &str) -> Person {
    let mut person = person(number);
    let more = [
        (Readable::StaffNumber, staff),
        (Readable::BarcodeValue, barcode),
    ];
    person
        .fields
        .extend(more.map(|(field, text)| (field, text.to_owned())));
    person
}

fn outcome(people: &[Person]) -> Result<Finished, Box<Refusal>> {
    let of = |order| {
        let minimiser = minimiser(&tokens_in(order));
        let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
        for person in people {
            rows.add(person).unwrap();
        }
        rows.finish()
    };
    let outcome = of([0, 1, 2]);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let told = |outcome: &Result<Finished, Box<Refusal>>| match outcome {
            Ok(finished) => Ok(finished.report().rows_released()),
            Err(refusal) => Err(refusal.refused().clone()),
        };
        assert_eq!(told(&of(order)), told(&outcome), "{order:?}");
    }
    outcome
}

#[test]
fn what_identifies_repeats_in_no_column_of_tokens_and_what_does_not_may() {
    let apart = [
        numbered(1, "S-1", "B1"),
        numbered(2, "S-2", "B2"),
        numbered(3, "S-3", "B3"),
    ];
    assert_eq!(outcome(&apart).unwrap().report().rows_released(), 3);
    let one_barcode = [
        numbered(1, "S-1", "B1"),
        numbered(2, "S-2", "B1"),
        numbered(3, "S-3", "B1"),
    ];
    assert_eq!(outcome(&one_barcode).unwrap().report().rows_released(), 3);
    let one_staff = [
        numbered(1, "S-1", "B1"),
        numbered(2, "S-2", "B2"),
        numbered(3, "S-1", "B3"),
    ];
    let refusal = outcome(&one_staff).unwrap_err();
    let refused = refusal.refused();
    assert_eq!(
        (refused.code(), refused.row()),
        (Code::DuplicateRecord, Some(3))
    );
    assert_eq!(
        refused.column(),
        Some(&ColumnName::Known("staff_ref".into()))
    );
    assert_eq!(refusal.to_string(), refused.to_string());
    assert!(refusal.to_string().contains("staff_ref"), "{refusal}");
}

#[test]
fn a_cell_that_the_encoding_cannot_say_withholds_its_row_under_its_column() {
    let profile = crate::batch::tests::made::profile("[csv]\nencoding = \"windows-1252\"\n");
    let minimiser = minimiser(&profile);
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    let mut beyond = person(1);
    beyond
        .fields
        .retain(|(field, _)| *field != Readable::FamilyName);
    beyond.fields.push((Readable::FamilyName, "Łuczak".into()));
    rows.add(&person(0)).unwrap();
    rows.add(&beyond).unwrap();
    assert_eq!(rows.rows_read(), 2);
    let finished = rows.finish().unwrap();
    let report = finished.report();
    let [withheld] = report.withheld() else {
        panic!("{}", report.withheld().len())
    };
    let told = (withheld.row(), withheld.code(), withheld.column());
    assert_eq!(told, (2, Code::UnmappableCharacter, Some("print_name")));
    assert_eq!((report.rows_released(), report.rows_withheld()), (1, 1));
    let mut bytes = Vec::new();
    finished.write_to(&mut bytes).unwrap();
    assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), 2);
}

#[test]
fn a_report_says_whose_it_is_and_what_of_the_input_was_never_read() {
    let minimiser = minimiser(&with_tokens());
    let mut report = Report::new(&minimiser);
    assert_eq!(report.batch(), "7d1c2f6a9b3e4c50");
    report.set_map("5a".repeat(32));
    report.set_never_read(vec![crate::Field::HomeAddress], vec![7, 9]);
    assert_eq!(
        report.never_read(),
        (&[crate::Field::HomeAddress][..], &[7, 9][..])
    );
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    assert_eq!(json["map"]["fingerprint"], "5a".repeat(32));
    assert_eq!(json["never_read"]["fields"][0], "home_address");
    assert_eq!(json["never_read"]["other_columns"][1], 9);
}

#[test]
fn a_cell_that_holds_the_delimiter_is_quoted_in_every_encoding() {
    for encoding in ["utf-8", "utf-8-bom", "windows-1252"] {
        let source = format!(
            "format = 1\nname = \"t\"\ncontroller = \"Example Constabulary\"\n\
             recipient = \"Example Card Bureau\"\npurpose = \"Print cards\"\ndelete_after_days = 30\n\
             [csv]\nencoding = \"{encoding}\"\n\
             [[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
             parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
             [[column]]\nheader = \"name\"\nplace = \"front\"\n\
             parts = [{{ field = \"family_name\", treatment = \"keep\" }}, {{ text = \", \" }}, \
             {{ field = \"given_names\", treatment = \"keep\" }}]\n"
        );
        let mut rows = Rows::new(
            &minimiser(&source.parse().unwrap()),
            Form::Csv,
            Limits::default(),
        );
        rows.add(&person(1)).unwrap();
        let mut bytes = Vec::new();
        rows.finish().unwrap().write_to(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(text.ends_with(",\"Smith, Ann\"\r\n"), "{encoding}: {text}");
    }
}

#[test]
fn fewer_rows_than_the_profile_asks_for_do_not_go() {
    let minimiser = minimiser(&crate::batch::tests::made::profile("min_rows = 3\n"));
    for count in 1..=5 {
        let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
        for number in 0..count {
            rows.add(&person(number)).unwrap();
        }
        let code = rows.finish().err().map(|refusal| refusal.refused().code());
        assert_eq!(code, (count < 3).then_some(Code::TooFewRows), "{count}");
    }
    // rows that stay behind do not count
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for number in 0..3 {
        let mut person = person(number);
        if number == 1 {
            person
                .fields
                .retain(|(field, _)| *field != Readable::FamilyName);
        }
        rows.add(&person).unwrap();
    }
    assert_eq!(
        rows.finish().unwrap_err().refused().code(),
        Code::TooFewRows
    );
}

#[test]
fn a_strict_batch_of_which_nothing_stays_behind_goes() {
    let minimiser = minimiser(&crate::batch::tests::made::profile(""));
    let strict = |is_one_nameless: bool| {
        let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default().strict());
        for number in 0..3 {
            let mut person = person(number);
            if is_one_nameless && number == 1 {
                person
                    .fields
                    .retain(|(field, _)| *field != Readable::FamilyName);
            }
            rows.add(&person).unwrap();
        }
        rows.finish()
    };
    let report = strict(false).unwrap().report().clone();
    assert_eq!((report.rows_released(), report.rows_withheld()), (3, 0));
    assert_eq!(
        strict(true).unwrap_err().refused().code(),
        Code::RowsWithheld
    );
}
