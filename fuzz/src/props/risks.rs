//! Rows whose risk is asked for: counted, or refused in our own words.

use cardsieve::batch::Form;
use cardsieve::risk::Assessor;

use super::exports::seven_columns;
use super::words::are_ours;

/// Whatever form is guessed or said, the figures are of whole rows, and no word of a row is said.
pub(super) fn rows(bytes: &[u8]) {
    let profile = seven_columns().profile();
    for form in [None, Some(Form::Csv), Some(Form::Ndjson)] {
        let mut assessor = Assessor::new(profile);
        if let Err(errors) = assessor.read(bytes, form) {
            assert!(!errors.problems().is_empty(), "refused without a reason");
            are_ours(&errors.to_string(), bytes);
            continue;
        }
        match assessor.finish() {
            Ok(report) => {
                assert!(
                    (1..=bytes.len() as u64).contains(&report.rows()),
                    "more rows than bytes"
                );
                let most = report.quasi_identifiers();
                assert!(most.unique <= report.rows() && most.smallest <= report.rows());
                let headers = profile.columns().iter().map(|column| column.header());
                let told = report.columns().iter().map(|column| column.header());
                assert!(told.eq(headers), "other columns are told");
            }
            Err(refused) => are_ours(&refused.to_string(), bytes),
        }
    }
}
