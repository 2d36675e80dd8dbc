//! The three characters that are written for an apostrophe, and one way of writing all of them.

use std::borrow::Cow;

/// U+0027, the one of ASCII.
pub(crate) const STRAIGHT: char = '\'';
/// U+2019, the typographic one.
pub(crate) const CURLY: char = '\u{2019}';
/// U+02BC, which Unicode calls a letter, and so a name may have it wherever it may have one.
pub(crate) const LETTER: char = '\u{2BC}';

/// Whether it is one of the three.
pub(crate) const fn is_one(c: char) -> bool {
    matches!(c, STRAIGHT | CURLY | LETTER)
}

/// The text with `with` in place of each, or without them.
///
/// A text without an apostrophe is the text itself.
pub(crate) fn rewritten(text: &str, with: Option<char>) -> Cow<'_, str> {
    if !text.chars().any(|c| is_one(c) && Some(c) != with) {
        return Cow::Borrowed(text);
    }
    let written = text.chars().filter_map(|c| match is_one(c) {
        true => with,
        false => Some(c),
    });
    Cow::Owned(written.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_the_three_is_written_in_each_way_and_nothing_else_is_touched() {
        for one in [STRAIGHT, CURLY, LETTER] {
            let name = format!("O{one}Brien");
            assert_eq!(rewritten(&name, Some(STRAIGHT)), "O'Brien");
            assert_eq!(rewritten(&name, Some(CURLY)), "O\u{2019}Brien");
            assert_eq!(rewritten(&name, None), "OBrien");
        }
        for c in ('\0'..=char::MAX).filter(|c| !is_one(*c)) {
            for with in [None, Some(STRAIGHT), Some(CURLY)] {
                assert!(matches!(rewritten(&c.to_string(), with), Cow::Borrowed(_)));
            }
        }
        assert!(matches!(
            rewritten("d'Arcy", Some(STRAIGHT)),
            Cow::Borrowed(_)
        ));
    }
}
