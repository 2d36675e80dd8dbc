//! The bureau's side: verify, unpack, inspect; and the controller's way back.

use std::fs;

use super::studio::{Studio, entries, files, holds};
use super::{stderr, stdout, told};

#[test]
fn a_batch_is_verified_with_a_signers_file_a_public_key_or_its_file() {
    let studio = Studio::new();
    studio.sealed();
    for signer in ["signers.txt", "key.pub", &studio.public] {
        let output = studio.run(&["verify", "x.zip", "--signer", signer, "--as", "R"]);
        told(&output, 0);
        let said = stdout(&output);
        assert!(
            said.contains(&format!("verified, signed by {}", studio.public)),
            "{said}"
        );
        assert!(
            said.contains("from C to R: ") && said.contains("photo_file (front)"),
            "{said}"
        );
        let warns = stderr(&output).contains("trusted for whichever controller");
        assert_eq!(warns, signer != "signers.txt", "{signer}");
    }
}

#[test]
fn every_problem_of_a_batch_is_told_and_the_day_comes_last() {
    let studio = Studio::new();
    studio.sealed();
    let mut bytes = fs::read(studio.desk.at("x.zip")).unwrap();
    // the last byte of a photo's picture, and a cell of the rows
    let rows = entries(&bytes)[2].1.clone();
    let at = bytes
        .windows(rows.len())
        .position(|window| window == rows)
        .unwrap();
    bytes[at + rows.len() - 3] ^= 1;
    studio.desk.put("y.zip", &bytes);
    let late = ["--as", "Somebody Else", "--at", "2199-01-01"];
    let output = studio.run(
        &[
            ["verify", "y.zip", "--signer", "signers.txt"].as_slice(),
            &late,
        ]
        .concat(),
    );
    let said = told(&output, 3);
    for code in ["wrong-recipient", "digest-differs", "past-delete-by"] {
        assert!(said.contains(code), "{code}: {said}");
    }
    let problems: Vec<_> = said
        .lines()
        .filter(|line| line.contains("y.zip: "))
        .collect();
    assert!(
        problems.last().unwrap().contains("past-delete-by"),
        "{said}"
    );
    let alone = studio.run(&[
        "verify",
        "x.zip",
        "--signer",
        "signers.txt",
        "--at",
        "2199-01-01",
    ]);
    assert!(told(&alone, 3).contains("past-delete-by"));
    assert!(stdout(&alone).is_empty());
}

#[test]
fn a_wrong_key_another_controllers_key_and_no_key_are_told_apart() {
    let studio = Studio::new();
    studio.sealed();
    let other = minisign::KeyPair::generate_unencrypted_keypair()
        .unwrap()
        .pk
        .to_base64();
    studio
        .desk
        .put("others.txt", format!("{} Somebody Else\n", studio.public));
    studio.desk.put("broken.txt", "RWnonsense C\n");
    for (arguments, code, expected) in [
        (vec!["--signer", &other], 3, "unknown-signer"),
        (vec!["--signer", "others.txt"], 3, "signer-not-bound"),
        (vec!["--signer", "broken.txt"], 3, "signers-malformed"),
        (vec!["--signer", "none.txt"], 1, "none.txt"),
        (vec!["--unsigned"], 3, "signature-unchecked"),
        (vec![], 2, "--signer"),
    ] {
        let output = studio.run(&[["verify", "x.zip"].as_slice(), &arguments].concat());
        let said = told(&output, code);
        assert!(
            said.contains(expected) && !said.contains("nonsense"),
            "{said}"
        );
    }
    told(&studio.export("u.zip", &["--unsigned"]), 0);
    let said = told(&studio.run(&["verify", "u.zip", "--unsigned"]), 0);
    assert!(said.contains("signed by nobody"), "{said}");
    let said = told(
        &studio.run(&["verify", "u.zip", "--signer", "signers.txt"]),
        3,
    );
    assert!(said.contains("missing-signature"), "{said}");
}

#[test]
fn unpacking_gives_the_files_of_the_batch_and_never_replaces_anything() {
    let studio = Studio::new();
    let desk = &studio.desk;
    studio.sealed();
    let unpack = ["unpack", "x.zip", "out", "--signer", "signers.txt"];
    told(&studio.run(&unpack), 0);
    let entries = entries(&fs::read(desk.at("x.zip")).unwrap());
    let mut names: Vec<String> = entries.iter().map(|(name, _)| name.clone()).collect();
    names.sort();
    assert_eq!(files(&desk.at("out")), names);
    for (name, content) in &entries {
        assert!(
            &fs::read(desk.at("out").join(name)).unwrap() == content,
            "{name}"
        );
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |name: &str| fs::metadata(desk.at(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(
            (mode("out"), mode("out/photos"), mode("out/rows.csv")),
            (0o700, 0o700, 0o600)
        );
    }
    assert!(told(&studio.run(&unpack), 1).contains("never overwritten"));
    fs::create_dir(desk.at("empty")).unwrap();
    told(
        &studio.run(&["unpack", "x.zip", "empty", "--signer", "signers.txt"]),
        1,
    );
    assert_eq!(files(&desk.at("empty")).len(), 0);
}

#[test]
fn a_batch_that_does_not_verify_is_not_unpacked_and_leaves_nothing() {
    let studio = Studio::new();
    let desk = &studio.desk;
    studio.sealed();
    let whole = fs::read(desk.at("x.zip")).unwrap();
    let name = whole
        .windows(7)
        .position(|window| window == b"photos/")
        .unwrap();
    let mut changed = Vec::new();
    for at in [0, 30, 60, name, name + 60, whole.len() / 2, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x20;
        changed.push(bytes);
    }
    changed.push(whole[..whole.len() - 1].to_vec());
    changed.push([whole.as_slice(), b"x"].concat());
    changed.push(b"no zip at all".to_vec());
    changed.push(Vec::new());
    let before = {
        desk.put("y.zip", "");
        desk.names()
    };
    for (number, bytes) in changed.iter().enumerate() {
        desk.put("y.zip", bytes);
        let output = studio.run(&["unpack", "y.zip", "out", "--signer", "signers.txt"]);
        told(&output, 3);
        assert_eq!(desk.names(), before, "change {number}");
    }
}

#[test]
fn a_batch_for_another_or_past_its_day_is_not_unpacked() {
    let studio = Studio::new();
    let desk = &studio.desk;
    studio.sealed();
    told(
        &studio.export("old.zip", &["--sign", "key", "--created", "2020-01-01"]),
        0,
    );
    let unpack = |batch: &str, recipient: &str| {
        let fixed = ["unpack", batch, "out", "--signer", "signers.txt"];
        studio.run(&[fixed.as_slice(), &["--as", recipient]].concat())
    };
    assert!(told(&unpack("x.zip", "Somebody Else"), 3).contains("wrong-recipient"));
    assert!(told(&unpack("old.zip", "R"), 3).contains("past-delete-by"));
    let unsigned = ["unpack", "x.zip", "out", "--unsigned"];
    assert!(told(&studio.run(&unsigned), 3).contains("signature-unchecked"));
    assert!(!desk.at("out").exists());
    told(&unpack("x.zip", "R"), 0);
}

#[test]
fn an_encrypted_batch_opens_with_its_identity_alone() {
    let studio = Studio::new();
    let desk = &studio.desk;
    let more = ["--sign", "key", "--encrypt-to", studio.recipient.as_str()];
    told(&studio.export("x.zip.age", &more), 0);
    let verify = |name: &str, more: &[&str]| {
        studio.run(&[["verify", name, "--signer", "signers.txt"].as_slice(), more].concat())
    };
    told(&verify("x.zip.age", &["--identity", "identity"]), 0);
    let none = told(&verify("x.zip.age", &[]), 3);
    assert!(
        none.contains("not-decrypted") && none.contains("--identity"),
        "{none}"
    );
    let secret = age::x25519::Identity::generate().to_string();
    desk.put("other", age::secrecy::ExposeSecret::expose_secret(&secret));
    let other = told(&verify("x.zip.age", &["--identity", "other"]), 3);
    assert!(
        other.contains("not-decrypted") && !other.contains("AGE-SECRET"),
        "{other}"
    );
    desk.put("broken", "AGE-SECRET-KEY-1NONSENSE\n");
    let broken = told(&verify("x.zip.age", &["--identity", "broken"]), 3);
    assert!(broken.contains("broken:1: identity-malformed") && !broken.contains("NONSENSE"));
    let whole = fs::read(desk.at("x.zip.age")).unwrap();
    for (number, length) in [30, 200, 70_000, whole.len() - 1].into_iter().enumerate() {
        desk.put("y.zip.age", &whole[..length]);
        told(&verify("y.zip.age", &["--identity", "identity"]), 3);
        let mut bytes = whole.clone();
        bytes[length] ^= 1;
        desk.put("y.zip.age", bytes);
        told(&verify("y.zip.age", &["--identity", "identity"]), 3);
        assert!(number < 4);
    }
    desk.put("y.zip.age", [whole.as_slice(), b"x"].concat());
    told(&verify("y.zip.age", &["--identity", "identity"]), 3);
    let unpack = [
        "unpack",
        "x.zip.age",
        "out",
        "--signer",
        "signers.txt",
        "--identity",
        "identity",
    ];
    told(&studio.run(&unpack), 0);
    assert!(desk.at("out/rows.csv").exists());
}

#[test]
fn inspect_looks_at_the_rows_of_a_batch_that_verifies_under_its_profile() {
    let studio = Studio::new();
    studio.sealed();
    let parties = ["--controller", "C", "--recipient", "R"];
    let inspect =
        |arguments: &[&str]| studio.run(&[["inspect"].as_slice(), arguments, &parties].concat());
    let clean = inspect(&[
        "x.zip",
        "--profile",
        "warrant-card",
        "--signer",
        "signers.txt",
    ]);
    assert!(told(&clean, 0).contains("ACCEPT\nx.zip: ACCEPT (zip, "));
    let unchecked = inspect(&["x.zip", "--profile", "warrant-card"]);
    assert!(told(&unchecked, 3).contains("signature-unchecked"));
    let other = inspect(&[
        "x.zip",
        "--profile",
        "staff-card",
        "--signer",
        "signers.txt",
    ]);
    assert!(told(&other, 3).contains("profile-differs"));
}

#[test]
fn tokens_lead_back_by_the_batch_itself_or_its_manifest() {
    let studio = Studio::new();
    let desk = &studio.desk;
    studio.sealed();
    told(
        &studio.export(
            "x.zip.age",
            &["--unsigned", "--encrypt-to", &studio.recipient],
        ),
        0,
    );
    let token = |rows: &[u8]| {
        let rows = String::from_utf8(rows.to_vec()).unwrap();
        rows.lines()
            .nth(1)
            .unwrap()
            .split(',')
            .next()
            .unwrap()
            .to_owned()
    };
    let inside = entries(&fs::read(desk.at("x.zip")).unwrap());
    desk.put("manifest.json", &inside[0].1);
    let rotate = ["secret", "rotate", "secret", "--epoch", "later"];
    told(&studio.run(&rotate), 0);
    let find = |profile: &str, batch: &str, more: &[&str]| {
        let fixed = [
            "reidentify",
            "--secret",
            "secret",
            "--input",
            "hr.csv",
            "--controller",
            "C",
        ];
        let named = ["--recipient", "R", "--profile", profile, "--batch", batch];
        studio.run(&[fixed.as_slice(), &named, more].concat())
    };
    let token = token(&inside[2].1);
    for batch in ["x.zip", "manifest.json"] {
        let found = find("warrant-card", batch, &[&token]);
        told(&found, 0);
        assert_eq!(stdout(&found).lines().count(), 2, "{batch}");
    }
    let sealed = find(
        "warrant-card",
        "x.zip.age",
        &["--identity", "identity", &token],
    );
    assert!(
        told(&sealed, 3).contains("1 of 1 token not found"),
        "another batch"
    );
    assert!(told(&find("staff-card", "x.zip", &[&token]), 3).contains("profile-differs"));
    let nothing = told(&find("warrant-card", "hr.csv", &[&token]), 3);
    assert!(nothing.contains("neither a batch id") && !holds(nothing.as_bytes(), "canary"));
    told(&find("warrant-card", "none.zip", &[&token]), 1);
}
