//! Sets of people by the numbers that a ledger gives them, small enough to be joined by the thousand.

/// A list of distances: for few among many.
const LIST: u8 = 0;
/// A bit for each from the first to the last: for many among few.
const BITS: u8 = 1;

/// The one form of a set; `numbers` are in order, each once.
pub(super) fn encode(numbers: &[u32]) -> Vec<u8> {
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        return vec![LIST];
    };
    let mut list = vec![LIST];
    let mut before = 0;
    for number in numbers {
        put(number - before, &mut list);
        before = *number;
    }
    let length = (last - first) as usize / 8 + 1;
    let mut bits = vec![BITS];
    put(*first, &mut bits);
    let start = bits.len();
    if start + length >= list.len() {
        return list;
    }
    bits.resize(start + length, 0);
    for number in numbers {
        let bit = (number - first) as usize;
        if let Some(byte) = bits.get_mut(start + bit / 8) {
            *byte |= 1 << (bit % 8);
        }
    }
    bits
}

fn put(mut number: u32, into: &mut Vec<u8>) {
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            into.push(low);
            return;
        }
        into.push(low | 0x80);
    }
}

fn take(from: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = from.split_first()?;
        *from = rest;
        let low = u32::from(byte & 0x7f);
        number |= low.checked_shl(shift).filter(|high| high >> shift == low)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Whether a set holds this number; nothing, if it is no set.
pub(super) fn holds(set: &[u8], wanted: u32) -> Option<bool> {
    let (form, mut rest) = set.split_first()?;
    match *form {
        LIST => {
            let mut number = 0_u32;
            while !rest.is_empty() && number < wanted {
                number = number.checked_add(take(&mut rest)?)?;
            }
            Some(number == wanted && wanted > 0)
        }
        BITS => {
            let first = take(&mut rest)?;
            let bit = wanted.checked_sub(first);
            let byte = bit.and_then(|bit| Some((rest.get(bit as usize / 8)?, bit % 8)));
            Some(byte.is_some_and(|(byte, bit)| byte >> bit & 1 == 1))
        }
        _ => None,
    }
}

/// People of several sets, each once.
pub(super) struct Union {
    words: Vec<u64>,
}

impl Union {
    /// Of people whose numbers are no higher than `most`.
    pub(super) fn up_to(most: u32) -> Self {
        Self {
            words: vec![0; most as usize / 64 + 1],
        }
    }

    /// Adds a set; nothing, if it is none or holds others.
    pub(super) fn add(&mut self, set: &[u8]) -> Option<()> {
        let (form, mut rest) = set.split_first()?;
        match *form {
            LIST => {
                let mut number = 0_u32;
                while !rest.is_empty() {
                    number = number.checked_add(take(&mut rest)?)?;
                    self.word(number as usize / 64, 1 << (number % 64))?;
                }
            }
            BITS => {
                let first = take(&mut rest)?;
                let (mut word, shift) = (first as usize / 64, first % 64);
                let (chunks, left) = rest.as_chunks::<8>();
                for chunk in chunks {
                    self.shifted(word, u64::from_le_bytes(*chunk), shift)?;
                    word += 1;
                }
                let mut last = [0; 8];
                last.get_mut(..left.len())?.copy_from_slice(left);
                self.shifted(word, u64::from_le_bytes(last), shift)?;
            }
            _ => return None,
        }
        Some(())
    }

    fn shifted(&mut self, word: usize, bits: u64, shift: u32) -> Option<()> {
        if bits << shift != 0 {
            self.word(word, bits << shift)?;
        }
        match bits.checked_shr(64 - shift) {
            None | Some(0) => Some(()),
            Some(high) => self.word(word + 1, high),
        }
    }

    fn word(&mut self, at: usize, bits: u64) -> Option<()> {
        *self.words.get_mut(at)? |= bits;
        Some(())
    }

    pub(super) fn has(&self, number: u32) -> bool {
        let word = self.words.get(number as usize / 64);
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Adds whoever is in both of two others.
    pub(super) fn add_common(&mut self, one: &Self, other: &Self) {
        let both = one.words.iter().zip(&other.words);
        for (word, (one, other)) in self.words.iter_mut().zip(both) {
            *word |= one & other;
        }
    }

    pub(super) fn count(&self) -> u64 {
        let ones = self.words.iter().map(|word| u64::from(word.count_ones()));
        ones.sum()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn many_of_few_take_a_bit_each_and_few_of_many_little() {
        let all: Vec<u32> = (1..=20_000).collect();
        assert!(encode(&all).len() < 2_510);
        assert!(encode(&[5, 1_000_000, 4_000_000_000]).len() < 16);
        assert_eq!(encode(&[]), [LIST]);
    }

    proptest! {
        #[test]
        fn sets_are_joined_as_sets_are(
            sets in prop::collection::vec(
                prop_oneof![
                    prop::collection::btree_set(0_u32..300, 0..200),
                    prop::collection::btree_set(0_u32..3_000_000, 0..20),
                ],
                0..5,
            ),
        ) {
            let mut union = Union::up_to(3_000_000);
            let mut expected: BTreeSet<u32> = BTreeSet::new();
            for set in &sets {
                let numbers: Vec<u32> = set.iter().copied().collect();
                prop_assert_eq!(union.add(&encode(&numbers)), Some(()));
                expected.extend(set);
            }
            prop_assert_eq!(union.count(), expected.len() as u64);
            for set in &sets {
                let numbers: Vec<u32> = set.iter().copied().collect();
                let encoded = encode(&numbers);
                for number in (1..310).chain(expected.iter().copied().filter(|one| *one > 0)) {
                    prop_assert_eq!(holds(&encoded, number), Some(set.contains(&number)));
                }
            }
            for number in (0..300).chain(expected.iter().copied()) {
                prop_assert_eq!(union.has(number), expected.contains(&number));
            }
        }

        #[test]
        fn no_bytes_make_a_set_panic(bytes in prop::collection::vec(any::<u8>(), 0..12)) {
            let mut union = Union::up_to(40);
            let _ = union.add(&bytes);
            prop_assert!(union.count() <= 64);
        }
    }
}
