//! What stands beside the cells of an old workbook, whatever it says.

use std::collections::BTreeSet;

use super::super::{codes, notes, place};
use super::{Sheet, compound, only, record, stream, text, u16s};

/// Of no form that any detector knows.
const TEXT: &str = "she was moved after the complaint";

fn more(id: u16, content: &[u8]) -> Sheet {
    Sheet {
        more: record(id, content),
        ..Sheet::default()
    }
}

fn global(id: u16, content: &[u8]) -> Sheet {
    Sheet {
        global: record(id, content),
        ..Sheet::default()
    }
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn messages_links_and_headers_of_an_old_workbook_are_found() {
    for place in 0..4 {
        let message = |words: &str| {
            let texts: Vec<u8> = (0..4)
                .flat_map(|at| text(if at == place { words } else { "\0" }))
                .collect();
            more(0x1be, &[&1_u32.to_le_bytes()[..], &texts, &[0; 8]].concat())
        };
        only(&message(TEXT), "validation-list");
        only(&message("Constable"), "");
        only(&message("\0"), "");
    }
    let tip = |words: &str| {
        more(
            0x800,
            &[&[0, 8, 0, 0, 0, 0, 0, 0, 0, 0][..], &wide(words), &[0, 0]].concat(),
        )
    };
    only(&tip(TEXT), "margin-text");
    only(&tip("A Able"), "");
    let link = |words: &str, place: &str| {
        let text = |text: &str| {
            let letters = u32::try_from(text.len() + 1).unwrap().to_le_bytes();
            [&letters[..], &wide(text), &[0, 0]].concat()
        };
        let flags = 0x18_u32.to_le_bytes();
        more(
            0x1b8,
            &[&[0; 8 + 16 + 4][..], &flags, &text(words), &text(place)].concat(),
        )
    };
    only(&link("A Able", "Cards!A1"), "");
    only(&link(TEXT, "Cards!A1"), "margin-text");
    only(&link("A Able", TEXT), "margin-text");
    only(&link("#Cards.A1", "Cards!A1"), "");
    only(&link("#moved.A1", "Cards!A1"), "margin-text");
    for id in [0x14, 0x15] {
        only(&more(id, &text(&format!("&C{TEXT}"))), "margin-text");
        only(&more(id, &text("&CPage &P of &N")), "");
        only(&more(id, &[]), "");
    }
    let pages = |words: &str| {
        let length = u16::try_from(words.len()).unwrap();
        let lengths = u16s(&[0, 0, length, 0]);
        more(0x89c, &[&[0; 30][..], &lengths, &text(words)].concat())
    };
    only(&pages("&CPage &P"), "");
    only(&pages(TEXT), "margin-text");
}

#[test]
fn titles_formats_and_names_of_code_of_an_old_workbook_are_found() {
    let title = |words: &str| {
        let begin = record(0x809, &u16s(&[0x600, 0x20, 0, 0]));
        let length = u8::try_from(words.len()).unwrap();
        let text = record(0x100d, &[&[0, 0, length, 0][..], words.as_bytes()].concat());
        Sheet {
            more: [begin, text, record(0x0a, &[])].concat(),
            ..Sheet::default()
        }
    };
    only(&title("Constable"), "");
    only(&title("Cards"), "");
    only(&title("moved"), "chart-cache");
    let whole = [&[0, 0, 5, 0][..], b"moved"].concat();
    only(&more(0x100d, &whole), "chart-cache");
    let format = |code: &str| global(0x41e, &[u16s(&[164]), text(code)].concat());
    only(&format("0 \"kg\""), "");
    only(&format("\"Employee number \"0"), "invisible-text");
    for (sheet, plain) in [
        (global as fn(u16, &[u8]) -> Sheet, "ThisWorkbook"),
        (more, "Sheet1"),
    ] {
        only(&sheet(0x1ba, &text(plain)), "");
        only(&sheet(0x1ba, &text("moved")), "custom-xml");
    }
    only(&more(0x1ba, &text("Cards")), "");
}

#[test]
fn a_sentence_in_any_record_of_an_old_workbook_is_found() {
    for sheet in [more as fn(u16, &[u8]) -> Sheet, global] {
        for id in [0x1af, 0x7777] {
            only(&sheet(id, TEXT.as_bytes()), "custom-xml");
            only(&sheet(id, &wide(TEXT)), "custom-xml");
            only(&sheet(id, &[7; 60]), "");
        }
    }
}

#[test]
fn a_cell_that_is_there_twice_is_found_in_an_old_workbook() {
    let label =
        |row: u16, column: u16| more(0x204, &[u16s(&[row, column, 0]), text("Able")].concat());
    only(&label(2, 1), "");
    only(&label(1, 1), "duplicate-cell");
    only(&label(0, 0), "duplicate-cell");
    only(&more(0x201, &u16s(&[1, 1, 0])), "duplicate-cell");
    only(&more(0xbe, &u16s(&[1, 1, 0, 0, 2])), "duplicate-cell");
    only(&more(0xbe, &u16s(&[2, 1, 0, 0, 2])), "");
}

#[test]
fn widths_and_layouts_that_hide_are_found_in_an_old_workbook() {
    only(&more(0x99, &u16s(&[2000])), "");
    // the column that is told of is shown all the same
    only(&more(0x99, &u16s(&[0])), "hidden-columns");
    let style = |layout: u8, indent: u8| {
        let content = [&u16s(&[0, 0, 0])[..], &[layout, 0, indent], &[0; 11]].concat();
        Sheet {
            style: 2,
            global: record(0xe0, &content),
            before: record(0x55, &u16s(&[2])),
            ..Sheet::default()
        }
    };
    only(&style(1, 0), "");
    only(&style(4, 0), "invisible-text");
    only(&style(0, 7), "invisible-text");
    only(&style(0, 2), "");
}

/// A set of properties of one section: the number of each, and its text.
fn properties(texts: &[(u32, &str)]) -> Vec<u8> {
    let count = u32::try_from(texts.len()).unwrap();
    let mut places = Vec::new();
    let mut values = Vec::new();
    for (number, text) in texts {
        let at = 8 + 8 * count + u32::try_from(values.len()).unwrap();
        places.extend(number.to_le_bytes());
        places.extend(at.to_le_bytes());
        values.extend(30_u32.to_le_bytes());
        values.extend(u32::try_from(text.len() + 1).unwrap().to_le_bytes());
        values.extend(text.as_bytes());
        values.push(0);
        values.resize(values.len().next_multiple_of(4), 0);
    }
    let size = 8 + u32::try_from(places.len() + values.len()).unwrap();
    let mut set = vec![0xfe, 0xff, 0, 0, 0, 0, 0, 0];
    set.extend([0; 16]);
    set.extend(1_u32.to_le_bytes());
    set.extend([0; 16]);
    set.extend(48_u32.to_le_bytes());
    set.extend(size.to_le_bytes());
    set.extend(count.to_le_bytes());
    set.extend(places);
    set.extend(values);
    set
}

#[test]
fn what_somebody_wrote_into_the_properties_of_an_old_workbook_is_found() {
    let with = |stream_name: &str, texts: &[(u32, &str)]| {
        let streams = [
            ("Workbook", stream(&Sheet::default())),
            (stream_name, properties(texts)),
        ];
        codes(&compound(&streams, &[]), "cards.xls")
    };
    let (first, second) = ("\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation");
    assert_eq!(
        with(first, &[(4, "cardsieve"), (18, "Microsoft Excel")]),
        BTreeSet::new()
    );
    assert_eq!(with(second, &[(15, "Microsoft"), (2, "")]), BTreeSet::new());
    for number in [2, 3, 5, 6, 7, 40] {
        assert_eq!(
            with(first, &[(number, "moved")]),
            BTreeSet::from(["custom-property"]),
            "{number}"
        );
    }
    for (number, text) in [2, 3, 26, 27, 40]
        .map(|number| (number, "moved"))
        .into_iter()
        .chain([(14, TEXT), (15, TEXT)])
    {
        assert_eq!(
            with(second, &[(number, text)]),
            BTreeSet::from(["custom-property"]),
            "{number}"
        );
    }
    // names like the author's
    assert_eq!(
        with(second, &[(14, "Able"), (15, "Example Force")]),
        BTreeSet::new()
    );
    assert_eq!(
        with(first, &[(18, TEXT)]),
        BTreeSet::from(["custom-property"])
    );
}

#[test]
fn what_formulas_and_styles_of_an_old_workbook_say_of_their_own_is_found() {
    let words = |text: &str| {
        let length = u8::try_from(text.len()).unwrap();
        [&[0x17, length, 0][..], text.as_bytes()].concat()
    };
    let parsed = |tokens: &[u8]| [&u16s(&[tokens.len() as u16])[..], tokens].concat();
    let sheet = |records: &[Vec<u8>]| Sheet {
        more: records.concat(),
        ..Sheet::default()
    };
    let at = |sheet: &Sheet| {
        let file = compound(&[("Workbook", stream(sheet))], &[]);
        place(&file, "cards.xls", "invisible-text")
    };
    let formula = |row: u16, value: [u8; 8], said: &[u8]| {
        record(
            6,
            &[&u16s(&[row, 0, 0])[..], &value, &[0; 6], &parsed(said)].concat(),
        )
    };
    let a_text = [0, 0, 0, 0, 0, 0, 0xff, 0xff];
    let shown = |text: &str| record(0x207, &self::text(text));
    for value in [[0; 8], [1, 0, 1, 0, 0, 0, 0xff, 0xff], a_text] {
        only(&sheet(&[formula(3, value, &words("yes"))]), "");
        let moved = sheet(&[formula(3, value, &words("moved")), formula(4, [0; 8], &[])]);
        only(&moved, "invisible-text");
        assert_eq!(at(&moved), "sheet 1 › row 4 › column 1 (A)");
    }
    only(
        &sheet(&[formula(3, a_text, &words("moved")), shown("is moved")]),
        "",
    );
    only(
        &sheet(&[formula(3, a_text, &words("moved")), shown("Able")]),
        "invisible-text",
    );
    // of several cells
    let several = |id: u16, between: usize, said: &str| {
        let content = [
            &u16s(&[4, 5])[..],
            &[2, 2],
            &vec![0; between],
            &parsed(&words(said)),
        ]
        .concat();
        sheet(&[record(id, &content)])
    };
    for (id, between) in [(0x4bc, 2), (0x221, 6)] {
        only(&several(id, between, "no"), "");
        assert_eq!(
            at(&several(id, between, "moved")),
            "sheet 1 › row 5 › column 3 (C)"
        );
    }
    // rules, of both versions
    let rule = |said: &str| {
        let tokens = words(said);
        let begin = record(0x1b0, &u16s(&[1, 0, 6, 6, 1, 1]));
        let lengths = u16s(&[tokens.len() as u16, 0]);
        let rule = record(0x1b1, &[&[2, 0][..], &lengths, &[0; 9], &tokens].concat());
        sheet(&[begin, rule])
    };
    let newer = |said: &str| {
        let tokens = words(said);
        let begin = record(0x879, &[vec![0; 12], u16s(&[1, 0, 6, 6, 1, 1])].concat());
        let lengths = u16s(&[tokens.len() as u16, 0]);
        let content = [&[0; 12][..], &[2, 0], &lengths, &[0; 6], &tokens, &[0; 20]].concat();
        sheet(&[begin, record(0x87a, &content)])
    };
    for rule in [&rule as &dyn Fn(&str) -> Sheet, &newer] {
        only(&rule("no"), "");
        only(&rule("moved"), "invisible-text");
        assert_eq!(at(&rule("moved")), "sheet 1 › row 7 › column 2 (B)");
    }
    let asked = |flags: u32, said: &str| {
        let messages: Vec<u8> = (0..4).flat_map(|_| text("\0")).collect();
        let formula = [&u16s(&[words(said).len() as u16, 0])[..], &words(said)].concat();
        let rest = u16s(&[0, 0, 1, 8, 8, 0, 0]);
        sheet(&[record(
            0x1be,
            &[&flags.to_le_bytes()[..], &messages, &formula, &rest].concat(),
        )])
    };
    only(&asked(7, "no"), "");
    assert_eq!(at(&asked(7, "moved")), "sheet 1 › row 9 › column 1 (A)");
    // a name that holds a text within more
    let name = |tokens: &[u8]| {
        let head = [
            &[0, 0, 0, 4][..],
            &u16s(&[tokens.len() as u16]),
            &[0; 8],
            &[0],
            b"Rate",
        ];
        global(0x18, &[&head.concat()[..], tokens].concat())
    };
    let cell = [0x44, 0, 0, 0, 0];
    only(&name(&cell), "");
    only(
        &name(&[&cell[..], &words("moved"), &[8]].concat()),
        "defined-name",
    );
    // names of fonts and styles
    let font = |name: &str| {
        let length = u8::try_from(name.len()).unwrap();
        global(
            0x31,
            &[
                &u16s(&[220, 0, 8])[..],
                &[0; 8],
                &[length, 0],
                name.as_bytes(),
            ]
            .concat(),
        )
    };
    let style = |name: &str| global(0x293, &[u16s(&[0]), text(name)].concat());
    let later = |id: u16, before: usize, name: &str| {
        let length = u16s(&[name.len() as u16]);
        global(id, &[vec![0; before], length, wide(name)].concat())
    };
    let newer = |name: &str| later(0x892, 16, name);
    let tables = |name: &str| later(0x88f, 18, name);
    for named in [&font as &dyn Fn(&str) -> Sheet, &style, &newer, &tables] {
        only(&named("Times New Roman"), "");
        only(&named("Moved away on sick leave"), "custom-xml");
    }
    // of the program's own
    only(&global(0x293, &[0, 0x80, 0, 0xff]), "");
}

#[test]
fn a_scenario_of_an_old_sheet_is_told_with_the_first_cell_that_it_changes() {
    let scenario = [
        &u16s(&[2])[..],
        &[0, 0, 1, 2, 3, 0],
        b"x",
        &text("Ann"),
        &text("no"),
        &u16s(&[5, 2, 3, 4]),
    ];
    let sheet = more(0xaf, &scenario.concat());
    let file = compound(&[("Workbook", stream(&sheet))], &[]);
    assert_eq!(
        place(&file, "cards.xls", "scenario"),
        "sheet 1 › row 4 › column 5 (E)"
    );
    only(&more(0xaf, &[]), "scenario");
}

#[test]
fn records_that_hold_other_things_are_called_what_they_are() {
    // a copy of cells of another book, a name that is a macro, views, and texts behind a name
    only(
        &global(0x1ae, &[1, 0, 4, 0, 0, 1, b'x']),
        "external-link-cache",
    );
    only(&global(0x1ae, &[1, 0, 1, 4]), "");
    only(&global(0x5a, &[0; 6]), "external-link-cache");
    only(&global(0x59, &[0; 4]), "external-link-cache");
    only(&global(0x1a9, &[0; 20]), "custom-view");
    only(&more(0x1aa, &[0; 20]), "custom-view");
    let name = |flags: u8, behind: &[u8]| {
        let head = [
            &[flags, 0, 0, 4, 3, 0][..],
            &[0; 8],
            &[0],
            b"Rate",
            &[0x3b, 0, 0],
            behind,
        ];
        global(0x18, &head.concat())
    };
    only(&name(0, &[]), "");
    only(&name(2, &[]), "macros");
    only(&name(0, b"\0moved"), "defined-name");
    let listed = |kind: u8| global(0x85, &[&[0, 0, 0, 0, 0, kind, 5, 0][..], b"Other"].concat());
    only(&listed(0), "");
    only(&listed(1), "macros");
    only(&listed(6), "macros");
    // texts that no cell leads to, and a sheet that no list names
    let notes_of = |sheet: &Sheet| {
        let file = compound(&[("Workbook", stream(sheet))], &[]);
        notes(&file, "cards.xls")
    };
    assert!(notes_of(&global(0x5c, &[b'x'; 20])).contains("creator"));
    assert!(notes_of(&more(0x4d, &[0; 4])).contains("printer-settings"));
    let formula = record(6, &[&u16s(&[3, 0, 0])[..], &[0; 16]].concat());
    let formula = Sheet {
        more: formula,
        ..Sheet::default()
    };
    assert!(notes_of(&formula).contains("formula-cells"));
    let sentence = [&[0; 6][..], TEXT.as_bytes()].concat();
    for id in [0x9e, 0x1b1, 0x87a] {
        only(&more(id, &sentence), "custom-xml");
    }
    // a link to somebody's file
    let moniker = b"\x03\x03\0\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";
    let link = [&[0; 32][..], moniker, &[0; 8]].concat();
    only(&more(0x1b8, &link), "connection");
}

#[test]
fn the_name_that_an_idle_filter_of_an_old_sheet_leaves_is_no_more_than_a_note() {
    let with = |flags: u16, name: &str, last: u16, columns: &[u16], more: &[u8]| {
        let tokens = [&[0x3b_u8][..], &u16s(&[0, 0, last, 0, 1])].concat();
        let head = u16s(&[flags]);
        let letters = u8::try_from(name.len()).unwrap();
        let name = [
            &head[..],
            &[0, letters, 11, 0],
            &u16s(&[0, 1, 0, 0]),
            &[0],
            name.as_bytes(),
            &tokens,
        ]
        .concat();
        let filter: Vec<u8> = columns
            .iter()
            .flat_map(|count| record(0x9d, &u16s(&[*count])))
            .collect();
        Sheet {
            global: record(0x18, &name),
            more: [&filter[..], more].concat(),
            ..Sheet::default()
        }
    };
    let own = |last, columns: &[u16], more: &[u8]| with(0x21, "\u{d}", last, columns, more);
    only(&own(2, &[2], &[]), "");
    only(&with(1, "_xlnm._FilterDatabase", 2, &[2], &[]), "");
    let noted = compound(&[("Workbook", stream(&own(2, &[2], &[])))], &[]);
    assert!(notes(&noted, "cards.xls").contains("defined-name"));
    // other columns, no filter, a header alone, one that filters, a name of another kind
    only(&own(2, &[3], &[]), "defined-name");
    only(&own(2, &[], &[]), "defined-name");
    only(&own(0, &[2], &[]), "defined-name");
    only(&own(2, &[2], &record(0x9b, &[])), "defined-name");
    only(&with(0x21, "\u{6}", 2, &[2], &[]), "defined-name");
    only(&with(1, "Area", 2, &[2], &[]), "defined-name");
    let hidden = Sheet {
        row_flags: 0x20,
        ..own(2, &[2], &[])
    };
    let found = codes(
        &compound(&[("Workbook", stream(&hidden))], &[]),
        "cards.xls",
    );
    assert_eq!(found, BTreeSet::from(["defined-name", "hidden-rows"]));
}

#[test]
fn a_name_of_cells_of_an_old_workbook_is_judged_as_a_heading_is() {
    let with = |name: &str| {
        let letters = u8::try_from(name.len()).unwrap();
        let named = [
            &[0, 0, 0, letters, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
            name.as_bytes(),
            &[0x3b],
            &u16s(&[0, 0, 2, 0, 1]),
        ]
        .concat();
        Sheet {
            global: record(0x18, &named),
            ..Sheet::default()
        }
    };
    only(&with("Ranks"), "");
    only(&with("Salary"), "forbidden-key");
}
