//! Somebody's number in every record of an old workbook that holds a text.

use super::super::codes;
use super::{Sheet, compound, record, stream, text, u16s};

const NUMBER: &str = "QQ123456C";

/// That a number is found there, in one byte a letter and in two, and that nothing is without it.
#[track_caller]
fn told(with: impl Fn(&str) -> Sheet) {
    let found = |value: &str| {
        codes(
            &compound(&[("Workbook", stream(&with(value)))], &[]),
            "cards.xls",
        )
    };
    let codes = found(NUMBER);
    assert!(codes.contains("nino"), "{codes:?}");
    let plain = found("17");
    assert!(!plain.contains("nino"), "{plain:?}");
}

fn global(id: u16, content: &[&[u8]]) -> Sheet {
    Sheet {
        global: record(id, &content.concat()),
        ..Sheet::default()
    }
}

fn more(id: u16, content: &[&[u8]]) -> Sheet {
    Sheet {
        more: record(id, &content.concat()),
        ..Sheet::default()
    }
}

#[test]
fn a_number_in_a_record_of_the_workbook_is_found() {
    // a format, a book that is led to and a copy of its cells, a connection, who wrote it
    told(|value| global(0x41e, &[&u16s(&[164]), &text(&format!("0 \"{value}\""))]));
    told(|value| global(0x1ae, &[&[1, 0, 4, 0, 0], value.as_bytes()]));
    told(|value| global(0x5a, &[&[0; 6], value.as_bytes()]));
    told(|value| global(0x59, &[&[0; 6], value.as_bytes()]));
    told(|value| global(0x876, &[&[0; 6], value.as_bytes()]));
    told(|value| global(0x5c, &[&[0; 3], value.as_bytes()]));
    told(|value| global(0x5b, &[&[0; 6], value.as_bytes()]));
}

#[test]
fn a_number_in_or_behind_a_name_of_cells_is_found() {
    let name = |name: &str, tokens: &[u8], behind: &[u8]| {
        let letters = u8::try_from(name.len()).unwrap();
        let length = u8::try_from(tokens.len()).unwrap();
        let head = [0, 0, 0, letters, length, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        global(0x18, &[&head, name.as_bytes(), tokens, behind])
    };
    told(|value| name(value, &[0x3b, 0, 0], &[]));
    told(|value| name("Rate", &[&[0x3b, 0, 0], value.as_bytes()].concat(), &[]));
    told(|value| name("Rate", &[0x3b, 0, 0], value.as_bytes()));
}

#[test]
fn a_number_in_a_record_of_a_sheet_is_found() {
    // notes, texts of objects, filters, scenarios, tips, links, headers
    told(|value| more(0x1c, &[&[0; 8], value.as_bytes()]));
    told(|value| more(0x1b6, &[&[0; 18], value.as_bytes()]));
    told(|value| more(0x9e, &[&[0; 24], value.as_bytes()]));
    told(|value| more(0xaf, &[&[0; 8], value.as_bytes()]));
    told(|value| more(0x1b8, &[&[0; 32], value.as_bytes()]));
    told(|value| more(0x14, &[&text(value)]));
    let wide: fn(&str) -> Vec<u8> =
        |value| value.encode_utf16().flat_map(u16::to_le_bytes).collect();
    told(|value| {
        more(
            0x800,
            &[&[0, 8, 0, 0, 0, 0, 0, 0, 0, 0], &wide(value), &[0, 0]],
        )
    });
    told(|value| {
        let lengths = u16s(&[3 + u16::try_from(value.len()).unwrap(), 0, 0, 0]);
        more(0x89c, &[&[0; 30], &lengths, &text(value)])
    });
    told(|value| more(0x1ba, &[&text(value)]));
}

#[test]
fn a_text_that_no_cell_of_an_old_workbook_leads_to_is_found() {
    let with = |text_of: &str| {
        let shared = [
            &1_u32.to_le_bytes()[..],
            &1_u32.to_le_bytes(),
            &text(text_of),
        ];
        global(0xfc, &shared)
    };
    let found = |sheet: &Sheet| codes(&compound(&[("Workbook", stream(sheet))], &[]), "cards.xls");
    assert!(found(&with("moved")).contains("orphan-strings"));
    told(with);
}

#[test]
fn a_sheet_that_an_old_workbook_does_not_list_is_found() {
    let begin = record(0x809, &u16s(&[0x600, 0x10, 0, 0]));
    let end = record(0x0a, &[]);
    // behind the end of the sheet that is listed
    let unlisted = Sheet {
        more: [end, begin].concat(),
        ..Sheet::default()
    };
    let found = codes(
        &compound(&[("Workbook", stream(&unlisted))], &[]),
        "cards.xls",
    );
    assert!(found.contains("very-hidden-sheet"), "{found:?}");
}

#[test]
fn a_sentence_in_a_record_of_a_chart_or_behind_the_name_of_a_style_is_found() {
    let sentence = b"she was moved after the complaint";
    let found = |sheet: &Sheet| codes(&compound(&[("Workbook", stream(sheet))], &[]), "cards.xls");
    let begin = record(0x809, &u16s(&[0x600, 0x20, 0, 0]));
    let chart = |content: &[u8]| Sheet {
        more: [begin.clone(), record(0x7777, content), record(0x0a, &[])].concat(),
        ..Sheet::default()
    };
    assert!(found(&chart(&[7; 40])).is_empty());
    assert!(found(&chart(sentence)).contains("custom-xml"));
    let style = |behind: &[u8]| global(0x892, &[&[0; 16], &u16s(&[1]), &[b'A', 0], behind]);
    assert!(found(&style(&[7; 40])).is_empty());
    assert!(found(&style(sentence)).contains("custom-xml"));
}

#[test]
fn a_picture_of_an_old_workbook_is_noted_and_one_of_another_kind_is_not_inspected() {
    let group = |kind: u16, file: &[u8]| {
        // a store of pictures with one, whose head is of eight bytes as its own is
        let picture = [
            &u16s(&[0x6e0, kind])[..],
            &u32::try_from(file.len()).unwrap().to_le_bytes(),
            file,
        ]
        .concat();
        global(0xeb, &[&picture])
    };
    let found = |sheet: &Sheet| codes(&compound(&[("Workbook", stream(sheet))], &[]), "cards.xls");
    let pixel = [&[0; 17][..], b"\x89PNG\r\n\x1a\n"].concat();
    let other = found(&group(0xf01b, &pixel));
    assert!(other.contains("not-inspected"), "{other:?}");
}
