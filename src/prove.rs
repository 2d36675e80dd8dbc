//! The proof, run on a profile of one's own: that no forbidden field gets through under it.
//!
//! Nothing here looks at the exporter's code. It hands made-up people to the exporter as it is, in
//! every form of input, and judges what comes out.

mod certificate;
mod exporter;
mod floors;
mod pairs;
mod people;
mod planted;
mod pool;
mod rounds;
mod shrink;
#[cfg(test)]
mod tests;
mod tokens;
mod treatments;

pub use certificate::{Certificate, CounterExample, Difference, Stage, Verdict};

use exporter::{Exporter, Real, Setting, Trial};
use people::People;

use crate::profile::{Ledger, Profile};
use crate::pseudonym::BatchId;
use crate::sample::random::Random;
use data_encoding::HEXLOWER;

/// How many pairs of people a proof tries at least.
pub const PAIRS: u64 = 100_000;

/// Fewer people than this show too little.
const FEWEST: usize = 8;

/// How far a proof has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The name of the stage.
    pub stage: &'static str,
    /// How many of its cases are done.
    pub done: u64,
    /// How many it has.
    pub of: u64,
}

impl Certificate {
    /// Proves the profile, with cases drawn from `seed`: the same seed gives the same certificate.
    ///
    /// `watch` is told how far the proof has come.
    ///
    /// # Security
    /// Reads no record: everybody in it is made up. A certificate names fields and never a value.
    ///
    /// # Guarantee
    /// It holds for every preset (`every_preset_is_proven_and_every_stage_tries_something`), and an
    /// exporter that leaks is found by the stage that is about its leak
    /// (`each_leak_is_found_by_exactly_the_stages_that_are_about_it`).
    pub fn prove(profile: &Profile, seed: u64, watch: &mut dyn FnMut(Progress)) -> Self {
        let plan = Plan {
            seed,
            pairs: PAIRS,
            rounds: 32,
            ids: 20_000,
        };
        prove(&Real, profile, &plan, watch)
    }
}

/// How much is tried.
struct Plan {
    seed: u64,
    pairs: u64,
    rounds: u64,
    ids: u64,
}

/// What every stage needs.
struct Bench<'a> {
    exporter: &'a dyn Exporter,
    trial: &'a Trial,
    people: &'a People,
    plan: &'a Plan,
}

fn prove(
    exporter: &dyn Exporter,
    profile: &Profile,
    plan: &Plan,
    watch: &mut dyn FnMut(Progress),
) -> Certificate {
    let (lifted, lifts) = lift(profile);
    let mut certificate = Certificate::new(profile, plan.seed, lifts);
    certificate.add_all(floors::stages(exporter, profile, watch));
    let trial = Trial::new(setting(lifted, plan.seed));
    let people = trial
        .as_ref()
        .map(|trial| People::new(&trial.minimiser, plan.seed));
    match (&trial, &people) {
        (Some(trial), Some(people)) if people.pool.len() >= FEWEST => {
            let bench = Bench {
                exporter,
                trial,
                people,
                plan,
            };
            rounds::stages(&bench, watch, &mut certificate);
            pairs::stage(&bench, watch, &mut certificate);
            treatments::stage(&bench, watch, &mut certificate);
            planted::stage(&bench, watch, &mut certificate);
            tokens::stages(&bench, watch, &mut certificate);
        }
        _ => certificate.not_tried(),
    }
    certificate
}

/// The profile without the limits on whole batches that a trial cannot meet: it writes no ledger, and
/// its batches are of many sizes.
fn lift(profile: &Profile) -> (Profile, Vec<&'static str>) {
    let mut lifted = profile.clone();
    let mut lifts = Vec::new();
    if profile.ledger() == Ledger::Required {
        lifted.ledger = Ledger::Optional;
        lifts.push("ledger");
    }
    if u64::from(profile.max_rows()) < pool::SIZE as u64 {
        lifted.max_rows = 1000;
        lifts.push("max_rows");
    }
    if profile.min_rows() > 1 {
        lifted.min_rows = 1;
        lifts.push("min_rows");
    }
    (lifted, lifts)
}

fn setting(profile: Profile, seed: u64) -> Setting {
    Setting {
        profile,
        secret: secret(seed),
        epoch: "now",
        batch: BatchId::of(1),
    }
}

/// A secret of two epochs, for this proof alone.
fn secret(seed: u64) -> String {
    let mut random = Random::of(seed, 0x7365_6372_6574);
    let mut key = || {
        let bytes: Vec<u8> = (0..4).flat_map(|_| random.next().to_be_bytes()).collect();
        HEXLOWER.encode(&bytes)
    };
    format!("before {}\nnow {}\n", key(), key())
}
