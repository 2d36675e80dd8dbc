//! Random happenings, entered into a ledger and into plain lists, and asked about after each.

use std::collections::BTreeSet;

use cardsieve::batch::{Day, Manifest};
use cardsieve::ledger::paper::{Attestation, Extent, FileDigest, Paper, Receipt, Remains};
use cardsieve::ledger::{ImportError, KeptBatch, Ledger, LedgerError, Moment, People, Role};
use cardsieve::{BatchId, Code};
use proptest::prelude::*;

use super::desk::{Desk, RECIPIENTS, file, id};
use super::recount::{Deleted, End, Held, Holdings, Recount, Run, Said, Word};

/// What may happen; an index is taken among those that there are.
#[derive(Debug, Clone)]
enum Step {
    Wait(u64),
    Disclose {
        recipient: usize,
        people: BTreeSet<u32>,
        /// Under the id of an earlier run.
        again: Option<prop::sample::Index>,
        fate: Fate,
    },
    Recover(prop::sample::Index),
    Abandon(prop::sample::Index),
    Trust {
        /// A recipient, or else an approver.
        name: usize,
        signer: usize,
        counts: bool,
    },
    Approve {
        signer: usize,
        recipient: usize,
    },
    Import {
        of: prop::sample::Index,
        kind: Kind,
        signer: usize,
        flaw: Flaw,
    },
}

/// What becomes of a run.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Released,
    Abandoned,
    CutOff,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Receipt,
    Deletion {
        whole: bool,
        spool: bool,
        ribbon: bool,
        backups: Option<u64>,
    },
}

/// What is wrong with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flaw {
    Nothing,
    Future,
    OtherBatch,
    OtherText,
    Replayed,
}

fn step() -> impl Strategy<Value = Step> {
    let index = any::<prop::sample::Index>;
    let fate = prop_oneof![
        4 => Just(Fate::Released),
        1 => Just(Fate::Abandoned),
        2 => Just(Fate::CutOff),
    ];
    let again = prop_oneof![3 => Just(None), 1 => index().prop_map(Some)];
    let people = prop::collection::btree_set(0_u32..6, 1..5);
    let deletion = (
        prop::bool::weighted(0.8),
        prop::bool::weighted(0.7),
        prop::bool::weighted(0.7),
        prop::option::weighted(0.3, 0_u64..20),
    );
    let kind = prop_oneof![
        1 => Just(Kind::Receipt),
        2 => deletion.prop_map(|(whole, spool, ribbon, backups)| {
            Kind::Deletion { whole, spool, ribbon, backups }
        }),
    ];
    let flaw = prop_oneof![
        5 => Just(Flaw::Nothing),
        1 => Just(Flaw::Future),
        1 => Just(Flaw::OtherBatch),
        1 => Just(Flaw::OtherText),
        1 => Just(Flaw::Replayed),
    ];
    // mostly each bureau signs with its own key
    let signer = prop_oneof![6 => Just(None), 1 => (0_usize..3).prop_map(Some)];
    prop_oneof![
        2 => (0_u64..20).prop_map(Step::Wait),
        6 => (0_usize..2, people, again, fate).prop_map(|(recipient, people, again, fate)| {
            Step::Disclose { recipient, people, again, fate }
        }),
        1 => index().prop_map(Step::Recover),
        1 => index().prop_map(Step::Abandon),
        3 => (0_usize..9, signer.clone(), prop::bool::weighted(0.8)).prop_map(
            |(name, signer, counts)| {
                let name = (name / 4).min(2);
                Step::Trust { name, signer: signer.unwrap_or(name), counts }
            }
        ),
        1 => (0_usize..3, 0_usize..2).prop_map(|(signer, recipient)| {
            Step::Approve { signer: signer.max(1), recipient }
        }),
        5 => (index(), kind, signer, flaw).prop_map(|(of, kind, signer, flaw)| {
            Step::Import { of, kind, signer: signer.unwrap_or(usize::MAX), flaw }
        }),
    ]
}

/// 2026-12-01.
const START: u64 = 20_788;

fn moment(day: u64) -> Moment {
    Moment::from_unix_seconds(day * 86_400 + 32_400).unwrap()
}

fn date(day: u64) -> Day {
    moment(day).day()
}

struct World {
    desk: Desk,
    ledger: Ledger,
    today: u64,
    entries: u64,
    recount: Recount,
    manifests: Vec<Manifest>,
    /// Name and signer: those of both bureaus, and last of the approver.
    trusted: BTreeSet<(usize, usize)>,
    /// Signer and recipient.
    approved: BTreeSet<(usize, usize)>,
    papers: Vec<(String, String)>,
}

const NAMES: [(Role, &str); 3] = [
    (Role::Bureau, RECIPIENTS[0]),
    (Role::Bureau, RECIPIENTS[1]),
    (Role::Approver, "DPO"),
];

impl World {
    fn new() -> Self {
        let desk = Desk::new(moment(START));
        Self {
            ledger: desk.open(),
            desk,
            today: START,
            entries: 1,
            recount: Recount::default(),
            manifests: Vec::new(),
            trusted: BTreeSet::new(),
            approved: BTreeSet::new(),
            papers: Vec::new(),
        }
    }

    fn at(&self) -> Moment {
        moment(self.today)
    }

    fn take(&mut self, step: &Step) -> Result<(), TestCaseError> {
        match step {
            Step::Wait(days) => self.today += days,
            Step::Disclose {
                recipient,
                people,
                again,
                fate,
            } => {
                let runs = &self.recount.runs;
                let again = again.filter(|_| !runs.is_empty());
                let batch = match again {
                    Some(index) => index.get(runs).batch,
                    None => BatchId::random().unwrap(),
                };
                self.disclose(*recipient, people, batch, *fate)?;
            }
            Step::Recover(index) => self.settle(index, true)?,
            Step::Abandon(index) => self.settle(index, false)?,
            Step::Trust {
                name,
                signer,
                counts,
            } => self.trust(*name, *signer, *counts)?,
            Step::Approve { signer, recipient } => {
                let expected = if self.trusted.contains(&(2, *signer)) {
                    self.approved.insert((*signer, *recipient));
                    self.next()
                } else {
                    Err(Code::NotTrusted)
                };
                let (by, profile) = (&self.desk.signers[*signer], self.desk.profile(*recipient));
                let at = self.at();
                let done = self.ledger.approve(&self.desk.key, by, profile, None, at);
                prop_assert_eq!(done.map_err(code), expected);
            }
            Step::Import {
                of,
                kind,
                signer,
                flaw,
            } => {
                if !self.manifests.is_empty() {
                    let run = of.index(self.manifests.len());
                    let own = self.recount.runs[run].recipient;
                    let signer = if *signer < 3 { *signer } else { own };
                    self.import(run, *kind, signer, *flaw)?;
                }
            }
        }
        self.compare()
    }

    /// The number that the next entry gets.
    fn next(&mut self) -> Result<u64, Code> {
        self.entries += 1;
        Ok(self.entries)
    }

    fn disclose(
        &mut self,
        recipient: usize,
        people: &BTreeSet<u32>,
        batch: BatchId,
        fate: Fate,
    ) -> Result<(), TestCaseError> {
        let day = date(self.today);
        let (outgoing, manifest) = self.desk.outgoing(recipient, people, batch, day);
        let mut run = Run {
            entry: self.entries + 1,
            batch,
            recipient,
            people: people.clone(),
            day: self.today,
            year: day.year(),
            end: End::Open,
        };
        let runs = &self.recount.runs;
        let is_same =
            |known: &Run| (known.recipient, &known.people) == (run.recipient, &run.people);
        let approves = |name: &(usize, usize)| name.0 == 2;
        let allows =
            |name: &(usize, usize)| approves(name) && self.approved.contains(&(name.1, recipient));
        let expected = if runs
            .iter()
            .any(|known| known.batch == batch && !is_same(known))
        {
            Err(Code::BatchKnown)
        } else if self.trusted.iter().any(approves) && !self.trusted.iter().any(allows) {
            Err(Code::NotApproved)
        } else {
            Ok(run.entry)
        };
        let again = self.ledger.already_held(&outgoing, day).unwrap();
        prop_assert_eq!(again, self.recount.again(&run));
        let (key, at) = (&self.desk.key, self.at());
        let could = self.ledger.could_prepare(key, &outgoing, at);
        prop_assert_eq!(could.map_err(code), expected.map(|_| ()));
        let prepared = self.ledger.prepare(key, &outgoing, &file(batch), at);
        let entry = prepared.as_ref().map(cardsieve::ledger::Prepared::entry);
        prop_assert_eq!(entry.map_err(|error| code(*error)), expected);
        let Ok(prepared) = prepared else {
            return Ok(());
        };
        self.entries += 1;
        match fate {
            Fate::CutOff => self.ledger = self.desk.open(),
            Fate::Released => {
                prop_assert_eq!(self.ledger.released(key, prepared, at), Ok(run.entry + 1));
                self.entries += 1;
                run.end = End::Released(self.today);
            }
            Fate::Abandoned => {
                prop_assert_eq!(self.ledger.abandoned(key, prepared, at), Ok(run.entry + 1));
                self.entries += 1;
                run.end = End::Abandoned;
            }
        }
        self.recount.runs.push(run);
        self.manifests.push(manifest);
        Ok(())
    }

    /// Says of the open runs of a batch that its file was found, or that it is nowhere.
    fn settle(&mut self, index: &prop::sample::Index, is_found: bool) -> Result<(), TestCaseError> {
        let runs = &mut self.recount.runs;
        let (today, at, key) = (self.today, moment(self.today), &self.desk.key);
        let batch = match runs.len() {
            0 => BatchId::random().unwrap(),
            _ => index.get(runs).batch,
        };
        let mut settled = 0;
        for run in runs {
            if run.batch == batch && run.end == End::Open {
                settled += 1;
                run.end = if is_found {
                    End::Released(today)
                } else {
                    End::Abandoned
                };
            }
        }
        self.entries += settled;
        let done = if is_found {
            let found = self.ledger.recover(key, &file(batch), at);
            found.map(|all| all.len() as u64)
        } else {
            let last = self.ledger.abandon(key, batch, at);
            last.map(|last| last + settled - self.entries)
        };
        let expected = match settled {
            0 => Err(Code::BatchNotInLedger),
            _ => Ok(settled),
        };
        prop_assert_eq!(done.map_err(code), expected);
        Ok(())
    }

    fn trust(&mut self, name: usize, signer: usize, counts: bool) -> Result<(), TestCaseError> {
        let pair = (name, signer);
        let is_known = if counts {
            self.trusted.insert(pair);
            true
        } else {
            self.trusted.remove(&pair)
        };
        let expected = if is_known {
            self.next()
        } else {
            Err(Code::NotTrusted)
        };
        let ((role, name), at) = (NAMES[name], self.at());
        let signer = self.desk.signers[signer].signer();
        let key = &self.desk.key;
        let done = self.ledger.trust(key, role, name, signer, counts, at);
        prop_assert_eq!(done.map_err(code), expected);
        Ok(())
    }

    fn import(
        &mut self,
        run: usize,
        kind: Kind,
        signer: usize,
        flaw: Flaw,
    ) -> Result<(), TestCaseError> {
        let about = self.recount.runs[run].clone();
        let other;
        let manifest = match flaw {
            Flaw::OtherBatch => {
                let batch = BatchId::random().unwrap();
                let people = &about.people;
                let day = date(about.day);
                other = self.desk.outgoing(about.recipient, people, batch, day).1;
                &other
            }
            _ => &self.manifests[run],
        };
        let day = self.today + u64::from(flaw == Flaw::Future);
        let (paper, word) = paper(manifest, kind, about.people.len(), day);
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
        if bureaus().count() == 0 {
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
                } else if flaw == Flaw::OtherBatch || !self.left_as(&about) {
                    expected.insert(Code::PaperOfNoBatch);
                }
            }
        }
        if !expected.is_empty() {
            prop_assert_eq!(done, Err(expected));
            return Ok(());
        }
        self.entries += 1;
        prop_assert_eq!(done, Ok(self.entries));
        self.papers.push(papers);
        self.recount.said.push(Said {
            entry: self.entries,
            day: self.today,
            batch: about.batch,
            recipient: about.recipient,
            word,
        });
        Ok(())
    }

    /// Whether a run with this very manifest left, or may have.
    fn left_as(&self, about: &Run) -> bool {
        self.recount.runs.iter().any(|run| {
            run.end != End::Abandoned && (run.batch, run.day) == (about.batch, about.day)
        })
    }

    fn compare(&self) -> Result<(), TestCaseError> {
        let ledger = &self.ledger;
        let entries = ledger.entries().unwrap();
        prop_assert_eq!(entries.len() as u64, self.entries);
        let open = ledger.unsettled().unwrap();
        let open: Vec<u64> = open.iter().map(cardsieve::ledger::Entry::number).collect();
        let runs = self.recount.runs.iter();
        let expected = runs.filter(|run| run.end == End::Open);
        prop_assert_eq!(open, expected.map(|run| run.entry).collect::<Vec<_>>());
        for as_of in [self.today, START + 3, self.today + 11] {
            self.compare_on(as_of)?;
        }
        Ok(())
    }

    fn compare_on(&self, as_of: u64) -> Result<(), TestCaseError> {
        let (ledger, day) = (&self.ledger, date(as_of));
        for (recipient, name) in RECIPIENTS.iter().enumerate() {
            let found = ledger.holdings(name, day).map(|found| -> Holdings {
                let all = |all: &[KeptBatch]| all.iter().map(held).collect();
                (
                    all(found.batches()),
                    all(found.deleted()),
                    range(found.recorded()),
                    range(found.people()),
                )
            });
            let expected = self.recount.holdings(recipient, as_of);
            let expected = expected.ok_or(Code::UnknownRecipient);
            prop_assert_eq!(found.map_err(code), expected, "{} {}", name, day);
        }
        let person = u32::try_from(self.entries % 6).unwrap();
        let found = ledger.exposure(&self.desk.key, &id(person), day).unwrap();
        let found: Vec<Held> = found
            .disclosures()
            .iter()
            .map(|one| held(one.batch()))
            .collect();
        prop_assert_eq!(found, self.recount.exposure(person, as_of), "{}", day);
        let found = ledger.overdue(day).unwrap();
        let found: Vec<Held> = found.batches().iter().map(held).collect();
        prop_assert_eq!(found, self.recount.overdue(as_of), "{}", day);
        let found = ledger.recipients(day).unwrap();
        let found = found.all().iter().map(|line| {
            let (least, most) = range(line.people());
            let recipient = RECIPIENTS.iter().position(|one| *one == line.recipient());
            let figures = [
                line.disclosed(),
                line.held(),
                line.unknown(),
                line.overdue(),
                least,
                most,
            ];
            (recipient.unwrap(), figures)
        });
        let found = found.collect();
        prop_assert_eq!(self.recount.recipients(as_of), found, "{}", day);
        Ok(())
    }
}

fn code(error: LedgerError) -> Code {
    error.code().unwrap()
}

fn range(people: People) -> (u64, u64) {
    (people.least(), people.most())
}

fn held(one: &KeptBatch) -> Held {
    let received = one.received().map(|day| {
        let days = (START - 1)..(START + 1_000);
        days.into_iter().find(|known| date(*known) == day).unwrap()
    });
    Held {
        batch: one.batch(),
        mark: one.mark().name(),
        received,
        remains: one.remains().into_iter().map(Remains::name).collect(),
        days_overdue: one.days_overdue(),
    }
}

/// A paper, and what it says.
fn paper(manifest: &Manifest, kind: Kind, people: usize, day: u64) -> (Paper, Word) {
    let file = FileDigest::new(1, [1; 32]);
    let receipt = Receipt::of(manifest, file, date(day), true);
    let Kind::Deletion {
        whole,
        spool,
        ribbon,
        backups,
    } = kind
    else {
        return (receipt.into(), Word::Received(day));
    };
    let part = Extent::Part {
        rows: people as u64 - 1,
        photos: 0,
    };
    let extent = if whole { Extent::Whole } else { part };
    let mut paper = Attestation::of(&receipt, extent, date(day)).unwrap();
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
        steps in prop::collection::vec(step(), 1..14),
    ) {
        let mut world = World::new();
        for step in &steps {
            world.take(step)?;
        }
        let verdict = world.ledger.verify(None);
        prop_assert_eq!(verdict.map(|one| one.head().entry()), Ok(world.entries));
    }
}
