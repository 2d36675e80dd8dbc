//! A paper or a head and its signature: two files, of which a run that is killed can leave one.

use std::process::{Command, Stdio};
use std::time::Instant;

use super::super::studio::Studio;
use super::super::{cardsieve, told};
use super::{UNDER, ask, begin};

/// A desk with a signed batch that was entered.
fn studio() -> Studio {
    let studio = Studio::new();
    begin(&studio.desk);
    let sealed = [UNDER.as_slice(), &["--sign", "key"]].concat();
    told(&studio.export("x.zip", &sealed), 0);
    studio
}

const RECEIPT: [&str; 6] = [
    "receipt",
    "x.zip",
    "--signer",
    "signers.txt",
    "--sign",
    "key",
];
const HEAD: [&str; 3] = ["head", "--ledger", "ledger.db"];

/// Both files of a pair.
fn both(studio: &Studio, name: &str) -> [bool; 2] {
    [name.to_owned(), format!("{name}.minisig")].map(|name| studio.desk.at(&name).exists())
}

#[test]
fn a_signature_that_a_killed_run_has_left_alone_is_completed_by_the_same_command() {
    let studio = studio();
    let desk = &studio.desk;
    for (verb, other) in [(RECEIPT.as_slice(), "a.json"), (&HEAD, "b.json")] {
        let output = |name| [verb, &["--output", name]].concat();
        told(&ask(desk, &output(other)), 0);
        let text = desk.text(other);
        std::fs::remove_file(desk.at(other)).unwrap();
        told(&ask(desk, &output(other)), 0);
        assert_eq!(desk.text(other), text);
        // both are there: they are not written anew
        told(&ask(desk, &output(other)), 2);
        // a signature of something else stays as it is
        std::fs::remove_file(desk.at(other)).unwrap();
        let beside = format!("{other}.minisig");
        let signature = desk.text(&beside);
        let own = signature.lines().nth(1).unwrap();
        let mut changed = own.to_owned();
        changed.replace_range(20..21, if &own[20..21] == "A" { "B" } else { "A" });
        let wrong = signature.replace(own, &changed);
        desk.put(&beside, &wrong);
        let said = told(&ask(desk, &output(other)), 2);
        assert!(
            said.contains("of another file than this would be"),
            "{said}"
        );
        assert_eq!(
            (desk.text(&beside), both(&studio, other)),
            (wrong, [false, true])
        );
    }
}

#[cfg(unix)]
#[test]
fn a_pair_whose_run_is_killed_at_any_instant_is_written_by_the_next() {
    let studio = studio();
    let desk = &studio.desk;
    let command = |verb: &[&str], name: &str| -> Command {
        let mut command = cardsieve();
        command.current_dir(desk.path()).arg("ledger").args(verb);
        command.args(["--output", name]).stderr(Stdio::null());
        command
    };
    for (verb, what) in [(RECEIPT.as_slice(), "receipt"), (&HEAD, "head")] {
        let begun = Instant::now();
        assert!(command(verb, what).status().unwrap().success());
        let whole = begun.elapsed();
        let rounds = 30;
        for round in 0..rounds {
            let name = format!("{what}-{round}.json");
            let mut child = command(verb, &name).spawn().unwrap();
            std::thread::sleep(whole * (round + 1) / rounds);
            child.kill().unwrap();
            child.wait().unwrap();
            let left = both(&studio, &name);
            // never a paper without its signature
            assert_ne!(left, [true, false], "{name}");
            let expected = if left == [true, true] { 2 } else { 0 };
            let again = [verb, &["--output", &name]].concat();
            told(&ask(desk, &again), expected);
            assert_eq!(both(&studio, &name), [true, true]);
        }
    }
    let trust = ["trust", "--bureau", "R", "--signer", &studio.public];
    told(&ask(desk, &[trust.as_slice(), &UNDER].concat()), 0);
    told(
        &ask(
            desk,
            &[["import"].as_slice(), &UNDER, &["receipt-7.json"]].concat(),
        ),
        0,
    );
}
