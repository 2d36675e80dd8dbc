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
