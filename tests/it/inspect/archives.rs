//! Archives: what is in them beside their entries.

use super::zip::{Entry, archive, entry};
use super::{codes, report};

const ROWS: &[u8] = b"card_serial,rank\r\nC1,Constable\r\nC2,Sergeant\r\n";

fn plain() -> Vec<Entry> {
    vec![entry("a.csv", ROWS), entry("b.csv", ROWS)]
}

#[test]
fn a_plain_archive_of_plain_files_is_accepted() {
    assert_eq!(codes(&archive(&plain(), b""), "x.zip"), [""; 0]);
    let mut packed = plain();
    packed.iter_mut().for_each(|entry| entry.packed = true);
    let report = report(&archive(&packed, b""), "x.zip");
    assert_eq!((report.findings().len(), report.rows()), (0, 4));
}

#[test]
fn whatever_an_archive_holds_beside_its_entries_is_found() {
    let comment = archive(&plain(), b"from the desk of");
    assert_eq!(codes(&comment, "x.zip"), ["archive-comment"]);

    let mut entries = plain();
    entries[1].comment = b"of an entry".to_vec();
    assert_eq!(codes(&archive(&entries, b""), "x.zip"), ["archive-comment"]);

    let before = [b"MZ and a program", &archive(&plain(), b"")[..]].concat();
    assert_eq!(codes(&before[16..], "x.zip"), [""; 0]);
    // another kind of file to whoever opens it, and an archive to whoever unpacks it
    assert_eq!(codes(&before, "x.zip"), ["not-inspected", "prepended-data"]);
    let program = [
        b"MZ\0\x01\x02\x03\x04\x05 a program",
        &archive(&plain(), b"")[..],
    ]
    .concat();
    assert_eq!(
        codes(&program, "x.zip"),
        ["not-inspected", "prepended-data"]
    );

    let after = [&archive(&plain(), b"")[..], b"and more"].concat();
    assert_eq!(codes(&after, "x.zip"), ["unlisted-data"]);

    let mut entries = plain();
    entries[0].listed = false;
    assert_eq!(codes(&archive(&entries, b""), "x.zip"), ["prepended-data"]);
    let mut entries = plain();
    entries.push(entry("c.csv", ROWS));
    entries[1].listed = false;
    assert_eq!(codes(&archive(&entries, b""), "x.zip"), ["unlisted-data"]);
}

#[test]
fn what_follows_an_entry_is_its_checksum_and_lengths_or_is_told() {
    let with = |flags: u16, follows: &[u8]| {
        let mut entries = plain();
        entries[0].flags = flags;
        entries[0].follows = follows.to_vec();
        codes(&archive(&entries, b""), "x.zip")
    };
    let mut crc = flate2::Crc::new();
    crc.update(ROWS);
    let length = u32::try_from(ROWS.len()).unwrap().to_le_bytes();
    let plain = [&crc.sum().to_le_bytes()[..], &length, &length].concat();
    let wide = [
        &crc.sum().to_le_bytes()[..],
        &length,
        &[0; 4],
        &length,
        &[0; 4],
    ]
    .concat();
    for form in [&plain, &wide] {
        let marked = [&b"PK\x07\x08"[..], form].concat();
        for follows in [form, &marked] {
            assert_eq!(with(8, follows), [""; 0]);
            assert_eq!(with(0, follows), ["unlisted-data"]);
            let other: Vec<u8> = follows.iter().map(|byte| byte ^ 0x55).collect();
            assert_eq!(with(8, &other), ["unlisted-data"]);
            assert_eq!(
                with(8, &[&follows[..], b"moved"].concat()),
                ["unlisted-data"]
            );
        }
    }
}

#[test]
fn an_entry_that_says_something_else_of_itself_than_the_directory_is_told() {
    let file = archive(&plain(), b"");
    // flags, the way of packing, the time, the checksum, both lengths
    for at in [6, 8, 10, 12, 14, 18, 22] {
        let mut other = file.clone();
        other[at] ^= 0x41;
        assert_eq!(codes(&other, "x.zip"), ["damaged"], "{at}");
    }
    // the disk that an entry is on, and what it is within, in the directory
    let directory = file
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    for at in [34, 36] {
        let mut other = file.clone();
        other[directory + at] = 0x41;
        assert_eq!(codes(&other, "x.zip"), ["damaged"], "{at}");
    }
}

#[test]
fn an_extra_field_that_has_another_form_than_its_kind_is_told() {
    let with = |extra: &[u8]| {
        let mut entries = plain();
        entries[0].extra = extra.to_vec();
        codes(&archive(&entries, b""), "x.zip")
    };
    let field = |id: u16, content: &[u8]| {
        let length = u16::try_from(content.len()).unwrap();
        [&id.to_le_bytes(), &length.to_le_bytes(), content].concat()
    };
    let time = 0x01d9_0000_0000_0000_u64.to_le_bytes();
    let windows = [&[0, 0, 0, 0, 1, 0, 24, 0][..], &time, &time, &time].concat();
    let plain = [
        field(0x5455, b"\x01\0\0\0\x60"),
        field(0x7875, b"\x01\x04\xe8\x03\0\0\x04\xe8\x03\0\0"),
        field(0x000a, &windows),
        field(0x7075, b"\x01\0\0\0\0a.csv"),
        field(0xcafe, b""),
        field(0xa220, b"\x28\xa0\x02\0\0\0"),
        field(0x0001, &u64::try_from(ROWS.len()).unwrap().to_le_bytes()),
    ];
    for extra in &plain {
        assert_eq!(with(extra), [""; 0], "{extra:x?}");
    }
    let odd = [
        field(0x5455, b"\x73uspended"),
        field(0x7875, b"\x02\x04\xe8\x03\0\0\x04\xe8\x03\0\0"),
        field(0x7875, b"suspended"),
        field(0x000a, b"suspended for gross misconduct !"),
        field(0x5855, b"suspended"),
        field(0xcafe, b"moved"),
        field(0xa220, b"\x28\xa0\x02\0moved"),
        field(0x9901, b"\x02\0AE\x03\0\0"),
        field(0x0001, b"moved to"),
        field(0x7373, b"moved"),
        b"mov".to_vec(),
    ];
    for extra in &odd {
        assert!(with(extra).contains(&"unlisted-data"), "{extra:x?}");
    }
    assert!(with(&field(0x7075, b"\x01\0\0\0\0moved.csv")).contains(&"bad-path"));
    // where one breaks off, so does the directory
    assert_eq!(with(&[&plain[0][..], b"moved"].concat()), ["damaged"]);
}

#[test]
fn what_stands_behind_the_end_of_a_packed_entry_is_no_part_of_it_and_is_told() {
    for slack in [&b"\0"[..], b"surname,nino\r\n", &[7; 40_000]] {
        let mut entries = plain();
        entries.iter_mut().for_each(|entry| entry.packed = true);
        entries[1].slack = slack.to_vec();
        assert_eq!(codes(&archive(&entries, b""), "x.zip"), ["damaged"]);
    }
}

#[test]
fn texts_beside_the_entries_are_looked_at() {
    let comment = archive(&plain(), b"NINO QQ 12 34 56 C");
    assert_eq!(codes(&comment, "x.zip"), ["archive-comment", "nino"]);
    let mut entries = plain();
    entries[0].extra = b"\xaa\xbb\x0d\0QQ 12 34 56 C".to_vec();
    assert_eq!(
        codes(&archive(&entries, b""), "x.zip"),
        ["nino", "unlisted-data"]
    );
    // whatever it says: nobody knows the field, a time is no longer, and room is empty
    for extra in [
        &b"\xaa\xbb\x05\0moved"[..],
        &[b"\x55\x54\x50\0".as_slice(), &[b'm'; 80]].concat(),
        b"\x20\xa2\x09\0\x28\xa0\x05\0moved",
    ] {
        entries[0].extra = extra.to_vec();
        assert_eq!(codes(&archive(&entries, b""), "x.zip"), ["unlisted-data"]);
    }
    entries[0].extra = b"\x20\xa2\x09\0\x28\xa0\x05\0\0\0\0\0\0".to_vec();
    assert_eq!(codes(&archive(&entries, b""), "x.zip"), [""; 0]);
    entries[0].extra = b"\x55\x54\x05\0\x01QQ12".to_vec();
    assert_eq!(codes(&archive(&entries, b""), "x.zip"), [""; 0]);
}

#[test]
fn a_folder_that_holds_bytes_is_looked_into_and_told() {
    for packed in [false, true] {
        let mut entries = plain();
        entries.push(entry("photos/", b""));
        assert_eq!(codes(&archive(&entries, b""), "x.zip"), [""; 0]);
        entries[2].content = b"surname,note\r\nAble,QQ 12 34 56 C\r\n".to_vec();
        entries[2].packed = packed;
        let found = codes(&archive(&entries, b""), "x.zip");
        assert!(found.contains(&"unlisted-data"), "{found:?}");
        assert!(found.contains(&"nino"), "{found:?}");
    }
}

#[test]
fn an_entry_whose_checksum_is_wrong_is_damaged() {
    for packed in [false, true] {
        let mut entries = plain();
        entries[1].packed = packed;
        let mut bytes = archive(&entries, b"");
        let line = memchr::memmem::rfind(&bytes, b"PK\x01\x02").unwrap();
        bytes[line + 16] ^= 1;
        assert_eq!(codes(&bytes, "x.zip"), ["damaged"]);
    }
}

#[test]
fn odd_entries_are_found() {
    let mut entries = plain();
    entries.push(entry("A.csv", ROWS));
    assert_eq!(codes(&archive(&entries, b""), "x.zip"), ["duplicate-entry"]);

    for path in [
        "../a.csv",
        "/etc/a.csv",
        "x\\a.csv",
        "x//a.csv",
        "./a.csv",
        "c:a.csv",
    ] {
        let bytes = archive(&[entry(path, ROWS)], b"");
        assert_eq!(codes(&bytes, "x.zip"), ["bad-path"], "{path}");
    }
    let unseen = archive(&[entry("x\u{1}.csv", ROWS)], b"");
    assert_eq!(codes(&unseen, "x.zip"), ["bad-path", "invisible-text"]);

    let mut entries = plain();
    entries[0].attributes = 0o120_777 << 16;
    assert_eq!(codes(&archive(&entries, b""), "x.zip"), ["link"]);

    let mut entries = plain();
    entries[0].flags = 1;
    assert_eq!(codes(&archive(&entries, b""), "x.zip"), ["encrypted"]);

    for name in ["__MACOSX/a.csv", "x/.DS_Store", "Thumbs.db", "~$a.csv"] {
        let found = codes(&archive(&[entry(name, ROWS)], b""), "x.zip");
        assert_eq!(found, ["system-file"], "{name}");
    }
}

#[test]
fn archives_within_archives_end_somewhere() {
    let mut bytes = archive(&plain(), b"");
    for depth in 1..=6 {
        bytes = archive(&[entry("inner.zip", &bytes)], b"");
        let found = codes(&bytes, "x.zip");
        assert_eq!(found.contains(&"nested-too-deep"), depth > 3, "{depth}");
    }
}

#[test]
fn what_unpacks_beyond_its_limit_is_not_inspected() {
    let mut bomb = entry("a.csv", &vec![b'a'; 200 << 20]);
    bomb.packed = true;
    let bytes = archive(&[bomb], b"");
    assert!(bytes.len() < 2 << 20);
    assert_eq!(codes(&bytes, "x.zip"), ["not-inspected"]);
}

#[test]
fn no_change_of_a_byte_makes_it_stop() {
    let mut entries = plain();
    entries[0].packed = true;
    let bytes = archive(&entries, b"");
    for at in 0..bytes.len() {
        for value in [0, 0xff, bytes[at] ^ 1] {
            let mut changed = bytes.clone();
            changed[at] = value;
            report(&changed, "x.zip");
        }
        report(&bytes[..at], "x.zip");
    }
}

#[test]
fn a_document_that_is_no_workbook_is_told_as_one_wherever_it_stands() {
    let word = archive(
        &[
            entry("[Content_Types].xml", b"<Types/>"),
            entry("word/document.xml", b"<document/>"),
        ],
        b"",
    );
    let writer = archive(
        &[
            entry("mimetype", b"application/vnd.oasis.opendocument.text"),
            entry("content.xml", b"<document-content/>"),
        ],
        b"",
    );
    for (name, bytes) in [("a.docx", &word), ("a.odt", &writer)] {
        let whole = archive(&[entry("x", ROWS), entry(name, bytes)], b"");
        for (file, bytes, place) in [(name, bytes, ""), ("x.zip", &whole, "entry 2 › ")] {
            let report = report(bytes, file);
            let findings: Vec<_> = report
                .findings()
                .iter()
                .map(|one| (one.what().code(), one.place().to_string()))
                .collect();
            let document = "a document that is no workbook (Word, PowerPoint, RTF or the like)";
            assert_eq!(
                findings,
                [("not-inspected", format!("{place}{document}"))],
                "{file}"
            );
        }
    }
}

#[test]
fn an_entry_that_calls_itself_otherwise_than_the_directory_is_told() {
    let mut file = archive(&plain(), b"");
    // its own header stands first, and its name behind that
    assert_eq!(file[30], b'a');
    file[30] = b'm';
    assert_eq!(codes(&file, "x.zip"), ["bad-path"]);
}

#[test]
fn an_archive_that_cannot_be_followed_is_told_as_what_it_is() {
    let whole = archive(&plain(), b"");
    let end = whole.len() - 22;
    // no end, and an end that says what cannot be
    assert_eq!(codes(&whole[..end], "x.zip"), ["damaged"]);
    let with = |at: usize, bytes: &[u8]| {
        let mut changed = whole.clone();
        changed[at..at + bytes.len()].copy_from_slice(bytes);
        codes(&changed, "x.zip")
    };
    assert_eq!(with(end + 12, &0x7fff_ffff_u32.to_le_bytes()), ["damaged"]);
    assert_eq!(with(end + 16, &0x7fff_ffff_u32.to_le_bytes()), ["damaged"]);
    // an entry of no directory, one whose own head is none, and one that is packed in another way
    let listed = memchr::memmem::find(&whole, b"PK\x01\x02").unwrap();
    assert_eq!(with(listed, b"PK\x01\x09"), ["damaged"]);
    let second = memchr::memmem::rfind(&whole, b"PK\x03\x04").unwrap();
    assert!(with(second, b"PK\x03\x09").contains(&"damaged"));
    let line = memchr::memmem::rfind(&whole, b"PK\x01\x02").unwrap();
    let mut other = whole.clone();
    other[line + 10] = 12;
    other[second + 8] = 12;
    assert_eq!(codes(&other, "x.zip"), ["not-inspected"]);
}

#[test]
fn an_archive_with_wide_numbers_is_read_by_those() {
    let whole = archive(&plain(), b"");
    let end = whole.len() - 22;
    let start = memchr::memmem::find(&whole, b"PK\x01\x02").unwrap();
    let wide = |count: u64, more: &[u8], length: u64| {
        let place = end as u64;
        let numbers = [count, count, (end - start) as u64, start as u64];
        let record = [
            &b"PK\x06\x06"[..],
            &length.to_le_bytes(),
            &[45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            &numbers.map(u64::to_le_bytes).concat(),
            more,
        ];
        let locator = [
            &b"PK\x06\x07\0\0\0\0"[..],
            &place.to_le_bytes(),
            &[1, 0, 0, 0],
        ];
        let last = [&b"PK\x05\x06\0\0\0\0"[..], &[0xff; 12], &[0, 0]];
        let bytes = [
            &whole[..end],
            &record.concat(),
            &locator.concat(),
            &last.concat(),
        ]
        .concat();
        let report = report(&bytes, "x.zip");
        (codes(&bytes, "x.zip"), report.rows())
    };
    assert_eq!(wide(2, b"", 44), (vec![], 4));
    // bytes beyond the numbers, whether the record says so or not; and more entries than are followed
    for length in [44, 49] {
        assert_eq!(wide(2, b"moved", length).0, ["unlisted-data"]);
    }
    assert_eq!(wide(2, b"", 49).0, ["unlisted-data"]);
    assert_eq!(wide(300_000, b"", 44).0, ["not-inspected"]);
}
