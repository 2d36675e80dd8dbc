//! Numbers, as they stand in groups of digits.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{NONE, Text, is_digit, is_soft};
use super::{bank_account, date_of_birth, nhs_number, passport, payment_card, phone, salary, utr};

/// The most digits of anything that is looked for.
const LONGEST: usize = 19;
const LONGEST_GROUP: u8 = 19;
/// A row of digits that stand one by one, and that is longer, is no number, nor a list of some: as the same digits
/// without signs between are none.
const LONGEST_ROW: usize = 512;

/// Digits in groups, from `start` to before `end`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub(super) start: usize,
    pub(super) end: usize,
    groups: [u8; LONGEST],
    count: usize,
}

impl Number {
    pub(super) fn length(&self) -> usize {
        self.end - self.start
    }

    pub(super) fn digits<'a>(&self, text: &'a Text<'_>) -> &'a [u8] {
        text.part(self.start, self.end)
    }

    /// How many digits each group has.
    pub(super) fn groups(&self) -> &[u8] {
        self.groups.get(..self.count).unwrap_or_default()
    }

    pub(super) fn is_in(&self, groups: &[u8]) -> bool {
        self.groups() == groups
    }

    /// Whether all its gaps are the same, or the groups are those in which such a number is written.
    pub(super) fn is_even(&self, text: &Text<'_>, usual: &[u8]) -> bool {
        let mut gaps = text
            .gaps_in(self.start, self.end)
            .iter()
            .filter(|gap| **gap != NONE);
        let first = gaps.next();
        self.is_in(usual) || gaps.all(|gap| Some(gap) == first)
    }
}

/// Looks at a digit that starts a word; gives where to go on.
pub(super) fn at(text: &Text<'_>, start: usize, hits: &mut Vec<Hit>) -> usize {
    let end = one_by_one(text, start);
    if end - start > LONGEST_ROW {
        return end;
    }
    let code = bank_account::pairs_at(text, start);
    hits.extend(code);
    if let Some(hit) = code
        && hit.sure == Sure::Alone
    {
        return hit.end;
    }
    if let Some(hit) = date_of_birth::date_at(text, start) {
        hits.push(hit);
        return hit.end;
    }
    let mut further = None;
    if let Some(hit) = phone::at(text, start) {
        hits.push(hit);
        if hit.sure == Sure::Alone {
            further = Some(hit.end);
        }
    }
    let mut number = Number {
        start,
        end: start,
        groups: [0; LONGEST],
        count: 0,
    };
    if let Some(hit) = salary::at(text, start) {
        hits.push(hit);
    }
    while let Some(group) = number.groups.get_mut(number.count) {
        let from = number.end;
        let end = text.next_word(from);
        let length = end - from;
        if length > LONGEST || !text.part(from, end).iter().all(|b| is_digit(*b)) {
            break;
        }
        *group = u8::try_from(length).unwrap_or(u8::MAX);
        number.count += 1;
        number.end = end;
        if number.length() > LONGEST {
            break;
        }
        let found = hits.len();
        whole(text, &number, hits);
        // what is enough by itself is read once, and as far as it goes
        if hits.iter().skip(found).any(|hit| hit.sure == Sure::Alone) {
            further = Some(end);
        }
        if end >= text.len() || !is_soft(text.gap(end)) {
            break;
        }
    }
    further.unwrap_or_else(|| text.next_word(start))
}

/// Looks at a text that is one word of digits and nothing else: no date, sort code in pairs or amount has that form.
pub(super) fn alone(text: &Text<'_>, hits: &mut Vec<Hit>) {
    hits.extend(phone::at(text, 0));
    if let Ok(length @ 1..=LONGEST_GROUP) = u8::try_from(text.len()) {
        let mut number = Number {
            start: 0,
            end: text.len(),
            groups: [0; LONGEST],
            count: 1,
        };
        number.groups[0] = length;
        whole(text, &number, hits);
    }
}

/// Where the digits end that stand one by one, each behind the same sign, if such a row begins here.
fn one_by_one(text: &Text<'_>, start: usize) -> usize {
    let sign = text.gap(start + 1);
    let is_one = |at: usize| is_digit(text.at(at)) && text.gap(at + 1) != NONE;
    let goes_on = |at: usize| text.gap(at) == sign && is_one(at);
    let begins =
        sign != NONE && !(text.gap(start) == sign && start.checked_sub(1).is_some_and(is_one));
    if !begins || !is_one(start) {
        return start;
    }
    let mut end = start + 1;
    while end < text.len() && goes_on(end) {
        end += 1;
    }
    end
}

fn whole(text: &Text<'_>, number: &Number, hits: &mut Vec<Hit>) {
    match number.length() {
        6 => hits.extend(bank_account::of(text, number)),
        8 => {
            hits.extend(bank_account::of(text, number));
            hits.extend(date_of_birth::of(text, number));
        }
        9 => hits.extend(passport::of(text, number)),
        10 => {
            hits.extend(nhs_number::of(text, number));
            hits.extend(utr::of(text, number));
        }
        // so that a column's chance is that of all its numbers of that length
        11 | 12 if number.count == 1 => {
            hits.push(Hit::new(Kind::Phone, number.start, number.end, Sure::Shape));
        }
        13..=19 => {
            if number.length() == 14 {
                hits.extend(bank_account::of(text, number));
            }
            let card = payment_card::of(text, number);
            if card.is_none() && number.count == 1 {
                let (start, end) = (number.start, number.end);
                hits.push(Hit::new(Kind::PaymentCard, start, end, Sure::Shape));
            }
            hits.extend(card);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn digits_alone_are_what_they_are_in_any_text(text in "(0|00|44|447|0044|4|7|999|)[0-9]{1,17}") {
            prop_assume!(text.len() < 18);
            let read = Text::of_digits(&text).expect("so few");
            let (mut plain, mut among) = (Vec::new(), Vec::new());
            alone(&read, &mut plain);
            let mut from = 0;
            while from < read.len() {
                from = at(&read, from, &mut among);
            }
            prop_assert_eq!(plain, among);
        }
    }
}
