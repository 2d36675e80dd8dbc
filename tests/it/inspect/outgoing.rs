//! What is about to leave, looked at as its recipient would.

use std::io::Write;

use cardsieve::batch::Form;
use cardsieve::inspect::{Looked, Outgoing, Severity};
use cardsieve::{Code, Profile};

use proptest::prelude::*;

use crate::export::{Path, any_profile, batch as records, forms, run};

use super::pictures::{exif, jpeg, with_segment};

const HEADER: &str = "record_ref,card_design,card_serial,credential_no,barcode\r\n";

fn fob() -> Profile {
    Profile::preset("access-fob").unwrap()
}

fn look(outgoing: &Outgoing, bytes: &[u8]) -> Looked {
    let mut through = outgoing.through(Vec::new());
    through.write_all(bytes).unwrap();
    let (out, looked) = through.finish();
    assert_eq!(out, bytes, "it goes through as it is");
    looked
}

fn codes(looked: &Looked) -> Vec<&'static str> {
    looked
        .against()
        .map(|finding| finding.what().code())
        .collect()
}

fn token(row: usize) -> String {
    let mixed = (row as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let letter = |at: u32| {
        let five = mixed.rotate_left(5 * at) % 32;
        char::from(b"abcdefghijklmnopqrstuvwxyz234567"[five as usize])
    };
    (0..16).map(letter).collect()
}

/// Rows of access fobs, the serial number made by `serial`.
fn rows(count: usize, serial: impl Fn(usize) -> String) -> String {
    let line = |row| {
        format!(
            "{},D1,{},{},{}\r\n",
            token(row),
            serial(row),
            row % 65_536,
            token(!row)
        )
    };
    HEADER.to_owned() + &(0..count).map(line).collect::<String>()
}

fn nhs_number(row: usize) -> String {
    (row..)
        .map(|row| 400_000_000 + row * 7919 % 99_999_999)
        .find_map(|nine| {
            let digits = nine.to_string();
            let sum: usize = digits
                .bytes()
                .zip((2..=10).rev())
                .map(|(d, w)| usize::from(d - b'0') * w)
                .sum();
            let check = (11 - sum % 11) % 11;
            (check < 10).then(|| format!("{digits}{check}"))
        })
        .unwrap()
}

#[test]
fn a_column_of_what_no_card_needs_is_found_with_its_header_and_its_count() {
    let outgoing = Outgoing::rows(&fob(), Form::Csv);
    let plain = look(&outgoing, rows(300, |row| format!("S-{row:07}")).as_bytes());
    assert!(
        plain.may_leave() && plain.refused().is_none(),
        "{:?}",
        codes(&plain)
    );
    type Serial = fn(usize) -> String;
    let cases: [(&str, Serial); 5] = [
        ("nino", |row| format!("QQ{:06}C", row % 1_000_000)),
        ("nhs-number", nhs_number),
        ("postcode", |row| format!("M{} {}AE", 1 + row % 9, row % 10)),
        ("email", |row| format!("a{row}@example.org")),
        ("driving-licence", |row| {
            format!("MORGA7{:05}SM9IJ", 53_116 + row % 2)
        }),
    ];
    for (code, serial) in cases {
        let looked = look(&outgoing, rows(300, serial).as_bytes());
        assert_eq!(codes(&looked), [code]);
        let finding = looked.against().next().unwrap();
        assert_eq!(finding.place().header.as_deref(), Some("card_serial"));
        assert_eq!(finding.count(), 300, "{code}");
        let refused = looked.refused().unwrap();
        assert_eq!(refused.code(), Code::ForbiddenContent);
        assert_eq!(refused.to_string().matches("card_serial").count(), 1);
    }
}

#[test]
fn the_same_is_found_in_every_form_in_which_rows_can_leave() {
    let source = Profile::preset_source("access-fob").unwrap();
    for csv in [
        "delimiter = \";\"",
        "delimiter = \"\\t\"",
        "delimiter = \"|\"",
        "encoding = \"utf-8-bom\"",
        "encoding = \"windows-1252\"",
    ] {
        let text = source.replacen("[[column]]", &format!("[csv]\n{csv}\n\n[[column]]"), 1);
        let profile: Profile = text.parse().unwrap();
        let outgoing = Outgoing::rows(&profile, Form::Csv);
        for (serial, found) in [
            ("S-1 \u{e9}", false),
            ("QQ123456C", true),
            ("QQ\u{a0}12 34 56\u{2013}C", true),
        ] {
            let mut text = rows(3, |_| serial.to_owned());
            for (name, sign) in [("\";\"", ";"), ("\\t", "\t"), ("\"|\"", "|")] {
                if csv.contains(name) {
                    text = text.replace(',', sign);
                }
            }
            let bytes = if csv.contains("1252") {
                text.chars()
                    .map(|c| {
                        if c == '\u{2013}' {
                            0x96
                        } else {
                            u8::try_from(u32::from(c)).unwrap()
                        }
                    })
                    .collect()
            } else if csv.contains("bom") {
                format!("\u{feff}{text}").into_bytes()
            } else {
                text.into_bytes()
            };
            assert_eq!(
                codes(&look(&outgoing, &bytes)),
                if found { vec!["nino"] } else { vec![] },
                "{csv}"
            );
        }
    }
    let outgoing = Outgoing::rows(&fob(), Form::Ndjson);
    for (serial, found) in [
        ("S-1", false),
        ("QQ123456C", true),
        ("QQ\\u0031\\u00323456C", true),
    ] {
        let line = format!(
            "{{\"record_ref\":\"{}\",\"card_design\":\"D1\",\"card_serial\":\"{serial}\",\"credential_no\":\"1\",\"barcode\":\"{}\"}}\n",
            token(1),
            token(2)
        );
        assert_eq!(
            codes(&look(&outgoing, line.as_bytes())),
            if found { vec!["nino"] } else { vec![] }
        );
    }
}

#[test]
fn what_is_no_token_is_looked_at_under_a_token_s_header() {
    let outgoing = Outgoing::rows(&fob(), Form::Csv);
    for cell in [
        "QQ123456C",
        "a.smith@example.org",
        "07700900123",
        "4111111111111111",
    ] {
        let text = format!("{HEADER}{cell},D1,S-1,1,{}\r\n", token(1));
        assert!(!look(&outgoing, text.as_bytes()).may_leave(), "{cell}");
        let text = format!("{HEADER}{},D1,S-1,1,{cell}\r\n", token(1));
        assert!(!look(&outgoing, text.as_bytes()).may_leave(), "{cell}");
    }
}

#[test]
fn what_in_doubt_is_a_date_of_birth_does_not_leave_and_what_in_doubt_is_a_number_does() {
    let outgoing = Outgoing::rows(&fob(), Form::Csv);
    let born = |row: usize| format!("19{:02}-{:02}-{:02}", 60 + row, 1 + row % 12, 1 + row % 28);
    let text = rows(20, born);
    let looked = look(&outgoing, text.as_bytes());
    assert_eq!(codes(&looked), ["date-of-birth"]);
    assert!(looked.refused().is_some());
    let numbered = |row: usize| format!("{:011}", 70_000_000 + row * 7919);
    assert!(look(&outgoing, rows(20, numbered).as_bytes()).may_leave());
}

#[test]
fn a_header_that_says_what_no_card_needs_is_found_although_the_profile_names_it() {
    let source = Profile::preset_source("access-fob").unwrap();
    for (header, may_leave) in [
        ("Date of birth", false),
        ("Home postcode", false),
        ("Department", true),
        ("serial", true),
    ] {
        let profile: Profile = source
            .replace("\"card_serial\"", &format!("\"{header}\""))
            .replace(&format!("field = \"{header}\""), "field = \"card_serial\"")
            .parse()
            .unwrap();
        let text = rows(3, |row| format!("S-{row}")).replacen("card_serial", header, 1);
        let looked = look(&Outgoing::rows(&profile, Form::Csv), text.as_bytes());
        assert_eq!(looked.may_leave(), may_leave, "{header}");
    }
}

#[test]
fn a_text_that_stands_in_the_profile_is_no_finding() {
    let source = Profile::preset_source("access-fob").unwrap();
    let column = "[[column]]\nheader = \"if_found\"\nplace = \"back\"\nconstant = \"PO Box 1, M1 1AE, 0161 496 0000\"\n";
    let profile: Profile = format!("{source}\n{column}").parse().unwrap();
    let with = |text: &str| {
        let text = format!(",\"{text}\"\r\n");
        rows(3, |row| format!("S-{row}"))
            .replace("\r\n", &text)
            .replacen(&text, ",if_found\r\n", 1)
    };
    let outgoing = Outgoing::rows(&profile, Form::Csv);
    assert!(
        look(
            &outgoing,
            with("PO Box 1, M1 1AE, 0161 496 0000").as_bytes()
        )
        .may_leave()
    );
    assert!(
        !look(
            &outgoing,
            with("PO Box 1, M1 1AF, 0161 496 0000").as_bytes()
        )
        .may_leave()
    );
}

#[test]
fn rows_that_are_not_as_we_write_them_do_not_leave() {
    let outgoing = Outgoing::rows(&fob(), Form::Csv);
    let text = rows(2, |row| format!("S-{row}"));
    assert!(look(&outgoing, text.as_bytes()).may_leave());
    let odd = [
        String::new(),
        text.replace("\r\n", "\n"),
        text.trim_end().to_owned(),
        text.replace("card_serial,", ""),
        text.replace("barcode", "barcode,more"),
        text.replace("barcode", "Barcode"),
        text.replace(",D1,", ",D1,D1,"),
        text.replace(",D1,", ","),
        text.replace(",D1,", ",\"D1,"),
        text.replace(",D1,", ",D\"1,"),
        format!("{text}\r\n"),
        format!("{text}more"),
        format!("{text}{}", "x".repeat(2 << 20)),
        text.lines().next().unwrap().to_owned() + "\r\n\r\n",
    ];
    for text in odd {
        assert!(!look(&outgoing, text.as_bytes()).may_leave(), "{text:.80}");
    }
    let mut bytes = text.into_bytes();
    bytes[70] = 0xff;
    assert!(!look(&outgoing, &bytes).may_leave());
    let outgoing = Outgoing::rows(&fob(), Form::Ndjson);
    for line in [
        "{}",
        "[]",
        "{\"record_ref\":\"a\"}",
        "{\"record_ref\":\"a\"} {}",
        "1",
        "{\"record_ref\":1}",
        "",
    ] {
        assert!(
            !look(&outgoing, format!("{line}\n").as_bytes()).may_leave(),
            "{line}"
        );
    }
    assert!(look(&outgoing, b"").may_leave());
}

#[test]
fn pieces_of_any_size_are_looked_at_as_the_whole_is() {
    let bytes = batch(&[("photos/aaaaaaaaaaaaaaaa.jpg", &jpeg(35, 45))]);
    let profile = fob();
    let outgoing = Outgoing::batch(&profile, Form::Csv);
    assert!(
        look(&outgoing, &bytes).may_leave(),
        "{:?}",
        codes(&look(&outgoing, &bytes))
    );
    for size in [1, 2, 3, 7, 64, 1000] {
        let mut through = outgoing.through(Vec::new());
        for piece in bytes.chunks(size) {
            through.write_all(piece).unwrap();
        }
        assert!(through.finish().1.may_leave(), "{size}");
    }
    let rows = rows(40, |_| "QQ123456C".to_owned());
    let outgoing = Outgoing::rows(&profile, Form::Csv);
    for size in 1..200 {
        let mut through = outgoing.through(Vec::new());
        for piece in rows.as_bytes().chunks(size) {
            through.write_all(piece).unwrap();
        }
        let (_, looked) = through.finish();
        assert_eq!(codes(&looked), ["nino"], "{size}");
        assert_eq!(looked.against().next().unwrap().count(), 40, "{size}");
    }
}

/// The header of an entry and its line in the directory, in the one form that batches have.
fn headers(name: &str, content: &[u8], offset: usize) -> (Vec<u8>, Vec<u8>) {
    let word = |value: usize| u32::try_from(value).unwrap().to_le_bytes();
    let mut crc = flate2::Crc::new();
    crc.update(content);
    let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
    common.extend(crc.sum().to_le_bytes());
    common.extend(word(content.len()));
    common.extend(word(content.len()));
    common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    common.extend([0; 2]);
    let local = [b"PK\x03\x04", common.as_slice(), name.as_bytes()].concat();
    let central = [
        b"PK\x01\x02\x14\0",
        common.as_slice(),
        &[0; 10],
        &word(offset),
        name.as_bytes(),
    ]
    .concat();
    (local, central)
}

fn container(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let (local, central) = headers(name, content, out.len());
        out.extend(local);
        out.extend_from_slice(content);
        directory.extend(central);
    }
    let half = u16::try_from(entries.len()).unwrap().to_le_bytes();
    let word = |value: usize| u32::try_from(value).unwrap().to_le_bytes();
    let end = [
        b"PK\x05\x06\0\0\0\0",
        &half[..],
        &half,
        &word(directory.len()),
        &word(out.len()),
        &[0; 2],
    ];
    let end = end.concat();
    [out, directory, end].concat()
}

/// A batch of access fobs with these entries behind it.
fn batch(more: &[(&str, &[u8])]) -> Vec<u8> {
    let rows = rows(3, |row| format!("S-{row}"));
    let mut entries: Vec<(&str, &[u8])> = vec![
        (
            "manifest.json",
            b"{\"controller\":\"C\",\"rows\":{\"count\":3}}",
        ),
        ("rows.csv", rows.as_bytes()),
    ];
    entries.extend(more);
    container(&entries)
}

#[test]
fn whatever_is_added_to_a_finished_batch_is_seen() {
    let profile = fob();
    let outgoing = Outgoing::batch(&profile, Form::Csv);
    let may_leave = |bytes: &[u8]| look(&outgoing, bytes).may_leave();
    let plain = batch(&[]);
    assert!(may_leave(&plain));
    let plain_photo = jpeg(35, 45);
    assert!(may_leave(&batch(&[(
        "photos/aaaaaaaaaaaaaaaa.jpg",
        &plain_photo
    )])));
    let with_exif = with_segment(0xe1, &exif(&[(0x0110, 2, 4, 0x0041_4141)], b""));
    for more in [
        ("photos/Smith_John.jpg", plain_photo.as_slice()),
        ("photos/aaaaaaaaaaaaaaaa.jpg", &with_exif),
        (
            "photos/aaaaaaaaaaaaaaaa.jpg",
            &[&plain_photo[..], b"QQ123456C"].concat(),
        ),
        ("photos/aaaaaaaaaaaaaaaa.jpg", b"text"),
        ("photos/aaaaaaaaaaaaaaaa.png", &plain_photo),
        ("hr.csv", b"a,b\r\n1,2\r\n"),
        ("rows.csv", b"a,b\r\n1,2\r\n"),
        ("rows.ndjson", b"{}\n"),
        (
            "manifest.json.minisig",
            b"untrusted comment: QQ123456C\nx\ntrusted comment: y\nz\n",
        ),
        ("manifest.json.minisig", b"x"),
        ("__MACOSX/._rows.csv", b"x"),
    ] {
        assert!(!may_leave(&batch(&[more])), "{}", more.0);
    }
    for manifest in [
        &b"{\"purpose\":\"QQ123456C\"}"[..],
        b"{\"QQ123456C\":1}",
        b"[",
        b"{} {}",
    ] {
        let rows = rows(3, |row| format!("S-{row}"));
        assert!(!may_leave(&container(&[
            ("manifest.json", manifest),
            ("rows.csv", rows.as_bytes())
        ])));
    }
    assert!(
        !may_leave(&container(&[("manifest.json", b"{}")])),
        "no rows"
    );
    let end = plain.len() - 22;
    let mut with_comment = plain.clone();
    with_comment[end + 20] = 2;
    for odd in [
        [&plain[..], b"x"].concat(),
        [b"x", &plain[..]].concat(),
        [&with_comment[..], b"xy"].concat(),
        [&plain[..end], b"PK\x01\x02", &plain[end..]].concat(),
        plain[..end].to_vec(),
        plain[..100].to_vec(),
        Vec::new(),
    ] {
        assert!(!may_leave(&odd));
    }
    // no byte of a header can be another
    let first = 30 + "manifest.json".len();
    let directory = u32::from_le_bytes(plain[end + 16..end + 20].try_into().unwrap()) as usize;
    // checksums, offsets and counts are for the reader of a batch to compare
    let free = |at: usize| {
        let in_first = (14..18).contains(&at);
        let in_line = |line: usize| {
            (line + 16..line + 28).contains(&at) || (line + 42..line + 46).contains(&at)
        };
        in_first
            || in_line(directory)
            || in_line(directory + 46 + 13)
            || (end + 8..end + 20).contains(&at)
    };
    for at in (0..first)
        .chain(directory..plain.len())
        .filter(|at| !free(*at))
    {
        let mut odd = plain.clone();
        odd[at] ^= 0x40;
        assert!(!may_leave(&odd), "{at} of {}", plain.len());
    }
}

#[test]
fn what_was_found_says_nothing_of_what_was_looked_at() {
    let outgoing = Outgoing::rows(&fob(), Form::Csv);
    let looked = look(&outgoing, rows(3, |_| "QQ765432C".to_owned()).as_bytes());
    let said = format!("{looked:?}{:?}{outgoing:?}", looked.refused());
    assert!(!said.contains("765432"), "{said}");
    assert_eq!(looked.report().worst(), Some(Severity::Forbidden));
}

#[test]
fn people_and_roles_that_are_called_as_columns_are_leave_under_any_header() {
    let profile: Profile = r#"
format = 1
name = "lines"
controller = "C"
recipient = "R"
purpose = "P"
delete_after_days = 30

[[column]]
header = "line 0"
place = "matching"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "batch" }]

[[column]]
header = "line 1"
place = "front"
parts = [{ field = "family_name", treatment = "keep" }]

[[column]]
header = "line 2"
place = "front"
parts = [{ field = "job_title", treatment = "category", table = { "A driver" = "Driver", "Another" = "Driver" } }]
"#
    .parse()
    .unwrap();
    let outgoing = Outgoing::rows(&profile, Form::Csv);
    let row = |name| format!("line 0,line 1,line 2\r\nabcdefghijklmnop,{name},Driver\r\n");
    for name in [
        "Street",
        "Covert",
        "House",
        "Probation",
        "Leaver S",
        "D O B",
    ] {
        let looked = look(&outgoing, row(name).as_bytes());
        assert!(looked.may_leave(), "{name}: {:?}", codes(&looked));
    }
    let looked = look(&outgoing, row("Date of Birth").as_bytes());
    assert_eq!(codes(&looked), ["forbidden-column"]);
}

proptest! {
    /// Whatever profile and records: what is released of them may leave.
    #[test]
    fn what_is_released_of_any_records_under_any_profile_may_leave(
        (profile, rows) in any_profile().prop_flat_map(|profile| {
            let rows = records(&profile, 1..8);
            (Just(profile), rows)
        }),
        form in forms(),
    ) {
        if let (Ok(bytes), _) = run(&profile, &rows, Path::TypedErased, form) {
            let looked = look(&Outgoing::rows(&profile, form), &bytes);
            prop_assert!(looked.may_leave(), "{:?}", codes(&looked));
        }
    }
}
