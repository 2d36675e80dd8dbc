//! Leaks through tokens: what they depend on, and what they do not.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

use super::{Leak, each, text};
use crate::exporter::{Draft, Setup};
use crate::generate::Raw;

const MATCHING: usize = 0;
const BARCODE: usize = 6;

/// Replaces the matching token, and puts the rows in the order that this gives.
fn matching(draft: &mut Draft, records: &[Raw], token: impl Fn(&str) -> String) {
    each(draft, records, MATCHING, |_, raw| {
        token(text(raw, "record_id").trim())
    });
    draft
        .lines
        .sort_by(|left, right| left.cells[0].cmp(&right.cells[0]));
}

fn batch_scope(setup: &Setup) -> String {
    format!("batch:{}", setup.batch)
}

pub const LEAKS: &[Leak] = &[
    Leak {
        name: "unkeyed-digest",
        after: "New York taxis 2013: a plain digest of a small space",
        spoil: |draft, _, records| {
            matching(draft, records, |id| {
                HEXLOWER.encode(&Sha256::digest(id))[..16].to_owned()
            });
        },
    },
    Leak {
        name: "unkeyed-digest-in-base32",
        after: "the same, in the alphabet of tokens",
        spoil: |draft, _, records| {
            matching(draft, records, |id| {
                BASE32_NOPAD
                    .encode(&Sha256::digest(id))
                    .to_ascii_lowercase()[..16]
                    .to_owned()
            });
        },
    },
    Leak {
        name: "reversible-encoding",
        after: "Australia's MBS and PBS 2016: home-made encryption of provider numbers",
        spoil: |draft, _, records| {
            matching(draft, records, |id| {
                let coded = BASE32_NOPAD.encode(id.as_bytes()).to_ascii_lowercase();
                format!("{coded:a<16}")[..16].to_owned()
            });
        },
    },
    Leak {
        name: "salt-ignored",
        after: "greenmask #317: the hash engine did not use its salt",
        spoil: |draft, setup, records| {
            let unsalted = Setup {
                secret: [0; 32],
                ..setup.clone()
            };
            let scope = batch_scope(setup);
            let domain = [
                setup.recipient,
                setup.purpose,
                &scope,
                "record_id",
                "matching",
            ];
            matching(draft, records, |id| unsalted.token(domain, id, 16));
        },
    },
    Leak {
        name: "token-of-fifteen-bits",
        after: "kubescape #2687: short suffixes collide, and records are overwritten",
        spoil: |draft, setup, records| {
            let scope = batch_scope(setup);
            let domain = [
                setup.recipient,
                setup.purpose,
                &scope,
                "record_id",
                "matching",
            ];
            matching(draft, records, |id| {
                setup.token(domain, id, 16)[..3].to_owned() + "aaaaaaaaaaaaa"
            });
        },
    },
    Leak {
        name: "no-recipient-in-the-domain",
        after: "AOL 2006: one pseudonym everywhere",
        spoil: |draft, setup, records| {
            let domain = ["", setup.purpose, "recipient", "record_id", "barcode"];
            each(draft, records, BARCODE, |_, raw| {
                setup.token(domain, text(raw, "record_id").trim(), 26)
            });
        },
    },
    Leak {
        name: "no-purpose-in-the-domain",
        after: "one pseudonym for every purpose",
        spoil: |draft, setup, records| {
            let domain = [setup.recipient, "", "recipient", "record_id", "barcode"];
            each(draft, records, BARCODE, |_, raw| {
                setup.token(domain, text(raw, "record_id").trim(), 26)
            });
        },
    },
    Leak {
        name: "no-batch-in-the-domain",
        after: "batches joined by a token that was to be used once",
        spoil: |draft, setup, records| {
            let domain = [
                setup.recipient,
                setup.purpose,
                "recipient",
                "record_id",
                "matching",
            ];
            matching(draft, records, |id| setup.token(domain, id, 16));
        },
    },
    Leak {
        name: "no-place-in-the-domain",
        after: "kubescape #2687: one suffix links two classes",
        spoil: |draft, setup, records| {
            let scope = batch_scope(setup);
            let domain = [
                setup.recipient,
                setup.purpose,
                &scope,
                "record_id",
                "matching",
            ];
            each(draft, records, BARCODE, |_, raw| {
                setup.token(domain, text(raw, "record_id").trim(), 26)
            });
        },
    },
    Leak {
        name: "token-of-another-field",
        after: "a token of the pay number under the name of the record id",
        spoil: |draft, setup, records| {
            let domain = [
                setup.recipient,
                setup.purpose,
                "recipient",
                "pay_number",
                "barcode",
            ];
            each(draft, records, BARCODE, |_, raw| {
                setup.token(domain, text(raw, "pay_number"), 26)
            });
        },
    },
    Leak {
        name: "first-letter-tells-a-class",
        after: "prefixes by class of person",
        spoil: |draft, _, records| {
            each(draft, records, BARCODE, |cell, raw| {
                match text(raw, "home_address").is_empty() {
                    true => format!("a{}", &cell[1..]),
                    false => cell.to_owned(),
                }
            });
        },
    },
    Leak {
        name: "token-of-the-text-as-given",
        after: "two spellings of one value get two tokens",
        spoil: |draft, setup, records| {
            let domain = [
                setup.recipient,
                setup.purpose,
                "recipient",
                "record_id",
                "barcode",
            ];
            each(draft, records, BARCODE, |_, raw| {
                setup.token(domain, text(raw, "record_id"), 26)
            });
        },
    },
];
