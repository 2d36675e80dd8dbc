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

/// Kept while a table is read, each with what is to be said of it all the same.
#[derive(Default)]
pub(in crate::inspect) struct Lately<T> {
    places: Vec<Place<T>>,
}

impl<T: Copy + Default> Lately<T> {
    /// What is to be said of a text, if it is one of those.
    #[inline]
    pub(in crate::inspect) fn find(&self, text: &str) -> Option<T> {
        let place = self.places.get(place_of(text.as_bytes())?)?;
        let known = place.text.get(..usize::from(place.length))?;
        (known == text.as_bytes()).then_some(place.said)
    }

    /// Keeps a text in which there is nothing to be found.
    pub(in crate::inspect) fn keep(&mut self, text: &str, said: T) {
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
    let (eights, rest) = text.as_chunks::<8>();
    let mixed = |mark: u64, next: u64| (mark ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let start = eights.iter().fold(text.len() as u64, |mark, eight| {
        mixed(mark, u64::from_le_bytes(*eight))
    });
    let last = rest
        .iter()
        .fold(0, |last, byte| last << 8 | u64::from(*byte));
    usize::try_from(mixed(start ^ start >> 32, last) >> 54).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

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
