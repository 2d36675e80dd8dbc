//! Profiles that pin the recipient's keys: nothing leaves but encrypted to one of them.

use std::fs;

use cardsieve::Profile;

use super::studio::Studio;
use super::told;

/// A desk with a profile that pins the studio's key and another.
fn pinned(studio: &Studio) -> String {
    let other = age::x25519::Identity::generate().to_public().to_string();
    let source = Profile::preset_source("warrant-card").unwrap();
    let keys = format!(
        "recipient_keys = [{:?}, {other:?}]\npurpose =",
        studio.recipient
    );
    studio
        .desk
        .put("card.toml", source.replacen("purpose =", &keys, 1));
    other
}

fn export(studio: &Studio, more: &[&str], expected: i32) -> String {
    let mut arguments = vec!["--profile", "./card.toml", "--input", "hr.csv"];
    arguments.extend(more);
    told(&studio.desk.export(&arguments), expected)
}

/// Whether the studio's identity opens the batch.
fn opens(studio: &Studio, batch: &str) -> bool {
    let verified = studio.run(&[
        "verify",
        batch,
        "--unsigned",
        "--identity",
        "identity",
        "--as",
        "R",
    ]);
    super::code(&verified) == 0
}

const SEALED: [&str; 5] = ["--photos", "album", "--unsigned", "--output", "x.zip.age"];

fn to(key: &str) -> Vec<&str> {
    [SEALED.as_slice(), &["--encrypt-to", key]].concat()
}

#[test]
fn without_a_recipient_the_profiles_keys_are_used_and_each_of_them_opens_the_batch() {
    let studio = Studio::new();
    pinned(&studio);
    let said = export(&studio, &SEALED, 0);
    assert!(said.contains("age recipients: 2"), "{said}");
    assert!(opens(&studio, "x.zip.age"));
    let batch = fs::read(studio.desk.at("x.zip.age")).unwrap();
    assert!(batch.starts_with(b"age-encryption.org/"));
}

#[test]
fn a_recipient_must_be_one_of_the_profiles_and_then_it_is_the_only_one() {
    let studio = Studio::new();
    let other = pinned(&studio);
    let said = export(&studio, &to(&other), 0);
    assert!(said.contains("age recipients: 1"), "{said}");
    assert!(!opens(&studio, "x.zip.age"));
    fs::remove_file(studio.desk.at("x.zip.age")).unwrap();
    let foreign = age::x25519::Identity::generate().to_public().to_string();
    studio
        .desk
        .put("keys", format!("{}\n{foreign}\n", studio.recipient));
    for key in [foreign.as_str(), "keys"] {
        let said = export(&studio, &to(key), 3);
        assert!(said.contains("key-not-pinned"), "{said}");
        assert!(!studio.desk.at("x.zip.age").exists());
    }
}

#[test]
fn under_a_pinned_profile_nothing_plain_leaves() {
    let studio = Studio::new();
    pinned(&studio);
    let before = studio.desk.names();
    for more in [
        vec!["--output", "x.csv"],
        vec!["--output", "x.ndjson"],
        vec!["--output", "-"],
        vec!["--output", "x.zip", "--unsigned", "--photos", "album"],
        vec![
            "--output",
            "x.zip",
            "--sign",
            "key",
            "--photos",
            "album",
            "--dry-run",
        ],
    ] {
        let said = export(&studio, &more, 3);
        assert!(said.contains("not-encrypted"), "{more:?}: {said}");
        assert!(!said.contains("record_ref"), "{more:?}: {said}");
        assert_eq!(studio.desk.names(), before);
    }
    // the key given does not make the ending true
    let mut plain = vec!["--output", "x.zip", "--unsigned", "--photos", "album"];
    plain.extend(["--encrypt-to", &studio.recipient]);
    export(&studio, &plain, 2);
    assert_eq!(studio.desk.names(), before);
}

#[test]
fn a_pinned_profile_is_explained_shown_compared_and_its_keys_are_judged() {
    let studio = Studio::new();
    let other = pinned(&studio);
    let explained = told(
        &studio.run(&["profile", "explain", "./card.toml", "--format", "json"]),
        0,
    );
    assert!(explained.contains(&other) && explained.contains(&studio.recipient));
    let shown = told(
        &studio.run(&["profile", "show", "./card.toml", "--format", "json"]),
        0,
    );
    assert!(shown.contains("\"recipient_keys\":[\"age1"), "{shown}");
    let plain = told(
        &studio.run(&["profile", "diff", "warrant-card", "./card.toml"]),
        0,
    );
    assert!(
        plain.contains("recipient_keys: any, or none -> age1"),
        "{plain}"
    );
    told(
        &studio.run(&["profile", "diff", "./card.toml", "warrant-card"]),
        3,
    );
    let text = studio.desk.text("card.toml").replacen("age1", "age2", 1);
    studio.desk.put("card.toml", text);
    let said = told(&studio.run(&["profile", "check", "./card.toml"]), 3);
    assert!(said.contains("this is no recipient's key of age"), "{said}");
}
