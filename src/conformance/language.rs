//! The languages of single parts: exactly the texts that a part can contribute to a cell.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::field::ValueType;
use crate::profile::{Apostrophes, Case, FieldPart, Rule};
use crate::value::{DateFormat, apostrophe, canonical, name, normalise};

/// Most characters of a name.
const NAME: usize = 50;
/// Most characters that upper case makes of one.
const GROWTH: usize = 3;

/// What one part can write, letter case applied, in NFC.
pub(super) struct Language {
    texts: Texts,
    case: Case,
    apostrophes: Apostrophes,
}

enum Texts {
    /// One of a few, each in the column's case.
    OneOf(Vec<String>),
    Token(usize),
    Initials,
    FirstWord,
    Digits,
    MonthEnd(DateFormat),
    /// The canonical texts of a type.
    Canonical(ValueType),
}

impl Language {
    /// A fixed text.
    pub(super) fn fixed(text: &str, case: Case) -> Self {
        Self {
            texts: Texts::OneOf(vec![cased(text, case)]),
            case,
            apostrophes: Apostrophes::Keep,
        }
    }

    /// Tokens of this length.
    #[cfg(feature = "seal")]
    pub(super) const fn token(chars: usize) -> Self {
        Self {
            texts: Texts::Token(chars),
            case: Case::AsIs,
            apostrophes: Apostrophes::Keep,
        }
    }

    /// The texts of a treated field.
    pub(super) fn of(part: &FieldPart, case: Case, apostrophes: Apostrophes) -> Self {
        let texts = match part.rule() {
            Rule::Keep => Texts::Canonical(part.field().value_type()),
            Rule::Initials => Texts::Initials,
            Rule::FirstWord => Texts::FirstWord,
            Rule::Digits => Texts::Digits,
            Rule::MonthEnd { date_format } => Texts::MonthEnd(date_format.clone()),
            Rule::Category { table } => {
                let mut images: Vec<String> = table.values().map(|to| cased(to, case)).collect();
                images.sort_unstable();
                images.dedup();
                Texts::OneOf(images)
            }
            Rule::Pseudonymise { chars, .. } => Texts::Token(usize::from(*chars)),
        };
        Self {
            texts,
            case,
            apostrophes,
        }
    }

    /// The fixed text, if there is but one.
    pub(super) fn only(&self) -> Option<&str> {
        match &self.texts {
            Texts::OneOf(texts) => match texts.as_slice() {
                [only] => Some(only),
                _ => None,
            },
            _ => None,
        }
    }

    /// At most so many Unicode scalar values.
    pub(super) fn longest(&self) -> usize {
        match &self.texts {
            Texts::OneOf(texts) => texts
                .iter()
                .map(|text| text.chars().count())
                .max()
                .unwrap_or(0),
            Texts::Token(chars) => *chars,
            Texts::Digits => 5,
            Texts::MonthEnd(_) => 64,
            // Upper case is at work in initials always.
            Texts::Initials => NAME * GROWTH,
            Texts::FirstWord | Texts::Canonical(ValueType::Name) => match self.case {
                Case::AsIs => NAME,
                Case::Upper => NAME * GROWTH,
            },
            Texts::Canonical(_) => 100,
        }
    }

    /// Whether the text, in NFC, is one that the part can write.
    pub(super) fn admits(&self, text: &str) -> bool {
        match &self.texts {
            Texts::OneOf(texts) => texts.iter().any(|one| one == text),
            Texts::Token(chars) => {
                text.len() == *chars && text.bytes().all(|byte| is_token_byte(byte, self.case))
            }
            Texts::Initials => {
                let is_kept = self.apostrophes == Apostrophes::Keep;
                name::is_initials(text) && (is_kept || !text.chars().any(apostrophe::is_one))
            }
            Texts::Digits => {
                (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
            }
            Texts::FirstWord => self.admits_written(text, is_first_word),
            Texts::MonthEnd(format) => match self.case {
                Case::AsIs => format.admits_month_end(text),
                Case::Upper => {
                    self.is_upper_of(&capitalised(text), text, |x| format.admits_month_end(x))
                }
            },
            Texts::Canonical(ValueType::Name) => self.admits_written(text, is_name),
            Texts::Canonical(kind) => {
                // Spellings are compared in any case, so the canonical form can be found from the upper one.
                normalise(text) == text
                    && canonical(*kind, text).is_ok_and(|found| match self.case {
                        Case::AsIs => found == text,
                        Case::Upper => cased(found, Case::Upper) == text,
                    })
            }
        }
    }

    /// Whether its apostrophes are written as they should be, and with others it passes.
    fn admits_written(&self, text: &str, passes: impl Fn(&str) -> bool) -> bool {
        let judged = self.apostrophes.judged(text);
        judged.is_some_and(|judged| self.admits_some(&judged, passes))
    }

    /// Whether the text, or one of which it is the upper case, passes.
    ///
    /// Upper case is not to be undone in general: `SS` may come from `ss` or `ß`. So a few
    /// originals are tried, each of them proof by itself; only a name of more than fifty
    /// characters in upper case can have an original that is not among them.
    fn admits_some(&self, text: &str, passes: impl Fn(&str) -> bool) -> bool {
        if self.case == Case::AsIs {
            return passes(text);
        }
        if self.is_upper_of(text, text, &passes) {
            return true;
        }
        if text.is_ascii() && text.len() <= NAME {
            return false;
        }
        let lower = composed(&text.to_lowercase());
        let sharp = lower.replace("ss", "ß");
        let subscript = composed(&subscribed(&lower));
        [lower, sharp, subscript]
            .iter()
            .any(|original| self.is_upper_of(original, text, &passes))
    }

    fn is_upper_of(&self, original: &str, text: &str, passes: impl Fn(&str) -> bool) -> bool {
        passes(original) && cased(original, self.case) == text
    }
}

/// The text in the column's case, and in NFC.
pub(super) fn cased(text: &str, case: Case) -> String {
    match case {
        Case::Upper => composed(&text.to_uppercase()),
        Case::AsIs => composed(text),
    }
}

/// The text in NFC.
pub(super) fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(composed(text))
    }
}

fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// RFC 4648 base32 in the column's case.
fn is_token_byte(byte: u8, case: Case) -> bool {
    match byte {
        b'2'..=b'7' => true,
        b'a'..=b'z' => case == Case::AsIs,
        b'A'..=b'Z' => case == Case::Upper,
        _ => false,
    }
}

fn is_name(text: &str) -> bool {
    normalise(text) == text && canonical(ValueType::Name, text).is_ok_and(|found| found == text)
}

/// Whether some name begins with this word: by itself, or with another after it.
///
/// `Sc` is a status as a whole name and still the first word of `Sc Lee`; `.` is no name, and yet
/// what `. Lee` begins with.
fn is_first_word(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(char::is_whitespace)
        && (is_name(text) || is_name(&format!("{text} .")) || is_name(&format!("{text} a")))
}

/// Every run of ASCII letters with a capital first, as in the names of months.
fn capitalised(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .map(|c| {
            let cased = if inside { c.to_ascii_lowercase() } else { c };
            inside = c.is_ascii_alphabetic();
            cased
        })
        .collect()
}

/// Each iota after a Greek vowel as the mark below it, which upper case writes out.
fn subscribed(text: &str) -> String {
    let mut base = ' ';
    text.chars()
        .map(|c| {
            let marked = c == 'ι' && matches!(base, 'α' | 'η' | 'ω');
            base = std::iter::once(c).nfd().next().unwrap_or(c);
            if marked { '\u{345}' } else { c }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn language(texts: Texts, case: Case) -> Language {
        Language {
            texts,
            case,
            apostrophes: Apostrophes::Keep,
        }
    }

    #[test]
    fn a_token_is_of_its_alphabet_and_length() {
        for case in [Case::AsIs, Case::Upper] {
            let token = language(Texts::Token(16), case);
            for c in '\0'..='\u{17F}' {
                let text: String = std::iter::repeat_n(c, 16).collect();
                let expected = match case {
                    Case::AsIs => matches!(c, 'a'..='z' | '2'..='7'),
                    Case::Upper => matches!(c, 'A'..='Z' | '2'..='7'),
                };
                assert_eq!(token.admits(&text), expected, "{c:?}");
            }
            for length in (0..40).filter(|length| *length != 16) {
                assert!(!token.admits(&"2".repeat(length)));
            }
        }
    }

    #[test]
    fn upper_case_of_every_letter_that_a_name_may_have_is_found_again() {
        let name = language(Texts::Canonical(ValueType::Name), Case::Upper);
        let mut missed = Vec::new();
        for c in ('\0'..=char::MAX).filter(|c| c.is_alphabetic()) {
            for original in [
                c.to_string(),
                format!("{c}{c}"),
                composed(&format!("{c}\u{301}")),
            ] {
                if is_name(&original) && !name.admits(&cased(&original, Case::Upper)) {
                    missed.push(original);
                }
            }
        }
        // Spacing marks below a letter of another script: no name has them.
        missed.retain(|text| !text.contains('\u{345}'));
        assert!(missed.is_empty(), "{missed:?}");
    }

    #[test]
    fn upper_case_that_grows_is_found_again_and_lower_case_never_passes() {
        let name = language(Texts::Canonical(ValueType::Name), Case::Upper);
        for original in [
            "Siân",
            "Groß",
            &"ß".repeat(50),
            "ᾴδης",
            "ΰΐ",
            "d'Arcy",
            "名前",
            "Łukasz Ng",
            "’t Hooft",
        ] {
            assert!(is_name(original), "{original}");
            let upper = cased(original, Case::Upper);
            assert!(name.admits(&upper), "{original}");
            if upper != original {
                assert!(!name.admits(original), "{original}");
            }
        }
        for text in [
            "",
            " SMITH",
            "SMITH ",
            "SM1TH",
            "SC",
            &"A".repeat(51),
            &"SS".repeat(51),
            "SMITh",
            "CTC",
        ] {
            assert!(!name.admits(text), "{text:?}");
        }
    }

    #[test]
    fn a_first_word_needs_a_name_that_begins_with_it() {
        let word = language(Texts::FirstWord, Case::AsIs);
        for text in ["Mary", "Sc", "Mary-Jane", ".", "d'Arcy", "Siân", "名前"] {
            assert!(word.admits(text), "{text}");
        }
        for text in [
            "",
            "Mary Jane",
            "-",
            "'",
            "M4ry",
            "Mary ",
            " Mary",
            "\u{301}a",
            "aПривет",
            &"A".repeat(51),
        ] {
            assert!(!word.admits(text), "{text:?}");
        }
    }

    #[test]
    fn closed_lists_pass_in_their_printed_form_alone() {
        for (case, good, bad) in [
            (Case::AsIs, "Constable", "CONSTABLE"),
            (Case::Upper, "CONSTABLE", "Constable"),
            (Case::AsIs, "PCSO", "pcso"),
            (Case::Upper, "CHIEF SUPERINTENDENT", "C/SUPT"),
        ] {
            let rank = language(Texts::Canonical(ValueType::Rank), case);
            assert!(rank.admits(good) && !rank.admits(bad), "{good} {bad}");
            assert!(!rank.admits("PC") && !rank.admits("Detective Constable") && !rank.admits(""));
        }
    }

    #[test]
    fn month_ends_pass_in_the_case_of_their_column() {
        let format = DateFormat::parse("%d %b %Y").unwrap();
        let [plain, upper] =
            [Case::AsIs, Case::Upper].map(|case| language(Texts::MonthEnd(format.clone()), case));
        assert!(plain.admits("28 Feb 2027") && !plain.admits("28 FEB 2027"));
        assert!(upper.admits("28 FEB 2027") && !upper.admits("28 Feb 2027"));
        for text in [
            "27 Feb 2027",
            "27 FEB 2027",
            "29 FEB 2027",
            "28 FEb 2027",
            "28  Feb 2027",
            "",
        ] {
            assert!(!plain.admits(text) && !upper.admits(text), "{text}");
        }
    }

    const WAYS: &[Apostrophes] = Apostrophes::ALL;

    fn written_so(texts: Texts, case: Case, apostrophes: Apostrophes) -> Language {
        Language {
            texts,
            case,
            apostrophes,
        }
    }

    #[test]
    fn a_name_passes_only_with_its_apostrophes_as_they_should_be() {
        let name = |way| written_so(Texts::Canonical(ValueType::Name), Case::AsIs, way);
        for (text, expected) in [
            ("O'Brien", [true, true, false, false]),
            ("O\u{2019}Brien", [true, false, true, false]),
            ("O\u{2BC}Brien", [true, false, false, false]),
            ("OBrien", [true, true, true, true]),
            // what is a letter at the end of a word is written as an apostrophe there
            ("Rabi'", [false, true, false, false]),
            ("Rabi\u{2019}", [false, false, true, false]),
            ("sc", [false; 4]),
            ("s'c", [true, true, false, false]),
            ("-A", [false; 4]),
            ("", [false; 4]),
        ] {
            let passes: Vec<bool> = WAYS.iter().map(|way| name(*way).admits(text)).collect();
            assert_eq!(passes, expected, "{text}");
        }
        // U+02BC is a letter, and so an initial, only where it is kept
        let initials = |way: &Apostrophes| written_so(Texts::Initials, Case::AsIs, *way);
        let passes: Vec<bool> = WAYS
            .iter()
            .map(|way| initials(way).admits("\u{2BC}A"))
            .collect();
        assert_eq!(passes, [true, false, false, false]);
    }

    proptest! {
        #[test]
        fn names_with_apostrophes_pass_exactly_if_some_name_is_written_so(
            name in "[ABcsv'\u{2019}\u{2BC}é\u{301} .-]{1,6}", way in 0..4_usize, upper in any::<bool>()
        ) {
            let way = WAYS[way];
            let case = if upper { Case::Upper } else { Case::AsIs };
            let name = normalise(&name).into_owned();
            let kept = written_so(Texts::Canonical(ValueType::Name), case, way);
            let word = written_so(Texts::FirstWord, case, way);
            let letters = written_so(Texts::Initials, case, way);
            if is_name(&name) && let Some(written) = way.write(&name) {
                prop_assert!(kept.admits(&cased(&written, case)));
                prop_assert!(word.admits(&cased(name::first_word(&written), case)));
                let mut initials = String::new();
                name::initials(&written, &mut initials);
                prop_assert!(initials.is_empty() || letters.admits(&cased(&initials, case)));
            }
            // and back: of what passes as it stands, some name is written so
            if case == Case::AsIs && kept.admits(&name) {
                let judged = way.judged(&name).map(|text| text.into_owned()).unwrap_or_default();
                prop_assert!(is_name(&judged));
                let written = way.write(&judged).map(|text| text.into_owned());
                prop_assert_eq!(written, Some(name));
            }
        }

        #[test]
        fn what_the_treatments_make_of_names_is_in_their_languages(
            name in prop_oneof!["[A-Za-zÀ-ÖØ-öø-ÿŁß][a-zà-öß. ]{0,25}", "[α-ωᾳΐ][α-ωΰ ]{0,15}"], upper in any::<bool>()
        ) {
            let name = normalise(&name).into_owned();
            prop_assume!(is_name(&name));
            let case = if upper { Case::Upper } else { Case::AsIs };
            let mut initials = String::new();
            name::initials(&name, &mut initials);
            if !initials.is_empty() {
                prop_assert!(language(Texts::Initials, case).admits(&cased(&initials, case)));
            }
            let word = cased(name::first_word(&name), case);
            prop_assert!(language(Texts::FirstWord, case).admits(&word));
            let kept = cased(&name, case);
            prop_assert!(language(Texts::Canonical(ValueType::Name), case).admits(&kept));
        }

        #[test]
        fn nothing_longer_than_the_longest_is_admitted(text in "\\PC{0,30}", case in 0..2_usize) {
            let case = [Case::AsIs, Case::Upper][case];
            for texts in [Texts::Initials, Texts::FirstWord, Texts::Digits, Texts::Canonical(ValueType::Name), Texts::Canonical(ValueType::Rank)] {
                let language = language(texts, case);
                prop_assert!(!language.admits(&text) || text.chars().count() <= language.longest());
            }
        }
    }
}
