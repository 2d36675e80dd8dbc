//! What may happen to a ledger; an index is taken among those that there are.

use std::collections::BTreeSet;

use cardsieve::ledger::Reason;
use proptest::prelude::*;

#[derive(Debug, Clone)]
pub enum Step {
    Wait(u64),
    /// The clock is behind from now on, by so many seconds.
    Clock(u64),
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
        /// So many days it was in the post.
        late: u64,
    },
    Past {
        recipient: usize,
        ago: u64,
        people: u64,
        photos: u64,
    },
    Incident {
        recipient: usize,
        /// Days from the first to the last, and from the last to this.
        days: (u64, u64),
    },
    Rotate,
    Correct {
        of: prop::sample::Index,
        /// One of those that can be corrected, if there is any.
        of_these: bool,
        reason: Reason,
    },
}

/// What becomes of a run.
#[derive(Debug, Clone, Copy)]
pub enum Fate {
    Released,
    Abandoned,
    CutOff,
}

#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Receipt,
    Deletion {
        whole: bool,
        spool: bool,
        ribbon: bool,
        backups: Option<u64>,
    },
    /// A signed no, with the batch's id or with the file's digest alone.
    Refusal {
        named: bool,
    },
}

/// What is wrong with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    Nothing,
    Future,
    OtherBatch,
    OtherText,
    Replayed,
}

pub fn step() -> impl Strategy<Value = Step> {
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
        2 => Just(Kind::Receipt),
        4 => deletion.prop_map(|(whole, spool, ribbon, backups)| {
            Kind::Deletion { whole, spool, ribbon, backups }
        }),
        1 => any::<bool>().prop_map(|named| Kind::Refusal { named }),
    ];
    let flaw = prop_oneof![
        5 => Just(Flaw::Nothing),
        1 => Just(Flaw::Future),
        1 => Just(Flaw::OtherBatch),
        1 => Just(Flaw::OtherText),
        1 => Just(Flaw::Replayed),
    ];
    let late = prop_oneof![2 => Just(0), 1 => 0_u64..20];
    let reason = prop::sample::select(Reason::ALL);
    // mostly each bureau signs with its own key
    let signer = prop_oneof![6 => Just(None), 1 => (0_usize..3).prop_map(Some)];
    prop_oneof![
        2 => (0_u64..20).prop_map(Step::Wait),
        1 => prop::sample::select(vec![0, 0, 0, 299, 300, 301, 30_000]).prop_map(Step::Clock),
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
        5 => (index(), kind, signer, flaw, late).prop_map(|(of, kind, signer, flaw, late)| {
            Step::Import { of, kind, signer: signer.unwrap_or(usize::MAX), flaw, late }
        }),
        2 => (0_usize..2, 0_u64..60, 1_u64..9, 0_u64..2).prop_map(
            |(recipient, ago, people, photos)| Step::Past { recipient, ago, people, photos }
        ),
        2 => (0_usize..2, (0_u64..12, 0_u64..8)).prop_map(|(recipient, days)| {
            Step::Incident { recipient, days }
        }),
        1 => Just(Step::Rotate),
        5 => (index(), prop::bool::weighted(0.8), reason).prop_map(|(of, of_these, reason)| {
            Step::Correct { of, of_these, reason }
        }),
    ]
}
