//! Pictures to make photos of, and files that hold them.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// Three bytes a pixel.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: u16,
    pub height: u16,
    pub bytes: Vec<u8>,
}

impl Picture {
    pub fn of(width: u16, height: u16, at: impl Fn(u16, u16) -> [u8; 3]) -> Self {
        let mut bytes = Vec::new();
        for y in 0..height {
            for x in 0..width {
                bytes.extend(at(x, y));
            }
        }
        Self {
            width,
            height,
            bytes,
        }
    }

    /// Slopes, an edge, a disc and some noise, so that every frequency occurs.
    pub fn sample(width: u16, height: u16, seed: u32) -> Self {
        Self::of(width, height, |x, y| {
            let (fx, fy) = (u32::from(x), u32::from(y));
            let noise = (fx.wrapping_mul(0x9e37_79b9) ^ fy.wrapping_mul(0x85eb_ca6b) ^ seed)
                .wrapping_mul(0xc2b2_ae35)
                >> 27;
            let disc = fx.abs_diff(u32::from(width) / 3).pow(2)
                + fy.abs_diff(u32::from(height) / 2).pow(2)
                < (u32::from(width) / 5).pow(2);
            let edge = if fx * 3 + fy > seed % 500 + 300 {
                60
            } else {
                0
            };
            let slope = (fx * 150 / u32::from(width), fy * 150 / u32::from(height));
            [
                (slope.0 + edge + noise) as u8,
                (slope.1 + noise + if disc { 70 } else { 0 }) as u8,
                (slope.0 / 2 + slope.1 / 2 + 40 + noise) as u8,
            ]
        })
    }

    pub fn pixel(&self, x: u16, y: u16) -> [u8; 3] {
        let at = (usize::from(y) * usize::from(self.width) + usize::from(x)) * 3;
        [self.bytes[at], self.bytes[at + 1], self.bytes[at + 2]]
    }
}

/// How a JPEG is written; none of it changes a coefficient but quality and sampling.
#[derive(Clone, Copy, Debug)]
pub struct Jpeg {
    pub quality: u8,
    pub is_subsampled: bool,
    pub is_progressive: bool,
    pub restart: u16,
    pub has_own_tables: bool,
}

pub const PLAIN: Jpeg = Jpeg {
    quality: 90,
    is_subsampled: true,
    is_progressive: false,
    restart: 0,
    has_own_tables: false,
};

impl Jpeg {
    pub fn write(self, picture: &Picture) -> Vec<u8> {
        self.write_as(
            &picture.bytes,
            picture.width,
            picture.height,
            ColorType::Rgb,
        )
    }

    pub fn write_as(self, bytes: &[u8], width: u16, height: u16, colours: ColorType) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, self.quality);
        encoder.set_sampling_factor(if self.is_subsampled {
            SamplingFactor::F_2_2
        } else {
            SamplingFactor::F_1_1
        });
        if self.is_progressive {
            encoder.set_progressive(true);
        }
        if self.restart > 0 {
            encoder.set_restart_interval(self.restart);
        }
        encoder.set_optimized_huffman_tables(self.has_own_tables);
        encoder.encode(bytes, width, height, colours).unwrap();
        file
    }
}

/// A PNG of those bytes a row.
pub fn png_as(
    bytes: &[u8],
    width: u16,
    height: u16,
    colour: png::ColorType,
    depth: png::BitDepth,
    more: impl FnOnce(&mut png::Encoder<'_, &mut Vec<u8>>),
) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width.into(), height.into());
    encoder.set_color(colour);
    encoder.set_depth(depth);
    more(&mut encoder);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(bytes).unwrap();
    writer.finish().unwrap();
    file
}

pub fn png(picture: &Picture) -> Vec<u8> {
    png_as(
        &picture.bytes,
        picture.width,
        picture.height,
        png::ColorType::Rgb,
        png::BitDepth::Eight,
        |_| {},
    )
}

/// A PNG's chunk.
pub fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = (body.len() as u32).to_be_bytes().to_vec();
    bytes.extend(kind);
    bytes.extend(body);
    let mut crc = u32::MAX;
    for byte in &bytes[4..] {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    bytes.extend((!crc).to_be_bytes());
    bytes
}

/// A JPEG's segment.
pub fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xff, marker];
    bytes.extend((body.len() as u16 + 2).to_be_bytes());
    bytes.extend(body);
    bytes
}

/// EXIF with an orientation, a camera, a place and a thumbnail.
pub fn exif(orientation: u16, thumbnail: &[u8]) -> Vec<u8> {
    let text = b"CAMERA SERIAL 0123456789 GPS 51.4769N 0.0005W\0";
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    let entries: [(u16, u16, u32, u32); 4] = [
        (0x010f, 2, text.len() as u32, 62),
        (0x0112, 3, 1, u32::from(orientation) << 16),
        (0x0201, 4, 1, 62 + text.len() as u32),
        (0x0202, 4, 1, thumbnail.len() as u32),
    ];
    tiff.extend((entries.len() as u16).to_be_bytes());
    for (tag, kind, count, value) in entries {
        tiff.extend(tag.to_be_bytes());
        tiff.extend(kind.to_be_bytes());
        tiff.extend(count.to_be_bytes());
        tiff.extend(value.to_be_bytes());
    }
    tiff.extend([0; 4]);
    tiff.extend(text);
    tiff.extend(thumbnail);
    tiff
}

/// What a common profile named sRGB says: the primaries and one curve of 1,024 points.
pub fn srgb_profile() -> Vec<u8> {
    rgb_profile(
        [
            [0.436_07, 0.222_49, 0.013_92],
            [0.385_15, 0.716_87, 0.097_08],
            [0.143_07, 0.060_61, 0.714_10],
        ],
        |level: f64| {
            if level <= 0.040_45 {
                level / 12.92
            } else {
                ((level + 0.055) / 1.055).powf(2.4)
            }
        },
    )
}

/// A profile of three primaries under D50 and a curve.
pub fn rgb_profile(primaries: [[f64; 3]; 3], curve: impl Fn(f64) -> f64) -> Vec<u8> {
    let mut profile = vec![0; 128];
    profile[16..24].copy_from_slice(b"RGB XYZ ");
    profile[36..40].copy_from_slice(b"acsp");
    let mut points = b"curv\0\0\0\0\0\0\x04\0".to_vec();
    for point in 0..1024 {
        let light = curve(f64::from(point) / 1023.0);
        points.extend(((light * 65535.0).round() as u16).to_be_bytes());
    }
    let table = 128 + 4 + 6 * 12;
    profile.extend(6_u32.to_be_bytes());
    for (position, name) in [b"rXYZ", b"gXYZ", b"bXYZ"].into_iter().enumerate() {
        profile.extend(name);
        profile.extend((table as u32 + 20 * position as u32).to_be_bytes());
        profile.extend(20_u32.to_be_bytes());
    }
    for name in [b"rTRC", b"gTRC", b"bTRC"] {
        profile.extend(name);
        profile.extend((table as u32 + 60).to_be_bytes());
        profile.extend((points.len() as u32).to_be_bytes());
    }
    for primary in primaries {
        profile.extend(b"XYZ \0\0\0\0");
        for number in primary {
            profile.extend(((number * 65536.0).round() as i32).to_be_bytes());
        }
    }
    profile.extend(points);
    profile
}

/// The picture as another decoder than ours sees the file.
pub fn read(file: &[u8]) -> Picture {
    let mut decoder = jpeg_decoder::Decoder::new(file);
    let bytes = decoder.decode().unwrap();
    let info = decoder.info().unwrap();
    Picture {
        width: info.width,
        height: info.height,
        bytes,
    }
}

/// By how many levels two pictures of one size differ, on the mean.
pub fn difference(one: &Picture, other: &Picture) -> f64 {
    assert_eq!((one.width, one.height), (other.width, other.height));
    let pairs = one.bytes.iter().zip(&other.bytes);
    let sum: u64 = pairs
        .map(|(one, other)| u64::from(one.abs_diff(*other)))
        .sum();
    sum as f64 / one.bytes.len() as f64
}
