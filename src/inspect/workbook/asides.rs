//! Texts beside the cells, which are told only if no visible cell holds them.

use std::collections::HashMap;

use super::label;
use super::link;
use super::seen::Seen;
use crate::inspect::desk::Desk;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;

/// What stands for a number of pages, a name, a time or a look in a header.
const CODES: &str = "LCRPNDTZFAGBIUESXYHO+-";
/// So many are kept.
const MOST: usize = 200_000;

/// Texts that are kept until all cells are known.
#[derive(Debug, Default)]
pub(super) struct Asides {
    kept: Vec<Aside>,
}

#[derive(Debug)]
struct Aside {
    /// The sheet that it is of, if it is of one, and where on that.
    sheet: Option<u32>,
    at: First,
    /// What cells call the rule that it is of, where they come after it.
    rule: Option<String>,
    sign: Sign,
    text: String,
    /// Whether it is where a link leads.
    is_address: bool,
}

impl Aside {
    fn is_seen(&self, seen: &Seen) -> bool {
        let is_shown = |form: &str| seen.has(form);
        is_shown(&self.text) || self.is_address && link::forms(&self.text).into_iter().any(is_shown)
    }
}

impl Asides {
    pub(super) fn keep(&mut self, sheet: Option<u32>, sign: Sign, text: &str) {
        self.keep_at(sheet, First::default(), sign, text);
    }

    /// Keeps a text that stands there on its sheet.
    pub(super) fn keep_at(&mut self, sheet: Option<u32>, at: First, sign: Sign, text: &str) {
        self.push(Aside {
            sheet,
            at,
            rule: None,
            sign,
            text: text.to_owned(),
            is_address: false,
        });
    }

    /// Keeps a text of a rule, of which cells say that it is for them.
    pub(super) fn keep_of(&mut self, rule: Option<&str>, sign: Sign, text: &str) {
        self.push(Aside {
            sheet: None,
            at: First::default(),
            rule: rule.map(str::to_owned),
            sign,
            text: text.to_owned(),
            is_address: false,
        });
    }

    /// Keeps where a link leads out of the workbook, unless that is nowhere.
    pub(super) fn keep_address(&mut self, sheet: Option<u32>, at: First, address: &str) {
        self.push(Aside {
            sheet,
            at,
            rule: None,
            sign: Sign::MarginText,
            text: address.to_owned(),
            is_address: true,
        });
    }

    fn push(&mut self, aside: Aside) {
        if self.kept.len() < MOST && !aside.text.trim().is_empty() {
            self.kept.push(aside);
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.kept.len()
    }

    /// Says where those stand that were kept from this one on.
    pub(super) fn place_from(&mut self, from: usize, at: &First) {
        for aside in self.kept.iter_mut().skip(from) {
            aside.at = at.clone();
        }
    }

    /// Says for which cells rules are: by name the sheet and the first cell.
    pub(super) fn place_rules(&mut self, rules: &HashMap<String, (u32, First)>) {
        for aside in &mut self.kept {
            let rule = aside.rule.as_ref().and_then(|rule| rules.get(rule));
            if let Some((sheet, at)) = rule {
                (aside.sheet, aside.at) = (Some(*sheet), at.clone());
            }
        }
    }

    /// Keeps what a page's header or footer says beyond numbers of pages and the like.
    pub(super) fn keep_page(&mut self, sheet: Option<u32>, text: &str) {
        for piece in pieces(text) {
            if !label::is_of_page(&piece) {
                self.keep(sheet, Sign::MarginText, &piece);
            }
        }
    }

    pub(super) fn append(&mut self, other: Self) {
        let left = MOST.saturating_sub(self.kept.len());
        self.kept.extend(other.kept.into_iter().take(left));
    }

    /// Tells of those that no visible cell holds.
    pub(super) fn tell(&self, seen: &Seen, desk: &mut Desk<'_>) {
        for aside in self.kept.iter().filter(|aside| !aside.is_seen(seen)) {
            let tell = |desk: &mut Desk<'_>| {
                if aside.is_address && !link::says_more(&aside.text) {
                    link::note(&aside.at, desk);
                } else {
                    desk.find_from(aside.sign, 1, aside.at.clone());
                }
            };
            match aside.sheet {
                Some(sheet) => desk.on_sheet(sheet, tell),
                None => tell(desk),
            }
        }
    }
}

/// A header or footer without its codes (ECMA-376 part 1, 18.3.1.46): `&C`, `&"Arial,Bold"`, `&12`, `&KFF0000`.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let last = pieces.last_mut();
        match (letter, letters.peek()) {
            ('&', Some('&')) => {
                letters.next();
                last.into_iter().for_each(|piece| piece.push('&'));
                continue;
            }
            ('&', _) => {}
            _ => {
                last.into_iter().for_each(|piece| piece.push(letter));
                continue;
            }
        }
        match letters.next() {
            // the name of a font, and how it looks
            Some('"') => {
                let font: String = letters
                    .by_ref()
                    .take_while(|letter| *letter != '"')
                    .collect();
                if !label::is_name(&font) {
                    pieces.push(font);
                }
            }
            Some(digit) if digit.is_ascii_digit() => {
                while letters.next_if(char::is_ascii_digit).is_some() {}
            }
            Some('K') => {
                for _ in 0..6 {
                    letters.next_if(|letter| {
                        letter.is_ascii_hexdigit() || matches!(letter, '+' | '-')
                    });
                }
            }
            Some(code) if !CODES.contains(code) => pieces.push(code.to_string()),
            _ => {}
        }
        pieces.push(String::new());
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn codes_of_a_header_part_its_texts() {
        assert_eq!(
            pieces("&L&\"Arial,Bold\"&12Cards && more&CPage &P of &N&R&KFF0000A&&B"),
            ["Cards & more", "Page ", " of ", "A&B"]
        );
        assert_eq!(
            pieces("&L&G&D&T&\"she was moved after the complaint\"").len(),
            1
        );
        assert_eq!(pieces("&s&h&e"), ["s", "h", "e"]);
        assert!(pieces("&L&G&C&A&R&F").is_empty());
    }
}
