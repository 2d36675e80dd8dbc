//! What cells and shapes of Office Open XML hold, and nobody sees.

use std::collections::BTreeSet;

use super::codes;
use super::pack::Pack;

const BOOK: &str = "xl/workbook.xml";
const SHEET: &str = "xl/worksheets/sheet1.xml";
const STYLES: &str = "xl/styles.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const DRAWING: &str = "xl/drawings/drawing1.xml";

/// That a workbook is suspect for one reason, or for none.
#[track_caller]
fn only(pack: &Pack, code: &str) {
    let wanted: BTreeSet<_> = [code].into_iter().filter(|code| !code.is_empty()).collect();
    assert_eq!(codes(&pack.file(), "cards.xlsx"), wanted);
}

/// One more cell behind the third row.
fn cell(xml: &str) -> Pack {
    Pack::plain().put(
        SHEET,
        "<row r=\"4\">",
        &format!("<row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c>{xml}</row><row r=\"5\" foo=\"\"><!----></row><row r=\"6\">"),
    )
}

fn text(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is>{text}</is></c>")
}

#[test]
fn a_run_that_cannot_be_seen_is_found_in_a_cell_of_its_own_text() {
    let run = |look: &str| {
        cell(&text(
            "B4",
            &format!("<r><t>ok</t></r><r><rPr>{look}</rPr><t>Able</t></r>"),
        ))
    };
    only(&run("<color rgb=\"FFFFFFFF\"/>"), "invisible-text");
    only(&run("<color theme=\"0\"/>"), "invisible-text");
    only(&run("<color theme=\"1\" tint=\"1\"/>"), "invisible-text");
    only(&run("<sz val=\"1\"/>"), "invisible-text");
    only(&run("<color rgb=\"FF102030\"/><sz val=\"9\"/>"), "");
    let blank = text(
        "B4",
        "<r><rPr><color rgb=\"FFFFFFFF\"/></rPr><t> </t></r><r><t>ok</t></r>",
    );
    only(&cell(&blank), "");
}

#[test]
fn a_run_that_cannot_be_seen_is_found_behind_any_number_of_others() {
    let run = |colour: u32| format!("<r><rPr><color rgb=\"FF{colour:06X}\"/></rPr><t>a</t></r>");
    let runs = |last: u32| {
        let many: String = (0..100)
            .map(|number| run(0x10_00_00 + number * 64))
            .collect();
        let whole = format!("<si>{many}{}</si>", run(last));
        Pack::plain().put(STRINGS, "<si><t>C Charlie</t></si>", &whole)
    };
    only(&runs(0xff_ff_ff), "invisible-text");
    let few = "<si><r><rPr><color rgb=\"FF102030\"/></rPr><t>C</t></r><r><t> Charlie</t></r></si>";
    only(
        &Pack::plain().put(STRINGS, "<si><t>C Charlie</t></si>", few),
        "",
    );
}

#[test]
fn a_format_that_shows_words_of_its_own_for_a_value_is_found() {
    let format = |code: &str, cell: &str| {
        Pack::plain()
            .put(
                STYLES,
                "formatCode=\";;;\"",
                &format!("formatCode=\"{code}\""),
            )
            .put(SHEET, "<c r=\"A4\"", &format!("{cell}<c r=\"C4\""))
    };
    let number = "<c r=\"A4\" s=\"3\"><v>4929123</v></c>";
    let word = "<c r=\"A4\" s=\"3\" t=\"str\"><v>Able</v></c>";
    for code in [
        "&quot;ok&quot;",
        "[&gt;0]&quot;ok&quot;;General",
        "#,,,,,",
        "\\o\\k",
    ] {
        only(&format(code, number), "invisible-text");
        only(&format(code, word), "");
    }
    for code in [";;;&quot;x&quot;", "General;General;General;&quot;ok&quot;"] {
        only(&format(code, word), "invisible-text");
    }
    for code in [
        "&quot;No. &quot;0",
        "0;-0;&quot;nil&quot;",
        "#,##0,",
        "[Red]0",
        "@",
    ] {
        only(&format(code, number), "");
        only(&format(code, word), "");
    }
}

#[test]
fn a_rule_that_shows_words_of_its_own_or_a_mark_for_a_value_is_found() {
    let rule = |code: &str| {
        Pack::plain()
            .put(STYLES, "</cellXfs>", &format!("</cellXfs><dxfs><dxf><numFmt numFmtId=\"165\" formatCode=\"{code}\"/></dxf></dxfs>"))
            .behind("<conditionalFormatting sqref=\"C2\"><cfRule type=\"expression\" dxfId=\"0\"><formula>TRUE</formula></cfRule></conditionalFormatting>")
    };
    only(&rule("&quot;ok&quot;"), "invisible-text");
    only(&rule("0.0"), "");
    let marks = |element: &str, shows: &str| {
        Pack::plain().behind(&format!("<conditionalFormatting sqref=\"C2\"><cfRule type=\"{element}\"><{element} {shows}><cfvo type=\"min\"/></{element}></cfRule></conditionalFormatting>"))
    };
    for element in ["iconSet", "dataBar"] {
        only(&marks(element, "showValue=\"0\""), "invisible-text");
        only(&marks(element, "showValue=\"false\""), "invisible-text");
        only(&marks(element, "showValue=\"1\""), "");
        only(&marks(element, ""), "");
    }
}

#[test]
fn rows_and_columns_that_are_too_small_unless_they_say_otherwise_are_found() {
    let defaults =
        |attributes: &str| Pack::plain().put(SHEET, "defaultRowHeight=\"15\"", attributes);
    only(&defaults("defaultColWidth=\"0\""), "hidden-columns");
    only(&defaults("defaultColWidth=\"0.01\""), "hidden-columns");
    only(&defaults("baseColWidth=\"0\""), "hidden-columns");
    only(&defaults("baseColWidth=\"10\" defaultColWidth=\"9\""), "");
    only(&defaults("defaultRowHeight=\"0\""), "hidden-rows");
    only(&defaults("defaultRowHeight=\"15\" zeroHeight=\"1\""), "");
    let told = |columns: &str| {
        defaults("defaultColWidth=\"0\"").put(
            SHEET,
            "<sheetData>",
            &format!("<cols>{columns}</cols><sheetData>"),
        )
    };
    only(&told("<col min=\"1\" max=\"3\" width=\"9\"/>"), "");
    only(
        &told("<col min=\"1\" max=\"2\" width=\"9\"/>"),
        "hidden-columns",
    );
    // rows that say that they are shown
    let mut pack = defaults("defaultRowHeight=\"0\" zeroHeight=\"1\"");
    for row in 1..=4 {
        let old = format!("<row r=\"{row}\"");
        pack = pack.put(SHEET, &old, &format!("{old} hidden=\"0\" ht=\"15\""));
    }
    only(&pack, "");
}

#[test]
fn a_cell_or_row_or_sheet_that_is_there_twice_is_found() {
    only(&cell(&text("B4", "<t>Able</t>")), "");
    only(&cell(&text("A4", "<t>Able</t>")), "duplicate-cell");
    let row = |number: u32| {
        let cell = text(&format!("B{number}"), "<t>Able</t>");
        Pack::plain().put(
            SHEET,
            "</sheetData>",
            &format!("<row r=\"{number}\">{cell}</row></sheetData>"),
        )
    };
    only(&row(5), "");
    only(&row(4), "duplicate-cell");
    only(&row(2), "duplicate-cell");
    let table = "<sheetData><row r=\"9\"><c r=\"A9\"><v>1</v></c></row></sheetData>";
    only(&Pack::plain().behind(table), "duplicate-cell");
    only(
        &cell("<c r=\"B4\" t=\"str\"><v>ok</v><v>Able</v></c>"),
        "duplicate-cell",
    );
    only(
        &cell("<c r=\"B4\" t=\"str\"><v>ok</v><is><t>Able</t></is></c>"),
        "duplicate-cell",
    );
    let listed = Pack::plain().put(
        BOOK,
        "</sheets>",
        "<sheet name=\"More\" sheetId=\"2\" r:id=\"r0\"/></sheets>",
    );
    only(&listed, "duplicate-cell");
    let mut twice = Pack::plain();
    twice.part(SHEET, "<worksheet><sheetData/></worksheet>");
    assert!(codes(&twice.file(), "cards.xlsx").contains("duplicate-entry"));
}

#[test]
fn a_shape_that_is_hidden_or_too_small_is_found() {
    let drawing = |xml: &str| {
        Pack::plain().with(
            SHEET,
            "drawing",
            DRAWING,
            &format!("<wsDr xmlns:a=\"urn:a\"><absoluteAnchor><ext cx=\"914400\" cy=\"914400\"/>{xml}</absoluteAnchor></wsDr>"),
        )
    };
    let shape = |hidden: &str, size: &str, words: &str| {
        drawing(&format!(
            "<sp><nvSpPr><cNvPr id=\"2\" name=\"Box\" {hidden}/></nvSpPr><spPr><a:xfrm><a:ext {size}/></a:xfrm></spPr><txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></txBody></sp>"
        ))
    };
    let plain = "cx=\"914400\" cy=\"914400\"";
    only(&shape("", plain, "Able"), "");
    only(&shape("hidden=\"0\"", plain, "Able"), "");
    only(&shape("hidden=\"1\"", plain, "Able"), "invisible-text");
    only(&shape("", "cx=\"1\" cy=\"1\"", "Able"), "invisible-text");
    only(
        &shape("", "cx=\"9525\" cy=\"914400\"", "Able"),
        "invisible-text",
    );
    // a line has no height, and a frame of a chart no size of its own
    only(&shape("", "cx=\"914400\" cy=\"0\"", ""), "");
    only(
        &drawing("<graphicFrame><xfrm><a:ext cx=\"0\" cy=\"0\"/></xfrm></graphicFrame>"),
        "",
    );
    let between = |column: u32, offset: u32| {
        Pack::plain().with(SHEET, "drawing", DRAWING, &format!("<wsDr><twoCellAnchor><from><col>1</col><colOff>0</colOff><row>1</row><rowOff>0</rowOff></from><to><col>{column}</col><colOff>{offset}</colOff><row>9</row><rowOff>0</rowOff></to><sp><txBody><p><r><t>Able</t></r></p></txBody></sp></twoCellAnchor></wsDr>"))
    };
    only(&between(2, 0), "");
    only(&between(1, 600_000), "");
    only(&between(1, 9525), "invisible-text");
    let whole = drawing("").put(
        DRAWING,
        "<ext cx=\"914400\" cy=\"914400\"/>",
        "<ext cx=\"1\" cy=\"1\"/><sp><t>Able</t></sp>",
    );
    only(&whole, "invisible-text");
}

#[test]
fn a_window_that_is_not_shown_hides_every_sheet() {
    let window = |state: &str| {
        let view = format!("<bookViews><workbookView visibility=\"{state}\"/></bookViews><sheets>");
        Pack::plain().put(BOOK, "<sheets>", &view)
    };
    only(&window("visible"), "");
    only(&window("hidden"), "hidden-sheet");
    only(&window("veryHidden"), "very-hidden-sheet");
}

#[test]
fn a_value_of_a_filter_that_no_visible_cell_holds_is_found() {
    let filter = |value: &str| {
        Pack::plain().behind(&format!("<autoFilter ref=\"A1:C4\"><filterColumn colId=\"1\"><filters><filter val=\"{value}\"/></filters></filterColumn></autoFilter>"))
    };
    only(&filter("Sergeant"), "");
    only(&filter("Inspector"), "validation-list");
    only(&filter("17.00"), "");
}

#[test]
fn what_a_truth_or_an_error_is_not_is_shown_to_nobody() {
    for (kind, value, code) in [
        ("b", "1", ""),
        ("b", "Able", "custom-xml"),
        ("e", "#N/A", ""),
        ("e", "Able", "custom-xml"),
    ] {
        only(
            &cell(&format!("<c r=\"B4\" t=\"{kind}\"><v>{value}</v></c>")),
            code,
        );
    }
    only(&cell("Able"), "custom-xml");
    only(&cell("<c r=\"B4\" t=\"zz\"><v>Able</v></c>"), "custom-xml");
}

#[test]
fn a_text_that_is_pushed_out_of_its_cell_is_found() {
    let indent = |steps: u32| {
        let style = format!("<xf fontId=\"0\"><alignment indent=\"{steps}\"/></xf></cellXfs>");
        Pack::plain().put(STYLES, "</cellXfs>", &style).put(
            SHEET,
            "<c r=\"A2\"",
            "<c r=\"A2\" s=\"4\"",
        )
    };
    only(&indent(2), "");
    only(&indent(250), "invisible-text");
}

#[test]
fn a_text_that_goes_on_beyond_a_cell_that_cuts_it_is_found() {
    let style = |alignment: &str, width: &str| {
        let style = format!("<xf fontId=\"0\"><alignment {alignment}/></xf></cellXfs>");
        Pack::plain()
            .put(STYLES, "</cellXfs>", &style)
            .put(
                SHEET,
                "<sheetData>",
                &format!("<cols><col min=\"2\" max=\"2\" width=\"{width}\"/></cols><sheetData>"),
            )
            .put(SHEET, "<c r=\"B2\"", "<c r=\"B2\" s=\"4\"")
            .put(SHEET, "Constable", "Constable, moved after it")
    };
    only(&style("horizontal=\"fill\"", "9"), "invisible-text");
    only(&style("horizontal=\"fill\"", "20"), "");
    only(&style("horizontal=\"left\"", "9"), "");
    only(&style("shrinkToFit=\"1\"", "2"), "invisible-text");
    only(&style("shrinkToFit=\"1\"", "9"), "");
    only(&style("indent=\"10\"", "9"), "invisible-text");
    only(&style("indent=\"10\"", "40"), "");
    only(&style("indent=\"16\"", "40"), "invisible-text");
}

#[test]
fn a_text_behind_many_blanks_is_found() {
    let behind = |blanks: usize| {
        let words = format!("Constable{}moved", " ".repeat(blanks));
        Pack::plain().put(SHEET, "Constable", &words)
    };
    only(&behind(3), "");
    only(&behind(300), "invisible-text");
}

#[test]
fn a_black_bar_over_black_text_is_found_however_its_colours_are_said() {
    let bar = |ink: &str, fill: &str| {
        Pack::plain()
            .put("xl/styles.xml", "rgb=\"FFFFFFFF\"", ink)
            .put("xl/styles.xml", "<fgColor rgb=\"FF203040\"/>", fill)
            .put(
                "xl/worksheets/sheet1.xml",
                "</sheetData>",
                "<row r=\"5\"><c r=\"A5\" s=\"2\" t=\"inlineStr\"><is><t>Able</t></is></c></row></sheetData>",
            )
    };
    let black = "rgb=\"FF000000\"";
    for fill in [
        // a solid fill without a colour is black
        "",
        "<fgColor rgb=\"00000000\"/>",
        "<fgColor rgb=\"FF111111\"/>",
        "<fgColor theme=\"1\"/>",
        "<fgColor indexed=\"64\"/>",
    ] {
        for ink in [black, "rgb=\"00000000\"", "theme=\"1\""] {
            only(&bar(ink, fill), "invisible-text");
        }
    }
    only(&bar("rgb=\"FFFFFFFF\"", ""), "");
    only(&bar(black, "<fgColor rgb=\"FFFFFF00\"/>"), "");
}

#[test]
fn a_text_in_the_colour_of_its_shape_is_found() {
    let shape = |shape: &str, style: &str, run: &str| {
        Pack::plain().with(
            SHEET,
            "drawing",
            DRAWING,
            &format!("<wsDr xmlns:a=\"urn:a\"><sp><spPr><a:prstGeom prst=\"rect\"/>{shape}<a:ln><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill></a:ln></spPr>{style}<txBody><a:p><a:r><a:rPr>{run}</a:rPr><a:t>Able</a:t></a:r></a:p></txBody></sp></wsDr>"),
        )
    };
    let fill = |colour: &str| format!("<a:solidFill>{colour}</a:solidFill>");
    let white = fill("<a:srgbClr val=\"FFFFFF\"/>");
    let dark = fill("<a:schemeClr val=\"accent1\"/>");
    let ground = fill("<a:schemeClr val=\"bg1\"/>");
    let themed = "<style><lnRef idx=\"2\"><a:schemeClr val=\"accent1\"/></lnRef><fillRef idx=\"1\"><a:schemeClr val=\"accent1\"/></fillRef><fontRef idx=\"minor\"><a:schemeClr val=\"lt1\"/></fontRef></style>";
    only(&shape(&white, "", ""), "");
    only(&shape(&white, "", &white), "invisible-text");
    only(&shape("<a:noFill/>", "", &white), "invisible-text");
    only(&shape("", "", &ground), "invisible-text");
    only(&shape(&ground, "", &white), "invisible-text");
    only(&shape(&dark, "", &white), "");
    only(&shape(&dark, "", &dark), "invisible-text");
    only(&shape("<a:gradFill/>", "", &white), "");
    only(&shape("", themed, ""), "");
    only(&shape(&white, themed, ""), "invisible-text");
    only(&shape(&white, "", "<a:noFill/>"), "invisible-text");
    let grey = fill("<a:schemeClr val=\"bg1\"><a:lumMod val=\"50000\"/></a:schemeClr>");
    only(&shape(&white, "", &grey), "");
    let clear = fill("<a:srgbClr val=\"000000\"><a:alpha val=\"0\"/></a:srgbClr>");
    only(&shape(&white, "", &clear), "invisible-text");
}
