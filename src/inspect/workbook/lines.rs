//! Lines of a text that stand so far below its first that the row does not show them.

/// So many lines with nothing in them part a text that goes on unseen from one that was set out.
const MOST_BLANK: usize = 2;
/// Points of the lowest line that anybody reads.
const LOWEST_LINE: f64 = 9.0;

/// Whether a text goes on behind blank lines for which its row has no room; of a row without a height of its own it is not
/// known.
pub(super) fn is_below(text: &str, height: Option<f64>) -> bool {
    let Some(height) = height else { return false };
    if !text.contains('\n') {
        return false;
    }
    let (mut count, mut blank, mut is_parted) = (0.0, 0, false);
    for line in text.trim().lines() {
        count += LOWEST_LINE;
        blank = if line.trim().is_empty() { blank + 1 } else { 0 };
        is_parted |= blank >= MOST_BLANK;
    }
    is_parted && count > height
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn lines_for_which_a_row_has_no_room_are_told_from_those_that_it_shows() {
        let far = "Constable\n\n\n\n\nmoved";
        assert!(is_below(far, Some(15.0)));
        assert!(is_below(&far.replace('\n', "\r\n "), Some(40.0)));
        for (text, height) in [
            (far, Some(90.0)),
            (far, None),
            ("1 The Street\nAnytown", Some(12.0)),
            ("A\n\nB", Some(15.0)),
            ("Constable\n\n\n\n", Some(15.0)),
            ("Constable", Some(1.0)),
        ] {
            assert!(!is_below(text, height), "{text} {height:?}");
        }
    }
}
