//! `cardsieve secret`: the key that tokens are made with.

use std::path::{Path, PathBuf};

use cardsieve::PseudonymisationSecret;
use cardsieve::pseudonym::{EpochName, SecretError};
use clap::Subcommand;

use crate::failure::{Failure, Failures, Outcome};
use crate::ledger::Under;
use crate::{console, load, output, stale, standing};

/// Make the secret that tokens depend on, or add an epoch to it
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Make a secret file, readable by its owner only; it is never printed
    #[command(after_help = "Example:\n  cardsieve secret new secret.txt --epoch 2026a")]
    New {
        /// The file to make; it must not exist
        file: PathBuf,
        /// The name of its first epoch: 1 to 32 of a-z, 0-9, '.', '_' and '-'
        #[arg(long, value_name = "NAME", default_value_t = EpochName::default())]
        epoch: EpochName,
    },
    /// Add an epoch, which is in use from then on; older ones stay for `reidentify`
    #[command(after_help = "Example:\n  cardsieve secret rotate secret.txt --epoch 2027a")]
    Rotate {
        /// The secret file
        file: PathBuf,
        /// The name of the new epoch
        #[arg(long, value_name = "NAME")]
        epoch: EpochName,
        #[command(flatten)]
        under: Under,
    },
}

pub(crate) fn run(verb: Verb) -> Outcome {
    match verb {
        Verb::New { file, epoch } => {
            let told = format!(
                "made {}, epoch {epoch}\nkeep a copy apart from the data: without it no token leads back to a record",
                file.display()
            );
            stale::name_copies(&file);
            let made = output::conclude(|| PseudonymisationSecret::create(&file, epoch));
            made.map_err(|error| load::secret_error(&file, &error))?;
            console::say(told);
        }
        Verb::Rotate { file, epoch, under } => {
            rotate(&file, &epoch, &under)?;
        }
    }
    Ok(())
}

/// Why there is no new epoch.
enum NotRotated {
    Secret(SecretError),
    Ledger(Failure),
}

impl From<SecretError> for NotRotated {
    fn from(error: SecretError) -> Self {
        Self::Secret(error)
    }
}

/// Adds an epoch: first to the ledger, if one is given, so that there is none that it does not know.
fn rotate(file: &Path, epoch: &EpochName, under: &Under) -> Outcome {
    stale::name_copies(file);
    let mut uses = under.open()?;
    let mut withdrawn = None;
    let rotated = output::conclude(|| {
        let mut entry = None;
        let rotated = PseudonymisationSecret::rotate_after(file, epoch.clone(), || {
            if let Some(uses) = &mut uses {
                let entered = uses.rotated(epoch.clone());
                entry = Some(entered.map_err(NotRotated::Ledger)?);
            }
            Ok(())
        });
        let mut failures = Failures::default();
        failures.take(rotated.map_err(|error| match error {
            NotRotated::Ledger(failure) => failure,
            NotRotated::Secret(error) => load::secret_error(file, &error),
        }));
        if failures.is_empty() {
            return Ok(entry);
        }
        if let (Some(uses), Some(entry)) = (&mut uses, entry) {
            // it was entered and does not exist
            withdrawn = failures.take(uses.not_rotated(entry));
            standing::entered(match withdrawn {
                Some(by) => format!("entry {entry}, which entry {by} withdraws"),
                None => format!("entry {entry}, of an epoch that does not exist"),
            });
        }
        Err(failures.into_one())
    });
    if let Some(entry) = withdrawn {
        console::say(format_args!("in the ledger: entry {entry}"));
    }
    let entry = rotated?;
    console::say(format_args!(
        "{}: epoch {epoch} is in use from now on",
        file.display()
    ));
    if let Some(entry) = entry {
        console::say(format_args!("in the ledger: entry {entry}"));
    }
    Ok(())
}
