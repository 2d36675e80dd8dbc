//! What `export` does with rows that their recipient would have to refuse, and what `preflight` says before.

use super::studio::Studio;
use super::{Desk, cardsieve, code, ledger, run, stderr, stdout, told};

/// A staff card whose number is the staff number.
const PROFILE: &str = "format = 1\nname = \"numbers\"\ncontroller = \"C\"\nrecipient = \"R\"\n\
    purpose = \"Print\"\ndelete_after_days = 7\n\n\
    [[column]]\nheader = \"record_ref\"\nplace = \"matching\"\n\
    parts = [{ field = \"record_id\", treatment = \"pseudonymise\", scope = \"batch\" }]\n\n\
    [[column]]\nheader = \"printed_number\"\nplace = \"front\"\n\
    parts = [{ field = \"staff_number\", treatment = \"keep\", not_payroll = true }]\n";

const FLAGS: &str = "covert,protected_identity,close_protection,under_threat,minor";

/// Rows with this staff number and this other cell.
fn hr(
    header: &str,
    rows: usize,
    number: impl Fn(usize) -> String,
    other: impl Fn(usize) -> String,
) -> String {
    let line = |row| format!("E{row},{},{},0,0,0,0,0\n", number(row), other(row));
    format!("record_id,staff_number,{header},{FLAGS}\n") + &(1..=rows).map(line).collect::<String>()
}

fn nino(row: usize) -> String {
    format!("QQ{:06}C", 700_000 + row)
}

fn plain(row: usize) -> String {
    format!("S-{row:05}")
}

/// Twelve rows that may not leave, and twelve that may.
fn put(desk: &Desk) {
    desk.put("numbers.toml", PROFILE);
    desk.put("ni.csv", hr("x", 12, nino, |_| "y".to_owned()));
    desk.put("ok.csv", hr("x", 12, plain, |_| "y".to_owned()));
}

fn export(desk: &Desk, input: &str, output: &str, more: &[&str]) -> std::process::Output {
    let fixed = [
        "--profile",
        "./numbers.toml",
        "--input",
        input,
        "--output",
        output,
    ];
    desk.export(&[&fixed, more].concat())
}

#[test]
fn rows_that_hold_what_no_card_needs_do_not_leave_by_any_way_and_no_value_is_said() {
    let studio = Studio::new();
    let desk = &studio.desk;
    put(desk);
    let key = studio.recipient.as_str();
    let ways: [(&str, &[&str]); 7] = [
        ("o.csv", &[]),
        ("o.ndjson", &[]),
        ("-", &[]),
        ("-", &["--output-format", "ndjson"]),
        ("o.zip", &["--unsigned"]),
        ("o.zip.age", &["--unsigned", "--encrypt-to", key]),
        ("o.csv", &["--dry-run"]),
    ];
    for (output, more) in ways {
        let mut names = desk.names();
        let more = [&["--report", "r.json"], more].concat();
        let refused = export(desk, "ni.csv", output, &more);
        let said = told(&refused, 3);
        assert!(stdout(&refused).is_empty(), "{output}: {said}");
        assert!(
            said.contains("forbidden-content: forbidden: nino in "),
            "{said}"
        );
        assert!(
            said.contains("printed_number, ") && said.contains("12 times"),
            "{said}"
        );
        assert!(said.contains("no rows were written"), "{said}");
        let report = desk.text("r.json");
        assert!(
            report.contains("\"code\":\"forbidden-content\",\"column\":\"printed_number\""),
            "{report}"
        );
        assert!(
            report.contains("\"released\":0") && report.contains("\"sha256\":null"),
            "{report}"
        );
        for row in 1..=12 {
            let value = nino(row);
            assert!(
                !said.contains(&value) && !report.contains(&value),
                "{value}"
            );
        }
        names.push("r.json".to_owned());
        names.sort();
        names.dedup();
        assert_eq!(desk.names(), names, "{output}");
        let said = told(&export(desk, "ok.csv", output, &more), 0);
        assert!(!said.contains("forbidden"), "{said}");
        for name in [
            "o.csv",
            "o.csv.manifest.json",
            "o.ndjson",
            "o.ndjson.manifest.json",
            "o.zip",
            "o.zip.age",
        ] {
            let _ = std::fs::remove_file(desk.at(name));
        }
    }
}

#[test]
fn an_older_batch_stays_where_a_new_one_is_refused() {
    let desk = Desk::new();
    desk.put("numbers.toml", PROFILE);
    desk.put("ni.csv", hr("x", 3, nino, |_| "y".to_owned()));
    desk.put("o.csv", "older");
    assert_eq!(code(&export(&desk, "ni.csv", "o.csv", &[])), 3);
    assert_eq!(desk.text("o.csv"), "older");
}

#[test]
fn every_preset_s_rows_leave_in_every_form() {
    let desk = Desk::new();
    let sample = run(["sample", "--rows", "1000", "--seed", "3"]);
    desk.put("thousand.csv", &sample.stdout);
    let presets = stdout(&run(["profile", "list"]));
    let presets: Vec<&str> = presets
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(presets.len(), 7, "{presets:?}");
    for preset in presets {
        for form in ["csv", "ndjson"] {
            let arguments = [
                "--profile",
                preset,
                "--input",
                "thousand.csv",
                "--output",
                "-",
                "--output-format",
                form,
            ];
            let output = desk.export(&arguments);
            assert_eq!(code(&output), 0, "{preset}: {}", stderr(&output));
            assert!(stdout(&output).lines().count() > 900, "{preset}");
        }
    }
}

fn preflight(desk: &Desk, arguments: &[&str]) -> std::process::Output {
    let mut command = cardsieve();
    command.current_dir(desk.path()).arg("preflight");
    command
        .args(["--controller", "C", "--recipient", "R"])
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn a_sample_is_clean_before_it_leaves_and_its_report_says_what_is_not_read() {
    let desk = Desk::new();
    let names = desk.names();
    for form in ["csv", "ndjson", "json"] {
        let sample = run(["sample", "--rows", "400", "--format", form]);
        let input = format!("sample.{form}");
        desk.put(&input, &sample.stdout);
        let output = preflight(&desk, &["--profile", "warrant-card", "--input", &input]);
        let said = told(&output, 0);
        assert!(said.starts_with("CLEAN\n"), "{said}");
        assert!(said.contains("400 rows, 392 would be released"), "{said}");
        assert!(
            said.contains("8 withheld for a raised deciding flag"),
            "{said}"
        );
        assert!(said.contains("column date_of_birth, 400 cells"), "{said}");
        let json = told(
            &preflight(
                &desk,
                &[
                    "--profile",
                    "warrant-card",
                    "--input",
                    &input,
                    "--format",
                    "json",
                ],
            ),
            0,
        );
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["format"], "cardsieve-preflight-1");
        assert_eq!(json["rows"]["released"], 392);
        std::fs::remove_file(desk.at(&input)).unwrap();
    }
    assert_eq!(desk.names(), names, "it writes nothing");
}

#[test]
fn a_preflight_tells_columns_and_counts_and_no_value() {
    let desk = Desk::new();
    desk.put("numbers.toml", PROFILE);
    let look = |input: &str, more: &[&str]| {
        preflight(
            &desk,
            &[&["--profile", "./numbers.toml", "--input", input], more].concat(),
        )
    };
    // the staff number is the pay number after all
    desk.put(
        "pay.csv",
        hr(
            "Payroll ref",
            30,
            |row| format!("P4X{row:04}"),
            |row| {
                if row % 3 == 0 {
                    "none".to_owned()
                } else {
                    format!("p4x-{row:04}")
                }
            },
        ),
    );
    let said = told(&look("pay.csv", &[]), 3);
    assert!(said.starts_with("FOUND\n"), "{said}");
    assert!(
        said.contains("other-column in column printed_number, 20 rows, what column #3 holds"),
        "{said}"
    );
    assert!(
        !said.contains("P4X") && !said.contains("p4x") && !said.contains("Payroll ref"),
        "{said}"
    );
    let json = stdout(&look("pay.csv", &["--format", "json"]));
    assert!(
        json.contains(
            "\"other_columns\":[{\"column\":\"printed_number\",\"other\":3,\"rows\":20}]"
        ),
        "{json}"
    );
    // it looks like National Insurance numbers, also where it would stay behind for its form
    desk.put(
        "ni.csv",
        hr(
            "x",
            30,
            |row| {
                if row % 2 == 0 {
                    nino(row)
                } else {
                    format!("QQ 70 00 {row:02} C")
                }
            },
            |_| "y".to_owned(),
        ),
    );
    let said = told(&look("ni.csv", &[]), 3);
    assert!(
        said.contains("forbidden: nino in column 2 (B) printed_number"),
        "{said}"
    );
    assert!(said.contains("15 times"), "{said}");
    assert!(
        said.contains("forbidden: nino in column staff_number of the export, 30 cells"),
        "{said}"
    );
    assert!(
        said.contains("15 withheld: invalid-value in column printed_number"),
        "{said}"
    );
    assert!(!said.contains("QQ"), "{said}");
    // nothing says who must be withheld
    desk.put(
        "flags.csv",
        hr("x", 3, plain, |_| "y".to_owned())
            .replace("under_threat", "threat_level")
            .replace(",minor", ",is_a_minor"),
    );
    let said = told(&look("flags.csv", &[]), 3);
    assert!(
        said.contains("nothing says who is under_threat, minor"),
        "{said}"
    );
    assert!(
        said.contains("unmapped columns seem to hold a deciding flag: #8"),
        "{said}"
    );
    assert!(said.contains("3 rows, 3 would be released"), "{said}");
    // what is refused as a whole is told with what else there is to say
    desk.put(
        "twice.csv",
        hr("x", 3, plain, |_| "y".to_owned()).replace("E2,", "E1,"),
    );
    let said = told(&look("twice.csv", &[]), 3);
    assert!(
        said.contains("refused: duplicate-record at row 2"),
        "{said}"
    );
    desk.put("ragged.csv", "record_id,staff_number\nE1\n");
    let said = told(&look("ragged.csv", &[]), 3);
    assert!(said.contains("ragged-row"), "{said}");
    assert_eq!(code(&look("nowhere.csv", &[])), 1);
    assert_eq!(code(&look(".", &[])), 1);
    // standard input
    let mut command = cardsieve();
    command.current_dir(desk.path()).args([
        "preflight",
        "--profile",
        "./numbers.toml",
        "--input",
        "-",
    ]);
    command.stdin(std::fs::File::open(desk.at("pay.csv")).unwrap());
    assert_eq!(command.output().unwrap().status.code(), Some(3));
}

#[test]
fn a_preflight_reads_as_an_export_does() {
    let desk = Desk::new();
    desk.put("numbers.toml", PROFILE);
    let look = |input: &str, more: &[&str]| {
        told(
            &preflight(
                &desk,
                &[&["--profile", "./numbers.toml", "--input", input], more].concat(),
            ),
            3,
        )
    };
    let text = hr(
        "Note",
        12,
        |row| format!("S-{row:05}"),
        |row| format!("\"caf\u{e9}, s-{row:05}\""),
    );
    let narrow: Vec<u8> = text
        .replace(',', ";")
        .replace("caf\u{e9};", "")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    desk.put("narrow.csv", narrow);
    let said = look(
        "narrow.csv",
        &["--encoding", "windows-1252", "--delimiter", ";"],
    );
    assert!(said.contains("12 rows, what column #3 holds"), "{said}");
    // led by a map, out of objects within objects
    let object = |row: usize| {
        format!(
            "{{\"ids\":{{\"emp\":\"E{row}\"}},\"nos\":[{{\"v\":\"S-{row:05}\"}}],\"pay\":{{\"ref\":\"s{row:05}\"}}}}\n"
        )
    };
    desk.put("hr.ndjson", (1..=9).map(object).collect::<String>());
    desk.put(
        "map.toml",
        "[columns]\n\"ids.emp\" = \"record_id\"\n\"nos[0].v\" = \"staff_number\"\n[absent]\ncovert = \"none\"\nprotected_identity = \"none\"\nclose_protection = \"none\"\nunder_threat = \"none\"\nminor = \"none\"\n",
    );
    let said = look("hr.ndjson", &["--map", "map.toml"]);
    assert!(said.contains("9 rows, 9 would be released"), "{said}");
    assert!(said.contains("9 rows, what column #3 holds"), "{said}");
    desk.put("list", "E3\n");
    desk.put(
        "hr.csv",
        hr("x", 12, plain, |_| "y".to_owned()).replace(FLAGS, "a,b,c,d,e"),
    );
    let output = preflight(
        &desk,
        &[
            "--profile",
            "./numbers.toml",
            "--input",
            "hr.csv",
            "--withhold-list",
            "list",
        ],
    );
    let said = told(&output, 0);
    assert!(
        said.contains("12 rows, 11 would be released") && said.contains("1 withheld for a raised"),
        "{said}"
    );
}

#[test]
fn what_may_not_leave_is_entered_into_no_ledger() {
    let desk = ledger::desk();
    put(&desk);
    let entries = || ledger::ledger(&desk).entries().unwrap().len();
    let before = entries();
    for (output, more) in [("o.csv", &[][..]), ("-", &[]), ("o.zip", &["--unsigned"])] {
        let more = [&ledger::UNDER, more].concat();
        let said = told(&export(&desk, "ni.csv", output, &more), 3);
        assert!(said.contains("forbidden-content"), "{said}");
        assert_eq!(entries(), before, "{output}");
    }
    told(&export(&desk, "ok.csv", "o.csv", &ledger::UNDER), 0);
    assert_eq!(entries(), before + 2);
}

#[test]
fn a_preflight_needs_no_ledger_where_an_export_does() {
    let desk = Desk::new();
    put(&desk);
    let required = PROFILE.replacen("format = 1\n", "format = 1\nledger = \"required\"\n", 1);
    desk.put("numbers.toml", required);
    let look = |input: &str| preflight(&desk, &["--profile", "./numbers.toml", "--input", input]);
    told(&look("ok.csv"), 0);
    let found = told(&look("ni.csv"), 3);
    assert!(
        found.contains("nino") && !found.contains("ledger-required"),
        "{found}"
    );
    assert!(told(&export(&desk, "ok.csv", "o.csv", &[]), 3).contains("ledger-required"));
}
