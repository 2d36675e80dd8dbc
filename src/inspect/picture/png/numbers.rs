//! The chunks of numbers about a PNG's colours and sizes, and of its time: each has its length and its bounds.

use super::super::bytes::Order;
use super::super::pixels::Rows;

/// Ten thousand candelas, the brightest that a signal can say, in ten-thousandths.
const BRIGHTEST: u32 = 100_000_000;
/// A length of one, in hundred-thousandths, with some room for primaries beyond what is seen.
const WHOLE: u32 = 110_000;
/// No screen or printer has more pixels a metre.
const DENSEST: u32 = 1_000_000;
/// Ten, in hundred-thousandths.
const STEEPEST: u32 = 1_000_000;

/// Whether a chunk says what such a chunk can say of such a picture, and nothing besides.
pub(super) fn are_plain(kind: &[u8], content: &[u8], rows: Rows, colours: usize) -> bool {
    let length = content.len();
    match kind {
        b"PLTE" => {
            rows.colour == 3
                && length > 0
                && length.is_multiple_of(3)
                && u32::try_from(length / 3).is_ok_and(|count| count <= 1 << rows.depth.min(8))
        }
        b"tRNS" => match rows.colour {
            0 => length == 2 && are_samples(content, rows),
            2 => length == 6 && are_samples(content, rows),
            3 => (1..=colours).contains(&length),
            _ => false,
        },
        b"bKGD" => match rows.colour {
            0 | 4 => length == 2 && are_samples(content, rows),
            2 | 6 => length == 6 && are_samples(content, rows),
            _ => matches!(content, [index] if usize::from(*index) < colours),
        },
        b"sBIT" => {
            let most = if rows.colour == 3 { 8 } else { rows.depth };
            let expected = match rows.colour {
                0 => 1,
                4 => 2,
                6 => 4,
                _ => 3,
            };
            length == expected && content.iter().all(|bits| (1..=most).contains(bits))
        }
        b"sRGB" => matches!(content, [0..=3]),
        b"gAMA" => length == 4 && are_below(content, STEEPEST),
        b"cHRM" => length == 32 && are_below(content, WHOLE),
        b"cICP" => matches!(content, [_, _, 0, 0 | 1]),
        b"cLLI" => length == 8 && are_below(content, BRIGHTEST),
        b"mDCV" => {
            content
                .split_at_checked(16)
                .is_some_and(|(places, brightness)| {
                    brightness.len() == 8
                        && are_below(brightness, BRIGHTEST)
                        // in fifty-thousandths
                        && halves(places).all(|place| place <= 50_000)
                })
        }
        b"pHYs" => content.split_last().is_some_and(|(unit, density)| {
            *unit <= 1 && density.len() == 8 && are_below(density, DENSEST)
        }),
        _ => false,
    }
}

/// Whether a chunk says a day and a time of day, to the second, and nothing besides.
pub(super) fn is_time(content: &[u8]) -> bool {
    matches!(content, [_, _, 1..=12, 1..=31, 0..=23, 0..=59, 0..=60])
}

/// Whether samples in two bytes each are no larger than those of the pixels.
fn are_samples(content: &[u8], rows: Rows) -> bool {
    halves(content).all(|sample| u32::from(sample) < 1 << rows.depth.min(16))
}

fn are_below(content: &[u8], most: u32) -> bool {
    (0..content.len()).step_by(4).all(|at| {
        Order::Big
            .word(content, at)
            .is_some_and(|word| word <= most)
    })
}

fn halves(content: &[u8]) -> impl Iterator<Item = u16> + '_ {
    (0..content.len())
        .step_by(2)
        .filter_map(|at| Order::Big.half(content, at))
}
