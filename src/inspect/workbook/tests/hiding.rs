//! Places where no program shows anything: names of nobody's, names that say more than one does, remarks, leavings.

use std::collections::BTreeSet;

use super::codes;
use super::pack::Pack;

const BOOK: &str = "xl/workbook.xml";
const SHEET: &str = "xl/worksheets/sheet1.xml";
const STYLES: &str = "xl/styles.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const CORE: &str = "docProps/core.xml";

#[track_caller]
fn only(pack: &Pack, code: &str) {
    let wanted: BTreeSet<_> = code.split_whitespace().collect();
    assert_eq!(codes(&pack.file(), "cards.xlsx"), wanted);
}

/// Each part with its last tag.
const PARTS: &[(&str, &str)] = &[
    (BOOK, "</workbook>"),
    (SHEET, "</worksheet>"),
    (STYLES, "</styleSheet>"),
    (STRINGS, "</sst>"),
    (CORE, "</cp:coreProperties>"),
];

#[test]
fn what_stands_behind_a_document_is_damage() {
    for (part, end) in PARTS {
        let with = |more: &str| Pack::plain().put(part, end, &format!("{end}{more}"));
        only(&with("\n"), "");
        for more in ["moved", "<x>moved</x>", "<![CDATA[moved]]>", "&#109;oved"] {
            let found = codes(&with(more).file(), "cards.xlsx");
            assert!(found.contains("damaged"), "{part}: {more}: {found:?}");
        }
    }
}

#[test]
fn a_text_an_element_or_a_remark_that_a_part_has_no_place_for_is_found() {
    for (part, end) in PARTS {
        for more in [
            "moved",
            "<![CDATA[moved]]>",
            "&#109;oved",
            "<moved/>",
            "<extLst moved=\"1\"/>",
            "<!--moved-->",
            "<?moved?>",
            "<?mso-application moved?>",
        ] {
            let pack = Pack::plain().put(part, end, &format!("{more}{end}"));
            let found = codes(&pack.file(), "cards.xlsx");
            let is_told = ["custom-xml", "custom-property", "unknown-part"];
            assert!(
                is_told.iter().any(|code| found.contains(code)),
                "{part}: {more}: {found:?}"
            );
        }
    }
}

#[test]
fn an_attribute_that_is_there_twice_or_is_none_is_damage() {
    let cell = |attributes: &str| {
        Pack::plain().put(SHEET, "<c r=\"A3\"", &format!("<c r=\"A3\" {attributes}"))
    };
    only(&cell("s=\"0\""), "");
    for attributes in ["s=\"0\" s=\"1\"", "s=\"0\" moved", "s=0"] {
        let found = codes(&cell(attributes).file(), "cards.xlsx");
        assert!(found.contains("damaged"), "{attributes}: {found:?}");
    }
    let many: String = (0..40).map(|number| format!("a{number}=\"\" ")).collect();
    let found = codes(&cell(&format!("{many} a39=\"\"")).file(), "cards.xlsx");
    assert!(found.contains("damaged"), "{found:?}");
}

#[test]
fn a_declaration_that_says_more_than_one_does_is_damage() {
    let with =
        |says: &str| Pack::plain().put(SHEET, "<worksheet ", &format!("<?xml {says}?><worksheet "));
    only(
        &with("version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\""),
        "",
    );
    for says in [
        "version=\"1.0\" encoding=\"moved away\"",
        "version=\"1.0\" standalone=\"moved\"",
        "version=\"1.0\" moved=\"yes\"",
        "version=\"moved\"",
    ] {
        let found = codes(&with(says).file(), "cards.xlsx");
        assert!(found.contains("damaged"), "{says}: {found:?}");
    }
}

#[test]
fn a_name_that_says_more_than_one_does_is_found() {
    for (name, wanted) in [
        ("Rates", ""),
        ("Print_Titles", ""),
        ("She_was_moved", "x"),
        ("SheWasMovedAway", "x"),
    ] {
        let or = |code| if wanted.is_empty() { "" } else { code };
        let defined = format!(
            "</sheets><definedNames><definedName name=\"{name}\">Cards!$A$1</definedName></definedNames>"
        );
        only(
            &Pack::plain().put(BOOK, "</sheets>", &defined),
            or("defined-name"),
        );
        let style = format!(
            "<cellStyles><cellStyle name=\"{name}\" xfId=\"0\"/></cellStyles></styleSheet>"
        );
        only(
            &Pack::plain().put(STYLES, "</styleSheet>", &style),
            or("custom-xml"),
        );
        let font = format!("<font><name val=\"{name}\"/>");
        only(
            &Pack::plain().put(STYLES, "<font>", &font),
            or("custom-xml"),
        );
        let look = format!("<tableStyles count=\"0\" defaultTableStyle=\"{name}\"/></styleSheet>");
        only(
            &Pack::plain().put(STYLES, "</styleSheet>", &look),
            or("custom-xml"),
        );
        let author = format!("<dc:creator>{}<", name.replace('_', " "));
        only(
            &Pack::plain().put(CORE, "<dc:creator>cardsieve<", &author),
            or("custom-property"),
        );
    }
}

#[test]
fn cells_to_the_right_of_the_last_header_are_found() {
    let cell = |column: &str| {
        let cell = format!("<c r=\"C3\"><v>18</v></c><c r=\"{column}3\"><v>1</v></c>");
        Pack::plain().put(SHEET, "<c r=\"C3\"><v>18</v></c>", &cell)
    };
    only(&cell("D"), "extra-cells");
    only(&cell("H"), "extra-cells");
    only(
        &Pack::plain().put(SHEET, "<c r=\"C3\"><v>18</v></c>", ""),
        "",
    );
}

#[test]
fn an_address_that_says_more_than_a_place_is_found_unless_a_cell_shows_it() {
    let link = |target: &str| {
        let mut pack = Pack::plain();
        pack.relate(SHEET, "hyperlink", target);
        pack
    };
    only(&link("https://a.example/cards"), "");
    for target in [
        "https://a.example/moved%20away",
        "https://a.example/she-was-moved-away",
        "mailto:cards?subject=moved",
        "data:text/plain,moved",
    ] {
        only(&link(target), "margin-text");
        let shown = link(target).put(STRINGS, "C Charlie", target);
        only(&shown, "");
    }
}

#[test]
fn rows_and_columns_that_are_as_good_as_hidden_are_found() {
    let row = |height: &str| {
        Pack::plain().put(
            SHEET,
            "<row r=\"3\"",
            &format!("<row r=\"3\" ht=\"{height}\" customHeight=\"1\""),
        )
    };
    let column = |width: &str| {
        let columns = format!(
            "<cols><col min=\"2\" max=\"2\" width=\"{width}\" customWidth=\"1\"/></cols><sheetData>"
        );
        Pack::plain().put(SHEET, "<sheetData>", &columns)
    };
    for low in ["0.5", "2", "4.5"] {
        only(&row(low), "hidden-rows");
    }
    for narrow in ["0.2", "0.9", "1.2"] {
        only(&column(narrow), "hidden-columns");
    }
    only(&row("9"), "");
    only(&column("2.5"), "");
}

#[test]
fn what_a_packages_own_parts_say_of_nothing_is_found() {
    let types = |more: &str| {
        let mut pack = Pack::plain();
        pack.types.push_str(more);
        pack
    };
    only(
        &types("<Default Extension=\"png\" ContentType=\"image/png\"/>"),
        "",
    );
    only(
        &types("<Override PartName=\"/xl/theme/theme1.xml\" ContentType=\"application/xml\"/>"),
        "",
    );
    for more in [
        "<Default Extension=\"moved\" ContentType=\"application/xml\"/>",
        "<Default Extension=\"png\" ContentType=\"moved/away\"/>",
        "<Default Extension=\"png\" ContentType=\"application/she was moved\"/>",
        "<Override PartName=\"/moved.xml\" ContentType=\"application/xml\"/>",
        "<moved/>",
    ] {
        only(&types(more), "custom-xml");
    }
    let relation = |id: &str, target: &str| {
        let mut pack = Pack::plain();
        pack.relate_as(SHEET, id, "table", target);
        pack
    };
    for id in ["rId7", "comments", "anysvml"] {
        only(&relation(id, "../tables/table9.xml"), "");
    }
    only(&relation("rId7", "moved.xml"), "custom-xml");
    only(&relation("movedaway", "../tables/table9.xml"), "custom-xml");
    // a folder with nothing in it
    let mut pack = Pack::plain();
    pack.part("moved/", "");
    only(&pack, "unknown-part");
}

#[test]
fn a_picture_that_stands_in_a_cell_is_called_one() {
    let values = |structure: &str, value: &str| {
        Pack::plain()
            .with(
                BOOK,
                "rdRichValueStructure",
                "xl/richData/rdrichvaluestructure.xml",
                &format!("<rvStructures count=\"1\"><s t=\"{structure}\"><k n=\"CalcOrigin\" t=\"i\"/></s></rvStructures>"),
            )
            .with(
                BOOK,
                "rdRichValue",
                "xl/richData/rdrichvalue.xml",
                &format!("<rvData count=\"1\"><rv s=\"0\"><v>0</v><v>{value}</v></rv></rvData>"),
            )
    };
    only(&values("_localImage", "5"), "");
    only(&values("_localImage", "moved"), "custom-xml");
    only(&values("_linkedentity", "5"), "custom-xml");
}

#[test]
fn what_excel_calls_a_document_by_itself_is_no_text_of_anybody() {
    let with = |id: &str| {
        let pointer = format!(
            "</sheets><xr:revisionPtr revIDLastSave=\"0\" documentId=\"{id}\" xr10:uidLastSave=\"{{00000000-0000-0000-0000-000000000000}}\"/>"
        );
        Pack::plain().put(BOOK, "</sheets>", &pointer)
    };
    // whose letters happen to be a word, or a number that stands for something else
    for id in [
        "8_{8A1B2C3D-BE12-4C56-9ABC-0123456789AB}",
        "13_ncr:1_{3F1BBE10-AB12-4C56-9ABC-0123456789AB}",
        "11_F25DC773A2BE0BDACC10483F70ED5B2C5BDE58EE",
    ] {
        only(&with(id), "");
    }
    only(&with("8_{she was moved}"), "custom-xml");
}

#[test]
fn a_bar_in_a_cell_is_led_to_its_other_half_by_an_identifier() {
    let bar = |id: &str| {
        Pack::plain().behind(&format!("<conditionalFormatting sqref=\"C2:C3\"><cfRule type=\"dataBar\" priority=\"1\"><dataBar><cfvo type=\"min\"/><cfvo type=\"max\"/><color rgb=\"FF638EC6\"/></dataBar><extLst><ext uri=\"{{B025F937-C7B1-47D3-B67F-A62EFF666E3E}}\"><x14:id>{id}</x14:id></ext></extLst></cfRule></conditionalFormatting>"))
    };
    only(&bar("{14D99676-2B91-41D8-8B59-FAC493823548}"), "");
    only(&bar("moved"), "custom-xml");
}

#[test]
fn a_name_of_a_sheet_of_cells_or_of_a_table_is_judged_as_a_heading_is() {
    let sheet = |name: &str| Pack::plain().put(BOOK, "\"Cards\"", &format!("\"{name}\""));
    let cells = |name: &str| {
        let defined = format!(
            "</sheets><definedNames><definedName name=\"{name}\">Cards!$A$1</definedName></definedNames>"
        );
        Pack::plain().put(BOOK, "</sheets>", &defined)
    };
    let table = |name: &str| {
        let table = format!("<table name=\"Table1\" displayName=\"{name}\"/>");
        Pack::plain().with(SHEET, "table", "xl/tables/table1.xml", &table)
    };
    for with in [&sheet as &dyn Fn(&str) -> Pack, &cells, &table] {
        only(&with("Vetting"), "forbidden-key");
        only(&with("Ranks"), "");
    }
    only(&sheet("Salary"), "special-category");
}
