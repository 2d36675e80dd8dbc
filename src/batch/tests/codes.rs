//! Each fault of a batch under its own code, at its own place, and all of them at once.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::Cursor;

use sha2::{Digest, Sha256};

use super::made::*;
use crate::batch::zip::{Head, central_header, end, local_header};
use crate::batch::{Entry, Expect, Form, SigningKey, TrustedSigners, VerifyError, read};
use crate::code::{Code, Kind};

/// A batch of three that can be taken apart, changed, signed again and put together.
struct Bench {
    key: SigningKey,
    signers: TrustedSigners,
    entries: Vec<(String, Vec<u8>)>,
}

impl Bench {
    fn new(form: Form) -> Self {
        let (key, signer) = key();
        let mut out = Vec::new();
        let writer = writer(&with_photos(), form, &people(3));
        writer
            .finish(crate::batch::Seal::Signed(&key), &mut out)
            .unwrap();
        Self {
            key,
            signers: trust(&signer),
            entries: entries(&out),
        }
    }

    fn text(&self, entry: usize) -> String {
        String::from_utf8(self.entries[entry].1.clone()).unwrap()
    }

    /// Changes the manifest's text, and signs what it became.
    fn manifest(mut self, change: impl FnOnce(&str) -> String) -> Self {
        let changed = change(&self.text(0));
        assert_ne!(changed, self.text(0), "nothing was changed");
        let batch = minimiser(&with_photos()).batch();
        self.entries[1].1 = self.key.sign_any(changed.as_bytes(), batch).into_bytes();
        self.entries[0].1 = changed.into_bytes();
        self
    }

    fn replaced(self, from: &str, to: &str) -> Self {
        self.manifest(|text| text.replacen(from, to, 1))
    }

    /// Changes the rows' text, and the manifest's word of them.
    fn rows(mut self, change: impl FnOnce(&str) -> String) -> Self {
        let before = self.entries[2].1.clone();
        self.entries[2].1 = change(&self.text(2)).into_bytes();
        assert_ne!(self.entries[2].1, before, "nothing was changed");
        let said = |rows: &[u8]| {
            let hex = data_encoding::HEXLOWER.encode(&Sha256::digest(rows));
            (format!("\"rows\":{{\"bytes\":{},", rows.len()), hex)
        };
        let (was, is) = (said(&before), said(&self.entries[2].1));
        self.manifest(|text| text.replace(&was.0, &is.0).replace(&was.1, &is.1))
    }

    fn error(&self) -> VerifyError {
        self.expecting(&expect())
    }

    fn expecting(&self, expect: &Expect) -> VerifyError {
        let batch = read(Cursor::new(zip_of(&self.entries)));
        batch
            .and_then(|batch| batch.verify(&self.signers, expect))
            .unwrap_err()
    }
}

fn codes(error: &VerifyError) -> Vec<Code> {
    error
        .problems()
        .iter()
        .map(|problem| problem.code())
        .collect()
}

pub(super) fn only(error: &VerifyError) -> Code {
    assert_eq!(error.total(), 1, "{error}");
    codes(error)[0]
}

#[test]
fn each_fault_has_its_code_and_place() {
    let bench = || Bench::new(Form::Csv);
    let seen = RefCell::new(BTreeSet::new());
    let expect_only = |error: VerifyError, code: Code| {
        assert_eq!(only(&error), code, "{error}");
        seen.borrow_mut().insert(code);
    };
    // the signature
    let mut one = bench();
    one.entries.remove(1);
    expect_only(one.error(), Code::MissingSignature);
    let mut one = bench();
    one.entries[1].1 = Bench::new(Form::Csv).entries[1].1.clone();
    expect_only(one.error(), Code::UnknownSigner);
    let mut one = bench();
    let stale = one.entries[1].1.clone();
    one = one.replaced("Print cards", "Print cards and more");
    one.entries[1].1 = stale;
    expect_only(one.error(), Code::BadSignature);
    let one = bench().replaced("Example Constabulary", "Other Constabulary");
    expect_only(one.error(), Code::SignerNotBound);
    let batch = read(Cursor::new(zip_of(&bench().entries))).unwrap();
    let error = batch.verify_unsigned(&expect()).unwrap_err();
    expect_only(error, Code::SignatureUnchecked);
    // the manifest
    let one = bench().replaced("cardsieve-batch-1", "cardsieve-batch-2");
    expect_only(one.error(), Code::UnknownFormat);
    let one = bench().replaced("{\"batch\"", "{ \"batch\"");
    expect_only(one.error(), Code::ManifestNotCanonical);
    let one = bench().replaced("\"epoch\":\"e1\"", "\"epoch\":1");
    expect_only(one.error(), Code::ManifestMalformed);
    let one = bench().replaced("family_name", "home_address");
    expect_only(one.error(), Code::ManifestBelowFloor);
    // what is listed
    let mut one = bench();
    one.entries.pop();
    expect_only(one.error(), Code::MissingEntry);
    let mut one = bench();
    one.entries
        .push(("photos/zzzzzzzzzzzzzzzz.jpg".into(), b"x".to_vec()));
    expect_only(one.error(), Code::UnnamedEntry);
    let mut one = bench();
    let last = one.entries.last().unwrap().clone();
    one.entries.push(last);
    expect_only(one.error(), Code::DuplicateEntry);
    for name in [
        "rows.txt",
        "../rows.csv",
        "photos/",
        "photos/Smith_John.jpg",
        "__MACOSX/x",
        "/rows.csv",
        "photos\\zzzzzzzzzzzzzzzz.jpg",
        "Manifest.json",
        "manifest.json ",
        "photos/zzzzzzzzzzzzzzzz.png",
    ] {
        let mut one = bench();
        one.entries.push((name.into(), b"x".to_vec()));
        let error = one.error();
        assert_eq!(
            error.problems()[0].entry(),
            Some(Entry::Ordinal(7)),
            "{name}"
        );
        assert!(!error.to_string().contains("Smith"));
        expect_only(error, Code::PathNotCanonical);
    }
    let mut one = bench();
    one.entries[4].1[0] ^= 1;
    expect_only(one.error(), Code::DigestDiffers);
    let mut one = bench();
    one.entries[4].1.push(0);
    expect_only(one.error(), Code::SizeDiffers);
    let one = bench().replaced("\"count\":3", "\"count\":4");
    let error = one.error();
    assert_eq!(codes(&error), [Code::PhotosNotAsRows]);
    seen.borrow_mut().insert(Code::PhotosNotAsRows);
    // the rows
    for (from, to) in [
        ("print_name", "home_address"),
        (",", ";"),
        ("record_ref", "\"record_ref\""),
        ("record_ref,", "record_ref,x,"),
        (".jpg\r\n", ".jpeg\r\n"),
        (".jpg\r\n", ".jpg,x\r\n"),
        (".jpg\r\n", ".jpg\n"),
        (".jpg\r\n", "\r\n"),
        ("record_ref", "\u{feff}\u{feff}record_ref"),
    ] {
        let one = bench().rows(|text| text.replacen(from, to, 1));
        let error = one.error();
        assert_eq!(
            codes(&error)[0],
            Code::RowsNotAsManifest,
            "{from:?} {to:?}: {error}"
        );
        seen.borrow_mut().insert(Code::RowsNotAsManifest);
    }
    // who, when, and under what
    let other = profile("[csv]\ndelimiter = \";\"\n");
    expect_only(
        bench().expecting(&expect().recipient("Other Bureau")),
        Code::WrongRecipient,
    );
    expect_only(
        bench().expecting(&expect().profile(&other)),
        Code::ProfileDiffers,
    );
    let one = bench().expecting(&Expect::on(day("2026-12-25")));
    expect_only(one, Code::PastDeleteBy);
    assert!(read(Cursor::new(zip_of(&bench().entries))).is_ok());
    // the container
    let mut bytes = zip_of(&bench().entries);
    bytes.insert(0, 0);
    expect_only(read(Cursor::new(bytes)).unwrap_err(), Code::ZipNotCanonical);
    // counted apart, where only the number of rows differs
    let one = Bench::without_photos().replaced("\"count\":3", "\"count\":4");
    expect_only(one.error(), Code::CountDiffers);
    // an encryption is opened before there is a batch to verify
    seen.borrow_mut().insert(Code::NotDecrypted);
    let missing: Vec<&Code> = Code::ALL
        .iter()
        .filter(|code| code.kind() == Kind::Batch && !seen.borrow().contains(*code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

impl Bench {
    fn without_photos() -> Self {
        let (key, signer) = key();
        let mut out = Vec::new();
        let writer = writer(&profile(""), Form::Csv, &people(3));
        writer
            .finish(crate::batch::Seal::Signed(&key), &mut out)
            .unwrap();
        Self {
            key,
            signers: trust(&signer),
            entries: entries(&out),
        }
    }
}

#[test]
fn all_problems_are_told_at_once_and_the_day_last() {
    let mut one = Bench::new(Form::Csv)
        .replaced("Example Constabulary", "Other Constabulary")
        .rows(|text| text.replacen(".jpg\r\n", ".jpeg\r\n", 1));
    one.entries[3].1.push(0);
    one.entries[4].1[0] ^= 1;
    one.entries.pop();
    one.entries
        .push(("photos/zzzzzzzzzzzzzzzz.jpg".into(), b"x".to_vec()));
    let expect = Expect::on(day("2027-01-01"))
        .recipient("Other Bureau")
        .profile(&profile(""));
    let error = one.expecting(&expect);
    let expected = [
        Code::SignerNotBound,
        Code::WrongRecipient,
        Code::ProfileDiffers,
        Code::RowsNotAsManifest,
        Code::PhotosNotAsRows,
        Code::SizeDiffers,
        Code::DigestDiffers,
        Code::MissingEntry,
        Code::UnnamedEntry,
        Code::PastDeleteBy,
    ];
    assert_eq!(codes(&error), expected, "{error}");
    assert_eq!(error.to_string().lines().count(), expected.len());
    assert_eq!(error.total(), expected.len() as u64);
    assert!(error.has(Code::WrongRecipient) && !error.has(Code::CountDiffers));
}

#[test]
fn rows_out_of_order_missing_and_added_are_told() {
    let lines =
        |text: &str| -> Vec<String> { text.split_inclusive("\r\n").map(str::to_owned).collect() };
    let one = Bench::new(Form::Csv).rows(|text| {
        let mut lines = lines(text);
        lines.swap(1, 2);
        lines.concat()
    });
    assert!(one.error().has(Code::RowOrder));
    let one = Bench::new(Form::Csv).rows(|text| {
        let mut lines = lines(text);
        lines.remove(2);
        lines.concat()
    });
    let error = one.error();
    assert_eq!(codes(&error), [Code::PhotosNotAsRows, Code::CountDiffers]);
    assert_eq!(error.problems()[0].key(), Some("photos[1]"));
    let one = Bench::new(Form::Csv).rows(|text| {
        let mut lines = lines(text);
        lines.push(lines[3].clone());
        lines.concat()
    });
    let error = one.error();
    assert!(error.has(Code::RowOrder) && error.has(Code::CountDiffers));
    assert_eq!(error.problems()[0].row(), Some(4));
}

#[test]
fn rows_of_plain_letters_in_another_form_of_csv_are_told() {
    // the second cell of the first row
    let changed = |change: fn(&str) -> String| {
        Bench::new(Form::Csv).rows(|text| {
            let mut lines: Vec<String> = text.split_inclusive("\r\n").map(str::to_owned).collect();
            let mut cells: Vec<String> = lines[1].split(',').map(str::to_owned).collect();
            cells[1] = change(&cells[1]);
            lines[1] = cells.join(",");
            lines.concat()
        })
    };
    for (what, change) in [
        ("empty", (|_| String::new()) as fn(&str) -> String),
        ("two cells", |cell| format!("{cell},{cell}")),
        ("quoted without need", |cell| format!("\"{cell}\"")),
        ("a quote within", |cell| format!("{cell}\"")),
        ("a line end within", |cell| format!("{cell}\r")),
    ] {
        let error = changed(change).error();
        assert_eq!(codes(&error)[0], Code::RowsNotAsManifest, "{what}: {error}");
        assert_eq!(error.problems()[0].row(), Some(1), "{what}: {error}");
    }
    let fewer = Bench::new(Form::Csv).rows(|text| {
        let (head, rest) = text.split_once("\r\n").unwrap();
        let (row, rest) = rest.split_once("\r\n").unwrap();
        let mut cells: Vec<&str> = row.split(',').collect();
        cells.remove(1);
        format!("{head}\r\n{}\r\n{rest}", cells.join(","))
    });
    assert_eq!(codes(&fewer.error())[0], Code::RowsNotAsManifest);
}

#[test]
fn rows_in_another_form_of_json_are_told() {
    for (from, to) in [
        ("{\"record_ref\"", "{ \"record_ref\""),
        ("\"print_name\"", "\"Print_name\""),
        ("}\n", "}\r\n"),
        ("}\n", ",\"x\":\"y\"}\n"),
        ("S ", "\\u0053 "),
        ("\"photo_file\":\"", "\"photo_file\":\"x"),
        ("\"photo_file\":", "\"photo_file\":1,\"y\":"),
    ] {
        let one = Bench::new(Form::Ndjson).rows(|text| text.replacen(from, to, 1));
        let error = one.error();
        assert_eq!(
            codes(&error)[0],
            Code::RowsNotAsManifest,
            "{from:?}: {error}"
        );
    }
    let cut = Bench::new(Form::Ndjson).rows(|text| text[..text.len() - 1].to_owned());
    assert!(cut.error().has(Code::RowsNotAsManifest));
    let endless =
        Bench::new(Form::Ndjson).rows(|text| text.replace('\n', " ") + &" ".repeat(3 << 20));
    assert!(endless.error().has(Code::RowsNotAsManifest));
}

/// One field of a header, changed: every one is fixed, whatever readers make of it.
#[test]
fn no_field_of_a_header_is_free() {
    let Bench {
        signers, entries, ..
    } = Bench::without_photos();
    let build = |at: usize, local: (usize, u8), central: (usize, u8), last: (usize, u8)| {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        for (position, (name, content)) in entries.iter().enumerate() {
            let head = Head {
                crc: crate::batch::zip::Crc::of(content),
                size: content.len() as u32,
            };
            let mut line = central_header(name.as_bytes(), head, out.len() as u32);
            let mut header = local_header(name.as_bytes(), head);
            if position == at {
                header[local.0] ^= local.1;
                line[central.0] ^= central.1;
            }
            directory.extend(line);
            out.extend(header);
            out.extend(content);
        }
        let mut tail = end(
            entries.len() as u16,
            directory.len() as u32,
            out.len() as u32,
        );
        tail[last.0] ^= last.1;
        [out, directory, tail.to_vec()].concat()
    };
    let is_refused = |bytes: Vec<u8>| match read(Cursor::new(bytes)) {
        Err(error) => error.total() > 0,
        Ok(batch) => batch.verify(&signers, &expect()).is_err(),
    };
    assert!(!is_refused(build(0, (0, 0), (0, 0), (0, 0))));
    for at in 0..3 {
        for bit in 0..8 {
            let flip = 1 << bit;
            for field in 0..30 {
                assert!(is_refused(build(at, (field, flip), (0, 0), (0, 0))));
            }
            for field in 0..46 {
                let bytes = build(at, (0, 0), (field, flip), (0, 0));
                // a checksum is compared when its entry is read, all else at once
                let is_checksum = (16..20).contains(&field);
                assert!(is_checksum || read(Cursor::new(bytes.clone())).is_err());
                assert!(is_refused(bytes), "{field} {bit}");
            }
            for field in 0..22 {
                let bytes = build(at, (0, 0), (0, 0), (field, flip));
                assert!(read(Cursor::new(bytes)).is_err(), "{field} {bit}");
            }
        }
    }
}
