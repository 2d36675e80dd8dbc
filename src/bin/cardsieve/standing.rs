//! What of this run stands already: a signal that comes late must not deny it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use cardsieve::BatchId;

use crate::console;

struct Standing {
    files: Vec<PathBuf>,
    entries: Vec<String>,
    stream: Option<Stream>,
    is_complete: bool,
}

/// Rows on their way through standard output.
#[derive(Clone, Copy)]
enum Stream {
    Plain,
    /// The ledger has them as prepared.
    Entered(BatchId),
}

static STANDING: Mutex<Standing> = Mutex::new(Standing {
    files: Vec::new(),
    entries: Vec::new(),
    stream: None,
    is_complete: false,
});

/// Whether somebody wants this run to end.
static SIGNALLED: AtomicBool = AtomicBool::new(false);

pub(crate) fn is_signalled() -> bool {
    SIGNALLED.load(Ordering::SeqCst)
}

/// Whoever waits, waits no more.
pub(crate) fn signal() {
    SIGNALLED.store(true, Ordering::SeqCst);
}

/// Whether this run has waited for another that writes the ledger.
static HAS_WAITED: AtomicBool = AtomicBool::new(false);

/// Asked between two turns of waiting for another process that writes the ledger: whether to go on.
pub(crate) fn waits_on() -> bool {
    if !HAS_WAITED.swap(true, Ordering::SeqCst) {
        // whoever does not read it keeps nothing from ending: what waits can hold what a signal needs
        thread::spawn(|| {
            console::say("another process writes the ledger: waiting for it, up to a minute");
        });
    }
    !is_signalled()
}

pub(crate) fn has_waited() -> bool {
    HAS_WAITED.load(Ordering::SeqCst)
}

/// What a signal finds.
pub(crate) enum SoFar {
    Nothing,
    /// What there is, and what to do about it.
    Part(String, &'static str),
    /// All that the run had to do: nothing is left but to say it.
    Complete,
}

fn standing() -> MutexGuard<'static, Standing> {
    STANDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// These have their names.
pub(crate) fn named(files: impl Iterator<Item = PathBuf>) {
    standing().files.extend(files);
}

/// The ledger has this.
pub(crate) fn entered(what: String) {
    standing().entries.push(what);
}

/// Rows begin to go through standard output.
pub(crate) fn streams(entered: Option<BatchId>) {
    standing().stream = Some(entered.map_or(Stream::Plain, Stream::Entered));
}

/// Whatever comes now, the run has done all that it had to do.
pub(crate) fn is_complete() {
    standing().is_complete = true;
}

pub(crate) fn so_far() -> SoFar {
    told(&standing())
}

/// The same from a panic, where waiting could take for ever.
pub(crate) fn try_so_far() -> Option<SoFar> {
    STANDING.try_lock().ok().map(|standing| told(&standing))
}

fn told(standing: &Standing) -> SoFar {
    if standing.is_complete {
        return SoFar::Complete;
    }
    let files: Vec<String> = standing
        .files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    let mut already = String::new();
    for (what, all) in [("written", &files), ("in the ledger", &standing.entries)] {
        if !all.is_empty() {
            already += &format!("; {what} already: {}", all.join(", "));
        }
    }
    match standing.stream {
        Some(Stream::Entered(batch)) => SoFar::Part(
            format!(
                "interrupted while rows went to standard output, of which its reader can have a part; \
                 batch {batch} is in the ledger as prepared{already}"
            ),
            "settle it with `cardsieve ledger recover`",
        ),
        Some(Stream::Plain) => SoFar::Part(
            format!(
                "interrupted while rows went to standard output, of which its reader can have a part{already}"
            ),
            "delete what came of them, and run again",
        ),
        None if already.is_empty() => SoFar::Nothing,
        None => SoFar::Part(
            format!("interrupted{already}"),
            "look at what is there before you run again",
        ),
    }
}
