//! Somebody's number in every place of a workbook that holds a text, and the signs of places that are seldom there.

use std::collections::BTreeSet;

use super::pack::Pack;
use super::{codes, notes};

const BOOK: &str = "xl/workbook.xml";
const SHEET: &str = "xl/worksheets/sheet1.xml";
const NUMBER: &str = "QQ123456C";

fn found(pack: &Pack) -> BTreeSet<&'static str> {
    codes(&pack.file(), "cards.xlsx")
}

#[track_caller]
fn only(pack: &Pack, code: &str) {
    let wanted: BTreeSet<_> = code.split_whitespace().collect();
    assert_eq!(found(pack), wanted);
}

/// That a number is found there, and that nothing is without it.
#[track_caller]
fn told(with: impl Fn(&str) -> Pack) {
    let codes = found(&with(NUMBER));
    assert!(codes.contains("nino"), "{codes:?}");
    let plain = found(&with("17"));
    assert!(!plain.contains("nino"), "{plain:?}");
}

fn book(xml: &str) -> Pack {
    Pack::plain().put(BOOK, "</sheets>", &format!("</sheets>{xml}"))
}

#[test]
fn a_number_that_the_workbook_says_of_itself_is_found() {
    let defined = |attributes: &str, value: &str| {
        book(&format!(
            "<definedNames><definedName name=\"Area\" {attributes}>{value}</definedName></definedNames>"
        ))
    };
    told(|value| {
        book(&format!(
            "<bookViews><workbookView foo=\"{value}\"/></bookViews>"
        ))
    });
    told(|value| defined(&format!("comment=\"{value}\""), "Cards!$A$1"));
    told(|value| defined("", &format!("Cards!$A$1+{value}")));
    told(|value| {
        book(&format!(
            "<definedNames><definedName name=\"{value}\">Cards!$A$1</definedName></definedNames>"
        ))
    });
    told(|value| {
        book(&format!(
            "<customWorkbookViews><customWorkbookView name=\"{value}\"/></customWorkbookViews>"
        ))
    });
    told(|value| book(&format!("<x15ac:absPath url=\"{value}\"/>")));
    told(|value| book(&format!("<fileSharing userName=\"{value}\"/>")));
    told(book);
}

#[test]
fn what_the_workbook_says_of_itself_is_told_by_its_kind() {
    let defined = |attributes: &str| {
        book(&format!(
            "<definedNames><definedName name=\"Area\" {attributes}>Cards!$A$1</definedName></definedNames>"
        ))
    };
    only(&defined("function=\"0\""), "");
    for kind in ["function", "vbProcedure", "xlm"] {
        only(&defined(&format!("{kind}=\"1\"")), "macros");
    }
    only(
        &book("<customWorkbookViews><customWorkbookView name=\"A\"/></customWorkbookViews>"),
        "custom-view",
    );
    let bare = Pack::plain().put(
        "docProps/core.xml",
        "<dc:creator>cardsieve</dc:creator>",
        "",
    );
    let is_noted = |xml: &str| {
        let pack = bare
            .clone()
            .put(BOOK, "</sheets>", &format!("</sheets>{xml}"));
        notes(&pack.file(), "cards.xlsx").contains("creator")
    };
    assert!(!is_noted(""));
    assert!(is_noted("<x15ac:absPath url=\"17\"/>"));
    assert!(is_noted("<fileSharing userName=\"A\"/>"));
}

#[test]
fn a_number_in_a_chart_is_found() {
    let chart = |xml: &str| {
        let part =
            format!("<c:chartSpace xmlns:c=\"urn:c\"><c:chart>{xml}</c:chart></c:chartSpace>");
        let drawing = "xl/drawings/drawing1.xml";
        Pack::plain()
            .with(SHEET, "drawing", drawing, "<wsDr/>")
            .with(drawing, "chart", "xl/charts/chart1.xml", &part)
    };
    told(|value| chart(&format!("<c:title foo=\"{value}\"/>")));
    told(|value| chart(&format!("<c:title>{value}</c:title>")));
    told(|value| chart(&format!("<!--{value}-->")));
    only(&chart("<c:title/>"), "");
    only(&chart("<c:moved/>"), "custom-xml");
    let footer = |text: &str| chart(&format!("<c:oddFooter>{text}</c:oddFooter>"));
    only(&footer("&amp;CPage &amp;P"), "");
    only(&footer("&amp;Cmoved"), "chart-cache");
    let other = Pack::plain()
        .with(SHEET, "drawing", "xl/drawings/drawing1.xml", "<wsDr/>")
        .with(
            "xl/drawings/drawing1.xml",
            "chart",
            "xl/charts/chart1.xml",
            "<c:moved xmlns:c=\"urn:c\"/>",
        );
    assert!(found(&other).contains("unknown-part"));
}

#[test]
fn a_number_in_a_formula_is_found() {
    let cell = |formula: &str| {
        Pack::plain().behind("").put(
            SHEET,
            "</sheetData>",
            &format!(
                "<row r=\"5\"><c r=\"A5\" t=\"str\"><f>{formula}</f><v>D</v></c></row></sheetData>"
            ),
        )
    };
    told(|value| cell(&format!("A1&amp;&quot;{value}&quot;")));
    told(|value| cell(&format!("she_was_moved_{value}+A1")));
}

#[test]
fn a_cell_that_is_longer_or_goes_further_down_than_one_does_is_found() {
    let cell = |text: &str| Pack::plain().put(SHEET, "Constable", text);
    only(&cell(&"a ".repeat(16_383)), "");
    only(&cell(&"a ".repeat(16_384)), "long-cell");
    only(&cell(&format!("A{}B", "\n".repeat(12))), "");
    only(&cell(&format!("A{}B", "\n".repeat(13))), "invisible-text");
}

#[test]
fn a_workbook_that_does_not_say_where_it_is_is_damaged() {
    let mut pack = Pack::bare();
    pack.part("xl/workbook.xml.moved", "<workbook/>");
    pack.part("xl/workbook.xml", "<workbook/>");
    assert!(found(&pack).contains("damaged"));
}

#[test]
fn a_sheet_of_macros_and_a_text_that_no_cell_shows_are_looked_at() {
    let sheet = Pack::plain().with(
        BOOK,
        "xlMacrosheet",
        "xl/macrosheets/sheet9.xml",
        "<xm:macrosheet xmlns:xm=\"urn:x\"/>",
    );
    assert!(found(&sheet).contains("macros"));
    told(|value| {
        Pack::plain().put(
            "xl/sharedStrings.xml",
            "</sst>",
            &format!("<si><t>{value}</t></si></sst>"),
        )
    });
    told(|value| {
        Pack::plain().with(
            SHEET,
            "printerSettings",
            "xl/printerSettings/printerSettings1.bin",
            value,
        )
    });
    let printer = |text: &str| {
        Pack::plain().with(
            SHEET,
            "printerSettings",
            "xl/printerSettings/printerSettings1.bin",
            text,
        )
    };
    only(&printer("she was moved after the complaint"), "custom-xml");
}

#[test]
fn a_number_beside_the_cells_of_a_sheet_is_found() {
    let behind = |xml: &str, value: &str| Pack::plain().behind(&xml.replace("{}", value));
    for xml in [
        "<scenarios><scenario name=\"a\"><inputCells r=\"A1\" val=\"{}\"/></scenario></scenarios>",
        "<dataValidations><dataValidation type=\"list\" sqref=\"A1\"><formula1>\"{}\"</formula1></dataValidation></dataValidations>",
        "<extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting><xm:sqref>{}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>",
        "<controls><control><anchor><from><xdr:col>{}</xdr:col></from></anchor></control></controls>",
        "<extLst>{}</extLst>",
        "<oddHeader>&amp;C{}</oddHeader>",
    ] {
        told(|value| behind(xml, value));
    }
    told(|value| {
        Pack::plain().put(
            SHEET,
            "<sheetData>",
            &format!("<sheetPr codeName=\"{value}\"/><sheetData>"),
        )
    });
}

#[test]
fn what_a_cell_says_of_itself_is_found() {
    let cell = |xml: &str| {
        Pack::plain().put(
            SHEET,
            "</sheetData>",
            &format!("<row r=\"5\">{xml}</row></sheetData>"),
        )
    };
    only(&cell("<c r=\"A5\"><v>17</v></c>"), "");
    for odd in [
        "<c r=\"A5 moved\"><v>17</v></c>",
        "<c r=\"A5\" s=\"moved\"><v>17</v></c>",
        "<c r=\"A5\" t=\"moved\"><v>17</v></c>",
        "<c r=\"A5\" t=\"n\"><v>moved</v></c>",
        "<c r=\"A5\"><moved/><v>17</v></c>",
        "<c r=\"A5\" t=\"inlineStr\"><is><t>17</t><rPh sb=\"0\" eb=\"1\"><t>moved</t></rPh></is></c>",
    ] {
        let found = found(&cell(odd));
        assert!(found.contains("custom-xml"), "{odd}: {found:?}");
    }
    only(
        &cell(
            "<c r=\"A5\" t=\"inlineStr\"><is><t>17</t><rPh sb=\"0\" eb=\"1\"><t>\u{30ab}</t></rPh></is></c>",
        ),
        "",
    );
    told(|value| {
        cell(&format!(
            "<c r=\"A5\" t=\"inlineStr\"><is><t>17</t><rPh sb=\"0\" eb=\"1\"><t>{value}</t></rPh></is></c>"
        ))
    });
    told(|value| cell(&format!("<c r=\"A5\"><v foo=\"{value}\">17</v></c>")));
    for damaged in [
        "<c r=\"A5\" t=\"s\"><v>moved</v></c>",
        "<c r=\"A5\" t=\"s\"><v>9</v></c>",
    ] {
        let found = found(&cell(damaged));
        assert!(found.contains("damaged"), "{damaged}: {found:?}");
    }
    let row = Pack::plain().put(SHEET, "<row r=\"4\"", "<row r=\"4\" ht=\"moved away\"");
    only(&row, "custom-xml");
    let computed = cell("<c r=\"A5\"><f>10+7</f><v>17</v></c>");
    assert!(notes(&computed.file(), "cards.xlsx").contains("formula-cells"));
}

#[test]
fn a_number_in_shared_texts_beside_what_they_show_is_found() {
    let strings = |xml: &str| {
        Pack::plain().put(
            "xl/sharedStrings.xml",
            "</t></si>",
            &format!("</t>{xml}</si>"),
        )
    };
    let reading = |text: &str| strings(&format!("<rPh sb=\"0\" eb=\"1\"><t>{text}</t></rPh>"));
    told(reading);
    only(&reading("moved"), "custom-xml");
    only(&reading("\u{30ab}"), "");
    told(|value| Pack::plain().put("xl/sharedStrings.xml", "</si>", &format!("</si>{value}")));
    told(|value| {
        Pack::plain().put(
            "xl/styles.xml",
            "</styleSheet>",
            &format!("{value}</styleSheet>"),
        )
    });
}

#[test]
fn a_number_in_the_properties_of_a_workbook_is_found() {
    let core = |xml: &str| {
        Pack::plain().put(
            "docProps/core.xml",
            "<dc:creator>",
            &format!("{xml}<dc:creator>"),
        )
    };
    told(|value| core(&format!("<dc:title foo=\"{value}\"/>")));
    told(|value| core(value));
    only(&core("moved"), "custom-property");
    assert!(found(&core("<dc:title>file:///C:/Able</dc:title>")).contains("connection"));
    assert!(!found(&core("<dc:title>Able</dc:title>")).contains("connection"));
}

#[test]
fn a_number_in_the_value_of_a_rich_cell_is_found() {
    let values = |xml: &str| {
        Pack::plain().with(
            BOOK,
            "rdRichValue",
            "xl/richData/rdrichvalue.xml",
            &format!("<rvData count=\"1\"><rv s=\"0\">{xml}</rv></rvData>"),
        )
    };
    told(|value| values(&format!("<v>{value}</v>")));
    told(|value| values(&format!("<v foo=\"{value}\">0</v>")));
    told(|value| values(&format!("<!--{value}-->")));
}

#[test]
fn a_package_without_types_or_with_names_of_nobodys_is_told() {
    let bare: Vec<_> = super::pack::entries(&Pack::plain().file());
    let gone: Vec<_> = bare
        .iter()
        .filter(|(name, _)| name != "[Content_Types].xml")
        .cloned()
        .collect();
    let found = codes(&super::pack::zip(&gone), "cards.xlsx");
    assert!(found.contains("damaged"), "{found:?}");
    let relations: Vec<_> = bare
        .into_iter()
        .map(|(name, content)| match name.as_str() {
            "_rels/.rels" => {
                let text = String::from_utf8(content).unwrap();
                (
                    name,
                    text.replace("</Relationships>", "<moved/></Relationships>")
                        .into_bytes(),
                )
            }
            _ => (name, content),
        })
        .collect();
    let found = codes(&super::pack::zip(&relations), "cards.xlsx");
    assert_eq!(found, BTreeSet::from(["custom-xml"]));
}

#[test]
fn a_long_text_beside_the_cells_is_looked_at_to_its_end() {
    let long = |value: &str| {
        book(&format!(
            "<fileSharing userName=\"{} {value} {}\"/>",
            "a ".repeat(1000),
            "a ".repeat(140_000)
        ))
    };
    told(long);
    let kept = |value: &str| {
        book(&format!(
            "<fileSharing userName=\"{} {value}\"/>",
            "a ".repeat(140_000)
        ))
    };
    told(kept);
}
