//! Somebody's number in every place of OpenDocument that holds a text, and the signs of places that are seldom there.

use std::collections::BTreeSet;

use super::super::pack::zip;
use super::{META, ROWS, TEXT, book, codes, notes, only, sheet};

const NUMBER: &str = "QQ123456C";

/// That a number is found there, and that nothing is without it.
#[track_caller]
fn told(with: impl Fn(&str) -> Vec<u8>) {
    let found = codes(&with(NUMBER), "cards.ods");
    assert!(found.contains("nino"), "{found:?}");
    let plain = codes(&with("17"), "cards.ods");
    assert!(!plain.contains("nino"), "{plain:?}");
}

fn with(name: &str, text: &str) -> Vec<u8> {
    book("", &sheet(ROWS), "", &[(name, text)])
}

/// The same with another file of the plain document.
fn meta(xml: &str) -> Vec<u8> {
    let wanted = META.replace("</office:meta>", &format!("{xml}</office:meta>"));
    super::hiding::replaced(&with("moved.xml", ""), META, &wanted)
}

fn behind(xml: &str) -> Vec<u8> {
    book("", &sheet(ROWS), xml, &[])
}

#[test]
fn a_number_in_the_properties_of_a_document_is_found() {
    for place in [
        "<meta:user-defined meta:name=\"{}\">1</meta:user-defined>",
        "<meta:user-defined meta:name=\"A\">{}</meta:user-defined>",
        "<meta:template xlink:title=\"{}\"/>",
        "<meta:document-statistic foo=\"{}\"/>",
        "<dc:title>{}</dc:title>",
        "<!--{}-->",
    ] {
        told(|value| meta(&place.replace("{}", value)));
    }
    let found = |xml: &str| codes(&meta(xml), "cards.ods");
    assert!(found("<meta:template xlink:href=\"x\"/>").contains("connection"));
    assert!(!found("<meta:template xlink:href=\"\"/>").contains("connection"));
    assert!(
        found("<meta:user-defined meta:name=\"A\">moved</meta:user-defined>")
            .contains("custom-property")
    );
    assert!(found("moved<dc:title/>").contains("custom-property"));
    assert!(found("<!--moved-->").contains("custom-xml"));
}

#[test]
fn a_number_in_the_settings_of_a_document_is_found() {
    let settings = |xml: &str| with("settings.xml", &format!("<settings>{xml}</settings>"));
    for place in [
        "<config-item name=\"{}\" type=\"int\">1</config-item>",
        "<config-item name=\"ViewId\" type=\"string\">{}</config-item>",
        "<config-item name=\"ZoomValue\" type=\"int\">{}</config-item>",
        "<config-item name=\"PrinterName\" type=\"string\">{}</config-item>",
        "<!--{}-->",
        "{}<config-item/>",
    ] {
        told(|value| settings(&place.replace("{}", value)));
    }
    only(&settings("<!--moved-->"), "custom-xml");
    only(&settings("moved<config-item/>"), "custom-xml");
    only(&settings("<config:moved/>"), "custom-xml");
    let printer = settings("<config-item name=\"PrinterName\" type=\"string\">Able</config-item>");
    only(&printer, "");
    assert!(notes(&printer, "cards.ods").contains("printer-settings"));
}

#[test]
fn a_number_in_the_manifest_or_in_files_of_their_own_is_found() {
    let manifest = |xml: &str| {
        let plain = with("moved.xml", "");
        let mut archive = super::super::pack::entries(&plain);
        for (name, content) in &mut archive {
            if name == "META-INF/manifest.xml" {
                let text = String::from_utf8(content.clone()).unwrap();
                *content = text
                    .replace("</manifest>", &format!("{xml}</manifest>"))
                    .into_bytes();
            }
        }
        zip(&archive)
    };
    told(|value| {
        manifest(&format!(
            "<file-entry full-path=\"/\" media-type=\"{value}\"/>"
        ))
    });
    let found = codes(&manifest("<manifest:moved/>"), "cards.ods");
    assert!(found.contains("custom-xml"), "{found:?}");
    told(|value| with("moved/other.xml", &format!("<a>of Able Baker {value}</a>")));
    told(|value| with("ObjectReplacements/Object 1", &format!("VCLMTF {value}")));
    only(&with("ObjectReplacements/Object 1", "VCLMTF"), "");
    only(
        &with("ObjectReplacements/Object 1", &format!("VCLMTF {TEXT}")),
        "custom-xml",
    );
    assert!(
        notes(&with("ObjectReplacements/Object 1", "VCLMTF"), "cards.ods")
            .contains("embedded-picture")
    );
    assert!(notes(&with("Pictures/1.png", "x"), "cards.ods").contains("embedded-picture"));
    assert!(codes(&with("moved.xml", "<a/>"), "cards.ods").contains("unknown-part"));
    assert!(codes(&with("Object 1/moved.xml", "<a/>"), "cards.ods").contains("embedded-object"));
    assert!(codes(&with("stray.bin", "x"), "cards.ods").contains("unknown-part"));
}

#[test]
fn a_document_that_lacks_a_file_or_says_more_of_its_type_is_told() {
    let plain = super::super::pack::entries(&with("moved.xml", ""));
    for gone in ["META-INF/manifest.xml", "styles.xml"] {
        let archive: Vec<_> = plain
            .iter()
            .filter(|(name, _)| name != gone)
            .cloned()
            .collect();
        let found = codes(&zip(&archive), "cards.ods");
        assert!(found.contains("damaged"), "{gone}: {found:?}");
    }
    let mut archive = plain.clone();
    for (name, content) in &mut archive {
        if name == "mimetype" {
            content.extend([b' '; 80]);
        }
    }
    assert!(codes(&zip(&archive), "cards.ods").contains("unlisted-data"));
    let signed: Vec<_> = plain
        .into_iter()
        .chain([(
            "META-INF/documentsignatures.xml".to_owned(),
            b"<document-signatures/>".to_vec(),
        )])
        .collect();
    let creators = |file: &[u8]| {
        let report = super::report(file, "cards.ods");
        report
            .findings()
            .iter()
            .filter(|finding| finding.what().code() == "creator")
            .map(|finding| finding.count())
            .sum::<u64>()
    };
    assert_eq!(
        creators(&zip(&signed)),
        creators(&with("moved.xml", "")) + 1
    );
}

#[test]
fn a_file_of_a_document_that_is_encrypted_or_far_too_large_is_told() {
    let file = with("moved.xml", "<a/>");
    let mut archive = super::super::pack::entries(&file);
    for (name, content) in &mut archive {
        if name == "META-INF/manifest.xml" {
            let text = String::from_utf8(content.clone()).unwrap();
            *content = text
                .replace(
                    "\"moved.xml\"/>",
                    "\"moved.xml\"><encryption-data/></file-entry>",
                )
                .into_bytes();
        }
    }
    assert!(codes(&zip(&archive), "cards.ods").contains("encrypted"));
    let large = "<a/>".repeat(80_000);
    let large = format!("<moved>{large}</moved>");
    assert!(
        codes(&with("Configurations2/a.xml", &large), "cards.ods").contains("size-unexplained")
    );
}

#[test]
fn a_number_beside_the_cells_is_found() {
    let message = "<table:content-validations><table:content-validation table:name=\"v\"><table:help-message table:title=\"{}\"/></table:content-validation></table:content-validations>";
    for xml in [
        message,
        "<table:data-pilot-tables><table:data-pilot-member table:name=\"{}\"/></table:data-pilot-tables>",
        "<office:forms foo=\"{}\"/>",
        "<table:content-validations><table:content-validation table:name=\"v\" table:condition=\"of:cell-content-is-in-list(&quot;{}&quot;)\"/></table:content-validations>",
        "<table:database-ranges><table:database-range table:name=\"a\"><table:filter><table:filter-condition table:value=\"1\" table:data-type=\"{}\"/></table:filter></table:database-range></table:database-ranges>",
        "<table:named-expressions>{}</table:named-expressions>",
    ] {
        told(|value| behind(&xml.replace("{}", value)));
    }
    let text = |xml: &str| book("", &sheet(&ROWS.replace("A Able", xml)), "", &[]);
    told(|value| {
        text(&format!(
            "A <text:span text:style-name=\"{value}\">Able</text:span>"
        ))
    });
    told(|value| {
        text(&format!(
            "<text:a xlink:href=\"https://a.example/{value}\">A Able</text:a>"
        ))
    });
    told(|value| {
        text(&format!(
            "<text:a xlink:href=\"#Cards.A1\" office:title=\"{value}\">A Able</text:a>"
        ))
    });
    told(|value| {
        book(
            "",
            &sheet(&ROWS.replace(
                "\"string\">",
                &format!("\"string\" office:string-value=\"name\"><text:p>{value}</text:p>"),
            )),
            "",
            &[],
        )
    });
    told(|value| {
        book(
            &format!("<style:style style:name=\"PageStyle_5f_{value}\"/>"),
            &sheet(ROWS),
            "",
            &[],
        )
    });
    let copy = sheet(ROWS).replace("\"Cards\"", "\"'file:///x.ods'#$Cards\"");
    assert!(codes(&book("", &copy, "", &[]), "cards.ods").contains("external-link-cache"));
}

#[test]
fn a_number_in_a_chart_or_in_the_styles_of_a_document_is_found() {
    let chart = |xml: &str| {
        with(
            "Object 1/content.xml",
            &format!("<content><chart/>{xml}</content>"),
        )
    };
    told(|value| chart(&format!("<title><p>{value}</p></title>")));
    told(|value| chart(&format!("<!--{value}-->")));
    only(&chart("<!--moved-->"), "custom-xml");
    only(&chart("<chart:moved/>"), "custom-xml");
    only(
        &chart("<table-cell value=\"17\"/><table-cell value=\"NaN\"/>"),
        "",
    );
    only(&chart("<table-cell value=\"19\"/>"), "chart-cache");
    let styles = |xml: &str| {
        with(
            "styles.xml",
            &format!("<document-styles>{xml}</document-styles>"),
        )
    };
    told(|value| styles(&format!("<office:styles>{value}</office:styles>")));
    told(|value| styles(&format!("<!--{value}-->")));
    only(&styles(""), "");
    only(
        &styles("<office:styles>moved</office:styles>"),
        "custom-xml",
    );
    only(&styles("<office:moved/>"), "custom-xml");
    only(&styles("<!--moved-->"), "custom-xml");
    let properties = format!("<style:text-properties foo=\"{TEXT}\"/>");
    only(&styles(&properties), "custom-xml");
    let rule = "<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address=\"Cards.A1:Cards.A2\"><calcext:condition calcext:value=\"=&quot;moved away&quot;\"/></calcext:conditional-format></calcext:conditional-formats></table:table>";
    let ruled = sheet(ROWS).replace("</table:table>", rule);
    let wanted = BTreeSet::from(["invisible-text"]);
    assert_eq!(codes(&book("", &ruled, "", &[]), "cards.ods"), wanted);
}
