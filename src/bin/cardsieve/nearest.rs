//! Did you mean …

use std::collections::BTreeSet;

/// The word that was probably meant, as a hint before a list of all.
pub(crate) fn did_you_mean<'w>(typed: &str, words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<&str> = words.collect();
    let limit = 1 + typed.chars().count() / 3;
    let nearest = words
        .iter()
        .map(|word| (distance(typed, word), *word))
        .filter(|(distance, _)| *distance <= limit)
        .min();
    match nearest {
        Some((_, word)) => format!("did you mean {word}? There are: {}", words.join(", ")),
        None => format!("there are: {}", words.join(", ")),
    }
}

/// The same of so many words that they are not listed: where they are, is said.
pub(crate) fn among_many<'w>(
    typed: &str,
    words: impl Iterator<Item = &'w str>,
    all: &str,
) -> String {
    const SHOWN: usize = 4;
    let limit = 1 + typed.chars().count() / 3;
    let judged: BTreeSet<(usize, &str)> = words
        .map(|word| (distance(typed, word), word))
        .filter(|(far, word)| *far <= limit || (typed.len() > 3 && word.contains(typed)))
        .collect();
    let near: Vec<&str> = judged.iter().take(SHOWN).map(|(_, word)| *word).collect();
    match near.as_slice() {
        [] => all.to_owned(),
        [nearest] => format!("did you mean {nearest}? {all}"),
        [nearest, others @ ..] => {
            format!("did you mean {nearest}? Or {}? {all}", others.join(", "))
        }
    }
}

/// Levenshtein's distance, of the first 80 characters.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().take(80).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (above, a) in left.chars().take(80).enumerate() {
        let (mut diagonal, mut before) = (above, above + 1);
        for (cell, b) in row.iter_mut().skip(1).zip(&right) {
            let here = (diagonal + usize::from(a != *b))
                .min(before + 1)
                .min(*cell + 1);
            diagonal = std::mem::replace(cell, here);
            before = here;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{among_many, did_you_mean, distance};

    #[test]
    fn distances_are_those_of_the_textbook() {
        for (left, right, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("", "abc", 3),
            ("kitten", "sitting", 3),
            ("ab", "ba", 2),
        ] {
            assert_eq!(distance(left, right), expected, "{left} {right}");
        }
    }

    #[test]
    fn of_many_words_the_nearest_are_named_once_and_the_others_not() {
        let words = || ["hidden-sheet", "hidden-row", "hidden-sheet", "formula"].into_iter();
        assert_eq!(
            among_many("hiden-sheet", words(), "all"),
            "did you mean hidden-sheet? all"
        );
        assert_eq!(
            among_many("hidden", words(), "all"),
            "did you mean hidden-row? Or hidden-sheet? all"
        );
        assert_eq!(among_many("zzz", words(), "all"), "all");
    }

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let words = || ["warrant-card", "staff-card"].into_iter();
        assert!(did_you_mean("warant-card", words()).starts_with("did you mean warrant-card?"));
        assert!(did_you_mean("passport", words()).starts_with("there are:"));
    }
}
