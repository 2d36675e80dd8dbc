//! `ledger receipt`, `attest-deletion`, `refusal` and `due`: a bureau's side, from the batch to its end.

use std::fs;
use std::process::Output;

use serde_json::Value;

use super::studio::Studio;
use super::{code, stdout, told};

fn ledger(studio: &Studio, arguments: &[&str]) -> Output {
    studio.run(&[&["ledger"], arguments].concat())
}

fn json(studio: &Studio, name: &str) -> Value {
    let text = studio.desk.text(name);
    assert!(!text.ends_with('\n'));
    serde_json::from_str(&text).unwrap()
}

/// The key signs for the bureau `R` as well; whose it is makes no difference here.
fn receipt(studio: &Studio, batch: &str, output: &str, more: &[&str]) -> Output {
    let fixed = ["receipt", batch, "--sign", "key", "--output", output];
    ledger(studio, &[&fixed, more].concat())
}

const SIGNED: [&str; 2] = ["--signer", "signers.txt"];

#[test]
fn a_receipt_says_which_file_arrived_and_what_its_manifest_says() {
    let studio = Studio::new();
    studio.sealed();
    told(&receipt(&studio, "x.zip", "x.receipt.json", &SIGNED), 0);
    let paper = json(&studio, "x.receipt.json");
    let said = stdout(&studio.run(&["verify", "x.zip", "--signer", "signers.txt"]));
    for key in ["batch", "delete_by"] {
        assert!(said.contains(paper[key].as_str().unwrap()), "{key}: {said}");
    }
    assert_eq!(
        (&paper["controller"], &paper["recipient"]),
        (&"C".into(), &"R".into())
    );
    assert_eq!(paper["verified"], true);
    assert_eq!(paper["rows"], paper["photos"]);
    let bytes = fs::read(studio.desk.at("x.zip")).unwrap();
    assert_eq!(paper["file"]["bytes"], bytes.len());
    assert!(
        studio
            .desk
            .text("x.receipt.json.minisig")
            .contains("cardsieve receipt ")
    );
    // an encrypted batch is received as it came
    let encrypt = ["--sign", "key", "--encrypt-to", &studio.recipient];
    told(&studio.export("y.zip.age", &encrypt), 0);
    let open = ["--signer", "signers.txt", "--identity", "identity"];
    told(&receipt(&studio, "y.zip.age", "y.json", &open), 0);
    let encrypted = fs::read(studio.desk.at("y.zip.age")).unwrap();
    assert_eq!(json(&studio, "y.json")["file"]["bytes"], encrypted.len());
    // one that nobody signed
    told(&studio.export("z.zip", &["--unsigned"]), 0);
    told(&receipt(&studio, "z.zip", "z.json", &["--unsigned"]), 0);
    assert_eq!(json(&studio, "z.json")["verified"], false);
}

#[test]
fn a_receipt_of_what_was_in_an_encrypted_file_is_entered_with_a_warning() {
    let studio = Studio::new();
    told(&ledger(&studio, &["key", "new", "ledger.key"]), 0);
    let under = ["--ledger", "ledger.db", "--ledger-key", "ledger.key"];
    let new = ["new", "ledger.db", "--ledger-key", "ledger.key"];
    told(&ledger(&studio, &new), 0);
    let encrypt = ["--sign", "key", "--encrypt-to", &studio.recipient];
    let encrypt = [encrypt.as_slice(), &under].concat();
    told(&studio.export("y.zip.age", &encrypt), 0);
    let trust = ["trust", "--bureau", "R", "--signer", "key.pub"];
    told(&ledger(&studio, &[trust.as_slice(), &under].concat()), 0);
    let identity: age::x25519::Identity = {
        let text = studio.desk.text("identity");
        text.lines().last().unwrap().parse().unwrap()
    };
    let bytes = fs::read(studio.desk.at("y.zip.age")).unwrap();
    let opened = age::decrypt(&identity, &bytes).unwrap();
    studio.desk.put("opened.zip", opened);
    let open = ["--signer", "signers.txt", "--identity", "identity"];
    told(&receipt(&studio, "y.zip.age", "as-it-came.json", &open), 0);
    told(&receipt(&studio, "opened.zip", "opened.json", &SIGNED), 0);
    let import = |paper: &str| {
        let import = ["import", paper];
        told(&ledger(&studio, &[import.as_slice(), &under].concat()), 0)
    };
    let said = import("opened.json");
    assert!(
        said.contains("of another file than the one that went"),
        "{said}"
    );
    assert!(!import("as-it-came.json").contains("another file"));
}

#[test]
fn what_cannot_be_received_attested_or_refused_leaves_no_paper() {
    let studio = Studio::new();
    studio.sealed();
    let mut bytes = fs::read(studio.desk.at("x.zip")).unwrap();
    let last = bytes.len() / 2;
    bytes[last] ^= 1;
    studio.desk.put("broken.zip", &bytes);
    told(&receipt(&studio, "x.zip", "received.json", &SIGNED), 0);
    let before = studio.desk.names();
    let refused = |output: &Output, expected: i32| {
        told(output, expected);
        assert_eq!(studio.desk.names(), before);
    };
    refused(&receipt(&studio, "broken.zip", "p.json", &SIGNED), 3);
    let other = ["--signer", "signers.txt", "--as", "Somebody Else"];
    refused(&receipt(&studio, "x.zip", "p.json", &other), 3);
    refused(&receipt(&studio, "x.zip", "p.json", &["--unsigned"]), 3);
    let late = ["--signer", "signers.txt", "--at", "2199-01-01"];
    refused(&receipt(&studio, "x.zip", "p.json", &late), 3);
    refused(&receipt(&studio, "no-such.zip", "p.json", &SIGNED), 1);
    let attest = |more: &[&str]| {
        let fixed = [
            "attest-deletion",
            "received.json",
            "--sign",
            "key",
            "--output",
            "p.json",
        ];
        ledger(&studio, &[&fixed, more].concat())
    };
    refused(&attest(&["--part", "--rows", "1000"]), 3);
    refused(&attest(&["--at", "2026-01-01"]), 3);
    refused(&attest(&["--at", "2199-01-01"]), 3);
    refused(&attest(&["--part"]), 2);
    refused(&attest(&["--rows", "1"]), 2);
    let not_a_receipt = [
        "attest-deletion",
        "hr.csv",
        "--sign",
        "key",
        "--output",
        "p.json",
    ];
    refused(&ledger(&studio, &not_a_receipt), 3);
    let refuse = |code: &str, name: &str| {
        let fixed = [
            "refusal", "hr.csv", "--as", "R", "--sign", "key", "--output", "p.json",
        ];
        ledger(
            &studio,
            &[fixed.as_slice(), &["--code", code, "--controller", name]].concat(),
        )
    };
    let said = told(&refuse("Smith", "C"), 3);
    assert!(
        said.contains("paper-malformed under codes") && !said.contains("Smith"),
        "{said}"
    );
    refused(&refuse("unknown-column", "unnamed"), 3);
    assert_eq!(studio.desk.names(), before);
}

#[test]
fn a_folder_tells_what_is_due_until_everything_is_attested() {
    let studio = Studio::new();
    studio.sealed();
    let inbox = studio.desk.at("inbox");
    fs::create_dir(&inbox).unwrap();
    fs::rename(studio.desk.at("x.zip"), inbox.join("x.zip")).unwrap();
    let due = |more: &[&str]| {
        let fixed = [
            "due",
            "inbox",
            "--signer",
            "signers.txt",
            "--format",
            "json",
        ];
        ledger(&studio, &[&fixed, more].concat())
    };
    let read = |output: &Output, expected: i32| -> Value {
        assert_eq!(code(output), expected);
        serde_json::from_str(&stdout(output)).unwrap()
    };
    told(
        &receipt(&studio, "inbox/x.zip", "inbox/x.receipt.json", &SIGNED),
        0,
    );
    let listed = read(&due(&[]), 0);
    let remains = |listed: &Value| listed["batches"][0]["remains"].clone();
    let all = serde_json::json!(["file", "rows", "photos", "spool", "ribbon"]);
    assert_eq!(
        (remains(&listed), &listed["batches"][0]["overdue"]),
        (all.clone(), &false.into())
    );
    let late = read(&due(&["--at", "2199-01-01"]), 3);
    assert_eq!(
        (remains(&late), &late["batches"][0]["overdue"]),
        (all, &true.into())
    );
    let attest = [
        "attest-deletion",
        "inbox/x.receipt.json",
        "--sign",
        "key",
        "--output",
        "inbox/x.deleted.json",
    ];
    told(
        &ledger(
            &studio,
            &[attest.as_slice(), &["--spool", "--ribbon"]].concat(),
        ),
        0,
    );
    assert_eq!(remains(&read(&due(&[]), 0)), serde_json::json!(["file"]));
    fs::remove_file(inbox.join("x.zip")).unwrap();
    let gone = read(&due(&["--at", "2199-01-01"]), 0);
    assert_eq!(
        (&gone["batches"], &gone["gone"]),
        (&Value::Array(vec![]), &1.into())
    );
    // a refused file that is kept, and one that nobody can read, whose name is not said
    let refuse = [
        "refusal",
        "hr.csv",
        "--as",
        "R",
        "--controller",
        "C",
        "--code",
        "unknown-column",
    ];
    let to = ["--sign", "key", "--output", "inbox/hr.refused.json"];
    told(&ledger(&studio, &[refuse.as_slice(), &to].concat()), 0);
    assert_eq!(read(&due(&[]), 3)["refused"].as_array().unwrap().len(), 1);
    // a paper that was signed stays as it is, until somebody moves it away
    let once_more = [refuse.as_slice(), &to, &["--deleted"]].concat();
    assert!(told(&ledger(&studio, &once_more), 2).contains("is there already"));
    assert_eq!(read(&due(&[]), 3)["refused"].as_array().unwrap().len(), 1);
    for name in ["hr.refused.json", "hr.refused.json.minisig"] {
        fs::remove_file(inbox.join(name)).unwrap();
    }
    told(&ledger(&studio, &once_more), 0);
    assert_eq!(read(&due(&[]), 0)["refused"].as_array().unwrap().len(), 0);
    fs::write(inbox.join("Smith_John.zip"), "PK").unwrap();
    fs::write(inbox.join("Smith_John.json"), "{\"name\":\"Smith\"}").unwrap();
    let unknown = told(&due(&[]), 3);
    assert!(
        unknown.contains("file 1: ") && unknown.contains("file 2: "),
        "{unknown}"
    );
    assert!(!unknown.contains("Smith"), "{unknown}");
}

#[test]
fn a_bureaus_own_slip_is_answered_as_its_own() {
    let studio = Studio::new();
    studio.sealed();
    told(&receipt(&studio, "x.zip", "got.json", &SIGNED), 0);
    let before = studio.desk.names();
    let slip = |arguments: &[&str], expected: &str| {
        let output = ["--output", "p.json"];
        let said = told(&ledger(&studio, &[arguments, &output].concat()), 3);
        assert!(said.contains(expected), "{expected}: {said}");
        assert!(!said.contains("ask the bureau"), "{said}");
        assert_eq!(studio.desk.names(), before);
    };
    let attest = |receipt: &str, more: &[&str], expected: &str| {
        let fixed = ["attest-deletion", receipt, "--sign", "key"];
        slip(&[fixed.as_slice(), more].concat(), expected);
    };
    attest("x.zip", &[], "a batch, and no receipt of one");
    attest(
        "hr.csv",
        &[],
        "give the receipt as `cardsieve ledger receipt` wrote it",
    );
    let part = ["--part", "--rows", "1000", "--photos", "2000"];
    attest("got.json", &part, "--rows 1000: more than the ");
    attest("got.json", &part, "--photos 2000: more than the ");
    attest(
        "got.json",
        &["--at", "2026-01-01"],
        "--at 2026-01-01: before ",
    );
    attest(
        "got.json",
        &["--backups-until", "2026-01-01"],
        "--backups-until 2026-01-01: before ",
    );
    let mut early = vec!["receipt", "x.zip", "--sign", "key", "--at", "2026-01-01"];
    early.extend(SIGNED);
    slip(&early, "the day on which the batch was made");
    let refuse = |sign: &str, code: &str, expected: &str| {
        let fixed = ["refusal", "hr.csv", "--as", "R", "--controller", "C"];
        let more = ["--sign", sign, "--code", code];
        slip(&[fixed.as_slice(), &more].concat(), expected);
    };
    refuse("key", "hiden-sheet", "did you mean hidden-sheet");
    refuse(
        "key",
        "Smithsonian",
        "--code number 1 is no code of a finding or of a file",
    );
    refuse("signers.txt", "hidden-sheet", "next:");
    refuse(&studio.public, "hidden-sheet", "a public key");
}

#[test]
fn a_public_key_does_not_sign() {
    let studio = Studio::new();
    studio.desk.put(
        "key.pub",
        format!(
            "untrusted comment: minisign public key\n{}\n",
            studio.public
        ),
    );
    let said = told(&studio.export("x.zip", &["--sign", "key.pub"]), 3);
    assert!(said.contains("--sign key.pub: a public key"), "{said}");
}

#[test]
fn a_receipt_that_was_changed_attests_nothing_and_one_of_another_key_is_warned_about() {
    let studio = Studio::new();
    studio.sealed();
    told(&receipt(&studio, "x.zip", "got.json", &SIGNED), 0);
    let attest = |key: &str, output: &str, expected: i32| {
        let fixed = ["attest-deletion", "got.json", "--sign", key];
        told(
            &ledger(&studio, &[fixed.as_slice(), &["--output", output]].concat()),
            expected,
        )
    };
    let said = attest("key", "p.json", 0);
    assert!(!said.contains("warning"), "{said}");
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    studio
        .desk
        .put("other", pair.sk.to_box(None).unwrap().to_string());
    let said = attest("other", "q.json", 0);
    assert!(
        said.contains("got.json: signed with another key than other"),
        "{said}"
    );
    let text = studio.desk.text("got.json");
    studio.desk.put(
        "got.json",
        text.replace("\"verified\":true", "\"verified\":false"),
    );
    let said = attest("key", "s.json", 3);
    assert!(said.contains("paper-bad-signature"), "{said}");
    assert!(said.contains("make it again of the batch"), "{said}");
    assert!(!studio.desk.at("s.json").exists());
}

#[test]
fn a_refusal_and_a_listing_say_what_they_lack() {
    let studio = Studio::new();
    studio.sealed();
    let refuse = |more: &[&str], output: &str| {
        let fixed = [
            "refusal",
            "hr.csv",
            "--as",
            "R",
            "--controller",
            "C",
            "--sign",
            "key",
        ];
        let what = ["--code", "unknown-column", "--output", output];
        told(
            &ledger(&studio, &[fixed.as_slice(), &what, more].concat()),
            0,
        )
    };
    assert!(refuse(&[], "a.json").contains("no batch is named"));
    let named = refuse(&["--batch", "00112233445566aa"], "b.json");
    assert!(!named.contains("no batch is named"), "{named}");
    fs::create_dir(studio.desk.at("inbox")).unwrap();
    fs::rename(studio.desk.at("x.zip"), studio.desk.at("inbox/x.zip")).unwrap();
    let said = told(&ledger(&studio, &["due", "inbox"]), 3);
    assert!(
        said.contains("which nobody can check without --signer"),
        "{said}"
    );
}
