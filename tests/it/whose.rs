//! G5: no refusal and no report says whose flag is raised.

use cardsieve::batch::{Form, Limits, Refusal};
use cardsieve::field::Flag;
use cardsieve::{OfficerRecord, Profile, Rows};

use crate::export::{minimiser, object};
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
