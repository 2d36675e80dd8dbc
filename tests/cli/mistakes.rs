//! The wrong file, the wrong name, the wrong flag: each is told for what it is, and none is echoed.

use super::{Desk, code, run, stderr, told};

const CANARY: &str = "Zyxwv-Canary-4711";

/// An export with one thing changed; what is told.
fn export_with(desk: &Desk, arguments: &[&str], expected: i32) -> String {
    let usual = [
        ["--profile", "access-fob"],
        ["--input", "hr.csv"],
        ["--output", "x.csv"],
    ];
    let usual = usual.iter().filter(|pair| !arguments.contains(&pair[0]));
    let all: Vec<&str> = usual.flatten().chain(arguments).copied().collect();
    let all = told(&desk.export(&all), expected);
    assert!(!all.contains(CANARY), "{all}");
    all
}

/// A file of people, which nobody is to see.
fn people(desk: &Desk, name: &str, delimiter: char) -> String {
    let path = desk.put(
        name,
        format!("record_id{delimiter}family_name\nE1{delimiter}{CANARY}\n"),
    );
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_faulty_profile_is_shown_as_it_stands_and_obeyed_by_no_terminal() {
    let desk = Desk::new();
    let card = desk.at("card.toml");
    told(&run(["profile", "new", card.to_str().unwrap()]), 0);
    let text = desk.text("card.toml");
    let odd = "min_rows = 0 # \u{202e}0001\nname =";
    desk.put("card.toml", text.replacen("name =", odd, 1));
    let check = run(["profile", "check", card.to_str().unwrap()]);
    let said = told(&check, 3);
    assert!(said.contains("min_rows = 0 # "), "{said}");
    assert!(said.contains("card.toml:"), "{said}");
    // neither colours, in a pipe, nor colours written out
    for mark in ["\u{1b}", "\\u{", "[0m", "\u{202e}"] {
        assert!(!said.contains(mark), "{mark:?}: {said}");
    }
}

#[test]
fn a_wrong_file_is_told_for_what_it_is() {
    let desk = Desk::new();
    desk.put("map.toml", "[columns]\n\"Emp No\" = \"record_id\"\n");
    let card = desk.at("card.toml");
    told(&run(["profile", "new", card.to_str().unwrap()]), 0);
    people(&desk, "people.csv", ',');
    people(&desk, "people.toml", ',');
    for (arguments, expected, words) in [
        (["--profile", "map.toml"], 3, ["this is a map", "--map"]),
        (
            ["--map", "card.toml"],
            3,
            ["this is a profile", "--profile"],
        ),
        (
            ["--profile", "people.toml"],
            3,
            ["people.toml:1: malformed-toml", "cardsieve profile new"],
        ),
        (
            ["--map", "people.csv"],
            3,
            ["people.csv:1: malformed-toml", "cardsieve map new"],
        ),
        (
            ["--profile", "people.csv"],
            2,
            ["there is no preset people.csv", "./people.csv"],
        ),
    ] {
        let all = export_with(&desk, &arguments, expected);
        for word in words {
            assert!(all.contains(word), "{arguments:?}: {word} in {all}");
        }
    }
    assert!(!desk.at("x.csv").exists());
}

#[cfg(unix)]
#[test]
fn a_file_that_is_no_secret_is_told_as_one_whoever_may_read_it() {
    use std::os::unix::fs::PermissionsExt;

    let desk = Desk::new();
    let mode = |name: &str, mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(desk.at(name), permissions).unwrap();
    };
    let export = |secret: &str| {
        let output = super::cardsieve()
            .current_dir(desk.path())
            .args(["export", "--profile", "access-fob", "--secret", secret])
            .args(["--input", "hr.csv", "--output", "x.csv"])
            .output()
            .unwrap();
        told(&output, 3)
    };
    people(&desk, "people.csv", ',');
    for bits in [0o600, 0o644] {
        mode("people.csv", bits);
        let all = export("people.csv");
        assert!(all.contains("this is no secret file"), "{bits:o} {all}");
        assert!(all.contains("cardsieve secret new"), "{bits:o} {all}");
        assert!(
            !all.contains(CANARY) && !all.contains("chmod"),
            "{bits:o} {all}"
        );
    }
    // a true one that others may read is not excused
    mode("secret", 0o644);
    assert!(export("secret").contains("secret-permissions"));
}

#[test]
fn an_unknown_epoch_is_told_with_those_that_there_are() {
    let desk = Desk::new();
    let secret = desk.at("secret");
    let secret = secret.to_str().unwrap();
    told(&run(["secret", "rotate", secret, "--epoch", "2027a"]), 0);
    let all = export_with(&desk, &["--epoch", "2026z"], 3);
    assert!(all.contains("it has e1, 2027a"), "{all}");
}

#[test]
fn a_missing_file_is_called_no_such_file_by_its_name() {
    let desk = Desk::new();
    for arguments in [
        ["--profile", "./none.toml"],
        ["--map", "none.toml"],
        ["--withhold-list", "none"],
        ["--input", "none.csv"],
    ] {
        let all = export_with(&desk, &arguments, 1);
        let expected = format!("{}: no such file\n", arguments[1]);
        assert!(all.contains(&expected) && !all.contains("entity"), "{all}");
    }
    let all = export_with(&desk, &["--output", "none/x.csv"], 1);
    assert!(
        all.contains("no such folder") && !all.contains("entity"),
        "{all}"
    );
}

#[test]
fn a_delimiter_for_json_is_a_usage_error_however_the_form_is_known() {
    let desk = Desk::new();
    let json = format!("{{\"record_id\":\"{CANARY}\"}}");
    desk.put("hr.ndjson", &json);
    desk.put("hr.json", format!("[{json}]"));
    desk.put("hr.export", &json);
    for input in ["hr.ndjson", "hr.json", "hr.export"] {
        let all = export_with(&desk, &["--input", input, "--delimiter", ";"], 2);
        assert!(all.contains("--delimiter is for CSV"), "{all}");
        let path = desk.at(input);
        let path = path.to_str().unwrap();
        told(&run(["map", "new", path, "--delimiter", ","]), 2);
        told(&run(["map", "new", path]), 0);
    }
}

#[test]
fn another_delimiter_is_hinted_at_where_no_column_is_known() {
    let desk = Desk::new();
    let colon = people(&desk, "colon.csv", ':');
    let semicolon = people(&desk, "semicolon.csv", ';');
    let all = export_with(&desk, &["--input", "colon.csv"], 3);
    assert!(
        all.contains("no-known-column") && all.contains("--delimiter"),
        "{all}"
    );
    let all = export_with(&desk, &["--input", "semicolon.csv", "--delimiter", ","], 3);
    assert!(
        all.contains("no-known-column") && all.contains("--delimiter"),
        "{all}"
    );
    for more in [
        vec![colon.as_str()],
        vec![semicolon.as_str(), "--delimiter", ","],
    ] {
        let output = run([&["map", "new"], more.as_slice()].concat());
        let all = stderr(&output);
        assert_eq!(code(&output), 0, "{all}");
        assert!(all.contains("no column is recognised"), "{all}");
        assert!(
            all.contains("--delimiter") && !all.contains(CANARY),
            "{all}"
        );
    }
    assert_eq!(stderr(&run(["map", "new", &semicolon])), "");
}

#[test]
fn a_map_is_explained_with_the_flags_that_nobody_speaks_of() {
    let desk = Desk::new();
    let map = desk.at("map.toml");
    let map = map.to_str().unwrap();
    let open = |arguments: &[&str]| {
        let all = told(&run([&["map", "explain", map], arguments].concat()), 0);
        let title = "deciding flags without a source\n";
        let rest = all.split_once(title).map_or("", |(_, rest)| rest);
        if !rest.is_empty() {
            assert!(rest.contains("flag-without-source"), "{all}");
            assert!(rest.contains("--withhold-list"), "{all}");
        }
        let names = rest
            .lines()
            .take_while(|line| !line.contains(' ') || line.trim().split(' ').count() == 1);
        names.map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    let columns = "[columns]\n\"Emp No\" = \"record_id\"\n";
    desk.put(
        "map.toml",
        format!("{columns}\"UC\" = \"covert\"\n[absent]\nminor = \"no minors\"\n"),
    );
    let hr = desk.put("own.csv", "Emp No,UC,under_threat\nE1,N,N\n");
    let three = ["protected_identity", "close_protection", "under_threat"];
    assert_eq!(open(&[]), three);
    assert_eq!(open(&["--input", hr.to_str().unwrap()]), three[..2]);
    let all = "covert protected_identity close_protection under_threat minor";
    let absent: String = all
        .split(' ')
        .map(|flag| format!("{flag} = \"x\"\n"))
        .collect();
    desk.put("map.toml", format!("{columns}[absent]\n{absent}"));
    assert!(open(&[]).is_empty());
}
