//! What a sheet of OpenDocument says beside what it shows.

use super::{META, ROWS, book, codes, notes, only, place, sheet};

/// A text of fewer words than a sentence.
const TEXT: &str = "moved away";

/// The rows with another cell in the place of somebody's name.
fn cell(xml: &str) -> Vec<u8> {
    let cell = "<table:table-cell><text:p>A Able</text:p></table:table-cell>";
    assert!(ROWS.contains(cell));
    book("", &sheet(&ROWS.replace(cell, xml)), "", &[])
}

/// The rows with more in the paragraph of somebody's name.
fn within(xml: &str) -> Vec<u8> {
    cell(&format!(
        "<table:table-cell><text:p>A Able{xml}</text:p></table:table-cell>"
    ))
}

#[test]
fn a_value_that_the_text_of_its_cell_does_not_show_is_found() {
    let valued = |attributes: &str, shown: &str| {
        cell(&format!(
            "<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"
        ))
    };
    for (attributes, shown) in [
        (
            "office:value-type=\"string\" office:string-value=\"A Able\"",
            "A Able",
        ),
        (
            "office:value-type=\"float\" office:value=\"17.346\"",
            "17.35",
        ),
        (
            "office:value-type=\"date\" office:date-value=\"2025-01-03\"",
            "03/01/25",
        ),
        (
            "office:value-type=\"boolean\" office:boolean-value=\"true\"",
            "TRUE",
        ),
    ] {
        only(&valued(attributes, shown), "");
    }
    for (attributes, shown) in [
        (
            "office:value-type=\"string\" office:string-value=\"moved\"",
            "A Able",
        ),
        ("office:value-type=\"float\" office:value=\"42\"", "17"),
        (
            "office:value-type=\"date\" office:date-value=\"2024-06-05\"",
            "03/01/25",
        ),
        (
            "office:value-type=\"time\" office:time-value=\"moved\"",
            "01:30",
        ),
        ("office:value-type=\"string\" office:value=\"17\"", "A 17"),
    ] {
        only(&valued(attributes, shown), "invisible-text");
    }
    // a number that a library does not write out is shown all the same
    only(
        &cell("<table:table-cell office:value-type=\"float\" office:value=\"17\"/>"),
        "",
    );
    let formula = |formula: &str| {
        valued(
            &format!("office:value-type=\"string\" table:formula=\"of:={formula}\""),
            "A Able",
        )
    };
    only(&formula("IF([.B2]=1;&quot;A Able&quot;;&quot;&quot;)"), "");
    only(
        &formula("IF([.B2]=1;&quot;A Able&quot;;&quot;moved&quot;)"),
        "invisible-text",
    );
}

#[test]
fn a_text_that_stands_in_no_place_of_one_is_found() {
    only(
        &within("<text:s text:c=\"2\"/><text:span>B</text:span>"),
        "",
    );
    for element in [
        "<text:bookmark text:name=\"a\"/>",
        "<text:hidden-text text:string-value=\"a\"/>",
        "<text:note><text:p>a</text:p></text:note>",
        "<text:ruby-text>a</text:ruby-text>",
        "<text:placeholder>a</text:placeholder>",
    ] {
        only(&within(element), "custom-xml");
    }
    only(
        &cell(&format!(
            "<table:table-cell>{TEXT}<text:p>A Able</text:p></table:table-cell>"
        )),
        "custom-xml",
    );
    only(
        &cell(&format!(
            "<table:table-cell><text:p>A Able</text:p></table:table-cell>{TEXT}"
        )),
        "custom-xml",
    );
    for element in ["table:title", "table:desc", "svg:desc"] {
        let sheet = |text: &str| {
            let start = format!("<table:table-column/><{element}>{text}</{element}>");
            book(
                "",
                &sheet(ROWS).replace("<table:table-column/>", &start),
                "",
                &[],
            )
        };
        only(&sheet("moved"), "custom-xml");
        // which a cell shows
        only(&sheet("A Able"), "");
    }
    let behind = |xml: &str| book("", &sheet(ROWS), xml, &[]);
    for xml in [
        "moved",
        "<table:moved/>",
        "<office:forms><form:hidden form:value=\"a\"/></office:forms>",
        "<text:user-field-decls><text:user-field-decl office:string-value=\"a\"/></text:user-field-decls>",
        "<table:named-expressions><table:named-range table:name=\"she_was_moved\"/></table:named-expressions>",
        "<table:database-ranges><table:database-range table:name=\"She was moved\"/></table:database-ranges>",
    ] {
        only(&behind(xml), "custom-xml");
    }
    only(&behind("<office:forms/><text:variable-decls/>"), "");
    let font = |name: &str| {
        let face = format!("<style:font-face style:name=\"A\" svg:font-family=\"{name}\"/>");
        book(&face, &sheet(ROWS), "", &[])
    };
    only(&font("Arial, 'Liberation Sans'"), "");
    only(&font("She was moved"), "custom-xml");
}

#[test]
fn a_link_of_opendocument_that_says_more_than_where_it_leads_is_found() {
    let link = |address: &str| {
        cell(&format!(
            "<table:table-cell><text:p><text:a xlink:href=\"{address}\">A Able</text:a></text:p></table:table-cell>"
        ))
    };
    only(&link("https://a.example/cards"), "");
    only(&link("https://a.example/moved%20away"), "margin-text");
    only(&link("mailto:cards?subject=moved"), "margin-text");
}

#[test]
fn files_beside_the_sheets_that_may_hold_anything_are_found() {
    let with = |name: &str, text: &str| book("", &sheet(ROWS), "", &[(name, text)]);
    only(
        &with("META-INF/documentsignatures.xml", "<document-signatures/>"),
        "",
    );
    only(
        &with(
            "META-INF/documentsignatures.xml",
            "<document-signatures>moved</document-signatures>",
        ),
        "custom-xml",
    );
    only(
        &with("META-INF/macrosignatures.xml", "<a/>"),
        "unknown-part",
    );
    only(
        &with(
            "manifest.rdf",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>",
        ),
        "",
    );
    only(
        &with("manifest.rdf", "<rdf:RDF>moved</rdf:RDF>"),
        "custom-xml",
    );
    only(
        &with("ObjectReplacements/Object 1", "moved"),
        "unknown-part",
    );
    let settings = |item: &str| {
        with(
            "settings.xml",
            &format!("<office:document-settings>{item}</office:document-settings>"),
        )
    };
    let item = |name: &str, kind: &str, value: &str| {
        settings(&format!(
            "<config:config-item config:name=\"{name}\" config:type=\"{kind}\">{value}</config:config-item>"
        ))
    };
    only(&item("HasColumnRowHeaders", "boolean", "true"), "");
    only(&item("RasterIsVisible", "boolean", "true"), "");
    only(&item("ViewId", "string", "view1"), "");
    only(&item("ZoomValue", "int", "moved"), "custom-xml");
    only(&item("ViewId", "string", "She was moved"), "custom-xml");
    only(&item("SheWasMoved", "int", "1"), "custom-xml");
    only(&settings("moved"), "custom-xml");
    only(&with("moved/", ""), "custom-xml");
    let meta = |more: &str| {
        let meta = META.replace("</office:meta>", &format!("{more}</office:meta>"));
        let file = book("", &sheet(ROWS), "", &[]);
        // as long as the other, since lengths are told
        codes(&replaced(&file, META, &meta), "cards.ods")
    };
    assert!(meta("<meta:generator>ODFPY/1.4.1</meta:generator>").is_empty());
    assert!(!meta("moved").is_empty());
    assert!(!meta("<meta:moved/>").is_empty());
}

/// The same archive with another text in the place of a file's own.
pub(super) fn replaced(file: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut archive = crate::inspect::workbook::tests::pack::entries(file);
    for (_, content) in &mut archive {
        if content == old.as_bytes() {
            *content = new.as_bytes().to_vec();
        }
    }
    crate::inspect::workbook::tests::pack::zip(&archive)
}

#[test]
fn what_an_open_document_says_beside_its_cells_is_told_one_by_one() {
    let said = |code: &str, behind: &str| {
        only(&book("", &sheet(ROWS), behind, &[]), code);
    };
    let within = |code: &str, element: &str| {
        only(
            &book("", &sheet(&format!("{element}{ROWS}")), "", &[]),
            code,
        );
    };
    within(
        "external-link-cache",
        "<table:table-source xlink:href=\"x.ods\"/>",
    );
    within(
        "embedded-object",
        "<draw:frame><draw:object-ole/></draw:frame>",
    );
    within("macros", "<office:script/>");
    let name = |hidden: &str| {
        format!(
            "<table:named-expressions><table:named-range table:name=\"Rate\" {hidden} table:cell-range-address=\"$Cards.$A$1\"/></table:named-expressions>"
        )
    };
    said("", &name(""));
    said("defined-name", &name("table:hidden=\"true\""));
    let rule = |words: &str| {
        format!(
            "<table:content-validations><table:content-validation table:name=\"v1\" table:condition=\"of:cell-content()=&quot;{words}&quot;\"/></table:content-validations>"
        )
    };
    said("", &rule("yes"));
    said("invisible-text", &rule("moved away"));
    let scenario = sheet(&format!(
        "<table:scenario table:scenario-ranges=\"Cards.B2:Cards.C3 Cards.A1\"/>{ROWS}"
    ));
    let at = place(&book("", &scenario, "", &[]), "cards.ods", "scenario");
    assert_eq!(at, "content.xml › sheet 1 › row 2 › column 2 (B)");
    let link = |address: &str| {
        let rows = ROWS.replace(
            "A Able",
            &format!("<text:a xlink:href=\"{address}\">A Able</text:a>"),
        );
        codes(&book("", &sheet(&rows), "", &[]), "cards.ods")
    };
    assert!(!link("https://example.org/").contains("connection"));
    assert!(link("file:///C:/x.ods").contains("connection"));
    let computed = ROWS.replace(
        "office:value=\"17\"",
        "office:value=\"17\" table:formula=\"of:=10+7\"",
    );
    let file = book("", &sheet(&computed), "", &[]);
    assert!(notes(&file, "cards.ods").contains("formula-cells"));
}
