//! What programs of others say of a batch: minisign, unzip, Python. They are asked where
//! `CARDSIEVE_OUTSIDE_JUDGES` is set, as `.ci/run` and `./prove` do, which fetch them.

use std::path::Path;
use std::process::Command;

use super::made::*;
use crate::batch::{Form, Seal, Signer, SigningKey, TrustedSigners};
use crate::code::Code;

#[expect(
    clippy::disallowed_methods,
    reason = "only this test asks whether the programs are there"
)]
fn are_asked() -> bool {
    std::env::var_os("CARDSIEVE_OUTSIDE_JUDGES").is_some()
}

/// Runs a program in a folder: whether it was content, and what it said.
fn run(folder: &Path, program: &str, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(program)
        .current_dir(folder)
        .args(arguments)
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

/// A folder with a batch `b.zip` and its two first entries, signed with a key that minisign made.
fn folder() -> (tempfile::TempDir, String, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let (made, said) = run(
        path,
        "minisign",
        &["-G", "-W", "-p", "key.pub", "-s", "key"],
    );
    assert!(made, "{said}");
    let key = SigningKey::parse(&std::fs::read_to_string(path.join("key")).unwrap(), None).unwrap();
    let public: Signer = std::fs::read_to_string(path.join("key.pub"))
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(key.signer(), &public);
    let mut bytes = Vec::new();
    let writer = writer(&with_photos(), Form::Csv, &people(12));
    writer.finish(Seal::Signed(&key), &mut bytes).unwrap();
    std::fs::write(path.join("b.zip"), &bytes).unwrap();
    for (name, content) in &entries(&bytes)[..2] {
        std::fs::write(path.join(name), content).unwrap();
    }
    (folder, public.to_string(), bytes)
}

#[test]
fn minisign_accepts_the_manifest_and_refuses_it_after_any_change() {
    if !are_asked() {
        return;
    }
    let (folder, public, _) = folder();
    let path = folder.path();
    let verify = || {
        run(
            path,
            "minisign",
            &["-V", "-P", &public, "-m", "manifest.json"],
        )
    };
    let (accepted, said) = verify();
    assert!(
        accepted && said.contains("Trusted comment: cardsieve batch 7d1c2f6a9b3e4c50"),
        "{said}"
    );
    for name in ["manifest.json", "manifest.json.minisig"] {
        let file = path.join(name);
        let kept = std::fs::read(&file).unwrap();
        // the first line of a signature is nobody's word: minisign does not look at it, we do
        let from = kept.iter().position(|byte| *byte == b'\n').unwrap_or(0) + 1;
        for at in (from..kept.len()).step_by(11) {
            let mut changed = kept.clone();
            changed[at] ^= 4;
            std::fs::write(&file, changed).unwrap();
            assert!(!verify().0, "{name}, byte {at}");
        }
        std::fs::write(&file, kept).unwrap();
    }
    assert!(verify().0);
}

#[test]
fn we_verify_what_minisign_signed_and_open_its_keys() {
    if !are_asked() {
        return;
    }
    let (folder, public, bytes) = folder();
    let path = folder.path();
    let comment = "cardsieve batch 7d1c2f6a9b3e4c50";
    let signing = [
        "-S",
        "-s",
        "key",
        "-m",
        "manifest.json",
        "-c",
        comment,
        "-t",
        comment,
    ];
    assert!(run(path, "minisign", &signing).0);
    let mut entries = entries(&bytes);
    let theirs = std::fs::read(path.join("manifest.json.minisig")).unwrap();
    assert_eq!(theirs.len(), entries[1].1.len());
    entries[1].1 = theirs;
    let signers = TrustedSigners::parse(&format!("{public} Example Constabulary")).unwrap();
    assert!(verify(&zip_of(&entries), &signers).is_ok());
    // under another comment it is a signature of minisign's, and none of a batch
    assert!(
        run(
            path,
            "minisign",
            &["-S", "-s", "key", "-m", "manifest.json"]
        )
        .0
    );
    entries[1].1 = std::fs::read(path.join("manifest.json.minisig")).unwrap();
    let error = verify(&zip_of(&entries), &signers).unwrap_err();
    assert!(error.has(Code::BadSignature));
}

#[test]
fn a_key_that_minisign_locked_opens_with_its_password() {
    if !are_asked() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let script = "printf 'right\\nright\\n' | minisign -G -p key.pub -s key";
    let (made, said) = run(folder.path(), "sh", &["-c", script]);
    assert!(made, "{said}");
    let text = std::fs::read_to_string(folder.path().join("key")).unwrap();
    let public = std::fs::read_to_string(folder.path().join("key.pub")).unwrap();
    assert_eq!(SigningKey::is_encrypted(&text), Ok(true));
    let key = SigningKey::parse(&text, Some("right")).unwrap();
    assert_eq!(key.signer(), &public.parse::<Signer>().unwrap());
}

#[test]
fn unzip_and_python_read_the_container_and_find_nothing_in_it() {
    if !are_asked() {
        return;
    }
    let (folder, _, bytes) = folder();
    let path = folder.path();
    let (sound, said) = run(path, "unzip", &["-t", "b.zip"]);
    assert!(sound && said.contains("No errors detected"), "{said}");
    let (listed, said) = run(path, "unzip", &["-Zv", "b.zip"]);
    assert!(listed);
    let count = entries(&bytes).len();
    for line in [
        "compression method:                             none (stored)",
        "length of extra field:                          0 bytes",
        "length of file comment:                         0 characters",
        "file last modified on (DOS date/time):          1980 Jan 1 00:00:00",
        "MS-DOS file attributes (00 hex):                none",
    ] {
        assert_eq!(said.matches(line).count(), count, "{line}\n{said}");
    }
    let script = "import sys, zipfile\n\
        with zipfile.ZipFile('b.zip') as batch:\n \
        assert batch.testzip() is None and batch.comment == b''\n \
        for entry in batch.infolist():\n  \
        assert entry.date_time == (1980, 1, 1, 0, 0, 0) and entry.external_attr == 0\n  \
        assert entry.create_version == entry.extract_version == 20 and entry.create_system == 0\n  \
        print(entry.filename)\n";
    let (content, said) = run(path, "python3", &["-c", script]);
    assert!(content, "{said}");
    let names: Vec<String> = entries(&bytes).into_iter().map(|(name, _)| name).collect();
    assert_eq!(said.lines().collect::<Vec<_>>(), names);
}

#[test]
fn the_script_of_the_documentation_verifies_a_batch_and_refuses_another() {
    if !are_asked() {
        return;
    }
    let (folder, public, bytes) = folder();
    let path = folder.path();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/verify_batch.py");
    let judge = |bytes: &[u8], controller: &str, day: &str| {
        std::fs::write(path.join("b.zip"), bytes).unwrap();
        run(
            path,
            "python3",
            &[script, "b.zip", &public, controller, day],
        )
        .0
    };
    let ours = "Example Constabulary";
    assert!(judge(&bytes, ours, "2026-12-24"));
    assert!(!judge(&bytes, ours, "2026-12-25"));
    assert!(!judge(&bytes, "Other Constabulary", "2026-12-24"));
    let zip = entries(&bytes);
    for entry in 0..zip.len() {
        let mut changed = zip.clone();
        changed[entry].1[40.min(zip[entry].1.len() - 1)] ^= 4;
        // minisign does not look at the comment in the first line
        assert!(
            entry == 1 || !judge(&zip_of(&changed), ours, "2026-12-24"),
            "{entry}"
        );
        let mut fewer = zip.clone();
        fewer.remove(entry);
        assert!(!judge(&zip_of(&fewer), ours, "2026-12-24"));
        let mut more = zip.clone();
        more.insert(entry, ("x".to_owned(), vec![1]));
        assert!(!judge(&zip_of(&more), ours, "2026-12-24"));
    }
}
