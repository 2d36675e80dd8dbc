//! Text without its disguises.
//!
//! UAX 15 (NFKD), UAX 44 (general categories) and UTS 39 (look-alikes). The fold is coarser than
//! NFKC: marks go as well. A look-alike never becomes a digit, since skeletons of UTS 39 take the
//! digit 1 for a letter.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The text as a reader takes it in: ASCII where it looks like ASCII.
///
/// Every space is one of ASCII's, every dash a hyphen, every decimal digit one of 0 to 9; letters that
/// look Latin are Latin; every other sign is one of ASCII's, but for that of degrees; what cannot be seen (soft hyphens, zero-width and bidi characters, marks,
/// controls) is away. Borrowed where nothing had to be done.
///
/// ```
/// use cardsieve::inspect::detect::fold;
///
/// assert_eq!(fold("QQ\u{a0}12\u{200b}34\u{2011}56 С"), "QQ 1234-56 C");
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    Cow::Owned(out)
}

/// Appends the folded text.
pub(super) fn fold_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !is_as_it_is(byte)) {
        let (plain, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut chars = from.chars();
        if let Some(c) = chars.next() {
            match LETTERS.get(place(c)) {
                Some(folded) => out.push_str(folded),
                None => fold_one(c, out),
            }
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// What the letters of Europe's and Vietnam's names become, so that it is asked but once.
static LETTERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let letters = EUROPEAN.chain(VIETNAMESE).filter_map(char::from_u32);
    letters
        .map(|c| {
            let mut folded = String::new();
            fold_one(c, &mut folded);
            folded
        })
        .collect()
});

const EUROPEAN: std::ops::Range<u32> = 0x80..0x250;
const VIETNAMESE: std::ops::Range<u32> = 0x1e00..0x1f00;

/// Where the character is among those; beyond them if it is none.
#[inline]
fn place(c: char) -> usize {
    let point = u32::from(c);
    let at = if EUROPEAN.contains(&point) {
        point - EUROPEAN.start
    } else if VIETNAMESE.contains(&point) {
        EUROPEAN.end - EUROPEAN.start + point - VIETNAMESE.start
    } else {
        return usize::MAX;
    };
    usize::try_from(at).unwrap_or(usize::MAX)
}

fn fold_one(c: char, out: &mut String) {
    if c.is_ascii() {
        return push(c, out);
    }
    // before the decomposition, which parts some of them
    if let Some(plain) = seen_as(c).or_else(|| twin(c)) {
        return out.push(plain);
    }
    for c in std::iter::once(c).nfkd() {
        push(c, out);
    }
}

/// Printable ASCII and the whitespace of lines stay as they are.
pub(super) const fn is_as_it_is(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r')
}

/// Whether all of it stays as it is.
pub(super) fn is_plain(text: &str) -> bool {
    // without a way out halfway, many bytes are looked at together
    text.bytes().fold(true, |plain, b| plain & is_as_it_is(b))
}

fn push(c: char, out: &mut String) {
    if c.is_ascii() {
        if u8::try_from(c).is_ok_and(is_as_it_is) {
            out.push(c);
        }
        return;
    }
    if let Some(plain) = seen_as(c) {
        out.push(plain);
        return;
    }
    if is_unseen(c) {
        return;
    }
    match c.general_category() {
        GeneralCategory::SpaceSeparator
        | GeneralCategory::LineSeparator
        | GeneralCategory::ParagraphSeparator => out.push(' '),
        GeneralCategory::DashPunctuation => out.push('-'),
        GeneralCategory::CurrencySymbol => out.push('$'),
        GeneralCategory::ConnectorPunctuation => out.push('_'),
        GeneralCategory::OpenPunctuation => out.push('('),
        GeneralCategory::ClosePunctuation => out.push(')'),
        GeneralCategory::InitialPunctuation | GeneralCategory::FinalPunctuation => out.push('"'),
        // a sign is no letter, and parts words as one of ASCII does; of degrees it says something
        GeneralCategory::OtherPunctuation
        | GeneralCategory::MathSymbol
        | GeneralCategory::ModifierSymbol
        | GeneralCategory::OtherSymbol
            if c != '\u{b0}' =>
        {
            out.push('*');
        }
        GeneralCategory::NonspacingMark
        | GeneralCategory::EnclosingMark
        | GeneralCategory::Format
        | GeneralCategory::Control
        | GeneralCategory::PrivateUse
        | GeneralCategory::Unassigned => {}
        GeneralCategory::DecimalNumber => out.push(digit(c).unwrap_or(c)),
        GeneralCategory::OtherNumber => match circled(c) {
            Some(value) => out.push_str(&value.to_string()),
            None => out.push(c),
        },
        _ => out.push(latin(c).unwrap_or(c)),
    }
}

/// What looks like nothing although its category is another: fillers of Hangul, the blank of Braille
/// is a space and in `seen_as`.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{17b4}' | '\u{17b5}'
    )
}

/// Punctuation that the decomposition leaves or parts.
fn seen_as(c: char) -> Option<char> {
    Some(match c {
        '\u{2212}' | '\u{2043}' | '\u{02d7}' | '\u{2796}' | '\u{30fc}' | '\u{ff70}'
        | '\u{06d4}' | '\u{2500}' | '\u{2501}' | '\u{00af}' | '\u{02c9}' | '\u{2053}'
        | '\u{223c}' => '-',
        '\u{2024}' | '\u{00b7}' | '\u{2022}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}'
        | '\u{ff65}' | '\u{3002}' | '\u{ff61}' | '\u{2027}' | '\u{0387}' => '.',
        '\u{2044}' | '\u{2215}' | '\u{29f8}' | '\u{2571}' | '\u{ff0f}' => '/',
        '\u{2236}' | '\u{a789}' | '\u{ff1a}' | '\u{02d0}' | '\u{0589}' | '\u{05c3}' => ':',
        '\u{2800}' => ' ',
        // those of an ordinal, and a ring
        '\u{ba}' | '\u{02da}' => '\u{b0}',
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => '\'',
        _ => return None,
    })
}

/// The digit that a decimal number of another script stands for. Each script's ten stand in a row.
fn digit(c: char) -> Option<char> {
    const ZEROS: &[u32] = &[
        0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6,
        0x0d66, 0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0,
        0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0,
        0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0,
        0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0,
        0x11f50, 0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140,
        0x1e2f0, 0x1e4f0, 0x1e950, 0x1fbf0,
    ];
    let point = u32::from(c);
    ZEROS
        .iter()
        .filter_map(|zero| point.checked_sub(*zero))
        .find(|value| *value < 10)
        .and_then(|value| char::from_digit(value, 10))
}

/// The number in a circle that no decomposition reaches.
fn circled(c: char) -> Option<u32> {
    let point = u32::from(c);
    [0x2776, 0x2780, 0x278a, 0x24f5]
        .iter()
        .filter_map(|one| point.checked_sub(*one))
        .find(|value| *value < 10)
        .map(|value| value + 1)
        .or_else(|| (point == 0x24ff).then_some(0))
}

/// The Latin letter whose twin a letter is listed as.
fn twin(c: char) -> Option<char> {
    // where the listed ones stand, without the marks between them
    if !matches!(c, '\u{d8}'..='\u{2ff}' | '\u{370}'..='\u{587}' | '\u{1d00}'..='\u{1d2f}' | '\u{a730}'..='\u{a731}')
    {
        return None;
    }
    let at = SORTED.binary_search_by_key(&c, |(twin, _)| *twin).ok()?;
    SORTED.get(at).map(|(_, latin)| *latin)
}

/// Every twin with its letter.
static SORTED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let pairs = TWINS
        .iter()
        .flat_map(|(latin, twins)| twins.chars().map(|twin| (twin, *latin)));
    let mut sorted: Vec<_> = pairs.collect();
    sorted.sort_unstable();
    sorted
});

/// The Latin letter that a letter of another script looks like.
fn latin(c: char) -> Option<char> {
    let listed = twin(c);
    if listed.is_some() {
        return listed;
    }
    // the scripts that are written with letters of their own look
    if !matches!(u32::from(c), 0x0370..=0x058f | 0x13a0..=0x13ff | 0x1c80..=0x1c8f | 0x2c00..=0x2dff
        | 0xa4d0..=0xa4ff | 0xa640..=0xa69f | 0xab70..=0xabbf | 0x10280..=0x1031f)
    {
        return None;
    }
    let mut bytes = [0; 4];
    let mut skeleton = unicode_security::skeleton(c.encode_utf8(&mut bytes));
    let one = skeleton.next()?;
    (skeleton.next().is_none() && one.is_ascii_alphabetic()).then_some(one)
}

/// Greek, Cyrillic, Armenian and others, and Latin letters that no decomposition reaches.
const TWINS: &[(char, &str)] = &[
    ('A', "ΑАᴀ"),
    ('B', "ΒВʙᴃ"),
    ('C', "СϹᴄ"),
    ('D', "ĐƉԀᴅ"),
    ('E', "ΕЕᴇ"),
    ('F', "Ϝꜰ"),
    ('G', "Ԍɢ"),
    ('H', "ΗНҺʜ"),
    ('I', "ΙІӀıƖɪ"),
    ('J', "ЈͿᴊ"),
    ('K', "ΚКҚᴋ"),
    ('L', "ŁԼʟ"),
    ('M', "ΜМϺᴍ"),
    ('N', "Νɴ"),
    ('O', "ΟОØՕᴏ"),
    ('P', "ΡРᴘ"),
    ('Q', "Ԛ"),
    ('R', "ʀ"),
    ('S', "ЅՏꜱ"),
    ('T', "ΤТᴛ"),
    ('U', "ՍԱᴜ"),
    ('V', "Ѵᴠ"),
    ('W', "Ԝᴡ"),
    ('X', "ΧХ"),
    ('Y', "ΥУҮʏ"),
    ('Z', "Ζ"),
    ('a', "аα"),
    ('b', "Ьь"),
    ('c', "сϲ"),
    ('d', "đԁ"),
    ('e', "еҽ"),
    ('g', "ցɡ"),
    ('h', "һհ"),
    ('i', "іιΐ"),
    ('j', "јϳ"),
    ('k', "кκ"),
    ('l', "łӏ"),
    ('m', "м"),
    ('n', "ոη"),
    ('o', "оοøօσ"),
    ('p', "рρ"),
    ('q', "ԛգ"),
    ('s', "ѕ"),
    ('t', "тτ"),
    ('u', "υս"),
    ('v', "ѵν"),
    ('w', "ԝωա"),
    ('x', "хχ"),
    ('y', "уγү"),
    ('z', "ᴢ"),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_letter_of_the_table_stands_at_its_place() {
        for c in (0..0x400).chain(0x1df0..0x1f10).filter_map(char::from_u32) {
            let (mut one, mut among) = (String::new(), String::new());
            fold_one(c, &mut one);
            fold_into(&format!("a{c}b"), &mut among);
            assert_eq!(among, format!("a{one}b"), "{c:?}");
        }
    }

    #[test]
    fn every_disguise_of_a_space_dash_digit_or_letter_is_off() {
        for (disguised, plain) in [
            ("1\u{a0}2\u{2003}3\u{202f}4\u{3000}5", "1 2 3 4 5"),
            (
                "1\u{2010}2\u{2011}3\u{2013}4\u{2014}5\u{2212}6\u{fe63}7\u{ff0d}8",
                "1-2-3-4-5-6-7-8",
            ),
            (
                "1\u{ad}2\u{200b}3\u{200d}4\u{2060}5\u{feff}6\u{202e}7\u{2066}8\u{fe0f}9",
                "123456789",
            ),
            ("０１２３４５６７８９", "0123456789"),
            ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
            ("𝟎𝟏𝟐𝟑", "0123"),
            ("①②③", "123"),
            ("❶➁⓪➓", "12010"),
            ("ɴɪɴᴏ", "NINO"),
            ("ＡＢ", "AB"),
            ("АВЕКМНОРСТХ", "ABEKMHOPCTX"),
            ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
            ("Ś\u{301}W1\u{336}", "SW1"),
            ("a\u{2024}b．c", "a.b.c"),
            ("1\u{0}2\u{7f}3", "123"),
            ("£1 €2", "$1 $2"),
            ("1\u{2053}2\u{223c}3", "1-2-3"),
            ("«1» “2” 【3】 ►4 †5 ✓6", "\"1\" \"2\" (3) *4 *5 *6"),
            ("54°1′", "54°1*"),
        ] {
            assert_eq!(fold(disguised), plain);
        }
    }

    #[test]
    fn every_listed_twin_is_looked_up() {
        for (latin, twins) in TWINS {
            for c in twins.chars() {
                assert_eq!(twin(c), Some(*latin), "{c}");
            }
        }
        assert_eq!((twin('\u{301}'), twin('a'), twin('王')), (None, None, None));
    }

    #[test]
    fn no_letter_becomes_a_digit_and_names_keep_their_letters() {
        for name in ["Зоя", "Ольга", "אברהם", "王小明", "Ĺl|I", "ЗбƼ"] {
            assert!(!fold(name).bytes().any(|b| b.is_ascii_digit()), "{name}");
        }
        assert!(matches!(fold("O'Brien-Smith 12"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*|.{0,40}|[\\u{0}-\\u{10ffff}]{0,20}") {
            let once = fold(&text).into_owned();
            prop_assert_eq!(fold(&once).into_owned(), once);
        }
    }
}
