//! Pictures: everything that is no pixel.

use super::{codes, report};

pub(crate) fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels: Vec<u8> = (0..usize::from(width) * usize::from(height) * 3)
        .map(|at| (at % 251) as u8)
        .collect();
    jpeg_encoder::Encoder::new(&mut bytes, 90)
        .encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    bytes
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer
        .write_image_data(&vec![7; (width * height * 3) as usize])
        .unwrap();
    writer.finish().unwrap();
    bytes
}

/// A JPEG with one segment more, before its tables.
pub(crate) fn with_segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let plain = jpeg(16, 16);
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, marker], &length, content, &plain[2..]].concat()
}

/// A PNG with one chunk more, before its pixels.
pub(crate) fn with_chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let plain = png(4, 4);
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(content);
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [
        &plain[..33],
        &length,
        kind,
        content,
        &crc.sum().to_be_bytes(),
        &plain[33..],
    ]
    .concat()
}

/// EXIF of one directory with these tags: number, type, count, value.
pub(crate) fn tiff(tags: &[(u16, u16, u32, u32)], rest: &[u8]) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    out.extend(u16::try_from(tags.len()).unwrap().to_le_bytes());
    for (number, kind, count, value) in tags {
        out.extend(number.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(count.to_le_bytes());
        out.extend(value.to_le_bytes());
    }
    out.extend([0; 4]);
    out.extend(rest);
    out
}

pub(crate) fn exif(tags: &[(u16, u16, u32, u32)], rest: &[u8]) -> Vec<u8> {
    [&b"Exif\0\0"[..], &tiff(tags, rest)].concat()
}

/// Behind one directory of one tag.
const BEHIND: u32 = 8 + 2 + 12 + 4;

#[test]
fn a_bare_picture_is_accepted() {
    assert_eq!(codes(&jpeg(16, 20), "a.jpg"), [""; 0]);
    assert_eq!(codes(&png(4, 5), "a.png"), [""; 0]);
}

#[test]
fn each_kind_of_metadata_of_a_jpeg_is_found() {
    let gps = [1, 0, 0, 0, 1, 0, 4, 0, 0, 0, 2, 3, 0, 0, 0, 0, 0, 0];
    let cases: &[(&str, u8, Vec<u8>, &[&str])] = &[
        ("EXIF", 0xe1, exif(&[(0x0112, 3, 1, 1)], b""), &["exif"]),
        (
            "GPS",
            0xe1,
            exif(&[(0x8825, 4, 1, BEHIND)], &gps),
            &["exif", "gps"],
        ),
        (
            "maker note",
            0xe1,
            exif(&[(0x927c, 7, 8, BEHIND)], b"12345678"),
            &["exif", "maker-note"],
        ),
        (
            "XMP",
            0xe1,
            b"http://ns.adobe.com/xap/1.0/\0<x/>".to_vec(),
            &["xmp"],
        ),
        (
            "extended XMP",
            0xe1,
            b"http://ns.adobe.com/xmp/extension/\0".to_vec(),
            &["xmp"],
        ),
        (
            "IPTC",
            0xed,
            b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\0".to_vec(),
            &["iptc"],
        ),
        (
            "Photoshop's thumbnail",
            0xed,
            b"Photoshop 3.0\08BIM\x04\x0c\0\0\0\0\0\0".to_vec(),
            &["iptc", "thumbnail"],
        ),
        (
            "comment",
            0xfe,
            b"made at home".to_vec(),
            &["picture-comment"],
        ),
        (
            "second picture",
            0xe2,
            b"MPF\0II*\0".to_vec(),
            &["second-picture"],
        ),
        (
            "JFIF's small picture",
            0xe0,
            b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01abc".to_vec(),
            &["thumbnail"],
        ),
        (
            "JFIF's extension",
            0xe0,
            b"JFXX\0\x10".to_vec(),
            &["thumbnail"],
        ),
        ("unknown", 0xe5, b"anything".to_vec(), &["unknown-chunk"]),
    ];
    for (what, marker, content, expected) in cases {
        assert_eq!(
            codes(&with_segment(*marker, content), "a.jpg"),
            *expected,
            "{what}"
        );
    }
}

#[test]
fn a_thumbnail_of_another_shape_shows_more_than_the_picture() {
    for (size, expected) in [
        ((24, 24), &["exif", "thumbnail"][..]),
        ((48, 16), &["exif", "thumbnail", "thumbnail-differs"]),
    ] {
        let small = jpeg(size.0, size.1);
        let start = 8 + 2 + 24 + 4;
        let tags = [
            (0x0201, 4, 1, start),
            (0x0202, 4, 1, u32::try_from(small.len()).unwrap()),
        ];
        assert_eq!(
            codes(&with_segment(0xe1, &exif(&tags, &small)), "a.jpg"),
            expected,
            "{size:?}"
        );
    }
}

#[test]
fn what_follows_a_pictures_end_is_found() {
    let whole = jpeg(16, 16);
    let cases: [(Vec<u8>, &[&str]); 4] = [
        (b"\0\0\0\0".to_vec(), &["trailing-bytes"]),
        (
            jpeg(8, 8),
            &["cropped-remainder", "second-picture", "trailing-bytes"],
        ),
        // a smaller picture saved over a larger file
        (
            jpeg(64, 64)[600..].to_vec(),
            &["cropped-remainder", "trailing-bytes"],
        ),
        (
            b"\0\0\0\x18ftypmp42 and a film".to_vec(),
            &["second-picture", "trailing-bytes"],
        ),
    ];
    for (rest, expected) in cases {
        assert_eq!(codes(&[&whole[..], &rest].concat(), "a.jpg"), expected);
    }
    let larger = png(64, 64);
    let cropped = [&png(4, 4)[..], &larger[40..]].concat();
    assert_eq!(
        codes(&cropped, "a.png"),
        ["cropped-remainder", "trailing-bytes"]
    );
}

#[test]
fn what_is_packed_beyond_a_pictures_rows_is_found() {
    let with = |packed: &[u8]| {
        let plain = png(4, 4);
        let chunk = |kind: &[u8; 4], content: &[u8]| {
            let mut crc = flate2::Crc::new();
            crc.update(kind);
            crc.update(content);
            let length = u32::try_from(content.len()).unwrap().to_be_bytes();
            [&length[..], kind, content, &crc.sum().to_be_bytes()].concat()
        };
        [&plain[..33], &chunk(b"IDAT", packed), &chunk(b"IEND", b"")].concat()
    };
    let zlib = |bytes: &[u8]| {
        let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut writer, bytes).unwrap();
        writer.finish().unwrap()
    };
    let rows = [0; 4 * (1 + 4 * 3)];
    assert_eq!(codes(&with(&zlib(&rows)), "a.png"), [""; 0]);
    let more = zlib(&[&rows[..], b"rows of a larger picture"].concat());
    assert_eq!(codes(&with(&more), "a.png"), ["trailing-bytes"]);
    let behind = [&zlib(&rows)[..], b"and more"].concat();
    assert_eq!(codes(&with(&behind), "a.png"), ["trailing-bytes"]);
}

#[test]
fn rows_of_a_png_that_do_not_unpack_are_damage() {
    let with = |packed: &[u8]| {
        let plain = png(4, 4);
        let kinds = [(b"IDAT", packed), (b"IEND", &b""[..])];
        let rest = kinds
            .map(|(kind, content)| with_chunk(kind, content)[33..][..12 + content.len()].to_vec());
        codes(&[&plain[..33], &rest.concat()].concat(), "a.png")
    };
    let zlib = |bytes: &[u8]| {
        let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut writer, bytes).unwrap();
        writer.finish().unwrap()
    };
    let rows = [4; 4 * (1 + 4 * 3)];
    assert_eq!(with(&zlib(&rows)), [""; 0]);
    assert_eq!(with(&zlib(&rows[..20])), ["damaged"], "too few");
    assert_eq!(with(&zlib(&rows[..39])), ["damaged"], "a row too few");
    let mut filters = rows;
    filters[26] = 5;
    assert_eq!(with(&zlib(&filters)), ["damaged"], "no such filter");
    let mut sum = zlib(&rows);
    *sum.last_mut().unwrap() ^= 1;
    assert_eq!(with(&sum), ["damaged"], "Adler-32");
    let mut short = zlib(&rows);
    short.truncate(short.len() - 4);
    assert_eq!(with(&short), ["damaged"], "no Adler-32");
    assert_eq!(
        with(b"she was moved after the complaint"),
        ["damaged"],
        "no rows"
    );
}

/// A PNG of one pixel with these chunks before it.
fn pixel(depth: u8, colour: u8, chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let bits = [1, 0, 3, 1, 2, 0, 4][usize::from(colour)] * usize::from(depth);
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, &vec![0; 1 + bits.div_ceil(8)]).unwrap();
    let packed = packer.finish().unwrap();
    let header = [0, 0, 0, 1, 0, 0, 0, 1, depth, colour, 0, 0, 0];
    let all = [
        &[(b"IHDR", &header[..])],
        chunks,
        &[(b"IDAT", &packed[..]), (b"IEND", b"")],
    ]
    .concat();
    let chunks = all
        .iter()
        .map(|(kind, content)| with_chunk(kind, content)[33..][..12 + content.len()].to_vec());
    [png(1, 1)[..8].to_vec(), chunks.collect::<Vec<_>>().concat()].concat()
}

#[test]
fn a_chunk_of_numbers_says_what_fits_the_pixels_and_no_more() {
    let said =
        |depth, colour, chunks: &[(&[u8; 4], &[u8])]| codes(&pixel(depth, colour, chunks), "a.png");
    let places = [
        31_270_u32, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000,
    ]
    .map(u32::to_be_bytes)
    .concat();
    let signal = [
        15_635_u16, 16_450, 35_400, 14_600, 8_500, 39_850, 6_550, 2_300,
    ]
    .map(u16::to_be_bytes)
    .concat();
    let lights = [10_000_000_u32, 500].map(u32::to_be_bytes).concat();
    let display = [&signal[..], &lights].concat();
    let plain: &[(u8, u8, &[u8; 4], &[u8])] = &[
        (8, 2, b"gAMA", b"\0\0\xb1\x8f"),
        (8, 2, b"sRGB", b"\0"),
        (8, 2, b"cHRM", &places),
        (8, 2, b"cICP", b"\x09\x10\0\x01"),
        (8, 2, b"cLLI", &lights),
        (8, 2, b"mDCV", &display),
        (8, 2, b"pHYs", b"\0\0\x0b\x13\0\0\x0b\x13\x01"),
        (8, 2, b"sBIT", b"\x05\x06\x05"),
        (8, 6, b"sBIT", b"\x08\x08\x08\x08"),
        (8, 2, b"tRNS", b"\0\xff\0\xff\0\xff"),
        (16, 2, b"tRNS", b"\xff\xff\xff\xff\xff\xff"),
        (4, 0, b"tRNS", b"\0\x0f"),
        (8, 4, b"bKGD", b"\0\xff"),
        (8, 6, b"bKGD", b"\0\xff\0\xff\0\xff"),
    ];
    for (depth, colour, kind, content) in plain {
        let chunk = [(*kind, *content)];
        let name = kind.escape_ascii();
        assert_eq!(said(*depth, *colour, &chunk), [""; 0], "{name}");
        assert_eq!(
            said(*depth, *colour, &[chunk[0], chunk[0]]),
            ["unknown-chunk"],
            "{name}"
        );
        // one byte too many or too few, or letters for numbers
        let letters = vec![b'x'; content.len()];
        let more = [content, &b"\0"[..]].concat();
        for content in [&content[1..], &more, &letters] {
            let told = said(*depth, *colour, &[(*kind, content)]);
            // at sixteen bits, a sample can be any
            if *depth < 16 || content.len() != 6 {
                assert_eq!(told, ["unknown-chunk"], "{name} {}", content.len());
            }
        }
    }

    // a palette is for a picture that picks from it, and what leans on it is no longer than it
    let colours = (b"PLTE", &[7; 6][..]);
    assert_eq!(
        said(1, 3, &[colours, (b"tRNS", b"\0\x80"), (b"bKGD", b"\x01")]),
        [""; 0]
    );
    assert_eq!(
        said(1, 3, &[colours, (b"tRNS", b"\0\x80\0")]),
        ["unknown-chunk"]
    );
    assert_eq!(
        said(1, 3, &[colours, (b"bKGD", b"\x02")]),
        ["unknown-chunk"]
    );
    assert_eq!(said(1, 3, &[(b"PLTE", &[7; 9])]), ["unknown-chunk"]);
    assert_eq!(said(8, 3, &[(b"PLTE", &[7; 8])]), ["unknown-chunk"]);
    for colour in [0, 2, 4, 6] {
        assert_eq!(said(8, colour, &[colours]), ["unknown-chunk"]);
    }
    for colour in [4, 6] {
        assert_eq!(said(8, colour, &[(b"tRNS", b"\0\0")]), ["unknown-chunk"]);
    }
    // how often each colour is used is nothing that a pixel needs
    assert_eq!(
        said(1, 3, &[colours, (b"hIST", b"\0\0\0\0")]),
        ["unknown-chunk"]
    );
    // a profile stands once, and nothing stands behind what is packed of it
    let profile = {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packer, &[0; 132]).unwrap();
        [&b"icc\0\0"[..], &packer.finish().unwrap()].concat()
    };
    let longer = [&profile[..], REMARK].concat();
    let profile = (b"iCCP", &profile[..]);
    assert_eq!(said(8, 2, &[profile]), [""; 0]);
    assert_eq!(said(8, 2, &[profile, profile]), ["unknown-chunk"]);
    assert_eq!(said(8, 2, &[(b"iCCP", &longer)]), ["trailing-bytes"]);
    // a second header, and one of no kind that there is
    let header = [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0];
    assert_eq!(said(8, 2, &[(b"IHDR", &header)]), ["unknown-chunk"]);
    let mut odd = pixel(8, 2, &[]);
    odd[16 + 10] = b'x';
    let sum = {
        let mut crc = flate2::Crc::new();
        crc.update(&odd[12..29]);
        crc.sum().to_be_bytes()
    };
    odd[29..33].copy_from_slice(&sum);
    assert_eq!(codes(&odd, "a.png"), ["damaged"]);
}

#[test]
fn each_kind_of_metadata_of_a_png_is_found() {
    let cases: &[(&[u8; 4], &[u8], &[&str])] = &[
        (b"tEXt", b"Comment\0made at home", &["picture-comment"]),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>", &["xmp"]),
        (b"tEXt", b"Raw profile type exif\0abc", &["exif"]),
        (b"tEXt", b"Raw profile type iptc\0abc", &["iptc"]),
        (b"eXIf", b"II*\0\x08\0\0\0\0\0\0\0\0\0", &["exif"]),
        (b"acTL", b"\0\0\0\x02\0\0\0\0", &["second-picture"]),
        (b"prVt", b"anything", &["unknown-chunk"]),
        (b"gAMA", b"\0\0\xb1\x8f", &[]),
        (b"gAMA", b"\0\0\xb1\x8f and more", &["unknown-chunk"]),
        (b"PLTE", &[7; 769], &["unknown-chunk"]),
        (b"PLTE", &[7; 768], &["unknown-chunk"]),
        (b"tRNS", &[7; 257], &["unknown-chunk"]),
    ];
    for (kind, content, expected) in cases {
        assert_eq!(
            codes(&with_chunk(kind, content), "a.png"),
            *expected,
            "{}",
            kind.escape_ascii()
        );
    }
    // a chunk of numbers stands once, is what its checksum says, and the last one is empty
    let twice = with_chunk(b"gAMA", b"\0\0\xb1\x8f");
    let twice = [&twice[..49], &twice[33..]].concat();
    assert_eq!(codes(&twice, "a.png"), ["unknown-chunk"]);
    let mut changed = with_chunk(b"gAMA", b"\0\0\xb1\x8f");
    changed[48] ^= 1;
    assert_eq!(codes(&changed, "a.png"), ["damaged"]);
    let mut last = png(4, 4);
    last.truncate(last.len() - 12);
    let full = with_chunk(b"IEND", b"surname");
    last.extend(&full[33..33 + 12 + 7]);
    assert_eq!(codes(&last, "a.png"), ["trailing-bytes"]);
    let time = report(&with_chunk(b"tIME", b"\x07\xe8\x01\x01\0\0\0"), "a.png");
    assert_eq!(time.findings()[0].what().code(), "picture-time");
}

#[test]
fn texts_of_a_profile_are_read_in_the_letters_that_it_has() {
    let description = |text: &str| {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let length = u32::try_from(wide.len()).unwrap().to_be_bytes();
        let record = [b"engb", &length[..], &28_u32.to_be_bytes()].concat();
        let count = [1_u32, 12].map(u32::to_be_bytes).concat();
        let text = [b"mluc\0\0\0\0", &count[..], &record, &wide].concat();
        let length = u32::try_from(text.len()).unwrap().to_be_bytes();
        let tags = [
            &1_u32.to_be_bytes()[..],
            b"desc",
            &144_u32.to_be_bytes(),
            &length,
        ];
        [&[0; 128][..], &tags.concat(), &text].concat()
    };
    let with = |text: &str| {
        let profile = [b"ICC_PROFILE\0\x01\x01", &description(text)[..]].concat();
        codes(&with_segment(0xe2, &profile), "a.jpg")
    };
    assert_eq!(with("sRGB"), [""; 0]);
    assert_eq!(with("QQ 12 34 56 C"), ["nino"]);
}

#[test]
fn other_pictures_are_walked_as_well() {
    let with = |kind: &'static [u8; 4], content: &'static [u8]| {
        codes(&webp(&[(b"VP8L", LOSSLESS), (kind, content)]), "a.webp")
    };
    assert_eq!(codes(&webp(&[(b"VP8L", LOSSLESS)]), "a.webp"), [""; 0]);
    assert_eq!(with(b"XMP ", b"<x/>"), ["xmp"]);
    let exif = tiff(&[(0x0112, 3, 1, 1)], b"");
    let exif = [(b"VP8L", LOSSLESS), (b"EXIF", &exif[..])];
    assert_eq!(codes(&webp(&exif), "a.webp"), ["exif"]);
    assert_eq!(with(b"ANMF", b""), ["second-picture"]);
    assert_eq!(with(b"abcd", b"x1"), ["unknown-chunk"]);

    let gif = |blocks: &[u8]| [b"GIF89a\x01\0\x01\0\0\0\0", blocks, b"\x3b"].concat();
    let frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    assert_eq!(codes(&gif(frame), "a.gif"), [""; 0]);
    assert_eq!(
        codes(&gif(&[frame, &frame[..]].concat()), "a.gif"),
        ["second-picture"]
    );
    assert_eq!(
        codes(&gif(b"\x21\xfe\x04text\0"), "a.gif"),
        ["picture-comment"]
    );

    assert_eq!(codes(&tiff(&[(0x0100, 3, 1, 1)], b""), "a.tif"), [""; 0]);
    assert_eq!(codes(&tiff(&[(0x013b, 2, 4, 0)], b""), "a.tif"), ["exif"]);
    // one strip of six bytes, which stands behind the directory
    let strip = [(0x0100, 3, 1, 1), (0x0111, 4, 1, 50), (0x0117, 4, 1, 6)];
    assert_eq!(codes(&tiff(&strip, b"pixels"), "a.tif"), [""; 0]);
    assert_eq!(
        codes(&tiff(&strip, b"pixels and more"), "a.tif"),
        ["trailing-bytes"]
    );
}

/// The head of two pixels by two without loss, and some of them.
const LOSSLESS: &[u8] = b"\x2f\x01\x40\0\0\x88\x88\x08";
/// The head of two pixels by two, whose first partition has two bytes.
const LOSSY: &[u8] = b"\x50\0\0\x9d\x01\x2a\x02\0\x02\0\x02\x03\x04\x05";

fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, content) in chunks {
        body.extend(*kind);
        body.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        body.extend(*content);
        body.extend(&b"\0"[..content.len() % 2]);
    }
    let length = u32::try_from(body.len()).unwrap().to_le_bytes();
    [b"RIFF", &length[..], &body].concat()
}

#[test]
fn a_webp_has_one_picture_and_each_chunk_its_length_and_place() {
    let said = |chunks: &[(&'static [u8; 4], &[u8])]| codes(&webp(chunks), "a.webp");
    let (lossy, lossless) = ((b"VP8 ", LOSSY), (b"VP8L", LOSSLESS));
    let whole = (b"VP8X", &b"\0\0\0\0\x01\0\0\x01\0\0"[..]);
    let seen_through = (b"VP8X", &b"\x10\0\0\0\x01\0\0\x01\0\0"[..]);
    let alpha = (b"ALPH", &b"\0\xff\xff\xff\xff"[..]);
    let packed = (b"ALPH", &b"\x01\xff\xff"[..]);
    for chunks in [
        &[lossy][..],
        &[lossless],
        &[whole, lossy],
        &[whole, lossless],
        &[seen_through, lossless],
        &[seen_through, alpha, lossy],
        &[seen_through, packed, lossy],
    ] {
        assert_eq!(said(chunks), [""; 0], "{chunks:?}");
    }
    // another picture, real or not
    for second in [lossy, lossless, (b"VP8 ", REMARK)] {
        assert_eq!(said(&[lossy, second]), ["second-picture"]);
    }
    // the head of the whole is of one length, stands first, and has bits that say nothing
    let longer = [whole.1, REMARK].concat();
    for head in [
        &longer[..],
        b"\0\0\0\0\x01\0\0\x01\0",
        b"\x01\0\0\0\x01\0\0\x01\0\0",
        b"\0abc\x01\0\0\x01\0\0",
    ] {
        assert_eq!(said(&[(b"VP8X", head), lossy]), ["unknown-chunk"]);
    }
    assert_eq!(said(&[lossy, whole]), ["unknown-chunk"]);
    assert_eq!(said(&[whole, whole, lossy]), ["unknown-chunk"]);
    // alpha that nobody sees, twice, too long, in an unknown form, beside pixels that have it
    let long = [alpha.1, REMARK].concat();
    for chunks in [
        &[whole, alpha, lossy][..],
        &[alpha, lossy],
        &[seen_through, alpha, alpha, lossy],
        &[seen_through, lossy, alpha],
        &[seen_through, (b"ALPH", &long), lossy],
        &[seen_through, (b"ALPH", b"\x02\xff\xff\xff\xff"), lossy],
        &[seen_through, (b"ALPH", b"\x80\xff\xff\xff\xff"), lossy],
        &[seen_through, alpha, lossless],
    ] {
        assert_eq!(said(chunks), ["unknown-chunk"], "{chunks:?}");
    }
    // far more than the pixels can be, a text, or a file
    for pixels in [lossy, lossless] {
        let with = |more: &[u8]| said(&[(pixels.0, &[pixels.1, more].concat())]);
        assert_eq!(with(&[0x90; 4090]), [""; 0]);
        assert_eq!(with(&[0x90; 4112]), ["trailing-bytes"]);
        assert_eq!(with(REMARK), ["unknown-chunk"]);
        assert_eq!(with(b"PK\x03\x04\x14\0\x08\0"), ["unknown-chunk"]);
        assert_eq!(with(&png(2, 2)), ["unknown-chunk"]);
        assert!(with(b"AB123456C Ann Lee, 12 Acacia Avenue").contains(&"unknown-chunk"));
    }
    let packed = [packed.1, REMARK].concat();
    assert_eq!(
        said(&[seen_through, (b"ALPH", &packed), lossy]),
        ["unknown-chunk"]
    );
    // no picture, or one that is none, or of another size
    let other = (b"VP8X", &b"\0\0\0\0\x02\0\0\x01\0\0"[..]);
    for chunks in [
        &[whole][..],
        &[(b"VP8 ", REMARK)],
        &[(b"VP8L", REMARK)],
        &[other, lossy],
        &[(
            b"VP8 ",
            b"\x50\x01\0\x9d\x01\x2a\x02\0\x02\0\x02\x03\x04\x05",
        )],
        &[(b"VP8 ", b"\x51\0\0\x9d\x01\x2a\x02\0\x02\0\x02\x03\x04\x05")],
    ] {
        assert_eq!(said(chunks), ["damaged"], "{chunks:?}");
    }
    // what fills a chunk up to an even length is nothing
    let mut odd = webp(&[(b"VP8 ", &[LOSSY, b"\x90"].concat())]);
    assert_eq!(codes(&odd, "a.webp"), [""; 0]);
    *odd.last_mut().unwrap() = b'x';
    assert_eq!(codes(&odd, "a.webp"), ["trailing-bytes"]);
}

#[test]
fn what_stands_in_the_data_of_a_heic_is_found() {
    let gps = [1, 0, 0, 0, 1, 0, 4, 0, 0, 0, 2, 3, 0, 0, 0, 0, 0, 0];
    let exif = tiff(&[(0x8825, 4, 1, BEHIND)], &gps);
    let mut heic = Heic::new();
    heic.items
        .push((b"Exif", [b"\0\0\0\x06Exif\0\0", &exif[..]].concat()));
    heic.references.push((b"cdsc", 2, &[1]));
    assert_eq!(heic.codes(), ["exif", "gps"]);
    // no picture without a word of its items
    let bare = [part(b"ftyp", heic.brands), part(b"mdat", b"pixels")].concat();
    assert_eq!(codes(&bare, "a.heic"), ["damaged"]);
}

/// A box.
pub(crate) fn part(kind: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(8 + content.len()).unwrap().to_be_bytes();
    [&length[..], kind, content].concat()
}

/// What a HEIC is made of.
pub(crate) struct Heic {
    /// Of each item, its kind and its data.
    pub(crate) items: Vec<(&'static [u8; 4], Vec<u8>)>,
    /// From which item to which.
    pub(crate) references: Vec<(&'static [u8; 4], u8, &'static [u8])>,
    pub(crate) properties: Vec<Vec<u8>>,
    /// Boxes at the end of what is told of the items.
    pub(crate) within: Vec<u8>,
    /// What no item claims of the data.
    pub(crate) unclaimed: Vec<u8>,
    /// Boxes at the end.
    pub(crate) behind: Vec<u8>,
    pub(crate) brands: &'static [u8],
    /// What each item is called.
    pub(crate) name: &'static [u8],
}

/// One unit that begins a picture.
pub(crate) const UNIT: &[u8] = b"\0\0\0\x08\x28\x01\xaf\x13\x80\x1b\xfb\x1d";

impl Heic {
    pub(crate) fn new() -> Self {
        let set = b"\x21\0\x01\0\x06\x42\x01\x01\x03\x70\x80";
        Self {
            items: vec![(b"hvc1", UNIT.to_vec())],
            references: Vec::new(),
            properties: vec![
                part(b"ispe", b"\0\0\0\0\0\0\0\x10\0\0\0\x10"),
                part(b"hvcC", &[&[1; 21][..], b"\x03\x01", set].concat()),
                part(b"pixi", b"\0\0\0\0\x03\x08\x08\x08"),
                part(b"colr", b"nclx\0\x01\0\x0d\0\x06\x80"),
            ],
            within: Vec::new(),
            unclaimed: Vec::new(),
            behind: Vec::new(),
            brands: b"heic\0\0\0\0mif1heic",
            name: b"",
        }
    }

    fn meta(&self, start: usize) -> Vec<u8> {
        let count = u8::try_from(self.items.len()).unwrap();
        let (mut places, mut entries, mut uses) = (Vec::new(), Vec::new(), Vec::new());
        let mut at = start;
        let all: Vec<u8> = (1..=self.properties.len()).map(|at| at as u8).collect();
        for (id, (kind, data)) in (1..).zip(&self.items) {
            places.extend([0, id, 0, 0, 0, 1]);
            places.extend(u32::try_from(at).unwrap().to_be_bytes());
            places.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
            at += data.len();
            let entry = [
                b"\x02\0\0\0\0",
                &[id][..],
                b"\0\0",
                &kind[..],
                self.name,
                b"\0",
            ]
            .concat();
            entries.extend(part(b"infe", &entry));
            uses.extend([&[0, id, all.len() as u8][..], &all].concat());
        }
        let references: Vec<u8> = self
            .references
            .iter()
            .flat_map(|(kind, from, to)| {
                let to_all: Vec<u8> = to.iter().flat_map(|to| [0, *to]).collect();
                part(
                    *kind,
                    &[&[0, *from, 0, to.len() as u8][..], &to_all].concat(),
                )
            })
            .collect();
        let properties = [
            part(b"ipco", &self.properties.concat()),
            part(
                b"ipma",
                &[&[0, 0, 0, 0, 0, 0, 0, count][..], &uses].concat(),
            ),
        ];
        let inner = [
            part(b"hdlr", b"\0\0\0\0\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0"),
            part(b"pitm", b"\0\0\0\0\0\x01"),
            part(
                b"iloc",
                &[&[0, 0, 0, 0, 0x44, 0, 0, count][..], &places].concat(),
            ),
            part(b"iinf", &[&[0, 0, 0, 0, 0, count][..], &entries].concat()),
            part(b"iref", &[&[0; 4][..], &references].concat()),
            part(b"iprp", &properties.concat()),
            self.within.clone(),
        ];
        part(b"meta", &[&[0; 4][..], &inner.concat()].concat())
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let first = part(b"ftyp", self.brands);
        let start = first.len() + self.meta(0).len() + 8;
        let data: Vec<u8> = self
            .items
            .iter()
            .flat_map(|(_, data)| data.clone())
            .collect();
        let data = part(b"mdat", &[data, self.unclaimed.clone()].concat());
        [first, self.meta(start), data, self.behind.clone()].concat()
    }

    fn codes(&self) -> Vec<String> {
        let whole = self.bytes();
        codes(&whole, "a.heic")
            .iter()
            .map(ToString::to_string)
            .collect()
    }
}

const REMARK: &[u8] = b"she was moved after the complaint of her neighbour";

#[test]
fn every_byte_of_a_heic_is_claimed_by_its_one_picture() {
    assert_eq!(Heic::new().codes(), [""; 0]);
    let with = |change: &dyn Fn(&mut Heic)| {
        let mut heic = Heic::new();
        change(&mut heic);
        heic.codes()
    };
    // room is small and empty
    for kind in [b"free", b"skip", b"wide"] {
        assert_eq!(with(&|heic| heic.behind = part(kind, &[0; 4096])), [""; 0]);
        for content in [REMARK, &[0; 4097]] {
            let codes = with(&|heic| heic.behind = part(kind, content));
            assert_eq!(codes, ["unknown-chunk"], "{kind:?}");
        }
    }
    for kind in [b"mdat", b"uuid", b"udta", b"meta", b"ftyp", b"abcd"] {
        assert_eq!(
            with(&|heic| heic.behind = part(kind, REMARK)),
            ["unknown-chunk"]
        );
    }
    assert_eq!(
        with(&|heic| heic.behind = part(b"moov", REMARK)),
        ["second-picture"]
    );
    assert_eq!(
        with(&|heic| heic.unclaimed = REMARK.to_vec()),
        ["unknown-chunk"]
    );
    assert_eq!(
        with(&|heic| heic.unclaimed = b"x".to_vec()),
        ["unknown-chunk"]
    );
    for kind in [b"free", b"abcd", b"pitm", b"idat"] {
        assert_eq!(
            with(&|heic| heic.within = part(kind, REMARK)),
            ["unknown-chunk"]
        );
    }
    for brands in [
        &b"heic\0\0\0\0mif1she "[..],
        b"heic\0\0\0\0mif1mif1",
        b"heicabcdmif1heic",
        b"heic\0\0\0\0mif1heic\0",
    ] {
        assert_eq!(with(&|heic| heic.brands = brands), ["unknown-chunk"]);
    }
    for property in [
        part(b"udes", REMARK),
        part(b"irot", b"\0x"),
        part(b"colr", b"nclx\0\x01\0\x0d\0\x06\x80x"),
        part(b"pixi", b"\0\0\0\0\x03\x08\x08\x08x"),
        part(b"hvcC", &[&[1; 21][..], b"\x03\0x"].concat()),
        // a message of the encoder among the sets of parameters
        part(
            b"hvcC",
            &[
                &[1; 21][..],
                b"\x03\x01\x27\0\x01\0\x06\x4e\x01\x05\x01x\x80",
            ]
            .concat(),
        ),
        part(b"free", REMARK),
    ] {
        let codes = with(&|heic| heic.properties.push(property.clone()));
        assert_eq!(codes, ["unknown-chunk"], "{}", property.escape_ascii());
    }
    // units of no pixels, a second picture among them, and text within one
    for (more, expected) in [
        (&b"\0\0\0\x05\x4e\x01\x05\x01x"[..], "unknown-chunk"),
        (b"\0\0\0\x05\x4c\x01abc", "unknown-chunk"),
        (b"\0\0\0\x05\x28\x09abc", "unknown-chunk"),
        (UNIT, "second-picture"),
        (b"\0\0\0\x09\x28\x01abc", "not-inspected"),
    ] {
        assert_eq!(with(&|heic| heic.items[0].1.extend(more)), [expected]);
    }
    let tail = [&[0, 0, 0, 8 + 50], &UNIT[4..], REMARK].concat();
    assert_eq!(
        with(&|heic| heic.items[0].1 = tail.clone()),
        ["unknown-chunk"]
    );
}

#[test]
fn an_item_of_a_heic_that_its_picture_is_not_made_of_is_found() {
    let with = |items: &[(&'static [u8; 4], &[u8])],
                references: &[(&'static [u8; 4], u8, &'static [u8])]| {
        let mut heic = Heic::new();
        heic.items = items
            .iter()
            .map(|(kind, data)| (*kind, data.to_vec()))
            .collect();
        heic.references = references.to_vec();
        heic
    };
    let pixels = (b"hvc1", UNIT);
    assert_eq!(with(&[pixels, pixels], &[]).codes(), ["second-picture"]);
    assert_eq!(
        with(&[pixels, pixels], &[(b"thmb", 2, &[1])]).codes(),
        ["thumbnail"]
    );
    // a picture that is no grid is not made of others
    assert_eq!(
        with(&[pixels, pixels], &[(b"dimg", 1, &[2])]).codes(),
        ["second-picture"]
    );
    let grid = (b"grid", &b"\0\0\0\x01\0\x20\0\x10"[..]);
    let tiles = (b"dimg", 1, &[2, 3][..]);
    assert_eq!(with(&[grid, pixels, pixels], &[tiles]).codes(), [""; 0]);
    // a tile beyond the grid, and bytes behind its size
    let more = with(&[grid, pixels, pixels, pixels], &[(b"dimg", 1, &[2, 3, 4])]);
    assert_eq!(more.codes(), ["unknown-chunk"]);
    let longer = (b"grid", &b"\0\0\0\x01\0\x20\0\x10x"[..]);
    assert_eq!(
        with(&[longer, pixels, pixels], &[tiles]).codes(),
        ["unknown-chunk"]
    );
    // how much light the pixels let through belongs to them, how deep they are does not
    let mask = |kind: &[u8]| {
        let mut heic = with(&[pixels, pixels], &[(b"auxl", 2, &[1])]);
        heic.properties
            .push(part(b"auxC", &[b"\0\0\0\0", kind].concat()));
        heic.codes()
    };
    assert_eq!(mask(b"urn:mpeg:hevc:2015:auxid:1\0"), [""; 0]);
    assert_eq!(mask(b"urn:mpeg:hevc:2015:auxid:2\0"), ["second-picture"]);
    assert_eq!(mask(b"urn:mpeg:hevc:2015:auxid:1\0x"), ["second-picture"]);
    // other kinds
    for (kind, expected) in [
        (b"Exif", &["exif"][..]),
        (b"abcd", &["second-picture", "unknown-chunk"]),
        (b"jpeg", &["not-inspected", "second-picture"]),
        (b"tmap", &["second-picture"]),
    ] {
        assert_eq!(with(&[pixels, (kind, b"abc")], &[]).codes(), expected);
    }
    // what cannot be followed
    assert_eq!(
        with(&[pixels, pixels], &[(b"abcd", 1, &[2])]).codes(),
        ["not-inspected"]
    );
    assert_eq!(
        with(&[pixels], &[(b"cdsc", 1, &[9])]).codes(),
        ["not-inspected"]
    );
}

#[test]
fn no_cut_or_changed_picture_makes_it_stop() {
    let tags = [(0x8825, 4, 1, BEHIND), (0x927c, 7, 400, 9)];
    for whole in [
        with_segment(0xe1, &exif(&tags, &[7; 40])),
        with_chunk(b"eXIf", &tiff(&tags, b"abc")),
        Heic::new().bytes(),
        webp(&[(b"VP8 ", LOSSY), (b"EXIF", &tiff(&tags, b"abc"))]),
    ] {
        for at in 0..whole.len() {
            report(&whole[..at], "a.jpg");
            let mut changed = whole.clone();
            changed[at] ^= 0xff;
            report(&changed, "a.jpg");
        }
    }
}

#[test]
fn what_no_reader_decodes_of_a_gif_or_a_tiff_is_found() {
    let text = b"she was moved after the complaint";
    let gif = |packed: &[u8]| {
        let length = u8::try_from(packed.len()).unwrap();
        let frame = [
            b"\x2c\0\0\0\0\x01\0\x01\0\0\x02",
            &[length][..],
            packed,
            b"\0",
        ]
        .concat();
        [b"GIF89a\x01\0\x01\0\0\0\0", &frame[..], b"\x3b"].concat()
    };
    assert_eq!(codes(&gif(b"\x44\x01"), "a.gif"), [""; 0]);
    let behind = [b"\x44\x01", &text[..]].concat();
    assert_eq!(codes(&gif(&behind), "a.gif"), ["trailing-bytes"]);
    // more pixels than the picture has: what begins is cleared, and eight follow it, one by one
    let more = b"\x04\x41\x10\x04\x41\x10\x05";
    assert_eq!(codes(&gif(more), "a.gif"), ["trailing-bytes"]);

    let strip = |packing: u32, packed: &[u8]| {
        let length = u32::try_from(packed.len()).unwrap();
        let tags = [
            (0x0100, 3, 1, 1),
            (0x0101, 3, 1, 1),
            (0x0102, 3, 1, 8),
            (0x0103, 3, 1, packing),
            (0x0111, 4, 1, 8 + 2 + 12 * 6 + 4),
            (0x0117, 4, 1, length),
        ];
        codes(&tiff(&tags, packed), "a.tif")
    };
    let zlib = |pixels: &[u8]| {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packer, pixels).unwrap();
        packer.finish().unwrap()
    };
    for (packing, packed) in [
        (1, b"A".to_vec()),
        (5, b"\x80\x10\x60\x20".to_vec()),
        (8, zlib(b"A")),
        (32_773, b"\0A".to_vec()),
    ] {
        assert_eq!(strip(packing, &packed), [""; 0], "{packing}");
        let more = [&packed[..], text].concat();
        assert_eq!(strip(packing, &more), ["trailing-bytes"], "{packing}");
    }
    assert_eq!(strip(8, &zlib(b"ABCDEF")), ["trailing-bytes"]);
}

#[test]
fn a_tag_of_nobodys_standard_is_found_in_a_tiff() {
    let tag = |number: u16, kind: u16| {
        let length = 33;
        let tags = [(number, kind, length, 8 + 2 + 12 + 4)];
        codes(&tiff(&tags, b"she was moved after the complaint"), "a.tif")
    };
    for number in [0xfde8, 0xc000, 0x8000, 0x010b] {
        for kind in [1, 2, 7] {
            assert_eq!(tag(number, kind), ["unknown-chunk"], "{number}");
        }
    }
    // a text where pixels need a number
    assert_eq!(tag(0x0107, 2), ["unknown-chunk"]);
    assert_eq!(tag(0x011d, 2), ["exif"]);
}

#[test]
fn a_tiff_with_places_of_eight_bytes_is_not_looked_into_and_not_called_broken() {
    for head in [b"II+\0\x08\0\0\0", b"MM\0+\0\x08\0\0"] {
        assert_eq!(codes(head, "a.tif"), ["not-inspected"]);
    }
}

#[test]
fn letters_that_stand_where_coded_pixels_end_are_seen() {
    let with = |more: &[u8]| {
        let lossless = [LOSSLESS, more].concat();
        let lossy = [LOSSY, more].concat();
        [(b"VP8L", lossless), (b"VP8 ", lossy)]
            .map(|chunk| codes(&webp(&[(chunk.0, &chunk.1)]), "a.webp"))
    };
    assert_eq!(with(b"\x80moved\x90"), [[""; 0], [""; 0]]);
    assert_eq!(with(b"\x80moved"), [[""; 0], [""; 0]]);
    assert_eq!(
        with(b"\x80she was moved"),
        [["unknown-chunk"], ["unknown-chunk"]]
    );
}

#[test]
fn each_block_of_a_gif_that_is_not_its_picture_is_called_what_it_is() {
    // one pixel, and then the block
    let picture =
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    let with = |block: &[u8]| codes(&[&picture[..], block, b";"].concat(), "a.gif");
    assert_eq!(with(b""), [""; 0]);
    assert_eq!(with(b"!\xfe\x05moved\0"), ["picture-comment"]);
    assert_eq!(with(b"!\xff\x0bXMP DataXMP\x05moved\0"), ["xmp"]);
    assert_eq!(with(b"!\xff\x0bmoved away.\0"), ["unknown-chunk"]);
    assert_eq!(with(b"!\x77\x05moved\0"), ["unknown-chunk"]);
}
