//! What stays behind, what the reader must check and what is not promised, profile by profile.

use super::{Block, EVERYTHING, Profile, chapter, profiles, tables, words};
use crate::code::Code;
use crate::field::{Field, Flag, Shown};
use crate::profile::{Apostrophes, Content, Encoding, Part};

fn list(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .filter_map(|block| match block {
            Block::List(items) => Some(items),
            _ => None,
        })
        .flatten()
        .map(super::Phrase::plain)
        .collect()
}

#[test]
fn the_codes_of_rows_are_those_that_the_profile_can_cause() {
    for profile in profiles() {
        let explanation = profile.explain();
        let bounded = profile
            .columns()
            .iter()
            .any(|column| column.max_chars().is_some());
        let category = profile
            .field_parts()
            .any(|(_, part)| part.rule().name() == "category");
        let expected: Vec<String> = [
            (Code::MissingValue, true),
            (Code::InvalidValue, true),
            (Code::FormulaCell, true),
            (Code::TooLong, bounded),
            (Code::UnlistedCategory, category),
            (
                Code::UnmappableCharacter,
                profile.csv().encoding() == Encoding::Windows1252,
            ),
        ]
        .into_iter()
        .filter(|(_, can_be)| *can_be)
        .map(|(code, _)| format!("{}: {}", code.name(), code.meaning()))
        .collect();
        assert_eq!(
            list(chapter(&explanation, "withheld").blocks()),
            expected,
            "{}",
            profile.name()
        );
    }
}

#[test]
fn flags_are_listed_iff_a_person_is_shown() {
    for profile in profiles() {
        let explanation = profile.explain();
        let flags = tables(&explanation).find(|table| table.caption().starts_with("Flags"));
        assert_eq!(flags.is_some(), profile.shows_a_person());
        for (row, flag) in flags.iter().flat_map(|table| table.rows()).zip(Flag::ALL) {
            let field = flag.readable().field();
            assert_eq!(row[0].plain(), field.name());
            assert_eq!(row[1].plain(), field.reason());
        }
        let said = words(chapter(&explanation, "withheld"));
        assert_eq!(
            said.contains("so no flag is asked for"),
            !profile.shows_a_person()
        );
    }
}

#[test]
fn columns_that_refuse_are_named_and_no_sentence_stands_without_one() {
    for profile in profiles() {
        let explanation = profile.explain();
        let said = words(chapter(&explanation, "withheld"));
        let strict = profile.name() == "everything";
        assert_eq!(said.contains("A missing value refuses"), strict);
        assert_eq!(
            said.contains("not only the row, in Name, as printed.\n"),
            strict
        );
    }
}

#[test]
fn each_field_to_check_stands_in_the_list_iff_it_is_shown() {
    let checked = [
        Field::StaffNumber,
        Field::WarrantNumber,
        Field::CollarNumber,
        Field::CardDesign,
        Field::CardSerial,
        Field::CredentialNo,
        Field::FacilityCode,
        Field::ExpiryDate,
        Field::JobTitle,
        Field::Department,
        Field::Rank,
        Field::KnownAs,
    ];
    let family_alone = EVERYTHING.replacen("known_as", "family_name", 1);
    let given_alone = EVERYTHING.replacen("known_as", "given_names", 1);
    let stripped = EVERYTHING.replacen("[csv]\n", "[csv]\napostrophes = \"strip\"\n", 1);
    assert_ne!(stripped, EVERYTHING);
    let alone = [family_alone, given_alone, stripped].map(|text| text.parse::<Profile>().unwrap());
    for profile in profiles().into_iter().chain(alone) {
        let explanation = profile.explain();
        let points = list(chapter(&explanation, "check").blocks());
        let shown = |field: Field| profile.treatment(field).shown != Shown::None;
        let has = |start: &str| points.iter().any(|point| point.starts_with(start));
        for field in checked {
            assert_eq!(has(&format!("{field}: ")), shown(field), "{field}");
        }
        assert_eq!(
            has("family_name: that the names in the HR system"),
            shown(Field::GivenNames) || shown(Field::FamilyName)
        );
        let fixed = profile
            .columns()
            .iter()
            .any(|column| match column.content() {
                Content::Constant(_) => true,
                Content::Parts(parts) => parts
                    .iter()
                    .any(|part| matches!(part, Part::Text(text) if text != " ")),
            });
        assert_eq!(has("That the fixed texts"), fixed, "{}", profile.name());
        assert_eq!(has("That photos show the face"), profile.photo().is_some());
        assert_eq!(
            has("That those whose name has an apostrophe"),
            profile.csv().apostrophes() == Apostrophes::Strip
        );
        assert!(has("That the map from HR columns"));
    }
}

#[test]
fn what_is_not_promised_depends_on_people_photos_and_tokens() {
    for profile in profiles() {
        let explanation = profile.explain();
        let points = list(chapter(&explanation, "limits").blocks());
        let has = |start: &str| points.iter().any(|point| point.starts_with(start));
        let person = profile.shows_a_person();
        assert_eq!(has("It does not take people out of the data."), person);
        assert_eq!(
            has("It does not promise that nobody can be found."),
            !person
        );
        assert_eq!(
            has("It does not stop face recognition."),
            profile.photo().is_some()
        );
        assert!(has("Its tokens are pseudonyms"));
        assert!(has("It does not bind the recipient."));
    }
}
