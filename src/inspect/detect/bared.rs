//! Texts that are one code, its signs aside: `M1|1AA`, `AB(12)+CDE`, `20,20,15,55555555`.
//!
//! A list of two is written so as well. What is found counts under its header, or if a whole column is so.

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

/// The text without its signs, if it is nothing but a code with some that stand in none; a sort code in its pairs.
pub(super) fn of(folded: &str) -> Option<String> {
    if folded.len() > LONGEST_TEXT {
        return None;
    }
    let inner = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let (mut bare, mut groups) = (String::with_capacity(LONGEST), Vec::new());
    let (mut is_parted, mut before) = (false, false);
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
        if !is_sign && !matches!(byte, b' ' | b'-' | b'/' | b'_' | b'\'' | b'"') {
            return None;
        }
        is_parted |= is_sign;
        before = false;
    }
    let is_account = *groups == [6, 8];
    let fits = (is_parted || is_account) && (SHORTEST..=LONGEST).contains(&bare.len());
    if !fits || !bare.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let is_digits = bare.bytes().all(|b| b.is_ascii_digit());
    if is_digits && bare.len() == 14 {
        let begins = matches!(*groups, [2, 2, 2, ..] | [6, ..] | [2, 12]);
        for at in [6, 4, 2].into_iter().filter(|_| begins) {
            bare.insert(at, '-');
        }
    }
    Some(bare)
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
}

/// Kinds that are known by their form alone.
const FORMS: [Kind; 3] = [Kind::Postcode, Kind::VehicleRegistration, Kind::BankAccount];

/// A column of fewer may be a list of pairs.
const FEWEST: u64 = 8;

impl Bared {
    pub(super) fn add(&mut self, row: u64, kinds: Kinds) {
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
        counts
            .filter(move |(_, (count, _))| *count >= FEWEST && count * 20 >= cells * 19)
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
