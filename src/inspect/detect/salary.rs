//! Pay.
//!
//! Source: ISO 4217 and the usual ways of writing pounds: a currency's sign, thousands in groups, pence.
//!
//! By chance: any number; an amount of a year's pay needs a currency's sign, a word beside it, a header, or a column of
//! amounts with pence.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{HARD, NONE, Text, is_digit, value};

/// The share of columns' decimals that are a year's pay with pence.
pub(super) const RATE: f64 = 0.05;

/// Pounds that somebody is paid in a year.
const YEARLY: std::ops::RangeInclusive<u32> = 8_000..=400_000;

/// Whether a cell is nothing but an amount that somebody is paid in a year.
pub(super) fn is_yearly(cell: &str) -> bool {
    let amount: String = cell
        .trim()
        .trim_start_matches('$')
        .chars()
        .filter(|c| !matches!(c, ',' | ' '))
        .collect();
    let pounds = amount.split('.').next().unwrap_or_default();
    !pounds.starts_with('0') && pounds.parse().is_ok_and(|pounds| YEARLY.contains(&pounds))
}

/// Looks at a digit that starts a word.
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let is_named = |at: usize| text.is_end(at) && text.part(at, start) == b"GBP";
    let signed = text.gap(start) == b'$' || start.checked_sub(3).is_some_and(is_named);
    let mut end = text.next_word(start);
    let mut amount = 0_u32;
    let word = text.part(start, end);
    let (word, thousands) = match word.strip_suffix(b"K") {
        Some(word) if signed => (word, true),
        _ => (word, false),
    };
    // no amount begins with a nought
    if !matches!(word, [b'1'..=b'9', ..]) || word.len() > 7 || !word.iter().all(|b| is_digit(*b)) {
        return None;
    }
    for b in word {
        amount = amount * 10 + value(*b);
    }
    let mut grouped = false;
    // thousands are parted by a comma; beside a currency's sign by a blank, a dot or an apostrophe as well
    let parts = |end: usize| match text.gap(end) {
        b',' => true,
        b' ' | b'.' => {
            let is_parted = text.gap(end + 3) == b',' && text.next_word(end + 3) == end + 5;
            signed || is_of_money(text, end + if is_parted { 5 } else { 3 })
        }
        HARD => signed && text.folded.contains('\''),
        _ => false,
    };
    while text.next_word(end) == end + 3 && parts(end) && end + 3 <= text.len() && amount < 1_000 {
        let group = text.part(end, end + 3);
        if !group.iter().all(|b| is_digit(*b)) {
            break;
        }
        amount = group.iter().fold(amount, |sum, b| sum * 10 + value(*b));
        end += 3;
        grouped = true;
    }
    if thousands {
        amount = amount.saturating_mul(1_000);
    }
    if signed && let Some((hundreds, behind)) = in_thousands(text, end) {
        (amount, end) = (amount.saturating_mul(1_000) + hundreds, behind);
    }
    let is_comma = text.gap(end) == b',' && (signed || is_of_money(text, end + 2));
    let pence = (text.gap(end) == b'.' || is_comma)
        && text.next_word(end) == end + 2
        && text.gap(end + 2) != b'.'
        && text.part(end, end + 2).iter().all(|b| is_digit(*b));
    if pence {
        end += 2;
    }
    if text.gap(end) == NONE {
        return None;
    }
    let yearly = YEARLY.contains(&amount);
    let is_paid = signed && period(text, end).is_some_and(|period| period.contains(&amount));
    let signed = signed || is_said_behind(text, end);
    match (signed, grouped || pence, yearly) {
        (true, _, true) => Some(Sure::Alone),
        _ if is_paid => Some(Sure::Alone),
        (_, true, true) => Some(Sure::Valid),
        (_, true, false) => Some(Sure::Shape),
        _ => None,
    }
    .map(|sure| Hit::new(Kind::Salary, start, end, sure))
}

/// The hundreds of an amount in thousands and where it ends: `34.5k`.
fn in_thousands(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    let end = text.next_word(at);
    match text.part(at, end) {
        [tens @ b'0'..=b'9', b'K'] if text.gap(at) == b'.' => Some((value(*tens) * 100, end)),
        _ => None,
    }
}

/// What is paid in the time that a word behind an amount names, of which there is one for a month, a week or an hour.
fn period(text: &Text<'_>, at: usize) -> Option<std::ops::RangeInclusive<u32>> {
    const MONTHLY: std::ops::RangeInclusive<u32> = 500..=35_000;
    const WEEKLY: std::ops::RangeInclusive<u32> = 100..=8_000;
    const HOURLY: std::ops::RangeInclusive<u32> = 7..=300;
    let end = text.next_word(at);
    let unit = match text.part(at, end) {
        b"PCM" => return Some(MONTHLY),
        b"PW" => return Some(WEEKLY),
        b"PH" => return Some(HOURLY),
        b"PER" | b"A" | b"AN" | b"EACH" => {
            let behind = text.next_word(end);
            match text.part(end, behind) {
                b"CALENDAR" => text.part(behind, text.next_word(behind)),
                unit => unit,
            }
        }
        unit if text.gap(at) == b'/' => unit,
        unit @ (b"MONTHLY" | b"WEEKLY" | b"HOURLY") => unit,
        _ => return None,
    };
    match unit {
        b"MONTH" | b"MTH" | b"MONTHLY" => Some(MONTHLY),
        b"WEEK" | b"WK" | b"WEEKLY" => Some(WEEKLY),
        b"HOUR" | b"HR" | b"HOURLY" => Some(HOURLY),
        _ => None,
    }
}

/// Whether an amount ends there that is one of money: a currency's name or sign stands behind.
fn is_of_money(text: &Text<'_>, at: usize) -> bool {
    let is_last = || at == text.len() && text.folded.trim_end().ends_with('$');
    match text.part(at, text.next_word(at)) {
        b"POUNDS" | b"GBP" | b"EUR" => true,
        next => text.gap(at) == b'$' && !next.iter().any(|b| is_digit(*b)) || is_last(),
    }
}

/// Whether a word behind an amount says that it is of pounds or of a year.
fn is_said_behind(text: &Text<'_>, at: usize) -> bool {
    let end = text.next_word(at);
    let next = text.part(end, text.next_word(end));
    match text.part(at, end) {
        _ if is_of_money(text, at) => true,
        b"PER" => matches!(next, b"ANNUM" | b"YEAR"),
        b"P" => next == b"A" && text.gap(end) == b'.',
        b"A" => next == b"YEAR",
        _ => false,
    }
}

/// Looks at the word behind one that speaks of pay.
pub(super) fn told_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let end = text.next_word(start);
    let word = text.part(start, end);
    let (digits, thousands) = match word.strip_suffix(b"K") {
        Some(digits) => (digits, 1_000),
        None if in_thousands(text, end).is_some() => (word, 1_000),
        None => (word, 1),
    };
    if !(2..=6).contains(&digits.len()) || !digits.iter().all(|b| is_digit(*b)) {
        return None;
    }
    let amount = digits.iter().fold(0, |sum, b| sum * 10 + value(*b)) * thousands;
    // a month's pay has four digits, as years and days have
    let is_monthly = (1_000..*YEARLY.start()).contains(&amount)
        && !(1900..2100).contains(&amount)
        && text.is_behind(
            start,
            &[
                "SALARY",
                "WAGE",
                "WAGES",
                "EARNS",
                "EARNINGS",
                "REMUNERATION",
                "PAY",
            ],
        );
    let is_other =
        text.at(start) == b'0' || text.is_behind(start, &["NO", "NUMBER", "NUM", "REF", "ID"]);
    (!is_other && (YEARLY.contains(&amount) || is_monthly))
        .then(|| Hit::new(Kind::Salary, start, end, Sure::Alone))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn yearly_amounts_are_found_with_a_sign_or_beside_their_name() {
        table(
            Kind::Salary,
            &[
                "£34,567",
                "£34567.89",
                "£ 34,567.00 pa",
                "€45k",
                "GBP 45,000",
                "salary 34500",
                "Salary: 34,500",
                "gross pay 34500.00",
                "£\u{a0}34,567",
                "£３４,５６７",
                "salary_34500.xlsx",
                "salary 45k",
                "salary 2450",
                "£34 567",
                "£\u{a0}34\u{202f}567 a year",
                "€34.567,00",
                "£34 567.00",
                "34567 pounds",
                "34,567 p.a.",
                "34567 per annum",
                "34567 GBP",
                "£2,875 pcm",
                "£2875 per calendar month",
                "£2,875.50 per month",
                "£2,875/month",
                "£560 a week",
                "£560 pw",
                "£14.50 per hour",
                "£14.50/hr",
                "£34.5k",
                "salary 34.5k",
                "34 500 GBP",
                "34 567 pounds",
                "£34\u{2019}500",
                "34,567 €",
                "34.567,00 €",
                "34 567€ a year",
            ],
            &[
                "34567",
                "AGBP-10000",
                "34567.00",
                "34567 a b",
                "34567 p a",
                "12 pounds",
                "£12",
                "salary 12",
                "£3.50",
                "123456",
                "invoice paid in 2023",
                "gross weight 1200 kg",
                "paid 2024-05-01",
                "pay day 2026",
                "pay no 123456",
                "00123,101",
                "£1 234",
                "34 567",
                "£2 000 345 678",
                "£2.50 per card",
                "£3 per month",
                "£250 in a month",
                "12'500",
                "34.5k",
                "£34; 500",
                "5 pm",
                "£9.99, 12 per hour",
            ],
        );
    }
}
