//! Shapes of a drawing (ECMA-376 part 1, 20.5) of which nothing is seen.

mod ink;

use self::ink::Ink;
use super::spots::Spots;
use super::xml::Tag;
use crate::inspect::place::First;

/// In units of a drawing, 12700 of which are a point; what is smaller cannot be read.
const SMALLEST: i64 = 2 * 12_700;

/// Shapes while a drawing is read.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    /// The shapes at hand, the outermost first.
    open: Vec<Shape>,
    anchor: Anchor,
    /// Those that cannot be seen.
    pub(super) unseen: Spots,
}

#[derive(Debug, Default)]
struct Shape {
    is_hidden: bool,
    is_tiny: bool,
    /// Whether there is anything to be seen: a text or a picture.
    is_full: bool,
    ink: Ink,
}

/// Where shapes stand between cells.
#[derive(Debug, Default)]
struct Anchor {
    /// Column, offset, row and offset, of the beginning and of the end.
    corners: [[Option<i64>; 4]; 2],
    corner: Option<usize>,
    is_tiny: bool,
}

impl Anchor {
    /// Whether what stands between the two corners is too flat or narrow.
    fn is_flat(&self) -> bool {
        let [from, to] = &self.corners;
        [0, 2].iter().any(|at| {
            let of = |corner: &[Option<i64>; 4], at: usize| corner.get(at).copied().flatten();
            let cells = (of(from, *at), of(to, *at));
            let offsets = (of(from, at + 1), of(to, at + 1));
            match (cells, offsets) {
                ((Some(one), Some(other)), (Some(start), Some(end))) => {
                    one == other && end.saturating_sub(start) < SMALLEST
                }
                _ => false,
            }
        })
    }
}

impl Anchor {
    /// The cell in which it begins.
    fn first(&self) -> First {
        let [from, _] = &self.corners;
        let of = |at: usize| from.get(at).copied().flatten();
        let number = |at| of(at).and_then(|number| u32::try_from(number).ok());
        match (number(0), number(2)) {
            (Some(column), Some(row)) => First::cell(row.saturating_add(1), column),
            _ => First::default(),
        }
    }
}

impl Shapes {
    pub(super) fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => self.anchor = Anchor::default(),
            "from" => self.anchor.corner = Some(0),
            "to" => self.anchor.corner = Some(1),
            "sp" | "pic" | "cxnSp" | "grpSp" | "graphicFrame" => self.open.push(Shape {
                is_full: tag.name() == "pic",
                ..Shape::default()
            }),
            "cNvPr" => {
                let is_hidden = tag.flag("hidden");
                if let Some(shape) = self.open.last_mut() {
                    shape.is_hidden |= is_hidden;
                }
            }
            "ext" => {
                let side = |name| tag.number(name);
                if let (Some(width), Some(height)) = (side("cx"), side("cy")) {
                    let is_tiny = i64::min(width, height) < SMALLEST;
                    match self.open.last_mut() {
                        Some(shape) => shape.is_tiny |= is_tiny,
                        None => self.anchor.is_tiny |= is_tiny,
                    }
                }
            }
            _ => {}
        }
        if let Some(shape) = self.open.last_mut() {
            shape.ink.start(tag);
        }
    }

    /// Takes a text, with the element that it stands in.
    pub(super) fn text(&mut self, element: &str, text: &str) {
        let text = text.trim();
        let place = ["col", "colOff", "row", "rowOff"]
            .iter()
            .position(|name| *name == element);
        let corner = self.anchor.corner;
        if let (Some(place), Some(corner)) = (place, corner) {
            let corner = self.anchor.corners.get_mut(corner);
            if let Some(number) = corner.and_then(|corner| corner.get_mut(place)) {
                *number = text.parse().ok();
            }
        } else if element == "t" && !text.is_empty() {
            for shape in &mut self.open {
                shape.is_full = true;
            }
            if let Some(shape) = self.open.last_mut() {
                shape.ink.text();
            }
        }
    }

    pub(super) fn end(&mut self, element: &str) {
        match element {
            "from" | "to" => self.anchor.corner = None,
            "sp" | "pic" | "cxnSp" | "grpSp" | "graphicFrame" => {
                let Some(shape) = self.open.pop() else { return };
                let is_tiny = shape.is_tiny || self.anchor.is_tiny || self.anchor.is_flat();
                let is_full = shape.is_full && is_tiny;
                let is_unseen = shape.is_hidden || is_full || shape.ink.hides();
                let at = self.anchor.first();
                self.unseen.add(u64::from(is_unseen), at);
            }
            _ => {
                if let Some(shape) = self.open.last_mut() {
                    shape.ink.end();
                }
            }
        }
    }
}
