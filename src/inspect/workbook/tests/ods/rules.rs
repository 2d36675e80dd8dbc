//! Formats, rules, rows and places of OpenDocument that hide what a cell holds.

use super::{ROWS, book, only, place, sheet};

#[test]
fn a_format_in_the_colour_of_the_ground_hides_what_it_shows() {
    let with = |formats: &str, ground: &str| {
        let styles = format!(
            "{formats}<style:style style:name=\"ce1\" style:data-style-name=\"N1\"><style:table-cell-properties fo:background-color=\"{ground}\"/></style:style>"
        );
        let rows = ROWS.replace(
            "<table:table-cell office:value=",
            "<table:table-cell table:style-name=\"ce1\" office:value=",
        );
        book(&styles, &sheet(&rows), "", &[])
    };
    let format = |name: &str, colour: &str, more: &str| {
        format!(
            "<number:number-style style:name=\"{name}\"><style:text-properties fo:color=\"{colour}\"/><number:number/>{more}</number:number-style>"
        )
    };
    let map = "<style:map style:condition=\"value()&gt;=0\" style:apply-style-name=\"N1P0\"/>";
    only(&with(&format("N1", "#203040", ""), "transparent"), "");
    only(
        &with(&format("N1", "#ffffff", ""), "transparent"),
        "invisible-text",
    );
    only(&with(&format("N1", "#ffffff", ""), "#203040"), "");
    only(
        &with(&format("N1", "#203040", ""), "#203040"),
        "invisible-text",
    );
    let sections = |colour: &str| {
        format!(
            "{}{}",
            format("N1P0", colour, ""),
            format("N1", "#ff0000", map)
        )
    };
    only(&with(&sections("#0000ff"), "transparent"), "");
    only(&with(&sections("#ffffff"), "transparent"), "invisible-text");
    // of no value anything
    let empty = |first: &str| {
        format!(
            "<number:number-style style:name=\"N1P0\">{first}</number:number-style><number:number-style style:name=\"N1\"><number:text/>{map}</number:number-style>"
        )
    };
    only(&with(&empty("<number:number/>"), "transparent"), "");
    only(&with(&empty(""), "transparent"), "invisible-text");
}

#[test]
fn a_style_that_a_condition_gives_to_cells_may_hide_them() {
    let white = "<style:text-properties fo:color=\"#ffffff\"/>";
    let dark = "<style:table-cell-properties fo:background-color=\"#203040\"/>";
    let style = |name: &str, properties: &str, more: &str| {
        format!(
            "<style:style style:name=\"{name}_5f_1\" style:display-name=\"{name}_1\">{properties}</style:style>{more}"
        )
    };
    // in the style of the cell
    let mapped = |properties: &str, own: &str| {
        let map = format!(
            "<style:style style:name=\"ce1\">{own}<style:map style:condition=\"is-true-formula(1)\" style:apply-style-name=\"Rule_5f_1\"/></style:style>"
        );
        let rows = ROWS.replace(
            "<table:table-cell><text:p>A",
            "<table:table-cell table:style-name=\"ce1\"><text:p>A",
        );
        book(&style("Rule", properties, &map), &sheet(&rows), "", &[])
    };
    only(&mapped("", ""), "");
    only(&mapped(white, ""), "invisible-text");
    only(&mapped(white, dark), "");
    only(&mapped(&format!("{white}{dark}"), ""), "");
    // in a rule behind the cells
    let ruled = |properties: &str, rule: &str| {
        let rules = format!(
            "<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address=\"Cards.B2:Cards.B9\">{rule}</calcext:conditional-format></calcext:conditional-formats></table:table>"
        );
        let sheet = sheet(ROWS).replace("</table:table>", &rules);
        book(&style("Rule", properties, ""), &sheet, "", &[])
    };
    for rule in [
        "<calcext:condition calcext:apply-style-name=\"Rule_1\" calcext:value=\"&gt;1\"/>",
        "<calcext:date-is calcext:style=\"Rule_1\" calcext:date=\"today\"/>",
    ] {
        only(&ruled("", rule), "");
        only(&ruled(&format!("{white}{dark}"), rule), "");
        only(&ruled(white, rule), "invisible-text");
        assert_eq!(
            place(&ruled(white, rule), "cards.ods", "invisible-text"),
            "content.xml › sheet 1 › row 2 › column 2 (B)"
        );
    }
    for marks in ["icon-set", "data-bar"] {
        let rule = |shows: &str| format!("<calcext:{marks} calcext:show-value=\"{shows}\"/>");
        only(&ruled("", &rule("true")), "");
        only(&ruled("", &rule("false")), "invisible-text");
    }
}

#[test]
fn a_text_that_goes_on_below_what_its_row_shows_is_found() {
    let cell = |height: &str, text: &str| {
        let styles = format!(
            "<style:style style:name=\"ro9\"><style:table-row-properties style:row-height=\"{height}\"/></style:style>"
        );
        let rows = ROWS
            .replace(
                "</table:table-row><table:table-row>",
                "</table:table-row><table:table-row table:style-name=\"ro9\">",
            )
            .replace("<text:p>A Able</text:p>", text);
        book(&styles, &sheet(&rows), "", &[])
    };
    for far in [
        "<text:p>A Able</text:p><text:p/><text:p/><text:p/><text:p>moved</text:p>",
        "<text:p>A Able<text:line-break/><text:line-break/><text:line-break/><text:line-break/>moved</text:p>",
    ] {
        only(&cell("0.45cm", far), "invisible-text");
        only(&cell("4cm", far), "");
    }
    only(
        &cell("0.45cm", "<text:p>A Able</text:p><text:p>Upstairs</text:p>"),
        "",
    );
}

#[test]
fn a_sheet_may_begin_lower_than_its_first_rows() {
    let begun = |above: u32| {
        let empty = format!(
            "<table:table-row table:number-rows-repeated=\"{above}\"><table:table-cell/></table:table-row>"
        );
        book("", &sheet(&format!("{empty}{ROWS}")), "", &[])
    };
    only(&begun(59), "");
    only(&begun(60), "far-cells");
}
