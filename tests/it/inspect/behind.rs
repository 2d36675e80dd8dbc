//! Pictures: what stands behind, between or beside what makes pixels, down to the last byte.

use super::codes;
use super::pictures::{tiff, with_chunk};

#[test]
fn a_chunk_of_a_time_or_a_profile_holds_that_and_no_more() {
    let time = b"\x07\xe8\x01\x1f\x17\x3b\x3c";
    let with = |kind: &[u8; 4], content: &[u8]| codes(&with_chunk(kind, content), "a.png");
    assert_eq!(with(b"tIME", time), [""; 0]);
    let longer = [&time[..], b"moved"].concat();
    for other in [&longer[..], &time[..6], b"surname", b"\x07\xe8\0\x01\0\0\0"] {
        assert_eq!(
            with(b"tIME", other),
            ["unknown-chunk"],
            "{}",
            other.escape_ascii()
        );
    }
    let twice = with_chunk(b"tIME", time);
    let twice = [&twice[..33 + 12 + 7], &twice[33..]].concat();
    assert_eq!(codes(&twice, "a.png"), ["unknown-chunk"]);
    // what the standard has besides, and what others added to it
    for (kind, content) in [
        (b"pHYs", &b"\0\0\x0b\x13\0\0\x0b\x13\x01\0"[..]),
        (b"pCAL", b"height\0\0\0\0\0\0\0\x01\0\x02m\x001\x002"),
        (b"sCAL", b"\x011\x001"),
        (b"oFFs", b"\0\0\0\x01\0\0\0\x01\0"),
        (b"sTER", b"\0"),
        (b"sPLT", b"few\0\x08\x01\x02\x03\x04\0\x01"),
        (b"hIST", b"\0\x01"),
        (b"dSIG", b"moved"),
    ] {
        assert_eq!(
            with(kind, content),
            ["unknown-chunk"],
            "{}",
            kind.escape_ascii()
        );
    }
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, &[0; 132]).unwrap();
    let packed = packer.finish().unwrap();
    let profile = |name: &[u8]| with(b"iCCP", &[name, &packed].concat());
    assert_eq!(profile(b"Display P3\0\0"), [""; 0]);
    for name in [
        b"Display P3\0\x01",
        &b"\0\0"[..],
        b"a\tb\0\0",
        &[[b'a'; 80].as_slice(), &[0; 2]].concat(),
    ] {
        assert_eq!(profile(name), ["icc-text"], "{}", name.escape_ascii());
    }
}

#[test]
fn one_byte_behind_the_last_that_a_tiff_leads_to_is_found() {
    let with = |at: u32, pixels: u32, rest: &[u8]| {
        let strip = [
            (0x0100, 3, 1, pixels),
            (0x0101, 3, 1, 1),
            (0x0102, 3, 1, 8),
            (0x0111, 4, 1, 8 + 2 + 12 * 5 + 4 + at),
            (0x0117, 4, 1, pixels),
        ];
        codes(&tiff(&strip, rest), "a.tif")
    };
    assert_eq!(with(0, 6, b"pixels"), [""; 0]);
    for rest in [&b"pixels\0"[..], b"pixelsx", b"pixels\0\0\0\0"] {
        let told = with(0, 6, rest);
        assert_eq!(told, ["trailing-bytes"], "{}", rest.escape_ascii());
    }
    // one fills up to an even length
    assert_eq!(with(0, 5, b"pixel\0"), [""; 0]);
    for rest in [&b"pixelx"[..], b"pixel\0\0"] {
        let told = with(0, 5, rest);
        assert_eq!(told, ["trailing-bytes"], "{}", rest.escape_ascii());
    }
    // between pieces
    assert_eq!(with(2, 5, b"\0\0pixel"), [""; 0]);
    assert_eq!(with(2, 5, b"qqpixel"), ["trailing-bytes"]);
}

#[test]
fn each_strip_and_tile_of_a_tiff_is_as_long_as_its_pixels() {
    // eight pixels by four of three samples, in two strips or tiles, or in six
    let with = |packing: u32, more: &[(u16, u32)], lengths: &[u32]| {
        let count = u32::try_from(lengths.len()).unwrap();
        let mut tags = vec![
            (0x0100, 3, 1, 8),
            (0x0101, 3, 1, 4),
            (0x0102, 3, 1, 8),
            (0x0103, 3, 1, packing),
            (0x0115, 3, 1, 3),
        ];
        tags.extend(more.iter().map(|(number, value)| (*number, 3, 1, *value)));
        let is_tiled = more.iter().any(|(number, _)| *number == 0x0142);
        let (starts, ends) = if is_tiled {
            (0x0144, 0x0145)
        } else {
            (0x0111, 0x0117)
        };
        let tables = 8 + 2 + 12 * (u32::try_from(tags.len()).unwrap() + 2) + 4;
        tags.push((starts, 4, count, tables));
        tags.push((ends, 4, count, tables + 4 * count));
        let mut at = tables + 8 * count;
        let mut rest = Vec::new();
        for length in lengths {
            rest.extend(at.to_le_bytes());
            at += length;
        }
        rest.extend(lengths.iter().flat_map(|length| length.to_le_bytes()));
        rest.extend(vec![b'x'; (at - tables - 8 * count) as usize]);
        codes(&tiff(&tags, &rest), "a.tif")
    };
    let strips = (0x0116, 2);
    let (wide, high) = ((0x0142, 16), (0x0143, 16));
    let parted = (0x011c, 2);
    for (more, lengths) in [
        (&[strips][..], &[48, 48][..]),
        (&[strips, parted], &[16; 6]),
        (&[wide, (0x0143, 2)], &[96, 96]),
        (&[wide, high, parted], &[256; 3]),
    ] {
        assert_eq!(with(1, more, lengths), [""; 0], "{more:?}");
        let mut longer = lengths.to_vec();
        *longer.last_mut().unwrap() += 2;
        assert_eq!(with(1, more, &longer), ["trailing-bytes"], "{more:?}");
    }
    // what is packed in no such way, and in a way whose end cannot be told
    assert_eq!(with(8, &[strips], &[48, 48]), ["damaged"]);
    assert_eq!(with(5, &[strips], &[48, 48]), ["damaged"]);
    for packing in [2, 3, 4, 6, 7, 34_712, 50_000] {
        assert_eq!(
            with(packing, &[strips], &[48, 48]),
            ["not-inspected"],
            "{packing}"
        );
    }
}
