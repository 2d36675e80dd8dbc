//! What a program writes of itself into a plain sheet, told from what somebody wrote.

use super::{ROWS, TEXT, book, notes, only, place, sheet};

/// A name of a sheet that reads as a sentence, as that of a file does.
const LONG: &str = "the cards that are to be made";

fn called(name: &str) -> String {
    sheet(ROWS).replace("\"Cards\"", &format!("\"{name}\""))
}

#[test]
fn a_sheet_may_have_any_name_wherever_the_document_repeats_it() {
    let with = |name: &str, repeated: &str| {
        let behind = format!(
            "<table:named-expressions><table:named-range table:name=\"_xlnm.Print_Titles\" table:base-cell-address=\"$'{repeated}'.$A$1\" table:cell-range-address=\"$'{repeated}'.$A$1:.$E$1\"/></table:named-expressions><table:database-ranges><table:database-range table:name=\"a\" table:target-range-address=\"'{repeated}'.A1:'{repeated}'.B2\"/></table:database-ranges>"
        );
        let style = format!(
            "<style:style style:name=\"ta9\" style:master-page-name=\"PageStyle_5f_{}\"/>",
            repeated.replace(' ', "_20_")
        );
        let styles = format!(
            "<document-styles><master-styles><master-page name=\"PageStyle_5f_{}\" display-name=\"PageStyle_{repeated}\"/></master-styles></document-styles>",
            repeated.replace(' ', "_20_")
        );
        let settings = format!(
            "<settings><config-item-map-named name=\"Tables\"><config-item-map-entry name=\"{repeated}\"/></config-item-map-named></settings>"
        );
        let others = [("styles.xml", styles.as_str()), ("settings.xml", &settings)];
        book(&style, &called(name), &behind, &others)
    };
    only(&with("Cards", "Cards"), "");
    only(&with(LONG, LONG), "");
    // of no sheet that is there
    only(&with("Cards", LONG), "custom-xml orphan-strings");
}

#[test]
fn what_code_calls_a_sheet_is_told_from_a_text() {
    let with = |sheet: &str, code: &str| {
        let settings = format!(
            "<settings><config-item-map-named name=\"ScriptConfiguration\"><config-item-map-entry name=\"{sheet}\"><config-item name=\"CodeName\" type=\"string\">{code}</config-item></config-item-map-entry></config-item-map-named></settings>"
        );
        book("", &called(LONG), "", &[("settings.xml", &settings)])
    };
    only(&with(LONG, "Sheet1"), "");
    only(&with(LONG, &LONG.replace(' ', "_")), "");
    only(&with(LONG, "Able"), "custom-xml");
    only(&with("moved", "Sheet1"), "orphan-strings");
}

#[test]
fn rows_and_columns_that_repeat_on_each_page_are_no_text() {
    let with = |uses: &str| {
        let behind = format!(
            "<table:named-expressions><table:named-range table:name=\"_xlnm.Print_Titles\" table:base-cell-address=\"$Cards.$A$1\" table:cell-range-address=\"$Cards.$1:.$1\" table:range-usable-as=\"{uses}\"/></table:named-expressions>"
        );
        let rows = format!(
            "<table:table-header-rows>{}",
            ROWS.replacen(
                "</table:table-row>",
                "</table:table-row></table:table-header-rows>",
                1
            )
        );
        book("", &sheet(&rows), &behind, &[])
    };
    only(&with("repeat-column repeat-row"), "");
    only(&with("print-range filter repeat-row"), "");
    only(&with("she was moved"), "custom-xml");
}

#[test]
fn what_a_picture_is_called_for_those_who_cannot_see_it_is_judged_as_its_other_names_are() {
    let with = |element: &str, text: &str| {
        let picture = format!(
            "<table:shapes><draw:frame draw:name=\"Image 1\" svg:width=\"5cm\" svg:height=\"2cm\"><draw:image/><svg:{element} xmlns:svg=\"urn:g\">{text}</svg:{element}></draw:frame></table:shapes>"
        );
        book("", &sheet(&format!("{picture}{ROWS}")), "", &[])
    };
    for element in ["title", "desc"] {
        only(&with(element, "Picture"), "");
        only(&with(element, "red.png"), "");
        only(&with(element, TEXT), "custom-xml");
    }
    only(&with("moved", "Picture"), "custom-xml");
}

#[test]
fn where_a_link_leads_is_noted_unless_a_cell_says_so() {
    let text = |address: &str| {
        let linked = format!("<text:p><text:a xlink:href=\"{address}\">A Able</text:a></text:p>");
        book(
            "",
            &sheet(&ROWS.replace("<text:p>A Able</text:p>", &linked)),
            "",
            &[],
        )
    };
    let cell = |address: &str| {
        let style = format!(
            "<style:style style:name=\"ce1\"><style:table-cell-properties><style:hyperlink xlink:href=\"{address}\"/></style:table-cell-properties></style:style>"
        );
        book(&style, &sheet(ROWS), "", &[])
    };
    for link in [&text as &dyn Fn(&str) -> Vec<u8>, &cell] {
        for inner in [
            "#Cards.A1",
            "#'Cards'.A1:'Cards'.B2",
            "#A Able",
            "#A Able.B3",
            "#Sheet7.A1",
        ] {
            only(&link(inner), "");
        }
        for odd in [
            "#moved.A1",
            "#she was moved.A1",
            "#she-was-moved.after-it",
            "https://example.org/she-was-moved-after-it",
        ] {
            only(&link(odd), "margin-text");
        }
        let plain = link("https://example.org/canary");
        only(&plain, "");
        assert!(notes(&plain, "cards.ods").contains("margin-text"));
        assert!(!notes(&link("https://17/"), "cards.ods").contains("margin-text"));
    }
    assert_eq!(
        place(
            &text("https://example.org/canary"),
            "cards.ods",
            "margin-text"
        ),
        "content.xml › sheet 1 › column 1 (A), row 2"
    );
}

#[test]
fn a_rule_of_a_sheet_with_a_long_name_is_no_text() {
    let rule = |name: &str| {
        let rules = format!(
            "<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address=\"'{name}'.A2:'{name}'.A9\"><calcext:condition calcext:apply-style-name=\"a\" calcext:value=\"&gt;1\" calcext:base-cell-address=\"'{name}'.A2\"/></calcext:conditional-format></calcext:conditional-formats></table:table>"
        );
        book("", &called(LONG).replace("</table:table>", &rules), "", &[])
    };
    only(&rule(LONG), "");
    only(&rule(TEXT), "custom-xml");
}

#[test]
fn a_chart_may_be_of_a_sheet_with_any_name() {
    let chart = |name: &str| {
        let content = format!(
            "<content><chart cell-range-address=\"'{name}'.A1:'{name}'.B2\"/><table><table-cell><desc>'{name}'.A1:'{name}'.A2</desc></table-cell></table></content>"
        );
        book("", &called(LONG), "", &[("Object 1/content.xml", &content)])
    };
    only(&chart(LONG), "");
    only(&chart(TEXT), "chart-cache custom-xml");
}

#[test]
fn a_name_of_a_sheet_or_of_cells_is_judged_as_a_heading_is() {
    let cells = |element: &str, name: &str| {
        book(
            "",
            &sheet(ROWS),
            &format!("<table:{element} table:name=\"{name}\"/>"),
            &[],
        )
    };
    for (name, wanted) in [("Vetting", "forbidden-key"), ("Ranks", "")] {
        only(&book("", &called(name), "", &[]), wanted);
        for element in ["named-range", "named-expression", "database-range"] {
            only(&cells(element, name), wanted);
        }
    }
}
