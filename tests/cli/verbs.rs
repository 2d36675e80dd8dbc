//! The other verbs.

use std::fs;

use super::{Desk, code, run, stdout, told};

#[test]
fn fields_prints_the_published_catalogue() {
    let markdown = told(&run(["fields", "--format", "markdown"]), 0);
    assert!(markdown == include_str!("../../docs/fields.md"));
    assert!(told(&run(["fields", "--format", "json"]), 0).starts_with("[{\"class\":"));
    assert!(told(&run(["fields"]), 0).contains("home_address"));
}

#[test]
fn every_code_is_explained() {
    let document = include_str!("../../docs/codes.md");
    let codes: Vec<_> = document
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert!(codes.len() > 60);
    for code in ["ragged-row", "context-flag", codes[codes.len() - 1]] {
        let text = told(&run(["explain", code]), 0);
        assert!(
            text.starts_with(code) && text.contains("who acts"),
            "{text}"
        );
    }
}

#[test]
fn a_new_profile_is_the_preset_with_its_parties_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cards.toml");
    let file = file.to_str().unwrap();
    let new = [
        "profile",
        "new",
        file,
        "--from",
        "staff-card",
        "--controller",
        "C & D",
        "--recipient",
        "R",
    ];
    told(&run(new), 0);
    told(&run(new), 1);
    let json = |profile: &[&str]| {
        told(
            &run(["profile", "show", "--format", "json"]
                .iter()
                .chain(profile)),
            0,
        )
    };
    let of_preset = json(&["staff-card", "--controller", "C & D", "--recipient", "R"]);
    assert_eq!(json(&[file]), of_preset);
    assert!(of_preset.starts_with("{\"columns\":["));
    let checked = told(&run(["profile", "check", file]), 0);
    assert!(
        checked.contains("the same as preset staff-card"),
        "{checked}"
    );
    told(&run(["profile", "new", file, "--controller", "a\nb"]), 2);
}

#[test]
fn diff_exits_with_3_only_if_more_is_released() {
    told(
        &run(["profile", "diff", "contractor-card", "warrant-card"]),
        3,
    );
    told(&run(["profile", "diff", "warrant-card", "warrant-card"]), 0);
    let parties = [
        "profile",
        "diff",
        "warrant-card",
        "warrant-card",
        "--controller",
        "C",
    ];
    told(&run(parties), 0);
}

#[test]
fn explain_and_show_have_their_formats() {
    for format in ["text", "markdown", "json", "html"] {
        let text = told(
            &run(["profile", "explain", "warrant-card", "--format", format]),
            0,
        );
        assert!(text.contains("warrant"), "{format}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shown.toml");
    fs::write(&file, told(&run(["profile", "show", "nhs-card"]), 0)).unwrap();
    let json = |profile: &str| stdout(&run(["profile", "show", profile, "--format", "json"]));
    assert_eq!(json(file.to_str().unwrap()), json("nhs-card"));
}

#[test]
fn a_drafted_map_loads_and_shows_no_header_that_is_not_ours() {
    let desk = Desk::new();
    let hr = desk.put(
        "export.csv",
        "Emp No,Surname,Jane Smith,Home Address\n1,a,b,c\n",
    );
    let draft = told(&run(["map", "new", hr.to_str().unwrap()]), 0);
    assert!(draft.contains("\"Emp No\" = \"record_id\""), "{draft}");
    assert!(!draft.contains("Jane Smith"), "{draft}");
    let map = desk.put("map.toml", &draft);
    let map = map.to_str().unwrap();
    let explained = told(
        &run(["map", "explain", map, "--input", hr.to_str().unwrap()]),
        0,
    );
    assert!(
        explained.contains("\"Emp No\" leads to record_id"),
        "{explained}"
    );
    assert!(explained.contains("#3"), "{explained}");
    desk.put("map.toml", "[columns]\n\"Home Address\" = \"job_title\"\n");
    assert!(told(&run(["map", "explain", map]), 3).contains("map.toml:2:"));
}

#[test]
fn a_secret_is_never_printed_and_never_overwritten() {
    let desk = Desk::new();
    let secret = desk.at("secret");
    let path = secret.to_str().unwrap();
    let before = desk.text("secret");
    let told_new = told(&run(["secret", "new", path]), 1);
    let told_rotate = told(&run(["secret", "rotate", path, "--epoch", "e2"]), 0);
    told(&run(["secret", "rotate", path, "--epoch", "e2"]), 3);
    told(&run(["secret", "rotate", path, "--epoch", "E 2"]), 2);
    let after = desk.text("secret");
    assert!(
        after.starts_with(&before) && after.lines().count() == 2,
        "rotation keeps what was"
    );
    for line in after.lines() {
        let key = line.split(' ').nth(1).unwrap();
        assert!(!told_new.contains(key) && !told_rotate.contains(key));
    }
}

#[test]
fn the_same_seed_gives_the_same_sample() {
    let sample = |seed: &str| stdout(&run(["sample", "--rows", "20", "--seed", seed]));
    assert_eq!(sample("7"), sample("7"));
    assert_ne!(sample("7"), sample("8"));
    assert!(stdout(&run(["sample", "--rows", "1", "--format", "json"])).starts_with('['));
}

#[test]
fn inspect_finds_what_was_changed_and_names_no_value() {
    let desk = Desk::new();
    told(
        &desk.export(&[
            "--profile",
            "access-fob",
            "--input",
            "hr.csv",
            "--output",
            "x.csv",
        ]),
        0,
    );
    let rows = desk.text("x.csv").replacen("\r\n", ",home_address\r\n", 1);
    desk.put("x.csv", rows.replacen("record_ref", "Zyxwv", 1));
    let inspect = |more: &[&str]| {
        let rows = desk.at("x.csv");
        let arguments = [
            "inspect",
            rows.to_str().unwrap(),
            "--profile",
            "access-fob",
            "--controller",
            "C",
        ];
        run(arguments.iter().chain(&["--recipient", "R"]).chain(more))
    };
    let text = told(&inspect(&[]), 3);
    assert!(text.contains("next:") && !text.contains("Zyxwv"), "{text}");
    let json = told(&inspect(&["--format", "json"]), 3);
    assert!(json.contains("\"verdict\":\"refuse\""), "{json}");
    assert_eq!(
        code(&run(["inspect", "no-such.csv", "--profile", "access-fob"])),
        1
    );
}

#[test]
fn a_proof_that_does_not_hold_exits_with_3_and_a_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cards.toml");
    let file = file.to_str().unwrap();
    told(&run(["profile", "new", file, "--from", "shell-card"]), 0);
    // no force's name is that short: nothing can be released, and so nothing is shown
    let text = fs::read_to_string(file).unwrap();
    let text = text.replace(
        "field = \"card_serial\", treatment = \"keep\" }]",
        "field = \"organisation\", treatment = \"keep\" }]\nmax_chars = 1",
    );
    assert!(text.contains("max_chars"));
    fs::write(file, text).unwrap();
    let prove = |format: &str| {
        run([
            "profile",
            "prove",
            file,
            "--seed",
            "3",
            "--recipient",
            "R",
            "--format",
            format,
        ])
    };
    let json = prove("json");
    assert_eq!(code(&json), 3);
    let certificate: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
    assert_eq!(certificate["holds"], false);
    assert_eq!(certificate["seed"], "3");
    assert_eq!(certificate["profile"]["recipient"], "R");
    let verdicts: Vec<_> = certificate["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stage| stage["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts[..4], ["holds", "holds", "holds", "not-tried"]);
    // no bar where nobody watches
    let said = super::stderr(&json);
    assert!(
        said.starts_with("error: the proof was not shown\n") && said.lines().count() == 2,
        "{said}"
    );
    assert!(
        told(&prove("text"), 3)
            .starts_with("Certificate: the proof of profile shell-card was not shown\n")
    );
    assert!(told(&prove("html"), 3).starts_with("<!DOCTYPE html>"));
    told(&run(["profile", "prove", "no-such-preset"]), 2);
}

#[test]
fn a_profile_is_not_read_from_standard_input_and_that_is_said() {
    for verb in ["prove", "explain", "show", "check"] {
        let said = told(&run(["profile", verb, "-"]), 2);
        assert!(
            said.contains("a profile is not read from standard input"),
            "{said}"
        );
        assert!(!said.contains("no preset"), "{said}");
    }
}
