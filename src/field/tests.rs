use std::collections::BTreeSet;

use super::{Class, Field, Flag, Group, Readable, Role, Special, Treatment, ValueType};

#[test]
fn every_field_is_found_by_its_name_alone() {
    let mut names = BTreeSet::new();
    for &field in Field::ALL {
        let name = field.name();
        assert_eq!(Field::from_name(name), Some(field));
        assert_eq!(field.to_string(), name);
        assert!(names.insert(name), "{name} stands twice");
        for near in [
            name.to_uppercase(),
            format!(" {name}"),
            format!("{name} "),
            format!("{name}s"),
        ] {
            assert!(Field::from_name(&near).is_none_or(|found| found.name() == near));
        }
    }
    for other in ["", "Nino", "home-address", "record", "photo", "name"] {
        assert_eq!(Field::from_name(other), None);
    }
}

#[test]
fn names_are_snake_case_and_variants_say_the_same() {
    for &field in Field::ALL {
        let name = field.name();
        assert!(
            name.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        );
        assert!(!name.starts_with('_') && !name.ends_with('_') && !name.contains("__"));
        let variant = format!("{field:?}").to_lowercase();
        let variant = variant.trim_start_matches(if name == "category" { "officer" } else { "" });
        assert_eq!(variant, name.replace('_', ""));
    }
}

#[test]
fn readable_fields_are_the_releasable_and_the_deciding_ones() {
    let mut found = 0;
    for &field in Field::ALL {
        let readable = matches!(field.role(), Role::Releasable | Role::Deciding);
        assert_eq!(field.readable().is_some(), readable, "{field}");
        if let Some(readable) = field.readable() {
            assert_eq!(readable.field(), field);
            assert_eq!(readable.name(), field.name());
            found += 1;
        }
    }
    assert_eq!(found, Readable::COUNT);
    for (index, readable) in Readable::ALL.iter().enumerate() {
        assert_eq!(readable.index(), index);
        assert_eq!(readable.field().readable(), Some(*readable));
    }
}

#[test]
fn only_releasable_fields_have_a_floor_that_lets_anything_through() {
    for &field in Field::ALL {
        assert_eq!(
            field.is_never_released(),
            field.role() != Role::Releasable,
            "{field}"
        );
        let floors = super::Place::ALL.iter().map(|&place| field.floor(place));
        let most = floors.fold(Treatment::DROP, Treatment::meet);
        assert_eq!(most.is_drop(), field.is_never_released(), "{field}");
    }
}

#[test]
fn value_types_follow_the_role() {
    for &field in Field::ALL {
        let value_type = field.value_type();
        match field.role() {
            Role::Never => assert_eq!(value_type, ValueType::Opaque),
            Role::Derived => assert_eq!(value_type, ValueType::Derived),
            Role::Deciding => assert!(matches!(value_type, ValueType::Flag | ValueType::Path)),
            Role::Releasable => assert!(!matches!(
                value_type,
                ValueType::Opaque | ValueType::Derived | ValueType::Flag | ValueType::Path
            )),
        }
    }
    for flag in Flag::ALL {
        assert_eq!(flag.readable().field().value_type(), ValueType::Flag);
    }
}

#[test]
fn nothing_of_the_groups_from_contact_on_is_ever_released() {
    for &field in Field::ALL {
        if field.group() >= Group::E {
            assert!(field.is_never_released(), "{field}");
        }
    }
}

#[test]
fn special_categories_and_secrets_are_never_released() {
    for &field in Field::ALL {
        if field.special().is_some() || field.class() == Class::Secret {
            assert_eq!(field.role(), Role::Never, "{field}");
        }
        let expected = match field.group() {
            Group::I | Group::J | Group::M => Some(Special::Article9),
            Group::K => Some(Special::Article10),
            _ => field.special(),
        };
        assert_eq!(field.special(), expected, "{field}");
    }
}

#[test]
fn roles_have_the_names_that_listings_show() {
    let names: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
    assert_eq!(names, ["releasable", "deciding", "never", "derived"]);
}

#[test]
fn every_field_says_why_in_few_plain_words() {
    for &field in Field::ALL {
        for words in [field.reason(), field.support()] {
            assert!(!words.is_empty() && words.trim() == words, "{field}");
            assert!(!words.ends_with('.') && words.is_ascii(), "{field}");
            // Would be markup in docs/fields.md or in rustdoc.
            assert!(
                !words.contains(['|', '[', ']', '<', '>', '`', '*', '_', '"']),
                "{field}"
            );
        }
        assert!(field.reason().split_whitespace().count() <= 15, "{field}");
    }
}
