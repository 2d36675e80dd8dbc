//! Words that raise a flag, and that no map may say clear it.

use crate::value::text::fold_to_letters as fold;

/// Whether no map may declare that the text clears a flag: it is a yes in some form, begins with one,
/// or names what a flag is raised for without a no before it.
pub(super) fn raises(text: &str) -> bool {
    let whole = fold(text);
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .map(fold)
        .filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    RAISED.contains(&whole.as_str())
        || RAISED.contains(&first.as_str())
        || (!DENIALS.contains(&first.as_str()) && MATTERS.iter().any(|word| whole.contains(word)))
}

/// Words that raise a flag, whatever follows them.
const RAISED: &[&str] = &[
    "true",
    "yes",
    "y",
    "1",
    "10",
    "t",
    "raised",
    "on",
    "x",
    "ja",
    "oui",
    "si",
    "ie",
    "tak",
    "set",
    "active",
    "flagged",
    "marked",
    "positive",
    "confirmed",
    "uc",
    "wahr",
    "vrai",
];

/// Words that take back what follows them.
const DENIALS: &[&str] = &[
    "no", "not", "non", "none", "never", "nil", "without", "false", "n", "0",
];

/// What the flags are raised for, folded.
const MATTERS: &[&str] = &[
    "covert",
    "undercover",
    "protect",
    "threat",
    "minor",
    "under18",
    "restricted",
    "sensitive",
];
