//! Texts of anybody's on their way to a screen.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::text::is_hidden;

/// A text in which what cannot be seen is written out: controls, marks that turn the direction of writing,
/// letters without width.
///
/// # Security
/// A file's name can hold what a terminal obeys, and what makes a reader see another name.
///
/// ```
/// use cardsieve::value::printable;
///
/// assert_eq!(printable("cards.xlsx"), "cards.xlsx");
/// assert_eq!(printable("\u{1b}[2Jcards\u{202e}vsc"), "\\u{1b}[2Jcards\\u{202e}vsc");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_hidden(letter) {
            // writing to a text does not fail
            let _ = write!(out, "{}", letter.escape_unicode());
        } else {
            out.push(letter);
        }
    }
    Cow::Owned(out)
}
