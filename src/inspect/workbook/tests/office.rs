//! Hiding places of Office Open XML.

use std::collections::BTreeSet;

use super::pack::Pack;
use super::{codes, notes, report};

const BOOK: &str = "xl/workbook.xml";
const SHEET: &str = "xl/worksheets/sheet1.xml";

fn found(pack: &Pack) -> BTreeSet<&'static str> {
    codes(&pack.file(), "cards.xlsx")
}

/// That a workbook is suspect for one reason, or for none.
#[track_caller]
fn only(pack: &Pack, code: &str) {
    let wanted: BTreeSet<_> = code.split_whitespace().collect();
    assert_eq!(found(pack), wanted);
}

#[test]
fn a_plain_workbook_is_no_more_than_worth_a_note() {
    let file = Pack::plain().file();
    assert_eq!(codes(&file, "cards.xlsx"), BTreeSet::new());
    assert_eq!(notes(&file, "cards.xlsx"), BTreeSet::from(["creator"]));
    assert_eq!(report(&file, "cards.xlsx").rows(), 3);
}

#[test]
fn a_sheet_that_is_not_shown_is_found() {
    let state =
        |state: &str| Pack::plain().put(BOOK, "sheetId=", &format!("state=\"{state}\" sheetId="));
    only(&state("visible"), "");
    only(&state("hidden"), "hidden-sheet");
    only(&state("veryHidden"), "very-hidden-sheet");
    only(&state("what"), "very-hidden-sheet");
}

#[test]
fn a_sheet_that_the_workbook_does_not_list_is_found() {
    let sheet =
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>";
    let pack = Pack::plain().with(BOOK, "worksheet", "xl/worksheets/sheet2.xml", sheet);
    only(&pack, "very-hidden-sheet");
}

#[test]
fn rows_and_columns_that_are_not_shown_are_found() {
    let row = |attributes: &str| {
        Pack::plain().put(SHEET, "<row r=\"3\"", &format!("<row r=\"3\" {attributes}"))
    };
    only(&row("hidden=\"0\""), "");
    only(&row("hidden=\"1\""), "hidden-rows");
    only(&row("ht=\"0\" customHeight=\"1\""), "hidden-rows");
    only(&row("ht=\"20\""), "");
    let column = |attributes: &str| {
        Pack::plain().put(
            SHEET,
            "<sheetData>",
            &format!("<cols><col {attributes}/></cols><sheetData>"),
        )
    };
    only(&column("min=\"2\" max=\"2\" width=\"9\""), "");
    only(
        &column("min=\"2\" max=\"2\" hidden=\"true\""),
        "hidden-columns",
    );
    only(&column("min=\"2\" max=\"2\" width=\"0\""), "hidden-columns");
    only(&column("min=\"20\" max=\"20\" width=\"0.1\""), "");
    only(
        &column("min=\"20\" max=\"16384\" hidden=\"1\""),
        "hidden-columns",
    );
    let flat = Pack::plain().put(SHEET, "defaultRowHeight=\"15\"", "defaultRowHeight=\"0\"");
    only(&flat, "hidden-rows");
}

#[test]
fn the_name_that_an_idle_filter_of_the_sheet_leaves_is_no_more_than_a_note() {
    let pack = |filter: &str, cells: &str| {
        let name = format!(
            "</sheets><definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">Cards!{cells}</definedName></definedNames>"
        );
        Pack::plain().behind(filter).put(BOOK, "</sheets>", &name)
    };
    let idle = "<autoFilter ref=\"A1:C4\"/>";
    only(&pack(idle, "$A$1:$C$4"), "");
    // other cells, no filter, one that filters, a header alone, a row that is not shown, a name of another kind
    only(&pack(idle, "$A$1:$C$9"), "defined-name");
    only(&pack("", "$A$1:$C$4"), "defined-name");
    only(
        &pack(
            "<autoFilter ref=\"A1:C4\"><filterColumn colId=\"0\"/></autoFilter>",
            "$A$1:$C$4",
        ),
        "defined-name",
    );
    only(
        &pack("<autoFilter ref=\"A1:C1\"/>", "$A$1:$C$1"),
        "defined-name",
    );
    let hidden = pack(idle, "$A$1:$C$4").put(SHEET, "<row r=\"3\"", "<row r=\"3\" hidden=\"1\"");
    assert_eq!(
        found(&hidden),
        BTreeSet::from(["defined-name", "hidden-rows"])
    );
    only(
        &pack(idle, "$A$1:$C$4").put(BOOK, "_xlnm._FilterDatabase", "Area"),
        "defined-name",
    );
}

#[test]
fn rows_that_a_filter_hides_are_found_as_such() {
    let filter = "<autoFilter ref=\"A1:C4\"><filterColumn colId=\"0\"/></autoFilter>";
    only(&Pack::plain().behind(filter), "");
    let hidden =
        Pack::plain()
            .behind(filter)
            .put(SHEET, "<row r=\"3\"", "<row r=\"3\" hidden=\"1\"");
    assert_eq!(
        found(&hidden),
        BTreeSet::from(["filtered-rows", "hidden-rows"])
    );
    let table = Pack::plain()
        .with(
            SHEET,
            "table",
            "xl/tables/table1.xml",
            "<table><autoFilter><filterColumn/></autoFilter></table>",
        )
        .put(SHEET, "<row r=\"3\"", "<row r=\"3\" hidden=\"1\"");
    assert_eq!(
        found(&table),
        BTreeSet::from(["filtered-rows", "hidden-rows"])
    );
}

#[test]
fn cells_that_show_nothing_are_found() {
    let style = |number: u32| {
        Pack::plain().put(SHEET, "<c r=\"A2\"", &format!("<c r=\"A2\" s=\"{number}\""))
    };
    only(&style(0), "");
    only(&style(1), "invisible-text");
    // white on a dark ground
    only(&style(2), "");
    only(&style(3), "invisible-text");
    only(
        &style(1).put("xl/styles.xml", "FFFFFFFF", "FFFAFBFC"),
        "invisible-text",
    );
    only(
        &style(1).put("xl/styles.xml", "rgb=\"FFFFFFFF\"", "theme=\"0\""),
        "invisible-text",
    );
    only(
        &style(1).put(
            "xl/styles.xml",
            "<color rgb=\"FFFFFFFF\"/>",
            "<sz val=\"1\"/>",
        ),
        "invisible-text",
    );
    let run = "<si><r><rPr><color rgb=\"FFFFFFFF\"/></rPr><t>C Charlie</t></r></si>";
    let pack = Pack::plain().put("xl/sharedStrings.xml", "<si><t>C Charlie</t></si>", run);
    only(&pack, "invisible-text");
    only(
        &pack.put("xl/sharedStrings.xml", "FFFFFFFF", "FF102030"),
        "",
    );
}

#[test]
fn a_value_that_a_merged_cell_covers_is_found() {
    let merged = |range: &str| {
        Pack::plain().behind(&format!(
            "<mergeCells><mergeCell ref=\"{range}\"/></mergeCells>"
        ))
    };
    only(&merged("D1:F9"), "");
    only(&merged("C3:D9"), "");
    only(&merged("B3:C3"), "invisible-text");
    only(&merged("A3:A4"), "invisible-text");
}

#[test]
fn a_rule_that_hides_cells_is_found() {
    let rule = |colour: &str| {
        Pack::plain()
            .put("xl/styles.xml", "</cellXfs>", &format!("</cellXfs><dxfs><dxf><font><color rgb=\"{colour}\"/></font></dxf></dxfs>"))
            .behind("<conditionalFormatting sqref=\"A1\"><cfRule type=\"expression\" dxfId=\"0\"><formula>TRUE</formula></cfRule></conditionalFormatting>")
    };
    only(&rule("FFFFFFFF"), "invisible-text");
    only(&rule("FF990000"), "");
}

#[test]
fn cells_far_from_the_table_are_found() {
    let far = |row: u32, cell: &str| {
        Pack::plain().put(
            SHEET,
            "</sheetData>",
            &format!("<row r=\"{row}\"><c r=\"{cell}{row}\"><v>1</v></c></row></sheetData>"),
        )
    };
    only(&far(9, "A"), "");
    // a note below is on the screen still
    only(&far(34, "A"), "");
    only(&far(35, "A"), "far-cells");
    only(&far(1_048_576, "A"), "far-cells");
    only(&far(5, "ZZ"), "far-cells");
    only(&far(90, "ZZ"), "far-cells");
    only(&far(5, "F"), "extra-cells");
    only(&far(5, "C"), "");
}

#[test]
fn names_that_hold_a_value_or_are_hidden_are_found() {
    let name = |attributes: &str, value: &str| {
        Pack::plain().put(BOOK, "</sheets>", &format!("</sheets><definedNames><definedName name=\"Rate\" {attributes}>{value}</definedName></definedNames>"))
    };
    only(&name("", "Cards!$A$1:$C$4"), "");
    only(&name("hidden=\"1\"", "Cards!$A$1:$C$4"), "defined-name");
    only(&name("", "0.75"), "defined-name");
    only(&name("", "&quot;Able&quot;"), "defined-name");
    only(&name("", "{1,2}"), "defined-name");
}

#[test]
fn a_list_is_found_only_if_no_visible_cell_holds_its_values() {
    let list = |list: &str| {
        Pack::plain().behind(&format!("<dataValidations><dataValidation type=\"list\" sqref=\"B2\"><formula1>{list}</formula1></dataValidation></dataValidations>"))
    };
    only(&list("$B$2:$B$3"), "");
    only(&list("&quot;Constable,Sergeant&quot;"), "");
    only(&list("&quot;Constable,Inspector&quot;"), "validation-list");
    let hidden = list("&quot;Constable,Sergeant&quot;").put(
        SHEET,
        "<row r=\"3\"",
        "<row r=\"3\" hidden=\"1\"",
    );
    assert!(found(&hidden).contains("validation-list"));
}

#[test]
fn a_text_that_no_cell_refers_to_is_found() {
    let more = |text: &str| {
        Pack::plain().put(
            "xl/sharedStrings.xml",
            "</sst>",
            &format!("<si><t>{text}</t></si></sst>"),
        )
    };
    only(&more("D Delta"), "orphan-strings");
    only(&more("C Charlie"), "");
    only(&more(" "), "");
    // a cell that holds the same text itself
    let inline = "<c r=\"A9\" t=\"inlineStr\"><is><t>D Delta</t></is></c>";
    let pack = more("D Delta").put(
        SHEET,
        "</sheetData>",
        &format!("<row r=\"9\">{inline}</row></sheetData>"),
    );
    only(&pack, "");
}

#[test]
fn a_chart_is_found_only_if_its_copy_holds_more_than_the_visible_cells() {
    let chart = |text: &str, number: &str| {
        let xml = format!(
            "<c:chartSpace xmlns:c=\"urn:c\"><c:chart><c:title>Cards</c:title><c:strCache><c:pt idx=\"0\"><c:v>{text}</c:v></c:pt></c:strCache><c:numCache><c:formatCode>General</c:formatCode><c:pt><c:v>{number}</c:v></c:pt></c:numCache></c:chart></c:chartSpace>"
        );
        Pack::plain()
            .with(
                SHEET,
                "drawing",
                "xl/drawings/drawing1.xml",
                "<wsDr><sp><t>Cards</t></sp></wsDr>",
            )
            .with(
                "xl/drawings/drawing1.xml",
                "chart",
                "xl/charts/chart1.xml",
                &xml,
            )
    };
    only(&chart("Sergeant", "18.0"), "");
    only(&chart("Inspector", "18"), "chart-cache");
    only(&chart("C Charlie", "19"), "chart-cache");
    let hidden = chart("Sergeant", "17").put(SHEET, "<row r=\"3\"", "<row r=\"3\" hidden=\"1\"");
    assert!(found(&hidden).contains("chart-cache"));
}

#[test]
fn what_a_sheet_holds_beside_its_cells_is_found() {
    only(&Pack::plain().behind("<scenarios><scenario name=\"a\"><inputCells r=\"A1\" val=\"1\"/></scenario></scenarios>"), "scenario");
    only(
        &Pack::plain().behind("<customSheetViews><customSheetView guid=\"x\"/></customSheetViews>"),
        "custom-view",
    );
    only(
        &Pack::plain().behind("<customProperties><customPr name=\"x\"/></customProperties>"),
        "custom-property",
    );
    only(&Pack::plain().behind("<sheetProtection sheet=\"1\"/><headerFooter><oddHeader>Cards</oddHeader></headerFooter>"), "");
    let header = |text: &str| {
        Pack::plain().behind(&format!(
            "<headerFooter><oddHeader>{text}</oddHeader></headerFooter>"
        ))
    };
    for text in [
        "&amp;CQQ 12 34 56 C",
        "&amp;L&amp;&quot;Arial,Bold&quot;QQ123456C",
        "&amp;R&amp;12QQ123456C",
        "&amp;KFF0000QQ123456C",
    ] {
        assert_eq!(
            found(&header(text)),
            BTreeSet::from(["margin-text", "nino"])
        );
    }
    only(&header("&amp;CPage &amp;P of &amp;N"), "");
    only(&Pack::plain().behind("<!-- Able -->"), "custom-xml");
    only(
        &Pack::plain().behind("<extLst><ext><x>Able</x></ext></extLst>"),
        "custom-xml",
    );
}

#[test]
fn a_text_that_goes_on_below_what_its_row_shows_is_found() {
    let cell = |attributes: &str, text: &str| {
        Pack::plain()
            .put(SHEET, "<row r=\"2\"", &format!("<row r=\"2\" {attributes}"))
            .put(SHEET, "Constable", text)
    };
    let shared = |attributes: &str, text: &str| {
        Pack::plain()
            .put(SHEET, "<row r=\"4\"", &format!("<row r=\"4\" {attributes}"))
            .put("xl/sharedStrings.xml", "C Charlie", text)
    };
    let far = "Constable\n\n\n\n\nmoved";
    for with in [&cell as &dyn Fn(&str, &str) -> Pack, &shared] {
        only(&with("ht=\"15\" customHeight=\"1\"", far), "invisible-text");
        only(&with("ht=\"90\" customHeight=\"1\"", far), "");
        only(&with("", far), "");
        only(&with("ht=\"15\"", "1 Long Room\nUpstairs"), "");
    }
}
