//! What a bureau signs, and the key of a ledger: read in one form, or refused in our own words.

use std::error::Error;

use cardsieve::batch::TrustedSigners;
use cardsieve::ledger::LedgerKey;
use cardsieve::ledger::paper::{LONGEST, Paper};

use super::words::are_ours;

/// No other bytes say what a paper says; nothing is verified that nobody has signed.
pub(super) fn paper(bytes: &[u8]) {
    match Paper::parse(bytes) {
        Ok(paper) => {
            assert_eq!(paper.to_json().as_bytes(), bytes, "two spellings are read");
            assert!(bytes.len() <= LONGEST);
            let text = std::str::from_utf8(bytes).expect("JSON is text");
            assert!(text.contains(&format!("\"cardsieve-{}-1\"", paper.kind())));
            let spaced = format!("{text} ");
            assert!(
                Paper::parse(spaced.as_bytes()).is_err(),
                "two spellings are read"
            );
        }
        Err(errors) => refused(&errors, bytes),
    }
    let line = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3 Bureau\n";
    let Ok(signers) = TrustedSigners::parse(line) else {
        return;
    };
    let today = "2199-12-31".parse().expect("a day");
    // the bytes are a paper and its signature as well
    let (paper, signature) = bytes.split_at(bytes.len() / 2);
    for (paper, signature) in [(bytes, bytes), (paper, signature)] {
        let errors = Paper::verify(paper, signature, &signers, today);
        refused(&errors.expect_err("nobody has signed it"), bytes);
    }
}

/// A text is a key or is refused by the number of a line; a key shows nothing.
pub(super) fn ledger_key(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match text.parse::<LedgerKey>() {
        Ok(key) => {
            assert_eq!(format!("{key:?}"), "LedgerKey { .. }");
            let commented = format!("# above\n{text}\n# below");
            let again: LedgerKey = commented.parse().expect("a comment changes nothing");
            assert!(again.years().eq(key.years()));
            assert_eq!(again.head().to_string(), key.head().to_string());
        }
        Err(error) => {
            let count = bytes.split(|byte| *byte == b'\n').count() as u64;
            assert!(error.line().is_none_or(|line| (1..=count).contains(&line)));
            refused(&error, bytes);
        }
    }
}

fn refused(error: &impl Error, bytes: &[u8]) {
    are_ours(&error.to_string(), bytes);
    assert!(error.source().is_none(), "an error keeps another one");
}
