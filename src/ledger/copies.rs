//! Of which runs of a batch a paper speaks: each run that left is a copy of its own.

use data_encoding::HEXLOWER;

use super::chain::Sha;
use super::history::Prepared;
use super::paper::{Paper, Receipt, Refusal};
use crate::batch::Day;

/// A run that left, or may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) entry: u64,
    day: Day,
    manifest: Sha,
    file: Sha,
}

impl Run {
    pub(super) fn of(one: &Prepared<'_>) -> Self {
        Self {
            entry: one.entry.number,
            day: one.entry.at.day(),
            manifest: one.disclosure.manifest,
            file: one.disclosure.file.sha256,
        }
    }

    /// Whether this very file was refused.
    pub(super) fn is_file_of(&self, refusal: &Refusal) -> bool {
        refusal.file().sha256() == HEXLOWER.encode(&self.file)
    }

    pub(super) fn is_of(&self, receipt: &Receipt) -> bool {
        receipt.manifest_digest() == self.manifest
    }
}

/// Of which runs of its batch a paper, entered under this number, says that something is deleted: of those of
/// its manifest or file that left on or before its date, and were entered before it.
pub(super) fn deleted_by(paper: &Paper, entry: u64, runs: &[Run]) -> Vec<Run> {
    let before = runs
        .iter()
        .filter(|run| run.entry < entry && run.day <= paper.date());
    match paper {
        Paper::Receipt(_) => Vec::new(),
        Paper::Attestation(attestation) => before
            .filter(|run| run.manifest == attestation.manifest_digest())
            .copied()
            .collect(),
        Paper::Refusal(refusal) if refusal.is_deleted() => {
            let before: Vec<Run> = before.copied().collect();
            if runs.iter().any(|run| run.is_file_of(refusal)) {
                let these = before.into_iter();
                return these.filter(|run| run.is_file_of(refusal)).collect();
            }
            // a file that none of them was is what became of the one that there was
            let mut files = before.iter().map(|run| run.file);
            let first = files.next();
            match files.all(|file| Some(file) == first) {
                true => before,
                false => Vec::new(),
            }
        }
        Paper::Refusal(_) => Vec::new(),
    }
}

/// Whether what arrived, by a receipt, can have gone out after what a paper of this date tells of was deleted;
/// the number is that of the paper's entry, if it has one already.
pub(super) fn went_out_since(
    runs: &[Run],
    receipt: &Receipt,
    (date, entry): (Day, Option<u64>),
) -> bool {
    let mut runs = runs.iter().filter(|run| run.is_of(receipt));
    runs.any(|run| {
        let is_since = run.day > date || entry.is_some_and(|entry| run.entry > entry);
        is_since && run.day <= receipt.date()
    })
}
