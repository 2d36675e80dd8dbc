//! Batches of thousands: what a row is does not depend on how many stand before it.

use std::collections::BTreeMap;

use cardsieve::batch::{Form, Limits};
use cardsieve::conformance::Conformance;
use cardsieve::field::{Flag, Readable};
use cardsieve::record::{Format, Input, InputOptions, Reading};
use cardsieve::{Minimiser, OfficerRecord, Profile, Record, Rows};

use crate::export::{csv, minimiser, object};
use crate::generate::Raw;

/// More than any counter of eight, nine or ten bits, and more than any block of the readers.
const ROWS: usize = 2100;

fn profile(csv: &str) -> Profile {
    format!(
        "format = 1\nname = \"large\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
         delete_after_days = 1\nmax_rows = 100000\n{csv}\
         [[column]]\nheader = \"name\"\nplace = \"front\"\n\
         parts = [{{ field = \"given_names\", treatment = \"initials\" }}, {{ text = \" \" }}, \
         {{ field = \"family_name\", treatment = \"keep\" }}]\n\
         [[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
         parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
         [[column]]\nheader = \"team\"\nplace = \"front\"\nparts = [{{ field = \"department\", \
         treatment = \"category\", table = {{ \"Roads\" = \"Operations, east\", \"Dogs\" = \"Operations, east\", \
         \"Pay\" = \"Office\", \"Post\" = \"Office\" }} }}]\n\
         [[column]]\nheader = \"expiry\"\nplace = \"front\"\nparts = [{{ field = \"expiry_date\", treatment = \"month-end\" }}]\n"
    )
    .parse()
    .unwrap_or_else(|errors| panic!("{errors}"))
}

/// Of most people a sound record; of every seventh a value is missing, unusable or hidden by a flag.
fn people() -> Vec<Raw> {
    let pick = |list: &[&str], at: usize| list[at % list.len()].to_owned();
    (0..ROWS)
        .map(|row| {
            let letters: String = row
                .to_string()
                .bytes()
                .map(|digit| char::from(digit - b'0' + b'a'))
                .collect();
            let mut raw = Raw::from([
                ("record_id", format!("E-{row:05}")),
                (
                    "given_names",
                    format!(
                        "{} B{letters}",
                        pick(&["Mary-Jane Anne", "Siân", "Jo", "Łukasz"], row)
                    ),
                ),
                ("family_name", format!("N{letters}")),
                (
                    "department",
                    pick(&["Roads", "Pay", "Dogs", "Post", "Post"], row),
                ),
                (
                    "expiry_date",
                    format!("20{}-{:02}-{:02}", 30 + row % 9, 1 + row % 12, 1 + row % 28),
                ),
                ("notes", "canteen ".repeat(row % 9)),
            ]);
            for flag in Flag::ALL {
                raw.insert(flag.name(), "false".to_owned());
            }
            match row % 42 {
                6 => raw.remove("given_names"),
                13 => raw.remove("department"),
                20 => raw.remove("expiry_date"),
                27 => raw.insert("family_name", "S1th".to_owned()),
                34 => raw.insert("covert", "true".to_owned()),
                41 => raw.remove("minor"),
                _ => None,
            };
            raw
        })
        .collect()
}

/// What a recipient sees of each record by itself, in the order of the tokens.
fn each_alone(minimiser: &Minimiser, people: &[Raw]) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = people
        .iter()
        .filter_map(|raw| {
            let record: OfficerRecord = serde_json::from_str(&object(raw)).expect("an object");
            let card = minimiser.minimise(&record).ok()?;
            Some(card.iter().map(|(_, cell)| cell.to_owned()).collect())
        })
        .collect();
    rows.sort_by(|left, right| left[1].cmp(&right[1]));
    rows
}

fn table(bytes: &[u8], form: Form) -> Vec<Vec<String>> {
    match form {
        Form::Csv => {
            let mut reader = csv::Reader::from_reader(bytes);
            let rows = reader.records().map(|row| row.expect("a row"));
            rows.map(|row| row.iter().map(str::to_owned).collect())
                .collect()
        }
        Form::Ndjson => {
            let lines = std::str::from_utf8(bytes).expect("UTF-8").lines();
            let row =
                |line| -> BTreeMap<String, String> { serde_json::from_str(line).expect("texts") };
            lines
                .map(row)
                .map(|row| {
                    ["name", "ref", "team", "expiry"]
                        .map(|key| row[key].clone())
                        .into()
                })
                .collect()
        }
    }
}

fn finish(rows: Rows, form: Form, profile: &Profile, expected: &[Vec<String>]) {
    let finished = rows.finish().unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(finished.report().rows_released(), expected.len() as u64);
    let mut bytes = Vec::new();
    finished.write_to(&mut bytes).expect("a vector");
    let seen = table(&bytes, form);
    for (row, (seen, expected)) in seen.iter().zip(expected).enumerate() {
        assert_eq!(seen, expected, "row {row}");
    }
    assert_eq!(seen.len(), expected.len());
    let report = Conformance::new(profile).check(&bytes, Some(form));
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_batch_of_thousands_holds_the_row_of_each_record_alone() {
    let people = people();
    let lines: String = people.iter().map(|raw| object(raw) + "\n").collect();
    let cells = csv(&people);
    let profile = profile("");
    let minimiser = minimiser(&profile);
    let expected = each_alone(&minimiser, &people);
    assert!(expected.len() > ROWS * 5 / 6 && expected.len() < ROWS);
    for (text, format, form) in [
        (&cells, Format::Csv, Form::Csv),
        (&lines, Format::Ndjson, Form::Csv),
        (&lines, Format::Ndjson, Form::Ndjson),
    ] {
        let options = InputOptions::new().format(format);
        let mut input = Input::open(text.as_bytes(), &options, None).expect("sound");
        input.restrict(minimiser.reads());
        let mut rows = Rows::new(&minimiser, form, Limits::default());
        while let Some(row) = input.next().expect("sound") {
            rows.add(&row).expect("taken");
        }
        finish(rows, form, &profile, &expected);
    }
    // typed, and from the last to the first
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for raw in people.iter().rev() {
        let record: OfficerRecord<()> = serde_json::from_str(&object(raw)).expect("an object");
        rows.add(&record).expect("taken");
    }
    finish(rows, Form::Csv, &profile, &expected);
}

/// Somebody of whom nothing is read but an id and a serial number.
struct Fob([String; 2]);

impl Record for Fob {
    fn read(&self, field: Readable) -> Reading<'_> {
        match field {
            Readable::RecordId => Reading::Text(&self.0[0]),
            Readable::CardSerial => Reading::Text(&self.0[1]),
            _ => Reading::Missing,
        }
    }
}

#[test]
fn the_rows_beyond_a_count_of_sixteen_bits_are_as_those_before() {
    let profile: Profile = "format = 1\nname = \"f\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
        delete_after_days = 1\nmax_rows = 100000\n[[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
        parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n\
        [[column]]\nheader = \"serial\"\nplace = \"back\"\nparts = [{ field = \"card_serial\", treatment = \"keep\" }]\n"
        .parse()
        .expect("a profile");
    let minimiser = minimiser(&profile);
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    let fobs = (0..66_000).map(|row| Fob([format!("E{row}"), format!("S-{row}")]));
    let mut expected: Vec<String> = fobs
        .map(|fob| {
            rows.add(&fob).expect("taken");
            let card = minimiser.minimise(&fob).expect("released");
            card.iter()
                .map(|(_, cell)| cell)
                .collect::<Vec<_>>()
                .join(",")
                + "\r\n"
        })
        .collect();
    expected.sort_unstable();
    let mut bytes = Vec::new();
    rows.finish()
        .expect("rows")
        .write_to(&mut bytes)
        .expect("a vector");
    assert!(bytes == ("ref,serial\r\n".to_owned() + &expected.concat()).into_bytes());
}
