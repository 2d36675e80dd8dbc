//! The main job, and its exit codes.

use super::{Desk, code, run, stderr, stdout, told};

const FOB: [&str; 4] = ["--profile", "access-fob", "--input", "hr.csv"];

fn fob<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [FOB.as_slice(), more].concat()
}

#[test]
fn every_preset_gives_rows_with_exactly_its_columns_and_none_of_the_samples_canaries() {
    let desk = Desk::new();
    for preset in stdout(&run(["profile", "list"])).lines() {
        let preset = preset.split_whitespace().next().unwrap();
        let arguments = [
            "--profile",
            preset,
            "--input",
            "hr.csv",
            "--output",
            "-",
            "--report",
            "r.json",
        ];
        let output = desk.export(&arguments);
        let all = told(&output, 0) + &desk.text("r.json");
        assert!(!all.to_lowercase().contains("canary"), "{preset}: {all}");
        let shown = stdout(&run(["profile", "show", preset]));
        let headers: Vec<_> = shown
            .lines()
            .take_while(|line| *line != "[photo]")
            .filter_map(|line| line.strip_prefix("header = \"")?.strip_suffix('"'))
            .collect();
        let rows = stdout(&output);
        assert_eq!(
            rows.split("\r\n").next().unwrap(),
            headers.join(","),
            "{preset}"
        );
        let inspected = {
            desk.put("rows.csv", &output.stdout);
            let rows = desk.at("rows.csv");
            run([
                "inspect",
                rows.to_str().unwrap(),
                "--profile",
                preset,
                "--controller",
                "C",
                "--recipient",
                "R",
            ])
        };
        told(&inspected, 0);
    }
}

#[test]
fn csv_and_ndjson_are_chosen_by_the_ending_and_others_are_usage_errors() {
    let desk = Desk::new();
    told(&desk.export(&fob(&["--output", "x.csv"])), 0);
    told(&desk.export(&fob(&["--output", "x.ndjson"])), 0);
    assert!(desk.text("x.csv").starts_with("record_ref,"));
    assert!(desk.text("x.ndjson").starts_with("{\"record_ref\":"));
    let output = desk.export(&fob(&["--output", "-", "--output-format", "ndjson"]));
    assert!(stdout(&output).starts_with("{\"record_ref\":"));
    for wrong in ["x.zip", "x.zip.age", "x.txt", "x", "x.CSV.gz"] {
        told(&desk.export(&fob(&["--output", wrong])), 2);
        assert!(!desk.at(wrong).exists());
    }
    told(
        &desk.export(&fob(&["--output", "y.csv", "--output-format", "ndjson"])),
        2,
    );
}

#[test]
fn nothing_that_is_read_is_overwritten() {
    let desk = Desk::new();
    let before = desk.text("hr.csv");
    told(&desk.export(&fob(&["--output", "hr.csv"])), 2);
    told(&desk.export(&fob(&["--output", "./hr.csv"])), 2);
    told(
        &desk.export(&fob(&["--output", "x.csv", "--report", "hr.csv"])),
        2,
    );
    told(
        &desk.export(&fob(&["--output", "x.csv", "--report", "secret"])),
        2,
    );
    told(
        &desk.export(&fob(&["--output", "x.csv", "--report", "x.csv"])),
        2,
    );
    told(
        &desk.export(&fob(&[
            "--output",
            "x.csv",
            "--report",
            "a",
            "--flagged-report",
            "./a",
        ])),
        2,
    );
    assert_eq!(desk.text("hr.csv"), before);
    assert_eq!(desk.names(), ["hr.csv", "secret"]);
}

#[test]
fn a_repeated_batch_gives_the_same_bytes_or_nothing() {
    let desk = Desk::new();
    let both = ["--output", "x.csv", "--report", "r.json"];
    told(&desk.export(&fob(&both)), 0);
    let report = desk.text("r.json");
    let member = |name: &str| {
        let at = report.find(&format!("\"{name}\":\"")).unwrap() + name.len() + 4;
        report[at..].split('"').next().unwrap().to_owned()
    };
    let (batch, sha256) = (member("batch"), member("sha256"));
    let again = [
        "--output",
        "y.csv",
        "--batch-id",
        &batch,
        "--expect-sha256",
        &sha256,
    ];
    told(&desk.export(&fob(&again)), 0);
    assert_eq!(desk.text("x.csv"), desk.text("y.csv"));
    let hr = desk.text("hr.csv");
    let shorter = hr
        .lines()
        .take(50)
        .map(|line| format!("{line}\r\n"))
        .collect::<String>();
    desk.put("hr.csv", shorter);
    let other = [
        "--output",
        "z.csv",
        "--batch-id",
        &batch,
        "--expect-sha256",
        &sha256,
    ];
    let refused = desk.export(&fob(&other));
    assert!(told(&refused, 3).contains("rows-differ"));
    assert!(!desk.at("z.csv").exists());
    told(
        &desk.export(&fob(&["--output", "z.csv", "--batch-id", &batch])),
        2,
    );
    told(
        &desk.export(&fob(&["--output", "z.csv", "--expect-sha256", &sha256])),
        2,
    );
}

#[test]
fn strict_refuses_what_is_withheld_and_ids_that_are_not_found() {
    let desk = Desk::new();
    let warrant = [
        "--profile",
        "warrant-card",
        "--input",
        "hr.csv",
        "--output",
        "x.csv",
    ];
    let strict = |more: &[&str]| desk.export(&[warrant.as_slice(), &["--strict"], more].concat());
    assert!(told(&strict(&[]), 3).contains("rows-withheld"));
    assert!(!desk.at("x.csv").exists());
    let clear = desk.text("hr.csv");
    let clear: Vec<_> = clear.lines().collect();
    let columns: Vec<_> = clear[0].split(',').collect();
    let flags = [
        "covert",
        "protected_identity",
        "close_protection",
        "under_threat",
        "minor",
    ];
    assert!(flags.iter().all(|flag| columns.contains(flag)));
    let kept: Vec<_> = clear
        .iter()
        .filter(|line| line.matches(",true").count() == 0)
        .copied()
        .collect();
    desk.put("hr.csv", kept.join("\r\n") + "\r\n");
    desk.put("list", "NOBODY-1\n");
    let output = strict(&["--withhold-list", "list"]);
    let all = told(&output, 3);
    assert!(!all.contains("NOBODY-1"), "{all}");
    assert!(!desk.at("x.csv").exists());
}

#[test]
fn a_dry_run_writes_the_reports_alone() {
    let desk = Desk::new();
    let reports = [
        "--output",
        "x.csv",
        "--report",
        "r.json",
        "--flagged-report",
        "f.txt",
        "--dry-run",
    ];
    let warrant = ["--profile", "warrant-card", "--input", "hr.csv"];
    told(&desk.export(&[warrant.as_slice(), &reports].concat()), 0);
    assert_eq!(desk.names(), ["f.txt", "hr.csv", "r.json", "secret"]);
    let flagged = desk.text("f.txt");
    assert!(
        !flagged.is_empty() && flagged.lines().all(|row| row.parse::<u64>().is_ok()),
        "{flagged}"
    );
    let told = told(
        &desk.export(&[warrant.as_slice(), &["--dry-run"]].concat()),
        0,
    );
    assert!(told.contains("no rows were written"), "{told}");
}

#[test]
fn flags_without_a_source_are_all_named_and_a_list_stands_for_them() {
    let desk = Desk::new();
    desk.put(
        "few.csv",
        "record_id,family_name,covert\nE1,Ng,no\nE2,Smith,no\n",
    );
    let contractor = [
        "--profile",
        "contractor-card",
        "--input",
        "few.csv",
        "--output",
        "x.csv",
    ];
    let report = ["--report", "r.json"];
    let refused = desk.export(&[contractor.as_slice(), &report].concat());
    let all = told(&refused, 3);
    for flag in [
        "protected_identity",
        "close_protection",
        "under_threat",
        "minor",
    ] {
        assert!(all.contains(flag), "{all}");
    }
    assert!(
        desk.text("r.json")
            .contains("\"code\":\"flag-without-source\"")
    );
    assert!(!desk.at("x.csv").exists());
}

#[test]
fn presets_without_parties_are_warned_about() {
    let desk = Desk::new();
    let output = super::cardsieve()
        .current_dir(desk.path())
        .args(["export", "--secret", "secret", "--output", "x.csv"])
        .args(FOB)
        .output()
        .unwrap();
    assert_eq!(code(&output), 0);
    assert!(stderr(&output).contains("warning: the profile names no controller"));
    assert!(!stderr(&desk.export(&fob(&["--output", "x.csv"]))).contains("warning"));
}

#[test]
fn input_and_output_may_be_pipes_and_stdout_holds_the_rows_alone() {
    use std::io::Write as _;
    let desk = Desk::new();
    let mut command = desk.command(&["--profile", "access-fob", "--input", "-", "--output", "-"]);
    let mut child = command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let hr = desk.text("hr.csv");
    let mut stdin = child.stdin.take().unwrap();
    std::thread::spawn(move || stdin.write_all(hr.as_bytes()));
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).starts_with("record_ref,"));
    assert_eq!(stdout(&output).lines().count(), 61);
}
