//! Changes of an input that the fuzzer would not hit upon: those within one hidden value.

use cardsieve::field::{Field, Role};
use libfuzzer_sys::fuzzer_mutate;

/// The longest text that a hidden value is cut or filled up to.
const LONGEST: usize = 16;
/// The longest text that libFuzzer remembers of a comparison.
const COMPARED: usize = 64;

/// Changes one hidden value of a self-composition's input, or the input as any other.
///
/// A fuzzer that has seen two texts compared puts the one in the place of the other, if it happens to
/// look there. Whatever compares a hidden value with a rare one is found soon only if most changes
/// are made within hidden values, and these have every length.
pub fn hidden_value(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut dice = Dice(seed);
    let Some(text) = data.get(..size) else {
        return size;
    };
    let values = hidden_values(text);
    let value = values.get(dice.below(values.len()));
    let (start, end, replacement) = match (dice.below(32), value) {
        (0..=3, _) => return fuzzer_mutate(data, size, max_size),
        (4, _) | (_, None) => {
            let never: Vec<&Field> = Field::ALL
                .iter()
                .filter(|field| field.role() == Role::Never)
                .collect();
            let Some(field) = never.get(dice.below(never.len())) else {
                return size;
            };
            (size, size, format!("\n{}=x|y", field.name()).into_bytes())
        }
        (5..=13, Some((start, end))) => {
            let letters = text.get(*start..*end).unwrap_or_default().iter().copied();
            let length = dice.below(LONGEST + 1);
            (
                *start,
                *end,
                letters
                    .chain(std::iter::repeat(b'x'))
                    .take(length)
                    .collect(),
            )
        }
        (14..=25, Some((start, end))) => (*start, *end, compared_text()),
        (_, Some((start, end))) => {
            let mut letters = text.get(*start..*end).unwrap_or_default().to_vec();
            let length = letters.len();
            letters.resize(length + COMPARED, 0);
            let room = letters.len();
            let length = fuzzer_mutate(&mut letters, length, room);
            letters.truncate(length);
            (*start, *end, letters)
        }
    };
    splice(data, size, max_size, (start, end), &replacement)
}

/// A whole text that was compared lately: what the fuzzer puts into an empty place, but for single
/// letters, repeated ones and numbers, which it tries as often. To ask it again costs little.
fn compared_text() -> Vec<u8> {
    let mut letters = vec![0; COMPARED];
    for _ in 0..64 {
        let length = fuzzer_mutate(&mut letters, 0, COMPARED);
        let text = letters.get(..length).unwrap_or_default();
        let is_text = text.iter().all(|letter| matches!(letter, b' '..=b'~'));
        if is_text && text.iter().any(|letter| Some(letter) != text.first()) {
            return text.to_vec();
        }
    }
    Vec::new()
}

/// Where the two halves of each line with a bar begin and end; a name stands before them, or none.
fn hidden_values(text: &[u8]) -> Vec<(usize, usize)> {
    let mut values = Vec::new();
    let mut start = 0;
    for line in text.split(|byte| *byte == b'\n') {
        let find = |byte| line.iter().position(|other| *other == byte);
        if let Some(bar) = find(b'|') {
            let name = find(b'=').map_or(0, |equals| equals + 1);
            values.push((start + name.min(bar), start + bar));
            values.push((start + bar + 1, start + line.len()));
        }
        start += line.len() + 1;
    }
    values
}

/// Puts a text in the place of another, if there is room; gives the new size.
fn splice(
    data: &mut [u8],
    size: usize,
    max_size: usize,
    (start, end): (usize, usize),
    replacement: &[u8],
) -> usize {
    let new_size = size - (end - start) + replacement.len();
    if new_size > max_size.min(data.len()) {
        return size;
    }
    data.copy_within(end..size, start + replacement.len());
    data[start..start + replacement.len()].copy_from_slice(replacement);
    new_size
}

/// Small numbers that follow from the fuzzer's seed.
struct Dice(u32);

impl Dice {
    /// A number below this one; nought if there is none.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit.max(1)
    }
}
