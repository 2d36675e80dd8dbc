//! Runs a batch of raw records through every path, and compares it with the plain second minimiser.

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

#[cfg(feature = "seal")]
use cardsieve::batch::{Dates, Manifest};
use cardsieve::batch::{Finished, Form, Limits};
use cardsieve::field::Field;
use cardsieve::record::{Format, Input, InputOptions};
use cardsieve::{
    BatchId, FlagSources, Minimiser, OfficerRecord, Profile, PseudonymisationSecret, Rows,
};
use proptest::prelude::*;

use crate::generate::{self, Raw};
use crate::model;

pub const BATCH: &str = "00112233445566aa";

pub fn secret() -> PseudonymisationSecret {
    format!("test {}\n", "5a".repeat(32))
        .parse()
        .expect("a secret")
}

pub fn minimiser(profile: &Profile) -> Minimiser {
    let batch: BatchId = BATCH.parse().expect("an id");
    Minimiser::new(profile, &secret(), batch, &FlagSources::from_records())
        .expect("no flag is absent")
}

/// Through which door the records come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    TypedHeld,
    TypedErased,
    Csv,
    Ndjson,
    Json,
}

pub const PATHS: &[Path] = &[
    Path::TypedHeld,
    Path::TypedErased,
    Path::Csv,
    Path::Ndjson,
    Path::Json,
];

/// All that a recipient can see, or the whole error that the operator sees; and the report.
pub fn run(
    profile: &Profile,
    rows: &[Raw],
    path: Path,
    form: Form,
) -> (Result<Vec<u8>, String>, String) {
    let minimiser = minimiser(profile);
    let mut collected = Rows::new(&minimiser, form, Limits::default());
    let mut refused = None;
    match path {
        Path::TypedHeld | Path::TypedErased => {
            for raw in rows {
                let json = object(raw);
                let taken = if path == Path::TypedHeld {
                    let record: OfficerRecord = serde_json::from_str(&json).expect("an object");
                    collected.push(minimiser.minimise(&record))
                } else {
                    let record: OfficerRecord<()> = serde_json::from_str(&json).expect("an object");
                    collected.add(&record)
                };
                if let Err(error) = taken {
                    refused = Some(error);
                    break;
                }
            }
        }
        Path::Csv | Path::Ndjson | Path::Json => {
            let (text, format) = match path {
                Path::Csv => (csv(rows), Format::Csv),
                Path::Ndjson => (
                    rows.iter().map(|raw| object(raw) + "\n").collect(),
                    Format::Ndjson,
                ),
                _ => {
                    let objects: Vec<String> = rows.iter().map(object).collect();
                    (format!("[{}]", objects.join(", ")), Format::Json)
                }
            };
            let options = InputOptions::new().format(format);
            let mut input = match Input::open(text.as_bytes(), &options, None) {
                Ok(input) => input,
                Err(error) => return (Err(format!("{error} {error:?}")), String::new()),
            };
            input.restrict(minimiser.reads());
            loop {
                match input.next() {
                    Ok(None) => break,
                    Ok(Some(row)) => {
                        if let Err(error) = collected.add(&row) {
                            refused = Some(error);
                            break;
                        }
                    }
                    Err(error) => return (Err(format!("{error} {error:?}")), String::new()),
                }
            }
        }
    }
    let finished = match refused {
        Some(refused) => Err(Box::new(collected.refuse(refused))),
        None => collected.finish(),
    };
    match finished {
        Ok(finished) => {
            let mut written = Written::default();
            finished.write_to(&mut written).expect("a vector");
            let told = format!("{finished:?}{:?}{}", written.pieces, manifest(&finished));
            (Ok(written.bytes), finished.report().to_json() + &told)
        }
        Err(refusal) => (
            Err(format!("{refusal} {refusal:?}")),
            refusal.report().to_json(),
        ),
    }
}

/// What a bureau is told of the rows.
#[cfg(feature = "seal")]
fn manifest(finished: &Finished) -> String {
    let day = "2026-01-31".parse().expect("a day");
    match Manifest::of_bare_rows(finished, Dates::new(day, day)) {
        Ok(manifest) => manifest.to_json(),
        Err(error) => format!("{error} {error:?}"),
    }
}

#[cfg(not(feature = "seal"))]
const fn manifest(_: &Finished) -> &'static str {
    ""
}

/// What is written, and in which pieces: whoever reads from a pipe sees them too.
#[derive(Default)]
struct Written {
    bytes: Vec<u8>,
    pieces: Vec<usize>,
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pieces.push(bytes.len());
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The record as a JSON object.
pub fn object(raw: &Raw) -> String {
    serde_json::to_string(raw).expect("texts")
}

/// The records as CSV, every catalogue field a column; a field without a text is an empty cell.
///
/// By name, so that what is read stands among what is not.
pub fn csv(rows: &[Raw]) -> String {
    let mut names: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
    names.sort_unstable();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&names).expect("a vector");
    for raw in rows {
        let cells = names
            .iter()
            .map(|name| raw.get(name).map_or("", String::as_str));
        writer.write_record(cells).expect("a vector");
    }
    String::from_utf8(writer.into_inner().expect("a vector")).expect("texts")
}

pub fn whole_record(
    reads: &[cardsieve::field::Readable],
    row: usize,
) -> impl Strategy<Value = Raw> + use<> {
    (
        generate::released(reads, row),
        generate::forbidden(reads, row),
    )
        .prop_map(|(mut low, high)| {
            low.extend(high);
            low
        })
}

pub fn batch(
    profile: &Profile,
    sizes: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<Raw>> + use<> {
    let reads = minimiser(profile).reads().to_vec();
    sizes.prop_flat_map(move |size| {
        (0..size)
            .map(|row| whole_record(&reads, row))
            .collect::<Vec<_>>()
    })
}

fn parsed() -> impl Strategy<Value = Profile> {
    generate::profile().prop_map(|toml| match toml.parse() {
        Ok(profile) => profile,
        Err(errors) => panic!("a generated profile must load: {errors}\n{toml}"),
    })
}

/// A profile, generated or a preset.
pub fn any_profile() -> impl Strategy<Value = Profile> {
    let presets: Vec<Profile> = Profile::preset_names()
        .filter_map(Profile::preset)
        .collect();
    prop_oneof![3 => parsed(), 1 => prop::sample::select(presets)]
}

pub fn forms() -> impl Strategy<Value = Form> {
    prop::sample::select(vec![Form::Csv, Form::Ndjson])
}

proptest! {
    /// G12, and B3: erasing what is held changes no byte, and every path gives the same bytes.
    #[test]
    fn every_path_releases_the_same_bytes(
        (profile, rows) in any_profile().prop_flat_map(|profile| {
            let rows = batch(&profile, 1..5);
            (Just(profile), rows)
        }),
        form in forms(),
    ) {
        let (held, held_report) = run(&profile, &rows, Path::TypedHeld, form);
        for path in [Path::TypedErased, Path::Ndjson, Path::Json] {
            let (other, report) = run(&profile, &rows, path, form);
            prop_assert_eq!(&held, &other, "{:?}", path);
            prop_assert_eq!(&held_report, &report, "{:?}", path);
        }
        // A CSV knows no missing key: an empty cell is a missing value, and an unset flag is blank.
        let (csv, _) = run(&profile, &rows, Path::Csv, form);
        prop_assert_eq!(held.ok(), csv.ok());
    }

    /// B11: what leaves is exactly what a second minimiser, written apart, says must leave.
    #[test]
    fn a_second_minimiser_agrees_cell_by_cell(
        (profile, raw) in any_profile().prop_flat_map(|profile| {
            let reads = minimiser(&profile).reads().to_vec();
            (Just(profile), whole_record(&reads, 7))
        }),
    ) {
        let json = serde_json::from_str(&profile.canonical_json()).expect("JSON");
        let expected = model::minimise(&json, &[0x5a; 32], BATCH, &raw);
        let record: OfficerRecord<()> = serde_json::from_str(&object(&raw)).expect("an object");
        let card = minimiser(&profile).minimise(&record);
        let released = card.as_ref().ok().map(|card| {
            card.iter().map(|(header, cell)| (header.to_owned(), cell.to_owned())).collect::<Vec<_>>()
        });
        static RELEASED: AtomicUsize = AtomicUsize::new(0);
        RELEASED.fetch_add(usize::from(released.is_some()), Ordering::Relaxed);
        prop_assert_eq!(released, expected, "{:?}", card.err());
    }
}
