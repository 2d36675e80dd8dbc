//! Did you mean …

/// The word of `vocabulary` that `word` was probably meant to be.
pub(crate) fn suggest<'v>(
    word: &str,
    vocabulary: impl IntoIterator<Item = &'v str>,
) -> Option<&'v str> {
    // Of one or two letters anything could have been meant.
    if word.chars().count() < 3 {
        return None;
    }
    let limit = 1 + word.chars().count() / 4;
    vocabulary
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein's distance, with a long word cut: nobody mistypes eighty characters.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().take(80).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().take(80).enumerate() {
        let mut diagonal = i;
        let mut last = i + 1;
        for (cell, b) in row.iter_mut().skip(1).zip(&right) {
            let here = (diagonal + usize::from(a != *b))
                .min(last + 1)
                .min(*cell + 1);
            diagonal = *cell;
            *cell = here;
            last = here;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{distance, suggest};

    /// Levenshtein's distance by its definition.
    fn defined(left: &[char], right: &[char]) -> usize {
        let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) else {
            return left.len() + right.len();
        };
        let kept = defined(left_rest, right_rest) + usize::from(a != b);
        kept.min(defined(left_rest, right) + 1)
            .min(defined(left, right_rest) + 1)
    }

    /// Every word of at most four letters, each one of two.
    fn short_words() -> Vec<String> {
        (0..=4_u32)
            .flat_map(|length| (0..1_u32 << length).map(move |bits| (length, bits)))
            .map(|(length, bits)| {
                let letter = |at: u32| if bits >> at & 1 == 0 { 'a' } else { 'b' };
                (0..length).map(letter).collect()
            })
            .collect()
    }

    #[test]
    fn the_distance_of_two_words_is_levenshteins() {
        let words = short_words();
        assert_eq!(words.len(), 31);
        for left in &words {
            for right in &words {
                let chars = |word: &str| word.chars().collect::<Vec<_>>();
                let expected = defined(&chars(left), &chars(right));
                assert_eq!(distance(left, right), expected, "{left} {right}");
            }
        }
    }

    #[test]
    fn a_word_is_suggested_within_one_mistake_and_one_more_for_each_four_letters() {
        assert_eq!(suggest("ab", ["abc"]), None, "of two letters nothing is");
        assert_eq!(suggest("abc", ["abd"]), Some("abd"));
        assert_eq!(suggest("abc", ["ade"]), None);
        assert_eq!(suggest("abcd", ["abxy"]), Some("abxy"));
        assert_eq!(suggest("abcd", ["axyz"]), None);
        assert_eq!(suggest("abcdefg", ["abcdexy"]), Some("abcdexy"));
        assert_eq!(suggest("abcdefg", ["abcdxyz"]), None);
        assert_eq!(suggest("abcdefgh", ["abcdexyz"]), Some("abcdexyz"));
        assert_eq!(
            suggest("abcd", ["abxy", "abcx"]),
            Some("abcx"),
            "the nearest"
        );
    }
}
