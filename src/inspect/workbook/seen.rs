//! What the visible cells hold, so that what a cache holds beyond that can be told.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// So many different texts and numbers are kept.
const MOST: usize = 2_000_000;

/// Texts and numbers, as digests of 64 bits.
#[derive(Debug, Default)]
pub(super) struct Seen {
    digests: HashSet<u64>,
}

impl Seen {
    pub(super) fn text(&mut self, text: &str) {
        self.insert(of_text(text));
    }

    pub(super) fn number(&mut self, number: &str) {
        if let Some(digest) = of_number(number) {
            self.insert(digest);
        }
    }

    /// A day as ISO writes it, and its month and year.
    pub(super) fn day(&mut self, day: &str) {
        for end in [4, 7, 10] {
            if let Some(part) = day.get(..end) {
                self.text(part);
            }
        }
    }

    fn insert(&mut self, digest: u64) {
        if self.digests.len() < MOST {
            self.digests.insert(digest);
        }
    }

    /// Whether a visible cell holds this as a text or as a number.
    pub(super) fn has(&self, value: &str) -> bool {
        value.trim().is_empty()
            || self.digests.contains(&of_text(value))
            || of_number(value).is_some_and(|digest| self.digests.contains(&digest))
    }
}

fn of_text(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.trim().hash(&mut hasher);
    hasher.finish()
}

/// Numbers that differ only in their last few bits are one.
fn of_number(text: &str) -> Option<u64> {
    let number = text.trim().parse::<f64>().ok()?;
    let bits = (number + 0.0).to_bits();
    let rounded = (bits.wrapping_add(0x800)) & !0xfff;
    Some(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_however_it_is_written() {
        let mut seen = Seen::default();
        seen.number("1.1000000000000001");
        seen.text("Yes ");
        assert!(
            seen.has("1.1")
                && seen.has("Yes")
                && seen.has("")
                && !seen.has("1.2")
                && !seen.has("No")
        );
    }
}
