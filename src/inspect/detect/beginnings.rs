//! How the bare numbers of a column begin: serial numbers of one kind begin alike, and another number among them does not.
//!
//! Which of several serial numbers that follow no rule is a card's or a telephone's cannot be told: one in ten, or in
//! fourteen, passes as one by chance. Where four in five begin with the same two digits, one that begins otherwise and passes
//! is worth a look.

/// Fewer numbers have no rule.
const FEWEST: u64 = 12;

/// The numbers that begin with the same two digits.
#[derive(Debug, Clone, Copy)]
struct Beginning {
    digits: [u8; 2],
    all: u64,
    passed: u64,
    first: u64,
}

/// By the first two digits, of which there are a hundred.
#[derive(Debug, Clone, Default)]
pub(super) struct Beginnings(Vec<Beginning>);

impl Beginnings {
    /// Counts a cell if it is a bare number.
    pub(super) fn add(&mut self, row: u64, text: &str, passes: bool) {
        let [first, second, ..] = *text.as_bytes() else {
            return;
        };
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return;
        }
        let digits = [first, second];
        let known = self.0.iter_mut().find(|known| known.digits == digits);
        let (all, passed) = (1, u64::from(passes));
        match known {
            Some(known) => {
                known.all += all;
                known.passed += passed;
                known.first = known.first.min(row);
            }
            None => self.0.push(Beginning {
                digits,
                all,
                passed,
                first: row,
            }),
        }
    }

    /// How many there are.
    pub(super) fn all(&self) -> u64 {
        self.0.iter().map(|known| known.all).sum()
    }

    /// How many begin otherwise than nearly all do, and pass, as all that begin so; and the lowest row of those.
    pub(super) fn strays(&self) -> Option<(u64, u64)> {
        let all = self.all();
        let most = self.0.iter().map(|known| known.all).max()?;
        if all < FEWEST || most * 5 < all * 4 {
            return None;
        }
        let strays = self
            .0
            .iter()
            .filter(|known| known.all < most && known.passed == known.all);
        let first = strays.clone().map(|known| known.first).min()?;
        Some((strays.map(|known| known.passed).sum(), first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strays(serials: impl Iterator<Item = (String, bool)>) -> Option<(u64, u64)> {
        let mut beginnings = Beginnings::default();
        for (row, (text, passes)) in (2..).zip(serials) {
            beginnings.add(row, &text, passes);
        }
        beginnings.strays()
    }

    #[test]
    fn one_that_begins_otherwise_and_passes_is_a_stray_and_a_serial_number_that_passes_is_none() {
        let serials = |count: u64| (0..count).map(|n| (format!("90000{n:011}"), n % 10 == 3));
        let card = || [("4111111111111111".to_owned(), true)].into_iter();
        assert_eq!(strays(serials(40)), None);
        assert_eq!(strays(serials(40).chain(card())), Some((1, 42)));
        assert_eq!(strays(serials(5).chain(card())), None);
        let failed = [("4111111111111112".to_owned(), false)].into_iter();
        assert_eq!(strays(serials(40).chain(card()).chain(failed)), None);
        let any = (0..40_u64).map(|n| (format!("{:02}00{n}", n * 7 % 100), n % 10 == 3));
        assert_eq!(strays(any), None);
    }
}
