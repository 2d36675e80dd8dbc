//! `cardsieve profile prove`: the proof, run on a profile of one's own.

use cardsieve::prove::{Certificate, Progress};
use cardsieve::{BatchId, Profile};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};

use crate::console;
use crate::failure::{Failure, Outcome, Status};

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Html,
}

pub(super) fn run(profile: &Profile, seed: Option<u64>, format: Format) -> Outcome {
    let seed = match seed {
        Some(seed) => seed,
        None => drawn()?,
    };
    let bar = bar();
    let certificate = Certificate::prove(profile, seed, &mut |progress| show(&bar, progress));
    bar.finish_and_clear();
    console::print(match format {
        Format::Text => certificate.text(),
        Format::Json => certificate.json() + "\n",
        Format::Html => certificate.html(),
    })?;
    if certificate.holds() {
        Ok(())
    } else {
        console::error(
            "the proof does not hold",
            Some("do not export under this profile; report what the certificate says"),
        );
        Err(Failure::told(Status::Refused))
    }
}

/// Other cases in every run; the certificate says by which seed they are had again.
fn drawn() -> Result<u64, Failure> {
    let id = BatchId::random()
        .map_err(|error| Failure::could_not_run(error.to_string(), "give a --seed"))?;
    // INVARIANT: a batch id is sixteen hex digits
    Ok(u64::from_str_radix(&id.to_string(), 16).unwrap_or(0))
}

/// Seen on a terminal only.
fn bar() -> ProgressBar {
    if !console::is_watched() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(1);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {msg}, {human_pos} of {human_len}") {
        bar.set_style(style);
    }
    bar
}

fn show(bar: &ProgressBar, progress: Progress) {
    bar.set_message(progress.stage);
    bar.set_length(progress.of);
    bar.set_position(progress.done);
}
