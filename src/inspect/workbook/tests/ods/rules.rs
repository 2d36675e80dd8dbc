//! Formats and rules of OpenDocument that hide what a cell holds.

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
