//! G5: no refusal and no report says whose flag is raised.

use cardsieve::batch::{Form, Limits, Refusal};
use cardsieve::field::Flag;
use cardsieve::record::{Format, Input, InputError, InputOptions, Map};
use cardsieve::{BatchId, FlagSources, Minimiser, OfficerRecord, Profile, Rows};

use crate::export::{BATCH, minimiser, object, secret};
use crate::generate::Raw;

/// How many people there are.
const PEOPLE: usize = 7;

fn person(number: usize, name: &str) -> Raw {
    let mut raw = Raw::from([
        ("record_id", format!("E-{number}")),
        ("family_name", name.to_owned()),
        ("warrant_number", format!("{}", 100_000 + number)),
    ]);
    for flag in Flag::ALL {
        raw.insert(flag.name(), "false".to_owned());
    }
    raw
}

fn profile(least: usize) -> Profile {
    format!(
        "format = 1\nname = \"n\"\ncontroller = \"C\"\nrecipient = \"R\"\npurpose = \"P\"\ndelete_after_days = 1\n\
         min_rows = {least}\n\
         [[column]]\nheader = \"r\"\nplace = \"matching\"\n\
         parts = [{{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }}]\n\
         [[column]]\nheader = \"n\"\nplace = \"front\"\nparts = [{{ field = \"family_name\", treatment = \"keep\" }}]\n\
         [[column]]\nheader = \"w\"\nplace = \"front\"\nparts = [{{ field = \"warrant_number\", treatment = \"keep\" }}]\n"
    )
    .parse()
    .unwrap_or_else(|errors| panic!("{errors}"))
}

/// All that is told of a batch that does not go.
fn refusal(profile: &Profile, people: &[Raw], limits: Limits) -> String {
    let minimiser = minimiser(profile);
    let mut rows = Rows::new(&minimiser, Form::Csv, limits);
    for raw in people {
        let record: OfficerRecord = serde_json::from_str(&object(raw)).expect("an object");
        if let Err(refused) = rows.add(&record) {
            return told(&rows.refuse(refused));
        }
    }
    told(&rows.finish().expect_err("it does not go"))
}

fn told(refusal: &Refusal) -> String {
    let (refused, report) = (refusal.refused(), refusal.report());
    format!(
        "{refusal} {refusal:?} {refused:?} {report:?} {}",
        report.to_json()
    )
}

/// What stands behind this many rows.
type Beyond = fn(usize) -> Vec<Raw>;

#[test]
fn a_refusal_is_the_same_whoever_has_a_raised_flag() {
    let strict = Limits::default().strict();
    // what else is wrong, and what stands behind all of them
    let faults: [(&str, usize, Limits, Beyond); 7] = [
        ("a strict run", 1, strict, |_| Vec::new()),
        ("too few rows", PEOPLE, Limits::default(), |_| Vec::new()),
        (
            "another length",
            1,
            Limits::default().expect_rows(50),
            |_| Vec::new(),
        ),
        (
            "too many rows",
            1,
            Limits::default().expect_rows(PEOPLE as u64),
            |_| vec![person(50, "Late")],
        ),
        (
            "another row of the person",
            1,
            Limits::default(),
            |raised| vec![person(raised, "Twin")],
        ),
        ("the same, strictly", 1, strict, |raised| {
            vec![person(50, "N7"), person(raised, "Twin")]
        }),
        ("somebody twice", 1, Limits::default(), |_| {
            vec![person(50, "One"), person(50, "Two")]
        }),
    ];
    for (about, least, limits, behind) in faults {
        let profile = profile(least);
        let told: Vec<String> = (0..PEOPLE)
            .map(|raised| {
                let mut people: Vec<Raw> =
                    (0..PEOPLE).map(|number| person(number, "Smith")).collect();
                people[raised].insert("covert", "true".to_owned());
                people.extend(behind(raised));
                refusal(&profile, &people, limits)
            })
            .collect();
        for one in &told {
            assert_eq!(one, &told[0], "{about}");
        }
    }
}

/// All that is told of a run over these lines of JSON, in which a flag turns up that must not.
fn streamed(profile: &Profile, map: &str, people: &[Raw]) -> String {
    let map: Map = map.parse().unwrap_or_else(|errors| panic!("{errors}"));
    let lines: String = people.iter().map(|raw| object(raw) + "\n").collect();
    let options = InputOptions::new().format(Format::Ndjson);
    let minimiser = minimiser(profile);
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    let mut input = match Input::open(lines.as_bytes(), &options, Some(&map)) {
        Ok(input) => input,
        Err(InputError::Refused(refused)) => return told(&rows.refuse(refused)),
        Err(error) => panic!("{error}"),
    };
    loop {
        match input.next() {
            Ok(Some(row)) => rows.add(&row).expect("taken"),
            Ok(None) => panic!("it goes"),
            Err(InputError::Refused(refused)) => return told(&rows.refuse(refused)),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn nobody_learns_in_whose_record_a_flag_turns_up_that_was_declared_absent_or_has_another_source() {
    let profile = profile(1);
    let columns = "[columns]\nrecord_id = \"record_id\"\nfamily_name = \"family_name\"\n\
        warrant_number = \"warrant_number\"\n";
    let absent: String = Flag::ALL
        .iter()
        .map(|flag| format!("{} = \"not held\"\n", flag.name()))
        .collect();
    let led = "Marks = \"covert\"\n";
    for map in [
        format!("{columns}[absent]\n{absent}"),
        format!("{columns}{led}"),
    ] {
        // in the first record, a column's number would be another
        let told: Vec<String> = (1..PEOPLE)
            .map(|raised| {
                let mut people: Vec<Raw> =
                    (0..PEOPLE).map(|number| person(number, "Smith")).collect();
                for (number, person) in people.iter_mut().enumerate() {
                    for flag in Flag::ALL {
                        person.remove(flag.name());
                    }
                    if number == raised {
                        person.insert("covert", "true".to_owned());
                    }
                }
                // before it, and behind it, others stay behind for reasons of their own
                people[1].remove("warrant_number");
                people[5].remove("warrant_number");
                streamed(&profile, &map, &people)
            })
            .collect();
        for one in &told {
            assert_eq!(one, &told[0]);
        }
    }
}

#[test]
fn nobody_learns_which_typed_record_has_a_flag_that_was_declared_absent() {
    let profile = profile(1);
    let batch: BatchId = BATCH.parse().expect("an id");
    let flags = FlagSources::from_records().absent(Flag::Minor, "adults only");
    let minimiser = Minimiser::new(&profile, &secret(), batch, &flags).expect("a reason");
    let told: Vec<String> = (0..PEOPLE)
        .map(|raised| {
            let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
            for number in 0..PEOPLE {
                let mut raw = person(number, "Smith");
                raw.remove("minor");
                if number == 2 {
                    raw.remove("warrant_number");
                }
                if number == raised {
                    raw.insert("minor", "true".to_owned());
                }
                let record: OfficerRecord = serde_json::from_str(&object(&raw)).expect("an object");
                if let Err(refused) = rows.add(&record) {
                    return told(&rows.refuse(refused));
                }
            }
            panic!("it goes")
        })
        .collect();
    for one in &told {
        assert_eq!(one, &told[0]);
    }
}
