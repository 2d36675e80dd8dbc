//! One change at a time, at every position, and the code by which it is found.

use super::*;

/// A file taken apart, so that it can be written again with one change.
#[derive(Clone)]
struct Sheet {
    form: Form,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn preset() -> Profile {
    Profile::preset("warrant-card").unwrap()
}

fn sheets() -> Vec<Sheet> {
    let bytes = written(&preset(), Form::Csv, 5);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes.as_slice());
    let mut rows: Vec<Vec<String>> = reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let headers = rows.remove(0);
    FORMS
        .iter()
        .map(|form| Sheet {
            form: *form,
            headers: headers.clone(),
            rows: rows.clone(),
        })
        .collect()
}

impl Sheet {
    fn bytes(&self) -> Vec<u8> {
        match self.form {
            Form::Csv => {
                let lines = std::iter::once(&self.headers).chain(&self.rows);
                lines
                    .flat_map(|line| format!("{}\r\n", line.join(",")).into_bytes())
                    .collect()
            }
            Form::Ndjson => {
                let json = |text: &String| serde_json::to_string(text).unwrap();
                let line = |row: &Vec<String>| {
                    let entries: Vec<String> = self
                        .headers
                        .iter()
                        .zip(row)
                        .map(|(key, cell)| format!("{}:{}", json(key), json(cell)))
                        .collect();
                    format!("{{{}}}\n", entries.join(","))
                };
                self.rows
                    .iter()
                    .flat_map(|row| line(row).into_bytes())
                    .collect()
            }
        }
    }

    fn inspect(&self) -> Report {
        Conformance::new(&preset()).check(&self.bytes(), Some(self.form))
    }
}

#[test]
fn unchanged_the_sheets_are_clean() {
    for sheet in sheets() {
        assert!(sheet.inspect().is_clean());
    }
}

#[test]
fn an_extra_missing_repeated_or_moved_column_is_found_at_every_position() {
    for sheet in sheets() {
        let count = sheet.headers.len();
        for at in 0..=count {
            let mut extra = sheet.clone();
            extra.headers.insert(at, "Surname".into());
            extra
                .rows
                .iter_mut()
                .for_each(|row| row.insert(at, "x".into()));
            let report = extra.inspect();
            assert_eq!(codes(&report), [Code::UnknownColumn]);
            assert_eq!(
                report.findings()[0].column(),
                Some(&ColumnName::Ordinal(at as u64 + 1))
            );
        }
        for at in 0..count {
            let header = sheet.headers[at].clone();
            let mut missing = sheet.clone();
            missing.headers.remove(at);
            missing.rows.iter_mut().for_each(|row| drop(row.remove(at)));
            let report = missing.inspect();
            assert_eq!(codes(&report), [Code::MissingColumn]);
            assert_eq!(report.findings()[0].column(), Some(&known(&header)));

            let mut repeated = sheet.clone();
            repeated.headers.push(header.clone());
            repeated
                .rows
                .iter_mut()
                .for_each(|row| row.push(row[at].clone()));
            let report = repeated.inspect();
            assert_eq!(codes(&report), [Code::RepeatedColumn]);
            assert_eq!(report.findings()[0].column(), Some(&known(&header)));

            for to in (0..count).filter(|to| *to != at) {
                let mut moved = sheet.clone();
                moved.headers.swap(at, to);
                moved.rows.iter_mut().for_each(|row| row.swap(at, to));
                assert_eq!(codes(&moved.inspect()), [Code::ColumnOrder]);
            }
            for other in [
                header.to_uppercase(),
                format!("{header} "),
                format!("\u{200B}{header}"),
                String::new(),
            ] {
                let mut renamed = sheet.clone();
                renamed.headers[at] = other;
                assert_eq!(
                    codes(&renamed.inspect()),
                    [Code::UnknownColumn, Code::MissingColumn]
                );
            }
        }
    }
}

#[test]
fn a_cell_out_of_its_language_is_found_in_every_row_and_column() {
    let bad: &[(&str, &[&str])] = &[
        (
            "record_ref",
            &[
                "aaaaaaaaaaaaaaa1",
                "aaaaaaaaaaaaaaa",
                "aaaaaaaaaaaaaaaaa",
                "AAAAAAAAAAAAAAAA",
                "aaaaaaaa aaaaaaa",
            ],
        ),
        (
            "card_design",
            &["D", "d1", "D-1", "D1 ", "ABCDEFGHIJKLM", "Ｄ１"],
        ),
        (
            "print_name",
            &[
                "J Smith",
                "SMITH",
                "J SMITH ",
                "J SM1TH",
                "J SMITH\u{200B}",
                "J SUSPENDED",
                "j SMITH",
                "=J SMITH",
            ],
        ),
        (
            "rank",
            &[
                "PC",
                "constable",
                "CONSTABLE",
                "Detective Constable",
                "Agent",
                "Constable (AFO)",
            ],
        ),
        (
            "printed_number",
            &["12", "12345678", "1/1234", "PC 1234", "QQ123456C"],
        ),
        (
            "expiry",
            &[
                "2027-01-30",
                "2027-02-29",
                "2027-1-31",
                "31/01/2027",
                "2027-01-31T00:00",
                "27-01-31",
            ],
        ),
        ("issue_no", &["0", "01", "100", "1.0", "-1"]),
        (
            "card_serial",
            &["c-000001", "C 000001", "ABCDEFGHIJKLMNOPQRSTU"],
        ),
        ("credential_no", &["65536", "007", "1e3"]),
        (
            "barcode",
            &["aaaaaaaaaaaaaaa0", "aaaaaaaaaaaaaaaaaaaaaaaaaa"],
        ),
    ];
    for sheet in sheets() {
        for (header, cells) in bad {
            let column = sheet.headers.iter().position(|own| own == header).unwrap();
            for row in 0..sheet.rows.len() {
                let long = "A".repeat(300);
                for cell in cells.iter().chain([&long.as_str(), &""]) {
                    let mut changed = sheet.clone();
                    changed.rows[row][column] = (*cell).to_owned();
                    let report = changed.inspect();
                    let finding = &report.findings()[0];
                    assert_eq!(
                        (finding.row(), finding.column()),
                        (Some(row as u64 + 1), Some(&known(header)))
                    );
                    let expected = match *cell {
                        "" => Code::EmptyCell,
                        cell if cell.len() == 300 && *header == "print_name" => Code::CellLength,
                        _ => Code::BadCell,
                    };
                    assert_eq!(codes(&report), [expected], "{header} {cell}");
                }
            }
        }
    }
}

#[test]
fn extra_repeated_and_swapped_rows_are_found() {
    for sheet in sheets() {
        let count = sheet.rows.len();
        for at in 0..count {
            for to in 0..=count {
                let mut repeated = sheet.clone();
                repeated.rows.insert(to, sheet.rows[at].clone());
                let found = codes(&repeated.inspect());
                assert!(found.contains(&Code::RepeatedToken));
                assert_eq!(found.contains(&Code::RowOrder), to != at && to != at + 1);
            }
            for to in (0..count).filter(|to| *to != at) {
                let mut swapped = sheet.clone();
                swapped.rows.swap(at, to);
                assert_eq!(codes(&swapped.inspect()), [Code::RowOrder]);
            }
            for cells in [vec![], vec!["x".to_owned()], vec![String::new(); 40]] {
                let mut extra = sheet.clone();
                extra.rows.insert(at, cells);
                assert!(!extra.inspect().is_clean());
            }
        }
    }
}

#[test]
fn numbers_and_tokens_that_must_not_repeat_are_found_even_far_apart() {
    for sheet in sheets() {
        for header in ["printed_number", "card_serial", "barcode"] {
            let column = sheet.headers.iter().position(|own| own == header).unwrap();
            let mut repeated = sheet.clone();
            repeated.rows[4][column] = sheet.rows[0][column].clone();
            let report = repeated.inspect();
            assert_eq!(codes(&report), [Code::RepeatedToken]);
            let finding = &report.findings()[0];
            assert_eq!(
                (finding.row(), finding.column()),
                (Some(5), Some(&known(header)))
            );
        }
        let column = sheet
            .headers
            .iter()
            .position(|own| own == "credential_no")
            .unwrap();
        let mut may = sheet.clone();
        may.rows[4][column] = sheet.rows[0][column].clone();
        assert!(may.inspect().is_clean());
    }
}

#[test]
fn a_row_with_more_or_fewer_cells_is_found() {
    let sheet = &sheets()[0];
    for row in 0..sheet.rows.len() {
        for more in ["x", "", "\u{200B}"] {
            let mut longer = sheet.clone();
            longer.rows[row].push(more.to_owned());
            assert_eq!(codes(&longer.inspect()), [Code::CellCount]);
        }
        let mut shorter = sheet.clone();
        shorter.rows[row].pop();
        assert_eq!(codes(&shorter.inspect()), [Code::CellCount]);
    }
}

#[test]
fn an_object_with_anything_else_in_it_is_found() {
    let bytes = written(&preset(), Form::Ndjson, 5);
    let text = String::from_utf8(bytes).unwrap();
    let conformance = Conformance::new(&preset());
    let found = |from: &str, to: &str| {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text);
        codes(&conformance.check(changed.as_bytes(), Some(Form::Ndjson)))
    };
    for value in [
        "1",
        "true",
        "null",
        "{}",
        "[]",
        "{\"x\":{\"y\":[1,{\"z\":\"w\"}]}}",
        "[\"D1\"]",
        "1e400",
    ] {
        let number = format!("\"issue_no\":{value},\"x\":");
        let codes = found("\"issue_no\":", &number);
        assert!(
            codes == [Code::UnknownColumn, Code::BadCell]
                || value == "1e400" && codes == [Code::Unreadable]
        );
        assert!(!found("{", &format!("{{\"extra\":{value},")).is_empty());
    }
    assert_eq!(
        found("\"rank\":", "\"rank\":\"Constable\",\"rank\":"),
        [Code::RepeatedColumn]
    );
    assert_eq!(found("\"rank\":", "\"ran\\u006b\":"), [Code::NotCanonical]);
    assert_eq!(found("\"rank\":", "\"rank\": "), [Code::NotCanonical]);
    assert_eq!(found("{", " {"), [Code::NotCanonical]);
    assert_eq!(found("}\n", "}\r\n"), [Code::NotCanonical]);
    assert_eq!(found("\"D", "\"\\u0044"), [Code::NotCanonical]);
    assert_eq!(found("}\n", "}\n\n"), [Code::Unreadable]);
    assert_eq!(found("}\n", "}x\n"), [Code::Unreadable]);
    assert_eq!(found("}\n", "}{}\n"), [Code::Unreadable]);
    assert_eq!(found("\"D", "\"\\ud800"), [Code::Unreadable]);
    assert_eq!(found("{", "\u{FEFF}{"), [Code::Unreadable]);
    assert_eq!(found("{", "[{}]\n{"), [Code::Unreadable]);
}

#[test]
fn another_form_of_the_same_rows_is_found_with_its_line() {
    let text = String::from_utf8(written(&preset(), Form::Csv, 5)).unwrap();
    let conformance = Conformance::new(&preset());
    let differs = |changed: &str, line: u64| {
        let report = conformance.check(changed.as_bytes(), Some(Form::Csv));
        assert_eq!(codes(&report), [Code::NotCanonical]);
        assert_eq!(report.findings()[0].line(), Some(line));
    };
    differs(&text.replace("\r\n", "\n"), 1);
    differs(&format!("\u{FEFF}{text}"), 1);
    differs(
        text.strip_suffix("\n")
            .map(|text| text.strip_suffix("\r").unwrap())
            .unwrap(),
        6,
    );
    for (number, line) in (1..).zip(text.split_inclusive("\r\n")) {
        differs(&text.replace(line, &line.replace("\r\n", "\n")), number);
        let cells: Vec<&str> = line.trim_end().split(',').collect();
        for at in 0..cells.len() {
            let mut quoted: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
            quoted[at] = format!("\"{}\"", cells[at]);
            differs(
                &text.replace(line, &format!("{}\r\n", quoted.join(","))),
                number,
            );
        }
    }
    let found = |changed: &str| codes(&conformance.check(changed.as_bytes(), Some(Form::Csv)));
    assert_eq!(
        found(&format!("{text}\r\n")),
        [Code::CellCount, Code::EmptyCell]
    );
    assert_eq!(
        found(&format!("{text}\0")),
        [Code::CellCount, Code::BadCell]
    );
    assert_eq!(found(&format!("{text}\"")), [Code::Unreadable]);
    assert_eq!(
        found(&format!("sep=,\r\n{text}")).first(),
        Some(&Code::UnknownColumn)
    );
    assert_eq!(found(&text.replacen("D1", "D\u{0}1", 1)), [Code::BadCell]);
}

#[test]
fn the_byte_order_mark_is_there_exactly_where_it_was_agreed() {
    for profile in others() {
        let bytes = written(&profile, Form::Csv, 5);
        let conformance = Conformance::new(&profile);
        let other = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => rest.to_vec(),
            None => [b"\xEF\xBB\xBF", bytes.as_slice()].concat(),
        };
        assert_eq!(
            codes(&conformance.check(&other, Some(Form::Csv))),
            [Code::NotCanonical]
        );
        let twice = [b"\xEF\xBB\xBF\xEF\xBB\xBF", bytes.as_slice()].concat();
        assert!(!conformance.check(&twice, Some(Form::Csv)).is_clean());
    }
}

#[test]
fn one_token_in_two_columns_of_a_row_is_found() {
    for sheet in sheets() {
        let column = |own: &str| {
            sheet
                .headers
                .iter()
                .position(|header| header == own)
                .unwrap()
        };
        let (matching, barcode) = (column("record_ref"), column("barcode"));
        let mut same = sheet.clone();
        let token = same.rows[0][matching].clone();
        let length = same.rows[0][barcode].len();
        same.rows[0][barcode] = format!("{token:a<length$}");
        assert_eq!(codes(&same.inspect()), [Code::RepeatedToken]);
    }
}
