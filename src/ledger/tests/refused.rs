//! A signed refusal of a file that is deleted, with whatever was made of it, leaves nothing of the batch.

use super::*;
use crate::batch::SigningKey;
use crate::ledger::paper::{self, Paper, Receipt, Refusal};
use crate::ledger::trust::Role;

/// A batch that went to R, and what of it is left after these papers.
fn left(papers: impl Fn(&Manifest, paper::FileDigest, Day) -> Vec<Paper>) -> Holdings {
    let desk = Desk::new();
    let bureau = SigningKey::generate().unwrap();
    let at = moment("2026-01-02T09:00:00Z");
    let mut ledger = desk.open();
    ledger
        .trust(&desk.key, Role::Bureau, "R", bureau.signer(), true, at)
        .unwrap();
    let batch = BatchId::random().unwrap();
    let (out, manifest) = outgoing_with(&desk.key, &desk.secret, "R", &[1, 2], batch, at.day());
    let file = FileDigest::of(b"x".as_slice()).unwrap();
    let prepared = ledger.prepare(&desk.key, &out, &file, at).unwrap();
    ledger.released(&desk.key, prepared, at).unwrap();
    let digest = data_encoding::HEXLOWER.decode(file.sha256().as_bytes());
    let digest: [u8; 32] = digest.unwrap().try_into().unwrap();
    let later = moment("2026-01-05T09:00:00Z");
    for paper in papers(&manifest, paper::FileDigest::new(1, digest), at.day()) {
        let signed = paper.sign(&bureau).unwrap();
        let (json, signature) = (signed.json().as_bytes(), signed.signature().as_bytes());
        ledger.import(&desk.key, json, signature, later).unwrap();
    }
    // it counts from the day of entry
    let before = ledger.holdings("R", "2026-01-04".parse().unwrap()).unwrap();
    assert_eq!((before.batches().len(), before.deleted().len()), (1, 0));
    ledger.verify(None).unwrap();
    ledger.holdings("R", later.day()).unwrap()
}

#[test]
fn what_was_refused_and_deleted_is_held_no_more_unless_it_was_received_otherwise() {
    let refusal = |file, day| Refusal::of(file, "C", "R", ["bad-signature"], day).unwrap();
    let other = paper::FileDigest::new(1, [9; 32]);
    let gone = |held: &Holdings| held.batches().is_empty();
    let by_file = left(|_, file, day| vec![refusal(file, day).with_file_deleted().into()]);
    assert!(gone(&by_file));
    let json = by_file.to_json();
    assert!(json.contains("\"refused\":true"), "{json}");
    assert!(left_in_words(&by_file.deleted()[0]).starts_with("refused, and attested as deleted"));
    let by_id = |manifest: &Manifest, file, day| {
        let refused = refusal(file, day).with_batch(manifest.batch());
        vec![refused.with_file_deleted().into()]
    };
    assert!(gone(&left(by_id)));
    // a refusal alone deletes nothing
    assert!(!gone(&left(|_, file, day| vec![refusal(file, day).into()])));
    let received = |manifest: &Manifest, file, on: &str| -> Paper {
        Receipt::of(manifest, file, on.parse().unwrap(), true).into()
    };
    for (refused, on, is_gone) in [
        // another file was received than the one that was refused
        (true, "2026-01-02", false),
        // the same, and then it was refused after all
        (false, "2026-01-02", true),
        // it arrived once more
        (false, "2026-01-03", false),
    ] {
        let held = left(|manifest, file, day| {
            let mut papers = by_id(manifest, if refused { other } else { file }, day);
            papers.push(received(manifest, file, on));
            papers
        });
        assert_eq!(gone(&held), is_gone, "{refused} {on}");
    }
}
