//! Random happenings, entered into a ledger and into a plain log, and asked about after each.

use cardsieve::batch::Manifest;
use cardsieve::ledger::ImportError;
use cardsieve::ledger::paper::{Attestation, Extent, FileDigest, Paper, Receipt, Refusal};
use cardsieve::{BatchId, Code};
use proptest::prelude::*;
use std::collections::BTreeSet;

use super::desk::{RECIPIENTS, file};
use super::recount::{Deleted, Said, What, Word};
use super::steps::{Flaw, Kind, step};
use super::world::{World, code, date};

impl World {
    pub fn import(
        &mut self,
        run: usize,
        kind: Kind,
        signer: usize,
        flaw: Flaw,
        late: u64,
    ) -> Result<(), TestCaseError> {
        let runs = self.recount.runs();
        let (_, made, about) = runs[run];
        let (made, about) = (made, about.clone());
        let mut batch = about.batch;
        let other;
        let mut manifest = &self.manifests[run];
        if flaw == Flaw::OtherBatch {
            batch = BatchId::random().unwrap();
            let people = &about.people;
            other = self
                .desk
                .outgoing(about.recipient, people, batch, date(made));
            manifest = &other.1;
        }
        let day = match flaw {
            Flaw::Future => self.today + 1,
            _ => self.today - late,
        };
        let (paper, word) = paper(manifest, batch, kind, about.people.len(), day);
        let signed = paper.sign(&self.desk.signers[signer]).unwrap();
        let mut papers = (signed.json().to_owned(), signed.signature().to_owned());
        match (flaw, self.papers.last()) {
            (Flaw::OtherText, _) => papers.0 = papers.0.replace("\"C\"", "\"D\""),
            (Flaw::Replayed, Some(last)) => papers = last.clone(),
            _ => {}
        }
        let (json, signature) = (papers.0.as_bytes(), papers.1.as_bytes());
        let (key, at) = (&self.desk.key, self.at());
        let done = self.ledger.import(key, json, signature, at);
        let done = done.map_err(|error| -> BTreeSet<Code> {
            match error {
                ImportError::Paper(all) => all.problems().iter().map(|one| one.code()).collect(),
                ImportError::Ledger(error) => BTreeSet::from([code(error)]),
            }
        });
        let is_replayed = flaw == Flaw::Replayed && !self.papers.is_empty();
        if is_replayed || flaw == Flaw::OtherText {
            // refused, whatever of several reasons comes first
            prop_assert!(done.is_err(), "{done:?}");
            return Ok(());
        }
        let bureaus = || self.trusted.iter().filter(|name| name.0 < 2);
        let mut expected = BTreeSet::new();
        if self.is_behind() {
            expected.insert(Code::ClockBehind);
        } else if bureaus().count() == 0 {
            expected.insert(Code::NotTrusted);
        } else {
            if !bureaus().any(|name| name.1 == signer) {
                expected.insert(Code::PaperUnknownSigner);
            } else if !self.trusted.contains(&(about.recipient, signer)) {
                expected.insert(Code::PaperSignerNotBound);
            }
            if flaw == Flaw::Future {
                expected.insert(Code::PaperInFuture);
            }
            if expected.is_empty() {
                if self.papers.iter().any(|known| known.0 == papers.0) {
                    expected.insert(Code::PaperKnown);
                } else if flaw == Flaw::OtherBatch || !self.left_as(run, kind) {
                    expected.insert(Code::PaperOfNoBatch);
                } else if self.is_before(run, kind, day) {
                    expected.insert(Code::PaperBeforeBatch);
                } else if !matches!(kind, Kind::Refusal { .. })
                    && self.is_contradicted(run, day, matches!(kind, Kind::Receipt))
                {
                    expected.insert(Code::PaperContradicts);
                }
            }
        }
        if !expected.is_empty() {
            prop_assert_eq!(done, Err(expected));
            return Ok(());
        }
        let batch = about.batch;
        let entry = self.next(What::Said(Said {
            batch,
            made,
            on: day,
            word,
        }));
        prop_assert_eq!(done.ok(), entry.ok());
        self.papers.push(papers);
        Ok(())
    }
}

/// A paper, and what it says.
fn paper(
    manifest: &Manifest,
    batch: BatchId,
    kind: Kind,
    people: usize,
    day: u64,
) -> (Paper, Word) {
    let digest = data_encoding::HEXLOWER.decode(file(batch).sha256().as_bytes());
    let sent = FileDigest::new(16, digest.unwrap().try_into().unwrap());
    let receipt = || Receipt::of(manifest, sent, date(day), true);
    let (whole, spool, ribbon, backups) = match kind {
        Kind::Receipt => return (receipt().into(), Word::Received(day)),
        Kind::Refusal { named } => {
            let recipient = manifest.recipient();
            assert!(RECIPIENTS.contains(&recipient));
            let codes = ["bad-signature"];
            let paper = Refusal::of(sent, manifest.controller(), recipient, codes, date(day));
            let mut paper = paper.unwrap();
            if named {
                paper = paper.with_batch(batch);
            }
            return (paper.into(), Word::Refused);
        }
        Kind::Deletion {
            whole,
            spool,
            ribbon,
            backups,
        } => (whole, spool, ribbon, backups),
    };
    let part = Extent::Part {
        rows: people as u64 - 1,
        photos: 0,
    };
    let extent = if whole { Extent::Whole } else { part };
    let mut paper = Attestation::of(&receipt(), extent, date(day)).unwrap();
    if spool {
        paper = paper.with_spool();
    }
    if ribbon {
        paper = paper.with_ribbon();
    }
    let backups = backups.map(|days| day + days);
    if let Some(until) = backups {
        paper = paper.with_backups_until(date(until)).unwrap();
    }
    let word = Deleted {
        whole,
        spool,
        ribbon,
        backups,
    };
    (paper.into(), Word::Deleted(word))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn after_whatever_happens_every_question_is_answered_as_by_a_plain_recount(
        steps in prop::collection::vec(step(), 1..18),
    ) {
        let mut world = World::new();
        for step in &steps {
            world.take(step)?;
        }
        let verdict = world.ledger.verify(None);
        prop_assert_eq!(verdict.map(|one| one.head().entry()), Ok(world.recount.entries()));
    }
}
