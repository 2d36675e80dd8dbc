//! Whatever is done to a workbook, it ends in a report.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use proptest::prelude::*;
use std::io::Write;

use super::pack::{Pack, zip};
use super::{codes, legacy, report};

fn seeds() -> Vec<Vec<u8>> {
    let rich = Pack::plain()
        .behind("<autoFilter ref=\"A1\"><filterColumn colId=\"0\"/></autoFilter><dataValidations><dataValidation type=\"list\"><formula1>\"a,b\"</formula1></dataValidation></dataValidations>")
        .with("xl/worksheets/sheet1.xml", "comments", "xl/comments1.xml", "<comments><text><t>a &amp; b</t></text></comments>")
        .with("xl/workbook.xml", "pivotCacheRecords", "xl/pivotCache/pivotCacheRecords1.xml", "<r><s v=\"a\"/></r>");
    vec![rich.file(), legacy::plain()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_workbook_with_changed_bytes_ends_in_a_report(
        seed in 0..2_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut file = seeds().swap_remove(seed);
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if is_cut {
            file.truncate(cut.index(file.len()));
        }
        report(&file, "cards.xlsx");
    }

    #[test]
    fn binary_parts_of_any_bytes_end_in_a_report(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut pack = Pack::bare();
        pack.bytes("xl/workbook.bin", &bytes);
        pack.relate("", "officeDocument", "xl/workbook.bin");
        for (kind, name) in [("styles", "xl/styles.bin"), ("sharedStrings", "xl/sharedStrings.bin"), ("worksheet", "xl/worksheets/sheet1.bin")] {
            pack.bytes(name, &bytes);
            pack.relate("xl/workbook.bin", kind, &format!("/{name}"));
        }
        report(&pack.file(), "cards.xlsb");
        report(&legacy::compound(&[("Workbook", bytes)], &[]), "cards.xls");
    }
}

#[test]
fn broken_xml_and_a_document_type_are_damage() {
    let sheet = |xml: &str| {
        let pack = Pack::plain().put("xl/worksheets/sheet1.xml", "<sheetData>", xml);
        codes(&pack.file(), "cards.xlsx")
    };
    assert!(sheet("<sheetData><row>").contains("damaged"));
    assert!(sheet("<sheetData>&unknown;").contains("damaged"));
    assert!(sheet("<!DOCTYPE a [<!ENTITY b \"c\">]><sheetData>").contains("damaged"));
    assert!(sheet(&"<a>".repeat(400)).contains("nested-too-deep"));
    let cell = |reference: &str| {
        sheet(&format!(
            "<sheetData><row r=\"1\"><c r=\"{reference}\"><v>1</v></c></row>"
        ))
    };
    assert!(cell("XFE1").contains("damaged"));
    assert!(cell("AAAAAAAAAAAAAA1").contains("damaged"));
    let lost = Pack::plain().put("xl/workbook.xml", "r:id=\"r0\"", "r:id=\"r7\"");
    assert!(codes(&lost.file(), "cards.xlsx").contains("damaged"));
}

#[test]
fn a_sheet_that_claims_to_be_huge_costs_nothing() {
    let sheet = Pack::plain().put(
        "xl/worksheets/sheet1.xml",
        "<sheetData>",
        "<dimension ref=\"A1:XFD1048576\"/><sheetData>",
    );
    assert!(codes(&sheet.file(), "cards.xlsx").is_empty());
}

/// A workbook with so many comment parts, each of which grows to so many MiB.
fn growing(parts: usize, size: u32) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
    packer.write_all(b"<comments>").unwrap();
    for _ in 0..size {
        packer.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    packer.write_all(b"</comments>").unwrap();
    let packed = packer.finish().unwrap();
    let mut pack = Pack::plain();
    for part in 0..parts {
        pack.bytes(&format!("xl/comments{part}.xml"), &packed);
        let target = format!("/xl/comments{part}.xml");
        pack.relate("xl/worksheets/sheet1.xml", "comments", &target);
    }
    let mut file = pack.file();
    // says in both headers that the entries are packed, and how long they are
    let size = (size << 20) + 21;
    for (signature, method, length, name) in
        [(b"PK\x03\x04", 8, 22, 30), (b"PK\x01\x02", 10, 24, 46)]
    {
        let starts: Vec<usize> = memchr::memmem::find_iter(&file, signature).collect();
        for at in starts {
            if file[at + name..].starts_with(b"xl/comments") {
                file[at + method] = 8;
                file[at + length..at + length + 4].copy_from_slice(&size.to_le_bytes());
            }
        }
    }
    file
}

#[test]
fn what_grows_too_much_is_told_and_not_unpacked() {
    let is_told =
        |parts, size| codes(&growing(parts, size), "cards.xlsx").contains("unpacks-too-large");
    assert!(!is_told(1, 4));
    assert!(is_told(1, 32));
    assert!(is_told(60, 7), "each is small enough, and all are not");
}

#[test]
fn archives_that_only_look_like_workbooks_end_in_a_report() {
    for name in [
        "xl/workbook.xml",
        "xl/workbook.bin",
        "[Content_Types].xml",
        "content.xml",
    ] {
        for text in ["", "<", "<a/>", "\u{0}\u{1}"] {
            let entries = [
                (
                    "mimetype".to_owned(),
                    b"application/vnd.oasis.opendocument.spreadsheet".to_vec(),
                ),
                (name.to_owned(), text.as_bytes().to_vec()),
            ];
            assert!(
                !codes(&zip(&entries), "cards.xlsx").is_empty(),
                "{name} {text}"
            );
        }
    }
}
