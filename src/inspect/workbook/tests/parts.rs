//! Parts of a package of Office Open XML, and what leads to them.

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
            "custom-property custom-xml",
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
        "custom-xml unknown-part",
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
    only(&plain("Able", "None"), "custom-xml unknown-part");
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
