//! What the parts of one workbook share.

use std::collections::HashSet;

use super::grid::Size;
use super::seen::Seen;
use super::strings::Strings;
use super::styles::Styles;

/// Styles and texts that cells refer to, and what was seen of them.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) styles: Styles,
    /// Whether the part of the styles holds anything at all.
    pub(super) has_styles: bool,
    /// Styles of rules that hide what they apply to.
    pub(super) unseen_rules: HashSet<usize>,
    pub(super) strings: Strings,
    pub(super) seen: Seen,
    pub(super) size: Size,
}

impl Content {
    /// Whether a shared text, or any run of it, cannot be seen in a cell of this style.
    pub(super) fn hides_shared(&self, style: usize, index: usize) -> bool {
        let style = self.styles.style(style);
        let mut fonts = self.strings.fonts(index);
        style.hides_text() || fonts.any(|font| style.hides_font(font))
    }

    /// Notes the fonts of the runs of the shared text that comes next: where each begins, counted in
    /// letters, and its number.
    pub(super) fn runs(&mut self, text: &str, runs: &[(usize, usize)]) {
        for (number, (start, font)) in runs.iter().enumerate() {
            let end = runs.get(number + 1).map_or(usize::MAX, |(next, _)| *next);
            let letters = end.saturating_sub(*start);
            let mut letters = text.chars().skip(*start).take(letters);
            if let Some(font) = self.styles.fonts.get(*font)
                && !letters.all(char::is_whitespace)
            {
                self.strings.run(*font);
            }
        }
    }
}
