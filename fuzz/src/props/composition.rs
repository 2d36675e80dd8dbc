//! The library run twice over one released half and two forbidden halves.

use std::sync::OnceLock;

use cardsieve::batch::{Form, Limits, Report};
use cardsieve::field::{Field, Role};
use cardsieve::minimise::UnsourcedFlags;
use cardsieve::record::{Format, Input, InputOptions, OfficerRecord, Sources};
use cardsieve::{FlagSources, Minimiser, Rows};
use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer};

use super::exports::{minimisers, seven_columns};
use super::pair::{Pair, Texts};

/// How a batch goes in and out, and what for.
#[derive(Clone, Copy)]
struct Course {
    way: Way,
    form: Form,
    preset: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Typed,
    Csv,
    Ndjson,
    Json,
}

/// Two batches that differ only in what may never leave are one to everybody: in their bytes, in
/// their report, and in what is said instead.
///
/// The first line is `c` or `n` for the form of the rows, and a digit for the profile. People
/// follow, as [`Pair::read`] says.
pub(super) fn holds_when_typed(bytes: &[u8]) {
    let text = text(bytes);
    let (line, people) = text.split_once('\n').unwrap_or((&text, ""));
    same(&Pair::read(people), course(Way::Typed, line.as_bytes()));
}

/// The same when streamed: before the form stands `c`, `n` or `j` for CSV, NDJSON or JSON.
pub(super) fn holds_when_streamed(bytes: &[u8]) {
    let text = text(bytes);
    let (line, people) = text.split_once('\n').unwrap_or((&text, ""));
    let (way, rest) = line.as_bytes().split_first().unwrap_or((&0, &[]));
    let way = match way {
        b'c' => Way::Csv,
        b'n' => Way::Ndjson,
        b'j' => Way::Json,
        other => [Way::Csv, Way::Ndjson, Way::Json][usize::from(other % 3)],
    };
    same(&Pair::read(people), course(way, rest));
}

fn course(way: Way, line: &[u8]) -> Course {
    let [form, preset] = [0, 1].map(|at| line.get(at).copied().unwrap_or_default());
    let form = if form == b'n' {
        Form::Ndjson
    } else {
        Form::Csv
    };
    let preset = usize::from(preset.wrapping_sub(b'0'));
    Course { way, form, preset }
}

/// The same on every course; and the ways in agree.
pub(super) fn holds_on_every_course(bytes: &[u8]) {
    let text = text(bytes);
    let (_, people) = text.split_once('\n').unwrap_or((&text, ""));
    let pair = Pair::read(people);
    for preset in 0..=minimisers().len() {
        for form in [Form::Csv, Form::Ndjson] {
            let [typed, streamed @ ..] = [Way::Typed, Way::Csv, Way::Ndjson, Way::Json]
                .map(|way| same(&pair, Course { way, form, preset }));
            if let Outcome::Rows(typed, _) = &typed {
                for way in &streamed {
                    let Outcome::Rows(streamed, _) = way else {
                        panic!("the ways in differ");
                    };
                    assert!(typed == streamed, "the ways in differ");
                }
            }
        }
    }
}

/// What does not depend on an encoding: that is a matter of the parsers' own targets.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .replace('\0', " ")
        .replace('\u{b}', "\r\n")
}

/// What came of an export: the rows' bytes, or all that was said instead; and the report.
#[derive(PartialEq, Eq)]
enum Outcome {
    Rows(Vec<u8>, Box<Report>),
    Refused(String, Option<Box<Report>>),
}

fn same(pair: &Pair<'_>, course: Course) -> Outcome {
    let minimiser = minimisers().get(course.preset).unwrap_or(seven_columns());
    let header = pair.header(minimiser.reads());
    let [left, right] = [0, 1].map(|half| {
        let people: Vec<&Texts<'_>> = pair.people.iter().map(|person| &person[half]).collect();
        export(&header, &people, minimiser, course)
    });
    // neither side is shown, or a finding would be a leak
    assert!(left == right, "what may never leave shows");
    left
}

fn export(
    fields: &[Field],
    people: &[&Texts<'_>],
    minimiser: &Minimiser,
    course: Course,
) -> Outcome {
    let rows = Rows::new(minimiser, course.form, Limits::default());
    let (bytes, format) = match course.way {
        Way::Typed => return typed(fields, people, rows),
        Way::Csv => (csv(fields, people), Format::Csv),
        Way::Ndjson => (json(fields, people, ["", "\n", "\n"]), Format::Ndjson),
        Way::Json => (json(fields, people, ["[", ",", "]"]), Format::Json),
    };
    streamed(&bytes, format, people, minimiser, rows)
}

fn typed(fields: &[Field], people: &[&Texts<'_>], mut rows: Rows) -> Outcome {
    // all of them first: their names are compared so often that a fuzzer forgets all else
    let record = |texts: &&Texts<'_>| -> OfficerRecord {
        let entries = fields
            .iter()
            .map(|field| (field.name(), texts[*field as usize]));
        OfficerRecord::deserialize(MapDeserializer::<_, Error>::new(entries))
            .expect("texts by names are a record")
    };
    let records: Vec<OfficerRecord> = people.iter().map(record).collect();
    for (record, texts) in records.iter().zip(people) {
        if is_planted_in(texts) {
            continue;
        }
        if let Err(refused) = rows.add(record) {
            return Outcome::Refused(format!("{refused} {refused:?}"), None);
        }
    }
    finish(rows, |_| {})
}

fn streamed(
    bytes: &[u8],
    format: Format,
    people: &[&Texts<'_>],
    minimiser: &Minimiser,
    mut rows: Rows,
) -> Outcome {
    let options = InputOptions::new().format(format);
    let told = |error: &dyn std::error::Error| {
        assert!(error.source().is_none(), "an error keeps another one");
        Outcome::Refused(format!("{error} {error:?}"), None)
    };
    let mut input = match Input::open(bytes, &options, None) {
        Ok(input) => input,
        Err(error) => return told(&error),
    };
    if let Err(error) = FlagSources::of_input(minimiser.profile(), input.sources(), None, None) {
        return told(&error);
    }
    input.restrict(minimiser.reads());
    let mut people = people.iter();
    loop {
        match input.next() {
            Ok(Some(row)) => {
                if people.next().is_some_and(|texts| is_planted_in(texts)) {
                    continue;
                }
                if let Err(refused) = rows.add(&row) {
                    return told(&refused);
                }
            }
            Ok(None) => break,
            Err(error) => return told(&error),
        }
    }
    let sources: &Sources = input.sources();
    if let Err(error) = UnsourcedFlags::check(minimiser.profile(), sources) {
        return told(&error);
    }
    finish(rows, |report| {
        report.set_never_read(
            sources.unread_fields().to_vec(),
            sources.unread_columns().to_vec(),
        );
    })
}

fn finish(rows: Rows, complete: impl Fn(&mut Report)) -> Outcome {
    let completed = |report: &Report| {
        let mut report = Box::new(report.clone());
        complete(&mut report);
        report
    };
    match rows.finish() {
        Ok(rows) => {
            let mut bytes = Vec::new();
            rows.write_to(&mut bytes).expect("memory takes everything");
            Outcome::Rows(bytes, completed(rows.report()))
        }
        Err(refusal) => Outcome::Refused(
            format!("{refusal} {:?}", refusal.refused()),
            Some(completed(refusal.report())),
        ),
    }
}

/// A header of what the batch has, and a line for each person.
fn csv(fields: &[Field], people: &[&Texts<'_>]) -> Vec<u8> {
    let mut text = String::new();
    for (position, field) in fields.iter().enumerate() {
        text.push_str(if position == 0 { "" } else { "," });
        text.push_str(field.name());
    }
    for texts in people {
        let mut separator = "\r\n";
        for field in fields {
            text.push_str(separator);
            separator = ",";
            let cell = texts[*field as usize];
            // as most exporters do it: quoted where it must be
            if cell.contains(['"', ',', '\r', '\n']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
    }
    text.push_str("\r\n");
    text.into_bytes()
}

/// A flat object for each person, between these marks.
fn json(fields: &[Field], people: &[&Texts<'_>], [first, between, last]: [&str; 3]) -> Vec<u8> {
    let mut bytes = first.as_bytes().to_vec();
    for (position, texts) in people.iter().enumerate() {
        if position > 0 {
            bytes.extend_from_slice(between.as_bytes());
        }
        let mut separator = b'{';
        for field in fields {
            bytes.push(separator);
            separator = b',';
            bytes.push(b'"');
            bytes.extend_from_slice(field.name().as_bytes());
            bytes.extend_from_slice(b"\":");
            serde_json::to_writer(&mut bytes, texts[*field as usize]).expect("a text is JSON");
        }
        bytes.push(b'}');
    }
    bytes.extend_from_slice(last.as_bytes());
    bytes
}

/// Whether a leak that is built in on demand shows itself.
///
/// `CARDSIEVE_PLANTED` holds a text; a row is left out whose clearance begins with it. A fuzzer that
/// does not find it is set up wrongly. The leak is one of the harness: the library knows of none.
#[expect(
    clippy::disallowed_methods,
    reason = "only the harness asks, for a leak of its own"
)]
fn is_planted_in(texts: &Texts<'_>) -> bool {
    static PLANTED: OnceLock<Option<String>> = OnceLock::new();
    let planted = PLANTED.get_or_init(|| std::env::var("CARDSIEVE_PLANTED").ok());
    planted
        .as_ref()
        .is_some_and(|rare| texts[Field::VettingLevel as usize].starts_with(rare.as_str()))
}

// Only what may never leave has two values.
const _: () = assert!(matches!(Field::VettingLevel.role(), Role::Never));
