//! Names: which texts are names, and what may be shown of one in place of the whole.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfkc_quick};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_security::mixed_script::AugmentedScriptSet;

use super::Invalid;
use super::text::{is_default_ignorable, is_mark};

/// In Unicode scalar values.
const MAX_CHARS: usize = 50;
/// Combining marks in a run.
const MAX_MARKS: usize = 2;
/// Every second character of a name parts two of its letters.
const MAX_INITIALS: usize = 25;
/// The letters that upper-casing can make out of one, without their marks.
const OUT_OF_ONE: [[char; 2]; 5] = [['S', 'S'], ['Α', 'Ι'], ['Η', 'Ι'], ['Ω', 'Ι'], ['Ե', 'Ւ']];
/// Upper-casing makes at most two marks out of a letter, which join those of the name.
const MAX_MARKS_IN_INITIALS: usize = MAX_MARKS + 2;
/// What HR writes into a name cell when it wants to say something else.
const NOT_NAMES: [&str; 8] = [
    "suspended",
    "deceased",
    "unknown",
    "tbc",
    "dv",
    "sc",
    "ctc",
    "nppv",
];
/// The same, but surnames too.
const DOUBTFUL: [&str; 3] = ["leaver", "covert", "alias"];

/// Whether a normalised text is a name.
pub(super) fn check(text: &str) -> Result<(), Invalid> {
    let letters_only = text.bytes().all(|b| b.is_ascii_alphabetic());
    if !letters_only || text.is_empty() || text.len() > MAX_CHARS {
        check_by_character(text)?;
    }
    if is_one_of(text, &NOT_NAMES) {
        return Err(Invalid::new("a name cell holds a status, not a name"));
    }
    Ok(())
}

/// Whether a name is also a word by which HR marks a record.
pub(crate) fn is_doubtful_name(name: &str) -> bool {
    is_one_of(name, &DOUBTFUL)
}

/// Appends the initials: of each run parted by white space or hyphen the first letter with the marks
/// on it, in upper case.
pub(crate) fn initials(name: &str, out: &mut String) {
    if name.is_ascii() {
        let mut is_due = true;
        for letter in name.bytes() {
            if matches!(letter, b'-' | b' ' | b'\t'..=b'\r') {
                is_due = true;
            } else if is_due && letter.is_ascii_alphabetic() {
                out.push(char::from(letter.to_ascii_uppercase()));
                is_due = false;
            }
        }
        return;
    }
    for run in name.split(|c: char| c == '-' || c.is_whitespace()) {
        if run.is_ascii() {
            if let Some(letter) = run.bytes().find(u8::is_ascii_alphabetic) {
                out.push(char::from(letter.to_ascii_uppercase()));
            }
        } else {
            // A grapheme can hold a whole word of some scripts: of it, the letter and its marks.
            let mut first = run.chars().skip_while(|c| !is_letter(*c));
            let letter = first.next().into_iter();
            let marks = first.take_while(|c| is_mark(*c));
            out.extend(letter.chain(marks).flat_map(char::to_uppercase).nfc());
        }
    }
}

/// Whether the text could be what [`initials`] makes of some name.
pub(crate) fn is_initials(text: &str) -> bool {
    let mut marks = MAX_MARKS_IN_INITIALS;
    // the fewest letters of a name that these can come from
    let mut count = 0_usize;
    let mut single = None;
    for c in text.chars() {
        match latin(c).map_or_else(|| general(c), Ok) {
            Ok(Kind::Letter) => {
                marks = 0;
                let letter = std::iter::once(c).nfd().next().unwrap_or(c);
                if single.is_some_and(|before| OUT_OF_ONE.contains(&[before, letter])) {
                    single = None;
                } else {
                    single = Some(letter);
                    count += 1;
                }
            }
            Ok(Kind::Mark) if marks < MAX_MARKS_IN_INITIALS => marks += 1,
            _ => return false,
        }
    }
    (1..=MAX_INITIALS).contains(&count)
        && (text.bytes().all(|b| b.is_ascii_uppercase())
            || (text.chars().flat_map(char::to_uppercase).eq(text.chars())
                && is_nfc(text)
                && is_one_script(text)))
}

/// The name up to its first white space.
pub(crate) fn first_word(name: &str) -> &str {
    name.split(char::is_whitespace).next().unwrap_or_default()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Mark,
    Hyphen,
    Apostrophe,
    StopOrSpace,
}

/// The long way: shape, compatibility form and script.
fn check_by_character(text: &str) -> Result<(), Invalid> {
    let mut shape = Shape::default();
    let mut plain = true;
    for c in text.chars() {
        let kind = match latin(c) {
            Some(kind) => kind,
            None => {
                plain = false;
                general(c)?
            }
        };
        shape.push(kind)?;
    }
    shape.finish()?;
    // Latin letters are one script and their own compatibility form.
    if !plain {
        if !is_nfkc(text) {
            return Err(Invalid::new(
                "a name has a character with a plainer equivalent",
            ));
        }
        if !is_one_script(text) {
            return Err(Invalid::new("a name mixes scripts"));
        }
    }
    Ok(())
}

/// The order in which characters may follow one another.
#[derive(Default)]
struct Shape {
    previous: Option<Kind>,
    marks: usize,
    count: usize,
    has_letter: bool,
}

impl Shape {
    fn push(&mut self, kind: Kind) -> Result<(), Invalid> {
        self.count += 1;
        if self.count > MAX_CHARS {
            return Err(Invalid::new("a name is longer than 50 characters"));
        }
        let after_letter = matches!(self.previous, Some(Kind::Letter | Kind::Mark));
        if kind != Kind::Letter && matches!(self.previous, Some(Kind::Hyphen | Kind::Apostrophe)) {
            return Err(BEFORE_LETTER);
        }
        match kind {
            Kind::Letter => {
                self.has_letter = true;
                self.marks = 0;
            }
            Kind::Mark => {
                self.marks += 1;
                if !after_letter || self.marks > MAX_MARKS {
                    return Err(Invalid::new(
                        "a name has a combining mark without a letter, or three in a run",
                    ));
                }
            }
            Kind::Hyphen if !after_letter => return Err(BEFORE_LETTER),
            Kind::Hyphen | Kind::Apostrophe | Kind::StopOrSpace => {}
        }
        self.previous = Some(kind);
        Ok(())
    }

    fn finish(&self) -> Result<(), Invalid> {
        if matches!(self.previous, Some(Kind::Hyphen | Kind::Apostrophe)) {
            return Err(BEFORE_LETTER);
        }
        if self.has_letter {
            Ok(())
        } else {
            Err(Invalid::new("a name has no letter"))
        }
    }
}

const BEFORE_LETTER: Invalid =
    Invalid::new("a hyphen or apostrophe of a name does not stand between or before letters");

/// The characters of most names here, without a look at Unicode's tables.
fn latin(c: char) -> Option<Kind> {
    match c {
        'a'..='z' | 'A'..='Z' => Some(Kind::Letter),
        ' ' | '.' => Some(Kind::StopOrSpace),
        '-' => Some(Kind::Hyphen),
        '\'' | '’' => Some(Kind::Apostrophe),
        '×' | '÷' | 'Ĳ' | 'ĳ' | 'Ŀ' | 'ŀ' | 'ŉ' => None,
        '\u{C0}'..='\u{17E}' => Some(Kind::Letter),
        _ => None,
    }
}

fn general(c: char) -> Result<Kind, Invalid> {
    if c.is_ascii() || is_default_ignorable(c) {
        return Err(FOREIGN);
    }
    match c.general_category() {
        GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark => Ok(Kind::Mark),
        _ if is_letter(c) => Ok(Kind::Letter),
        _ => Err(FOREIGN),
    }
}

const FOREIGN: Invalid = Invalid::new("a name has a character that names do not have");

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(
            c.general_category(),
            GeneralCategory::UppercaseLetter
                | GeneralCategory::LowercaseLetter
                | GeneralCategory::TitlecaseLetter
                | GeneralCategory::ModifierLetter
                | GeneralCategory::OtherLetter
        )
}

fn is_nfkc(text: &str) -> bool {
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => true,
        IsNormalized::No => false,
        IsNormalized::Maybe => text.nfkc().eq(text.chars()),
    }
}

/// UTS 39's single script, over the letters and marks alone.
fn is_one_script(text: &str) -> bool {
    let mut scripts = AugmentedScriptSet::default();
    for c in text
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '-' | '\'' | '’'))
    {
        scripts.intersect_with(AugmentedScriptSet::for_char(c));
    }
    !scripts.is_empty()
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    // No character beyond ASCII that is its own compatibility form folds into ASCII.
    text.len() <= 9 && words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests;
