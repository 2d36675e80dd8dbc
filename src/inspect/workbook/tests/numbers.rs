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
    told(|value| book(value));
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
