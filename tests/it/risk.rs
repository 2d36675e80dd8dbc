//! Risk: one answer for records, for rows in either form and for what an export is about to write.

use std::collections::HashMap;

use cardsieve::batch::{Form, Limits};
use cardsieve::field::Flag;
use cardsieve::profile::Identifier;
use cardsieve::risk::{self, Assessor, Report};
use cardsieve::{CardRecord, OfficerRecord, Profile, Rows, sample};
use proptest::prelude::*;

use crate::export::{minimiser, object};
use crate::generate::Raw;

fn officers(seed: u64, rows: u64) -> Vec<OfficerRecord<()>> {
    let officer = |row| {
        let mut raw: Raw = sample::record(seed, row)
            .map(|(field, value)| (field.name(), value))
            .collect();
        for flag in Flag::ALL {
            raw.insert(flag.name(), "false".to_owned());
        }
        serde_json::from_str(&object(&raw)).expect("an object")
    };
    (1..=rows).map(officer).collect()
}

fn cards(profile: &Profile, officers: &[OfficerRecord<()>]) -> Vec<CardRecord> {
    let minimiser = minimiser(profile);
    let cards = officers.iter().map(|officer| minimiser.minimise(officer));
    cards.filter_map(Result::ok).collect()
}

/// Counted once more, with strings in a map.
fn recount(cards: &[CardRecord], headers: &[&str]) -> (u64, u64, u64) {
    let mut classes: HashMap<Vec<String>, u64> = HashMap::new();
    for card in cards {
        let key = headers
            .iter()
            .map(|header| card.get(header).expect("a cell").to_owned());
        *classes.entry(key.collect()).or_default() += 1;
    }
    let unique = classes.values().filter(|size| **size == 1).count() as u64;
    let smallest = classes.values().min().copied().expect("a class");
    (smallest, unique, classes.len() as u64)
}

fn read(profile: &Profile, bytes: &[u8]) -> Report {
    let mut assessor = Assessor::new(profile);
    assessor.read(bytes, None).expect("whole rows");
    assessor.finish().expect("rows")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn records_rows_and_exports_have_one_risk_and_it_is_the_recount(
        preset in prop::sample::select(Profile::preset_names().collect::<Vec<_>>()), seed: u64, rows in 8..90_u64,
    ) {
        let profile = Profile::preset(preset).expect("a preset");
        let officers = officers(seed, rows);
        let cards = cards(&profile, &officers);
        let report = risk::assess(&cards).expect("rows");
        let quasi: Vec<&str> = profile.columns_that_are(Identifier::Quasi).map(|column| column.header()).collect();
        let figures = report.quasi_identifiers();
        prop_assert_eq!((figures.smallest, figures.unique, figures.classes), recount(&cards, &quasi));
        for set in report.subsets() {
            let headers: Vec<&str> = set.columns().iter().map(String::as_str).collect();
            let figures = set.figures();
            prop_assert_eq!((figures.smallest, figures.unique, figures.classes), recount(&cards, &headers));
        }
        for form in [Form::Csv, Form::Ndjson] {
            let minimiser = minimiser(&profile);
            let mut rows = Rows::new(&minimiser, form, Limits::default());
            for officer in &officers {
                rows.push(minimiser.minimise(officer)).expect("room");
            }
            let finished = rows.finish().expect("a batch");
            let mut bytes = Vec::new();
            finished.write_to(&mut bytes).expect("memory");
            let mut assessor = Assessor::new(&profile);
            assessor.add_finished(&finished).expect("our own rows");
            let of_export = assessor.finish().expect("rows");
            prop_assert_eq!(&read(&profile, &bytes), &of_export);
            prop_assert_eq!(&of_export, &report);
            let mut told = finished.report().clone();
            prop_assert!(told.to_json().contains("\"risk\":null"));
            of_export.add_to(&mut told);
            let inner = format!("\"risk\":{},\"rows\"", of_export.to_json());
            prop_assert!(told.to_json().contains(&inner));
        }
    }
}

#[test]
fn records_of_two_profiles_are_not_counted_together() {
    let staff = Profile::preset("staff-card").expect("a preset");
    let warrant = Profile::preset("warrant-card").expect("a preset");
    let mut all = cards(&staff, &officers(1, 3));
    all.extend(cards(&warrant, &officers(1, 3)));
    let refused = risk::assess(&all).expect_err("two profiles");
    assert_eq!(refused.code().name(), "other-profile");
    assert_eq!(refused.row(), Some(4));
}

#[test]
fn no_form_of_a_risk_report_holds_a_value() {
    let profile = Profile::preset("nhs-card").expect("a preset");
    let cards = cards(&profile, &officers(5, 40));
    let report = risk::assess(&cards).expect("rows").asking(3);
    let said = format!("{report:?} {} {}", report.to_text(), report.to_json());
    let mut looked_for = 0;
    for card in &cards {
        for (header, cell) in card.iter() {
            // counts and the profile's own words can equal a short value
            let is_own = profile
                .columns()
                .iter()
                .any(|column| column.header().contains(cell));
            if cell.len() > 3 && !is_own {
                looked_for += 1;
                assert!(!said.contains(cell), "{header}");
            }
        }
    }
    assert!(looked_for > 150, "{looked_for}");
}
