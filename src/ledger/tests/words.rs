//! A notice and its letters speak of what was held, and of nothing else.

use std::collections::BTreeSet;

use super::*;
use crate::batch::{ManifestColumn, ManifestContent};
use crate::field::{Field, Place, Role};
use crate::profile::{Part, Rule};
use crate::pseudonym::Scope;

/// What of a field is in a batch, told by the profile alone.
type Thing = (Field, &'static str, Place);

/// What a word may speak of; a photo is no field.
type Is = fn(&[Thing], bool) -> bool;

fn has(things: &[Thing], field: Field) -> bool {
    things.iter().any(|(known, ..)| *known == field)
}

fn clear(things: &[Thing], fields: &[Field]) -> bool {
    things
        .iter()
        .any(|(field, how, _)| fields.contains(field) && !how.ends_with("token"))
}

fn as_it_is(things: &[Thing], field: Field) -> bool {
    things
        .iter()
        .any(|(known, how, _)| *known == field && *how == "keep")
}

fn treated(things: &[Thing], wanted: &str) -> bool {
    things.iter().any(|(_, how, _)| how.contains(wanted))
}

const NAMES: [Field; 4] = [
    Field::GivenNames,
    Field::MiddleNames,
    Field::FamilyName,
    Field::KnownAs,
];

/// Every word that speaks of a kind of data, and what has to be there for it.
const WATCHED: &[(&str, Is)] = &[
    ("name", |all, _| clear(all, &NAMES)),
    ("named", |all, _| {
        clear(all, &[Field::FamilyName, Field::KnownAs])
    }),
    ("given name", |all, _| clear(all, &[Field::GivenNames])),
    ("middle name", |all, _| clear(all, &[Field::MiddleNames])),
    ("family name", |all, _| clear(all, &[Field::FamilyName])),
    ("initial", |all, _| treated(all, "initials")),
    ("photo", |_, photo| photo),
    ("face", |_, photo| photo),
    ("picture", |_, photo| photo),
    ("warrant number", |all, _| has(all, Field::WarrantNumber)),
    ("pay number", |all, _| as_it_is(all, Field::WarrantNumber)),
    ("collar", |all, _| has(all, Field::CollarNumber)),
    ("staff number", |all, _| has(all, Field::StaffNumber)),
    ("staff record", |all, _| has(all, Field::EsrEmployeeNo)),
    ("rank", |all, _| has(all, Field::Rank)),
    ("your rank", |all, _| {
        as_it_is(all, Field::Rank) || treated(all, "category")
    }),
    ("role", |all, _| {
        clear(all, &[Field::JobTitle, Field::OfficerCategory])
    }),
    ("job title", |all, _| has(all, Field::JobTitle)),
    ("department", |all, _| has(all, Field::Department)),
    ("where you work", |all, _| {
        clear(all, &[Field::Department, Field::Organisation])
    }),
    ("organisation", |all, _| has(all, Field::Organisation)),
    ("force", |all, _| has(all, Field::Organisation)),
    ("visitor", |all, _| has(all, Field::OfficerCategory)),
    ("design", |all, _| has(all, Field::CardDesign)),
    ("card looks", |all, _| has(all, Field::CardDesign)),
    ("looks right", |all, _| has(all, Field::CardDesign)),
    ("valid", |all, _| has(all, Field::ExpiryDate)),
    ("expir", |all, _| has(all, Field::ExpiryDate)),
    ("the day on which", |all, _| {
        as_it_is(all, Field::ExpiryDate)
    }),
    ("issue number", |all, _| has(all, Field::IssueNumber)),
    ("replace", |all, _| {
        has(all, Field::IssueNumber)
            || has(all, Field::CredentialNo)
            || all
                .iter()
                .any(|(_, how, place)| how.ends_with("token") && *place == Place::Barcode)
    }),
    ("serial", |all, _| has(all, Field::CardSerial)),
    ("site", |all, _| has(all, Field::FacilityCode)),
    ("door", |all, _| {
        has(all, Field::FacilityCode) || has(all, Field::CredentialNo)
    }),
    ("access system", |all, _| has(all, Field::CredentialNo)),
    ("copied number", |all, _| has(all, Field::CredentialNo)),
    ("copy your card", |all, _| has(all, Field::CredentialNo)),
    ("the number of your card", |all, _| {
        has(all, Field::CredentialNo) || has(all, Field::CardSerial)
    }),
    ("your number", |all, _| {
        clear(
            all,
            &[
                Field::WarrantNumber,
                Field::CollarNumber,
                Field::StaffNumber,
            ],
        ) || has(all, Field::EsrEmployeeNo)
    }),
    ("token", |all, _| treated(all, "token")),
    ("a code in place", |all, _| treated(all, "token")),
    ("codes", |all, _| {
        treated(all, "token") || has(all, Field::FacilityCode)
    }),
    ("barcode", |all, _| {
        has(all, Field::BarcodeValue)
            || all
                .iter()
                .any(|(_, how, place)| how.ends_with("token") && *place == Place::Barcode)
    }),
    ("qr code", |all, _| has(all, Field::QrValue)),
    ("two batches", |all, _| treated(all, "recipient-token")),
    ("several deliveries", |all, _| {
        treated(all, "recipient-token")
    }),
    ("every delivery", |all, _| treated(all, "recipient-token")),
    ("recipient's scope", |all, _| {
        treated(all, "recipient-token")
    }),
    ("cards are of the same person", |all, _| {
        treated(all, "recipient-token")
    }),
    ("one delivery", |all, _| treated(all, "batch-token")),
    ("batch's scope", |all, _| treated(all, "batch-token")),
];

fn things(columns: &[ManifestColumn]) -> Vec<Thing> {
    let mut all = Vec::new();
    for column in columns {
        let ManifestContent::Parts(parts) = column.content() else {
            continue;
        };
        for part in parts {
            let Part::Field(part) = part else { continue };
            let how = match part.rule() {
                Rule::Pseudonymise {
                    scope: Scope::Batch,
                    ..
                } => "batch-token",
                Rule::Pseudonymise { .. } => "recipient-token",
                rule => rule.name(),
            };
            all.push((part.field(), how, column.place()));
        }
    }
    all
}

/// What was held, by a profile, and what a notice and its letters say of it.
fn said(profile: &Profile, photos: u64) -> (Vec<Thing>, BTreeSet<String>, BTreeSet<String>) {
    let desk = Desk::new();
    let day = |text: &str| -> Day { text.parse().unwrap() };
    let past = Past::new(profile, day("2023-06-01"), None, 5, photos).unwrap();
    let at = moment("2027-01-05T09:00:00Z");
    desk.open().record_past(&desk.key, past, at).unwrap();
    let aware = moment("2027-01-25T09:00:00Z");
    let incident = Incident::new(day("2027-01-20"), day("2027-01-22"), aware).unwrap();
    let pack = desk.open().breach_pack("R", &incident, day("2027-01-26"));
    let pack = pack.unwrap();
    let json: serde_json::Value = serde_json::from_str(&pack.to_json()).unwrap();
    let mut said = BTreeSet::new();
    let mut take = |texts: &serde_json::Value| {
        let texts = texts.as_array().unwrap().iter();
        said.extend(texts.map(|one| one.as_str().unwrap().to_owned()));
    };
    for one in json["categories"].as_array().unwrap() {
        for texts in ["advice", "consequences", "measures"] {
            take(&one[texts]);
        }
        take(&serde_json::json!([one["title"]]));
    }
    for letter in json["letters"].as_array().unwrap() {
        for paragraph in letter["paragraphs"].as_array().unwrap() {
            take(&paragraph["list"]);
        }
    }
    let held = json["letters"][0]["paragraphs"][1]["list"].as_array();
    let held = held.unwrap().iter();
    let held = held.map(|one| one.as_str().unwrap().to_owned()).collect();
    let columns = pack.batches()[0].batch().disclosure().columns();
    (things(columns), said, held)
}

/// Whether a text speaks of something: the word begins where a word does.
fn speaks_of(text: &str, word: &str) -> bool {
    let text = text.to_lowercase();
    let mut found = text.match_indices(word);
    found.any(|(at, _)| !text[..at].ends_with(|before: char| before.is_alphanumeric()))
}

/// What is said, and should not be.
fn claimed(what: &str, things: &[Thing], photo: bool, said: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for text in said {
        for (word, is_held) in WATCHED {
            if speaks_of(text, word) && !is_held(things, photo) {
                wrong.push(format!("{what}: {word}: {text}"));
            }
        }
    }
    wrong
}

/// A profile with this part at this place; rows and cards are joined by it, or by a token of the batch.
fn profile(place: Place, part: &str) -> Option<Profile> {
    let mut head = PROFILE.split("[[column]]");
    let (head, joined) = (head.next().unwrap(), head.next().unwrap());
    let joined = match place {
        Place::Matching => String::new(),
        _ => format!("[[column]]{joined}"),
    };
    let place = place.name();
    let column = format!("[[column]]\nheader = \"x\"\nplace = \"{place}\"\nparts = [{part}]\n");
    format!("{head}{joined}{column}").parse().ok()
}

/// Every treatment there is, for a field.
fn parts(field: Field) -> Vec<String> {
    let table = match field {
        Field::Rank => "PC = \"X\", Sergeant = \"X\"",
        Field::Organisation => "Kent = \"X\", Essex = \"X\"",
        Field::OfficerCategory => "staff = \"X\", visitor = \"X\"",
        _ => "Porter = \"X\", Clerk = \"X\"",
    };
    let table = format!("treatment = \"category\", table = {{ {table} }}");
    let scoped = |scope: &str| format!("treatment = \"pseudonymise\", scope = \"{scope}\"");
    let plain = ["keep", "initials", "first-word", "digits", "month-end"];
    let plain = plain.map(|name| format!("treatment = \"{name}\""));
    let all = [scoped("batch"), scoped("recipient"), table];
    let all = plain.into_iter().chain(all);
    all.map(|rule| format!("{{ field = \"{field}\", {rule} }}"))
        .collect()
}

#[test]
fn no_phrase_of_a_notice_or_letter_speaks_of_what_a_field_alone_does_not_hold() {
    let fields = Field::ALL.iter().copied();
    let fields = fields.filter(|field| field.role() == Role::Releasable);
    let (mut wrong, mut phrases, mut count) = (Vec::new(), BTreeSet::new(), 0);
    let token = "{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }";
    let (.., joined) = said(&profile(Place::Matching, token).unwrap(), 0);
    assert_eq!(joined.len(), 1);
    for field in fields {
        let mut forms = BTreeSet::new();
        for part in parts(field) {
            for place in [Place::Front, Place::Matching, Place::Barcode] {
                let Some(profile) = profile(place, &part) else {
                    continue;
                };
                let (things, said, held) = said(&profile, 0);
                wrong.extend(claimed(&part, &things, false, &said));
                let form = things[things.len() - 1].1;
                // what is said once more of a barcode is said of that
                let is_scanned = place == Place::Barcode && form.ends_with("token");
                let own = held.difference(&joined).next();
                let own = own.or(held.first()).unwrap().clone();
                assert!(held.len() <= things.len(), "{held:?}");
                forms.insert((form, is_scanned, own));
            }
        }
        assert!(!forms.is_empty(), "{field} can leave in no form");
        count += forms.len();
        phrases.extend(forms.into_iter().map(|(.., own)| own));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // each says what it is of and in which form
    assert_eq!(phrases.len(), count, "{phrases:#?}");
    assert!(count > 40, "{count}");
}

#[test]
fn no_phrase_of_a_notice_or_letter_speaks_of_what_the_cards_of_a_preset_do_not_hold() {
    let mut wrong = Vec::new();
    for name in Profile::preset_names() {
        let preset = Profile::preset(name)
            .unwrap()
            .with_parties(Some("C"), Some("R"))
            .unwrap();
        for photos in [0, 3] {
            if photos > 0 && preset.photo().is_none() {
                continue;
            }
            let (things, said, _) = said(&preset, photos);
            wrong.extend(claimed(name, &things, photos > 0, &said));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_form_of_an_answer_says_of_which_scope_a_token_is() {
    for scope in ["batch", "recipient"] {
        let token = format!(
            "{{ field = \"staff_number\", treatment = \"pseudonymise\", scope = \"{scope}\" }}"
        );
        let desk = Desk::new();
        let day = |text: &str| -> Day { text.parse().unwrap() };
        let profile = profile(Place::Barcode, &token).unwrap();
        let past = Past::new(&profile, day("2023-06-01"), None, 5, 0).unwrap();
        let at = moment("2027-01-05T09:00:00Z");
        desk.open().record_past(&desk.key, past, at).unwrap();
        let (from, as_of) = (day("2027-01-20"), day("2027-01-26"));
        let incident = Incident::new(from, from, moment("2027-01-25T09:00:00Z")).unwrap();
        let pack = desk.open().breach_pack("R", &incident, as_of).unwrap();
        let held = desk.open().holdings("R", as_of).unwrap();
        for form in [
            pack.to_text(),
            pack.to_csv(),
            pack.to_html(),
            held.to_csv(),
            held.to_html(),
        ] {
            let said = format!("staff_number pseudonymise (scope {scope})");
            assert!(form.contains(&said), "{form}");
        }
        for page in [pack.to_html(), held.to_html()] {
            let marked = format!("<th scope=\"col\">pseudonymise (scope {scope})</th>");
            assert!(page.contains(&marked), "{page}");
        }
    }
}
