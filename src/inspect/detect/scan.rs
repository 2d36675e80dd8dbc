//! A text as the detectors see it: letters and digits in a row, and what parts them.
//!
//! `AB 12-34/56 C` and `ab123456c` are the same row of letters and digits; they differ in their
//! gaps. A number may be written with any one soft gap between any two of its characters, so a
//! detector compares the row and asks the gaps only where they tell something.

use super::fold::{fold_into, is_plain};
use super::parted::{self, JOINED};

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
    /// Takes `text` apart; what is longer than 4 GiB is no text.
    pub(super) fn read<'a>(&'a mut self, text: &'a str) -> Text<'a> {
        self.folded.clear();
        let folded = if is_plain(text) {
            text
        } else {
            fold_into(text, &mut self.folded);
            &self.folded
        };
        let most = folded.len();
        if self.row.len() < most {
            self.row.resize(most, 0);
            self.gaps.resize(most, NONE);
            self.ends.resize(most, 0);
        }
        let mut gap = b'^';
        let mut wide = 0_u8;
        let (mut length, mut word, mut digits) = (0, 0, 0);
        let mut parts = parted::Parts::default();
        let mut before = 0;
        let mut places = self.row.iter_mut().zip(&mut self.gaps);
        for byte in folded.bytes() {
            let class = CLASSES.get(usize::from(byte)).copied().unwrap_or(HARD);
            if is_of_row(class) {
                if let Some((place, sign)) = places.next() {
                    (*place, *sign) = (class, gap);
                }
                if gap != NONE {
                    end_word(&mut self.ends, word, length);
                    word = length;
                    parts.add(gap, before, class);
                    gap = NONE;
                    wide = 0;
                }
                length += 1;
                digits += usize::from(is_digit(class));
                before = class;
            } else if class != CONTINUED {
                wide = wide.saturating_add(1);
                gap = if gap == b'^' && length == 0 {
                    class
                } else {
                    joined(gap, class, wide)
                };
            }
        }
        end_word(&mut self.ends, word, length);
        Text {
            row: self.row.get(..length).unwrap_or_default(),
            gaps: self.gaps.get(..length).unwrap_or_default(),
            ends: self.ends.get(..length).unwrap_or_default(),
            folded,
            digits,
            is_parted: parts.may_be(),
        }
    }
}

/// Says of the word from `start` where it ends.
#[inline]
fn end_word(ends: &mut [u32], start: usize, end: usize) {
    if let Some(word) = ends.get_mut(start..end) {
        word.fill(u32::try_from(end).unwrap_or(u32::MAX));
    }
}

#[inline]
const fn is_of_row(class: u8) -> bool {
    matches!(class, b'0'..=b'9' | b'A'..=b'Z' | b'?')
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

/// What a byte of folded text is: itself in capitals, `?`, a sign that detectors ask for, or hard.
const CLASSES: [u8; 256] = {
    let mut classes = [HARD; 256];
    let mut byte = 0_u8;
    loop {
        #[expect(
            clippy::indexing_slicing,
            reason = "as the compiler runs it, it cannot be out of bounds"
        )]
        {
            classes[byte as usize] = match byte {
                b'0'..=b'9' | b'A'..=b'Z' => byte,
                b'a'..=b'z' => byte - 32,
                b' ' | b'\t' | b'\r' | b'\n' => b' ',
                b'-' | b'.' | b'/' | b'_' | b'+' | b'$' | b':' | b',' => byte,
                b'(' | b')' => b'(',
                b'~' => b'-',
                0x80..=0xbf => CONTINUED,
                0xc0..=0xff => b'?',
                _ => HARD,
            };
        }
        if byte == 255 {
            break classes;
        }
        byte += 1;
    }
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
    /// Whether groups of one number may be parted by signs that part words for good.
    pub(super) is_parted: bool,
}

impl<'a> Text<'a> {
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
