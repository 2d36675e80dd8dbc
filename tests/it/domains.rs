//! G6: every character of what a domain is made of counts, and the key of an epoch is its own.

use cardsieve::field::{Flag, Readable};
use cardsieve::record::Reading;
use cardsieve::{BatchId, FlagSources, Minimiser, Profile, PseudonymisationSecret, Record};

use crate::export::{BATCH, secret};

/// One person; every text is the same.
struct Same;

impl Record for Same {
    fn read(&self, field: Readable) -> Reading<'_> {
        let is_flag = Flag::ALL.iter().any(|flag| flag.readable() == field);
        Reading::Text(if is_flag { "false" } else { "100001" })
    }
}

fn profile(recipient: &str, purpose: &str) -> Profile {
    let column = |header: &str, place: &str, field: &str| {
        format!(
            "[[column]]\nheader = \"{header}\"\nplace = \"{place}\"\nparts = [{{ field = \"{field}\", \
             treatment = \"pseudonymise\", scope = \"recipient\" }}]\n"
        )
    };
    let columns = [
        column("a", "matching", "record_id"),
        column("b", "chip", "staff_number"),
        column("c", "barcode", "record_id"),
        column("d", "chip", "record_id"),
    ];
    format!(
        "format = 1\nname = \"t\"\ncontroller = \"C\"\nrecipient = \"{recipient}\"\npurpose = \"{purpose}\"\n\
         delete_after_days = 1\n{}",
        columns.concat()
    )
    .parse()
    .unwrap_or_else(|errors| panic!("{errors}"))
}

/// The tokens of one person under each column.
fn tokens(profile: &Profile, secret: &PseudonymisationSecret, batch: &str) -> Vec<String> {
    let batch: BatchId = batch.parse().expect("an id");
    let flags = FlagSources::from_records();
    let minimiser = Minimiser::new(profile, secret, batch, &flags).expect("no flag is absent");
    let card = minimiser.minimise(&Same).expect("a sound record");
    card.iter().map(|(_, cell)| cell.to_owned()).collect()
}

#[test]
fn every_character_of_a_domain_changes_every_token_and_no_two_columns_share_one() {
    let (recipient, purpose) = (
        "Example Card Bureau, of the long name ".repeat(2),
        "Print and encode staff cards for one year ".repeat(2),
    );
    let (recipient, purpose) = (&recipient[..73], &purpose[..79]);
    let mut seen = std::collections::BTreeSet::new();
    let mut count = 0;
    let mut take = |recipient: &str, purpose: &str| {
        let tokens = tokens(&profile(recipient, purpose), &secret(), BATCH);
        count += tokens.len();
        for token in tokens {
            assert!(seen.insert(token), "{recipient:?} {purpose:?}");
        }
    };
    take(recipient, purpose);
    let changed =
        |text: &str, at: usize, to: &str| format!("{}{to}{}", &text[..at], &text[at + 1..]);
    let others = |text: &str, at: usize| {
        let one = &text[at..=at];
        let swapped = if one.to_uppercase() == one {
            one.to_lowercase()
        } else {
            one.to_uppercase()
        };
        let swapped = if swapped == one {
            "_".to_owned()
        } else {
            swapped
        };
        [swapped, "é".to_owned()].map(|to| changed(text, at, &to))
    };
    for at in 0..recipient.len() {
        others(recipient, at)
            .iter()
            .for_each(|other| take(other, purpose));
    }
    for at in 0..purpose.len() {
        others(purpose, at)
            .iter()
            .for_each(|other| take(recipient, other));
    }
    assert_eq!(seen.len(), count);
    assert!(count > 1000, "{count}");
}

#[test]
fn the_tokens_of_an_epoch_are_those_of_its_own_line_whatever_else_is_in_the_file() {
    let names = [
        "e1",
        "2026",
        "2026-01",
        "a.b",
        "x_y",
        "q",
        "2026-01-31.b_c",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
    ];
    let line = |at: usize| format!("{} {}\n", names[at], format!("{:02x}", at + 17).repeat(32));
    let profile = profile("R", "P");
    let alone: Vec<Vec<String>> = (0..names.len())
        .map(|at| tokens(&profile, &line(at).parse().expect("a secret"), BATCH))
        .collect();
    for first in 0..names.len() {
        let order: Vec<usize> = (0..names.len())
            .map(|at| (first + at) % names.len())
            .collect();
        let file: String = order.iter().map(|at| line(*at)).collect();
        for at in &order {
            let secret: PseudonymisationSecret = file.parse().expect("a secret");
            let secret = secret.with_epoch(names[*at]).expect("an epoch of the file");
            assert_eq!(
                tokens(&profile, &secret, BATCH),
                alone[*at],
                "{}",
                names[*at]
            );
        }
        let secret: PseudonymisationSecret = file.parse().expect("a secret");
        let last = order[order.len() - 1];
        assert_eq!(tokens(&profile, &secret, BATCH), alone[last]);
    }
    for (at, one) in alone.iter().enumerate() {
        assert!(
            alone[..at]
                .iter()
                .flatten()
                .all(|token| !one.contains(token))
        );
    }
}
