//! Somebody's number in every record of a binary workbook that holds a text.

use super::super::{codes, notes};
use super::{Sheet, file, record, text};

const NUMBER: &str = "QQ123456C";

/// That a number is found there, and that nothing is without it.
#[track_caller]
fn told(with: impl Fn(&str) -> Sheet) {
    let found = |value: &str| codes(&file(&with(value)), "cards.xlsb");
    let codes = found(NUMBER);
    assert!(codes.contains("nino"), "{codes:?}");
    let plain = found("17");
    assert!(!plain.contains("nino"), "{plain:?}");
}

fn book(id: u16, content: &[&[u8]]) -> Sheet {
    Sheet {
        names: record(id, &content.concat()),
        ..Sheet::default()
    }
}

fn more(id: u16, content: &[&[u8]]) -> Sheet {
    Sheet {
        more: record(id, &content.concat()),
        ..Sheet::default()
    }
}

fn name(flags: u32, name: &str, tokens: &[u8], behind: &[u8]) -> Sheet {
    let length = u32::try_from(tokens.len()).unwrap();
    book(
        39,
        &[
            &flags.to_le_bytes(),
            &[0; 5],
            &text(name),
            &length.to_le_bytes(),
            tokens,
            behind,
        ],
    )
}

#[test]
fn a_number_that_a_binary_workbook_says_of_itself_is_found() {
    let wide =
        |value: &str| -> Vec<u8> { value.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    told(|value| name(0, value, &[0x3b, 0, 0], &[]));
    told(|value| name(0, "Rate", &[&[0x3b, 0, 0], value.as_bytes()].concat(), &[]));
    told(|value| {
        name(
            0,
            "Rate",
            &[0x3b, 0, 0],
            &[&[0; 4][..], &text(value)].concat(),
        )
    });
    told(|value| book(153, &[&[0; 8], &text(value)]));
    told(|value| book(2071, &[&text(value)]));
    told(|value| book(548, &[&[0; 6], &wide(value)]));
}

#[test]
fn a_number_in_a_record_of_a_binary_sheet_is_found() {
    // a rule, what is filtered for, a list, a link, a header, scenarios and their values
    told(|value| more(463, &[&[0; 42], &text(value)]));
    told(|value| more(167, &[&text(value)]));
    told(|value| more(64, &[&[0; 8], &text(value)]));
    told(|value| more(494, &[&[0; 16], &text(value)]));
    told(|value| more(479, &[&[0; 2], &text(value)]));
    told(|value| more(502, &[&[0; 6], &text(value)]));
    told(|value| more(504, &[&[0; 12], &text(value)]));
}

#[test]
fn records_of_a_binary_workbook_are_called_what_they_are() {
    let found = |sheet: &Sheet| codes(&file(sheet), "cards.xlsb");
    for flags in [2, 4, 8] {
        assert!(found(&name(flags, "Rate", &[0x3b, 0, 0], &[])).contains("macros"));
    }
    assert!(!found(&name(0, "Rate", &[0x3b, 0, 0], &[])).contains("macros"));
    assert!(found(&book(397, &[&[0; 20]])).contains("custom-view"));
    assert!(found(&more(423, &[&[0; 20]])).contains("custom-view"));
    let sentence = b"she was moved after the complaint";
    for sheet in [book as fn(u16, &[&[u8]]) -> Sheet, more] {
        assert!(found(&sheet(7777, &[sentence])).contains("custom-xml"));
        assert!(!found(&sheet(7777, &[&[7; 40]])).contains("custom-xml"));
    }
    let rule = |behind: &[u8]| more(463, &[&[0; 42], &text("A Able"), behind]);
    assert!(!found(&rule(&[7; 40])).contains("custom-xml"));
    assert!(found(&rule(sentence)).contains("custom-xml"));
    let creators = |sheet: &Sheet| {
        let report = super::super::report(&file(sheet), "cards.xlsb");
        let findings = report.findings().iter();
        findings
            .filter(|finding| {
                finding.what().code() == "creator"
                    && finding.place().to_string().contains("workbook")
            })
            .count()
    };
    assert_eq!(creators(&Sheet::default()), 0);
    assert_eq!(creators(&book(2071, &[&text("x")])), 1);
    assert_eq!(creators(&book(548, &[&[0; 8]])), 1);
    // a formula whose value is a number: its cell, style, value, flags and no tokens
    let formula = more(
        9,
        &[&[2, 0, 0, 0, 0, 0, 0, 0], &17_f64.to_le_bytes(), &[0; 10]],
    );
    assert!(notes(&file(&formula), "cards.xlsb").contains("formula-cells"));
    assert!(!notes(&file(&Sheet::default()), "cards.xlsb").contains("formula-cells"));
}

#[test]
fn a_row_that_is_there_twice_is_found_in_a_binary_sheet() {
    let row = |row: u32| {
        let head = [&row.to_le_bytes()[..], &[0; 4], &[44, 1, 0, 0], &[0; 4]].concat();
        more(0, &[&head])
    };
    let found = |sheet: &Sheet| codes(&file(sheet), "cards.xlsb");
    assert!(!found(&row(2)).contains("duplicate-cell"));
    assert!(found(&row(1)).contains("duplicate-cell"));
}
