//! Help, usage errors, completions and the manual.

use super::{code, run, stderr, stdout, told};

const VERBS: &[&[&str]] = &[
    &["demo"],
    &["fields"],
    &["profile", "list"],
    &["profile", "new"],
    &["profile", "check"],
    &["profile", "show"],
    &["profile", "explain"],
    &["profile", "prove"],
    &["profile", "diff"],
    &["map", "new"],
    &["map", "explain"],
    &["secret", "new"],
    &["secret", "rotate"],
    &["sample"],
    &["export"],
    &["preflight"],
    &["verify"],
    &["unpack"],
    &["inspect"],
    &["reidentify"],
    &["ledger", "new"],
    &["ledger", "key", "new"],
    &["ledger", "key", "add"],
    &["ledger", "verify"],
    &["ledger", "head"],
    &["ledger", "recover"],
    &["ledger", "trust"],
    &["ledger", "import"],
    &["ledger", "approve"],
    &["ledger", "record-past"],
    &["ledger", "incident"],
    &["ledger", "correction"],
    &["ledger", "breach-pack"],
    &["ledger", "diff"],
    &["ledger", "whose"],
    &["ledger", "holdings"],
    &["ledger", "exposure"],
    &["ledger", "overdue"],
    &["ledger", "recipients"],
    &["ledger", "receipt"],
    &["ledger", "attest-deletion"],
    &["ledger", "refusal"],
    &["ledger", "due"],
    &["risk"],
    &["explain"],
    &["completions"],
    &["man"],
];

#[test]
fn every_verb_has_help_with_an_example_of_itself() {
    for verb in VERBS {
        let output = run(verb.iter().copied().chain(["--help"]));
        assert_eq!(code(&output), 0, "{verb:?}");
        let example = format!("Example:\n  cardsieve {}", verb.join(" "));
        assert!(
            stdout(&output).contains(&example),
            "{verb:?}\n{}",
            stdout(&output)
        );
    }
}

/// Every verb under these, with its own verbs, by the help alone.
fn listed(under: &[String]) -> Vec<Vec<String>> {
    let help = stdout(&run(under.iter().map(String::as_str).chain(["--help"])));
    let all = help.split("Commands:\n").nth(1).unwrap_or_default();
    let all = all.lines().take_while(|line| !line.is_empty());
    // what is said of a verb goes on in lines that begin further in
    let own = all.filter_map(|line| {
        line.strip_prefix("  ")
            .filter(|line| !line.starts_with(' '))
    });
    let names = own.filter_map(|line| line.split_whitespace().next());
    let mut found = vec![under.to_vec()];
    for name in names.filter(|name| *name != "help") {
        found.extend(listed(&[under, &[name.to_owned()]].concat()));
    }
    found
}

#[test]
fn every_verb_of_the_ledger_that_help_lists_has_an_example_and_is_tried() {
    let all = listed(&["ledger".to_owned()]);
    let tried = |verb: &[String]| VERBS.iter().any(|known| *known == verb);
    let groups: Vec<_> = all.iter().filter(|verb| !tried(verb)).collect();
    assert_eq!(groups, [&["ledger"][..], &["ledger", "key"]]);
    let known = VERBS.iter().filter(|verb| verb[0] == "ledger").count();
    assert_eq!(all.len(), known + groups.len());
    for verb in all {
        let help = stdout(&run(verb.iter().map(String::as_str).chain(["--help"])));
        let example = format!("Example:\n  cardsieve {} ", verb.join(" "));
        assert!(help.contains(&example), "{verb:?}\n{help}");
    }
}

#[test]
fn examples_of_help_are_command_lines_that_are_understood() {
    for verb in VERBS {
        let help = stdout(&run(verb.iter().copied().chain(["--help"])));
        let example = help
            .split("Example:\n")
            .nth(1)
            .unwrap()
            .replace("\\\n", " ");
        let line = example
            .lines()
            .next()
            .unwrap()
            .split(['>', '|'])
            .next()
            .unwrap();
        let mut arguments: Vec<String> = Vec::new();
        for (position, piece) in line.split('"').enumerate() {
            if position % 2 == 1 {
                arguments.push(piece.to_owned());
            } else {
                arguments.extend(piece.split_whitespace().map(str::to_owned));
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let output = super::cardsieve()
            .current_dir(folder.path())
            .args(&arguments[1..])
            .output()
            .unwrap();
        // files that are not there are 1; a wrong command line would be 2
        assert_ne!(code(&output), 2, "{line}\n{}", stderr(&output));
    }
}

#[test]
fn a_wrong_command_line_exits_with_2() {
    let wrong: &[&[&str]] = &[
        &[],
        &["frobnicate"],
        &["export"],
        &["export", "--no-floor"],
        &["sample", "--rows", "many"],
        &["profile", "show", "no-such-preset"],
        &["explain", "no-such-code"],
        &["completions", "cmd.exe"],
    ];
    for arguments in wrong {
        assert_eq!(code(&run(arguments.iter())), 2, "{arguments:?}");
    }
}

#[test]
fn a_slip_in_a_presets_or_codes_name_is_answered_with_the_right_one() {
    let told_of = |arguments: &[&str]| stderr(&run(arguments.iter()));
    let preset = told_of(&["profile", "show", "warant-card"]);
    assert!(
        preset.contains("did you mean warrant-card?") && preset.contains("shell-card"),
        "{preset}"
    );
    let code = told_of(&["explain", "ragged-rows"]);
    assert!(code.contains("did you mean ragged-row?"), "{code}");
    assert!(
        code.lines().count() < 4 && !code.contains("duplicate-key"),
        "{code}"
    );
    assert_eq!(code.matches("ragged-row").count(), 2, "{code}");
}

#[test]
fn version_completions_and_manual_are_on_stdout() {
    let version = stdout(&run(["--version"]));
    assert_eq!(
        version.trim(),
        concat!("cardsieve ", env!("CARGO_PKG_VERSION"))
    );
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(
            told(&run(["completions", shell]), 0).contains("reidentify"),
            "{shell}"
        );
    }
    let manual = told(&run(["man"]), 0);
    for verb in VERBS {
        let page = format!(".TH cardsieve-{}", verb.join("-"));
        assert!(manual.contains(&page), "{page}");
    }
}
