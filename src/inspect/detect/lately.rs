//! Texts that stood in a table lately and hold nothing but, perhaps, dates: names, ranks and places come time after time.
//!
//! A text is found only by all of its bytes, so that one which holds something is never taken for another.

/// So many are kept; a later one takes the place of an earlier.
const PLACES: usize = 1024;
/// A longer text hardly comes twice.
const LONGEST: usize = 47;

/// The dates of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Dated {
    pub(super) dated: bool,
    pub(super) born: bool,
    pub(super) years: u128,
}

#[derive(Clone, Copy)]
struct Place {
    text: [u8; LONGEST],
    length: u8,
    dates: Dated,
}

/// Kept while a table is read.
#[derive(Default)]
pub(super) struct Lately {
    places: Vec<Place>,
}

impl Lately {
    /// The dates of a text that holds nothing else, if it is one of those.
    #[inline]
    pub(super) fn find(&self, text: &str) -> Option<Dated> {
        let place = self.places.get(place_of(text.as_bytes())?)?;
        let known = place.text.get(..usize::from(place.length))?;
        (known == text.as_bytes()).then_some(place.dates)
    }

    /// Keeps a text that holds nothing but such dates.
    pub(super) fn keep(&mut self, text: &str, dates: Dated) {
        let Some(at) = place_of(text.as_bytes()) else {
            return;
        };
        if self.places.is_empty() {
            let empty = Place {
                text: [0; LONGEST],
                length: 0,
                dates: Dated::default(),
            };
            self.places.resize(PLACES, empty);
        }
        if let Some(place) = self.places.get_mut(at)
            && let Some(bytes) = place.text.get_mut(..text.len())
            && let Ok(length) = u8::try_from(text.len())
        {
            bytes.copy_from_slice(text.as_bytes());
            place.length = length;
            place.dates = dates;
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
        let dates = Dated {
            dated: true,
            born: true,
            years: 1 << 78,
        };
        assert_eq!(lately.find(""), None);
        lately.keep("Zoë", Dated::default());
        lately.keep("12 May 1978", dates);
        lately.keep("", dates);
        lately.keep(&"x".repeat(LONGEST + 1), dates);
        assert_eq!(lately.find("Zoë"), Some(Dated::default()));
        assert_eq!(lately.find("12 May 1978"), Some(dates));
        for other in ["", "Zo", "Zoë ", "Zoe", "12 May 1979", "12 May 197"] {
            assert_eq!(lately.find(other), None, "{other}");
        }
        assert_eq!(lately.find(&"x".repeat(LONGEST + 1)), None);
        // many more than there are places for
        for number in 0..5000 {
            lately.keep(&format!("Unit {number}"), Dated::default());
            assert!(lately.find(&format!("Unit {number}")).is_some());
            assert!(lately.find(&format!("Unit {number}a")).is_none());
        }
    }
}
