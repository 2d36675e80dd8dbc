//! Flags: what raises one, what clears it, and one that the system lacks.

use super::*;

#[test]
fn a_flag_has_no_constant_no_table_and_no_date_form() {
    for flag in Flag::ALL
        .iter()
        .map(|flag| flag.name())
        .chain(["photo_original"])
    {
        for text in [
            format!("[columns]\na = \"rank\"\n[constants]\n{flag} = \"no\""),
            format!("[columns]\na = \"rank\"\n[values.{flag}]\nx = \"no\""),
            format!("[columns]\na = \"rank\"\n[dates]\n{flag} = \"%d/%m/%Y\""),
        ] {
            assert_eq!(only(&text), Code::BadMapRule, "{text}");
        }
    }
}

/// A map whose one word for a clear flag is this.
fn cleared_by(word: &str) -> String {
    format!("[columns]\na = \"rank\"\n[flags]\nclear = [\"{word}\"]")
}

#[test]
fn what_raises_a_flag_cannot_clear_it() {
    for word in [
        "true",
        "YES",
        "y",
        "1",
        "1.0",
        "10",
        "T",
        " Raised ",
        "on",
        "X",
        "ja",
        "oui",
        "si",
        "ie",
        "tak",
        "set",
        "active",
        "flagged",
        "marked",
        "positive",
        "confirmed",
        "UC",
        "wahr",
        "vrai",
    ] {
        for text in [
            word.to_owned(),
            format!("{word} (see file)"),
            format!("{word}/HR"),
        ] {
            assert_eq!(only(&cleared_by(&text)), Code::BadMapRule, "{text}");
        }
    }
    // parted within, it is the same word
    for word in ["r-aised", "o n", "f.l.a.g.g.e.d"] {
        assert_eq!(only(&cleared_by(word)), Code::BadMapRule, "{word}");
    }
}

#[test]
fn what_a_flag_is_raised_for_clears_it_only_with_a_no_before_it() {
    for matter in [
        "covert",
        "Undercover",
        "protected",
        "threat",
        "a minor",
        "under 18",
        "RESTRICTED",
        "sensitive",
    ] {
        for text in [
            matter.to_owned(),
            format!("is {matter} now"),
            format!("{matter}: no comment"),
            format!("N\u{f6}tig, {matter}"),
        ] {
            assert_eq!(only(&cleared_by(&text)), Code::BadMapRule, "{text}");
        }
        for no in [
            "No", "not", "NON-", "none", "never", "nil", "without", "false:", "n", "0",
        ] {
            let text = format!("{no} {matter}");
            assert!(cleared_by(&text).parse::<Map>().is_ok(), "{text}");
        }
    }
}

#[test]
fn an_absent_flag_is_a_flag_without_a_column_and_with_a_reason() {
    let long = "x".repeat(201);
    for absent in [
        "covert = \"\"",
        "covert = \" \"",
        "covert = \"a\\nb\"",
        "rank = \"x\"",
        &format!("minor = \"{long}\""),
    ] {
        let text = format!("[columns]\na = \"rank\"\n[absent]\n{absent}");
        assert_eq!(only(&text), Code::BadMapRule, "{absent}");
    }
    assert_eq!(
        only("[columns]\na = \"covert\"\n[absent]\ncovert = \"why\""),
        Code::BadMapRule
    );
}
