//! Pictures: what stands in their own blocks and tables, and makes no pixel.

use super::codes;
use super::pictures::{jpeg, tiff, with_segment};

/// The places of a JPEG's segments: marker, where its content starts and ends.
fn segments(bytes: &[u8]) -> Vec<(u8, usize, usize)> {
    let mut at = 2;
    let mut found = Vec::new();
    while bytes[at + 1] != 0xd9 {
        let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        found.push((bytes[at + 1], at + 4, at + 2 + length));
        at += 2 + length;
        if found.last().is_some_and(|(marker, ..)| *marker == 0xda) {
            while !(bytes[at] == 0xff
                && bytes[at + 1] != 0
                && !matches!(bytes[at + 1], 0xd0..=0xd7))
            {
                at += 1;
            }
        }
    }
    found
}

#[test]
fn whatever_of_a_jpeg_no_pixel_uses_is_found() {
    let plain = jpeg(40, 24);
    let payload: Vec<u8> = (0..64).map(|at| b'a' + at % 26).collect();
    let quantisation = [&[3_u8], &payload[..]].concat();
    let counts: Vec<u8> = [0, 0, 0, 0, 0, 0, 0, 60]
        .into_iter()
        .chain([0; 8])
        .collect();
    let huffman = [&[0x13_u8], &counts[..], &(100..160).collect::<Vec<u8>>()].concat();
    for (marker, content) in [(0xdb, &quantisation), (0xc4, &huffman), (0xcc, &payload)] {
        assert_eq!(
            codes(&with_segment(marker, content), "a.jpg"),
            ["unknown-chunk"],
            "{marker:x}"
        );
    }
    // a table that is made anew before a pixel has used it
    let twice = with_segment(0xdb, &[&[0_u8], &payload[..]].concat());
    assert_eq!(codes(&twice, "a.jpg"), ["unknown-chunk"]);
    for (marker, start, end) in segments(&plain) {
        if matches!(marker, 0xc0 | 0xda) {
            let longer = u16::try_from(end - start + 2 + payload.len())
                .unwrap()
                .to_be_bytes();
            let long = [
                &plain[..start - 2],
                &longer,
                &plain[start..end],
                &payload,
                &plain[end..],
            ]
            .concat();
            assert_eq!(codes(&long, "a.jpg"), ["unknown-chunk"], "{marker:x}");
        }
    }
    let filled = [&plain[..2], &[0xff; 500], &plain[2..]].concat();
    assert_eq!(codes(&filled, "a.jpg"), ["unknown-chunk"]);
    let restarted = [&plain[..2], b"\xff\xd3\xff\xd1", &plain[2..]].concat();
    assert_eq!(codes(&restarted, "a.jpg"), ["unknown-chunk"]);
    // behind the last block
    let end = plain.len() - 2;
    for more in [&payload[..], b"\xff\xd0surname", &[0xff, 0, 7, 8, 9]] {
        let long = [&plain[..end], more, &plain[end..]].concat();
        assert_eq!(
            codes(&long, "a.jpg"),
            ["trailing-bytes"],
            "{}",
            more.escape_ascii()
        );
    }
    for fill in [&[0; 40][..], &[0xff; 1]] {
        let long = [&plain[..end], fill, &plain[end..]].concat();
        assert_eq!(codes(&long, "a.jpg"), [""; 0], "{}", fill.escape_ascii());
    }
}

#[test]
fn pictures_of_each_process_are_followed_to_their_end() {
    let pixels: Vec<u8> = (0..67 * 45 * 3)
        .map(|at: u32| (at * at % 253) as u8)
        .collect();
    for progressive in [false, true] {
        for sampling in [
            jpeg_encoder::SamplingFactor::F_1_1,
            jpeg_encoder::SamplingFactor::F_2_2,
        ] {
            for restart in [0, 1, 3] {
                let mut bytes = Vec::new();
                let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 85);
                encoder.set_progressive(progressive);
                encoder.set_sampling_factor(sampling);
                if restart > 0 {
                    encoder.set_restart_interval(restart);
                }
                encoder.set_optimized_huffman_tables(restart == 0);
                encoder
                    .encode(&pixels, 67, 45, jpeg_encoder::ColorType::Rgb)
                    .unwrap();
                let what = format!("{progressive} {sampling:?} {restart}");
                assert_eq!(codes(&bytes, "a.jpg"), [""; 0], "{what}");
                let end = bytes.len() - 2;
                let long = [&bytes[..end], b"surname", &bytes[end..]].concat();
                assert_eq!(codes(&long, "a.jpg"), ["trailing-bytes"], "{what}");
            }
        }
    }
}

#[test]
fn what_no_directory_of_a_tiff_leads_to_is_found() {
    let strip = [(0x0100, 3, 1, 1), (0x0111, 4, 1, 70), (0x0117, 4, 1, 6)];
    let gap = [&[b'x'; 20][..], b"pixels"].concat();
    assert_eq!(codes(&tiff(&strip, &gap), "a.tif"), ["trailing-bytes"]);
    let filled = [&[0; 20][..], b"pixels"].concat();
    assert_eq!(codes(&tiff(&strip, &filled), "a.tif"), [""; 0]);
}

#[test]
fn blocks_of_a_gif_that_no_picture_uses_are_found() {
    let gif = |blocks: &[u8]| [b"GIF89a\x01\0\x01\0\0\0\0", blocks, b"\x3b"].concat();
    let frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    let control = b"\x21\xf9\x04abcd\0";
    assert_eq!(
        codes(&gif(&[control, &frame[..]].concat()), "a.gif"),
        [""; 0]
    );
    assert_eq!(
        codes(&gif(&[control, &frame[..], control].concat()), "a.gif"),
        ["unknown-chunk"]
    );
    assert_eq!(
        codes(&gif(&[&frame[..], control].concat()), "a.gif"),
        ["unknown-chunk"]
    );
    assert_eq!(
        codes(&gif(&[control, control, &frame[..]].concat()), "a.gif"),
        ["unknown-chunk"]
    );
    assert_eq!(
        codes(&gif(&[frame, &b"\x21\x01\x04text\0"[..]].concat()), "a.gif"),
        ["picture-comment"]
    );
}
