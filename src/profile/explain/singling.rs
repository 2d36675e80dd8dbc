//! What the chapter says about who can be singled out, before there is a row to count.

use super::chapters::{paragraph, says, table};
use super::{Block, Phrase};
use crate::field::Field;
use crate::profile::{Column, Identifier, Profile};

pub(super) fn out(profile: &Profile) -> Vec<Block> {
    let mut blocks = vec![paragraph(
        "Whoever has the rows and wants to know whose they are needs no name for it: a few columns \
         that are each harmless can together fit one person only. This table says what each column \
         is to such a person. It follows from the catalogue and from what is done with a field.",
    )];
    let mut rows: Vec<Vec<Phrase>> = profile.columns().iter().map(row).collect();
    if let Some(photo) = profile.photo() {
        rows.push(vec![
            says().name(photo.header()),
            says().name(Field::PhotoPixels.name()),
            says()
                .name(Identifier::Direct.name())
                .say(", of a sealed batch: a face is recognised by people and by machines"),
        ]);
    }
    blocks.push(table(
        "What each column is to whoever wants to know whose row it is",
        &["Column", "Made of", "Is"],
        rows,
    ));
    let quasi: Vec<&str> = profile
        .columns_that_are(Identifier::Quasi)
        .map(Column::header)
        .collect();
    blocks.push(paragraph(if quasi.is_empty() {
        says().say(
            "No column is a quasi-identifier: by what is not unique anyway, all rows of a batch look \
             the same.",
        )
    } else {
        says()
            .say("The quasi-identifiers are ")
            .and_names(&quasi)
            .say(". How many rows of a batch are alike in all of them is counted by ")
            .name("cardsieve risk")
            .say(" and stands in every report of an export; how it will be cannot be told from a profile.")
    }));
    if points_at_somebody(profile) {
        blocks.push(paragraph(
            "Under this profile every row points at its person by itself. However many rows share \
             their quasi-identifiers, nobody in a batch is hidden among others; the count then says \
             only how much the other columns add for somebody who has no list of names or numbers.",
        ));
    }
    blocks
}

fn points_at_somebody(profile: &Profile) -> bool {
    profile.photo().is_some()
        || profile
            .columns_that_are(Identifier::Direct)
            .next()
            .is_some()
}

fn row(column: &Column) -> Vec<Phrase> {
    let identifier = column.identifier();
    let fields = column.fields();
    let made_of = match identifier {
        Identifier::Constant => says().say("a fixed text"),
        _ => Phrase::names(fields.iter().map(|field| field.name())),
    };
    vec![
        says().name(column.header()),
        made_of,
        says()
            .name(identifier.name())
            .say(format!(": {}", meaning(identifier))),
    ]
}

const fn meaning(identifier: Identifier) -> &'static str {
    match identifier {
        Identifier::Constant => "the same in every row",
        Identifier::Token => "unique, and tells nobody anything without the secret",
        Identifier::CardNumber => {
            "unique to the card; tells its holder only to whoever sees the card or its register"
        }
        Identifier::Quasi => "narrows the choice together with others",
        Identifier::Direct => "points at one person by itself",
    }
}
