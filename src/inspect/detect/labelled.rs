//! A label and its value in one cell: `Religion: Sikh`, `gender=F`, `{"marital status": "x"}`.

/// What parts one such pair from another.
const BETWEEN: &[char] = &[
    ',', ';', '&', '?', '{', '}', '[', ']', '\n', '\r', '|', '\t', '<',
];
/// So many pairs are looked at.
const MOST: usize = 64;
/// A longer text is no list of pairs.
const LONGEST: usize = 4096;

/// The labels of a text, each with something behind it.
pub(super) fn labels(text: &str) -> impl Iterator<Item = &str> {
    let text = if text.len() <= LONGEST { text } else { "" };
    text.split(BETWEEN).take(MOST).filter_map(|pair| {
        let (label, value) = pair.split_once([':', '='])?;
        let label = label.trim_matches(|c: char| !c.is_alphanumeric());
        (!label.is_empty() && value.contains(char::is_alphanumeric)).then_some(label)
    })
}

/// Whether the text may have any.
#[inline]
pub(super) fn may_have(text: &str) -> bool {
    let is_number = text.as_bytes().first().is_some_and(u8::is_ascii_digit);
    !is_number && memchr::memchr2(b':', b'=', text.as_bytes()).is_some()
}
