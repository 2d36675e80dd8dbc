//! Hiding places of binary sheets.

mod formulas;
mod numbers;

use std::collections::BTreeSet;

use super::pack::Pack;
use super::{codes, notes, place, report};

fn record(id: u16, content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    if id < 0x80 {
        bytes.push(u8::try_from(id).unwrap());
    } else {
        bytes.extend([
            u8::try_from(id & 0x7f).unwrap() | 0x80,
            u8::try_from(id >> 7).unwrap(),
        ]);
    }
    let length = content.len();
    assert!(length < 1 << 14);
    bytes.extend([
        u8::try_from(length & 0x7f).unwrap() | 0x80,
        u8::try_from(length >> 7).unwrap(),
    ]);
    bytes.extend(content);
    bytes
}

fn text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
    bytes
}

#[derive(Default)]
struct Sheet {
    state: u32,
    row_flags: u8,
    column_flags: u16,
    style: u32,
    names: Vec<u8>,
    styles: Vec<u8>,
    before: Vec<u8>,
    more: Vec<u8>,
}

fn file(sheet: &Sheet) -> Vec<u8> {
    let u32s = |numbers: &[u32]| {
        numbers
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect::<Vec<u8>>()
    };
    let listed = [u32s(&[sheet.state, 1]), text("r0"), text("Cards")].concat();
    let book = [record(156, &listed), sheet.names.clone()].concat();
    let row = |row: u32, flags: u8| {
        let head = [
            u32s(&[row, 0]),
            300_u16.to_le_bytes().to_vec(),
            vec![0, flags],
            u32s(&[0]),
        ]
        .concat();
        let cell = |column: u32, style: u32, value: &str| {
            record(6, &[u32s(&[column, style]), text(value)].concat())
        };
        [
            record(0, &head),
            cell(0, sheet.style, "A Able"),
            cell(1, 0, "Constable"),
        ]
        .concat()
    };
    let column = [
        u32s(&[1, 1, 2000, 0]),
        sheet.column_flags.to_le_bytes().to_vec(),
    ]
    .concat();
    let cells = [
        sheet.before.clone(),
        record(60, &column),
        row(0, 0),
        row(1, sheet.row_flags),
        sheet.more.clone(),
    ]
    .concat();
    let font = |colour: [u8; 8]| {
        record(
            43,
            &[&220_u16.to_le_bytes()[..], &[0; 10], &colour].concat(),
        )
    };
    let style = |font: u16| {
        record(
            47,
            &[0_u16, 0, font, 0]
                .iter()
                .flat_map(|number| number.to_le_bytes())
                .collect::<Vec<_>>(),
        )
    };
    let fill = record(45, &[0; 20]);
    let styles = [
        font([0; 8]),
        font([5, 0, 0, 0, 255, 255, 255, 255]),
        fill,
        record(617, &[]),
        style(0),
        style(1),
        sheet.styles.clone(),
        record(618, &[]),
    ];
    let mut pack = Pack::bare();
    pack.bytes("xl/workbook.bin", &book);
    pack.relate("", "officeDocument", "xl/workbook.bin");
    pack.bytes("xl/worksheets/sheet1.bin", &cells);
    pack.relate_as(
        "xl/workbook.bin",
        "r0",
        "worksheet",
        "worksheets/sheet1.bin",
    );
    pack.bytes("xl/styles.bin", &styles.concat());
    pack.relate("xl/workbook.bin", "styles", "styles.bin");
    pack.file()
}

#[track_caller]
fn only(sheet: &Sheet, code: &str) {
    let wanted: BTreeSet<_> = [code].into_iter().filter(|code| !code.is_empty()).collect();
    assert_eq!(codes(&file(sheet), "cards.xlsb"), wanted);
}

#[test]
fn a_plain_binary_workbook_passes_and_its_rows_are_counted() {
    only(&Sheet::default(), "");
    assert_eq!(report(&file(&Sheet::default()), "cards.xlsb").rows(), 1);
}

#[test]
fn what_a_binary_workbook_does_not_show_is_found() {
    only(
        &Sheet {
            state: 1,
            ..Sheet::default()
        },
        "hidden-sheet",
    );
    only(
        &Sheet {
            state: 2,
            ..Sheet::default()
        },
        "very-hidden-sheet",
    );
    only(
        &Sheet {
            row_flags: 0x10,
            ..Sheet::default()
        },
        "hidden-rows",
    );
    only(
        &Sheet {
            column_flags: 1,
            ..Sheet::default()
        },
        "hidden-columns",
    );
    only(
        &Sheet {
            style: 1,
            ..Sheet::default()
        },
        "invisible-text",
    );
    only(
        &Sheet {
            more: record(502, &[]),
            ..Sheet::default()
        },
        "scenario",
    );
    let name = |flags: u32, tokens: &[u8]| {
        let length = u32::try_from(tokens.len()).unwrap().to_le_bytes();
        let content = [
            &flags.to_le_bytes()[..],
            &[0; 5],
            &text("Rate"),
            &length,
            tokens,
        ]
        .concat();
        Sheet {
            names: record(39, &content),
            ..Sheet::default()
        }
    };
    only(&name(0, &[0x3b, 0, 0]), "");
    only(&name(1, &[0x3b, 0, 0]), "defined-name");
    only(&name(0, &[0x17, 1, 0, 65, 0]), "defined-name");
}

#[test]
fn cells_that_leave_their_column_out_are_read() {
    let short = |id: u16, value: &[u8]| record(id, &[&[0; 4], value].concat());
    let (empty, nino) = (short(12, &[]), short(17, &text("QQ 12 34 56 C")));
    let serial = short(16, &1.5_f64.to_le_bytes());
    let more = [empty, serial, nino].concat();
    let found = report(
        &file(&Sheet {
            more,
            ..Sheet::default()
        }),
        "cards.xlsb",
    );
    let places: Vec<_> = found
        .findings()
        .iter()
        .map(|finding| (finding.what().code(), finding.place().column))
        .collect();
    assert_eq!(places, [("nino", Some(5)), ("extra-cells", None)]);
}

#[test]
fn columns_without_width_and_cells_that_are_there_twice_are_found_in_a_binary_sheet() {
    let width = |width: u32, letters: u16| Sheet {
        before: record(
            485,
            &[&width.to_le_bytes()[..], &letters.to_le_bytes(), &[0; 6]].concat(),
        ),
        ..Sheet::default()
    };
    only(&width(u32::MAX, 8), "");
    only(&width(2000, 8), "");
    only(&width(0, 8), "hidden-columns");
    only(&width(u32::MAX, 0), "hidden-columns");
    let cell = |column: u32| Sheet {
        more: record(
            6,
            &[&column.to_le_bytes()[..], &[0; 4], &text("Able")].concat(),
        ),
        ..Sheet::default()
    };
    only(&cell(2), "extra-cells");
    only(&cell(1), "duplicate-cell");
}

#[test]
fn a_binary_sheet_that_breaks_off_is_damaged() {
    only(
        &Sheet {
            more: vec![6, 200],
            ..Sheet::default()
        },
        "damaged",
    );
    only(
        &Sheet {
            more: record(2, &[255; 12]),
            ..Sheet::default()
        },
        "damaged",
    );
}

/// Of no form that any detector knows.
const TEXT: &str = "she was moved after the complaint";

#[test]
fn texts_beside_the_cells_of_a_binary_workbook_are_found() {
    let more = |id: u16, content: &[u8]| Sheet {
        more: record(id, content),
        ..Sheet::default()
    };
    for place in 0..4 {
        let message = |words: &str| {
            let texts: Vec<u8> = (0..4)
                .flat_map(|at| text(if at == place { words } else { "" }))
                .collect();
            let cells = [&1_u32.to_le_bytes()[..], &1_u32.to_le_bytes(), &[0; 16]].concat();
            more(64, &[cells, texts].concat())
        };
        only(&message("Constable"), "");
        only(&message(TEXT), "validation-list");
    }
    let link = |place: &str, tip: &str, shown: &str| {
        let texts = [text(""), text(place), text(tip), text(shown)].concat();
        more(494, &[vec![0; 16], texts].concat())
    };
    only(&link("Cards!A1", "", "A Able"), "");
    only(&link(TEXT, "", ""), "margin-text");
    only(&link("Cards!A1", TEXT, ""), "margin-text");
    only(&link("Cards!A1", "", TEXT), "margin-text");
    let page = |words: &str| more(479, &[vec![0; 2], text("&CPage &P"), text(words)].concat());
    only(&page("&D"), "");
    only(&page(TEXT), "margin-text");
    let code = |name: &str| more(147, &[vec![0; 19], text(name)].concat());
    only(&code("Sheet1"), "");
    only(&code("Cards"), "");
    only(&code("moved"), "custom-xml");
    only(&more(2222, &text(TEXT)), "custom-xml");
    let book = |name: &str| Sheet {
        names: record(153, &[vec![0; 8], text(name)].concat()),
        ..Sheet::default()
    };
    only(&book("ThisWorkbook"), "");
    only(&book("moved"), "custom-xml");
    let filter = |value: &str| more(167, &text(value));
    only(&filter("Constable"), "");
    only(&filter("17.00"), "");
    only(&filter("moved"), "validation-list");
    let date = |year: u16| {
        let item = [
            &year.to_le_bytes()[..],
            &[2, 0, 3, 0, 0, 0],
            &[0; 6],
            &2_u32.to_le_bytes(),
        ];
        more(175, &item.concat())
    };
    only(&date(1985), "validation-list");
    let remark = |words: &str| {
        let tokens = [
            &3_u32.to_le_bytes()[..],
            &[0x3b, 0, 0],
            &0_u32.to_le_bytes(),
        ]
        .concat();
        let name = [&[0; 9][..], &text("Area"), &tokens, &text(words)].concat();
        Sheet {
            names: record(39, &name),
            ..Sheet::default()
        }
    };
    only(&remark(""), "");
    only(&remark("moved"), "defined-name");
    let styled = |format: &str, indent: u8, how: u8| {
        let numbers = [0_u16, 164, 0, 0, 0]
            .iter()
            .flat_map(|number| number.to_le_bytes());
        let style: Vec<u8> = numbers.chain([0, indent, how, 0, 0, 0]).collect();
        let format = record(44, &[&164_u16.to_le_bytes()[..], &text(format)].concat());
        Sheet {
            styles: [format, record(47, &style)].concat(),
            style: 2,
            more: record(60, &[&[0; 8][..], &512_u32.to_le_bytes(), &[0; 6]].concat()),
            ..Sheet::default()
        }
    };
    only(&styled("0 \"kg\"", 0, 0), "");
    only(&styled(&format!("0 \"{TEXT}\""), 0, 0), "invisible-text");
    only(&styled("0", 20, 0), "invisible-text");
    let filling = Sheet {
        before: record(60, &[&[0; 8][..], &512_u32.to_le_bytes(), &[0; 6]].concat()),
        ..styled("0", 0, 4)
    };
    only(&filling, "invisible-text");
}

#[test]
fn places_of_a_binary_sheet_are_told() {
    let u32s = |numbers: &[u32]| -> Vec<u8> {
        numbers
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect()
    };
    let told = |sheet: &Sheet, code: &str, expected: &str| {
        assert_eq!(place(&file(sheet), "cards.xlsb", code), expected);
    };
    let hidden = Sheet {
        row_flags: 0x10,
        column_flags: 1,
        ..Sheet::default()
    };
    told(&hidden, "hidden-rows", "sheet 1 › row 2");
    told(&hidden, "hidden-columns", "sheet 1 › column 2 (B)");
    let white = Sheet {
        style: 1,
        ..Sheet::default()
    };
    told(
        &white,
        "invisible-text",
        "sheet 1, first in row 1, column 1 (A), 2 times",
    );
    let list = [
        u32s(&[0x83, 2, 3, 4, 1, 1, 7, 7, 9, 9]),
        text("Moved"),
        text(""),
        text(""),
        text(""),
    ];
    let list = Sheet {
        more: record(64, &list.concat()),
        ..Sheet::default()
    };
    told(
        &list,
        "validation-list",
        "sheet 1, first in row 4, column 2 (B), 2 times",
    );
    let filter = Sheet {
        more: [
            record(161, &u32s(&[0, 3, 1, 2])),
            record(163, &u32s(&[1, 0])),
            record(167, &text("Moved")),
        ]
        .concat(),
        ..Sheet::default()
    };
    told(&filter, "validation-list", "sheet 1 › column 3 (C)");
}

#[test]
fn comments_of_a_binary_workbook_are_counted_by_their_cells() {
    let comment = |row: u32, column: u32| {
        let cells = [0, row, row, column, column];
        let bytes: Vec<u8> = cells.into_iter().flat_map(u32::to_le_bytes).collect();
        record(635, &bytes)
    };
    let comments = super::super::xlsb::comments(&[comment(4, 2), comment(1, 3)].concat());
    assert_eq!(comments.count, 2);
    assert_eq!(comments.first.to_string(), "row 2, column 4 (D)");
}

#[test]
fn a_number_or_text_of_a_binary_sheet_is_looked_at_as_its_format_shows_it() {
    let at = [1_u32.to_le_bytes(), 2_u32.to_le_bytes()].concat();
    let number = record(5, &[&at[..], &123_456_f64.to_le_bytes()].concat());
    let label = record(6, &[at, text("123456")].concat());
    for (format, cell) in [("\"QQ\"000000\"C\"", number), ("\"QQ\"@\"C\"", label)] {
        let format = record(44, &[&164_u16.to_le_bytes()[..], &text(format)].concat());
        let style: Vec<u8> = [0_u16, 164, 0, 0]
            .iter()
            .flat_map(|part| part.to_le_bytes())
            .collect();
        let head = [
            &2_u32.to_le_bytes()[..],
            &[0; 4],
            &300_u16.to_le_bytes(),
            &[0; 6],
        ]
        .concat();
        let with = |styles| Sheet {
            styles,
            more: [record(0, &head), cell.clone()].concat(),
            ..Sheet::default()
        };
        let found = codes(
            &file(&with([format, record(47, &style)].concat())),
            "cards.xlsb",
        );
        assert!(found.contains("nino"), "{found:?}");
        assert!(!codes(&file(&with(Vec::new())), "cards.xlsb").contains("nino"));
    }
}

#[test]
fn the_name_that_an_idle_filter_of_a_binary_sheet_leaves_is_no_more_than_a_note() {
    let bytes = |numbers: &[u32]| -> Vec<u8> {
        numbers
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect()
    };
    let with = |name: &str, filter: &[u32], more: &[u8]| {
        let tokens = [&[0x3b_u8, 0, 0][..], &bytes(&[0, 1]), &[0, 0, 1, 0]].concat();
        let named = [
            &bytes(&[1])[..],
            &[0],
            &bytes(&[0]),
            &text(name),
            &bytes(&[15]),
            &tokens,
        ]
        .concat();
        let begun = if filter.is_empty() {
            Vec::new()
        } else {
            record(161, &bytes(filter))
        };
        Sheet {
            names: record(39, &named),
            more: [&begun[..], more].concat(),
            ..Sheet::default()
        }
    };
    let own = "_xlnm._FilterDatabase";
    let idle = with(own, &[0, 1, 0, 1], &[]);
    only(&idle, "");
    assert!(notes(&file(&idle), "cards.xlsb").contains("defined-name"));
    only(&with(own, &[0, 2, 0, 1], &[]), "defined-name");
    only(&with(own, &[], &[]), "defined-name");
    only(
        &with(own, &[0, 1, 0, 1], &record(163, &bytes(&[0, 0]))),
        "defined-name",
    );
    only(&with("Area", &[0, 1, 0, 1], &[]), "defined-name");
    assert!(codes(&file(&with("Salary", &[], &[])), "cards.xlsb").contains("forbidden-key"));
    let hidden = Sheet {
        row_flags: 0x10,
        ..with(own, &[0, 1, 0, 1], &[])
    };
    assert_eq!(
        codes(&file(&hidden), "cards.xlsb"),
        BTreeSet::from(["defined-name", "hidden-rows"])
    );
}
