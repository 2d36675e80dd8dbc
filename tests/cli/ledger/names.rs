//! Names of recipients, bureaus and approvers that are unknown, or none.

use super::super::told;
use super::doubtful::{OF_412, recorded};
use super::{UNDER, ask, desk};

#[test]
fn an_unknown_recipient_is_told_with_the_one_that_was_meant() {
    let desk = desk();
    told(&recorded(&desk, "Alpha Cards", &OF_412), 0);
    let days = ["--from", "2026-01-01", "--to", "2026-01-02"];
    let aware = ["--aware-at", "2026-01-02T00:00:00Z"];
    for name in ["alpha cards", "Alpha Card", "Alfa Cards"] {
        let of = ["--ledger", "ledger.db", "--recipient", name];
        for question in [
            [["holdings"].as_slice(), &of].concat(),
            [["diff"].as_slice(), &of, &days].concat(),
            [["breach-pack"].as_slice(), &of, &days, &aware].concat(),
            [
                ["incident", "--ledger-key", "ledger.key"].as_slice(),
                &of,
                &days,
                &aware,
            ]
            .concat(),
        ] {
            let said = told(&ask(&desk, &question), 3);
            assert!(said.contains("unknown-recipient"), "{said}");
            assert!(said.contains("Alpha Cards"), "{question:?}: {said}");
        }
    }
    let other = ["holdings", "--ledger", "ledger.db", "--recipient", "Beta"];
    assert!(!told(&ask(&desk, &other), 3).contains("did you mean"));
}

#[test]
fn a_name_that_is_none_is_a_mistake_of_the_command_line_in_every_verb() {
    let desk = desk();
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    let key = pair.pk.to_base64();
    for role in ["--bureau", "--approver"] {
        let trust = ["trust", role, "two\nlines", "--signer", &key];
        let said = told(&ask(&desk, &[trust.as_slice(), &UNDER].concat()), 2);
        assert!(said.contains(&format!("{role}: bad-name")), "{said}");
    }
    told(&recorded(&desk, "two\nlines", &OF_412), 2);
}
