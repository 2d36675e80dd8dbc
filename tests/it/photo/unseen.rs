//! G8: what a file holds and nobody sees changes nothing: covered pixels, unused colours, other orders.

use png::{BitDepth, ColorType};

use super::pictures::{PLAIN, Picture, chunk, png, png_as, segment};
use super::{frame, photo, usual};

/// The pixels with their alpha; those that nobody sees have the colour `hidden`.
fn under_alpha(picture: &Picture, hidden: [u8; 3], depth: BitDepth) -> Vec<u8> {
    let mut bytes = Vec::new();
    for y in 0..picture.height {
        for x in 0..picture.width {
            let is_hidden = (x / 7 + y / 5) % 3 == 0;
            let pixel = if is_hidden {
                hidden
            } else {
                picture.pixel(x, y)
            };
            let alpha = if is_hidden { 0 } else { 255 };
            for level in pixel.into_iter().chain([alpha]) {
                bytes.push(level);
                if depth == BitDepth::Sixteen {
                    bytes.push(level);
                }
            }
        }
    }
    png_as(
        &bytes,
        picture.width,
        picture.height,
        ColorType::Rgba,
        depth,
        |_| {},
    )
}

#[test]
fn the_colour_of_a_pixel_that_lets_all_light_through_leaves_no_trace() {
    let picture = Picture::sample(301, 401, 21);
    for depth in [BitDepth::Eight, BitDepth::Sixteen] {
        let expected = photo(&under_alpha(&picture, [0; 3], depth), &usual());
        for hidden in [[255; 3], [1, 2, 3], [250, 0, 9], [128; 3]] {
            let file = under_alpha(&picture, hidden, depth);
            assert!(
                photo(&file, &usual()).bytes() == expected.bytes(),
                "{depth:?} {hidden:?}"
            );
        }
    }
    let grey = |hidden: u8| {
        let pixels = (0..301_u32 * 401).flat_map(|at| {
            if at % 3 == 0 {
                [hidden, 0]
            } else {
                [(at % 251) as u8, 255]
            }
        });
        let bytes: Vec<u8> = pixels.collect();
        let file = png_as(
            &bytes,
            301,
            401,
            ColorType::GrayscaleAlpha,
            BitDepth::Eight,
            |_| {},
        );
        photo(&file, &usual())
    };
    let expected = grey(0);
    for hidden in [1, 77, 200, 255] {
        assert!(grey(hidden).bytes() == expected.bytes(), "{hidden}");
    }
}

#[test]
fn colours_of_a_palette_that_no_pixel_has_leave_no_trace() {
    let pixels: Vec<u8> = (0..301_u32 * 401).map(|at| (at / 7 % 16) as u8).collect();
    let of = |colours: usize, unused: u8, transparency: Option<Vec<u8>>| {
        let file = png_as(
            &pixels,
            301,
            401,
            ColorType::Indexed,
            BitDepth::Eight,
            |encoder| {
                let level = |at: usize| {
                    if at < 16 {
                        [(at * 13) as u8, (at * 5) as u8, 90]
                    } else {
                        [unused; 3]
                    }
                };
                encoder.set_palette((0..colours).flat_map(level).collect::<Vec<u8>>());
                if let Some(transparency) = transparency {
                    encoder.set_trns(transparency);
                }
            },
        );
        photo(&file, &usual())
    };
    let expected = of(16, 0, None);
    for colours in [17, 100, 256] {
        for unused in [0, 9, 255] {
            assert!(
                of(colours, unused, None).bytes() == expected.bytes(),
                "{colours} {unused}"
            );
            let mut transparency = vec![255; 16];
            transparency.resize(colours, unused);
            let seen = of(colours, unused, Some(transparency));
            assert!(
                seen.bytes() == expected.bytes(),
                "{colours} {unused} transparency"
            );
        }
    }
}

#[test]
fn whatever_else_a_png_says_of_its_colours_and_history_leaves_no_trace() {
    let file = png(&Picture::sample(301, 401, 22));
    let expected = photo(&file, &usual());
    let header = 8 + 25;
    let palette: Vec<u8> = (0..48).collect();
    let suggested = [b"name\0\x08".as_slice(), &[1, 2, 3, 4, 0, 7]].concat();
    for (kind, body) in [
        (b"PLTE", palette.as_slice()),
        (b"PLTE", &[7, 7, 7]),
        (b"sPLT", &suggested),
        (b"sBIT", &[8, 8, 8]),
        (b"sBIT", &[5, 6, 5]),
        (b"oFFs", &[0, 0, 0, 9, 0, 0, 0, 9, 0]),
        (b"sCAL", b"\x011.5\x002.5"),
        (b"sTER", &[1]),
        (b"pCAL", b"p\0\0\0\0\0\0\0\0\x01\0\x02u\x000\x001"),
        (b"dSIG", b"signed"),
        (b"gIFg", &[1, 1, 0, 9]),
        (b"caBX", b"claims"),
    ] {
        let changed = [&file[..header], &chunk(kind, body), &file[header..]].concat();
        let name = String::from_utf8_lossy(kind);
        assert!(
            photo(&changed, &usual()).bytes() == expected.bytes(),
            "{name}"
        );
    }
}

#[test]
fn the_order_in_which_a_png_sends_its_pixels_leaves_no_trace() {
    for (width, height) in [(301, 401), (640, 480), (33, 47)] {
        let picture = Picture::sample(width, height, 23);
        let expected = photo(&png(&picture), &usual());
        let seen = photo(&interlaced(&picture), &usual());
        assert!(seen.bytes() == expected.bytes(), "{width} {height}");
    }
}

/// Adam7: first column and row of each pass, and how far on the next are.
const PASSES: [[u16; 4]; 7] = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
];

fn interlaced(picture: &Picture) -> Vec<u8> {
    let mut rows = Vec::new();
    for [left, top, across, down] in PASSES {
        if left >= picture.width {
            continue;
        }
        for y in (top..picture.height).step_by(down.into()) {
            rows.push(0);
            rows.extend(
                (left..picture.width)
                    .step_by(across.into())
                    .flat_map(|x| picture.pixel(x, y)),
            );
        }
    }
    let mut header = Vec::new();
    header.extend(u32::from(picture.width).to_be_bytes());
    header.extend(u32::from(picture.height).to_be_bytes());
    header.extend([8, 2, 0, 0, 1]);
    [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        &chunk(b"IHDR", &header),
        &chunk(
            b"IDAT",
            &miniz_oxide::deflate::compress_to_vec_zlib(&rows, 6),
        ),
        &chunk(b"IEND", b""),
    ]
    .concat()
}

#[test]
fn what_is_cut_away_leaves_no_trace() {
    // of 900 columns the middle ones are shown, and of the rows all
    let picture = Picture::sample(900, 480, 24);
    let frame = frame(300, 360, "");
    let shown = 240..660;
    let with = |beyond: [u8; 3]| {
        let at = |x: u16, y: u16| {
            if shown.contains(&x) {
                picture.pixel(x, y)
            } else {
                beyond
            }
        };
        photo(&png(&Picture::of(900, 480, at)), &frame)
    };
    let expected = photo(&png(&picture), &frame);
    for beyond in [[0; 3], [255; 3], [9, 200, 30]] {
        assert!(with(beyond).bytes() == expected.bytes(), "{beyond:?}");
    }
}

#[test]
fn of_a_camera_s_directory_nothing_counts_but_which_side_is_up() {
    let file = PLAIN.write(&Picture::sample(320, 400, 25));
    let with = |orientation: u16, more: u16, is_first: bool| {
        let mut entries: Vec<[u8; 12]> = (0..more)
            .map(|at| {
                let mut entry = [0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0];
                entry[..2].copy_from_slice(&(0x0200 + at).to_be_bytes());
                entry[8..].copy_from_slice(&(u32::from(at) * 77).to_be_bytes());
                entry
            })
            .collect();
        let side = [1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation as u8, 0, 0];
        entries.insert(if is_first { 0 } else { entries.len() }, side);
        let tiff = [
            b"Exif\0\0MM\0\x2a\0\0\0\x08".as_slice(),
            &(entries.len() as u16).to_be_bytes(),
            &entries.concat(),
            &[0; 4],
        ]
        .concat();
        let end = 4 + usize::from(u16::from_be_bytes([file[4], file[5]]));
        let changed = [&file[..end], &segment(0xe1, &tiff), &file[end..]].concat();
        photo(&changed, &usual())
    };
    for orientation in 1..=8 {
        let expected = with(orientation, 0, true);
        for more in [1, 2, 11, 12, 13, 40, 300] {
            for is_first in [true, false] {
                let seen = with(orientation, more, is_first);
                assert!(seen.bytes() == expected.bytes(), "{orientation} {more}");
            }
        }
    }
}
