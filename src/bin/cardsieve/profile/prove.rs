//! `cardsieve profile prove`: the proof, run on a profile of one's own.

use cardsieve::prove::{Certificate, Progress};
use cardsieve::{BatchId, Profile};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};

use crate::console;
use crate::failure::{Failure, Outcome};

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
    let verdict = if certificate.holds() {
        Ok(())
    } else if certificate.fails() {
        Err(Failure::refused(
            "the proof does not hold",
            "do not export under this profile; report what the certificate says",
        ))
    } else {
        Err(Failure::refused(
            "the proof was not shown",
            "do not export under this profile; the certificate says what could not be tried, and why",
        ))
    };
    let text = match format {
        Format::Text => certificate.text(),
        Format::Json => certificate.json() + "\n",
        Format::Html => certificate.html(),
    };
    console::conclude(text, verdict)
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
    if bar.message() != progress.stage {
        // lest a stage begin with the count of the one before
        bar.set_position(0);
        bar.set_message(progress.stage);
    }
    bar.set_length(progress.of);
    bar.set_position(progress.done);
}
