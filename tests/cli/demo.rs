//! The first impression.

use std::fs;

use super::{cardsieve, code, run, stderr, stdout, told};

#[test]
fn the_demo_fits_one_screen_and_runs_the_main_job() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    let output = run(["demo", "--dir", dir.to_str().unwrap()]);
    let screen = told(&output, 0);
    assert!(screen.lines().count() <= 40, "{screen}");
    // paths may be longer than a screen is wide; everything else is not
    for line in screen
        .lines()
        .filter(|line| !line.contains(dir.to_str().unwrap()))
    {
        assert!(
            line.chars().count() <= 100 || line.contains("cardsieve"),
            "{line}"
        );
    }
    let cards = fs::read_to_string(dir.join("cards.csv")).unwrap();
    assert!(
        cards.starts_with("record_ref,card_design,print_name,"),
        "{cards}"
    );
    assert!(cards.lines().count() > 180);
    let rows = cards.lines().count() - 1;
    let sealed = format!("signed and verified: {rows} rows and {rows} photos, delete by ");
    assert!(screen.contains(&sealed), "{screen}");
    let batch = fs::read(dir.join("cards.zip")).unwrap();
    let names: Vec<String> = super::studio::entries(&batch)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names.len(), 3 + rows);
    assert!(!super::studio::holds(&batch, "canary"));
    for text in [
        &cards,
        &screen,
        &fs::read_to_string(dir.join("report.json")).unwrap(),
    ] {
        assert!(!text.to_lowercase().contains("canary"), "{text}");
    }
}

#[test]
fn what_the_demo_proposes_works() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("a demo");
    let screen = stdout(&run(["demo", "--dir", dir.to_str().unwrap()]));
    let proposals = screen.split("Try next\n").nth(1).unwrap();
    let commands: Vec<&str> = proposals
        .split("\n  ")
        .filter(|line| line.contains("cardsieve"))
        .collect();
    assert_eq!(
        proposals.replace("\\\n", "").lines().count(),
        4,
        "{proposals}"
    );
    assert!(!commands.is_empty());
    if cfg!(unix) {
        for command in proposals.replace("\\\n", "").lines() {
            let output = std::process::Command::new("sh")
                .args(["-c", command])
                .output()
                .unwrap();
            assert_eq!(code(&output), 0, "{command}\n{}", stderr(&output));
        }
    }
}

#[test]
fn only_a_folder_of_an_earlier_demo_is_used_again() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    let demo = || run(["demo", "--dir", dir.to_str().unwrap()]);
    told(&demo(), 0);
    let secret = fs::read(dir.join("secret.txt")).unwrap();
    told(&demo(), 0);
    assert_eq!(fs::read(dir.join("secret.txt")).unwrap(), secret);
    fs::remove_file(dir.join(".cardsieve-demo")).unwrap();
    told(&demo(), 2);
    let empty = run(["demo", "--dir", folder.path().to_str().unwrap()]);
    told(&empty, 2);
}

#[test]
fn without_a_folder_it_uses_the_systems_temporary_one() {
    let folder = tempfile::tempdir().unwrap();
    let output = cardsieve()
        .arg("demo")
        .env("TMPDIR", folder.path())
        .output()
        .unwrap();
    if cfg!(unix) {
        told(&output, 0);
        assert!(folder.path().join("cardsieve-demo/cards.csv").is_file());
    }
}
