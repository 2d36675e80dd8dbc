//! `inspect`: files, folders and streams from anyone.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::Value;

use super::{Desk, code, stdout, told};

const CLEAN: &str = "card_serial,rank\r\nC1,Constable\r\nC2,Sergeant\r\n";
const FORBIDDEN: &str =
    "card_serial,rank,dob\r\nC1,Constable,1990-02-03\r\nC2,Sergeant,1987-11-30\r\n";

fn inspect(desk: &Desk, arguments: &[&str]) -> std::process::Output {
    let mut command = super::cardsieve();
    command.current_dir(desk.path());
    command.arg("inspect").args(arguments).output().unwrap()
}

#[test]
fn the_first_line_is_the_verdict_and_each_file_has_a_line() {
    let desk = Desk::new();
    desk.put("a.csv", CLEAN);
    desk.put("b.csv", FORBIDDEN);
    desk.put("c.pdf", "%PDF-1.7");
    let clean = told(&inspect(&desk, &["a.csv"]), 0);
    assert!(
        clean.starts_with("ACCEPT\na.csv: ACCEPT (text, "),
        "{clean}"
    );
    let both = told(&inspect(&desk, &["a.csv", "b.csv"]), 3);
    assert!(
        both.starts_with("REFUSE\na.csv: ACCEPT") && both.contains("\nb.csv: REFUSE"),
        "{both}"
    );
    assert!(
        both.contains("forbidden-column in column 3 (C) [date of birth]"),
        "{both}"
    );
    assert!(!both.contains("1990") && !both.contains("dob"), "{both}");
    let unknown = told(
        &inspect(&desk, &["a.csv", "c.pdf", "--allow", "/dev/null"]),
        3,
    );
    assert!(unknown.contains("not-inspected"), "{unknown}");
    let missing = inspect(&desk, &["a.csv", "no-such.csv"]);
    assert_eq!(code(&missing), 1);
    assert!(
        stdout(&missing).starts_with("CANNOT TELL\n"),
        "{}",
        stdout(&missing)
    );
}

#[test]
fn findings_count_from_the_severity_that_was_asked_for() {
    let desk = Desk::new();
    desk.put("a.csv", "a,b\n#1,2\n");
    assert_eq!(code(&inspect(&desk, &["a.csv"])), 3);
    assert_eq!(
        code(&inspect(&desk, &["a.csv", "--fail-on", "forbidden"])),
        0
    );
    desk.put("b.csv", FORBIDDEN);
    assert_eq!(
        code(&inspect(&desk, &["b.csv", "--fail-on", "forbidden"])),
        3
    );
}

#[test]
fn an_exception_needs_a_code_a_column_and_a_reason_and_is_told() {
    let desk = Desk::new();
    desk.put("b.csv", FORBIDDEN);
    desk.put(
        "all",
        "forbidden-column@3 their cards show it\ndate-of-birth@\"dob\" their cards show it\n",
    );
    let said = told(&inspect(&desk, &["b.csv", "--allow", "all"]), 0);
    assert!(
        said.starts_with("ACCEPT\n") && said.contains("allowed: their cards show it"),
        "{said}"
    );
    desk.put("other", "forbidden-column@2 another column\n");
    assert_eq!(code(&inspect(&desk, &["b.csv", "--allow", "other"])), 3);
}

#[test]
fn a_list_of_exceptions_that_is_wrong_is_told_line_by_line_below_the_verdict() {
    let desk = Desk::new();
    desk.put("b.csv", CLEAN);
    desk.put("wrong", "forbidden-column@3\n# x\nno-such-code@* reason\n");
    let output = inspect(&desk, &["b.csv", "--allow", "wrong"]);
    assert_eq!(
        (code(&output), stdout(&output).as_str()),
        (3, "CANNOT TELL\n")
    );
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("wrong:1:") && said.contains("wrong:3:"),
        "{said}"
    );
    // both files that everything is judged by, at once
    desk.put("p.toml", "name = 1\n");
    let output = inspect(
        &desk,
        &["b.csv", "--allow", "wrong", "--profile", "./p.toml"],
    );
    assert_eq!(
        (code(&output), stdout(&output).as_str()),
        (3, "CANNOT TELL\n")
    );
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("wrong:3:") && said.contains("p.toml"),
        "{said}"
    );
    let output = inspect(&desk, &["b.csv", "--allow", "no-such"]);
    assert_eq!(
        (code(&output), stdout(&output).as_str()),
        (1, "CANNOT TELL\n")
    );
    let json = stdout(&inspect(
        &desk,
        &["b.csv", "--allow", "wrong", "--format", "json"],
    ));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (
            json["verdict"].as_str(),
            json["files"].as_array().map(Vec::len)
        ),
        (Some("cannot-tell"), Some(0))
    );
    let html = stdout(&inspect(
        &desk,
        &["b.csv", "--allow", "wrong", "--format", "html"],
    ));
    assert!(
        html.contains("<title>Inspection: CANNOT TELL</title>"),
        "{html}"
    );
}

#[test]
fn an_exception_for_a_header_lets_no_other_heading_of_its_column_pass() {
    let desk = Desk::new();
    desk.put("allow", "forbidden-column@dob their cards show it\n");
    let rows = |last: &str| format!("card_serial,dob\nC1,x\n{last}\nC2,y\n");
    desk.put("own.csv", rows("card_serial,dob"));
    let said = told(&inspect(&desk, &["own.csv", "--allow", "allow"]), 0);
    assert!(said.contains("allowed: their cards show it"), "{said}");
    for other in ["card_serial,next of kin", "nationality,pension"] {
        desk.put("other.csv", rows(other));
        let said = told(&inspect(&desk, &["other.csv", "--allow", "allow"]), 3);
        assert!(
            said.starts_with("REFUSE")
                && said.contains("2 (B) [date of birth]")
                && said.contains("row 2")
                && said.contains("allowed: their cards show it"),
            "{other} {said}"
        );
    }
    // a position is for whatever stands there
    desk.put("allow", "forbidden-column@2 their cards show it\n");
    desk.put("other.csv", rows("card_serial,next of kin"));
    assert_eq!(code(&inspect(&desk, &["other.csv", "--allow", "allow"])), 0);
}

#[test]
fn a_file_that_is_not_looked_into_is_told_with_its_kind_and_what_to_do() {
    let desk = Desk::new();
    let mail = "From: a\r\nMIME-Version: 1.0\r\nSubject: cards\r\n\r\nAs agreed.\r\n";
    for (name, content, kind, next) in [
        (
            "a.tgz",
            &b"\x1f\x8b\x08\0\0\0\0\0\0\x03"[..],
            "an archive that is no ZIP",
            "unpack",
        ),
        (
            "a.7z",
            b"7z\xbc\xaf\x27\x1c\0\x04",
            "an archive that is no ZIP",
            "unpack",
        ),
        (
            "a.rar",
            b"Rar!\x1a\x07\x01\0",
            "an archive that is no ZIP",
            "unpack",
        ),
        ("a.pdf", b"%PDF-1.7\n", "a PDF", "CSV or XLSX"),
        ("a.rtf", b"{\\rtf1 x}", "a document", "CSV or XLSX"),
        ("a.eml", mail.as_bytes(), "a mail", "attached"),
        ("a.sqlite", b"SQLite format 3\0", "a database", "export"),
        ("a.bmp", b"BM\0\0\0\0\0\0\0\0", "a picture", "JPEG or PNG"),
        (
            "a.bin",
            b"\x01\x02\x03\x04\x05\x06\x07",
            "a file of a kind that is not known",
            "CSV, XLSX",
        ),
    ] {
        std::fs::write(desk.at(name), content).unwrap();
        let said = told(&inspect(&desk, &[name]), 3);
        let mut lines = said.lines();
        assert_eq!(lines.next(), Some("CANNOT TELL"), "{name} {said}");
        let lines: Vec<_> = lines.skip(1).collect();
        assert_eq!(lines.len(), 2, "{name} {said}");
        assert!(
            lines[0].contains(&format!("not-inspected in {kind}")),
            "{name} {said}"
        );
        assert!(
            lines[1].contains("next: ") && lines[1].contains(next),
            "{name} {said}"
        );
    }
    // a text that is no mail
    desk.put("a.csv", "to,from\nA,B\n");
    assert_eq!(code(&inspect(&desk, &["a.csv"])), 0);
}

#[test]
fn files_of_a_folder_are_numbered_as_sort_has_their_names() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.at("in/a")).unwrap();
    // byte by byte `a-` is before `a/`, and `B` before both
    for name in ["a/x.csv", "a-b.csv", ".h.csv"] {
        desk.put(&format!("in/{name}"), CLEAN);
    }
    desk.put("in/B.csv", "card_serial,Date of Birth\nC1,\n");
    desk.put("in/a/y.csv", "card_serial,Date of Birth\nC1,\n");
    let said = told(&inspect(&desk, &["in"]), 3);
    let verdicts: Vec<&str> = said
        .lines()
        .filter_map(|line| line.split_once(": file "))
        .map(|(_, rest)| rest.split(" (").next().unwrap())
        .collect();
    assert_eq!(
        verdicts,
        [
            "1: ACCEPT",
            "2: REFUSE",
            "3: ACCEPT",
            "4: ACCEPT",
            "5: REFUSE"
        ]
    );
}

#[test]
fn a_folder_is_looked_through_and_its_names_are_not_told() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.at("in/photos/deeper")).unwrap();
    desk.put("in/ZQXCANARY.csv", CLEAN);
    desk.put("in/photos/deeper/QQ123456C.csv", CLEAN);
    let said = told(&inspect(&desk, &["in"]), 3);
    assert!(said.contains("in: file 1: ACCEPT"), "{said}");
    assert!(
        said.contains("in: file 2: REFUSE") && said.contains("name-holds-data"),
        "{said}"
    );
    assert!(
        !said.contains("ZQXCANARY") && !said.contains("QQ123456C"),
        "{said}"
    );
    desk.put("in/photos/johnsmith.jpg", "x");
    let said = told(&inspect(&desk, &["in"]), 3);
    assert!(
        said.contains("in: file 3: ") && !said.contains("johnsmith"),
        "{said}"
    );
    std::fs::remove_file(desk.at("in/photos/johnsmith.jpg")).unwrap();
    // a pipe is not waited for
    let pipe = desk.at("in/pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let said = told(&inspect(&desk, &["in"]), 3);
    assert!(said.contains("not-inspected"), "{said}");
    let said = told(&inspect(&desk, &["in/pipe"]), 3);
    assert!(said.contains("not-inspected"), "{said}");
    std::fs::remove_file(pipe).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", desk.at("in/z.csv")).unwrap();
    let said = told(&inspect(&desk, &["in"]), 3);
    assert!(
        said.contains("in: file 3: REFUSE (link, 0 bytes)"),
        "{said}"
    );
}

/// The same of what comes through standard input.
fn inspect_stream(desk: &Desk, arguments: &[&str], bytes: &[u8]) -> std::process::Output {
    let mut command = super::cardsieve();
    command.args(["inspect", "-"]).args(arguments);
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.current_dir(desk.path()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn standard_input_has_no_name_to_disagree_with() {
    let output = inspect_stream(&Desk::new(), &[], FORBIDDEN.as_bytes());
    assert!(told(&output, 3).contains("standard input: REFUSE (text, "));
}

#[test]
fn what_age_encrypted_is_opened_on_standard_input_with_its_identity_alone() {
    let studio = super::studio::Studio::new();
    let desk = &studio.desk;
    let key: age::x25519::Recipient = studio.recipient.parse().unwrap();
    let sealed = |text: &str| age::encrypt(&key, text.as_bytes()).unwrap();
    let opened = ["--identity", "identity"];
    let output = inspect_stream(desk, &opened, &sealed(CLEAN));
    assert!(told(&output, 0).contains("standard input: ACCEPT (text, "));
    let output = inspect_stream(desk, &opened, &sealed(FORBIDDEN));
    assert!(told(&output, 3).contains("standard input: REFUSE (text, "));
    let output = inspect_stream(desk, &[], &sealed(CLEAN));
    assert!(told(&output, 3).contains("encrypted"));
    let cut = sealed(CLEAN);
    let said = told(&inspect_stream(desk, &opened, &cut[..cut.len() - 20]), 3);
    assert!(said.contains("not-decrypted"), "{said}");
}

#[test]
fn every_format_is_what_it_says() {
    let desk = Desk::new();
    desk.put("b.csv", FORBIDDEN);
    let json: Value =
        serde_json::from_str(&stdout(&inspect(&desk, &["b.csv", "--format", "json"]))).unwrap();
    let schema = include_str!("../../docs/inspection.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&json), "{json}");
    assert_eq!(json["verdict"], "refuse");
    let sarif: Value =
        serde_json::from_str(&stdout(&inspect(&desk, &["b.csv", "--format", "sarif"]))).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["level"], "error");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
    let page = stdout(&inspect(&desk, &["b.csv", "--format", "html"]));
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("date of birth"));
    for form in [json.to_string(), sarif.to_string(), page] {
        assert!(!form.contains("1990-02-03"), "{form}");
    }
}

#[test]
fn with_a_profile_columns_that_it_does_not_name_are_found_in_any_file() {
    let desk = Desk::new();
    desk.put("a.json", r#"[{"card_serial":"C1","colour":"red"}]"#);
    let under = [
        "--profile",
        "access-fob",
        "--controller",
        "C",
        "--recipient",
        "R",
    ];
    let said = told(
        &inspect(&desk, &[&["a.json"], under.as_slice()].concat()),
        3,
    );
    assert!(
        said.contains("surplus-column in column 2 (B)") && !said.contains("colour"),
        "{said}"
    );
}

#[test]
fn a_finding_is_explained_by_its_code() {
    for code in ["hidden-sheet", "nino", "forbidden-column"] {
        let said = told(&super::run(["explain", code]), 0);
        assert!(said.starts_with(code) && said.contains("next"), "{said}");
    }
}

#[test]
fn what_was_not_looked_into_is_accepted_under_no_severity() {
    let desk = Desk::new();
    desk.put("a.pdf", "%PDF-1.7");
    desk.put("b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    desk.put("c.xml", "<?xml version=\"1.0\"?>\n<svg/>");
    for name in ["a.pdf", "b.svg", "c.xml"] {
        let said = told(&inspect(&desk, &[name, "--fail-on", "forbidden"]), 3);
        assert!(said.starts_with("CANNOT TELL\n"), "{name}: {said}");
    }
    let said = told(&inspect(&desk, &["a.pdf", "b.svg"]), 3);
    assert!(!said.contains("name-disagrees"), "{said}");
}

#[test]
fn a_batch_that_does_not_verify_is_refused_in_every_form() {
    let studio = super::studio::Studio::new();
    studio.sealed();
    for form in ["text", "json", "sarif", "html"] {
        let profile = [
            "x.zip",
            "--profile",
            "warrant-card",
            "--controller",
            "C",
            "--recipient",
            "R",
        ];
        let output = inspect(
            &studio.desk,
            &[profile.as_slice(), &["--format", form]].concat(),
        );
        told(&output, 3);
        assert!(stdout(&output).contains("not-verified"), "{form}");
    }
}

#[test]
fn what_unpack_makes_is_accepted_as_the_batch_is() {
    let studio = super::studio::Studio::new();
    studio.sealed();
    told(
        &studio.run(&["unpack", "x.zip", "cards", "--signer", "signers.txt"]),
        0,
    );
    told(&studio.run(&["inspect", "cards"]), 0);
    let rows = [
        "inspect",
        "cards/rows.csv",
        "--profile",
        "warrant-card",
        "--controller",
        "C",
        "--recipient",
        "R",
    ];
    told(&studio.run(&rows), 0);
}

#[test]
fn a_header_of_age_that_goes_on_and_on_is_given_up() {
    let studio = super::studio::Studio::new();
    let stanza = format!(
        "-> grease\n{}\n",
        format!("{}\n", "A".repeat(64)).repeat(10_000)
    );
    let file = format!("age-encryption.org/v1\n{stanza}--- {}\n", "A".repeat(43));
    studio.desk.put("x.zip.age", file);
    let said = told(
        &studio.run(&[
            "verify",
            "x.zip.age",
            "--unsigned",
            "--identity",
            "identity",
        ]),
        3,
    );
    assert!(said.contains("not-decrypted"), "{said}");
    let zero = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z";
    studio.desk.put("keys", format!("{zero}\n"));
    for key in [zero, "keys"] {
        let said = told(
            &studio.export("y.zip.age", &["--unsigned", "--encrypt-to", key]),
            3,
        );
        assert!(said.contains("recipient-malformed"), "{said}");
    }
}

#[test]
fn names_that_a_terminal_would_obey_are_written_out() {
    let desk = Desk::new();
    let name = "a\u{1b}[2J\u{202e}vsc.csv";
    desk.put(name, FORBIDDEN);
    desk.put("all", "nino@* \u{1b}[2Jtheir cards show it\n");
    for form in ["text", "html"] {
        let said = stdout(&inspect(&desk, &[name, "--format", form, "--allow", "all"]));
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{said}");
        assert!(said.contains("a\\u{1b}[2J\\u{202e}vsc.csv"), "{said}");
        assert!(said.contains("(\\u{1b}[2Jtheir cards show it)"), "{said}");
    }
    let missing = told(&inspect(&desk, &["\u{1b}[2J.csv"]), 1);
    assert!(!missing.contains("\u{1b}[2J"), "{missing}");
}

#[test]
fn a_path_whose_name_holds_data_is_told_by_its_number_alone() {
    let desk = Desk::new();
    let name = "QQ123456C";
    std::fs::create_dir_all(desk.at(&format!("{name}/in"))).unwrap();
    for file in [&format!("{name}.csv"), &format!("{name}/in/a.csv")] {
        desk.put(file, CLEAN);
    }
    // it says that it is encrypted, and is not
    desk.put(
        &format!("{name}.age"),
        "age-encryption.org/v1\n-> X25519 x\n",
    );
    desk.put("identity", "AGE-SECRET-KEY-1\n");
    let inside = format!("{name}/in/a.csv");
    let paths = [
        "a.csv",
        name,
        &format!("{name}.csv"),
        &inside,
        &format!("{name}.age"),
        &format!("{name}.xls"),
    ];
    desk.put("a.csv", CLEAN);
    for more in [
        &["--format", "text"][..],
        &["--format", "json"],
        &["--format", "sarif"],
        &["--format", "html"],
        &["--profile", "access-fob"],
        &[
            "--signer",
            "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3",
        ],
    ] {
        let output = inspect(&desk, &[&paths[..], more].concat());
        let said = stdout(&output) + &String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains(name), "{said}");
        for number in 2..=6 {
            let told = format!("path {number}, whose name holds data");
            let sarif = told.replace(' ', "%20").replace(',', "%2C");
            assert!(
                said.contains(&told) || said.contains(&sarif),
                "{told}: {said}"
            );
        }
    }
    let said = told(&inspect(&desk, &[name]), 3);
    assert!(
        said.contains("whose name holds data: REFUSE (folder, "),
        "{said}"
    );
    assert!(said.contains("name-holds-data"), "{said}");
}

#[test]
fn findings_that_differ_in_their_columns_alone_are_told_together() {
    let desk = Desk::new();
    let headers: Vec<String> = (0..170)
        .map(|number| format!("home address {number}"))
        .collect();
    desk.put("b.csv", format!("card_serial,{}\n", headers.join(",")));
    let said = told(&inspect(&desk, &["b.csv"]), 3);
    assert_eq!(said.matches("forbidden-column").count(), 1, "{said}");
    assert_eq!(said.matches("next: ").count(), 1, "{said}");
    assert!(
        said.contains("forbidden: forbidden-column in 170 columns: a column"),
        "{said}"
    );
    assert!(
        said.contains("\n    2 (B) to 171 (FO) [home address]\n"),
        "{said}"
    );
    let headers: Vec<String> = (0..85)
        .map(|number| format!("home address {number},next of kin {number}"))
        .collect();
    desk.put("b.csv", format!("card_serial,{}\n", headers.join(",")));
    let said = told(&inspect(&desk, &["b.csv"]), 3);
    assert_eq!(said.matches("next: ").count(), 1, "{said}");
    for column in [2, 3, 171] {
        assert_eq!(said.matches(&format!(" {column} (")).count(), 1, "{said}");
    }
    assert!(
        said.lines().all(|line| line.chars().count() < 140),
        "{said}"
    );
    desk.put("c.csv", "card_serial,home address\n");
    let said = told(&inspect(&desk, &["c.csv"]), 3);
    assert!(
        said.contains("forbidden-column in column 2 (B) [home address]: "),
        "{said}"
    );
}

#[test]
fn an_exception_that_allows_nothing_is_told_and_changes_nothing() {
    let desk = Desk::new();
    desk.put("b.csv", FORBIDDEN);
    let all = "forbidden-column@3 their cards show it\ndate-of-birth@3 their cards show it\n";
    desk.put(
        "all",
        format!("{all}hidden-sheet@* their template has one\n"),
    );
    let said = told(&inspect(&desk, &["b.csv", "--allow", "all"]), 0);
    let line = "exception hidden-sheet@*: allows nothing that was found (their template has one)";
    assert!(
        said.contains(line) && said.matches("allows nothing").count() == 1,
        "{said}"
    );
    let json = inspect(&desk, &["b.csv", "--allow", "all", "--format", "json"]);
    let json: Value = serde_json::from_str(&stdout(&json)).unwrap();
    let passed: Vec<_> = json["exceptions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["findings"].as_u64())
        .collect();
    assert_eq!(passed, [Some(1), Some(1), Some(0)]);
    let page = stdout(&inspect(
        &desk,
        &["b.csv", "--allow", "all", "--format", "html"],
    ));
    assert!(page.contains("allows nothing that was found"), "{page}");
    let help = stdout(&super::run(["inspect", "--help"]));
    assert!(
        help.contains("CODE@COLUMN REASON") && help.contains("postcode@3 place of delivery"),
        "{help}"
    );
}

#[test]
fn a_folder_without_any_file_is_no_clean_one() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.at("in/photos")).unwrap();
    let said = told(&inspect(&desk, &["in"]), 3);
    assert!(
        said.starts_with("CANNOT TELL\nin: folder: CANNOT TELL"),
        "{said}"
    );
    assert!(
        said.contains("empty-file") && said.contains("folder has no file in it"),
        "{said}"
    );
}

#[test]
fn verbose_tells_each_place_by_itself_and_no_value() {
    let desk = Desk::new();
    desk.put(
        "b.csv",
        "home address,next of kin,rank\nx QQ123456C,y,Constable\n",
    );
    let short = told(&inspect(&desk, &["b.csv"]), 3);
    assert!(short.contains("forbidden-column in 2 columns"), "{short}");
    assert!(
        short.contains("1 (A) [home address], 2 (B) [next of kin]"),
        "{short}"
    );
    for flag in ["--verbose", "-v"] {
        let long = told(&inspect(&desk, &["b.csv", flag]), 3);
        assert!(long.contains("forbidden-column in column 1 (A)"), "{long}");
        assert!(long.contains("forbidden-column in column 2 (B)"), "{long}");
        assert!(
            !long.contains("QQ123456C") && !long.contains("Constable"),
            "{long}"
        );
    }
}

#[test]
fn the_text_says_what_rows_of_a_text_count_where_it_names_one() {
    let desk = Desk::new();
    desk.put("a.csv", CLEAN);
    desk.put("b.csv", "card_serial,rank\nC1,Constable\nC2,QQ123456C\n");
    let line = "\nrows: in a table of text, row 1 is the first one below the header\n";
    let said = told(&inspect(&desk, &["b.csv"]), 3);
    assert!(said.contains("row 2") && said.ends_with(line), "{said}");
    let clean = told(&inspect(&desk, &["a.csv"]), 0);
    assert!(!clean.contains("rows: "), "{clean}");
}

#[test]
fn what_cannot_be_opened_is_in_the_report_of_every_form() {
    let desk = Desk::new();
    desk.put("a.csv", CLEAN);
    for form in ["text", "json", "sarif", "html"] {
        let output = inspect(&desk, &["a.csv", "no-such.csv", "--format", form]);
        assert_eq!(code(&output), 1, "{form}");
        let said = stdout(&output);
        assert!(
            said.contains("no-such.csv") && said.contains("not-inspected"),
            "{form}: {said}"
        );
    }
}

#[test]
fn a_senders_report_is_told_as_that_and_its_fingerprints_as_nobodys() {
    let studio = super::studio::Studio::new();
    studio.sealed();
    let said = told(&studio.run(&["inspect", "r.json"]), 3);
    assert_eq!(said.matches("next: ").count(), 1, "{said}");
    assert!(said.contains("suspect: senders-report: "), "{said}");
}

#[test]
fn a_secret_that_came_along_is_refused_and_not_shown() {
    let studio = super::studio::Studio::new();
    for name in ["secret", "key", "identity"] {
        let said = told(&studio.run(&["inspect", name, "--format", "text"]), 3);
        assert!(said.contains("forbidden: secret-key: "), "{name}: {said}");
        let value = studio.desk.text(name);
        let value = value.split_whitespace().last().unwrap();
        assert!(!said.contains(value), "{name}");
    }
    told(&studio.run(&["inspect", "key.pub"]), 0);
}

#[test]
fn a_page_says_what_its_numbers_of_rows_count_and_has_no_row_of_none() {
    let desk = Desk::new();
    desk.put("b.csv", "card_serial,QQ123456C\nC1,x\n");
    let page = stdout(&inspect(&desk, &["b.csv", "--format", "html"]));
    assert!(
        page.contains("first in the header") && !page.contains("in row 0"),
        "{page}"
    );
    assert!(
        page.contains("the first row below the header is row 1"),
        "{page}"
    );
}

#[test]
fn a_column_beyond_the_profile_is_told_once_and_a_party_that_is_missing_is_asked_for() {
    let studio = super::studio::Studio::new();
    studio.sealed();
    let under = [
        "--profile",
        "access-fob",
        "--controller",
        "C",
        "--recipient",
        "R",
    ];
    studio.desk.put("a.csv", "card_serial,colour\nC1,red\n");
    let said = told(
        &inspect(&studio.desk, &[&["a.csv"], under.as_slice()].concat()),
        3,
    );
    assert!(said.contains("surplus-column in column 2 (B)"), "{said}");
    assert!(!said.contains("unknown-column in column 2"), "{said}");
    let said = told(
        &studio.run(&[
            "inspect",
            "x.zip",
            "--profile",
            "warrant-card",
            "--signer",
            "signers.txt",
        ]),
        3,
    );
    assert!(said.contains("profile-differs"), "{said}");
    assert!(
        said.contains("give --controller and --recipient as the manifest has them"),
        "{said}"
    );
}

#[test]
fn what_of_a_folder_cannot_be_read_is_in_the_report_and_the_rest_is_looked_at() {
    let desk = Desk::new();
    // within more folders than are followed
    let deep = format!("in/b{}", "/d".repeat(40));
    std::fs::create_dir_all(desk.at(&deep)).unwrap();
    desk.put("in/a.csv", CLEAN);
    desk.put("in/c.csv", FORBIDDEN);
    let said = told(&inspect(&desk, &["in"]), 1);
    assert!(said.contains("in: file 1: ACCEPT"), "{said}");
    assert!(
        said.contains("in: file 2: CANNOT TELL") && said.contains("not-inspected"),
        "{said}"
    );
    assert!(said.contains("in: file 3: REFUSE"), "{said}");
}
