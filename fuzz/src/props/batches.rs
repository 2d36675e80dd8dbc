//! Batches and manifests out of any bytes.

use std::io::Cursor;

use cardsieve::batch::{Expect, Manifest, TrustedSigners, VerifyError, read};

use super::words::are_ours;

/// A key that has signed the seed `signed.zip`, and nothing else.
const SIGNERS: &str = include_str!("../../corpus/batch/signers.txt");

/// What is read of a batch or a manifest is written to the same bytes; what is not is not echoed.
pub fn batch(bytes: &[u8]) {
    match Manifest::parse(bytes) {
        Ok(manifest) => assert!(manifest.to_json().as_bytes() == bytes, "another manifest"),
        Err(error) => silent(&error, bytes),
    }
    let expect = Expect::on("2026-11-24".parse().expect("a day"));
    let open = || read(Cursor::new(bytes));
    match open().and_then(|batch| batch.verify_unsigned(&expect)) {
        Ok(mut batch) => {
            let mut again = Vec::new();
            batch.write_to(&mut again).expect("it was read already");
            assert!(again == bytes, "another batch");
        }
        Err(error) => silent(&error, bytes),
    }
    match open().and_then(|batch| batch.verify(&signers(), &expect)) {
        Ok(mut batch) => {
            let mut again = Vec::new();
            batch.write_to(&mut again).expect("it was read already");
            assert!(again == bytes, "another batch");
            let signed = include_bytes!("../../corpus/batch/signed.zip");
            assert!(bytes == signed, "nobody has signed this");
        }
        Err(error) => silent(&error, bytes),
    }
}

fn signers() -> TrustedSigners {
    TrustedSigners::parse(SIGNERS).expect("a signers file")
}

fn silent(error: &VerifyError, bytes: &[u8]) {
    assert!(
        error.io_kind().is_none(),
        "bytes at hand are read to their end"
    );
    assert!(error.total() > 0, "refused without a reason");
    are_ours(&format!("{error}"), bytes);
}
