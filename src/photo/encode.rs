//! Writes the one form in which a photo leaves: a baseline JPEG with a JFIF header and no more.

use jpeg_encoder::{ColorType, Encoder, PixelDensity, SamplingFactor};

use super::grid::Pixels;
use super::why::Why;

/// The qualities that are tried, best first. Below the last, blocks show in print.
const QUALITIES: &[u8] = &[
    92, 88, 84, 80, 75, 70, 65, 60, 55, 50, 45, 40, 35, 30, 25, 20,
];

/// The bytes are a function of the pixels and the limit alone.
pub(super) fn encode(pixels: &Pixels, max_bytes: u32) -> Result<Vec<u8>, Why> {
    let (Ok(width), Ok(height)) = (u16::try_from(pixels.width), u16::try_from(pixels.height))
    else {
        return Err(Why::NeverSmallEnough);
    };
    for quality in QUALITIES {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, *quality);
        // a fixed 300 dots an inch, what cards are printed at
        encoder.set_density(PixelDensity::dpi(300));
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        encoder.set_progressive(false);
        // tables made for the picture would part it into three scans, which not all card software reads
        encoder.set_optimized_huffman_tables(false);
        encoder
            .encode(&pixels.bytes, width, height, ColorType::Rgb)
            .map_err(|_| Why::NeverSmallEnough)?;
        if bytes.len() <= max_bytes as usize {
            return Ok(bytes);
        }
    }
    Err(Why::NeverSmallEnough)
}
