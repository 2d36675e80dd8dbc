//! What a text holds that nobody sees who reads it.
//!
//! Source: UAX 44 (Default_Ignorable_Code_Point, general categories), UTS 51 (joiners, selectors and tags of emoji), The Unicode
//! Standard 23.2 and 23.4 (joiners and selectors of scripts), UTR 36 3.5 (overrides of direction).
//!
//! By chance: names have a joiner where their script has one, emoji a selector each, a word a soft hyphen; what was copied from a
//! page of the web brings one or two signs of no width along. So many more are no chance: each can tell several bits.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// So many without a reason hide something: in one text, and in all texts of a column together.
const ODD: u32 = 4;
pub(super) const ODD_OF_A_COLUMN: u64 = 16;
/// More marks than any script sets on one letter.
const STACKED: u32 = 7;
/// White space of two kinds in turn.
const TURNS: u32 = 8;

/// What one text holds of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::inspect) struct Unseen {
    /// Control characters other than those of lines.
    pub(in crate::inspect) controls: bool,
    /// More signs that cannot be seen than a text has.
    pub(in crate::inspect) letters: bool,
    /// Signs that cannot be seen and that nothing around explains.
    pub(super) odd: u32,
}

impl Unseen {
    /// Whether the text hides something.
    pub(in crate::inspect) const fn any(self) -> bool {
        self.controls || self.letters
    }
}

/// Counts of one text.
#[derive(Default)]
struct Counts {
    odd: u32,
    /// Joiners, selectors, marks of direction and soft hyphens where a script has them.
    joined: u32,
    varied: u32,
    directed: u32,
    hyphens: u32,
    /// Letters and marks of scripts that have joiners, and letters of any.
    shaped: u32,
    letters: u32,
    stacked: u32,
    turns: u32,
    hides: bool,
}

pub(in crate::inspect) fn look(text: &str) -> Unseen {
    if is_ordinary(text) {
        return Unseen::default();
    }
    closely(text)
}

fn closely(text: &str) -> Unseen {
    let mut seen = Unseen::default();
    let mut counts = Counts::default();
    let is_rtl = !text.is_ascii() && text.chars().any(is_rtl);
    let mut before = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\t' | '\n' | '\r' => {}
            // those have findings of their own
            '\0' | '\u{1a}' => {}
            // the line of some systems, and bytes that windows-1252 leaves free and other encodings use
            '\u{81}' | '\u{85}' | '\u{8d}' | '\u{8f}' | '\u{90}' | '\u{9d}' => {}
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => seen.controls = true,
            ' '..='~' => counts.letters += u32::from(c.is_ascii_alphabetic()),
            '\u{1f3f4}' => {
                let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
                if let Some(flag) = FLAGS.iter().find(|flag| rest.starts_with(**flag)) {
                    let length = flag.chars().count();
                    chars.by_ref().take(length).for_each(drop);
                }
            }
            _ => {
                let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
                counts.count(c, before, rest.chars().next(), is_rtl);
            }
        }
        counts.follow(c, before);
        before = Some(c);
    }
    seen.odd = counts.odd;
    seen.letters = counts.hide();
    seen
}

/// Whether it has nothing but ASCII's signs, spaces, ends of lines and the letters and signs of Europe's and Vietnam's
/// languages, each of which is seen.
pub(super) fn is_ordinary(text: &str) -> bool {
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [b' '..=b'~' | b'\n' | b'\r', rest @ ..] => rest,
            // without controls, the hard space and the soft hyphen
            [0xc2, 0xa1..=0xac | 0xae..=0xbf, rest @ ..] => rest,
            [0xc3..=0xc9, _, rest @ ..] => rest,
            [0xe1, 0xb8..=0xbb, _, rest @ ..] => rest,
            // quotation marks and dashes
            [
                0xe2,
                0x80,
                0x93 | 0x94 | 0x98 | 0x99 | 0x9c | 0x9d,
                rest @ ..,
            ] => rest,
            rest => return rest.is_empty(),
        }
    }
}

impl Counts {
    fn count(&mut self, c: char, before: Option<char>, next: Option<char>, is_rtl: bool) {
        match c {
            '\u{200c}' | '\u{200d}' => {
                let of_emoji = c == '\u{200d}'
                    && before.is_some_and(is_pictured)
                    && next.is_some_and(is_pictured);
                if before.is_some_and(is_shaped) {
                    self.joined += 1;
                } else if !of_emoji {
                    self.odd += 1;
                }
            }
            // where lines of scripts without spaces may break
            '\u{200b}' if before.is_some_and(is_without_spaces) => self.joined += 1,
            '\u{fe0e}' | '\u{fe0f}' => {
                let keyed = matches!(before, Some('0'..='9' | '#' | '*'));
                let fits = if keyed {
                    next == Some('\u{20e3}')
                } else {
                    before.is_some_and(is_pictured)
                };
                self.odd += u32::from(!fits);
            }
            '\u{fe00}'..='\u{fe02}'
                if before.is_some_and(|before| before > '\u{2000}' && !is_unseen(before)) =>
            {
                self.varied += 1;
            }
            '\u{e0100}'..='\u{e011f}' if before.is_some_and(is_han) => self.varied += 1,
            '\u{180b}'..='\u{180d}' | '\u{180f}'
                if before.is_some_and(
                    |before| matches!(before, '\u{1807}'..='\u{1842}' | '\u{1843}'..='\u{18aa}'),
                ) =>
            {
                self.varied += 1;
            }
            // what reads in one order and stands in another
            '\u{202d}' | '\u{202e}' => self.hides = true,
            '\u{e0000}'..='\u{e007f}' => self.hides = true,
            '\u{200e}' | '\u{200f}' | '\u{061c}' if is_rtl => self.directed += 1,
            '\u{ad}'
                if before.is_some_and(char::is_alphabetic)
                    && next.is_some_and(char::is_alphabetic) =>
            {
                self.hyphens += 1;
            }
            '\u{feff}' if before.is_none() => {}
            '\u{2800}' if before.is_some_and(is_braille) || next.is_some_and(is_braille) => {}
            _ if is_unseen(c) => self.odd += 1,
            _ if c.is_alphabetic() => {
                self.letters += 1;
                self.shaped += u32::from(is_shaped(c));
            }
            _ => self.shaped += u32::from(is_shaped(c)),
        }
    }

    /// Notes how a character follows the one before it.
    fn follow(&mut self, c: char, before: Option<char>) {
        if c >= '\u{300}' && is_mark(c) {
            self.stacked += 1;
            self.hides |= self.stacked >= STACKED;
        } else if !is_unseen(c) {
            self.stacked = 0;
        }
        let is_blank = |c: char| c.is_whitespace() && !matches!(c, '\n' | '\r' | '\u{85}');
        if is_blank(c) && before.is_some_and(|before| before != c && is_blank(before)) {
            self.turns += 1;
        }
    }

    /// Whether there are more than a text has.
    const fn hide(&self) -> bool {
        self.hides
            || self.odd >= ODD
            || self.turns >= TURNS
            || self.joined * 3 > self.shaped + 3
            || self.varied * 3 > self.letters + 9
            || self.directed * 4 > self.letters + 8
            || self.hyphens * 4 > self.letters + 8
    }
}

/// The tags of the flags that are in use: England, Scotland, Wales.
const FLAGS: [&str; 3] = [
    "\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
];

/// Whether a program shows nothing for it.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1345f}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A letter or mark of a script whose letters change their forms, and that has joiners.
fn is_shaped(c: char) -> bool {
    matches!(c,
        '\u{620}'..='\u{dff}' | '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17b3}' | '\u{17b6}'..='\u{180a}'
        | '\u{1810}'..='\u{18af}' | '\u{1a20}'..='\u{1aaf}' | '\u{1b00}'..='\u{1bff}' | '\u{a800}'..='\u{abff}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10a00}'..='\u{11fff}')
}

/// Thai, Lao, Tibetan, Myanmar and Khmer.
fn is_without_spaces(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}') && !is_unseen(c)
}

fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{608}' | '\u{60b}'..='\u{61b}' | '\u{61d}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_braille(c: char) -> bool {
    matches!(c, '\u{2801}'..='\u{28ff}')
}

/// A picture, its selector or the colour of its skin.
fn is_pictured(c: char) -> bool {
    matches!(
        c,
        '\u{fe0f}' | '\u{2139}' | '\u{203c}' | '\u{2049}' | '\u{3030}' | '\u{303d}' | '\u{e007f}'
    ) || matches!(
        c.general_category(),
        GeneralCategory::OtherSymbol
            | GeneralCategory::MathSymbol
            | GeneralCategory::ModifierSymbol
    ) && !c.is_ascii()
}

fn is_mark(c: char) -> bool {
    !is_unseen(c)
        && matches!(
            c.general_category(),
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_passed_over_hides_nothing_for_a_closer_look_either() {
        let every = (0..0x300).chain(0x1df0..0x1f10).chain(0x2010..0x2030);
        let every = every.filter_map(char::from_u32);
        for c in every.chain("\u{300}\u{1680}\u{200b}\u{2028}\u{3164}\u{feff}\u{1f600}".chars()) {
            for text in [
                c.to_string(),
                c.to_string().repeat(20),
                format!("{c} ").repeat(20),
                format!("a {c}é{c}, {c}"),
            ] {
                assert_eq!(look(&text), closely(&text), "{c:?}");
            }
            let is_seen = is_ordinary(&c.to_string());
            assert!(
                !is_seen || !c.is_control() || matches!(c, '\n' | '\r'),
                "{c:?}"
            );
        }
    }

    #[test]
    fn names_and_words_as_they_are_written_hide_nothing() {
        for text in [
            "Zoë Ångström",
            "می\u{200c}خواهم",
            "نیلوفر\u{200c}سادات",
            "علی\u{200c}رضا موسوی\u{200c}نژاد",
            "ශ්\u{200d}රී ප්\u{200d}රියංකර",
            "ക്\u{200d} നാരായണന്\u{200d}",
            "র\u{200d}্যাব",
            "क्\u{200d}ष त्\u{200c}र",
            "❤\u{fe0f} 👩\u{200d}👩\u{200d}👧\u{200d}👦",
            "1\u{fe0f}\u{20e3} 🏳\u{fe0f}\u{200d}🌈 ☎\u{fe0e}",
            "👩🏽\u{200d}⚕\u{fe0f}",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "葛\u{e0100}城 辻\u{e0101}",
            "Sicher\u{ad}heits\u{ad}beauf\u{ad}tragter",
            "co\u{ad}operation",
            "\u{feff}Smith",
            "Smith\u{200b}",
            "\u{202a}Smith\u{202c}",
            "אברהם \u{200f}(לוי)\u{200f}",
            "Nguye\u{302}\u{303}n",
            "שָׁלוֹם בְּרֵאשִׁ֖ית",
            "ก็\u{200b}ดี น้ำ",
            "a\tb\nc\r\n",
            "\u{2801}\u{2800}\u{2803}",
        ] {
            assert!(!look(text).any(), "{text:?} {:?}", look(text));
        }
    }

    #[test]
    fn what_nobody_sees_is_found() {
        let tags = |text: &str| -> String {
            let tag = |c| char::from_u32(0xe0000 + u32::from(c)).unwrap();
            text.chars().map(tag).collect()
        };
        let selectors = |first: u32| -> String {
            let selector = |c: u8| char::from_u32(first + u32::from(c & 15)).unwrap();
            b"surname".iter().copied().map(selector).collect()
        };
        for text in [
            format!("Smith{}", tags("s")),
            format!("🏴{}", tags("surname")),
            format!("Smith{}", selectors(0xfe00)),
            format!("Smith{}", selectors(0xe0100)),
            "a\u{fe0f}b\u{fe0f}c\u{fe0f}d\u{fe0f}".to_owned(),
            "葛\u{e0100}\u{e0101}\u{e0102}\u{e0103}\u{e0104}".to_owned(),
            "\u{202e}C654321QQ".to_owned(),
            "Smith\u{200b}\u{200c}\u{200b}\u{200c}".to_owned(),
            "S\u{2060}m\u{2061}i\u{2062}t\u{2063}h".to_owned(),
            "\u{3164}\u{3164}\u{3164}\u{3164}".to_owned(),
            "Smith\u{2800}\u{2800}\u{2800}\u{2800}".to_owned(),
            "ن\u{200c}ی\u{200c}ل\u{200c}و\u{200c}ف\u{200c}ر".to_owned(),
            "S\u{ad}m\u{ad}i\u{ad}t\u{ad}h\u{ad}s".to_owned(),
            format!("a{}", "\u{301}".repeat(8)),
            "Smith \t \t \t \t \t".to_owned(),
            "Smith\u{2009}\u{200a}\u{2009}\u{200a}\u{2009}\u{200a}\u{2009}\u{200a}\u{2009}"
                .to_owned(),
        ] {
            assert!(look(&text).letters, "{text:?} {:?}", look(&text));
        }
        for text in [
            "\u{1b}[8mSmith",
            "Smitt\u{8}h",
            "Smith\u{7f}",
            "Smith\u{9b}8m",
            "a\u{c}",
        ] {
            assert!(look(text).controls, "{text:?}");
        }
    }
}
