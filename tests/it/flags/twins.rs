//! Ways round a flag: another row of the same person, another key, another map.

use cardsieve::batch::{Form, Limits};
use cardsieve::field::{Field, Flag};
use cardsieve::minimise::{UnsourcedFlags, WithholdList};
use cardsieve::record::{Format, Input, InputError, InputOptions, Map};
use cardsieve::{Code, FlagSources, OfficerRecord, Profile, Rows};

use super::{list, object, officer, record, warrant_card, with_flags};
use crate::export::minimiser;
use crate::generate::Raw;

#[test]
fn a_person_of_whom_another_row_stays_behind_does_not_leave() {
    let minimiser = minimiser(&warrant_card());
    let changes: [(&str, &str); 3] = [("covert", "true"), ("rank", ""), ("family_name", "42")];
    for (field, text) in changes {
        for first in [true, false] {
            let mut twin = officer(1);
            twin.insert(field, text.to_owned());
            let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
            let pair = if first {
                [twin, officer(1)]
            } else {
                [officer(1), twin]
            };
            for raw in pair.iter().chain(&[officer(2)]) {
                rows.add(&record(&object(raw))).expect("no refusal yet");
            }
            let refusal = rows.finish().expect_err("one of two rows stays behind");
            assert_eq!(refusal.refused().code(), Code::DuplicateRecord, "{field}");
        }
    }
}

/// A card whose encoding cannot say every name, with one token more than the matching one.
const SEVERAL_TOKENS: &str = "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\n\
    delete_after_days = 1\n[csv]\nencoding = \"windows-1252\"\n[[column]]\nheader = \"bar\"\nplace = \"barcode\"\n\
    parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n\
    [[column]]\nheader = \"ref\"\nplace = \"matching\"\n\
    parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n\
    [[column]]\nheader = \"name\"\nplace = \"front\"\nparts = [{ field = \"family_name\", treatment = \"keep\" }]\n";

#[test]
fn however_a_row_stays_behind_and_after_however_many_no_other_row_of_the_person_leaves() {
    let source: &str = SEVERAL_TOKENS;
    let profile: Profile = source.parse().expect("a profile");
    let changes: [(&str, &str); 4] = [
        ("covert", "true"),
        ("family_name", "42"),
        ("family_name", ""),
        // what its encoding cannot say
        ("family_name", "\u{141}ysy"),
    ];
    for (field, text) in changes {
        for others in [0, 1, 40, 600] {
            // the others stand before both rows, between them or behind them
            for (is_first, place) in [0, 1, 2]
                .into_iter()
                .flat_map(|at| [(true, at), (false, at)])
            {
                let minimiser = minimiser(&profile);
                let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
                let twin = |row| {
                    let mut raw = officer(row);
                    raw.insert("family_name", "Ng".to_owned());
                    raw.insert(field, text.to_owned());
                    raw
                };
                let clear = || {
                    let mut raw = officer(1);
                    raw.insert("family_name", "Ng".to_owned());
                    raw
                };
                let others_stay = (0..others).map(|other| twin(100 + other));
                let [one, two] = if is_first {
                    [twin(1), clear()]
                } else {
                    [clear(), twin(1)]
                };
                let mut people: Vec<Raw> = others_stay.collect();
                people.insert(if place == 0 { people.len() } else { 0 }, one);
                people.insert(if place == 2 { 1 } else { people.len() }, two);
                for raw in people {
                    rows.add(&record(&object(&raw))).expect("no refusal yet");
                }
                let refusal = rows.finish().expect_err("one of two rows stays behind");
                let code = refusal.refused().code();
                assert_eq!(code, Code::DuplicateRecord, "{field} {text} after {others}");
            }
        }
    }
}

/// What comes of an NDJSON under a map and a list: how many leave, or why none.
fn streamed(objects: &[String], map: Option<&Map>, withheld: Option<&str>) -> Result<u64, Code> {
    let text = objects.join("\n");
    let options = InputOptions::new().format(Format::Ndjson);
    let code = |error: InputError| error.code().expect("no I/O");
    let mut input = Input::open(text.as_bytes(), &options, map).map_err(code)?;
    let profile = warrant_card();
    let withheld: Option<WithholdList> = withheld.map(list);
    let flags = FlagSources::of_input(&profile, input.sources(), map, withheld)
        .map_err(|error| error.refused().code())?;
    let minimiser = with_flags(&flags);
    input.restrict(minimiser.reads());
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    while let Some(row) = input.next().map_err(code)? {
        rows.add(&row).map_err(|refused| refused.code())?;
    }
    UnsourcedFlags::check(&profile, input.sources()).map_err(|error| error.refused().code())?;
    let finished = rows.finish().map_err(|refusal| refusal.refused().code())?;
    Ok(finished.report().rows_released())
}

fn without_flags(row: u64) -> Raw {
    let mut raw = officer(row);
    for flag in Flag::ALL {
        raw.remove(flag.name());
    }
    raw
}

fn and_member(raw: &Raw, member: &str) -> String {
    format!("{},{member}}}", object(raw).trim_end_matches('}'))
}

#[test]
fn a_map_that_leads_to_a_flag_does_not_hide_the_key_of_its_own_name() {
    let mut map = String::from("[columns]\n");
    for (field, _) in without_flags(1) {
        if Field::from_name(field).is_some_and(|field| field.readable().is_some()) {
            map += &format!("{field} = \"{field}\"\n");
        }
    }
    for flag in Flag::ALL {
        map += &format!("\"f.{0}\" = \"{0}\"\n", flag.name());
    }
    let map: Map = map.parse().expect("a map");
    let clear: Vec<String> = Flag::ALL
        .iter()
        .map(|f| format!("\"{}\":false", f.name()))
        .collect();
    let nested = format!("\"f\":{{{}}}", clear.join(","));
    let sound = and_member(&without_flags(1), &nested);
    assert_eq!(
        streamed(std::slice::from_ref(&sound), Some(&map), None),
        Ok(1)
    );
    let both = and_member(&without_flags(2), &format!("{nested},\"covert\":true"));
    let refused = Err(Code::DuplicateSource);
    assert_eq!(
        streamed(std::slice::from_ref(&both), Some(&map), None),
        refused
    );
    assert_eq!(streamed(&[sound, both], Some(&map), None), refused);
}

#[test]
fn beside_a_list_a_null_flag_is_raised_and_a_late_one_refuses() {
    let plain = object(&without_flags(1));
    let null = and_member(&without_flags(2), "\"covert\":null");
    let withheld = Some("E-absent");
    assert_eq!(
        streamed(std::slice::from_ref(&plain), None, withheld),
        Ok(1)
    );
    // the flag has a column, and both records leave it open
    let code = streamed(&[null.clone(), plain.clone()], None, withheld);
    assert_eq!(code, Err(Code::NoRowReleased));
    let late = streamed(&[plain, null], None, withheld);
    assert_eq!(late, Err(Code::FlagWithoutSource));
}

#[test]
fn a_typed_record_reads_the_keys_that_a_streamed_one_reads() {
    let listed = FlagSources::from_records().listed(Flag::ALL, list("E-absent"));
    let minimiser = with_flags(&listed);
    let plain: OfficerRecord<()> = record(&object(&without_flags(1)));
    assert!(minimiser.minimise(&plain).is_ok());
    for member in [
        "\" covert \":true",
        "\"Covert\":true",
        "\"is_covert\":false",
        "\"covert\":null",
        "\"under-threat\":1",
    ] {
        let raised: OfficerRecord<()> = record(&and_member(&without_flags(1), member));
        let withheld = minimiser.minimise(&raised).expect_err("raised");
        assert!(withheld.is_flagged(), "{member}");
    }
}

#[test]
fn no_map_leads_one_field_to_another_with_a_lower_floor() {
    for (source, field) in [
        ("under_threat", "rank"),
        ("under_threat", "photo_original"),
        ("Under Threat Status", "photo_original"),
        ("chis_handling", "organisation"),
        ("family_name", "card_serial"),
        ("staff_number", "card_serial"),
        ("record_id", "card_serial"),
        ("job_title", "family_name"),
        ("Under: Threat", "card_design"),
        ("Record Id:", "card_design"),
        ("Staff Number?", "card_serial"),
        ("Previous Names:", "family_name"),
        ("Occupational Health (Y/N)", "card_serial"),
    ] {
        let text = format!("[columns]\n\"{source}\" = \"{field}\"\n");
        let problems = text.parse::<Map>().expect_err("refused");
        let found = problems
            .problems()
            .iter()
            .any(|p| p.code() == Code::ForbiddenSource);
        assert!(found, "{source} to {field}");
    }
}

#[test]
fn no_mark_of_punctuation_carries_a_fields_name_past_the_fence() {
    let of_fence = |source: &str| {
        let key = serde_json::Value::from(source);
        let map = format!("[columns]\n{key} = \"card_design\"\n");
        let errors = map.parse::<Map>().err();
        errors.is_some_and(|errors| {
            let mut problems = errors.problems().iter();
            problems.any(|problem| problem.code() == Code::ForbiddenSource)
        })
    };
    let decorations = [
        "?", ":", "!", "*", "#", "'", "\"", "(", ")", "&", "%", "–", "·", "?!",
    ];
    for field in Field::ALL {
        if !of_fence(field.name()) {
            continue;
        }
        for mark in decorations {
            let name = field.name();
            for source in [
                format!("{name}{mark}"),
                format!("{mark}{name}"),
                format!("{}{mark}{}", &name[..1], &name[1..]),
            ] {
                assert!(of_fence(&source), "{source}");
            }
        }
    }
    assert!(of_fence("pregnancy") && !of_fence("card_design"));
}
