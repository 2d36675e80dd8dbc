//! `cardsieve secret`: the key that tokens are made with.

use std::path::PathBuf;

use cardsieve::PseudonymisationSecret;
use cardsieve::pseudonym::EpochName;
use clap::Subcommand;

use crate::failure::Outcome;
use crate::ledger::Under;
use crate::{console, load};

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
            PseudonymisationSecret::create(&file, epoch)
                .map_err(|error| load::secret_error(&file, &error))?;
            console::say(told);
        }
        Verb::Rotate { file, epoch, under } => {
            let uses = under.open()?;
            PseudonymisationSecret::rotate(&file, epoch.clone())
                .map_err(|error| load::secret_error(&file, &error))?;
            console::say(format_args!(
                "{}: epoch {epoch} is in use from now on",
                file.display()
            ));
            if let Some(mut uses) = uses {
                uses.rotated(epoch)?;
            }
        }
    }
    Ok(())
}
