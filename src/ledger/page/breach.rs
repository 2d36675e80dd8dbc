//! What follows from the loss of what was held, and what helps: words for a notice to the supervisory
//! authority (UK GDPR 33(3)(c), (d)) and to those affected (34(2)).
//!
//! They speak of nothing that was not held. They are a beginning: whoever sends them answers for them,
//! and knows more.

use std::collections::BTreeSet;

use super::asked::{Asked, listed, those, with};
use super::datum::Scoped;
use super::{Category, Datum};
use crate::field::Field;

/// What to say of one kind of data, by what of it was held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// What of the kind was held.
    pub title: String,
    /// What is likely to follow (33(3)(c)).
    pub consequences: Vec<String>,
    /// What the controller can do, or propose (33(3)(d)).
    pub measures: Vec<String>,
    /// What was held, as a letter to those affected says it (34(2)).
    pub held: Vec<String>,
    /// What could happen to them, as a letter says it.
    pub harm: Vec<String>,
    /// What is done about it, as a letter says it.
    pub done: Vec<String>,
    /// What those affected can do themselves (34(2)).
    pub advice: Vec<String>,
}

impl Category {
    /// What to say of it, where all this was held.
    pub fn words(self, held: &BTreeSet<Datum>) -> Words {
        let own = || held.iter().filter(|one| one.category() == self);
        let called: BTreeSet<String> = own().map(|one| one.in_a_notice()).collect();
        let called: Vec<&str> = called.iter().map(String::as_str).collect();
        let mut title = listed(&called, "and");
        if let Some(first) = title.get(..1).map(str::to_ascii_uppercase) {
            title.replace_range(..1, &first);
        }
        let asked = Asked::new(held);
        let words = match self {
            Self::Name => name(&asked),
            Self::Photo => photo(&asked),
            Self::PersonNumber => person_number(&asked),
            Self::Post => post(&asked),
            Self::Card => card(&asked),
            Self::Credential => credential(&asked),
            Self::Token => token(&asked),
        };
        Words {
            title,
            held: own().map(|one| one.in_a_letter()).collect(),
            ..words
        }
    }
}

fn name(held: &Asked<'_>) -> Words {
    let (called, named) = (held.calls(), held.names());
    Words {
        consequences: those(&[
            (
                named,
                "those named can be found out as people of this controller, and sought on social media, in registers and at home",
            ),
            (
                called,
                "rare names single a person out by themselves, and point at a background",
            ),
            (
                called,
                "messages that address people by name, in the employer's or the bureau's voice, are believed",
            ),
            (
                !called,
                "initials name nobody by themselves; together with what is known elsewhere they narrow down who somebody is",
            ),
        ]),
        measures: those(&[
            (
                called,
                "tell those affected, those with rare names and those at known risk first",
            ),
            (
                called,
                "warn staff and the switchboard of callers who know names",
            ),
            (!called, "tell those affected, those at known risk first"),
        ]),
        harm: those(&[
            (
                named,
                "Somebody could find out that you work for us or with us, and look for you online or at home.",
            ),
            (
                called,
                "You could get messages or calls that use your name and claim to come from us or from the card maker.",
            ),
            (
                !called,
                "Together with other things your initials could help somebody to find out who you are.",
            ),
        ]),
        done: those(&[
            (
                called,
                "We are warning colleagues who answer calls that a caller may know names.",
            ),
            (!called, "We are telling those at known risk first."),
        ]),
        advice: those(&[
            (
                named,
                "Look at what can be found online under your name, and close what should not be seen.",
            ),
            (
                true,
                "Do not answer messages about this incident that ask you for details. We will not ask you for them by e-mail.",
            ),
        ]),
        ..Words::default()
    }
}

fn photo(held: &Asked<'_>) -> Words {
    let mut with_it = held.of(&[(Field::CardDesign, "the design")]);
    if held.names() {
        with_it.insert(0, "the name");
    }
    let mut consequences = those(&[
        (
            true,
            "faces can be compared with pictures on social media, in the press and from the street, by people and by machines",
        ),
        (
            true,
            "a face cannot be changed: for those who will work under cover later, the loss does not end",
        ),
        (with_it.is_empty(), "a photo helps to make a forged card"),
    ]);
    consequences.extend(with(&with_it, "and", |words| {
        format!("with {words}, which was held too, a photo is what a forged card needs")
    }));
    Words {
        consequences,
        measures: those(&[
            (
                true,
                "have those who must not be recognised, now or later, assessed one by one",
            ),
            (
                held.shows(Field::CardDesign),
                "tell whoever admits people by sight that cards of this design can be forged; consider another design",
            ),
            (
                !held.shows(Field::CardDesign),
                "tell whoever admits people by sight that cards with these photos can be forged",
            ),
        ]),
        harm: those(&[
            (
                true,
                "Somebody could compare your face with pictures online or in the street.",
            ),
            (true, "Somebody could use your photo to make a false card."),
        ]),
        done: those(&[
            (
                true,
                "We are telling those who check cards that false ones may be about.",
            ),
            (
                true,
                "We are looking at each person who must not be recognised.",
            ),
        ]),
        advice: those(&[(
            true,
            "Tell your supervisor if your work depends on your not being recognised.",
        )]),
        ..Words::default()
    }
}

fn person_number(held: &Asked<'_>) -> Words {
    let in_sequence = held.shows(Field::WarrantNumber) || held.shows(Field::StaffNumber);
    Words {
        consequences: those(&[
            (
                true,
                "the number is used to pretend to be its holder, or to ask systems and colleagues about the holder",
            ),
            (
                in_sequence,
                "numbers given in sequence tell roughly when somebody joined",
            ),
            (
                held.shows(Field::WarrantNumber),
                "where a pay number is made from a warrant number, it is known as well",
            ),
        ]),
        measures: those(&[
            (
                true,
                "let no process accept the number as proof of who somebody is",
            ),
            (
                true,
                "watch for requests to payroll and human resources that quote it",
            ),
        ]),
        harm: those(&[(
            true,
            "Somebody could use your number to pretend to be you, or to ask about you.",
        )]),
        done: those(&[(
            true,
            "We are making sure that nobody is believed because of such a number alone.",
        )]),
        advice: those(&[(
            true,
            "Ask for another way to prove who you are wherever your number has been enough.",
        )]),
        ..Words::default()
    }
}

const POST: &[(Field, &str)] = &[
    (Field::Rank, "rank"),
    (Field::JobTitle, "job title"),
    (Field::OfficerCategory, "role"),
    (Field::Department, "department"),
    (Field::Organisation, "organisation"),
];

fn post(held: &Asked<'_>) -> Words {
    let own = held.of(POST);
    let yours: Vec<String> = own.iter().map(|word| format!("your {word}")).collect();
    let yours: Vec<&str> = yours.iter().map(String::as_str).collect();
    let each: Vec<String> = own.iter().map(|word| format!("each {word}")).collect();
    let each: Vec<&str> = each.iter().map(String::as_str).collect();
    let named = held.names();
    let mut consequences = those(&[(
        named,
        "together with a name it tells whom it pays to approach, press or follow",
    )]);
    consequences.extend(with(&each, "and", |words| {
        format!("all rows together tell how many there are of {words}")
    }));
    let mut harm = those(&[(
        named,
        "Together with your name it could show somebody that it is worth while to approach you or to press you.",
    )]);
    if !named {
        harm.extend(with(&yours, "and", |words| {
            format!(
                "Together with other things {words} could help somebody to find out who you are."
            )
        }));
    }
    Words {
        consequences,
        measures: with(&own, "or", |words| {
            format!("assess those first who are among few of the same {words}")
        }),
        harm,
        done: with(&own, "or", |words| {
            format!("We are looking first at those who can be recognised by their {words}.")
        }),
        advice: with(&yours, "or", |words| {
            format!("Be careful with calls and messages that mention {words}.")
        }),
        ..Words::default()
    }
}

fn card(held: &Asked<'_>) -> Words {
    let seen = held.of(&[
        (Field::CardDesign, "design"),
        (Field::ExpiryDate, "expiry"),
        (Field::IssueNumber, "issue number"),
    ]);
    let facility = held.shows(Field::FacilityCode);
    let mut consequences = with(&seen, "and", |words| {
        format!("knowing the {words} of a card helps to make a forged one that is believed")
    });
    consequences.extend(those(&[
        (
            held.shows(Field::CardDesign),
            "a design that few have tells their unit",
        ),
        (
            held.shows(Field::IssueNumber),
            "an issue number above one tells that a card was lost or replaced",
        ),
        (
            facility,
            "a facility code tells which cards are of the same site, and is one part of what its doors read",
        ),
    ]));
    let mut measures = with(&seen, "and", |words| {
        format!("tell whoever checks cards of which {words} the affected cards are")
    });
    measures.extend(those(&[(
        facility,
        "watch the log of the site's doors for cards that are not known there",
    )]));
    Words {
        consequences,
        measures,
        harm: those(&[
            (
                held.shows(Field::CardDesign),
                "Somebody could make a false card of the same design.",
            ),
            (
                held.shows(Field::ExpiryDate),
                "Somebody could make a false card that expires when yours does.",
            ),
            (
                held.shows(Field::IssueNumber),
                "Somebody could tell whether your card is a replacement.",
            ),
            (
                facility,
                "Somebody could find out at which site your card is used, and try its doors.",
            ),
        ]),
        done: those(&[
            (
                !seen.is_empty(),
                "We are telling those who check cards which cards to look at twice.",
            ),
            (
                facility,
                "We are watching for cards that the doors of the site do not know.",
            ),
        ]),
        advice: those(&[(true, "Tell us at once if your card is missing.")]),
        ..Words::default()
    }
}

fn credential(held: &Asked<'_>) -> Words {
    let (opens, serial) = (
        held.shows(Field::CredentialNo),
        held.shows(Field::CardSerial),
    );
    Words {
        consequences: those(&[
            (
                opens,
                "where a door trusts the number alone, a copied number opens it",
            ),
            (
                serial,
                "serial numbers help to make a forged card that is believed",
            ),
        ]),
        measures: those(&[
            (
                opens,
                "have the access system refuse these numbers, and issue others",
            ),
            (
                opens,
                "look through the access system's log for the time since the batch was sent",
            ),
            (
                serial,
                "tell whoever checks cards which serial numbers are affected",
            ),
        ]),
        harm: those(&[
            (
                opens,
                "Somebody could copy your card, and open doors that it opens.",
            ),
            (
                serial,
                "Somebody could make a false card that carries the serial number of yours.",
            ),
        ]),
        done: those(&[
            (
                opens,
                "We are replacing the cards whose numbers are affected, and will have the doors refuse the old ones.",
            ),
            (
                serial,
                "We are telling those who check cards which serial numbers are affected.",
            ),
        ]),
        advice: those(&[
            (
                opens,
                "Hand in your card when you are asked to, and tell us if it no longer works.",
            ),
            (serial, "Tell us at once if your card is missing."),
        ]),
        ..Words::default()
    }
}

fn token(held: &Asked<'_>) -> Words {
    let across = held.token(Scoped::Recipient);
    let in_barcode = held.any(|one| one.is_in_barcode());
    Words {
        consequences: those(&[
            (
                held.photo(),
                "without the controller's secret they lead to nobody; they tell which rows and photos belong together",
            ),
            (
                !held.photo(),
                "without the controller's secret they lead to nobody; they tell which rows and cards belong together",
            ),
            (
                held.token(Scoped::Batch),
                "tokens of one batch's scope are found in no other batch",
            ),
            (
                across,
                "tokens of one recipient's scope tell that two batches speak of the same person",
            ),
        ]),
        measures: those(&[
            (
                true,
                "make sure that the secret was not lost as well, and begin a new epoch",
            ),
            (
                in_barcode,
                "replace barcodes that carry a token if somebody could use them in place of a card",
            ),
        ]),
        harm: those(&[
            (
                across,
                "The codes could show that cards of several deliveries are of the same person. By themselves they do not show whose.",
            ),
            (
                !across,
                "The codes by themselves show nothing of you, and are in no other delivery.",
            ),
        ]),
        done: those(&[(true, "We are making new codes.")]),
        ..Words::default()
    }
}
