//! What a released photo is made of, by a walk of its own: nothing here knows the encoder.

use proptest::prelude::*;

use super::pictures::{PLAIN, Picture, png};
use super::{frame, photo};

/// Every marker of the file with its body, and what follows the end marker.
pub fn walk(file: &[u8]) -> (Vec<(u8, &[u8])>, &[u8]) {
    assert_eq!(file[..2], [0xff, 0xd8]);
    let mut found = Vec::new();
    let mut at = 2;
    loop {
        assert_eq!(file[at], 0xff, "something stands between two segments");
        let marker = file[at + 1];
        at += 2;
        if marker == 0xd9 {
            return (found, &file[at..]);
        }
        let length = usize::from(u16::from_be_bytes([file[at], file[at + 1]]));
        found.push((marker, &file[at + 2..at + length]));
        at += length;
        if marker == 0xda {
            while file[at] != 0xff || file[at + 1] == 0 {
                at += 1;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_photo_is_a_bare_baseline_jpeg_of_the_frames_size(
        size in (1..700_u16, 1..700_u16),
        target in (1..=413_u16, 1..=531_u16),
        seed in any::<u32>(),
        is_png in any::<bool>(),
    ) {
        let picture = Picture::sample(size.0, size.1, seed);
        let file = if is_png { png(&picture) } else { PLAIN.write(&picture) };
        let photo = photo(&file, &frame(target.0, target.1, "max_bytes = 1048576"));
        prop_assert_eq!((photo.width(), photo.height()), target);
        let (segments, behind) = walk(photo.bytes());
        prop_assert!(behind.is_empty());
        let markers: Vec<u8> = segments.iter().map(|(marker, _)| *marker).collect();
        prop_assert_eq!(&markers, &[0xe0, 0xc0, 0xdb, 0xdb, 0xc4, 0xc4, 0xc4, 0xc4, 0xda]);
        // JFIF 1.2, 300 dots an inch, no thumbnail
        prop_assert_eq!(segments[0].1, b"JFIF\0\x01\x02\x01\x01\x2c\x01\x2c\0\0");
        let [h1, h0] = target.1.to_be_bytes();
        let [w1, w0] = target.0.to_be_bytes();
        let header = [8, h1, h0, w1, w0, 3, 0, 0x22, 0, 1, 0x11, 1, 2, 0x11, 1];
        prop_assert_eq!(segments[1].1, header);
    }
}
