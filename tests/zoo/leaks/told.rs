//! Leaks to whoever reads errors, logs, `Debug` and exit codes.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{Leak, text};

pub const LEAKS: &[Leak] = &[
    Leak {
        name: "log-line-with-a-value",
        after: "hyperswitch #1943: a card number in a log",
        spoil: |draft, _, records| {
            draft.told += &format!("exporting {}", text(&records[0], "home_address"));
        },
    },
    Leak {
        name: "derived-debug",
        after: "object_store, opendal #7522: derived Debug shows credentials",
        spoil: |draft, _, records| draft.told += &format!("{:?}", records[0]),
    },
    Leak {
        name: "parser-quotes-its-input",
        after: "serde_json: `invalid type: string \"…\"`",
        spoil: |draft, _, records| {
            let json = serde_json::to_string(text(&records[0], "nino")).expect("a text");
            if let Err(error) = serde_json::from_str::<bool>(&json) {
                draft.told += &error.to_string();
            }
        },
    },
    Leak {
        name: "bytes-in-an-error",
        after: "FromUtf8Error's Debug holds the bytes",
        spoil: |draft, _, records| {
            let mut bytes = text(&records[0], "home_address").as_bytes().to_vec();
            bytes.push(0xff);
            draft.told += &format!("{:?}", String::from_utf8(bytes));
        },
    },
    Leak {
        name: "digest-of-a-row-in-the-log",
        after: "a digest is as good as the value where the space is small",
        spoil: |draft, _, records| {
            draft.told += &HEXLOWER.encode(&Sha256::digest(text(&records[0], "nino")));
        },
    },
    Leak {
        name: "length-in-an-error",
        after: "`expected 9 characters, found 14`",
        spoil: |draft, _, records| {
            draft.told += &format!("{} characters", text(&records[0], "home_address").len());
        },
    },
    Leak {
        name: "report-names-the-vetting",
        after: "a reason for withholding that says which",
        spoil: |draft, _, records| {
            let vetted = records
                .iter()
                .filter(|raw| text(raw, "vetting_level").len() > 9);
            draft.told += &format!("withheld for vetting: {}", vetted.count());
        },
    },
    Leak {
        name: "exit-code-by-a-value",
        after: "an exit code that counts",
        spoil: |draft, _, records| {
            let odd = records
                .iter()
                .filter(|raw| text(raw, "salary").len() % 2 == 1);
            draft.code = odd.count() as u8;
        },
    },
    Leak {
        name: "panic-with-a-value",
        after: "assert_eq! prints both sides",
        spoil: |draft, _, records| {
            draft.told += &format!(
                "assertion failed: left: {:?}",
                text(&records[0], "personal_email")
            );
        },
    },
    Leak {
        name: "counts-of-absent-values",
        after: "statistics of a quality check",
        spoil: |draft, _, records| {
            let absent = records
                .iter()
                .filter(|raw| !raw.contains_key("occupational_health"))
                .count();
            draft.told += &format!("{absent} of {} without", records.len());
        },
    },
];
