//! Inspection of what anyone may send: each hiding place and its clean twin.

mod archives;
mod behind;
mod canaries;
mod forms;
mod gate;
mod guards;
mod outgoing;
mod pictures;
mod streams;
mod texts;
mod unused;
mod zip;

use cardsieve::inspect::{Inspector, Report, Severity};

/// The codes of all findings from suspect on, sorted, each once.
fn codes(bytes: &[u8], name: &str) -> Vec<&'static str> {
    let report = report(bytes, name);
    let counted = report.findings().iter();
    let counted = counted.filter(|finding| finding.severity() >= Severity::Suspect);
    let mut codes: Vec<_> = counted.map(|finding| finding.what().code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn report(bytes: &[u8], name: &str) -> Report {
    Inspector::new()
        .inspect(bytes, name)
        .expect("memory can be read")
}
