use std::collections::{HashMap, HashSet};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::person::JOB_TITLES;
use super::*;

const ROWS: u64 = 10_000;

fn written(rows: u64, seed: u64, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    write(rows, seed, format, &mut out).unwrap();
    out
}

fn of(field: Field, rows: u64) -> Vec<String> {
    let column = columns().find(|column| column.field == field).unwrap();
    (0..rows)
        .map(|number| {
            let mut value = String::new();
            column.value(Person::new(1, number), None, &mut value);
            value
        })
        .collect()
}

#[test]
fn no_never_value_occurs_in_a_releasable_one() {
    let mut released = HashSet::new();
    for column in columns() {
        released.insert(column.field.name().to_owned());
        if column.field.role() == Role::Releasable {
            released.extend(
                of(column.field, ROWS)
                    .iter()
                    .map(|value| value.to_lowercase()),
            );
        }
    }
    assert!(released.iter().all(|value| !value.contains("canary")));
    let mut never = HashSet::new();
    for column in columns() {
        let secret = column.field.role() == Role::Never || column.field == Field::PhotoOriginal;
        if secret {
            for value in of(column.field, ROWS) {
                let folded = value.to_lowercase();
                assert!(
                    folded.chars().count() >= 5,
                    "{} is told from others",
                    column.field.name()
                );
                if !folded.contains("canary") {
                    never.insert(folded);
                }
            }
        }
    }
    for value in &released {
        let ends: Vec<usize> = value
            .char_indices()
            .map(|(at, _)| at)
            .chain([value.len()])
            .collect();
        for (i, from) in ends.iter().enumerate() {
            for to in ends.iter().skip(i + 5) {
                assert!(!never.contains(&value[*from..*to]), "{value}");
            }
        }
    }
}

#[test]
fn every_field_is_filled_but_alias_and_derived_ones() {
    let filled: Vec<_> = record(1, 1).collect();
    assert!(filled.iter().all(|(_, value)| !value.is_empty()));
    let fields: Vec<_> = filled.iter().map(|(field, _)| *field).collect();
    let expected: Vec<_> = Field::ALL
        .iter()
        .copied()
        .filter(|field| field.role() != Role::Derived && field.name() != "alias")
        .collect();
    assert_eq!(fields, expected);
}

#[test]
fn no_value_needs_an_escape_in_json() {
    for column in columns() {
        for value in of(column.field, 1_000) {
            let plain = !value.contains(['"', '\\']) && !value.contains(char::is_control);
            assert!(plain, "{}", column.field.name());
        }
    }
}

#[test]
fn one_row_of_fifty_has_exactly_one_raised_flag() {
    let mut flags = HashSet::new();
    for block in 0..100 {
        let mut rows = 0;
        for row in block * 50 + 1..=block * 50 + 50 {
            let raised: Vec<_> = record(3, row)
                .filter(|(field, _)| {
                    Flag::ALL
                        .iter()
                        .any(|flag| flag.readable().field() == *field)
                })
                .filter(|(_, value)| {
                    assert!(["true", "false"].contains(&value.as_str()));
                    value == "true"
                })
                .collect();
            assert!(raised.len() <= 1);
            rows += raised.len();
            flags.extend(raised.into_iter().map(|(field, _)| field));
        }
        assert_eq!(rows, 1);
    }
    assert_eq!(flags.len(), 5);
}

#[test]
fn ids_and_numbers_that_must_be_unique_are() {
    for field in [
        Field::RecordId,
        Field::WarrantNumber,
        Field::StaffNumber,
        Field::CardSerial,
        Field::EsrEmployeeNo,
        Field::BarcodeValue,
        Field::QrValue,
        Field::PhotoOriginal,
    ] {
        let values: HashSet<_> = of(field, 50_000).into_iter().collect();
        assert_eq!(values.len(), 50_000, "{}", field.name());
    }
    // past the end of the digits a new prefix begins
    let at = |number| {
        let mut value = String::new();
        Person::new(1, number).value(Field::WarrantNumber, &mut Random::of(0, 0), &mut value);
        value
    };
    assert_eq!(format!("01/{}", at(5)), at(1_000_005));
}

#[test]
fn names_are_varied_enough_to_be_names() {
    for (field, least) in [
        (Field::GivenNames, 100),
        (Field::MiddleNames, 25),
        (Field::FamilyName, 100),
        (Field::KnownAs, 25),
    ] {
        let values = of(field, 1_000);
        let distinct: HashSet<_> = values.iter().collect();
        assert!(
            distinct.len() >= least,
            "{} {}",
            field.name(),
            distinct.len()
        );
        assert!(
            values.iter().all(|value| value.chars().count() <= 24),
            "{}",
            field.name()
        );
        assert!(
            values
                .iter()
                .all(|value| crate::value::normalise(value) == value.as_str())
        );
    }
}

#[test]
fn every_general_job_title_covers_two_or_more() {
    let mut covered: HashMap<_, u32> = HashMap::new();
    for (_, general) in JOB_TITLES {
        *covered.entry(*general).or_default() += 1;
    }
    assert!(covered.values().all(|titles| *titles >= 2));
    for title in of(Field::JobTitle, 500) {
        assert!(JOB_TITLES.iter().any(|(known, _)| *known == title));
    }
}

#[test]
fn the_three_forms_hold_the_same_officers() {
    let rows = 120;
    let csv = written(rows, 7, Format::Csv);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_slice());
    let mut lines = reader.records().map(Result::unwrap);
    let header = lines.next().unwrap();
    let ndjson = String::from_utf8(written(rows, 7, Format::Ndjson)).unwrap();
    let json: Vec<serde_json::Value> =
        serde_json::from_slice(&written(rows, 7, Format::Json)).unwrap();
    assert_eq!(
        (ndjson.lines().count() as u64, json.len() as u64),
        (rows, rows)
    );
    for (row, ((cells, line), object)) in (1..).zip(lines.zip(ndjson.lines()).zip(&json)) {
        assert_eq!(
            &serde_json::from_str::<serde_json::Value>(line).unwrap(),
            object
        );
        assert_eq!(object.as_object().unwrap().len(), header.len());
        for (i, (field, value)) in record(7, row).enumerate() {
            assert_eq!((&header[i], &cells[i]), (field.name(), value.as_str()));
            match &object[field.name()] {
                serde_json::Value::Bool(flag) => assert_eq!(flag.to_string(), value),
                other => assert_eq!(other.as_str(), Some(value.as_str())),
            }
        }
    }
}

#[test]
fn no_rows_are_a_header_or_an_empty_list() {
    assert!(written(0, 1, Format::Csv).ends_with(b"\r\n"));
    assert_eq!(written(0, 1, Format::Ndjson), b"");
    assert_eq!(written(0, 1, Format::Json), b"[\n]\n");
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_gives_others() {
    let one = written(100, 1, Format::Csv);
    assert_eq!(one, written(100, 1, Format::Csv));
    assert_ne!(one, written(100, 2, Format::Csv));
    assert!(written(101, 1, Format::Csv).starts_with(&one));
}

#[test]
fn the_sample_is_the_same_on_every_machine() {
    // changes with the catalogue, and then only knowingly
    assert_eq!(
        HEXLOWER.encode(&Sha256::digest(written(100, 1, Format::Csv))),
        "83f6ea007e1bfb2ca52005dabce8c4ab8329d5dfda8186ba21d164118cbb0f70"
    );
}
