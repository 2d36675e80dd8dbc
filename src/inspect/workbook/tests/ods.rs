//! Hiding places of OpenDocument.

mod hiding;
mod named;
mod numbers;
mod rules;

use std::collections::BTreeSet;

use super::pack::zip;
use super::{codes, notes, place, report};

/// Of no form that any detector knows.
const TEXT: &str = "she was moved after the complaint";
const META: &str = "<office:document-meta xmlns:office=\"urn:o\" xmlns:dc=\"urn:d\"><office:meta><dc:creator>cardsieve</dc:creator></office:meta></office:document-meta>";
const ROWS: &str = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>name</text:p></table:table-cell><table:table-cell><text:p>rank</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>A Able</text:p></table:table-cell><table:table-cell office:value=\"17\"><text:p>17</text:p></table:table-cell></table:table-row>";

/// A workbook of styles, a sheet and what stands behind it, and other files.
pub(super) fn book(styles: &str, sheet: &str, behind: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"urn:o\" xmlns:table=\"urn:t\" xmlns:text=\"urn:x\" xmlns:style=\"urn:s\" xmlns:fo=\"urn:f\" xmlns:xlink=\"urn:l\" xmlns:number=\"urn:n\" xmlns:draw=\"urn:w\"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{sheet}{behind}</office:spreadsheet></office:body></office:document-content>"
    );
    let (own, others): (Vec<_>, Vec<_>) =
        others.iter().partition(|(name, _)| *name == "styles.xml");
    let styles_file = own.first().map_or("<document-styles/>", |(_, text)| text);
    let mut listed: String = ["content.xml", "styles.xml", "meta.xml"]
        .iter()
        .chain(
            others
                .iter()
                .map(|(name, _)| name)
                .filter(|name| !name.starts_with("stray")),
        )
        .map(|name| format!("<file-entry full-path=\"{name}\"/>"))
        .collect();
    listed = format!("<manifest>{listed}</manifest>");
    let mut entries = vec![
        (
            "mimetype".to_owned(),
            b"application/vnd.oasis.opendocument.spreadsheet".to_vec(),
        ),
        ("META-INF/manifest.xml".to_owned(), listed.into_bytes()),
        ("content.xml".to_owned(), content.into_bytes()),
        ("styles.xml".to_owned(), styles_file.as_bytes().to_vec()),
        ("meta.xml".to_owned(), META.as_bytes().to_vec()),
    ];
    entries.extend(
        others
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())),
    );
    zip(&entries)
}

pub(super) fn sheet(rows: &str) -> String {
    format!(
        "<table:table table:name=\"Cards\" table:style-name=\"ta1\"><table:table-column/>{rows}</table:table>"
    )
}

#[track_caller]
fn only(file: &[u8], code: &str) {
    let wanted: BTreeSet<_> = code.split_whitespace().collect();
    assert_eq!(codes(file, "cards.ods"), wanted);
}

#[test]
fn a_plain_sheet_is_no_more_than_worth_a_note() {
    let file = book("", &sheet(ROWS), "", &[]);
    only(&file, "");
    assert_eq!(notes(&file, "cards.ods"), BTreeSet::from(["creator"]));
    assert_eq!(report(&file, "cards.ods").rows(), 1);
}

#[test]
fn what_is_not_shown_is_found() {
    let style = |properties: &str| {
        let styles = format!("<style:style style:name=\"ta1\">{properties}</style:style>");
        book(&styles, &sheet(ROWS), "", &[])
    };
    only(
        &style("<style:table-properties table:display=\"true\"/>"),
        "",
    );
    only(
        &style("<style:table-properties table:display=\"false\"/>"),
        "hidden-sheet",
    );
    let rows = |visibility: &str| {
        let hidden = ROWS.replacen(
            "</table:table-row><table:table-row>",
            &format!("</table:table-row><table:table-row table:visibility=\"{visibility}\">"),
            1,
        );
        book("", &sheet(&hidden), "", &[])
    };
    only(&rows("visible"), "");
    only(&rows("collapse"), "hidden-rows");
    assert_eq!(
        codes(&rows("filter"), "cards.ods"),
        BTreeSet::from(["filtered-rows", "hidden-rows"])
    );
    let columns = sheet(ROWS).replace(
        "<table:table-column/>",
        "<table:table-column table:visibility=\"collapse\"/>",
    );
    only(&book("", &columns, "", &[]), "hidden-columns");
    let folded = sheet(&format!(
        "<table:table-row-group table:display=\"false\">{ROWS}</table:table-row-group>"
    ));
    only(&book("", &folded, "", &[]), "hidden-rows");
}

#[test]
fn texts_that_cannot_be_seen_are_found() {
    let cell = |properties: &str| {
        let styles = format!("<style:style style:name=\"ce1\">{properties}</style:style>");
        let rows = ROWS.replace(
            "<table:table-cell><text:p>A",
            "<table:table-cell table:style-name=\"ce1\"><text:p>A",
        );
        book(&styles, &sheet(&rows), "", &[])
    };
    only(&cell("<style:text-properties fo:color=\"#203040\"/>"), "");
    only(
        &cell("<style:text-properties fo:color=\"#ffffff\"/>"),
        "invisible-text",
    );
    only(
        &cell(
            "<style:text-properties fo:color=\"#ffffff\"/><style:table-cell-properties fo:background-color=\"#000000\"/>",
        ),
        "",
    );
    let run = |colour: &str| {
        let styles = format!(
            "<style:style style:name=\"T1\"><style:text-properties fo:color=\"{colour}\"/></style:style>"
        );
        let words = "A<text:span text:style-name=\"T1\">ble</text:span></text:p>";
        let rows = ROWS.replace("A Able</text:p>", words);
        book(&styles, &sheet(&rows), "", &[])
    };
    only(&run("#203040"), "");
    only(&run("#ffffff"), "invisible-text");
    let named = ROWS.replacen(
        "<table:table-cell>",
        "<table:table-cell table:style-name=\"QQ123456C\" foo=\"QQ123456C\">",
        1,
    );
    only(&book("", &sheet(&named), "", &[]), "custom-xml nino");
    let covered = ROWS.replace(
        "<table:table-cell><text:p>A Able</text:p></table:table-cell>",
        "<table:covered-table-cell><text:p>A Able</text:p></table:covered-table-cell>",
    );
    only(&book("", &sheet(&covered), "", &[]), "invisible-text");
    let unshown = ROWS.replace("<text:p>17</text:p>", "");
    only(&book("", &sheet(&unshown), "", &[]), "invisible-text");
    let far = format!(
        "{ROWS}<table:table-row table:number-rows-repeated=\"1000\"><table:table-cell/></table:table-row><table:table-row><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row>"
    );
    only(&book("", &sheet(&far), "", &[]), "far-cells");
}

#[test]
fn what_stands_beside_the_cells_is_found() {
    let note = ROWS.replace(
        "<text:p>A Able",
        "<office:annotation><text:p>a note</text:p></office:annotation><text:p>A Able",
    );
    only(&book("", &sheet(&note), "", &[]), "comment");
    let behind = |xml: &str| book("", &sheet(ROWS), xml, &[]);
    only(
        &behind(
            "<table:named-expressions><table:named-expression table:name=\"a\" table:expression=\"of:[.A1]\"/></table:named-expressions>",
        ),
        "",
    );
    only(
        &behind(
            "<table:named-expressions><table:named-expression table:name=\"a\" table:expression=\"of:&quot;Able&quot;\"/></table:named-expressions>",
        ),
        "defined-name",
    );
    only(
        &behind(
            "<table:content-validations><table:content-validation table:condition=\"of:cell-content-is-in-list(&quot;A Able&quot;)\"/></table:content-validations>",
        ),
        "",
    );
    only(
        &behind(
            "<table:content-validations><table:content-validation table:condition=\"of:cell-content-is-in-list(&quot;B Baker&quot;)\"/></table:content-validations>",
        ),
        "validation-list",
    );
    only(
        &behind(
            "<table:data-pilot-tables><table:data-pilot-member table:name=\"B Baker\"/></table:data-pilot-tables>",
        ),
        "pivot-cache",
    );
    only(&behind("<table:tracked-changes/>"), "revision-log");
    only(
        &behind("<table:dde-links><table:dde-link/></table:dde-links>"),
        "connection",
    );
    only(&behind("<!-- Able -->"), "custom-xml");
}

#[test]
fn other_files_are_found_by_what_they_are() {
    let with = |name: &str, text: &str| book("", &sheet(ROWS), "", &[(name, text)]);
    only(
        &with(
            "settings.xml",
            "<settings><config-item name=\"ViewId\" type=\"string\">view1</config-item></settings>",
        ),
        "",
    );
    only(
        &with(
            "settings.xml",
            "<settings><config-item name=\"Secret\" type=\"string\">Able</config-item></settings>",
        ),
        "custom-xml",
    );
    only(
        &with(
            "settings.xml",
            "<settings><config-item-map-named name=\"Tables\"><config-item-map-entry name=\"Staff\"/></config-item-map-named></settings>",
        ),
        "orphan-strings",
    );
    only(&with("Basic/Standard/Module1.xml", "<module/>"), "macros");
    only(
        &with("Configurations2/menubar/menubar.xml", "<menu/>"),
        "unknown-part",
    );
    only(&with("stray.xml", "<a/>"), "unknown-part");
    let chart = |value: &str| {
        with(
            "Object 1/content.xml",
            &format!(
                "<content><chart/><table><table-cell><p>{value}</p></table-cell></table></content>"
            ),
        )
    };
    only(&chart("A Able"), "");
    only(&chart("B Baker"), "chart-cache");
    only(
        &with("Object 1/content.xml", "<content><spreadsheet/></content>"),
        "embedded-object",
    );
}

#[test]
fn encrypted_sheets_are_told() {
    let manifest = "<manifest><file-entry full-path=\"content.xml\"><encryption-data/></file-entry></manifest>";
    let entries = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("styles.xml", "<document-styles/>"),
        ("content.xml", "\u{1}\u{2}"),
    ];
    let file = zip(&entries.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    assert!(codes(&file, "cards.ods").contains("encrypted"));
}

#[test]
fn messages_tips_headers_and_titles_are_found_unless_a_cell_holds_them() {
    let behind = |xml: &str| book("", &sheet(ROWS), xml, &[]);
    for element in ["help-message", "error-message"] {
        let message = |title: &str, text: &str| {
            behind(&format!(
                "<table:content-validations><table:content-validation table:name=\"val1\"><table:{element} table:title=\"{title}\"><text:p>{text}</text:p></table:{element}></table:content-validation></table:content-validations>"
            ))
        };
        only(&message("rank", "A Able"), "");
        only(&message("moved", ""), "validation-list");
        only(&message("", TEXT), "validation-list");
    }
    let filter = |value: &str| {
        behind(&format!(
            "<table:filter><table:filter-condition table:value=\"{value}\"/></table:filter>"
        ))
    };
    only(&filter("rank"), "");
    only(&filter("moved"), "validation-list");
    let link = |attributes: &str| {
        let words = format!("<text:a {attributes}>A Able</text:a></text:p>");
        book(
            "",
            &sheet(&ROWS.replace("A Able</text:p>", &words)),
            "",
            &[],
        )
    };
    only(&link("xlink:href=\"#Cards.A1\""), "");
    only(&link("xlink:href=\"https://example.org/\""), "");
    only(&link(&format!("xlink:href=\"#{TEXT}\"")), "margin-text");
    only(
        &link("xlink:href=\"https://example.org/\" office:title=\"moved\""),
        "margin-text",
    );
    let page = |text: &str| {
        let header = format!(
            "<document-styles><master-styles><master-page><header><p>{text}</p></header></master-page></master-styles></document-styles>"
        );
        book("", &sheet(ROWS), "", &[("styles.xml", header.as_str())])
    };
    only(
        &page("Page <page-number>1</page-number> / <page-count>99</page-count>"),
        "",
    );
    only(&page("<sheet-name>???</sheet-name>"), "");
    only(&page("<sheet-name>Cards</sheet-name>"), "");
    only(&page(TEXT), "margin-text");
    let title = |text: &str| {
        let chart = format!("<content><chart><title><p>{text}</p></title></chart></content>");
        book(
            "",
            &sheet(ROWS),
            "",
            &[("Object 1/content.xml", chart.as_str())],
        )
    };
    only(&title("A Able"), "");
    only(&title("Cards"), "");
    only(&title("moved"), "chart-cache");
}

#[test]
fn formats_and_shapes_that_hold_what_nobody_sees_are_found() {
    let format = |text: &str, used: bool| {
        let style = if used {
            "style:name=\"ce1\""
        } else {
            "style:name=\"ce2\""
        };
        let styles = format!(
            "<number:number-style style:name=\"N1\"><number:text>{text}</number:text><number:number/></number:number-style><style:style {style} style:data-style-name=\"N1\"/>"
        );
        let rows = ROWS.replace(
            "<table:table-cell office:value=",
            "<table:table-cell table:style-name=\"ce1\" office:value=",
        );
        book(&styles, &sheet(&rows), "", &[])
    };
    only(&format(" kg", true), "");
    only(&format(" kg", false), "");
    only(&format("Employee number ", true), "");
    only(&format("Employee number ", false), "invisible-text");
    only(&format(TEXT, true), "invisible-text");
    let layout = |properties: &str| {
        let styles = format!("<style:style style:name=\"ce1\">{properties}</style:style>");
        let rows = ROWS.replace(
            "<table:table-cell><text:p>A Able",
            &format!("<table:table-cell table:style-name=\"ce1\"><text:p>{TEXT}{TEXT}"),
        );
        book(&styles, &sheet(&rows), "", &[])
    };
    only(&layout(""), "");
    only(
        &layout("<style:table-cell-properties style:repeat-content=\"true\"/>"),
        "invisible-text",
    );
    only(
        &layout("<style:paragraph-properties fo:margin-left=\"40cm\"/>"),
        "invisible-text",
    );
    only(
        &layout("<style:paragraph-properties fo:margin-left=\"0.5cm\"/>"),
        "",
    );
    for element in ["draw:frame", "draw:custom-shape", "draw:ellipse"] {
        let shape = |attributes: &str| {
            let shapes = format!(
                "<table:shapes><{element} draw:name=\"Shape 1\" {attributes}><text:p>moved</text:p></{element}></table:shapes>"
            );
            book("", &sheet(&format!("{shapes}{ROWS}")), "", &[])
        };
        only(&shape("svg:width=\"5cm\" svg:height=\"2cm\""), "");
        only(
            &shape("svg:width=\"0.01cm\" svg:height=\"2cm\""),
            "invisible-text",
        );
        only(&shape("draw:display=\"none\""), "invisible-text");
    }
    only(
        &book(
            "",
            &sheet(ROWS),
            &format!("<table:named-range table:name=\"{TEXT}\" foo=\"{TEXT}\"/>"),
            &[],
        ),
        "custom-xml forbidden-key",
    );
    only(
        &layout(&format!("<style:text-properties foo=\"{TEXT}\"/>")),
        "custom-xml",
    );
    for element in ["text:p", "table:table-row"] {
        let named = format!("<{element} foo=\"{TEXT}\"");
        let rows = ROWS.replacen(&format!("<{element}"), &named, 1);
        only(&book("", &sheet(&rows), "", &[]), "custom-xml");
    }
    only(
        &book(
            "",
            &sheet(&ROWS.replace("A Able", &format!("A{}Able", "<text:s text:c=\"300\"/>"))),
            "",
            &[],
        ),
        "invisible-text",
    );
}

#[test]
fn places_of_an_opendocument_sheet_are_told() {
    let told = |sheet: &str, behind: &str, code: &str, expected: &str| {
        let file = book("", sheet, behind, &[]);
        assert_eq!(place(&file, "cards.ods", code), expected);
    };
    let hidden = "<table:table-row table:visibility=\"collapse\" table:number-rows-repeated=\"7\"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>";
    told(
        &sheet(&format!("{ROWS}{hidden}")),
        "",
        "hidden-rows",
        "content.xml › sheet 1, first in row 3, 7 rows",
    );
    let columns = "<table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"3\"/>";
    told(
        &sheet(&ROWS.replace("rank", "date of birth")).replace("<table:table-column/>", columns),
        "",
        "hidden-columns",
        "content.xml › sheet 1, first in column 3 (C), 3 columns",
    );
    let comment = "<table:table-row><table:table-cell/><table:table-cell><office:annotation><text:p>x</text:p></office:annotation><text:p>17</text:p></table:table-cell></table:table-row>";
    told(
        &sheet(&format!("{ROWS}{comment}")),
        "",
        "comment",
        "content.xml › sheet 1 › row 3 › column 2 (B)",
    );
    let rules = "<table:content-validations><table:content-validation table:name=\"val1\" table:condition=\"of:cell-content-is-in-list(&quot;Moved&quot;)\"/></table:content-validations>";
    let ruled = ROWS.replacen(
        "<table:table-cell><text:p>A Able",
        "<table:table-cell table:content-validation-name=\"val1\"><text:p>A Able",
        1,
    );
    told(
        &format!("{rules}{}", sheet(&ruled)),
        "",
        "validation-list",
        "content.xml › sheet 1 › row 2 › column 1 (A)",
    );
    let filter = "<table:database-ranges><table:database-range table:target-range-address=\"Cards.A1:Cards.B9\"><table:filter><table:filter-condition table:field-number=\"1\" table:value=\"Moved\" table:operator=\"=\"/></table:filter></table:database-range></table:database-ranges>";
    told(
        &sheet(ROWS),
        filter,
        "validation-list",
        "content.xml › sheet 1 › column 2 (B)",
    );
}
