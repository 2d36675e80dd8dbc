//! Hiding places of Excel 97 to 2003.

mod beside;
mod numbers;

use std::collections::BTreeSet;

use super::{codes, place, report};
use crate::inspect::Kind;

fn record(id: u16, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    [&id.to_le_bytes(), &length.to_le_bytes(), content].concat()
}

fn u16s(numbers: &[u16]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

/// A text with its length in two bytes, each letter in one.
fn text(text: &str) -> Vec<u8> {
    [
        &u16s(&[u16::try_from(text.len()).unwrap()])[..],
        &[0],
        text.as_bytes(),
    ]
    .concat()
}

#[derive(Default)]
struct Sheet {
    state: u8,
    row_flags: u32,
    column_flags: u16,
    style: u16,
    global: Vec<u8>,
    /// Before what is said of columns.
    before: Vec<u8>,
    /// Of the shared text: where a run begins, and its font.
    runs: Vec<u8>,
    more: Vec<u8>,
}

fn stream(sheet: &Sheet) -> Vec<u8> {
    let begin = |kind: u16| record(0x809, &u16s(&[0x600, kind, 0, 0]));
    let end = record(0x0a, &[]);
    let font = |colour: u16| record(0x31, &u16s(&[220, 0, colour]));
    let style = |font: u16| record(0xe0, &[u16s(&[font]), vec![0; 18]].concat());
    let global = |at: u32| {
        let listed = [&at.to_le_bytes()[..], &[sheet.state, 0, 5, 0], b"Cards"].concat();
        let mut shared = text("C Charlie");
        if !sheet.runs.is_empty() {
            shared[2] = 8;
            shared.splice(3..3, u16s(&[1]));
            shared.extend(&sheet.runs);
        }
        let strings = [&1_u32.to_le_bytes()[..], &1_u32.to_le_bytes(), &shared].concat();
        [
            begin(5),
            font(8),
            font(9),
            style(0),
            style(1),
            record(0x85, &listed),
            record(0xfc, &strings),
            sheet.global.clone(),
            end.clone(),
        ]
        .concat()
    };
    let label = |row: u16, column: u16, style: u16, value: &str| {
        record(0x204, &[u16s(&[row, column, style]), text(value)].concat())
    };
    let at = u32::try_from(global(0).len()).unwrap();
    let row = [
        &u16s(&[1, 0, 2, 255, 0, 0])[..],
        &sheet.row_flags.to_le_bytes(),
    ]
    .concat();
    [
        global(at),
        begin(0x10),
        sheet.before.clone(),
        record(0x7d, &u16s(&[1, 1, 2000, 0, sheet.column_flags])),
        record(0x208, &row),
        label(0, 0, 0, "name"),
        label(0, 1, 0, "rank"),
        label(1, 0, sheet.style, "A Able"),
        label(1, 1, 0, "Constable"),
        record(0xfd, &[u16s(&[2, 0, 0]), vec![0; 4]].concat()),
        sheet.more.clone(),
        end.clone(),
    ]
    .concat()
}

/// A compound file of streams, each of its own sectors.
pub(super) fn compound(streams: &[(&str, Vec<u8>)], left_over: &[u8]) -> Vec<u8> {
    let mut sectors: Vec<u8> = Vec::new();
    let mut table: Vec<u32> = Vec::new();
    let entry = |name: &str, kind: u8, right: u32, child: u32, start: u32, size: usize| {
        let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(bytes.len() + 2).unwrap();
        bytes.resize(64, 0);
        bytes.extend(length.to_le_bytes());
        bytes.extend([kind, 1]);
        for number in [u32::MAX, right, child] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.resize(116, 0);
        bytes.extend(start.to_le_bytes());
        bytes.extend(u64::try_from(size).unwrap().to_le_bytes());
        bytes
    };
    let mut directory = entry("Root Entry", 5, u32::MAX, 1, u32::MAX - 1, 0);
    for (index, (name, content)) in streams.iter().enumerate() {
        // shorter ones would stand in small sectors
        let content = [
            content.clone(),
            vec![0; 4096_usize.saturating_sub(content.len())],
        ]
        .concat();
        let start = u32::try_from(table.len()).unwrap();
        let count = content.len().div_ceil(512);
        for sector in 1..count {
            table.push(start + u32::try_from(sector).unwrap());
        }
        table.push(u32::MAX - 1);
        sectors.extend(&content);
        sectors.resize(table.len() * 512, 0);
        let right = if index + 1 < streams.len() {
            u32::try_from(index).unwrap() + 2
        } else {
            u32::MAX
        };
        directory.extend(entry(name, 2, right, u32::MAX, start, content.len()));
    }
    let at = u32::try_from(table.len()).unwrap();
    directory.resize(directory.len().next_multiple_of(512), 0);
    for sector in 1..directory.len() / 512 {
        table.push(at + u32::try_from(sector).unwrap());
    }
    table.push(u32::MAX - 1);
    sectors.extend(&directory);
    let places = u32::try_from(table.len()).unwrap();
    table.push(u32::MAX - 2);
    assert!(table.len() < 128);
    table.resize(128, u32::MAX);
    sectors.extend(table.iter().flat_map(|next| next.to_le_bytes()));
    sectors.extend(left_over);
    let mut header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    header.resize(24, 0);
    header.extend(u16s(&[0x3e, 3, 0xfffe, 9, 6, 0, 0, 0, 0, 0]));
    for number in [1, at, 0, 4096, u32::MAX - 1, 0, u32::MAX - 1, 0, places] {
        header.extend(number.to_le_bytes());
    }
    header.resize(512, 0xff);
    header.extend(sectors);
    header
}

pub(super) fn plain() -> Vec<u8> {
    compound(&[("Workbook", stream(&Sheet::default()))], &[])
}

#[track_caller]
fn only(sheet: &Sheet, code: &str) {
    let wanted: BTreeSet<_> = [code].into_iter().filter(|code| !code.is_empty()).collect();
    let file = compound(&[("Workbook", stream(sheet))], &[]);
    assert_eq!(codes(&file, "cards.xls"), wanted);
}

#[test]
fn runs_and_sizes_that_nobody_sees_are_found_in_an_old_workbook() {
    let found = |sheet: &Sheet| codes(&compound(&[("Workbook", stream(sheet))], &[]), "cards.xls");
    let before = |id: u16, fields: &[u16]| Sheet {
        before: record(id, &u16s(fields)),
        ..Sheet::default()
    };
    assert!(found(&before(0x55, &[8])).is_empty());
    assert!(found(&before(0x55, &[0])).contains("hidden-columns"));
    assert!(found(&before(0x225, &[0, 255])).is_empty());
    assert!(found(&before(0x225, &[2, 255])).contains("hidden-rows"));
    assert!(found(&before(0x225, &[0, 0])).contains("hidden-rows"));
    let run = |font: u16| Sheet {
        runs: u16s(&[2, font]),
        ..Sheet::default()
    };
    assert!(found(&run(0)).is_empty());
    assert!(found(&run(1)).contains("invisible-text"));
}

#[test]
fn a_plain_old_workbook_passes_and_its_rows_are_counted() {
    only(&Sheet::default(), "");
    assert_eq!(report(&plain(), "cards.xls").rows(), 2);
}

#[test]
fn what_an_old_workbook_does_not_show_is_found() {
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
            row_flags: 0x20,
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
    let more = |id: u16| Sheet {
        more: record(id, &[0; 40]),
        ..Sheet::default()
    };
    only(&more(0x1c), "comment");
    only(&more(0xaf), "scenario");
    only(&more(0x1aa), "custom-view");
    only(&more(0x1ad), "power-query");
    let global = |global: Vec<u8>| Sheet {
        global,
        ..Sheet::default()
    };
    only(&global(record(0xd5, &[0; 2])), "pivot-cache");
    only(
        &global(record(0x1ae, &u16s(&[1, 4, 0]))),
        "external-link-cache",
    );
    only(&global(record(0x1ae, &u16s(&[1, 0x401]))), "");
    only(&global(record(0x876, &[0; 40])), "connection");
    let name = |flags: u16, tokens: &[u8]| {
        let head = [
            u16s(&[flags]),
            vec![0, 4],
            u16s(&[u16::try_from(tokens.len()).unwrap()]),
            vec![0; 8],
        ];
        global(record(
            0x18,
            &[&head.concat()[..], &[0], b"Rate", tokens].concat(),
        ))
    };
    only(&name(0, &[0x3b, 0, 0]), "");
    only(&name(1, &[0x3b, 0, 0]), "defined-name");
    only(&name(0, &[0x17, 1, 0, 65]), "defined-name");
}

#[test]
fn lists_and_charts_of_an_old_workbook_are_compared_with_its_cells() {
    let list = |value: &str| {
        let tokens = [
            &[0x17, u8::try_from(value.len()).unwrap(), 0][..],
            value.as_bytes(),
        ]
        .concat();
        let titles = [text(""), text(""), text(""), text("")].concat();
        let length = u16s(&[u16::try_from(tokens.len()).unwrap(), 0]);
        let content = [&0x83_u32.to_le_bytes()[..], &titles, &length, &tokens].concat();
        Sheet {
            more: record(0x1be, &content),
            ..Sheet::default()
        }
    };
    only(&list("Constable"), "");
    only(&list("Inspector"), "validation-list");
    let chart = |value: &str| {
        let label = record(0x204, &[u16s(&[0, 0, 0]), text(value)].concat());
        let begin = record(0x809, &u16s(&[0x600, 0x20, 0, 0]));
        Sheet {
            more: [begin, label, record(0x0a, &[])].concat(),
            ..Sheet::default()
        }
    };
    only(&chart("C Charlie"), "");
    only(&chart("Inspector"), "chart-cache");
}

#[test]
fn streams_beside_the_workbook_are_found_by_what_they_are() {
    let with = |name: &str| {
        codes(
            &compound(
                &[
                    ("Workbook", stream(&Sheet::default())),
                    (name, vec![1; 100]),
                ],
                &[],
            ),
            "cards.xls",
        )
    };
    for (name, code) in [
        ("_VBA_PROJECT_CUR", "macros"),
        ("_SX_DB_CUR", "pivot-cache"),
        ("Revision Log", "revision-log"),
        ("MBD00112233", "embedded-object"),
        ("EncryptedPackage", "encrypted"),
        ("Notes", "unknown-part"),
    ] {
        assert_eq!(with(name), BTreeSet::from([code]), "{name}");
    }
    let damaged = BTreeSet::from(["damaged"]);
    assert_eq!(with("\u{5}SummaryInformation"), damaged);
    // a library's four bytes, and no more
    assert_eq!(with("\u{1}Sh33tJ5"), BTreeSet::from(["unknown-part"]));
    let signed = compound(
        &[
            ("Workbook", stream(&Sheet::default())),
            ("\u{1}Sh33tJ5", b"7262".to_vec()),
        ],
        &[],
    );
    assert_eq!(codes(&signed, "cards.xls"), BTreeSet::new());
    let orphan = compound(
        &[("Workbook", stream(&Sheet::default()))],
        b"A Able, once deleted",
    );
    assert_eq!(
        codes(&orphan, "cards.xls"),
        BTreeSet::from(["unlisted-data"])
    );
    let other = compound(&[("WordDocument", vec![1; 100])], &[]);
    assert!(codes(&other, "cards.xls").contains("not-inspected"));
}

#[test]
fn an_old_workbook_that_is_encrypted_or_breaks_off_is_told() {
    only(
        &Sheet {
            global: record(0x2f, &[0; 6]),
            ..Sheet::default()
        },
        "encrypted",
    );
    only(
        &Sheet {
            more: record(0xfd, &[0; 4]),
            ..Sheet::default()
        },
        "damaged",
    );
    let cut = plain();
    assert!(codes(&cut[..900], "cards.xls").contains("damaged"));
}

#[test]
fn places_of_an_old_sheet_are_told() {
    let told = |sheet: &Sheet, code: &str, expected: &str| {
        let file = compound(&[("Workbook", stream(sheet))], &[]);
        assert_eq!(place(&file, "cards.xls", code), expected);
    };
    let hidden = Sheet {
        row_flags: 0x20,
        column_flags: 1,
        style: 1,
        ..Sheet::default()
    };
    told(&hidden, "hidden-rows", "sheet 1 › row 2");
    told(&hidden, "hidden-columns", "sheet 1 › column 2 (B)");
    told(&hidden, "invisible-text", "sheet 1 › row 2 › column 1 (A)");
    let notes = [
        record(0x1c, &u16s(&[4, 2, 0, 1])),
        record(0x1c, &u16s(&[1, 3, 0, 2])),
    ];
    let notes = Sheet {
        more: notes.concat(),
        ..Sheet::default()
    };
    told(
        &notes,
        "comment",
        "sheet 1, first in row 2, column 4 (D), 2 times",
    );
    let list = [
        &0x83_u32.to_le_bytes()[..],
        &text("\0"),
        &text("\0"),
        &text("\0"),
        &text("\0"),
        &u16s(&[8, 0]),
        &[0x17, 5, 0],
        b"Moved",
        &u16s(&[0, 0, 2, 6, 9, 1, 1, 7, 7, 9, 9]),
    ];
    let list = Sheet {
        more: record(0x1be, &list.concat()),
        ..Sheet::default()
    };
    told(&list, "validation-list", "sheet 1 › row 7 › column 2 (B)");
}

#[test]
fn an_old_document_or_mail_is_told_as_one_and_one_under_a_password_as_encrypted() {
    for (stream, name, kind, place) in [
        (
            "__properties_version1.0",
            "a.msg",
            Kind::Mail,
            "a mail that was saved as a file",
        ),
        (
            "WordDocument",
            "a.doc",
            Kind::Document,
            "a document that is no workbook (Word, PowerPoint, RTF or the like)",
        ),
        ("EncryptedPackage", "a.xlsx", Kind::Locked, ""),
    ] {
        let file = compound(&[(stream, b"x".to_vec())], &[]);
        let report = report(&file, name);
        let [finding] = report.findings() else {
            panic!("{name}: one finding of {:?}", report.findings());
        };
        assert_eq!(report.kind(), kind, "{name}");
        assert_eq!(finding.place().to_string(), place, "{name}");
    }
}

#[test]
fn records_that_belong_to_no_sheet_are_found_in_an_old_workbook() {
    let with = |more: &[u8]| {
        let stream = [stream(&Sheet::default()), more.to_vec()].concat();
        codes(&compound(&[("Workbook", stream)], &[]), "cards.xls")
    };
    assert_eq!(with(&[0; 64]), BTreeSet::new());
    for id in [0x204, 0x3d, 0x1234] {
        assert_eq!(
            with(&record(id, b"moved")),
            BTreeSet::from(["unlisted-data"])
        );
    }
}

#[test]
fn an_address_that_says_more_than_a_place_is_found_in_an_old_workbook() {
    let link = |address: &str| {
        let units: Vec<u8> = address
            .encode_utf16()
            .chain([0])
            .flat_map(u16::to_le_bytes)
            .collect();
        let class = b"\xe0\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\0\xaa\0\x4b\xa9\x0b";
        let length = u32::try_from(units.len()).unwrap().to_le_bytes();
        let content = [
            &[0; 24][..],
            &2_u32.to_le_bytes(),
            &3_u32.to_le_bytes(),
            class,
            &length,
            &units,
        ]
        .concat();
        Sheet {
            more: record(0x1b8, &content),
            ..Sheet::default()
        }
    };
    only(&link("https://a.example/cards"), "");
    only(&link("https://a.example/moved%20away"), "margin-text");
    only(&link("mailto:cards?subject=moved"), "margin-text");
}

#[test]
fn a_number_or_text_of_an_old_sheet_is_looked_at_as_its_format_shows_it() {
    let number = |row: u16| {
        let value = 123_456_f64.to_le_bytes();
        record(0x203, &[&u16s(&[row, 1, 2])[..], &value].concat())
    };
    let label = record(0x204, &[u16s(&[3, 1, 2]), text("123456")].concat());
    for (format, more) in [("\"QQ\"000000\"C\"", number(3)), ("\"QQ\"@\"C\"", label)] {
        let format = record(0x41e, &[u16s(&[164]), text(format)].concat());
        let style = record(0xe0, &[u16s(&[0, 164]), vec![0; 16]].concat());
        let with = |global| Sheet {
            global,
            more: more.clone(),
            ..Sheet::default()
        };
        let shown = with([format, style].concat());
        let found = codes(&compound(&[("Workbook", stream(&shown))], &[]), "cards.xls");
        assert!(found.contains("nino"), "{found:?}");
        let plain = compound(&[("Workbook", stream(&with(Vec::new())))], &[]);
        assert!(!codes(&plain, "cards.xls").contains("nino"));
    }
}
