//! Where in a sheet something hides: the first row and column, and how many there are.

use super::pack::Pack;
use super::{codes, place};
use crate::inspect::{Exceptions, Inspector};

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[track_caller]
fn told(pack: &Pack, code: &str, expected: &str) {
    assert_eq!(place(&pack.file(), "cards.xlsx", code), expected);
}

#[test]
fn hidden_rows_are_one_finding_with_the_first_of_them() {
    let rows: String = (10..510)
        .map(|row| format!("<row r=\"{row}\" hidden=\"1\"><c r=\"A{row}\"><v>1</v></c></row>"))
        .collect();
    let many = Pack::plain().put(SHEET, "</sheetData>", &format!("{rows}</sheetData>"));
    told(&many, "hidden-rows", "sheet 1, first in row 10, 500 rows");
    let one = Pack::plain().put(SHEET, "<row r=\"3\">", "<row r=\"3\" hidden=\"1\">");
    told(&one, "hidden-rows", "sheet 1 › row 3");
    let filtered = one.behind("<autoFilter ref=\"A1:C4\"><filterColumn colId=\"0\"/></autoFilter>");
    told(&filtered, "filtered-rows", "sheet 1 › row 3");
}

#[test]
fn hidden_columns_are_one_finding_with_the_first_of_them() {
    let cols = |cols: &str| {
        Pack::plain()
            .put(
                SHEET,
                "<sheetData>",
                &format!("<cols>{cols}</cols><sheetData>"),
            )
            .put(SHEET, ">shoulder<", ">date of birth<")
    };
    told(
        &cols("<col min=\"3\" max=\"16384\" hidden=\"1\"/>"),
        "hidden-columns",
        "sheet 1, first in column 3 (C) [date of birth], 16382 columns",
    );
    told(
        &cols("<col min=\"5\" max=\"5\" hidden=\"1\"/><col min=\"2\" max=\"2\" width=\"0.1\"/>"),
        "hidden-columns",
        "sheet 1, first in column 2 (B), 2 columns",
    );
}

#[test]
fn an_exception_for_a_column_is_for_the_one_that_is_hidden_and_no_more() {
    let cols = |last: u32| {
        let cols = format!("<cols><col min=\"2\" max=\"{last}\" hidden=\"1\"/></cols><sheetData>");
        Pack::plain().put(SHEET, "<sheetData>", &cols).file()
    };
    let allowed = |exceptions: &str, last: u32| {
        let exceptions: Exceptions = exceptions.parse().unwrap();
        let inspector = Inspector::new().with_exceptions(&exceptions);
        let report = inspector
            .inspect_file(std::io::Cursor::new(cols(last)), "cards.xlsx")
            .unwrap();
        let mut findings = report.findings().iter();
        let finding = findings
            .find(|finding| finding.what().code() == "hidden-columns")
            .unwrap();
        exceptions.allowing(finding).is_some()
    };
    assert!(allowed("hidden-columns@2 theirs", 2));
    assert!(allowed("hidden-columns@rank theirs", 2));
    assert!(!allowed("hidden-columns@3 theirs", 2));
    assert!(!allowed("hidden-columns@2 theirs", 3));
    assert!(!allowed("hidden-columns@rank theirs", 3));
    assert!(allowed("hidden-columns@* theirs", 3));
}

#[test]
fn cells_that_are_not_seen_are_one_finding_with_the_first_of_them() {
    let white = Pack::plain()
        .put(SHEET, "<c r=\"B2\"", "<c r=\"B2\" s=\"1\"")
        .put(SHEET, "<c r=\"A3\"", "<c r=\"A3\" s=\"1\"");
    told(
        &white,
        "invisible-text",
        "sheet 1, first in row 2, column 2 (B), 2 times",
    );
    let merged = Pack::plain().behind("<mergeCells><mergeCell ref=\"B2:C2\"/></mergeCells>");
    told(&merged, "invisible-text", "sheet 1 › row 2 › column 3 (C)");
    let rule = Pack::plain().behind("<conditionalFormatting sqref=\"C2:C9\"><cfRule type=\"dataBar\"><dataBar showValue=\"0\"/></cfRule></conditionalFormatting>");
    told(&rule, "invisible-text", "sheet 1 › row 2 › column 3 (C)");
    let far =
        "<row r=\"200\"><c r=\"B200\"><v>1</v></c><c r=\"C200\"><v>2</v></c></row></sheetData>";
    told(
        &Pack::plain().put(SHEET, "</sheetData>", far),
        "far-cells",
        "sheet 1, first in row 200, column 2 (B), 2 cells",
    );
    let right = "<c r=\"AZ4\"><v>1</v></c></row></sheetData>";
    told(
        &Pack::plain().put(SHEET, "</row></sheetData>", right),
        "far-cells",
        "sheet 1 › row 4 › column 52 (AZ)",
    );
    let twice = Pack::plain().put(
        SHEET,
        "<row r=\"4\">",
        "<row r=\"4\"><c r=\"B4\"><v>1</v></c>",
    );
    told(&twice, "duplicate-cell", "sheet 1 › row 4 › column 1 (A)");
}

#[test]
fn comments_are_counted_and_the_first_of_them_is_told_with_its_sheet() {
    let comments = "<comments><commentList><comment ref=\"C3\"><text><t>x</t></text></comment><comment ref=\"B2\"><text><t>y</t></text></comment></commentList></comments>";
    let pack = Pack::plain().with(SHEET, "comments", "xl/comments1.xml", comments);
    told(
        &pack,
        "comment",
        "xl/comments1.xml › sheet 1, first in row 2, column 2 (B), 2 times",
    );
    let threaded = "<ThreadedComments><threadedComment ref=\"A4\"><text>x</text></threadedComment></ThreadedComments>";
    let pack = Pack::plain().with(
        SHEET,
        "threadedComment",
        "xl/threadedComments/threadedComment1.xml",
        threaded,
    );
    told(
        &pack,
        "comment",
        "xl/threadedComments/threadedComment1.xml › sheet 1 › row 4 › column 1 (A)",
    );
    let broken = Pack::plain().with(SHEET, "comments", "xl/comments1.xml", "<comments><a");
    told(&broken, "comment", "xl/comments1.xml › sheet 1");
}

#[test]
fn lists_filters_links_and_shapes_are_told_with_their_cell() {
    let list = Pack::plain().behind("<dataValidations><dataValidation type=\"list\" sqref=\"B2:B9 D1\"><formula1>\"Moved,Left\"</formula1></dataValidation></dataValidations>");
    told(
        &list,
        "validation-list",
        "sheet 1, first in row 2, column 2 (B), 2 times",
    );
    let newer = Pack::plain().behind("<extLst><ext><dataValidations><dataValidation type=\"list\"><formula1><f>\"Moved\"</f></formula1><sqref>C4</sqref></dataValidation></dataValidations></ext></extLst>");
    told(&newer, "validation-list", "sheet 1 › row 4 › column 3 (C)");
    let filter = Pack::plain().behind("<autoFilter ref=\"B1:C4\"><filterColumn colId=\"1\"><filters><filter val=\"Moved\"/></filters></filterColumn></autoFilter>");
    told(&filter, "validation-list", "sheet 1 › column 3 (C)");
    let link =
        Pack::plain().behind("<hyperlinks><hyperlink ref=\"A2\" tooltip=\"moved\"/></hyperlinks>");
    told(&link, "margin-text", "sheet 1 › row 2 › column 1 (A)");
    let shape = "<wsDr><twoCellAnchor><from><col>3</col><colOff>0</colOff><row>7</row><rowOff>0</rowOff></from><to><col>5</col><colOff>0</colOff><row>9</row><rowOff>0</rowOff></to><sp><nvSpPr><cNvPr id=\"1\" name=\"a\" hidden=\"1\"/></nvSpPr></sp></twoCellAnchor></wsDr>";
    let shape = Pack::plain().with(SHEET, "drawing", "xl/drawings/drawing1.xml", shape);
    told(
        &shape,
        "invisible-text",
        "xl/drawings/drawing1.xml › sheet 1 › row 8 › column 4 (D)",
    );
}

#[test]
fn rules_of_later_versions_scenarios_and_formulas_are_told_with_their_cell() {
    let rule = |rule: &str| {
        Pack::plain().behind(&format!("<extLst><ext><conditionalFormattings><conditionalFormatting>{rule}<sqref>C3:C4 A1</sqref></conditionalFormatting></conditionalFormattings></ext></extLst>"))
    };
    let at = "sheet 1 › row 3 › column 3 (C)";
    for hiding in [
        "<cfRule type=\"dataBar\"><dataBar showValue=\"0\"/></cfRule>",
        "<cfRule type=\"expression\"><f>A1=\"moved away\"</f></cfRule>",
        "<cfRule type=\"expression\"><dxf><numFmt numFmtId=\"164\" formatCode=\";;;\"/></dxf></cfRule>",
        "<cfRule type=\"expression\"><dxf><numFmt numFmtId=\"164\" formatCode=\"&quot;moved away&quot;\"/></dxf></cfRule>",
        "<cfRule type=\"expression\"><dxf><font><color rgb=\"FFFFFFFF\"/></font><border><left><color rgb=\"FF000000\"/></left></border></dxf></cfRule>",
        "<cfRule type=\"expression\"><dxf><font><color rgb=\"FF112233\"/></font><fill><patternFill><bgColor rgb=\"FF112233\"/></patternFill></fill></dxf></cfRule>",
    ] {
        told(&rule(hiding), "invisible-text", at);
    }
    let plain = rule(
        "<cfRule type=\"expression\"><f>A1=1</f><dxf><font><color rgb=\"FF9C0006\"/></font><fill><patternFill><bgColor rgb=\"FFFFC7CE\"/></patternFill></fill></dxf></cfRule>",
    );
    assert!(!codes(&plain.file(), "cards.xlsx").contains("invisible-text"));
    let scenario = Pack::plain().behind("<scenarios><scenario name=\"x\"><inputCells r=\"D4\" val=\"1\"/><inputCells r=\"B2\" val=\"1\"/></scenario><scenario name=\"y\"><inputCells r=\"C2\" val=\"1\"/></scenario></scenarios>");
    told(
        &scenario,
        "scenario",
        "sheet 1, first in row 2, column 2 (B), 2 times",
    );
    let formula = Pack::plain().put(
        SHEET,
        "<c r=\"B3\"",
        "<c r=\"B3\" t=\"str\"><f>IF(1,\"y\",\"moved away\")</f><v>y</v></c><c r=\"B3\"",
    );
    told(&formula, "invisible-text", "sheet 1 › row 3 › column 2 (B)");
}

#[test]
fn a_part_to_which_two_sheets_lead_is_of_none() {
    let comments = "<comments><commentList><comment ref=\"C3\"/></commentList></comments>";
    let mut pack = Pack::plain()
        .put(
            "xl/workbook.xml",
            "</sheets>",
            "<sheet name=\"More\" sheetId=\"2\" r:id=\"r1\"/></sheets>",
        )
        .with(SHEET, "comments", "xl/comments1.xml", comments);
    pack.part(
        "xl/worksheets/sheet2.xml",
        "<worksheet><sheetData/></worksheet>",
    );
    pack.relate_as(
        "xl/workbook.xml",
        "r1",
        "worksheet",
        "worksheets/sheet2.xml",
    );
    told(
        &pack,
        "comment",
        "xl/comments1.xml › sheet 1 › row 3 › column 3 (C)",
    );
    pack.relate("xl/worksheets/sheet2.xml", "comments", "/xl/comments1.xml");
    told(&pack, "comment", "xl/comments1.xml › row 3 › column 3 (C)");
}
