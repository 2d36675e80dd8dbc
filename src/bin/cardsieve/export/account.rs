//! What an export enters into a ledger, step by step.

use std::path::Path;

use cardsieve::BatchId;
use cardsieve::batch::Dates;
use cardsieve::code::Refused;
use cardsieve::ledger::{FileDigest, Ledger, LedgerError, LedgerKey, Moment, Outgoing, Prepared};
use cardsieve::pseudonym::CommitmentKey;
use cardsieve::record::Map;

use super::Args;
use super::goods::{Closing, Goods};
use super::sift::Sifted;
use super::targets::Target;
use crate::failure::{Failure, Failures, Outcome};
use crate::{clock, console, ledger};

/// A ledger and its key.
pub(super) struct Account<'a> {
    path: &'a Path,
    ledger: Ledger,
    key: LedgerKey,
}

impl<'a> Account<'a> {
    /// The one that was named; what is wrong with it comes before anything is read.
    pub(super) fn open(args: &'a Args) -> Result<Option<Self>, Failure> {
        let (Some(path), Some(key)) = (args.ledger.as_deref(), args.ledger_key.as_deref()) else {
            return Ok(None);
        };
        let mut failures = Failures::default();
        let key = failures.take(ledger::key(key));
        let opened = failures.take(ledger::open(path));
        let (Some(key), Some(mut opened)) = (key, opened) else {
            return Err(failures.into_one());
        };
        let checked = opened.check(&key, clock::now()?);
        checked.map_err(|error| ledger::failure(path, error))?;
        Ok(Some(Self {
            path,
            ledger: opened,
            key,
        }))
    }

    /// What will be entered of the goods; if they cannot be, there are none any more.
    pub(super) fn enter(
        &mut self,
        sifted: &mut Sifted,
        target: &Target,
        closing: &Closing,
        map: Option<&Map>,
    ) -> Result<Option<Entering<'_>>, Failure> {
        let Some(goods) = &sifted.goods else {
            return Ok(None);
        };
        let now = clock::now()?;
        let made = self.outgoing(goods, target, closing, map);
        let possible = made.and_then(|outgoing| {
            let possible = self.ledger.could_prepare(&self.key, &outgoing, now);
            possible.map(|()| outgoing)
        });
        match possible {
            Ok(outgoing) => {
                let recipient = outgoing.disclosure().recipient();
                let likeness = ledger::warn_of_likeness(&self.ledger, recipient);
                likeness.map_err(|error| ledger::failure(self.path, error))?;
                let entering = Entering {
                    path: self.path,
                    ledger: &mut self.ledger,
                    key: &self.key,
                    outgoing,
                };
                // a dry run enters nothing
                let is_run = target.is_standard || target.file.is_some();
                Ok(is_run.then_some(entering))
            }
            Err(error) => {
                let failure = ledger::failure(self.path, error);
                let Some(code) = error.code() else {
                    return Err(failure);
                };
                sifted.report.refuse(Refused::new(code));
                sifted.goods = None;
                sifted.refusal = Some(failure);
                Ok(None)
            }
        }
    }

    fn outgoing(
        &self,
        goods: &Goods,
        target: &Target,
        closing: &Closing,
        map: Option<&Map>,
    ) -> Result<Outgoing, LedgerError> {
        let mut outgoing = match goods {
            Goods::Rows(rows) => Outgoing::of_rows(rows, closing.dates)?,
            Goods::Batch(writer) => Outgoing::of_batch(writer)?,
        };
        if target.is_standard {
            outgoing = outgoing.streamed();
        }
        if closing.recipients.is_some() {
            outgoing = outgoing.encrypted();
        }
        if closing.key.is_some() {
            outgoing = outgoing.signed();
        }
        if let Some(map) = map {
            outgoing = outgoing.map(map);
        }
        Ok(outgoing)
    }
}

/// The key for the year of the batch, if there is a ledger.
pub(super) fn commitment_key<'a>(
    account: Option<&'a Account<'_>>,
    dates: Dates,
) -> Result<Option<&'a CommitmentKey>, Failure> {
    let key = account.map(|account| {
        let key = account.key.year(dates.created().year());
        key.map_err(|error| ledger::failure(account.path, error))
    });
    key.transpose()
}

/// A disclosure that can be entered.
pub(super) struct Entering<'a> {
    path: &'a Path,
    ledger: &'a mut Ledger,
    key: &'a LedgerKey,
    outgoing: Outgoing,
}

impl<'a> Entering<'a> {
    /// Enters it, of a file that is complete.
    pub(super) fn prepare(self, file: &FileDigest) -> Result<Entered<'a>, Failure> {
        let now = clock::now()?;
        self.tell_of_those_already_held(now)?;
        let prepared = self.ledger.prepare(self.key, &self.outgoing, file, now);
        Ok(Entered {
            prepared: prepared.map_err(|error| ledger::failure(self.path, error))?,
            path: self.path,
            ledger: self.ledger,
            key: self.key,
        })
    }

    /// So that whoever answers for it sees what is disclosed again.
    fn tell_of_those_already_held(&self, now: Moment) -> Outcome {
        let already = self.ledger.already_held(&self.outgoing, now.day());
        let already = already.map_err(|error| ledger::failure(self.path, error))?;
        if already > 0 {
            console::say(format_args!(
                "people of whom the recipient already holds a batch of this year: {already} of {}",
                self.outgoing.disclosure().rows()
            ));
        }
        Ok(())
    }

    /// The same of rows for standard output.
    pub(super) fn prepare_stream(self) -> Result<Entered<'a>, Failure> {
        let digest = self.outgoing.rows_digest();
        self.prepare(&digest)
    }
}

/// A disclosure that is entered, and not yet settled.
pub(super) struct Entered<'a> {
    path: &'a Path,
    ledger: &'a mut Ledger,
    key: &'a LedgerKey,
    prepared: Prepared,
}

impl Entered<'_> {
    /// The batch.
    pub(super) const fn batch(&self) -> BatchId {
        self.prepared.batch()
    }

    /// It left.
    pub(super) fn released(self) -> Outcome {
        let (batch, entry) = (self.prepared.batch(), self.prepared.entry());
        let now = clock::now()?;
        let released = self.ledger.released(self.key, self.prepared, now);
        released.map_err(|error| self.unsettled(&error, "written"))?;
        console::say(format_args!("in the ledger: batch {batch}, entry {entry}"));
        Ok(())
    }

    /// It has no name, and never left.
    pub(super) fn abandoned(self) -> Outcome {
        let now = clock::now()?;
        let abandoned = self.ledger.abandoned(self.key, self.prepared, now);
        abandoned
            .map(drop)
            .map_err(|error| self.unsettled(&error, "not written"))
    }

    /// The entry stays open: people must know what became of the batch.
    fn unsettled(&self, error: &LedgerError, what: &str) -> Failure {
        let text = format!(
            "{}: {error}; batch {} is {what}, and in the ledger as prepared",
            self.path.display(),
            self.prepared.batch()
        );
        Failure::could_not_run(text, "settle it with `cardsieve ledger recover`")
    }
}
