//! Takes pixels in any order, puts them upright, and keeps the mean of each box of them.

use super::crop::Crop;
use super::orientation::Orientation;

/// A picture of three bytes a pixel.
#[derive(PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) bytes: Vec<u8>,
}

/// The shown part of an upright picture, filled pixel by pixel.
pub(super) struct Grid {
    orientation: Orientation,
    stored: (u32, u32),
    shown: Crop,
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
    side: u32,
    columns: usize,
    rows: usize,
    sums: Vec<[u32; 4]>,
}

impl Grid {
    /// For a stored picture of that size, of which `shown` is wanted in the frame's size.
    pub(super) fn new(
        stored: (u32, u32),
        orientation: Orientation,
        shown: Crop,
        frame: (u32, u32),
    ) -> Self {
        let (width, height) = orientation.size(stored);
        let (left, right) = span(shown.x, shown.width, width);
        let (top, bottom) = span(shown.y, shown.height, height);
        let ratio = (shown.width / f64::from(frame.0)).min(shown.height / f64::from(frame.1));
        let side = whole(ratio).max(1);
        let columns = (right - left).div_ceil(side) as usize;
        let rows = (bottom - top).div_ceil(side) as usize;
        Self {
            orientation,
            stored,
            shown,
            left,
            top,
            right,
            bottom,
            side,
            columns,
            rows,
            sums: vec![[0; 4]; columns * rows],
        }
    }

    /// The columns and rows of the stored picture that are of use: `(left, top, right, bottom)`.
    pub(super) const fn wanted(&self) -> (u32, u32, u32, u32) {
        let inverse = self.orientation.inverse();
        let upright = self.orientation.size(self.stored);
        let (x, y) = inverse.place((self.left, self.top), upright);
        let last = (self.right.saturating_sub(1), self.bottom.saturating_sub(1));
        let (u, v) = inverse.place(last, upright);
        let (left, right) = if x < u { (x, u) } else { (u, x) };
        let (top, bottom) = if y < v { (y, v) } else { (v, y) };
        (left, top, right + 1, bottom + 1)
    }

    /// Adds pixels of the stored row `y`, from column `from` and each `step` columns on.
    pub(super) fn add(
        &mut self,
        y: u32,
        from: u32,
        step: u32,
        pixels: impl Iterator<Item = [u8; 3]>,
    ) {
        let mut x = from;
        for pixel in pixels {
            self.add_one((x, y), pixel);
            x = x.saturating_add(step);
        }
    }

    fn add_one(&mut self, stored: (u32, u32), [red, green, blue]: [u8; 3]) {
        let (x, y) = self.orientation.place(stored, self.stored);
        if x < self.left || x >= self.right || y < self.top || y >= self.bottom {
            return;
        }
        // a division would take longer than all the rest
        let (mut column, mut row) = (x - self.left, y - self.top);
        if self.side > 1 {
            column /= self.side;
            row /= self.side;
        }
        let (column, row) = (column as usize, row as usize);
        if let Some(sum) = self.sums.get_mut(row * self.columns + column) {
            let one = [red, green, blue, 1];
            for (sum, one) in sum.iter_mut().zip(one) {
                *sum = sum.saturating_add(u32::from(one));
            }
        }
    }

    /// The means, and which part of them is shown.
    pub(super) fn finish(self) -> (Pixels, Crop) {
        let mut bytes = Vec::with_capacity(self.sums.len() * 3);
        for [red, green, blue, count] in self.sums {
            let count = count.max(1);
            for sum in [red, green, blue] {
                let mean = sum.saturating_add(count / 2) / count;
                bytes.push(u8::try_from(mean).unwrap_or(u8::MAX));
            }
        }
        let side = f64::from(self.side);
        let shown = Crop {
            x: (self.shown.x - f64::from(self.left)) / side,
            y: (self.shown.y - f64::from(self.top)) / side,
            width: self.shown.width / side,
            height: self.shown.height / side,
        };
        let pixels = Pixels {
            width: self.columns,
            height: self.rows,
            bytes,
        };
        (pixels, shown)
    }
}

/// The whole pixels that a stretch touches, at least one.
fn span(from: f64, length: f64, limit: u32) -> (u32, u32) {
    let first = whole(from.floor()).min(limit.saturating_sub(1));
    let last = whole((from + length - 1e-6).ceil());
    let last = last.clamp(first + 1, limit.max(first + 1));
    (first, last)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float to integer saturates; no picture is as large"
)]
const fn whole(number: f64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Crop = Crop {
        x: 0.0,
        y: 0.0,
        width: 4.0,
        height: 6.0,
    };

    #[test]
    fn boxes_hold_the_mean_of_their_pixels() {
        let mut grid = Grid::new((4, 6), Orientation::Upright, WHOLE, (2, 3));
        for y in 0..6 {
            grid.add(y, 0, 1, (0..4_u8).map(|x| [x * 10, 7, 255]));
        }
        let (pixels, shown) = grid.finish();
        assert_eq!((pixels.width, pixels.height), (2, 3));
        assert_eq!(pixels.bytes[..6], [5, 7, 255, 25, 7, 255]);
        assert_eq!((shown.width, shown.height), (2.0, 3.0));
    }

    #[test]
    fn a_turned_picture_fills_the_grid_as_the_upright_one_does() {
        let picture = |x: u32, y: u32| [(x * 40) as u8, (y * 30) as u8, 9];
        let mut upright = Grid::new((4, 6), Orientation::Upright, WHOLE, (2, 3));
        for y in 0..6 {
            upright.add(y, 0, 1, (0..4).map(|x| picture(x, y)));
        }
        let mut turned = Grid::new((6, 4), Orientation::TurnRight, WHOLE, (2, 3));
        for y in 0..4 {
            let row = (0..6).map(|x| {
                let (u, v) = Orientation::TurnRight.place((x, y), (6, 4));
                picture(u, v)
            });
            turned.add(y, 0, 1, row);
        }
        assert!(upright.finish() == turned.finish());
    }

    #[test]
    fn the_wanted_part_of_the_stored_picture_holds_all_that_is_shown() {
        let shown = Crop {
            x: 1.5,
            y: 0.0,
            width: 3.0,
            height: 2.5,
        };
        let grid = Grid::new((9, 5), Orientation::Upright, shown, (3, 3));
        assert_eq!(grid.wanted(), (1, 0, 5, 3));
        let grid = Grid::new((5, 9), Orientation::TurnRight, shown, (3, 3));
        assert_eq!(grid.wanted(), (0, 4, 3, 8));
    }
}
