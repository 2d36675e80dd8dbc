//! Values planted wherever a file can hold one: no report says any of them.

use cardsieve::inspect::{Exceptions, Inspection, Inspector, Severity};

use super::pictures::{exif, with_chunk, with_segment};
use super::zip::{archive, entry};

/// A text and a number that occur nowhere else.
const TEXT: &str = "ZQXCANARY7731";
const NUMBER: &str = "7731445190027";

const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A workbook that says the canaries in every part, in texts, attributes, names and remarks.
fn workbook() -> Vec<u8> {
    let kind = |name: &str| {
        format!("application/vnd.openxmlformats-officedocument.spreadsheetml.{name}+xml")
    };
    let parts = [
        (
            "xl/workbook.xml",
            "sheet.main",
            format!(
                "<workbook {MAIN}><!-- {TEXT} --><sheets><sheet name=\"{TEXT}\" sheetId=\"1\" state=\"veryHidden\" r:id=\"rId1\"/></sheets>\
             <definedNames><definedName name=\"{TEXT}\" hidden=\"1\">\"{TEXT}\"</definedName></definedNames></workbook>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            "worksheet",
            format!(
                "<worksheet {MAIN}><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>{NUMBER}</v></c></row>\
             <row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"inlineStr\"><is><t>{TEXT}</t></is></c><c r=\"XFD2\"><f>\"{TEXT}\"</f><v>{NUMBER}</v></c></row></sheetData>\
             <dataValidations><dataValidation type=\"list\" sqref=\"A1\"><formula1>\"{TEXT},{NUMBER}\"</formula1></dataValidation></dataValidations></worksheet>"
            ),
        ),
        (
            "xl/sharedStrings.xml",
            "sharedStrings",
            format!("<sst {MAIN}><si><t>nino {TEXT}</t></si><si><t>{TEXT} {NUMBER}</t></si></sst>"),
        ),
        (
            "xl/comments1.xml",
            "comments",
            format!(
                "<comments {MAIN}><authors><author>{TEXT}</author></authors><commentList><comment ref=\"A1\" authorId=\"0\"><text><t>{TEXT}</t></text></comment></commentList></comments>"
            ),
        ),
        (
            "xl/pivotCache/pivotCacheDefinition1.xml",
            "pivotCacheDefinition",
            format!(
                "<pivotCacheDefinition {MAIN}><cacheFields><cacheField name=\"{TEXT}\"><sharedItems><s v=\"{TEXT}\"/><n v=\"{NUMBER}\"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>"
            ),
        ),
        (
            "xl/connections.xml",
            "connections",
            format!(
                "<connections {MAIN}><connection id=\"1\" name=\"{TEXT}\"><dbPr connection=\"{TEXT}\" command=\"{TEXT}\"/></connection></connections>"
            ),
        ),
        (
            "xl/externalLinks/externalLink1.xml",
            "externalLink",
            format!(
                "<externalLink {MAIN}><externalBook><sheetNames><sheetName val=\"{TEXT}\"/></sheetNames><sheetDataSet><sheetData sheetId=\"0\"><row r=\"1\"><cell r=\"A1\"><v>{NUMBER}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>"
            ),
        ),
    ];
    let types: String = parts
        .iter()
        .map(|(name, content, _)| {
            format!(
                "<Override PartName=\"/{name}\" ContentType=\"{}\"/>",
                kind(content)
            )
        })
        .collect();
    let relation = |id: usize, name: &str, target: &str| {
        format!(
            "<Relationship Id=\"rId{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}\" Target=\"{target}\"/>"
        )
    };
    let relations = |all: &[String]| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
            all.concat()
        )
    };
    let mut entries = vec![
        entry("[Content_Types].xml", format!("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{types}</Types>").as_bytes()),
        entry("_rels/.rels", relations(&[relation(1, "officeDocument", "xl/workbook.xml")]).as_bytes()),
        entry("xl/_rels/workbook.xml.rels", relations(&[
            relation(1, "worksheet", "worksheets/sheet1.xml"),
            relation(2, "sharedStrings", "sharedStrings.xml"),
            relation(3, "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
            relation(4, "connections", "connections.xml"),
            relation(5, "externalLink", "externalLinks/externalLink1.xml"),
        ]).as_bytes()),
        entry("xl/worksheets/_rels/sheet1.xml.rels", relations(&[relation(1, "comments", "../comments1.xml")]).as_bytes()),
        entry("docProps/core.xml", format!("<coreProperties xmlns=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"><creator>{TEXT}</creator></coreProperties>").as_bytes()),
        entry("customXml/item1.xml", format!("<{TEXT} a=\"{TEXT}\">{NUMBER}</{TEXT}>").as_bytes()),
        entry(&format!("xl/{TEXT}.bin"), TEXT.as_bytes()),
    ];
    entries.extend(
        parts
            .iter()
            .map(|(name, _, text)| entry(name, text.as_bytes())),
    );
    archive(&entries, TEXT.as_bytes())
}

fn open_document() -> Vec<u8> {
    let space = |short: &str| {
        format!("xmlns:{short}=\"urn:oasis:names:tc:opendocument:xmlns:{short}:1.0\"")
    };
    let content = format!(
        "<office:document-content {} {} {}><office:body><office:spreadsheet><table:table table:name=\"{TEXT}\" table:display=\"false\">\
         <table:table-row table:visibility=\"collapse\"><table:table-cell office:value-type=\"float\" office:value=\"{NUMBER}\"><office:annotation><text:p>{TEXT}</text:p></office:annotation><text:p>{TEXT}</text:p></table:table-cell></table:table-row>\
         </table:table></office:spreadsheet></office:body></office:document-content>",
        space("office"),
        space("table"),
        space("text")
    );
    archive(
        &[
            entry(
                "mimetype",
                b"application/vnd.oasis.opendocument.spreadsheet",
            ),
            entry("content.xml", content.as_bytes()),
            entry(
                "settings.xml",
                format!("<a b=\"{TEXT}\">{TEXT}</a>").as_bytes(),
            ),
            entry(&format!("{TEXT}/{TEXT}"), TEXT.as_bytes()),
        ],
        b"",
    )
}

#[test]
fn no_report_says_what_was_planted_in_any_part_of_a_file() {
    let text_tag = exif(
        &[(0x010f, 2, 14, 26), (0x927c, 7, 14, 26)],
        format!("{TEXT}\0").as_bytes(),
    );
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.xlsx", workbook()),
        ("b.ods", open_document()),
        (
            "c.zip",
            archive(
                &[
                    entry(&format!("{TEXT}.xlsx"), &workbook()),
                    entry(&format!("{TEXT}/{NUMBER}.ods"), &open_document()),
                ],
                TEXT.as_bytes(),
            ),
        ),
        ("d.jpg", with_segment(0xe1, &text_tag)),
        (
            "e.jpg",
            with_segment(
                0xed,
                format!("Photoshop 3.0\08BIM\u{4}\u{4}\0\0\0\0\0\u{12}{TEXT}{TEXT}").as_bytes(),
            ),
        ),
        (
            "f.jpg",
            [
                with_segment(
                    0xe1,
                    format!("http://ns.adobe.com/xap/1.0/\0<x a='{TEXT}'/>").as_bytes(),
                ),
                TEXT.as_bytes().to_vec(),
            ]
            .concat(),
        ),
        (
            "g.png",
            with_chunk(b"tEXt", format!("{TEXT}\0{NUMBER}").as_bytes()),
        ),
        ("h.png", with_chunk(b"zzZZ", TEXT.as_bytes())),
        (
            "i.json",
            format!("{{\"{TEXT}\":{{\"{TEXT}\":{NUMBER}}},\"x\":[\"nino {TEXT}\"]}} {TEXT}")
                .into_bytes(),
        ),
        (
            "j.csv",
            format!("{TEXT},nino,{NUMBER}\n{TEXT},{NUMBER},{TEXT},{TEXT}\n#{TEXT}\n").into_bytes(),
        ),
        (
            "k.minisig",
            format!("untrusted comment: {TEXT}\n{TEXT}\n").into_bytes(),
        ),
        ("l.pdf", format!("%PDF-1.7 {TEXT}").into_bytes()),
    ];
    let inspector = Inspector::new();
    let mut inspection = Inspection::new(Severity::Note, Exceptions::default());
    for (name, bytes) in &files {
        let report = inspector.inspect(&bytes[..], name).unwrap();
        assert!(!report.findings().is_empty(), "{name}");
        inspection.add(report);
        // named after a person, which the caller's own name for it is not
        inspection.add(
            inspector
                .inspect_as(std::io::Cursor::new(bytes), &format!("{TEXT}.x"), "a file")
                .unwrap(),
        );
    }
    let found = inspection.to_json();
    for code in [
        "very-hidden-sheet",
        "comment",
        "pivot-cache",
        "external-link-cache",
        "connection",
        "defined-name",
        "orphan-strings",
        "unknown-part",
        "exif",
        "picture-comment",
    ] {
        assert!(
            found.contains(&format!("\"{code}\"")),
            "{code} is not there"
        );
    }
    let forms = [
        inspection.to_text(),
        found,
        inspection.to_sarif(),
        inspection.to_html(),
        format!("{inspection:?}"),
    ];
    for form in forms {
        for planted in [TEXT, NUMBER, "CANARY", "zqxcanary"] {
            assert!(!form.contains(planted), "{form}");
        }
    }
}
