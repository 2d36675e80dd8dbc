//! A list of a few short texts, which may be the groups of one number: `["QQ", "123456", "C"]`.

/// Longer texts are no groups, and of more there is no number.
const LONGEST: usize = 8;
const MOST: usize = 6;
/// Fewer letters and digits are no number.
const FEWEST: usize = 9;

/// The texts of one list, with a blank between.
#[derive(Default)]
pub(super) struct Parts {
    depth: usize,
    joined: String,
    count: usize,
    signs: usize,
    is_other: bool,
}

impl Parts {
    /// Those of a list at this depth.
    pub(super) fn of(depth: usize) -> Self {
        Self {
            depth,
            ..Self::default()
        }
    }

    /// A text at this depth; of another depth it is none of the list's own.
    #[inline]
    pub(super) fn add(&mut self, depth: usize, text: &str) {
        if depth != self.depth || self.is_other {
            return;
        }
        if text.len() > LONGEST || self.count == MOST {
            self.is_other = true;
            return;
        }
        if self.count > 0 {
            self.joined.push(' ');
        }
        self.joined.push_str(text);
        self.count += 1;
        self.signs += text.len();
    }

    /// What they say together, if they may be one number.
    pub(super) fn joined(&self) -> Option<&str> {
        let fits = self.count > 1 && self.signs >= FEWEST && !self.is_other;
        fits.then_some(self.joined.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(texts: &[&str]) -> Option<String> {
        let mut parts = Parts::of(2);
        for text in texts {
            parts.add(2, text);
            parts.add(3, "of another");
        }
        parts.joined().map(str::to_owned)
    }

    #[test]
    fn a_few_short_texts_are_joined_and_a_list_of_longer_ones_is_not() {
        assert_eq!(
            joined(&["QQ", "123456", "C"]).as_deref(),
            Some("QQ 123456 C")
        );
        assert_eq!(joined(&["QQ123456C"]), None);
        assert_eq!(joined(&["a", "b"]), None);
        assert_eq!(joined(&["12"; 7]), None);
        assert_eq!(joined(&["mfrggzdfmztwq2lk", "12"]), None);
    }
}
