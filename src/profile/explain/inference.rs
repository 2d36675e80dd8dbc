//! What the chapters say about what follows from what leaves, and from what does not.

use std::collections::BTreeSet;

use super::chapters::{paragraph, personal_fields, released_fields, says, table};
use super::{Block, Phrase};
use crate::field::{Correlation, Field, Linkability, Shown};
use crate::profile::{Profile, words};

pub(super) fn derivable(profile: &Profile) -> Vec<Block> {
    let rows = Correlation::ALL
        .iter()
        .map(|&group| {
            vec![
                Phrase::from(title(group)),
                released(profile, group),
                follows(profile, group).join(" ").into(),
            ]
        })
        .collect();
    let mut blocks = vec![
        paragraph(
            "Fields tell one another. A field that never leaves can still be worked out if another \
             one of its group does. Each group is listed, whether or not this profile releases \
             something of it.",
        ),
        table(
            "Fields that tell one another",
            &["Group", "Released here", "What follows"],
            rows,
        ),
        Block::Heading("What the law protects most, and what can be guessed".into()),
    ];
    blocks.extend(guesses(profile));
    blocks.push(Block::Heading("How rows can be linked".into()));
    blocks.extend(links(profile));
    blocks
}

const fn title(group: Correlation) -> &'static str {
    match group {
        Correlation::Number => "G1 Numbers that follow from one another",
        Correlation::Name => "G2 Names and what is made of them",
        Correlation::Birth => "G3 Birth: dates and numbers that tell age",
        Correlation::Unit => "G4 Unit: what tells the posting",
        Correlation::Location => "G5 Location: what tells where the person lives",
        Correlation::Absence => "G6 Absence: what a gap tells",
    }
}

fn released(profile: &Profile, group: Correlation) -> Phrase {
    let of_group: BTreeSet<Field> = released_fields(profile)
        .into_iter()
        .filter(|field| field.correlation() == Some(group))
        .collect();
    let mut phrase = Phrase::default();
    for field in of_group {
        if !phrase.is_empty() {
            phrase = phrase.say("; ");
        }
        phrase = phrase
            .name(field.name())
            .say(format!(" ({})", words::pair(profile.treatment(field))));
    }
    if group == Correlation::Absence && profile.photo().is_some() {
        phrase = phrase.say("the photo");
    }
    if phrase.is_empty() {
        "nothing".into()
    } else {
        phrase
    }
}

/// Sentences about one group; never none.
fn follows(profile: &Profile, group: Correlation) -> Vec<&'static str> {
    let shows = |field: Field| profile.treatment(field).shown != Shown::None;
    let names = [
        Field::GivenNames,
        Field::MiddleNames,
        Field::FamilyName,
        Field::KnownAs,
    ];
    let named = names.into_iter().any(shows);
    // Initials tell no fashion of names.
    let first_name = [Field::GivenNames, Field::KnownAs]
        .into_iter()
        .any(|field| profile.treatment(field).linkability == Linkability::Global);
    let photo = profile.photo().is_some();
    let mut sentences = Vec::new();
    let mut if_so = |holds: bool, sentence| {
        if holds {
            sentences.push(sentence);
        }
    };
    match group {
        Correlation::Number => {
            if_so(
                shows(Field::WarrantNumber),
                "A warrant number is issued in the order of joining, so it tells roughly the year of joining. In some forces the pay number is a prefix and the warrant number: there, releasing warrant_number discloses pay_number, although that field itself never leaves. User names (username) and radio or system accounts may be made from it too.",
            );
            if_so(
                shows(Field::CollarNumber),
                "The digits of a collar number can fall into ranges that tell officers, special constables, PCSOs and staff apart; the letters, which name a unit, do not leave.",
            );
            if_so(
                shows(Field::StaffNumber),
                "A staff number is a key into personnel systems. Where it is also the payroll number, a login or part of an e-mail address, releasing it discloses those (pay_number, username).",
            );
            if_so(
                shows(Field::CredentialNo),
                "A credential number tells nothing if it is drawn at random. If it is the staff number, or counts up with it, it discloses that.",
            );
            if_so(
                uses_tokens(profile),
                "Tokens tell nothing without the secret: they are keyed, and differ from place to place.",
            );
        }
        Correlation::Name => {
            if_so(
                named,
                "E-mail addresses, account names and user principal names are often made from the name by a known pattern (work_email, upn, cert_subject, rfc822_name): who knows the pattern knows them. A rare name points at one person by itself, and leads to social media and public registers.",
            );
            if_so(!named, "Nothing: no name leaves.");
        }
        Correlation::Birth => {
            if_so(photo, "The photo shows an apparent age.");
            if_so(first_name, "A given name can hint at a decade of birth.");
            if_so(
                shows(Field::WarrantNumber),
                "The year of joining, which the warrant number tells, sets a least age and roughly the length_of_service and hire_date.",
            );
            if_so(shows(Field::Rank), "A rank sets a least length of service.");
            if_so(
                !photo && !first_name && !shows(Field::WarrantNumber) && !shows(Field::Rank),
                "Nothing that is released tells an age.",
            );
        }
        Correlation::Unit => {
            if_so(
                shows(Field::Rank),
                "The rank narrows a person down; the higher, the further: some ranks have one holder in a force. Prefixes such as Detective do not leave, so the posting is not told by it.",
            );
            if_so(
                shows(Field::CardDesign),
                "A design code tells the posting if a design is used by one unit alone. It must stand for many.",
            );
            if_so(
                shows(Field::ExpiryDate),
                "An expiry date is moved to the end of its month. A month that few share can still tell the end of a contract, a visa or a project, or when the person joined.",
            );
            if_so(
                shows(Field::JobTitle) || shows(Field::Department),
                "A general role or department can tell the posting if few people share it; the closed table joins at least two inputs to each output, which does not make either of them common.",
            );
            if_so(
                ![
                    Field::Rank,
                    Field::CardDesign,
                    Field::ExpiryDate,
                    Field::JobTitle,
                    Field::Department,
                ]
                .into_iter()
                .any(shows),
                "Nothing that is released tells a posting.",
            );
        }
        Correlation::Location => {
            if_so(
                photo,
                "Coordinates in the photo\u{2019}s file stay behind, since only pixels leave; what the picture shows behind the person does not.",
            );
            if_so(
                named,
                "Nothing of an address leaves; but a name and an employer can be enough to find one elsewhere.",
            );
            if_so(
                !photo && !named,
                "Nothing that is released tells where a person lives.",
            );
        }
        Correlation::Absence => {
            if_so(true, "See the chapter on what absence tells.");
        }
    }
    if sentences.is_empty() {
        sentences.push("Nothing that is released tells any of them.");
    }
    sentences
}

fn uses_tokens(profile: &Profile) -> bool {
    profile
        .field_parts()
        .any(|(_, part)| part.rule().treatment().shown == Shown::None)
}

fn guesses(profile: &Profile) -> Vec<Block> {
    let personal = personal_fields(profile);
    let named = personal
        .iter()
        .any(|field| field.correlation() == Some(Correlation::Name));
    let channels = match (named, profile.photo().is_some()) {
        (true, true) => "A name and a photo together are",
        (true, false) => "A name is",
        (false, true) => "A photo is",
        (false, false) => {
            return vec![paragraph(
                "Neither a name nor a photo leaves, so nothing here lets the reader guess at \
                 ethnicity, religion, sex, gender or health.",
            )];
        }
    };
    vec![
        paragraph(format!(
            "No field of a special category (UK GDPR 9) and none about offences (UK GDPR 10) leaves. \
             {channels} a channel of inference all the same: from it people guess, rightly or \
             wrongly, at ethnicity, religion or belief, sex and gender, nationality, in Northern \
             Ireland at community background, and from a photo at visible health conditions. \
             Minimising cannot prevent this as long as the card must show it."
        )),
        paragraph(
            "The same data, in the hands of those who mean harm, tells that the person works for the \
             controller. For some people that is itself a risk to life: the assessment should weigh \
             it, and the flags of the chapter on who stays behind are there for them.",
        ),
    ]
}

fn links(profile: &Profile) -> Vec<Block> {
    let global: Vec<&str> = released_fields(profile)
        .into_iter()
        .filter(|&field| profile.treatment(field).linkability == Linkability::Global)
        .map(Field::name)
        .collect();
    let scope = |scope: Linkability| {
        profile
            .field_parts()
            .any(|(_, part)| part.rule().treatment().linkability == scope)
    };
    let mut blocks = Vec::new();
    if scope(Linkability::Batch) {
        blocks.push(paragraph(
            "Tokens that are other ones in every batch do not let the recipient tell that two batches \
             hold the same person.",
        ));
    }
    if scope(Linkability::Recipient) {
        blocks.push(paragraph(
            "At least one token is the same in every batch for this recipient and purpose: by it the \
             recipient can follow one person through all batches.",
        ));
    }
    if !global.is_empty() {
        let mut words = says().say(
            "These values are released in a form that can be compared with anything else that holds \
             them, another batch included: ",
        );
        words.0.extend(Phrase::names(global).0);
        blocks.push(paragraph(words.say(
            ". Where they differ from person to person, they link rows in spite of the tokens.",
        )));
    }
    if profile.photo().is_some() {
        blocks.push(paragraph(
            "Two photos of one person can be matched by face recognition.",
        ));
    }
    blocks
}

pub(super) fn absence(profile: &Profile) -> Vec<Block> {
    let mut points: Vec<Phrase> = vec![
        "A blank cell tells nothing, because there is none: a row that lacks a value stays behind as \
         a whole."
            .into(),
        "The order of rows tells nothing: they are sorted by their token in the matching column."
            .into(),
        "The recipient is not told how many records stayed behind, nor that any did.".into(),
    ];
    if profile.shows_a_person() {
        points.push(
            "Officers who work under cover and others at risk are left out, not blanked. Whoever \
             knows a team, a course or an intake can still notice who is missing from a batch that \
             holds all the rest. Do not order by team or intake where that matters, and let cards \
             made in-house have other reasons as well."
                .into(),
        );
        points.push(if profile.min_rows() == 1 {
            "A batch of one is allowed. Whoever knows when it was ordered knows whose card it is, and \
             when that person joined, was promoted or lost a card. Collect orders, or raise min_rows."
                .into()
        } else {
            format!(
                "A batch of fewer than {} rows is refused, so that one alone does not tell whose card \
                 was due and when. Orders wait until there are enough.",
                profile.min_rows()
            )
            .into()
        });
        points.push(
            "A replacement tells that a card was lost, stolen or damaged, or that a name or rank has \
             changed. Order replacements in batches of several and not on the day of the loss."
                .into(),
        );
        if profile.treatment(Field::IssueNumber).shown != Shown::None {
            points.push(
                says()
                    .name(Field::IssueNumber.name())
                    .say(" above 1 says of a row that it is a replacement."),
            );
        }
        points.push(
            "The number of rows tells how many people were recruited, promoted or replaced at a time."
                .into(),
        );
    } else {
        points.push(
            "Nobody is left out, since nothing of a person is shown: rows for people at risk look like \
             all others, which is what this kind of card is for."
                .into(),
        );
        points.push(
            "The number of rows tells how many cards were ordered; a batch of one, or a replacement, \
             that somebody was given one on a day."
                .into(),
        );
    }
    if profile.photo().is_some() {
        points.push(
            "All photos have one size in pixels. The length of a file in bytes depends on the picture, \
             and on nothing else."
                .into(),
        );
    }
    vec![
        paragraph("What is not there can tell as much as what is."),
        Block::List(points),
    ]
}
