//! What is written, to the byte; what verifies is written anew.

use std::io::Cursor;

use sha2::{Digest, Sha256};

use super::made::*;
use crate::batch::{Form, Limits, Photos, Rows, Seal, Writer, read};
use crate::code::Code;
use crate::conformance::Conformance;
use crate::profile::{PhotoName, Profile};

fn profiles() -> Vec<Profile> {
    let plain = [
        with_photos(),
        profile(""),
        profile("[csv]\ndelimiter = \";\"\nencoding = \"windows-1252\"\n"),
        profile("[csv]\ndelimiter = \"|\"\nencoding = \"utf-8-bom\"\n"),
    ];
    plain.into_iter().chain(formed()).collect()
}

/// Whom every dialect can say.
fn speakable() -> Vec<Person> {
    people(40)
        .into_iter()
        .filter(|person| person.number % 5 != 3 && person.number % 6 != 5)
        .collect()
}

#[test]
fn what_is_sealed_verifies_and_reads_back() {
    for profile in profiles() {
        for form in [Form::Csv, Form::Ndjson] {
            let people = speakable();
            let (bytes, signer) = signed(&profile, form, &people);
            let mut batch = read(Cursor::new(bytes))
                .unwrap()
                .verify(
                    &trust(&signer),
                    &expect().recipient("Example Card Bureau").profile(&profile),
                )
                .unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(batch.signer(), &signer);
            assert_eq!(batch.form(), form);
            assert_eq!(batch.manifest().rows().count(), people.len() as u64);
            let rows = batch.rows().unwrap();
            let report = Conformance::of_batch(&profile).check(&rows, Some(form));
            assert!(report.is_clean(), "{report}");
            let photos = batch.manifest().photos().len();
            assert_eq!(photos > 0, profile.photo().is_some());
            let pictures: Vec<Vec<u8>> = (0..photos).map(|at| batch.photo(at).unwrap()).collect();
            for person in &people {
                let picture = photo_of(person).bytes().to_vec();
                assert_eq!(pictures.contains(&picture), photos > 0);
            }
            assert!(batch.photo(photos).is_err());
        }
    }
}

#[test]
fn what_verifies_is_written_anew_to_the_same_bytes() {
    for profile in profiles() {
        for form in [Form::Csv, Form::Ndjson] {
            let (bytes, signer) = signed(&profile, form, &speakable());
            let mut again = Vec::new();
            let mut batch = verify(&bytes, &trust(&signer)).unwrap();
            batch.write_to(&mut again).unwrap();
            assert!(again == bytes);
            let bytes = unsigned(&profile, form, &speakable());
            let mut again = Vec::new();
            let batch = read(Cursor::new(bytes.clone())).unwrap();
            let mut batch = batch.verify_unsigned(&expect()).unwrap();
            batch.write_to(&mut again).unwrap();
            assert!(again == bytes);
        }
    }
}

#[test]
fn two_runs_give_the_same_batch_but_for_the_signature() {
    let profile = with_photos();
    let (people, mut turned) = (people(20), people(20));
    turned.reverse();
    let first = unsigned(&profile, Form::Csv, &people);
    assert!(first == unsigned(&profile, Form::Csv, &people));
    // not even the order of the input leaves a trace
    assert!(first == unsigned(&profile, Form::Csv, &turned));
    let (key, _) = key();
    let sealed = || {
        let mut out = Vec::new();
        let writer = writer(&profile, Form::Csv, &people);
        writer.finish(Seal::Signed(&key), &mut out).unwrap();
        entries(&out)
    };
    let (left, right) = (sealed(), sealed());
    assert_eq!(left.len(), 23);
    for (left, right) in left.iter().zip(&right) {
        assert_eq!(left.0, right.0);
        assert_eq!(
            left.1 == right.1,
            left.0 != "manifest.json.minisig",
            "{}",
            left.0
        );
        assert_eq!(left.1.len(), right.1.len());
    }
}

#[test]
fn the_rows_of_a_batch_name_the_photos_file_last() {
    let (bytes, _) = signed(&with_photos(), Form::Csv, &people(3));
    let entries = entries(&bytes);
    let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names[..3],
        ["manifest.json", "manifest.json.minisig", "rows.csv"]
    );
    let rows = String::from_utf8(entries[2].1.clone()).unwrap();
    let lines: Vec<&str> = rows.split_terminator("\r\n").collect();
    assert_eq!(lines[0], "record_ref,print_name,photo_file");
    for (line, name) in lines[1..].iter().zip(&names[3..]) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells[2], format!("{}.jpg", cells[0]));
        assert_eq!(*name, format!("photos/{}", cells[2]));
    }
    let bare = Rows::new(&minimiser(&with_photos()), Form::Csv, Limits::default());
    let minimiser = minimiser(&with_photos());
    drop(bare);
    let mut bare = Rows::new(&minimiser, Form::Csv, Limits::default());
    bare.push(minimiser.minimise(&person(1))).unwrap();
    let mut out = Vec::new();
    bare.finish().unwrap().write_to(&mut out).unwrap();
    assert!(out.starts_with(b"record_ref,print_name\r\n"));
}

#[test]
fn a_photos_cell_and_the_manifest_say_how_it_is_written() {
    for photo_name in PhotoName::ALL {
        for form in [Form::Csv, Form::Ndjson] {
            let csv = format!("[csv]\nphoto_name = {:?}\n", photo_name.name());
            let profile = photos_and(&csv);
            let bytes = unsigned(&profile, form, &people(3));
            let entries = entries(&bytes);
            let manifest = String::from_utf8(entries[0].1.clone()).unwrap();
            let said = format!("\"csv\":{{\"photo_name\":\"{}\"}}", photo_name.name());
            let is_default = *photo_name == PhotoName::File;
            assert_eq!(manifest.contains(&said), !is_default);
            assert_eq!(manifest.contains("\"csv\""), !is_default);
            let rows = String::from_utf8(entries[1].1.clone()).unwrap();
            for (name, _) in &entries[2..] {
                let token = name.strip_prefix("photos/").unwrap();
                let token = token.strip_suffix(".jpg").unwrap();
                let cell = match photo_name {
                    PhotoName::File => format!("{token}.jpg"),
                    PhotoName::Token => token.to_owned(),
                    PhotoName::Path => name.clone(),
                };
                let line = rows.lines().find(|line| line.contains(token)).unwrap();
                let last = line.rsplit(',').next().unwrap();
                let last = last.rsplit(':').next().unwrap().trim_end_matches('}');
                assert_eq!(last.trim_matches('"'), cell);
            }
            // the same rows under a manifest that says another way do not verify
            for other in PhotoName::ALL.iter().filter(|other| *other != photo_name) {
                let csv = format!("[csv]\nphoto_name = {:?}\n", other.name());
                let foreign = unsigned(&photos_and(&csv), form, &people(3));
                let mut mixed = self::entries(&foreign);
                mixed[1].1.clone_from(&entries[1].1);
                let read = read(Cursor::new(zip_of(&mixed))).unwrap();
                let error = read.verify_unsigned(&expect()).map(drop).unwrap_err();
                let codes = error.problems().iter().map(|problem| problem.code());
                assert!(
                    codes
                        .into_iter()
                        .any(|code| code == Code::RowsNotAsManifest)
                );
                let conformance = Conformance::of_batch(&photos_and(&csv));
                assert!(!conformance.check(&entries[1].1, Some(form)).is_clean());
            }
        }
    }
}

#[test]
fn a_manifest_says_what_was_done_to_apostrophes_and_bare_rows_are_written_so_too() {
    for (way, written) in [
        ("keep", ["O'NEILL", "O\u{2019}BRIEN", "O\u{2BC}HARA"]),
        ("straight", ["O'NEILL", "O'BRIEN", "O'HARA"]),
        (
            "curly",
            ["O\u{2019}NEILL", "O\u{2019}BRIEN", "O\u{2019}HARA"],
        ),
        ("strip", ["ONEILL", "OBRIEN", "OHARA"]),
    ] {
        let profile = profile(&format!("[csv]\napostrophes = {way:?}\n"));
        for form in [Form::Csv, Form::Ndjson] {
            let minimiser = minimiser(&profile);
            let mut rows = Rows::new(&minimiser, form, Limits::default());
            for person in people(6) {
                rows.push(minimiser.minimise(&person)).unwrap();
            }
            let rows = rows.finish().unwrap();
            let mut bytes = Vec::new();
            rows.write_to(&mut bytes).unwrap();
            assert!(
                Conformance::new(&profile)
                    .check(&bytes, Some(form))
                    .is_clean()
            );
            let text = String::from_utf8(bytes).unwrap();
            for name in written {
                assert!(text.to_uppercase().contains(name), "{way}: {text}");
            }
            let manifest = crate::batch::Manifest::of_bare_rows(&rows, dates()).unwrap();
            assert_eq!(manifest.apostrophes().name(), way);
            let said = format!("\"csv\":{{\"apostrophes\":\"{way}\"}}");
            assert_eq!(manifest.to_json().contains(&said), way != "keep");
        }
    }
}

#[test]
fn what_windows_1252_cannot_say_stays_behind_unless_its_apostrophe_is_written_another_way() {
    for (way, withheld) in [("keep", 2), ("straight", 1), ("curly", 1), ("strip", 1)] {
        let csv = format!("[csv]\nencoding = \"windows-1252\"\napostrophes = {way:?}\n");
        let profile = profile(&csv);
        let minimiser = minimiser(&profile);
        let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
        // the last but one is Łukasz Ng, the last O\u{2BC}Hara
        for number in [0, 1, 4, 3, 5] {
            let mut person = person(number);
            if number == 3 {
                person.fields[2].1 = "\u{141}ysy".to_owned();
            }
            rows.push(minimiser.minimise(&person)).unwrap();
        }
        let rows = rows.finish().unwrap();
        assert_eq!(rows.report().rows_withheld(), withheld, "{way}");
        for row in rows.report().withheld() {
            assert_eq!(row.code(), Code::UnmappableCharacter);
            assert_eq!(row.column(), Some("print_name"));
        }
    }
}

#[test]
fn the_container_is_that_of_the_format_to_the_byte() {
    let bytes = unsigned(&profile(""), Form::Csv, &people(1));
    let manifest = &entries(&bytes)[0].1;
    let mut expected = b"PK\x03\x04\x14\0\0\0\0\0\0\0\x21\0".to_vec();
    expected.extend(crate::batch::zip::Crc::of(manifest).to_le_bytes());
    expected.extend((manifest.len() as u32).to_le_bytes());
    expected.extend((manifest.len() as u32).to_le_bytes());
    expected.extend(b"\x0d\0\0\0manifest.json");
    assert_eq!(bytes[..expected.len()], expected);
    assert_eq!(
        bytes[bytes.len() - 22..][..12],
        *b"PK\x05\x06\0\0\0\0\x02\0\x02\0"
    );
    assert_eq!(bytes[bytes.len() - 2..], [0, 0]);
    assert_eq!(zip_of(&entries(&bytes)), bytes);
}

#[test]
fn the_manifest_is_that_of_the_format_to_the_byte() {
    let bytes = unsigned(&with_photos(), Form::Csv, &people(1));
    let entries = entries(&bytes);
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(&Sha256::digest(bytes));
    let (rows, photo) = (&entries[1].1, &entries[2]);
    let expected = format!(
        "{{\"batch\":\"7d1c2f6a9b3e4c50\",\"catalogue\":{{\"fingerprint\":\"{}\",\"version\":{}}},\
         \"columns\":[{{\"header\":\"record_ref\",\"parts\":[{{\"chars\":16,\"field\":\"record_id\",\
         \"scope\":\"batch\",\"treatment\":\"pseudonymise\"}}],\"place\":\"matching\"}},\
         {{\"header\":\"print_name\",\"parts\":[{{\"field\":\"given_names\",\"treatment\":\"initials\"}},\
         {{\"text\":\" \"}},{{\"field\":\"family_name\",\"treatment\":\"keep\"}}],\"place\":\"front\"}},\
         {{\"header\":\"photo_file\",\"parts\":[{{\"field\":\"photo_pixels\",\"treatment\":\"keep\"}}],\
         \"place\":\"front\"}}],\"controller\":\"Example Constabulary\",\"created\":\"2026-11-24\",\
         \"delete_by\":\"2026-12-24\",\"epoch\":\"e1\",\"format\":\"cardsieve-batch-1\",\
         \"photos\":[{{\"bytes\":{},\"name\":\"{}\",\"sha256\":\"{}\"}}],\
         \"profile\":{{\"fingerprint\":\"{}\",\"name\":\"test-card\"}},\"purpose\":\"Print cards\",\
         \"recipient\":\"Example Card Bureau\",\
         \"rows\":{{\"bytes\":{},\"count\":1,\"name\":\"rows.csv\",\"sha256\":\"{}\"}}}}",
        crate::field::listing::fingerprint(),
        crate::field::listing::VERSION,
        photo.1.len(),
        photo.0,
        hex(&photo.1),
        with_photos().fingerprint(),
        rows.len(),
        hex(rows),
    );
    assert_eq!(String::from_utf8(entries[0].1.clone()).unwrap(), expected);
}

/// A writer that takes so many bytes and no more.
struct Full(usize, Vec<u8>);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let room = self.0.min(bytes.len());
        self.0 -= room;
        self.1.extend_from_slice(&bytes[..room]);
        if room == 0 && !bytes.is_empty() {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        Ok(room)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_a_failed_writer_leaves_does_not_verify() {
    let (key, signer) = key();
    let whole = signed(&with_photos(), Form::Csv, &people(1)).0.len();
    for room in (0..whole).step_by(7).chain(whole - 40..whole) {
        let mut full = Full(room, Vec::new());
        let writer = writer(&with_photos(), Form::Csv, &people(1));
        let error = writer.finish(Seal::Signed(&key), &mut full).unwrap_err();
        assert_eq!(error.io_kind(), Some(std::io::ErrorKind::StorageFull));
        assert_eq!(full.1.len(), room);
        assert!(verify(&full.1, &trust(&signer)).is_err());
    }
}

/// A spool that gives back another byte than it was given.
struct Forgetful(Cursor<Vec<u8>>);

impl std::io::Read for Forgetful {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        let read = self.0.read(bytes)?;
        if let Some(first) = bytes.first_mut() {
            *first ^= 1;
        }
        Ok(read)
    }
}

impl std::io::Write for Forgetful {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

impl std::io::Seek for Forgetful {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn a_spool_that_forgets_is_noticed() {
    let minimiser = minimiser(&with_photos());
    let mut rows = Rows::sealed(&minimiser, Form::Csv, Limits::default());
    let mut photos = Photos::new(Forgetful(Cursor::new(Vec::new())));
    let card = minimiser.minimise(&person(1)).unwrap();
    photos.add(&card, &picture("one")).unwrap();
    rows.push(Ok(card)).unwrap();
    let writer = Writer::new(rows.finish().unwrap(), photos, dates()).unwrap();
    let error = writer.finish(Seal::Unsigned, Vec::new()).unwrap_err();
    assert_eq!(error.io_kind(), Some(std::io::ErrorKind::InvalidData));
    assert_eq!(error.code(), None::<Code>);
}
