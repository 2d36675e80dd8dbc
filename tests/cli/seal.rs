//! Sealed batches: what is in them, what they need, and what stays behind.

use std::fs;

use cardsieve::batch::{Expect, TrustedSigners};
use cardsieve::batch::{Manifest, read};

use super::studio::{Studio, entries, holds, holds_any, never_said};
use super::{Desk, stderr, told};

#[test]
fn a_batch_holds_rows_and_photos_and_nothing_of_what_stayed() {
    let studio = Studio::new();
    let desk = &studio.desk;
    let said = studio.sealed();
    let bytes = fs::read(desk.at("x.zip")).unwrap();
    let entries = entries(&bytes);
    let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names[..3],
        ["manifest.json", "manifest.json.minisig", "rows.csv"]
    );
    let manifest = Manifest::parse(&entries[0].1).unwrap();
    let rows = String::from_utf8(entries[2].1.clone()).unwrap();
    assert_eq!(rows.lines().count(), 1 + names.len() - 3);
    assert!(
        rows.lines().next().unwrap().ends_with(",photo_file"),
        "{rows}"
    );
    assert_eq!(manifest.photos().len(), names.len() - 3);
    for (photo, (name, content)) in manifest.photos().iter().zip(&entries[3..]) {
        assert_eq!(&photo.name(), name);
        assert!(content.starts_with(b"\xff\xd8\xff") && content.ends_with(b"\xff\xd9"));
        let file = name.strip_prefix("photos/").unwrap();
        assert!(rows.contains(&format!(",{file}\r\n")), "{file}");
    }
    let report = desk.text("r.json");
    assert!(report.contains("\"photos_repeated\":0"), "{report}");
    assert!(
        said.contains(&format!("signed by {}", studio.public)),
        "{said}"
    );
    let never = never_said(desk);
    assert!(never.len() > 1000, "{}", never.len());
    assert_eq!(holds_any(&bytes, &never), None, "in the batch");
    assert_eq!(holds_any(report.as_bytes(), &never), None, "in the report");
    assert_eq!(holds_any(said.as_bytes(), &never), None, "{said}");
    assert!(holds_any(desk.text("hr.csv").as_bytes(), &never).is_some());
}

#[test]
fn a_batch_needs_what_it_is_made_of_and_takes_nothing_that_has_no_effect() {
    let studio = Studio::new();
    let key = studio.recipient.as_str();
    for (output, more, expected) in [
        ("x.zip", vec![], "--sign KEY, or --unsigned"),
        (
            "x.zip",
            vec!["--sign", "key", "--unsigned"],
            "cannot be used with",
        ),
        ("x.zip.age", vec!["--unsigned"], "--encrypt-to"),
        ("x.zip", vec!["--unsigned", "--encrypt-to", key], ".zip.age"),
        (
            "x.age",
            vec!["--unsigned", "--encrypt-to", key],
            "does not say the form",
        ),
        ("x.csv", vec![], "bare rows go without photos"),
        (
            "x.csv",
            vec!["--encrypt-to", key],
            "bare rows are not encrypted",
        ),
        ("-", vec!["--sign", "key"], "have no manifest"),
        (
            "x.zip",
            vec!["--unsigned", "--created", "2026-02-30"],
            "YYYY-MM-DD",
        ),
        (
            "x.zip",
            vec!["--unsigned", "--report", "x.zip"],
            "same file",
        ),
        (
            "x.zip",
            vec!["--sign", "key", "--report", "key"],
            "same file",
        ),
    ] {
        let said = told(&studio.export(output, &more), 2);
        assert!(said.contains(expected), "{more:?}: {said}");
    }
    let desk = &studio.desk;
    let bare = [
        "--profile",
        "warrant-card",
        "--input",
        "hr.csv",
        "--output",
        "x.zip",
        "--unsigned",
    ];
    assert!(told(&desk.export(&bare), 2).contains("give their folder with --photos"));
    let fob = [
        "--profile",
        "access-fob",
        "--photos",
        "album",
        "--input",
        "hr.csv",
    ];
    let fob = [fob.as_slice(), &["--output", "x.zip", "--unsigned"]].concat();
    assert!(told(&desk.export(&fob), 2).contains("the profile has no [photo]"));
    for (more, expected) in [
        (
            vec!["--unsigned", "--created", "2199-01-01"],
            "created-in-future",
        ),
        (vec!["--sign", "hr.csv"], "key-malformed"),
        (
            vec!["--unsigned", "--controller", "unnamed"],
            "unnamed-party",
        ),
    ] {
        let mut command = studio.command("x.zip", &[]);
        if more.contains(&"unnamed") {
            command = super::cardsieve();
            command.current_dir(desk.path()).args([
                "export",
                "--secret",
                "secret",
                "--profile",
                "warrant-card",
                "--input",
                "hr.csv",
                "--photos",
                "album",
                "--output",
                "x.zip",
                "--unsigned",
            ]);
        } else {
            command.args(&more);
        }
        let said = told(&command.output().unwrap(), 3);
        assert!(said.contains(expected), "{more:?}");
        assert!(!holds(said.as_bytes(), "canary-"), "{more:?}");
    }
    let wrong = studio.export("x.zip.age", &["--unsigned", "--encrypt-to", "age1nonsense"]);
    let said = told(&wrong, 3);
    assert!(
        said.contains("recipient-malformed") && !said.contains("nonsense"),
        "{said}"
    );
    let none = studio.export("x.zip", &["--unsigned", "--photos-folder", "none"]);
    assert_eq!(super::code(&none), 2);
    assert_eq!(
        desk.names(),
        [
            "album",
            "hr.csv",
            "identity",
            "key",
            "key.pub",
            "secret",
            "signers.txt"
        ]
    );
}

#[test]
fn a_profile_without_photos_is_sealed_without_a_folder() {
    let desk = Desk::new();
    let fob = [
        "--profile",
        "access-fob",
        "--input",
        "hr.csv",
        "--output",
        "x.zip",
        "--unsigned",
    ];
    let said = told(
        &desk.export(&[fob.as_slice(), &["--output-format", "ndjson"]].concat()),
        0,
    );
    assert!(said.contains("not signed"), "{said}");
    let entries = entries(&fs::read(desk.at("x.zip")).unwrap());
    let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["manifest.json", "rows.ndjson"]);
}

#[test]
fn two_runs_under_any_environment_give_the_same_batch() {
    let studio = Studio::new();
    let desk = &studio.desk;
    told(
        &studio.export(
            "x.zip",
            &[
                "--unsigned",
                "--created",
                "2026-01-31",
                "--report",
                "r.json",
            ],
        ),
        0,
    );
    let first = fs::read(desk.at("x.zip")).unwrap();
    let manifest = Manifest::parse(&entries(&first)[0].1).unwrap();
    assert_eq!(manifest.created().to_string(), "2026-01-31");
    let (batch, sha256) = (manifest.batch().to_string(), manifest.rows().sha256());
    let again = [
        "--unsigned",
        "--created",
        "2026-01-31",
        "--batch-id",
        &batch,
        "--expect-sha256",
        &sha256,
    ];
    let mut command = studio.command("y.zip", &again);
    command
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("LANG", "tr_TR.UTF-8")
        .env("TZ", "Pacific/Kiritimati")
        .env("RAYON_NUM_THREADS", "1")
        .env("RUST_LOG", "trace")
        .env("SOURCE_DATE_EPOCH", "1");
    told(&command.output().unwrap(), 0);
    assert!(first == fs::read(desk.at("y.zip")).unwrap());
    let backwards: Vec<String> = {
        let hr = desk.text("hr.csv");
        let mut lines: Vec<_> = hr.lines().map(str::to_owned).collect();
        lines[1..].reverse();
        lines
    };
    desk.put("hr.csv", backwards.join("\r\n") + "\r\n");
    told(&studio.export("z.zip", &again), 0);
    assert!(
        first == fs::read(desk.at("z.zip")).unwrap(),
        "the order of the input"
    );
    studio.point(&[(0, "none")]);
    let refused = studio.export("w.zip", &again);
    assert!(told(&refused, 3).contains("rows-differ"));
    assert!(!desk.at("w.zip").exists());
}

#[test]
fn an_encrypted_batch_is_the_batch_once_it_is_opened() {
    let studio = Studio::new();
    let desk = &studio.desk;
    desk.put(
        "bureau.txt",
        format!("# the bureau's\n\n{}\n", studio.recipient),
    );
    let other = age::x25519::Identity::generate().to_public().to_string();
    let more = [
        "--sign",
        "key",
        "--encrypt-to",
        &other,
        "--encrypt-to",
        "bureau.txt",
    ];
    let mut expected = desk.names();
    told(&studio.export("x.zip.age", &more), 0);
    expected.push("x.zip.age".to_owned());
    assert_eq!(desk.names(), expected, "nothing plain stands beside it");
    let bytes = fs::read(desk.at("x.zip.age")).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
    assert!(!holds(&bytes, "manifest.json") && !holds(&bytes, "JFIF"));
    let identity: age::x25519::Identity = desk
        .text("identity")
        .lines()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let opened = age::decrypt(&identity, &bytes).unwrap();
    let signers = TrustedSigners::parse(&desk.text("signers.txt")).unwrap();
    let day = Manifest::parse(&entries(&opened)[0].1).unwrap().created();
    let batch = read(std::io::Cursor::new(opened)).unwrap();
    assert!(batch.verify(&signers, &Expect::on(day)).is_ok());
}

#[test]
fn beside_bare_rows_stand_their_manifest_and_its_signature() {
    let desk = Studio::new().desk;
    let warrant = [
        "--profile",
        "warrant-card",
        "--input",
        "hr.csv",
        "--output",
        "x.csv",
    ];
    told(
        &desk.export(&[warrant.as_slice(), &["--sign", "key"]].concat()),
        0,
    );
    let manifest = Manifest::parse(desk.text("x.csv.manifest.json").as_bytes()).unwrap();
    assert_eq!(manifest.rows().bytes(), desk.text("x.csv").len() as u64);
    assert!(
        desk.text("x.csv.manifest.json.minisig")
            .contains(&manifest.batch().to_string())
    );
    assert!(manifest.photos().is_empty());
    assert!(!desk.text("x.csv.manifest.json").contains("photo_"));
    let again = desk.export(&warrant);
    assert!(
        stderr(&again).contains("the signature of an earlier run"),
        "{}",
        stderr(&again)
    );
    for wrong in ["x.csv.manifest.json", "x.csv.manifest.json.minisig"] {
        let output = desk.export(&[warrant.as_slice(), &["--report", wrong]].concat());
        assert!(told(&output, 2).contains("same file"), "{wrong}");
    }
    let unnamed = [
        "export",
        "--secret",
        "secret",
        "--profile",
        "access-fob",
        "--input",
        "hr.csv",
    ];
    let run = |more: &[&str]| {
        let mut command = super::cardsieve();
        command.current_dir(desk.path()).args(unnamed).args(more);
        command.output().unwrap()
    };
    assert!(told(&run(&["--output", "y.csv"]), 0).contains("without a manifest"));
    assert!(desk.at("y.csv").exists() && !desk.at("y.csv.manifest.json").exists());
    assert!(told(&run(&["--output", "z.csv", "--sign", "key"]), 3).contains("unnamed-party"));
}

#[test]
fn a_dry_run_of_a_batch_makes_its_photos_and_writes_the_report_alone() {
    let studio = Studio::new();
    studio.point(&[(2, "none")]);
    let before = studio.desk.names();
    let mut command = studio.desk.command(&[
        "--profile",
        "warrant-card",
        "--input",
        "hr.csv",
        "--photos",
        "album",
        "--dry-run",
    ]);
    let said = told(&command.output().unwrap(), 0);
    assert!(
        said.contains("row 3: photo-missing in column photo_file"),
        "{said}"
    );
    told(&studio.export("x.zip", &["--dry-run"]), 0);
    assert_eq!(studio.desk.names(), before);
}

#[test]
fn a_key_with_a_password_signs_when_a_line_of_standard_input_gives_it() {
    use std::io::Write as _;
    let studio = Studio::new();
    let pair = minisign::KeyPair::generate_encrypted_keypair(Some("right".to_owned())).unwrap();
    let locked = pair.sk.to_box(None).unwrap().to_string();
    studio.desk.put("locked", &locked);
    let key = locked.lines().nth(1).unwrap();
    let fob = [
        "--profile",
        "access-fob",
        "--input",
        "hr.csv",
        "--output",
        "x.zip",
        "--sign",
        "locked",
    ];
    for (line, code, expected) in [
        ("right\n", 0, pair.pk.to_base64()),
        ("wrong\n", 3, "wrong-password".to_owned()),
        ("", 3, "key-needs-password".to_owned()),
    ] {
        let mut child = studio
            .desk
            .command(&fob)
            .stdin(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(line.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        let said = told(&output, code);
        assert!(
            said.contains(&expected) && !said.contains("right") && !said.contains(key),
            "{said}"
        );
    } // where the HR export comes that way, its first line is no password
    let from_input = [
        "--profile",
        "access-fob",
        "--input",
        "-",
        "--output",
        "y.zip",
        "--sign",
        "locked",
    ];
    let mut child = studio
        .desk
        .command(&from_input)
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child
        .stdin
        .take()
        .unwrap()
        .write_all(b"right\nrecord_id,card_design\n");
    let said = told(&child.wait_with_output().unwrap(), 3);
    assert!(said.contains("key-needs-password"), "{said}");
    assert!(!studio.desk.at("y.zip").exists());
}
