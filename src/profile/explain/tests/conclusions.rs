//! What follows from a profile is said of the profiles from which it follows, and of no other one.

use std::collections::BTreeSet;

use super::{Profile, chapter, profiles, words};
use crate::field::{Class, Field, Linkability, Place, Role, Shown};
use crate::profile::Identifier;
use crate::profile::explain::{Block, Explanation, Table};

/// Every rule once.
const RULES: &[&str] = &[
    "treatment = \"keep\"",
    "treatment = \"keep\", not_payroll = true",
    "treatment = \"initials\"",
    "treatment = \"first-word\"",
    "treatment = \"digits\"",
    "treatment = \"month-end\"",
    "treatment = \"category\", table = { \"Constable\" = \"Officer of the force\", \"Sergeant\" = \"Officer of the force\" }",
    "treatment = \"pseudonymise\", scope = \"batch\"",
    "treatment = \"pseudonymise\", scope = \"recipient\"",
];

const PHOTO: &str = "[photo]\nplace = \"front\"\n";

fn text(top: &str, columns: &str) -> String {
    format!(
        "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
         delete_after_days = 1\n{top}[[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
         parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n{columns}"
    )
}

/// Each releasable field by itself, in every way that its floors admit, with and without a photo.
fn of_one_field() -> Vec<Profile> {
    let mut found = Vec::new();
    for field in Field::ALL
        .iter()
        .filter(|field| field.role() == Role::Releasable)
    {
        for place in Place::ALL.iter().filter(|place| **place != Place::Matching) {
            for rule in RULES {
                for photo in ["", PHOTO] {
                    let column = format!(
                        "[[column]]\nheader = \"x\"\nplace = \"{}\"\nparts = [{{ field = \"{field}\", {rule} }}]\n{photo}",
                        place.name()
                    );
                    found.extend(text("", &column).parse::<Profile>().ok());
                }
            }
        }
    }
    assert!(found.len() > 50, "{}", found.len());
    found.extend(profiles());
    found.push(text("", "").parse().unwrap());
    found.push(text("", PHOTO).parse().unwrap());
    found
}

fn shows(profile: &Profile, field: Field) -> bool {
    profile.treatment(field).shown != Shown::None
}

fn has_photo(profile: &Profile) -> bool {
    profile.photo().is_some()
}

fn has_name(profile: &Profile) -> bool {
    [
        Field::GivenNames,
        Field::MiddleNames,
        Field::FamilyName,
        Field::KnownAs,
    ]
    .iter()
    .any(|field| shows(profile, *field))
}

fn has_first_name(profile: &Profile) -> bool {
    [Field::GivenNames, Field::KnownAs]
        .iter()
        .any(|field| profile.treatment(*field).linkability == Linkability::Global)
}

fn has_token(profile: &Profile) -> bool {
    profile
        .field_parts()
        .any(|(_, part)| part.rule().name() == "pseudonymise")
}

/// A row of the table of what fields tell of one another, the start of a sentence, and when it holds.
type Cause = (usize, &'static str, fn(&Profile) -> bool);

const CAUSES: &[Cause] = &[
    (0, "A warrant number is issued", |p| {
        shows(p, Field::WarrantNumber)
    }),
    (0, "The digits of a collar number", |p| {
        shows(p, Field::CollarNumber)
    }),
    (0, "A staff number is a key", |p| {
        shows(p, Field::StaffNumber)
    }),
    (0, "A credential number tells nothing if", |p| {
        shows(p, Field::CredentialNo)
    }),
    (0, "Tokens tell nothing without the secret", has_token),
    (1, "E-mail addresses, account names", has_name),
    (1, "Nothing: no name leaves.", |p| !has_name(p)),
    (2, "The photo shows an apparent age.", has_photo),
    (2, "A given name can hint", has_first_name),
    (2, "The year of joining", |p| shows(p, Field::WarrantNumber)),
    (2, "A rank sets a least length", |p| shows(p, Field::Rank)),
    (3, "The rank narrows a person down", |p| {
        shows(p, Field::Rank)
    }),
    (3, "A design code tells the posting if", |p| {
        shows(p, Field::CardDesign)
    }),
    (3, "An expiry date is moved", |p| {
        shows(p, Field::ExpiryDate)
    }),
    (3, "A general role or department", |p| {
        shows(p, Field::JobTitle) || shows(p, Field::Department)
    }),
    (4, "Coordinates in the photo", has_photo),
    (4, "Nothing of an address leaves", has_name),
    (5, "See the chapter on what absence tells.", |_| true),
];

/// Said of a group exactly where nothing else is.
const NONE: &[(usize, &str)] = &[
    (2, "Nothing that is released tells an age."),
    (3, "Nothing that is released tells a posting."),
    (4, "Nothing that is released tells where a person lives."),
];

fn table<'e>(explanation: &'e Explanation, id: &str, caption: &str) -> &'e Table {
    chapter(explanation, id)
        .blocks()
        .iter()
        .find_map(|block| match block {
            Block::Table(table) if table.caption() == caption => Some(table),
            _ => None,
        })
        .unwrap()
}

#[test]
fn each_sentence_about_a_group_stands_where_its_cause_is_released_and_nowhere_else() {
    for profile in of_one_field() {
        let explanation = profile.explain();
        let table = table(&explanation, "derivable", "Fields that tell one another");
        let said = |group: usize| table.rows()[group][2].plain();
        for (group, sentence, holds) in CAUSES {
            assert_eq!(
                said(*group).contains(sentence),
                holds(&profile),
                "{sentence}\n{}",
                profile.canonical_json()
            );
        }
        for (group, sentence) in NONE {
            let other = CAUSES
                .iter()
                .any(|(of, _, holds)| of == group && holds(&profile));
            assert_eq!(said(*group) == *sentence, !other, "{sentence}");
            assert_eq!(said(*group).contains(sentence), !other, "{sentence}");
        }
    }
}

#[test]
fn what_is_released_of_a_group_is_listed_with_its_pair_or_is_nothing() {
    for profile in of_one_field() {
        let explanation = profile.explain();
        let table = table(&explanation, "derivable", "Fields that tell one another");
        for (row, group) in table.rows().iter().zip(crate::field::Correlation::ALL) {
            let mut fields: Vec<Field> = profile
                .field_parts()
                .map(|(_, part)| part.field())
                .collect();
            fields.sort_unstable();
            fields.dedup();
            let mut expected: Vec<String> = fields
                .into_iter()
                .filter(|field| field.correlation() == Some(*group))
                .map(|field| {
                    let pair = profile.treatment(field);
                    format!(
                        "{field} ({}, {})",
                        pair.shown.name(),
                        pair.linkability.name()
                    )
                })
                .collect();
            if group.name() == "absence" && has_photo(&profile) {
                expected.push("the photo".to_owned());
            }
            if expected.is_empty() {
                expected.push("nothing".to_owned());
            }
            assert_eq!(row[1].plain(), expected.join("; "));
        }
    }
}

#[test]
fn guesses_and_links_are_told_of_names_photos_tokens_and_values() {
    for profile in of_one_field() {
        let explanation = profile.explain();
        let said = words(chapter(&explanation, "derivable"));
        let scope = |wanted: Linkability| {
            profile
                .field_parts()
                .any(|(_, part)| part.rule().treatment().linkability == wanted)
        };
        let name = has_name(&profile);
        let photo = has_photo(&profile);
        for (sentence, holds) in [
            ("A name and a photo together are a channel", name && photo),
            ("A name is a channel", name && !photo),
            ("A photo is a channel", !name && photo),
            ("Neither a name nor a photo leaves", !name && !photo),
            (
                "For some people that is itself a risk to life",
                name || photo,
            ),
            (
                "Tokens that are other ones in every batch",
                scope(Linkability::Batch),
            ),
            (
                "follow one person through all batches",
                scope(Linkability::Recipient),
            ),
            ("Two photos of one person can be matched", photo),
        ] {
            assert_eq!(said.contains(sentence), holds, "{sentence}\n{said}");
        }
        let mut global: Vec<Field> = profile
            .field_parts()
            .map(|(_, part)| part.field())
            .filter(|field| profile.treatment(*field).linkability == Linkability::Global)
            .collect();
        global.sort_unstable();
        global.dedup();
        let names: Vec<&str> = global.iter().map(|field| field.name()).collect();
        let listed = said.contains(&format!(
            "another batch included: {}. Where they differ",
            names.join(", ")
        ));
        assert_eq!(listed, !names.is_empty(), "{said}");
        assert_eq!(
            said.contains("These values are released"),
            !names.is_empty()
        );
    }
}

#[test]
fn what_absence_tells_depends_on_people_numbers_and_photos() {
    for profile in of_one_field() {
        let explanation = profile.explain();
        let said = words(chapter(&explanation, "absence"));
        let person = profile.shows_a_person();
        let issue = shows(&profile, Field::IssueNumber);
        for (sentence, holds) in [
            ("What is not there can tell as much as what is.", true),
            ("A blank cell tells nothing", true),
            ("The order of rows tells nothing", true),
            ("are left out, not blanked", person),
            (
                "A batch of one is allowed",
                person && profile.min_rows() == 1,
            ),
            ("rows is refused", person && profile.min_rows() > 1),
            ("issue_number above 1 says", person && issue),
            ("Nobody is left out", !person),
            ("All photos have one size in pixels", has_photo(&profile)),
        ] {
            assert_eq!(said.contains(sentence), holds, "{sentence}\n{said}");
        }
    }
}

#[test]
fn the_summary_lists_what_is_shown_of_a_person_and_nothing_else() {
    for profile in of_one_field() {
        let explanation = profile.explain();
        let said = words(chapter(&explanation, "summary"));
        let mut fields: Vec<Field> = profile
            .field_parts()
            .map(|(_, part)| part)
            .filter(|part| part.rule().name() != "pseudonymise")
            .map(|part| part.field())
            .filter(|field| field.class() != Class::Fulfilment)
            .collect();
        fields.sort_unstable();
        fields.dedup();
        let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
        let shown = match (names.is_empty(), has_photo(&profile)) {
            (true, true) => "the photo of a sealed batch".to_owned(),
            (false, true) => format!("{}, and in a sealed batch the photo", names.join(", ")),
            (_, false) => names.join(", "),
        };
        let sentence = format!("It shows something of a person: {shown}. What leaves is therefore");
        assert_eq!(said.contains(&sentence), profile.shows_a_person(), "{said}");
        assert_eq!(
            said.contains("It shows nothing of a person: only what is needed"),
            !profile.shows_a_person()
        );
        assert_eq!(
            said.contains("and in a sealed batch a photo goes with each row"),
            has_photo(&profile)
        );
        let columns = profile.columns().len();
        let columns = if columns == 1 {
            "A row has 1 column, made from ".to_owned()
        } else {
            format!("A row has {columns} columns, made from ")
        };
        assert!(said.contains(&columns), "{said}");
    }
}

#[test]
fn parties_are_named_or_said_to_be_unnamed() {
    for (controller, recipient) in [
        ("C & D", "R"),
        ("C & D", "unnamed"),
        ("unnamed", "R"),
        ("unnamed", "unnamed"),
    ] {
        let profile = Profile::preset("shell-card")
            .unwrap()
            .with_parties(Some(controller), Some(recipient))
            .unwrap();
        let unnamed = controller == "unnamed" || recipient == "unnamed";
        assert_eq!(profile.is_unnamed(), unnamed);
        let explanation = profile.explain();
        let called =
            |name: &'static str, otherwise| if name == "unnamed" { otherwise } else { name };
        let sentence = format!(
            "Under this profile {} hands {} one row for each card, for this purpose: {}.",
            called(controller, "a controller not yet named"),
            called(recipient, "a recipient not yet named"),
            profile.purpose()
        );
        let said = words(chapter(&explanation, "summary"));
        assert!(said.starts_with(&sentence), "{said}");
        let said = words(chapter(&explanation, "parties"));
        assert_eq!(said.contains("has not been named yet"), unnamed);
        assert!(
            said.contains(&format!("| Recipient (UK GDPR 4(9)) | {recipient} | ")),
            "{said}"
        );
    }
}

#[test]
fn every_column_is_told_with_what_it_is_to_whoever_wants_to_know_whose_row_it_is() {
    let mut told = BTreeSet::new();
    for profile in profiles() {
        let explanation = profile.explain();
        let table = table(
            &explanation,
            "singling-out",
            "What each column is to whoever wants to know whose row it is",
        );
        let mut columns = profile.columns().iter();
        for (row, column) in table.rows().iter().zip(columns.by_ref()) {
            assert_eq!(row[0].plain(), column.header());
            let meaning = match column.identifier() {
                Identifier::Constant => "constant: the same in every row",
                Identifier::Token => "token: unique, and tells nobody anything without the secret",
                Identifier::CardNumber => {
                    "card-number: unique to the card; tells its holder only to whoever sees the card \
                     or its register"
                }
                Identifier::Quasi => "quasi-identifier: narrows the choice together with others",
                Identifier::Direct => "direct-identifier: points at one person by itself",
            };
            assert_eq!(row[2].plain(), meaning);
            for field in column.fields() {
                assert!(row[1].plain().contains(field.name()));
            }
            let is_fixed = column.identifier() == Identifier::Constant;
            assert_eq!(row[1].plain() == "a fixed text", is_fixed);
            told.insert(column.identifier());
        }
        let more = profile.photo().map(|photo| photo.header().to_owned());
        let rest = table.rows().get(profile.columns().len());
        assert_eq!(rest.map(|row| row[0].plain()), more);
        let said = words(chapter(&explanation, "singling-out"));
        let points = profile.photo().is_some()
            || profile
                .columns()
                .iter()
                .any(|column| column.identifier() == Identifier::Direct);
        assert_eq!(
            said.contains("nobody in a batch is hidden among others"),
            points
        );
        for column in profile.columns_that_are(Identifier::Quasi) {
            let list = said.split("The quasi-identifiers are ").nth(1).unwrap();
            assert!(list.contains(column.header()), "{said}");
        }
    }
    assert!(told.iter().eq(Identifier::ALL), "{told:?}");
}
