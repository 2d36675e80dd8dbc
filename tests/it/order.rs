//! G7, G11: order, repeats and counts of a batch.

use cardsieve::batch::{Form, Limits};
use cardsieve::{Code, FlagSources, Minimiser, OfficerRecord, Profile, Rows};
use proptest::prelude::*;

use crate::export::{PATHS, Path, any_profile, batch, forms, minimiser, object, run, secret};
use crate::generate::Raw;

proptest! {
    /// Row order says nothing: any order of the input gives the same bytes.
    #[test]
    fn order_of_input_leaves_no_trace(
        (profile, rows, shuffled) in any_profile().prop_flat_map(|profile| {
            let rows = batch(&profile, 1..8);
            (Just(profile), rows)
        }).prop_flat_map(|(profile, rows)| (Just(profile), Just(rows.clone()), Just(rows).prop_shuffle())),
        form in forms(),
    ) {
        let (first, told) = run(&profile, &rows, Path::TypedErased, form);
        let (second, other) = run(&profile, &shuffled, Path::TypedErased, form);
        if first.is_ok() {
            prop_assert_eq!(without_places(&told), without_places(&other));
        }
        prop_assert_eq!(first.ok(), second.ok());
    }

    /// Whoever stays behind leaves no trace in what goes, nor in the pieces in which it is written.
    #[test]
    fn what_stays_behind_leaves_no_trace_in_what_goes(
        (profile, rows) in any_profile().prop_flat_map(|profile| {
            let rows = batch(&profile, 1..8);
            (Just(profile), rows)
        }),
        form in forms(),
        path in prop::sample::select(PATHS),
    ) {
        let (all, told) = run(&profile, &rows, path, form);
        let goes: Vec<Raw> = rows
            .iter()
            .filter(|raw| run(&profile, std::slice::from_ref(*raw), path, form).0.is_ok())
            .cloned()
            .collect();
        // under a least number of rows nobody goes alone
        if let Ok(bytes) = all && profile.min_rows() == 1 {
            let (alone, other) = run(&profile, &goes, path, form);
            prop_assert_eq!(alone, Ok(bytes));
            prop_assert_eq!(pieces(&told), pieces(&other));
        }
    }

    /// B6: the rows of two inputs joined are the rows of each, merged; no state runs across records.
    #[test]
    fn two_inputs_joined_give_the_rows_of_each(
        (profile, rows, cut) in any_profile().prop_flat_map(|profile| {
            let rows = batch(&profile, 2..8);
            (Just(profile), rows)
        }).prop_flat_map(|(profile, rows)| { let most = rows.len(); (Just(profile), Just(rows), 1..most) }),
    ) {
        let lines = |rows: &[Raw]| -> Option<Vec<String>> {
            let (bytes, report) = run(&profile, rows, Path::TypedErased, Form::Ndjson);
            match bytes {
                Ok(bytes) => Some(String::from_utf8(bytes).expect("UTF-8").lines().map(str::to_owned).collect()),
                // A part of which nothing may go adds nothing to the whole.
                Err(_) if report.contains("no-row-released") => Some(Vec::new()),
                Err(_) => None,
            }
        };
        let (left, right) = rows.split_at(cut);
        if let (Some(whole), Some(left), Some(right)) = (lines(&rows), lines(left), lines(right)) {
            let mut merged: Vec<String> = left.into_iter().chain(right).collect();
            let token = |line: &String| {
                let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
                let header = profile.columns().iter().find(|column| column.place() == cardsieve::Place::Matching).expect("one");
                row[header.header()].as_str().expect("a token").to_owned()
            };
            merged.sort_by_key(token);
            prop_assert_eq!(whole, merged);
        }
    }

    /// The same of a CSV, line by line: no line is written otherwise for those beside it.
    #[test]
    fn the_lines_of_a_csv_are_those_of_its_parts(
        (profile, rows, cut) in any_profile().prop_flat_map(|profile| {
            let rows = batch(&profile, 2..8);
            (Just(profile), rows)
        }).prop_flat_map(|(profile, rows)| { let most = rows.len(); (Just(profile), Just(rows), 1..most) }),
    ) {
        let lines = |rows: &[Raw]| -> Option<(Vec<u8>, Vec<Vec<u8>>)> {
            let bytes = run(&profile, rows, Path::TypedErased, Form::Csv).0.ok()?;
            let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec);
            Some((lines.next()?, lines.collect()))
        };
        let (left, right) = rows.split_at(cut);
        if let (Some(whole), Some(left), Some(right)) = (lines(&rows), lines(left), lines(right)) {
            prop_assert!(whole.0 == left.0 && whole.0 == right.0);
            let sorted = |mut lines: Vec<Vec<u8>>| { lines.sort_unstable(); lines };
            prop_assert_eq!(sorted(whole.1), sorted([left.1, right.1].concat()));
        }
    }

    /// A batch is what it is whatever batches were made before it: but for its tokens, one of another id
    /// is the same, and one of the same id is.
    #[test]
    fn batches_that_were_made_before_leave_no_trace(
        (profile, rows) in any_profile().prop_flat_map(|profile| {
            let rows = batch(&profile, 1..5);
            (Just(profile), rows)
        }),
    ) {
        let source: serde_json::Value = serde_json::from_str(&profile.canonical_json()).expect("JSON");
        let is_token = |column: usize| source["columns"][column].to_string().contains("pseudonymise");
        prop_assert!((0..profile.columns().len()).any(is_token));
        let cells = |id: &str, all: bool| -> Vec<Option<Vec<String>>> {
            let flags = FlagSources::from_records();
            let minimiser = Minimiser::new(&profile, &secret(), id.parse().expect("an id"), &flags);
            let minimiser = minimiser.expect("no flag is absent");
            let card = |raw: &Raw| {
                let record: OfficerRecord = serde_json::from_str(&object(raw)).expect("an object");
                let card = minimiser.minimise(&record).ok()?;
                let cells = card.iter().enumerate().filter(|(column, _)| all || !is_token(*column));
                Some(cells.map(|(_, (_, cell))| cell.to_owned()).collect())
            };
            rows.iter().map(card).collect()
        };
        let (first, tokens) = (cells("0000000000000001", false), cells("0000000000000001", true));
        for id in ["0000000000000002", "f000000000000001", "0000000000000001"] {
            prop_assert_eq!(&cells(id, false), &first, "{}", id);
        }
        prop_assert_eq!(cells("0000000000000001", true), tokens);
    }

    /// Every row has all columns filled, so that absence says nothing.
    #[test]
    fn every_released_row_has_every_cell_filled(
        (profile, rows) in any_profile().prop_flat_map(|profile| {
            let rows = batch(&profile, 1..6);
            (Just(profile), rows)
        }),
    ) {
        let (bytes, _) = run(&profile, &rows, Path::TypedErased, Form::Ndjson);
        let headers: Vec<&str> = profile.columns().iter().map(cardsieve::profile::Column::header).collect();
        for line in String::from_utf8(bytes.unwrap_or_default()).expect("UTF-8").lines() {
            let row: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).expect("JSON");
            prop_assert_eq!(row.len(), headers.len());
            for header in &headers {
                prop_assert!(!row[*header].as_str().expect("a text").is_empty());
            }
        }
    }
}

/// A report but for the places of rows, which tell the order; and all that was told beside it.
fn without_places(told: &str) -> (serde_json::Value, String) {
    let (report, beside) = told.split_at(report_length(told));
    let mut report: serde_json::Value = serde_json::from_str(report).expect("JSON");
    let mut reasons: Vec<String> = report["withheld"]
        .as_array_mut()
        .expect("a list")
        .iter_mut()
        .map(|reason| {
            reason["row"].take();
            reason.to_string()
        })
        .collect();
    reasons.sort_unstable();
    report["withheld"] = reasons.into();
    (report, beside.to_owned())
}

fn report_length(told: &str) -> usize {
    let mut values = serde_json::Deserializer::from_str(told).into_iter::<serde::de::IgnoredAny>();
    values.next().expect("a report").expect("JSON");
    values.byte_offset()
}

/// What is told beside the report of rows that go: of which pieces they were.
fn pieces(told: &str) -> &str {
    &told[report_length(told)..]
}

fn fob() -> Profile {
    Profile::preset("access-fob").expect("a preset")
}

fn record(id: &str, serial: &str) -> OfficerRecord<()> {
    let raw = Raw::from([
        ("record_id", id.to_owned()),
        ("card_design", "D1".to_owned()),
        ("card_serial", serial.to_owned()),
        ("credential_no", "7".to_owned()),
    ]);
    serde_json::from_str(&object(&raw)).expect("an object")
}

#[test]
fn a_repeated_record_refuses_the_batch() {
    let minimiser = minimiser(&fob());
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for (id, serial) in [("E-1", "S1"), ("E-2", "S2"), (" E-1 ", "S3")] {
        rows.add(&record(id, serial)).expect("taken");
    }
    let refusal = rows.finish().expect_err("E-1 is there twice");
    assert_eq!(
        (refusal.refused().code(), refusal.refused().row()),
        (Code::DuplicateRecord, Some(3))
    );
}

#[test]
fn a_released_serial_number_that_repeats_refuses_the_batch() {
    let minimiser = minimiser(&fob());
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for (id, serial) in [("E-1", "S1"), ("E-2", "S2"), ("E-3", "S1")] {
        rows.add(&record(id, serial)).expect("taken");
    }
    let refusal = rows.finish().expect_err("S1 is there twice");
    assert_eq!(
        (refusal.refused().code(), refusal.refused().row()),
        (Code::DuplicateRecord, Some(3))
    );
}

#[test]
fn an_input_of_unexpected_length_is_refused() {
    let minimiser = minimiser(&fob());
    let finish = |limits: Limits, count: usize| {
        let mut rows = Rows::new(&minimiser, Form::Csv, limits);
        for row in 0..count {
            if let Err(refused) = rows.add(&record(&format!("E-{row}"), &format!("S{row}"))) {
                return Err(refused.code());
            }
        }
        rows.finish()
            .map(|_| ())
            .map_err(|refusal| refusal.refused().code())
    };
    assert_eq!(finish(Limits::default(), 1000), Ok(()));
    assert_eq!(finish(Limits::default(), 1001), Err(Code::TooManyRows));
    assert_eq!(finish(Limits::default().expect_rows(1001), 1001), Ok(()));
    assert_eq!(
        finish(Limits::default().expect_rows(3), 4),
        Err(Code::TooManyRows)
    );
    assert_eq!(
        finish(Limits::default().expect_rows(3), 2),
        Err(Code::TooFewRows)
    );
    assert_eq!(finish(Limits::default(), 0), Err(Code::NoRowReleased));
}

#[test]
fn fewer_rows_than_the_profiles_least_refuse_the_batch_and_who_stays_does_not_count() {
    for least in [1, 2, 5, 17] {
        let text = Profile::preset_source("access-fob").expect("a preset");
        let profile: Profile = text
            .replacen("[[column]]", &format!("min_rows = {least}\n[[column]]"), 1)
            .parse()
            .expect("a profile");
        let minimiser = minimiser(&profile);
        let finish = |goes: u32, stays: u32| {
            let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
            for row in 0..goes + stays {
                let serial = if row < goes {
                    format!("S{row}")
                } else {
                    "no serial!".to_owned()
                };
                rows.add(&record(&format!("E-{row}"), &serial))
                    .expect("taken");
            }
            let finished = rows
                .finish()
                .map(|finished| finished.report().rows_released());
            finished.map_err(|refusal| refusal.refused().code())
        };
        for stays in [0, 1, 30] {
            assert_eq!(finish(least, stays), Ok(u64::from(least)));
            assert_eq!(finish(least + 1, stays), Ok(u64::from(least) + 1));
            let too_few = if least == 1 {
                Code::NoRowReleased
            } else {
                Code::TooFewRows
            };
            assert_eq!(finish(least - 1, stays), Err(too_few), "{least} {stays}");
        }
    }
}

#[test]
fn a_record_of_another_minimiser_refuses_the_batch() {
    let (one, other) = (minimiser(&fob()), minimiser(&fob()));
    let mut rows = Rows::new(&one, Form::Csv, Limits::default());
    let refused = rows
        .push(other.minimise(&record("E-1", "S1")))
        .expect_err("another batch's");
    assert_eq!(refused.code(), Code::OtherProfile);
}

#[test]
fn a_strict_export_refuses_what_would_be_withheld() {
    let minimiser = minimiser(&fob());
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default().strict());
    rows.add(&record("E-1", "S1")).expect("taken");
    rows.add(&record("E-2", "no serial!")).expect("counted");
    let refusal = rows.finish().expect_err("a row is withheld");
    assert_eq!(refusal.refused().code(), Code::RowsWithheld);
    assert_eq!(refusal.report().rows_withheld(), 1);
}

#[test]
fn a_column_of_few_distinct_names_is_no_name_column() {
    let profile: Profile = "format = 1\nname = \"n\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
        delete_after_days = 1\n[[column]]\nheader = \"r\"\nplace = \"matching\"\n\
        parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n\
        [[column]]\nheader = \"n\"\nplace = \"front\"\nparts = [{ field = \"family_name\", treatment = \"keep\" }]\n"
        .parse()
        .expect("a profile");
    let minimiser = minimiser(&profile);
    let finish_with = |count: usize, distinct: usize, staying: usize| {
        let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
        for row in 0..count + staying {
            let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).expect("a letter"));
            let value = row % distinct;
            let mut raw = Raw::from([
                ("record_id", format!("E-{row}")),
                (
                    "family_name",
                    format!("N{}{}", letter(value), letter(value / 26)),
                ),
            ]);
            for flag in cardsieve::Flag::ALL {
                raw.insert(flag.name(), (row >= count).to_string());
            }
            let record: OfficerRecord<()> = serde_json::from_str(&object(&raw)).expect("an object");
            rows.add(&record).expect("taken");
        }
        rows.finish()
            .map(|_| ())
            .map_err(|refusal| refusal.refused().code())
    };
    let finish = |count, distinct| finish_with(count, distinct, 0);
    assert_eq!(finish(250, 24), Err(Code::NotANameColumn));
    assert_eq!(finish(250, 25), Ok(()));
    assert_eq!(finish(249, 24), Ok(()));
    // whoever stays behind counts neither as a row nor as a name
    for staying in [1, 50, 300] {
        assert_eq!(finish_with(249, 24, staying), Ok(()), "{staying}");
        let seen = finish_with(250, 24, staying);
        assert_eq!(seen, Err(Code::NotANameColumn), "{staying}");
    }
}
