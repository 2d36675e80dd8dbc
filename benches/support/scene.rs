//! A synthetic photo of 4000 × 3000 pixels: slopes, edges, discs, and the noise of a sensor.

#![allow(
    clippy::cast_possible_truncation,
    clippy::expect_used,
    reason = "a bench that cannot run has to stop"
)]

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

const WIDTH: u16 = 4000;
const HEIGHT: u16 = 3000;

/// The same scene in each kind of file.
pub(crate) fn files() -> Vec<(&'static str, Vec<u8>)> {
    let pixels = pixels();
    let jpeg = |is_progressive: bool, sampling| {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, 90);
        encoder.set_sampling_factor(sampling);
        encoder.set_progressive(is_progressive);
        encoder
            .encode(&pixels, WIDTH, HEIGHT, ColorType::Rgb)
            .expect("a scene");
        file
    };
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, WIDTH.into(), HEIGHT.into());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&pixels).expect("a scene");
    writer.finish().expect("a scene");
    vec![
        ("JPEG 4:2:0", jpeg(false, SamplingFactor::F_2_2)),
        ("JPEG 4:4:4", jpeg(false, SamplingFactor::F_1_1)),
        ("JPEG progressive 4:2:0", jpeg(true, SamplingFactor::F_2_2)),
        ("PNG", png),
    ]
}

fn pixels() -> Vec<u8> {
    let mut pixels = Vec::with_capacity(usize::from(WIDTH) * usize::from(HEIGHT) * 3);
    // any fixed number would do: two runs must see the same scene
    let mut state = 0x5ca1_ab1e_u32;
    for y in 0..i32::from(HEIGHT) {
        for x in 0..i32::from(WIDTH) {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let [one, two, three, _] = state.to_le_bytes();
            let noise = i32::from(one % 16) + i32::from(two % 16) - 15;
            let (u, v) = (x % 500 - 250, y % 600 - 300);
            let disc = if u * u + v * v < 40_000 { 60 } else { 0 };
            let edge = if (x * 3 + y * 2) / 170 % 2 == 0 {
                35
            } else {
                0
            };
            let red = 50 + x * 90 / 4000 + disc + noise;
            let green = 60 + y * 80 / 3000 + edge + noise;
            let blue = 40 + (x + y) * 60 / 7000 + disc / 2 + i32::from(three % 4) + noise;
            pixels.extend([red, green, blue].map(|level| level.clamp(0, 255) as u8));
        }
    }
    pixels
}
