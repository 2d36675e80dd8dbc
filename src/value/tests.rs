use super::*;
use proptest::prelude::*;

const KINDS: [ValueType; 17] = [
    ValueType::RecordId,
    ValueType::Name,
    ValueType::WarrantNumber,
    ValueType::CollarNumber,
    ValueType::StaffNumber,
    ValueType::EsrNumber,
    ValueType::Barcode,
    ValueType::Rank,
    ValueType::Organisation,
    ValueType::Category,
    ValueType::Title,
    ValueType::CardDesign,
    ValueType::CardSerial,
    ValueType::IssueNumber,
    ValueType::CredentialNo,
    ValueType::FacilityCode,
    ValueType::Date,
];

#[test]
fn normalising_borrows_what_is_normal_and_composes_what_is_not() {
    for text in ["", "a", "Siân", "名前", "  a b\t", "\u{2003}é\u{A0}"] {
        assert!(matches!(normalise(text), Cow::Borrowed(_)), "{text:?}");
    }
    assert_eq!(normalise(" Sia\u{302}n "), "Siân");
    assert_eq!(normalise("\u{212B}"), "Å");
    assert_eq!(normalise("\u{85}\u{3000}a\u{2028}"), "a");
    assert_eq!(normalise("\u{200B}a\u{FEFF}"), "\u{200B}a\u{FEFF}");
}

#[test]
fn types_that_never_leave_have_no_canonical_form() {
    for kind in [
        ValueType::Flag,
        ValueType::Path,
        ValueType::Opaque,
        ValueType::Derived,
    ] {
        for text in ["a", "no", "0", "photo.jpg"] {
            assert!(canonical(kind, text).is_err());
        }
    }
}

#[test]
fn closed_lists_print_their_own_form_and_all_else_stays_as_written() {
    for (kind, text, expected) in [
        (ValueType::Rank, "T/DC", "Constable"),
        (ValueType::Organisation, "6", "Greater Manchester Police"),
        (ValueType::Category, "pcso", "PCSO"),
        (ValueType::Date, "2026-02-28", "2026-02-28"),
        (ValueType::CollarNumber, "PC 0012", "PC 0012"),
        (
            ValueType::Title,
            "Ward Nurse (Band 5)",
            "Ward Nurse (Band 5)",
        ),
    ] {
        assert_eq!(canonical(kind, text), Ok(expected));
    }
}

#[test]
fn a_refusal_says_the_rule() {
    let invalid = canonical(ValueType::RecordId, "").unwrap_err();
    assert_eq!(invalid.rule(), "a record id is 1 to 64 visible characters");
    assert_eq!(invalid.to_string(), invalid.rule());
}

#[test]
fn lengths_count_characters_and_not_bytes() {
    for (kind, most) in [(ValueType::RecordId, 64), (ValueType::Title, 100)] {
        assert!(canonical(kind, &"é".repeat(most)).is_ok());
        assert!(canonical(kind, &"é".repeat(most + 1)).is_err());
    }
}

#[test]
fn ids_and_titles_are_bounded_and_visible() {
    for (kind, most) in [
        (ValueType::RecordId, 64),
        (ValueType::Barcode, 64),
        (ValueType::Title, 100),
    ] {
        for letter in ["a", "é", "名", "😀"] {
            assert!(canonical(kind, &letter.repeat(most)).is_ok());
            assert!(canonical(kind, &letter.repeat(most + 1)).is_err());
        }
        assert!(canonical(kind, "").is_err());
        for c in '\0'..=char::MAX {
            assert_eq!(
                canonical(kind, &format!("a{c}b")).is_err(),
                text::is_hidden(c)
            );
        }
    }
}

proptest! {
    #[test]
    fn canonical_is_idempotent_and_normal(
        text in prop_oneof![
            "\\PC{1,40}", "[A-Za-zÀ-ž '’.-]{1,20}", "[0-9]{1,8}", "(PC|DC|T/|A/|D/|Detective |Acting ){0,2}(Supt|PC|Insp|constable)",
            "[A-Z0-9/ -]{1,12}", "(19|20|21)[0-9]{2}-[01][0-9]-[0-3][0-9]",
        ]
    ) {
        let text = normalise(&text);
        prop_assert_eq!(normalise(&text), text.as_ref());
        for kind in KINDS {
            if let Ok(value) = canonical(kind, &text) {
                prop_assert_eq!(normalise(value), value);
                prop_assert_eq!(canonical(kind, value), Ok(value));
            }
        }
    }

    #[test]
    fn normalising_is_nfc_of_the_trimmed_text(text in any::<String>()) {
        let slow: String = text.trim().nfc().collect();
        prop_assert_eq!(normalise(&text), slow.trim());
    }

    #[test]
    fn an_error_never_holds_the_text(text in "[a-z]{0,3}[0-9!@]{4,12}") {
        for kind in KINDS {
            if let Err(error) = canonical(kind, &text) {
                let said = format!("{error} {error:?}");
                prop_assert!(!said.contains(&text));
            }
        }
    }
}
