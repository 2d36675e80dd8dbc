//! Files that are no photos: each gives a code, none a panic, and nothing of them is said.

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use cardsieve::Code;
use cardsieve::photo::{MAX_SOURCE_BYTES, rebuild};
use proptest::prelude::*;

use super::pictures::{Jpeg, PLAIN, Picture, chunk, png, png_as, segment};
use super::{code, usual};

/// Small files of every kind of coding.
fn files() -> Vec<Vec<u8>> {
    let picture = Picture::sample(50, 41, 7);
    let ink: Vec<u8> = picture
        .bytes
        .iter()
        .copied()
        .cycle()
        .take(50 * 41 * 4)
        .collect();
    vec![
        PLAIN.write(&picture),
        Jpeg {
            is_progressive: true,
            ..PLAIN
        }
        .write(&picture),
        Jpeg {
            is_progressive: true,
            is_subsampled: false,
            has_own_tables: true,
            ..PLAIN
        }
        .write(&picture),
        Jpeg {
            restart: 2,
            ..PLAIN
        }
        .write(&picture),
        PLAIN.write_as(&ink, 50, 41, jpeg_encoder::ColorType::CmykAsYcck),
        png(&picture),
        png_as(
            &ink,
            50,
            41,
            png::ColorType::Rgba,
            png::BitDepth::Eight,
            |_| {},
        ),
    ]
}

fn is_harmless(file: &[u8]) -> bool {
    let started = Instant::now();
    let outcome = catch_unwind(|| rebuild(file, &usual(), None).map_err(|refused| refused.code()));
    let is_known = match outcome {
        Ok(Ok(photo)) => photo.bytes().ends_with(b"\xff\xd9"),
        Ok(Err(code)) => {
            [Code::PhotoKind, Code::PhotoUnreadable, Code::PhotoTooLarge].contains(&code)
        }
        Err(_) => false,
    };
    is_known && started.elapsed() < Duration::from_secs(2)
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    for file in files() {
        for end in 0..file.len() {
            let refused = rebuild(&file[..end], &usual(), None).unwrap_err();
            let expected = if end < 8 {
                Code::PhotoKind
            } else {
                Code::PhotoUnreadable
            };
            if !(3..8).contains(&end) {
                assert_eq!(refused.code(), expected, "cut at {end} of {}", file.len());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_changed_file_gives_a_photo_or_a_code(
        which in 0..7_usize,
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut file = files().swap_remove(which);
        for (place, value) in changes {
            let place = place.index(file.len());
            file[place] = value;
        }
        prop_assert!(is_harmless(&file));
    }

    #[test]
    fn any_bytes_behind_a_signature_give_a_code(
        is_png in any::<bool>(),
        bytes in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        let signature: &[u8] = if is_png { b"\x89PNG\r\n\x1a\n" } else { b"\xff\xd8\xff" };
        prop_assert!(is_harmless(&[signature, &bytes].concat()));
    }
}

#[test]
fn every_flipped_byte_gives_a_photo_or_a_code() {
    for file in files() {
        for place in 0..file.len().min(900) {
            let mut changed = file.clone();
            changed[place] ^= 0xff;
            assert!(is_harmless(&changed), "byte {place}");
        }
    }
}

#[test]
fn other_kinds_are_refused_by_what_they_begin_with() {
    let others: [&[u8]; 14] = [
        b"",
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\0\0\0\x18ftypmp42\0\0\0\0isommp42",
        b"\0\0\0\x1cftypavif",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        b"BM\x46\0\0\0",
        b"II\x2a\0\x08\0\0\0",
        b"MM\0\x2a\0\0\0\x08",
        b"\0\0\0\x0cjP  \r\n\x87\n",
        b"\xff\x0a\0",
        b"%PDF-1.7",
        b"8BPS\0\x01",
    ];
    for other in others {
        assert_eq!(code(other, &usual()), Code::PhotoKind);
    }
}

#[test]
fn rare_kinds_of_jpeg_are_refused_by_their_header() {
    let file = PLAIN.write(&Picture::sample(50, 41, 7));
    let header = file
        .windows(2)
        .position(|bytes| bytes == [0xff, 0xc0])
        .unwrap();
    // lossless, hierarchical, arithmetic
    for marker in [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf] {
        let mut other = file.clone();
        other[header + 1] = marker;
        assert_eq!(code(&other, &usual()), Code::PhotoKind, "{marker:x}");
    }
    let mut of_12_bits = file;
    of_12_bits[header + 4] = 12;
    assert_eq!(code(&of_12_bits, &usual()), Code::PhotoKind);
}

/// A JPEG's start up to its scan, of that size.
fn jpeg_head(marker: u8, width: u16, height: u16) -> Vec<u8> {
    let file = PLAIN.write(&Picture::sample(16, 16, 7));
    let header = file
        .windows(2)
        .position(|bytes| bytes == [0xff, 0xc0])
        .unwrap();
    let scan = file
        .windows(2)
        .position(|bytes| bytes == [0xff, 0xda])
        .unwrap();
    let mut head = file[..scan].to_vec();
    head[header + 1] = marker;
    head[header + 5..header + 7].copy_from_slice(&height.to_be_bytes());
    head[header + 7..header + 9].copy_from_slice(&width.to_be_bytes());
    head
}

#[test]
fn what_unpacks_to_too_much_is_refused_at_once() {
    let header = |width: u32, height: u32, depth: u8, colour: u8| {
        let mut body = width.to_be_bytes().to_vec();
        body.extend(height.to_be_bytes());
        body.extend([depth, colour, 0, 0, 0]);
        let signature = b"\x89PNG\r\n\x1a\n".to_vec();
        [
            signature,
            chunk(b"IHDR", &body),
            chunk(b"IDAT", b"x\x9c"),
            chunk(b"IEND", b""),
        ]
        .concat()
    };
    let jpeg = |width, height| [jpeg_head(0xc0, width, height), vec![0xff, 0xd9]].concat();
    for file in [
        header(65_536, 1, 8, 0),
        header(u32::MAX, u32::MAX, 8, 2),
        header(8_001, 8_000, 8, 0),
        header(8_000, 8_000, 16, 6),
        jpeg(65_535, 65_535),
        jpeg(8_001, 8_000),
        vec![0xff; MAX_SOURCE_BYTES + 1],
    ] {
        let started = Instant::now();
        assert_eq!(code(&file, &usual()), Code::PhotoTooLarge);
        assert!(started.elapsed() < Duration::from_secs(1));
    }
}

#[test]
fn many_scans_of_a_great_picture_are_refused_in_time() {
    // each scan of a few bytes runs over all blocks
    let mut file = jpeg_head(0xc2, 8_000, 8_000);
    let scan = segment(0xda, &[1, 1, 0, 1, 5, 0]);
    for _ in 0..900 {
        file.extend(&scan);
        file.extend([0; 200_000 / 900]);
    }
    file.extend([0xff, 0xd9]);
    let started = Instant::now();
    let refused = rebuild(&file, &super::frame(413, 531, ""), None).unwrap_err();
    assert_ne!(refused.code(), Code::PhotoKind);
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_refusal_says_nothing_of_the_file() {
    let picture = Picture::sample(123, 457, 3);
    let file = PLAIN.write(&picture);
    let cut = rebuild(&file[..file.len() - 9], &usual(), None).unwrap_err();
    let small = rebuild(&file, &super::frame(295, 354, "min_source = 400"), None).unwrap_err();
    let other = rebuild(b"Ann Example", &usual(), None).unwrap_err();
    for refused in [cut, small, other] {
        let said = format!("{refused} {refused:?}");
        for part in ["123", "457", "Ann", &file.len().to_string()] {
            assert!(!said.contains(part), "{said}");
        }
        assert!(said.starts_with(refused.code().name()));
        assert!(std::error::Error::source(&refused).is_none());
    }
    let photo = super::photo(&file, &usual());
    assert_eq!(format!("{photo:?}"), "Photo { .. }");
}
