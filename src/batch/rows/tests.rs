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

/// The delimiters and encodings of the format, with what each puts before the first row.
fn dialects() -> impl Iterator<Item = (char, &'static str, &'static str)> {
    let encodings = [
        ("utf-8", ""),
        ("utf-8-bom", "\u{feff}"),
        ("windows-1252", ""),
    ];
    [',', ';', '\t', '|']
        .into_iter()
        .flat_map(move |delimiter| encodings.map(|(encoding, mark)| (delimiter, encoding, mark)))
}

/// One character a byte, as ISO/IEC 8859-1 has it, which windows-1252 follows in these letters.
fn byte_by_byte(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(c).unwrap()).collect()
}

#[test]
fn every_dialect_says_the_same_cells_quoted_where_they_must_be_and_nothing_more() {
    let people = [
        ("Ann", "Smith"),
        ("Jo", "Ng"),
        ("Siân Mary", "de la Cruz"),
        ("A", "B"),
    ];
    for (delimiter, encoding, mark) in dialects() {
        for between in [", ", " "] {
            let source = format!(
                "format = 1\nname = \"t\"\ncontroller = \"Example Constabulary\"\n\
                 recipient = \"Example Card Bureau\"\npurpose = \"Print cards\"\ndelete_after_days = 30\n\
                 [csv]\nencoding = \"{encoding}\"\ndelimiter = {:?}\n\
                 [[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
                 parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
                 [[column]]\nheader = \"name\"\nplace = \"front\"\n\
                 parts = [{{ field = \"family_name\", treatment = \"keep\" }}, {{ text = \"{between}\" }}, \
                 {{ field = \"given_names\", treatment = \"keep\" }}]\n\
                 [[column]]\nheader = \"role\"\nplace = \"back\"\nconstant = \"Officer\"\n",
                delimiter.to_string()
            );
            let minimiser = minimiser(&source.parse().unwrap());
            let written = |form| {
                let mut rows = Rows::new(&minimiser, form, Limits::default());
                for (number, (given, family)) in people.iter().enumerate() {
                    let mut person = person(number);
                    for (field, text) in &mut person.fields {
                        match field {
                            Readable::GivenNames => *text = (*given).to_owned(),
                            Readable::FamilyName => *text = (*family).to_owned(),
                            _ => {}
                        }
                    }
                    rows.add(&person).unwrap();
                }
                let mut bytes = Vec::new();
                rows.finish().unwrap().write_to(&mut bytes).unwrap();
                bytes
            };
            // the tokens, and the order that follows from them, from the other form
            let lines = String::from_utf8(written(Form::Ndjson)).unwrap();
            let mut text = format!("{mark}ref{delimiter}name{delimiter}role\r\n");
            let mut seen = Vec::new();
            for line in lines.lines() {
                let row: serde_json::Value = serde_json::from_str(line).unwrap();
                let name = row["name"].as_str().unwrap();
                let is_of =
                    |(given, family): &(&str, &str)| name == format!("{family}{between}{given}");
                seen.push(people.iter().position(is_of).unwrap());
                let quote = if name.contains(delimiter) { "\"" } else { "" };
                let token = row["ref"].as_str().unwrap();
                text += &format!("{token}{delimiter}{quote}{name}{quote}{delimiter}Officer\r\n");
            }
            seen.sort_unstable();
            assert_eq!(seen, [0, 1, 2, 3]);
            let expected = if encoding == "windows-1252" {
                byte_by_byte(&text)
            } else {
                text.into_bytes()
            };
            assert!(
                written(Form::Csv) == expected,
                "{encoding}, {delimiter:?} in {between:?}"
            );
        }
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
