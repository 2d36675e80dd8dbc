//! Columns that cannot be meant for a card, by their names.
//!
//! A name is folded and parted into words (at signs, digits and where capitals begin), so that `Date of Birth`,
//! `dateOfBirth`, `DATE_OF_BIRTH`, `emp.DoB (dd/mm)` and `addresses.postalCode` are each a row of words in which a
//! listed phrase stands. Words that are glued together are parted by the vocabulary. One slip of the pen (a letter
//! more, less, changed, or two swapped) is forgiven in words of six letters or more, and never in a name under which
//! data for a card is released.

mod alone;
mod list;

use std::collections::HashMap;
use std::sync::LazyLock;

use self::list::{ALIASES, ENTRIES, HARMLESS, NAMED, NEUTRAL, NO_SLIPS, RELEASED, SHORTENED};
use super::encoded;
use super::fold::fold;
use super::kind::Kind;

/// How bad a column's name is. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It may be meant for a card; somebody should look.
    Suspect,
    /// No card needs what it says.
    Forbidden,
}

/// What a column's name says that it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeaderRule {
    /// The data in fixed words, which may be shown where the name itself may not.
    pub kind_of_data: &'static str,
    /// How bad that is.
    pub severity: Severity,
    /// The kind by whose form its cells can be known, if there is one.
    pub kind: Option<Kind>,
}

/// Judges the name of a column, or a key with dots between its levels; `None` if nothing speaks against it.
///
/// ```
/// use cardsieve::inspect::detect::header;
///
/// assert_eq!(header("Staff D.O.B.").map(|rule| rule.kind_of_data), Some("date of birth"));
/// assert!(header("Warrant No").is_none());
/// ```
pub fn header(text: &str) -> Option<HeaderRule> {
    let decoded = encoded::decoded(text);
    let text = decoded.as_deref().unwrap_or(text);
    if is_of_patients(text) {
        return rule_of("nhsnumber");
    }
    // a name is short; of what is longer, its beginning is one
    let cut = text.floor_char_boundary(LONGEST);
    let name = fold(text.get(..cut).unwrap_or_default());
    let words = spelled(parted(&name));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let glued = words.concat();
    if HARMLESS.split(',').any(|known| known.trim() == glued) {
        return None;
    }
    if VOCABULARY.is_released(&glued) || VOCABULARY.aliases.contains(&glued.as_str()) {
        return rule_of(&glued).filter(|rule| rule.severity == Severity::Suspect);
    }
    let said = phrase_in(&words)
        .into_iter()
        .chain(shortened(&words))
        .max_by_key(|rule| rule.severity);
    if said.is_some_and(|rule| rule.severity == Severity::Forbidden) {
        return said;
    }
    said.into_iter()
        .chain(words.iter().filter_map(|word| within(word)))
        .max_by_key(|rule| rule.severity)
        .or_else(|| slipped(&words, &glued))
        .or_else(|| alone(&name))
        .or_else(|| {
            // a key within another
            let (_, last) = name.rsplit_once('.')?;
            alone(last).filter(|rule| rule.severity == Severity::Forbidden)
        })
        .or_else(|| in_digits(&name))
}

/// The rule of a whole text in small letters without gaps, if it is a listed name and none under which data is released.
pub(super) fn exact(glued: &str) -> Option<HeaderRule> {
    let released = VOCABULARY.is_released(glued) || VOCABULARY.aliases.contains(&glued);
    if released { None } else { rule_of(glued) }
}

/// All listed names without their gaps.
pub(super) fn phrases() -> impl Iterator<Item = &'static str> {
    VOCABULARY.phrases.keys().map(String::as_str)
}

/// All names under which data for a card is released, without their gaps.
pub(super) fn released() -> impl Iterator<Item = &'static str> {
    let names = VOCABULARY.released.iter().map(String::as_str);
    names.chain(VOCABULARY.aliases.iter().copied())
}

/// NHS alone, as no organisation's name is a column's.
fn is_of_patients(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or(text);
    let last = fold(
        last.get(..last.floor_char_boundary(LONGEST))
            .unwrap_or_default(),
    );
    last.trim_matches(|c: char| !c.is_ascii_alphabetic())
        .eq_ignore_ascii_case("nhs")
}

/// The kind that most cells would have to be under a name that says nothing by itself.
pub(super) fn perhaps(text: &str) -> Option<Kind> {
    let glued = parted(&fold(text)).concat();
    let mut listed = alone::PERHAPS.iter();
    let is_it = |phrase: &str| phrase.trim().replace(' ', "") == glued;
    listed
        .find(|(_, phrases)| phrases.split(',').any(is_it))
        .map(|(kind, _)| *kind)
}

/// Whether data for a card is released under that name.
pub(in crate::inspect) fn is_released(text: &str) -> bool {
    let glued = parted(&fold(text)).concat();
    VOCABULARY.is_released(&glued) || VOCABULARY.aliases.contains(&glued.as_str())
}

/// Whether what stands under that name are names, ranks and roles.
pub(super) fn is_named(text: &str) -> bool {
    let glued = parted(&fold(text)).concat();
    NAMED.split(',').any(|name| name.trim() == glued)
}

/// Whether the name is of a card's own dates: when it was made, or until when it holds.
pub(super) fn is_of_issue(text: &str) -> bool {
    const DATES: &[&str] = &[
        "issue",
        "issued",
        "expiry",
        "expires",
        "expiration",
        "valid",
        "print",
        "printed",
        "produced",
    ];
    const BESIDE: &[&str] = &[
        "date", "dt", "of", "from", "to", "until", "till", "on", "card", "pass", "badge",
    ];
    let words = parted(&fold(text));
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    words.iter().any(|word| is(DATES, word))
        && words.iter().all(|word| is(DATES, word) || is(BESIDE, word))
}

/// Whether the name is of what something costs, and a listed name is none of its words.
pub(super) fn is_of_prices(text: &str) -> bool {
    const PRICES: &[&str] = &[
        "price", "prices", "cost", "costs", "vat", "invoice", "subtotal", "quote", "carriage",
        "postage",
    ];
    parted(&fold(text))
        .iter()
        .any(|word| PRICES.contains(&word.as_str()))
        && header(text).is_none()
}

/// Whether the name is of versions.
pub(super) fn is_of_versions(text: &str) -> bool {
    const VERSIONS: &[&str] = &[
        "version", "versions", "firmware", "software", "build", "release", "revision",
    ];
    parted(&fold(text))
        .iter()
        .any(|word| VERSIONS.contains(&word.as_str()))
}

const LONGEST: usize = 200;

/// A name that says it only where nothing else stands beside; what may well be meant for a card, where nothing does at all.
fn alone(name: &str) -> Option<HeaderRule> {
    // a currency's sign is a word there, and so is a plus between digits
    let name = name.replace('$', " pounds ");
    let is_sum = name.chars().filter(char::is_ascii_digit).count() > 1;
    let words = parted(&if is_sum {
        name.replace('+', " plus ")
    } else {
        name
    });
    let mut rest = words.as_slice();
    let found = |words: &[String]| VOCABULARY.alone.get(&words.concat()).copied();
    let whole = found(rest);
    if whole.is_some() {
        return whole;
    }
    let is_beside = |word: &String| alone::BESIDE.contains(&word.as_str());
    let sure = |words: &[String]| found(words).filter(|rule| rule.severity == Severity::Forbidden);
    while let [before @ .., last] = rest
        && is_beside(last)
    {
        rest = before;
        if let Some(rule) = sure(rest) {
            return Some(rule);
        }
    }
    while let [first, behind @ ..] = rest
        && is_beside(first)
    {
        rest = behind;
        if let Some(rule) = sure(rest) {
            return Some(rule);
        }
    }
    None
}

/// A listed name once digits beside letters are read as those that they look like: `D0B`, `P0stcode`.
fn in_digits(name: &str) -> Option<HeaderRule> {
    let mut before = None;
    let mut rest = name.chars().peekable();
    let mut read = String::with_capacity(name.len());
    while let Some(c) = rest.next() {
        let is_beside = [before, rest.peek().copied()]
            .into_iter()
            .flatten()
            .any(|c| c.is_ascii_alphabetic());
        read.push(match c {
            '0' if is_beside => 'o',
            '1' if is_beside => 'i',
            '3' if is_beside => 'e',
            '4' if is_beside => 'a',
            '5' if is_beside => 's',
            _ => c.to_ascii_lowercase(),
        });
        before = Some(c);
    }
    let is_long = |word: &&str| word.len() > 2;
    let words = parted(&read);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let glued = words.concat();
    (read != name.to_ascii_lowercase())
        .then(|| [glued.as_str()].into_iter().chain(words))?
        .filter(is_long)
        .find_map(rule_of)
}

/// The words of a name, in small letters.
fn parted(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let chars: Vec<char> = name.chars().collect();
    let mut before = None;
    for (at, c) in chars.iter().copied().enumerate() {
        if c == '\'' {
            continue;
        }
        if !c.is_alphanumeric() {
            before = None;
            continue;
        }
        let next = chars.get(at + 1).copied();
        let starts = before.is_none_or(|before: char| {
            before.is_numeric() != c.is_numeric()
                || (before.is_lowercase() && c.is_uppercase())
                || (before.is_uppercase()
                    && c.is_uppercase()
                    && next.is_some_and(char::is_lowercase))
        });
        if starts {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        before = Some(c);
    }
    words
}

/// The same with letters that stand one by one read as a word: `p o s t c o d e`.
fn spelled(words: Vec<String>) -> Vec<String> {
    let is_letter = |word: &String| word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    if words.iter().filter(|word| is_letter(word)).count() < FEWEST_SPELLED {
        return words;
    }
    let runs = words.chunk_by(|a, b| is_letter(a) && is_letter(b));
    let joined = runs.flat_map(|run| match run.len() {
        FEWEST_SPELLED.. => vec![run.concat()],
        _ => run.to_vec(),
    });
    joined.collect()
}

/// Fewer letters one by one are initials.
const FEWEST_SPELLED: usize = 4;

/// The longest listed phrase of neighbouring words.
fn phrase_in(words: &[&str]) -> Option<HeaderRule> {
    let mut best: Option<(usize, HeaderRule)> = None;
    for start in 0..words.len() {
        for end in start + 1..=words.len().min(start + 6) {
            let Some(row) = words.get(start..end) else {
                continue;
            };
            let glued = row.concat();
            // two or three letters are a word, or are written with dots
            let letters = glued.chars().all(char::is_alphabetic);
            let short = letters
                && glued.len() < 4
                && row.len() > 1
                && row.iter().any(|word| word.len() > 1)
                && row.len() < words.len();
            if short {
                continue;
            }
            if let Some(rule) = rule_of(&glued) {
                let better = best.is_none_or(|(length, other)| {
                    (rule.severity, glued.len()) > (other.severity, length)
                });
                if better {
                    best = Some((glued.len(), rule));
                }
            }
        }
    }
    best.map(|(_, rule)| rule)
}

/// The longest listed phrase once shortened words are read as those in full: `Natl ID`, `Dt of Brth`.
fn shortened(words: &[&str]) -> Option<HeaderRule> {
    let full = |word: &&str| {
        SHORTENED
            .iter()
            .find(|(short, _)| short == word)
            .map(|(_, full)| *full)
    };
    // alone, most of them are as well something else
    if words.len() < 2 || !words.iter().any(|word| full(word).is_some()) {
        return None;
    }
    let words: Vec<&str> = words
        .iter()
        .map(|word| full(word).unwrap_or(word))
        .collect();
    let glued = words.concat();
    if VOCABULARY.is_released(&glued) || VOCABULARY.aliases.contains(&glued.as_str()) {
        return None;
    }
    phrase_in(&words)
}

/// The rule of a listed phrase, in singular or plural.
fn rule_of(glued: &str) -> Option<HeaderRule> {
    let phrases = &VOCABULARY.phrases;
    let found = |text: &str| phrases.get(text).copied();
    found(glued)
        .or_else(|| {
            glued
                .strip_suffix('s')
                .filter(|stem| stem.len() > 2)
                .and_then(found)
        })
        .or_else(|| {
            glued
                .strip_suffix("es")
                .filter(|stem| stem.len() > 2)
                .and_then(found)
        })
        .or_else(|| {
            glued
                .strip_suffix("ies")
                .and_then(|stem| found(&format!("{stem}y")))
        })
}

/// A word that is made of others, one of them a listed phrase: `empdob`, `hometelno`.
fn within(word: &str) -> Option<HeaderRule> {
    if word.len() < 6 || !word.is_ascii() || is_known(word) {
        return None;
    }
    // what the first so many letters hold: nothing known, or known with or without a listed phrase
    let mut reached: Vec<Option<Option<HeaderRule>>> = vec![None; word.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = Some(None);
    }
    for start in 0..word.len() {
        let Some(so_far) = reached.get(start).copied().flatten() else {
            continue;
        };
        for end in start + 1..=word.len() {
            let Some(piece) = word.get(start..end) else {
                continue;
            };
            let rule = if piece.len() >= 3 {
                rule_of(piece)
            } else {
                None
            };
            if rule.is_none() && !VOCABULARY.neutral.contains(&piece) {
                continue;
            }
            let now = so_far
                .into_iter()
                .chain(rule)
                .max_by_key(|rule| rule.severity);
            if let Some(place) = reached.get_mut(end)
                && place.is_none_or(|before| {
                    before.map(|rule| rule.severity) < now.map(|rule| rule.severity)
                })
            {
                *place = Some(now);
            }
        }
    }
    reached.last().copied().flatten().flatten()
}

fn is_known(word: &str) -> bool {
    VOCABULARY.neutral.contains(&word)
        || VOCABULARY.is_released(word)
        || VOCABULARY.aliases.contains(&word)
        || NO_SLIPS.contains(&word)
}

/// The same with one slip in one long word.
fn slipped(words: &[&str], glued: &str) -> Option<HeaderRule> {
    if VOCABULARY.aliases.contains(&glued) {
        return None;
    }
    let may_be_meant = |word: &str| {
        (5..=40).contains(&word.len())
            && word.is_ascii()
            && !is_known(word)
            && !VOCABULARY.long.contains(&word)
    };
    let meant = |word: &str| {
        // a slip in a plural
        let one = word.strip_suffix('s').unwrap_or(word);
        let fits = may_be_meant(word) && may_be_meant(one);
        VOCABULARY
            .long
            .iter()
            .copied()
            .filter(|long| {
                fits && [word, one]
                    .iter()
                    .any(|word| is_one_slip(long.as_bytes(), word.as_bytes()))
            })
            .collect::<Vec<_>>()
    };
    // a phrase that is often written as one word
    let mut best: Option<HeaderRule> = list::GLUED
        .split(' ')
        .filter(|long| {
            words.len() > 1
                && !VOCABULARY.is_released(glued)
                && is_one_slip(long.as_bytes(), glued.as_bytes())
        })
        .find_map(rule_of);
    for (at, word) in words.iter().enumerate() {
        for long in meant(word) {
            let mut changed = words.to_vec();
            if let Some(place) = changed.get_mut(at) {
                *place = long;
            }
            best = best
                .into_iter()
                .chain(phrase_in(&changed))
                .max_by_key(|rule| rule.severity);
        }
    }
    best
}

/// Whether the two differ by one letter more, less or changed, or by two swapped.
fn is_one_slip(a: &[u8], b: &[u8]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    fn rest(text: &[u8], from: usize) -> &[u8] {
        text.get(from..).unwrap_or_default()
    }
    let (c, d) = (common, common + 1);
    if a == b {
        return false;
    }
    rest(a, d) == rest(b, d)
        || rest(a, d) == rest(b, c)
        || rest(a, c) == rest(b, d)
        || (rest(a, c + 2) == rest(b, c + 2)
            && a.get(c).is_some()
            && a.get(c) == b.get(d)
            && a.get(d) == b.get(c))
}

struct Vocabulary {
    /// Listed phrases without their gaps.
    phrases: HashMap<String, HeaderRule>,
    /// Those that count as a whole name alone.
    alone: HashMap<String, HeaderRule>,
    /// Words of six letters or more, of listed phrases or made of a whole one.
    long: Vec<&'static str>,
    neutral: Vec<&'static str>,
    released: Vec<String>,
    aliases: Vec<&'static str>,
}

impl Vocabulary {
    fn is_released(&self, glued: &str) -> bool {
        self.released.iter().any(|name| name == glued)
    }
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut phrases = HashMap::new();
    let mut long: Vec<&'static str> = Vec::new();
    let mut alone = HashMap::new();
    for entry in alone::ENTRIES {
        for phrase in entry.phrases.split(',').map(str::trim) {
            alone.entry(phrase.replace(' ', "")).or_insert(entry.rule());
        }
    }
    for entry in ENTRIES {
        let rule = entry.rule();
        for phrase in entry.phrases.split(',').map(str::trim) {
            phrases.entry(phrase.replace(' ', "")).or_insert(rule);
            long.extend(phrase.split(' ').filter(|word| word.len() >= 6));
        }
    }
    // a phrase that is often written as one word can be mistyped as one
    long.extend(list::GLUED.split(' ').filter(|word| word.len() >= 6));
    long.sort_unstable();
    long.dedup();
    Vocabulary {
        phrases,
        alone,
        long,
        neutral: NEUTRAL.split(' ').filter(|word| !word.is_empty()).collect(),
        released: RELEASED.iter().map(|name| name.replace('_', "")).collect(),
        aliases: ALIASES.split(',').map(str::trim).collect(),
    }
});

#[cfg(test)]
mod tests;
