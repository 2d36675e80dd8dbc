use super::*;
use crate::batch::SigningKey;
use crate::ledger::kept::Mark;
use crate::ledger::paper::{
    Attestation, Extent, FileDigest as PaperFile, Paper, Receipt, Refusal, Signed,
};
use crate::ledger::trust::Role;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A bureau, and one batch of three people that it was sent on the second of January.
struct Bureau {
    desk: Desk,
    key: SigningKey,
    receipt: Receipt,
    batch: BatchId,
    outgoing: Outgoing,
}

impl Bureau {
    fn new() -> Self {
        let desk = Desk::new();
        let key = SigningKey::generate().unwrap();
        let batch = BatchId::random().unwrap();
        let (outgoing, manifest) = outgoing_with(
            &desk.key,
            &desk.secret,
            "R",
            &[1, 2, 3],
            batch,
            day("2026-01-02"),
        );
        let sent = outgoing.rows_digest();
        let file = PaperFile::new(7, sent.sha256);
        let receipt = Receipt::of(&manifest, file, day("2026-01-03"), true);
        let bureau = Self {
            desk,
            key,
            receipt,
            batch,
            outgoing,
        };
        bureau.send("2026-01-02T09:00:00Z");
        bureau
    }

    /// Once more, where it was sent before.
    fn send(&self, at: &str) {
        let (key, at) = (&self.desk.key, moment(at));
        let mut ledger = self.desk.open();
        let file = self.outgoing.rows_digest();
        let prepared = ledger.prepare(key, &self.outgoing, &file, at).unwrap();
        ledger.released(key, prepared, at).unwrap();
    }

    fn trust(&self, name: &str, key: &SigningKey) {
        let at = moment("2026-01-02T10:00:00Z");
        let mut ledger = self.desk.open();
        ledger
            .trust(&self.desk.key, Role::Bureau, name, key.signer(), true, at)
            .unwrap();
    }

    fn sign(&self, paper: impl Into<Paper>) -> Signed {
        paper.into().sign(&self.key).unwrap()
    }

    fn import(&self, paper: &Signed, at: &str) -> Result<u64, Vec<Code>> {
        let mut ledger = self.desk.open();
        let (json, signature) = (paper.json().as_bytes(), paper.signature().as_bytes());
        let entered = ledger.import(&self.desk.key, json, signature, moment(at));
        entered.map_err(|error| match error {
            ImportError::Paper(errors) => errors.problems().iter().map(|one| one.code()).collect(),
            ImportError::Ledger(error) => error.code().into_iter().collect(),
        })
    }

    fn deletion(&self, extent: Extent, on: &str) -> Attestation {
        Attestation::of(&self.receipt, extent, day(on)).unwrap()
    }

    fn held(&self, on: &str) -> Holdings {
        self.desk.open().holdings("R", day(on)).unwrap()
    }
}

#[test]
fn what_a_bureau_attests_counts_from_the_day_on_which_it_was_entered() {
    let bureau = Bureau::new();
    bureau.trust("R", &bureau.key);
    let receipt = bureau.sign(bureau.receipt.clone());
    bureau.import(&receipt, "2026-01-05T09:00:00Z").unwrap();
    assert_eq!(bureau.held("2026-01-04").batches()[0].received(), None);
    assert_eq!(
        bureau.held("2026-01-05").batches()[0].received(),
        Some(day("2026-01-03"))
    );
    // what is partly deleted stays
    let rows = bureau.deletion(Extent::Part { rows: 2, photos: 0 }, "2026-01-06");
    bureau
        .import(&bureau.sign(rows), "2026-01-06T09:00:00Z")
        .unwrap();
    assert_eq!(bureau.held("2026-01-06").people().most(), 3);
    let whole = bureau.deletion(Extent::Whole, "2026-01-07").with_spool();
    bureau
        .import(&bureau.sign(whole), "2026-01-20T09:00:00Z")
        .unwrap();
    let held = bureau.held("2026-01-20");
    let left: Vec<&str> = held.batches()[0]
        .remains()
        .iter()
        .map(|one| one.name())
        .collect();
    assert_eq!(left, ["ribbon"]);
    let rest = bureau.deletion(Extent::Whole, "2026-01-08").with_ribbon();
    let rest = rest.with_backups_until(day("2026-03-01")).unwrap();
    bureau
        .import(&bureau.sign(rest), "2026-02-10T09:00:00Z")
        .unwrap();
    // past the day only a backup is no more overdue
    for (on, is_held, is_overdue) in [
        ("2026-01-19", true, false),
        ("2026-02-02", true, true),
        ("2026-02-10", true, false),
        ("2026-03-01", true, false),
        ("2026-03-02", false, false),
    ] {
        let held = bureau.held(on);
        assert_eq!(held.batches().len(), usize::from(is_held), "{on}");
        assert_eq!(held.deleted().len(), usize::from(!is_held), "{on}");
        let overdue = bureau.desk.open().overdue(day(on)).unwrap();
        assert_eq!(overdue.batches().len(), usize::from(is_overdue), "{on}");
        let line = &bureau.desk.open().recipients(day(on)).unwrap();
        let line = &line.all()[0];
        assert_eq!(
            (line.disclosed(), line.held()),
            (1, u64::from(is_held)),
            "{on}"
        );
    }
    assert!(
        bureau
            .held("2026-03-02")
            .to_json()
            .contains("\"people\":{\"exact\":true,\"least\":0,\"most\":0}")
    );
    bureau.desk.open().verify(None).unwrap();
}

#[test]
fn what_was_deleted_before_a_batch_went_out_once_more_is_there_again() {
    let bureau = Bureau::new();
    bureau.trust("R", &bureau.key);
    let gone = |on: &str| {
        let whole = bureau.deletion(Extent::Whole, on);
        let all = whole.with_spool().with_ribbon();
        bureau.sign(all)
    };
    bureau
        .import(&gone("2026-01-06"), "2026-01-06T09:00:00Z")
        .unwrap();
    assert_eq!(bureau.held("2026-01-06").batches().len(), 0);
    bureau.send("2026-01-08T09:00:00Z");
    assert_eq!(bureau.held("2026-01-07").batches().len(), 0);
    assert_eq!(bureau.held("2026-01-08").batches().len(), 1);
    assert_eq!(bureau.held("2026-01-08").people().most(), 3);
    bureau
        .import(&gone("2026-01-09"), "2026-01-09T09:00:00Z")
        .unwrap();
    assert_eq!(bureau.held("2026-01-09").batches().len(), 0);
}

#[test]
fn a_forged_replayed_foreign_or_future_paper_is_not_entered() {
    let bureau = Bureau::new();
    let at = "2026-01-05T09:00:00Z";
    let receipt = bureau.sign(bureau.receipt.clone());
    assert_eq!(bureau.import(&receipt, at), Err(vec![Code::NotTrusted]));
    bureau.trust("R", &SigningKey::generate().unwrap());
    assert_eq!(
        bureau.import(&receipt, at),
        Err(vec![Code::PaperUnknownSigner])
    );
    bureau.trust("S", &bureau.key);
    assert_eq!(
        bureau.import(&receipt, at),
        Err(vec![Code::PaperSignerNotBound])
    );
    bureau.trust("R", &bureau.key);
    let early = bureau.import(&receipt, "2026-01-02T23:00:00Z");
    assert_eq!(early, Err(vec![Code::PaperInFuture]));
    let other = Bureau::new();
    let foreign = Paper::from(other.receipt).sign(&bureau.key).unwrap();
    assert_eq!(bureau.import(&foreign, at), Err(vec![Code::PaperOfNoBatch]));
    assert!(bureau.import(&receipt, at).is_ok());
    assert_eq!(bureau.import(&receipt, at), Err(vec![Code::PaperKnown]));
    // the same paper with another signature is the same paper
    let again = bureau.sign(bureau.receipt.clone());
    assert_eq!(bureau.import(&again, at), Err(vec![Code::PaperKnown]));
    assert_eq!(bureau.desk.open().entries().unwrap().len(), 7);
    let ledger = bureau.desk.open();
    ledger.verify(None).unwrap();
}

#[test]
fn a_paper_that_its_bureau_has_not_signed_is_found_where_it_was_forged() {
    let bureau = Bureau::new();
    bureau.trust("R", &bureau.key);
    let paper = Paper::from(bureau.receipt.clone());
    // by whoever has the ledger's key and not the bureau's
    let by_another = paper.sign(&SigningKey::generate().unwrap()).unwrap();
    let of_another = bureau.sign(bureau.deletion(Extent::Whole, "2026-01-04"));
    for signature in [by_another.signature(), of_another.signature(), "x"] {
        let mut ledger = bureau.desk.open();
        let at = moment("2026-01-05T09:00:00Z");
        let append = ledger.append(&bureau.desk.key, at).unwrap();
        let forged = PaperEntry {
            paper: paper.clone(),
            signer: bureau.key.signer().clone(),
            signature: signature.to_owned(),
        };
        let entry = append.enter(Event::Paper(Box::new(forged)), &[]).unwrap();
        let faults = bureau.desk.open().verify(None).unwrap_err();
        let last = faults.last().map(|one| (one.code(), one.entry()));
        assert_eq!(last, Some((Some(Code::EntryMalformed), Some(entry))));
    }
}

#[test]
fn a_receipt_says_that_a_batch_left_of_which_nobody_knew() {
    let bureau = Bureau::new();
    bureau.trust("R", &bureau.key);
    let mut ledger = bureau.desk.open();
    let batch = BatchId::random().unwrap();
    let at = moment("2026-01-03T09:00:00Z");
    let desk = &bureau.desk;
    let (outgoing, manifest) =
        outgoing_with(&desk.key, &desk.secret, "R", &[9], batch, day("2026-01-03"));
    let file = outgoing.rows_digest();
    let _ = ledger.prepare(&desk.key, &outgoing, &file, at).unwrap();
    let marks = |on: &str| -> Vec<Mark> {
        bureau
            .held(on)
            .batches()
            .iter()
            .map(KeptBatch::mark)
            .collect()
    };
    assert_eq!(marks("2026-01-04"), [Mark::Recorded, Mark::Unknown]);
    let receipt = Receipt::of(
        &manifest,
        PaperFile::new(7, file.sha256),
        day("2026-01-04"),
        false,
    );
    bureau
        .import(&bureau.sign(receipt), "2026-01-05T09:00:00Z")
        .unwrap();
    assert_eq!(marks("2026-01-05"), [Mark::Recorded, Mark::Attested]);
    assert_ne!(bureau.batch, batch);
}

#[test]
fn a_key_that_counts_no_more_enters_nothing_more() {
    let bureau = Bureau::new();
    bureau.trust("R", &bureau.key);
    let receipt = bureau.sign(bureau.receipt.clone());
    bureau.import(&receipt, "2026-01-05T09:00:00Z").unwrap();
    let mut ledger = bureau.desk.open();
    let at = moment("2026-01-06T09:00:00Z");
    let signer = bureau.key.signer();
    ledger
        .trust(&bureau.desk.key, Role::Bureau, "R", signer, false, at)
        .unwrap();
    let deleted = bureau.deletion(Extent::Whole, "2026-01-06");
    let refused = bureau.import(&bureau.sign(deleted), "2026-01-06T09:00:00Z");
    assert_eq!(refused, Err(vec![Code::NotTrusted]));
    // what was entered before stays
    assert!(bureau.held("2026-01-06").batches()[0].received().is_some());
    bureau.desk.open().verify(None).unwrap();
}

#[test]
fn a_paper_that_says_anything_else_of_the_batch_than_the_ledger_is_of_no_batch() {
    let bureau = Bureau::new();
    bureau.trust("R", &bureau.key);
    let at = "2026-01-05T09:00:00Z";
    let receipt = Paper::from(bureau.receipt.clone());
    let attestation = Attestation::of(&bureau.receipt, Extent::Whole, day("2026-01-04"));
    let attestation = Paper::from(attestation.unwrap());
    let manifest = bureau.receipt.manifest();
    let other = "0".repeat(64);
    let batch = format!("\"batch\":\"{}\"", bureau.batch);
    let other_batch = format!("\"batch\":\"{}\"", BatchId::random().unwrap());
    let named = Refusal::of(
        PaperFile::new(1, [1; 32]),
        "C",
        "R",
        ["bad-cell"],
        day("2026-01-04"),
    );
    let named = Paper::from(named.unwrap().with_batch(bureau.batch));
    // a bureau that signs for two names
    bureau.trust("S", &bureau.key);
    let (recipient, other_recipient) = ("\"recipient\":\"R\"", "\"recipient\":\"S\"");
    for (paper, was, is) in [
        (&receipt, batch.as_str(), other_batch.as_str()),
        (&attestation, &batch, &other_batch),
        (&named, &batch, &other_batch),
        (&named, &batch, "\"batch\":null"),
        (&receipt, recipient, other_recipient),
        (&attestation, recipient, other_recipient),
        (&named, recipient, other_recipient),
        (&receipt, "\"controller\":\"C\"", "\"controller\":\"D\""),
        (&receipt, "\"rows\":3", "\"rows\":4"),
        (&receipt, "\"photos\":0", "\"photos\":3"),
        (&receipt, manifest.as_str(), other.as_str()),
        (&attestation, "\"controller\":\"C\"", "\"controller\":\"D\""),
        (&attestation, "\"rows\":3", "\"rows\":4"),
        (&attestation, "\"photos\":0", "\"photos\":3"),
        (&attestation, manifest.as_str(), other.as_str()),
    ] {
        let json = paper.to_json();
        assert_eq!(json.matches(was).count(), 1, "{json}");
        let changed = Paper::parse(json.replace(was, is).as_bytes()).unwrap();
        let entered = bureau.import(&bureau.sign(changed), at);
        assert_eq!(entered, Err(vec![Code::PaperOfNoBatch]), "{was} {is}");
    }
    // one that is dated before the batch was made is about it all the same, and wrong for that
    for paper in [&receipt, &attestation, &named] {
        let json = paper.to_json();
        let on = |day: &str| {
            let date = format!("\"date\":\"{}\"", paper.date());
            assert_eq!(json.matches(&date).count(), 1, "{json}");
            let changed = json.replace(&date, &format!("\"date\":\"{day}\""));
            bureau.sign(Paper::parse(changed.as_bytes()).unwrap())
        };
        let early = bureau.import(&on("2026-01-01"), at);
        assert_eq!(early, Err(vec![Code::PaperBeforeBatch]), "{json}");
    }
    // without a batch it is known by the file that went out
    let sent = bureau.outgoing.rows_digest();
    let sent = PaperFile::new(7, sent.sha256);
    let unnamed = Refusal::of(sent, "C", "R", ["bad-cell"], day("2026-01-04"));
    for paper in [receipt, attestation, named, unnamed.unwrap().into()] {
        bureau.import(&bureau.sign(paper), at).unwrap();
    }
}

#[test]
fn no_paper_is_about_a_batch_that_by_the_ledger_never_left() {
    let bureau = Bureau::new();
    bureau.trust("R", &bureau.key);
    let receipt = bureau.sign(bureau.receipt.clone());
    let mut ledger = bureau.desk.open();
    let counting = ledger.counting_entry(bureau.batch).unwrap();
    let key = &bureau.desk.key;
    let never = Reason::NeverHappened;
    let entry = ledger.correct(key, counting, never, moment("2026-01-04T09:00:00Z"));
    let at = "2026-01-05T09:00:00Z";
    assert_eq!(bureau.import(&receipt, at), Err(vec![Code::PaperOfNoBatch]));
    ledger
        .correct(key, entry.unwrap(), Reason::EnteredWrongly, moment(at))
        .unwrap();
    bureau.import(&receipt, at).unwrap();
}

/// A text of a paper, with one piece changed.
fn changed(paper: &Paper, was: &str, is: &str) -> Paper {
    let json = paper.to_json();
    assert_eq!(json.matches(was).count(), 1, "{json}");
    Paper::parse(json.replace(was, is).as_bytes()).unwrap()
}

#[test]
fn a_paper_that_contradicts_the_ledger_or_an_earlier_paper_is_refused() {
    let contradicts = Err(vec![Code::PaperContradicts]);
    let at = "2026-01-09T09:00:00Z";
    let bureau = Bureau::new();
    bureau.trust("R", &bureau.key);
    let receipt = Paper::from(bureau.receipt.clone());
    // another last day, or another file
    let file = bureau.receipt.file();
    for (was, is) in [
        (
            "\"delete_by\":\"2026-02-01\"",
            "\"delete_by\":\"2026-02-02\"",
        ),
        (&file.sha256(), &"1".repeat(64)),
    ] {
        let other = bureau.sign(changed(&receipt, was, is));
        assert_eq!(bureau.import(&other, at), contradicts, "{is}");
    }
    bureau.import(&bureau.sign(receipt), at).unwrap();
    // all is deleted, and of fewer rows than went
    let all = bureau.deletion(Extent::Whole, "2026-01-05");
    let whole = Paper::from(all.with_spool().with_ribbon());
    for rows in ["\"rows\":1", "\"rows\":2"] {
        let fewer = bureau.sign(changed(&whole, "\"rows\":3", rows));
        assert_eq!(bureau.import(&fewer, at), contradicts, "{rows}");
    }
    // dated before the receipt of the same batch
    let date = "\"date\":\"2026-01-05\"";
    let early = bureau.sign(changed(&whole, date, "\"date\":\"2026-01-02\""));
    assert_eq!(bureau.import(&early, at), contradicts);
    assert_eq!(bureau.held("2026-01-09").batches().len(), 1);
    bureau.import(&bureau.sign(whole), at).unwrap();
    assert_eq!(bureau.held("2026-01-09").batches().len(), 0);
    // nor did it arrive after it was deleted, unless it was sent once more
    let late = Paper::from(bureau.receipt.clone());
    let late = changed(&late, "\"date\":\"2026-01-03\"", "\"date\":\"2026-01-09\"");
    let late = bureau.sign(late);
    assert_eq!(bureau.import(&late, at), contradicts);
    // on the day on which that one arrived, or before
    bureau.send("2026-01-09T10:00:00Z");
    let early = Paper::from(bureau.receipt.clone());
    let early = changed(&early, "\"date\":\"2026-01-03\"", "\"date\":\"2026-01-08\"");
    let early = bureau.import(&bureau.sign(early), "2026-01-09T11:00:00Z");
    assert_eq!(early, contradicts);
    bureau.import(&late, "2026-01-09T11:00:00Z").unwrap();
    bureau.desk.open().verify(None).unwrap();
}

#[test]
fn of_an_encrypted_file_the_receipt_may_be_of_what_was_in_it() {
    let mut bureau = Bureau::new();
    bureau.trust("R", &bureau.key);
    bureau.batch = BatchId::random().unwrap();
    let desk = &bureau.desk;
    let made = day("2026-01-02");
    let (outgoing, manifest) =
        outgoing_with(&desk.key, &desk.secret, "R", &[4, 5], bureau.batch, made);
    bureau.outgoing = outgoing.encrypted();
    bureau.send("2026-01-02T11:00:00Z");
    let file = PaperFile::new(1, [1; 32]);
    let receipt = Receipt::of(&manifest, file, day("2026-01-03"), true);
    let at = "2026-01-05T09:00:00Z";
    bureau.import(&bureau.sign(receipt), at).unwrap();
}

#[test]
fn backups_that_remain_of_what_was_deleted_are_not_held_again() {
    let bureau = Bureau::new();
    bureau.trust("R", &bureau.key);
    let kinds = |from: &str, to: &str| {
        let diff = bureau.desk.open().diff("R", day(from), day(to)).unwrap();
        let kinds = diff.changes().iter().flat_map(|one| one.kinds().to_vec());
        kinds.collect::<Vec<_>>()
    };
    let all = bureau.deletion(Extent::Whole, "2026-01-05");
    let all = all.with_spool().with_ribbon();
    let kept = all.clone().with_backups_until(day("2026-01-20")).unwrap();
    let at = "2026-01-06T09:00:00Z";
    bureau.import(&bureau.sign(kept), at).unwrap();
    assert_eq!(
        kinds("2026-01-05", "2026-01-06"),
        [ChangeKind::PartlyDeleted]
    );
    assert_eq!(kinds("2026-01-06", "2026-01-21"), [ChangeKind::Deleted]);
    // where nothing was left, they are
    let later = all.with_backups_until(day("2026-03-01")).unwrap();
    bureau
        .import(&bureau.sign(later), "2026-01-25T09:00:00Z")
        .unwrap();
    assert_eq!(kinds("2026-01-21", "2026-01-25"), [ChangeKind::KeptAgain]);
}
