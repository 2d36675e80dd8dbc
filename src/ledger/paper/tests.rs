//! Papers: one form of bytes, signed by whom they name, not of a day to come; and what they mean.

mod forms;
mod kinds;
mod signed;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Attestation, Due, Extent, FileDigest, Paper, PaperErrors, Receipt, Refusal, Remains};
use crate::batch::{Dates, Day, Form, Limits, Manifest, Rows, SigningKey, TrustedSigners};
use crate::code::{Code, Kind};
use crate::minimise::{FlagSources, Minimiser};
use crate::profile::Profile;
use crate::record::OfficerRecord;

const BATCH: &str = "00112233445566aa";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn manifest(batch: &str) -> Manifest {
    let profile = Profile::preset("access-fob").unwrap();
    let profile = profile
        .with_parties(Some("Controller"), Some("Bureau"))
        .unwrap();
    let secret = format!("test {}\n", "5a".repeat(32)).parse().unwrap();
    let flags = FlagSources::from_records();
    let minimiser = Minimiser::new(&profile, &secret, batch.parse().unwrap(), &flags).unwrap();
    let mut rows = Rows::new(&minimiser, Form::Csv, Limits::default());
    for number in 1..=3 {
        let officer = json!({
            "record_id": format!("E{number}"), "card_design": "D1",
            "card_serial": format!("S{number}"), "credential_no": number,
        });
        let officer: OfficerRecord<()> = serde_json::from_value(officer).unwrap();
        rows.push(minimiser.minimise(&officer)).unwrap();
    }
    let made = day("2026-11-02");
    Manifest::of_bare_rows(&rows.finish().unwrap(), Dates::new(made, made)).unwrap()
}

fn receipt() -> Receipt {
    let file = FileDigest::new(4711, [0xAB; 32]);
    Receipt::of(&manifest(BATCH), file, day("2026-11-03"), true)
}

fn attestation() -> Attestation {
    let whole = Attestation::of(&receipt(), Extent::Whole, day("2026-11-08")).unwrap();
    whole
        .with_spool()
        .with_backups_until(day("2026-12-01"))
        .unwrap()
}

fn refusal() -> Refusal {
    let file = FileDigest::new(9, [7; 32]);
    let codes = ["unknown-column", "bad-signature", "unknown-column"];
    Refusal::of(file, "Controller", "Bureau", codes, day("2026-11-03")).unwrap()
}

fn papers() -> Vec<Paper> {
    let part = Extent::Part { rows: 1, photos: 0 };
    let part = Attestation::of(&receipt(), part, day("2026-11-04")).unwrap();
    let named = refusal()
        .with_batch(BATCH.parse().unwrap())
        .with_file_deleted();
    vec![
        receipt().into(),
        attestation().into(),
        part.with_ribbon().into(),
        refusal().into(),
        named.into(),
    ]
}

fn key() -> SigningKey {
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    let text = pair.sk.to_box(None).unwrap().to_string();
    SigningKey::parse(&text, None).unwrap()
}

fn signers(key: &SigningKey, name: &str) -> TrustedSigners {
    TrustedSigners::parse(&format!("{} {name}\n", key.signer())).unwrap()
}

const TODAY: &str = "2026-11-10";

fn codes(errors: &PaperErrors) -> Vec<(&'static str, Option<&'static str>)> {
    let problems = errors.problems().iter();
    problems
        .map(|problem| (problem.code().name(), problem.key()))
        .collect()
}
