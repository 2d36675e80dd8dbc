//! What single characters are, and the grammars of plain texts and folded headers.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Whether every character may stand in a controller's name, a header or a fixed text.
pub(crate) fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_plain_char)
}

/// Whether the character is a combining mark, which joins the one before it.
pub(crate) fn is_mark(c: char) -> bool {
    !c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Mark
}

/// Whether a spreadsheet may take the text for a formula.
pub(crate) fn is_formula_like(text: &str) -> bool {
    if text
        .as_bytes()
        .first()
        .is_none_or(u8::is_ascii_alphanumeric)
    {
        return false;
    }
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}

/// A header without what people write differently: case, spaces, dashes, underscores, dots, slashes.
///
/// Invisible characters go too, so that one of them does not carry a header past a list of folded names.
pub(crate) fn fold_header(text: &str) -> String {
    if text.is_ascii() {
        return text
            .chars()
            .filter(|&c| !is_folded_away(c))
            .map(|c| c.to_ascii_lowercase())
            .collect();
    }
    text.nfkc()
        .flat_map(char::to_lowercase)
        .nfkc()
        .filter(|&c| !is_folded_away(c))
        .nfc()
        .collect()
}

/// A folded header's letters and digits alone: by these it is judged, so that no mark of punctuation
/// carries a header past a list.
pub(crate) fn fold_to_letters(text: &str) -> String {
    let mut folded = fold_header(text);
    folded.retain(char::is_alphanumeric);
    folded
}

/// Whether a reader cannot see the character: controls, bidi and other format controls, zero-width
/// and variation selectors, line separators, private use, noncharacters.
pub(crate) fn is_hidden(c: char) -> bool {
    match c {
        ' '..='~' => false,
        _ if is_default_ignorable(c) || c.is_control() => true,
        '\u{600}'..='\u{605}'
        | '\u{6DD}'
        | '\u{70F}'
        | '\u{890}'..='\u{891}'
        | '\u{8E2}'
        | '\u{2028}'..='\u{2029}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{110BD}'
        | '\u{110CD}'
        | '\u{13430}'..='\u{1343F}'
        | '\u{F0000}'.. => true,
        _ => u32::from(c) & 0xFFFE == 0xFFFE,
    }
}

/// The property Default_Ignorable_Code_Point, which Unicode keeps stable.
pub(crate) fn is_default_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

fn is_plain_char(c: char) -> bool {
    match c {
        ' ' | '-' | '\'' | '’' | '.' | ',' | '&' | '(' | ')' | '/' | '_' => true,
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        _ if is_default_ignorable(c) => false,
        _ => {
            matches!(
                c.general_category_group(),
                GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark
            ) || c.general_category() == GeneralCategory::DecimalNumber
        }
    }
}

fn is_folded_away(c: char) -> bool {
    match c {
        '_' | '-' | '.' | '/' => true,
        _ if c.is_ascii() => c.is_ascii_whitespace() || is_hidden(c) || c == '\u{B}',
        _ => {
            c.is_whitespace()
                || is_hidden(c)
                || matches!(
                    c.general_category(),
                    GeneralCategory::DashPunctuation | GeneralCategory::ConnectorPunctuation
                )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hidden_is_exactly_what_the_categories_say_for_every_character() {
        for c in '\0'..=char::MAX {
            let by_category = matches!(
                c.general_category(),
                GeneralCategory::Control
                    | GeneralCategory::Format
                    | GeneralCategory::PrivateUse
                    | GeneralCategory::LineSeparator
                    | GeneralCategory::ParagraphSeparator
            );
            let code = u32::from(c);
            let noncharacter = code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code);
            assert_eq!(
                is_hidden(c),
                by_category || noncharacter || is_default_ignorable(c),
                "{code:X}"
            );
        }
    }

    #[test]
    fn no_hidden_character_is_plain_and_no_ascii_letter_is_hidden() {
        for c in '\0'..=char::MAX {
            assert!(!(is_plain_char(c) && is_hidden(c)), "{:X}", u32::from(c));
        }
        assert!(('!'..='~').all(|c| !is_hidden(c)));
    }

    #[test]
    fn plain_ascii_is_exactly_the_list() {
        let listed = " -'.,&()/_";
        for c in '\0'..='\x7F' {
            assert_eq!(
                is_plain_char(c),
                c.is_ascii_alphanumeric() || listed.contains(c)
            );
        }
        assert!(is_plain("Heddlu Gogledd Cymru (Siân’s) & Co."));
        for text in [
            "",
            "a\tb",
            "a\u{200B}b",
            "a;b",
            "a\"b",
            "<b>",
            "a\u{A0}b",
            "½",
            "Ⅷ",
        ] {
            assert!(!is_plain(text), "{text:?}");
        }
    }

    #[test]
    fn formula_starts_are_exactly_the_eleven() {
        let starts = "=+-@＝＋－＠\t\r\n";
        for c in '\0'..=char::MAX {
            assert_eq!(is_formula_like(&c.to_string()), starts.contains(c));
        }
        assert!(!is_formula_like("") && !is_formula_like("a=b"));
    }

    #[test]
    fn spellings_of_one_header_fold_to_one_text() {
        for text in [
            "date of birth",
            "Date_Of-Birth",
            "DATE.OF/BIRTH",
            "dateOfBirth",
            " date\tof\nbirth ",
            "ｄａｔｅ ｏｆ ｂｉｒｔｈ",
            "date\u{A0}of\u{2011}birth",
            "date\u{200B}of\u{AD}birth",
            "date–of—birth",
            "d\u{202E}ateofbirth",
            "date\u{1}of\u{B}birth\u{7F}",
        ] {
            assert_eq!(fold_header(text), "dateofbirth", "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn both_ways_of_folding_agree_on_ascii_and_folding_twice_changes_nothing(
            ascii in "[\\x00-\\x7F]{0,20}", any in "\\PC{0,20}"
        ) {
            let slow: String = ascii.nfkc().flat_map(char::to_lowercase).filter(|&c| !is_folded_away(c)).collect();
            prop_assert_eq!(fold_header(&ascii), slow);
            let folded = fold_header(&any);
            prop_assert_eq!(fold_header(&folded), folded);
        }
    }
}
