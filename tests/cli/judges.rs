//! What programs of others say of what the command made, and the commands of docs/for-bureaus.md.
//!
//! They are asked where `CARDSIEVE_OUTSIDE_JUDGES` is set, as `.ci/run` and `./prove` do, which fetch them.

use std::fs;
use std::process::Command;

use super::studio::{BESIDE, Studio, holds};
use super::told;

#[expect(
    clippy::disallowed_methods,
    reason = "only this test asks whether the programs are there"
)]
fn are_asked() -> bool {
    std::env::var_os("CARDSIEVE_OUTSIDE_JUDGES").is_some()
}

/// A shell in the studio's folder, with the command in its path: whether all went well, and what was
/// said.
fn shell(studio: &Studio, script: &str) -> (bool, String) {
    let command = std::path::Path::new(env!("CARGO_BIN_EXE_cardsieve"));
    let folder = command.parent().unwrap().display();
    let script = format!("PATH=\"{folder}:$PATH\"\n{script}");
    let output = Command::new("sh")
        .current_dir(studio.desk.path())
        .args(["-euc", &script])
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

#[test]
fn minisign_age_and_unzip_open_what_the_command_made() {
    if !are_asked() {
        return;
    }
    let studio = Studio::new();
    studio.sealed();
    let encrypt = ["--sign", "key", "--encrypt-to", &studio.recipient];
    told(&studio.export("y.zip.age", &encrypt), 0);
    let script = "unzip -q -t x.zip && unzip -q x.zip -d x && minisign -V -p key.pub -m x/manifest.json
        age -d -i identity -o y.zip y.zip.age && unzip -q y.zip -d y && cd y && minisign -V -p ../key.pub -m manifest.json";
    let (went_well, said) = shell(&studio, script);
    assert!(went_well, "{said}");
    assert!(said.contains("Trusted comment: cardsieve batch "), "{said}");
    let manifest = studio.desk.at("x/manifest.json");
    let changed = fs::read_to_string(&manifest)
        .unwrap()
        .replacen("\"C\"", "\"D\"", 1);
    fs::write(&manifest, changed).unwrap();
    assert!(!shell(&studio, "minisign -V -p key.pub -m x/manifest.json").0);
}

#[test]
fn minisign_verifies_every_paper_and_refuses_it_after_a_change() {
    if !are_asked() {
        return;
    }
    let studio = Studio::new();
    studio.sealed();
    let sign = "--sign key --output";
    let script = format!(
        "cardsieve ledger receipt x.zip --signer signers.txt {sign} received.json
        cardsieve ledger attest-deletion received.json {sign} deleted.json
        cardsieve ledger refusal hr.csv --as R --controller C --code unknown-column {sign} refused.json
        test $(sha256sum x.zip | cut -c-64) = $(sed 's/.*file[^}}]*sha256...\\([0-9a-f]*\\).*/\\1/' received.json)
        for paper in received deleted refused; do
            minisign -V -p key.pub -m $paper.json
            sed -i 's/\"C\"/\"D\"/' $paper.json
            ! minisign -V -p key.pub -m $paper.json
        done"
    );
    let (went_well, said) = shell(&studio, &script);
    assert!(went_well, "{said}");
    for kind in ["receipt", "attestation", "refusal"] {
        assert!(
            said.contains(&format!("Trusted comment: cardsieve {kind} ")),
            "{said}"
        );
    }
}

#[test]
fn beside_bare_rows_minisign_and_sha256sum_find_them_signed() {
    if !are_asked() {
        return;
    }
    let studio = Studio::new();
    let rows = ["--profile", "access-fob", "--input", "hr.csv"];
    let more = ["--output", "x.csv", "--sign", "key"];
    told(&studio.desk.export(&[rows, more].concat()), 0);
    let script = "minisign -V -p key.pub -m x.csv.manifest.json
        grep -q \"$(sha256sum x.csv | cut -d ' ' -f 1)\" x.csv.manifest.json";
    let (went_well, said) = shell(&studio, script);
    assert!(went_well, "{said}");
}

#[test]
fn exiftool_finds_nothing_but_jfif_in_the_photos_of_a_batch() {
    if !are_asked() {
        return;
    }
    let studio = Studio::new();
    studio.sealed();
    let script = "unzip -q x.zip -d x && exiftool -j -G1 -a -u x/photos";
    let (went_well, said) = shell(&studio, script);
    assert!(went_well, "{said}");
    let groups: std::collections::BTreeSet<&str> = said
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.split_once(':'))
        .map(|(group, _)| group)
        .filter(|group| !group.starts_with("SourceFile"))
        .collect();
    let allowed = ["Composite", "ExifTool", "File", "JFIF", "System"];
    assert!(
        groups.iter().all(|group| allowed.contains(group)) && groups.contains("JFIF"),
        "{groups:?}"
    );
    assert!(!holds(said.as_bytes(), BESIDE));
}

#[test]
fn the_published_schema_accepts_the_manifest() {
    if !are_asked() {
        return;
    }
    let studio = Studio::new();
    studio.sealed();
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/manifest.schema.json");
    let schema: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let manifest = &super::studio::entries(&fs::read(studio.desk.at("x.zip")).unwrap())[0].1;
    let manifest: serde_json::Value = serde_json::from_slice(manifest).unwrap();
    assert!(jsonschema::is_valid(&schema, &manifest));
}

/// Every block of `docs/for-bureaus.md` that is marked as a console's, in order, on a batch that was
/// made as the page says it is.
#[test]
fn the_commands_of_the_page_for_bureaus_do_what_it_says() {
    if !are_asked() {
        return;
    }
    let studio = Studio::new();
    let page = include_str!("../../docs/for-bureaus.md");
    let encrypt = ["--sign", "key", "--encrypt-to", &studio.recipient];
    told(&studio.export("cards.zip.age", &encrypt), 0);
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/docs");
    let blocks = page.split("```console\n").skip(1);
    let blocks: Vec<&str> = blocks.filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= 5, "{}", blocks.len());
    let mut tried = 0;
    for block in blocks {
        // what the page cannot know: the bureau's own key, and the controller's
        let script = block
            .replace("RWQ…", &studio.public)
            .replace("\"Example Constabulary\"", "C")
            .replace("Example Constabulary", "C")
            .replace("\"Example Card Bureau\"", "R")
            .replace("docs/verify_batch.py", &format!("{docs}/verify_batch.py"));
        let script = script
            .lines()
            .filter(|line| !line.starts_with("age-keygen") && !line.starts_with("rm "))
            .collect::<Vec<_>>()
            .join("\n");
        let (went_well, said) = shell(&studio, &script);
        assert!(went_well, "{script}\n{said}");
        tried += 1;
    }
    assert!(tried >= 5);
    let rows = fs::read_to_string(studio.desk.at("by-hand/rows.csv")).unwrap();
    assert_eq!(rows.lines().count(), 60);
}
