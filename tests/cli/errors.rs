//! What is wrong and where, and never what was given.

use std::fmt::Write as _;

use super::{Desk, code, run, stderr, stdout, told};

const CANARY: &str = "Zyxwv-Canary-4711";

#[test]
fn what_cannot_be_opened_is_1_and_what_is_refused_is_3() {
    let desk = Desk::new();
    let export = |profile: &str, secret: &str, input: &str| {
        let output = super::cardsieve()
            .current_dir(desk.path())
            .args([
                "export",
                "--profile",
                profile,
                "--secret",
                secret,
                "--input",
                input,
            ])
            .args(["--output", "x.csv"])
            .output()
            .unwrap();
        code(&output)
    };
    assert_eq!(export("access-fob", "secret", "no-such.csv"), 1);
    assert_eq!(export("access-fob", "no-such", "hr.csv"), 1);
    assert_eq!(export("./no-such.toml", "secret", "hr.csv"), 1);
    assert_eq!(export("access-fob", "secret", "."), 1);
    desk.put("bad.toml", "format = 2\n");
    assert_eq!(export("bad.toml", "secret", "hr.csv"), 3);
    desk.put("bad-secret", "x");
    #[cfg(unix)]
    std::fs::set_permissions(
        desk.at("bad-secret"),
        std::os::unix::fs::PermissionsExt::from_mode(0o600),
    )
    .unwrap();
    assert_eq!(export("access-fob", "bad-secret", "hr.csv"), 3);
    desk.put("empty.csv", "");
    assert_eq!(export("access-fob", "secret", "empty.csv"), 3);
    assert!(!desk.at("x.csv").exists());
}

#[test]
fn all_problems_are_told_at_once() {
    let desk = Desk::new();
    desk.put(
        "bad.toml",
        "format = 1\nname = \"t\"\nfoo = 1\nbar = 2\n[[column]]\n",
    );
    desk.put(
        "map.toml",
        "[columns]\n\"Home Address\" = \"job_title\"\n\"x\" = \"no_such\"\n",
    );
    desk.put("list", "");
    let output = desk.export(&[
        "--profile",
        "bad.toml",
        "--input",
        "hr.csv",
        "--output",
        "x.csv",
        "--map",
        "map.toml",
        "--withhold-list",
        "list",
        "--epoch",
        "nope",
    ]);
    let all = told(&output, 3);
    for part in [
        "foo",
        "bar",
        "map.toml:2:",
        "map.toml:3:",
        "forbidden-source",
        "empty-list",
        "unknown-epoch",
    ] {
        assert!(all.contains(part), "{part} in {all}");
    }
}

#[test]
fn a_profiles_line_is_shown_but_not_that_of_an_export_given_by_mistake() {
    let desk = Desk::new();
    desk.put(
        "p.toml",
        "format = 1\nname = \"t\"\ncontroler = \"C\"\n[[column]]\n",
    );
    let output = run(["profile", "check", desk.at("p.toml").to_str().unwrap()]);
    let all = told(&output, 3);
    assert!(
        all.contains("controler = \"C\"") && all.contains("controller"),
        "{all}"
    );
    desk.put("hr.toml", format!("record_id,family_name\nE1,{CANARY}\n"));
    let output = run(["profile", "check", desk.at("hr.toml").to_str().unwrap()]);
    let all = told(&output, 3);
    assert!(all.contains("hr.toml:1:"), "{all}");
    assert!(!all.contains(CANARY), "{all}");
}

/// Every kind of broken file, each with a canary near the fault.
fn broken() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = [
        "CANARY\n",
        "record_id,family_name\n\"CANARY\n",
        "record_id,family_name\n\"CANARY\"x,y\n",
        "record_id,CANARY,CANARY\nE1,a,b\n",
        "record_id,family_name\nCANARY\n",
        "record_id,family_name\nCANARY,CANARY,CANARY\n",
        "record_id,family_name\nCANARY,CANARY\n\nE1,a\n",
        "record_id,family_name\nCANARY\0,CANARY\n",
        "record_id;CANARY,x\nE1;a,b\n",
        "{\"record_id\":\"CANARY\"\n",
        "{\"record_id\":\"CANARY\",\"record_id\":\"CANARY\"}\n",
        "{\"record_id\":CANARY}\n",
        "[{\"record_id\":\"E1\"},\"CANARY\"]",
        "[{\"record_id\":\"CANARY\\x\"}]",
        "{\"CANARY\":{\"a\":[1,2,",
        "format = \"CANARY\"\nCANARY = 1\n[CANARY]\n",
        "[columns]\n\"CANARY\" = \"CANARY\"\nCANARY CANARY\n",
        "CANARY = \"\"\"\nCANARY",
    ]
    .iter()
    .map(|text| text.replace("CANARY", CANARY).into_bytes())
    .collect();
    all.push(
        [
            b"record_id,family_name\nE1,\xff".as_slice(),
            CANARY.as_bytes(),
        ]
        .concat(),
    );
    all.push([b"\xff\xfer\0e\0".as_slice(), CANARY.as_bytes()].concat());
    all.push(format!("{{\"record_id\":{}\"{CANARY}\"", "[".repeat(100)).into_bytes());
    all
}

#[test]
fn no_broken_file_is_echoed_as_input_map_secret_list_or_profile() {
    let desk = Desk::new();
    for (number, bytes) in broken().into_iter().enumerate() {
        desk.put("broken", &bytes);
        desk.put("broken.toml", &bytes);
        #[cfg(unix)]
        std::fs::set_permissions(
            desk.at("broken"),
            std::os::unix::fs::PermissionsExt::from_mode(0o600),
        )
        .unwrap();
        let broken = desk.at("broken");
        let broken = broken.to_str().unwrap();
        let rows = ["--output", "x.csv", "--report", "r.json"];
        let mut outputs = vec![
            desk.export(
                &[
                    &["--profile", "access-fob", "--input", "broken"],
                    rows.as_slice(),
                ]
                .concat(),
            ),
            desk.export(
                &[
                    &["--profile", "contractor-card", "--input", "broken"],
                    rows.as_slice(),
                ]
                .concat(),
            ),
            desk.export(
                &[
                    &[
                        "--profile",
                        "contractor-card",
                        "--input",
                        "hr.csv",
                        "--map",
                        "broken",
                    ],
                    rows.as_slice(),
                ]
                .concat(),
            ),
            run(["inspect", broken, "--profile", "staff-card"]),
        ];
        let of_secret = super::cardsieve()
            .args([
                "reidentify",
                "--secret",
                broken,
                "--profile",
                "access-fob",
                "--input",
                broken,
            ])
            .args(["--batch", "0123456789abcdef", "aaaaaaaaaaaaaaaa"])
            .output();
        outputs.push(of_secret.unwrap());
        for output in &outputs {
            let all = stdout(output) + &stderr(output);
            assert_eq!(code(output), 3, "{number}: {all}");
            assert!(!all.contains("Canary-4711"), "{number}: {all}");
        }
        for more in [vec!["map", "new", broken], vec!["map", "explain", broken]] {
            let output = run(more);
            let all = stdout(&output) + &stderr(&output);
            assert!([0, 3].contains(&code(&output)), "{number}: {all}");
            assert!(!all.contains("Canary-4711"), "{number}: {all}");
        }
        assert!(!desk.at("x.csv").exists(), "{number}");
        if desk.at("r.json").exists() {
            assert!(!desk.text("r.json").contains("Canary-4711"), "{number}");
        }
    }
}

#[test]
fn a_refusal_is_in_the_report_too_with_its_place_and_the_next_step_on_stderr() {
    let desk = Desk::new();
    desk.put("ragged.csv", "record_id,card_design\nE1,D1\nE2\n");
    let output = desk.export(&[
        "--profile",
        "access-fob",
        "--input",
        "ragged.csv",
        "--output",
        "x.csv",
        "--report",
        "r.json",
    ]);
    let all = told(&output, 3);
    assert!(
        all.contains("error: ragged.csv: ragged-row at row 2 (line 3)"),
        "{all}"
    );
    assert!(all.contains("\n  next: export again"), "{all}");
    let report = desk.text("r.json");
    assert!(
        report
            .contains("\"refused\":{\"code\":\"ragged-row\",\"column\":null,\"line\":3,\"row\":2}"),
        "{report}"
    );
    assert!(report.contains("\"released\":0"), "{report}");
}

#[test]
fn withheld_rows_are_listed_twenty_at_a_time_and_flagged_ones_never() {
    let desk = Desk::new();
    let mut hr = String::from("record_id,card_design,card_serial,credential_no\n");
    for row in 0..30 {
        let design = if row < 25 { "not a design" } else { "D1" };
        let _ = writeln!(hr, "E{row},{design},S{row},{row}");
    }
    desk.put("hr.csv", hr);
    let fob = [
        "--profile",
        "access-fob",
        "--input",
        "hr.csv",
        "--output",
        "x.csv",
    ];
    let all = told(&desk.export(&fob), 0);
    assert_eq!(
        all.matches(": invalid-value in column card_design").count(),
        20,
        "{all}"
    );
    assert!(all.contains("and 5 more reasons"), "{all}");
    assert!(
        all.contains("30 rows read, 5 released, 25 withheld"),
        "{all}"
    );
    assert!(!all.contains("not a design"), "{all}");
    let rule = "accepted in column card_design (card_design): a card design is 2 to 12 capitals";
    assert_eq!(all.matches(rule).count(), 1, "{all}");
    assert_eq!(all.matches("accepted in").count(), 1, "{all}");
}
