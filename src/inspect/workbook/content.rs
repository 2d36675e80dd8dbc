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
