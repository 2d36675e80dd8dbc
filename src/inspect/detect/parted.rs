//! Groups of one number that signs part in which no number is written: `999|000|0018`, `4111*1111*1111*1111`.
//!
//! Words that the same such sign parts, time after time, are read once more as groups of one number. Lists are written
//! so as well, so that only what has a check or a word beside it counts, and only if the whole row of words is it.

use super::date_of_birth::is_day;
use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{HARD, NONE, Text, is_digit, is_letter, is_soft};
use super::words::Kinds;

/// A longer word is no group; a longer row is a list.
const LONGEST_GROUP: usize = 8;
/// In brackets stands all of an account but its country.
const LONGEST_BRACKETED: usize = 18;
const LONGEST_ROW: usize = 34;
/// Fewer digits are no number.
const FEWEST: usize = 6;
/// What stands between such groups in the second reading.
pub(super) const JOINED: u8 = b'~';

/// What is looked for so. A National Insurance number is found at once.
const AGAIN: Kinds = Kinds::of(Kind::TemporaryReference)
    .and(Kinds::of(Kind::NhsNumber))
    .and(Kinds::of(Kind::DrivingLicence))
    .and(Kinds::of(Kind::Passport))
    .and(Kinds::of(Kind::Utr))
    .and(Kinds::of(Kind::Iban))
    .and(Kinds::of(Kind::BankAccount))
    .and(Kinds::of(Kind::PaymentCard))
    .and(Kinds::of(Kind::Phone));

/// Whether the sign parts words for good, but may part groups.
pub(super) const fn is_hard(gap: u8) -> bool {
    matches!(gap, HARD | b':' | b',' | b'+' | b'(')
}

/// Beside brackets a blank or another soft sign may stand: `(QQ) 12 34 56 (C)`.
const BRACKET: u8 = b'(';

/// Whether so many letters without a digit may be a group: of a prefix, or of an account's bank or a licence's name.
const fn is_of_letters(length: usize) -> bool {
    matches!(length, 1 | 2 | 4 | 5)
}

/// What parts the words once such rows are joined goes into `gaps`; false if there are none.
pub(super) fn join(text: &Text<'_>, gaps: &mut Vec<u8>) -> bool {
    if text.digits < FEWEST || !may_be(text) {
        return false;
    }
    let mut is_joined = false;
    let mut start = 0;
    while start < text.len() {
        let (mut end, mut words, mut digits) = (start, 0, 0);
        let sign = match text.gap(text.next_word(start)) {
            gap if is_soft(gap) => BRACKET,
            gap => gap,
        };
        let mut is_bracketed = false;
        let mut last = start;
        loop {
            let next = text.next_word(end);
            let of_word = text.part(end, next).iter().filter(|b| is_digit(**b));
            let of_word = of_word.count();
            let is_word = of_word == 0 && sign == BRACKET && !is_of_letters(next - end);
            let longest = if sign == BRACKET {
                LONGEST_BRACKETED
            } else {
                LONGEST_GROUP
            };
            if next - end > longest || is_word || end - start > LONGEST_ROW {
                break;
            }
            digits += of_word;
            words += 1;
            last = end;
            end = next;
            let gap = text.gap(end);
            let goes_on = gap == sign && is_hard(sign) || sign == BRACKET && is_soft(gap);
            if end >= text.len() || !goes_on {
                break;
            }
            is_bracketed |= gap == BRACKET;
        }
        let all_digits = digits == end - start;
        let fits = digits >= FEWEST
            && end - start <= LONGEST_ROW
            && (words > 2 || words == 2 && (all_digits || sign == BRACKET))
            && (sign != BRACKET || is_bracketed);
        // 021111+0100 is a time of day; a row goes on where its sign does
        if fits && (end >= text.len() || text.gap(end) != sign || sign == BRACKET) {
            if !is_joined {
                is_joined = true;
                gaps.clear();
                gaps.extend_from_slice(text.gaps());
            }
            for gap in gaps
                .iter_mut()
                .take(end)
                .skip(start + 1)
                .filter(|gap| **gap != NONE)
            {
                *gap = JOINED;
            }
        }
        // behind a label a number begins, with another sign: No: 999,000,0018
        let is_other =
            words > 1 && end < text.len() && text.gap(end) != sign && is_hard(text.gap(end));
        let tried = match sign {
            _ if fits => end,
            BRACKET => 0,
            _ if is_other => last,
            _ => end,
        };
        start = text.next_word(start).max(tried);
    }
    is_joined
}

/// Whether one such sign follows another, or stands between digits, a bracket beside one.
fn may_be(text: &Text<'_>) -> bool {
    let (mut before, mut at) = (NONE, text.next_word(0));
    while at < text.len() {
        let gap = text.gap(at);
        if is_hard(gap) {
            let (last, next) = (is_digit(text.at(at - 1)), is_digit(text.at(at)));
            if gap == before || last && next || gap == BRACKET && (last || next) {
                return true;
            }
        }
        before = gap;
        at = text.next_word(at);
    }
    false
}

/// Whether a place counts that the second reading found; a list of numbers needs a word to be one.
pub(super) fn counts(text: &Text<'_>, joined: &Text<'_>, hit: &mut Hit) -> bool {
    let parted =
        (hit.start + 1..hit.end).find(|at| joined.gap(*at) == JOINED && is_hard(text.gap(*at)));
    let Some(at) = parted else {
        return false;
    };
    // 021111+0100 is a time of day
    if hit.kind == Kind::Phone && text.gap(at) == b'+' {
        let gaps = text.gaps_in(hit.start, hit.end).iter();
        if gaps.filter(|gap| **gap != NONE).count() == 1 {
            return false;
        }
    }
    let is_account = hit.kind == Kind::BankAccount && is_account(text, hit);
    if is_account {
        hit.sure = Sure::Alone;
    }
    let is_list = text.gap(at) == b',' && matches!(hit.kind, Kind::NhsNumber | Kind::PaymentCard)
        || hit.kind == Kind::BankAccount && text.gap(at) != BRACKET && !is_account;
    if is_list && hit.sure == Sure::Alone {
        hit.sure = Sure::Valid;
    }
    // digits before or behind make a list of it, a word does not
    let begins = joined.gap(hit.start) != JOINED
        || hit
            .start
            .checked_sub(1)
            .is_some_and(|at| is_letter(text.at(at)));
    let ends = joined.gap(hit.end) != JOINED || is_letter(text.at(hit.end));
    AGAIN.has(hit.kind) && begins && ends
}

/// Whether a sort code stands in its pairs with an account behind, all with the same sign between, or the account in
/// brackets; no day or time of day is written so.
fn is_account(text: &Text<'_>, hit: &Hit) -> bool {
    let start = hit.start;
    let [first, second, sign] = [2, 4, 6].map(|at| text.gap(start + at));
    let in_pairs =
        first == second && is_hard(first) && first != b':' && (sign == first || sign == b' ');
    let in_one = first == NONE && second == NONE && sign == BRACKET;
    let pair = |at: usize| {
        let two = text.part(start + at, start + at + 2);
        two.iter().fold(0, |sum, b| sum * 10 + u16::from(b - b'0'))
    };
    let (a, b, c) = (pair(0), pair(2), pair(4));
    let is_date = || is_day(a, b) || is_day(b, a) || is_day(c, b);
    hit.end - start == 14 && (in_pairs && (first == BRACKET || !is_date()) || in_one && !is_date())
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn groups_are_one_number_whatever_parts_them() {
        for sign in [":", "|", "+", "*", "'", ")(", "_", "/", ";", "=", " | "] {
            let with = |groups: &str| groups.replace(' ', sign);
            table(
                Kind::Nino,
                &[
                    &with("QQ 12 34 56 C"),
                    &with("QQ 123456 C"),
                    &with("(QQ 12 34 56 C)"),
                ],
                &[
                    &with("QQ 12 34 5 C"),
                    &with("DA 12 34 56 C"),
                    &with("QQ 12 34 56 E"),
                ],
            );
            table(
                Kind::NhsNumber,
                &[&with("999 000 0018")],
                &[&with("999 000 0019")],
            );
            table(
                Kind::PaymentCard,
                &[&with("4111 1111 1111 1111")],
                &[&with("4111 1111 1111 1112")],
            );
            table(
                Kind::Iban,
                &[&with("GB33 BUKB 2020 1555 5555 55")],
                &[&with("GB34 BUKB 2020 1555 5555 55")],
            );
            table(
                Kind::Phone,
                &[&with("07700 900 123")],
                &[&with("7700 900 123")],
            );
            table(
                Kind::BankAccount,
                &[&format!("sort code {}", with("20 20 15"))],
                &[&with("20 20 15")],
            );
        }
        table(
            Kind::Nino,
            &[
                "QQ,12,34,56,C",
                "a,b,QQ,12,34,56,C,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t",
                "(QQ)(123456)(C)",
                "(QQ) 12 34 56 (C)",
                "QQ (123456) C",
                "QQ123456 (C)",
            ],
            &["QQ,123456A", "QQ,12;34,56,C"],
        );
        table(
            Kind::NhsNumber,
            &["NHS no 999,000,0018"],
            &["999,000,0018", "111|999|000|0018", "999|000|0018|7"],
        );
        table(
            Kind::NhsNumber,
            &["NHS|999|000|0018", "ref:999:000:0018:x"],
            &[],
        );
        table(
            Kind::PaymentCard,
            &[
                "(4111) 1111 1111 1111",
                "4111 (1111) 1111 (1111)",
                "paid with (4111) 1111 1111 1111 in May",
            ],
            &["(4111) 1111 1111 1112", "4111 1111 (1111 1112)"],
        );
        table(
            Kind::Iban,
            &["(GB33) BUKB 2020 1555 5555 55", "GB33(BUKB20201555555555)"],
            &["(GB34) BUKB 2020 1555 5555 55"],
        );
        table(
            Kind::DrivingLicence,
            &["(MORGA) 753116 SM 9IJ", "MORGA (753116) SM9IJ"],
            &["(MORGA) 753916 SM 9IJ"],
        );
        table(
            Kind::TemporaryReference,
            &["TRN (12) A 34 567"],
            &["(12) A 34 567"],
        );
        table(Kind::NhsNumber, &[], &["room (12) 999, 000 0018"]);
        table(
            Kind::NhsNumber,
            &[
                "NHS No: 999,000,0018",
                "NHS no. 999:000:0018",
                "NHS No: 999(0000018)",
                "NHS no.: 999+000+0018",
            ],
            &[],
        );
        table(
            Kind::Passport,
            &["Passport no: 999,999,999", "Passport No: 999(999999)"],
            &[],
        );
        table(Kind::Utr, &["UTR 19558+39661 on invoice"], &[]);
        table(
            Kind::PaymentCard,
            &["credit card 3782(82246310005) for"],
            &["1,2,3,4111,1111,1111,1111"],
        );
        table(
            Kind::BankAccount,
            &[
                "(20) 20 15 55555555",
                "(20)(20)(15)(55555555)",
                "paid to 20,20,15,55555555 in May",
                "paid to 20, 20, 15, 55555555",
                "a|20|20|15|55555555|b",
                "20,20,15,55555555.jpg",
                "in 202015 (55555555) since",
                "deposit to 20(201555555555)",
                "card_(11)(09)(10)(55555555)_2024",
                "20,20,15 55555555 final",
            ],
            &[
                "10:30:00 20240501",
                "(20) 20 15",
                "12,05,24,20240501",
                "12,05,24,55555555",
                "7,20,20,15,55555555,8",
                "10:30:15:55555555",
                "250101 (55555555)",
                "11,09,10 55555555",
            ],
        );
        table(
            Kind::Phone,
            &[
                "07700|900123",
                "07700:900123",
                "Tel: 0113,918,2249",
                "mobile +33:1:55:26:57:23",
            ],
            &[
                "021111+0100",
                "01:11:11:00:10",
                "1993-01-01T03:11:11.311+01:00",
            ],
        );
    }
}
