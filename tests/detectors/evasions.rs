//! What stands in a text to keep it from being found, drawn anew for every text and place.

use super::measure::{self, Case};
use super::synthetic;

/// All white space that parts no lines, by the Unicode character database.
const SPACES: &[char] = &[
    ' ', '\t', '\u{a0}', '\u{1680}', '\u{2000}', '\u{2001}', '\u{2002}', '\u{2003}', '\u{2004}',
    '\u{2005}', '\u{2006}', '\u{2007}', '\u{2008}', '\u{2009}', '\u{200a}', '\u{202f}', '\u{205f}',
    '\u{3000}',
];

/// Dashes, hyphens and minus signs.
const DASHES: &[char] = &[
    '-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}',
    '\u{2043}', '\u{fe58}', '\u{fe63}', '\u{ff0d}',
];

/// Nothing to see: format characters, joiners, variation selectors, fillers.
const NOTHING: &[char] = &[
    '\u{ad}', '\u{34f}', '\u{61c}', '\u{180e}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}',
    '\u{200f}', '\u{202a}', '\u{202c}', '\u{202d}', '\u{2060}', '\u{2061}', '\u{2063}', '\u{2066}',
    '\u{2069}', '\u{fe0e}', '\u{fe0f}', '\u{feff}',
];

/// Letters of Greek and Cyrillic that look like Latin capitals.
const ALIKE: &[(char, &str)] = &[
    ('A', "\u{391}\u{410}"),
    ('B', "\u{392}\u{412}"),
    ('C', "\u{421}\u{3f9}"),
    ('E', "\u{395}\u{415}"),
    ('H', "\u{397}\u{41d}"),
    ('I', "\u{399}\u{406}"),
    ('J', "\u{408}"),
    ('K', "\u{39a}\u{41a}"),
    ('M', "\u{39c}\u{41c}"),
    ('N', "\u{39d}"),
    ('O', "\u{39f}\u{41e}"),
    ('P', "\u{3a1}\u{420}"),
    ('S', "\u{405}"),
    ('T', "\u{3a4}\u{422}"),
    ('X', "\u{3a7}\u{425}"),
    ('Y', "\u{3a5}\u{4ae}"),
    ('Z', "\u{396}"),
];

struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }

    fn of(&mut self, list: &[char]) -> char {
        list[self.below(list.len())]
    }
}

type Evasion = fn(&str, &mut Draw) -> String;

const EVASIONS: &[(&str, Evasion)] = &[
    ("spaces", |text, draw| {
        text.chars()
            .map(|c| if c == ' ' { draw.of(SPACES) } else { c })
            .collect()
    }),
    ("dashes", |text, draw| {
        text.chars()
            .map(|c| {
                if c == ' ' || c == '-' {
                    draw.of(DASHES)
                } else {
                    c
                }
            })
            .collect()
    }),
    ("nothing to see", |text, draw| {
        let mut out = String::new();
        for c in text.chars() {
            for _ in 0..draw.below(3) {
                out.push(draw.of(NOTHING));
            }
            out.push(c);
        }
        out
    }),
    ("full width here and there", |text, draw| {
        let wide = |c| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c);
        text.chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() && draw.below(2) == 0 {
                    wide(c)
                } else {
                    c
                }
            })
            .collect()
    }),
    ("letters that look alike", |text, draw| {
        text.chars()
            .map(|c| match ALIKE.iter().find(|(latin, _)| *latin == c) {
                Some((_, alike)) => {
                    let alike: Vec<char> = alike.chars().collect();
                    draw.of(&alike)
                }
                None => c,
            })
            .collect()
    }),
    ("all of it", |text, draw| {
        let mut out = String::new();
        for c in text.chars() {
            out.push(draw.of(NOTHING));
            out.push(match c {
                ' ' => draw.of(SPACES),
                c if c.is_ascii_digit() && draw.below(2) == 0 => {
                    char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)
                }
                c => c,
            });
        }
        out
    }),
];

#[test]
fn every_kind_is_found_whatever_stands_in_its_way() {
    let plain: Vec<Case> = synthetic::cases()
        .into_iter()
        .filter(|case| case.holds && case.name == "plain")
        .collect();
    assert!(plain.len() > 500, "{}", plain.len());
    let mut draw = Draw(20_261_126);
    let mut missed = Vec::new();
    for case in &plain {
        assert!(measure::is_found(case), "{}", case.text);
        for (name, evade) in EVASIONS {
            // where a dash means something else than a space
            if *name == "dashes" && !synthetic::applies(case.kind, "dashes") {
                continue;
            }
            for _ in 0..4 {
                let text = evade(&case.text, &mut draw);
                let evaded = Case {
                    text,
                    ..case.clone()
                };
                if !measure::is_found(&evaded) {
                    missed.push(format!(
                        "{} {name}: {:?} of {:?}",
                        case.kind.name(),
                        evaded.text,
                        case.text
                    ));
                }
            }
        }
    }
    assert!(
        missed.is_empty(),
        "{} missed, as {:#?}",
        missed.len(),
        missed
            .iter()
            .step_by(1 + missed.len() / 20)
            .collect::<Vec<_>>()
    );
}
