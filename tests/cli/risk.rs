//! `risk`: the yes or no, and the same figures from a file, a stream, a batch and the export's report.

use std::io::Write as _;
use std::process::{Output, Stdio};

use serde_json::Value;

use super::studio::Studio;
use super::{Desk, code, stderr, stdout, told};

fn risk(desk: &Desk, arguments: &[&str]) -> Output {
    let mut command = super::cardsieve();
    command.current_dir(desk.path());
    command.arg("risk").args(arguments).output().unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

const PARTIES: [&str; 4] = ["--controller", "C", "--recipient", "R"];

fn under(profile: &str, arguments: &[&str]) -> Vec<String> {
    let all = [arguments, &["--profile", profile], &PARTIES].concat();
    all.into_iter().map(str::to_owned).collect()
}

fn risk_of(desk: &Desk, profile: &str, arguments: &[&str]) -> Output {
    let all = under(profile, arguments);
    risk(desk, &all.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn the_answer_is_yes_or_no_and_the_exit_code_says_which() {
    let desk = Desk::new();
    let export = [
        "--profile",
        "warrant-card",
        "--input",
        "hr.csv",
        "--output",
        "x.csv",
    ];
    told(&desk.export(&export), 0);
    let plain = risk_of(&desk, "warrant-card", &["x.csv"]);
    let said = told(&plain, 0);
    assert!(
        said.contains("quasi-identifiers: card_design, rank, expiry, issue_no\n"),
        "{said}"
    );
    assert!(!said.contains("k ="), "{said}");
    assert!(
        said.contains("not in that count: print_name, printed_number point at"),
        "{said}"
    );
    let no = risk_of(&desk, "warrant-card", &["x.csv", "--k", "2"]);
    assert!(told(&no, 3).contains("k = 2: no (the smallest class has 1 row)"));
    assert!(stderr(&no).is_empty());
    // a fob has a design and numbers of the card: all rows are alike in the one thing that is known
    let rows = "record_ref,card_design,card_serial,credential_no,barcode\r\n\
        aaaaaaaaaaaaaaaa,D1,S1,1,aaaaaaaaaaaaaaab\r\nbbbbbbbbbbbbbbbb,D1,S2,2,aaaaaaaaaaaaaaac\r\n";
    desk.put("fob.csv", rows);
    for (k, expected, word) in [("2", 0, "yes"), ("3", 3, "no")] {
        let said = told(
            &risk_of(&desk, "access-fob", &["fob.csv", "--k", k]),
            expected,
        );
        assert!(
            said.contains(&format!("k = {k}: {word} (the smallest class has 2 rows)")),
            "{said}"
        );
    }
    for vacuous in ["0", "1", "-1", "x"] {
        assert_eq!(
            code(&risk_of(&desk, "access-fob", &["fob.csv", "--k", vacuous])),
            2
        );
    }
    let of_another = told(&risk_of(&desk, "staff-card", &["fob.csv"]), 3);
    assert!(
        of_another.contains("fob.csv: missing-column (line 1) in column print_name"),
        "{of_another}"
    );
    desk.put(
        "none.csv",
        "record_ref,card_design,card_serial,credential_no,barcode\r\n",
    );
    let none = told(&risk_of(&desk, "access-fob", &["none.csv", "--k", "2"]), 3);
    assert!(none.contains("none.csv: row-count"), "{none}");
    assert_eq!(code(&risk_of(&desk, "access-fob", &["no-such.csv"])), 1);
}

#[test]
fn a_file_a_stream_and_the_report_of_the_export_have_the_same_figures() {
    let desk = Desk::new();
    for (form, name) in [("csv", "x.csv"), ("ndjson", "x.ndjson")] {
        let export = [
            "--profile",
            "staff-card",
            "--input",
            "hr.csv",
            "--output",
            name,
            "--report",
            "report.json",
        ];
        told(&desk.export(&export), 0);
        let output = risk_of(&desk, "staff-card", &[name, "--format", "json"]);
        let of_file = stdout(&output);
        assert_eq!(code(&output), 0);
        let report = json(&desk.text("report.json"));
        assert_eq!(report["risk"], json(&of_file), "{form}");
        assert_eq!(report["risk"]["rows"], report["rows"]["released"]);
        let mut command = super::cardsieve();
        let mut child = command
            .arg("risk")
            .args(under("staff-card", &["-", "--format", "json"]))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(desk.text(name).as_bytes()).unwrap();
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), of_file);
    }
    let refused = [
        "--profile",
        "staff-card",
        "--input",
        "hr.csv",
        "--output",
        "y.csv",
        "--strict",
        "--report",
        "r.json",
    ];
    assert_eq!(code(&desk.export(&refused)), 3);
    assert_eq!(json(&desk.text("r.json"))["risk"], Value::Null);
}

#[test]
fn a_sealed_batch_is_verified_first_and_its_photos_are_told() {
    let studio = Studio::new();
    studio.sealed();
    let ask = |more: &[&str]| {
        let batch: &[&str] = &["x.zip"];
        risk_of(&studio.desk, "warrant-card", &[batch, more].concat())
    };
    let output = ask(&["--signer", "signers.txt", "--format", "json"]);
    let said = json(&told(&output, 0));
    assert_eq!(said["photo"], "photo_file");
    assert_eq!(said, json(&studio.desk.text("r.json"))["risk"]);
    assert!(told(&ask(&["--signer", "signers.txt"]), 0).contains("photo_file point at"));
    assert!(told(&ask(&[]), 3).contains("signature-unchecked"));
    let late = ["--signer", "signers.txt", "--at", "2199-01-01"];
    assert!(told(&ask(&late), 3).contains("past-delete-by"));
    let other = risk_of(
        &studio.desk,
        "access-fob",
        &["x.zip", "--signer", "signers.txt"],
    );
    assert!(told(&other, 3).contains("profile-differs"));
    studio.desk.put("bare.csv", "record_ref\r\n");
    let bare = risk_of(
        &studio.desk,
        "warrant-card",
        &["bare.csv", "--signer", "signers.txt"],
    );
    assert_eq!(code(&bare), 2);
}

#[test]
fn what_is_wrong_with_many_rows_alike_is_told_once_with_how_often() {
    let desk = Desk::new();
    let said = told(&risk(&desk, &["hr.csv", "--profile", "warrant-card"]), 3);
    let lines: Vec<&str> = said.lines().collect();
    assert!(
        lines
            .iter()
            .any(|line| line.ends_with(" times, here first)")),
        "{said}"
    );
    assert!(lines.len() < 6, "{said}");
    assert!(
        said.contains("unknown-column (line 1) in column #1: "),
        "{said}"
    );
    assert_eq!(said.matches("next:").count(), 1, "{said}");
}
