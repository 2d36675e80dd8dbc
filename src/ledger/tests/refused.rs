//! A signed refusal of a file that is deleted, with whatever was made of it, leaves nothing of the batch.

use super::*;
use crate::ledger::paper::{Paper, Receipt, Refusal};

/// A batch that went to R, and what of it is left after these papers.
fn left(papers: impl Fn(&Manifest, paper::FileDigest, Day) -> Vec<Paper>) -> Holdings {
    let desk = Desk::new();
    let at = moment("2026-01-02T09:00:00Z");
    let sent = desk.sent(at);
    let mut ledger = desk.open();
    ledger.released(&desk.key, sent.prepared, at).unwrap();
    let file = paper::FileDigest::new(1, sent.file.sha256);
    let later = moment("2026-01-05T09:00:00Z");
    for paper in papers(&sent.manifest, file, at.day()) {
        desk.import(&sent, &paper, later);
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
