//! Texts that are one code, its signs aside: `M1|1AA`, `AB(12)+CDE`, `20,20,15,55555555`.
//!
//! A list of two is written so as well. What is found counts under its header, or if a whole column is so.

use super::date_of_birth::is_day;
use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::postcode;
use super::scan::Text;
use super::tally::least;
use super::words::Kinds;

/// Signs that stand in no code and part its groups all the same.
const SIGNS: &[u8] = b",|+:;()[]{}<>*#=~^!\\";
/// No listed code is shorter or longer.
const SHORTEST: usize = 5;
pub(super) const LONGEST: usize = 34;
/// A sort code and its account.
pub(super) const ACCOUNT: usize = 14;
/// Of such a code whose signs take three bytes each.
const LONGEST_TEXT: usize = 120;

/// What is looked for so. What has a check and groups of its own is found otherwise.
const KINDS: &[Kind] = &[
    Kind::Postcode,
    Kind::VehicleRegistration,
    Kind::BankAccount,
    Kind::Utr,
    Kind::NhsNumber,
    Kind::Passport,
    Kind::DrivingLicence,
    Kind::Iban,
    Kind::TemporaryReference,
    Kind::PaymentCard,
];

/// The text without its signs, if it is nothing but a code with some that stand in none; a sort code in its pairs, and
/// before its account.
pub(super) fn of(folded: &str) -> Option<String> {
    if folded.len() > LONGEST_TEXT {
        return None;
    }
    let inner = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let (mut bare, mut groups) = (String::with_capacity(LONGEST), Vec::new());
    let (mut is_parted, mut has_dot, mut before) = (false, false, false);
    for byte in inner.bytes() {
        if byte.is_ascii_alphanumeric() {
            match groups.last_mut() {
                Some(length) if before => *length += 1,
                _ => groups.push(1_usize),
            }
            bare.push(char::from(byte));
            before = true;
            continue;
        }
        let is_sign = SIGNS.contains(&byte);
        if !is_sign && !matches!(byte, b' ' | b'-' | b'.' | b'/' | b'_' | b'\'' | b'"') {
            return None;
        }
        is_parted |= is_sign;
        has_dot |= byte == b'.';
        before = false;
    }
    let is_account = matches!(*groups, [6, 8] | [8, 6]);
    if has_dot && !is_account {
        return None;
    }
    let fits = (is_parted || is_account) && (SHORTEST..=LONGEST).contains(&bare.len());
    if !fits || !bare.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let is_digits = bare.bytes().all(|b| b.is_ascii_digit());
    if is_digits && bare.len() == ACCOUNT {
        if *groups == [8, 6] {
            // a day and a time of day
            if is_day_in_full(bare.get(..8)?) {
                return None;
            }
            let code = bare.split_off(8);
            bare.insert_str(0, &code);
        }
        let begins = matches!(*groups, [2, 2, 2, ..] | [6, ..] | [8, 6] | [2, 12]);
        for at in [6, 4, 2].into_iter().filter(|_| begins) {
            bare.insert(at, '-');
        }
    }
    Some(bare)
}

/// Whether eight digits are a day with its year in full.
fn is_day_in_full(digits: &str) -> bool {
    let number = |from: usize, to: usize| {
        let part = digits.get(from..to).unwrap_or_default();
        part.parse::<u16>().unwrap_or(0)
    };
    let is_year = |year: u16| (1900..2100).contains(&year);
    is_year(number(0, 4)) && is_day(number(6, 8), number(4, 6))
        || is_year(number(4, 8))
            && (is_day(number(0, 2), number(2, 4)) || is_day(number(2, 4), number(0, 2)))
}

/// Whether a sort code in pairs, with an account behind, is as well a day, or the account a count: serial numbers are
/// written so.
pub(super) fn is_serial(bare: &str) -> bool {
    let mut pairs = bare.splitn(3, '-').map(|pair| {
        let pair = pair.get(..2).unwrap_or_default();
        pair.parse::<u16>().unwrap_or(0)
    });
    let (Some(a), Some(b), Some(c)) = (pairs.next(), pairs.next(), pairs.next()) else {
        return false;
    };
    is_day(a, b) || is_day(b, a) || is_day(c, b) || bare.get(9..12) == Some("000")
}

/// Whether a place is the whole of it, and right; then it is no more than right.
pub(super) fn counts(text: &Text<'_>, hit: &mut Hit) -> bool {
    let is_whole = hit.start == 0 && hit.end == text.len() && KINDS.contains(&hit.kind);
    let is_right = match hit.kind {
        Kind::Postcode => postcode::is_area(text.part(0, text.len().saturating_sub(3))),
        // an account with its sort code, and a mark of today
        Kind::BankAccount | Kind::VehicleRegistration => hit.sure == Sure::Alone,
        _ => hit.sure > Sure::Shape,
    };
    hit.sure = Sure::Valid;
    is_whole && is_right
}

/// The cells of a column that are such a code and have no check that a column could be judged by.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bared {
    counts: [(u64, Option<u64>); FORMS.len()],
    /// Accounts that are as well a serial number.
    serials: u64,
}

/// Kinds that are known by their form alone.
const FORMS: [Kind; 3] = [Kind::Postcode, Kind::VehicleRegistration, Kind::BankAccount];

/// A column of fewer may be a list of pairs.
const FEWEST: u64 = 8;

impl Bared {
    pub(super) fn add(&mut self, row: u64, kinds: Kinds, is_serial: bool) {
        self.serials += u64::from(is_serial);
        for (kind, (count, first)) in FORMS.iter().zip(&mut self.counts) {
            if kinds.has(*kind) {
                *count += 1;
                *first = least(*first, row);
            }
        }
    }

    /// The kinds of which nearly all cells of a column are.
    pub(super) fn tell(&self, cells: u64) -> impl Iterator<Item = (Kind, u64, Option<u64>)> {
        let counts = FORMS.into_iter().zip(self.counts);
        let is_enough = move |kind: Kind, count: u64| {
            let serials = if kind == Kind::BankAccount {
                self.serials
            } else {
                0
            };
            count >= FEWEST && count * 20 >= cells * 19 && serials * 2 <= count
        };
        counts
            .filter(move |(kind, (count, _))| is_enough(*kind, *count))
            .map(|(kind, (count, first))| (kind, count, first))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Detection, Kind, Watch};

    fn found(header: &str, cell: impl Fn(u64) -> String, rows: u64) -> Vec<Kind> {
        let mut watch = Watch::new([Some("ref"), Some(header)].into_iter());
        for row in 0..rows {
            watch.cell(1, row, &cell(row));
            watch.end_row();
        }
        let kind = |found: &Detection| found.kind;
        watch.finish().iter().map(kind).collect()
    }

    fn mark(row: u64) -> (String, String) {
        let letter = |at: u64| char::from(b"ABCDEFGHJK"[usize::try_from(at % 10).unwrap()]);
        (
            format!("{}{}{:02}", letter(row), letter(row / 3), 10 + row % 14),
            format!("{}{}{}", letter(row * 7), letter(row * 3), letter(row)),
        )
    }

    #[test]
    fn a_column_of_codes_is_found_whatever_parts_them() {
        for sign in [",", ", ", "|", "+", ":", ";", "][", " | "] {
            let postcode = |row: u64| format!("M{}{sign}{}AB", 1 + row % 9, row % 10);
            assert_eq!(found("X1", postcode, 20), [Kind::Postcode], "{sign}");
            let vehicle = |row: u64| {
                let (first, last) = mark(row);
                format!("{first}{sign}{last}")
            };
            assert_eq!(
                found("X1", vehicle, 20),
                [Kind::VehicleRegistration],
                "{sign}"
            );
            let account =
                |row: u64| format!("20{sign}20{sign}1{}{sign}555555{}", row % 10, 10 + row % 90);
            assert!(
                found("X1", account, 20).contains(&Kind::BankAccount),
                "{sign}"
            );
        }
        let account = |row: u64| format!("20201{} 555555{}", row % 10, 10 + row % 90);
        assert_eq!(found("X1", account, 20), [Kind::BankAccount]);
    }

    #[test]
    fn a_column_of_codes_and_accounts_in_two_groups_is_found_and_of_days_or_counts_is_not() {
        let code = |row: u64| 100_000 + row * 7_919 % 899_999;
        let account = |row: u64| 10_000_000 + row * 104_729 * 31 % 89_999_999;
        for sign in ["-", " - ", ".", "/", "_", " ", " / ", "\u{2013}"] {
            let cell = |row: u64| format!("{}{sign}{}", code(row), account(row));
            assert_eq!(found("X1", cell, 8), [Kind::BankAccount], "{sign}");
            let turned = |row: u64| format!("{}{sign}{}", account(row), code(row));
            assert_eq!(found("X1", turned, 8), [Kind::BankAccount], "{sign}");
            assert_eq!(found("Bank", cell, 1), [Kind::BankAccount], "{sign}");
            let timed = |row: u64| format!("202405{:02}{sign}{:06}", 1 + row % 28, 101_010 + row);
            assert_eq!(found("X1", timed, 200), [], "{sign}");
            let dated = |row: u64| format!("2405{:02}{sign}{}", 1 + row % 28, account(row));
            assert_eq!(found("X1", dated, 200), [], "{sign}");
            let serial = |row: u64| format!("{}{sign}{:08}", code(row), row);
            assert_eq!(found("X1", serial, 200), [], "{sign}");
        }
        assert_eq!(
            found("Bank", |row| format!("{}{}", code(row), account(row)), 1),
            [Kind::BankAccount]
        );
    }

    #[test]
    fn one_of_them_counts_under_its_header_alone() {
        for (header, text, kind) in [
            ("Postcode", "M1,1AA", Kind::Postcode),
            ("Zip", "(M1) + 1AA", Kind::Postcode),
            ("UTR", "19558+39661", Kind::Utr),
            ("Bank Details", "20(201555555555)", Kind::BankAccount),
            ("Car Reg", "AB(12CDE)", Kind::VehicleRegistration),
        ] {
            assert_eq!(found(header, |_| text.to_owned(), 1), [kind], "{text}");
            assert_eq!(found("X1", |_| text.to_owned(), 1), [], "{text}");
        }
    }

    #[test]
    fn lists_and_serial_numbers_with_signs_are_none() {
        let clean: &[fn(u64) -> String] = &[
            |row| format!("{:03},{:05}", row % 256, row * 7919 % 65_536),
            |row| format!("{}:{}", row % 256, row * 7919 % 65_536),
            |row| format!("A{},B{}", row % 10, row % 7),
            |row| format!("WC{:02}|{}", row % 20, row % 9),
            |row| format!("{} x {}", 50 + row % 40, 30 + row % 30),
            |row| format!("#{:06X}", row * 7919 % 0x00ff_ffff),
            |row| {
                format!(
                    "{:04}|{:04}|{:06}",
                    1000 + row % 8999,
                    row * 31 % 9999,
                    row * 7919 % 999_999
                )
            },
            |row| format!("*{:08}*", row * 7919),
            |row| format!("GM{:02}+{:03}", row % 100, row % 1000),
            |row| format!("Q{:02},{}XY", row % 100, row % 10),
        ];
        for (at, cell) in clean.iter().enumerate() {
            assert_eq!(found("X1", cell, 200), [], "{at}");
        }
    }
}
