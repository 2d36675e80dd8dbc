//! Uses of the secret, entered into a ledger if one is given.

use std::path::{Path, PathBuf};

use cardsieve::BatchId;
use cardsieve::ledger::{Ledger, LedgerKey, Reason, Reidentified};
use cardsieve::pseudonym::EpochName;

use super::{failure, key, open};
use crate::failure::{Failure, Failures, Outcome};
use crate::{clock, console, output};

/// The ledger that a use of the secret is entered into.
#[derive(Debug, clap::Args)]
pub(crate) struct Under {
    /// Enter the use into this ledger
    #[arg(long, value_name = "DB", requires = "ledger_key")]
    ledger: Option<PathBuf>,
    /// The ledger's key file
    #[arg(long, value_name = "F", requires = "ledger")]
    ledger_key: Option<PathBuf>,
}

impl Under {
    /// The ledger and its key, if they were given; what is wrong with them comes before anything is done.
    pub(crate) fn open(&self) -> Result<Option<Uses<'_>>, Failure> {
        let (Some(path), Some(key_file)) = (self.ledger.as_deref(), self.ledger_key.as_deref())
        else {
            return Ok(None);
        };
        let mut failures = Failures::default();
        let key = failures.take(key(key_file));
        let ledger = failures.take(open(path));
        let (Some(key), Some(mut ledger)) = (key, ledger) else {
            return Err(failures.into_one());
        };
        let checked = ledger.check(&key, clock::now()?);
        checked.map_err(|error| failure(path, error))?;
        Ok(Some(Uses { path, ledger, key }))
    }
}

/// A ledger that is written.
pub(crate) struct Uses<'a> {
    path: &'a Path,
    ledger: Ledger,
    key: LedgerKey,
}

impl Uses<'_> {
    /// The epoch of a batch that it knows.
    pub(crate) fn epoch_of(&self, batch: BatchId) -> Result<Option<EpochName>, Failure> {
        let found = self.ledger.epoch_of(batch);
        found.map_err(|error| failure(self.path, error))
    }

    pub(crate) fn reidentified(&mut self, used: Reidentified) -> Outcome {
        let now = clock::now()?;
        let enter = || self.ledger.reidentified(&self.key, used, now);
        let entered = output::enter(enter, |entry| format!("entry {entry}"));
        let entry = entered.map_err(|error| failure(self.path, error))?;
        console::say(format_args!("in the ledger: entry {entry}"));
        Ok(())
    }

    /// Enters that the secret has a new epoch, before it has one; gives the number of the entry.
    pub(crate) fn rotated(&mut self, epoch: EpochName) -> Result<u64, Failure> {
        let entered = self.ledger.rotated(&self.key, epoch, clock::now()?);
        entered.map_err(|error| failure(self.path, error))
    }

    /// Enters that there is no such epoch: the secret's file was not written; gives the number of the entry.
    pub(crate) fn not_rotated(&mut self, entry: u64) -> Result<u64, Failure> {
        let reason = Reason::NeverHappened;
        let entered = self.ledger.correct(&self.key, entry, reason, clock::now()?);
        entered.map_err(|error| failure(self.path, error))
    }
}
