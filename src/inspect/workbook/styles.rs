//! What a cell's style does to it, of whatever format: hides it, or makes a date of its number.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::colour::{BLACK, Colour, WHITE};
use super::format::{Format, Says};

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
    /// The number of its format.
    number: u32,
    /// Whether a cell that is shown has it.
    is_used: bool,
    layout: Layout,
}

/// How a text stands in its cell.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Layout {
    /// Steps of about three letters.
    pub(super) indent: u32,
    /// Repeated as far as the cell goes, and no further.
    pub(super) is_filling: bool,
    /// As small as it must be to fit.
    pub(super) is_shrunk: bool,
}

/// A text that is so many times as wide as its cell, and does not go beyond it, is not seen.
const CUT: f64 = 2.0;
/// Letters are then less than two points high.
const SHRUNK: f64 = 6.0;
/// No dialogue goes further; nor does anybody who wants a text to be seen go further than its cell is wide.
const MOST_STEPS: u32 = 15;
const FEW_STEPS: u32 = 6;

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
                number: 0,
                is_used: false,
                layout: Layout::default(),
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
            number: format,
            is_used: false,
            layout: Layout::default(),
        });
    }

    /// Says how texts stand under the style that came last.
    pub(super) fn lay_out_last(&mut self, layout: Layout) {
        if let Some(style) = self.styles.last_mut() {
            style.layout = layout;
        }
    }

    /// Notes that a cell that is shown has this style.
    pub(super) fn touch(&mut self, index: usize) {
        if let Some(style) = self.styles.get_mut(index) {
            style.is_used = true;
        }
    }

    /// How many formats say more than a format does, or say something where no cell uses them.
    pub(super) fn wordy(&self) -> u64 {
        let used: HashSet<u32> = self
            .styles
            .iter()
            .filter(|style| style.is_used)
            .map(|style| style.number)
            .collect();
        let wordy = self
            .formats
            .iter()
            .filter(|(id, format)| match format.says {
                Says::Units => false,
                Says::Words => !used.contains(id),
                Says::Texts => true,
            });
        wordy.count() as u64
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

    /// Whether a text, in a cell of so many letters, is beyond what is seen of it.
    pub(super) fn pushes_out(&self, text: &str, width: f64) -> bool {
        if self.layout == Layout::default() {
            return false;
        }
        let Layout {
            indent,
            is_filling,
            is_shrunk,
        } = self.layout;
        let most = if is_filling {
            CUT
        } else if is_shrunk {
            SHRUNK
        } else {
            f64::INFINITY
        };
        let letters = u32::try_from(text.trim().chars().count()).unwrap_or(u32::MAX);
        indent > MOST_STEPS
            || indent > FEW_STEPS && f64::from(indent) > width
            || f64::from(letters) > most * width.max(1.0)
    }

    pub(super) const fn is_date(&self) -> bool {
        self.format.is_date
    }

    pub(super) fn hides_font(&self, font: Font) -> bool {
        font.cannot_be_seen_on(self.ground)
    }

    pub(super) fn show_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.format.show_text(text)
    }

    pub(super) fn show<'t>(&self, number: &'t str, from_1904: bool) -> Cow<'t, str> {
        self.format.show(number, from_1904)
    }
}
