//! What the chapters say about what stays, what the reader must check, and what is not promised.

use super::chapters::{paragraph, released_fields, says, table};
use super::{Block, Phrase};
use crate::code::Code;
use crate::field::{Field, Flag, Group, Role, Shown, Special};
use crate::profile::{Apostrophes, Content, Encoding, Part, Profile, Rule, WhenMissing};

pub(super) fn withheld(profile: &Profile) -> Vec<Block> {
    let mut blocks = Vec::new();
    if profile.shows_a_person() {
        let flags = Flag::ALL.iter().map(|flag| flag.readable().field());
        let rows = flags
            .map(|field| {
                vec![
                    says().name(field.name()),
                    field.reason().into(),
                    field.support().into(),
                ]
            })
            .collect();
        blocks.push(paragraph(
            "Because this profile shows something of a person, five flags decide who may be in a \
             batch at all. They are read and never written. A record stays behind if one of them is \
             raised, is blank, or says anything but a clear no. Each flag needs a source: a column, \
             a list of record ids to withhold, or a stated reason why the employer holds no such \
             flag. Without that nothing is exported.",
        ));
        blocks.push(table(
            "Flags that withhold a person",
            &["Flag", "Why", "Support"],
            rows,
        ));
        blocks.push(paragraph(
            says()
                .say("All five share one code, ")
                .name(Code::ContextFlag.name())
                .say(", and the controller\u{2019}s report gives their number only. The recipient is told nothing. Cards for these people have to be made in-house."),
        ));
    } else {
        blocks.push(paragraph(
            "This profile shows nothing of a person, so no flag is asked for and nobody is left out \
             on account of one.",
        ));
    }
    blocks.push(paragraph(
        "Besides, a row stays behind for a fault in what would be released. The controller\u{2019}s \
         report gives the row, the column and one of these codes, never the value:",
    ));
    blocks.push(Block::List(
        row_codes(profile).into_iter().map(code_line).collect(),
    ));
    let strict: Vec<&str> = profile
        .columns()
        .iter()
        .filter(|column| column.when_missing() == WhenMissing::Refuse)
        .map(|column| column.header())
        .collect();
    if !strict.is_empty() {
        let mut words =
            says().say("A missing value refuses the whole batch, and not only the row, in ");
        words.0.extend(Phrase::names(strict).0);
        blocks.push(paragraph(words.say(".")));
    }
    blocks.push(paragraph(
        "Nothing goes at all if the input is not well formed, has fewer or more rows than this \
         profile allows, or holds the same record id twice, or the same warrant, staff or serial number where \
         one is released.",
    ));
    blocks.push(paragraph(
        "A person whose row stays behind gets no card from the batch. See that they are not \
         forgotten, and that what withholds rows does not fall on one group of people: long names, \
         several family names, and letters that the bureau\u{2019}s software cannot write are not \
         spread evenly.",
    ));
    blocks
}

fn row_codes(profile: &Profile) -> Vec<Code> {
    let category = profile
        .field_parts()
        .any(|(_, part)| matches!(part.rule(), Rule::Category { .. }));
    let bounded = profile
        .columns()
        .iter()
        .any(|column| column.max_chars().is_some());
    let narrow = profile.csv().encoding() == Encoding::Windows1252;
    [
        (Code::MissingValue, true),
        (Code::InvalidValue, true),
        (Code::FormulaCell, true),
        (Code::TooLong, bounded),
        (Code::UnlistedCategory, category),
        (Code::UnmappableCharacter, narrow),
    ]
    .into_iter()
    .filter_map(|(code, can_be)| can_be.then_some(code))
    .collect()
}

fn code_line(code: Code) -> Phrase {
    says().name(code.name()).say(": ").say(code.meaning())
}

pub(super) fn never(profile: &Profile) -> Vec<Block> {
    let released = released_fields(profile);
    let kept = |field: Field| !released.contains(&field) && field.role() != Role::Derived;
    let mut rows = Vec::new();
    let mut total = 0;
    for &group in Group::ALL {
        let members = || {
            Field::ALL
                .iter()
                .copied()
                .filter(move |field| field.group() == group)
        };
        let staying: Vec<Field> = members().filter(|field| kept(*field)).collect();
        total += staying.len();
        rows.push(vec![
            Phrase::from(format!("{} {}", group.name(), group.title())),
            members()
                .filter(|field| released.contains(field))
                .count()
                .to_string()
                .into(),
            staying.len().to_string().into(),
            staying
                .iter()
                .filter(|field| field.is_never_released())
                .count()
                .to_string()
                .into(),
            Phrase::names(staying.into_iter().map(Field::name)),
        ]);
    }
    let special = Special::ALL
        .iter()
        .map(|&kind| {
            let fields: Vec<Field> = Field::ALL
                .iter()
                .copied()
                .filter(|field| field.special() == Some(kind))
                .collect();
            vec![
                Phrase::from(match kind {
                    Special::Article9 => "Special categories (UK GDPR 9)",
                    Special::Article10 => "Offences and allegations (UK GDPR 10; DPA 2018 s.11(2))",
                }),
                fields.len().to_string().into(),
                Phrase::names(fields.into_iter().map(Field::name)),
            ]
        })
        .collect();
    vec![
        paragraph(format!(
            "{total} fields of the catalogue do not leave under this profile. For most of them that is \
             compiled into the program: no profile, option or setting can release them. What a \
             record holds beyond the catalogue, under whatever name, does not leave either."
        )),
        table(
            "The catalogue by group",
            &[
                "Group",
                "Released here",
                "Kept back",
                "Of these never releasable by any profile",
                "Kept back, by name",
            ],
            rows,
        ),
        paragraph(
            "What is treated as special category data or as data about offences is among them, all of \
             it:",
        ),
        table(
            "The law\u{2019}s special kinds of data, none of which leaves",
            &["Kind", "Fields", "By name"],
            special,
        ),
        paragraph(
            "The vetting level and the pay number, both of which were taken from a card supplier in \
             2023, never leave as such; nor do addresses, telephone numbers, family, money and free \
             text. What a released number can tell of a pay number stands in the chapter on what can \
             be worked out. A picture\u{2019}s metadata and file name do not leave, whether or not a \
             photo does.",
        ),
    ]
}

pub(super) fn check(profile: &Profile) -> Vec<Block> {
    let released = |field: Field| profile.treatment(field).shown != Shown::None;
    let mut points: Vec<Phrase> = Vec::new();
    let mut if_so = |holds: bool, field: Field, words: &str| {
        if holds {
            points.push(says().name(field.name()).say(": ").say(words));
        }
    };
    if_so(
        released(Field::StaffNumber),
        Field::StaffNumber,
        "that a staff number is no payroll number, in no office of the employer, and no login.",
    );
    if_so(
        released(Field::WarrantNumber),
        Field::WarrantNumber,
        "whether pay numbers or logins can be worked out from warrant numbers, and what you do about it.",
    );
    if_so(
        released(Field::CollarNumber),
        Field::CollarNumber,
        "that ranges of collar numbers do not single out a small or sensitive group.",
    );
    if_so(
        released(Field::CardDesign),
        Field::CardDesign,
        "that a design code names no unit, and that every design is shared by many people.",
    );
    if_so(
        released(Field::CardSerial),
        Field::CardSerial,
        "that card serials are drawn from stock and are not made from a staff number or a date of birth.",
    );
    if_so(
        released(Field::CredentialNo),
        Field::CredentialNo,
        "that credential numbers come from a random pool, are not the staff number and do not count up with it.",
    );
    if_so(
        released(Field::FacilityCode),
        Field::FacilityCode,
        "that a facility code stands for a large site or the whole employer.",
    );
    if_so(
        released(Field::ExpiryDate),
        Field::ExpiryDate,
        "that expiry follows a rule for all, so that a month does not tell a contract or a visa.",
    );
    if_so(
        released(Field::JobTitle),
        Field::JobTitle,
        "that each general role of the table is held by many people, and names no unit.",
    );
    if_so(
        released(Field::Department),
        Field::Department,
        "that each general department of the table is large, and names no unit.",
    );
    if_so(
        released(Field::Rank),
        Field::Rank,
        "whether holders of the highest ranks, of whom there is one or a few, should be in a batch.",
    );
    if_so(
        released(Field::KnownAs),
        Field::KnownAs,
        "that a known-as name is the one the holder wants printed.",
    );
    if_so(
        released(Field::GivenNames) || released(Field::FamilyName),
        Field::FamilyName,
        "that the names in the HR system are the ones in use, and that no alias stands there.",
    );
    if profile.csv().apostrophes() == Apostrophes::Strip {
        points.push("That those whose name has an apostrophe accept a card without it, and that nobody takes two spellings for two people: a bureau that can print it should.".into());
    }
    let fixed = profile
        .columns()
        .iter()
        .any(|column| match column.content() {
            Content::Constant(_) => true,
            Content::Parts(parts) => parts
                .iter()
                .any(|part| matches!(part, Part::Text(text) if !text.trim().is_empty())),
        });
    if fixed {
        points.push("That the fixed texts of this profile tell nothing that its recipient need not know of everybody in a batch.".into());
    }
    if profile.photo().is_some() {
        points.push("That photos show the face before a plain ground, and the right person: no program can tell.".into());
    }
    points.extend([
        Phrase::from("That the map from HR columns to fields leads the right column to each field: open a few rows of a first export and look."),
        Phrase::from("That the flags have true sources, and that those who keep them up to date know what hangs on them."),
        Phrase::from("That there is a contract with the recipient (UK GDPR 28(3)) whose deadline for deletion, backups included, is the one above; that deletion is attested; and that somebody asks for it."),
        Phrase::from("That the secret behind the tokens is kept apart from all batches, by people who do not deal with the recipient."),
        if profile.recipient_keys().is_empty() {
            "That the file travels encrypted, and to the recipient alone.".into()
        } else {
            Phrase::from("That each key named above is the recipient\u{2019}s: compare it over another way than it came.")
        },
        Phrase::from("That your privacy notice names the recipient, or its kind, even if nothing of a person is shown."),
    ]);
    vec![
        paragraph(
            "The program holds the form of every value, and cannot know what a value means. Before \
             you approve this profile, check:",
        ),
        Block::List(points),
    ]
}

pub(super) fn limits(profile: &Profile) -> Vec<Block> {
    let mut points: Vec<Phrase> = Vec::new();
    if profile.shows_a_person() {
        points.push("It does not take people out of the data. What is printed identifies its holder, and remains personal data at the bureau, in its backups and on its machines, until it is deleted. Do not describe these rows as anonymous, and do not leave them out of a record of processing or of a breach notification.".into());
        points.push("It does not make a theft at the bureau harmless. It makes it small, and lets you say at once what was held.".into());
    } else {
        points.push("It does not promise that nobody can be found. Whoever sees a card handed over, or has the secret, knows whose it is.".into());
    }
    if profile.photo().is_some() {
        points.push(
            "It does not stop face recognition. A photo of this size is good enough for it.".into(),
        );
    }
    if profile
        .field_parts()
        .any(|(_, part)| matches!(part.rule(), Rule::Pseudonymise { .. }))
    {
        points.push("Its tokens are pseudonyms (UK GDPR 4(5)): with the secret, the controller can lead them back. To do so without the controller\u{2019}s consent can be an offence (DPA 2018 s.171).".into());
    }
    points.extend([
        Phrase::from("It does not bind the recipient. Deletion is asked for, and can be attested; a program cannot enforce it elsewhere."),
        Phrase::from("It does not cover what the recipient learns by other ways: the delivery address, invoices, e-mails, telephone calls, or data that it was sent before."),
        Phrase::from("It does not check that a value is true, or belongs to the right person."),
        Phrase::from("It does not see what the bureau writes back, such as the serial of a chip, which ties a card to a person from then on."),
    ]);
    vec![Block::List(points)]
}
