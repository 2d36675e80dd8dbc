//! Finds what may stand only once in a batch, over all its rows at the end.

use crate::code::Code;

/// Keys of one column, one a row, with what their repetition means.
pub(super) struct Keys {
    keys: Vec<[u8; 16]>,
    rule: Rule,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// A packed number, equal iff the numbers are.
    Number,
    /// The start of a token's MAC. Equal tokens of unequal MACs are a collision.
    Token { chars: u8, may_repeat: bool },
}

impl Keys {
    pub(super) const fn new(rule: Rule) -> Self {
        Self {
            keys: Vec::new(),
            rule,
        }
    }

    pub(super) fn push(&mut self, key: [u8; 16]) {
        self.keys.push(key);
    }

    /// The first fault: what it is, and the later of the two rows, by their order of arrival.
    pub(super) fn find(&self) -> Option<(Code, usize)> {
        let mut sorted = self.suspects();
        sorted.sort_unstable();
        let suspect: Vec<u64> = sorted
            .array_windows()
            .filter(|[left, right]| left == right)
            .map(|[left, _]| *left)
            .collect();
        if suspect.is_empty() {
            return None;
        }
        // Rare, so that it may be slow: only rows whose digest occurs more than once are compared.
        let mut rows: Vec<(u128, usize)> = self
            .keys
            .iter()
            .enumerate()
            .filter(|(_, key)| suspect.binary_search(&self.digest(key)).is_ok())
            .map(|(row, key)| (u128::from_be_bytes(*key), row))
            .collect();
        rows.sort_unstable();
        rows.array_windows()
            .filter_map(|[(left, first), (right, second)]| {
                self.fault(*left, *right)
                    .map(|code| (code, *first.max(second)))
            })
            .min_by_key(|(_, row)| *row)
    }

    /// Digests, among them every one that occurs more than once, and few others.
    ///
    /// Sorting all of them takes several times as long.
    fn suspects(&self) -> Vec<u64> {
        // Sixteen bits a key: one key in sixteen is suspected in vain.
        let bits = (self.keys.len() * 16).next_power_of_two().max(64);
        let (mut once, mut twice) = (vec![0_u64; bits / 64], vec![0_u64; bits / 64]);
        let place = |digest: u64| {
            let bit = digest & (bits as u64 - 1);
            ((bit / 64) as usize, 1_u64 << (bit % 64))
        };
        for key in &self.keys {
            let (word, bit) = place(self.digest(key));
            if let (Some(once), Some(twice)) = (once.get_mut(word), twice.get_mut(word)) {
                *twice |= *once & bit;
                *once |= bit;
            }
        }
        let is_suspect = |digest: &u64| {
            let (word, bit) = place(*digest);
            twice.get(word).is_some_and(|twice| twice & bit != 0)
        };
        self.keys
            .iter()
            .map(|key| self.digest(key))
            .filter(is_suspect)
            .collect()
    }

    fn fault(&self, left: u128, right: u128) -> Option<Code> {
        match self.rule {
            Rule::Number => (left == right).then_some(Code::DuplicateRecord),
            Rule::Token { may_repeat, .. } if left == right => {
                (!may_repeat).then_some(Code::DuplicateRecord)
            }
            Rule::Token { chars, .. } => {
                // A token's characters are five bits each, from the front of the MAC.
                let shift = 128_u32.saturating_sub(u32::from(chars) * 5);
                (left >> shift == right >> shift).then_some(Code::TokenCollision)
            }
        }
    }

    /// 64 bits that are equal whenever the keys repeat or collide.
    fn digest(&self, key: &[u8; 16]) -> u64 {
        let [high, low] = halves(key);
        match self.rule {
            Rule::Token { .. } => high,
            Rule::Number => (high ^ low.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ low,
        }
    }
}

fn halves(key: &[u8; 16]) -> [u64; 2] {
    let (high, low) = key.split_at(8);
    [high, low].map(|half| half.try_into().map_or(0, u64::from_be_bytes))
}

#[cfg(test)]
mod tests {
    use super::{Keys, Rule};
    use crate::code::Code;

    fn keys(rule: Rule, values: &[u128]) -> Keys {
        let mut keys = Keys::new(rule);
        values
            .iter()
            .for_each(|value| keys.push(value.to_be_bytes()));
        keys
    }

    #[test]
    fn distinct_keys_are_silent() {
        let values: Vec<u128> = (0..5000_u128)
            .map(|value| value.wrapping_mul(u128::MAX / 5003))
            .collect();
        assert_eq!(keys(Rule::Number, &values).find(), None);
        assert_eq!(
            keys(
                Rule::Token {
                    chars: 16,
                    may_repeat: false
                },
                &values
            )
            .find(),
            None
        );
    }

    #[test]
    fn a_repeated_number_is_found_at_its_second_row() {
        assert_eq!(
            keys(Rule::Number, &[7, 8, 9, 8]).find(),
            Some((Code::DuplicateRecord, 3))
        );
    }

    #[test]
    fn tokens_that_agree_in_their_characters_only_are_a_collision() {
        let token = |chars| Rule::Token {
            chars,
            may_repeat: true,
        };
        let (left, right) = (5_u128 << 48, (5 << 48) | 1);
        assert_eq!(
            keys(token(16), &[left, 0, right]).find(),
            Some((Code::TokenCollision, 2))
        );
        assert_eq!(keys(token(26), &[left, 0, right]).find(), None);
        let apart = (5 << 48) | (1 << 47);
        assert_eq!(
            keys(token(16), &[5 << 48, apart]).find(),
            Some((Code::TokenCollision, 1))
        );
        assert_eq!(
            keys(token(17), &[5 << 48, (5 << 48) | (1 << 42)]).find(),
            Some((Code::TokenCollision, 1))
        );
        assert_eq!(
            keys(token(17), &[5 << 48, (5 << 48) | (1 << 43)]).find(),
            None
        );
    }

    #[test]
    fn equal_tokens_of_equal_values_repeat_only_where_they_may() {
        let rule = |may_repeat| Rule::Token {
            chars: 16,
            may_repeat,
        };
        assert_eq!(keys(rule(true), &[3, 3]).find(), None);
        assert_eq!(
            keys(rule(false), &[3, 3]).find(),
            Some((Code::DuplicateRecord, 1))
        );
    }

    #[test]
    fn numbers_with_one_digest_but_another_value_are_no_repetition() {
        let numbers = keys(Rule::Number, &[1 << 127, 1 << 126, 0, 1 << 63, 1]);
        assert_eq!(numbers.find(), None);
    }
}
