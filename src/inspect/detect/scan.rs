//! A text as the detectors see it: letters and digits in a row, and what parts them.
//!
//! `AB 12-34/56 C` and `ab123456c` are the same row of letters and digits; they differ in their
//! gaps. A number may be written with any one soft gap between any two of its characters, so a
//! detector compares the row and asks the gaps only where they tell something.

use super::fold::{fold_into, is_plain};
use super::parted::JOINED;
use super::plain;

/// No gap: the character before is of the same word.
pub(super) const NONE: u8 = 0;
/// Whatever parts two numbers for good.
pub(super) const HARD: u8 = b'#';

/// A folded text, taken apart, as far as the last text went. Kept and filled again, so that a text costs no memory of its own.
#[derive(Default)]
pub(super) struct Scan {
    /// Capital letters and digits; `?` is a letter of another script.
    row: Vec<u8>,
    /// What stands before each of `row`.
    gaps: Vec<u8>,
    /// Where the word of each of `row` ends.
    ends: Vec<u32>,
    folded: String,
}

impl Scan {
    /// Takes a text apart of which it is known what its bytes are; what is longer than 4 GiB is no text.
    pub(super) fn read<'a>(&'a mut self, text: &'a str, classes: u8) -> Text<'a> {
        self.folded.clear();
        let folded = if classes & plain::OTHER == 0 || is_plain(text) {
            text
        } else {
            fold_into(text, &mut self.folded);
            &self.folded
        };
        let most = folded.len();
        if self.ends.len() < most {
            // a block may be written at the end
            self.row.resize(most + BLOCK, 0);
            self.gaps.resize(most + BLOCK, NONE);
            self.ends.resize(most, 0);
        }
        let (mut length, mut digits) = (0, 0);
        let mut before = (b'^', 0);
        for part in folded.as_bytes().chunks(BLOCK) {
            let row = self.row.get_mut(length..).and_then(<[u8]>::first_chunk_mut);
            let gaps = self
                .gaps
                .get_mut(length..)
                .and_then(<[u8]>::first_chunk_mut);
            if let Some((row, gaps)) = row.zip(gaps) {
                let read;
                (read, before) = apart(part, before, row, gaps);
                length += read.length;
                digits += read.digits;
            }
        }
        let mut end = u32::try_from(length).unwrap_or(u32::MAX);
        let gaps = self.gaps.get(..length).unwrap_or_default();
        let places = self.ends.get_mut(..length).unwrap_or_default();
        for ((gap, place), at) in gaps.iter().zip(places).zip(0..end).rev() {
            *place = end;
            end = if *gap == NONE { end } else { at };
        }
        Text {
            row: self.row.get(..length).unwrap_or_default(),
            gaps: self.gaps.get(..length).unwrap_or_default(),
            ends: self.ends.get(..length).unwrap_or_default(),
            folded,
            digits,
            classes,
        }
    }
}

/// So many bytes are taken apart at once.
const BLOCK: usize = 64;

struct Read {
    length: usize,
    digits: usize,
}

/// Takes so many bytes apart, behind a gap of so many signs.
///
/// Without a branch where words begin and end, as no processor foretells that: each byte is written down, and the next one over
/// it if it was no part of the row.
#[inline]
fn apart(
    bytes: &[u8],
    (mut gap, mut wide): (u8, u8),
    row: &mut [u8; BLOCK],
    gaps: &mut [u8; BLOCK],
) -> (Read, (u8, u8)) {
    let (mut length, mut digits) = (0_usize, 0_usize);
    for byte in bytes {
        let class = CLASSES
            .get(usize::from(*byte))
            .copied()
            .unwrap_or(Class::of(HARD));
        #[expect(clippy::indexing_slicing, reason = "a remainder is below the length")]
        {
            row[length % BLOCK] = class.class;
            gaps[length % BLOCK] = gap;
        }
        length = length.wrapping_add(usize::from(class.kept));
        digits = digits.wrapping_add(usize::from(class.digit));
        if class.kept == 0 && gap != NONE {
            wide = wide.saturating_add(1);
            gap = if gap == b'^' {
                class.class
            } else {
                joined(gap, class.class, wide)
            };
        } else {
            gap = class.gap;
            wide = 1;
        }
    }
    (Read { length, digits }, (gap, wide))
}

/// One gap from two neighbouring signs.
#[inline]
fn joined(gap: u8, next: u8, wide: u8) -> u8 {
    match (gap, next) {
        (NONE, next) => next,
        (_, b'+') => b'+',
        (_, b'$') => b'$',
        (HARD | b':' | b',', b'(') => b'(',
        (HARD, _) => HARD,
        (b' ', b' ') if wide <= 8 => b' ',
        (gap, next) if gap == next && wide <= 4 => gap,
        // the end of a sentence or of a label, and no part of a number
        (b'.' | b':', b' ') => HARD,
        (gap @ (b'-' | b'/' | b'_' | b'+' | b'$' | b',' | b'('), b' ') if wide <= 4 => gap,
        (b' ', next) if wide <= 4 => next,
        (b'(' | b'+', b'-' | b'.' | b'(') | (b'-' | b'.', b'(') if wide <= 4 => b'(',
        (gap, next) if wide <= 3 && is_soft(gap) && is_soft(next) => b'-',
        _ => HARD,
    }
}

/// Whether a number goes on behind it.
#[inline]
pub(super) const fn is_soft(gap: u8) -> bool {
    matches!(gap, NONE | b' ' | b'-' | b'.' | b'/' | b'_' | JOINED)
}

const CONTINUED: u8 = 1;

/// What a byte is.
#[derive(Clone, Copy)]
struct Class {
    /// What is written down of it.
    class: u8,
    /// As numbers, whether it is of the row, and a digit.
    kept: u8,
    digit: u8,
    /// The gap that begins with it; none if it is of the row, or goes on with a letter of many bytes.
    gap: u8,
}

impl Class {
    const fn of(class: u8) -> Self {
        let digit = class.is_ascii_digit();
        let kept = digit || matches!(class, b'A'..=b'Z' | b'?');
        Self {
            class,
            kept: kept as u8,
            digit: digit as u8,
            gap: if kept || class == CONTINUED {
                NONE
            } else {
                class
            },
        }
    }
}

/// What a byte of folded text is: itself in capitals, `?`, a sign that detectors ask for, or hard.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::of(HARD); 256];
    let mut byte = 0_u8;
    loop {
        #[expect(
            clippy::indexing_slicing,
            reason = "as the compiler runs it, it cannot be out of bounds"
        )]
        {
            classes[byte as usize] = Class::of(match byte {
                b'0'..=b'9' | b'A'..=b'Z' => byte,
                b'a'..=b'z' => byte - 32,
                b' ' | b'\t' | b'\r' | b'\n' => b' ',
                b'-' | b'.' | b'/' | b'_' | b'+' | b'$' | b':' | b',' => byte,
                b'(' | b')' => b'(',
                b'~' => b'-',
                0x80..=0xbf => CONTINUED,
                0xc0..=0xff => b'?',
                _ => HARD,
            });
        }
        if byte == 255 {
            break classes;
        }
        byte += 1;
    }
};

/// The most digits of a text that is taken apart without writing anything down.
pub(super) const MOST_DIGITS: usize = 17;

/// What stands before each of so many digits, and where their one word ends.
static ONE_WORD: ([u8; MOST_DIGITS], [[u32; MOST_DIGITS]; MOST_DIGITS + 1]) = {
    let mut gaps = [NONE; MOST_DIGITS];
    let mut ends = [[0; MOST_DIGITS]; MOST_DIGITS + 1];
    gaps[0] = b'^';
    let mut end = 0;
    while end <= MOST_DIGITS {
        #[expect(
            clippy::indexing_slicing,
            clippy::cast_possible_truncation,
            reason = "as the compiler runs it, it cannot be out of bounds, and is small"
        )]
        {
            ends[end] = [end as u32; MOST_DIGITS];
        }
        end += 1;
    }
    (gaps, ends)
};

/// What detectors ask. Past the end stands nothing, behind a hard gap.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) row: &'a [u8],
    gaps: &'a [u8],
    ends: &'a [u32],
    pub(super) folded: &'a str,
    /// How many of `row` are digits.
    pub(super) digits: usize,
    /// What the bytes are that the text was read from.
    classes: u8,
}

impl<'a> Text<'a> {
    /// A text of nothing but so many digits at most.
    pub(super) fn of_digits(text: &'a str) -> Option<Self> {
        let count = text.len();
        let (gaps, ends) = &ONE_WORD;
        Some(Self {
            row: text.as_bytes(),
            gaps: gaps.get(..count)?,
            ends: ends.get(count)?.get(..count)?,
            folded: text,
            digits: count,
            classes: plain::DIGIT,
        })
    }

    /// The same with other letters and digits in the same places.
    pub(super) const fn with(&self, row: &'a [u8]) -> Self {
        Self { row, ..*self }
    }

    /// The same with other signs between.
    pub(super) const fn with_gaps(&self, gaps: &'a [u8]) -> Self {
        Self { gaps, ..*self }
    }
}

impl Text<'_> {
    /// Whether it may have signs of these classes; what was folded may have any.
    #[inline]
    pub(super) const fn may_have(&self, classes: u8) -> bool {
        self.classes & (classes | plain::OTHER) != 0
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.row.len()
    }

    #[inline]
    pub(super) fn at(&self, at: usize) -> u8 {
        self.row.get(at).copied().unwrap_or(0)
    }

    /// What stands before the character.
    #[inline]
    pub(super) fn gap(&self, at: usize) -> u8 {
        self.gaps.get(at).copied().unwrap_or(HARD)
    }

    /// Whether a word ends before `at`.
    #[inline]
    pub(super) fn is_end(&self, at: usize) -> bool {
        self.gap(at) != NONE
    }

    /// Where the next word starts.
    #[inline]
    pub(super) fn next_word(&self, at: usize) -> usize {
        self.ends
            .get(at)
            .and_then(|end| usize::try_from(*end).ok())
            .unwrap_or_else(|| self.len())
    }

    /// What stands before each of the row.
    pub(super) const fn gaps(&self) -> &[u8] {
        self.gaps
    }

    /// Whether `length` characters from `start` may be one number: nothing hard within, and a word's end
    /// behind them.
    pub(super) fn is_one(&self, start: usize, length: usize) -> bool {
        let end = start + length;
        end <= self.len()
            && self.is_end(end)
            && self
                .gaps
                .get(start + 1..end)
                .is_some_and(|gaps| gaps.iter().all(|gap| is_soft(*gap)))
    }

    /// The characters of `start..end`.
    #[inline]
    pub(super) fn part(&self, start: usize, end: usize) -> &[u8] {
        self.row.get(start..end).unwrap_or_default()
    }

    /// Whether one of these words, in capitals, stands right before.
    pub(super) fn is_behind(&self, start: usize, words: &[&str]) -> bool {
        let Some(last) = start.checked_sub(1).map(|last| self.at(last)) else {
            return false;
        };
        words.iter().any(|word| {
            word.as_bytes().last() == Some(&last)
                && start.checked_sub(word.len()).is_some_and(|at| {
                    self.is_end(at)
                        && self.part(at, start) == word.as_bytes()
                        && self.gaps_in(at, start).iter().all(|gap| *gap == NONE)
                })
        })
    }

    /// The gaps inside `start..end`.
    pub(super) fn gaps_in(&self, start: usize, end: usize) -> &[u8] {
        self.gaps.get(start + 1..end).unwrap_or_default()
    }
}

#[inline]
pub(super) fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

#[inline]
pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_uppercase()
}

/// The sum of each digit times its weight.
pub(super) fn weighed(digits: &[u8], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| value(*digit) * weight)
        .sum()
}

/// The value of a digit.
#[inline]
pub(super) fn value(digit: u8) -> u32 {
    u32::from(digit.wrapping_sub(b'0'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Said once more, sign by sign.
        #[test]
        fn a_row_is_the_letters_and_digits_of_a_text_and_knows_where_its_words_end(
            texts in proptest::collection::vec("[a-zA-Z0-9é ,.:;/+\u{200b}(-]{0,40}", 1..4)
        ) {
            let mut scan = Scan::default();
            for text in texts {
                let read = scan.read(&text, plain::classes(&text));
                let signs: Vec<char> = read.folded.chars().collect();
                let is_kept = |c: &char| c.is_ascii_alphanumeric() || !c.is_ascii();
                let kept: Vec<usize> = (0..signs.len()).filter(|at| is_kept(&signs[*at])).collect();
                let row: String = kept.iter().map(|at| match signs[*at] {
                    c if c.is_ascii() => c.to_ascii_uppercase(),
                    _ => '?',
                }).collect();
                prop_assert_eq!(read.row, row.as_bytes());
                prop_assert_eq!(read.digits, row.bytes().filter(u8::is_ascii_digit).count());
                let begins = |at: usize| at == 0 || kept[at] > kept[at - 1] + 1;
                for at in 0..kept.len() {
                    prop_assert_eq!(read.gap(at) != NONE, begins(at), "{}", at);
                    let next = (at + 1..kept.len()).find(|at| begins(*at));
                    prop_assert_eq!(read.next_word(at), next.unwrap_or(kept.len()));
                }
            }
        }

        #[test]
        fn a_text_of_digits_is_the_same_without_being_taken_apart(text in "[0-9]{1,18}") {
            let mut scan = Scan::default();
            let read = scan.read(&text, plain::classes(&text));
            let Some(digits) = Text::of_digits(&text) else {
                prop_assert!(text.len() > MOST_DIGITS);
                return Ok(());
            };
            prop_assert_eq!(
                (read.row, read.gaps, read.ends, read.folded, read.digits),
                (digits.row, digits.gaps, digits.ends, digits.folded, digits.digits)
            );
        }
    }
}
