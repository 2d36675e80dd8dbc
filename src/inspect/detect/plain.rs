//! The first look at a cell: most hold nothing that a detector could want.

use super::bits;
use super::codes;
use super::driving_licence;
use super::encoded;
use super::iban;
use super::mrz;
use super::packed;
use super::street_address;
use super::vetting_level;
use super::words;

/// What a cell can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Nothing that is looked for.
    Nothing,
    /// So many digits and nothing else.
    Digits(usize),
    /// A date by ISO 8601, of that year.
    Date(u16),
    /// Letters and digits in one word.
    Code,
    /// Anything else.
    Closer,
}

pub(super) const DIGIT: u8 = 1;
pub(super) const LETTER: u8 = 2;
pub(super) const SPACE: u8 = 4;
/// `-` and `'`, which names have.
pub(super) const JOIN: u8 = 8;
pub(super) const DOT: u8 = 16;
/// `@` and `:`, which addresses have.
pub(super) const ADDRESS: u8 = 32;
/// Beyond ASCII, and controls.
pub(super) const OTHER: u8 = 64;
pub(super) const SIGN: u8 = 128;

const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        #[expect(
            clippy::indexing_slicing,
            reason = "as the compiler runs it, it cannot be out of bounds"
        )]
        {
            classes[byte as usize] = match byte {
                b'0'..=b'9' => DIGIT,
                b'A'..=b'Z' | b'a'..=b'z' => LETTER,
                b' ' => SPACE,
                b'-' | b'\'' => JOIN,
                b'.' => DOT,
                b'@' | b':' => ADDRESS,
                b'!'..=b'~' => SIGN,
                _ => OTHER,
            };
        }
        byte += 1;
    }
    classes
};

/// What all bytes of a text are.
#[inline]
pub(in crate::inspect) fn classes(text: &str) -> u8 {
    text.bytes().fold(0, |seen, b| seen | class(b))
}

/// What a byte is.
#[inline]
pub(in crate::inspect) fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(OTHER)
}

/// Whether the classes are those of a name, number, date or code.
#[inline]
pub(in crate::inspect) const fn is_usual(classes: u8) -> bool {
    classes & (OTHER | SIGN) == 0
}

/// The first look at a cell of which it is known what its bytes are.
#[inline]
pub(super) fn look(text: &str, seen: u8) -> Look {
    if seen == DIGIT | LETTER | JOIN && codes::is_uuid(text.as_bytes()) {
        return Look::Nothing;
    }
    if seen & !(JOIN | SIGN) == DIGIT | LETTER | DOT
        && let Some(look) = of_picture(text)
    {
        return look;
    }
    match first(text, seen) {
        Look::Nothing if may_hide(text, seen) => Look::Closer,
        look => look,
    }
}

/// Whether a text of no form of its own may be another one in other letters.
#[inline]
fn may_hide(text: &str, seen: u8) -> bool {
    if text.len() < SHORTEST_HIDDEN {
        return false;
    }
    // no such letters have a blank among them
    let mut bytes = text.as_bytes();
    if seen & SPACE != 0 {
        bytes = bytes.trim_ascii();
        if memchr::memchr(b' ', bytes).is_some() {
            return false;
        }
    }
    // base64 of three digits or capitals in a row has a capital, and so has that of `@`
    let has_capital = bits::cases(bytes).1;
    let may_be_packed = || {
        packed::may_be_base16(bytes)
            || has_capital && packed::may_be_deflated(bytes)
            || seen & !(DIGIT | LETTER) != 0 && packed::may_be_base85(bytes)
    };
    if bytes.len() > LONGEST_TOKEN && seen & DOT == 0 {
        return has_capital && encoded::may_be_base64(bytes) || may_be_packed();
    }
    has_capital && encoded::may_be_short(bytes)
        // a number of nine signs in base 16
        || bytes.len() >= SHORTEST_PACKED && may_be_packed()
}

/// Fewer letters of whatever alphabet say no number.
const SHORTEST_HIDDEN: usize = 12;
const SHORTEST_PACKED: usize = 18;

/// Most tokens are no longer, and no base64 that is looked into is as short.
const LONGEST_TOKEN: usize = 20;

#[inline]
fn first(text: &str, seen: u8) -> Look {
    let bytes = text.as_bytes();
    if seen & (DIGIT | ADDRESS | OTHER) == 0 {
        return without_digits(bytes, seen);
    }
    if seen == DIGIT {
        return Look::Digits(bytes.len());
    }
    if seen == DIGIT | LETTER {
        return code(bytes);
    }
    if seen == DIGIT | LETTER | JOIN && is_serial(bytes) || seen == DIGIT | JOIN && is_pair(bytes) {
        return Look::Nothing;
    }
    if matches!(seen ^ DIGIT, JOIN | DOT | SIGN)
        && bytes.len() == 10
        && let Some(year) = year_of(bytes)
    {
        return Look::Date(year);
    }
    Look::Closer
}

/// Only a street, a level of vetting or three words are written without digits.
#[inline]
fn without_digits(bytes: &[u8], seen: u8) -> Look {
    if seen & DOT != 0 && bytes.iter().filter(|b| **b == b'.').count() >= 2 {
        return Look::Closer;
    }
    if seen == LETTER && bytes.len() > 8 {
        return if vetting_level::is_in_one(bytes) {
            Look::Closer
        } else {
            Look::Nothing
        };
    }
    if seen & SIGN != 0
        && (encoded::is_there(bytes)
            || mrz::may_begin(bytes)
            || street_address::begins_with_house(bytes))
    {
        return Look::Closer;
    }
    let ends_name = seen & (SPACE | JOIN) != 0;
    if bits::any_word(bytes, |word, last| {
        may_say_more(word) && says_more(word, last && ends_name, seen & SIGN != 0)
            || word.len() > LONGEST_LISTED && vetting_level::is_in_one(word)
    }) {
        Look::Closer
    } else {
        Look::Nothing
    }
}

/// No listed word is longer.
const LONGEST_LISTED: usize = 14;

/// Of most words the length and the ends tell that they say nothing more.
#[inline]
fn may_say_more(word: &[u8]) -> bool {
    let (Some(first), Some(last)) = (word.first(), word.last()) else {
        return false;
    };
    words::may_stand_alone(word.len(), *first, *last)
}

#[cold]
fn says_more(word: &[u8], last: bool, signs: bool) -> bool {
    // a sign of an address that is written out stands in brackets
    if word.eq_ignore_ascii_case(b"dot") || signs && word.eq_ignore_ascii_case(b"at") {
        return true;
    }
    let mut capitals = [0; 16];
    for (to, from) in capitals.iter_mut().zip(word) {
        *to = from.to_ascii_uppercase();
    }
    // levels are of five letters at most, and of eight where they are written out
    capitals
        .get(..word.len())
        .and_then(words::look_up)
        .is_some_and(|word| word.level || word.ends_level || word.street && last)
}

/// A few letters, a hyphen and five to seven digits, as serial numbers have: without a word or a header nothing else.
#[inline]
fn is_serial(bytes: &[u8]) -> bool {
    let at = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let (letters, rest) = bytes.split_at_checked(at).unwrap_or_default();
    let mut capitals = [0; MOST_LETTERS];
    for (to, from) in capitals.iter_mut().zip(letters) {
        *to = from.to_ascii_uppercase();
    }
    let word = capitals.get(..at).unwrap_or_default();
    match rest {
        [b'-', digits @ ..] => {
            (1..=MOST_LETTERS).contains(&at)
                && (5..=7).contains(&digits.len())
                && digits.iter().all(u8::is_ascii_digit)
                && words::look_up(word).is_none()
                && (at <= 2 || is_no_number(word))
        }
        _ => false,
    }
}

/// Two numbers with a hyphen between, as a site's code and a card's number stand on proximity cards: too few digits for
/// anything else, unless they are in threes or fours or begin as telephone numbers do.
#[inline]
fn is_pair(bytes: &[u8]) -> bool {
    let at = bytes.iter().position(|b| *b == b'-').unwrap_or(0);
    let (first, second) = bytes.split_at_checked(at).unwrap_or_default();
    let [_, second @ ..] = second else {
        return false;
    };
    (1..=5).contains(&first.len())
        && (1..=5).contains(&second.len())
        && first.len() + second.len() <= 8
        && !matches!((first.len(), second.len()), (3, 3) | (4, 4))
        && !matches!(first, [b'0', ..] | [b'4', b'4', ..])
        && second.iter().all(u8::is_ascii_digit)
}

/// The most letters before a serial number.
const MOST_LETTERS: usize = 8;

/// Whether letters that look like digits are not all that stands before others.
fn is_no_number(word: &[u8]) -> bool {
    word.iter()
        .skip(2)
        .any(|letter| !matches!(letter, b'O' | b'I' | b'L'))
}

/// A shorter one may be a code by its form alone.
const SHORTEST_TOKEN: usize = 11;

/// One word of letters and digits: a token of a batch is longer than all codes but an account's.
#[inline]
fn code(bytes: &[u8]) -> Look {
    if bytes.len() < 5 || bytes.len() > LONGEST_CODE {
        return if bytes.len() == mrz::LINE && mrz::is_of_days(bytes) {
            Look::Closer
        } else {
            Look::Nothing
        };
    }
    if bytes.len() >= SHORTEST_TOKEN {
        // which of a token's signs are digits nobody can foretell
        let digits = bits::digits(bytes);
        let account = digits & 0b1111 == 0b1100 && iban::may_be(bytes);
        let licence = matches!(bytes.len(), 16 | 18)
            && digits >> 5 & 0b11_1111 == 0b11_1111
            && driving_licence::may_be(bytes);
        let labelled = digits == bits::low(bytes.len()) & !bits::low(first_of(digits));
        // O and l for digits
        let slipped = || {
            let mut bytes = bytes.iter();
            bytes
                .all(|b| b.is_ascii_digit() || matches!(b, b'O' | b'o' | b'I' | b'i' | b'L' | b'l'))
        };
        // its name glued to it
        let named = || {
            bytes.split_at_checked(4).is_some_and(|(name, rest)| {
                name.eq_ignore_ascii_case(b"iban") && iban::may_be(rest)
            })
        };
        // 12HighStreet
        let housed =
            || digits.trailing_ones() == digits.count_ones() && street_address::is_in_one(bytes);
        // REFQQ123456C
        let from = first_of(digits);
        let insured =
            digits.count_ones() == 6 && digits == bits::low(6) << from && from + 7 == bytes.len();
        if !account && !licence && !labelled && !insured && !slipped() && !named() && !housed() {
            return Look::Nothing;
        }
    }
    Look::Code
}

/// An account's number with its name is as long.
const LONGEST_CODE: usize = 38;

fn first_of(bits: u64) -> usize {
    usize::try_from(bits.trailing_zeros()).unwrap_or(0)
}

/// The year of `YYYY-MM-DD`, `DD/MM/YYYY` or `MM.DD.YYYY`.
#[inline]
fn year_of(bytes: &[u8]) -> Option<u16> {
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u16, |sum, b| {
            b.is_ascii_digit().then(|| sum * 10 + u16::from(b - b'0'))
        })
    };
    let is_day = |day: u16, month: u16| (1..=31).contains(&day) && (1..=12).contains(&month);
    match *bytes {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
            let (month, day) = (number(&[m1, m2])?, number(&[d1, d2])?);
            is_day(day, month).then(|| number(&[y1, y2, y3, y4]))?
        }
        [a, b, first, c, d, second, y1, y2, y3, y4]
            if first == second && matches!(first, b'/' | b'.' | b'-') =>
        {
            let (one, other) = (number(&[a, b])?, number(&[c, d])?);
            let year = number(&[y1, y2, y3, y4])?;
            let fits = is_day(one, other) || is_day(other, one);
            (fits && (1850..=2150).contains(&year)).then_some(year)
        }
        _ => None,
    }
}

/// A picture's file that is called by a token or an identifier says nothing more, by any other name perhaps.
#[cold]
fn of_picture(path: &str) -> Option<Look> {
    let name = name_of_picture(path)?;
    let seen = classes(name);
    // longer than what is a code by its form alone
    let is_token = seen == DIGIT | LETTER
        && name.len() >= SHORTEST_TOKEN
        && code(name.as_bytes()) == Look::Nothing
        && !may_hide(name, seen);
    Some(if is_token || codes::is_uuid(name.as_bytes()) {
        Look::Nothing
    } else {
        Look::Closer
    })
}

/// What a picture's file is called, in at most one folder that says nothing.
fn name_of_picture(path: &str) -> Option<&str> {
    let (name, kind) = path.split_at_checked(path.len().checked_sub(4)?)?;
    let name = if kind.eq_ignore_ascii_case(".jpg") || kind.eq_ignore_ascii_case(".png") {
        name
    } else if kind.eq_ignore_ascii_case("jpeg") {
        name.strip_suffix('.')?
    } else {
        return None;
    };
    let folders = ["photos", "photo", "images", "image", "pictures"];
    let mut inner = folders
        .iter()
        .filter_map(|folder| name.strip_prefix(folder)?.strip_prefix('/'));
    match inner.next() {
        Some(name) => Some(name),
        None => memchr::memchr(b'/', name.as_bytes())
            .is_none()
            .then_some(name),
    }
}
