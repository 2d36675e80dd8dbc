//! What a cell's style does to it, of whatever format: hides it, or makes a date of its number.

use std::borrow::Cow;
use std::collections::HashMap;

use super::colour::{BLACK, Colour, WHITE};
use super::format::Format;

/// The colour of a cell's ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    Plain(Colour),
    /// A pattern or a gradient, on which any text can be seen.
    Mixed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Font {
    pub(super) colour: Colour,
    /// Too small to be read.
    pub(super) is_tiny: bool,
}

impl Default for Font {
    fn default() -> Self {
        Self {
            colour: BLACK,
            is_tiny: false,
        }
    }
}

impl Font {
    pub(super) fn cannot_be_seen_on(self, ground: Ground) -> bool {
        self.is_tiny
            || match ground {
                Ground::Plain(ground) => self.colour.is_like(ground),
                Ground::Mixed => false,
            }
    }
}

/// Fonts, grounds and formats of a workbook, and the styles made of them.
#[derive(Debug)]
pub(super) struct Styles {
    pub(super) fonts: Vec<Font>,
    pub(super) grounds: Vec<Ground>,
    pub(super) formats: HashMap<u32, Format>,
    styles: Vec<Style>,
    pub(super) from_1904: bool,
    plain: Style,
}

/// A cell's style.
#[derive(Debug, Clone)]
pub(super) struct Style {
    format: Format,
    ground: Ground,
    is_unseen: bool,
}

/// So many styles are kept; Excel allows fewer.
const MOST: usize = 100_000;

impl Default for Styles {
    fn default() -> Self {
        Self {
            fonts: Vec::new(),
            grounds: Vec::new(),
            formats: HashMap::new(),
            styles: Vec::new(),
            from_1904: false,
            plain: Style {
                format: Format::default(),
                ground: Ground::Plain(WHITE),
                is_unseen: false,
            },
        }
    }
}

impl Styles {
    pub(super) fn define(&mut self, id: u32, code: &str) {
        if self.formats.len() < MOST {
            self.formats.insert(id, Format::new(code));
        }
    }

    /// Adds a style of a font, a ground and a format, each by its number.
    pub(super) fn push(&mut self, font: usize, ground: usize, format: u32) {
        let ground = self.grounds.get(ground).copied();
        self.push_on(font, ground.unwrap_or(Ground::Plain(WHITE)), format);
    }

    pub(super) fn push_on(&mut self, font: usize, ground: Ground, format: u32) {
        if self.styles.len() >= MOST {
            return;
        }
        let font = self.fonts.get(font).copied().unwrap_or_default();
        let defined = self.formats.get(&format).cloned();
        self.styles.push(Style {
            format: defined.unwrap_or_else(|| Format::built_in(format)),
            ground,
            is_unseen: font.cannot_be_seen_on(ground),
        });
    }

    /// Says that nothing is seen under the style that came last.
    pub(super) fn conceal_last(&mut self) {
        if let Some(style) = self.styles.last_mut() {
            style.is_unseen = true;
        }
    }

    pub(super) fn style(&self, index: usize) -> &Style {
        self.styles.get(index).unwrap_or(&self.plain)
    }
}

impl Style {
    /// Whether a cell of this style shows nothing of this number, or of a text.
    pub(super) fn hides_number(&self, number: &str) -> bool {
        self.is_unseen || self.format.hides_number(number)
    }

    pub(super) const fn hides_text(&self) -> bool {
        self.is_unseen || self.format.hides_texts
    }

    pub(super) fn hides_font(&self, font: Font) -> bool {
        font.cannot_be_seen_on(self.ground)
    }

    pub(super) fn show<'t>(&self, number: &'t str, from_1904: bool) -> Cow<'t, str> {
        self.format.show(number, from_1904)
    }
}
