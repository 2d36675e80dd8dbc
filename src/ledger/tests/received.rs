//! What its recipient has signed that it has, or had, did leave: nothing takes that back in silence.

use super::*;
use crate::batch::SigningKey;
use crate::ledger::paper::{self, Paper, Receipt};
use crate::ledger::trust::Role;

fn receive(desk: &Desk, manifest: &Manifest, bureau: &SigningKey, at: Moment) -> u64 {
    let file = paper::FileDigest::new(1, [1; 32]);
    let receipt = Receipt::of(manifest, file, at.day(), true);
    let signed = Paper::from(receipt).sign(bureau).unwrap();
    let (json, signature) = (signed.json().as_bytes(), signed.signature().as_bytes());
    desk.open().import(&desk.key, json, signature, at).unwrap()
}

#[test]
fn what_was_received_is_neither_abandoned_nor_never_happened_unless_the_paper_is_wrong() {
    for is_released in [false, true] {
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
        let run = prepared.entry();
        if is_released {
            ledger.released(&desk.key, prepared, at).unwrap();
        }
        let paper = receive(&desk, &manifest, &bureau, at);
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
