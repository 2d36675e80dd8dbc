//! One text, with what is known of it from the first look.

use super::fold::fold_into;
use super::headings::{self, Heading};
use super::plain::{self, Look};
use super::unseen;

/// One cell's text, and the same without its disguises.
#[derive(Clone, Copy)]
pub(in crate::inspect) struct Cell<'a> {
    pub(super) text: &'a str,
    /// What its bytes are.
    pub(super) classes: u8,
    /// The text itself where it is too long for a name.
    pub(super) plain: &'a str,
    pub(super) of_plain: u8,
}

/// A longer text is no name.
pub(super) const LONGEST_NAME: usize = 256;

impl<'a> Cell<'a> {
    /// The cell whose bytes are of these classes; `folded` is for what has to be written down.
    #[inline]
    pub(in crate::inspect) fn of(text: &'a str, classes: u8, folded: &'a mut String) -> Self {
        let (mut plain, mut of_plain) = (text, classes);
        if classes & plain::OTHER != 0 && text.len() <= LONGEST_NAME {
            folded.clear();
            fold_into(text, folded);
            plain = folded.as_str();
            of_plain = plain::classes(plain);
        }
        Self {
            text,
            classes,
            plain,
            of_plain,
        }
    }

    /// A text that is none of a table.
    pub(super) fn alone(text: &'a str) -> Self {
        let classes = plain::classes(text);
        Self {
            text,
            classes,
            plain: text,
            of_plain: classes,
        }
    }

    /// What it is among headers.
    #[inline]
    pub(in crate::inspect) fn heading(self) -> Heading {
        headings::heading(self.plain, self.of_plain)
    }

    /// The first look at it.
    #[inline]
    pub(super) fn look(self) -> Look {
        if self.classes & plain::OTHER == 0 {
            return plain::look(self.text, self.classes);
        }
        // a name of another language, of which each letter is seen
        let is_nothing = self.of_plain & plain::OTHER == 0
            && plain::look(self.plain, self.of_plain) == Look::Nothing
            && unseen::is_ordinary(self.text);
        if is_nothing {
            Look::Nothing
        } else {
            Look::Closer
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::find::Finder;
    use super::*;

    fn first_look(text: &str) -> Look {
        Cell::of(text, plain::classes(text), &mut String::new()).look()
    }

    #[test]
    fn what_cards_have_on_them_is_nothing_at_the_first_look() {
        for text in [
            "Chief Inspector",
            "Zoë Đặng",
            "Siobhán O\u{2019}Brien",
            "B. HALL",
            "9690f48b-4481-3794-9075-447bd308e15a",
            "photos/9e30691c238642ea.jpg",
            "mfrggzdfmztwq2lkmfrggzdfmz",
            "CARD-780499",
            "105-18317",
            "04E6A10D464138",
        ] {
            assert_eq!(first_look(text), Look::Nothing, "{text}");
        }
        for text in [
            "Z\u{200b}oë",
            "Zoë 07700 900123",
            "123-456",
            "1234-5678",
            "0123-4567",
            "44-12345",
            "123-123456",
            "Church Lane",
            "12 Kirch Straße",
            "be12345678901234",
            "12345-12345",
            "MORGA753116SM9IJ",
            "GB33BUKB20201555555555",
            "gb33bukb20201555555555",
            "UVExMjM0NTZD",
            " UVExNDMzMzdD ",
            "NDI2NDU1ODU3MDI5",
        ] {
            assert_ne!(first_look(text), Look::Nothing, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        /// The first look leaves nothing out that a closer one would be sure of.
        #[test]
        fn nothing_at_the_first_look_is_nothing_sure_at_the_second(
            text in "[0-9]{1,6}-[0-9]{1,6}|[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}|(photos?/)?[0-9a-f]{11,18}\\.(jpg|png|jpeg)\
                |[A-Za-z]{1,9}[0-9]{1,9}[A-Za-z0-9]{0,18}|[A-Z]{1,8}-[0-9]{3,8}|[a-z2-7]{16,34}|[A-Z]{2}[0-9]{2}[A-Z0-9]{7,24}\
                |[A-Za-zÀ-žḀ-ỹ'’. -]{1,40}|[A-Z]\\. ?[A-ZÀ-Ž]{2,9}( (Lane|Street|Hill|SC|DV|dot|at))?|([a-zÀ-ž]{1,8}[ ,'&-]){1,9}\
                |[0-9oOiIlL]{5,18}|[A-Z]{5}[0-9]{6}[A-Z0-9]{5}|(at|dot|lane|sc|dv)( [a-z(]{1,5}){0,3}|[ -~]{1,14}"
        ) {
            if first_look(&text) == Look::Nothing {
                let mut folded = String::new();
                let found = Finder::default().look(Cell::of(&text, plain::classes(&text), &mut folded));
                prop_assert!(found.alone.and(found.told).is_empty(), "{:?}", found);
                prop_assert!(!found.dated);
            }
        }
    }
}
