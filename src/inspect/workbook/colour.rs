//! Colours, and whether a text can be told from its ground.

/// A colour, as far as it is known without a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colour {
    /// Red, green, blue.
    Plain(u32),
    /// A theme's colour, and its tint in thousandths.
    Theme(u32, i32),
    /// A palette's colour that is neither black nor white.
    Index(u32),
}

pub(super) const WHITE: Colour = Colour::Plain(0xff_ff_ff);
pub(super) const BLACK: Colour = Colour::Plain(0);

/// Channels that differ by no more than this look the same.
const ALIKE: u32 = 24;

impl Colour {
    /// A colour in hexadecimal; what stands before the last six digits is its opacity.
    pub(super) fn hexadecimal(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('#');
        let start = text.len().checked_sub(6)?;
        u32::from_str_radix(text.get(start..)?, 16)
            .ok()
            .map(Self::Plain)
    }

    /// A theme's colour: the first two are white and black, and what a tint makes of them is grey.
    pub(super) fn theme(index: u32, tint: i32) -> Self {
        let grey = |part: u32| Self::Plain((255 * part.min(1000) / 1000) * 0x01_01_01);
        match (index, tint) {
            (0, ..=0) => grey(1000_u32.saturating_sub(tint.unsigned_abs())),
            (1, 0..) => grey(tint.unsigned_abs()),
            (0, _) => WHITE,
            (1, _) => BLACK,
            _ => Self::Theme(index, tint),
        }
    }

    pub(super) const fn indexed(index: u32) -> Self {
        match index {
            0 | 8 | 64 | 0x7fff => BLACK,
            1 | 9 | 65 => WHITE,
            // the first eight are there twice
            2..=7 => Self::Index(index + 8),
            _ => Self::Index(index),
        }
    }

    pub(super) fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Plain(one), Self::Plain(other)) => [16, 8, 0].iter().all(|shift| {
                let channel = |colour: u32| (colour >> shift) & 0xff;
                channel(one).abs_diff(channel(other)) <= ALIKE
            }),
            (one, other) => one == other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_equal_colours_look_the_same() {
        assert!(Colour::hexadecimal("FFFEFEFE").is_some_and(|colour| colour.is_like(WHITE)));
        assert!(!Colour::hexadecimal("FFD9D9D9").is_some_and(|colour| colour.is_like(WHITE)));
        assert!(Colour::theme(0, 0).is_like(Colour::indexed(9)));
        assert!(!Colour::theme(0, -150).is_like(WHITE));
        assert!(Colour::theme(1, 1000).is_like(WHITE) && Colour::theme(0, -1000).is_like(BLACK));
        assert!(Colour::theme(4, 400).is_like(Colour::theme(4, 400)));
        assert_eq!(Colour::hexadecimal("é"), None);
    }
}
