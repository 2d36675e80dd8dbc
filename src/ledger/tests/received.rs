//! What its recipient has signed that it has, or had, did leave: nothing takes that back in silence.

use super::*;
use crate::ledger::paper::Receipt;

#[test]
fn what_was_received_is_neither_abandoned_nor_never_happened_unless_the_paper_is_wrong() {
    for is_released in [false, true] {
        let desk = Desk::new();
        let at = moment("2026-01-02T09:00:00Z");
        let sent = desk.sent(at);
        let mut ledger = desk.open();
        let (run, batch) = (sent.prepared.entry(), sent.prepared.batch());
        if is_released {
            ledger.released(&desk.key, sent.prepared, at).unwrap();
        }
        let file = paper::FileDigest::new(1, sent.file.sha256);
        let receipt = Receipt::of(&sent.manifest, file, at.day(), true);
        let paper = desk.import(&sent, &receipt.into(), at);
        let take_back = |ledger: &mut Ledger| match is_released {
            true => ledger.correct(&desk.key, run + 1, Reason::NeverHappened, at),
            false => ledger.abandon(&desk.key, batch, at),
        };
        let refused = take_back(&mut ledger).unwrap_err().code();
        let expected = match is_released {
            true => Code::NotCorrectable,
            false => Code::BatchReceived,
        };
        assert_eq!(refused, Some(expected));
        let held = ledger.holdings("R", at.day()).unwrap();
        assert_eq!(held.batches().len(), 1);
        ledger
            .correct(&desk.key, paper, Reason::EnteredWrongly, at)
            .unwrap();
        take_back(&mut ledger).unwrap();
        let held = ledger.holdings("R", at.day()).unwrap();
        assert_eq!(held.batches().len(), 0);
        ledger.verify(None).unwrap();
    }
}

#[test]
fn a_release_that_was_corrected_and_then_abandoned_is_listed_as_withdrawn() {
    let at = moment("2026-01-02T09:00:00Z");
    let later = moment("2026-01-03T09:00:00Z");
    for is_received in [false, true] {
        let desk = Desk::new();
        let sent = desk.sent(at);
        let mut ledger = desk.open();
        let (run, batch) = (sent.prepared.entry(), sent.prepared.batch());
        ledger.released(&desk.key, sent.prepared, at).unwrap();
        let file = paper::FileDigest::new(1, sent.file.sha256);
        let receipt = paper::Paper::from(Receipt::of(&sent.manifest, file, at.day(), true));
        if is_received {
            let paper = desk.import(&sent, &receipt, at);
            let wrong = Reason::EnteredWrongly;
            ledger.correct(&desk.key, paper, wrong, later).unwrap();
        }
        let wrong = Reason::EnteredWrongly;
        ledger.correct(&desk.key, run + 1, wrong, later).unwrap();
        let ended = ledger.abandon(&desk.key, batch, later).unwrap();
        let held = ledger.holdings("R", later.day()).unwrap();
        assert!(held.batches().is_empty());
        let withdrawn: Vec<BatchId> = held.withdrawn().iter().map(KeptBatch::batch).collect();
        assert_eq!(withdrawn, [batch], "{is_received}");
        let amended = held.withdrawn()[0].amended().unwrap();
        assert_eq!((amended.entry(), amended.reason()), (ended, None));
        let incident = Incident::new(at.day(), later.day(), later).unwrap();
        let pack = ledger.breach_pack("R", &incident, later.day()).unwrap();
        assert_eq!(pack.withdrawn().len(), 1);
        for answer in [
            held.to_csv(),
            held.to_html(),
            pack.to_text(),
            pack.to_html(),
        ] {
            assert!(answer.contains(&batch.to_string()), "{answer}");
        }
        // a paper that comes then is refused at the entry that speaks against it
        let signed = receipt.sign(&sent.bureau).unwrap();
        let (json, signature) = (signed.json().as_bytes(), signed.signature().as_bytes());
        let refused = ledger
            .import(&desk.key, json, signature, later)
            .unwrap_err();
        let (code, entry) = match is_received {
            true => (Code::PaperKnown, run + 2),
            false => (Code::PaperOfNoBatch, ended),
        };
        assert_eq!(refused, LedgerError::refused(code).at_entry(entry).into());
        // of a run of which nothing else was entered there is nothing to tell
        let other = desk.sent(later);
        ledger.abandoned(&desk.key, other.prepared, later).unwrap();
        let held = ledger.holdings("R", later.day()).unwrap();
        assert_eq!(held.withdrawn().len(), 1);
        ledger.verify(None).unwrap();
    }
}
