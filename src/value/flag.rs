//! Deciding flags: whatever does not clearly say no is raised.

/// Whether the text clears a flag: `false`, `no`, `n` or `0`, trimmed, ASCII case ignored.
pub(crate) fn is_clear(text: &str) -> bool {
    if text == "false" {
        return true;
    }
    let text = text.trim();
    ["false", "no", "n", "0"]
        .iter()
        .any(|clear| text.eq_ignore_ascii_case(clear))
}

#[cfg(test)]
mod tests {
    use super::is_clear;
    use proptest::prelude::*;

    #[test]
    fn only_four_words_clear_a_flag_in_any_case_and_padding() {
        for text in [
            "false",
            "FALSE",
            "False",
            "no",
            "No",
            "n",
            "N",
            "0",
            " 0\t",
            "\u{A0}no\u{2003}",
        ] {
            assert!(is_clear(text), "{text:?}");
        }
        for text in [
            "", " ", "true", "yes", "y", "1", "null", "none", "-", "00", "0.0", "n/a", "nо",
            "ｎｏ", "no.",
        ] {
            assert!(!is_clear(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_other_text_raises(text in "\\PC{0,8}") {
            let lower = text.trim().to_ascii_lowercase();
            prop_assert_eq!(is_clear(&text), matches!(lower.as_str(), "false" | "no" | "n" | "0"));
        }
    }
}
