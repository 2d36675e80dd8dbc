//! What the detectors' tables share, and what holds for all of them.

use proptest::prelude::*;

use super::*;

/// Each of `found` holds the kind, and none of `not`.
pub(super) fn table(kind: Kind, found: &[&str], not: &[&str]) {
    let holds = |case: &str| {
        let mut kinds = Vec::new();
        text(case, &mut kinds);
        kinds.contains(&kind)
    };
    let missed: Vec<_> = found.iter().filter(|case| !holds(case)).collect();
    let false_alarms: Vec<_> = not.iter().filter(|case| holds(case)).collect();
    assert!(
        missed.is_empty() && false_alarms.is_empty(),
        "{}: missed {missed:?}, false alarms {false_alarms:?}",
        kind.name()
    );
}

proptest! {
    #[test]
    fn any_text_can_be_looked_at(cell in "[\\u{0}-\\u{10ffff}]{0,60}|[ -~]{0,80}|[A-D0-9 ./:+£@-]{0,60}") {
        text(&cell, &mut Vec::new());
        let _ = header(&cell);
    }
}

/// One text of each kind that is found in any spelling.
const PLAIN: &[(Kind, &str)] = &[
    (Kind::Nino, "QQ123456C"),
    (Kind::NhsNumber, "NHS 999 000 0018"),
    (Kind::DrivingLicence, "MORGA753116SM9IJ"),
    (Kind::Passport, "passport 999999999"),
    (Kind::Utr, "UTR 1955839661"),
    (Kind::Postcode, "SW1A 1AA"),
    (Kind::Iban, "GB33BUKB20201555555555"),
    (Kind::BankAccount, "account 55555555"),
    (Kind::PaymentCard, "4111111111111111"),
    (Kind::Email, "a.smith@example.org"),
    (Kind::Phone, "07700900123"),
    (Kind::DateOfBirth, "DOB 12/05/1978"),
    (Kind::MacAddress, "00:1A:2B:3C:4D:5E"),
    (Kind::IpAddress, "192.0.2.1"),
    (Kind::Coordinates, "54.01234, -5.01234"),
    (Kind::VehicleRegistration, "AB12 CDE"),
    (Kind::StreetAddress, "12 Church Lane"),
    (Kind::VettingLevel, "NPPV3"),
    (Kind::PayNumber, "payroll 123456"),
    (Kind::RadioIssi, "ISSI 6012345"),
    (Kind::CallSign, "callsign XR21"),
    (Kind::TemporaryReference, "TRN 99Z12345"),
    (Kind::What3words, "///filled.count.soap"),
    (Kind::Salary, "£34,567"),
];

proptest! {
    /// Spaces of any kind for those that are there, and what cannot be seen at any place.
    #[test]
    fn what_cannot_be_seen_hides_nothing(
        which in 0..PLAIN.len(),
        space in "[\\u{a0}\\u{2000}-\\u{200a}\\u{202f}\\u{205f}\\u{3000}]",
        unseen in prop::collection::vec((0.0..1.0_f64, "[\\u{ad}\\u{200b}-\\u{200f}\\u{202a}-\\u{202e}\\u{2060}-\\u{2064}\\u{2066}-\\u{2069}\\u{feff}\\u{fe0f}\\u{34f}\\u{180e}\\u{e0061}]"), 0..5),
        wide in any::<bool>(),
    ) {
        let (kind, plain) = PLAIN[which];
        let mut text: Vec<char> = plain.replace(' ', &space).chars().map(|c| {
            if wide && c.is_ascii_alphanumeric() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c }
        }).collect();
        for (at, c) in unseen {
            let at = (at * (text.len() + 1) as f64) as usize;
            text.insert(at, c.chars().next().unwrap());
        }
        let text: String = text.into_iter().collect();
        let mut kinds = Vec::new();
        super::text(&text, &mut kinds);
        prop_assert!(kinds.contains(&kind), "{} in {text:?}", kind.name());
    }
}

#[test]
fn every_kind_is_in_the_list_of_plain_ones() {
    assert!(
        Kind::ALL
            .iter()
            .all(|kind| PLAIN.iter().any(|(listed, _)| listed == kind))
    );
}

#[test]
fn a_long_text_is_looked_through_to_its_end() {
    let long = format!(
        "{} QQ123456C {}",
        "lorem ipsum é ".repeat(9_000),
        "dolor ".repeat(20_000)
    );
    let mut kinds = Vec::new();
    text(&long, &mut kinds);
    assert_eq!(kinds, [Kind::Nino]);
}

#[test]
fn digits_one_by_one_are_numbers_unless_their_row_is_longer_than_any() {
    let nhs = "9 9 9 0 0 0 0 0 1 8 ";
    let mut kinds = Vec::new();
    text(&format!("{}NHS {nhs}", "1 ".repeat(400)), &mut kinds);
    assert_eq!(kinds, [Kind::NhsNumber]);
    kinds.clear();
    text(&format!("{}x NHS {nhs}", "1 ".repeat(4000)), &mut kinds);
    assert_eq!(kinds, [Kind::NhsNumber]);
}

#[test]
fn each_name_of_a_path_is_looked_at_by_itself() {
    for (kind, text) in PLAIN.iter().filter(|(_, text)| !text.contains('/')) {
        for path in [
            format!("s3/{text}.csv"),
            format!("s3\\{text}\\cards.csv"),
            format!("{text}/3/C1.csv"),
        ] {
            assert!(is_in_name(&path), "{kind:?}: {path}");
        }
    }
    for path in ["2026-11-27/batch 3/cards.csv", "in/C1/12.jpg", "a\\b/c.csv"] {
        assert!(!is_in_name(path), "{path}");
    }
}
