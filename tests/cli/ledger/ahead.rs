//! Entries of a clock that was fast: no answer of today denies them in silence.

use cardsieve::ledger::{Ledger, LedgerKey, Moment, Past};

use super::super::{Desk, told};
use super::{UNDER, ask, desk, export};

/// A ledger that was begun, and one disclosure of this desk's, as by a clock that is years ahead.
fn fast() -> Desk {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let key = LedgerKey::open(&desk.at("ledger.key")).unwrap();
    let far: Moment = "2150-06-01T09:00:00Z".parse().unwrap();
    let mut ledger = Ledger::open(&desk.at("ledger.db")).unwrap();
    let profile = cardsieve::Profile::preset("warrant-card").unwrap();
    let profile = profile.with_parties(Some("C"), Some("S")).unwrap();
    let past = Past::new(&profile, "2023-06-01".parse().unwrap(), None, 7, 0).unwrap();
    ledger.record_past(&key, past, far).unwrap();
    desk
}

#[test]
fn what_is_dated_after_now_is_told_by_verify_and_by_every_question_as_of_today() {
    let desk = fast();
    let named = &UNDER[..2];
    let ahead = "1 entry is dated after now, from entry 4";
    let said = told(&ask(&desk, &[["verify"].as_slice(), named].concat()), 0);
    assert!(said.contains(ahead) && said.contains("in order"), "{said}");
    let question =
        |verb: &[&str], more: &[&str], code| told(&ask(&desk, &[verb, named, more].concat()), code);
    for verb in [
        ["holdings", "--recipient", "S"].as_slice(),
        &["overdue"],
        &["recipients"],
    ] {
        let said = question(verb, &[], 0);
        assert!(
            said.contains(ahead) && said.contains("--as-of 2150-06-01"),
            "{said}"
        );
        // of a day before, it is not there, and with a day after it is
        assert!(!question(verb, &["--as-of", "2026-01-01"], 0).contains("after now"));
        let code = if verb == ["overdue"] { 3 } else { 0 };
        assert!(!question(verb, &["--as-of", "2150-06-01"], code).contains("leaves"));
    }
    let days = [
        "diff",
        "--recipient",
        "S",
        "--from",
        "2026-01-01",
        "--to",
        "2149-01-01",
    ];
    assert!(question(&days, &[], 0).contains(ahead));
    let asked = [
        "exposure",
        "--subject",
        "nobody",
        "--ledger-key",
        "ledger.key",
    ];
    let said = question(&asked, &[], 0);
    assert!(
        said.contains("this answer counts them") && said.contains("before there was"),
        "{said}"
    );
    let said = question(&["whose", "x.csv", "--ledger-key", "ledger.key"], &[], 0);
    assert!(said.contains("this answer counts them"), "{said}");
}

#[test]
fn nothing_is_denied_of_a_person_for_another_reason_than_the_one_that_is_so() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let ask_of = |id: &str, more: &[&str]| {
        let asked = ["exposure", "--subject", id];
        told(&ask(&desk, &[asked.as_slice(), &UNDER, more].concat()), 0)
    };
    let denied = "of exactly this record id";
    let id = desk
        .text("hr.csv")
        .lines()
        .nth(1)
        .unwrap()
        .split(',')
        .next()
        .unwrap()
        .to_owned();
    assert!(!ask_of(&id, &[]).contains(denied));
    assert!(ask_of("nobody", &[]).contains("nothing is entered about a person of exactly"));
    // entered later than asked
    let early = ask_of(&id, &["--as-of", "2026-01-01"]);
    assert!(
        early.contains("entered after 2026-01-01: 1") && !early.contains(denied),
        "{early}"
    );
    // withdrawn
    let correct = ["correction", "--entry", "3", "--reason", "never-happened"];
    told(&ask(&desk, &[correct.as_slice(), &UNDER].concat()), 0);
    let withdrawn = ask_of(&id, &[]);
    assert!(
        withdrawn.contains("by the ledger never left: 1") && !withdrawn.contains(denied),
        "{withdrawn}"
    );
    let correct = ["correction", "--entry", "4", "--reason", "entered-wrongly"];
    told(&ask(&desk, &[correct.as_slice(), &UNDER].concat()), 0);
    // of a year whose key is not there
    let key = desk.text("ledger.key");
    let heads = key.lines().filter(|line| line.starts_with("head "));
    let head: String = heads
        .map(|line| format!("{line}\n2001 {}\n", "5a".repeat(32)))
        .collect();
    desk.put("ledger.key", head);
    let blind = ask_of(&id, &[]);
    assert!(
        blind.contains("in the years whose keys the key file has"),
        "{blind}"
    );
    assert!(blind.contains("the key file has no key for 20"), "{blind}");
}
