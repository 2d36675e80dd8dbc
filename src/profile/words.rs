//! Places, treatments and rules in plain words, for people who have never seen the format.

use super::{Apostrophes, Column, Content, Delimiter, Encoding, FieldPart, Part, PhotoName, Rule};
use crate::field::{Linkability, Place, Shown, Treatment};
use crate::pseudonym::Scope;

/// Where a column goes, after "goes".
pub(super) const fn place(place: Place) -> &'static str {
    match place {
        Place::Front => "printed on the front of the card",
        Place::Back => "printed on the back of the card",
        Place::Chip => "written to the chip",
        Place::Magstripe => "written to the magnetic stripe",
        Place::Barcode => "encoded in the barcode",
        Place::Matching => {
            "used to join a row with its photo and its finished card; not on the card"
        }
        Place::Fulfilment => "used to pick stock and to deliver; not on the card",
    }
}

/// What is done with a value.
pub(super) fn rule(rule: &Rule) -> String {
    match rule {
        Rule::Keep => "given as it is".to_owned(),
        Rule::Initials => "reduced to initials, in capitals, without stops".to_owned(),
        Rule::FirstWord => "cut after the first word".to_owned(),
        Rule::Digits => "reduced to its digits; letters, which can name a unit, go".to_owned(),
        Rule::MonthEnd { date_format } => format!(
            "moved to the last day of its month, written {}",
            date_format.as_str()
        ),
        Rule::Category { table } => {
            let outputs: std::collections::BTreeSet<&String> = table.values().collect();
            format!(
                "replaced by a more general text out of a closed table ({} values become {})",
                table.len(),
                outputs.len()
            )
        }
        Rule::Pseudonymise { scope, chars } => format!(
            "replaced by a keyed token of {chars} characters, {}",
            match scope {
                Scope::Batch => "other ones in every batch",
                Scope::Recipient => "the same ones in every batch for this recipient and purpose",
            }
        ),
    }
}

/// The rule with what distinguishes it, as short as a profile writes it.
pub(super) fn short_rule(rule: &Rule) -> String {
    match rule {
        Rule::Pseudonymise { scope, .. } => format!("{} per {}", rule.name(), scope.name()),
        _ => rule.name().to_owned(),
    }
}

/// The pair behind a treatment, as the catalogue's listing writes it.
pub(super) fn pair(treatment: Treatment) -> String {
    if treatment.is_drop() {
        return "nothing".to_owned();
    }
    format!(
        "{}, {}",
        treatment.shown.name(),
        treatment.linkability.name()
    )
}

/// How much of a value the recipient sees.
pub(super) const fn shown(shown: Shown) -> &'static str {
    match shown {
        Shown::None => "nothing of it",
        Shown::Partial => "a part of it, or something coarser",
        Shown::Full => "all of it",
    }
}

/// How far the recipient can tell that two values are the same.
pub(super) const fn linkability(linkability: Linkability) -> &'static str {
    match linkability {
        Linkability::None => "by nothing but the little that is shown, where two show the same",
        Linkability::Batch => "within one batch",
        Linkability::Recipient => "across the batches of this recipient",
        Linkability::Global => "with anything else that holds the value",
    }
}

/// What a column's cells are made of, in one line.
pub(super) fn content(column: &Column) -> String {
    match column.content() {
        Content::Constant(text) => format!("always \u{201c}{text}\u{201d}"),
        Content::Parts(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Text(text) if text == " " => "a space".to_owned(),
                Part::Text(text) => format!("\u{201c}{text}\u{201d}"),
                Part::Field(part) => field_part(part),
            })
            .collect::<Vec<_>>()
            .join(" + "),
    }
}

fn field_part(part: &FieldPart) -> String {
    format!("{} ({})", part.field().name(), short_rule(part.rule()))
}

/// The delimiter's name; a tab or a bar in a table would be misread.
pub(super) const fn delimiter(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Comma => "comma",
        Delimiter::Semicolon => "semicolon",
        Delimiter::Tab => "tab",
        Delimiter::Pipe => "vertical bar",
    }
}

/// The encoding's name.
pub(super) const fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf8Bom => "UTF-8 with a byte order mark",
        Encoding::Windows1252 => "windows-1252",
    }
}

/// How the apostrophes of names are written.
pub(super) const fn apostrophes(apostrophes: Apostrophes) -> &'static str {
    match apostrophes {
        Apostrophes::Keep => "as the record has them",
        Apostrophes::Straight => "each as ' (U+0027)",
        Apostrophes::Curly => "each as \u{2019} (U+2019)",
        Apostrophes::Strip => "left out: O'Brien is written OBrien",
    }
}

/// How a cell names the file of its row's photo.
pub(super) const fn photo_name(name: PhotoName) -> &'static str {
    match name {
        PhotoName::File => "the token and .jpg",
        PhotoName::Token => "the token alone, without the ending",
        PhotoName::Path => "photos/, the token and .jpg",
    }
}

/// A count with its noun.
pub(super) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
