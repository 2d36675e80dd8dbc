//! Texts that stood in a table lately and hold nothing of note: names, ranks and places come time after time.
//!
//! A text is found only by all of its bytes, so that one which holds something is never taken for another.

/// So many are kept; a later one takes the place of an earlier.
const PLACES: usize = 1024;
/// A longer text hardly comes twice.
const LONGEST: usize = 47;

#[derive(Clone, Copy)]
struct Place<T> {
    text: [u8; LONGEST],
    length: u8,
    said: T,
}

/// Whether it is worth while to ask for the texts of a column: where all differ it is not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Luck(i16);

/// So many tries in a row may fail, each that does not makes up for a few, and after so many cells it is tried again.
const TRIES: i16 = 48;
const MAKES_UP: i16 = 4;
const WHILE: i16 = 512;

impl Default for Luck {
    fn default() -> Self {
        Self(TRIES)
    }
}

impl Luck {
    #[inline]
    pub(super) fn is_worth_a_try(self) -> bool {
        self.0 > 0
    }

    /// Learns from a try.
    #[inline]
    pub(super) fn learn(&mut self, is_found: bool) {
        self.0 = match (self.0, is_found) {
            (luck, true) => TRIES.min(luck + MAKES_UP),
            (..=1, false) => -WHILE,
            (luck, false) => luck - 1,
        };
    }

    /// Lets a cell go by without a try.
    #[inline]
    pub(super) fn pass(&mut self) {
        self.0 = if self.0 == -1 { TRIES } else { self.0 + 1 };
    }
}

/// Kept while a table is read, each with what is to be said of it all the same.
#[derive(Default)]
pub(super) struct Lately<T> {
    places: Vec<Place<T>>,
}

impl<T: Copy + Default> Lately<T> {
    /// What is to be said of a text, if it is one of those.
    #[inline]
    pub(super) fn find(&self, text: &str) -> Option<T> {
        let place = self.places.get(place_of(text.as_bytes())?)?;
        let known = place.text.get(..usize::from(place.length))?;
        (known == text.as_bytes()).then_some(place.said)
    }

    /// Keeps a text in which there is nothing to be found.
    pub(super) fn keep(&mut self, text: &str, said: T) {
        let Some(at) = place_of(text.as_bytes()) else {
            return;
        };
        if self.places.is_empty() {
            let empty = Place {
                text: [0; LONGEST],
                length: 0,
                said: T::default(),
            };
            self.places.resize(PLACES, empty);
        }
        if let Some(place) = self.places.get_mut(at)
            && let Some(bytes) = place.text.get_mut(..text.len())
            && let Ok(length) = u8::try_from(text.len())
        {
            bytes.copy_from_slice(text.as_bytes());
            place.length = length;
            place.said = said;
        }
    }
}

/// Where a text is kept; any even mixing would do. An empty one is nowhere.
#[inline]
fn place_of(text: &[u8]) -> Option<usize> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let mixed = |mark: u64, next: u64| (mark ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (start, last) = match text.last_chunk::<8>() {
        // the last eight may be counted in part twice
        Some(last) => {
            let (eights, _) = text.as_chunks::<8>();
            let start = eights.iter().fold(text.len() as u64, |mark, eight| {
                mixed(mark, u64::from_le_bytes(*eight))
            });
            (start, u64::from_le_bytes(*last))
        }
        None => (
            text.len() as u64,
            text.iter()
                .fold(0, |last, byte| last << 8 | u64::from(*byte)),
        ),
    };
    usize::try_from(mixed(start ^ start >> 32, last) >> 54).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_whose_texts_all_differ_is_asked_for_now_and_then_and_one_that_repeats_them_each_time()
     {
        for (repeats, least, most) in [(0, 500, 1_500), (3, 9_999, 10_000), (10, 500, 3_000)] {
            let mut luck = Luck::default();
            let mut tries = 0;
            for cell in 0..10_000 {
                if luck.is_worth_a_try() {
                    tries += 1;
                    luck.learn(repeats > 0 && cell % repeats == 0);
                } else {
                    luck.pass();
                }
            }
            assert!((least..=most).contains(&tries), "{repeats}: {tries}");
        }
    }

    #[test]
    fn a_text_is_known_by_all_of_its_bytes_alone() {
        let mut lately = Lately::default();
        assert_eq!(lately.find(""), None);
        lately.keep("Zoë", 1);
        lately.keep("12 May 1978", 2);
        lately.keep("", 3);
        lately.keep(&"x".repeat(LONGEST + 1), 4);
        assert_eq!(lately.find("Zoë"), Some(1));
        assert_eq!(lately.find("12 May 1978"), Some(2));
        for other in ["", "Zo", "Zoë ", "Zoe", "12 May 1979", "12 May 197"] {
            assert_eq!(lately.find(other), None, "{other}");
        }
        assert_eq!(lately.find(&"x".repeat(LONGEST + 1)), None);
        // many more than there are places for
        for number in 0..5000 {
            lately.keep(&format!("Unit {number}"), number);
            assert_eq!(lately.find(&format!("Unit {number}")), Some(number));
            assert!(lately.find(&format!("Unit {number}a")).is_none());
        }
    }
}
