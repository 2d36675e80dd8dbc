//! What the chapters say about what leaves, and how. What follows from it is in `inference`, what
//! stays in `remainder`.

use std::collections::BTreeSet;

use super::{Block, Chapter, Phrase, Table, inference, remainder, singling};
use crate::field::{Class, Field, Linkability, Place, Shown, listing};
use crate::profile::presets::UNNAMED;
use crate::profile::{
    Case, Column, Content, FieldPart, Ledger, Photo, Profile, Rule, WhenMissing, words,
};

pub(super) fn all(profile: &Profile) -> Vec<Chapter> {
    let chapter = |id, title, blocks| Chapter { id, title, blocks };
    vec![
        chapter("summary", "In short", summary(profile)),
        chapter(
            "parties",
            "Who, to whom, what for and for how long",
            parties(profile),
        ),
        chapter("columns", "What leaves, column by column", columns(profile)),
        chapter("photo", "The photo", photo(profile)),
        chapter(
            "derivable",
            "What can be worked out from it",
            inference::derivable(profile),
        ),
        chapter(
            "singling-out",
            "Who can be singled out by it",
            singling::out(profile),
        ),
        chapter("absence", "What absence tells", inference::absence(profile)),
        chapter(
            "withheld",
            "Who and what stays behind",
            remainder::withheld(profile),
        ),
        chapter("never", "What never leaves", remainder::never(profile)),
        chapter(
            "check",
            "What you must check yourself",
            remainder::check(profile),
        ),
        chapter(
            "limits",
            "What this profile does not do",
            remainder::limits(profile),
        ),
        chapter("terms", "The words used here", terms()),
    ]
}

pub(super) fn paragraph(words: impl Into<Phrase>) -> Block {
    Block::Paragraph(words.into())
}

pub(super) fn says() -> Phrase {
    Phrase::default()
}

/// The fields of which some part shows something, those of the card itself aside.
pub(super) fn personal_fields(profile: &Profile) -> BTreeSet<Field> {
    profile
        .field_parts()
        .filter(|(_, part)| {
            part.rule().treatment().shown != Shown::None
                && part.field().class() != Class::Fulfilment
        })
        .map(|(_, part)| part.field())
        .collect()
}

pub(super) fn released_fields(profile: &Profile) -> BTreeSet<Field> {
    profile
        .field_parts()
        .map(|(_, part)| part.field())
        .collect()
}

fn names(fields: &BTreeSet<Field>) -> Phrase {
    Phrase::names(fields.iter().map(|field| field.name()))
}

fn named<'n>(name: &'n str, otherwise: &'static str) -> &'n str {
    if name == UNNAMED { otherwise } else { name }
}

fn summary(profile: &Profile) -> Vec<Block> {
    let released = released_fields(profile);
    let personal = personal_fields(profile);
    let count = |number: usize, one, many| words::count(number as u64, one, many);
    let photo = if profile.photo().is_some() {
        ", and in a sealed batch a photo goes with each row"
    } else {
        ""
    };
    let mut blocks = vec![paragraph(format!(
        "Under this profile {} hands {} one row for each card, for this purpose: {}. A row has {}, \
         made from {} of the {} fields that the catalogue of personnel data knows{photo}. Nothing \
         else leaves: what no column names is not released, and most of it is not even read.",
        named(profile.controller(), "a controller not yet named"),
        named(profile.recipient(), "a recipient not yet named"),
        profile.purpose(),
        count(profile.columns().len(), "column", "columns"),
        released.len(),
        Field::ALL.len(),
    ))];
    if profile.shows_a_person() {
        let mut what = says().say("It shows something of a person: ");
        what.0.extend(names(&personal).0);
        if profile.photo().is_some() {
            what = what.say(if personal.is_empty() {
                "the photo of a sealed batch"
            } else {
                ", and in a sealed batch the photo"
            });
        }
        blocks.push(paragraph(what.say(
            ". What leaves is therefore personal data, in the recipient\u{2019}s hands as in yours, \
             and stays so until it is deleted.",
        )));
    } else {
        blocks.push(paragraph(
            "It shows nothing of a person: only what is needed to make and deliver cards, and \
             tokens. With your secret a token leads back to a record, so that in your hands the \
             rows remain personal data. Whether they are that in the recipient\u{2019}s hands as \
             well depends on what else it holds or can obtain.",
        ));
    }
    blocks.push(paragraph(
        "This page is made from the profile and the catalogue alone, and is the same whoever makes \
         it. It can be annexed to a data protection impact assessment (UK GDPR 35(7)): it describes \
         what is disclosed and why it is needed, what may follow, and what is done against it. It \
         does not replace the assessment.",
    ));
    blocks
}

fn parties(profile: &Profile) -> Vec<Block> {
    let row = |what: &str, is: Phrase| vec![Phrase::from(what), is];
    let days = match profile.delete_after_days() {
        0 => "on the day the batch is made, the recipient must have deleted it".to_owned(),
        days => format!(
            "{} after the batch is made, the recipient must have deleted it",
            words::count(days.into(), "day", "days")
        ),
    };
    let ledger = match profile.ledger() {
        Ledger::Required => {
            "required: no batch may be made without an entry; an export without a ledger is refused"
        }
        Ledger::Optional => "optional: a batch can be made without an entry",
    };
    let csv = profile.csv();
    let file = format!(
        "cells parted by a {}, in {}",
        words::delimiter(csv.delimiter()),
        words::encoding(csv.encoding())
    );
    let rows = vec![
        row("Controller (UK GDPR 4(7))", profile.controller().into()),
        row("Recipient (UK GDPR 4(9))", profile.recipient().into()),
        row("Keys of the recipient", keys(profile)),
        row("Purpose (UK GDPR 5(1)(b))", profile.purpose().into()),
        row("Deletion (UK GDPR 5(1)(e))", days.into()),
        row(
            "Fewest rows in a batch",
            profile.min_rows().to_string().into(),
        ),
        row(
            "Most rows in an input",
            format!(
                "{}; more only if their exact number is given",
                profile.max_rows()
            )
            .into(),
        ),
        row("Entry in a ledger (UK GDPR 5(2), 30)", ledger.into()),
        row("Form of a CSV file", file.into()),
        row(
            "Apostrophes in names",
            words::apostrophes(csv.apostrophes()).into(),
        ),
        row("Profile", says().name(profile.name())),
        row(
            "Fingerprint of the profile",
            says().name(profile.fingerprint().to_string()),
        ),
        row(
            "Version of the catalogue",
            listing::VERSION.to_string().into(),
        ),
        row(
            "Fingerprint of the catalogue",
            says().name(listing::fingerprint()),
        ),
    ];
    let mut blocks = vec![table("The disclosure", &["What", "In this profile"], rows)];
    if profile.is_unnamed() {
        blocks.push(paragraph(
            "The controller or the recipient has not been named yet: this is a template. Name both \
             before you approve it; the names enter the fingerprint and the tokens.",
        ));
    }
    blocks.push(paragraph(
        "Any change to what this page says of the disclosure changes the profile\u{2019}s \
         fingerprint. Record the fingerprint with your approval, and compare it with the one in a \
         batch\u{2019}s report.",
    ));
    blocks
}

/// To whose keys a batch may be encrypted.
fn keys(profile: &Profile) -> Phrase {
    match profile.recipient_keys() {
        [] => {
            "none named: whoever makes a batch chooses whether it is encrypted, and to whom".into()
        }
        keys => says()
            .say("nothing leaves that is not encrypted, and to no other key than ")
            .and_names(keys),
    }
}

fn columns(profile: &Profile) -> Vec<Block> {
    let overview = profile
        .columns()
        .iter()
        .map(|column| {
            vec![
                says().name(column.header()),
                says()
                    .name(column.place().name())
                    .say(format!(" ({})", words::place(column.place()))),
                words::content(column).into(),
                longest(column).into(),
                letters(column).into(),
                if_missing(column).into(),
            ]
        })
        .collect();
    let mut blocks = vec![
        paragraph(
            "No field leaves without a place that needs it. The columns stand in this order; every \
             row has all of them filled.",
        ),
        table(
            "All columns",
            &[
                "Header",
                "Place",
                "Made of",
                "Longest cell",
                "Letters",
                "If a value is missing",
            ],
            overview,
        ),
    ];
    for column in profile.columns() {
        blocks.push(Block::Heading(says().say("Column ").name(column.header())));
        blocks.extend(one_column(column));
    }
    blocks
}

fn one_column(column: &Column) -> Vec<Block> {
    let place = column.place();
    if let Content::Constant(text) = column.content() {
        return vec![paragraph(format!(
            "Every row says \u{201c}{text}\u{201d}; it is {}. It is the same for everybody, and so \
             tells nothing about one person; but it says that of everybody in the batch.",
            words::place(place)
        ))];
    }
    let rows = column
        .field_parts()
        .map(|part| part_row(part, place))
        .collect();
    let mut blocks = vec![table(
        format!("What happens to each field in column {}", column.header()),
        &[
            "Field",
            "What is done with it",
            "The recipient sees",
            "The recipient can link it",
            "Least protection allowed here",
            "Why",
            "Support",
        ],
        rows,
    )];
    for part in column.field_parts() {
        if let Rule::Category { table: entries } = part.rule() {
            let rows = entries
                .iter()
                .map(|(from, to)| vec![from.as_str().into(), to.as_str().into()])
                .collect();
            blocks.push(table(
                format!(
                    "The closed table for {}; a value that it does not list withholds the row",
                    part.field().name()
                ),
                &["In the record", "In the row"],
                rows,
            ));
            blocks.push(paragraph(
                "The manifest that goes beside a batch tells the recipient the whole table, both \
                 sides: put no word on its left that he must not read.",
            ));
        }
    }
    blocks
}

fn part_row(part: &FieldPart, place: Place) -> Vec<Phrase> {
    let field = part.field();
    let treatment = part.rule().treatment();
    let mut done = says()
        .name(part.rule().name())
        .say(": ")
        .say(words::rule(part.rule()));
    if field == Field::StaffNumber && *part.rule() == Rule::Keep {
        done = done.say("; the author of the profile declares that it is no payroll number");
    }
    let degree = |words: &str, name: &str| Phrase::from(format!("{words} ({name})"));
    vec![
        says().name(field.name()),
        done,
        degree(words::shown(treatment.shown), treatment.shown.name()),
        degree(
            words::linkability(treatment.linkability),
            treatment.linkability.name(),
        ),
        words::pair(field.floor(place)).into(),
        field.reason().into(),
        field.support().into(),
    ]
}

fn longest(column: &Column) -> String {
    column.max_chars().map_or_else(
        || "no limit beyond the field\u{2019}s own form".to_owned(),
        |max| {
            let characters = words::count(max.into(), "character", "characters");
            format!("{characters}; a longer one withholds the row and is never cut")
        },
    )
}

fn letters(column: &Column) -> &'static str {
    match column.case() {
        Case::AsIs => "as they are",
        Case::Upper => "capitals",
    }
}

fn if_missing(column: &Column) -> &'static str {
    match (column.content(), column.when_missing()) {
        (Content::Constant(_), _) => "cannot be",
        (Content::Parts(_), WhenMissing::Withhold) => "the row stays behind",
        (Content::Parts(_), WhenMissing::Refuse) => "nothing goes at all",
    }
}

fn photo(profile: &Profile) -> Vec<Block> {
    let Some(photo) = profile.photo() else {
        return vec![paragraph(
            "No photo leaves, and no file name or metadata of one.",
        )];
    };
    let facts =
        |photo: &Photo| {
            let smallest = match photo.min_source() {
                0 | 1 => "It is made from an original of any size.".to_owned(),
                pixels => format!(
                    "An original whose shorter side is under {pixels} pixels withholds the row."
                ),
            };
            vec![
            says()
                .say("The photo is ")
                .say(words::place(photo.place()))
                .say(" (")
                .name(photo.place().name())
                .say("), and every photo of a batch has the same size: ")
                .say(format!("{} by {} pixels, ", photo.width(), photo.height()))
                .say(format!("in a JPEG file of at most {} bytes.", photo.max_bytes())),
            smallest.into(),
            "It is built anew from the pixels of the original. Where, when and with what the \
             original was taken, its thumbnail, its comments and its file name stay behind."
                .into(),
            says()
                .say("Its file is named after the row\u{2019}s token in the matching column, and ")
                .say("stands under the header ")
                .name(photo.header())
                .say(", written as ")
                .say(words::photo_name(profile.csv().photo_name()))
                .say("."),
        ]
        };
    vec![
        paragraph(
            "With a sealed batch a photo of the holder goes with every row. Bare rows, which leave \
             without being sealed, carry none: what this page says of the photo holds of sealed \
             batches alone. The catalogue calls it photo_pixels: it is derived, and the file it comes \
             from (photo_original) and that file\u{2019}s metadata (photo_metadata) never leave.",
        ),
        Block::List(facts(photo)),
        paragraph(
            "A face is what it is: whoever holds the photo recognises the person, or lets a machine \
             do so.",
        ),
    ]
}

fn terms() -> Vec<Block> {
    let pair = |left: &str, right: &str| vec![says().name(left), Phrase::from(right)];
    let shown = Shown::ALL
        .iter()
        .map(|&degree| pair(degree.name(), words::shown(degree)));
    let linked = Linkability::ALL
        .iter()
        .map(|&degree| pair(degree.name(), words::linkability(degree)));
    let places = Place::ALL
        .iter()
        .map(|&place| pair(place.name(), words::place(place)));
    vec![
        paragraph(
            "What is done with a field is judged by two things at once: how much of the value the \
             recipient sees, and among which records it can tell that two values are the same. A \
             coarser value and a token differ in kind: the one shows something and links little, \
             the other shows nothing and links cards. Neither stands in for the other, and the \
             least protection that the catalogue allows must be met in both.",
        ),
        table(
            "How much of a value is shown",
            &["Degree", "The recipient sees"],
            shown.collect(),
        ),
        table(
            "How far values can be linked",
            &["Degree", "The recipient can tell equal values"],
            linked.collect(),
        ),
        table("Places", &["Place", "Meaning"], places.collect()),
    ]
}

pub(super) fn table(
    caption: impl Into<String>,
    head: &[&'static str],
    rows: Vec<Vec<Phrase>>,
) -> Block {
    Block::Table(Table {
        caption: caption.into(),
        head: head.to_vec(),
        rows,
    })
}
