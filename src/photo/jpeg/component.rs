//! One component's coefficients, as far as the shown part at its scale needs them.

use super::super::why::Why;
use super::idct::Basis;
use super::segments::FrameComponent;

/// The blocks of one component.
pub(super) struct Component {
    pub(super) id: u8,
    /// Blocks a unit of an interleaved scan has, across and down.
    pub(super) across: u32,
    pub(super) down: u32,
    /// Blocks that hold pixels, without those that only fill up a unit.
    pub(super) width: u32,
    pub(super) height: u32,
    /// The wanted blocks, in blocks: from the left and top, and how many.
    left: u32,
    top: u32,
    columns: u32,
    pub(super) rows: u32,
    /// How many coefficients of a block are kept, in zigzag order.
    pub(super) keep: usize,
    coefficients: Vec<i16>,
    /// Of every block, which coefficients are not 0; kept if a scan refines them.
    pub(super) known: Vec<u64>,
    pub(super) table_place: u8,
    pub(super) table: Option<[u16; 64]>,
    basis_across: Basis,
    basis_down: Basis,
    /// Samples for each pixel of the grid: `(samples, pixels)`.
    rate_across: (u32, u32),
    rate_down: (u32, u32),
}

/// How a component lies to the grid of pixels.
pub(super) struct Lie {
    /// The greatest sampling factors of the frame.
    pub(super) most_across: u32,
    pub(super) most_down: u32,
    /// By how much the picture is made smaller in each direction: 1, 2, 4 or 8.
    pub(super) scale: u32,
}

impl Component {
    /// A component of a frame of that size, of which the grid's pixels
    /// `(left, top, right, bottom)` are wanted.
    pub(super) fn new(
        frame: &FrameComponent,
        (width, height): (u32, u32),
        lie: &Lie,
        (left, top, right, bottom): (u32, u32, u32, u32),
    ) -> Result<Self, Why> {
        let (across, down) = (u32::from(frame.across), u32::from(frame.down));
        let blocks =
            |pixels: u32, factor: u32, most: u32| (pixels * factor).div_ceil(most).div_ceil(8);
        let (size_across, rate_across) = block_size(across, lie.most_across, lie.scale)?;
        let (size_down, rate_down) = block_size(down, lie.most_down, lie.scale)?;
        let range = |from: u32, to: u32, size: u32, rate: (u32, u32), limit: u32| {
            let first = from * rate.0 / rate.1 / size;
            let last = (to * rate.0).div_ceil(rate.1).div_ceil(size);
            let last = last.min(limit).max(first + 1);
            (first, last - first)
        };
        let (block_columns, block_rows) = (
            blocks(width, across, lie.most_across),
            blocks(height, down, lie.most_down),
        );
        let (first_column, columns) = range(left, right, size_across, rate_across, block_columns);
        let (first_row, rows) = range(top, bottom, size_down, rate_down, block_rows);
        let frequencies = (size_across.min(8), size_down.min(8));
        let keep = match frequencies.0.max(frequencies.1) {
            1 => 1,
            2 => 5,
            3 => 13,
            4 => 25,
            _ => 64,
        };
        Ok(Self {
            id: frame.id,
            across,
            down,
            width: block_columns,
            height: block_rows,
            left: first_column,
            top: first_row,
            columns,
            rows,
            keep,
            coefficients: vec![0; columns as usize * rows as usize * keep],
            known: Vec::new(),
            table_place: frame.table,
            table: None,
            basis_across: Basis::new(size_across as usize),
            basis_down: Basis::new(size_down as usize),
            rate_across,
            rate_down,
        })
    }

    /// Where a block's coefficients are kept, if it is wanted.
    #[inline(always)]
    pub(super) fn block(&mut self, x: u32, y: u32) -> Option<&mut [i16]> {
        let (x, y) = (x.checked_sub(self.left)?, y.checked_sub(self.top)?);
        if x >= self.columns || y >= self.rows {
            return None;
        }
        let at = (y as usize * self.columns as usize + x as usize) * self.keep;
        self.coefficients.get_mut(at..at + self.keep)
    }

    /// The first row of blocks below the wanted ones.
    pub(super) const fn end(&self) -> u32 {
        self.top + self.rows
    }

    /// Which coefficients of a block are not 0. All blocks of a unit have a place.
    pub(super) fn known(&mut self, x: u32, y: u32) -> Option<&mut u64> {
        if self.known.is_empty() {
            self.known = vec![0; self.width as usize * self.height as usize];
        }
        self.known
            .get_mut(y as usize * self.width as usize + x as usize)
    }

    /// The samples of the wanted blocks.
    pub(super) fn samples(&self) -> Plane {
        let table = self.table.unwrap_or([1; 64]);
        let size = (self.basis_across.size(), self.basis_down.size());
        let width = self.columns as usize * size.0;
        let mut samples = vec![0; width * self.rows as usize * size.1];
        let mut block = vec![0; size.0 * size.1];
        let lines = self
            .coefficients
            .chunks_exact(self.keep * self.columns as usize);
        for (to, line) in samples.chunks_exact_mut(width * size.1).zip(lines) {
            for (column, coefficients) in line.chunks_exact(self.keep).enumerate() {
                self.basis_across
                    .transform(&self.basis_down, coefficients, &table, &mut block);
                for (to, from) in to.chunks_exact_mut(width).zip(block.chunks_exact(size.0)) {
                    for (to, from) in to.iter_mut().skip(column * size.0).zip(from) {
                        *to = *from;
                    }
                }
            }
        }
        Plane {
            left: self.left as usize * size.0,
            top: self.top as usize * size.1,
            width,
            samples,
            rate_across: self.rate_across,
            rate_down: self.rate_down,
        }
    }
}

/// Samples at some rate to the grid's pixels.
pub(super) struct Plane {
    left: usize,
    top: usize,
    width: usize,
    samples: Vec<u8>,
    rate_across: (u32, u32),
    rate_down: (u32, u32),
}

impl Plane {
    /// The samples of a row of the grid, pixel by pixel.
    pub(super) fn row(&self, y: u32, left: u32, right: u32) -> impl Iterator<Item = u8> {
        let y = (y * self.rate_down.0 / self.rate_down.1) as usize;
        let start = y.saturating_sub(self.top) * self.width;
        let line = self
            .samples
            .get(start..start + self.width)
            .unwrap_or_default();
        let rate = self.rate_across;
        (left..right).map(move |x| {
            // a division would take longer than all the rest
            let x = if rate.0 == rate.1 {
                x
            } else {
                x * rate.0 / rate.1
            };
            let x = x as usize;
            line.get(x.saturating_sub(self.left)).copied().unwrap_or(0)
        })
    }
}

/// Of how many samples a block is made in one direction, and how many there are for a pixel.
///
/// In a picture made smaller every component is brought to the grid's own size, by taking more of
/// its frequencies if it was sampled less; so no sample is spread over others.
fn block_size(factor: u32, most: u32, scale: u32) -> Result<(u32, (u32, u32)), Why> {
    if scale == 1 {
        return Ok((8, (factor, most)));
    }
    let (over, under) = (8 * most, factor * scale);
    if !over.is_multiple_of(under) {
        return Err(Why::OtherJpeg);
    }
    Ok((over / under, (1, 1)))
}

/// Whether every component has whole samples at this scale.
pub(super) fn is_whole(factor: u8, most: u32, scale: u32) -> bool {
    block_size(u32::from(factor), most, scale).is_ok()
}
