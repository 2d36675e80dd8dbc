//! Secret files and withhold lists: what is in them is said by nobody.

use std::error::Error;

use cardsieve::PseudonymisationSecret;
use cardsieve::code::Code;
use cardsieve::minimise::WithholdList;

use super::words::are_ours;

/// A text is a secret or is refused by line numbers; a secret shows nothing.
pub(super) fn secret(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let secret = match text.parse::<PseudonymisationSecret>() {
        Ok(secret) => secret,
        Err(errors) => {
            assert_eq!(errors.code(), Code::SecretMalformed);
            refused(&errors, bytes, errors.lines());
            return;
        }
    };
    assert_eq!(format!("{secret:?}"), "PseudonymisationSecret { .. }");
    let names: Vec<String> = secret.epochs().map(str::to_owned).collect();
    assert_eq!(names.last().map(String::as_str), Some(secret.epoch()));
    let commented = format!("# above\r\n{text}\n\n#below");
    let again: PseudonymisationSecret = commented.parse().expect("a comment changes nothing");
    assert!(again.epochs().eq(&names), "a comment changes the epochs");
    let twice = format!("{text}\n{} {}", secret.epoch(), "5a".repeat(32));
    assert!(
        twice.parse::<PseudonymisationSecret>().is_err(),
        "an epoch may stand twice"
    );
    let mut secret = secret;
    for name in &names {
        secret = secret.with_epoch(name).expect("its own epoch");
        assert_eq!(secret.epoch(), name);
    }
}

/// A text is a withhold list or is refused by line numbers; a list shows nothing.
pub(super) fn withhold_list(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match text.parse::<WithholdList>() {
        Ok(list) => {
            assert_eq!(format!("{list:?}"), "WithholdList { .. }");
            let spaced = format!("{text}\n \r\n\n");
            assert!(
                spaced.parse::<WithholdList>().is_ok(),
                "a blank line changes the list"
            );
        }
        Err(errors) => {
            assert!(matches!(errors.code(), Code::EmptyList | Code::BadListId));
            refused(&errors, bytes, errors.lines().iter().copied());
        }
    }
}

/// What is said holds nothing of the text, and lines that there are.
fn refused(error: &impl Error, bytes: &[u8], lines: impl Iterator<Item = u64>) {
    are_ours(&format!("{error} {error:?}"), bytes);
    assert!(error.source().is_none(), "an error keeps another one");
    let count = bytes.split(|byte| *byte == b'\n').count() as u64;
    assert!(
        lines.into_iter().all(|line| (1..=count).contains(&line)),
        "no such line"
    );
}
