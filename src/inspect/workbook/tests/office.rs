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
    let wanted: BTreeSet<_> = [code].into_iter().filter(|code| !code.is_empty()).collect();
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
    only(&far(1_048_576, "A"), "far-cells");
    only(&far(5, "ZZ"), "far-cells");
    only(&far(5, "F"), "");
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
fn every_part_that_no_sheet_shows_is_found_by_its_kind() {
    for (source, kind, name, code) in [
        (
            BOOK,
            "pivotCacheDefinition",
            "xl/pivotCache/pivotCacheDefinition1.xml",
            "pivot-cache",
        ),
        (BOOK, "pivotCacheRecords", "xl/other.xml", "pivot-cache"),
        (
            BOOK,
            "slicerCache",
            "xl/slicerCaches/slicerCache1.xml",
            "slicer-cache",
        ),
        (
            BOOK,
            "timelineCache",
            "xl/timelineCaches/timelineCache1.xml",
            "slicer-cache",
        ),
        (
            BOOK,
            "externalLink",
            "xl/externalLinks/externalLink1.xml",
            "external-link-cache",
        ),
        (BOOK, "connections", "xl/connections.xml", "connection"),
        (
            SHEET,
            "queryTable",
            "xl/queryTables/queryTable1.xml",
            "power-query",
        ),
        (SHEET, "comments", "xl/comments1.xml", "comment"),
        (
            SHEET,
            "threadedComment",
            "xl/threadedComments/threadedComment1.xml",
            "comment",
        ),
        (BOOK, "person", "xl/persons/person.xml", "person"),
        (BOOK, "powerPivotData", "xl/model/item.data", "data-model"),
        (BOOK, "customXml", "customXml/item1.xml", "custom-xml"),
        (
            BOOK,
            "revisionHeaders",
            "xl/revisions/revisionHeaders.xml",
            "revision-log",
        ),
        (
            SHEET,
            "namedSheetView",
            "xl/namedSheetViews/namedSheetView1.xml",
            "custom-view",
        ),
        (BOOK, "vbaProject", "xl/vbaProject.bin", "macros"),
        (
            SHEET,
            "ctrlProp",
            "xl/ctrlProps/ctrlProp1.xml",
            "embedded-object",
        ),
        (
            "",
            "custom-properties",
            "docProps/custom.xml",
            "custom-property",
        ),
        (BOOK, "somethingNew", "xl/something.xml", "unknown-part"),
    ] {
        only(&Pack::plain().with(source, kind, name, "<x/>"), code);
    }
}

#[test]
fn quiet_parts_are_none_unless_they_are_something_else() {
    let with = |kind: &str, name: &str, xml: &str| Pack::plain().with(BOOK, kind, name, xml);
    only(
        &with(
            "theme",
            "xl/theme/theme1.xml",
            "<a:theme xmlns:a=\"urn:a\" name=\"Office\"/>",
        ),
        "",
    );
    only(
        &with(
            "theme",
            "xl/theme/theme1.xml",
            "<a:secret xmlns:a=\"urn:a\"/>",
        ),
        "unknown-part",
    );
    only(
        &with(
            "calcChain",
            "xl/calcChain.xml",
            "<calcChain><c r=\"A1\"/></calcChain>",
        ),
        "",
    );
    only(
        &with(
            "calcChain",
            "xl/calcChain.xml",
            "<calcChain><c>Able</c></calcChain>",
        ),
        "custom-xml",
    );
    let printer = with(
        "printerSettings",
        "xl/printerSettings/printerSettings1.bin",
        "x",
    );
    only(&printer, "");
    assert!(notes(&printer.file(), "cards.xlsx").contains("printer-settings"));
}

#[test]
fn a_part_to_which_nothing_leads_is_found_with_what_it_is() {
    let mut pack = Pack::plain();
    pack.part(
        "xl/pivotCache/pivotCacheRecords7.xml",
        "<pivotCacheRecords/>",
    );
    assert_eq!(
        found(&pack),
        BTreeSet::from(["pivot-cache", "unknown-part"])
    );
    let mut pack = Pack::plain();
    pack.part("notes.txt", "Able");
    only(&pack, "unknown-part");
}

#[test]
fn what_a_library_leaves_empty_hides_nothing() {
    let plain = |styles: &str, word: &str| {
        let mut pack = Pack::bare();
        pack.part(BOOK, "<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"Cards\" r:id=\"r0\"/></sheets></workbook>");
        pack.relate("", "officeDocument", BOOK);
        pack.part(
            SHEET,
            &format!("<worksheet><sheetData/>\n{word}\n</worksheet>"),
        );
        pack.relate_as(BOOK, "r0", "worksheet", "worksheets/sheet1.xml");
        // nothing leads to it
        pack.part(
            "xl/styles.xml",
            &format!("<styleSheet>{styles}</styleSheet>"),
        );
        pack
    };
    only(&plain("", "None"), "");
    only(&plain("", "Able"), "custom-xml");
    only(&plain("<fonts/>", "None"), "unknown-part");
    only(&plain("Able", "None"), "unknown-part");
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
        only(&header(text), "nino");
    }
    only(&header("&amp;CPage &amp;P of &amp;N"), "");
    only(&Pack::plain().behind("<!-- Able -->"), "custom-xml");
    only(
        &Pack::plain().behind("<extLst><ext><x>Able</x></ext></extLst>"),
        "custom-xml",
    );
}

#[test]
fn an_address_within_somebodys_files_is_found() {
    let link = |target: &str| {
        let mut pack = Pack::plain();
        pack.relate(SHEET, "hyperlink", target);
        pack
    };
    only(&link("https://example.org/cards"), "");
    only(&link("file:///C:/staff.xlsx"), "connection");
    only(&link("\\\\server\\share\\staff.xlsx"), "connection");
    let mut pack = Pack::plain();
    pack.relate(SHEET, "image", "https://example.org/a.png");
    only(&pack, "connection");
}

#[test]
fn the_title_of_a_sheet_that_is_gone_is_found() {
    let titles = |title: &str| {
        Pack::plain().with("", "extended-properties", "docProps/app.xml", &format!("<Properties><TitlesOfParts><vector><lpstr>Cards</lpstr><lpstr>{title}</lpstr></vector></TitlesOfParts></Properties>"))
    };
    only(&titles("Cards!Print_Area"), "");
    only(&titles("Staff of 2023"), "orphan-strings");
}

#[test]
fn a_file_within_the_workbook_is_looked_into() {
    let inner = Pack::plain()
        .put(BOOK, "sheetId=", "state=\"hidden\" sheetId=")
        .file();
    let mut pack = Pack::plain();
    pack.bytes("xl/embeddings/book1.xlsx", &inner);
    pack.relate(SHEET, "package", "/xl/embeddings/book1.xlsx");
    assert_eq!(
        found(&pack),
        BTreeSet::from(["embedded-object", "hidden-sheet"])
    );
    let mut innermost = Pack::plain().file();
    for _ in 0..6 {
        let mut pack = Pack::plain();
        pack.bytes("xl/embeddings/book1.xlsx", &innermost);
        pack.relate(SHEET, "package", "/xl/embeddings/book1.xlsx");
        innermost = pack.file();
    }
    assert!(codes(&innermost, "cards.xlsx").contains("nested-too-deep"));
}

#[test]
fn a_file_far_larger_than_what_is_seen_is_found() {
    let pack = |times: usize| {
        let styles = "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\"/>".repeat(times);
        Pack::plain().put(
            "xl/styles.xml",
            "</cellXfs>",
            &format!("{styles}</cellXfs>"),
        )
    };
    only(&pack(100), "");
    only(&pack(20_000), "size-unexplained");
}

#[test]
fn a_workbook_under_another_name_and_in_the_strict_form_is_looked_into_all_the_same() {
    let mut pack = Pack::bare();
    pack.part("book/main.xml", "<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"Cards\" state=\"hidden\" r:id=\"r0\"/></sheets></workbook>");
    pack.relate("", "officeDocument", "book/main.xml");
    pack.part("book/one.xml", "<worksheet><sheetData/></worksheet>");
    pack.relate_as("book/main.xml", "r0", "worksheet", "one.xml");
    pack.types = "<Override PartName=\"/book/main.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>".to_owned();
    only(&pack, "hidden-sheet");
}

#[test]
fn a_part_in_utf_16_is_read() {
    let item = "<DataMashup>x</DataMashup>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes);
    let mut pack = Pack::plain();
    pack.bytes(
        "customXml/item1.xml",
        &[0xff, 0xfe].into_iter().chain(item).collect::<Vec<_>>(),
    );
    pack.relate(BOOK, "customXml", "/customXml/item1.xml");
    assert_eq!(found(&pack), BTreeSet::from(["custom-xml", "power-query"]));
}

#[test]
fn no_report_names_a_part_but_as_the_format_does() {
    let mut pack = Pack::plain();
    pack.part("xl/ZQXJCANARY.xml", "<x>ZQXJCANARY</x>");
    pack.part("xl/comments447700900123.xml", "<x/>");
    let text = format!("{:?}", report(&pack.file(), "cards.xlsx"));
    assert!(!text.contains("ZQXJCANARY") && !text.contains("447700900123"));
    assert!(text.contains("docProps/core.xml"));
}

#[test]
fn what_somebody_wrote_into_the_properties_is_more_than_who_did() {
    let core = |element: &str| {
        let added = format!("<{element}>shown on no sheet</{element}></cp:coreProperties>");
        Pack::plain().put("docProps/core.xml", "</cp:coreProperties>", &added)
    };
    for element in [
        "title",
        "subject",
        "keywords",
        "description",
        "category",
        "contentStatus",
    ] {
        only(&core(element), "custom-property");
    }
}
