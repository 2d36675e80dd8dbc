//! Each fault of a batch under its own code, at its own place, and all of them at once.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::Cursor;

use sha2::{Digest, Sha256};

use super::made::*;
use crate::batch::zip::{Head, central_header, end, local_header};
use crate::batch::{
    Dates, Entry, Expect, Form, Limits, Manifest, Photos, Rows, SigningKey, TrustedSigners,
    VerifyError, Writer, read,
};
use crate::code::{Code, Kind};
use crate::minimise::Minimiser;

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

fn only(error: &VerifyError) -> Code {
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

#[test]
fn more_entries_than_a_zip_of_this_kind_has_are_refused() {
    let count = crate::batch::zip::MOST_ENTRIES as u16 + 1;
    let tail = end(count, 0, 0).to_vec();
    assert_eq!(
        only(&read(Cursor::new(tail)).unwrap_err()),
        Code::BatchTooLarge
    );
    use crate::batch::zip::Zip;
    let entries = |count: usize| std::iter::repeat_n((37, 1000), count);
    assert!(Zip::<Vec<u8>>::length(entries(65_534)).is_some());
    assert!(Zip::<Vec<u8>>::length(entries(65_535)).is_none());
    let rest = u32::MAX - 22 - 30 - 46 - 2;
    assert_eq!(
        Zip::<Vec<u8>>::length([(1, rest)].into_iter()),
        Some(u32::MAX)
    );
    assert_eq!(Zip::<Vec<u8>>::length([(1, rest + 1)].into_iter()), None);
}

#[test]
fn a_small_batch_asks_for_little_memory() {
    // a manifest of a gigabyte, as its directory has it
    let head = Head {
        crc: 0,
        size: 1 << 30,
    };
    let line = central_header(b"manifest.json", head, 0);
    let mut out = local_header(b"manifest.json", head);
    let offset = (out.len() as u32) + head.size;
    let rows = central_header(b"rows.csv", Head { crc: 0, size: 0 }, offset);
    let directory = [line, rows].concat();
    let header = local_header(b"rows.csv", Head { crc: 0, size: 0 });
    let tail = end(2, directory.len() as u32, offset + header.len() as u32);
    let gap = u64::from(head.size);
    let reader = Gap {
        before: std::mem::take(&mut out),
        gap,
        after: [header, directory, tail.to_vec()].concat(),
        at: 0,
    };
    let batch = read(reader).unwrap();
    let error = batch.verify_unsigned(&expect()).unwrap_err();
    assert_eq!(only(&error), Code::ManifestMalformed);
}

/// A long file of zeros between two short ones.
struct Gap {
    before: Vec<u8>,
    gap: u64,
    after: Vec<u8>,
    at: u64,
}

impl std::io::Read for Gap {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let mut read = 0;
        for byte in out {
            let (start, end) = (
                self.before.len() as u64,
                self.before.len() as u64 + self.gap,
            );
            *byte = match self.at {
                at if at < start => self.before[at as usize],
                at if at < end => 0,
                at => match self.after.get((at - end) as usize) {
                    Some(byte) => *byte,
                    None => break,
                },
            };
            self.at += 1;
            read += 1;
        }
        Ok(read)
    }
}

impl std::io::Seek for Gap {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        let length = self.before.len() as u64 + self.gap + self.after.len() as u64;
        self.at = match to {
            std::io::SeekFrom::Start(at) => at,
            std::io::SeekFrom::End(back) => length.saturating_add_signed(back),
            std::io::SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

fn rows_of(minimiser: &Minimiser, count: usize, limits: Limits) -> Rows {
    let mut rows = Rows::sealed(minimiser, Form::Csv, limits);
    for person in people(count) {
        rows.push(minimiser.minimise(&person)).unwrap();
    }
    rows
}

fn refusal(
    minimiser: &Minimiser,
    limits: Limits,
    photos: impl Fn(usize) -> Option<&'static str>,
    dates: Dates,
) -> Code {
    let mut spool = Photos::new(Cursor::new(Vec::new()));
    for (number, person) in people(3).iter().enumerate() {
        if let Some(text) = photos(number) {
            let card = minimiser.minimise(person).unwrap();
            spool.add(&card, &picture(text)).unwrap();
        }
    }
    let rows = rows_of(minimiser, 3, limits).finish().unwrap();
    let error = Writer::new(rows, spool, dates).unwrap_err();
    let report = error.report().unwrap();
    assert_eq!(report.refused().unwrap().code(), error.code().unwrap());
    assert_eq!((report.rows_released(), report.sha256()), (0, None));
    error.code().unwrap()
}

#[test]
fn a_batch_that_cannot_be_is_refused_with_its_reason() {
    let with = with_photos();
    let with = minimiser(&with);
    let all = |number: usize| ["a", "b", "c"].get(number).copied();
    let lenient = Limits::default();
    assert_eq!(
        refusal(&with, lenient, |_| None, dates()),
        Code::PhotosIncomplete
    );
    let two = |number| all(number).filter(|_| number != 1);
    assert_eq!(
        refusal(&with, lenient, two, dates()),
        Code::PhotosIncomplete
    );
    let same = |_| Some("a");
    assert_eq!(
        refusal(&with, lenient.strict(), same, dates()),
        Code::PhotoRepeated
    );
    let tomorrow = Dates::new(day("2026-11-25"), day("2026-11-24"));
    assert_eq!(
        refusal(&with, lenient, all, tomorrow),
        Code::CreatedInFuture
    );
    let late = Dates::new(day("2199-12-31"), day("2199-12-31"));
    assert_eq!(refusal(&with, lenient, all, late), Code::CreatedInFuture);
    for placeholder in [
        "controller = \"Example Constabulary\"",
        "recipient = \"Example Card Bureau\"",
    ] {
        let (key, _) = placeholder.split_once(" = ").unwrap();
        let source = with_photos_source().replace(placeholder, &format!("{key} = \"unnamed\""));
        let unnamed = minimiser(&source.parse().unwrap());
        assert_eq!(refusal(&unnamed, lenient, all, dates()), Code::UnnamedParty);
    }
    let mut bare = Rows::new(&with, Form::Csv, lenient);
    bare.push(with.minimise(&person(1))).unwrap();
    let error = Writer::new(bare.finish().unwrap(), Photos::none(), dates()).unwrap_err();
    assert_eq!(error.code(), Some(Code::BareRows));
}

fn with_photos_source() -> String {
    "format = 1\nname = \"t\"\ncontroller = \"Example Constabulary\"\nrecipient = \"Example Card Bureau\"\n\
     purpose = \"P\"\ndelete_after_days = 1\n[photo]\nplace = \"front\"\nwidth = 60\nheight = 72\n\
     [[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
     parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n"
        .to_owned()
}

#[test]
fn a_photo_that_was_not_agreed_is_not_taken() {
    use crate::photo::Photo;
    let card = |profile: &crate::profile::Profile| minimiser(profile).minimise(&person(1)).unwrap();
    let with = card(&with_photos());
    let mut photos = Photos::new(Cursor::new(Vec::new()));
    for (length, width, height) in [
        (10, 61, 72),
        (10, 60, 71),
        (10, 72, 60),
        (4097, 60, 72),
        (0, 60, 72),
    ] {
        let photo = Photo::for_tests(vec![7; length], width, height);
        let error = photos.add(&with, &photo).unwrap_err();
        assert_eq!(error.code(), Some(Code::PhotoNotAgreed));
    }
    assert!(
        photos
            .add(&with, &Photo::for_tests(vec![7; 4096], 60, 72))
            .is_ok()
    );
    let error = photos.add(&card(&profile("")), &picture("a")).unwrap_err();
    assert_eq!(error.code(), Some(Code::PhotoNotAgreed));
    assert_eq!((photos.len(), photos.is_empty()), (1, false));
}

#[test]
fn repeated_photos_are_counted_in_the_report() {
    let minimiser = minimiser(&with_photos());
    let mut photos = Photos::new(Cursor::new(Vec::new()));
    for (number, person) in people(5).iter().enumerate() {
        let card = minimiser.minimise(person).unwrap();
        photos
            .add(&card, &picture(["a", "b", "a", "a", "c"][number]))
            .unwrap();
    }
    let rows = rows_of(&minimiser, 5, Limits::default()).finish().unwrap();
    let writer = Writer::new(rows, photos, dates()).unwrap();
    assert_eq!(writer.report().photos_repeated(), 2);
    assert!(writer.report().to_json().contains("\"photos_repeated\":2"));
    let sealed = writer
        .finish(crate::batch::Seal::Unsigned, Vec::new())
        .unwrap();
    assert_eq!(sealed.report().photos_repeated(), 2);
    assert_eq!(sealed.manifest().photos().len(), 5);
}

#[test]
fn bare_rows_have_a_manifest_without_photos() {
    let minimiser = minimiser(&with_photos());
    let mut bare = Rows::new(&minimiser, Form::Csv, Limits::default());
    bare.push(minimiser.minimise(&person(1))).unwrap();
    let manifest = Manifest::of_bare_rows(&bare.finish().unwrap(), dates()).unwrap();
    assert_eq!(manifest.columns().len(), 2);
    assert!(manifest.photos().is_empty());
    assert_eq!(
        Manifest::parse(manifest.to_json().as_bytes()).unwrap(),
        manifest
    );
    let sealed = rows_of(&minimiser, 1, Limits::default()).finish().unwrap();
    let error = Manifest::of_bare_rows(&sealed, dates()).unwrap_err();
    assert_eq!(error.code(), Some(Code::PhotosIncomplete));
}
