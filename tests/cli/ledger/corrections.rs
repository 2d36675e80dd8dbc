//! Incidents and corrections on the command line, and an epoch that is entered before it is in use.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use cardsieve::PseudonymisationSecret;
use cardsieve::ledger::Event;

use super::super::studio::Studio;
use super::super::{cardsieve, code, stderr, stdout, told};
use super::{UNDER, ask, begin, desk, disclosures, export, ledger};

#[test]
fn an_incident_is_entered_by_codes_alone_and_its_number_makes_the_notice() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let today = disclosures(&desk)[0].0.created().to_string();
    let midnight = format!("{today}T00:00:00Z");
    let at = ["--recipient", "R", "--from", &today, "--to", &today];
    let aware = ["--aware-at", midnight.as_str()];
    let enter = |more: &[&str], expected: i32| {
        let fixed = [["incident"].as_slice(), &UNDER, &at, &aware, more].concat();
        told(&ask(&desk, &fixed), expected)
    };
    let codes = ["--code", "theft", "--code", "confidentiality"];
    assert!(enter(&codes, 0).contains("--incident 4"));
    // no account in words: it could hold a value of somebody
    enter(&["--code", "Mohammed's card was copied"], 2);
    enter(&["--note", "stolen"], 2);
    let to_come = ["--aware-at", "2199-01-01T00:00:00Z"];
    let future = [["incident"].as_slice(), &UNDER, &at, &to_come].concat();
    assert!(told(&ask(&desk, &future), 3).contains("incident-in-future"));
    let nobody = ["--recipient", "r", "--from", &today, "--to", &today];
    let nobody = [["incident"].as_slice(), &UNDER, &nobody, &aware].concat();
    assert!(told(&ask(&desk, &nobody), 3).contains("unknown-recipient"));
    let named = ["--ledger", "ledger.db"];
    let list = || stdout(&ask(&desk, &[["incident"].as_slice(), &named].concat()));
    assert_eq!(
        list(),
        format!(
            "entry 4: at R from {today} to {today}, aware at {midnight}, confidentiality, theft\n"
        )
    );
    let pack = |more: &[&str]| ask(&desk, &[["breach-pack"].as_slice(), &named, more].concat());
    let json = ["--format", "json"];
    // nor is a notice made of what is still to come
    let early = ["--as-of", "2026-01-01"];
    for more in [&[] as &[&str], &early] {
        let ahead = [at.as_slice(), &to_come, more].concat();
        told(&pack(&ahead), 2);
    }
    let by_number = stdout(&pack(&[["--incident", "4"], json].concat()));
    let by_hand = stdout(&pack(&[at.as_slice(), &aware, &json].concat()));
    let by_number: serde_json::Value = serde_json::from_str(&by_number).unwrap();
    let by_hand: serde_json::Value = serde_json::from_str(&by_hand).unwrap();
    for same in [
        "total",
        "batches",
        "columns",
        "letters",
        "deadlines",
        "recipient",
    ] {
        assert_eq!(by_number[same], by_hand[same], "{same}");
    }
    assert_eq!(by_number["incident"]["codes"][1], "theft");
    assert_eq!(
        code(&pack(&[["--incident", "4"].as_slice(), &at].concat())),
        2
    );
    assert_eq!(code(&pack(&at[..2])), 2);
    assert!(told(&pack(&["--incident", "3"]), 3).contains("incident-not-in-ledger at entry 3"));
    let holdings = ["holdings", "--recipient", "R", "--format", "html"];
    let page = stdout(&ask(&desk, &[holdings.as_slice(), &named].concat()));
    assert!(page.contains("class=\"incident\"") && page.contains("confidentiality, theft"));
    let correct = ["correction", "--entry", "4", "--reason", "entered-wrongly"];
    told(&ask(&desk, &[correct.as_slice(), &UNDER].concat()), 0);
    assert!(list().ends_with("; withdrawn by entry 5\n"));
    assert_eq!(code(&pack(&["--incident", "4"])), 3);
}

#[test]
fn what_was_recorded_afterwards_leaves_the_holdings_by_a_correction_and_the_answer_of_before_stays()
{
    let desk = desk();
    let past = [
        "record-past",
        "--profile",
        "warrant-card",
        "--controller",
        "C",
    ];
    let of = [
        "--recipient",
        "R",
        "--date",
        "2023-06-01",
        "--people",
        "412",
    ];
    let said = told(&ask(&desk, &[past.as_slice(), &UNDER, &of].concat()), 0);
    let batch = said.trim().rsplit(' ').next().unwrap();
    let named = ["--ledger", "ledger.db"];
    let holdings = |form: &str| {
        let question = ["holdings", "--recipient", "R", "--format", form];
        stdout(&ask(&desk, &[question.as_slice(), &named].concat()))
    };
    assert!(holdings("text").contains("1 batch, 412 rows, 412 people"));
    let list = || stdout(&ask(&desk, &[["correction"].as_slice(), &named].concat()));
    let listed = list();
    assert!(
        listed.contains(&format!(
            "recorded afterwards: batch {batch}; can be entered-wrongly, never-happened, deleted"
        )),
        "{listed}"
    );
    let correct = |more: &[&str], expected: i32| {
        told(
            &ask(&desk, &[["correction"].as_slice(), &UNDER, more].concat()),
            expected,
        )
    };
    correct(&["--reason", "deleted"], 2);
    correct(&["--entry", "2", "--reason", "because of Mohammed"], 2);
    assert!(
        correct(&["--entry", "1", "--reason", "deleted"], 3).contains("not-correctable at entry 1")
    );
    let nobody = ["--batch", "0000000000000000", "--reason", "deleted"];
    assert!(correct(&nobody, 3).contains("batch-not-in-ledger"));
    assert!(
        correct(&["--batch", batch, "--reason", "deleted"], 0)
            .contains("entry 3: from now on entry 2")
    );
    let text = holdings("text");
    assert!(
        text.contains("0 batches, 0 rows, 0 people")
            && text.contains("recorded as deleted, without a signature")
            && text.contains("recorded without a signature: deleted (entry 3, "),
        "{text}"
    );
    assert!(holdings("html").contains("Recorded as deleted, without a signature"));
    correct(&["--entry", "2", "--reason", "deleted"], 3);
    correct(&["--entry", "3", "--reason", "entered-wrongly"], 0);
    assert!(holdings("text").contains("412 people"));
    correct(&["--batch", batch, "--reason", "never-happened"], 0);
    let text = holdings("text");
    assert!(
        text.contains("not counted: withdrawn by a correction"),
        "{text}"
    );
    assert!(list().contains("corrected by entry 5"));
    told(&ask(&desk, &["verify", "--ledger", "ledger.db"]), 0);
}

#[test]
fn a_batch_that_by_the_ledger_never_left_is_known_again_when_it_is_found() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let batch = disclosures(&desk)[0].0.batch().to_string();
    let correct = [
        "correction",
        "--batch",
        &batch,
        "--reason",
        "never-happened",
    ];
    told(&ask(&desk, &[correct.as_slice(), &UNDER].concat()), 0);
    let whose = [["whose"].as_slice(), &UNDER, &["x.csv"]].concat();
    let said = told(&ask(&desk, &whose), 0);
    assert!(
        said.contains(&batch) && said.contains("by entry 4 of the ledger it never left"),
        "{said}"
    );
}

/// The epochs of the secret's file, and those that the ledger knows as being there.
fn epochs(desk: &super::Desk) -> (Vec<String>, Vec<String>) {
    let secret = PseudonymisationSecret::open(&desk.at("secret")).unwrap();
    let epochs = secret.epochs().skip(1).map(str::to_owned).collect();
    let all = ledger(desk).correctable().unwrap();
    let entered = all.iter().filter(|one| one.amended().is_none());
    let entered = entered.filter_map(|one| match one.entry().event() {
        Event::Rotated { epoch } => Some(epoch.to_string()),
        _ => None,
    });
    (epochs, entered.collect())
}

fn rotate(desk: &super::Desk, epoch: &str) -> std::process::Command {
    let mut command = cardsieve();
    command.current_dir(desk.path());
    command.args(["secret", "rotate", "secret", "--epoch", epoch]);
    command.args(UNDER);
    command
}

#[cfg(unix)]
#[test]
fn a_rotation_that_is_killed_at_any_instant_leaves_no_epoch_that_the_ledger_does_not_know() {
    let desk = desk();
    let begun = Instant::now();
    told(&rotate(&desk, "first").output().unwrap(), 0);
    let whole = begun.elapsed();
    let rounds = 30;
    for round in 0..rounds {
        let mut child = rotate(&desk, &format!("e-{round}"))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole * (round + 1) / rounds);
        child.kill().unwrap();
        child.wait().unwrap();
        ledger(&desk).verify(None).unwrap();
        let (there, entered) = epochs(&desk);
        assert!(
            there.iter().all(|epoch| entered.contains(epoch)),
            "{there:?} {entered:?}"
        );
    }
    // and after all that it goes on
    told(&rotate(&desk, "last").output().unwrap(), 0);
    assert_eq!(epochs(&desk).0.last().map(String::as_str), Some("last"));
}

#[cfg(unix)]
#[test]
fn a_rotation_that_cannot_be_entered_or_written_is_none_and_the_ledger_says_so() {
    let desk = desk();
    let secret = desk.text("secret");
    // no room for the entry: no file may grow beyond the size of the ledger
    let line = format!(
        "trap '' XFSZ; ulimit -f 1; exec {} secret rotate secret --epoch full --ledger ledger.db \
         --ledger-key ledger.key",
        env!("CARGO_BIN_EXE_cardsieve")
    );
    let mut command = std::process::Command::new("sh");
    command.current_dir(desk.path()).args(["-c", &line]);
    let output = command.env_clear().output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(desk.text("secret"), secret);
    assert_eq!(ledger(&desk).entries().unwrap().len(), 1);
    // a name that cannot be given: while the entry waits, a folder takes it
    let holder = rusqlite::Connection::open(desk.at("ledger.db")).unwrap();
    holder.busy_timeout(Duration::from_secs(5)).unwrap();
    let is_complete = || {
        desk.names()
            .iter()
            .any(|name| name.contains(".cardsieve-tmp-"))
    };
    let mut failed = 0;
    for round in 0..200 {
        let epoch = format!("e-{round}");
        let mut child = rotate(&desk, &epoch)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        while !is_complete() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        holder.execute_batch("BEGIN IMMEDIATE").unwrap();
        // held before the entry, or after it
        let is_held = is_complete() && child.try_wait().unwrap().is_none();
        let mut is_taken = false;
        if is_held {
            fs::rename(desk.at("secret"), desk.at("kept")).unwrap();
            // unless it has its name by now
            is_taken = fs::create_dir(desk.at("secret")).is_ok();
        }
        holder.execute_batch("COMMIT").unwrap();
        let output = child.wait_with_output().unwrap();
        if is_taken {
            fs::remove_dir(desk.at("secret")).unwrap();
            fs::rename(desk.at("kept"), desk.at("secret")).unwrap();
            failed += u32::from(output.status.code() == Some(1));
        }
        let (there, entered) = epochs(&desk);
        assert_eq!(there, entered, "{}", stderr(&output));
        if failed == 3 {
            break;
        }
    }
    assert!(
        failed > 0,
        "no rotation was caught between its entry and its name"
    );
    ledger(&desk).verify(None).unwrap();
}

#[test]
fn a_batch_whose_run_is_open_is_not_corrected_but_settled_first() {
    let desk = desk();
    told(&export(&desk, "x.csv", &[]), 0);
    let batch = disclosures(&desk)[0].0.batch().to_string();
    let correct = |batch: &str, reason: &str| {
        let correct = ["correction", "--batch", batch, "--reason", reason];
        ask(&desk, &[correct.as_slice(), &UNDER].concat())
    };
    told(&correct(&batch, "entered-wrongly"), 0);
    for reason in ["deleted", "never-happened"] {
        let said = told(&correct(&batch, reason), 3);
        assert!(
            said.contains("settle it first") && said.contains(&batch),
            "{said}"
        );
    }
    // there is no run of this one, and nothing that `recover` could list
    let said = told(&correct("00112233445566aa", "deleted"), 3);
    assert!(
        said.contains("batch-not-in-ledger") && !said.contains("recover"),
        "{said}"
    );
}

#[test]
fn a_run_that_is_open_and_that_its_recipient_has_signed_for_is_not_called_doubtful() {
    let studio = Studio::new();
    let desk = &studio.desk;
    begin(desk);
    let sign = ["--sign", "key"];
    told(
        &studio.export("x.zip", &[UNDER.as_slice(), &sign].concat()),
        0,
    );
    let batch = disclosures(desk)[0].0.batch().to_string();
    let wrongly = [
        "correction",
        "--batch",
        &batch,
        "--reason",
        "entered-wrongly",
    ];
    told(&ask(desk, &[wrongly.as_slice(), &UNDER].concat()), 0);
    let held = || {
        told(
            &ask(
                desk,
                &["holdings", "--ledger", "ledger.db", "--recipient", "R"],
            ),
            0,
        )
    };
    assert!(held().contains("and perhaps released (unknown)"));
    let trust = ["trust", "--bureau", "R", "--signer", "key.pub"];
    told(&ask(desk, &[trust.as_slice(), &UNDER].concat()), 0);
    let receipt = [
        "receipt", "x.zip", "--signer", "key.pub", "--output", "r.json",
    ];
    told(&ask(desk, &[receipt.as_slice(), &sign].concat()), 0);
    told(
        &ask(desk, &[["import", "r.json"].as_slice(), &UNDER].concat()),
        0,
    );
    let said = held();
    assert!(
        said.contains("and released, as its recipient has signed (arrival attested)"),
        "{said}"
    );
    assert!(!said.contains("perhaps"), "{said}");
    let as_of = disclosures(desk)[0].0.created();
    let all = ledger(desk).holdings("R", as_of).unwrap();
    let one = &all.batches()[0];
    assert!(one.is_signed_for() && one.released().is_none());
    assert!(one.departure().contains("as its recipient has signed"));
}
