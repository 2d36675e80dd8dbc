//! The deciding flags: what clears one, who says so, and that no report tells which it was.

use cardsieve::batch::{Finished, Form, Limits, Refusal};
use cardsieve::field::Flag;
use cardsieve::minimise::WithholdList;
use cardsieve::{Code, FlagSources, Minimiser, OfficerRecord, Profile, Rows, sample};

use crate::export::{BATCH, minimiser, object, secret};
use crate::generate::Raw;

mod list;
mod raised;
mod sources;
mod twins;

/// A sample officer of whom nothing is raised.
fn officer(row: u64) -> Raw {
    let mut raw: Raw = sample::record(3, row)
        .map(|(field, value)| (field.name(), value))
        .collect();
    for flag in Flag::ALL {
        raw.insert(flag.name(), "false".to_owned());
    }
    raw
}

fn record(json: &str) -> OfficerRecord<()> {
    serde_json::from_str(json).expect("an object")
}

fn warrant_card() -> Profile {
    Profile::preset("warrant-card").expect("a preset")
}

fn with_flags(flags: &FlagSources) -> Minimiser {
    Minimiser::new(
        &warrant_card(),
        &secret(),
        BATCH.parse().expect("an id"),
        flags,
    )
    .expect("reasons")
}

/// A sample officer's object with one member put in the place of a flag's.
fn with_member(flag: Flag, member: Option<&str>) -> OfficerRecord<()> {
    let mut raw = officer(1);
    raw.remove(flag.name());
    let mut json = object(&raw);
    if let Some(member) = member {
        json = format!(
            "{},\"{flag}\":{member}}}",
            json.trim_end_matches('}'),
            flag = flag.name()
        );
    }
    record(&json)
}

#[test]
fn four_words_and_a_boolean_clear_a_flag_and_all_else_raises_it() {
    let minimiser = minimiser(&warrant_card());
    let clear = [
        r#""false""#,
        r#""no""#,
        r#""n""#,
        r#""0""#,
        r#""FALSE""#,
        r#""No""#,
        r#"" N ""#,
        r#""\tfalse ""#,
        "false",
        "0",
    ];
    let raised = [
        r#""true""#,
        r#""yes""#,
        r#""y""#,
        r#""1""#,
        r#""""#,
        r#"" ""#,
        r#""none""#,
        r#""null""#,
        r#""unknown""#,
        r#""f""#,
        r#""nein""#,
        r#""ｎo""#,
        r#""0.0""#,
        r#""00""#,
        r#""-""#,
        r#""no.""#,
        r#""falſe""#,
        "true",
        "1",
        "null",
        "0.0",
        "[]",
        "{}",
        "[false]",
    ];
    for flag in Flag::ALL {
        for member in clear {
            let card = minimiser.minimise(&with_member(*flag, Some(member)));
            assert!(card.is_ok(), "{} {member} {card:?}", flag.name());
        }
        for member in raised.into_iter().map(Some).chain([None]) {
            let withheld = minimiser
                .minimise(&with_member(*flag, member))
                .expect_err("raised");
            assert!(withheld.is_flagged(), "{} {member:?}", flag.name());
        }
    }
}

#[test]
fn all_five_flags_share_one_code_and_one_text() {
    let minimiser = minimiser(&warrant_card());
    let mut told = Vec::new();
    for flag in Flag::ALL {
        let withheld = minimiser
            .minimise(&with_member(*flag, Some("true")))
            .expect_err("raised");
        assert_eq!(withheld.code(), Code::ContextFlag);
        assert_eq!(withheld.reasons().len(), 1);
        assert_eq!(withheld.reasons()[0].column(), None);
        told.push(format!("{withheld} {withheld:?}"));
    }
    told.dedup();
    assert_eq!(told.len(), 1, "the text must not tell which flag it was");
}

#[test]
fn a_raised_flag_hides_every_other_reason() {
    let minimiser = minimiser(&warrant_card());
    let mut raw = officer(1);
    raw.insert("covert", "true".to_owned());
    raw.insert("family_name", "12".to_owned());
    raw.remove("rank");
    let withheld = minimiser
        .minimise(&record(&object(&raw)))
        .expect_err("raised");
    assert!(withheld.is_flagged());
    assert_eq!(withheld.reasons().len(), 1);
}

#[test]
fn a_report_counts_flagged_rows_and_names_none() {
    let minimiser = minimiser(&warrant_card());
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for row in 1..=5 {
        let mut raw = officer(row);
        if row == 2 || row == 4 {
            raw.insert(Flag::ALL[row as usize].name(), "yes".to_owned());
        }
        rows.add(&record(&object(&raw))).expect("taken");
    }
    let finished = rows.finish().expect("rows");
    let report = finished.report();
    assert_eq!(
        (
            report.rows_released(),
            report.rows_withheld(),
            report.rows_flagged()
        ),
        (3, 2, 2)
    );
    assert_eq!(report.flagged_rows().collect::<Vec<_>>(), [2, 4]);
    assert!(report.withheld().is_empty());
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).expect("JSON");
    assert_eq!(json["rows"]["withheld_flagged"], 2);
    assert_eq!(json["withheld"], serde_json::json!([]));
    for flag in Flag::ALL {
        assert!(!report.to_json().contains(flag.name()));
    }
}

#[test]
fn a_profile_that_shows_nothing_of_a_person_reads_no_flag() {
    let fob = Profile::preset("access-fob").expect("a preset");
    let minimiser = minimiser(&fob);
    for flag in Flag::ALL {
        assert!(!minimiser.reads().contains(&flag.readable()));
        assert!(
            minimiser
                .minimise(&with_member(*flag, Some("true")))
                .is_ok()
        );
        assert!(minimiser.minimise(&with_member(*flag, None)).is_ok());
    }
    for flag in Flag::ALL {
        assert!(
            crate::export::minimiser(&warrant_card())
                .reads()
                .contains(&flag.readable())
        );
    }
}

#[test]
fn an_absent_flag_may_be_unset_and_refuses_the_batch_if_it_is_set() {
    for flag in Flag::ALL {
        let minimiser = with_flags(&FlagSources::from_records().absent(*flag, "not held here"));
        assert!(minimiser.minimise(&with_member(*flag, None)).is_ok());
        for member in ["false", "true", "\"\"", "\"no\"", "[]"] {
            let withheld = minimiser
                .minimise(&with_member(*flag, Some(member)))
                .expect_err("carried");
            assert!(withheld.refuses_the_batch(), "{} {member}", flag.name());
            assert_eq!(withheld.code(), Code::FlagWithoutSource);
            let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
            assert_eq!(
                rows.push(Err(withheld)).expect_err("refused").code(),
                Code::FlagWithoutSource
            );
        }
        // The other four are still asked for.
        for other in Flag::ALL.iter().filter(|other| *other != flag) {
            let mut raw = officer(1);
            raw.remove(flag.name());
            raw.remove(other.name());
            assert!(
                minimiser
                    .minimise(&record(&object(&raw)))
                    .expect_err("unset")
                    .is_flagged()
            );
        }
    }
}

#[test]
fn a_flag_is_not_absent_without_a_reason() {
    for reason in ["", " ", "\n", "a\u{202e}b", "a\0", &"x".repeat(201)] {
        let flags = FlagSources::from_records().absent(Flag::Minor, reason);
        let made = Minimiser::new(
            &warrant_card(),
            &secret(),
            BATCH.parse().expect("an id"),
            &flags,
        );
        assert_eq!(
            made.expect_err("no reason").code(),
            Code::FlagWithoutSource,
            "{reason:?}"
        );
    }
    let flags = FlagSources::from_records().absent(Flag::Minor, &"x".repeat(200));
    assert_eq!(
        with_flags(&flags)
            .flags()
            .declared_absent()
            .collect::<Vec<_>>(),
        [Flag::Minor]
    );
}

fn list(text: &str) -> WithholdList {
    text.parse().expect("ids")
}

#[test]
fn a_withhold_list_stands_for_the_flags_without_a_column() {
    let raw = |id: &str| {
        let mut raw = officer(1);
        raw.insert("record_id", id.to_owned());
        Flag::ALL.iter().for_each(|flag| {
            raw.remove(flag.name());
        });
        raw
    };
    let minimiser = with_flags(
        &FlagSources::from_records().listed(Flag::ALL, list("\u{feff}E-1\r\n\r\n  Siân  \n")),
    );
    for (id, is_listed) in [
        ("E-1", true),
        (" E-1\t", true),
        ("Sia\u{302}n", true),
        ("E-2", false),
        ("e-1", false),
        ("E-11", false),
    ] {
        let outcome = minimiser.minimise(&record(&object(&raw(id))));
        assert_eq!(
            outcome.is_err_and(|withheld| withheld.is_flagged()),
            is_listed,
            "{id:?}"
        );
    }
    // An id that cannot be read could be one of the list's.
    for id in ["", "\u{202e}E-2"] {
        assert!(
            minimiser
                .minimise(&record(&object(&raw(id))))
                .expect_err("unreadable")
                .is_flagged()
        );
    }
    // A record that bears a flag all the same is judged by both.
    let mut marked = raw("E-2");
    marked.insert("covert", "true".to_owned());
    assert!(
        minimiser
            .minimise(&record(&object(&marked)))
            .expect_err("raised")
            .is_flagged()
    );
}

#[test]
fn a_remark_behind_an_id_of_the_list_lets_nobody_through() {
    let lines = list("E-1 covert until 2027\nE-2\u{a0}x\nPC 7\nE-3\n");
    let minimiser = with_flags(&FlagSources::from_records().listed(Flag::ALL, lines));
    for (id, is_listed) in [
        ("E-1", true),
        ("E-2", true),
        ("E-3", true),
        ("PC 7", true),
        ("PC", true),
        ("PC 8", false),
        ("covert", false),
        ("7", false),
        ("E-4", false),
    ] {
        let mut raw = officer(1);
        raw.insert("record_id", id.to_owned());
        Flag::ALL.iter().for_each(|flag| {
            raw.remove(flag.name());
        });
        let outcome = minimiser.minimise(&record(&object(&raw)));
        let is_withheld = outcome.is_err_and(|withheld| withheld.is_flagged());
        assert_eq!(is_withheld, is_listed, "{id:?}");
    }
    // the lines themselves are met by the one id that is written so
    assert_eq!(minimiser.withheld_ids_not_found(), 2);
}

#[test]
fn a_withhold_list_holds_an_id_at_least_and_ids_only() {
    for (text, code, lines) in [
        ("", Code::EmptyList, vec![]),
        ("\n \n\t\n", Code::EmptyList, vec![]),
        (
            "E-1\nE\u{200b}2\n\nE\u{202e}3\n",
            Code::BadListId,
            vec![2, 4],
        ),
        (&"x".repeat(65), Code::BadListId, vec![1]),
    ] {
        let errors = text.parse::<WithholdList>().expect_err("no list");
        assert_eq!((errors.code(), errors.lines().to_vec()), (code, lines));
    }
}

#[test]
fn ids_that_are_not_found_are_counted_and_refused_when_strict() {
    let run = |limits: Limits| -> (Result<Finished, Box<Refusal>>, usize) {
        let minimiser = with_flags(
            &FlagSources::from_records().listed(&[Flag::Minor], list("E-1\nE-2\nE-3\n")),
        );
        let mut rows = Rows::new(&minimiser, Form::Csv, limits);
        let mut raw = officer(1);
        raw.insert("record_id", "E-9".to_owned());
        rows.add(&record(&object(&raw))).expect("taken");
        if limits == Limits::default() {
            let mut listed = officer(2);
            listed.insert("record_id", "E-2".to_owned());
            rows.add(&record(&object(&listed))).expect("counted");
        }
        (rows.finish(), minimiser.withheld_ids_not_found())
    };
    let (finished, missing) = run(Limits::default());
    assert_eq!(finished.expect("rows").report().rows_flagged(), 1);
    assert_eq!(missing, 2);
    let (refused, missing) = run(Limits::default().strict());
    assert_eq!(
        refused.expect_err("not found").refused().code(),
        Code::WithheldIdNotFound
    );
    assert_eq!(missing, 3);
}
