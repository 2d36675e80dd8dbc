//! Each thing that a picture can hold beside its pixels is called what it is, one by one.

use super::pictures::{Heic, UNIT, jpeg, part, tiff, with_chunk, with_segment};
use super::{codes, report, told};

/// All that is told, notes as well.
fn all(bytes: &[u8], name: &str) -> Vec<&'static str> {
    told(&report(bytes, name))
}

/// The same bytes, with the first of these replaced by as many others.
fn put(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let at = memchr::memmem::find(bytes, old).expect("it stands there");
    [&bytes[..at], new, &bytes[at + old.len()..]].concat()
}

#[test]
fn metadata_in_the_data_of_a_heic_is_found_though_no_item_says_so() {
    let with = |unclaimed: &[u8]| {
        let mut heic = Heic::new();
        heic.unclaimed = unclaimed.to_vec();
        codes(&heic.bytes(), "a.heic")
    };
    let found = with(&tiff(&[(0x0112, 3, 1, 1)], b""));
    assert_eq!(found, ["exif", "unknown-chunk"]);
    for packet in [&b"<x:xmpmeta/>"[..], b"http://ns.adobe.com/xap/1.0/"] {
        assert_eq!(with(packet), ["unknown-chunk", "xmp"]);
    }
}

#[test]
fn what_the_boxes_of_a_heic_say_beside_its_picture_is_found() {
    let plain = Heic::new().bytes();
    let with = |old: &[u8], new: &[u8]| codes(&put(&plain, old, new), "a.heic");
    assert_eq!(with(b"meta\0\0\0\0", b"meta\0\0\0\x01"), ["unknown-chunk"]);
    assert_eq!(with(b"pict\0\0\0\0", b"pictshe "), ["picture-comment"]);
    let entry = b"\x02\0\0\0\0\x01\0\0hvc1";
    assert_eq!(with(entry, b"\x02\0\0\0\0\x01\0\x01hvc1"), ["encrypted"]);
    let mut named = Heic::new();
    named.name = b"Color";
    assert_eq!(codes(&named.bytes(), "a.heic"), [""; 0]);
    named.name = b"she moved";
    assert_eq!(codes(&named.bytes(), "a.heic"), ["picture-comment"]);
    // a property that is of no item
    let uses = b"\0\x01\x04\x01\x02\x03\x04";
    assert_eq!(with(uses, b"\0\x01\x04\x01\x02\x03\x03"), ["unknown-chunk"]);
    let mut packet = Heic::new();
    packet.items.push((b"mime", b"x".to_vec()));
    packet.references.push((b"cdsc", 2, &[1]));
    assert_eq!(codes(&packet.bytes(), "a.heic"), ["xmp"]);
    // a second mask
    let mut masks = Heic::new();
    let mask = b"\0\0\0\0urn:mpeg:hevc:2015:auxid:1\0";
    masks.properties.push(part(b"auxC", mask));
    masks.items.push((b"hvc1", UNIT.to_vec()));
    masks.references.push((b"auxl", 2, &[1]));
    assert_eq!(codes(&masks.bytes(), "a.heic"), [""; 0]);
    masks.items.push((b"hvc1", UNIT.to_vec()));
    masks.references.push((b"auxl", 3, &[1]));
    assert_eq!(codes(&masks.bytes(), "a.heic"), ["second-picture"]);
    // the same picture, turned: it has no bytes of its own
    let mut turned = Heic::new();
    turned.items = vec![(b"iden", Vec::new()), (b"hvc1", UNIT.to_vec())];
    turned.references.push((b"dimg", 1, &[2]));
    let before = codes(&turned.bytes(), "a.heic");
    assert!(!before.contains(&"unknown-chunk"), "{before:?}");
    turned.items[0].1 = b"moved".to_vec();
    assert!(codes(&turned.bytes(), "a.heic").contains(&"unknown-chunk"));
}

#[test]
fn units_of_an_avif_that_are_not_its_one_picture_are_found() {
    let with = |more: &[u8]| {
        let mut avif = Heic::new();
        avif.brands = b"avif\0\0\0\0mif1avif";
        avif.properties[1] = part(b"av1C", b"\x81\0\x0c\0");
        avif.items[0] = (b"av01", [b"\x12\0\x32\x02\x10\x80", more].concat());
        codes(&avif.bytes(), "a.avif")
    };
    assert_eq!(with(b""), [""; 0]);
    assert_eq!(with(b"\x32\x02\x10\x80"), ["second-picture"]);
    // what is told about the picture, and room
    for kind in [5, 8, 15] {
        assert_eq!(
            with(&[kind << 3 | 2, 3, 7, 7, 7]),
            ["unknown-chunk"],
            "{kind}"
        );
    }
}

#[test]
fn a_colour_profile_is_a_note_and_what_it_says_beyond_its_own_is_suspect() {
    let profile = |signature: &[u8; 4], kind: &[u8; 4], length: usize| {
        let content = [&kind[..], &vec![b'x'; length - 4]].concat();
        let size = u32::try_from(length).unwrap().to_be_bytes();
        let count = 1_u32.to_be_bytes();
        let tag = [&signature[..], &144_u32.to_be_bytes(), &size].concat();
        [&[0; 128][..], &count, &tag, &content].concat()
    };
    let with = |profile: &[u8]| {
        all(
            &with_segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", profile].concat()),
            "a.jpg",
        )
    };
    let plain = profile(b"desc", b"text", 20);
    assert_eq!(with(&plain), ["icc-profile"]);
    for odd in [
        profile(b"abcd", b"text", 20),
        profile(b"abcd", b"dict", 20),
        profile(b"desc", b"text", 4100),
        [&plain[..], b"moved"].concat(),
        plain[..plain.len() - 4].to_vec(),
    ] {
        assert_eq!(with(&odd), ["icc-profile", "icc-text"], "{}", odd.len());
    }
    let picture = b"GIF89a\x01\0\x01\0\0\0\0!\xff\x0bICCRGBG1012\x05abcde\0,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;";
    assert_eq!(all(picture, "a.gif"), ["icc-profile"]);
}

#[test]
fn segments_of_a_jpeg_that_nothing_needs_are_found_one_by_one() {
    let plain = jpeg(16, 16);
    let again = [&plain[..2], b"\xff\xd8", &plain[2..]].concat();
    assert_eq!(codes(&again, "a.jpg"), ["second-picture"]);
    for (marker, content, found) in [
        (0xe0, &b"xxHEAPJPGMxx"[..], &["maker-note"][..]),
        (0xe1, b"QVCI\0moved", &["maker-note"]),
        (0xe1, b"Exif\0\0moved", &["damaged", "exif"]),
        (0xf0, b"moved", &["unknown-chunk"]),
        (0x02, b"moved", &["unknown-chunk"]),
        (0xe0, b"moved", &["unknown-chunk"]),
        (
            0xe0,
            b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0moved",
            &["unknown-chunk"],
        ),
        (0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0", &[]),
    ] {
        let told = codes(&with_segment(marker, content), "a.jpg");
        assert_eq!(told, found, "{marker:x} {}", content.escape_ascii());
    }
    // a table that another takes the place of before it is used
    let at = memchr::memmem::find(&plain, b"\xff\xc4").unwrap();
    let length = usize::from(u16::from_be_bytes([plain[at + 2], plain[at + 3]]));
    let table = &plain[at..at + 2 + length];
    let twice = [&plain[..at], table, &plain[at..]].concat();
    assert_eq!(codes(&twice, "a.jpg"), ["unknown-chunk"]);
    // pixels in no code that there is, and those of a process that is not read
    let scan = memchr::memmem::find(&plain, b"\xff\xda").unwrap();
    let begin = scan + 2 + usize::from(u16::from_be_bytes([plain[scan + 2], plain[scan + 3]]));
    let jumbled = [&plain[..begin], &b"\xff\0".repeat(40)[..], b"\xff\xd9"].concat();
    assert_eq!(codes(&jumbled, "a.jpg"), ["damaged"]);
    let other = put(&plain, b"\xff\xc0", b"\xff\xc9");
    assert_eq!(codes(&other, "a.jpg"), ["not-inspected"]);
    // what some programs put behind the end
    let dataset = b"\x1c\x02\x05\0\x05moved\x1c\x02\x19\0\x01x";
    let behind = [&plain[..], dataset].concat();
    assert_eq!(codes(&behind, "a.jpg"), ["iptc", "trailing-bytes"]);
}

#[test]
fn tags_and_directories_of_a_tiff_are_called_what_they_are() {
    for (number, found) in [
        (0x830e, "gps"),
        (0x8482, "gps"),
        (0x85d8, "gps"),
        (0x87af, "gps"),
        (0x02bc, "xmp"),
        (0x83bb, "iptc"),
    ] {
        let told = codes(&tiff(&[(number, 1, 4, 0)], b""), "a.tif");
        assert!(told.contains(&found), "{number:x} {told:?}");
    }
    // a second directory, and more of them than are followed
    let second = [1, 0, 0, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
    let mut two = tiff(&[(0x0100, 3, 1, 1)], &second);
    two[22] = 26;
    assert_eq!(codes(&two, "a.tif"), ["second-picture"]);
    let mut many = b"II*\0\x08\0\0\0".to_vec();
    for at in 1..=70_u32 {
        many.extend([0, 0]);
        many.extend((8 + 6 * at).to_le_bytes());
    }
    many.extend([0; 6]);
    assert!(codes(&many, "a.tif").contains(&"not-inspected"));
    // an old form of packing
    let strip = |packing: u32| {
        let tags = [
            (0x0100, 3, 1, 1),
            (0x0101, 3, 1, 1),
            (0x0103, 3, 1, packing),
        ];
        let places = [(0x0111, 4, 1, 74), (0x0117, 4, 1, 4)];
        codes(
            &tiff(&[&tags[..], &places].concat(), b"\0\x01\x04\x02"),
            "a.tif",
        )
    };
    assert_eq!(strip(5), ["not-inspected"]);
}

#[test]
fn a_packed_text_that_does_not_unpack_and_a_picture_that_is_too_large_are_not_inspected() {
    let text = with_chunk(b"zTXt", b"Comment\0\0moved");
    assert_eq!(codes(&text, "a.png"), ["not-inspected", "picture-comment"]);
    let mut large = b"\xff\xd8\xff\xe0".to_vec();
    large.resize((128 << 20) + 1, 0);
    let large = std::io::Cursor::new(large);
    let report = cardsieve::inspect::Inspector::new()
        .inspect_file(large, "a.jpg")
        .unwrap();
    let told: Vec<_> = report
        .findings()
        .iter()
        .map(|one| one.what().code())
        .collect();
    assert_eq!(told, ["not-inspected"]);
}
