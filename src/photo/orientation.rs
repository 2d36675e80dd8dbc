//! Which way up: the one word of EXIF that is read, and what it does to a pixel's place.

/// The eight values of EXIF's orientation. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Orientation {
    #[default]
    Upright,
    Mirrored,
    HalfTurn,
    Flipped,
    Transposed,
    TurnRight,
    Transversed,
    TurnLeft,
}

impl Orientation {
    /// What a TIFF block says; upright if it says nothing, or nothing that can be read.
    pub(super) fn of_tiff(tiff: &[u8]) -> Self {
        word(tiff).and_then(Self::from_word).unwrap_or_default()
    }

    const fn from_word(word: u16) -> Option<Self> {
        Some(match word {
            1 => Self::Upright,
            2 => Self::Mirrored,
            3 => Self::HalfTurn,
            4 => Self::Flipped,
            5 => Self::Transposed,
            6 => Self::TurnRight,
            7 => Self::Transversed,
            8 => Self::TurnLeft,
            _ => return None,
        })
    }

    /// The size of the upright picture.
    pub(super) const fn size(self, (width, height): (u32, u32)) -> (u32, u32) {
        match self {
            Self::Upright | Self::Mirrored | Self::HalfTurn | Self::Flipped => (width, height),
            Self::Transposed | Self::TurnRight | Self::Transversed | Self::TurnLeft => {
                (height, width)
            }
        }
    }

    /// Where a pixel of a stored picture of this size stands in the upright one.
    pub(super) const fn place(self, (x, y): (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
        let left = width.saturating_sub(1).saturating_sub(x);
        let up = height.saturating_sub(1).saturating_sub(y);
        match self {
            Self::Upright => (x, y),
            Self::Mirrored => (left, y),
            Self::HalfTurn => (left, up),
            Self::Flipped => (x, up),
            Self::Transposed => (y, x),
            Self::TurnRight => (up, x),
            Self::Transversed => (up, left),
            Self::TurnLeft => (y, left),
        }
    }

    /// What leads back to the stored picture.
    pub(super) const fn inverse(self) -> Self {
        match self {
            Self::TurnRight => Self::TurnLeft,
            Self::TurnLeft => Self::TurnRight,
            other => other,
        }
    }
}

/// How many entries of a directory are looked at; cameras write about a dozen.
const MAX_ENTRIES: u16 = 512;

/// Tag 0x0112 of the first directory.
fn word(tiff: &[u8]) -> Option<u16> {
    let little = match tiff.first_chunk::<4>()? {
        b"II\x2a\0" => true,
        b"MM\0\x2a" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk::<2>()?;
        Some(if little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let long = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk::<4>()?;
        Some(if little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = short(directory)?.min(MAX_ENTRIES);
    for entry in 0..usize::from(entries) {
        let at = directory.checked_add(2 + entry * 12)?;
        // type 3 is a short; some software writes the word as a long
        if short(at)? == 0x0112 {
            return match short(at + 2)? {
                3 => short(at + 8),
                4 => u16::try_from(long(at + 8)?).ok(),
                _ => None,
            };
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Orientation; 8] = [
        Orientation::Upright,
        Orientation::Mirrored,
        Orientation::HalfTurn,
        Orientation::Flipped,
        Orientation::Transposed,
        Orientation::TurnRight,
        Orientation::Transversed,
        Orientation::TurnLeft,
    ];

    fn tiff(is_little: bool, value: u16) -> Vec<u8> {
        let short = |word: u16| {
            if is_little {
                word.to_le_bytes()
            } else {
                word.to_be_bytes()
            }
        };
        let long = |word: u32| {
            if is_little {
                word.to_le_bytes()
            } else {
                word.to_be_bytes()
            }
        };
        let mut bytes = if is_little {
            b"II".to_vec()
        } else {
            b"MM".to_vec()
        };
        bytes.extend(short(42));
        bytes.extend(long(8));
        bytes.extend(short(2));
        for (tag, value) in [(0x010f, 7), (0x0112, value)] {
            bytes.extend(short(tag));
            bytes.extend(short(3));
            bytes.extend(long(1));
            bytes.extend(short(value));
            bytes.extend(short(0));
        }
        bytes.extend(long(0));
        bytes
    }

    #[test]
    fn the_orientation_is_read_in_both_byte_orders() {
        for is_little in [true, false] {
            for (value, expected) in (1..=8).zip(ALL) {
                assert_eq!(Orientation::of_tiff(&tiff(is_little, value)), expected);
            }
            for value in [0, 9, 0x0600, u16::MAX] {
                assert_eq!(
                    Orientation::of_tiff(&tiff(is_little, value)),
                    Orientation::Upright
                );
            }
        }
    }

    #[test]
    fn a_cut_or_changed_block_is_upright_or_another_orientation() {
        let whole = tiff(true, 6);
        for end in 0..whole.len() {
            let _ = Orientation::of_tiff(&whole[..end]);
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut changed = whole.clone();
                changed[end] = value;
                let _ = Orientation::of_tiff(&changed);
            }
        }
        assert_eq!(Orientation::of_tiff(&whole[..30]), Orientation::Upright);
    }

    #[test]
    fn every_pixel_has_one_place_and_the_inverse_leads_back() {
        let stored = (5, 3);
        for orientation in ALL {
            let upright = orientation.size(stored);
            let mut seen = std::collections::BTreeSet::new();
            for y in 0..3 {
                for x in 0..5 {
                    let (u, v) = orientation.place((x, y), stored);
                    assert!(u < upright.0 && v < upright.1);
                    assert!(seen.insert((u, v)));
                    assert_eq!(orientation.inverse().place((u, v), upright), (x, y));
                }
            }
        }
    }

    #[test]
    fn the_corner_that_exif_names_comes_to_the_top_left() {
        // EXIF 2.32, 4.6.4: where row 0 and column 0 of the stored picture are seen
        let first = ALL.map(|orientation| orientation.place((0, 0), (5, 3)));
        assert_eq!(
            first,
            [
                (0, 0),
                (4, 0),
                (4, 2),
                (0, 2),
                (0, 0),
                (2, 0),
                (2, 4),
                (0, 4)
            ]
        );
    }
}
