//! Decodes a PNG (ISO/IEC 15948) row by row, its first picture only. Alpha is put on white.

use std::io::Cursor;

use png::{BitDepth, ColorType, DecodeOptions, Decoder, Limits, Transformations};

use super::colour::Colours;
use super::crop::crop;
use super::grid::Grid;
use super::orientation::Orientation;
use super::why::Why;
use super::{Face, Frame, check_size};

/// What a PNG begins with.
pub(super) const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";

/// How many bytes the unpacked pixels may have.
const MOST_UNPACKED: u64 = 256 << 20;

/// How many bytes a colour profile may have, unpacked.
const MOST_PROFILE: usize = 1 << 20;

/// The shown part, and the profile its colours are in.
pub(super) fn decode(
    file: &[u8],
    frame: &Frame,
    face: Option<Face>,
) -> Result<(Grid, Colours), Why> {
    let chunks = Chunks::of(file)?;
    let size = (chunks.width, chunks.height);
    let upright = chunks.orientation.size(size);
    check_size(size, upright, frame, face)?;
    let pixels = u64::from(size.0) * u64::from(size.1);
    if pixels * chunks.bytes_a_pixel() > MOST_UNPACKED {
        return Err(Why::TooMuchWork);
    }
    let shown = crop(upright, frame.size(), face);
    let grid = Grid::new(size, chunks.orientation, shown, frame.size());
    let colours = chunks.colours();
    let grid = read(&chunks, grid).map_err(|_: png::DecodingError| Why::Damaged)?;
    Ok((grid, colours))
}

fn read(chunks: &Chunks<'_>, mut grid: Grid) -> Result<Grid, png::DecodingError> {
    let mut options = DecodeOptions::default();
    options.set_ignore_text_chunk(true);
    options.set_ignore_iccp_chunk(true);
    let mut decoder = Decoder::new_with_options(Cursor::new(&chunks.needed), options);
    decoder.set_limits(Limits { bytes: 8 << 20 });
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info()?;
    let (colour, depth) = reader.output_color_type();
    let size = (chunks.width, chunks.height);
    let passes: &[Pass] = if chunks.is_interlaced { &ADAM7 } else { &PLAIN };
    for pass in passes {
        if pass.columns(size.0) == 0 {
            continue;
        }
        for y in (pass.top..size.1).step_by(pass.down) {
            let Some(row) = reader.next_row()? else {
                break;
            };
            add(&mut grid, y, pass, row.data(), colour, depth);
        }
    }
    // to the last checksum
    reader.finish()?;
    Ok(grid)
}

fn add(grid: &mut Grid, y: u32, pass: &Pass, row: &[u8], colour: ColorType, depth: BitDepth) {
    let (left, across) = (pass.left, pass.across);
    match (colour, depth) {
        (ColorType::Grayscale, BitDepth::Sixteen) => {
            let pixels = row.as_chunks::<2>().0.iter();
            grid.add(y, left, across, pixels.map(|grey| [eight(*grey); 3]));
        }
        (ColorType::GrayscaleAlpha, BitDepth::Sixteen) => {
            let pixels = row.as_chunks::<4>().0.iter().map(|[g1, g0, a1, a0]| {
                [on_white(
                    u16::from_be_bytes([*g1, *g0]),
                    u16::from_be_bytes([*a1, *a0]),
                ); 3]
            });
            grid.add(y, left, across, pixels);
        }
        (ColorType::Rgb, BitDepth::Sixteen) => {
            let pixels = row
                .as_chunks::<6>()
                .0
                .iter()
                .map(|[r1, r0, g1, g0, b1, b0]| {
                    [eight([*r1, *r0]), eight([*g1, *g0]), eight([*b1, *b0])]
                });
            grid.add(y, left, across, pixels);
        }
        (ColorType::Rgba, BitDepth::Sixteen) => {
            let pixels = row
                .as_chunks::<8>()
                .0
                .iter()
                .map(|[r1, r0, g1, g0, b1, b0, a1, a0]| {
                    let alpha = u16::from_be_bytes([*a1, *a0]);
                    [[*r1, *r0], [*g1, *g0], [*b1, *b0]]
                        .map(|level| on_white(u16::from_be_bytes(level), alpha))
                });
            grid.add(y, left, across, pixels);
        }
        (ColorType::Grayscale | ColorType::Indexed, _) => {
            grid.add(y, left, across, row.iter().map(|grey| [*grey; 3]));
        }
        (ColorType::GrayscaleAlpha, _) => {
            let pixels = row.as_chunks::<2>().0.iter();
            let pixels = pixels.map(|[grey, alpha]| [on_white(wide(*grey), wide(*alpha)); 3]);
            grid.add(y, left, across, pixels);
        }
        (ColorType::Rgb, _) => grid.add(y, left, across, row.as_chunks::<3>().0.iter().copied()),
        (ColorType::Rgba, _) => {
            let pixels = row
                .as_chunks::<4>()
                .0
                .iter()
                .map(|[red, green, blue, alpha]| {
                    [red, green, blue].map(|level| on_white(wide(*level), wide(*alpha)))
                });
            grid.add(y, left, across, pixels);
        }
    }
}

/// The nearest of 256 levels.
fn eight(level: [u8; 2]) -> u8 {
    let level = u32::from(u16::from_be_bytes(level));
    u8::try_from((level + 128) / 257).unwrap_or(u8::MAX)
}

fn wide(level: u8) -> u16 {
    u16::from(level) * 257
}

fn on_white(level: u16, alpha: u16) -> u8 {
    let most = u64::from(u16::MAX);
    let (level, alpha) = (u64::from(level), u64::from(alpha));
    let seen = level * alpha + most * (most - alpha);
    // of 65,535 squared, to the nearest of 255
    let seen = (seen + most * 257 / 2) / (most * 257);
    u8::try_from(seen).unwrap_or(u8::MAX)
}

/// Which pixels come together.
struct Pass {
    left: u32,
    top: u32,
    across: u32,
    down: usize,
}

impl Pass {
    const fn new(left: u32, top: u32, across: u32, down: usize) -> Self {
        Self {
            left,
            top,
            across,
            down,
        }
    }

    const fn columns(&self, width: u32) -> u32 {
        width.saturating_sub(self.left).div_ceil(self.across)
    }
}

const PLAIN: [Pass; 1] = [Pass::new(0, 0, 1, 1)];

const ADAM7: [Pass; 7] = [
    Pass::new(0, 0, 8, 8),
    Pass::new(4, 0, 8, 8),
    Pass::new(0, 4, 4, 8),
    Pass::new(2, 0, 4, 4),
    Pass::new(0, 2, 2, 4),
    Pass::new(1, 0, 2, 2),
    Pass::new(0, 1, 1, 2),
];

/// A PNG's parts: those that pixels are made of, as a PNG of their own, and two words more.
struct Chunks<'a> {
    width: u32,
    height: u32,
    depth: u8,
    colour: u8,
    is_interlaced: bool,
    orientation: Orientation,
    profile: Option<&'a [u8]>,
    needed: Vec<u8>,
}

impl<'a> Chunks<'a> {
    fn of(file: &'a [u8]) -> Result<Self, Why> {
        let mut rest = file.strip_prefix(SIGNATURE).ok_or(Why::OtherKind)?;
        let mut needed = SIGNATURE.to_vec();
        let (mut header, mut exif, mut profile) = (None, None, None);
        let mut has_pixels = false;
        loop {
            let (whole, length) = next(rest)?;
            let kind = whole.get(4..8).unwrap_or_default();
            let body = whole.get(8..8 + length).unwrap_or_default();
            match kind {
                b"IHDR" if header.is_none() => header = Some(body),
                b"IDAT" => has_pixels = true,
                b"PLTE" | b"tRNS" | b"IEND" => {}
                b"eXIf" => exif = exif.or(Some(body)),
                b"iCCP" => profile = profile.or(Some(body)),
                // a chunk that must be understood
                [b'A'..=b'Z', ..] => return Err(Why::Damaged),
                _ => {}
            }
            if matches!(kind, b"IHDR" | b"PLTE" | b"tRNS" | b"IDAT" | b"IEND") {
                needed.extend_from_slice(whole);
            }
            if header.is_none() {
                return Err(Why::Damaged);
            }
            if kind == b"IEND" {
                break;
            }
            rest = rest.get(whole.len()..).unwrap_or_default();
        }
        let header: &[u8; 13] = header
            .and_then(|header| header.try_into().ok())
            .ok_or(Why::Damaged)?;
        let [
            w3,
            w2,
            w1,
            w0,
            h3,
            h2,
            h1,
            h0,
            depth,
            colour,
            _,
            _,
            interlace,
        ] = *header;
        if !has_pixels {
            return Err(Why::Damaged);
        }
        Ok(Self {
            width: u32::from_be_bytes([w3, w2, w1, w0]),
            height: u32::from_be_bytes([h3, h2, h1, h0]),
            depth,
            colour,
            is_interlaced: interlace == 1,
            orientation: exif
                .map(|exif| Orientation::of_tiff(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif)))
                .unwrap_or_default(),
            profile,
            needed,
        })
    }

    fn bytes_a_pixel(&self) -> u64 {
        let channels = match self.colour {
            2 => 3,
            // a palette is unpacked to three colours and alpha
            3 | 6 => 4,
            4 => 2,
            _ => 1,
        };
        channels * u64::from(self.depth.div_ceil(8))
    }

    fn colours(&self) -> Colours {
        let unpacked = self.profile.and_then(|body| {
            let name = memchr::memchr(0, body)?;
            let packed = body.get(name + 2..)?;
            miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(packed, MOST_PROFILE).ok()
        });
        Colours::of_profile(&unpacked.unwrap_or_default())
    }
}

/// The next chunk with its frame, and its body's length.
fn next(rest: &[u8]) -> Result<(&[u8], usize), Why> {
    let length = *rest.first_chunk::<4>().ok_or(Why::CutShort)?;
    let length = usize::try_from(u32::from_be_bytes(length)).map_err(|_| Why::Damaged)?;
    let whole = length.checked_add(12).ok_or(Why::Damaged)?;
    Ok((rest.get(..whole).ok_or(Why::CutShort)?, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_of_16_bits_comes_to_the_nearest_of_8() {
        for level in 0..=u16::MAX {
            let exact = f64::from(level) / 257.0;
            assert!((f64::from(eight(level.to_be_bytes())) - exact).abs() <= 0.5);
        }
        for level in 0..=u8::MAX {
            assert_eq!(eight(wide(level).to_be_bytes()), level);
            assert_eq!(on_white(wide(level), u16::MAX), level);
            assert_eq!(on_white(wide(level), 0), 255);
            for alpha in 0..=u8::MAX {
                let exact = f64::from(level) * f64::from(alpha) / 255.0 + 255.0 - f64::from(alpha);
                let ours = f64::from(on_white(wide(level), wide(alpha)));
                assert!((ours - exact).abs() <= 0.5 + 1e-9, "{level} {alpha}");
            }
        }
    }

    #[test]
    fn the_passes_visit_every_pixel_once() {
        for (width, height) in [(1, 1), (5, 3), (8, 8), (13, 9)] {
            let mut seen = vec![0; (width * height) as usize];
            for pass in &ADAM7 {
                for y in (pass.top..height).step_by(pass.down) {
                    for column in 0..pass.columns(width) {
                        seen[(y * width + pass.left + column * pass.across) as usize] += 1;
                    }
                }
            }
            assert!(seen.iter().all(|count| *count == 1));
        }
    }
}
