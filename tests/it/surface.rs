//! What hangs on the crate's outside: threads, imports, layers, dependencies, names, exit codes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use cardsieve::code::Kind;
use cardsieve::{
    BatchId, CardRecord, Code, FlagSources, Minimiser, OfficerRecord, Profile,
    PseudonymisationSecret, Rows,
};

#[test]
fn what_is_shared_between_threads_can_be() {
    fn shared<T: Send + Sync>() {}
    fn sent<T: Send>() {}
    shared::<Minimiser>();
    shared::<Profile>();
    shared::<PseudonymisationSecret>();
    shared::<FlagSources>();
    shared::<BatchId>();
    shared::<CardRecord>();
    shared::<OfficerRecord>();
    shared::<OfficerRecord<()>>();
    shared::<cardsieve::record::Map>();
    sent::<Rows>();
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// Each of the library's files without its tests and comments, by its path from `src`.
pub fn library() -> Vec<(String, String)> {
    let source = root().join("src");
    let mut paths = Vec::new();
    files(&source, &mut paths);
    let mut found = Vec::new();
    for path in paths {
        let name = path
            .strip_prefix(&source)
            .expect("inside")
            .to_string_lossy()
            .replace('\\', "/");
        if name.starts_with("bin/") || name.ends_with("tests.rs") || name.contains("/tests/") {
            continue;
        }
        let text = std::fs::read_to_string(&path)
            .expect("a text")
            .replace("\r\n", "\n");
        let code = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .expect("one part");
        let code: Vec<&str> = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        found.push((name, code.join("\n")));
    }
    assert!(found.len() > 50, "{}", found.len());
    found
}

#[test]
fn the_library_reads_no_environment_prints_nothing_and_logs_nothing() {
    for (name, code) in library() {
        // the version is the compiler's to tell, and the same wherever the program runs
        let code = code.replace("env!(\"CARGO_PKG_VERSION\")", "");
        for forbidden in [
            "std::env",
            "env::var",
            "env!(",
            "option_env!",
            "print!(",
            "println!",
            "eprint!",
            "dbg!",
            "tracing",
            "log::",
            "use log",
            "stdout()",
            "stderr()",
            "process::Command",
            "std::net",
        ] {
            assert!(!code.contains(forbidden), "{name}: {forbidden}");
        }
    }
}

#[test]
fn nothing_is_unsafe_and_no_mutant_is_skipped() {
    let mut paths = Vec::new();
    for folder in ["src", "tests", "benches", "fuzz/src", "examples"] {
        let folder = root().join(folder);
        if folder.exists() {
            files(&folder, &mut paths);
        }
    }
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a text");
        for forbidden in [
            ["unsafe", " {"],
            ["unsafe", " fn"],
            ["unsafe", " impl"],
            ["mutants::", "skip"],
            ["allow(", "unsafe"],
        ] {
            assert!(
                !text.contains(&forbidden.concat()),
                "{}: {}",
                path.display(),
                forbidden.concat()
            );
        }
    }
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("unsafe_code = \"forbid\""));
}

/// How high each module stands; it may name what stands no higher.
const LEVELS: &[(&str, u8)] = &[
    ("canonical_json", 0),
    ("toml_text", 0),
    ("code", 0),
    ("field", 0),
    ("value", 0),
    ("record", 1),
    ("profile", 1),
    ("photo", 1),
    ("pseudonym", 1),
    ("sample", 1),
    ("minimise", 2),
    ("batch", 3),
    ("conformance", 4),
    ("inspect", 5),
    ("ledger", 5),
    ("risk", 5),
    ("prove", 5),
];

fn level(module: &str) -> Option<u8> {
    LEVELS
        .iter()
        .find(|(name, _)| *name == module)
        .map(|(_, level)| *level)
}

#[test]
fn modules_import_only_downwards() {
    for (name, code) in library() {
        let module = name.split(['/', '.']).next().expect("a name");
        if module == "lib" {
            continue;
        }
        let own = level(module).unwrap_or_else(|| panic!("{name} has no level"));
        assert!(
            !code.contains("crate::{"),
            "{name}: one import a module, so that this test sees it"
        );
        for used in code.split("crate::").skip(1) {
            let used = used
                .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .next()
                .expect("a name");
            if let Some(level) = level(used) {
                assert!(level <= own, "{name} names {used}");
            }
        }
    }
}

#[test]
fn above_the_records_nobody_names_a_raw_one() {
    for (name, code) in library() {
        let module = name.split(['/', '.']).next().expect("a name");
        if module != "lib" && module != "record" {
            for raw in ["OfficerRecord", "Held", "record::officer"] {
                assert!(!code.contains(raw), "{name}: {raw}");
            }
        }
    }
}

/// Its fields are private to `minimise`, so that what is looked for here is all there can be.
#[test]
fn one_function_constructs_what_is_released() {
    let (mut literals, mut callers) = (Vec::new(), Vec::new());
    for (name, code) in library() {
        let own = code.split("impl CardRecord {").skip(1);
        let own = own.filter_map(|body| body.split("\n}\n").next());
        let makes = |line: &&str| {
            let head = ["impl ", "struct ", " for ", "->"];
            let is_head = head.iter().any(|word| line.contains(word));
            line.contains("Self {") && !is_head
        };
        literals.extend(own.flat_map(str::lines).filter(makes).map(|_| name.clone()));
        let named = |line: &&str| {
            line.contains("CardRecord {") && !line.contains("struct ") && !line.contains("impl ")
        };
        let by_name = code.lines().filter(named);
        literals.extend(
            by_name
                .filter(|line| !line.contains("CardRecord { .."))
                .map(|_| name.clone()),
        );
        callers.extend(code.matches("CardRecord::new(").map(|_| name.clone()));
    }
    assert_eq!(literals, ["minimise.rs"]);
    callers.sort();
    assert_eq!(callers, ["batch/rows.rs", "minimise.rs"]);
}

#[test]
fn the_default_features_are_small() {
    let tree = |features: &[&str]| -> BTreeSet<String> {
        let output = Command::new(env!("CARGO"))
            .current_dir(root())
            .args([
                "tree",
                "--offline",
                "--edges",
                "normal",
                "--prefix",
                "none",
                "--format",
                "{p}",
            ])
            .args(features)
            .output()
            .expect("cargo");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.lines()
            .filter_map(|line| line.split(' ').next().map(str::to_owned))
            .collect()
    };
    let small = tree(&[]);
    assert!(small.contains("hmac"));
    for large in [
        "clap",
        "clap_builder",
        "image",
        "jpeg-encoder",
        "miniz_oxide",
        "png",
        "zip",
        "rusqlite",
        "libsqlite3-sys",
        "indicatif",
        "anstream",
        "ctrlc",
        "tokio",
        "regex",
        "tracing",
        "log",
        "csv",
        "rand",
        "chrono",
        "jsonschema",
        "proptest",
        "minisign",
        "scrypt",
        "age",
    ] {
        assert!(!small.contains(large), "{large}");
    }
    // The same question finds what is there.
    assert!(tree(&["--features", "cli"]).contains("clap"));
    assert_eq!(tree(&["--features", "sample"]), small);
    assert_eq!(tree(&["--features", "prove"]), small);
}

/// Programs of others look for these words: none may change or go.
const CODES: &[(Kind, &str)] = &[
    (
        Kind::Withheld,
        "
        missing-value invalid-value too-long unmappable-character formula-cell unlisted-category
        photo-missing photo-unreadable photo-kind photo-too-large context-flag
    ",
    ),
    (
        Kind::Refusal,
        "
        no-known-column duplicate-header duplicate-key ragged-row not-utf8 nul-byte
        unterminated-quote cell-too-long record-too-long too-deep malformed-json ambiguous-delimiter
        ambiguous-encoding duplicate-record shared-photo token-collision not-a-name-column too-few-rows
        too-many-rows no-row-released forbidden-content flag-without-source rows-withheld ledger-required
        withheld-id-not-found rows-differ other-profile unnamed-party created-in-future
        photo-not-agreed photos-incomplete photo-repeated bare-rows batch-too-large
    ",
    ),
    (
        Kind::Profile,
        "
        malformed-toml unknown-key wrong-type missing-key bad-text duplicate-column unknown-field
        never-released below-floor unknown-treatment cannot-apply unknown-place matching-column
        shown-twice inert-rule table-not-many-to-one
    ",
    ),
    (
        Kind::Map,
        "
        unknown-source duplicate-source forbidden-source not-readable bad-constant bad-map-rule
    ",
    ),
    (
        Kind::Secret,
        "
        secret-malformed secret-permissions secret-owner unknown-epoch epoch-taken empty-list
        bad-list-id
    ",
    ),
    (
        Kind::Key,
        "
        key-malformed key-needs-password wrong-password signers-malformed recipient-malformed key-not-pinned
        not-encrypted identity-malformed
    ",
    ),
    (
        Kind::Finding,
        "
        unknown-column missing-column column-order repeated-column cell-count bad-cell empty-cell
        cell-length row-order repeated-token not-canonical unreadable row-count
    ",
    ),
    (
        Kind::Batch,
        "
        not-decrypted zip-not-canonical path-not-canonical duplicate-entry missing-entry unnamed-entry
        unknown-format manifest-malformed manifest-not-canonical manifest-below-floor
        missing-signature bad-signature unknown-signer signer-not-bound signature-unchecked
        digest-differs size-differs count-differs rows-not-as-manifest photos-not-as-rows
        wrong-recipient profile-differs past-delete-by
    ",
    ),
    (
        Kind::Ledger,
        "
        ledger-key-malformed ledger-key-permissions ledger-key-owner year-taken no-key-for-year wrong-ledger-key not-a-ledger ledger-form-earlier
        ledger-form-later ledger-linked ledger-log-locked ledger-damaged ledger-schema entry-changed entry-missing entry-misplaced entry-backdated entry-malformed
        commitments-changed document-changed head-not-signed head-malformed head-other-signer head-not-in-ledger
        clock-behind no-commitments batch-known not-approved not-trusted bad-name unknown-recipient not-a-record-id batch-not-in-ledger
        past-known incident-not-in-ledger incident-in-future batch-received not-correctable
    ",
    ),
    (
        Kind::Paper,
        "
        paper-unknown paper-malformed paper-not-canonical paper-in-future paper-known paper-of-no-batch paper-before-batch paper-contradicts paper-not-signed
        paper-bad-signature paper-unknown-signer paper-signer-not-bound
    ",
    ),
];

#[test]
fn codes_keep_their_names() {
    let expected: Vec<(Kind, &str)> = CODES
        .iter()
        .flat_map(|(kind, names)| names.split_whitespace().map(|name| (*kind, name)))
        .collect();
    let found: Vec<(Kind, &str)> = Code::ALL
        .iter()
        .map(|code| (code.kind(), code.name()))
        .collect();
    assert_eq!(found, expected);
    let distinct: BTreeSet<&str> = found.iter().map(|(_, name)| *name).collect();
    assert_eq!(distinct.len(), found.len());
    for code in Code::ALL {
        assert_eq!(Code::from_name(code.name()), Some(*code));
    }
}

#[test]
fn exit_codes_are_documented_as_they_are() {
    let command = std::fs::read_to_string(root().join("docs/command.md")).expect("a text");
    let codes: Vec<&str> = command
        .split("## Exit codes")
        .nth(1)
        .and_then(|chapter| chapter.split("\n## ").next())
        .expect("a chapter")
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(' ').next())
        .filter(|cell| cell.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    assert_eq!(codes, ["0", "1", "2", "3"]);
}

/// Words in backticks that look like a test's name: a sentence.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').filter(|word| {
        word.bytes().filter(|byte| *byte == b'_').count() >= 3
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    })
}

#[test]
fn every_test_named_in_the_index_exists() {
    let mut paths = Vec::new();
    for folder in ["src", "tests", "fuzz/src"] {
        files(&root().join(folder), &mut paths);
    }
    let texts: Vec<String> = paths
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("a text"))
        .collect();
    let exists = |name: &str| {
        let head = format!("fn {name}(");
        texts.iter().any(|text| {
            text.match_indices(&head).any(|(at, _)| {
                // Its attribute stands in the few lines before.
                text[..at]
                    .lines()
                    .rev()
                    .take(6)
                    .any(|line| line.trim() == "#[test]")
            })
        })
    };
    assert!(!exists("every_test_named_in_the_index_exists_not"));
    let index = std::fs::read_to_string(root().join("tests/README.md")).expect("an index");
    assert!(sentences(&index).count() > 100);
    for name in sentences(&index) {
        assert!(exists(name), "{name}");
    }
    // So must those that the documentation of a guarantee names.
    for text in &texts {
        for guarantee in text.split("# Guarantee").skip(1) {
            let lines = guarantee
                .lines()
                .skip(1)
                .take_while(|line| line.trim_start().starts_with("//"));
            let doc: Vec<&str> = lines.collect();
            for name in sentences(&doc.join("\n")) {
                assert!(exists(name), "{name}");
            }
        }
    }
}
