//! What a bureau or an office gets stuck at: each is told what it is, and what to do.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::super::studio::Studio;
use super::super::{stdout, told};
use super::{UNDER, ask, begin, desk, export};

/// A bureau's key beside a batch that was exported.
fn studio(more: &[&str]) -> Studio {
    let studio = Studio::new();
    begin(&studio.desk);
    let more = [UNDER.as_slice(), &["--sign", "key"], more].concat();
    told(&studio.export("x.zip", &more), 0);
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    let key = pair.sk.to_box(None).unwrap().to_string();
    studio.desk.put("bureau.key", key);
    studio
}

#[test]
fn a_bureau_that_cannot_go_on_is_told_why_and_how_to() {
    let studio = studio(&["--created", "2026-01-05"]);
    let desk = &studio.desk;
    let signed = |arguments: &[&str], output: &str, code: i32| {
        let more = ["--sign", "bureau.key", "--output", output];
        told(&ask(desk, &[arguments, &more].concat()), code)
    };
    // past its day a receipt is made with the day on which it arrived
    let receipt = ["receipt", "x.zip", "--signer", &studio.public];
    let late = signed(&receipt, "r.json", 3);
    assert!(
        late.contains("past-delete-by") && late.contains("--at"),
        "{late}"
    );
    signed(
        &[receipt.as_slice(), &["--at", "2026-01-06"]].concat(),
        "r.json",
        0,
    );
    // nothing is attested where nothing is deleted
    let part = ["attest-deletion", "r.json", "--part", "--rows", "0"];
    assert!(signed(&part, "d.json", 3).contains("nothing to attest"));
    signed(&[part.as_slice(), &["--spool"]].concat(), "d.json", 0);
    // of bare rows there is no receipt
    told(&export(desk, "y.csv", &["--sign", "key"]), 0);
    let bare = ["receipt", "y.csv", "--signer", &studio.public];
    let said = signed(&bare, "b.json", 3);
    assert!(said.contains("of bare rows there is no receipt"), "{said}");
    // and a listing says of them, and of what is no file, that it is there
    fs::create_dir(desk.at("inbox")).unwrap();
    fs::copy(desk.at("y.csv.manifest.json"), desk.at("inbox/a.json")).unwrap();
    symlink("nowhere", desk.at("inbox/b.zip")).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(desk.at("inbox/c.json"))
            .status()
            .unwrap()
            .success()
    );
    let listed = told(&ask(desk, &["due", "inbox"]), 3);
    assert!(
        listed.contains("file 1: the manifest of bare rows, batch "),
        "{listed}"
    );
    for number in [2, 3] {
        let none = format!("file {number}: named as a batch or paper, and no file");
        assert!(listed.contains(&none), "{listed}");
    }
    // nor is a pipe waited for in silence
    let import = [["import", "inbox/c.json"].as_slice(), &UNDER].concat();
    let waits = std::thread::scope(|scope| {
        let import = scope.spawn(|| told(&ask(desk, &import), 3));
        fs::write(desk.at("inbox/c.json"), "{}").unwrap();
        import.join().unwrap()
    });
    assert!(waits.contains("waiting for what comes from it"), "{waits}");
}

#[test]
fn an_office_that_is_mistaken_is_told_in_what() {
    let desk = desk();
    let named = ["recipients", "--ledger", "ledger.db"];
    assert!(stdout(&ask(&desk, &named)).ends_with("nothing was disclosed to anybody\n"));
    for number in 0..12 {
        let id = format!("{number:016x}");
        desk.put(&format!(".cardsieve-{id}.tmp"), "");
    }
    let said = told(&export(&desk, "x.csv", &[]), 0);
    assert!(
        said.contains("and 2 more, 12 in all") && !said.contains("00000b"),
        "{said}"
    );
    let reidentify = [
        "reidentify",
        "--secret",
        "secret",
        "--profile",
        "warrant-card",
        "--controller",
        "C",
        "--recipient",
        "R",
        "--batch",
        "0123456789abcdef",
        "--input",
        "hr.csv",
    ];
    let mut command = super::super::cardsieve();
    command
        .current_dir(desk.path())
        .args(reidentify)
        .args(UNDER)
        .arg("k3jqzv7mh2xw5abc");
    let said = told(&command.output().unwrap(), 3);
    assert!(
        said.contains("the ledger has no batch of this id"),
        "{said}"
    );
    // a token's name that a file has
    desk.put("k3jqzv7mh2xw5abc", "nothing of ours");
    let whose = [
        "whose",
        "--secret",
        "secret",
        "--profile",
        "warrant-card",
        "--input",
        "hr.csv",
        "k3jqzv7mh2xw5abc",
    ];
    let said = told(&ask(&desk, &[whose.as_slice(), &UNDER].concat()), 3);
    assert!(said.contains("there is a file of this name"), "{said}");
    // what is no file is not replaced
    fs::create_dir(desk.at("folder.csv")).unwrap();
    let said = told(&export(&desk, "folder.csv", &[]), 2);
    assert!(!said.contains("will be replaced"), "{said}");
    let said = told(&export(&desk, "x.csv", &[]), 0);
    assert!(said.contains("will be replaced"), "{said}");
}
