//! The plain log, and what is answered from it.

use std::collections::BTreeSet;

use cardsieve::BatchId;

/// Something that was entered on a day, by its number.
#[derive(Clone)]
pub struct Logged {
    pub entry: u64,
    pub day: u64,
    pub what: What,
}

#[derive(Clone)]
pub enum What {
    Run(Run),
    /// A run left, or never did.
    End {
        of: u64,
        left: bool,
    },
    Said(Said),
    Past(Past),
    Incident(Incident),
    Approval {
        signer: usize,
        recipient: usize,
    },
    Rotation,
    Correction {
        of: u64,
        reason: &'static str,
    },
    /// What no question is about.
    Other,
}

/// A run of an export.
#[derive(Clone)]
pub struct Run {
    pub batch: BatchId,
    pub recipient: usize,
    pub people: BTreeSet<u32>,
    pub year: u16,
    /// Whether its bureau can sign something about it.
    pub is_sealed: bool,
}

/// What left before there was a ledger.
#[derive(Clone)]
pub struct Past {
    pub batch: BatchId,
    pub recipient: usize,
    pub made: u64,
    pub people: u64,
    pub photos: u64,
}

#[derive(Clone, Copy)]
pub struct Incident {
    pub recipient: usize,
    pub from: u64,
    pub to: u64,
}

/// What a bureau said.
#[derive(Clone)]
pub struct Said {
    pub batch: BatchId,
    /// The day on which what it speaks of was made, and that on which it is dated.
    pub made: u64,
    pub on: u64,
    pub word: Word,
}

#[derive(Clone, Copy)]
pub enum Word {
    Received(u64),
    Deleted(Deleted),
    Refused,
}

#[derive(Clone, Copy)]
pub struct Deleted {
    pub whole: bool,
    pub spool: bool,
    pub ribbon: bool,
    pub backups: Option<u64>,
}

/// A batch on a day: what a question tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub batch: BatchId,
    pub mark: &'static str,
    pub received: Option<u64>,
    pub remains: Vec<&'static str>,
    pub days_overdue: u64,
}

/// Batches held, gone and withdrawn, people recorded and in all, incidents.
pub type Holdings = (
    Vec<Held>,
    Vec<Held>,
    Vec<BatchId>,
    (u64, u64),
    (u64, u64),
    Vec<u64>,
);

/// Batches that were held, those that were gone before, those withdrawn, and people.
pub type Pack = (Vec<BatchId>, Vec<BatchId>, Vec<BatchId>, (u64, u64));

/// Who is in more than one batch, and how many people there are, in bounds.
pub type Bounds = [(u64, u64); 2];

/// How a run ended, as far as is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Left,
    Abandoned,
    Corrected,
}
