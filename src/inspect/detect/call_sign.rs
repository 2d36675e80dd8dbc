//! Call signs.
//!
//! Source: none that is public; forces write letters and digits, in one to three words.
//!
//! By chance: any code; it needs a word beside it or a header.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{Text, is_digit, is_letter};

/// Looks at the word behind one that speaks of call signs.
pub(super) fn told_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let mut end = text.next_word(start);
    if text.part(start, end).iter().all(|b| is_letter(*b)) && text.gap(end) != super::scan::HARD {
        end = text.next_word(end);
    }
    let word = text.part(start, end);
    (word.len() <= 10 && word.iter().any(|b| is_digit(*b)) && word.iter().any(|b| is_letter(*b)))
        .then(|| Hit::new(Kind::CallSign, start, end, Sure::Alone))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn signs_are_found_beside_their_name_and_never_bare() {
        table(
            Kind::CallSign,
            &[
                "call sign XR21",
                "callsign: Tango 12",
                "Callsign\u{a0}XR\u{2011}21",
                "call-sign X9",
                "callsign ＸＲ２１",
                "C/S XR21",
                "c/s: XR21",
            ],
            &[
                "XR21",
                "Tango 12",
                "callsign unknown",
                "please call 21",
                "call room B12",
                "call X21",
                "CS XR21",
                "C S XR21",
                "C/Supt X21",
            ],
        );
    }
}
