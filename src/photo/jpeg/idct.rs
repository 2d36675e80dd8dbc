//! From frequencies to samples, of any number in each direction (T.81, A.3.3; with fewer samples
//! than eight the higher frequencies are left out, with more the same waves are read more finely).

/// The waves along one direction.
pub(super) struct Basis {
    size: usize,
    /// Eight waves of `size` values each.
    waves: Vec<f32>,
}

impl Basis {
    pub(super) fn new(size: usize) -> Self {
        let mut waves = Vec::with_capacity(8 * size);
        for wave in 0..8_u8 {
            for position in 0..size {
                let value = if usize::from(wave) < size {
                    amplitude(wave, position, size)
                } else {
                    0.0
                };
                waves.push(value);
            }
        }
        Self { size, waves }
    }

    pub(super) const fn size(&self) -> usize {
        self.size
    }

    /// The samples of one block whose coefficients stand in zigzag order.
    pub(super) fn transform(
        &self,
        down: &Self,
        coefficients: &[i16],
        table: &[u16; 64],
        samples: &mut [u8],
    ) {
        if let ([mean], [quantum, ..]) = (coefficients, table) {
            let level = f32::from(*mean) * f32::from(*quantum) / 8.0;
            samples.fill(sample(level));
            return;
        }
        // four samples of four frequencies: all waves are as high, and only their signs differ
        if let ([a, b, c, _, d], [qa, qb, qc, _, qd, ..], [one, two, three, four]) =
            (coefficients, table, &mut *samples)
        {
            let level = |coefficient: &i16, quantum: &u16| {
                f32::from(*coefficient) * f32::from(*quantum) / 8.0
            };
            let (a, b, c, d) = (level(a, qa), level(b, qb), level(c, qc), level(d, qd));
            *one = sample(a + b + c + d);
            *two = sample(a - b + c - d);
            *three = sample(a + b - c - d);
            *four = sample(a - b - c + d);
            return;
        }
        // a row of frequencies at a time: across first, then added to every line it reaches
        let mut natural = [[0.0_f32; 8]; 8];
        let mut deepest = 0;
        for ((coefficient, quantum), place) in coefficients.iter().zip(table).zip(&ZIGZAG) {
            if *coefficient != 0 {
                let (row, column) = (usize::from(place >> 3), usize::from(place & 7));
                deepest = deepest.max(row);
                if let Some(value) = natural.get_mut(row).and_then(|row| row.get_mut(column)) {
                    *value = f32::from(*coefficient) * f32::from(*quantum);
                }
            }
        }
        let mut sums = [0.0_f32; MOST * MOST];
        for (frequencies, wave_down) in natural
            .iter()
            .zip(down.waves.chunks_exact(down.size))
            .take(deepest + 1)
        {
            let mut line = [0.0_f32; MOST];
            for (frequency, wave) in frequencies.iter().zip(self.waves.chunks_exact(self.size)) {
                if *frequency != 0.0 {
                    for (value, wave) in line.iter_mut().zip(wave) {
                        *value += frequency * wave;
                    }
                }
            }
            for (sums, height) in sums.chunks_exact_mut(self.size).zip(wave_down) {
                for (sum, value) in sums.iter_mut().zip(&line) {
                    *sum += height * value;
                }
            }
        }
        for (to, from) in samples.iter_mut().zip(&sums) {
            *to = sample(*from);
        }
    }
}

/// The most samples a block is read as, in one direction.
const MOST: usize = 16;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "at most 16 samples, and single precision is enough"
)]
fn amplitude(wave: u8, position: usize, size: usize) -> f32 {
    let share = if wave == 0 { 0.125_f64.sqrt() } else { 0.5 };
    let angle = (2 * position + 1) as f64 * f64::from(wave) * std::f64::consts::PI;
    (share * (angle / (2 * size) as f64).cos()) as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float to integer saturates, as samples must"
)]
fn sample(level: f32) -> u8 {
    (level + 128.5) as u8
}

/// Where the coefficients stand in the block, in the order of the file.
const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The formula of T.81, A.3.3, word for word.
    fn by_the_standard(block: &[i16]) -> Vec<u8> {
        let mut natural = [0.0_f64; 64];
        for (coefficient, place) in block.iter().zip(ZIGZAG) {
            natural[usize::from(place)] = f64::from(*coefficient);
        }
        let mut samples = Vec::new();
        for y in 0..8 {
            for x in 0..8 {
                let mut sum = 0.0;
                for v in 0..8 {
                    for u in 0..8 {
                        let share = |wave| if wave == 0 { 0.5_f64.sqrt() } else { 1.0 };
                        let wave = |at: i32, wave: i32| {
                            (f64::from((2 * at + 1) * wave) * std::f64::consts::PI / 16.0).cos()
                        };
                        sum += share(u)
                            * share(v)
                            * natural[(v * 8 + u) as usize]
                            * wave(x, u)
                            * wave(y, v);
                    }
                }
                samples.push((sum / 4.0 + 128.5).clamp(0.0, 255.0) as u8);
            }
        }
        samples
    }

    fn block(seed: u32) -> Vec<i16> {
        let mut state = seed;
        (0..64)
            .map(|position| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 16) as i16 / (300 * (position + 1))
            })
            .collect()
    }

    #[test]
    fn eight_samples_are_those_of_the_standards_formula() {
        let basis = Basis::new(8);
        for seed in 0..200 {
            let block = block(seed);
            let mut samples = [0; 64];
            basis.transform(&basis, &block, &[1; 64], &mut samples);
            for (ours, exact) in samples.iter().zip(by_the_standard(&block)) {
                assert!(ours.abs_diff(exact) <= 1, "block {seed}");
            }
        }
    }

    #[test]
    fn fewer_samples_are_near_the_means_of_more() {
        for seed in 0..50 {
            let block: Vec<i16> = block(seed).iter().map(|value| value / 3).collect();
            for (size, keep) in [(1, 1), (2, 5), (4, 25)] {
                let (small, full) = (Basis::new(size), Basis::new(8));
                let mut few = vec![0; size * size];
                small.transform(&small, &block[..keep], &[1; 64], &mut few);
                let mut all = [0; 64];
                full.transform(&full, &block, &[1; 64], &mut all);
                let side = 8 / size;
                for (position, ours) in few.iter().enumerate() {
                    let (x, y) = (position % size * side, position / size * side);
                    let sum: usize = (0..side * side)
                        .map(|at| usize::from(all[(y + at / side) * 8 + x + at % side]))
                        .sum();
                    let mean = (sum / (side * side)) as u8;
                    assert!(ours.abs_diff(mean) <= 8, "{size} {seed}: {ours} {mean}");
                }
            }
        }
    }
}
