//! Streams: looked into while they go by, to an end, whatever they are.

use std::io::{self, Cursor, Read};

use cardsieve::inspect::{Inspector, Kind, Report};

use super::told as codes;
use super::zip::{archive, entry};

fn inspect(reader: impl Read, name: &str) -> Report {
    Inspector::new().inspect(reader, name).unwrap()
}

/// One byte at a time, now and then none.
struct Drop(Cursor<Vec<u8>>, bool);

impl Read for Drop {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let length = buffer.len().min(1);
        self.0.read(&mut buffer[..length])
    }
}

#[test]
fn what_stands_far_behind_the_beginning_of_a_stream_is_found() {
    let rows = "S-1,plain\n".repeat(400_000);
    let (head, tail, name) = ("ref,text\n", "S-2,QQ123456C\n", "a.csv");
    let report = inspect(
        head.as_bytes()
            .chain(rows.as_bytes())
            .chain(tail.as_bytes()),
        name,
    );
    assert_eq!((report.kind(), report.rows()), (Kind::Text, 400_001));
    assert_eq!(codes(&report), ["nino"]);
    assert_eq!(
        report.bytes(),
        (head.len() + rows.len() + tail.len()) as u64
    );
    let objects = "{\"a\":\"plain\"}\n".repeat(200_000);
    let report = inspect(
        objects.as_bytes().chain(&b"{\"a\":\"QQ123456C\"}"[..]),
        "a.ndjson",
    );
    assert_eq!((report.kind(), report.rows()), (Kind::Json, 200_001));
    assert_eq!(codes(&report), ["nino"]);
}

#[test]
fn a_stream_without_an_end_comes_to_one() {
    let endless = |head: &'static [u8], byte| head.chain(io::repeat(byte));
    for (head, byte, name) in [
        (&b"a,b\n1,"[..], b'x', "a.csv"),
        (b"a,b\n1,\"", b'\n', "a.csv"),
        (b"[\"", b'x', "a.json"),
        (b"[1", b'1', "a.json"),
        (b"[", b' ', "a.json"),
        (b"{\"", b'k', "a.json"),
        (b"\x89PNG\r\n\x1a\n", 0, "a.png"),
        (b"\x01\x02\x03\x04\x05\x06", 0, "a"),
        (b"PK\x03\x04", 1, "a.zip"),
    ] {
        let report = inspect(endless(head, byte), name);
        assert!(
            codes(&report).contains(&"not-inspected"),
            "{name}: {:?}",
            codes(&report)
        );
    }
}

#[test]
fn a_stream_in_drops_is_what_its_file_is() {
    let inner = archive(
        &[
            entry("rows.csv", b"dob,x\n1981-03-04,QQ123456C\n"),
            entry("a.json", b"{\"nino\":1} x"),
        ],
        b"comment",
    );
    for (bytes, name) in [
        (b"a,b,a\n1,2,3\n\xe9,\xc3\xa9,\n".to_vec(), "a.csv"),
        (b"[1, {\"dob\": \"1981-03-04\"}] behind".to_vec(), "a.json"),
        (b"{not json, but, a text\n1,2\n".to_vec(), "a.csv"),
        (b"\xff\xfea\0,\0b\0\n\0".to_vec(), "a.csv"),
        (inner, "a.zip"),
        (Vec::new(), "a.csv"),
    ] {
        let whole = Inspector::new()
            .inspect_file(Cursor::new(&bytes), name)
            .unwrap();
        let drops = inspect(Drop(Cursor::new(bytes), false), name);
        assert_eq!(drops, whole, "{name}");
    }
}

#[test]
fn what_a_reader_reports_is_handed_on() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    for head in [&b""[..], b"a,b\n1,2\n", b"[1,", b"\x89PNG\r\n\x1a\n"] {
        // longer than what is read at once
        let head = [head, &vec![b'1'; if head.is_empty() { 0 } else { 8192 }]].concat();
        let failed = Inspector::new().inspect(Cursor::new(head).chain(Broken), "a");
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
    }
}

#[test]
fn what_an_archive_unpacks_to_is_bounded_by_its_own_length() {
    let line = "a plain line of a text that says nothing\n";
    let mut bomb = entry("a.txt", line.repeat((160 << 20) / line.len()).as_bytes());
    bomb.packed = true;
    let bytes = archive(&[bomb], b"");
    assert!(bytes.len() < 2 << 20, "{}", bytes.len());
    assert!(codes(&inspect(&bytes[..], "a.zip")).contains(&"unpacks-too-large"));
    // a text is read while it is unpacked, and not held
    let mut long = entry(
        "a.txt",
        &[b"ref\n", line.repeat(60_000).as_bytes(), b"QQ123456C\n"].concat(),
    );
    long.packed = true;
    let report = inspect(&archive(&[long], b"")[..], "a.zip");
    assert_eq!((report.rows(), codes(&report)), (60_001, vec!["nino"]));
}

#[test]
fn a_report_of_ours_is_named_as_one_and_a_manifest_has_no_rows() {
    let report = "{\"batch\":\"0000000000000000\",\"doubtful_names\":0,\"flags_absent\":[],\"format\":\"cardsieve-report-1\",\"profile\":{\"fingerprint\":\"0\",\"name\":\"x\"}}";
    assert_eq!(
        codes(&inspect(report.as_bytes(), "r.json")),
        ["senders-report"]
    );
    let manifest =
        "{\"catalogue\":{\"fingerprint\":\"00\",\"version\":1},\"format\":\"cardsieve-batch-1\"}";
    let report = inspect(
        &archive(
            &[
                entry("manifest.json", manifest.as_bytes()),
                entry("rows.csv", b"a\r\n1\r\n2\r\n"),
            ],
            b"",
        )[..],
        "x.zip",
    );
    assert_eq!((report.rows(), codes(&report)), (2, vec![]));
}

#[test]
fn a_name_of_a_person_and_a_birth_is_found_in_any_name() {
    for name in [
        "Jane Zebrowski 1981-03-04.jpg",
        "photos/zebrowski 04.03.1981.csv",
    ] {
        let report = inspect(&b"a,b\n1,2\n"[..], name);
        assert!(codes(&report).contains(&"name-holds-data"), "{name}");
        let inner = archive(&[entry(name, b"a,b\n1,2\n")], b"");
        assert!(
            codes(&inspect(&inner[..], "x.zip")).contains(&"name-holds-data"),
            "{name}"
        );
    }
    let plain = inspect(&b"a,b\n1,2\n"[..], "cards 2026-11-26.csv");
    assert!(codes(&plain).is_empty());
}
