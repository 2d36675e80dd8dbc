//! Brings the shown part to exactly the frame's size.

use super::crop::Crop;
use super::grid::Pixels;

/// A bicubic (Catmull and Rom) that is widened when it shrinks.
pub(super) fn resample(source: &Pixels, shown: Crop, width: usize, height: usize) -> Pixels {
    let across = Taps::along(shown.x, shown.width, source.width, width);
    let down = Taps::along(shown.y, shown.height, source.height, height);
    let line = width * 3;
    let mut narrowed = vec![0.0_f32; line * source.height];
    let source_lines = source.bytes.chunks_exact((source.width * 3).max(1));
    for (to, from) in narrowed.chunks_exact_mut(line.max(1)).zip(source_lines) {
        for (pixel, taps) in to.chunks_exact_mut(3).zip(&across) {
            let mut sum = [0.0_f32; 3];
            let span = from.chunks_exact(3).skip(taps.first);
            for (weight, bytes) in taps.weights.iter().zip(span) {
                for (sum, byte) in sum.iter_mut().zip(bytes) {
                    *sum += weight * f32::from(*byte);
                }
            }
            pixel.copy_from_slice(&sum);
        }
    }
    let mut bytes = Vec::with_capacity(line * height);
    let mut sums = vec![0.0_f32; line];
    for taps in &down {
        sums.fill(0.5);
        let lines = narrowed.chunks_exact(line.max(1)).skip(taps.first);
        for (weight, values) in taps.weights.iter().zip(lines) {
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += weight * value;
            }
        }
        bytes.extend(sums.iter().map(|sum| byte(*sum)));
    }
    Pixels {
        width,
        height,
        bytes,
    }
}

/// The pixels that one pixel is made of, and their weights; the weights' sum is 1.
struct Taps {
    first: usize,
    weights: Vec<f32>,
}

impl Taps {
    fn along(from: f64, length: f64, source: usize, target: usize) -> Vec<Self> {
        let step = length / float(target);
        let stretch = step.max(1.0);
        let mut all = Vec::with_capacity(target);
        for position in 0..target {
            let middle = from + (float(position) + 0.5) * step;
            let reach = 2.0 * stretch;
            // beyond an edge its last pixel stands for all
            let last = source.saturating_sub(1);
            let within = |pixel: f64| whole(pixel).min(last);
            let first = within(middle - reach);
            let mut raw = vec![0.0; within(middle + reach) + 1 - first];
            let mut pixel = (middle - reach).floor();
            let mut sum = 0.0;
            while pixel < middle + reach {
                let weight = cubic((pixel + 0.5 - middle) / stretch);
                sum += weight;
                if let Some(to) = raw.get_mut(within(pixel) - first) {
                    *to += weight;
                }
                pixel += 1.0;
            }
            let weights = raw.iter().map(|weight| single(weight / sum)).collect();
            all.push(Self { first, weights });
        }
        all
    }
}

fn cubic(distance: f64) -> f64 {
    let far = distance.abs();
    if far < 1.0 {
        (1.5 * far - 2.5) * far * far + 1.0
    } else if far < 2.0 {
        ((2.5 - 0.5 * far) * far - 4.0) * far + 2.0
    } else {
        0.0
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "pixels are counted far below 2^52"
)]
const fn float(count: usize) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a weight needs no more")]
const fn single(number: f64) -> f32 {
    number as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float to integer saturates, which is what is meant"
)]
const fn whole(number: f64) -> usize {
    number as usize
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float to integer saturates, which is what is meant"
)]
const fn byte(number: f32) -> u8 {
    number as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: usize, height: usize, at: impl Fn(usize, usize) -> [u8; 3]) -> Pixels {
        let mut bytes = Vec::new();
        for y in 0..height {
            for x in 0..width {
                bytes.extend(at(x, y));
            }
        }
        Pixels {
            width,
            height,
            bytes,
        }
    }

    fn all_of(picture: &Pixels) -> Crop {
        Crop {
            x: 0.0,
            y: 0.0,
            width: float(picture.width),
            height: float(picture.height),
        }
    }

    #[test]
    fn a_picture_of_the_right_size_stays_as_it_is() {
        let source = picture(31, 17, |x, y| {
            [(x * 8) as u8, (y * 15) as u8, (x * y) as u8]
        });
        assert!(resample(&source, all_of(&source), 31, 17) == source);
    }

    #[test]
    fn one_colour_stays_one_colour_at_any_size() {
        for (width, height) in [(1, 1), (2, 9), (40, 30), (700, 800)] {
            let source = picture(width, height, |_, _| [3, 128, 252]);
            let target = resample(&source, all_of(&source), 29, 35);
            assert!(target.bytes.chunks(3).all(|pixel| pixel == [3, 128, 252]));
        }
    }

    #[test]
    fn a_slope_stays_a_slope() {
        let source = picture(200, 10, |x, _| [x as u8, 200 - x as u8, 0]);
        let target = resample(&source, all_of(&source), 100, 10);
        for (x, pixel) in target.bytes.chunks(3).take(98).enumerate().skip(2) {
            assert!(pixel[0].abs_diff((2 * x) as u8) <= 1, "{x} {pixel:?}");
        }
    }
}
