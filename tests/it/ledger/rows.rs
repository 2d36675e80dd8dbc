//! What a ledger is told changes nothing in what leaves.

use cardsieve::ledger::LedgerKey;
use cardsieve::pseudonym::CommitmentKey;
use cardsieve::{FlagSources, Minimiser, OfficerRecord, Profile};
use proptest::prelude::*;

use crate::export::{BATCH, any_profile, minimiser, object, secret, whole_record};

fn under_a_ledger(profile: &Profile, key: &CommitmentKey) -> Minimiser {
    let batch = BATCH.parse().expect("an id");
    let flags = FlagSources::from_records();
    Minimiser::for_ledger(profile, &secret(), batch, &flags, key).expect("no flag is absent")
}

#[test]
fn a_row_under_a_ledger_is_the_row_without_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("key");
    LedgerKey::create(&path, 2026).expect("a key");
    let key = LedgerKey::open(&path).expect("a key");
    let year = key.year(2026).expect("a year");
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(400));
    let strategy = any_profile().prop_flat_map(|profile| {
        let reads = minimiser(&profile).reads().to_vec();
        (Just(profile), whole_record(&reads, 7))
    });
    let released = std::cell::Cell::new(0);
    runner
        .run(&strategy, |(profile, raw)| {
            let record: OfficerRecord = serde_json::from_str(&object(&raw)).expect("an object");
            let Ok(card) = under_a_ledger(&profile, year).minimise(&record) else {
                return Ok(());
            };
            let other = minimiser(&profile).minimise(&record);
            let other = other.map_err(|withheld| TestCaseError::fail(withheld.to_string()))?;
            prop_assert!(card.iter().eq(other.iter()));
            released.set(released.get() + 1);
            Ok(())
        })
        .unwrap_or_else(|failure| panic!("{failure}"));
    assert!(released.get() > 100, "{}", released.get());
}
