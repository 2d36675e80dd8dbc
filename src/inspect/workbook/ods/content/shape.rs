//! Shapes of OpenDocument (ISO/IEC 26300-3, 10) of which nothing is seen.

use super::super::super::xml::Tag;
use super::super::look::is_small;

/// A shape while it is read.
#[derive(Debug, Default)]
pub(super) struct Shape {
    is_hidden: bool,
    is_tiny: bool,
    /// Whether it has a text, or is a picture.
    pub(super) is_full: bool,
}

/// Whether an element is a shape.
pub(super) fn is_shape(element: &str) -> bool {
    matches!(
        element,
        "frame"
            | "custom-shape"
            | "g"
            | "control"
            | "caption"
            | "rect"
            | "ellipse"
            | "circle"
            | "line"
            | "polyline"
            | "polygon"
            | "regular-polygon"
            | "path"
            | "connector"
            | "measure"
    )
}

impl Shape {
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        let mut shape = Self {
            is_full: tag.name() == "frame",
            ..Self::default()
        };
        for (name, value) in tag.attributes() {
            match name {
                "display" => shape.is_hidden |= matches!(&*value, "none" | "printer"),
                "visibility" => shape.is_hidden |= &*value != "visible",
                "visible" => shape.is_hidden |= &*value == "false",
                "width" | "height" => shape.is_tiny |= is_small(&value),
                _ => {}
            }
        }
        shape
    }

    /// Whether nobody sees it, or what it holds.
    pub(super) const fn is_unseen(&self) -> bool {
        self.is_hidden || self.is_full && self.is_tiny
    }
}
