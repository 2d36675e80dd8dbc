//! What comes out: the right part, upright, in the right colours, no larger than allowed.

use cardsieve::Code;
use cardsieve::photo::{Face, rebuild};
use jpeg_encoder::ColorType;

use super::pictures::{
    Jpeg, PLAIN, Picture, chunk, difference, exif, png, png_as, read, rgb_profile, segment,
};
use super::{code, frame, photo, usual};

/// The mean of each pixel's share of a picture, cut around the middle.
fn by_hand(picture: &Picture, width: u16, height: u16) -> Picture {
    let (w, h) = (f64::from(picture.width), f64::from(picture.height));
    let shape = f64::from(width) / f64::from(height);
    let (cut_w, cut_h) = if w / h > shape {
        (h * shape, h)
    } else {
        (w, w / shape)
    };
    let (left, top) = ((w - cut_w) / 2.0, (h - cut_h) / 2.0);
    let step = cut_w / f64::from(width);
    Picture::of(width, height, |x, y| {
        let mut sums = [0.0; 3];
        let mut count = 0.0;
        let from = (left + f64::from(x) * step, top + f64::from(y) * step);
        for v in (from.1.round() as u16)..(from.1 + step).round().max(from.1.round() + 1.0) as u16 {
            for u in
                (from.0.round() as u16)..(from.0 + step).round().max(from.0.round() + 1.0) as u16
            {
                let pixel = picture.pixel(u.min(picture.width - 1), v.min(picture.height - 1));
                for (sum, level) in sums.iter_mut().zip(pixel) {
                    *sum += f64::from(level);
                }
                count += 1.0;
            }
        }
        sums.map(|sum: f64| (sum / count) as u8)
    })
}

/// A picture without fine noise, so that two ways of making it smaller agree.
fn calm(width: u16, height: u16) -> Picture {
    Picture::of(width, height, |x, y| {
        let (x, y) = (
            f64::from(x) / f64::from(width),
            f64::from(y) / f64::from(height),
        );
        [
            (x * 200.0 + 20.0) as u8,
            (y * 200.0 + 20.0) as u8,
            ((x * 9.0).sin() * (y * 7.0).cos() * 90.0 + 120.0) as u8,
        ]
    })
}

#[test]
fn the_photo_shows_the_middle_of_the_picture_at_every_scale() {
    for (width, height) in [
        (295, 354),
        (300, 900),
        (620, 500),
        (1290, 1501),
        (2500, 3001),
    ] {
        let picture = calm(width, height);
        let expected = by_hand(&picture, 295, 354);
        for file in [
            png(&picture),
            PLAIN.write(&picture),
            Jpeg {
                is_progressive: true,
                ..PLAIN
            }
            .write(&picture),
            Jpeg {
                is_subsampled: false,
                restart: 5,
                ..PLAIN
            }
            .write(&picture),
        ] {
            let seen = read(photo(&file, &usual()).bytes());
            let off = difference(&seen, &expected);
            assert!(off < 2.0, "{width} x {height}: off by {off}");
        }
    }
}

#[test]
fn noise_and_edges_survive_as_another_decoder_sees_them() {
    for (width, height, is_subsampled) in [(295, 354, true), (590, 708, false), (1475, 1770, true)]
    {
        let picture = Picture::sample(width, height, 11);
        let file = Jpeg {
            is_subsampled,
            ..PLAIN
        }
        .write(&picture);
        let expected = by_hand(&read(&file), 295, 354);
        let off = difference(&read(photo(&file, &usual()).bytes()), &expected);
        assert!(off < 4.0, "{width} x {height}: off by {off}");
    }
}

/// The stored picture that is seen upright as `picture` with that word of EXIF.
fn turned(picture: &Picture, orientation: u16) -> Picture {
    let (w, h) = (picture.width, picture.height);
    let (width, height) = if orientation > 4 { (h, w) } else { (w, h) };
    Picture::of(width, height, |x, y| match orientation {
        1 => picture.pixel(x, y),
        2 => picture.pixel(w - 1 - x, y),
        3 => picture.pixel(w - 1 - x, h - 1 - y),
        4 => picture.pixel(x, h - 1 - y),
        5 => picture.pixel(y, x),
        6 => picture.pixel(w - 1 - y, x),
        7 => picture.pixel(w - 1 - y, h - 1 - x),
        _ => picture.pixel(y, h - 1 - x),
    })
}

#[test]
fn all_eight_orientations_come_out_upright() {
    for picture in [Picture::sample(523, 311, 4), calm(1300, 1505)] {
        let upright = photo(&png(&picture), &usual());
        for orientation in 1..=8 {
            let stored = turned(&picture, orientation);
            let plain = png(&stored);
            let file = [
                &plain[..33],
                &chunk(b"eXIf", &exif(orientation, b"")),
                &plain[33..],
            ]
            .concat();
            // of a PNG the very bytes are the same
            assert!(
                photo(&file, &usual()).bytes() == upright.bytes(),
                "{orientation}"
            );
            let plain = PLAIN.write(&stored);
            let exif = [b"Exif\0\0", exif(orientation, b"").as_slice()].concat();
            let file = [&plain[..2], &segment(0xe1, &exif), &plain[2..]].concat();
            let seen = read(photo(&file, &usual()).bytes());
            let off = difference(&seen, &read(upright.bytes()));
            assert!(off < 5.0, "{orientation}: off by {off}");
            // the judge itself: lying on its side is far off
            if orientation > 1 {
                let lying = read(photo(&plain, &usual()).bytes());
                assert!(difference(&lying, &read(upright.bytes())) > 10.0);
            }
        }
    }
}

#[test]
fn a_face_comes_to_the_middle_and_must_lie_in_the_upright_picture() {
    // a red square on grey, far from the middle
    let picture = Picture::of(1200, 900, |x, y| {
        if (900..1000).contains(&x) && (500..620).contains(&y) {
            [220, 30, 30]
        } else {
            [128; 3]
        }
    });
    let plain = PLAIN.write(&picture);
    let face = Face::new(900, 500, 100, 120).unwrap();
    for file in [png(&picture), plain.clone()] {
        let seen = read(rebuild(&file, &usual(), Some(face)).unwrap().bytes());
        let [red, green, _] = seen.pixel(147, 163);
        assert!(red > 190 && green < 60);
        assert!(seen.pixel(10, 10)[0] < 150 && seen.pixel(284, 343)[0] < 150);
    }
    // told in the pixels of the upright picture
    let exif = [b"Exif\0\0", exif(6, b"").as_slice()].concat();
    let file = [&plain[..2], &segment(0xe1, &exif), &plain[2..]].concat();
    let upright = Face::new(900 - 620, 900, 120, 100).unwrap();
    let seen = read(rebuild(&file, &usual(), Some(upright)).unwrap().bytes());
    assert!(seen.pixel(147, 163)[0] > 190);
    let outside = Face::new(900, 500, 100, 401).unwrap();
    let refused = rebuild(&plain, &usual(), Some(outside)).unwrap_err();
    assert_eq!(refused.code(), Code::PhotoUnreadable);
    assert_eq!(Face::new(0, 0, 0, 5), None);
    assert_eq!(Face::new(1, 1, 5, 0), None);
    assert_eq!(Face::new(u32::MAX, 0, 1, 1), None);
}

fn mean(file: &[u8]) -> [u8; 3] {
    let seen = read(photo(file, &usual()).bytes());
    let mut sums = [0_u32; 3];
    for pixel in seen.bytes.chunks(3) {
        for (sum, level) in sums.iter_mut().zip(pixel) {
            *sum += u32::from(*level);
        }
    }
    sums.map(|sum| (sum / (295 * 354)) as u8)
}

fn is_near(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter()
        .zip(other)
        .all(|(one, other)| one.abs_diff(other) <= 3)
}

#[test]
fn every_way_to_say_a_colour_comes_out_as_srgb() {
    use png::{BitDepth, ColorType as Png};
    let of = |pixel: &[u8]| pixel.repeat(60 * 60);
    let written = |pixel: &[u8], colour, depth| png_as(&of(pixel), 60, 60, colour, depth, |_| {});
    let grey = PLAIN.write_as(&of(&[90]), 60, 60, ColorType::Luma);
    assert!(is_near(mean(&grey), [90; 3]));
    // ink: cyan 200, magenta 100, yellow 50, black 30; the encoder writes it upside down, as all do
    for kind in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let file = Jpeg {
            is_subsampled: false,
            ..PLAIN
        }
        .write_as(&of(&[200, 100, 50, 30]), 60, 60, kind);
        let level = |paper: u32| (paper * 225 / 255) as u8;
        assert!(
            is_near(mean(&file), [level(55), level(155), level(205)]),
            "{:?}",
            mean(&file)
        );
    }
    let half = [200, 100, 50, 128];
    assert!(is_near(
        mean(&written(&half, Png::Rgba, BitDepth::Eight)),
        [227, 177, 152]
    ));
    let half = [200, 0, 100, 0, 50, 0, 128, 0];
    assert!(is_near(
        mean(&written(&half, Png::Rgba, BitDepth::Sixteen)),
        [227, 177, 152]
    ));
    let sixteen = [200, 9, 100, 9, 50, 9];
    assert!(is_near(
        mean(&written(&sixteen, Png::Rgb, BitDepth::Sixteen)),
        [200, 100, 50]
    ));
    assert!(is_near(
        mean(&written(&[40, 0], Png::GrayscaleAlpha, BitDepth::Eight)),
        [255; 3]
    ));
    let one_bit = png_as(
        &[0xaa; 8 * 60],
        60,
        60,
        Png::Grayscale,
        BitDepth::One,
        |_| {},
    );
    assert!(is_near(mean(&one_bit), [127; 3]));
    let palette = png_as(
        &[1; 3600],
        60,
        60,
        Png::Indexed,
        BitDepth::Eight,
        |encoder| {
            encoder.set_palette(vec![0, 0, 0, 200, 100, 50]);
            encoder.set_trns(vec![255, 128]);
        },
    );
    assert!(is_near(mean(&palette), [227, 177, 152]));
}

#[test]
fn an_embedded_colour_profile_is_applied() {
    // Display P3: its full green lies outside sRGB, and this green in sRGB is (89, 203, 98)
    let p3 = rgb_profile(
        [
            [0.515_12, 0.241_20, -0.001_05],
            [0.291_98, 0.692_25, 0.041_89],
            [0.157_10, 0.066_57, 0.784_07],
        ],
        |level: f64| {
            if level <= 0.040_45 {
                level / 12.92
            } else {
                ((level + 0.055) / 1.055).powf(2.4)
            }
        },
    );
    let picture = Picture::of(60, 60, |_, _| [120, 200, 110]);
    let plain = PLAIN.write(&picture);
    let icc = segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", p3.as_slice()].concat());
    let jpeg = [&plain[..20], &icc, &plain[20..]].concat();
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&p3, 6);
    let plain = png(&picture);
    let body = [b"P3\0\0", packed.as_slice()].concat();
    let png = [&plain[..33], &chunk(b"iCCP", &body), &plain[33..]].concat();
    for file in [jpeg, png] {
        let seen = mean(&file);
        assert!(is_near(seen, [89, 203, 98]), "{seen:?}");
    }
    assert!(is_near(mean(&plain), [120, 200, 110]));
}

#[test]
fn quality_is_lowered_until_the_photo_fits_and_then_it_is_refused() {
    let noise = |seed: u32| {
        Picture::of(400, 480, |x, y| {
            let at = (u32::from(x) << 16 | u32::from(y)).wrapping_mul(0x9e37_79b9) ^ seed;
            let at = (at ^ at >> 15).wrapping_mul(0x85eb_ca6b);
            (at ^ at >> 13).to_le_bytes()[..3].try_into().unwrap()
        })
    };
    let file = png(&noise(1));
    let mut before = usize::MAX;
    for limit in [1_048_576, 100_000, 65_536, 48_000] {
        let photo = photo(&file, &frame(295, 354, &format!("max_bytes = {limit}")));
        assert!(photo.bytes().len() <= limit, "{limit}");
        assert!(photo.bytes().len() <= before);
        before = photo.bytes().len();
    }
    let refused = rebuild(&file, &frame(295, 354, "max_bytes = 4096"), None).unwrap_err();
    assert_eq!(refused.code(), Code::PhotoTooLarge);
    assert!(refused.to_string().contains("max_bytes"));
}

#[test]
fn a_photos_length_is_a_function_of_its_pixels_alone() {
    let picture = calm(295, 354);
    let lengths = |file: &[u8]| (file.len(), photo(file, &usual()).into_bytes());
    let small = lengths(&png(&picture));
    let flat = png_as(
        &picture.bytes,
        295,
        354,
        png::ColorType::Rgb,
        png::BitDepth::Eight,
        |encoder| encoder.set_compression(png::Compression::NoCompression),
    );
    let large = lengths(&flat);
    let mut padded = flat;
    padded.resize(900_000, b'x');
    let padded = lengths(&padded);
    assert!(small.0 < large.0 && large.0 < padded.0);
    assert!(small.1 == large.1 && large.1 == padded.1);
}

#[test]
fn a_picture_below_min_source_is_withheld() {
    let at_least = frame(295, 354, "min_source = 200");
    for (width, height) in [(199, 900), (900, 199), (1, 1)] {
        let picture = Picture::sample(width, height, 1);
        for file in [png(&picture), PLAIN.write(&picture)] {
            assert_eq!(code(&file, &at_least), Code::PhotoKind);
            assert_eq!(photo(&file, &usual()).width(), 295);
        }
    }
    photo(&png(&Picture::sample(200, 201, 1)), &at_least);
}
