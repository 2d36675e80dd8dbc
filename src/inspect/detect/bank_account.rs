//! Sort codes and account numbers.
//!
//! Source: Pay.UK, standard for UK bank accounts: a sort code of six digits, written in pairs, and an account number of eight.
//!
//! By chance: every number of six or eight digits. One needs a word beside it, a header, or the other in the next column; a
//! sort code in pairs with an account number behind it is enough by itself.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::number::Number;
use super::scan::{HARD, NONE, Text, is_digit};

pub(super) fn of(_: &Text<'_>, number: &Number) -> Option<Hit> {
    let fits = match number.groups() {
        [6] | [2, 2, 2] | [3, 3] => true,
        [8] | [4, 4] | [2, 2, 2, 2] => true,
        [6, 8] | [2, 12] | [2, 2, 2, 8] | [2, 2, 2, 4, 4] => true,
        groups => groups.len() == number.length() && matches!(number.length(), 6 | 8),
    };
    fits.then(|| Hit::new(Kind::BankAccount, number.start, number.end, Sure::Valid))
}

/// Looks at a digit that starts a word: a sort code in pairs.
pub(super) fn pairs_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let end = start + 6;
    let pairs = text.gap(start + 2) != NONE
        && text.gap(start + 1) == NONE
        && text.part(start, end).len() == 6
        && text.gap(start + 4) == text.gap(start + 2)
        && text.is_one(start, 6)
        && text.gap(start + 3) == NONE
        && text.gap(start + 5) == NONE
        && text.part(start, end).iter().all(|b| is_digit(*b));
    if !pairs {
        return glued_at(text, start);
    }
    let account = text.gap(end) != HARD
        && text.next_word(end) == end + 8
        && text.part(end, end + 8).len() == 8
        && text.part(end, end + 8).iter().all(|b| is_digit(*b));
    Some(if account {
        Hit::new(Kind::BankAccount, start, end + 8, Sure::Alone)
    } else {
        Hit::new(Kind::BankAccount, start, end, Sure::Valid)
    })
}

/// The same with its account right behind the last pair, as what parted them cannot be seen.
fn glued_at(text: &Text<'_>, start: usize) -> Option<Hit> {
    let end = start + 14;
    let fits = text.gap(start + 2) == b'-'
        && text.gap(start + 4) == b'-'
        && text.next_word(start + 4) == end
        && text.is_one(start, 14)
        && [1, 3].iter().all(|at| text.gap(start + at) == NONE)
        && text.part(start, end).iter().all(|b| is_digit(*b));
    fits.then(|| Hit::new(Kind::BankAccount, start, end, Sure::Alone))
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn a_code_and_an_account_are_found_together_and_each_beside_its_name() {
        table(
            Kind::BankAccount,
            &[
                "20-20-15 55555555",
                "20-20-15, 55555555",
                "20-20-15\u{200b}55555555",
                "paid to 20-20-15\u{200d}55555555 in May",
                "20 20 15 55555555",
                "20\u{2011}20\u{2011}15\u{a0}55555555",
                "sort code 20-20-15",
                "Account 55555555",
                "a/c no 55555555 bank",
                "acct: 5555 5555",
                "sort 202015",
                "sort code ２０２０１５",
                "bank_55555555.pdf",
                "sort code 12-05-24",
            ],
            &[
                "20-20-15",
                "55555555",
                "202015",
                "account 5555555",
                "AC 202015",
                "ACC 202015",
                "sort code 20-20-1",
                "20-20-155555555",
                "20 20 1555555555",
                "1-20-20-1555555555",
                "04 AC 12 34 56 78 90",
                "04:AC:12:34:56:78:90",
                "04 12 34 56 78 90 AC",
            ],
        );
    }
}
