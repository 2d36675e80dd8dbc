//! Manifests beside bare rows, batches through standard input, and names that are given all or none.

use std::fs;
use std::io::Write as _;
use std::process::{Output, Stdio};

use super::studio::{Studio, holds};
use super::{Desk, code, stdout, told};

const ROWS: [&str; 6] = [
    "--profile",
    "access-fob",
    "--input",
    "hr.csv",
    "--output",
    "x.csv",
];
const PARTIES: [&str; 6] = [
    "--profile",
    "access-fob",
    "--controller",
    "C",
    "--recipient",
    "R",
];

fn inspect(studio: &Studio, what: &str, more: &[&str]) -> Output {
    studio.run(&[["inspect", what].as_slice(), &PARTIES, more].concat())
}

#[test]
fn rows_beside_which_another_manifest_stands_are_refused() {
    let studio = Studio::new();
    let desk = &studio.desk;
    told(&desk.export(&ROWS), 0);
    let (rows, manifest) = (desk.text("x.csv"), desk.text("x.csv.manifest.json"));
    told(&inspect(&studio, "x.csv", &[]), 0);
    // a later run of other tokens; the older manifest is put back beside it
    told(&desk.export(&ROWS), 0);
    assert_ne!(desk.text("x.csv"), rows);
    desk.put("x.csv.manifest.json", &manifest);
    let said = told(&inspect(&studio, "x.csv", &[]), 3);
    assert!(
        said.contains("x.csv.manifest.json: digest-differs") && said.contains("not-verified"),
        "{said}"
    );
    desk.put("x.csv", &rows);
    told(&inspect(&studio, "x.csv", &[]), 0);
    desk.put("x.csv.manifest.json", manifest.replacen('C', "D", 1));
    let said = told(&inspect(&studio, "x.csv", &[]), 3);
    assert!(
        said.contains("profile-differs") || said.contains("manifest-"),
        "{said}"
    );
    for (told_of, changed) in [
        ("\"count\":", "count-differs"),
        ("\"bytes\":", "size-differs"),
    ] {
        let (head, tail) = manifest.rsplit_once(told_of).unwrap();
        desk.put("x.csv.manifest.json", format!("{head}{told_of}1{tail}"));
        let said = told(&inspect(&studio, "x.csv", &[]), 3);
        assert!(said.contains(changed), "{said}");
    }
    desk.put("x.csv.manifest.json", "SECRETTEXT");
    let said = told(&inspect(&studio, "x.csv", &[]), 3);
    assert!(
        said.contains("manifest-malformed") && !said.contains("SECRETTEXT"),
        "{said}"
    );
}

#[test]
fn under_a_signer_bare_rows_need_a_signed_manifest_of_theirs() {
    let studio = Studio::new();
    let desk = &studio.desk;
    let signers = ["--signer", "signers.txt"];
    told(
        &desk.export(&[ROWS.as_slice(), &["--sign", "key"]].concat()),
        0,
    );
    told(&inspect(&studio, "x.csv", &signers), 0);
    let signature = desk.text("x.csv.manifest.json.minisig");
    for (change, expected) in [
        (signature.replacen("batch ", "batch 0", 1), "bad-signature"),
        (String::new(), "bad-signature"),
    ] {
        desk.put("x.csv.manifest.json.minisig", change);
        let said = told(&inspect(&studio, "x.csv", &signers), 3);
        assert!(said.contains(expected), "{said}");
    }
    desk.put("x.csv.manifest.json.minisig", &signature);
    desk.put("others.txt", format!("{} D\n", studio.public));
    let said = told(&inspect(&studio, "x.csv", &["--signer", "others.txt"]), 3);
    assert!(said.contains("signer-not-bound"), "{said}");
    for name in ["x.csv.manifest.json.minisig", "x.csv.manifest.json"] {
        fs::remove_file(desk.at(name)).unwrap();
        let said = told(&inspect(&studio, "x.csv", &signers), 3);
        assert!(
            said.contains(&format!("{name}: missing-signature")),
            "{said}"
        );
    }
    told(&inspect(&studio, "x.csv", &[]), 0);
    let mut command = super::cardsieve();
    command.current_dir(desk.path()).args(["inspect", "-"]);
    command.args(PARTIES).args(signers);
    let piped = through(command, desk.text("x.csv").as_bytes());
    assert!(told(&piped, 3).contains("missing-signature"));
}

/// The command with these bytes in a pipe to its standard input.
fn through(mut command: std::process::Command, bytes: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || {
        // who refuses early does not read to the end
        let _ = stdin.write_all(&bytes);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

#[test]
fn an_encrypted_batch_on_standard_input_is_opened_and_verified() {
    let studio = Studio::new();
    let desk = &studio.desk;
    let more = ["--sign", "key", "--encrypt-to", studio.recipient.as_str()];
    told(&studio.export("x.zip.age", &more), 0);
    let whole = fs::read(desk.at("x.zip.age")).unwrap();
    let command = |more: &[&str]| {
        let mut command = super::cardsieve();
        command.current_dir(desk.path()).args(["inspect", "-"]);
        command.args([
            "--profile",
            "warrant-card",
            "--controller",
            "C",
            "--recipient",
            "R",
        ]);
        command.args(["--signer", "signers.txt"]).args(more);
        command
    };
    let identity = ["--identity", "identity"];
    let piped = through(command(&identity), &whole);
    told(&piped, 0);
    let said = stdout(&piped);
    assert!(
        said.starts_with("ACCEPT\nstandard input: ACCEPT (zip, "),
        "{said}"
    );
    // where a file is led to standard input, that file is read
    let mut led = command(&identity);
    led.stdin(fs::File::open(desk.at("x.zip.age")).unwrap());
    told(&led.output().unwrap(), 0);
    for (bytes, more, expected) in [
        (whole.as_slice(), [].as_slice(), "--identity"),
        (&whole[..whole.len() - 1], &identity, "not-decrypted"),
        (&whole[..100], &identity, "not-decrypted"),
    ] {
        let output = through(command(more), bytes);
        assert!(told(&output, 3).contains(expected));
        assert!(stdout(&output).starts_with("CANNOT TELL\n"));
    }
    let mut changed = whole;
    let place = changed.len() / 2;
    changed[place] ^= 1;
    let output = through(command(&identity), &changed);
    assert!(told(&output, 3).contains("not-decrypted"));
}

#[test]
fn older_papers_beside_new_rows_without_any_are_warned_about() {
    let studio = Studio::new();
    let desk = &studio.desk;
    told(
        &desk.export(&[ROWS.as_slice(), &["--sign", "key"]].concat()),
        0,
    );
    let mut command = super::cardsieve();
    command
        .current_dir(desk.path())
        .args(["export", "--secret", "secret"])
        .args(ROWS);
    let said = told(&command.output().unwrap(), 0);
    for older in [
        "x.csv.manifest.json: the manifest of an earlier run",
        "x.csv.manifest.json.minisig: the signature of an earlier run",
    ] {
        assert!(said.contains(older), "{said}");
    }
}

/// The last name cannot be given, because a folder has it meanwhile: no other file of the run keeps its
/// own, and those of an earlier run are there again.
#[cfg(unix)]
#[test]
fn rows_that_cannot_have_their_name_leave_no_manifest_and_no_report() {
    for earlier in [false, true] {
        let studio = Studio::new();
        let desk = &studio.desk;
        let more = [
            "--report",
            "r.json",
            "--flagged-report",
            "f.txt",
            "--sign",
            "key",
        ];
        let fixed = ["--profile", "access-fob", "--output", "x.csv", "--input"];
        if earlier {
            told(&desk.export(&[&fixed[..], &["hr.csv"], &more].concat()), 0);
            fs::remove_file(desk.at("x.csv")).unwrap();
        }
        let before = texts(desk);
        let mut child = desk
            .command(&[&fixed[..], &["-"], &more].concat())
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let start = std::time::Instant::now();
        // rows, two reports, a manifest and its signature
        while desk
            .names()
            .iter()
            .filter(|name| name.starts_with(".cardsieve-"))
            .count()
            < 5
        {
            assert!(start.elapsed().as_secs() < 60, "{:?}", desk.names());
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        fs::create_dir(desk.at("x.csv")).unwrap();
        stdin.write_all(desk.text("hr.csv").as_bytes()).unwrap();
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 1, "{}", super::stderr(&output));
        assert!(!holds(&output.stderr, "written:"));
        fs::remove_dir(desk.at("x.csv")).unwrap();
        assert_eq!(texts(desk), before, "earlier run: {earlier}");
    }
}

fn texts(desk: &Desk) -> Vec<(String, Vec<u8>)> {
    let names = desk.names().into_iter();
    let names = names.filter(|name| desk.at(name).is_file());
    names
        .map(|name| (name.clone(), fs::read(desk.at(&name)).unwrap()))
        .collect()
}
