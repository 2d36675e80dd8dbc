//! Bare rows, for which no bureau gives a receipt: that they are deleted, the controller alone can tell.

use super::*;
use crate::ledger::entry::Event;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn correct(desk: &Desk, of: u64, reason: Reason, on: &str) -> Result<u64, LedgerError> {
    let at = moment(&format!("{on}T09:00:00Z"));
    desk.open().correct(&desk.key, of, reason, at)
}

/// Batches held, deleted and withdrawn, and people.
fn held(desk: &Desk, on: &str) -> (usize, usize, usize, u64) {
    let held = desk.open().holdings("R", day(on)).unwrap();
    let people = held.people().most();
    (
        held.batches().len(),
        held.deleted().len(),
        held.withdrawn().len(),
        people,
    )
}

#[test]
fn bare_rows_are_told_deleted_by_the_controller_and_every_answer_says_whose_word_it_is() {
    for kind in [FileKind::Rows, FileKind::Stream] {
        let desk = Desk::new();
        let batch = BatchId::random().unwrap();
        desk.disclose_as(kind, "R", &[1, 2], batch, "2026-01-02T09:00:00Z");
        assert_eq!(desk.open().counting_entry(batch).unwrap(), 3);
        assert_eq!(correct(&desk, 3, Reason::Deleted, "2026-02-05").unwrap(), 4);
        let ledger = desk.open();
        ledger.verify(None).unwrap();
        // it counts from the day on which it was entered
        assert_eq!(held(&desk, "2026-02-04"), (1, 0, 0, 2));
        assert_eq!(held(&desk, "2026-02-05"), (0, 1, 0, 0));
        let (before, as_of) = (day("2026-02-04"), day("2026-02-05"));
        let found = ledger.holdings("R", as_of).unwrap();
        let one = &found.deleted()[0];
        assert!(one.is_recorded_as_deleted() && !one.is_withdrawn());
        assert_eq!((one.mark(), one.attested().len()), (Mark::Recorded, 0));
        assert_eq!(one.out_of_use(), Some(as_of));
        let said = "recorded without a signature: deleted (entry 4, 2026-02-05T09:00:00Z)";
        assert_eq!(deleted_in_words(one).unwrap(), said);
        let reason =
            "\"amended\":{\"at\":\"2026-02-05T09:00:00Z\",\"entry\":4,\"reason\":\"deleted\"}";
        assert!(found.to_json().contains(reason));
        assert!(found.to_csv().contains(&format!("recorded,\"{said}\"")));
        let page = found.to_html();
        assert!(page.contains("Recorded as deleted, without a signature") && page.contains(said));
        assert!(
            page.contains("recorded as deleted 2026-02-05"),
            "the timeline"
        );
        // overdue until then, and afterwards told apart
        assert_eq!(ledger.overdue(before).unwrap().batches().len(), 1);
        let overdue = ledger.overdue(as_of).unwrap();
        let apart = overdue.recorded_as_deleted().iter().map(KeptBatch::batch);
        assert_eq!(
            (overdue.batches().len(), apart.collect::<Vec<_>>()),
            (0, vec![batch])
        );
        assert!(
            overdue
                .to_json()
                .contains(&format!("\"recorded_as_deleted\":[{{{reason}"))
        );
        assert!(
            overdue
                .to_html()
                .contains("Not counted: recorded as deleted, without a signature")
        );
        assert!(overdue.to_csv().contains("recorded-as-deleted,"));
        let exposed = ledger.exposure(&desk.key, "ID-1", as_of).unwrap();
        let own = "by the controller&#39;s own record deleted (entry 4";
        assert!(exposed.to_html().contains(own) && exposed.to_json().contains(reason));
        let line = &ledger.recipients(as_of).unwrap().all()[0].clone();
        let deleted = (line.attested_as_deleted(), line.recorded_as_deleted());
        assert_eq!((line.disclosed(), deleted, line.held()), (1, (0, 1), 0));
        let diff = ledger.diff("R", before, as_of).unwrap();
        assert_eq!(diff.changes()[0].kinds(), [ChangeKind::Deleted]);
        for form in [diff.to_text(), diff.to_html(), diff.to_csv()] {
            assert!(form.contains(said), "{form}");
        }
        // whoever is affected is affected, if it was there when the incident began
        let incident = |from, to, aware| Incident::new(day(from), day(to), moment(aware)).unwrap();
        let during = incident("2026-02-03", "2026-02-04", "2026-02-04T10:00:00Z");
        let pack = ledger.breach_pack("R", &during, as_of).unwrap();
        assert_eq!((pack.batches().len(), pack.total().people().most()), (1, 2));
        assert!(
            pack.to_text()
                .contains(&format!("known afterwards: {said}"))
        );
        let later = incident("2026-02-06", "2026-02-07", "2026-02-07T10:00:00Z");
        let pack = ledger.breach_pack("R", &later, day("2026-02-08")).unwrap();
        assert_eq!((pack.batches().len(), pack.deleted_before().len()), (0, 1));
        assert!(pack.to_json().contains("\"mark\":\"recorded\"},\"format\""));
        assert!(
            pack.to_text()
                .contains("deleted (entry 4, 2026-02-05T09:00:00Z)")
        );
        // it is wrong after all
        assert_eq!(
            correct(&desk, 4, Reason::EnteredWrongly, "2026-02-06").unwrap(),
            5
        );
        assert_eq!(held(&desk, "2026-02-06"), (1, 0, 0, 2));
        desk.open().verify(None).unwrap();
    }
}

#[test]
fn a_sealed_batch_is_not_told_deleted_by_the_controller_and_found_where_that_was_forged() {
    let desk = Desk::new();
    desk.seal("R", &[1, 2], "2026-01-02T09:00:00Z");
    let refused = correct(&desk, 3, Reason::Deleted, "2026-01-03").unwrap_err();
    assert_eq!(refused.code(), Some(Code::NotCorrectable));
    let mut ledger = desk.open();
    let append = ledger
        .append(&desk.key, moment("2026-01-04T09:00:00Z"))
        .unwrap();
    let (of, reason) = (3, Reason::Deleted);
    let forged = Event::Correction(Correction { of, reason });
    append.enter(forged, &[]).unwrap();
    let faults = desk.open().verify(None).unwrap_err();
    let found: Vec<_> = faults.iter().map(|one| (one.code(), one.entry())).collect();
    assert_eq!(found, [(Some(Code::EntryMalformed), Some(4))]);
}

#[test]
fn rows_that_go_out_once_more_are_there_again_and_of_several_runs_the_last_is_told_deleted() {
    let desk = Desk::new();
    let batch = BatchId::random().unwrap();
    let send = |at| desk.disclose_as(FileKind::Rows, "R", &[1, 2], batch, at);
    send("2026-01-02T09:00:00Z");
    correct(&desk, 3, Reason::Deleted, "2026-01-03").unwrap();
    assert_eq!(held(&desk, "2026-01-03"), (0, 1, 0, 0));
    send("2026-01-03T10:00:00Z");
    assert_eq!(held(&desk, "2026-01-03"), (1, 0, 0, 2));
    // nothing is taken out by what was deleted before, nor by a word about the first run
    correct(&desk, 4, Reason::EnteredWrongly, "2026-01-04").unwrap();
    let refused = correct(&desk, 3, Reason::Deleted, "2026-01-04").unwrap_err();
    assert_eq!(refused.code(), Some(Code::NotCorrectable));
    assert_eq!(desk.open().counting_entry(batch).unwrap(), 6);
    correct(&desk, 6, Reason::Deleted, "2026-01-05").unwrap();
    assert_eq!(held(&desk, "2026-01-05"), (0, 1, 0, 0));
    // the id leads to what tells of it, though it is deleted
    assert_eq!(desk.open().counting_entry(batch).unwrap(), 6);
    // a run of which nobody knows whether it left is there, perhaps, again
    let outgoing = desk.outgoing("R", &[1, 2], batch);
    let file = FileDigest::of(batch.to_string().as_bytes()).unwrap();
    let at = moment("2026-01-06T09:00:00Z");
    let prepared = desk
        .open()
        .prepare(&desk.key, &outgoing, &file, at)
        .unwrap();
    assert_eq!(held(&desk, "2026-01-06"), (1, 0, 0, 2));
    // and when it did not, all is as it was
    desk.open().abandoned(&desk.key, prepared, at).unwrap();
    assert_eq!(held(&desk, "2026-01-06"), (0, 1, 0, 0));
    desk.open().verify(None).unwrap();
}
