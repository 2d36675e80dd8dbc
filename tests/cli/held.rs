//! `inspect` holds a batch against its manifest, and under signers everything against a signature.

use flate2::Crc;

use super::studio::{Studio, entries};
use super::{code, stdout, told};

/// An archive of entries that are not packed, in the one form of a batch.
fn packed(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let mut crc = Crc::new();
        crc.update(content);
        let length = u32::try_from(content.len()).unwrap();
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        for word in [crc.sum(), length, length] {
            common.extend(word.to_le_bytes());
        }
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        let offset = u32::try_from(file.len()).unwrap();
        directory.extend([b"PK\x01\x02\x14\0", &common[..], &[0; 10]].concat());
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
        file.extend([b"PK\x03\x04", &common[..], name.as_bytes(), content].concat());
    }
    let start = u32::try_from(file.len()).unwrap();
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    let length = u32::try_from(directory.len()).unwrap();
    file.extend(&directory);
    file.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count].concat());
    file.extend(length.to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

const OTHER: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";

#[test]
fn a_signer_alone_is_looked_for_and_whatever_nobody_signed_is_refused() {
    let studio = Studio::new();
    studio.sealed();
    told(
        &studio.run(&["inspect", "x.zip", "--signer", "signers.txt"]),
        0,
    );
    for form in ["text", "json", "sarif", "html"] {
        let output = studio.run(&["inspect", "x.zip", "--signer", OTHER, "--format", form]);
        told(&output, 3);
        for code in ["not-verified", "unknown-signer"] {
            assert!(stdout(&output).contains(code), "{form}: {code}");
        }
    }
    studio
        .desk
        .put("cards.csv", "card_serial,rank\nC1,Constable\n");
    std::fs::create_dir(studio.desk.at("in")).unwrap();
    std::fs::copy(studio.desk.at("x.zip"), studio.desk.at("in/x.zip")).unwrap();
    told(
        &studio.run(&["inspect", "in", "--signer", "signers.txt"]),
        0,
    );
    told(&studio.run(&["inspect", "in", "--signer", OTHER]), 3);
    studio
        .desk
        .put("in/cards.csv", "card_serial,rank\nC1,Constable\n");
    for path in ["cards.csv", "in"] {
        let output = studio.run(&["inspect", path, "--signer", "signers.txt"]);
        told(&output, 3);
        assert!(stdout(&output).contains("missing-signature"), "{path}");
        told(&studio.run(&["inspect", path]), 0);
    }
}

#[test]
fn a_signer_that_cannot_be_read_is_told_before_anything_is_looked_at() {
    let studio = Studio::new();
    studio.sealed();
    studio.desk.put("odd", "no key of anybody's\n");
    for (signer, status) in [("no-such-file", 1), ("odd", 3)] {
        let output = studio.run(&["inspect", "x.zip", "--signer", signer]);
        assert_eq!(code(&output), status, "{signer}");
        assert_eq!(stdout(&output), "CANNOT TELL\n");
    }
}

#[test]
fn a_batch_to_which_anything_was_done_is_refused_without_a_profile_or_a_signer() {
    let studio = Studio::new();
    studio.sealed();
    let plain = std::fs::read(studio.desk.at("x.zip")).unwrap();
    let all = entries(&plain);
    assert_eq!(packed(&all), plain);
    told(&studio.run(&["inspect", "x.zip"]), 0);
    let with = |change: fn(&mut Vec<(String, Vec<u8>)>)| {
        let mut entries = all.clone();
        change(&mut entries);
        packed(&entries)
    };
    let rows = |entries: &mut Vec<(String, Vec<u8>)>| {
        let (_, rows) = entries
            .iter_mut()
            .find(|(name, _)| name == "rows.csv")
            .unwrap();
        let last = rows.iter().rposition(u8::is_ascii_alphabetic).unwrap();
        rows[last] = if rows[last] == b'a' { b'e' } else { b'a' };
    };
    let more = |entries: &mut Vec<(String, Vec<u8>)>| {
        entries.push(("more.csv".to_owned(), b"card_serial\nC1\n".to_vec()));
    };
    let less = |entries: &mut Vec<(String, Vec<u8>)>| drop(entries.pop());
    let first = |entries: &mut Vec<(String, Vec<u8>)>| entries.rotate_left(1);
    std::fs::create_dir(studio.desk.at("in")).unwrap();
    for (change, why) in [
        (with(rows), "digest-differs"),
        (with(more), "path-not-canonical"),
        (with(less), "missing-entry"),
        (with(first), "path-not-canonical"),
    ] {
        studio.desk.put("in/y.zip", change);
        for path in ["in/y.zip", "in"] {
            let output = studio.run(&["inspect", path]);
            let said = told(&output, 3);
            assert!(
                said.contains(why) && said.contains("not-verified"),
                "{why}: {said}"
            );
            assert!(stdout(&output).contains(why), "{why}");
            assert!(path == "in/y.zip" || !said.contains("y.zip"), "{said}");
        }
    }
}

#[test]
fn a_manifest_of_another_program_makes_no_batch() {
    let studio = Studio::new();
    for manifest in [
        "{\"cards\":1}",
        "{\"a\":1,\"catalogue\":{\"fingerprint\":\"0\"}}",
    ] {
        let entry = ("manifest.json".to_owned(), manifest.as_bytes().to_vec());
        studio.desk.put("y.zip", packed(&[entry]));
        told(&studio.run(&["inspect", "y.zip"]), 0);
    }
}

#[test]
fn an_encrypted_batch_in_a_folder_opens_with_its_identity_and_is_held_too() {
    let studio = Studio::new();
    let more = ["--sign", "key", "--encrypt-to", studio.recipient.as_str()];
    told(&studio.export("x.zip.age", &more), 0);
    std::fs::create_dir(studio.desk.at("in")).unwrap();
    std::fs::rename(studio.desk.at("x.zip.age"), studio.desk.at("in/x.zip.age")).unwrap();
    let said = told(&studio.run(&["inspect", "in"]), 3);
    assert!(
        said.starts_with("CANNOT TELL\n") && said.contains("encrypted"),
        "{said}"
    );
    let opened = ["inspect", "in", "--identity", "identity"];
    told(&studio.run(&opened), 0);
    let signer = |signer| [&opened[..], &["--signer", signer]].concat();
    told(&studio.run(&signer("signers.txt")), 0);
    let said = told(&studio.run(&signer(OTHER)), 3);
    assert!(
        said.contains("unknown-signer in manifest.json.minisig"),
        "{said}"
    );
    let whole = std::fs::read(studio.desk.at("in/x.zip.age")).unwrap();
    studio.desk.put("in/x.zip.age", &whole[..whole.len() - 9]);
    let said = told(&studio.run(&opened), 3);
    assert!(
        said.contains("in: file 1: not-decrypted") && !said.contains("x.zip"),
        "{said}"
    );
}

#[test]
fn a_party_without_a_profile_is_a_mistake_on_the_command_line() {
    let studio = Studio::new();
    studio.sealed();
    for party in ["--controller", "--recipient"] {
        let said = told(&studio.run(&["inspect", "x.zip", party, "R"]), 2);
        assert!(said.contains("--profile"), "{said}");
    }
}
