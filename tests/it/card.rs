//! What holds released or raw values: how it is read, and that it says nothing by itself.

use cardsieve::batch::{Form, Limits};
use cardsieve::field::{Field, Flag, Readable};
use cardsieve::minimise::WithholdList;
use cardsieve::record::{Input, InputOptions};
use cardsieve::{Code, FlagSources, Minimiser, OfficerRecord, Profile, Rows, sample};

use crate::export::{BATCH, csv, minimiser, object, secret};
use crate::generate::Raw;

fn officer(row: u64) -> Raw {
    sample::record(3, row)
        .map(|(field, value)| (field.name(), value))
        .chain(
            Flag::ALL
                .iter()
                .map(|flag| (flag.name(), "false".to_owned())),
        )
        .collect()
}

fn record(raw: &Raw) -> OfficerRecord {
    serde_json::from_str(&object(raw)).expect("an object")
}

fn warrant_card() -> Profile {
    Profile::preset("warrant-card").expect("a preset")
}

#[test]
fn whatever_holds_values_has_a_constant_for_debug() {
    let profile = warrant_card();
    let minimiser = minimiser(&profile);
    let raw = officer(1);
    let record = record(&raw);
    let erased: OfficerRecord<()> = serde_json::from_str(&object(&raw)).expect("an object");
    let card = minimiser.minimise(&record).expect("released");
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    rows.add(&record).expect("taken");
    let text = csv(&[raw]);
    let mut input = Input::open(text.as_bytes(), &InputOptions::default(), None).expect("sound");
    let list: WithholdList = "E-000001\n".parse().expect("ids");
    let mut shown = vec![
        (format!("{record:?}{record:#?}"), "OfficerRecord"),
        (format!("{erased:?}{erased:#?}"), "OfficerRecord"),
        (format!("{minimiser:?}{minimiser:#?}"), "Minimiser"),
        (format!("{card:?}{card:#?}"), "CardRecord"),
        (format!("{rows:?}{rows:#?}"), "Rows"),
        (format!("{input:?}{input:#?}"), "Input"),
        (format!("{list:?}{list:#?}"), "WithholdList"),
    ];
    let secret = secret();
    shown.push((format!("{secret:?}{secret:#?}"), "PseudonymisationSecret"));
    let builder = OfficerRecord::builder();
    shown.push((format!("{builder:?}{builder:#?}"), "Builder"));
    let row = input.next().expect("sound").expect("a row");
    shown.push((format!("{row:?}{row:#?}"), "StreamedRow"));
    let finished = rows.finish().expect("released");
    shown.push((format!("{finished:?}{finished:#?}"), "Finished"));
    for (told, name) in shown {
        assert_eq!(told, format!("{name} {{ .. }}").repeat(2));
    }
}

#[test]
fn a_card_is_read_by_header_and_in_the_order_of_the_columns() {
    let profile = warrant_card();
    let card = minimiser(&profile)
        .minimise(&record(&officer(1)))
        .expect("released");
    let headers: Vec<&str> = card.iter().map(|(header, _)| header).collect();
    let columns: Vec<&str> = profile.columns().iter().map(|c| c.header()).collect();
    assert_eq!(headers, columns);
    for (header, cell) in card.iter() {
        assert!(!cell.is_empty());
        assert_eq!(card.get(header), Some(cell));
    }
    assert_eq!(card.get("no such header"), None);
}

#[test]
fn a_minimiser_tells_what_it_was_made_of() {
    let profile = warrant_card();
    let list: WithholdList = "E-000001\n".parse().expect("ids");
    let flags = FlagSources::from_records()
        .absent(Flag::Minor, "nobody here is a minor")
        .listed(&[Flag::Covert], list);
    let batch = BATCH.parse().expect("an id");
    let minimiser = Minimiser::new(&profile, &secret(), batch, &flags).expect("reasons");
    assert_eq!(minimiser.profile().fingerprint(), profile.fingerprint());
    assert_eq!(minimiser.batch(), batch);
    let absent: Vec<Flag> = minimiser.flags().declared_absent().collect();
    assert_eq!(absent, [Flag::Minor]);
    assert_eq!(minimiser.withheld_ids_not_found(), 1);
    let reads: Vec<Field> = minimiser.reads().iter().map(|read| read.field()).collect();
    assert!(minimiser.reads().is_sorted());
    for column in profile.columns() {
        for part in column.field_parts() {
            assert!(reads.contains(&part.field()), "{}", part.field().name());
        }
    }
    for flag in Flag::ALL {
        assert!(minimiser.reads().contains(&flag.readable()));
    }
}

#[test]
fn an_id_is_read_only_for_a_part_or_a_list() {
    let text = Profile::preset_source("warrant-card").expect("a preset");
    let text = text
        .replace("\"record_id\"", "\"esr_employee_no\"")
        .replace("scope = \"batch\"", "scope = \"recipient\"");
    let profile: Profile = text.parse().expect("a profile without a record id");
    let reads_the_id = |flags: &FlagSources| {
        let batch = BATCH.parse().expect("an id");
        let minimiser = Minimiser::new(&profile, &secret(), batch, flags).expect("reasons");
        minimiser.reads().contains(&Readable::RecordId)
    };
    assert!(!reads_the_id(&FlagSources::from_records()));
    let list: WithholdList = "E-000001\n".parse().expect("ids");
    assert!(reads_the_id(
        &FlagSources::from_records().listed(&[Flag::Covert], list)
    ));
}

#[test]
fn names_that_are_words_for_a_status_are_counted_and_go() {
    let minimiser = minimiser(&warrant_card());
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for (row, name) in (1..).zip(["Leaver", "Okafor", "COVERT", "Ng", "alias"]) {
        let mut raw = officer(row);
        raw.insert("family_name", name.to_owned());
        rows.add(&record(&raw)).expect("taken");
    }
    let finished = rows.finish().expect("released");
    assert_eq!(finished.report().rows_released(), 5);
    assert_eq!(finished.report().doubtful_names(), 3);
}

#[test]
fn a_repeated_run_gives_its_rows_only_if_they_are_the_same() {
    let minimiser = minimiser(&warrant_card());
    let run = |rows: std::ops::Range<u64>| {
        let mut batch = Rows::new(&minimiser, Form::Csv, Limits::default());
        for row in rows {
            batch.add(&record(&officer(row))).expect("taken");
        }
        batch.finish().expect("released")
    };
    let first = run(1..9);
    let sha256 = first.sha256().to_owned();
    let mut bytes = Vec::new();
    first.write_to(&mut bytes).expect("a vector");
    let mut again = Vec::new();
    let repeated = run(1..9).repeating(&sha256.to_ascii_uppercase());
    repeated
        .expect("the same")
        .write_to(&mut again)
        .expect("a vector");
    assert_eq!(bytes, again);
    let refusal = run(1..10).repeating(&sha256).expect_err("another row");
    assert_eq!(refusal.refused().code(), Code::RowsDiffer);
    assert_eq!(refusal.report().sha256(), None);
    assert!(run(1..9).repeating("").is_err());
}
