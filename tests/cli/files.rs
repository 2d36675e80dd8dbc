//! Complete files or none, for their owner only; signals and closed pipes.

use std::io::{Read as _, Write as _};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{Desk, cardsieve, stderr, told};

const FOB: [&str; 4] = ["--profile", "access-fob", "--output", "x.csv"];

#[cfg(unix)]
#[test]
fn everything_that_is_written_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;

    let desk = Desk::new();
    let reports = [
        "--input",
        "hr.csv",
        "--report",
        "r.json",
        "--flagged-report",
        "f.txt",
    ];
    told(&desk.export(&[FOB.as_slice(), &reports].concat()), 0);
    for name in ["x.csv", "r.json", "f.txt", "secret"] {
        let mode = std::fs::metadata(desk.at(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_refused_export_leaves_an_older_output_as_it_was() {
    let desk = Desk::new();
    desk.put("x.csv", "old");
    desk.put("broken.csv", "record_id,card_design\nE1\n");
    let output = desk.export(&[FOB.as_slice(), &["--input", "broken.csv"]].concat());
    assert!(told(&output, 3).contains("ragged-row"));
    assert_eq!(desk.text("x.csv"), "old");
    assert_eq!(desk.names(), ["broken.csv", "hr.csv", "secret", "x.csv"]);
}

#[test]
fn a_report_that_cannot_be_written_releases_nothing() {
    let desk = Desk::new();
    let report = ["--input", "hr.csv", "--report", "no-such-folder/r.json"];
    told(&desk.export(&[FOB.as_slice(), &report].concat()), 1);
    assert_eq!(desk.names(), ["hr.csv", "secret"]);
}

#[cfg(unix)]
#[test]
fn a_signal_leaves_no_temporary_file() {
    for signal in ["-TERM", "-INT"] {
        let desk = Desk::new();
        let mut child = desk
            .command(&[FOB.as_slice(), &["--input", "-"]].concat())
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(b"record_id,card_design\nE1,").unwrap();
        let start = Instant::now();
        while !desk
            .names()
            .iter()
            .any(|name| name.starts_with(".cardsieve-"))
        {
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "no temporary file appeared"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
        let pid = child.id().to_string();
        let sent = std::process::Command::new("kill")
            .args([signal, &pid])
            .status()
            .unwrap();
        assert!(sent.success());
        assert_eq!(child.wait().unwrap().code(), Some(130), "{signal}");
        assert_eq!(desk.names(), ["hr.csv", "secret"], "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn no_report_takes_the_place_of_what_a_stream_of_the_shell_leads_to() {
    let desk = Desk::new();
    for (option, path) in [
        ("--report", "cards.csv"),
        ("--flagged-report", "cards.csv"),
        ("--flagged-report", "/dev/stdout"),
    ] {
        let cards = std::fs::File::create(desk.at("cards.csv")).unwrap();
        let output = desk
            .command(&[
                "--profile",
                "access-fob",
                "--input",
                "hr.csv",
                "--output",
                "-",
            ])
            .args([option, path])
            .stdout(cards)
            .output()
            .unwrap();
        assert!(told(&output, 2).contains("standard output are the same file"));
        assert_eq!(desk.text("cards.csv"), "", "{option} {path}");
    }
    let before = desk.text("hr.csv");
    let output = desk
        .command(&[
            "--profile",
            "access-fob",
            "--input",
            "-",
            "--output",
            "hr.csv",
        ])
        .stdin(std::fs::File::open(desk.at("hr.csv")).unwrap())
        .output()
        .unwrap();
    assert!(told(&output, 2).contains("standard input are the same file"));
    assert_eq!(desk.text("hr.csv"), before);
}

#[test]
fn a_withhold_list_that_keeps_nobody_back_is_said_to_be_of_no_use() {
    let desk = Desk::new();
    desk.put("list", "E1\n");
    let list = ["--input", "hr.csv", "--withhold-list", "list"];
    let output = desk.export(&[FOB.as_slice(), &list].concat());
    assert!(stderr(&output).contains("keeps nobody back"));
}

#[test]
fn a_copy_of_a_key_file_that_was_left_is_named_by_every_run_that_uses_it_or_writes_there() {
    let desk = Desk::new();
    let ask = |arguments: &[&str]| {
        let mut command = cardsieve();
        command.current_dir(desk.path()).args(arguments);
        told(&command.output().unwrap(), 0)
    };
    std::fs::create_dir(desk.at("keys")).unwrap();
    ask(&["ledger", "key", "new", "keys/ledger.key", "--year", "2026"]);
    ask(&["secret", "new", "keys/secret"]);
    let id = ".cardsieve-tmp-0123456789abcdef";
    let of_key = format!("ledger.key{id}");
    let of_secret = format!("secret{id}");
    let under = ["--ledger", "l.db", "--ledger-key", "keys/ledger.key"];
    let year = ["ledger", "key", "add", "keys/ledger.key", "--year", "2031"];
    let every: [&[&str]; 6] = [
        &year,
        &["secret", "rotate", "keys/secret", "--epoch", "e2"],
        &["ledger", "key", "new", "keys/other.key", "--year", "2026"],
        &["ledger", "new", "l.db", "--ledger-key", "keys/ledger.key"],
        &[
            &["secret", "rotate", "secret", "--epoch", "e2"],
            under.as_slice(),
        ]
        .concat(),
        &[
            "ledger",
            "head",
            "--ledger",
            "l.db",
            "--output",
            "keys/head.json",
        ],
    ];
    for arguments in every {
        for left in [&of_key, &of_secret] {
            desk.put(&format!("keys/{left}"), "");
        }
        let said = ask(arguments);
        assert_eq!(said.matches(&of_key).count(), 1, "{arguments:?}: {said}");
        assert_eq!(said.matches(&of_secret).count(), 1, "{arguments:?}: {said}");
        assert!(said.contains("each holds every key"), "{said}");
        std::fs::remove_file(desk.at("keys").join(&of_key)).unwrap();
        std::fs::remove_file(desk.at("keys").join(&of_secret)).unwrap();
    }
    // nothing that only looks alike, and nothing of the run's own
    desk.put("keys/x.cardsieve-tmp-Smith", "");
    desk.put("keys/.cardsieve-0123456789abcdef.tmp", "");
    let said = ask(&["secret", "rotate", "keys/secret", "--epoch", "e3"]);
    assert!(!said.contains("cardsieve-"), "{said}");
    desk.put(".cardsieve-0123456789abcdef.tmp", "");
    let said = ask(&["ledger", "new", "m.db", "--ledger-key", "keys/ledger.key"]);
    assert_eq!(said.matches(".tmp").count(), 1, "{said}");
}

#[test]
fn stale_temporary_files_are_named_and_others_are_not() {
    let desk = Desk::new();
    std::fs::create_dir(desk.at("reports")).unwrap();
    desk.put("reports/.cardsieve-00000000000000ff.tmp", "");
    let report = [
        "--input",
        "hr.csv",
        "--output",
        "-",
        "--report",
        "reports/r.json",
    ];
    let output = desk.export(&[&["--profile", "access-fob"], report.as_slice()].concat());
    assert!(
        stderr(&output).contains("unfinished files in reports: .cardsieve-00000000000000ff.tmp")
    );
    desk.put(".cardsieve-0123456789abcdef.tmp", "");
    desk.put(".cardsieve-Smith_John.tmp", "");
    let output = desk.export(&[FOB.as_slice(), &["--input", "hr.csv"]].concat());
    let warned = stderr(&output);
    assert!(
        warned.contains(".cardsieve-0123456789abcdef.tmp"),
        "{warned}"
    );
    assert!(!warned.contains("Smith"), "{warned}");
    assert!(
        desk.at(".cardsieve-0123456789abcdef.tmp").exists(),
        "another run may be using it"
    );
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_the_command_quietly() {
    let verbs: [&[&str]; 4] = [
        &["sample", "--rows", "100000"],
        &["fields"],
        &["man"],
        &["profile", "explain", "warrant-card"],
    ];
    for verb in verbs {
        let mut child = cardsieve()
            .args(verb)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut told = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut told)
            .unwrap();
        assert_eq!(
            (child.wait().unwrap().code(), told.as_str()),
            (Some(0), ""),
            "{verb:?}"
        );
    }
}

/// `cardsieve VERB | true` in a script that goes by exit codes.
#[cfg(unix)]
#[test]
fn a_reader_who_has_gone_turns_no_refusal_into_success() {
    let desk = Desk::new();
    let shell = super::run(["profile", "show", "shell-card"]).stdout;
    let shell = String::from_utf8(shell).unwrap().replace(
        "field = \"card_serial\", treatment = \"keep\"",
        "field = \"organisation\", treatment = \"keep\"",
    );
    let narrow = shell.replacen(
        "header = \"card_serial\"\n",
        "header = \"card_serial\"\nmax_chars = 1\n",
        1,
    );
    desk.put("narrow.toml", narrow);
    desk.put("refused.toml", shell.replace("organisation", "nino"));
    for (name, verb) in [
        ("ledger.key", "key new ledger.key"),
        ("ledger.db", "new ledger.db --ledger-key ledger.key"),
    ] {
        let verb = format!("ledger {verb}");
        let made = cardsieve()
            .current_dir(desk.path())
            .args(verb.split(' '))
            .output();
        told(&made.unwrap(), 0);
        assert!(desk.at(name).exists());
    }
    let into = [
        "--ledger",
        "ledger.db",
        "--ledger-key",
        "ledger.key",
        "--input",
        "hr.csv",
    ];
    told(&desk.export(&[FOB.as_slice(), &into].concat()), 0);
    let rank = [
        "--profile",
        "warrant-card",
        "--input",
        "hr.csv",
        "--output",
        "ranks.csv",
    ];
    told(&desk.export(&rank), 0);
    std::fs::create_dir(desk.at("inbox")).unwrap();
    std::fs::write(desk.at("inbox/x.zip"), "no batch").unwrap();
    desk.put("other.csv", desk.text("x.csv").replace("\r\n", "\n"));
    let parties = "--controller C --recipient R";
    for verb in [
        "profile prove narrow.toml --seed 1",
        "profile diff access-fob warrant-card",
        "profile check access-fob refused.toml",
        "preflight --profile warrant-card --input ranks.csv",
        "inspect hr.csv",
        &format!("risk ranks.csv --profile warrant-card --k 50 {parties}"),
        &format!(
            "reidentify --secret secret --profile access-fob {parties} --batch 0123456789abcdef --input hr.csv k3jqzv7mh2xw5abc"
        ),
        "ledger overdue --ledger ledger.db --as-of 2199-01-01",
        "ledger whose --ledger ledger.db --ledger-key ledger.key hr.csv",
        "ledger due inbox",
    ] {
        let mut command = cardsieve();
        command.current_dir(desk.path()).args(verb.split(' '));
        let heard = command.output().unwrap();
        told(&heard, 3);
        assert!(!heard.stdout.is_empty(), "{verb} prints before it says no");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let unheard = command.stdout(writer).output().unwrap();
        assert_eq!(super::code(&unheard), 3, "{verb}");
        assert_eq!(stderr(&unheard), stderr(&heard), "{verb}");
    }
}

#[test]
fn colours_are_for_terminals() {
    let desk = Desk::new();
    let output = desk.export(&[
        "--profile",
        "no-such",
        "--input",
        "hr.csv",
        "--output",
        "x.csv",
    ]);
    assert!(!stderr(&output).contains('\u{1b}'));
}
