//! Texts that somebody wrote where a program keeps words and numbers of its own.

use std::collections::BTreeSet;

use super::codes;
use super::pack::Pack;

const BOOK: &str = "xl/workbook.xml";
const SHEET: &str = "xl/worksheets/sheet1.xml";
const STYLES: &str = "xl/styles.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const NUMBER: &str = "QQ123456C";

/// That somebody's number is found in an attribute, and what a program writes there is not.
#[track_caller]
fn found(with: impl Fn(&str) -> Pack, plain: &str) {
    let codes = |value: &str| codes(&with(value).file(), "cards.xlsx");
    let clean = codes(plain);
    assert!(
        codes(NUMBER).contains("nino") && !clean.contains("nino"),
        "{clean:?}"
    );
}

#[test]
fn a_number_in_place_of_what_a_sheet_says_of_its_cells_is_found() {
    let cell = |xml: String| Pack::plain().put(SHEET, "<c r=\"A2\"", &format!("{xml} r=\"A2\""));
    found(|value| cell(format!("<c foo=\"{value}\"")), "1");
    found(|value| cell(format!("<c s=\"{value}\"")), "0");
    found(|value| cell(format!("<c cm=\"{value}\"")), "1");
    let with =
        |value: &str| Pack::plain().put(SHEET, "<row r=\"4\"", &format!("<row r=\"4\" {value}"));
    found(|value| with(&format!("spans=\"{value}\"")), "1:3");
    found(|value| with(&format!("xmlns:x=\"urn:{value}\"")), "urn:x");
    let before =
        |xml: String| Pack::plain().put(SHEET, "<sheetData>", &format!("{xml}<sheetData>"));
    found(
        |value| before(format!("<sheetPr codeName=\"{value}\"/>")),
        "Sheet1",
    );
    found(
        |value| {
            before(format!(
                "<cols><col min=\"1\" max=\"1\" style=\"{value}\"/></cols>"
            ))
        },
        "0",
    );
    let behind = |xml: String| Pack::plain().behind(&xml);
    for element in ["filter", "customFilter"] {
        let filter = |value: &str| {
            behind(format!(
                "<autoFilter ref=\"A1:C4\"><filterColumn colId=\"0\"><filters><{element} val=\"{value}\"/></filters></filterColumn></autoFilter>"
            ))
        };
        found(filter, "17");
    }
    found(
        |value| behind(format!("<autoFilter ref=\"{value}\"/>")),
        "A1:C4",
    );
    found(
        |value| {
            behind(format!(
                "<cellWatches><cellWatch r=\"{value}\"/></cellWatches>"
            ))
        },
        "B2",
    );
    found(
        |value| {
            behind(format!(
                "<mergeCells><mergeCell ref=\"{value}\"/></mergeCells>"
            ))
        },
        "E1:F2",
    );
    found(
        |value| behind(format!("<pageSetup paperSize=\"9\" r:id=\"{value}\"/>")),
        "rId1",
    );
    found(
        |value| behind(format!("<conditionalFormatting sqref=\"{value}\"/>")),
        "A1:B2 C4",
    );
    found(
        |value| behind(format!("<extLst><ext uri=\"{value}\"/></extLst>")),
        "{78C0D931-6437-407d-A8EE-F0AAD7539E65}",
    );
    found(
        |value| {
            behind(format!(
                "<sheetProtection algorithmName=\"{value}\" hashValue=\"{value}\"/>"
            ))
        },
        "SHA-512",
    );
}

#[test]
fn a_number_in_place_of_what_a_workbook_says_of_itself_is_found() {
    let before = |xml: String| Pack::plain().put(BOOK, "<sheets>", &format!("{xml}<sheets>"));
    found(
        |value| before(format!("<workbookPr codeName=\"{value}\"/>")),
        "ThisWorkbook",
    );
    found(
        |value| before(format!("<fileVersion appName=\"{value}\"/>")),
        "xl",
    );
    let behind = |xml: String| Pack::plain().put(BOOK, "</sheets>", &format!("</sheets>{xml}"));
    found(
        |value| behind(format!("<oleSize ref=\"{value}\"/>")),
        "A1:B2",
    );
    found(
        |value| Pack::plain().put(BOOK, "sheetId=\"1\"", &format!("sheetId=\"{value}\"")),
        "1",
    );
    found(
        |value| {
            Pack::plain().put(
                BOOK,
                "<workbook ",
                &format!("<workbook xmlns:x=\"{value}\" "),
            )
        },
        "urn:x",
    );
}

#[test]
fn a_number_in_place_of_a_name_of_a_font_or_style_is_found() {
    let font = |xml: String| Pack::plain().put(STYLES, "<sz val=\"11\"/>", &xml);
    found(|value| font(format!("<name val=\"{value}\"/>")), "Calibri");
    found(|value| font(format!("<sz val=\"{value}\"/>")), "11");
    found(
        |value| font(format!("<color rgb=\"{value}\"/>")),
        "FF1F497D",
    );
    let behind =
        |xml: String| Pack::plain().put(STYLES, "</styleSheet>", &format!("{xml}</styleSheet>"));
    found(
        |value| {
            behind(format!(
                "<cellStyles><cellStyle name=\"{value}\"/></cellStyles>"
            ))
        },
        "Normal",
    );
    found(
        |value| behind(format!("<tableStyles defaultTableStyle=\"{value}\"/>")),
        "TableStyleMedium9",
    );
    found(
        |value| {
            behind(format!(
                "<tableStyles><tableStyle name=\"{value}\"/></tableStyles>"
            ))
        },
        "TableStyleMedium9",
    );
    found(
        |value| {
            behind(format!(
                "<colors><mruColors><color rgb=\"{value}\"/></mruColors></colors>"
            ))
        },
        "FFAB1234",
    );
    found(
        |value| Pack::plain().put(STRINGS, "<si>", &format!("<si foo=\"{value}\">")),
        "1",
    );
    let run = |value: &str| {
        Pack::plain().put(
            STRINGS,
            "<si><t>",
            &format!("<si><r><rPr><rFont val=\"{value}\"/></rPr><t>x</t></r><t>"),
        )
    };
    found(run, "Calibri");
}

#[test]
fn a_number_in_place_of_a_relationship_or_a_kind_of_part_is_found() {
    let id = |value: &str| {
        let mut pack = Pack::plain();
        pack.relate_as(BOOK, value, "theme", "theme/theme1.xml");
        pack
    };
    found(id, "rId12");
    let kind = |value: &str| {
        let mut pack = Pack::plain();
        pack.relate(BOOK, value, "theme/theme1.xml");
        pack
    };
    found(kind, "theme");
    let target = |value: &str| {
        let mut pack = Pack::plain();
        pack.relate(BOOK, "theme", &format!("theme/{value}.xml"));
        pack
    };
    found(target, "theme1");
    let types = |xml: String| {
        let mut pack = Pack::plain();
        pack.types = xml;
        pack
    };
    found(
        |value| {
            types(format!(
                "<Default Extension=\"{value}\" ContentType=\"image/png\"/>"
            ))
        },
        "png",
    );
    found(
        |value| {
            types(format!(
                "<Default Extension=\"png\" ContentType=\"{value}\"/>"
            ))
        },
        "image/png",
    );
    found(|value| types(format!("<!-- {value} -->")), "x");
}

#[test]
fn a_part_whose_name_holds_a_number_is_found() {
    let part = |name: &str| {
        let pack = Pack::plain().with(BOOK, "theme", name, "<theme/>");
        codes(&pack.file(), "cards.xlsx")
    };
    assert_eq!(part("xl/theme/theme1.xml"), BTreeSet::new());
    // what leads to it is looked at as well
    let wanted = BTreeSet::from(["name-holds-data", "nino"]);
    assert_eq!(part("xl/theme/QQ 12 34 56 C.xml"), wanted);
}

#[test]
fn a_number_in_place_of_the_program_that_made_it_is_found() {
    let app = |element: &str, value: &str| {
        Pack::plain().with(
            "",
            "extended-properties",
            "docProps/app.xml",
            &format!("<Properties><{element}>{value}</{element}></Properties>"),
        )
    };
    for (element, plain) in [
        (
            "Application",
            "LibreOffice/7.4.2.3$Linux_X86_64 LibreOffice_project/382eef1f22670f7f4118c8c2dd222ec7ad009daf",
        ),
        ("Application", "Microsoft Excel"),
        ("AppVersion", "16.0300"),
        ("TotalTime", "125"),
        ("Company", "Example Force"),
        ("Manager", "Able"),
    ] {
        found(|value| app(element, value), plain);
        found(
            |value| app(element, &value.replace("QQ", "Microsoft Excel QQ")),
            plain,
        );
    }
    let core = |value: &str| {
        Pack::plain().put(
            "docProps/core.xml",
            "<dc:creator>",
            &format!(
                "<dcterms:created xmlns:dcterms=\"urn:t\">{value}</dcterms:created><dc:creator>"
            ),
        )
    };
    found(core, "2025-12-01T09:30:00Z");
}
