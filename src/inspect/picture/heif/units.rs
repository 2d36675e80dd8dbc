//! The units that coded pixels stand in: those of HEVC (ISO/IEC 23008-2, 7.3.1) and AV1 (5.3).

use super::boxes::Numbers;
use crate::inspect::sign::Sign;

/// The sets of parameters of a still picture are far shorter.
const MOST_PARAMETERS: usize = 1024;
/// Some programs write a set for each layer, or a few by mistake.
const MOST_SETS: usize = 8;

/// How many bytes tell a unit's length, by a configuration of HEVC.
pub(super) fn length_in(configuration: &[u8]) -> Option<usize> {
    Some(usize::from(configuration.get(21)? & 3) + 1)
}

/// Whether a configuration of HEVC holds sets of parameters and nothing else.
pub(super) fn is_plain_hevc(configuration: &[u8]) -> bool {
    let walk = || {
        let mut numbers = Numbers(configuration.get(22..)?);
        let mut plain = true;
        for _ in 0..numbers.place(1)? {
            let told = numbers.word(1)? & 63;
            let sets = numbers.place(2)?;
            plain &= sets <= MOST_SETS;
            for _ in 0..sets {
                let length = numbers.place(2)?;
                let set = numbers.bytes(length)?;
                plain &= length <= MOST_PARAMETERS
                    && matches!(unit(set), Some((kind @ 32..=34, 0)) if kind == told);
            }
        }
        Some(plain && numbers.0.is_empty())
    };
    walk() == Some(true)
}

/// The kind and the layer of a unit of HEVC.
fn unit(unit: &[u8]) -> Option<(u32, u32)> {
    let head = Numbers(unit).word(2)?;
    Some((head >> 9, head >> 3 & 63))
}

/// What is wrong with an item of HEVC: units of no pixels, or of a second picture.
pub(super) fn of_hevc(content: &[u8], length_of_units: usize) -> Option<Option<Sign>> {
    let mut numbers = Numbers(content);
    let mut pictures = 0;
    while !numbers.0.is_empty() {
        let length = numbers.place(length_of_units)?;
        let content = numbers.bytes(length)?;
        match unit(content)? {
            (0..=21, 0) => {
                // the first slice of a picture says so in its first bit
                pictures += usize::from(content.get(2)? >> 7);
                if pictures > 1 {
                    return Some(Some(Sign::SecondPicture));
                }
            }
            (32..=34, 0) if length <= MOST_PARAMETERS => {}
            (35, 0) if length == 3 => {}
            (36 | 37, 0) if length == 2 => {}
            _ => return Some(Some(Sign::UnknownChunk)),
        }
    }
    (pictures == 1).then_some(None)
}

/// Whether a configuration of AV1 holds the head of a sequence and nothing else.
pub(super) fn is_plain_av1(configuration: &[u8]) -> bool {
    let Some((_, rest)) = configuration.split_at_checked(4) else {
        return false;
    };
    let mut numbers = Numbers(rest);
    while !numbers.0.is_empty() {
        match next(&mut numbers) {
            Some((1, content)) if content.len() <= MOST_PARAMETERS => {}
            _ => return false,
        }
    }
    true
}

/// What is wrong with an item of AV1: units of no pixels, or of a second picture.
pub(super) fn of_av1(content: &[u8]) -> Option<Option<Sign>> {
    let mut numbers = Numbers(content);
    let mut pictures = 0;
    while !numbers.0.is_empty() {
        let (kind, content) = next(&mut numbers)?;
        match kind {
            1 if content.len() <= MOST_PARAMETERS => {}
            2 if content.is_empty() => {}
            3 | 6 => {
                pictures += 1;
                if pictures > 1 {
                    return Some(Some(Sign::SecondPicture));
                }
            }
            4 => {}
            _ => return Some(Some(Sign::UnknownChunk)),
        }
    }
    (pictures == 1).then_some(None)
}

/// The kind and the content of a unit of AV1.
fn next<'b>(numbers: &mut Numbers<'b>) -> Option<(u32, &'b [u8])> {
    let head = numbers.word(1)?;
    if head & 0x81 != 0 {
        return None;
    }
    if head & 4 != 0 {
        numbers.bytes(1)?;
    }
    let length = if head & 2 == 0 {
        numbers.0.len()
    } else {
        let mut length = 0;
        for step in 0..8 {
            let byte = numbers.place(1)?;
            length |= (byte & 0x7f) << (7 * step);
            if byte & 0x80 == 0 {
                break;
            }
            if step == 7 {
                return None;
            }
        }
        length
    };
    Some((head >> 3 & 15, numbers.bytes(length)?))
}
