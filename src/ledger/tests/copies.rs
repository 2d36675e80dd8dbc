//! A batch that went out more than once is as many copies, and a paper is about those that it can mean.

use super::*;
use crate::ledger::paper::{Attestation, Extent, FileDigest as PaperFile, Paper, Receipt, Refusal};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn at(day: &str) -> Moment {
    moment(&format!("{day}T09:00:00Z"))
}

/// A bureau whose key counts, and a batch that goes out to it on several days.
struct Post {
    desk: Desk,
    bureau: SigningKey,
    batch: BatchId,
}

/// One copy: what it was made as, and its file.
struct Copy(Manifest, FileDigest);

impl Post {
    fn new() -> Self {
        let desk = Desk::new();
        let bureau = SigningKey::generate().unwrap();
        let (mut ledger, signer) = (desk.open(), bureau.signer());
        let trusted = ledger.trust(&desk.key, Role::Bureau, "R", signer, true, at("2026-01-04"));
        trusted.unwrap();
        drop(ledger);
        let batch = BatchId::random().unwrap();
        Self {
            desk,
            bureau,
            batch,
        }
    }

    /// Made as of a day, and sent on another.
    fn send(&self, made: &str, on: &str) -> Copy {
        let (key, secret) = (&self.desk.key, &self.desk.secret);
        let (mut out, manifest) =
            outgoing_with(key, secret, "R", &[1, 2, 3], self.batch, day(made));
        out.disclosure.file.kind = FileKind::Batch;
        let file = FileDigest::of(on.as_bytes()).unwrap();
        let mut ledger = self.desk.open();
        let prepared = ledger.prepare(key, &out, &file, at(on)).unwrap();
        ledger.released(key, prepared, at(on)).unwrap();
        Copy(manifest, file)
    }

    fn receipt(&self, copy: &Copy, on: &str) -> Receipt {
        let file = PaperFile::new(7, copy.1.sha256);
        Receipt::of(&copy.0, file, day(on), true)
    }

    /// All of it, out of spool and ribbon too.
    fn gone(&self, copy: &Copy, on: &str) -> Paper {
        let whole = Attestation::of(&self.receipt(copy, on), Extent::Whole, day(on));
        whole.unwrap().with_spool().with_ribbon().into()
    }

    fn refused(&self, file: PaperFile, on: &str) -> Paper {
        let refusal = Refusal::of(file, "C", "R", ["bad-cell"], day(on)).unwrap();
        refusal.with_batch(self.batch).with_file_deleted().into()
    }

    fn import(&self, paper: impl Into<Paper>, on: &str) -> Result<u64, Code> {
        let signed = paper.into().sign(&self.bureau).unwrap();
        let (json, signature) = (signed.json().as_bytes(), signed.signature().as_bytes());
        let done = self
            .desk
            .open()
            .import(&self.desk.key, json, signature, at(on));
        done.map_err(|error| match error {
            ImportError::Ledger(error) => error.code().unwrap(),
            ImportError::Paper(errors) => errors.problems()[0].code(),
        })
    }

    fn is_held(&self, on: &str) -> bool {
        let held = self.desk.open().holdings("R", day(on)).unwrap();
        !held.batches().is_empty()
    }
}

#[test]
fn a_deletion_from_before_a_batch_went_out_once_more_takes_nothing_of_the_later_copy() {
    // of another day, or made as the first was; and the post in either order
    for made in ["2026-01-08", "2026-01-05"] {
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
            let post = Post::new();
            let first = post.send("2026-01-05", "2026-01-05");
            let second = post.send(made, "2026-01-08");
            let papers = [
                Paper::from(post.receipt(&second, "2026-01-08")),
                post.receipt(&first, "2026-01-06").into(),
                post.gone(&first, "2026-01-06"),
            ];
            for paper in order {
                let done = post.import(papers[paper].clone(), "2026-01-09");
                assert!(done.is_ok(), "{made} {order:?}: {done:?}");
            }
            assert!(post.is_held("2026-01-09"), "{made} {order:?}");
            let ledger = post.desk.open();
            assert!(
                !ledger
                    .overdue(day("2026-03-01"))
                    .unwrap()
                    .batches()
                    .is_empty()
            );
            // what is attested of the later copy says nothing of the first, but by its own paper
            post.import(post.gone(&second, "2026-01-10"), "2026-01-10")
                .unwrap();
            assert!(!post.is_held("2026-01-10"), "{made} {order:?}");
            ledger.verify(None).unwrap();
        }
    }
}

#[test]
fn a_copy_that_nobody_attested_is_still_there_when_the_later_one_is_deleted() {
    let post = Post::new();
    let first = post.send("2026-01-05", "2026-01-05");
    let second = post.send("2026-01-08", "2026-01-08");
    post.import(post.gone(&second, "2026-01-09"), "2026-01-09")
        .unwrap();
    assert!(post.is_held("2026-01-09"));
    post.import(post.gone(&first, "2026-01-10"), "2026-01-10")
        .unwrap();
    assert!(!post.is_held("2026-01-10"));
    // a deletion dated before anything of it left is of nothing
    let early = post.import(post.gone(&second, "2026-01-07"), "2026-01-11");
    assert_eq!(early, Err(Code::PaperBeforeBatch));
}

#[test]
fn a_refused_file_that_is_deleted_is_that_file_and_no_other() {
    let (first_day, second_day) = ("2026-01-05", "2026-01-08");
    let post = Post::new();
    let first = post.send(first_day, first_day);
    let second = post.send(second_day, second_day);
    let file = |copy: &Copy| PaperFile::new(7, copy.1.sha256);
    post.import(post.refused(file(&first), "2026-01-09"), "2026-01-09")
        .unwrap();
    assert!(post.is_held("2026-01-09"));
    // which of the two became another file, nobody can tell
    let other = PaperFile::new(3, [3; 32]);
    post.import(post.refused(other, "2026-01-09"), "2026-01-09")
        .unwrap();
    assert!(post.is_held("2026-01-09"));
    post.import(post.refused(file(&second), "2026-01-10"), "2026-01-10")
        .unwrap();
    assert!(!post.is_held("2026-01-10"));
    // of one alone it can be told
    let post = Post::new();
    post.send(first_day, first_day);
    post.import(post.refused(other, "2026-01-06"), "2026-01-06")
        .unwrap();
    assert!(!post.is_held("2026-01-06"));
    post.send(second_day, second_day);
    assert!(post.is_held("2026-01-08"));
}
