//! Which flags are raised, how many, by what text and by which source: nobody is told.

use cardsieve::batch::{Form, Limits};
use cardsieve::field::{Flag, Readable};
use cardsieve::minimise::WithholdList;
use cardsieve::record::Reading;
use cardsieve::{FlagSources, Minimiser, Record, Rows};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::{officer, with_flags};
use crate::silence::chain;

/// A flag of somebody: clear, or raised in one of the ways in which it can be.
#[derive(Clone, Debug)]
enum State {
    Missing,
    Unusable,
    Text(String),
}

/// Somebody of a sample, with these flags.
struct Somebody {
    texts: Vec<(Readable, String)>,
    flags: Vec<State>,
}

impl Somebody {
    fn new(row: u64, flags: Vec<State>) -> Self {
        let texts = officer(row).into_iter().filter_map(|(name, text)| {
            let field = cardsieve::Field::from_name(name)?.readable()?;
            Some((field, text))
        });
        Self {
            texts: texts.collect(),
            flags,
        }
    }
}

impl Record for Somebody {
    fn read(&self, field: Readable) -> Reading<'_> {
        let flag = Flag::ALL.iter().position(|flag| flag.readable() == field);
        match flag.map(|at| &self.flags[at]) {
            Some(State::Missing) => return Reading::Missing,
            Some(State::Unusable) => return Reading::Unusable,
            Some(State::Text(text)) => return Reading::Text(text),
            None => {}
        }
        let found = self.texts.iter().find(|(of, _)| *of == field);
        found.map_or(Reading::Missing, |(_, text)| Reading::Text(text))
    }
}

fn clear() -> BoxedStrategy<State> {
    select(vec!["false", " No ", "n", "0", "FALSE"])
        .prop_map(|text| State::Text(text.to_owned()))
        .boxed()
}

/// Whatever does not clearly say no, of any length.
fn raised() -> BoxedStrategy<State> {
    let is_clear =
        |text: &str| ["false", "no", "n", "0"].contains(&text.trim().to_ascii_lowercase().as_str());
    let long = ("[ -~é]{1,8}", 8_usize..600).prop_map(|(text, times)| text.repeat(times));
    let texts = prop_oneof![
        select(vec![
            "true",
            "yes",
            "1",
            "",
            " ",
            "ｎｏ",
            "false.",
            "no, see notes",
            "0.0"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,80}",
        (20_usize..5000).prop_map(|blanks| format!("false{}x", " ".repeat(blanks))),
        long,
    ];
    prop_oneof![
        1 => Just(State::Missing),
        1 => Just(State::Unusable),
        6 => texts.prop_filter("clear", move |text| !is_clear(text)).prop_map(State::Text),
    ]
    .boxed()
}

/// The flags of somebody who stays behind: one at least is raised.
fn some_raised() -> BoxedStrategy<Vec<State>> {
    let count = Flag::ALL.len();
    subsequence((0..count).collect::<Vec<_>>(), 1..=count)
        .prop_flat_map(move |which| {
            let flags = (0..count).map(|at| {
                if which.contains(&at) {
                    raised()
                } else {
                    clear()
                }
            });
            flags.collect::<Vec<_>>()
        })
        .boxed()
}

fn all_clear() -> BoxedStrategy<Vec<State>> {
    Flag::ALL
        .iter()
        .map(|_| clear())
        .collect::<Vec<_>>()
        .boxed()
}

/// The flags of somebody, once so and once otherwise, and whether some are raised.
type Twins = (Vec<State>, Vec<State>, bool);

/// All that anybody gets to see, and how many leave.
fn seen(minimiser: &Minimiser, people: &[(u64, Vec<State>)], form: Form) -> (String, u64) {
    let mut rows = Rows::new(minimiser, form, Limits::default());
    let mut told = String::new();
    for (row, flags) in people {
        let somebody = Somebody::new(*row, flags.clone());
        if let Err(withheld) = minimiser.minimise(&somebody) {
            told += &chain(&withheld);
        }
        rows.add(&somebody).expect("nothing refuses");
    }
    match rows.finish() {
        Ok(finished) => {
            let mut bytes = Vec::new();
            finished.write_to(&mut bytes).expect("a vector");
            let report = finished.report();
            let flagged: Vec<u64> = report.flagged_rows().collect();
            told += &format!("{}{report:?}{flagged:?}{finished:?}", report.to_json());
            told += &String::from_utf8(bytes).expect("UTF-8");
            assert_eq!(
                report.rows_released() + report.rows_withheld(),
                report.rows_read()
            );
            assert_eq!(report.rows_flagged(), report.rows_withheld());
            (told, report.rows_released())
        }
        Err(refusal) => (told + &chain(&*refusal) + &refusal.report().to_json(), 0),
    }
}

proptest! {
    #[test]
    fn which_flags_are_raised_and_how_changes_nothing_that_is_seen(
        people in proptest::collection::vec(
            prop_oneof![
                1 => all_clear().prop_map(|flags| (flags.clone(), flags, false)),
                2 => (some_raised(), some_raised()).prop_map(|(one, other)| (one, other, true)),
            ],
            1..6,
        ),
        form in crate::export::forms(),
        is_listed in any::<bool>(),
    ) {
        // a list beside the flags changes nothing of what they say
        let list = || "nobody-of-these".parse::<WithholdList>().expect("ids");
        let sources = if is_listed {
            FlagSources::from_records().listed(&[Flag::Covert, Flag::Minor], list())
        } else {
            FlagSources::from_records()
        };
        let minimiser = with_flags(&sources);
        // what stands for a flag that the list stands for may be missing
        let given = |state: &State| match state {
            State::Missing if is_listed => State::Text("maybe".to_owned()),
            other => other.clone(),
        };
        let side = |pick: fn(&Twins) -> &Vec<State>| -> Vec<(u64, Vec<State>)> {
            let flags = people.iter().map(|person| pick(person).iter().map(given).collect());
            (1..).zip(flags).collect()
        };
        let (left, released) = seen(&minimiser, &side(|person| &person.0), form);
        let (right, _) = seen(&minimiser, &side(|person| &person.1), form);
        prop_assert_eq!(left, right);
        let clear = people.iter().filter(|person| !person.2).count() as u64;
        prop_assert_eq!(released, clear);
    }
}

#[test]
fn everybody_of_a_long_list_stays_behind() {
    const LISTED: usize = 5000;
    let lines: String = (0..LISTED).map(|id| format!("E-{id}\n")).collect();
    let list: WithholdList = lines.parse().expect("ids");
    let minimiser = with_flags(&FlagSources::from_records().listed(Flag::ALL, list));
    let mut somebody = Somebody::new(1, vec![State::Missing; Flag::ALL.len()]);
    for id in 0..LISTED + 100 {
        for (field, text) in &mut somebody.texts {
            if *field == Readable::RecordId {
                *text = format!("E-{id}");
            }
        }
        let outcome = minimiser.minimise(&somebody);
        assert_eq!(outcome.is_err(), id < LISTED, "{id}");
    }
    assert_eq!(minimiser.withheld_ids_not_found(), 0);
}
