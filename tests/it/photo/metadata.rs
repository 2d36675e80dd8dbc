//! G8: what stands beside the pixels changes nothing.

use proptest::prelude::*;
use proptest::sample::select;

use super::pictures::{Jpeg, PLAIN, Picture, chunk, exif, png, png_as, segment, srgb_profile};
use super::{photo, usual};

/// What can stand in a JPEG beside its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Beside {
    Exif,
    ExifWithThumbnail,
    Xmp,
    ExtendedXmp,
    Iptc,
    Comment,
    SrgbProfile,
    FlashPix,
    MultiPicture,
    Adobe,
    MakerNote,
    OtherDensity,
    NoJfif,
    JfifThumbnail,
    FillBytes,
    Trailer,
    SecondPicture,
    MotionVideo,
}

const ALL: [Beside; 18] = [
    Beside::Exif,
    Beside::ExifWithThumbnail,
    Beside::Xmp,
    Beside::ExtendedXmp,
    Beside::Iptc,
    Beside::Comment,
    Beside::SrgbProfile,
    Beside::FlashPix,
    Beside::MultiPicture,
    Beside::Adobe,
    Beside::MakerNote,
    Beside::OtherDensity,
    Beside::NoJfif,
    Beside::JfifThumbnail,
    Beside::FillBytes,
    Beside::Trailer,
    Beside::SecondPicture,
    Beside::MotionVideo,
];

/// The texts that are planted.
const CANARY: &[u8] = b"CANARY-7f3a GPS 51.4769N serial 0123456789 Ann Example";

impl Beside {
    /// Puts it into a file that begins with a JFIF header.
    fn put(self, file: &[u8]) -> Vec<u8> {
        let other = PLAIN.write(&Picture::sample(40, 30, 99));
        let with = |prefix: &[u8]| [prefix, CANARY].concat();
        let before = |segment: Vec<u8>| [&file[..2], &segment, &file[2..]].concat();
        let after_jfif = |segment: Vec<u8>| {
            let end = 4 + usize::from(u16::from_be_bytes([file[4], file[5]]));
            [&file[..end], &segment, &file[end..]].concat()
        };
        let at_the_end = |more: &[u8]| [file, more].concat();
        match self {
            Self::Exif => after_jfif(segment(
                0xe1,
                &[b"Exif\0\0", exif(1, CANARY).as_slice()].concat(),
            )),
            Self::ExifWithThumbnail => before(segment(
                0xe1,
                &[b"Exif\0\0", exif(1, &other).as_slice()].concat(),
            )),
            Self::Xmp => after_jfif(segment(0xe1, &with(b"http://ns.adobe.com/xap/1.0/\0<x>"))),
            Self::ExtendedXmp => after_jfif(segment(
                0xe1,
                &with(b"http://ns.adobe.com/xmp/extension/\0"),
            )),
            Self::Iptc => after_jfif(segment(0xed, &with(b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0"))),
            Self::Comment => before(segment(0xfe, CANARY)),
            Self::SrgbProfile => {
                let profile = srgb_profile();
                let (one, two) = profile.split_at(700);
                let one = segment(0xe2, &[b"ICC_PROFILE\0\x01\x02", one].concat());
                let two = segment(0xe2, &[b"ICC_PROFILE\0\x02\x02", two].concat());
                // in the wrong order: the numbers count
                after_jfif([two, one].concat())
            }
            Self::FlashPix => after_jfif(segment(0xe2, &with(b"FPXR\0"))),
            Self::MultiPicture => after_jfif(segment(0xe2, &with(b"MPF\0MM\0*"))),
            Self::Adobe => after_jfif(segment(0xee, b"Adobe\0\x64\0\0\0\0\x01")),
            Self::MakerNote => after_jfif(segment(0xe5, CANARY)),
            Self::OtherDensity => {
                let mut file = file.to_vec();
                file[13..18].copy_from_slice(&[2, 0, 72, 0, 72]);
                file
            }
            Self::NoJfif => [&file[..2], &file[20..]].concat(),
            Self::JfifThumbnail => {
                let body = [b"JFIF\0\x01\x02\0\0\x01\0\x01\x04\x04", &CANARY[..48]].concat();
                [&file[..2], &segment(0xe0, &body), &file[20..]].concat()
            }
            Self::FillBytes => [&file[..2], &[0xff; 9], &file[2..]].concat(),
            Self::Trailer => at_the_end(CANARY),
            Self::SecondPicture => at_the_end(&other),
            Self::MotionVideo => at_the_end(&with(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42")),
        }
    }
}

fn jpegs() -> impl Strategy<Value = Jpeg> {
    (select(vec![40, 75, 92, 100]), any::<bool>(), any::<bool>()).prop_map(
        |(quality, is_subsampled, is_progressive)| Jpeg {
            quality,
            is_subsampled,
            is_progressive,
            ..PLAIN
        },
    )
}

/// No twelve bytes of what was planted are in the photo.
fn holds_nothing_of(photo: &[u8], planted: &[u8]) -> bool {
    planted
        .windows(12)
        .all(|run| photo.windows(12).all(|bytes| bytes != run))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_stands_beside_the_pixels_the_photo_is_the_same(
        size in (8..900_u16, 8..700_u16),
        seed in any::<u32>(),
        jpeg in jpegs(),
        some in proptest::sample::subsequence(ALL.to_vec(), 0..6),
    ) {
        let file = jpeg.write(&Picture::sample(size.0, size.1, seed));
        let expected = photo(&file, &usual());
        let mut changed = file;
        for beside in some {
            // what goes before a JFIF header comes last, so that the header is found
            changed = beside.put(&changed);
            if changed[3] != 0xe0 {
                break;
            }
        }
        let photo = photo(&changed, &usual());
        prop_assert!(photo.bytes() == expected.bytes());
        prop_assert_eq!(photo.sha256(), expected.sha256());
        prop_assert!(holds_nothing_of(photo.bytes(), CANARY));
    }

    #[test]
    fn whatever_chunks_stand_beside_a_pngs_pixels_the_photo_is_the_same(
        size in (1..500_u16, 1..500_u16),
        seed in any::<u32>(),
        pieces in 1..900_usize,
    ) {
        let file = png(&Picture::sample(size.0, size.1, seed));
        let expected = photo(&file, &usual());
        for (name, changed) in beside_a_png(&file, pieces) {
            let photo = photo(&changed, &usual());
            prop_assert!(photo.bytes() == expected.bytes(), "{}", name);
            prop_assert!(holds_nothing_of(photo.bytes(), CANARY), "{}", name);
        }
    }
}

#[test]
fn each_thing_beside_the_pixels_alone_changes_nothing() {
    let file = PLAIN.write(&Picture::sample(640, 480, 5));
    let expected = photo(&file, &usual());
    for beside in ALL {
        let changed = beside.put(&file);
        assert_ne!(changed, file, "{beside:?} is not there");
        assert!(
            photo(&changed, &usual()).bytes() == expected.bytes(),
            "{beside:?}"
        );
    }
    // the judge itself: other pixels give another photo
    let other = PLAIN.write(&Picture::sample(640, 480, 6));
    assert!(photo(&other, &usual()).bytes() != expected.bytes());
}

#[test]
fn however_much_stands_beside_the_pixels_the_photo_is_the_same() {
    let picture = Picture::sample(320, 400, 12);
    let (jpeg, png) = (PLAIN.write(&picture), png(&picture));
    let [of_jpeg, of_png] = [&jpeg, &png].map(|file| photo(file, &usual()));
    for length in [1 << 10, 64 << 10, 300 << 10, 1 << 20, 5 << 20, 30 << 20] {
        let much: Vec<u8> = CANARY.iter().copied().cycle().take(length).collect();
        let segments: Vec<u8> = much
            .chunks(65_000)
            .flat_map(|part| segment(0xe5, part))
            .collect();
        let before = [&jpeg[..2], &segments, &jpeg[2..]].concat();
        for file in [before, [jpeg.as_slice(), &much].concat()] {
            assert!(
                photo(&file, &usual()).bytes() == of_jpeg.bytes(),
                "{length}"
            );
        }
        let header = 8 + 25;
        let before = [&png[..header], &chunk(b"prVt", &much), &png[header..]].concat();
        for file in [before, [png.as_slice(), &much].concat()] {
            assert!(photo(&file, &usual()).bytes() == of_png.bytes(), "{length}");
        }
    }
}

/// The same PNG with one thing more each, or cut into other pieces.
fn beside_a_png(file: &[u8], pieces: usize) -> Vec<(&'static str, Vec<u8>)> {
    let header = 8 + 25;
    let end = file.len() - 12;
    let first = |chunk: Vec<u8>| [&file[..header], &chunk, &file[header..]].concat();
    let last = |chunk: Vec<u8>| [&file[..end], &chunk, &file[end..]].concat();
    let with = |prefix: &[u8]| [prefix, CANARY].concat();
    let zlib = |bytes: &[u8]| miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6);
    let zipped = zlib(CANARY);
    let profile = [b"sRGB\0\0", zlib(&srgb_profile()).as_slice()].concat();
    let mut split = file[..header].to_vec();
    let body: Vec<u8> = chunks(file)
        .into_iter()
        .filter(|(kind, _)| kind == b"IDAT")
        .flat_map(|(_, body)| body.to_vec())
        .collect();
    for piece in body.chunks(pieces) {
        split.extend(chunk(b"IDAT", piece));
    }
    split.extend(&file[end..]);
    let animated = [
        &file[..header],
        &chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
        &file[header..end],
        &chunk(b"fdAT", &[&[0, 0, 0, 1], body.as_slice()].concat()),
        &file[end..],
    ]
    .concat();
    vec![
        ("tEXt", first(chunk(b"tEXt", &with(b"Author\0")))),
        ("tEXt last", last(chunk(b"tEXt", &with(b"Author\0")))),
        (
            "zTXt",
            first(chunk(b"zTXt", &[b"Author\0\0", zipped.as_slice()].concat())),
        ),
        (
            "iTXt",
            first(chunk(b"iTXt", &with(b"XML:com.adobe.xmp\0\0\0\0\0"))),
        ),
        ("eXIf", first(chunk(b"eXIf", &exif(1, CANARY)))),
        ("eXIf last", last(chunk(b"eXIf", &exif(1, CANARY)))),
        ("tIME", first(chunk(b"tIME", &[7, 0xe7, 8, 26, 22, 3, 0]))),
        (
            "pHYs",
            first(chunk(b"pHYs", &[0, 0, 0x0b, 0x13, 0, 0, 0x0b, 0x13, 1])),
        ),
        ("iCCP", first(chunk(b"iCCP", &profile))),
        ("gAMA", first(chunk(b"gAMA", &45455_u32.to_be_bytes()))),
        ("sRGB", first(chunk(b"sRGB", &[0]))),
        ("bKGD", first(chunk(b"bKGD", &[0; 6]))),
        ("unknown", first(chunk(b"prVt", CANARY))),
        ("unknown last", last(chunk(b"prVt", CANARY))),
        ("behind the end", [file, CANARY].concat()),
        ("other pieces", split),
        ("a second picture", animated),
    ]
}

fn chunks(file: &[u8]) -> Vec<(Vec<u8>, &[u8])> {
    let mut found = Vec::new();
    let mut at = 8;
    while at < file.len() {
        let length = u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        found.push((
            file[at + 4..at + 8].to_vec(),
            &file[at + 8..at + 8 + length],
        ));
        at += length + 12;
    }
    found
}

#[test]
fn the_same_coefficients_in_another_order_give_the_same_bytes() {
    for (width, height) in [(37, 61), (640, 480), (1500, 1300)] {
        for is_subsampled in [true, false] {
            let picture = Picture::sample(width, height, 8);
            let plain = Jpeg {
                is_subsampled,
                ..PLAIN
            };
            let expected = photo(&plain.write(&picture), &usual());
            for other in [
                Jpeg {
                    is_progressive: true,
                    ..plain
                },
                Jpeg {
                    restart: 3,
                    ..plain
                },
                Jpeg {
                    has_own_tables: true,
                    ..plain
                },
                Jpeg {
                    restart: 7,
                    is_progressive: true,
                    ..plain
                },
            ] {
                let file = other.write(&picture);
                assert!(
                    photo(&file, &usual()).bytes() == expected.bytes(),
                    "{other:?}"
                );
            }
        }
    }
}

#[test]
fn the_same_pixels_in_another_form_of_png_give_the_same_bytes() {
    use png::{BitDepth, ColorType};
    let grey = Picture::of(301, 407, |x, y| [((x / 20) ^ (y / 30)) as u8 * 8; 3]);
    let expected = photo(&png(&grey), &usual());
    let same = |bytes: Vec<u8>, colour, depth| {
        let file = png_as(&bytes, 301, 407, colour, depth, |encoder| {
            if colour == ColorType::Indexed {
                let palette: Vec<u8> = (0..=255_u8).flat_map(|level| [level; 3]).collect();
                encoder.set_palette(palette);
            }
        });
        assert!(
            photo(&file, &usual()).bytes() == expected.bytes(),
            "{colour:?} {depth:?}"
        );
    };
    let each = |pixel: fn(u8) -> Vec<u8>| -> Vec<u8> {
        grey.bytes
            .chunks(3)
            .flat_map(|level| pixel(level[0]))
            .collect()
    };
    same(
        each(|level| vec![level]),
        ColorType::Grayscale,
        BitDepth::Eight,
    );
    same(
        each(|level| vec![level; 2]),
        ColorType::Grayscale,
        BitDepth::Sixteen,
    );
    same(
        each(|level| vec![level, 255]),
        ColorType::GrayscaleAlpha,
        BitDepth::Eight,
    );
    same(
        each(|level| vec![level, level, 255, 255]),
        ColorType::GrayscaleAlpha,
        BitDepth::Sixteen,
    );
    same(
        each(|level| vec![level; 6]),
        ColorType::Rgb,
        BitDepth::Sixteen,
    );
    same(
        each(|level| vec![level, level, level, 255]),
        ColorType::Rgba,
        BitDepth::Eight,
    );
    same(
        each(|level| vec![level]),
        ColorType::Indexed,
        BitDepth::Eight,
    );
}

#[test]
fn what_lies_beyond_the_edge_of_the_picture_leaves_no_trace() {
    // 1616 columns are written, 1601 are said to be there: of the last unit one column is seen
    let with_hidden = |hidden: [u8; 3]| {
        let picture = Picture::sample(1616, 1290, 3);
        let picture = Picture::of(1616, 1290, |x, y| match x {
            0..1600 => picture.pixel(x, y),
            _ => hidden,
        });
        let mut file = PLAIN.write(&picture);
        let header = file
            .windows(2)
            .position(|bytes| bytes == [0xff, 0xc0])
            .unwrap();
        file[header + 7..header + 9].copy_from_slice(&1601_u16.to_be_bytes());
        file
    };
    let frame = super::frame(400, 320, "");
    let (one, other) = (with_hidden([0, 0, 0]), with_hidden([250, 10, 200]));
    assert_ne!(one, other);
    assert!(photo(&one, &frame).bytes() == photo(&other, &frame).bytes());
}
