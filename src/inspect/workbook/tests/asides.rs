//! Texts beside the cells of Office Open XML, whatever they say: nobody sees them in a sheet.

use std::collections::BTreeSet;

use super::pack::Pack;
use super::{codes, notes};

const BOOK: &str = "xl/workbook.xml";
const SHEET: &str = "xl/worksheets/sheet1.xml";
const STYLES: &str = "xl/styles.xml";
const DRAWING: &str = "xl/drawings/drawing1.xml";
/// Of no form that any detector knows.
const TEXT: &str = "she was moved after the complaint";

/// That a workbook is suspect for one reason, or for none.
#[track_caller]
fn only(pack: &Pack, code: &str) {
    let wanted: BTreeSet<_> = code.split_whitespace().collect();
    assert_eq!(codes(&pack.file(), "cards.xlsx"), wanted);
}

fn behind(xml: &str) -> Pack {
    Pack::plain().behind(xml)
}

#[test]
fn a_message_of_a_drop_down_list_is_found_unless_a_cell_holds_it() {
    for place in ["prompt", "promptTitle", "error", "errorTitle"] {
        let message = |text: &str| {
            behind(&format!(
                "<dataValidations><dataValidation type=\"whole\" sqref=\"C2\" {place}=\"{text}\"><formula1>1</formula1></dataValidation></dataValidations>"
            ))
        };
        only(&message(TEXT), "validation-list");
        only(&message("moved"), "validation-list");
        only(&message("Sergeant"), "");
        only(&message(""), "");
    }
}

#[test]
fn what_a_link_says_or_leads_to_is_found_unless_a_cell_holds_it() {
    let link = |attributes: &str| {
        behind(&format!(
            "<hyperlinks><hyperlink ref=\"A2\" {attributes}/></hyperlinks>"
        ))
    };
    for place in ["tooltip", "display", "location"] {
        only(&link(&format!("{place}=\"{TEXT}\"")), "margin-text");
    }
    only(&link("tooltip=\"moved\""), "margin-text");
    only(&link("location=\"moved\""), "margin-text");
    only(&link("display=\"https://example.org/\""), "");
    // as a program of OpenDocument writes it
    only(&link("location=\"Cards!B3\" display=\"#Cards.B3\""), "");
    only(&link("display=\"#moved.B3\""), "margin-text");
    only(&link("display=\"#Cards.moved\""), "margin-text");
    only(&link("tooltip=\"A Able\" display=\"A Able\""), "");
    for place in ["Cards!A1", "'Cards'!$A$1:$B$2", "Sheet7!A1", "B2"] {
        only(&link(&format!("location=\"{place}\"")), "");
    }
    only(&link("location=\"'she was moved'!A1\""), "margin-text");
    let outside = |place: &str| {
        let mut pack = link(&format!("r:id=\"r9\" location=\"{place}\""));
        pack.relate_as(SHEET, "r9", "hyperlink", "https://example.org/cards");
        pack
    };
    only(&outside("section-2"), "");
    only(&outside(TEXT), "margin-text");
}

#[test]
fn an_address_that_reads_as_a_sentence_is_found() {
    let link = |target: &str| {
        let mut pack = Pack::plain();
        pack.relate(SHEET, "hyperlink", target);
        pack
    };
    only(&link("https://example.org/cards-of-may?page=2"), "");
    let is_noted = |pack: &Pack| notes(&pack.file(), "cards.xlsx").contains("margin-text");
    for (address, shown) in [
        ("https://example.org/canary", "https://example.org/canary"),
        ("https://example.org/canary/", "example.org/canary"),
        ("mailto:cards", "cards"),
    ] {
        assert!(is_noted(&link(address)), "{address}");
        let shows = link(address).put("xl/sharedStrings.xml", "C Charlie", shown);
        assert!(!is_noted(&shows), "{address}");
    }
    only(
        &link(&format!(
            "https://example.org/?{}",
            TEXT.replace(' ', "%20")
        )),
        "margin-text",
    );
    only(
        &link(&format!("mailto:?subject={}", TEXT.replace(' ', "+"))),
        "margin-text",
    );
}

#[test]
fn a_text_of_a_drawing_a_theme_or_a_sheet_of_a_chart_is_found() {
    let tip = |text: &str| {
        Pack::plain().with(SHEET, "drawing", DRAWING, &format!("<wsDr><sp><nvSpPr><cNvPr id=\"2\" name=\"Box 1\"><hlinkClick tooltip=\"{text}\"/></cNvPr></nvSpPr></sp></wsDr>"))
    };
    only(&tip(""), "");
    only(&tip("moved"), "custom-xml");
    let theme = |text: &str| {
        Pack::plain().with(
            BOOK,
            "theme",
            "xl/theme/theme1.xml",
            &format!("<theme name=\"Office\">{text}</theme>"),
        )
    };
    only(&theme(""), "");
    only(&theme("moved"), "custom-xml");
    let sheet = |text: &str, code: &str| {
        Pack::plain().with(BOOK, "chartsheet", "xl/chartsheets/sheet1.xml", &format!("<chartsheet><sheetPr codeName=\"{code}\"/><headerFooter><oddFooter>&amp;C{text}</oddFooter></headerFooter></chartsheet>"))
    };
    only(&sheet("Page &amp;P", "Chart1"), "");
    only(&sheet("moved", "Chart1"), "custom-xml");
    only(&sheet("", "moved"), "custom-xml");
}

#[test]
fn a_header_or_footer_is_found_unless_it_is_of_pages_or_a_cell_holds_it() {
    for place in [
        "oddHeader",
        "oddFooter",
        "evenHeader",
        "evenFooter",
        "firstHeader",
        "firstFooter",
    ] {
        let page = |text: &str| {
            behind(&format!(
                "<headerFooter><{place}>{text}</{place}></headerFooter>"
            ))
        };
        only(&page(&format!("&amp;C{TEXT}")), "margin-text");
        only(&page("&amp;Rmoved"), "margin-text");
        only(
            &page("&amp;&quot;Arial,Bold&quot;&amp;12&amp;KFF0000moved"),
            "margin-text",
        );
        for plain in [
            "&amp;LPage &amp;P of &amp;N&amp;R&amp;D &amp;T",
            "&amp;CSeite &amp;P von &amp;N",
            "&amp;C&amp;&quot;Times New Roman,Regular&quot;&amp;12&amp;A",
            "&amp;L&amp;G&amp;F&amp;ROFFICIAL - SENSITIVE",
            "&amp;CCards",
            "&amp;CConstable",
        ] {
            only(&page(plain), "");
        }
    }
}

#[test]
fn a_format_that_says_more_than_a_unit_is_found() {
    let format = |code: &str, cell: &str| {
        Pack::plain()
            .put(
                STYLES,
                "formatCode=\";;;\"",
                &format!("formatCode=\"{code}\""),
            )
            .put(SHEET, "<c r=\"C2\"", &format!("<c r=\"C2\" {cell}"))
    };
    let text = format!("0 &quot;{TEXT}&quot;");
    only(&format(&text, ""), "invisible-text");
    only(&format(&text, "s=\"3\""), "invisible-text");
    only(
        &format("&quot;Employee number &quot;0", ""),
        "invisible-text",
    );
    only(&format("&quot;Employee number &quot;0", "s=\"3\""), "");
    let hidden = format("&quot;Employee number &quot;0", "s=\"3\"").put(
        SHEET,
        "<row r=\"2\"",
        "<row r=\"2\" hidden=\"1\"",
    );
    assert!(codes(&hidden.file(), "cards.xlsx").contains("invisible-text"));
    for code in ["&quot;£&quot;#,##0", "0 &quot;kg&quot;", "dd/mm/yyyy"] {
        only(&format(code, ""), "");
        only(&format(code, "s=\"3\""), "");
    }
    // that Excel keeps, whether or not it is used
    only(
        &format("&quot;Yes&quot;;&quot;Yes&quot;;&quot;No&quot;", ""),
        "",
    );
    let rule = |code: &str| {
        Pack::plain().put(
            STYLES,
            "</cellXfs>",
            &format!(
                "</cellXfs><dxfs><dxf><numFmt numFmtId=\"165\" formatCode=\"{code}\"/></dxf></dxfs>"
            ),
        )
    };
    only(&rule(&text), "invisible-text");
    only(&rule("0.0 &quot;kg&quot;"), "");
}

fn chart(inner: &str) -> Pack {
    Pack::plain()
        .with(SHEET, "drawing", DRAWING, "<wsDr/>")
        .with(
            DRAWING,
            "chart",
            "xl/charts/chart1.xml",
            &format!("<c:chartSpace xmlns:c=\"urn:c\" xmlns:a=\"urn:a\"><c:chart>{inner}</c:chart></c:chartSpace>"),
        )
}

#[test]
fn a_title_or_name_of_a_chart_is_found_unless_a_cell_holds_it() {
    let title = |text: &str| {
        chart(&format!(
            "<c:title><c:tx><c:rich><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        ))
    };
    let axis = |text: &str| {
        chart(&format!(
            "<c:valAx><c:title><c:tx><c:rich><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx></c:title></c:valAx>"
        ))
    };
    let series = |text: &str| chart(&format!("<c:ser><c:tx><c:v>{text}</c:v></c:tx></c:ser>"));
    let trend = |text: &str| {
        chart(&format!(
            "<c:trendline><c:name>{text}</c:name></c:trendline>"
        ))
    };
    // a legend shows it
    only(&trend("By month"), "");
    only(&trend(TEXT), "chart-cache");
    let places: [&dyn Fn(&str) -> Pack; 3] = [&title, &axis, &series];
    for with in places {
        only(&with(TEXT), "chart-cache");
        only(&with("moved"), "chart-cache");
        for plain in [
            "Constable",
            "Cards",
            "Series1",
            "Chart Title",
            "31",
            "[CELLRANGE]",
        ] {
            only(&with(plain), "");
        }
    }
    let runs = |second: &str| {
        chart(&format!(
            "<c:rich><a:p><a:r><a:t>A </a:t></a:r><a:r><a:t>{second}</a:t></a:r></a:p></c:rich>"
        ))
    };
    only(&runs("Able"), "");
    only(&runs("Charlie"), "chart-cache");
    let format = |code: &str| {
        chart(&format!(
            "<c:numFmt formatCode=\"{code}\"/><c:f>Cards!$A$1</c:f>"
        ))
    };
    only(&format("dd/mm/yyyy"), "");
    only(&format(&format!("&quot;{TEXT}&quot;")), "chart-cache");
}

#[test]
fn a_name_of_code_that_no_program_gives_is_found() {
    let sheet = |name: &str| {
        Pack::plain().put(
            SHEET,
            "<sheetFormatPr",
            &format!("<sheetPr codeName=\"{name}\"/><sheetFormatPr"),
        )
    };
    let book = |name: &str| {
        Pack::plain().put(
            BOOK,
            "<sheets>",
            &format!("<workbookPr codeName=\"{name}\"/><sheets>"),
        )
    };
    for name in ["moved", "she_was_moved_after_the_complaint", TEXT] {
        let found = |pack: &Pack| codes(&pack.file(), "cards.xlsx");
        assert_eq!(
            found(&sheet(name)),
            BTreeSet::from(["custom-xml"]),
            "{name}"
        );
        assert_eq!(found(&book(name)), BTreeSet::from(["custom-xml"]), "{name}");
    }
    for name in ["Sheet1", "Tabelle2", "Cards"] {
        only(&sheet(name), "");
    }
    only(&book("ThisWorkbook"), "");
    only(&book("DieseArbeitsmappe"), "");
}

#[test]
fn an_attribute_or_namespace_that_is_nobodys_is_found() {
    let row = |attribute: &str| {
        Pack::plain().put(SHEET, "<row r=\"3\"", &format!("<row r=\"3\" {attribute}"))
    };
    let cell = |attribute: &str| {
        Pack::plain().put(SHEET, "<c r=\"A3\"", &format!("<c r=\"A3\" {attribute}"))
    };
    only(&row(&format!("spans=\"{TEXT}\"")), "custom-xml");
    only(&row("spans=\"moved\""), "custom-xml");
    only(
        &row("spans=\"1:3 5:7\" x14ac:dyDescent=\"0.25\" ht=\"15\""),
        "",
    );
    for place in [row, cell] {
        only(&place(&format!("foo=\"{TEXT}\"")), "custom-xml");
        only(&place("foo=\"moved\""), "custom-xml");
    }
    only(&cell(&format!("cm=\"{TEXT}\"")), "custom-xml");
    only(&cell("cm=\"1\" vm=\"2\""), "");
    only(
        &behind(&format!("<pageSetup foo=\"{TEXT}\"/>")),
        "custom-xml",
    );
    only(
        &behind("<pageSetup paperSize=\"9\" orientation=\"landscape\"/>"),
        "",
    );
    let named = |uri: &str| {
        Pack::plain().put(
            SHEET,
            "<sheetFormatPr",
            &format!("<z:note xmlns:z=\"{uri}\"/><sheetFormatPr"),
        )
    };
    only(&named("urn:example:notes"), "custom-xml");
    only(
        &named("http://schemas.microsoft.com/office/spreadsheetml/2014/revision"),
        "",
    );
    only(
        &Pack::plain().put(
            STYLES,
            "<sz val=\"11\"/>",
            &format!("<name val=\"{TEXT}\"/>"),
        ),
        "custom-xml",
    );
    only(
        &Pack::plain().put(
            STYLES,
            "<sz val=\"11\"/>",
            "<name val=\"Times New Roman\"/>",
        ),
        "",
    );
    let picture = |text: &str| {
        Pack::plain().with(SHEET, "drawing", DRAWING, &format!("<wsDr><pic><nvPicPr><cNvPr id=\"2\" name=\"Picture 1\" descr=\"{text}\"/></nvPicPr></pic></wsDr>"))
    };
    only(&picture(TEXT), "custom-xml");
    only(&picture("crest.png"), "");
}

#[test]
fn a_name_of_a_tables_column_that_no_cell_holds_is_found() {
    let table = |name: &str| {
        Pack::plain().with(
            SHEET,
            "table",
            "xl/tables/table1.xml",
            &format!("<table name=\"Table1\" displayName=\"Table1\"><tableColumns><tableColumn id=\"1\" name=\"{name}\"/></tableColumns></table>"),
        )
    };
    only(&table("rank"), "");
    only(&table("Column1"), "");
    only(&table("moved"), "orphan-strings");
}

#[test]
fn a_remark_on_a_defined_name_is_found() {
    let name = |attributes: &str| {
        Pack::plain().put(BOOK, "</sheets>", &format!("</sheets><definedNames><definedName name=\"Area\" {attributes}>Cards!$A$1:$C$4</definedName></definedNames>"))
    };
    only(&name(""), "");
    for place in ["comment", "description", "help", "statusBar", "customMenu"] {
        only(&name(&format!("{place}=\"moved\"")), "defined-name");
    }
}

#[test]
fn a_text_in_a_formula_or_a_rule_is_found_unless_a_visible_cell_holds_it() {
    let cell = |formula: &str| {
        Pack::plain().put(
            "xl/worksheets/sheet1.xml",
            "</sheetData>",
            &format!(
                "<row r=\"5\"><c r=\"A5\" t=\"str\"><f>{formula}</f><v>D1</v></c></row></sheetData>"
            ),
        )
    };
    let rule = |formula: &str| {
        Pack::plain().behind(&format!("<conditionalFormatting sqref=\"A1\"><cfRule type=\"expression\"><formula>{formula}</formula></cfRule></conditionalFormatting>"))
    };
    for (says, wanted) in [
        (
            "IF(1,&quot;D1&quot;,&quot;Officer is suspended&quot;)",
            "invisible-text",
        ),
        (
            "IF(B5=&quot;&quot;,&quot;Not known&quot;,B5)",
            "invisible-text",
        ),
        ("IF(B5=&quot;&quot;,&quot;moved&quot;,B5)", "invisible-text"),
        (
            "IF(B5=&quot;Constable&quot;,&quot;Sergeant&quot;,&quot;D&quot;)",
            "",
        ),
        ("17+0*1234567891", "invisible-text"),
        ("she_was_moved+1", "invisible-text"),
        ("A1&amp;&quot; &quot;&amp;B1", ""),
    ] {
        only(&cell(says), wanted);
    }
    only(&rule("A1=&quot;Able was moved&quot;"), "invisible-text");
    only(&rule("A1=&quot;Able&quot;"), "invisible-text");
    only(&rule("A1=&quot;Constable&quot;"), "");
}

#[test]
fn a_company_a_manager_or_an_address_in_the_properties_is_found() {
    let app = |element: &str, value: &str| {
        Pack::plain().with(
            "",
            "extended-properties",
            "docProps/app.xml",
            &format!("<Properties><{element}>{value}</{element}></Properties>"),
        )
    };
    for element in [
        "Company",
        "Manager",
        "HyperlinkBase",
        "Template",
        "PresentationFormat",
        "Notes",
        "Application",
    ] {
        only(&app(element, TEXT), "custom-property");
    }
    // a name there is as the author's, which is a note
    only(&app("Manager", "Able"), "");
    only(&app("Company", "Example Force"), "");
    only(&app("Company", ""), "");
    only(&app("Application", "Microsoft Excel"), "");
    let office = "OpenOffice/4.0.1$Win32 OpenOffice.org_project/401m5$Build-9714";
    only(&app("Application", office), "");
    let library = "Microsoft Excel Compatible / Openpyxl 3.1.5";
    only(&app("Application", library), "");
    only(
        &app("Application", &format!("Microsoft Excel {TEXT}")),
        "custom-property",
    );
    only(&app("AppVersion", "16.0300"), "");
}

#[test]
fn a_date_of_a_filter_is_found_unless_a_visible_cell_holds_it() {
    let filter = |item: &str| {
        let date = "<numFmt numFmtId=\"165\" formatCode=\"dd/mm/yyyy\"/><numFmt numFmtId=\"164\"";
        Pack::plain()
            .put(STYLES, "<numFmt numFmtId=\"164\"", date)
            .put(STYLES, "</cellXfs>", "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\"/></cellXfs>")
            .put(SHEET, "<row r=\"4\">", "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c><c r=\"C4\" s=\"4\"><v>45992.5</v></c></row><row r=\"5\">")
            .put(SHEET, "r=\"A4\" t=\"s\"><v>0</v></c></row></sheetData>", "r=\"A5\" t=\"s\"><v>0</v></c></row></sheetData>")
            .behind(&format!("<autoFilter ref=\"A1:C4\"><filterColumn colId=\"2\"><filters><dateGroupItem {item}/></filters></filterColumn></autoFilter>"))
    };
    only(
        &filter("year=\"2025\" month=\"12\" day=\"1\" dateTimeGrouping=\"day\""),
        "",
    );
    only(
        &filter("year=\"2025\" month=\"12\" dateTimeGrouping=\"month\""),
        "",
    );
    only(&filter("year=\"2025\" dateTimeGrouping=\"year\""), "");
    only(
        &filter("year=\"2025\" month=\"12\" day=\"2\" dateTimeGrouping=\"day\""),
        "validation-list",
    );
    only(
        &filter("year=\"1985\" dateTimeGrouping=\"year\""),
        "validation-list",
    );
}
