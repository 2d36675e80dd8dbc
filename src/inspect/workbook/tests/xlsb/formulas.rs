//! What formulas, styles and scenarios of a binary workbook say of their own.

use super::super::{codes, place};
use super::{Sheet, TEXT, file, only, record, text};

#[test]
fn what_formulas_and_styles_of_a_binary_workbook_say_of_their_own_is_found() {
    let words = |text: &str| -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let length = u16::try_from(units.len()).unwrap().to_le_bytes();
        let wide: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
        [&[0x17][..], &length, &wide].concat()
    };
    let parsed = |tokens: &[u8]| {
        let length = u32::try_from(tokens.len()).unwrap().to_le_bytes();
        [&length[..], tokens, &[0; 4]].concat()
    };
    let sheet = |records: &[Vec<u8>]| Sheet {
        more: records.concat(),
        ..Sheet::default()
    };
    let cells = |row: u32, column: u32| -> Vec<u8> {
        [row, row, column, column]
            .into_iter()
            .flat_map(u32::to_le_bytes)
            .collect()
    };
    // a text, a number, a truth and an error that are computed
    let values = [text("shown"), vec![0; 8], vec![1], vec![7]];
    let row = [&2_u32.to_le_bytes()[..], &[0; 4], &[44, 1, 0, 0], &[0; 4]].concat();
    for (id, value) in (8..).zip(&values) {
        let cell = |said: &[u8]| {
            let head = [&[0; 8][..], value, &[0; 2], &parsed(said)].concat();
            sheet(&[record(0, &row), record(id, &head)])
        };
        only(&cell(&words("N/A")), "");
        only(
            &cell(&[words("shown"), vec![0x1e, 1, 0]].concat()),
            if id == 8 { "" } else { "invisible-text" },
        );
        let moved = cell(&words("moved"));
        let at = place(&file(&moved), "cards.xlsb", "invisible-text");
        assert_eq!(at, "sheet 1 › row 3 › column 1 (A)", "{id}");
    }
    // a formula of several cells, and rules
    for (id, between) in [(426, 1), (427, 0)] {
        let several = |said: &str| {
            let content = [cells(4, 2), vec![0; between], parsed(&words(said))].concat();
            sheet(&[record(id, &content)])
        };
        only(&several("no"), "");
        let at = place(&file(&several("moved")), "cards.xlsb", "invisible-text");
        assert_eq!(at, "sheet 1 › row 5 › column 3 (C)");
    }
    let rule = |said: &str, asked: &str| {
        let begin = [vec![0; 8], vec![1, 0, 0, 0], cells(6, 1)].concat();
        let lengths = [1_u32, 0, 0].map(u32::to_le_bytes).concat();
        let content = [vec![0; 30], lengths, text(said), parsed(&words(asked))].concat();
        sheet(&[record(461, &begin), record(463, &content)])
    };
    only(&rule("A Able", "no"), "");
    for rule in [rule("moved", "no"), rule("", "moved")] {
        let at = place(&file(&rule), "cards.xlsb", "invisible-text");
        assert_eq!(at, "sheet 1 › row 7 › column 2 (B)");
    }
    let asked = |flags: u32, said: &str| {
        let messages: Vec<u8> = (0..4).flat_map(|_| text("")).collect();
        let formulas = [parsed(&words(said)), parsed(&[])].concat();
        let head = [flags, 1].into_iter().flat_map(u32::to_le_bytes).collect();
        sheet(&[record(
            64,
            &[head, cells(8, 0), messages, formulas].concat(),
        )])
    };
    only(&asked(7, "no"), "");
    let at = place(&file(&asked(7, "moved")), "cards.xlsb", "invisible-text");
    assert_eq!(at, "sheet 1 › row 9 › column 1 (A)");
    // a name that holds a text within more
    let name = |tokens: &[u8]| {
        let length = u32::try_from(tokens.len()).unwrap().to_le_bytes();
        let content = [vec![0; 9], text("Rate"), length.to_vec(), tokens.to_vec()].concat();
        Sheet {
            names: record(39, &content),
            ..Sheet::default()
        }
    };
    let cell = [0x44, 0, 0, 0, 0, 0, 0];
    only(&name(&cell), "");
    only(
        &name(&[&cell[..], &words("moved"), &[8]].concat()),
        "defined-name",
    );
    // names of fonts and styles
    let styles = |id: u16, before: usize, name: &str, after: usize| Sheet {
        styles: record(id, &[vec![0; before], text(name), vec![0; after]].concat()),
        ..Sheet::default()
    };
    for (id, before) in [(43, 21), (48, 8), (510, 6)] {
        only(&styles(id, before, "Times New Roman", 0), "");
        only(&styles(id, before, TEXT, 0), "custom-xml");
    }
}

#[test]
fn a_scenario_of_a_binary_sheet_is_told_with_the_first_cell_that_it_changes() {
    let changed = |row: u32, column: u32, value: &str| {
        let cell: Vec<u8> = [row, column]
            .into_iter()
            .flat_map(u32::to_le_bytes)
            .collect();
        record(504, &[cell, vec![0; 3], text(value)].concat())
    };
    let sheet = Sheet {
        more: [
            record(502, &[]),
            changed(5, 2, "QQ 12 34 56 C"),
            changed(3, 4, "1"),
            record(503, &[]),
        ]
        .concat(),
        ..Sheet::default()
    };
    let file = file(&sheet);
    assert_eq!(
        place(&file, "cards.xlsb", "scenario"),
        "sheet 1 › row 4 › column 5 (E)"
    );
    assert!(codes(&file, "cards.xlsb").contains("nino"));
}
