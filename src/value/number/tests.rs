use super::*;
use proptest::prelude::*;

#[test]
fn numbers_within_a_range_are_read_as_written_for_every_number() {
    for number in 0..200_000_u32 {
        let text = number.to_string();
        assert_eq!(credential_no(&text).is_ok(), number <= 65_535);
        assert_eq!(facility_code(&text).is_ok(), number <= 255);
        assert_eq!(issue_number(&text).is_ok(), (1..=99).contains(&number));
        for check in [credential_no, facility_code, issue_number] {
            assert!(check(&format!("0{text}")).is_err());
        }
    }
    for text in ["", "+1", "-1", " 1", "1 ", "1.0", "1e1", "١", "１"] {
        for check in [credential_no, facility_code, issue_number] {
            assert!(check(text).is_err(), "{text:?}");
        }
    }
}

#[test]
fn collar_numbers_keep_only_their_digits() {
    for (text, digits) in [
        ("1", "1"),
        ("0", "0"),
        ("00012", "00012"),
        ("12345", "12345"),
        ("PC 1234", "1234"),
        ("PC1234", "1234"),
        ("PS45AW", "45"),
        ("DC 1234A", "1234"),
        ("PCSO 7123", "7123"),
        ("PCSO7123", "7123"),
        ("PCSOAW7123", "7123"),
        ("AW 123", "123"),
        ("PC AW123", "123"),
        ("PC AW 123", "123"),
        ("PCAW 123", "123"),
        ("PC ABC 123DE", "123"),
        ("123CP", "123"),
        ("PCABC12345CP", "12345"),
    ] {
        assert!(collar(text).is_ok(), "{text}");
        assert_eq!(collar_digits(text), digits);
    }
    for text in [
        "",
        "PC",
        "PC ",
        "123456",
        "ABCD1",
        "AB CD 1",
        "PC ABCD1",
        "PCABCD1",
        "PC  1",
        "PC A  1",
        " 1",
        "1 ",
        "PS 45 AW",
        "pc1",
        "1ABC",
        "1A2",
        "PC-1",
        "１",
        "PC\u{A0}1",
        "WPC AB1",
        "PC PC PC1",
        "1\n",
    ] {
        assert!(collar(text).is_err(), "{text:?}");
    }
}

/// The grammar again, by trying every way to part the text.
fn is_collar_by_parting(text: &str) -> bool {
    let core = |text: &str| {
        let suffix = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (1..=5).contains(&(text.len() - suffix.len()))
            && suffix.len() <= 2
            && suffix.bytes().all(|b| b.is_ascii_uppercase())
    };
    let with_unit = |text: &str| {
        core(text)
            || (1..=3).any(|length| {
                text.split_at_checked(length).is_some_and(|(unit, rest)| {
                    unit.bytes().all(|b| b.is_ascii_uppercase())
                        && (core(rest) || rest.strip_prefix(' ').is_some_and(core))
                })
            })
    };
    with_unit(text)
        || TITLES.iter().any(|title| {
            text.strip_prefix(title).is_some_and(|rest| {
                with_unit(rest) || rest.strip_prefix(' ').is_some_and(with_unit)
            })
        })
}

#[test]
fn collar_numbers_of_up_to_seven_characters_are_exactly_those_of_the_grammar() {
    let mut texts = vec![String::new()];
    for _ in 0..7 {
        texts = texts
            .iter()
            .flat_map(|text| ["", "P", "C", "SO", " ", "7"].map(|next| format!("{text}{next}")))
            .collect();
        texts.sort_unstable();
        texts.dedup();
    }
    let accepted = texts
        .iter()
        .filter(|text| {
            assert_eq!(collar(text).is_ok(), is_collar_by_parting(text), "{text:?}");
            collar(text).is_ok()
        })
        .count();
    assert!(accepted > 500 && accepted < texts.len() / 2);
}

proptest! {
    #[test]
    fn what_each_grammar_builds_is_accepted(
        warrants in "([0-9]{2}/)?[0-9]{3,7}", collars in "((PC|PS|DC|DS|PCSO) ?)?([A-Z]{1,3} ?)?[0-9]{1,5}[A-Z]{0,2}",
        staffs in "[A-Z0-9-]{3,12}", esrs in "[0-9]{8}(-[0-9]{1,2})?", serials in "[A-Z0-9-]{1,20}", designs in "[A-Z0-9]{1,11}[0A]",
    ) {
        prop_assert!(warrant(&warrants).is_ok());
        prop_assert!(collar(&collars).is_ok());
        prop_assert!(collar_digits(&collars).bytes().all(|b| b.is_ascii_digit()) && !collar_digits(&collars).is_empty());
        prop_assert!(staff(&staffs).is_ok());
        prop_assert!(esr(&esrs).is_ok());
        prop_assert!(card_serial(&serials).is_ok());
        prop_assert!(card_design(&designs).is_ok());
    }

    #[test]
    fn longer_collar_numbers_are_those_of_the_grammar(text in "[PCSOD 7]{1,8}[7 ]{0,5}[AB]{0,3}") {
        prop_assert_eq!(collar(&text).is_ok(), is_collar_by_parting(&text));
    }

    #[test]
    fn one_foreign_character_makes_any_number_invalid(
        number in "[0-9]{0,4}", foreign in "[^A-Z0-9/ -]", rest in "[0-9]{0,4}"
    ) {
        let text = format!("{number}{foreign}{rest}");
        for check in [warrant, collar, staff, esr, card_serial, card_design, credential_no, facility_code, issue_number] {
            prop_assert!(check(&text).is_err());
        }
    }
}

#[test]
fn lengths_and_places_are_exact() {
    for text in [
        "12",
        "12345678",
        "1/123",
        "123/123",
        "12/12",
        "12/12345678",
        "12/12/123",
        "/123",
        "a2/123",
        "12 123",
        "",
    ] {
        assert!(warrant(text).is_err(), "{text:?}");
    }
    for text in [
        "1234567",
        "123456789",
        "12345678-",
        "12345678-123",
        "12345678-1-1",
        "-1",
        "",
    ] {
        assert!(esr(text).is_err(), "{text:?}");
    }
    for text in ["", "AB", "ABCDEFGHIJKLM", "ABc", "A B", "A_B"] {
        assert!(staff(text).is_err(), "{text:?}");
    }
    assert!(
        card_serial("").is_err()
            && card_serial(&"1".repeat(21)).is_err()
            && card_serial("a").is_err()
    );
    assert!(
        card_design("A").is_err()
            && card_design(&"A".repeat(13)).is_err()
            && card_design("A-1").is_err()
    );
}

#[test]
fn no_level_of_vetting_is_a_card_design() {
    for level in [
        "SC", "DV", "CTC", "EDV", "ESC", "BPSS", "RV", "MV", "NPPV", "NPPV1", "NPPV2", "NPPV3",
    ] {
        assert!(card_design(level).is_err(), "{level}");
    }
    for design in ["D1", "SC1", "DVX", "WC", "X9", "ABCDEFGHIJKL"] {
        assert!(card_design(design).is_ok(), "{design}");
    }
}
