//! Numbers of payment cards.
//!
//! Source: ISO/IEC 7812-1: issuer identification number, 8 to 19 digits, the last by Luhn's formula; lengths and first digits by scheme.
//!
//! By chance: one in ten numbers of a scheme's length and first digits; one or two are taken, of three or more in a column nearly
//! all have to pass. Thirteen digits that pass the check of a trade item's number (GS1) as well need a word beside them or a header.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::number::Number;
use super::scan::{Text, value};

/// The share of random numbers of the shape that pass.
pub(super) const RATE: f64 = 0.1;

pub(super) fn of(text: &Text<'_>, number: &Number) -> Option<Hit> {
    let digits = number.digits(text);
    if !(13..=19).contains(&digits.len())
        || !is_issued(digits)
        || !is_grouped(number.groups())
        || !number.is_even(text, &[4, 4, 4, 4])
        || is_within(text, number.start)
    {
        return None;
    }
    let sure = match (luhn(digits), digits.len() == 13 && is_of_goods(digits)) {
        (true, false) => Sure::Alone,
        (true, true) => Sure::Valid,
        (false, _) => Sure::Shape,
    };
    Some(Hit::new(Kind::PaymentCard, number.start, number.end, sure))
}

/// Whether it is the end of a longer number.
fn is_within(text: &Text<'_>, start: usize) -> bool {
    matches!(text.gap(start), b'-' | b'.' | b'/')
        && start
            .checked_sub(1)
            .is_some_and(|before| text.at(before).is_ascii_digit())
}

/// Whether cards are written in such groups: of one length but for the last, or as some schemes print them.
fn is_grouped(groups: &[u8]) -> bool {
    let (last, rest) = groups.split_last().unwrap_or((&0, &[]));
    let even = rest
        .first()
        .is_none_or(|first| rest.iter().all(|group| group == first) && last <= first);
    even || matches!(
        groups,
        [4, 6, 4 | 5] | [6, 7..=13] | [4, 9..=12] | [4, 4, 8]
    ) && groups != [6, 8]
}

/// Whether a scheme issues cards that begin so and are as long.
fn is_issued(digits: &[u8]) -> bool {
    let first = |count: usize| {
        digits
            .iter()
            .take(count)
            .fold(0, |sum, digit| sum * 10 + value(*digit))
    };
    let (one, two, three, four) = (first(1), first(2), first(3), first(4));
    match digits.len() {
        13 => one == 4 || two == 50 || (56..=69).contains(&two),
        14 => two == 36 || two == 38 || two == 39 || (300..=305).contains(&three) || three == 309,
        15 => {
            two == 34
                || two == 37
                || one == 1
                || four == 2014
                || four == 2149
                || four == 2131
                || four == 1800
                || two == 50
                || (56..=69).contains(&two)
        }
        16 => {
            one == 4
                || one == 5
                || one == 6
                || two == 35
                || (2221..=2720).contains(&four)
                || (2200..=2205).contains(&four)
                || four == 8600
                || four == 9792
                || two == 81
        }
        _ => one == 4 || two == 50 || (56..=69).contains(&two) || two == 35,
    }
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (at % 2, value(*digit)) {
            (0, value) => value,
            (_, value) => value * 2 / 10 + value * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| Some(digit) != digits.first())
}

/// GS1's check, over weights of three and one.
fn is_of_goods(digits: &[u8]) -> bool {
    let weighed = digits.iter().rev().enumerate();
    let sum: u32 = weighed
        .map(|(at, digit)| value(*digit) * if at % 2 == 0 { 1 } else { 3 })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn numbers_that_pass_are_found_in_every_spelling_and_those_that_fail_are_not() {
        table(
            Kind::PaymentCard,
            &[
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "4111.1111.1111.1111",
                "4111/1111/1111/1111",
                "4111_1111_1111_1111",
                "378282246310005",
                "3782 822463 10005",
                "5555555555554444",
                "2223003122003222",
                "4111\u{a0}1111\u{a0}1111\u{a0}1111",
                "4111\u{200b}1111\u{200b}1111\u{200b}1111",
                "４１１１１１１１１１１１１１１１",
                "4111\u{2013}1111\u{2013}1111\u{2013}1111",
                "pays with 4111111111111111.",
                "4222222222222",
                "credit card 5000000000302",
            ],
            &[
                "5000000000302",
                "4111111111111112",
                "9111111111111111",
                "411111111111111",
                "41111111111111111111",
                "4111 1111 1111 1112",
                "A4111111111111111",
                "41111111-1111-1111",
                "411-1111111-1111110",
                "12-4111111111111111",
            ],
        );
    }
}
