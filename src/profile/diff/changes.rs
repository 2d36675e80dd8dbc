//! Compares two profiles key by key, and judges each difference.

use std::collections::BTreeSet;

use super::finer::{Entries, coarseness, precision};
use super::{Aspect, Change, Effect};
use crate::field::{Field, Place, Role};
use crate::profile::{Column, Content, Csv, Ledger, Part, Photo, Profile, Rule, words};

/// Collects changes. Every struct is taken apart without `..`: a new key must be judged here.
#[derive(Default)]
pub(super) struct Changes(Vec<Change>);

impl Changes {
    pub(super) fn into_list(self) -> Vec<Change> {
        self.0
    }

    fn add(
        &mut self,
        aspect: Aspect,
        effect: Effect,
        subject: impl Into<String>,
        (from, to): (impl Into<String>, impl Into<String>),
    ) {
        self.0.push(Change {
            aspect,
            effect,
            subject: subject.into(),
            from: from.into(),
            to: to.into(),
        });
    }

    /// Adds a text that is shown if it changed.
    fn shown(&mut self, aspect: Aspect, subject: &str, from: &str, to: &str) {
        if from != to {
            self.add(aspect, Effect::Shown, subject, (from, to));
        }
    }

    /// Adds a number of which more is more.
    fn number(&mut self, aspect: Aspect, subject: &str, from: u32, to: u32) {
        if from != to {
            let effect = if to > from {
                Effect::More
            } else {
                Effect::Less
            };
            self.add(aspect, effect, subject, (from.to_string(), to.to_string()));
        }
    }

    pub(super) fn frame(&mut self, from: &Profile, to: &Profile) {
        let Profile {
            name,
            controller,
            recipient,
            recipient_keys,
            purpose,
            delete_after_days,
            min_rows,
            max_rows,
            ledger,
            csv:
                Csv {
                    delimiter,
                    encoding,
                    photo_name,
                    apostrophes,
                },
            columns: _,
            photo: _,
        } = to;
        self.shown(Aspect::Name, "name", &from.name, name);
        self.shown(
            Aspect::Controller,
            "controller",
            &from.controller,
            controller,
        );
        self.shown(Aspect::Recipient, "recipient", &from.recipient, recipient);
        self.keys(&from.recipient_keys, recipient_keys);
        self.shown(Aspect::Purpose, "purpose", &from.purpose, purpose);
        let days = (from.delete_after_days.into(), (*delete_after_days).into());
        self.number(Aspect::Retention, "delete_after_days", days.0, days.1);
        if from.min_rows != *min_rows {
            // A smaller batch says more about each of its people.
            let fewer = *min_rows < from.min_rows;
            let effect = if fewer { Effect::More } else { Effect::Less };
            let numbers = (from.min_rows.to_string(), min_rows.to_string());
            self.add(Aspect::MinRows, effect, "min_rows", numbers);
        }
        self.number(Aspect::MaxRows, "max_rows", from.max_rows, *max_rows);
        if from.ledger != *ledger {
            let effect = match ledger {
                Ledger::Optional => Effect::LessAccounted,
                Ledger::Required => Effect::Shown,
            };
            let names = (from.ledger.name(), ledger.name());
            self.add(Aspect::Ledger, effect, "ledger", names);
        }
        let delimiters = [from.csv.delimiter, *delimiter].map(words::delimiter);
        self.shown(Aspect::Delimiter, "delimiter", delimiters[0], delimiters[1]);
        let encodings = [from.csv.encoding, *encoding].map(words::encoding);
        self.shown(Aspect::Encoding, "encoding", encodings[0], encodings[1]);
        let names = [from.csv.apostrophes, *apostrophes].map(words::apostrophes);
        self.shown(Aspect::Apostrophes, "apostrophes", names[0], names[1]);
        let files = [from.csv.photo_name, *photo_name].map(words::photo_name);
        self.shown(Aspect::PhotoName, "photo_name", files[0], files[1]);
    }

    /// More, if somebody can open a batch who could not before.
    fn keys(&mut self, from: &[String], to: &[String]) {
        if from == to {
            return;
        }
        let is_narrower = !to.is_empty() && to.iter().all(|key| from.contains(key));
        let effect = if from.is_empty() || is_narrower {
            Effect::Less
        } else {
            Effect::More
        };
        let told = |keys: &[String]| match keys {
            [] => "any, or none".to_owned(),
            keys => keys.join(", "),
        };
        self.add(
            Aspect::RecipientKeys,
            effect,
            "recipient_keys",
            (told(from), told(to)),
        );
    }

    pub(super) fn treatments(&mut self, from: &Profile, to: &Profile) {
        let releasable = Field::ALL
            .iter()
            .filter(|field| field.role() == Role::Releasable);
        for (&field, &place) in
            releasable.flat_map(|field| Place::ALL.iter().map(move |place| (field, place)))
        {
            let (was, is) = (
                from.treatment_at(field, place),
                to.treatment_at(field, place),
            );
            if was == is {
                continue;
            }
            let effect = if is.covers(was) {
                Effect::Less
            } else {
                Effect::More
            };
            let subject = format!("{} at {}", field.name(), place.name());
            let told = (told_at(from, field, place), told_at(to, field, place));
            self.add(Aspect::Treatment, effect, subject, told);
        }
    }

    pub(super) fn columns(&mut self, from: &[Column], to: &[Column]) {
        let pairs = pair_columns(from, to);
        for (position, column) in from.iter().enumerate() {
            if !pairs.iter().any(|(was, _)| *was == position) {
                self.add(
                    Aspect::Column,
                    Effect::Less,
                    column_subject(column),
                    (describe(column), "none"),
                );
            }
        }
        for (position, column) in to.iter().enumerate() {
            match pairs
                .iter()
                .find(|(_, is)| *is == position)
                .and_then(|(was, _)| from.get(*was))
            {
                Some(was) => self.column(was, column),
                None => self.add(
                    Aspect::Column,
                    Effect::More,
                    column_subject(column),
                    ("none", describe(column)),
                ),
            }
        }
        if !pairs.is_sorted_by_key(|(_, is)| *is) {
            let headers = |columns: &[Column]| {
                let headers: Vec<&str> = columns.iter().map(Column::header).collect();
                headers.join(", ")
            };
            self.add(
                Aspect::Order,
                Effect::Shown,
                "order of columns",
                (headers(from), headers(to)),
            );
        }
    }

    fn column(&mut self, from: &Column, to: &Column) {
        let Column {
            header,
            place,
            content,
            case,
            max_chars,
            when_missing,
        } = to;
        let subject = column_subject(to);
        self.shown(Aspect::Header, &subject, &from.header, header);
        self.shown(Aspect::Place, &subject, from.place.name(), place.name());
        if shape(&from.content) != shape(content) {
            let told = (words::content(from), words::content(to));
            self.add(Aspect::Content, Effect::Shown, subject.as_str(), told);
        }
        self.shown(Aspect::Case, &subject, from.case.name(), case.name());
        if from.max_chars != *max_chars {
            let longer = match (from.max_chars, *max_chars) {
                (Some(was), Some(is)) => is > was,
                (_, is) => is.is_none(),
            };
            let effect = if longer { Effect::More } else { Effect::Less };
            let told = (longest(from.max_chars), longest(*max_chars));
            self.add(Aspect::MaxChars, effect, subject.as_str(), told);
        }
        let missing = (from.when_missing.name(), when_missing.name());
        self.shown(Aspect::WhenMissing, &subject, missing.0, missing.1);
    }

    /// The parameters of treatments that both profiles use.
    pub(super) fn rules(&mut self, from: &Profile, to: &Profile) {
        for (column, part) in to.field_parts() {
            let name = part.field().name();
            // A field is shown by one part at most; its tokens are told apart by scope and place.
            let before = from
                .field_parts()
                .filter(|(_, was)| was.field() == part.field());
            for (was_column, was) in before {
                match (was.rule(), part.rule()) {
                    (Rule::Category { table: was }, Rule::Category { table: is }) if was != is => {
                        self.category(name, was, is);
                    }
                    (Rule::MonthEnd { date_format: was }, Rule::MonthEnd { date_format: is })
                        if was != is =>
                    {
                        let told = (was.as_str(), is.as_str());
                        self.add(Aspect::DateFormat, precision(told.0, told.1), name, told);
                    }
                    (
                        Rule::Pseudonymise {
                            scope: was_scope,
                            chars: was,
                        },
                        Rule::Pseudonymise { scope, chars: is },
                    ) if was_scope == scope && was_column.place == column.place && was != is => {
                        let subject = format!("{name} at {}", column.place.name());
                        let told = (was.to_string(), is.to_string());
                        self.add(Aspect::TokenLength, Effect::Shown, subject, told);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Judges a table as a whole, and shows every entry that changed.
    fn category(&mut self, field: &str, from: &Entries, to: &Entries) {
        let effect = coarseness(from, to);
        let size = |table: &Entries| {
            let outputs: BTreeSet<&String> = table.values().collect();
            format!("{} values become {}", table.len(), outputs.len())
        };
        self.add(
            Aspect::Category,
            effect,
            format!("table of {field}"),
            (size(from), size(to)),
        );
        let inputs: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
        for input in inputs {
            let (was, is) = (from.get(input), to.get(input));
            if was != is {
                let told =
                    |text: Option<&String>| text.map_or("not listed", String::as_str).to_owned();
                let subject = format!("{input} in the table of {field}");
                self.add(
                    Aspect::CategoryEntry,
                    Effect::Shown,
                    subject,
                    (told(was), told(is)),
                );
            }
        }
    }

    pub(super) fn photo(&mut self, from: Option<&Photo>, to: Option<&Photo>) {
        let size = |photo: &Photo| {
            format!(
                "{} by {} pixels on the {}",
                photo.width,
                photo.height,
                photo.place.name()
            )
        };
        let (was, is) = match (from, to) {
            (None, None) => return,
            (Some(was), None) => {
                return self.add(Aspect::Photo, Effect::Less, "photo", (size(was), "none"));
            }
            (None, Some(is)) => {
                return self.add(Aspect::Photo, Effect::More, "photo", ("none", size(is)));
            }
            (Some(was), Some(is)) => (was, is),
        };
        let Photo {
            place,
            width,
            height,
            max_bytes,
            min_source,
            header,
        } = is;
        if was.place != *place {
            // As with a field: at the new place there was none.
            let places = (was.place.name(), place.name());
            self.add(Aspect::Photo, Effect::More, "photo's place", places);
        }
        self.number(
            Aspect::PhotoWidth,
            "photo width",
            was.width.into(),
            (*width).into(),
        );
        self.number(
            Aspect::PhotoHeight,
            "photo height",
            was.height.into(),
            (*height).into(),
        );
        self.number(
            Aspect::PhotoBytes,
            "photo max_bytes",
            was.max_bytes,
            *max_bytes,
        );
        let sources = [was.min_source, *min_source].map(|pixels| pixels.to_string());
        self.shown(
            Aspect::PhotoSource,
            "photo min_source",
            &sources[0],
            &sources[1],
        );
        self.shown(Aspect::PhotoHeader, "photo header", &was.header, header);
    }
}

/// Positions of columns that are the same one: by header, else by place and content.
fn pair_columns(from: &[Column], to: &[Column]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let same_header: fn(&Column, &Column) -> bool =
        |a, b| a.header.to_lowercase() == b.header.to_lowercase();
    let renamed: fn(&Column, &Column) -> bool = |a, b| a.place == b.place && a.content == b.content;
    for same in [same_header, renamed] {
        for (was, before) in from.iter().enumerate() {
            if pairs.iter().any(|(taken, _)| *taken == was) {
                continue;
            }
            let found = to.iter().enumerate().find(|(is, after)| {
                same(before, after) && !pairs.iter().any(|(_, taken)| taken == is)
            });
            if let Some((is, _)) = found {
                pairs.push((was, is));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// A column's content without the parameters that [`Changes::rules`] compares.
#[derive(PartialEq)]
enum Shape<'p> {
    Constant(&'p str),
    Parts(Vec<(&'p str, Option<String>)>),
}

fn shape(content: &Content) -> Shape<'_> {
    match content {
        Content::Constant(text) => Shape::Constant(text),
        Content::Parts(parts) => Shape::Parts(
            parts
                .iter()
                .map(|part| match part {
                    Part::Text(text) => (text.as_str(), None),
                    Part::Field(part) => {
                        (part.field().name(), Some(words::short_rule(part.rule())))
                    }
                })
                .collect(),
        ),
    }
}

fn column_subject(column: &Column) -> String {
    format!("column {}", column.header)
}

fn describe(column: &Column) -> String {
    format!("{}: {}", column.place.name(), words::content(column))
}

fn longest(max_chars: Option<u8>) -> String {
    max_chars.map_or_else(|| "any length".to_owned(), |max| max.to_string())
}

/// What a profile tells of a field at a place: its rules, and the pair they come to.
fn told_at(profile: &Profile, field: Field, place: Place) -> String {
    let rules: Vec<String> = profile
        .field_parts()
        .filter(|(column, part)| part.field() == field && column.place == place)
        .map(|(_, part)| words::short_rule(part.rule()))
        .collect();
    if rules.is_empty() {
        return "nothing".to_owned();
    }
    let pair = words::pair(profile.treatment_at(field, place));
    format!("{} ({pair})", rules.join(" and "))
}
