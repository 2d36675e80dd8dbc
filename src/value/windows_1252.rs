//! The one other encoding of rows, in and out.

use std::borrow::Cow;

use encoding_rs::{EncoderResult, WINDOWS_1252};

/// Appends the text in windows-1252, or leaves `out` as it was and returns false.
///
/// WHATWG's table lends five unused bytes to C1 controls; those are not said.
pub(crate) fn encode(text: &str, out: &mut Vec<u8>) -> bool {
    if text.is_ascii() {
        out.extend_from_slice(text.as_bytes());
        return true;
    }
    if text.chars().any(|c| matches!(c, '\u{80}'..='\u{9F}')) {
        return false;
    }
    let start = out.len();
    // One byte a character, and never more bytes than UTF-8 has; the encoder wants a little room.
    out.reserve(text.len().saturating_add(16));
    let (result, read) = WINDOWS_1252
        .new_encoder()
        .encode_from_utf8_to_vec_without_replacement(text, out, true);
    let whole = matches!(result, EncoderResult::InputEmpty) && read == text.len();
    if !whole {
        out.truncate(start);
    }
    whole
}

/// Whether every character can be said.
pub(crate) fn can_say(text: &str) -> bool {
    text.is_ascii() || encode(text, &mut Vec::new())
}

/// The text of a windows-1252 cell; every byte string is one.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_byte_but_the_five_unused_ones_goes_there_and_back() {
        for byte in 0..=u8::MAX {
            let text = decode(&[byte]).into_owned();
            assert_eq!(text.chars().count(), 1);
            let mut out = Vec::new();
            let unused = [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(&byte);
            assert_eq!(encode(&text, &mut out), !unused, "{byte:X}");
            assert_eq!(
                out.as_slice(),
                if unused {
                    &[]
                } else {
                    std::slice::from_ref(&byte)
                }
            );
        }
    }

    #[test]
    fn exactly_251_characters_can_be_said() {
        let said = ('\0'..=char::MAX)
            .filter(|c| encode(&c.to_string(), &mut Vec::new()))
            .count();
        assert_eq!(said, 251);
    }

    #[test]
    fn what_can_be_said_is_known_before_it_is_said() {
        for (text, is_said) in [
            ("plain", true),
            ("Zoë €", true),
            ("Łukasz", false),
            ("\u{81}", false),
        ] {
            assert_eq!(can_say(text), is_said, "{text}");
            assert_eq!(encode(text, &mut Vec::new()), is_said, "{text}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_three_letters_here() {
        assert_eq!(decode(b"\xEF\xBB\xBFa"), "ï»¿a");
        assert!(matches!(decode(b"plain"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn what_was_said_reads_back_and_what_was_not_leaves_no_trace(
            text in prop_oneof!["\\PC{0,30}", "[ -~¡-ÿ€Šž’]{0,80}"], before in "[a-z]{0,5}"
        ) {
            let mut out = before.clone().into_bytes();
            if encode(&text, &mut out) {
                let expected = format!("{before}{text}");
                prop_assert_eq!(decode(&out), expected);
            } else {
                prop_assert_eq!(out, before.into_bytes());
            }
        }
    }
}
