//! Whether what a column holds can be chance.

/// What is less likely than this by chance is not chance: one in a million columns.
pub(super) const THRESHOLD: f64 = 1e-6;

/// An upper bound of the probability that at least `met` of `tried` pass a check that chance passes
/// with probability `rate`: Chernoff's, exact where all of them pass.
pub(super) fn tail(tried: u64, met: u64, rate: f64) -> f64 {
    if met == 0 || tried == 0 || rate >= 1.0 {
        return 1.0;
    }
    let n = as_float(tried);
    let share = (as_float(met) / n).min(1.0);
    if share <= rate {
        return 1.0;
    }
    let missed = 1.0 - share;
    let apart = share * (share / rate).ln()
        + if missed > 0.0 {
            missed * (missed / (1.0 - rate)).ln()
        } else {
            0.0
        };
    (-n * apart).exp()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of cells are far below 2^53"
)]
pub(super) fn as_float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_hundred_valid_numbers_are_not_chance_and_one_or_one_in_eleven_are() {
        let rate = 1.0 / 11.0;
        assert!(tail(500, 500, rate) < THRESHOLD);
        assert!(tail(6, 6, rate) < THRESHOLD);
        assert!(tail(5, 5, rate) > THRESHOLD);
        assert!(tail(1, 1, rate) > THRESHOLD);
        assert!(tail(1_100_000, 100_000, rate) > THRESHOLD);
        assert!(tail(1_000, 500, rate) < THRESHOLD);
    }

    /// Compared with the sum itself, which the bound may never be below.
    #[test]
    fn the_bound_is_never_below_the_sum() {
        for tried in 1..=30_u64 {
            for met in 1..=tried {
                for rate in [0.01, 1.0 / 11.0, 0.1, 0.5, 0.9] {
                    let mut sum = 0.0;
                    for k in met..=tried {
                        let mut term = 1.0;
                        for i in 0..k {
                            term *= as_float(tried - i) / as_float(k - i) * rate;
                        }
                        sum += term * f64::powf(1.0 - rate, as_float(tried - k));
                    }
                    assert!(
                        tail(tried, met, rate) >= sum - 1e-12,
                        "{met} of {tried} at {rate}"
                    );
                }
            }
        }
    }
}
